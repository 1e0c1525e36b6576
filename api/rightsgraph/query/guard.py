# SPDX-License-Identifier: Apache-2.0
"""A query text in, what it is and whether it may run out; decided on SPARQL's own tokens, before any parser.

The engine goes out to the network on SERVICE and crashes the process on deep nesting and on very many patterns, so
these are kept from it. Its parser knows no tokens: it reads `trueSERVICE:x` as three, and takes `<` for an IRI or
for less-than as its place demands. Where its reading and ours could part, with consequences, the query is refused.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rightsgraph.errors import QueryRefused, QuerySyntaxError
from rightsgraph.manifest import digest
from rightsgraph.sparql import Token, read_tokens
from rightsgraph.store import Form

# SERVICE wherever the engine could find one, within names too; what cannot hold one is blanked before.
_SERVICE = re.compile(
    r"SERVICE\s*+(?:SILENT\s*+)?(?:<>|[$?]_|(?:[\w.-]|[^\x00-\x7f])*+:(?:\\.|[\w%.:-]|[^\x00-\x7f])*+)\s*+\{",
    re.IGNORECASE,
)
_BLANKS = {"space": " ", "string": '""', "variable": "?_", "iri": "<>"}
_NAME_LENGTH = 1000
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
_VOLATILE = frozenset(["NOW", "RAND", "UUID", "STRUUID", "BNODE"])
_OPERANDS = frozenset(["iri", "string", "variable", "tag", "name", "number", "word", "close"])
_TERMS = frozenset(["iri", "string", "variable", "name", "number"])


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, deep and wide a query may be: characters, open brackets, operators with patterns and groups.

    `services` are the IRIs of the endpoints that SERVICE may ask.
    """

    length: int
    depth: int
    operators: int
    services: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the tokens tell: the query's form, and whether two runs may differ on the same data.

    `normal` is the text without comments and needless space; `shape` is common to queries that differ in terms alone.
    """

    form: Form
    volatile: bool
    normal: str
    shape: str


def inspect(query: str, limits: Limits) -> Inspection:
    """Decide on a query's tokens; raises QuerySyntaxError (no form found, a string left open) and QueryRefused."""
    if len(query) > limits.length:
        raise QueryRefused(
            f"the query has {len(query)} characters; at most {limits.length} are read",
            "Shorten the query, or take the dump and ask it locally.",
        )
    tokens = list(_measured(query, limits))
    words = [token.text.upper() for token in tokens if token.kind == "word"]
    asks_others = "SERVICE" in words
    _refuse_services(_without_allowed(tokens, limits.services) if asks_others else tokens)
    form = _form(words)
    _require_prefixes(query, tokens)
    volatile = asks_others or not _VOLATILE.isdisjoint(words) or (form is Form.CONSTRUCT and _makes_nodes(tokens))
    told = [token for token in tokens if token.kind != "space"]
    shape = " ".join(token.kind if token.kind in _TERMS else token.text for token in told)
    return Inspection(form, volatile, " ".join(token.text for token in told), digest(shape.encode()))


def _refuse_services(tokens: list[Token]) -> None:
    named = any(token.kind == "word" and token.text.upper() == "SERVICE" for token in tokens)
    if named or _SERVICE.search("".join(_BLANKS.get(token.kind, token.text) for token in tokens)):
        raise QueryRefused(
            "SERVICE is refused: this endpoint does not ask that other endpoint",
            "Ask both endpoints yourself and join the answers, or load our dump beside the other data.",
        )


def _without_allowed(tokens: list[Token], services: frozenset[str]) -> list[Token]:
    """The tokens but for each SERVICE that names an allowed endpoint, in full and in so many words."""
    kept: list[Token] = []
    service: int | None = None  # where the word stands whose endpoint comes next
    for token in tokens:
        word = token.text.upper() if token.kind == "word" else ""
        if service is not None and token.kind == "iri" and token.text[1:-1] in services:
            kept[service] = Token("space", " ")
        if token.kind != "space" and word != "SILENT":
            service = len(kept) if word == "SERVICE" else None
        kept.append(token)
    return kept


def _require_prefixes(query: str, tokens: list[Token]) -> None:
    """Raise QuerySyntaxError at the first name whose prefix no PREFIX line declares: the engine's words are dark."""
    declared, offset, last = {"_"}, 0, ""
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and last == "PREFIX":
            declared.add(prefix)
        elif token.kind == "name" and prefix not in declared:
            line, column = query.count("\n", 0, offset) + 1, offset - query.rfind("\n", 0, offset)
            raise QuerySyntaxError(
                f"{token.text[:80]!r} at line {line}, column {column} uses a prefix that no PREFIX line declares",
                line,
                column,
            )
        offset += len(token.text)
        last = last if token.kind == "space" else token.text.upper()


def _makes_nodes(tokens: list[Token]) -> bool:
    """Whether a CONSTRUCT template makes blank nodes: every run gives them other names."""
    significant = [token for token in tokens if token.kind != "space"]
    start = next(index for index, token in enumerate(significant) if token.text.upper() == "CONSTRUCT")
    template = itertools.takewhile(lambda token: token.text != "}", significant[start + 1 :])
    if next(template, Token("", "")).text != "{":
        return False
    return any(token.text in ("[", "(") or token.text.startswith("_:") for token in template)


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


def _measured(query: str, limits: Limits) -> Iterator[Token]:
    """The tokens of a query, for as long as it stays within its limits."""
    scale = _Scale()
    for token in read_tokens(query):
        if token.kind != "space":
            scale.weigh(token)
        if scale.depth > limits.depth:
            raise QueryRefused(
                f"brackets are nested more than {limits.depth} deep", "Flatten the query, or ask it in parts."
            )
        if token.kind in ("name", "word") and len(token.text) > _NAME_LENGTH:
            raise QueryRefused(f"a name has more than {_NAME_LENGTH} characters", "Write the IRI in full.")
        if scale.operators > limits.operators:
            raise QueryRefused(
                f"the query has more than {limits.operators} operators, patterns and groups",
                "Use VALUES for long lists of terms, or ask in parts.",
            )
        yield token


@dataclass(slots=True)
class _Scale:
    """Weighs tokens: how deep the brackets are, and how much there is outside VALUES, which costs the engine little."""

    operators: int = 0
    depth: int = 0
    _brackets: list[str] = field(default_factory=list)
    _last: Token = field(default_factory=lambda: Token("", ""))
    _values_begun: bool = False

    def weigh(self, token: Token) -> None:
        """Add one token; raises QueryRefused where it can be read in two ways."""
        inside = self._brackets[-1] if self._brackets else ""
        self.operators += self._weight(token, inside)
        if token.kind == "open":
            self._brackets.append("VALUES" if self._opens_values(token, inside) else token.text)
        elif token.kind == "close" and self._brackets:
            self._brackets.pop()
        self.depth = len(self._brackets)
        if token.kind == "iri" and (token.glued or (inside == "(" and _can_be_compared(self._last))):
            self._weigh_doubtful(token.text)
        self._values_begun = token.text.upper() == "VALUES" or (
            self._values_begun and (token.kind == "variable" or token.text in ("(", ")"))
        )
        self._last = token

    def _weight(self, token: Token, inside: str) -> int:
        """1 for what makes the engine's plan longer: groups, operators, patterns, members of collections."""
        if inside == "VALUES" or token.text == "^^" or (token.text == "," and inside == "("):
            return 0
        is_member = inside == "(" and token.kind in _TERMS and self._last.kind in _OPERANDS
        return int(token.kind in ("open", "mark") or is_member)

    def _opens_values(self, token: Token, inside: str) -> bool:
        return inside == "VALUES" or (token.text == "{" and self._values_begun)

    def _weigh_doubtful(self, text: str) -> None:
        """An IRI, or the middle of two comparisons; then its brackets count, and a `#` hides the rest of the line."""
        if "#" in text or any(text.count(a) != text.count(b) for a, b in ("()", "[]")):
            raise QueryRefused(
                f"{text[:80]} can be read as an IRI or as two comparisons",
                "Put a space after a less-than sign, or shorten the IRI with a PREFIX.",
            )
        self.operators += sum(not (character.isalnum() or character in ":?$_.") for character in text)
        self.depth += text.count("(") + text.count("[")


def _can_be_compared(token: Token) -> bool:
    """Whether `<` after a token may be less-than."""
    return (token.kind in _OPERANDS and token.text.upper() != "DISTINCT") or token.text == ">"
