# SPDX-License-Identifier: Apache-2.0
"""An expression in, the reasons why the engines may give it different values out; pure.

The reference calls literals of different types unequal, the fast engine calls that an error, and so on for what
stands here; both were asked every function and operator with every kind of term. Where a filter is tested, an error
counts as false, which excuses much of it.
"""

from collections.abc import Iterator
from enum import Enum, auto

from rightsgraph.sparql.outline import Expression, Kind, Names

_XSD = "http://www.w3.org/2001/XMLSchema#"
_CASTS = frozenset(_XSD + name for name in ("boolean", "decimal", "double", "float", "integer", "string"))
_DATES = frozenset(["YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "TIMEZONE", "TZ"])
_ORDERED = frozenset(["<", ">", "<=", ">="])
_JOINED = frozenset(["||", "&&", "!", "=", "!=", "IN", "NOT IN", "EXISTS", "NOT EXISTS"])
_TESTS = frozenset(["BOUND", "SAMETERM", "ISIRI", "ISURI", "ISBLANK", "ISLITERAL", "ISNUMERIC", "LANGMATCHES"])
_SEARCHES = frozenset(["CONTAINS", "REGEX", "STRSTARTS", "STRENDS"])
_BOOLEAN = _ORDERED | _JOINED | _TESTS | _SEARCHES | {"COUNT", "STRLEN"}


class _Sort(Enum):
    """What an expression gives, as far as it can be told without data."""

    RESOURCE = auto()
    TAGGED = auto()
    STRING = auto()
    NUMBER = auto()
    LITERAL = auto()
    UNKNOWN = auto()


_NUMBERS = frozenset(["STRLEN", "COUNT", "ABS", "CEIL", "FLOOR", "ROUND", "RAND"])
_STRINGS = frozenset(["STR", "LANG", "ENCODE_FOR_URI", "MD5", "SHA1", "SHA256", "SHA384", "SHA512"])


def disagreements(expression: Expression, resources: Names, *, tested: bool, asked: bool = False) -> Iterator[str]:
    """Why two engines may differ on an expression.

    `resources` are variables that hold no literals; `tested` says that an error counts as false, as in a filter;
    `asked` that the value is read as true or false.
    """
    operator, arguments = expression.operator, expression.arguments
    if asked and not _is_boolean(expression):
        yield "a value is taken for true or false that may have a language"
    if operator in ("&&", "||"):
        for argument in arguments:
            yield from disagreements(argument, resources, tested=tested, asked=True)
        return
    yield from _own(expression, resources, tested)
    for at, argument in enumerate(arguments):
        is_asked = operator == "!" or (operator == "IF" and at == 0)
        yield from disagreements(argument, resources, tested=False, asked=is_asked)


def _own(expression: Expression, resources: Names, tested: bool) -> Iterator[str]:
    """The disagreements on one operator or function."""
    operator, arguments, term = expression.operator, expression.arguments, expression.term
    sorts = [_sort(argument, resources) for argument in arguments]
    if operator in ("EXISTS", "NOT EXISTS"):
        yield f"{operator} is evaluated solution by solution"
    elif operator in ("=", "IN", "!=", "NOT IN"):
        if not (tested and operator in ("=", "IN")) and not all(_are_comparable(sorts[0], one) for one in sorts[1:]):
            yield f"{operator} may compare literals of different types"
    elif operator in _ORDERED:
        if not (tested and operator in "<>") and set(sorts) <= {_Sort.RESOURCE, _Sort.UNKNOWN}:
            yield f"{operator} may compare terms that have no order"
    elif operator in _DATES:
        yield f"{operator} of a date"
    elif operator == "BNODE" and arguments:
        yield "BNODE with a name makes one node for all solutions, or one for each"
    elif operator in ("ARITHMETIC", "SIGNS") and _Sort.NUMBER not in sorts:
        yield "arithmetic may be done with dates and durations"
    elif operator in ("REGEX", "LANGMATCHES") and set(sorts[1:]) != {_Sort.STRING}:
        yield f"{operator} with a pattern that may be no plain string"
    elif operator == "LANGMATCHES" and sorts[0] is not _Sort.STRING:
        yield "LANGMATCHES with a language that may be no plain string"
    elif operator == "CALL" and term and term.text not in _CASTS:
        yield f"<{term.text[:100]}> is not known to be the same function in both engines"


def _are_comparable(one: _Sort, other: _Sort) -> bool:
    """Whether no pair of such terms is an error to one engine and unequal to the other."""
    always = (_Sort.RESOURCE, _Sort.TAGGED)
    return one in always or other in always or (one is other and one in (_Sort.STRING, _Sort.NUMBER))


def _is_boolean(expression: Expression) -> bool:
    """Whether its truth is the same to both engines: a boolean, a number or a plain string."""
    term = expression.term
    if expression.operator == "TERM" and term:
        return term.kind is Kind.LITERAL and "@" not in term.text
    return expression.operator in _BOOLEAN


def _sort(expression: Expression, resources: Names) -> _Sort:
    operator, term = expression.operator, expression.term
    if operator == "TERM" and term:
        if term.kind is Kind.VARIABLE:
            return _Sort.RESOURCE if term.text in resources else _Sort.UNKNOWN
        return _Sort.RESOURCE if term.kind is Kind.IRI else _sort_of_literal(term.text)
    if operator in ("ARITHMETIC", "SIGNS") and _Sort.NUMBER in [_sort(one, resources) for one in expression.arguments]:
        return _Sort.NUMBER
    if operator in ("IRI", "URI"):
        return _Sort.RESOURCE
    return _Sort.STRING if operator in _STRINGS else _Sort.NUMBER if operator in _NUMBERS else _Sort.UNKNOWN


def _sort_of_literal(text: str) -> _Sort:
    if text[0] not in "\"'":
        return _Sort.LITERAL if text.lower() in ("true", "false") else _Sort.NUMBER
    if text[-1] in "\"'":
        return _Sort.STRING
    if not text.endswith(">"):
        return _Sort.TAGGED
    return _Sort.LITERAL if f"^^<{_XSD}" in text else _Sort.UNKNOWN
