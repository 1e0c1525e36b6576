# SPDX-License-Identifier: Apache-2.0
"""Literals and comments in; findings out where a text holds what must not be published.

Contact data, coordinates, names of a source's authors, and runs of words copied from a capture. A source's own
bibliographic strings are exempt: they are owed to it as printed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from rightsgraph.content import SourceFile
from rightsgraph.rdf import Literal, NamedNode, Place, comments, text_of
from rightsgraph.validation.captures import Captures
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.messages import told
from rightsgraph.validation.report import Finding, Severity, shown
from rightsgraph.vocab import BIBLIOGRAPHIC, RG, XSD

RUN = 7  # words in a row that count as copied
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++")
_PHONE = re.compile(r"(?<![\w.+-])\+?(?:\(?\d{1,4}\)?[ .\u00a0-]?){2,6}\d{2,4}(?![\w-])")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\D+(?:19|20)\d\d)*")
_COORDINATES = re.compile(
    r"""
    [+-]?\d{1,3}\.\d{3,}\s*[°º]?\s*[NSEWO]?\s*[,;/ ]\s*[+-]?\d{1,3}\.\d{3,}
  | \d{1,3}[.,]\d+\s*[°º]?\s*[NS]\b\W{1,3}\d{1,3}[.,]\d+\s*[°º]?\s*[EWO]\b
  | \d{1,3}[.,]\d+\s*[°º]\s*[NSEWO]\b
  | \d{1,3}\s*[°º]\s*\d{1,2}\s*['′’]
  | \bPOINT\s*\(
    """,
    re.VERBOSE,
)
_CONTACT_IRI = re.compile(r"(?:mailto|tel|sms|geo|whatsapp|skype|sip|xmpp):", re.IGNORECASE)
_TEXTS = frozenset(XSD + name for name in ("string", "normalizedString", "token", "anyURI"))
_WORD = re.compile(r"\w+")
# "A.", "J.-P.", and "AM" as some journals print them; and what is printed beside a name for its affiliation.
_INITIALS = re.compile(r"(?:\w\.-?)+|\w|[A-Z]{2,3}")
_MARKS = re.compile(r"[\d*†‡§¶^()\[\]]+")
# Other forms of the apostrophe and the hyphen.
_FORMS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})


class TextLint:
    """Knows the authors and the captures, and looks for them and the rest in any text."""

    def __init__(self, authors: Iterable[str], captures: Captures | None) -> None:
        names = {_fold(name) for line in authors for name in printed_names(line)}
        forms = sorted(re.escape(form) for name in names for form in (name, name.upper()))
        self._authors = re.compile(r"\b(?:" + "|".join(forms) + r")\b") if forms else None
        self._runs = frozenset(run for text in (captures.texts.values() if captures else ()) for run in _runs(text))

    def rules_broken(self, text: str) -> Iterator[tuple[str, str]]:
        """The name of each rule that a text breaks, and the part that breaks it."""
        if match := _EMAIL.search(text):
            yield "e-mail", match.group()
        if match := _COORDINATES.search(text):
            yield "coordinates", match.group()
        for match in _PHONE.finditer(text):
            figures = sum(character.isdigit() for character in match.group())
            if 9 <= figures <= 15 and not _YEARS.fullmatch(match.group()):
                yield "phone", match.group()
        if match := self._author(text):
            yield "author-name", match.group()
        copied = next((run for run in _runs(text) if run in self._runs), None) if self._runs else None
        if copied:
            yield "copied-text", " ".join(copied)

    def names_author(self, text: str) -> bool:
        """Whether an author is named anywhere in a text."""
        return self._author(text) is not None

    def _author(self, text: str) -> re.Match[str] | None:
        return self._authors.search(_fold(text)) if self._authors else None


def check_texts(files: Iterable[SourceFile], lint: TextLint, graph: Graph) -> Iterator[Finding]:
    """Look through every literal, IRI and comment of some files; `graph` knows which of their subjects are sources."""
    sources = graph.instances(RG + "SourceDocument")
    for file in files:
        yield from _check_triples(file, lint, sources)
        for text, place in comments(file.text):
            yield from _findings(file, lint, text, place)


def _check_triples(file: SourceFile, lint: TextLint, sources: frozenset[str]) -> Iterator[Finding]:
    for triple in file.triples:
        subject, predicate, value = text_of(triple.subject), triple.predicate.value, text_of(triple.object)
        exempt = subject in sources and predicate in BIBLIOGRAPHIC
        broken = list(_rules_broken_by(lint, triple.object, exempt))
        found = file.positions.find(subject, predicate, value) if broken else None
        for rule, part in broken:
            yield _finding(file, found[1] if found else Place(1, 1), rule, part, shown(triple.subject), predicate)


def _rules_broken_by(lint: TextLint, term: object, exempt: bool) -> Iterator[tuple[str, str]]:
    """The rules that a triple's object breaks; what is exempt may still hold no address to write to."""
    if isinstance(term, NamedNode) and _CONTACT_IRI.match(term.value):
        yield "contact-iri", term.value
    if isinstance(term, Literal) and not _is_measure(term):
        yield from (broken for broken in lint.rules_broken(term.value) if not exempt or broken[0] == "e-mail")


def _findings(file: SourceFile, lint: TextLint, text: str, place: Place) -> Iterator[Finding]:
    for name, part in lint.rules_broken(text):
        yield _finding(file, place, name, part)


def _finding(
    file: SourceFile, place: Place, rule: str, part: str, subject: str | None = None, predicate: str | None = None
) -> Finding:
    messages = told(rule)
    return Finding(
        str(file.path), place.line, place.column, Severity.VIOLATION, rule, messages, subject, predicate, part
    )


def _is_measure(literal: Literal) -> bool:
    """Whether a literal is a number, a date or the like: no text, whatever its digits look like."""
    return literal.datatype.value.startswith(XSD) and literal.datatype.value not in _TEXTS


def printed_names(line: str) -> Iterator[str]:
    """The names to look for in an author line as printed, initials left out, since a text would leave them out too.

    Of three names or more, the last two are looked for on their own as well: they are the family's.
    """
    for name in re.split(r"\s*(?:[,;&]|\band\b|\by\b)\s*", _MARKS.sub(" ", line)):
        words = [word for word in name.split() if not _INITIALS.fullmatch(word)]
        if len(" ".join(words)) >= 4:
            yield " ".join(words)
        if len(words) > 2 and words[-2][0].isupper():
            yield " ".join(words[-2:])


def _fold(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_FORMS))
    return decomposed.translate({ord(letter): None for letter in set(decomposed) if unicodedata.combining(letter)})


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(_fold(text))]
    return (tuple(words[index : index + RUN]) for index in range(len(words) - RUN + 1))
