# SPDX-License-Identifier: Apache-2.0
"""Files in, which of them speak of a term out: an index on disk, so that a small change need not read them all.

It says where to look, never what stands there: terms are known by short digests, and a file that is named without
need is read in vain. SQLite holds it, so whoever is killed in the middle leaves the state before, and of two at once
the second waits. What is broken, or of another version, is made again.
"""

import hashlib
import io
import json
import os
import re
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, nullcontext, suppress
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import Any, TypeVar

from rightsgraph.errors import RdfSyntaxError
from rightsgraph.formats import NTRIPLES
from rightsgraph.generalisation import Exposure, Policy, exposures
from rightsgraph.rdf import NamedNode, Triple, read_quads, stream_graph, unescape
from rightsgraph.validation.automaton import OBJECT, PREDICATE, SUBJECT
from rightsgraph.validation.results import Term

_VERSION = 2
_WAIT = 120.0  # seconds for another process to finish
_FEW = 64  # files that are read sooner than processes start
_BATCH = 16  # files that a process reads at once
_TABLES = """
    CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT UNIQUE, text TEXT, keys BLOB,
                       subjects BLOB, links BLOB, datatypes BLOB, said BLOB, exposed BLOB);
    CREATE TABLE mention (key INTEGER, file INTEGER);
"""
_INDEX = "CREATE INDEX IF NOT EXISTS mentioned ON mention (key, file)"
_LINE = re.compile(rb"(\S+) (\S+) (.+) \.\n")
_PLACES = {SUBJECT: b"s", PREDICATE: b"p", OBJECT: b"o"}
_ANY = NamedNode("urn:any")
_Found = TypeVar("_Found")


class Unindexed(Exception):
    """A file is not the one that the index was asked to hold: it does not parse, or has another text."""

    def __init__(self, path: PurePath) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Space:
    """What begins the IRIs that a file may declare itself, a property whose texts are all `kept`, and policies."""

    own: str
    kept: str
    policies: tuple[Policy, ...] = ()


class Mentions:
    """Which files of a root have a term as subject, as object, or as predicate or datatype."""

    def __init__(self, connection: sqlite3.Connection, root: Path, space: Space) -> None:
        self._connection = connection
        self._root = root
        self._space = space
        self._paths: dict[int, PurePath] = {}

    def hold(self, files: Mapping[PurePath, str]) -> None:
        """Hold these files, each with git's name for its text; raises Unindexed, OSError."""
        known = self._known()
        stale = [(path, text) for path, text in files.items() if known.get(str(path), (0, ""))[1] != text]
        if stale:
            self._run("BEGIN IMMEDIATE")
            self._add(stale)
            self._run(_INDEX)
            self._run("COMMIT")
        self._run("BEGIN")  # what is read from here on is of one state
        known = self._known()
        self._paths = {known[str(path)][0]: path for path, text in files.items() if known[str(path)][1] == text}
        if len(self._paths) < len(files):  # another process, of another state of the files, was quicker
            self._run("COMMIT")
            self.hold(files)

    def _known(self) -> dict[str, tuple[int, str]]:
        return {path: (number, text) for number, path, text in self._run("SELECT id, path, text FROM file")}

    def _add(self, files: Sequence[tuple[PurePath, str]]) -> None:
        for path, _ in files:
            self._drop(path)
        batches = [files[at : at + _BATCH] for at in range(0, len(files), _BATCH)]
        read = partial(_read_all, self._root, self._space)
        with ProcessPoolExecutor() if len(files) > _FEW else nullcontext() as pool:
            for batch, found in zip(batches, (pool.map if pool else map)(read, batches), strict=True):
                for (path, text), file in zip(batch, found, strict=True):
                    self._insert(path, text, file)

    def _insert(self, path: PurePath, text: str, file: "_File") -> None:
        number = self._connection.execute(
            "INSERT INTO file (path, text, keys, subjects, links, datatypes, said, exposed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (str(path), text, file.keys.tobytes(), *file.lines),
        ).lastrowid
        self._connection.executemany("INSERT INTO mention VALUES (?, ?)", ((key, number) for key in file.keys))

    def _drop(self, path: PurePath) -> None:
        for number, stored in self._run("SELECT id, keys FROM file WHERE path = ?", str(path)):
            keys = array("q")
            keys.frombytes(stored)
            self._connection.executemany("DELETE FROM mention WHERE key = ? AND file = ?", ((k, number) for k in keys))
            self._run("DELETE FROM file WHERE id = ?", number)

    def files(self, place: int, term: Term) -> list[PurePath]:
        """The files held that have a term in a place; datatypes count as predicates."""
        found = self._run("SELECT file FROM mention WHERE key = ?", _key(place, term))
        return [self._paths[number] for (number,) in found if number in self._paths]

    def subjects(self) -> Iterator[str]:
        """Every IRI that a file held says something about."""
        return self._all("subjects")

    def links(self) -> Iterator[str]:
        """Every IRI that a file held refers to, unless the file itself says something about it and may declare it."""
        return self._all("links")

    def datatypes(self) -> Iterator[str]:
        """Every datatype."""
        return self._all("datatypes")

    def said(self) -> Iterator[str]:
        """Every text of the property that is kept."""
        return (unescape(text) for text in self._all("said"))

    def exposed(self) -> Iterator[tuple[PurePath, Exposure]]:
        """What the policies may make coarser, and in which file."""
        for number, lines in self._run("SELECT id, exposed FROM file WHERE length(exposed) > 0"):
            for text in lines.split(b"\n") if number in self._paths else ():
                policy, subject, kinds, place = json.loads(text)
                yield self._paths[number], Exposure(policy, subject, tuple(kinds), place)

    def _all(self, column: str) -> Iterator[str]:
        rows = self._run(f"SELECT id, {column} FROM file")  # noqa: S608 - a word of our own
        texts = (text for number, lines in rows if number in self._paths for text in lines.split(b"\n") if text)
        return map(bytes.decode, dict.fromkeys(texts))

    def _run(self, words: str, *values: object) -> list[Any]:
        return self._connection.execute(words, values).fetchall()


def with_mentions(root: Path, space: Space, use: Callable[[Mentions], _Found]) -> _Found:
    """Use the index of a root, kept among the user's caches; where that cannot be, one that nobody keeps."""
    name = hashlib.sha256(repr((str(root.resolve()), space.own, space.kept)).encode()).hexdigest()[:16]
    path = _cache() / f"{name}.sqlite"
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for place in (path, path, Path(":memory:")):
        try:
            with closing(sqlite3.connect(place, timeout=_WAIT, isolation_level=None)) as connection:
                _prepare(connection, _version(space))
                return use(Mentions(connection, root, space))
        except sqlite3.OperationalError:
            continue  # no room, no right to write, or another one holds it for long
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
    raise AssertionError("SQLite does not work in memory")


def _version(space: Space) -> int:
    """What was made by another version of this, or for other policies, is made again."""
    policies = [(policy.property, policy.grain.value, sorted(policy.among)) for policy in space.policies]
    digest = hashlib.blake2b(repr((_VERSION, policies)).encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> 1  # SQLite has 31 bits for it


def _prepare(connection: sqlite3.Connection, wanted: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != wanted:
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            connection.execute(f'DROP TABLE "{table}"')
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {wanted}")
    connection.execute("COMMIT")


def _cache() -> Path:
    """https://specifications.freedesktop.org/basedir-spec/latest/."""
    stated = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(stated) if Path(stated).is_absolute() else Path.home() / ".cache") / "rightsgraph"


@dataclass(frozen=True, slots=True)
class _File:
    """What the index keeps of a file: IRIs and texts a line each, and the digests of all its terms."""

    keys: "array[int]"
    subjects: bytes
    links: bytes
    datatypes: bytes
    said: bytes
    exposed: bytes

    @property
    def lines(self) -> tuple[bytes, ...]:
        """All but the digests."""
        return self.subjects, self.links, self.datatypes, self.said, self.exposed


def _read_all(root: Path, space: Space, files: Iterable[tuple[PurePath, str]]) -> list[_File]:
    return [_read(root, space, path, text) for path, text in files]


def _read(root: Path, space: Space, path: PurePath, text: str) -> _File:
    """What to keep of a file; raises Unindexed where its text has another name than git says, or does not parse."""
    data = (root / path).read_bytes()
    if text not in (_name(data, text), _name(data.replace(b"\r\n", b"\n"), text)):
        raise Unindexed(path)
    try:
        triples = [quad.triple for quad in read_quads(root / path)]
    except RdfSyntaxError as error:
        raise Unindexed(path) from error
    lines = _lines(triples)
    subjects, predicates, objects = (set(column) for column in (zip(*lines, strict=True) if lines else ((), (), ())))
    typed = (value for value in objects if value.startswith(b'"') and value.endswith(b">"))
    datatypes = {value[value.rindex(b"<") :] for value in typed}
    own = f"<{space.own}".encode()
    links = {*predicates, *(iri for iri in objects if not (iri.startswith(own) and iri in subjects))}
    keys = array("q", (_digest(b"s", term) for term in subjects))
    keys.extend(_digest(b"o", term) for term in objects)
    keys.extend(_digest(b"p", term) for term in predicates | datatypes)
    kept = f"<{space.kept}>".encode()
    said = [value[1 : value.rindex(b'"')] for _, predicate, value in lines if predicate == kept and value[:1] == b'"']
    exposed = [json.dumps(astuple(one)).encode() for one in exposures(triples, space.policies)]
    return _File(keys, _iris(subjects), _iris(links), _iris(datatypes), b"\n".join(said), b"\n".join(exposed))


def _lines(triples: Iterable[Triple]) -> list[tuple[bytes, bytes, bytes]]:
    """Terms as N-Triples has them, a triple each."""
    out = io.BytesIO()
    stream_graph(triples, NTRIPLES, {}, out)
    return _LINE.findall(out.getvalue())


def _iris(terms: Iterable[bytes]) -> bytes:
    return b"\n".join(term[1:-1] for term in terms if term.startswith(b"<") and not term.startswith(b"<<"))


def _name(data: bytes, like: str) -> str:
    """The name that git gives a text, in the kind of digest that another name is."""
    kind = "sha256" if len(like) == 64 else "sha1"
    return hashlib.new(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _key(place: int, term: Term) -> int:
    if isinstance(term, NamedNode):
        return _digest(_PLACES[place], f"<{term.value}>".encode())
    ((_, _, text),) = _lines([Triple(_ANY, _ANY, term)])
    return _digest(_PLACES[place], text)


def _digest(place: bytes, text: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(place + text, digest_size=8).digest(), "big", signed=True)
