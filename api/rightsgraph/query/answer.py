# SPDX-License-Identifier: Apache-2.0
"""One inspected query and a format in, the encoded answer out."""

import itertools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any, cast

from rightsgraph.errors import Unwritable
from rightsgraph.formats import GRAPH_FORMATS, NTRIPLES, SOLUTION_FORMATS, TURTLE, XML, Format, named
from rightsgraph.query.guard import Inspection, Limits, inspect
from rightsgraph.query.jobs import PREVIEW, Job
from rightsgraph.rdf import BlankNode, Context, Literal, NamedNode, stream_graph, write_graph
from rightsgraph.store import DatasetChoice, Engines, Route, Solutions, Term

# Characters that no XML document has, in UTF-8 (https://www.w3.org/TR/xml/#charsets).
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
# A graph beyond that is written as it is found, unsorted, where the format lets it: it need not fit into memory.
_SORTED_TRIPLES = 50_000


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

    def job(self, format: str, rows: int = 0) -> Job:
        """The query as a worker is given it; `format` is a name of the format table, or PREVIEW."""
        default, named_graphs = (self.choice.default, self.choice.named) if self.choice else (None, None)
        return Job(self.text, self.base, default, named_graphs, self.inspection.form.gives_graph, format, rows)


def read_query(text: str, base: str, choice: DatasetChoice | None, limits: Limits) -> Query:
    """Inspect a query; raises QuerySyntaxError, QueryRefused."""
    return Query(text, base, choice, inspect(text, limits))


@dataclass(frozen=True, slots=True)
class Shortening:
    """What shortens the graphs of answers: prefixes, and a context for JSON-LD."""

    prefixes: Mapping[str, str] = field(default_factory=dict)
    context: Context = field(default_factory=lambda: Context({}))


def answer(engines: Engines, route: Route, job: Job, shortening: Shortening, out: IO[bytes]) -> None:
    """Run a job and write its answer as it is found.

    Raises QuerySyntaxError, QueryRefused, QueryFailed, Unwritable, and what `out` raises.
    """
    if job.gives_graph:
        _answer_graph(engines, route, job, shortening, out)
        return
    solutions = engines.select(route, job.query, job.base, job.choice)
    if job.format == PREVIEW:
        out.write(_preview(solutions, job.rows))
        return
    format = named(job.format, SOLUTION_FORMATS)
    solutions.write(cast(IO[bytes], _XmlMender(out)) if format is XML else out, format)


def _answer_graph(engines: Engines, route: Route, job: Job, shortening: Shortening, out: IO[bytes]) -> None:
    format = named(job.format, GRAPH_FORMATS)
    triples = engines.construct(route, job.query, job.base, job.choice)
    first = list(itertools.islice(triples, _SORTED_TRIPLES + 1))
    if len(first) > _SORTED_TRIPLES and format in (NTRIPLES, TURTLE):
        stream_graph(itertools.chain(first, triples), format, shortening.prefixes, out)
    else:
        out.write(write_graph(itertools.chain(first, triples), format, shortening.prefixes, shortening.context))


class _XmlMender:
    """Mends the engine's XML on its way: a carriage return as it stands would be read as a line feed."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._tail = b""

    def write(self, data: bytes) -> int:
        # A character may be split between two writes.
        if _NO_XML.search(self._tail + data):
            raise Unwritable("XML", "it holds a character that XML cannot; take JSON, CSV or TSV")
        self._tail = bytes(data[-2:])
        self._out.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        self._out.flush()


def _preview(solutions: Solutions, rows: int) -> bytes:
    """The first rows as SPARQL JSON, for a page that shows no more."""
    if solutions.boolean is not None:
        return json.dumps({"head": {}, "boolean": solutions.boolean}).encode()
    variables = solutions.variables
    bindings = [
        {name: _to_json(term) for name, term in zip(variables, row, strict=True) if term is not None}
        for row in itertools.islice(solutions.rows(), rows)
    ]
    return json.dumps({"head": {"vars": variables}, "results": {"bindings": bindings}}, ensure_ascii=False).encode()


def _to_json(term: Term) -> dict[str, Any]:
    """A term as SPARQL 1.1 Query Results JSON writes it, section 3.2.2."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        tagged = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value, **tagged}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _to_json(part) for name, part in parts.items()}}
