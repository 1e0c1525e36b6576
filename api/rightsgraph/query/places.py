# SPDX-License-Identifier: Apache-2.0
"""A query text in, the places out where it can be given more without being read as more than it says; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rightsgraph.sparql import Unreadable, read_outline, read_tokens
from rightsgraph.sparql.outline import Filter, Group, Query, Span, SubSelect, Values, names_in, visible_in


@dataclass(frozen=True, slots=True)
class Modifiers:
    """Where ORDER BY, LIMIT and OFFSET stand, each with what belongs to it; `end` is where LIMIT and OFFSET may."""

    end: int = 0
    order: Span | None = None
    limit: Span | None = None
    offset: Span | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The places and variables of a query; `end` is that of its outermost group, None where nothing can stand there.

    `bound` are the variables that a solution of that group can have; `filtered` those that a filter right in it names;
    `values` each `VALUES ?name { … }` right in it; `languages` the strings that `LANG(…)` is compared with.
    """

    end: int | None = None
    bound: frozenset[str] = frozenset()
    filtered: frozenset[str] = frozenset()
    values: tuple[tuple[str, Span], ...] = ()
    columns: tuple[str, ...] = ()
    languages: tuple[Span, ...] = ()
    prefixes: tuple[tuple[str, str], ...] = ()
    modifiers: Modifiers = Modifiers()


@dataclass(frozen=True, slots=True)
class _Item:
    """A token that is not white space, and where it stands."""

    kind: str
    text: str
    span: Span

    @property
    def word(self) -> str:
        return self.text.upper()


def read_places(text: str) -> Places:
    """Read the places of a query; one that is no SPARQL has none."""
    try:
        query = read_outline(text)
    except Unreadable:
        return Places()
    items = list(_items(text))
    places = Places(
        columns=_columns(query),
        languages=tuple(_languages(items)),
        prefixes=tuple(_prefixes(items)),
        modifiers=_modifiers(query, items),
    )
    if not _takes_more(query, items):
        return places
    return replace(
        places,
        end=query.where.span.end - 1,
        bound=visible_in(query.where),
        filtered=frozenset().union(*(names_in(filter.expression) for filter in _filters(query.where))),
        values=tuple(_values(query.where)),
    )


def _items(text: str) -> Iterator[_Item]:
    start = 0
    for token in read_tokens(text):
        end = start + len(token.text)
        if token.kind != "space":
            yield _Item(token.kind, token.text, Span(start, end))
        start = end


def _takes_more(query: Query, items: Sequence[_Item]) -> bool:
    """Whether more can stand in the outermost group: not beside a sub-select, nor in a pattern that is a template."""
    if query.form == "CONSTRUCT":
        inside = [item.text for item in items if query.span.start < item.span.start < query.where.span.start]
        return "{" in inside
    return query.form != "DESCRIBE" and not any(isinstance(one, SubSelect) for one in query.where.elements)


def _filters(group: Group) -> Iterator[Filter]:
    return (element for element in group.elements if isinstance(element, Filter))


def _values(group: Group) -> Iterator[tuple[str, Span]]:
    for element in group.elements:
        if isinstance(element, Values) and len(element.variables) == 1:
            yield element.variables[0], element.span


def _columns(query: Query) -> tuple[str, ...]:
    if query.columns is None:
        return tuple(sorted(visible_in(query.where)))
    return tuple(column.variable for column in query.columns if column.variable)


def _prefixes(items: Sequence[_Item]) -> Iterator[tuple[str, str]]:
    for word, name, iri in zip(items, items[1:], items[2:], strict=False):
        if word.word == "PREFIX" and name.kind == "name" and iri.kind == "iri":
            yield name.text.removesuffix(":"), iri.text[1:-1]


def _languages(items: Sequence[_Item]) -> Iterator[Span]:
    """The strings in `LANG(?x) = "en"` and `LANGMATCHES(LANG(?x), "en")`."""
    for index in range(len(items) - 5):
        word, opening, variable, closing, mark, text = items[index : index + 6]
        told = (word.word, opening.text, variable.kind, closing.text, text.kind)
        if told == ("LANG", "(", "variable", ")", "string") and mark.text in ("=", ","):
            yield text.span


def _modifiers(query: Query, items: Sequence[_Item]) -> Modifiers:
    """The modifiers behind the outermost group; a VALUES clause comes behind all of them."""
    found, clause = Modifiers(query.where.span.end), ""
    behind = [item for item in items if item.span.start >= query.where.span.end]
    for last, item in zip([None, *behind], behind, strict=False):
        if item.word == "VALUES":
            break
        if item.word in ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"):
            clause = item.word
        if clause == "ORDER":
            start = found.order.start if found.order else item.span.start
            found = replace(found, order=Span(start, item.span.end))
        if clause not in ("LIMIT", "OFFSET"):
            found = replace(found, end=item.span.end)
        elif last and item.kind == "number":
            span = Span(last.span.start, item.span.end)
            found = replace(found, limit=span) if clause == "LIMIT" else replace(found, offset=span)
    return found
