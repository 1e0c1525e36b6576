# SPDX-License-Identifier: Apache-2.0
"""Turtle text in, the place of each triple out: no parser tells where a triple came from.

A scanner, not a parser: it is only asked about text that has parsed. Triples inside `[ ]` and `( )` have no
name to be asked for and are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<space>[\s\ufeff]+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
  | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
              |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<datatype>\^\^)
  | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<number>[+-]?(?:\d+\.?\d*[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?|\d+\.\d+|\d+)(?![\w:]))
  | (?P<mark>[;,.\[\]()])
  | (?P<name>(?:[^\s<>"'\#;,.\[\]()^@\\]|\\.|\.(?=[^\s<>"'\#;,.\[\]()^@]))+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a text; line and column count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the subjects and triples of one Turtle text stand (the object's place stands for the triple)."""

    subjects: dict[str, Place]
    properties: dict[tuple[str, str], Place]
    triples: dict[tuple[str, str, str], Place]

    def find(self, subject: str, predicate: str | None = None, value: str | None = None) -> tuple[int, Place] | None:
        """The best fit and how good it is: 2 for the triple, 1 for its property, 0 for its subject.

        Terms are IRIs, or the lexical form where the object is a literal.
        """
        if predicate is not None and value is not None and (subject, predicate, value) in self.triples:
            return 2, self.triples[subject, predicate, value]
        if predicate is not None and (subject, predicate) in self.properties:
            return 1, self.properties[subject, predicate]
        return (0, self.subjects[subject]) if subject in self.subjects else None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int


def comments(text: str) -> Iterator[tuple[str, Place]]:
    """The comments of a Turtle text, each with its place."""
    lines = _LineIndex(text)
    for token in _tokens(text):
        if token.kind == "comment":
            yield token.text, lines.place(token.offset)


def read_positions(text: str, base: str = "") -> Positions:
    """Scan one Turtle text that has parsed; relative IRIs are only joined to `base`, not resolved."""
    scanner = _Scanner(text, base)
    scanner.run()
    return Positions(scanner.subjects, scanner.properties, scanner.triples)


def _tokens(text: str) -> Iterator[_Token]:
    offset = 0
    while match := _TOKEN.match(text, offset):
        if match.lastgroup != "space":
            yield _Token(match.lastgroup or "", match.group(), offset)
        offset = match.end()


class _LineIndex:
    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]

    def place(self, offset: int) -> Place:
        low, high = 0, len(self._starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._starts[middle] <= offset else (low, middle)
        return Place(low + 1, offset - self._starts[low] + 1)


class _Scanner:
    """Walks the tokens of a document, keeping the subject and predicate it is under."""

    def __init__(self, text: str, base: str) -> None:
        self.subjects: dict[str, Place] = {}
        self.properties: dict[tuple[str, str], Place] = {}
        self.triples: dict[tuple[str, str, str], Place] = {}
        self._tokens = [token for token in _tokens(text) if token.kind != "comment"]
        self._lines = _LineIndex(text)
        self._prefixes: dict[str, str] = {}
        self._base = base

    def run(self) -> None:
        index = 0
        while index < len(self._tokens):
            index = self._directive(index) or self._statement(index)

    def _directive(self, index: int) -> int | None:
        """The index behind a directive that starts at `index`, None where none does."""
        word = self._tokens[index].text.lower()
        if word not in ("@prefix", "@base", "prefix", "base"):
            return None
        if word.endswith("base"):
            self._base = self._tokens[index + 1].text[1:-1]
            end = index + 2
        else:
            self._prefixes[self._tokens[index + 1].text[:-1]] = self._resolve(self._tokens[index + 2].text)
            end = index + 3
        return end + 1 if word.startswith("@") else end

    def _statement(self, index: int) -> int:
        """The index behind a statement that starts at `index`."""
        depth, subject, predicate = 0, "", ""
        expect = "subject"
        while index < len(self._tokens):
            token = self._tokens[index]
            index += 1
            if token.text in ("[", "("):
                depth += 1
                continue
            if token.text in ("]", ")") and token.kind == "mark":
                depth -= 1
                expect = {"subject": "predicate", "object": "after"}.get(expect, expect) if depth == 0 else expect
                continue
            if depth:
                continue
            if token.kind == "mark":
                if token.text == ".":
                    break
                expect = "predicate" if token.text == ";" else "object"
            elif token.kind in ("datatype", "at"):
                index += token.kind == "datatype"
            elif expect == "subject":
                subject, expect = self._value(token), "predicate"
                self.subjects.setdefault(subject, self._lines.place(token.offset))
            elif expect == "predicate":
                predicate, expect = self._value(token), "object"
                self.properties.setdefault((subject, predicate), self._lines.place(token.offset))
            elif expect == "object":
                key = (subject, predicate, self._value(token))
                self.triples.setdefault(key, self._lines.place(token.offset))
                expect = "after"
        return index

    def _value(self, token: _Token) -> str:
        if token.kind == "iri":
            return self._resolve(token.text)
        if token.kind == "string":
            quotes = 3 if token.text[:3] in ('"""', "'''") and len(token.text) >= 6 else 1
            return unescape(token.text[quotes:-quotes])
        if token.kind == "number" or token.text in ("true", "false") or token.text.startswith("_:"):
            return token.text
        if token.text == "a":
            return _RDF_TYPE
        prefix, _, local = token.text.partition(":")
        return self._prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)

    def _resolve(self, iri: str) -> str:
        text = unescape(iri[1:-1])
        return text if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text) else self._base + text


def unescape(text: str) -> str:
    """A text of Turtle or N-Triples, between its quotes, without its escapes."""

    def replace(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _LETTERS.get(match[3], match[3])

    return _ESCAPE.sub(replace, text) if "\\" in text else text
