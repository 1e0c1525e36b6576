# SPDX-License-Identifier: Apache-2.0
"""What a query asks for and what an engine answers, whichever engine it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import IO, Protocol

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from rightsgraph.errors import QueryFailed
from rightsgraph.formats import CSV, JSON, TSV, XML, Format

SERIALISERS = {
    JSON: QueryResultsFormat.JSON,
    XML: QueryResultsFormat.XML,
    CSV: QueryResultsFormat.CSV,
    TSV: QueryResultsFormat.TSV,
}

Term = NamedNode | BlankNode | Literal | Triple


class Form(Enum):
    """The four forms of a SPARQL query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_graph(self) -> bool:
        """Whether the answer is a graph; else it is solutions or a boolean."""
        return self in (Form.CONSTRUCT, Form.DESCRIBE)


@dataclass(frozen=True, slots=True)
class DatasetChoice:
    """The graphs that a request names instead of the store's own (SPARQL 1.1 Protocol, section 2.1.4)."""

    default: tuple[str, ...]
    named: tuple[str, ...]


class Solutions:
    """The answer to SELECT or ASK: written in a results format, or read row by row, once."""

    def __init__(self, results: QuerySolutions | QueryBoolean) -> None:
        self._results = results

    def write(self, out: IO[bytes], format: Format) -> None:
        """Write the solutions as they are found; raises QueryFailed where the engine gives up on the way."""
        try:
            self._results.serialize(out, format=SERIALISERS[format])
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryFailed(str(error)) from error

    @property
    def boolean(self) -> bool | None:
        """The answer to ASK, None for SELECT."""
        return bool(self._results) if isinstance(self._results, QueryBoolean) else None

    @property
    def variables(self) -> list[str]:
        """The names of the columns, none for ASK."""
        return [] if isinstance(self._results, QueryBoolean) else [found.value for found in self._results.variables]

    def rows(self) -> Iterator[tuple[Term | None, ...]]:
        """The rows in order, none for ASK; raises QueryFailed where the engine gives up on the way."""
        if isinstance(self._results, QueryBoolean):
            return
        try:
            for solution in self._results:
                yield tuple(solution)
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryFailed(str(error)) from error


def read_solutions(encoded: bytes) -> Solutions:
    """Solutions from SPARQL JSON; raises QueryFailed where it is not."""
    try:
        return Solutions(parse_query_results(encoded, format=QueryResultsFormat.JSON))
    except (SyntaxError, ValueError) as error:
        raise QueryFailed(str(error)) from error


class Engine(Protocol):
    """What answers queries over one dataset."""

    def select(self, query: str, base: str | None, choice: DatasetChoice | None = None) -> Solutions:
        """Answer SELECT or ASK; raises QuerySyntaxError, QueryRefused, QueryFailed."""

    def construct(self, query: str, base: str | None, choice: DatasetChoice | None = None) -> Iterator[Triple]:
        """Answer CONSTRUCT or DESCRIBE; raises as `select`, QueryFailed also while it is read."""
