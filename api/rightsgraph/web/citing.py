# SPDX-License-Identifier: Apache-2.0
"""What an answer rests on in, its citation out: as a sentence, and as BibTeX. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

_ESCAPES: Mapping[str, str] = {
    **{character: f"\\{character}" for character in "{}#$%&_"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Citation:
    """An answer of a release: `date` is the release's, as YYYY-MM-DD, since the same bytes answer on any day.

    `release_digest` is the RDFC-1.0 SHA-256 of the release's quads, `query_digest` the SHA-256 of the query's text.
    """

    name: str
    title: str
    dataset: str
    publisher: str | None
    version: str
    date: str
    url: str
    release_digest: str
    query_digest: str

    def to_text(self) -> str:
        """The citation as a sentence."""
        parts = [f"“{self.title}”", f"{self.dataset}, {self.version} ({self.date})", self.publisher, self.url]
        return ". ".join(part for part in parts if part)

    def to_bibtex(self) -> str:
        """The citation as a BibTeX entry."""
        year, month, _ = self.date.split("-")
        fields = {
            "author": f"{{{_escape(self.publisher)}}}" if self.publisher else None,
            "title": f"{{{_escape(self.title)}}}",
            "howpublished": f"Answer from {_escape(self.dataset)}, release {_escape(self.version)}",
            "publisher": _escape(self.publisher) if self.publisher else None,
            "year": year,
            "url": self.url,
            "version": _escape(self.version),
            "date": self.date,
            "note": f"Release SHA-256 (RDFC-1.0) {self.release_digest}; query SHA-256 {self.query_digest}",
        }
        lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
        key = f"{self.name}-{self.version}-{self.query_digest[:8]}"
        return f"@misc{{{key},\n{''.join(lines)}  month = {_MONTHS[int(month) - 1]}\n}}\n"


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in text)
