# SPDX-License-Identifier: Apache-2.0
"""A query in, the engine that answers it and the words it is asked in out; pure, and always the same for one text.

The fast engine is asked only what it is known to answer as the reference does, in reasonable time. What is listed
here was found by asking both; `tests/contracts/test_engines.py` goes on looking.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rightsgraph.sparql import Unreadable, read_outline
from rightsgraph.sparql.outline import (
    AGGREGATES,
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
    Pattern,
    Query,
    Scoped,
    Span,
    SubSelect,
    Term,
    Triples,
    certain_in,
    names_in,
    parts_of,
    visible_in,
)
from rightsgraph.store.agreement import disagreements
from rightsgraph.store.rewriting import Dialect, Rewrite, apply, conjuncts_of, find_rewrites, operators_of

_SHORT = 100


class EngineName(StrEnum):
    """The engines."""

    SPARQ = "sparq"
    OXIGRAPH = "oxigraph"


@dataclass(frozen=True, slots=True)
class Advice:
    """A slow form as it stands in the query, a better one, and whether it is already used instead."""

    slow: str
    better: str
    done: bool


@dataclass(frozen=True, slots=True)
class Route:
    """Where a query goes, in which words, and why not to the fast engine."""

    engine: EngineName
    text: str
    reasons: tuple[str, ...]
    advice: tuple[Advice, ...]


# Measured at a million triples. The reference looks up one pattern faster than it joins, the fast engine never does;
# the fast engine sees that a variable is one IRI, the reference does not.
_DIALECTS = {
    EngineName.SPARQ: Dialect(single_exists=True, single_iri=False),
    EngineName.OXIGRAPH: Dialect(single_exists=False, single_iri=True),
}


def route(query: str, *, choice: str, has_dataset: bool) -> Route:
    """Choose between the engines, unless `choice` names one; `has_dataset` says that the request names graphs."""
    try:
        outline = read_outline(query)
    except Unreadable as error:
        engine = EngineName.SPARQ if choice == "sparq" else EngineName.OXIGRAPH
        return Route(engine, query, () if choice == "sparq" else (f"the router cannot read it: {error}",), ())
    if choice == "oxigraph":
        return _routed(EngineName.OXIGRAPH, query, outline, ("the reference was asked for",))
    fast = _routed(EngineName.SPARQ, query, outline, ())
    if choice == "sparq":
        return fast
    reasons = tuple(dict.fromkeys(_reasons(read_outline(fast.text) if fast.text != query else outline, has_dataset)))
    return _routed(EngineName.OXIGRAPH, query, outline, reasons) if reasons else fast


def _routed(engine: EngineName, query: str, outline: Query, reasons: tuple[str, ...]) -> Route:
    rewrites = find_rewrites(query, outline, _DIALECTS[engine])
    done = tuple(Advice(_short(query, one.slow), one.joined, done=True) for one in rewrites)
    left = tuple(_advice(query, outline, rewrites))
    return Route(engine, apply(query, rewrites), reasons, done + left)


# Advice


def _advice(query: str, outline: Query, rewrites: tuple[Rewrite, ...]) -> Iterator[Advice]:
    """What stays slow, though its writer may know a better form."""
    done = {one.slow for one in rewrites}
    for group, filter in _filters(outline):
        for conjunct in conjuncts_of(filter.expression):
            better = _better(conjunct, group) if conjunct.span not in done else None
            if better:
                yield Advice(_short(query, conjunct.span), better, done=False)


def _better(conjunct: Expression, group: Group) -> str | None:
    operators = [argument.operator for argument in conjunct.arguments]
    if conjunct.operator == "=" and "STR" in operators:
        return 'a pattern with the whole literal, as "…"@en, or FILTER(?label = "…"@en)'
    if conjunct.operator == "IN":
        return "VALUES with the terms as they stand in the data, where the variable is always bound"
    if conjunct.operator in ("EXISTS", "NOT EXISTS") and conjunct.group:
        return "a sub-select with DISTINCT" if conjunct.operator == "EXISTS" else "MINUS, with a shared variable"
    if conjunct.operator == "!" and operators == ["BOUND"] and names_in(conjunct) <= _optional_in(group):
        return "FILTER NOT EXISTS instead of OPTIONAL and !BOUND"
    return None


def _optional_in(group: Group) -> Names:
    return NONE.union(*(visible_in(one) for one in group.elements if isinstance(one, Optional)))


def _short(query: str, span: Span) -> str:
    text = " ".join(span.cut(query).split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _filters(query: Query) -> Iterator[tuple[Group, Filter]]:
    for group in _groups(query):
        yield from ((group, element) for element in group.elements if isinstance(element, Filter))


# What rules the fast engine out


def _reasons(query: Query, has_dataset: bool) -> Iterator[str]:
    if query.form in ("CONSTRUCT", "DESCRIBE"):
        yield f"{query.form} is answered by the reference"
    if has_dataset or query.dataset:
        yield "the query or the request names the graphs of its dataset"
    for one in _queries(query):
        yield from _aggregation_reasons(one)
    yield from _expression_reasons(query)
    for group in _groups(query):
        yield from _group_reasons(group)


def _aggregation_reasons(query: Query) -> Iterator[str]:
    certain = certain_in(query.where)
    columns = [column.expression for column in query.columns or ()]
    for expression in (*columns, *query.having, *query.order):
        for part in parts_of(expression):
            if part.operator == "GROUP_CONCAT":
                yield "GROUP_CONCAT treats values that are no strings in another way"
            elif part.operator in AGGREGATES and not _is_certain(part, certain):
                yield f"{part.operator} passes over values that are not bound or cannot be computed"


def _is_certain(aggregate: Expression, certain: Names) -> bool:
    """Whether an aggregate's argument has a value in every solution; both engines count what is bound."""
    if aggregate.operator == "COUNT":
        return all(argument.operator == "TERM" for argument in aggregate.arguments)
    return all(argument.operator == "TERM" and names_in(argument) <= certain for argument in aggregate.arguments)


def _expression_reasons(query: Query) -> Iterator[str]:
    for group in _groups(query):
        resources = _resources_of(group)
        for element in group.elements:
            if isinstance(element, Filter):
                yield from disagreements(element.expression, resources, tested=True, asked=True)
            elif isinstance(element, Bind):
                yield from disagreements(element.expression, resources, tested=False)
    for one in _queries(query):
        resources = _resources_of(one.where)
        for condition in one.having:
            yield from disagreements(condition, resources, tested=True, asked=True)
        for expression in (*(column.expression for column in (*(one.columns or ()), *one.groups)), *one.order):
            yield from disagreements(expression, resources, tested=False)


def _resources_of(group: Group) -> Names:
    """The variables that are no literal in any solution: subjects and predicates of a group's own patterns."""
    plain = [pattern for pattern in _patterns(group) if isinstance(pattern.verb, Term)]
    return frozenset(term.text for pattern in plain for term in pattern.terms[:2] if term.kind is Kind.VARIABLE)


def _group_reasons(group: Group) -> Iterator[str]:
    patterns = tuple(_patterns(group))
    if any("!" in operators_of(pattern.verb) for pattern in patterns):
        yield "a negated property set counts what two properties join in another way"
    if any(_binds_its_name(element) for element in group.elements):
        yield "the name of a graph is bound by what stands within GRAPH"
    if any(_is_open_closure(pattern) for pattern in patterns):
        yield "a path of any length has no fixed end"
    if _is_cyclic([_names_of(pattern) for pattern in patterns]):
        yield "patterns are joined in a circle"
    if _is_split([*map(_names_of, patterns), *_other_edges(group)]):
        yield "patterns share no variable with the others"


def _patterns(group: Group) -> Iterator[Pattern]:
    """The patterns that are joined in a group, those in a plain group or GRAPH within too."""
    for element in group.elements:
        match element:
            case Triples(patterns):
                yield from patterns
            case Nested((inner,)) | Scoped("GRAPH", _, inner):
                yield from _patterns(inner)


def _other_edges(group: Group) -> Iterator[Names]:
    """What else ties a group's variables together, or stands apart; a table or one row may stand apart."""
    for element in group.elements:
        match element:
            case Nested((inner,)) | Scoped("GRAPH", _, inner):
                yield from _other_edges(inner)
            case Nested() | Optional():
                yield visible_in(element)
            case SubSelect(query) if query.groups or not query.aggregates:
                yield visible_in(element)
            case Bind(expression) if names_in(expression):
                yield names_in(expression) | visible_in(element)


def _names_of(pattern: Pattern) -> Names:
    return frozenset(term.text for term in pattern.terms if term.kind in (Kind.VARIABLE, Kind.BLANK))


def _binds_its_name(element: Element) -> bool:
    return isinstance(element, Scoped) and element.name.text in visible_in(element.group)


def _is_open_closure(pattern: Pattern) -> bool:
    is_open = all(end.kind in (Kind.VARIABLE, Kind.BLANK) for end in (pattern.subject, pattern.object))
    return is_open and not operators_of(pattern.verb).isdisjoint("*+")


def _is_cyclic(edges: Iterable[Names]) -> bool:
    """Whether patterns close a circle of joins; those that meet in the same variables close none."""
    edges = list(edges)
    counted: dict[str, int] = {}
    for name in (name for edge in edges for name in edge):
        counted[name] = counted.get(name, 0) + 1
    shared = {frozenset(name for name in edge if counted[name] > 1) for edge in edges}
    parts = _Parts()
    return any(not parts.joins(edge) for edge in shared if edge)


def _is_split(edges: Iterable[Names]) -> bool:
    """Whether some patterns share no variable, even through others, with the rest."""
    known = [edge for edge in edges if edge]
    parts = _Parts()
    for edge in known:
        parts.joins(edge)
    return len({parts.root(next(iter(edge))) for edge in known}) > 1


class _Parts:
    """Which variables hang together."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def root(self, name: str) -> str:
        while (parent := self._parents.get(name, name)) != name:
            self._parents[name] = self._parents.get(parent, parent)
            name = parent
        return name

    def joins(self, edge: Names) -> bool:
        """Tie variables together; whether no two of them were before."""
        roots = {self.root(name) for name in edge}
        first, *others = roots
        for other in others:
            self._parents[other] = first
        return len(roots) == len(edge)


# Walks


def _groups(query: Query) -> Iterator[Group]:
    """Every group of a query, but for those that stand within EXISTS."""
    yield from _groups_in(query.where)


def _groups_in(group: Group) -> Iterator[Group]:
    yield group
    for element in group.elements:
        for inner in _inner(element):
            yield from _groups_in(inner)


def _inner(element: Element) -> tuple[Group, ...]:
    match element:
        case Nested(branches):
            return branches
        case Optional(group) | Minus(group) | Scoped(_, _, group):
            return (group,)
        case SubSelect(query):
            return (query.where,)
        case _:
            return ()


def _queries(query: Query) -> Iterator[Query]:
    yield query
    for group in _groups(query):
        yield from (element.query for element in group.elements if isinstance(element, SubSelect))
