# SPDX-License-Identifier: Apache-2.0
"""A Turtle text and triples in, the text without them out; what stays, stays as it was written."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple

from rightsgraph.formats import TURTLE
from rightsgraph.rdf.canonical import canonicalize
from rightsgraph.rdf.scanning import DIRECTIVES, Statements, Token, tokens
from rightsgraph.rdf.terms import text_of
from rightsgraph.rdf.writing import write_graph

_OPENING = ("[", "(", "<<", "<<(", "{|")
_CLOSING = ("]", ")", ">>", ")>>", "|}")


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Group:
    """A verb and its objects."""

    span: _Span
    objects: tuple[_Span, ...]


@dataclass(frozen=True, slots=True)
class _Statement:
    """A subject with all that is said of it up to the dot."""

    span: _Span
    subject: _Span
    groups: tuple[_Group, ...]


def cut_triples(text: str, unwanted: Collection[Triple]) -> str:
    """A Turtle text without some triples, and without the prefixes that it then no longer uses.

    A block that is said no more goes with the comments right above it. Where a text is written so that a triple cannot
    be cut out of it, all of it is written anew under its first comments. A text without a triple is empty.
    """
    parser = pyoxigraph.parse(text, format=RdfFormat.TURTLE)
    triples = {quad.triple for quad in parser}
    emptied = _emptied(triples, unwanted)
    wanted = triples - _with_nameless(triples, unwanted, emptied)
    if not wanted:
        return ""
    if wanted == triples:
        return text
    found = _without_prefixes(text, _cut(text, {_key(triple) for triple in unwanted}, emptied))
    if _says(found, wanted):
        return found
    return _head(text) + write_graph(wanted, TURTLE, dict(parser.prefixes)).decode()


def _emptied(triples: Collection[Triple], unwanted: Collection[Triple]) -> set[str]:
    """The subjects of which nothing stays but what leads to nameless nodes, whose labels no other reading knows."""
    named = [triple for triple in triples if not isinstance(triple.object, BlankNode)]
    stay = {text_of(triple.subject) for triple in named if triple not in unwanted}
    return {text_of(triple.subject) for triple in named if triple in unwanted} - stay


def _with_nameless(triples: set[Triple], unwanted: Collection[Triple], emptied: set[str]) -> set[Triple]:
    """The triples that go, with those of nameless nodes that nothing else leads to."""
    gone = {triple for triple in triples if triple in unwanted or text_of(triple.subject) in emptied}
    while True:
        led = {triple.object for triple in triples - gone}
        lost = {triple.object for triple in gone if isinstance(triple.object, BlankNode)} - led
        more = {triple for triple in triples - gone if triple.subject in lost}
        if not more:
            return gone
        gone |= more


def _key(triple: Triple) -> tuple[str, str, str]:
    return text_of(triple.subject), str(triple.predicate.value), text_of(triple.object)


def _says(text: str, wanted: Collection[Triple]) -> bool:
    """Whether a text says some triples and no others."""
    try:
        found = {quad.triple for quad in pyoxigraph.parse(text, format=RdfFormat.TURTLE)}
    except SyntaxError:
        return False
    if found == set(wanted):
        return True
    return _has_nameless(wanted) and _canonical(found) == _canonical(wanted)


def _has_nameless(triples: Collection[Triple]) -> bool:
    return any(isinstance(term, BlankNode) for triple in triples for term in (triple.subject, triple.object))


def _canonical(triples: Collection[Triple]) -> set[pyoxigraph.Quad]:
    graph = NamedNode("urn:x:graph")
    return set(canonicalize(pyoxigraph.Quad(t.subject, t.predicate, t.object, graph) for t in triples))


def _cut(text: str, unwanted: Collection[tuple[str, str, str]], emptied: Collection[str]) -> str:
    places = {
        one.offsets[2]
        for one in Statements(text).all()
        if one.subject in emptied or (one.subject, one.predicate, one.object) in unwanted
    }
    gaps: list[_Span] = []
    for statement in _statements(text):
        gaps.extend(_gaps(text, statement, places))
    return _join(text, gaps)


def _gaps(text: str, statement: _Statement, places: Collection[int]) -> Iterator[_Span]:
    """What to take out of a text so that the objects at some places go."""
    kept = [[span.start not in places for span in group.objects] for group in statement.groups]
    if not any(map(any, kept)):
        yield _block(text, statement.span)
        return
    yield from _spare([group.span for group in statement.groups], [any(objects) for objects in kept])
    for group, objects in zip(statement.groups, kept, strict=True):
        if any(objects):
            yield from _spare(group.objects, objects)


def _spare(items: Sequence[_Span], kept: Sequence[bool]) -> Iterator[_Span]:
    """The gaps that leave some items of a list, each with the separator that it needs."""
    first = next(place for place, stays in enumerate(kept) if stays)
    if first:
        yield _Span(items[0].start, items[first].start)
    stay = [place for place, stays in enumerate(kept) if stays]
    for left, right in pairwise(stay):
        if right > left + 1:
            yield _Span(items[left + 1].start, items[right].start)
    if stay[-1] < len(items) - 1:
        yield _Span(items[stay[-1]].end, items[-1].end)


def _block(text: str, span: _Span) -> _Span:
    """A statement with its lines: the comments right above it, and the blank line below it."""
    start, end = text.rfind("\n", 0, span.start) + 1, span.end
    if text[start : span.start].strip():
        return span
    above = start
    while above and text[text.rfind("\n", 0, above - 1) + 1 : above].lstrip().startswith("#"):
        above = text.rfind("\n", 0, above - 1) + 1
    start = above or start  # what a file begins with is said of all of it
    line = text.find("\n", end)
    if line >= 0 and not text[end:line].strip():
        end = line + 1
        if text.startswith("\n", end):
            end += 1
    return _Span(start, end)


def _join(text: str, gaps: Sequence[_Span]) -> str:
    parts, offset = [], 0
    for gap in sorted(gaps, key=lambda gap: gap.start):
        parts.append(text[offset : gap.start])
        offset = max(offset, gap.end)
    parts.append(text[offset:])
    found = "".join(parts)
    return found.rstrip("\n") + "\n" if gaps and text.endswith("\n") else found


def _without_prefixes(before: str, after: str) -> str:
    """A text without the prefixes that were in use and are so no more."""
    unused = _used(before) - _used(after)
    gaps = [_line(after, span) for name, span in _declarations(after) if name in unused]
    return _join(after, gaps)


def _line(text: str, span: _Span) -> _Span:
    end = text.find("\n", span.end)
    return _Span(text.rfind("\n", 0, span.start) + 1, end + 1 if end >= 0 else len(text))


def _used(text: str) -> set[str]:
    return {
        token.text.partition(":")[0]
        for part in _parts(text)
        if not _is_directive(part)
        for token in part
        if token.kind == "name" and ":" in token.text
    }


def _declarations(text: str) -> Iterator[tuple[str, _Span]]:
    for part in _parts(text):
        if _is_directive(part) and part[0].text.lower().endswith("prefix"):
            yield part[1].text[:-1], _Span(part[0].offset, part[-1].offset + len(part[-1].text))


def _parts(text: str) -> Iterator[list[Token]]:
    """The tokens of each directive and each statement, up to its end."""
    part: list[Token] = []
    for token in tokens(text):
        if token.kind == "comment":
            continue
        part.append(token)
        if len(part) == _length(part) if _is_directive(part) else (token.kind, token.text) == ("mark", "."):
            yield part
            part = []


def _is_directive(part: Sequence[Token]) -> bool:
    return part[0].text.lower() in DIRECTIVES


def _length(part: Sequence[Token]) -> int:
    return 1 + DIRECTIVES[part[0].text.lower()]


def _statements(text: str) -> Iterator[_Statement]:
    for part in _parts(text):
        if not _is_directive(part):
            yield _statement(part)


def _statement(part: Sequence[Token]) -> _Statement:
    pieces = list(_pieces(part[:-1]))
    groups: list[_Group] = []
    objects: list[_Span] = []
    verb: _Span | None = None
    for mark, span in [*pieces[1:], (";", pieces[-1][1])]:
        if mark == ";":
            if verb and objects:
                groups.append(_Group(_Span(verb.start, objects[-1].end), tuple(objects)))
            verb, objects = None, []
        elif mark != ",":
            if verb is None:
                verb = span
            else:
                objects.append(span)
    end = part[-1].offset + 1
    return _Statement(_Span(part[0].offset, end), pieces[0][1], tuple(groups))


def _pieces(part: Sequence[Token]) -> Iterator[tuple[str, _Span]]:
    """Terms, each whole, and the marks between them."""
    depth, start, held = 0, 0, None
    after_type = False
    for token in part:
        span = _Span(token.offset, token.offset + len(token.text))
        mark = token.text if token.kind == "mark" else ""
        if depth or mark in _OPENING:
            start = start if depth else token.offset
            depth += (mark in _OPENING) - (mark in _CLOSING)
            span = _Span(start, span.end)
            if depth:
                continue
            mark = ""
        if held and (after_type or mark == "^^" or token.kind == "at"):
            after_type = mark == "^^"
            held = _Span(held.start, span.end)
            continue
        if held:
            yield "", held
        held = None if mark else span
        if mark:
            yield mark, span
    if held:
        yield "", held


def _head(text: str) -> str:
    """The comments that a text begins with."""
    lines = []
    for line in text.splitlines(keepends=True):
        if not line.startswith("#"):
            break
        lines.append(line)
    return "".join(lines) + "\n" if lines else ""
