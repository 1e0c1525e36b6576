# SPDX-License-Identifier: Apache-2.0
"""Documents in, an index in memory out: words in, the numbers of the documents that have them out, best first.

Only words of letters and figures reach SQLite's own query language (https://sqlite.org/fts5.html, section 3), each in
quotes: nothing that a reader types is ever read as an operator.
"""

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rightsgraph.search.stems import Word, fold, forms, words

# What a hit in a name, in what is near to it, and elsewhere counts.
_WEIGHTS = (10.0, 3.0, 1.0)
_LONGEST_TEXT = 200_000  # letters of one column


@dataclass(frozen=True, slots=True)
class Document:
    """What is found as one: the texts of its own name, of what belongs to it, and what else is said."""

    number: int
    name: Sequence[str]
    near: Sequence[str] = field(default=())
    far: Sequence[str] = field(default=())


class FullText:
    """An index of documents; `counted` are its words without accents, `written` one way of writing each."""

    def __init__(self, documents: Iterable[Document]) -> None:
        read = _Reading()
        self.counted, self.written = read.counted, read.written
        self._lock = threading.Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(
            "CREATE VIRTUAL TABLE document USING fts5(name, near, far, content='', prefix='2 3', tokenize='unicode61')"
        )
        rows = ((one.number, *map(read.index, (one.name, one.near, one.far))) for one in documents)
        self._base.executemany("INSERT INTO document(rowid, name, near, far) VALUES (?, ?, ?, ?)", rows)
        self._base.commit()

    def find(self, asked: Sequence[Word], every: bool = True, first: int = 0, last: int = 1 << 60) -> list[int]:
        """The numbers of documents from first to last that have every word, or any, the best first."""
        if not asked:
            return []
        match = (" AND " if every else " OR ").join(map(_express, asked))
        query = (
            "SELECT rowid FROM document WHERE document MATCH ? AND rowid BETWEEN ? AND ? "
            "ORDER BY bm25(document, ?, ?, ?), rowid"
        )
        with self._lock:
            return [number for (number,) in self._base.execute(query, (match, first, last, *_WEIGHTS))]

    def knows(self, word: Word) -> bool:
        """Whether any document has a word."""
        with self._lock:
            query = "SELECT 1 FROM document WHERE document MATCH ? LIMIT 1"
            return self._base.execute(query, (_express(word),)).fetchone() is not None


class _Reading:
    """Reads texts for an index, each once: what several interventions share, such as a concept, is read for all."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.written: dict[str, str] = {}
        self._read: dict[str, str] = {}

    def index(self, texts: Sequence[str]) -> str:
        """Texts as the forms by which their words are found."""
        return " ".join(map(self._forms, texts))[:_LONGEST_TEXT]

    def _forms(self, text: str) -> str:
        if text not in self._read:
            found = words(text)
            for word in found:
                folded = fold(word)
                self.counted[folded] += 1
                self.written.setdefault(folded, word.casefold())
            self._read[text] = " ".join(form for word in found for form in sorted(forms(word)))
        return self._read[text]


def _express(word: Word) -> str:
    """A word in SQLite's query language: any of its forms, each quoted."""
    quoted = [f'"{form}"' for form in sorted(word.forms)]
    if word.open:
        quoted.append(f'"{word.text}"*')
    return f"({' OR '.join(quoted)})"
