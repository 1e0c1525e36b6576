# SPDX-License-Identifier: Apache-2.0
"""One inspected query and a format in, the encoded answer out."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from rightsgraph.errors import Unwritable
from rightsgraph.formats import GRAPH_FORMATS, SOLUTION_FORMATS, XML, Format
from rightsgraph.query.guard import Inspection, Limits, inspect
from rightsgraph.rdf import Context, write_graph
from rightsgraph.store import DatasetChoice, Solutions, Store

# Characters that no XML document has, in UTF-8 (https://www.w3.org/TR/xml/#charsets).
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


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


def read_query(text: str, base: str, choice: DatasetChoice | None, limits: Limits) -> Query:
    """Inspect a query; raises QuerySyntaxError, QueryRefused."""
    return Query(text, base, choice, inspect(text, limits))


def answer(store: Store, query: Query, format: Format, prefixes: Mapping[str, str], context: Context) -> bytes:
    """Run a query and write its answer; `prefixes` and `context` shorten graphs.

    Raises QuerySyntaxError, QueryRefused, QueryFailed, Unwritable.
    """
    if query.inspection.form.gives_graph:
        triples = store.construct(query.text, query.base, query.choice)
        return write_graph(triples, format, prefixes, context)
    out = io.BytesIO()
    solve(store, query).write(out, format)
    return _as_xml(out.getvalue()) if format is XML else out.getvalue()


def _as_xml(body: bytes) -> bytes:
    """The engine's XML, mended: a carriage return as it stands would be read as a line feed."""
    if _NO_XML.search(body):
        raise Unwritable("XML", "it holds a character that XML cannot; take JSON, CSV or TSV")
    return body.replace(b"\r", b"&#13;")


def solve(store: Store, query: Query) -> Solutions:
    """The solutions of a SELECT or ASK, to be read row by row; raises as `answer`."""
    return store.select(query.text, query.base, query.choice)
