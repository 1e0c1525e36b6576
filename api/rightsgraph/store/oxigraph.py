# SPDX-License-Identifier: Apache-2.0
"""The reference engine: Oxigraph, in memory or opened from a folder.

It cannot cancel a query, so what may not run is kept out (`rightsgraph.query.guard`) and what may run does so in a
process that can be killed. It normalises literals; bytes that must keep their lexical form come from the release's
files, never from here.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from rightsgraph.errors import QueryFailed, QueryRefused, QuerySyntaxError
from rightsgraph.rdf import load_file, text_of
from rightsgraph.store.solutions import DatasetChoice, Solutions


class Store:
    """A read-only dataset: a default graph and named graphs."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._store = pyoxigraph.Store()
        self._store.bulk_extend(quads)

    @classmethod
    def of_files(cls, paths: Iterable[Path], base: str | None = None) -> "Store":
        """A store of RDF files as they are, read by the engine itself: at a million triples it takes seconds.

        Blank nodes of different files stay apart. Raises RdfSyntaxError, UnknownFormat, OSError.
        """
        store = cls(())
        for path in paths:
            load_file(path, base, store._store.bulk_load)
        return store

    @classmethod
    def open(cls, folder: Path) -> "Store":
        """A folder that `save` wrote, opened in milliseconds and read only."""
        store = cls.__new__(cls)
        store._store = pyoxigraph.Store.read_only(str(folder))
        return store

    @staticmethod
    def save(quads: Path, folder: Path) -> None:
        """Write the folder that `open` takes, from one file of N-Quads."""
        store = pyoxigraph.Store(str(folder))
        store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
        store.optimize()
        store.flush()

    def count(self) -> int:
        """How many triples the default graph holds."""
        solution = next(iter(self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", None).rows()))
        return int(text_of(solution[0])) if solution[0] is not None else 0

    def graphs(self) -> list[str]:
        """The names of the named graphs, sorted."""
        return sorted(text_of(graph) for graph in self._store.named_graphs())

    def triples(
        self, subject: str | None = None, predicate: str | None = None, value: str | None = None
    ) -> Iterator[Triple]:
        """The default graph's triples that fit; each argument is an IRI or None for any."""
        s, p, o = (NamedNode(iri) if iri is not None else None for iri in (subject, predicate, value))
        for quad in self._store.quads_for_pattern(s, p, o, DefaultGraph()):
            yield quad.triple

    def with_term(self, term: NamedNode | Literal, place: int) -> Iterator[Triple]:
        """The default graph's triples that have a term as subject (0), predicate (1) or object (2)."""
        if isinstance(term, Literal) and place < 2:
            return
        subject, predicate, value = (term if place == one else None for one in range(3))
        for quad in self._store.quads_for_pattern(subject, predicate, value, DefaultGraph()):  # type: ignore[arg-type]
            yield quad.triple

    def select(self, query: str, base: str | None, choice: DatasetChoice | None = None) -> Solutions:
        """Answer SELECT or ASK; raises QuerySyntaxError, QueryRefused, QueryFailed."""
        return Solutions(self._run(query, base, choice))

    def construct(self, query: str, base: str | None, choice: DatasetChoice | None = None) -> Iterator[Triple]:
        """Answer CONSTRUCT or DESCRIBE; raises as `select`, QueryFailed also while it is read."""
        return _triples(self._run(query, base, choice))

    def _run(self, query: str, base: str | None, choice: DatasetChoice | None) -> Any:
        try:
            return self._store.query(
                query,
                base_iri=base,
                default_graph=[NamedNode(iri) for iri in choice.default] if choice else None,
                named_graphs=[NamedNode(iri) for iri in choice.named] if choice else None,
            )
        except SyntaxError as error:
            raise _syntax_error(query, str(error.msg)) from error
        except RuntimeError as error:
            raise QueryRefused(str(error), "Use the functions that SPARQL 1.1 defines.") from error
        except (OSError, ValueError) as error:
            raise QueryFailed(str(error)) from error


def _triples(results: Iterator[Triple]) -> Iterator[Triple]:
    try:
        yield from results
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryFailed(str(error)) from error


def _syntax_error(query: str, message: str) -> QuerySyntaxError:
    """The engine's message in a reader's words: where it stopped, and on what."""
    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not found:
        return QuerySyntaxError(message)
    line, column = int(found[1]), int(found[2])
    lines = query.split("\n")
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    where = f"line {line}, column {column}, at {rest[:40]!r}" if rest else f"line {line}, column {column}, at its end"
    if "Prefix not found" in found[3]:
        return QuerySyntaxError(f"a prefix is used that no PREFIX line declares, before {where}", line, column)
    expected = re.sub(r"\s+", " ", found[3])
    hint = f" ({expected})" if len(expected) <= 120 else ""
    return QuerySyntaxError(f"the query cannot be read at {where}{hint}", line, column)
