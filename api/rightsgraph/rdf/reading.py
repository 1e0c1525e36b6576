# SPDX-License-Identifier: Apache-2.0
"""RDF files in, quads and their prefixes out; lexical forms stay as written."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast
from xml.parsers import expat

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from rightsgraph.errors import RdfSyntaxError
from rightsgraph.formats import JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE, Format, of_file
from rightsgraph.rdf.spool import Spool

PARSERS = {
    TURTLE: RdfFormat.TURTLE,
    NTRIPLES: RdfFormat.N_TRIPLES,
    NQUADS: RdfFormat.N_QUADS,
    TRIG: RdfFormat.TRIG,
    RDFXML: RdfFormat.RDF_XML,
    JSONLD: RdfFormat.JSON_LD,
}

# What some editors put before UTF-8 text; no syntax of RDF knows it.
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Document:
    """One RDF file: its bytes as read (unpacked), its quads in file order, and the prefixes it declares."""

    path: Path
    text: str
    quads: tuple[Quad, ...]
    prefixes: dict[str, str]

    @property
    def triples(self) -> tuple[Triple, ...]:
        """What its graphs state, as one."""
        return tuple(quad.triple for quad in self.quads)


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def read_document(path: Path, base: str | None = None) -> Document:
    """Read one file whole; raises RdfSyntaxError, UnknownFormat or OSError."""
    format = PARSERS[of_file(path.name)]
    with _reading(path) as file:
        data = file.read()
        text = _decode(path, data)
        parser = pyoxigraph.parse(data, format=format, base_iri=base, rename_blank_nodes=True)
        quads = tuple(parser)
    return Document(path, text, quads, dict(parser.prefixes))


def read_triples(data: bytes, format: Format) -> Iterator[Triple]:
    """The triples of a graph that one of our own writers wrote."""
    for quad in pyoxigraph.parse(data, format=PARSERS[format]):
        yield quad.triple


def spool_document(path: Path, base: str | None = None) -> tuple[Spool, dict[str, str]]:
    """The triples of one file, however large, all its graphs as one, and the prefixes it declares; raises as above."""
    format = PARSERS[of_file(path.name)]
    with _reading(path) as file:
        parser = pyoxigraph.parse(file, format=format, base_iri=base, rename_blank_nodes=True)
        return Spool(quad.triple for quad in parser), dict(parser.prefixes)


def read_text(path: Path) -> str:
    """The text of one file as `read_document` has it; raises RdfSyntaxError or OSError."""
    with _reading(path) as file:
        return _decode(path, file.read())


def read_quads(path: Path, base: str | None = None) -> Iterator[Quad]:
    """The quads of one file as a stream, blank nodes renamed apart from those of other files.

    Raises RdfSyntaxError, UnknownFormat or OSError while it is being read.
    """
    format = PARSERS[of_file(path.name)]
    with _reading(path) as file:
        yield from pyoxigraph.parse(file, format=format, base_iri=base, rename_blank_nodes=True)


def load_file(path: Path, base: str | None, load: Callable[..., None]) -> None:
    """Hand one file to an engine's own loader; raises as `read_quads`."""
    format = PARSERS[of_file(path.name)]
    with _reading(path) as file:
        load(file, format, base_iri=base)


def join_quads(paths: Iterable[Path], base: str | None, out: Path) -> None:
    """Write the quads of files as one file of N-Quads, lexical forms kept; raises as `read_quads`."""
    with out.open("wb") as file:
        for path in paths:
            pyoxigraph.serialize(read_quads(path, base), file, format=RdfFormat.N_QUADS)


@contextmanager
def _reading(path: Path) -> Iterator[IO[bytes]]:
    """An open file, unpacked; what goes wrong while it is read is told with its place."""
    try:
        with (
            path.open("rb") as file,
            gzip.open(file) if path.suffix.lower() == ".gz" else nullcontext(file) as unpacked,
        ):
            if of_file(path.name) is RDFXML:
                _require_end(path, cast(IO[bytes], unpacked))
                unpacked.seek(0)
            data = io.BufferedReader(cast(io.RawIOBase, unpacked))
            if data.peek(len(_BOM)).startswith(_BOM):
                data.read(len(_BOM))
            yield data
    except SyntaxError as error:
        raise _located(path, error) from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise RdfSyntaxError(path, 1, 1, f"not a whole gzip file: {error}") from error


def _require_end(path: Path, file: IO[bytes]) -> None:
    """Refuse XML that stops halfway: the library takes it for whole where it stops between two elements."""
    try:
        expat.ParserCreate().ParseFile(file)
    except expat.ExpatError as error:
        raise RdfSyntaxError(path, error.lineno, error.offset + 1, expat.ErrorString(error.code)) from error


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RdfSyntaxError(path, line, 1, "the file is not UTF-8 text; save it as UTF-8") from error


def _located(path: Path, error: SyntaxError) -> RdfSyntaxError:
    reason = str(error.msg)
    head, separator, rest = reason.partition(": ")
    if separator and head.startswith("Parser error"):
        reason = rest
    return RdfSyntaxError(path, error.lineno or 1, error.offset or 1, reason)
