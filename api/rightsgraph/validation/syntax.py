# SPDX-License-Identifier: Apache-2.0
"""A file that does not parse in, a finding out: what is wrong in a person's words, and how to mend it.

The parser's words tell the faults apart, with what stands around its place. They are kept where no row fits.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rightsgraph.errors import RdfSyntaxError
from rightsgraph.rdf import Place
from rightsgraph.validation.messages import told
from rightsgraph.validation.nearest import Names
from rightsgraph.validation.report import Finding, Severity
from rightsgraph.vocab import DCAT, DCTERMS, FOAF, OA, OWL, PROV, RDF, RDFS, RG, SCHEMA, SH, SKOS, VOID, XSD

_LINE_END = re.compile(r"\r\n|\n|\r")
_PREFIX = re.compile(r"^[ \t]*@?prefix\s+([^\s:<]*):\s*<([^<>\s]*)>", re.IGNORECASE | re.MULTILINE)
# What any file may use, whether or not another one declares it.
_WELL_KNOWN = {
    "dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "oa": OA, "owl": OWL, "prov": PROV, "rdf": RDF, "rdfs": RDFS,
    "rg": RG, "schema": SCHEMA, "sh": SH, "skos": SKOS, "void": VOID, "xsd": XSD,
}  # fmt: skip
# What a string or comment may hide; what is between them is passed over.
_QUOTED = re.compile(
    r"""\#[^\r\n]* | <[^<>"\s]*> | (?P<long>\"\"\"|''')(?:[^\\]|\\.)*?(?:(?P=long)|\Z)
      | "(?:[^"\\\r\n]|\\.)*"? | '(?:[^'\\\r\n]|\\.)*'?""",
    re.VERBOSE | re.DOTALL,
)
# What a file begins with that is no Turtle, whatever its name says.
_SIGNATURES = (
    (re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0"), "syntax-spreadsheet"),
    (re.compile(rb"\xff\xfe|\xfe\xff|[^\0]\0[^\0]\0|\0[^\0]\0[^\0]"), "syntax-utf-16"),
    (re.compile(rb"\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE), "syntax-html"),
    (re.compile(rb"\s*<(?:\?xml|rdf:RDF)[\s>]"), "syntax-xml"),
    (re.compile(rb'\s*(?:\[\s*)?\{\s*(?:"|\}\s*\Z)'), "syntax-json"),
)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that does not parse, and where the parser stopped."""

    whole: str
    offset: int

    @property
    def before(self) -> str:
        """What stands before on the line."""
        return self.whole[self._line_start : self.offset]

    @property
    def line(self) -> str:
        """The line."""
        return self.before + re.split(r"[\r\n]", self.whole[self.offset :], maxsplit=1)[0]

    @property
    def _line_start(self) -> int:
        return max(self.whole.rfind("\n", 0, self.offset), self.whole.rfind("\r", 0, self.offset)) + 1

    def end_before(self) -> int | None:
        """Where the code before ends that is on another line, comments set aside; None where it is on this one."""
        code = _QUOTED.sub(
            lambda match: (" " if match[0][0] == "#" else "x") * len(match[0]), self.whole[: self.offset]
        )
        end = len(code.rstrip())
        return end if 0 < end <= self._line_start else None

    def opening(self) -> int | None:
        """Where the string opens that ends right here, or on whose line the parser stopped."""
        for match in _QUOTED.finditer(self.whole):
            if match.end() >= self.offset:
                return match.start() if match.start() < self.offset and match[0][0] in "\"'" else None
        return None

    def place(self, offset: int) -> Place:
        """The line and column of an offset."""
        starts = [0, *(match.end() for match in _LINE_END.finditer(self.whole, 0, offset))]
        return Place(len(starts), offset - starts[-1] + 1)


def _opening(text: _Text, _: re.Match[str]) -> int | None:
    return text.opening()


def _backslash(text: _Text, match: re.Match[str]) -> int | None:
    start = text.offset - len(text.before)
    found = text.line.find(match[1])
    return start + found if found >= 0 else None


@dataclass(frozen=True, slots=True)
class _Fault:
    """A kind of fault: what the parser says, what stands before and at its place, and where it is better told."""

    message: str
    said: str
    at: str = ""
    before: str = ""
    place: Callable[[_Text, re.Match[str]], int | None] | None = None


_SUBJECT, _OBJECT = r"(.*) is not a valid subject or graph name", r"(.*) is not a valid RDF object"
_DOT, _DRIVE = "A dot is expected", r"(?<!\w)[A-Za-z]:(?:\\|\Z)"
# The first row that fits is told, so that the narrow ones stand above the wide ones.
_FAULTS = (
    _Fault("syntax-bom", "\ufeff"),
    _Fault("syntax-bare-iri", r"The prefix (https?|urn|mailto|file|ftp): has not been declared"),
    _Fault("syntax-prefix", r"The prefix (\S*): has not been declared"),
    _Fault("syntax-long-string", _SUBJECT, before=r"(?:\"\"\"|''')\Z", place=_opening),
    _Fault("syntax-quote", rf"{_SUBJECT}|{_DOT}", at=r"[^\W\d]", before=r"[\"']\Z"),
    _Fault("syntax-date", _SUBJECT, at=r"-\d", before=r"\d{4}\Z"),
    _Fault("syntax-number", _SUBJECT, at=r"[\w-]", before=r"(?<![\w:])[+-]?[\d.]*\d\Z"),
    _Fault("syntax-no-dot-here", _SUBJECT, at=r"\.", before=r"(?i)^\s*(?:prefix|base)\b.*>\s*\Z"),
    _Fault("syntax-stray-dot", _SUBJECT, at=r"\."),
    _Fault("syntax-stray", _SUBJECT, at=r"[;,]"),
    _Fault("syntax-bracket-closed", _SUBJECT, at=r"[\])]"),
    _Fault("syntax-graph", _SUBJECT, at=r"[{}]"),
    _Fault("syntax-caret", _SUBJECT, at=r"\^(?!\^)"),
    _Fault("syntax-text-subject", _SUBJECT, at=r"[\"']"),
    _Fault("syntax-bare-word", _SUBJECT),
    _Fault("syntax-parenthesis", _DOT, at=r"\(", before=r"\w\Z"),
    _Fault("syntax-prefix-dot", _DOT),
    _Fault("syntax-dot", _DOT),
    _Fault("syntax-string", "Line jumps are not allowed in string literals", place=_opening),
    _Fault("syntax-escape-u", "Unexpected end of file", at=r"[\"'][^\r\n]*\\[uU](?![0-9A-Fa-f]{4})"),
    _Fault("syntax-long-string", "Unexpected end of file", at=r"\"\"\"|'''"),
    _Fault("syntax-string", "Unexpected end of file", at=r"[\"']"),
    _Fault("syntax-iri", "Unexpected end of file|Invalid IRI code point", at=r"<[^>\r\n]*[\r\n;]"),
    _Fault("syntax-iri", "Unexpected end of file", at="<"),
    _Fault("syntax-end", "Unexpected end"),
    _Fault("syntax-windows-path", r"[Ee]scape (?:character|sequence) '(\\[^\s']*)", before=_DRIVE, place=_backslash),
    _Fault("syntax-escape-u", r"The escape sequence '(\\[uU][^']{0,9})", place=_backslash),
    _Fault("syntax-escape", r"[Ee]scape (?:character|sequence) '(\\[^']*)'"),
    _Fault("syntax-windows-path", "Invalid IRI code point", at=r"<[A-Za-z]:\\"),
    _Fault("syntax-tab-in-iri", r"Invalid IRI code point '\t'"),
    _Fault("syntax-space-in-iri", "Invalid IRI code point ' '"),
    _Fault("syntax-relative-iri", "No scheme found"),
    _Fault("syntax-percent", "escapes in IRIs should be %"),
    _Fault("syntax-smart-quote", r"'([“”„‘’«»])' is not allowed"),
    _Fault("syntax-comment", "'/' is not allowed", at="//", before=r"^\s*\Z"),
    _Fault("syntax-slash", "'/' is not allowed"),
    _Fault("syntax-stray", r"[;,] is not a valid (?:predicate|RDF object)"),
    _Fault("syntax-no-property", r"(?:\.|\]) is not a valid predicate"),
    _Fault("syntax-a", "A is not a valid predicate"),
    _Fault("syntax-predicate", r"(.*) is not a valid predicate"),
    _Fault("syntax-boolean", r"(True|False|TRUE|FALSE) is not a valid RDF object"),
    _Fault("syntax-no-value", r"[.\]] is not a valid RDF object"),
    _Fault("syntax-bare-word", _OBJECT),
    _Fault("syntax-bracket-open", r"property lists should end with a '\]'"),
    _Fault("syntax-language-underscore", "Unexpected character", at="_", before=r"@[A-Za-z]+\Z"),
    _Fault("syntax-language", "A language code should|A subtag may"),
    _Fault("syntax-prefix-colon", "PREFIX keyword should be followed"),
    _Fault("syntax-prefix-brackets", "PREFIX declaration should be followed|BASE keyword should be followed"),
)


def explain(root: Path, error: RdfSyntaxError, prefixes: Mapping[str, str]) -> Finding:
    """A fault told at its line; `prefixes` are those that other files declare."""
    data = _read(root / error.path)
    place = Place(error.line, error.column)
    if error.path.suffix.lower() != ".ttl":
        return _finding(error, place, "syntax", reason=error.reason)
    for signature, rule in _SIGNATURES:
        if signature.match(data):
            return _finding(error, Place(1, 1), rule)
    try:
        whole = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return _latin(error, data.removeprefix(b"\xef\xbb\xbf"), fault.start)
    text = _Text(whole, _offset(whole, error))
    for row in _FAULTS:
        if (said := re.search(row.said, error.reason)) and _fits(row, text):
            return _told(error, row, text, said, prefixes)
    return _finding(error, place, "syntax", reason=error.reason)


def _fits(row: _Fault, text: _Text) -> bool:
    if row.message == "syntax-prefix-dot":
        end = text.end_before()
        start = text.whole.rfind("\n", 0, end or 0) + 1
        return end is not None and bool(re.match(r"(?i)\s*@(?:prefix|base)\b", text.whole[start:end]))
    at = re.compile(row.at).match(text.whole, text.offset)
    return bool(at and re.search(row.before, text.before))


def _told(error: RdfSyntaxError, row: _Fault, text: _Text, said: re.Match[str], prefixes: Mapping[str, str]) -> Finding:
    better = row.place(text, said) if row.place else None
    place = Place(error.line, error.column) if better is None else text.place(better)
    word = next((group for group in said.groups() if group), "")
    if row.message == "syntax-prefix":
        return _unknown_prefix(error, place, word, text, prefixes)
    if row.message in ("syntax-dot", "syntax-prefix-dot"):
        end = text.end_before()
        if end is None:
            return _finding(error, place, "syntax-two-values")
        return _finding(error, place, row.message, line=text.place(end).line)
    return _finding(error, place, row.message, word=word[:60])


def _unknown_prefix(
    error: RdfSyntaxError, place: Place, name: str, text: _Text, prefixes: Mapping[str, str]
) -> Finding:
    """The line to add, where the prefix is known; else the name that was meant."""
    declared, prefixes = dict(_PREFIX.findall(text.whole)), {**_WELL_KNOWN, **prefixes}
    if iri := prefixes.get(name):
        return _finding(error, place, "syntax-prefix-known", name=name, iri=iri)
    near = Names(declared).nearest(name)
    if near is None and (known := Names(prefixes).nearest(name)):
        rule, iri = "syntax-prefix-near", prefixes[known]
        return _finding(error, place, rule, near=f"{known}:", name=name, known=known, iri=iri)
    return _finding(error, place, "syntax-prefix", near=f"{near}:" if near is not None else None, name=name)


def _latin(error: RdfSyntaxError, data: bytes, start: int) -> Finding:
    """A letter of another encoding, at its place, as Windows would show it."""
    before = data[:start].decode("utf-8")
    text = _Text(before, len(before))
    letter = data[start : start + 1].decode("cp1252", "replace")
    return _finding(error, text.place(len(before)), "syntax-encoding", letter=letter)


def _offset(text: str, error: RdfSyntaxError) -> int:
    """Where a parser's line and column are in a text; its lines end at line feeds alone."""
    start = 0
    for _ in range(error.line - 1):
        start = text.find("\n", start) + 1
    return min(start + error.column - 1, len(text))


def _finding(error: RdfSyntaxError, place: Place, rule: str, near: str | None = None, **values: object) -> Finding:
    special = told(rule, near=near, **values)
    messages = special if rule == "syntax" else {name: told("syntax", reason=special[name])[name] for name in special}
    return Finding(str(error.path), place.line, place.column, Severity.VIOLATION, "syntax", messages)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
