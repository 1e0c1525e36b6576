# SPDX-License-Identifier: Apache-2.0
"""Both engines behind one door: a query in, the answer of the one that suits it out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from rightsgraph.errors import RightsgraphError
from rightsgraph.rdf import Triple, join_quads
from rightsgraph.store.fast import FastGraph, fast_version, link_index
from rightsgraph.store.index import Index
from rightsgraph.store.oxigraph import Store
from rightsgraph.store.routing import EngineName, Route
from rightsgraph.store.routing import route as route_query
from rightsgraph.store.solutions import DatasetChoice, Engine, Solutions

T = TypeVar("T")
_LINKS = "sparq"


class EngineChoice(StrEnum):
    """Which engine answers: the one that suits the query, or always the same."""

    AUTO = "auto"
    SPARQ = "sparq"
    OXIGRAPH = "oxigraph"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the engines are opened from, cheap to hand to another process by forking.

    `reference` is a store in memory, which a fork shares, or the folder of one; `fast` is None where only the
    reference answers.
    """

    reference: Store | Path
    fast: Path | None
    choice: EngineChoice

    @property
    def engines(self) -> tuple[str, ...]:
        """The names of the engines that may answer a query."""
        if self.fast is None:
            return (EngineName.OXIGRAPH.value,)
        return (
            (self.choice.value,) if self.choice is not EngineChoice.AUTO else tuple(name.value for name in EngineName)
        )

    def route(self, query: str, choice: DatasetChoice | None, reference_only: bool = False) -> Route:
        """Which engine a query goes to, in which words; the same query always goes the same way."""
        engine = EngineChoice.OXIGRAPH if reference_only or self.fast is None else self.choice
        return route_query(query, choice=engine.value, has_dataset=choice is not None)

    def with_reference(self) -> "Prepared":
        """The same with the reference open, so that forks share it and what was read through it."""
        return replace(self, reference=self.open_reference())

    def open(self) -> "Engines":
        """Open them in this process; it costs milliseconds."""
        return Engines(self.open_reference(), FastGraph(self.fast) if self.fast else None, self.choice)

    def open_reference(self) -> Store:
        """Open the reference alone, for lookups: it ends no process."""
        return self.reference if isinstance(self.reference, Store) else Store.open(self.reference)


def prepare_index(index: Index, scratch: Path, choice: EngineChoice) -> Prepared:
    """Prepare a verified index; nothing is read yet."""
    wanted = index.fast if choice is not EngineChoice.OXIGRAPH else None
    return Prepared(index.reference, link_index(wanted, scratch / _LINKS) if wanted else None, choice)


def prepare_files(paths: Sequence[Path], scratch: Path, choice: EngineChoice, base: str | None = None) -> Prepared:
    """Load RDF files into memory, and index them in a folder of the server's own; takes seconds for a million triples.

    Blank nodes of different files stay apart. Raises RdfSyntaxError, UnknownFormat, OSError.
    """
    store = Store.of_files(paths, base)
    if choice is EngineChoice.OXIGRAPH or fast_version() is None:
        return Prepared(store, None, choice)
    quads = scratch / "quads.nq"
    join_quads(paths, base, quads)
    FastGraph.save(quads, scratch / _LINKS)
    quads.unlink()
    return Prepared(store, scratch / _LINKS, choice)


class Engines:
    """The opened engines."""

    def __init__(self, reference: Store, fast: FastGraph | None, choice: EngineChoice) -> None:
        self._reference = reference
        self._fast = fast
        self._choice = choice

    def select(self, route: Route, query: str, base: str, choice: DatasetChoice | None) -> Solutions:
        """Answer SELECT or ASK; raises QuerySyntaxError, QueryRefused, QueryFailed."""
        return self._ask(route, query, lambda engine, text: engine.select(text, base, choice))

    def construct(self, route: Route, query: str, base: str, choice: DatasetChoice | None) -> Iterator[Triple]:
        """Answer CONSTRUCT or DESCRIBE; raises as `select`, QueryFailed also while it is read."""
        return self._ask(route, query, lambda engine, text: engine.construct(text, base, choice))

    def _ask(self, route: Route, query: str, run: Callable[[Engine, str], T]) -> T:
        """Run a query where its route leads; what the fast engine has no answer to, the reference is asked."""
        if route.engine is not EngineName.SPARQ or self._fast is None:
            return run(self._reference, route.text)
        try:
            return run(self._fast, route.text)
        except RightsgraphError:
            if self._choice is not EngineChoice.AUTO:
                raise
        return run(self._reference, route_query(query, choice=EngineName.OXIGRAPH.value, has_dataset=False).text)
