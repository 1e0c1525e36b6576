# SPDX-License-Identifier: Apache-2.0
"""Text in, its words without accents and in all the forms by which they are found out; a reader's words likewise.

A word is found by itself and by its stems in English and Spanish, whatever language it is in: readers mix both, and
leave accents out.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]  # ships no types

_WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12  # of a reader's; what is asked beyond that narrows nothing down
LONGEST_WORD = 40
_SHORTEST_START = 2  # letters; fewer begin almost every word
# Words that are in every text, so that they find nothing; asked alone, they are looked for all the same.
_EMPTY = frozenset(
    ("a", "al", "an", "and", "by", "con", "de", "del", "el", "en", "for", "from", "in", "la", "las", "los", "of", "on",
     "or", "para", "por", "que", "the", "to", "un", "una", "with", "y")
)  # fmt: skip
# A stemmer keeps the word it works on, and several threads ask at once.
_STEMMING = threading.Lock()
_STEMMERS = tuple(snowballstemmer.stemmer(language) for language in ("english", "spanish"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is looked for, in all its forms; `open` while it may be the start of a longer one."""

    text: str
    forms: frozenset[str]
    open: bool = False

    def fits(self, word: str) -> bool:
        """Whether a word of a text, as it is written there, is what is looked for."""
        return not self.forms.isdisjoint(forms(word)) or (self.open and fold(word).startswith(self.text))


def fold(text: str) -> str:
    """Small letters without accents: `Capacitación` and `capacitacion` are one."""
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(character)
    )


def split(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces that make it up again, each with whether it is a word."""
    end = 0
    for found in _WORD.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], False
        yield found.group(), True
        end = found.end()
    if end < len(text):
        yield text[end:], False


def words(text: str) -> list[str]:
    """The words of a text as they are written."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=1 << 14)
def forms(word: str) -> frozenset[str]:
    """By what a word is found: itself and its stems, with its accents and without, all written without them."""
    folded = fold(word)
    with _STEMMING:
        stems = [stemmer.stemWord(form) for stemmer in _STEMMERS for form in {word.casefold(), folded}]
    return frozenset(form for form in (folded, *map(fold, stems)) if form.isalnum())


def read_words(asked: str) -> tuple[Word, ...]:
    """What a reader looks for, each word once; the last one may be unfinished unless a space follows it."""
    found = list(dict.fromkeys(word for word in words(asked) if fold(word).isalnum()))
    telling = [word for word in found if fold(word) not in _EMPTY] or found
    unfinished = found[-1] if found and asked[-1:].isalnum() else None
    return tuple(
        Word(fold(word), forms(word), open=word == unfinished and len(fold(word)) >= _SHORTEST_START)
        for word in telling[:MOST_WORDS]
    )


def mark(text: str, asked: tuple[Word, ...]) -> tuple[tuple[str, bool], ...]:
    """A text in pieces, each with whether it is something that was asked for; together they are the text."""
    return tuple((piece, word and any(one.fits(piece) for one in asked)) for piece, word in split(text))


def count_words(text: str, asked: tuple[Word, ...]) -> int:
    """How many of the words asked for are in a text."""
    found = set(words(text))
    return sum(any(one.fits(word) for word in found) for one in asked)
