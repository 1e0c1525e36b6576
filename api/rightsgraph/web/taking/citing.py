# SPDX-License-Identifier: Apache-2.0
"""What is cited in, its citation out: as a sentence, as BibTeX, as RIS and as CFF. Pure."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ESCAPES: Mapping[str, str] = {
    **{character: f"\\{character}" for character in "{}#$%&_"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/licenses/(by(?:-nc)?(?:-sa|-nd)?)/([1-3]\.0|2\.5|4\.0)/?(?:deed\.[a-z]+|legalcode)?"
)
_ADDRESS = re.compile(r"(?:https?|s?ftp)://.+")


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source that what is cited stands on: `printed` is how it asks to be cited; each part None where not told.

    `href` is where a page leads to for it, `language` that of its text.
    """

    iri: str
    title: str
    printed: str | None = None
    year: str | None = None
    href: str | None = None
    language: str | None = None

    @property
    def text(self) -> str:
        """The source in a line: as it asks to be cited, else by title and year."""
        return self.printed or (f"{self.title} ({self.year})" if self.year else self.title)


@dataclass(frozen=True, slots=True)
class Citation:
    """Something in a release: an answer, a resource, a dataset, or the whole (whose title is the dataset's).

    `date` is the release's, as YYYY-MM-DD, since the same bytes answer on any day. `release_digest` is the RDFC-1.0
    SHA-256 of the release's quads, `query_digest` the SHA-256 of the query's text where an answer is cited. `place` is
    the path where the citation is found in all its forms, None where it has none.
    """

    name: str
    title: str
    dataset: str
    publisher: str | None
    version: str
    date: str
    url: str
    release_digest: str
    query_digest: str | None = None
    licence: str | None = None
    place: str | None = None
    sources: tuple[CitedSource, ...] = ()
    more_sources: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is the release itself that is cited."""
        return self.title == self.dataset

    def to_text(self) -> str:
        """The citation as a sentence."""
        released = f"{self.version} ({self.date})"
        named = [f"{self.dataset}, {released}"] if self.is_whole else [f"“{self.title}”", f"{self.dataset}, {released}"]
        return ". ".join(part for part in (*named, self.publisher, self.url) if part)

    def to_bibtex(self) -> str:
        """The citation as BibTeX: one entry, and one more for each source."""
        year, month, _ = self.date.split("-")
        kind = "Answer from" if self.query_digest else "Record from"
        whole = "Dataset" if self.is_whole else f"{kind} {_escape(self.dataset)}"
        fields = {
            "author": f"{{{_escape(self.publisher)}}}" if self.publisher else None,
            "title": f"{{{_escape(self.title)}}}",
            "howpublished": f"{whole}, release {_escape(self.version)}",
            "publisher": _escape(self.publisher) if self.publisher else None,
            "year": year,
            "url": _bare(self.url),
            "version": _escape(self.version),
            "date": self.date,
            "note": "; ".join(self._digests()),
        }
        entry = _entry(f"{_key(self.name)}-{_key(self.version)}{self._mark()}", fields, _MONTHS[int(month) - 1])
        return "\n".join((entry, *map(_source_entry, self.sources)))

    def to_ris(self) -> str:
        """The citation as RIS: one record, and one more for each source."""
        record = [
            ("TY", "DATA"),
            ("AU", self.publisher),
            ("TI", self.title),
            ("T2", None if self.is_whole else self.dataset),
            ("PY", self.date[:4]),
            ("DA", self.date.replace("-", "/")),
            ("ET", self.version),
            ("PB", self.publisher),
            ("UR", self.url),
            *(("N1", digest) for digest in self._digests()),
        ]
        return "".join(map(_record, (record, *map(_source_record, self.sources))))

    def to_cff(self, author: str) -> str:
        """The citation as a Citation File Format 1.2.0 file; `author` stands in where no publisher is known.

        The sources are told in the message: CFF would have their authors as persons, and none is told apart here.
        https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md
        """
        fields: dict[str, object] = {
            "cff-version": "1.2.0",
            "message": self._message(),
            "type": "dataset",
            "title": self.title,
            "authors": [{"name": self.publisher or author}],
            "version": self.version,
            "date-released": self.date,
            "url": self.url if _ADDRESS.fullmatch(self.url) else None,
            **_licence(self.licence),
            "identifiers": [
                {"type": "other", "value": f"sha256:{self.release_digest}", "description": "RDFC-1.0 of the release"}
            ],
        }
        return "".join(f"{name}: {_yaml(value)}\n" for name, value in fields.items() if value)

    def _digests(self) -> Iterable[str]:
        yield f"Release SHA-256 (RDFC-1.0) {self.release_digest}"
        if self.query_digest:
            yield f"query SHA-256 {self.query_digest}"

    def _mark(self) -> str:
        return f"-{self.query_digest[:8]}" if self.query_digest else ""

    def _message(self) -> str:
        asked = "If you use this, please cite it as told here."
        told = " ".join(f"[{number}] {source.text}" for number, source in enumerate(self.sources, 1))
        return f"{asked} The words are the sources': please cite them beside it. {told}" if told else asked


def name_licence(iri: str) -> str:
    """A licence by the name that it is known by, one without a known name by its IRI."""
    found = _CREATIVE_COMMONS.fullmatch(iri)
    return f"CC {found[1].upper()} {found[2]}" if found else iri


def _licence(iri: str | None) -> dict[str, object]:
    if iri and (found := _CREATIVE_COMMONS.fullmatch(iri)):
        return {"license": f"CC-{found[1].upper()}-{found[2]}"}
    return {"license-url": iri} if iri and _ADDRESS.fullmatch(iri) else {}


def _entry(key: str, fields: Mapping[str, str | None], month: str | None = None) -> str:
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    lines += [f"  month = {month}"] if month else []
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _source_entry(source: CitedSource) -> str:
    fields = {
        "title": f"{{{_escape(source.title)}}}",
        "year": source.year,
        "url": _bare(source.iri),
        "note": f"Cite as: {_escape(source.printed)}" if source.printed else None,
    }
    return _entry(_key(source.iri.rpartition("/")[2]), fields)


def _source_record(source: CitedSource) -> list[tuple[str, str | None]]:
    printed = f"Cite as: {source.printed}" if source.printed else None
    return [("TY", "GEN"), ("TI", source.title), ("PY", source.year), ("UR", source.iri), ("N1", printed)]


def _record(fields: Iterable[tuple[str, str | None]]) -> str:
    """Lines that end in CRLF, as the format has it; a value has no line breaks of its own to feign another field."""
    told = (f"{tag}  - {_one_line(value)}\r\n" for tag, value in fields if value)
    return "".join(told) + "ER  - \r\n"


def _one_line(text: str) -> str:
    """White space as single spaces, and nothing that no reader sees."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in _one_line(text))


def _bare(address: str) -> str:
    """An address in which no character ends a BibTeX field, or escapes what does."""
    return re.sub(r"[{}\\\s]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)


def _key(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", text).strip("-") or "cited"


def _yaml(value: object) -> str:
    """A value as YAML 1.2 in its JSON form: text always in quotes, what cannot be printed as an escape."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else _yaml_escape(letter) for letter in text)


def _yaml_escape(letter: str) -> str:
    return f"\\u{ord(letter):04X}" if ord(letter) < 1 << 16 else f"\\U{ord(letter):08X}"
