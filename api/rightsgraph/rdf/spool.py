# SPDX-License-Identifier: Apache-2.0
"""Triples in, a temporary file of N-Triples out: gone through as often as one likes, in memory that does not grow."""

import os
import re
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, RdfFormat, Triple

from rightsgraph.rdf.terms import text_of

_BLOCK = 1 << 20
_LINK = re.compile(rb"^(?:<([^>]*)>|_:(\S+)) <([^>]*)> _:(\S+) \.$", re.MULTILINE)
_QUOTED = b"<<("  # a triple term of RDF 1.2


class Spool:
    """Triples as they came, duplicates included, blank nodes with their labels.

    The file is gone with the object. Raises OSError where there is no room for it.
    """

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        handle, name = tempfile.mkstemp(prefix="rightsgraph-", suffix=".nt")
        os.close(handle)
        self.path = Path(name)
        weakref.finalize(self, self.path.unlink, missing_ok=True)
        self.add(triples)

    def add(self, triples: Iterable[Triple]) -> None:
        """Write more triples; those of another spool are copied without a look at them."""
        with self.path.open("ab") as file:
            if isinstance(triples, Spool):
                file.writelines(triples.blocks())
            else:
                pyoxigraph.serialize(triples, file, format=RdfFormat.N_TRIPLES)

    @classmethod
    def plain(cls, parts: Iterable[Iterable[Triple]]) -> "Spool":
        """One spool of several graphs, without what RDF 1.1 has no form for."""
        joined = cls()
        for part in parts:
            if isinstance(part, Spool):
                with joined.path.open("ab") as file:
                    file.writelines(_plain(block) for block in part.blocks())
            else:
                joined.add(triple for triple in part if not isinstance(triple.object, Triple))
        return joined

    def __iter__(self) -> Iterator[Triple]:
        for quad in pyoxigraph.parse(path=str(self.path), format=RdfFormat.N_TRIPLES):
            yield quad.triple

    def __len__(self) -> int:
        return sum(block.count(b"\n") for block in self.blocks())

    def size(self) -> int:
        """Bytes on disk."""
        return self.path.stat().st_size

    def blocks(self) -> Iterator[bytes]:
        """The file in parts of a megabyte or so, each of whole lines."""
        with self.path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block + file.readline()

    def having(self, predicates: Iterable[str]) -> Iterator[Triple]:
        """The triples with some predicates, parsed alone."""
        yield from self._picked(_with_predicate(predicates))

    def only(self, predicates: Iterable[str]) -> "Spool":
        """A spool of the triples with some predicates."""
        spool, is_wanted = Spool(), _with_predicate(predicates)
        with spool.path.open("ab") as file:
            for block in self.blocks():
                file.writelines(line for line in _lines(block) if is_wanted(line))
        return spool

    def links(self) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
        """What leads to nameless nodes: an IRI or else a label, a property, and the label of the node it leads to."""
        for block in self.blocks():
            if b"> _:" in block:
                yield from _LINK.findall(block)

    def samples(self) -> Iterator[Triple]:
        """Triples that show each predicate, IRI, typed literal and language tag that there is at least once."""
        seen: set[bytes] = set()

        def is_new(line: bytes) -> bool:
            _, predicate, value = line.split(b" ", 2)
            kind = _kind(value)
            if predicate in seen and (not kind or kind in seen):
                return False
            seen.update((predicate, kind))
            return True

        yield from self._picked(is_new)

    def subjects(self) -> Iterator[str]:
        """Every subject, one after the other, each as often as lines in a row do not repeat it."""
        for triple in self._picked(_starts_anew()):
            yield text_of(triple.subject)

    def blank_nodes(self) -> list[str]:
        """The labels of blank nodes in the order in which they come."""
        found = self._picked(lambda line: line.startswith(b"_:") or line.split(b" ", 2)[2].startswith(b"_:"))
        terms = (term for triple in found for term in (triple.subject, triple.object) if isinstance(term, BlankNode))
        return list(dict.fromkeys(term.value for term in terms))

    def _picked(self, is_wanted: Callable[[bytes], bool]) -> Iterator[Triple]:
        for block in self.blocks():
            yield from _parse(b"".join(line for line in _lines(block) if is_wanted(line)))


def _with_predicate(predicates: Iterable[str]) -> Callable[[bytes], bool]:
    wanted = frozenset(f"<{iri}>".encode() for iri in predicates)
    return lambda line: line.split(b" ", 2)[1] in wanted


def _parse(lines: bytes) -> Iterator[Triple]:
    return (quad.triple for quad in pyoxigraph.parse(lines, format=RdfFormat.N_TRIPLES))


def _lines(block: bytes) -> list[bytes]:
    """Lines with their ends; the writer escapes all that could end one within a term."""
    return [line + b"\n" for line in block.split(b"\n")[:-1]]


def _plain(block: bytes) -> bytes:
    if _QUOTED not in block:
        return block
    return b"".join(line for line in _lines(block) if not line.split(b" ", 2)[2].startswith(_QUOTED))


def _kind(value: bytes) -> bytes:
    """What makes an object worth a look of its own: all of it, a language tag, nothing for plain text."""
    if value.startswith(b'"'):
        if value.endswith(b'" .\n'):
            return b""
        if not value.endswith(b"> .\n"):
            return value[value.rindex(b"@") :]
    return value


def _starts_anew() -> Callable[[bytes], bool]:
    last = b""

    def starts_anew(line: bytes) -> bool:
        nonlocal last
        subject = line.split(b" ", 1)[0]
        if subject == last:
            return False
        last = subject
        return True

    return starts_anew
