# SPDX-License-Identifier: Apache-2.0
"""A query's outline in, the places where an engine is slow and an equal form is fast out; pure.

A filter may become a join, a MINUS or a VALUES block where each variable that it shares with its group is bound in
every solution: then it keeps the same solutions, each as often as before. The filter itself becomes `true`, which
keeps the text grammatical and all the rest of it as it was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from rightsgraph.sparql.outline import (
    NONE,
    Bind,
    Element,
    Expression,
    Filter,
    Group,
    Kind,
    Minus,
    Names,
    Nested,
    Optional,
    Path,
    Pattern,
    Query,
    Scoped,
    Span,
    SubSelect,
    Term,
    Triples,
    certain_after,
    certain_in,
    names_in,
    parts_of,
    visible_in,
)

VOLATILE = frozenset(["NOW", "RAND", "UUID", "STRUUID", "BNODE"])
_STRING = re.compile(r"""(?P<quote>"{3}|'{3}|"|')(?P<text>[^\\]*)(?P=quote)(?P<tag>@[A-Za-z0-9-]+)?""", re.DOTALL)
# No escape, no relative part: then two IRIs are one only if they are written alike.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!.*/\.)[^\\]*")
_LATE = (Optional, Bind, Minus, Filter)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What an engine is slow on: EXISTS of one pattern, and comparing a variable with one IRI."""

    single_exists: bool
    single_iri: bool


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A filter or a part of one, what takes its place, and what joins its group where."""

    slow: Span
    replaced: Span
    by: str
    place: int
    joined: str


@dataclass(frozen=True, slots=True)
class _Site:
    """A group, and the variables of the groups around it.

    A filter in it sees few of these (OPTIONAL's left side), but engines that pass bindings down may show it more.
    """

    group: Group
    outer: Names


def find_rewrites(text: str, query: Query, dialect: Dialect) -> tuple[Rewrite, ...]:
    """Every rewrite that is exact, in the order of the text."""
    return tuple(chain.from_iterable(_rewrites_at(text, site, dialect) for site in _sites(query.where, NONE)))


def apply(text: str, rewrites: tuple[Rewrite, ...]) -> str:
    """The text with its rewrites; all else stays as it is, byte for byte."""
    edits = [(rewrite.replaced.start, rewrite.replaced.end, rewrite.by) for rewrite in rewrites]
    edits += [(rewrite.place, rewrite.place, f" {rewrite.joined} ") for rewrite in rewrites]
    pieces, done = [], 0
    for start, end, by in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[done:start], by]
        done = end
    return "".join([*pieces, text[done:]])


def conjuncts_of(expression: Expression) -> Iterator[Expression]:
    """The parts of a filter that must each be true."""
    if expression.operator == "&&":
        for argument in expression.arguments:
            yield from conjuncts_of(argument)
    else:
        yield expression


def _sites(group: Group, outer: Names) -> Iterator[_Site]:
    """A group and those within it, but for SERVICE and EXISTS: what these hold is not ours to move."""
    yield _Site(group, outer)
    around = outer | visible_in(group)
    for element in group.elements:
        for inner in _groups_within(element):
            yield from _sites(inner, around)


def _groups_within(element: Element) -> tuple[Group, ...]:
    match element:
        case Nested(branches):
            return branches
        case Minus(group) | Optional(group) | Scoped("GRAPH", _, group):
            return (group,)
        case SubSelect(query):
            return (query.where,)
        case _:
            return ()


def _rewrites_at(text: str, site: _Site, dialect: Dialect) -> Iterator[Rewrite]:
    for element in site.group.elements:
        if isinstance(element, Filter):
            for conjunct in conjuncts_of(element.expression):
                if rewrite := _rewrite(text, site, element, conjunct, dialect):
                    yield rewrite


def _rewrite(text: str, site: _Site, filter: Filter, conjunct: Expression, dialect: Dialect) -> Rewrite | None:
    found = _joined_for_exists(text, site, conjunct, dialect) or _values_for(text, conjunct, dialect)
    if not found:
        return None
    joined, shared = found
    place = _place(site.group, shared)
    if place is None:
        return None
    is_whole = conjunct is filter.expression
    replaced, by = (filter.span, "FILTER(true)") if is_whole else (conjunct.span, "true")
    return Rewrite(conjunct.span, replaced, by, place, joined)


def _place(group: Group, shared: Names) -> int | None:
    """Where all shared variables are bound, before what only adds to solutions; None where that is nowhere."""
    elements = group.elements
    last = max((at for at, one in enumerate(elements) if not isinstance(one, _LATE)), default=-1) + 1
    if last < len(elements) and shared <= certain_after(elements[:last]):
        # A filter does not end a block of patterns, so a blank node's label may go on behind it.
        behind = next((one for one in elements[last:] if not isinstance(one, Filter)), None)
        return behind.span.start if behind else group.span.end - 1
    return group.span.end - 1 if shared <= certain_after(elements) else None


def _joined_for_exists(text: str, site: _Site, conjunct: Expression, dialect: Dialect) -> tuple[str, Names] | None:
    inner = conjunct.group
    if conjunct.operator not in ("EXISTS", "NOT EXISTS") or inner is None or not _is_plain(inner):
        return None
    shared = visible_in(inner) & (visible_in(site.group) | site.outer)
    if not shared or not shared <= certain_in(inner):
        return None
    if not dialect.single_exists and _is_single(inner):
        return None
    body = inner.span.cut(text)
    if conjunct.operator == "NOT EXISTS":
        return f"MINUS {body}", shared
    columns = " ".join(f"?{name}" for name in sorted(shared))
    return f"{{ SELECT DISTINCT {columns} WHERE {body} }}", shared


def _is_plain(group: Group) -> bool:
    """Whether a group means the same by itself as within EXISTS, for the variables that both sides always bind."""
    return all(_is_plain_element(element, group) for element in group.elements)


def _is_plain_element(element: Element, group: Group) -> bool:
    match element:
        case Triples(patterns):
            return all(_is_plain_pattern(pattern) for pattern in patterns)
        case Nested(branches):
            return all(map(_is_plain, branches))
        case Filter(expression):
            parts = {part.operator for part in parts_of(expression)}
            return names_in(expression) <= certain_in(group) and parts.isdisjoint(VOLATILE | {"EXISTS", "NOT EXISTS"})
        case _:
            return False


def _is_plain_pattern(pattern: Pattern) -> bool:
    """Without a blank node's label, which may go on outside, and without paths of length zero."""
    has_label = any(term.text.startswith("_:") for term in pattern.terms if term.kind is Kind.BLANK)
    return not has_label and operators_of(pattern.verb).isdisjoint("*?")


def operators_of(path: Path | Term) -> frozenset[str]:
    """All operators of a path."""
    if isinstance(path, Term):
        return frozenset()
    return frozenset([path.operator]).union(*map(operators_of, path.parts))


def _is_single(group: Group) -> bool:
    """Whether a group is one pattern, which any engine looks up row by row."""
    patterns = [one for element in group.elements if isinstance(element, Triples) for one in element.patterns]
    has_more = any(not isinstance(element, Triples | Filter) for element in group.elements)
    return not has_more and len(patterns) == 1 and operators_of(patterns[0].verb).isdisjoint("/+")


def _values_for(text: str, conjunct: Expression, dialect: Dialect) -> tuple[str, Names] | None:
    """VALUES for `?x = c`, `?x IN (c, d)` and `?x = c || ?x = d`, where equal terms are the same term."""
    found = _compared(conjunct)
    if not found:
        return None
    variable, constants = found
    keys = [_key(constant) for constant in constants]
    if None in keys or (len(keys) == 1 and constants[0].kind is Kind.IRI and not dialect.single_iri):
        return None
    once: dict[object, Term] = {}
    for key, constant in zip(keys, constants, strict=True):
        once.setdefault(key, constant)
    return f"VALUES ?{variable} {{ {' '.join(one.span.cut(text) for one in once.values())} }}", frozenset([variable])


def _compared(conjunct: Expression) -> tuple[str, list[Term]] | None:
    """A variable and the constants that a filter compares it with, of which one must be equal."""
    if conjunct.operator == "||":
        sides = [_compared(argument) for argument in conjunct.arguments]
        known = [side for side in sides if side]
        if len(known) < len(sides) or len({name for name, _ in known}) != 1:
            return None
        return known[0][0], [term for _, terms in known for term in terms]
    terms = [argument.term for argument in conjunct.arguments if argument.operator == "TERM" and argument.term]
    if conjunct.operator not in ("=", "IN") or len(terms) < max(2, len(conjunct.arguments)):
        return None
    if conjunct.operator == "=":
        terms.sort(key=lambda term: term.kind is not Kind.VARIABLE)
    is_fit = terms[0].kind is Kind.VARIABLE and all(term.kind in (Kind.IRI, Kind.LITERAL) for term in terms[1:])
    return (terms[0].text, terms[1:]) if is_fit else None


def _key(term: Term) -> tuple[str, str] | None:
    """What is the same for two constants only if they are one term; None where equality is more than that."""
    if term.kind is Kind.IRI:
        return ("iri", term.text) if _IRI.fullmatch(term.text) else None
    found = _STRING.fullmatch(term.text)
    return ((found["tag"] or "@").lower(), found["text"]) if found else None
