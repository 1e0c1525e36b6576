# SPDX-License-Identifier: Apache-2.0
"""Triples in, an index by subject and predicate out, for the checks that shapes cannot make."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rightsgraph.rdf import Triple, text_of
from rightsgraph.vocab import TYPE


class Graph:
    """Lexical look-ups: every term is its IRI, its label or its lexical form."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for triple in triples:
            subject, predicate, value = text_of(triple.subject), triple.predicate.value, text_of(triple.object)
            self._objects[subject, predicate].append(value)
            self._pairs[predicate].append((subject, value))

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Every subject and object that a predicate joins."""
        yield from self._pairs.get(predicate, ())

    def value(self, subject: str, predicate: str) -> str | None:
        """One object of a subject's predicate, None where there is none."""
        return next(iter(self._objects.get((subject, predicate), ())), None)

    def subjects(self, predicate: str, value: str) -> Iterator[str]:
        """Every subject with that object."""
        return (subject for subject, found in self.pairs(predicate) if found == value)

    def instances(self, class_iri: str) -> frozenset[str]:
        """Every subject of that very class."""
        return frozenset(self.subjects(TYPE, class_iri))
