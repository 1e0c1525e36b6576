# SPDX-License-Identifier: Apache-2.0
"""Turtle text in, its statements out: where each triple's terms stand, which no parser tells.

A scanner, not a parser: it is only asked about text that has parsed. It cuts a text into statements without a look
inside, at the speed of one expression, and reads those alone that it is asked for. TriG, N-Triples and N-Quads are
Turtle to it. What is said of triples (RDF 1.2) is passed over.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph
from pyoxigraph import RdfFormat

_SPACE = r"[\s\ufeff]+"
_COMMENT = r"\#[^\r\n]*"
_IRI = r'<[^<>"{}|^`\x00-\x20]*>'
# Not possessive: Python before 3.11.5 goes wrong where such a group has to go back within itself
# (https://github.com/python/cpython/issues/106052).
_STRING = (
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
    r"|'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''"
    r'|"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*"'
    r"|'[^'\\\r\n]*(?:\\.[^'\\\r\n]*)*'"
)
_AT = r"@[A-Za-z]+(?:--?[A-Za-z0-9]+)*"
_NUMBER = r"[+-]?(?:\d+\.?\d*[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?|\d+\.\d+|\d+)(?![\w:])"
_MARK = r"<<\(|\)>>|<<|>>|\{\||\|\}|\^\^|[;,\[\]()~]"
_LETTER = r"""[^\s<>"'\#;,.\[\](){}|~^@\\]"""
_NAME = rf"(?:{_LETTER}|\\.|\.(?=[.]*(?:{_LETTER}|\\)))+"
_TOKEN = re.compile(
    rf"(?P<space>{_SPACE})|(?P<comment>{_COMMENT})|(?P<iri>{_IRI})|(?P<string>{_STRING})|(?P<at>{_AT})"
    rf"|(?P<number>{_NUMBER})|(?P<mark>{_MARK}|[.{{}}])|(?P<name>{_NAME})",
    re.DOTALL,
)
# What a number sign may stand in without beginning a comment, or else a comment.
_QUIET = re.compile(rf"{_IRI}|{_STRING}|\\.|({_COMMENT})", re.DOTALL)
_FIRST = re.compile(rf"(?:{_SPACE}|{_COMMENT})*+({_IRI}|{_AT}|{_NUMBER}|{_MARK}|[.{{}}]|{_NAME})", re.DOTALL)
# Tokens in a row that no quote, dot or the like is in, up to the end of the last one: most of a text, at one stroke.
_PLAIN = r"""[^.\#"'<>{}@\\^~|]*[ \t\r\n;,\[\]()]"""
_REST = re.compile(
    rf"(?:{_PLAIN}|{_SPACE}|{_IRI}|{_STRING}|{_AT}|{_NUMBER}|{_MARK}|{_NAME}|{_COMMENT})*+(?:[.{{}}]|\Z)", re.DOTALL
)
# Statements in a row about one subject as N-Triples has them, a million of which are too many to look at one by one.
_LINE = rf' {_IRI} (?:{_IRI}|_:\w+|"(?:[^"\\\r\n]|\\.)*+"(?:@[\w-]+|\^\^{_IRI})?) \.\n'
_LINES = re.compile(rf"({_IRI}){_LINE}(?:\1{_LINE})*+")
# How many tokens follow a directive's first.
DIRECTIVES = {"@prefix": 3, "prefix": 2, "@base": 2, "base": 1, "@version": 2, "version": 1}
_ENDS = {"{|": "|}", "<<": ">>", "<<(": ")>>"}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(frozen=True, slots=True)
class Nameless:
    """A node without an IRI: by its label; without one by its offset, the cell of a list by `~offset` of its item."""

    name: str | int


Node: TypeAlias = str | Nameless
"""An IRI, a lexical form, or a node that has neither."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text, which kind it is of, and where it stands."""

    kind: str
    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Stated:
    """One triple as a text states it, and the offsets of its subject, predicate and object."""

    subject: Node
    predicate: Node
    object: Node
    offsets: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Names:
    """What names stand for from some place of a text on."""

    base: str
    prefixes: dict[str, str]

    def node(self, kind: str, text: str) -> Node:
        if kind == "iri":
            return self.resolve(text)
        if kind == "string":
            quotes = 3 if text[:3] in ('"""', "'''") and len(text) >= 6 else 1
            return unescape(text[quotes:-quotes])
        if kind == "number" or text in ("true", "false"):
            return text
        if text.startswith("_:"):
            return Nameless(text[2:])
        if text == "a":
            return _RDF + "type"
        prefix, _, local = text.partition(":")
        return self.prefixes.get(prefix, "") + (re.sub(r"\\(.)", r"\1", local) if "\\" in local else local)

    def resolve(self, iri: str) -> str:
        text = unescape(iri[1:-1])
        return text if _ABSOLUTE.match(text) else _resolve(text, self.base)


@lru_cache(maxsize=10_000)
def _resolve(relative: str, base: str) -> str:
    """A relative IRI as the parser resolves it; as it stands where there is no base."""
    text = f"<{relative}> <x:p> <x:o> .".encode()
    try:
        (quad,) = pyoxigraph.parse(text, format=RdfFormat.TURTLE, base_iri=base or None)
    except (SyntaxError, ValueError):
        return relative
    return str(getattr(quad.subject, "value", relative))


class Statements:
    """The statements of a text, by the subjects that they begin with."""

    def __init__(self, text: str, base: str = "") -> None:
        self._text = text
        # Statements in a row that begin alike are one.
        self._spans: list[tuple[int, int, _Names]] = []
        self._of: dict[Node, list[int]] = defaultdict(list)
        self._cut(_Names(base, {}))

    def __contains__(self, subject: Node) -> bool:
        return subject in self._of

    def about(self, subject: Node) -> Iterator[Stated]:
        """What the statements state that begin with a subject, of other subjects too."""
        for number in self._of.get(subject, ()):
            yield from self._read(number)

    def all(self) -> Iterator[Stated]:
        """All that the text states, in its order."""
        for number in range(len(self._spans)):
            yield from self._read(number)

    def _read(self, number: int) -> list[Stated]:
        start, end, names = self._spans[number]
        return _Reader(names).read(token for token in tokens(self._text, start, end) if token.kind != "comment")

    def _cut(self, names: _Names) -> None:
        text, offset, last = self._text, 0, ""
        while True:
            while lines := _LINES.match(text, offset):
                self._add(lines[1], offset, lines.end(), names)
                last, offset = "", lines.end()
            if not (first := _FIRST.match(text, offset)):
                return
            word, start, offset = first[1], first.start(1), first.end()
            if (length := DIRECTIVES.get(word.lower())) is not None:
                parts, offset = self._following(offset, length)
                names, last = self._declared(word.lower(), parts, names), ""
            elif word in (".", "{", "}"):
                last = ""
            else:
                rest = _REST.match(text, offset)
                offset = rest.end() if rest else len(text)
                if text[offset - 1] == "{":  # that was a graph's name
                    last = ""
                elif word == last:
                    self._spans[-1] = (self._spans[-1][0], offset, names)
                else:
                    self._add(word, start, offset, names)
                    last = word

    def _add(self, word: str, start: int, end: int, names: _Names) -> None:
        self._spans.append((start, end, names))
        if not word.startswith(("[", "(", "<<")):
            self._of[names.node("iri" if word.startswith("<") else "name", word)].append(len(self._spans) - 1)

    def _following(self, offset: int, count: int) -> tuple[list[str], int]:
        found = []
        for token in tokens(self._text, offset):
            if token.kind != "comment":
                found.append(token.text)
                if len(found) == count:
                    return found, token.offset + len(token.text)
        return found, len(self._text)

    def _declared(self, word: str, parts: list[str], names: _Names) -> _Names:
        if word.endswith("version"):
            return names
        if word.endswith("base"):
            return _Names(names.resolve(parts[0]), names.prefixes)
        return _Names(names.base, {**names.prefixes, parts[0][:-1]: names.resolve(parts[1])})


@dataclass(slots=True)
class _Frame:
    """What is being said of: a subject and perhaps a predicate, or the cell of a list."""

    subject: Node = ""
    predicate: Node = ""
    of_list: bool = False
    filled: bool = False
    told: bool = False
    places: tuple[int, int] = (0, 0)


class _Reader:
    """Walks the tokens of a statement; brackets are kept on a list, so that no nesting is too deep."""

    def __init__(self, names: _Names) -> None:
        self._names = names
        self._stated: list[Stated] = []
        self._frames = [_Frame()]

    def read(self, given: Iterator[Token]) -> list[Stated]:
        for token in given:
            if token.text in _ENDS and token.kind == "mark":
                self._pass_over(token, given)
            elif token.kind == "mark":
                self._mark(token, given)
            elif token.kind != "at":
                self._term(self._names.node(token.kind, token.text), token.offset)
        return self._stated

    def _pass_over(self, opening: Token, given: Iterator[Token]) -> None:
        """What is said of triples; a triple term or a reified one is an object or a subject without a name."""
        ends = [_ENDS[opening.text]]
        for token in given:
            if token.kind == "mark" and token.text in _ENDS:
                ends.append(_ENDS[token.text])
            elif token.kind == "mark" and token.text == ends[-1]:
                ends.pop()
                if not ends:
                    break
        if opening.text != "{|":
            self._term(Nameless(opening.offset), opening.offset)

    def _mark(self, token: Token, given: Iterator[Token]) -> None:
        match token.text:
            case "[":
                node = Nameless(token.offset)
                self._term(node, token.offset)
                self._frames.append(_Frame(node, places=(token.offset, 0)))
            case "(":
                self._frames.append(_Frame(of_list=True, places=(token.offset, token.offset)))
            case "]":
                self._frames.pop()
            case ")":
                self._end_list(self._frames.pop(), token.offset)
            case ";":
                self._frames[-1].predicate, self._frames[-1].told = "", False
            case ",":
                self._frames[-1].told = False
            case "." | "{" | "}":
                self._frames = [_Frame()]
            case "^^" | "~":
                self._pass_name(given)

    def _pass_name(self, given: Iterator[Token]) -> None:
        """Pass over a datatype or the name of a reifier, which may be `[]`."""
        token = next(given, None)
        if token and token.text == "[":
            next(given, None)
        elif token and token.kind == "mark":
            self._pass_over(token, given) if token.text in _ENDS else self._mark(token, given)

    def _term(self, node: Node, offset: int) -> None:
        frame = self._frames[-1]
        if frame.of_list:
            self._item(frame, node, offset)
        elif not frame.subject:
            frame.subject, frame.places = node, (offset, 0)
        elif not frame.predicate:
            frame.predicate, frame.places = node, (frame.places[0], offset)
        elif not frame.told:  # what follows an object without a comma is the graph's name
            self._stated.append(Stated(frame.subject, frame.predicate, node, (*frame.places, offset)))
            frame.told = True

    def _item(self, frame: _Frame, node: Node, offset: int) -> None:
        cell = Nameless(~offset)
        if frame.filled:
            self._stated.append(Stated(frame.subject, _RDF + "rest", cell, (*frame.places, offset)))
            frame.places = (offset, offset)
        else:
            frame.filled = True
            self._of_outer(cell, frame.places[0])
        frame.subject = cell
        self._stated.append(Stated(cell, _RDF + "first", node, (*frame.places, offset)))

    def _end_list(self, frame: _Frame, offset: int) -> None:
        if frame.filled:
            self._stated.append(Stated(frame.subject, _RDF + "rest", _RDF + "nil", (*frame.places, offset)))
        else:
            self._term(_RDF + "nil", frame.places[0])

    def _of_outer(self, node: Node, offset: int) -> None:
        """Tell the frame around a list what its object or subject is."""
        inner = self._frames.pop()
        self._term(node, offset)
        self._frames.append(inner)


def tokens(text: str, offset: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of a part of a text, comments too."""
    end = len(text) if end is None else end
    while offset < end and (match := _TOKEN.match(text, offset, end)):
        if match.lastgroup != "space":
            yield Token(match.lastgroup or "", match.group(), offset)
        offset = match.end()


def comments_in(text: str) -> Iterator[tuple[str, int]]:
    """The comments of a text, each with its offset; all else is passed over without a look at its tokens."""
    for match in _QUIET.finditer(text):
        if match[1] is not None:
            yield match[1], match.start()


def unescape(text: str) -> str:
    """A text of Turtle or N-Triples, between its quotes, without its escapes."""

    def replace(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _LETTERS.get(match[3], match[3])

    return _ESCAPE.sub(replace, text) if "\\" in text else text


def objects(stated: Iterable[tuple[Node, Node, Node]]) -> dict[Node, dict[Node, list[Node]]]:
    """What is stated, by subject and predicate, in order."""
    found: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in stated:
        found[subject][predicate].append(value)
    return found
