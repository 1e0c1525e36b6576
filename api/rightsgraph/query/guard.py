# SPDX-License-Identifier: Apache-2.0
"""A query text in, what it is and whether it may run out; decided on SPARQL's own tokens, before any parser.

The engine's parser goes out to the network on SERVICE and crashes the process on deep nesting, so both are kept
from it. Terminals: https://www.w3.org/TR/sparql11-query/#sparqlGrammar (rules 139 to 173).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rightsgraph.errors import QueryRefused, QuerySyntaxError
from rightsgraph.store import Form

_TERMINAL = re.compile(
    r"""
    (?P<space>[\x20\t\r\n]+|\#[^\r\n]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
              |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<pname>(?:[^\W\d_](?:[\w.·-]*[\w·-])?|_)?:(?:(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\.|\.(?=[\w:·.%\\-]))+)?)
  | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d_]\w*)
  | (?P<open>[({\[])
  | (?P<close>[)}\]])
  | (?P<mark>\|\||&&|\^\^|<=|>=|!=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
_VOLATILE = frozenset(["NOW", "RAND", "UUID", "STRUUID", "BNODE"])
_OPERATORS = frozenset(["+", "-", "*", "/", "|", "||", "&&", "!", "=", "<", ">", "<=", ">=", "!=", "^"])
_OPERATOR_WORDS = frozenset(["UNION", "OPTIONAL", "BIND", "MINUS", "FILTER", "VALUES", "GRAPH", "IN", "AS"])


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, deep and wide a query may be: characters, open brackets, operators."""

    length: int
    depth: int
    operators: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the tokens tell: the query's form, and whether two runs may differ on the same data."""

    form: Form
    volatile: bool


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def inspect(query: str, limits: Limits) -> Inspection:
    """Decide on a query's tokens; raises QuerySyntaxError (no form found) and QueryRefused."""
    if len(query) > limits.length:
        raise QueryRefused(
            f"the query has {len(query)} characters; at most {limits.length} are read",
            "Shorten the query, or take the dump and ask it locally.",
        )
    words = [token.text.upper() for token in _measured(query, limits) if token.kind == "word"]
    if "SERVICE" in words:
        raise QueryRefused(
            "SERVICE is refused: this endpoint asks no other endpoint",
            "Ask both endpoints yourself and join the answers, or load our dump beside the other data.",
        )
    return Inspection(_form(words), not _VOLATILE.isdisjoint(words))


def _form(words: list[str]) -> Form:
    for word in words:
        if word in Form.__members__:
            return Form[word]
        if word in _UPDATES:
            raise QueryRefused(
                f"{word} is an update; this endpoint is read-only", "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE."
            )
        if word not in ("PREFIX", "BASE"):
            break
    raise QuerySyntaxError("a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, after any PREFIX and BASE lines")


def _measured(query: str, limits: Limits) -> Iterator[_Token]:
    """The tokens of a query, for as long as it stays within its limits."""
    depth = operators = 0
    for token in _tokens(query):
        depth += (token.kind == "open") - (token.kind == "close")
        operators += token.text in _OPERATORS or (token.kind == "word" and token.text.upper() in _OPERATOR_WORDS)
        if depth > limits.depth:
            raise QueryRefused(
                f"brackets are nested more than {limits.depth} deep", "Flatten the query, or ask it in parts."
            )
        if operators > limits.operators:
            raise QueryRefused(
                f"the query has more than {limits.operators} operators", "Use VALUES for long lists of terms."
            )
        yield token


def _tokens(query: str) -> Iterator[_Token]:
    for match in _TERMINAL.finditer(query):
        if match.lastgroup != "space":
            yield _Token(match.lastgroup or "", match.group())
