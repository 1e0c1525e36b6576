# SPDX-License-Identifier: Apache-2.0
"""Triples in, an index by subject, object and meaning of property out: one pass, whatever is looked for later."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, text_of
from rightsgraph.validation.adversary.leaks import Edge
from rightsgraph.validation.adversary.words import DESCRIBES, STRUCTURE, VOCABULARY, word_of
from rightsgraph.vocab import OWL, RDF, RDFS, TYPE

_NONE: tuple[Edge, ...] = ()
_FEW = 64  # triples about a node that are looked through as fast as sorted


class Index:
    """Everything that anybody could download, as one graph: the default graph and the disputed ones."""

    def __init__(self, triples: Iterable[Triple], base: str, before: bool = False) -> None:
        self.base = base
        self._out: dict[str, list[Edge]] = defaultdict(list)
        self._into: dict[str, list[Edge]] = defaultdict(list)
        self._having: dict[str, list[Edge]] = defaultdict(list)
        self._sorted: dict[str, dict[str, list[tuple[int, Edge]]]] = {}
        self.count = 0
        one: dict[str, str] = {}  # each IRI once, however often it stands
        for triple in triples:
            for subject, predicate, value in _spoken(triple):
                literal = isinstance(value, Literal | Triple)
                target = text_of(value) if literal else _name(value)
                source, name = _name(subject), predicate.value
                source, name = one.setdefault(source, source), one.setdefault(name, name)
                edge = Edge(source, name, target if literal else one.setdefault(target, target), literal, before)
                self._add(edge)
        for edge in [*self._only_claimed(before)]:
            self._add(edge)

    def _add(self, edge: Edge) -> None:
        self.count += 1
        self._out[edge.subject].append(edge)
        self._having[word_of(edge.predicate)].append(edge)
        if not edge.literal:
            self._into[edge.object].append(edge)

    def _only_claimed(self, before: bool) -> Iterator[Edge]:
        """What claims say and nothing else does: whoever reads a disputed claim knows it all the same."""
        claims: dict[str, list[str]] = defaultdict(list)
        for edge in self.having(["subject"]):
            if edge.predicate == RDF + "subject":
                claims[edge.object].append(edge.subject)
        for subject, saying in claims.items():
            stated = {(edge.predicate, edge.object) for edge in self.out(subject)}
            for claim in saying:
                said = {edge.predicate: edge for edge in self.out(claim)}
                predicate, value = said.get(RDF + "predicate"), said.get(RDF + "object")
                if predicate and value and (predicate.object, value.object) not in stated:
                    yield Edge(subject, predicate.object, value.object, value.literal, before, claim)

    def out(self, node: str) -> Iterable[Edge]:
        """The triples about a node."""
        return self._out.get(node, _NONE)

    def into(self, node: str) -> Iterable[Edge]:
        """The triples that lead to a node."""
        return self._into.get(node, _NONE)

    def having(self, words: Iterable[str]) -> Iterator[Edge]:
        """The triples whose property means one of some words."""
        for word in words:
            yield from self._having.get(word, _NONE)

    def told(self, node: str, words: frozenset[str]) -> Iterator[Edge]:
        """The triples about a node whose property means one of some words."""
        edges = self._out.get(node, _NONE)
        if len(edges) <= _FEW:
            return (edge for edge in edges if word_of(edge.predicate) in words)
        by_word = self._by_word(node)
        found = sorted(pair for word in words for pair in by_word.get(word, ()))
        return (edge for _, edge in found)

    def _by_word(self, node: str) -> dict[str, list[tuple[int, Edge]]]:
        """The triples about a node of which much is said, by the meaning of their properties, each with its place."""
        if node not in self._sorted:
            by_word = self._sorted[node] = defaultdict(list)
            for place, edge in enumerate(self.out(node)):
                by_word[word_of(edge.predicate)].append((place, edge))
        return self._sorted[node]

    def texts(self, node: str) -> Iterator[Edge]:
        """The literals of a node."""
        return (edge for edge in self.out(node) if edge.literal)

    @property
    def subjects(self) -> Iterable[str]:
        """Every node that something is said about."""
        return self._out.keys()

    @property
    def literals(self) -> Iterator[Edge]:
        """Every triple with a literal."""
        return (edge for edges in self._out.values() for edge in edges if edge.literal)

    def describes(self, node: str) -> bool:
        """Whether anything is said about a node."""
        return node in self._out

    @cached_property
    def kinds(self) -> dict[str, frozenset[str]]:
        """What each node is said to be, by the words of its classes."""
        found: dict[str, frozenset[str]] = {}
        sets: dict[frozenset[str], frozenset[str]] = {}
        for edge in self.having(["type"]):
            if edge.predicate == TYPE:
                kinds = found.get(edge.subject, frozenset()) | {word_of(edge.object)}
                found[edge.subject] = sets.setdefault(kinds, kinds)
        return found

    def is_any(self, node: str, classes: frozenset[str]) -> bool:
        """Whether a node is said to be of a class that means one of some words."""
        return not classes.isdisjoint(self.kinds.get(node, frozenset()))

    @cached_property
    def _informative(self) -> dict[str, bool]:
        return {}

    def informative(self, predicate: str) -> bool:
        """Whether two things that a property joins tell something of each other."""
        known = self._informative.get(predicate)
        if known is None:
            word = word_of(predicate)
            describes = predicate.startswith(DESCRIBES) or (predicate.startswith((OWL, RDFS)) and word not in _JOINS)
            known = self._informative[predicate] = not describes and word not in STRUCTURE
        return known

    def links(self, node: str) -> Iterator[Edge]:
        """The informative triples between a node and other nodes, in either direction."""
        for edge in self.out(node):
            if not edge.literal and self.informative(edge.predicate):
                yield edge
        for edge in self.into(node):
            if self.informative(edge.predicate):
                yield edge

    def is_vocabulary(self, node: str) -> bool:
        """Whether a node is a term that things are described with."""
        return self.is_any(node, VOCABULARY)


_JOINS = frozenset({"sameas", "seealso"})


def _spoken(triple: Triple) -> Iterator[Triple]:
    """A triple and, in RDF 1.2, the triples within it: a quoted statement can be read as well as any other."""
    if isinstance(triple.object, Triple):
        yield from _spoken(triple.object)
    yield triple


def _name(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else text_of(term)
