# SPDX-License-Identifier: Apache-2.0
"""A store in, what a reader looks for in it out: interventions, how many have which values, and other resources."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rightsgraph.search.facets import KEYS, NOT_STATED, Filters, Shelf, members
from rightsgraph.search.fulltext import Document, FullText
from rightsgraph.search.records import Intervention, read_interventions, short
from rightsgraph.search.spelling import Spelling
from rightsgraph.search.stems import Word, fold, read_words, split
from rightsgraph.search.texts import Searchable, read_searchable
from rightsgraph.store import Store
from rightsgraph.vocab import OWL, RG, SCHEMA, SH, SKOS

# What else has a page of interest, by kind; of several the first counts.
KINDS: Mapping[str, tuple[str, ...]] = {
    "query": (SH + "SPARQLExecutable",),
    "concept": (SKOS + "Concept", SKOS + "ConceptScheme"),
    "source": (RG + "SourceDocument",),
    "place": (SCHEMA + "AdministrativeArea",),
    "class": (OWL + "Class",),
    "property": (OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty"),
    "shape": (SH + "NodeShape",),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader looks for: some words, and values of facets."""

    text: str = ""
    filters: Filters = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    `counts` tells for each facet and value how many interventions a click on it would give; `without` how many there
    would be with one filter dropped; `others` are other resources by kind, the best first. `loosened` says that no
    intervention has all the words, so that those with any are told; `meant` is the text without slips, None for none.
    """

    words: tuple[Word, ...]
    interventions: tuple[Intervention, ...]
    counts: Mapping[str, Mapping[str, int]]
    without: Mapping[str, int]
    others: Mapping[str, tuple[str, ...]]
    loosened: bool
    meant: str | None


class Search:
    """Finds what is in a store; its index is made once, when it is first needed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._index: Index | None = None

    def index(self) -> "Index":
        """The index; whoever asks while it is being made waits for it."""
        with self._lock:
            if self._index is None:
                self._index = Index(read_searchable(self._store))
            return self._index


class Index:
    """Interventions and other resources of a store, by words and by values."""

    def __init__(self, searchable: Searchable) -> None:
        self.interventions = read_interventions(searchable)
        self.shelf = Shelf(self.interventions)
        self._places = {one.key: one for one in self.interventions}
        self._concepts = {short(iri): iri for iri in searchable.of_class(SKOS + "Concept")}
        links = searchable.links
        self._codes = {code: iri for iri in searchable.names for code in links.objects(iri, SKOS + "notation")}
        self._others = _others(searchable)
        own = [_document(searchable, number, one) for number, one in enumerate(self.interventions)]
        other = [_other(searchable, len(own) + number, iri) for number, (iri, _) in enumerate(self._others)]
        self._texts = FullText([*own, *other])
        self._spelling = Spelling(self._texts.counted)

    def intervention(self, key: str) -> Intervention | None:
        """The intervention of a key, None where there is none."""
        return self._places.get(key)

    def named(self, facet: str, value: str) -> str | None:
        """The resource that a facet's value stands for; None for a year, for what is not stated, or for nothing."""
        if facet == "year" or value == NOT_STATED:
            return None
        return (self._codes if facet == "country" else self._concepts).get(value)

    def keys(self) -> list[str]:
        """The keys of all interventions."""
        return list(self._places)

    def find(self, question: Question, language: str) -> Found:
        """Interventions that fit, the best first or, where no words are asked for, by name in a language."""
        asked = read_words(question.text)
        ranked, loosened = self._match(asked, 0, len(self.interventions) - 1)
        fitting = _set(ranked) if asked else self.shelf.every
        chosen = fitting & self.shelf.choose(question.filters)
        return Found(
            words=asked,
            interventions=self._order(ranked, chosen, language),
            counts={
                key: self.shelf.count(key, fitting & self.shelf.choose(question.filters, without=key)) for key in KEYS
            },
            without={
                key: (fitting & self.shelf.choose(question.filters, without=key)).bit_count()
                for key, values in question.filters.items()
                if values
            },
            others=self._find_others(asked),
            loosened=loosened,
            meant=self._mean(question.text, asked),
        )

    def _match(self, asked: Sequence[Word], first: int, last: int) -> tuple[list[int], bool]:
        """The numbers of what has every word, else of what has any, and whether that was so."""
        found = self._texts.find(asked, True, first, last)
        if found or len(asked) < 2:
            return found, False
        found = self._texts.find(asked, False, first, last)
        return found, bool(found)

    def _order(self, ranked: Sequence[int], chosen: int, language: str) -> tuple[Intervention, ...]:
        places = [place for place in ranked if chosen >> place & 1]
        if ranked:
            return tuple(self.interventions[place] for place in places)
        found = [self.interventions[place] for place in members(chosen)]
        return tuple(sorted(found, key=lambda one: (fold(one.name(language)), one.iri)))

    def _find_others(self, asked: Sequence[Word]) -> dict[str, tuple[str, ...]]:
        own = len(self.interventions)
        numbers, _ = self._match(asked, own, own + len(self._others) - 1)
        found: dict[str, list[str]] = {}
        for number in numbers:
            iri, kind = self._others[number - own]
            found.setdefault(kind, []).append(iri)
        return {kind: tuple(found[kind]) for kind in KINDS if kind in found}

    def _mean(self, text: str, asked: Sequence[Word]) -> str | None:
        """The text with each word that is nowhere replaced by the nearest that is somewhere."""
        unknown = {word.text: self._spelling.nearest(word.text) for word in asked if not self._texts.knows(word)}
        meant = {word: self._texts.written[near] for word, near in unknown.items() if near}
        return "".join(meant.get(fold(piece), piece) for piece, _ in split(text)).strip() if meant else None


def _set(places: Sequence[int]) -> int:
    found = 0
    for place in places:
        found |= 1 << place
    return found


def _others(searchable: Searchable) -> list[tuple[str, str]]:
    kinds = {name: kind for kind, names in KINDS.items() for name in names}
    order = list(KINDS)
    found = (
        (iri, min((kinds[name] for name in names if name in kinds), key=order.index, default=""))
        for iri, names in searchable.classes.items()
    )
    return sorted((iri, kind) for iri, kind in found if kind and iri in searchable.names)


def _document(searchable: Searchable, number: int, intervention: Intervention) -> Document:
    """An intervention with the names and texts of all that belongs to it."""
    first, *rest = intervention.records or (intervention.iri,)
    texts = [text.text for record in intervention.records for text in searchable.notes.get(record, ())]
    codes = [code for record in rest for code in searchable.links.values([record], SKOS + "notation")]
    return Document(
        number,
        name=[text.text for text in searchable.names.get(first, ())],
        near=[text.text for record in rest for text in searchable.names.get(record, ())],
        far=[*texts, *codes],
    )


def _other(searchable: Searchable, number: int, iri: str) -> Document:
    return Document(
        number,
        name=[text.text for text in searchable.names.get(iri, ())],
        near=[iri.rpartition("/")[2].rpartition("#")[2], *searchable.links.values([iri], SKOS + "notation")],
        far=[text.text for text in searchable.notes.get(iri, ())],
    )
