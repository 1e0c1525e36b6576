# SPDX-License-Identifier: Apache-2.0
"""Literals and comments in; findings out where a text holds what must not be published.

Contact data, coordinates, names of a source's authors, and runs of words copied from a capture. A source's own
bibliographic strings are exempt: they are owed to it as printed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rightsgraph.content import Content, SourceFile
from rightsgraph.rdf import Literal, NamedNode, Place, comments
from rightsgraph.validation.captures import Captures
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.report import Finding, Severity, both
from rightsgraph.vocab import BIBLIOGRAPHIC, RDF, RG, XSD

RUN = 7  # words in a row that count as copied
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.+-])\+?(?:\(?\d{1,4}\)?[ .\u00a0-]?){2,6}\d{2,4}(?![\w-])")
_COORDINATES = re.compile(
    r"[+-]?\d{1,3}\.\d{3,}\s*°?\s*[NSEWO]?\s*[,;/ ]\s*[+-]?\d{1,3}\.\d{3,}|\d{1,3}\s*°\s*\d{1,2}\s*['′]"
)
_CONTACT_IRI = re.compile(r"(?:mailto|tel|sms|geo|whatsapp|skype|sip|xmpp):", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"(?:\w\.-?)+|\w")


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    messages: dict[str, str]


_RULES = {
    "e-mail": _Rule("e-mail", both("an e-mail address must not be published; take it out",
                                   "no se publica ningún correo electrónico; retírelo")),
    "phone": _Rule("phone", both("this reads as a phone number, which must not be published; take it out",
                                 "esto parece un número de teléfono, que no se publica; retírelo")),
    "coordinates": _Rule("coordinates", both("this reads as coordinates; name a region, never a point",
                                             "esto parece una coordenada; nombre una región, nunca un punto")),
    "author-name": _Rule("author-name", both("an author of a source is named here; names stand in its citation alone",
                                             "aquí se nombra a una autora o un autor; los nombres van solo en la cita")),
    "copied-text": _Rule("copied-text", both(f"{RUN} or more words in a row are the source's own; say it in other words",
                                             f"{RUN} o más palabras seguidas son de la fuente; dígalo con otras palabras")),
    "contact-iri": _Rule("contact-iri", both("an IRI that reaches a person or a point must not be published; take it out",
                                             "no se publica un IRI que lleve a una persona o a un punto; retírelo")),
}  # fmt: skip


class TextLint:
    """Knows the authors and the captures, and looks for them and the rest in any text."""

    def __init__(self, authors: Iterable[str], captures: Captures | None) -> None:
        families = sorted({_fold(family) for line in authors for family in _families(line)})
        self._authors = re.compile(r"\b(?:" + "|".join(map(re.escape, families)) + r")\b") if families else None
        self._runs = frozenset(
            run for text in (captures.texts.values() if captures else ()) for run in _runs(text)
        )

    def rules_broken(self, text: str) -> Iterator[tuple[str, str]]:
        """The name of each rule that a text breaks, and the part that breaks it."""
        if match := _EMAIL.search(text):
            yield "e-mail", match.group()
        if match := _COORDINATES.search(text):
            yield "coordinates", match.group()
        for match in _PHONE.finditer(text):
            if 9 <= sum(character.isdigit() for character in match.group()) <= 15:
                yield "phone", match.group()
        if self._authors and (match := self._authors.search(_fold(text))):
            yield "author-name", match.group()
        copied = next((run for run in _runs(text) if run in self._runs), None)
        if copied:
            yield "copied-text", " ".join(copied)


def check_texts(content: Content, graph: Graph, captures: Captures | None) -> Iterator[Finding]:
    """Look through every literal, IRI and comment of the content."""
    lint = TextLint([line for _, line in graph.pairs(RG + "authorsAsPrinted")], captures)
    sources = graph.instances(RG + "SourceDocument")
    for file in content.files:
        yield from _check_triples(file, lint, sources)
        for text, place in comments(file.text):
            yield from _findings(file, lint, text, place)


def _check_triples(file: SourceFile, lint: TextLint, sources: frozenset[str]) -> Iterator[Finding]:
    for triple in file.triples:
        subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object.value
        if isinstance(triple.object, Literal):
            if not _is_text(triple.object) or (subject in sources and predicate in BIBLIOGRAPHIC):
                continue
            broken = list(lint.rules_broken(value))
        else:
            broken = [("contact-iri", value)] if isinstance(triple.object, NamedNode) and _CONTACT_IRI.match(value) else []
        if broken:
            found = file.positions.find(subject, predicate, value)
            place = found[1] if found else Place(1, 1)
            for name, part in broken:
                yield _finding(file, place, name, part, subject, predicate)


def _findings(file: SourceFile, lint: TextLint, text: str, place: Place) -> Iterator[Finding]:
    for name, part in lint.rules_broken(text):
        yield _finding(file, place, name, part)


def _finding(
    file: SourceFile, place: Place, name: str, part: str, subject: str | None = None, predicate: str | None = None
) -> Finding:
    rule = _RULES[name]
    return Finding(
        str(file.path), place.line, place.column, Severity.VIOLATION, rule.name, rule.messages, subject, predicate, part
    )


def _is_text(literal: Literal) -> bool:
    return bool(literal.language) or literal.datatype.value in (XSD + "string", RDF + "langString", RDF + "HTML")


def _families(line: str) -> Iterator[str]:
    """The family names in an author line as printed; initials and short particles are too common to look for."""
    for name in re.split(r"\s*(?:[,;&]|\band\b|\by\b)\s*", line):
        family = " ".join(part for part in name.split() if not _INITIALS.fullmatch(part))
        if len(family) >= 4:
            yield family


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(_fold(text))]
    return (tuple(words[index : index + RUN]) for index in range(len(words) - RUN + 1))
