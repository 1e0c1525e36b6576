# SPDX-License-Identifier: Apache-2.0
"""The fast engine: sparq, whose index is a folder that every process maps.

It ends the process where memory or stack runs out, so it runs only where that costs nothing but its own query. Which
queries it is given is decided by `rightsgraph.store.routing`. A machine for which no build of it exists does without.
"""

import importlib.metadata
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Triple

from rightsgraph.errors import QueryFailed, QueryRefused, QuerySyntaxError
from rightsgraph.formats import JSON, Format
from rightsgraph.store.solutions import DatasetChoice, Solutions

try:
    import sparq  # type: ignore[import-untyped]  # ships no types
except ImportError:  # pragma: no cover - every machine that tests run on has it
    sparq = None

_ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "RUST_BACKTRACE": "0"}
_LOGS = ("txn.log", "wal.log")


def fast_version() -> str | None:
    """The version of the fast engine, None where it is not installed."""
    return importlib.metadata.version("sparq-rdf") if sparq is not None else None


class FastGraph:
    """A mapped index as an engine."""

    def __init__(self, folder: Path) -> None:
        self._graph = sparq.Graph.open(str(folder))

    @staticmethod
    def save(quads: Path, folder: Path) -> None:
        """Write the index of one file of N-Quads, in a process of its own; raises OSError.

        Once the engine has loaded anything here, it would hang in every process that is forked from this one.
        """
        command = [sys.executable, "-P", "-m", __name__, str(quads), str(folder)]
        done = subprocess.run(command, check=False, capture_output=True, env=_ENVIRONMENT)  # noqa: S603 - our own words
        if done.returncode:
            raise OSError(
                f"the index of the fast engine could not be made: {done.stderr.decode(errors='replace')[-200:]}"
            )

    def select(self, query: str, base: str | None, choice: DatasetChoice | None = None) -> Solutions:
        """Answer SELECT or ASK; raises QuerySyntaxError, QueryRefused, QueryFailed."""
        encoded = self._run(self._graph.query_json, query, base, choice)
        return _Encoded(encoded.encode())

    def construct(self, query: str, base: str | None, choice: DatasetChoice | None = None) -> Iterator[Triple]:
        """Answer CONSTRUCT or DESCRIBE; raises as `select`."""
        # Either method answers its own form alone, and says so before it runs anything.
        try:
            found = self._run(self._graph.construct, query, base, choice)
        except (QueryFailed, QuerySyntaxError):
            found = self._run(self._graph.describe, query, base, choice)
        return iter([Triple(*map(_term, triple)) for triple in found])

    def _run(self, method: Any, query: str, base: str | None, choice: DatasetChoice | None) -> Any:
        if choice is not None:
            raise QueryRefused("this engine is asked of the whole dataset only", "Name the graphs with GRAPH.")
        head = f"BASE <{base}> " if base else ""
        try:
            return method(head + query)
        except (ValueError, RuntimeError) as error:
            raise _tell(query, str(error), len(head)) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # it is no Exception, and its class is not public
                raise
            raise QueryFailed("the engine broke off") from error


class _Encoded(Solutions):
    """Solutions that came as SPARQL JSON; they are parsed only where another format or their rows are asked for."""

    def __init__(self, encoded: bytes) -> None:
        self._encoded = encoded
        super().__init__(pyoxigraph.parse_query_results(encoded, format=QueryResultsFormat.JSON))

    def write(self, out: IO[bytes], format: Format) -> None:
        if format is JSON:
            out.write(self._encoded)
        else:
            super().write(out, format)


def link_index(folder: Path, scratch: Path) -> Path:
    """The index as the engine can open it: beside each file of it stand logs that it may write, though it never does.

    The folder itself may be read-only, and stays as it is.
    """
    for path in sorted(folder.rglob("*")):
        there = scratch / path.relative_to(folder)
        if path.is_dir():
            there.mkdir(parents=True)
        else:
            there.parent.mkdir(parents=True, exist_ok=True)
            there.symlink_to(path.absolute())
    for inner in (scratch, *(path for path in scratch.rglob("*") if path.is_dir())):
        for name in _LOGS:
            (inner / name).touch()
    return scratch


def _term(term: Any) -> Any:
    if term.kind == "uri":
        return NamedNode(term.value)
    if term.kind == "bnode":
        return BlankNode(term.value)
    if term.language:
        return Literal(term.value, language=term.language)
    return Literal(term.value, datatype=NamedNode(term.datatype))


def _tell(query: str, message: str, head: int) -> QuerySyntaxError | QueryFailed:
    """The engine's message in a reader's words; `head` characters were put before the query's first line."""
    found = re.match(r"error at (\d+):(\d+): ", message)
    if not found:
        return QueryFailed(message[:200])
    line, column = int(found[1]), int(found[2]) - (head if found[1] == "1" else 0)
    lines = query.split("\n")
    rest = lines[line - 1][max(column - 1, 0) :].strip() if line <= len(lines) else ""
    where = f"line {line}, column {column}, at {rest[:40]!r}" if rest else f"line {line}, column {column}, at its end"
    return QuerySyntaxError(f"the query cannot be read at {where}", line, column)


def _save(quads: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    # A text would be taken for RDF itself, unless a file has that name.
    sparq.Graph.load(quads, "nquads").save(str(folder))


if __name__ == "__main__":
    _save(Path(sys.argv[1]), Path(sys.argv[2]))
