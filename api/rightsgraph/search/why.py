# SPDX-License-Identifier: Apache-2.0
"""An intervention and a reader's words in, which of its records have them out, with the words marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rightsgraph.rdf import Literal
from rightsgraph.search.records import Intervention
from rightsgraph.search.stems import Word, count_words, mark
from rightsgraph.search.texts import NAMES, NOTES
from rightsgraph.store import Store

_MOST_REASONS = 3
_LONGEST = 200  # letters that are shown of a text


@dataclass(frozen=True, slots=True)
class Reason:
    """A text of a record that has words that were asked for: in pieces, each with whether it is one of them."""

    record: str
    pieces: tuple[tuple[str, bool], ...]
    language: str | None


def explain(store: Store, found: Intervention, asked: tuple[Word, ...], language: str) -> tuple[Reason, ...]:
    """Why an intervention was found: the records that together have most of the words, beside its own name."""
    told = _missing(asked, [found.name(language)])
    reasons: list[Reason] = []
    for record in found.records:
        if not told or len(reasons) == _MOST_REASONS:
            break
        text = _best_text(store, record, told, language)
        if text is not None:
            reasons.append(Reason(record, mark(_shorten(text.value, told), asked), text.language))
            told = _missing(told, [text.value])
    return tuple(reasons)


def _missing(asked: tuple[Word, ...], texts: Sequence[str]) -> tuple[Word, ...]:
    return tuple(word for word in asked if not any(count_words(text, (word,)) for text in texts))


def _best_text(store: Store, record: str, asked: tuple[Word, ...], language: str) -> Literal | None:
    """The text of a record that has most of the words, in the reader's language where that has as many."""
    texts = [(count_words(text.value, asked), text.language == language, text) for text in _texts(store, record)]
    count, _, text = max(texts, key=lambda one: one[:2], default=(0, False, None))
    return text if count else None


def _texts(store: Store, record: str) -> Iterator[Literal]:
    for predicate in (*NAMES, *NOTES):
        for triple in store.triples(record, predicate):
            if isinstance(triple.object, Literal):
                yield triple.object


def _shorten(text: str, asked: tuple[Word, ...]) -> str:
    """The part of a text around the first word that was asked for."""
    if len(text) <= _LONGEST:
        return text
    end = 0
    for piece, marked in mark(text, asked):
        if marked:
            break
        end += len(piece)
    start = text.rfind(" ", 0, max(0, end - _LONGEST // 2)) + 1
    shown = text[start : start + _LONGEST].rpartition(" ")[0] or text[start : start + _LONGEST]
    return f"{'…' if start else ''}{shown}{'…' if start + len(shown) < len(text) else ''}"
