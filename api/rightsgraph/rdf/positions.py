# SPDX-License-Identifier: Apache-2.0
"""A text that has been parsed and its triples in, the place of each triple out, nameless nodes included."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pyoxigraph import BlankNode, Triple

from rightsgraph.rdf.scanning import Node, Stated, Statements, objects, tokens
from rightsgraph.rdf.terms import text_of

_REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
# From so many characters on, a nameless node is told by the property that leads to it: finding it takes all the text.
LARGE_TEXT = 4 << 20


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a text; line and column count from 1, columns in characters."""

    line: int
    column: int


@dataclass(slots=True)
class _Offsets:
    """Where subjects, their properties and their triples stand; the first time counts."""

    subjects: dict[Node, int] = field(default_factory=dict)
    properties: dict[tuple[Node, str], int] = field(default_factory=dict)
    triples: dict[tuple[Node, str, Node], int] = field(default_factory=dict)

    @classmethod
    def of(cls, stated: Iterable[Stated]) -> "_Offsets":
        found = cls()
        for one in stated:
            found.subjects.setdefault(one.subject, one.offsets[0])
            found.properties.setdefault((one.subject, one.predicate), one.offsets[1])
            found.triples.setdefault((one.subject, one.predicate, one.object), one.offsets[2])
        return found

    def best(self, subject: Node, predicate: str | None, value: str | None) -> tuple[int, int] | None:
        """How good the best fit is, and where."""
        if predicate is not None and value is not None:
            for node in (value, f"_:{value}"):
                if (subject, predicate, node) in self.triples:
                    return 2, self.triples[subject, predicate, node]
        if predicate is not None and (subject, predicate) in self.properties:
            return 1, self.properties[subject, predicate]
        return (0, self.subjects[subject]) if subject in self.subjects else None


class Positions:
    """Where the subjects and triples of one text stand (the object's place stands for the triple)."""

    def __init__(self, text: str, triples: Iterable[Triple] = (), base: str = "") -> None:
        self._text, self._triples, self._base = text, triples, base
        self._known: dict[Node, _Offsets] = {}

    def find(self, subject: str, predicate: str | None = None, value: str | None = None) -> tuple[int, Place] | None:
        """The best fit and how good it is: 2 for the triple, 1 for its property, 0 for its subject.

        Terms are IRIs, the lexical form where the object is a literal, or the label that the parser gave.
        """
        found = self._find(subject, predicate, value) if self._text else None
        return (found[0], self._lines.place(found[1])) if found else None

    def _find(self, subject: str, predicate: str | None, value: str | None) -> tuple[int, int] | None:
        if len(self._text) < LARGE_TEXT:
            return self._whole.best(subject, predicate, value) or self._whole.best(f"_:{subject}", predicate, value)
        while subject not in self._statements:
            if subject not in self._leading:
                return None
            (subject, predicate), value = self._leading[subject], None
        if subject not in self._known:
            self._known[subject] = _Offsets.of(self._statements.about(subject))
        return self._known[subject].best(subject, predicate, value)

    @cached_property
    def _statements(self) -> Statements:
        return Statements(self._text, self._base)

    @cached_property
    def _lines(self) -> "_Lines":
        return _Lines(self._text)

    @cached_property
    def _whole(self) -> _Offsets:
        stated = list(self._statements.all())
        labels = match_labels(stated, self._triples)
        return _Offsets.of(
            replace(one, subject=labels.get(one.subject, one.subject), object=labels.get(one.object, one.object))
            for one in stated
        )

    @cached_property
    def _leading(self) -> dict[str, tuple[str, str]]:
        """By label: a subject and property that lead to a nameless node."""
        return {
            triple.object.value: (text_of(triple.subject), triple.predicate.value)
            for triple in self._triples
            if isinstance(triple.object, BlankNode)
        }


def read_positions(text: str, triples: Iterable[Triple] = (), base: str = "") -> Positions:
    """The places in a text that has parsed to some triples; without these, nameless nodes are not found."""
    return Positions(text, triples, base)


def comments(text: str) -> Iterator[tuple[str, Place]]:
    """The comments of a Turtle text, each with its place."""
    lines = _Lines(text)
    for token in tokens(text):
        if token.kind == "comment":
            yield token.text, lines.place(token.offset)


def match_labels(stated: Iterable[Stated], triples: Iterable[Triple]) -> dict[Node, Node]:
    """The parser's label of each nameless node of a text.

    Both know the objects of a subject's property in the order of the text, so from nodes that are known, others are;
    those that nothing leads to come in the order of the text as well.
    """
    ours = objects((one.subject, one.predicate, one.object) for one in stated)
    theirs = objects(
        (_node(t.subject), t.predicate.value, _node(t.object)) for t in triples if t.predicate.value != _REIFIES
    )
    labels: dict[Node, Node] = {}
    _follow({node: node for node in ours if not node.startswith("_:")}, ours, theirs, labels)
    roots = (_unled(ours, labels), _unled(theirs, dict.fromkeys(labels.values(), "")))
    _follow(dict(zip(*roots, strict=False)), ours, theirs, labels)
    taken = frozenset(labels.values())
    rest = (
        [node for node in ours if node.startswith("_:") and node not in labels],
        [node for node in theirs if node.startswith("_:") and node not in taken],
    )
    _follow(dict(zip(*rest, strict=False)), ours, theirs, labels)
    return labels


def _follow(
    pairs: Mapping[Node, Node],
    ours: Mapping[Node, Mapping[str, list[Node]]],
    theirs: Mapping[Node, Mapping[str, list[Node]]],
    labels: dict[Node, Node],
) -> None:
    """Add the labels of all that some nodes lead to, themselves included."""
    queue = [pair for pair in pairs.items() if pair[0] not in labels]
    labels.update((node, label) for node, label in queue if node.startswith("_:"))
    for node, label in queue:
        for predicate, values in ours.get(node, {}).items():
            for value, other in zip(values, theirs.get(label, {}).get(predicate, ()), strict=False):
                if value.startswith("_:") and other.startswith("_:") and value not in labels:
                    labels[value] = other
                    queue.append((value, other))


def _unled(stated: Mapping[Node, Mapping[str, list[Node]]], known: Mapping[Node, Node]) -> list[Node]:
    """The nameless subjects that nothing leads to, in the order of the text."""
    led = {value for by in stated.values() for values in by.values() for value in values}
    return [node for node in stated if node.startswith("_:") and node not in led and node not in known]


def _node(term: object) -> Node:
    return f"_:{term.value}" if isinstance(term, BlankNode) else text_of(term)  # type: ignore[arg-type]


class _Lines:
    """Where the lines of a text start."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]

    def place(self, offset: int) -> Place:
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)
