# SPDX-License-Identifier: Apache-2.0
"""A query text in, its tokens out, white space and comments too.

https://www.w3.org/TR/sparql11-query/#sparqlGrammar, rules 139 to 173. Every repetition keeps what it took,
so that reading stays linear in the length of the query.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rightsgraph.errors import QueryRefused, QuerySyntaxError

_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = _LETTER + "_0-9\u00b7\u0300-\u036f\u203f\u2040"
_CODE_POINT = r"u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}|U(?!0000[Dd][89A-Fa-f])(?:000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{4}"
_ESCAPE = rf"""\\(?:[tbnrf"'\\]|{_CODE_POINT})"""
_PREFIX = rf"(?:[{_LETTER}_][{_NAME}.-]*+(?<!\.))?"
_PLX = rf"%[0-9A-Fa-f]{{2}}|\\[_~.!$&'()*+,;=/?\#@%-]|[{_NAME}:-]"
_LOCAL = rf"(?:(?!-)(?:{_PLX})(?:{_PLX}|\.++(?={_PLX}))*+)?"
_TERMINAL = re.compile(
    rf"""
    (?P<space>[\x20\t\r\n]++|\#[^\r\n]*+)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\(?:{_CODE_POINT}))*+>)
  | (?P<string>\"\"\"(?:"{{0,2}}(?:[^"\\]|{_ESCAPE}))*+\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*+'''
              |"(?!"")(?:[^"\\\r\n]|{_ESCAPE})*+"|'(?!'')(?:[^'\\\r\n]|{_ESCAPE})*+')
  | (?P<variable>[?$][{_LETTER}_0-9][{_NAME}]*+)
  | (?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
  | (?P<name>{_PREFIX}:{_LOCAL})
  | (?P<number>(?:[0-9]++(?:\.[0-9]++)?|\.[0-9]++|[0-9]++\.(?=[eE]))(?:[eE][+-]?[0-9]++)?)
  | (?P<word>[{_LETTER}_][{_NAME}]*+)
  | (?P<open>[({{\[])
  | (?P<close>[)}}\]])
  | (?P<stray>["'\\])
  | (?P<mark>\|\||&&|\^\^|<=|>=|!=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token; `glued` says that a `<` stands right before it."""

    kind: str
    text: str
    glued: bool = False


def read_tokens(query: str) -> Iterator[Token]:
    """The tokens in order; raises QuerySyntaxError and QueryRefused at a quote or backslash that belongs to none."""
    for match in _TERMINAL.finditer(query):
        if match.lastgroup == "stray":
            raise _stray(query, match.start())
        yield Token(match.lastgroup or "", match.group(), query[match.start() - 1 : match.start()] == "<")


def _stray(query: str, offset: int) -> QueryRefused | QuerySyntaxError:
    line, column = query.count("\n", 0, offset) + 1, offset - query.rfind("\n", 0, offset)
    where = f"at line {line}, column {column}"
    if query[offset : offset + 2] in ("\\u", "\\U"):
        return QueryRefused(f"a code point is escaped outside strings and IRIs, {where}", "Write the character itself.")
    what = "a backslash escapes nothing" if query[offset] == "\\" else "a string is not closed, or escapes wrongly"
    return QuerySyntaxError(f"{what}, {where}", line, column)
