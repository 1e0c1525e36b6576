# SPDX-License-Identifier: Apache-2.0
"""One inspected query and a format in, the encoded answer out."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from rightsgraph.formats import GRAPH_FORMATS, SOLUTION_FORMATS, Format
from rightsgraph.query.guard import Inspection, Limits, inspect
from rightsgraph.rdf import Context, write_graph
from rightsgraph.store import DatasetChoice, Solutions, Store


@dataclass(frozen=True, slots=True)
class Query:
    """A query that may run: its text, the base of its relative IRIs, the graphs it is asked of."""

    text: str
    base: str
    choice: DatasetChoice | None
    inspection: Inspection

    @property
    def formats(self) -> tuple[Format, ...]:
        """What its answer can be written in, best first."""
        return GRAPH_FORMATS if self.inspection.form.gives_graph else SOLUTION_FORMATS


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of an answer in one format."""

    body: bytes
    format: Format


def read_query(text: str, base: str, choice: DatasetChoice | None, limits: Limits) -> Query:
    """Inspect a query; raises QuerySyntaxError, QueryRefused."""
    return Query(text, base, choice, inspect(text, limits))


def answer(store: Store, query: Query, format: Format, prefixes: Mapping[str, str], context: Context) -> Answer:
    """Run a query and write its answer; `prefixes` and `context` shorten graphs.

    Raises QuerySyntaxError, QueryRefused, QueryFailed.
    """
    if query.inspection.form.gives_graph:
        triples = store.construct(query.text, query.base, query.choice)
        return Answer(write_graph(triples, format, prefixes, context), format)
    out = io.BytesIO()
    solve(store, query).write(out, format)
    return Answer(out.getvalue(), format)


def solve(store: Store, query: Query) -> Solutions:
    """The solutions of a SELECT or ASK, to be read row by row; raises as `answer`."""
    return store.select(query.text, query.base, query.choice)
