# SPDX-License-Identifier: Apache-2.0
"""Triples in, a temporary file of N-Triples out: gone through as often as one likes, in memory that does not grow."""

import os
import re
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple

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
        wanted = _written(predicates)
        for block in self.blocks():
            yield from _parse(b"".join(_with_predicates(block, wanted)))

    def only(self, predicates: Iterable[str]) -> "Spool":
        """A spool of the triples with some predicates."""
        spool, wanted = Spool(), _written(predicates)
        with spool.path.open("ab") as file:
            for block in self.blocks():
                file.writelines(_with_predicates(block, wanted))
        return spool

    def saying(self, pairs: Iterable[tuple[NamedNode, NamedNode]]) -> "Spool":
        """A spool of the triples with some subjects and predicates."""
        spool, wanted = Spool(), {tuple(str(term).encode() for term in pair) for pair in pairs}
        subjects = {subject for subject, _ in wanted}
        with spool.path.open("ab") as file:
            for block in self.blocks():
                near = [line for line in _lines(block) if line.split(b" ", 1)[0] in subjects]
                file.writelines(line for line in near if tuple(line.split(b" ", 2)[:2]) in wanted)
        return spool

    def links(self) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
        """What leads to nameless nodes: an IRI or else a label, a property, and the label of the node it leads to."""
        for block in self.blocks():
            if b"> _:" in block:
                yield from _LINK.findall(block)

    def samples(self) -> Iterator[Triple]:
        """Triples that show each predicate, IRI, typed literal and language tag that there is at least once."""
        seen: set[bytes] = set()
        for block in self.blocks():
            new: list[bytes] = []
            for line in _lines(block):
                _, predicate, value = line.split(b" ", 2)
                kind = value if not value.startswith(b'"') or value.endswith(b"> .\n") else _tag(value)
                if kind not in seen or predicate not in seen:
                    seen.update((predicate, kind))
                    new.append(line)
            yield from _parse(b"".join(new))

    def subjects(self) -> Iterator[str]:
        """Every subject, one after the other, each as often as lines in a row do not repeat it."""
        last = b""
        for block in self.blocks():
            new: list[bytes] = []
            for line in _lines(block):
                subject = line.split(b" ", 1)[0]
                if subject != last:
                    last = subject
                    new.append(line)
            yield from (text_of(triple.subject) for triple in _parse(b"".join(new)))

    def blank_nodes(self) -> list[str]:
        """The labels of blank nodes in the order in which they come."""
        found: dict[str, None] = {}
        for block in self.blocks():
            if b"_:" in block:
                lines = (line for line in _lines(block) if line.startswith(b"_:") or b"> _:" in line)
                terms = (term for triple in _parse(b"".join(lines)) for term in (triple.subject, triple.object))
                found |= dict.fromkeys(term.value for term in terms if isinstance(term, BlankNode))
        return list(found)


def _written(predicates: Iterable[str]) -> frozenset[bytes]:
    return frozenset(f"<{iri}>".encode() for iri in predicates)


def _with_predicates(block: bytes, wanted: frozenset[bytes]) -> Iterable[bytes]:
    return [line for line in _lines(block) if line.split(b" ", 2)[1] in wanted]


def _parse(lines: bytes) -> Iterator[Triple]:
    return (quad.triple for quad in pyoxigraph.parse(lines, format=RdfFormat.N_TRIPLES))


def _lines(block: bytes) -> list[bytes]:
    """Lines with their ends; the writer escapes all that could end one within a term."""
    return block.splitlines(keepends=True)


def _plain(block: bytes) -> bytes:
    if _QUOTED not in block:
        return block
    return b"".join(line for line in _lines(block) if not line.split(b" ", 2)[2].startswith(_QUOTED))


def _tag(text: bytes) -> bytes:
    """The language of a text, nothing for a plain one."""
    return b"" if text.endswith(b'" .\n') else text[text.rindex(b"@") :]
