# SPDX-License-Identifier: Apache-2.0
"""A text that has been parsed and its triples in, the place of each triple out, nameless nodes included."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

import pyoxigraph
from pyoxigraph import BlankNode, RdfFormat, Triple

from rightsgraph.rdf.scanning import Nameless, Node, Stated, Statements, comments_in, objects
from rightsgraph.rdf.spool import Spool
from rightsgraph.rdf.terms import text_of

_REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
# From so many characters on, a nameless node is told by the property that leads to it: finding it takes all the text.
LARGE_TEXT = 4 << 20
_PART = 1 << 14


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a text; line and column count from 1, columns in characters."""

    line: int
    column: int


@dataclass(slots=True)
class _Offsets:
    """Where subjects, their properties and their triples stand; the first time counts."""

    subjects: dict[Node, int] = field(default_factory=dict)
    properties: dict[tuple[Node, Node], int] = field(default_factory=dict)
    triples: dict[tuple[Node, Node, Node], int] = field(default_factory=dict)

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
            for node in (value, Nameless(value)):
                if (subject, predicate, node) in self.triples:
                    return 2, self.triples[subject, predicate, node]
        if predicate is not None and (subject, predicate) in self.properties:
            return 1, self.properties[subject, predicate]
        return (0, self.subjects[subject]) if subject in self.subjects else None


@dataclass(slots=True)
class _Moves:
    """What was written where something else stands now: by triple, by property, and by subject."""

    triples: dict[tuple[str, str, str], tuple[str, str, str]] = field(default_factory=dict)
    properties: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, origins: Mapping[Triple, Triple]) -> "_Moves":
        found = cls()
        for now, then in origins.items():
            subject, predicate, value = text_of(then.subject), then.predicate.value, text_of(then.object)
            new, property = text_of(now.subject), now.predicate.value
            found.triples.setdefault((new, property, text_of(now.object)), (subject, predicate, value))
            found.properties.setdefault((new, property), (subject, predicate))
            found.subjects.setdefault(new, subject)
        return found

    def written(self, subject: str, predicate: str | None, value: str | None) -> tuple[str, str | None, str | None]:
        """What to look for in the text."""
        if predicate is not None and value is not None and (subject, predicate, value) in self.triples:
            return self.triples[subject, predicate, value]
        if predicate is not None and (subject, predicate) in self.properties:
            return (*self.properties[subject, predicate], value)
        return self.subjects.get(subject, subject), predicate, value


class Positions:
    """Where the subjects and triples of one text stand (the object's place stands for the triple)."""

    def __init__(
        self, text: str, triples: Iterable[Triple] = (), base: str = "", origins: Mapping[Triple, Triple] | None = None
    ) -> None:
        self._text, self._triples, self._base = text, triples, base
        self._known: dict[Node, _Offsets] = {}
        self._moves = _Moves.of(origins or {})

    def find(self, subject: str, predicate: str | None = None, value: str | None = None) -> tuple[int, Place] | None:
        """The best fit and how good it is: 2 for the triple, 1 for its property, 0 for its subject.

        Terms are IRIs, the lexical form where the object is a literal, or the label that the parser gave.
        """
        found = self._find(*self._moves.written(subject, predicate, value)) if self._text else None
        return (found[0], self._lines.place(found[1])) if found else None

    def __contains__(self, subject: str) -> bool:
        """Whether the text says something of a subject."""
        subject = self._moves.subjects.get(subject, subject)
        if len(self._text) < LARGE_TEXT:
            return subject in self._whole.subjects or Nameless(subject) in self._whole.subjects
        return subject in self._statements or subject in self._leading

    def _find(self, subject: str, predicate: str | None, value: str | None) -> tuple[int, int] | None:
        if len(self._text) < LARGE_TEXT:
            return self._whole.best(subject, predicate, value) or self._whole.best(Nameless(subject), predicate, value)
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
        labels = match_labels(stated, self._triples, read_labels(self._text, self._triples, self._base))
        return _Offsets.of(
            replace(one, subject=labels.get(one.subject, one.subject), object=labels.get(one.object, one.object))
            for one in stated
        )

    @cached_property
    def _leading(self) -> dict[str, tuple[str, str]]:
        """By label: a subject and property that lead to a nameless node."""
        if isinstance(self._triples, Spool):
            links = (tuple(part.decode() for part in link) for link in self._triples.links())
            return {node: (iri or label, predicate) for iri, label, predicate, node in links}
        return {
            triple.object.value: (text_of(triple.subject), triple.predicate.value)
            for triple in self._triples
            if isinstance(triple.object, BlankNode)
        }


def read_positions(
    text: str, triples: Iterable[Triple] = (), base: str = "", origins: Mapping[Triple, Triple] | None = None
) -> Positions:
    """The places in a text that has parsed to some triples; without these, nameless nodes are not found.

    What is not in the text is found where the triple stands that it was made of, if `origins` leads to one.
    """
    return Positions(text, triples, base, origins)


def comments(text: str) -> Iterator[tuple[str, Place]]:
    """The comments of a Turtle text, each with its place."""
    lines = _Lines(text)
    for comment, offset in comments_in(text):
        yield comment, lines.place(offset)


def match_labels(stated: Sequence[Stated], triples: Iterable[Triple], labels: Mapping[Node, Node]) -> dict[Node, Node]:
    """The parser's label of each nameless node of a text, from those that are known of nodes which the text labels.

    Both know the objects of a subject's property in the order of the text, so from nodes that are known, others are;
    those that nothing leads to, each at the start of its statement, come in the order of the text as well.
    """
    ours = objects((one.subject, one.predicate, one.object) for one in stated)
    theirs = objects(
        (_node(t.subject), t.predicate.value, _node(t.object)) for t in triples if t.predicate.value != _REIFIES
    )
    found = {node: labels[node] for one in stated for node in (one.subject, one.object) if node in labels}
    _follow({node: found.get(node, node) for node in ours if _is_known(node, found)}, ours, theirs, found)
    roots = _unled(ours, found), _unled(theirs, frozenset(found.values()))
    if len(roots[0]) == len(roots[1]):  # else one of them is what an annotation of RDF 1.2 speaks of
        found.update(zip(*roots, strict=True))
        _follow(dict(zip(*roots, strict=True)), ours, theirs, found)
    return found


def read_labels(text: str, triples: Iterable[Triple], base: str) -> dict[Node, Node]:
    """The parser's labels of nodes that a text labels: without new labels it reads the same, in the same order."""
    if "_:" not in text:
        return {}
    try:
        quads = list(pyoxigraph.parse(text, format=RdfFormat.TRIG, base_iri=base or None))
    except SyntaxError:
        quads = list(pyoxigraph.parse(text, format=RdfFormat.N_QUADS))
    pairs = ((quad.triple, triple) for quad, triple in zip(quads, triples, strict=False))
    terms = (pair for ours, theirs in pairs for pair in zip(ours, theirs, strict=True))
    return {Nameless(ours.value): Nameless(theirs.value) for ours, theirs in terms if isinstance(ours, BlankNode)}


def _follow(
    pairs: Mapping[Node, Node],
    ours: Mapping[Node, Mapping[Node, list[Node]]],
    theirs: Mapping[Node, Mapping[Node, list[Node]]],
    labels: dict[Node, Node],
) -> None:
    """Add the labels of all that some nodes lead to."""
    queue = list(pairs.items())
    for node, label in queue:
        for predicate, values in ours.get(node, {}).items():
            for value, other in zip(values, theirs.get(label, {}).get(predicate, ()), strict=False):
                if not _is_known(value, labels) and isinstance(other, Nameless):
                    labels[value] = other
                    queue.append((value, other))


def _unled(stated: Mapping[Node, Mapping[Node, list[Node]]], known: Collection[Node]) -> list[Node]:
    """The nameless subjects that nothing leads to, in the order of the text."""
    led = {value for by in stated.values() for values in by.values() for value in values}
    return [node for node in stated if node not in led and not _is_known(node, known)]


def _is_known(node: Node, labels: Collection[Node]) -> bool:
    return not isinstance(node, Nameless) or node in labels


def _node(term: object) -> Node:
    return Nameless(term.value) if isinstance(term, BlankNode) else text_of(term)  # type: ignore[arg-type]


class _Lines:
    """Counts the lines of a text, part by part: a million starts of lines would take longer to list than to pass by."""

    def __init__(self, text: str) -> None:
        self._text = text
        parts = (self._ends(start, start + _PART) for start in range(0, len(text), _PART))
        self._before = list(accumulate(parts, initial=0))

    def place(self, offset: int) -> Place:
        part, text = offset // _PART, self._text
        end = text.rfind("\n", 0, offset)
        start = max(end, text.rfind("\r", end + 1, offset)) + 1
        return Place(1 + self._before[part] + self._ends(part * _PART, offset), offset - start + 1)

    def _ends(self, start: int, end: int) -> int:
        """How many lines end in a part; the second half of a CRLF at its start ended one in the part before."""
        count = self._text.count
        split = self._text[max(start - 1, 0) : start + 1] == "\r\n" and start < end
        return count("\n", start, end) + count("\r", start, end) - count("\r\n", start, end) - split
