# SPDX-License-Identifier: Apache-2.0
"""What a SPARQL query is made of: a frozen tree of parts that know their place in the text, and their variables; pure.

https://www.w3.org/TR/sparql11-query/#variableScope
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Names: TypeAlias = frozenset[str]
NONE: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """From which character to before which."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """What stands there."""
        return text[self.start : self.end]


class Kind(StrEnum):
    """What a term is."""

    VARIABLE = "variable"
    IRI = "iri"
    LITERAL = "literal"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Term:
    """A variable (its name), an IRI (without brackets, prefix expanded), a literal or a blank node (as written)."""

    kind: Kind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Path:
    """A property path: `/ | ^ * + ? !` over its parts."""

    operator: str
    parts: tuple["Path | Term", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern."""

    subject: Term
    verb: "Path | Term"
    object: Term

    @property
    def terms(self) -> tuple[Term, ...]:
        """What may be a variable, in order."""
        verb = (self.verb,) if isinstance(self.verb, Term) else ()
        return (self.subject, *verb, self.object)


@dataclass(frozen=True, slots=True)
class Expression:
    """A term, or an operator or function (in capitals; CALL where it is an IRI) over arguments or a group.

    A chain of one level, as `a || b || c`, is one expression with all its arguments. A term is TERM, sums and
    products are ARITHMETIC, signs before an operand SIGNS.
    """

    operator: str
    span: Span
    arguments: tuple["Expression", ...] = ()
    term: Term | None = None
    group: "Group | None" = None


@dataclass(frozen=True, slots=True)
class Triples:
    """A block of triple patterns."""

    patterns: tuple[Pattern, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Nested:
    """One group, or several joined by UNION."""

    branches: tuple["Group", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Optional:
    """OPTIONAL."""

    group: "Group"
    span: Span


@dataclass(frozen=True, slots=True)
class Minus:
    """MINUS."""

    group: "Group"
    span: Span


@dataclass(frozen=True, slots=True)
class Scoped:
    """GRAPH or SERVICE."""

    keyword: str
    name: Term
    group: "Group"
    span: Span


@dataclass(frozen=True, slots=True)
class Filter:
    """FILTER."""

    expression: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Bind:
    """BIND."""

    expression: Expression
    variable: str
    span: Span


@dataclass(frozen=True, slots=True)
class Values:
    """VALUES; a row holds None for UNDEF."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class SubSelect:
    """A SELECT within a group."""

    query: "Query"
    span: Span


Element: TypeAlias = Triples | Nested | Optional | Minus | Scoped | Filter | Bind | Values | SubSelect


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between braces."""

    elements: tuple[Element, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Column:
    """What SELECT projects or GROUP BY groups by: an expression, and the variable that it is given to."""

    expression: Expression
    variable: str | None


@dataclass(frozen=True, slots=True)
class Query:
    """A query or sub-select; `columns` is None for `*` and for the forms without any."""

    form: str
    span: Span
    columns: tuple[Column, ...] | None
    where: Group
    groups: tuple[Column, ...] = ()
    having: tuple[Expression, ...] = ()
    order: tuple[Expression, ...] = ()
    limited: bool = False
    values: Values | None = None
    dataset: bool = False

    @property
    def aggregates(self) -> bool:
        """Whether its solutions are groups of solutions."""
        inner = [column.expression for column in self.columns or ()] + list(self.having) + list(self.order)
        return bool(self.groups) or any(part.operator in AGGREGATES for one in inner for part in parts_of(one))


AGGREGATES = frozenset(["COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"])


def parts_of(expression: Expression) -> Iterator[Expression]:
    """The expression and all that it is made of; what groups within EXISTS hold is not looked into."""
    yield expression
    for argument in expression.arguments:
        yield from parts_of(argument)


def names_in(expression: Expression) -> Names:
    """The variables that an expression reads, those within EXISTS too."""
    return _names(
        part.term.text for part in parts_of(expression) if part.term and part.term.kind is Kind.VARIABLE
    ).union(*(mentioned_in(part.group) for part in parts_of(expression) if part.group))


def visible_in(item: "Group | Element") -> Names:
    """The variables that may be bound after a group or element."""
    match item:
        case Group(elements):
            return NONE.union(*map(visible_in, elements))
        case Triples(patterns):
            return _names(term.text for one in patterns for term in one.terms if term.kind is Kind.VARIABLE)
        case Nested(branches):
            return NONE.union(*map(visible_in, branches))
        case Optional(group):
            return visible_in(group)
        case Scoped(_, name, group):
            return visible_in(group) | _variable(name)
        case Bind(variable=variable):
            return _names([variable])
        case Values(variables):
            return _names(variables)
        case SubSelect(query):
            return projected_by(query)
        case _:
            return NONE


def certain_in(item: "Group | Element") -> Names:
    """The variables that every solution of a group or element binds."""
    match item:
        case Group(elements):
            return certain_after(elements)
        case Triples():
            return visible_in(item)
        case Nested(branches):
            return frozenset.intersection(*map(certain_in, branches))
        case Scoped("GRAPH", name, group):
            return certain_in(group) | _variable(name)
        case Values(variables, rows):
            return _names(name for at, name in enumerate(variables) if all(row[at] is not None for row in rows))
        case SubSelect(query):
            return _certain_of(query)
        case _:
            return NONE


def certain_after(elements: Iterable[Element]) -> Names:
    """The variables that every solution binds after these elements of one group."""
    return NONE.union(*map(certain_in, elements))


def projected_by(query: Query) -> Names:
    """The variables that a sub-select may bind."""
    trailing = visible_in(query.values) if query.values else NONE
    if query.columns is None:
        return visible_in(query.where) | trailing
    return _names(column.variable for column in query.columns if column.variable)


def _certain_of(query: Query) -> Names:
    certain = certain_in(query.where) | (certain_in(query.values) if query.values else NONE)
    if query.aggregates:
        certain &= _names(column.variable for column in query.groups if column.variable)
    if query.columns is None:
        return certain
    return _names(
        column.variable
        for column in query.columns
        if column.variable and (column.variable in certain or column.expression.operator == "COUNT")
    )


def mentioned_in(item: "Group | Element | Query") -> Names:
    """Every variable named anywhere within, seen from outside or not."""
    match item:
        case Query():
            return NONE.union(
                mentioned_in(item.where),
                *(names_in(column.expression) for column in (*(item.columns or ()), *item.groups)),
                *map(names_in, (*item.having, *item.order)),
                projected_by(item),
            )
        case Group(elements):
            return NONE.union(*map(mentioned_in, elements))
        case Nested(branches):
            return NONE.union(*map(mentioned_in, branches))
        case Optional(group) | Minus(group):
            return mentioned_in(group)
        case Scoped(_, name, group):
            return mentioned_in(group) | _variable(name)
        case Filter(expression):
            return names_in(expression)
        case Bind(expression):
            return names_in(expression) | visible_in(item)
        case SubSelect(query):
            return mentioned_in(query)
        case _:
            return visible_in(item)


def _variable(term: Term) -> Names:
    return _names([term.text]) if term.kind is Kind.VARIABLE else NONE


def _names(names: Iterable[str]) -> Names:
    return frozenset(names)
