# SPDX-License-Identifier: Apache-2.0
"""What was found in, what a page shows of it out: cards of interventions, facets with counts, other resources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rightsgraph.describe import label
from rightsgraph.search import (
    FACETS,
    NOT_STATED,
    STATES,
    Facet,
    Found,
    Index,
    Intervention,
    Reason,
    Word,
    explain,
    mark,
)
from rightsgraph.vocab import RG, SKOS, TYPE
from rightsgraph.web.finding.choosing import Asking
from rightsgraph.web.locales import write_date
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

Pieces = tuple[tuple[str, bool], ...]
_FIRST_VALUES = 8
_MOST_OTHERS = 6
_BADGES = ("intended", "reported", "measured")


@dataclass(frozen=True, slots=True)
class Why:
    """Where words were found: in a record of a kind, and the text with the words marked."""

    kind: str
    record: Shown
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class State:
    """How a result stands: a word, and the look of its badge."""

    look: str
    word: str


@dataclass(frozen=True, slots=True)
class Card:
    """An intervention as the list of results tells it: `state` of its best result, `states` how many stand how."""

    key: str
    name: Shown
    pieces: Pieces
    where: tuple[Shown, ...]
    when: str
    who: tuple[Shown, ...]
    what: tuple[Shown, ...]
    state: State
    states: tuple[tuple[State, int], ...]
    why: tuple[Why, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many interventions a click would give, and whether it is chosen."""

    value: str
    name: str
    number: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A facet with its values: those shown at once, and the rest."""

    key: str
    name: str
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    chosen: int


class Cards:
    """Makes what was found into what a page shows, in one language."""

    def __init__(self, site: Site, index: Index, asking: Asking, language: str) -> None:
        self._site = site
        self._index = index
        self._asking = asking
        self.language = language
        self._texts = texts(language)

    def card(self, one: Intervention, asked: tuple[Word, ...]) -> Card:
        """One intervention; where words were asked for, with the places where they stand."""
        name = show_iri(self._site, one.iri, self.language)
        return Card(
            key=one.key,
            name=name,
            pieces=mark(name.text, asked),
            where=self._show(one.where),
            when=self._when(one),
            who=self._show(one.actors),
            what=self._show(one.activities),
            state=self.state(one.state),
            states=tuple((self.state(state), one.states[state]) for state in STATES if one.states.get(state)),
            why=tuple(map(self._why, explain(self._site.store, one, asked, self.language))),
            chosen=one in self._asking.chosen,
        )

    def state(self, state: str | None) -> State:
        """How a result stands, as a badge: the three states have looks of their own."""
        if state in _BADGES:
            return State(state, self._texts[f"state_{state}"])
        return State("unknown", self.value_name("result", state or NOT_STATED))

    def facets(self, found: Found) -> list[ShownFacet]:
        """Every facet that has anything to choose."""
        shown = [self._facet(facet, found.counts[facet.key]) for facet in FACETS]
        return [facet for facet in shown if facet.first]

    def value_name(self, facet: str, value: str) -> str:
        """What a value of a facet is called."""
        if value == NOT_STATED:
            special = {"country": "find_not_which", "result": "find_no_result", "strength": "find_no_result"}
            return self._texts[special.get(facet, "find_not_stated")]
        if facet == "result" and value in _BADGES:
            return self._texts[f"state_{value}"]
        iri = self._index.named(facet, value)
        return (label(self._site.store, iri, self.language) if iri else None) or value

    def others(self, found: Mapping[str, Iterable[str]]) -> list[tuple[str, list[Shown], int]]:
        """Other resources by kind, the best of each, and how many more there are."""
        told = []
        for kind, iris in found.items():
            every = [shown for iri in iris if (shown := self._other(kind, iri))]
            told.append((self._texts[f"find_kind_{kind}"], every[:_MOST_OTHERS], max(0, len(every) - _MOST_OTHERS)))
        return told

    def _other(self, kind: str, iri: str) -> Shown | None:
        shown = show_iri(self._site, iri, self.language)
        if kind == "query":  # a question is asked at a place of its own
            slug = iri.rpartition("/")[2]
            return Shown(shown.text, f"/queries/{slug}", iri, shown.language) if slug in self._site.queries else None
        return shown

    def _show(self, iris: Iterable[str]) -> tuple[Shown, ...]:
        return tuple(show_iri(self._site, iri, self.language) for iri in dict.fromkeys(iris))

    def _when(self, one: Intervention) -> str:
        start, end = (write_date(date, self.language) if date else None for date in (one.start, one.end))
        if start and end:
            return start if start == end else f"{start} – {end}"
        if start:
            return self._texts["find_from"].format(start=start)
        if end:
            return self._texts["find_until"].format(end=end)
        years = ", ".join(one.values["year"])
        return self._texts["find_some_years"].format(years=years) if years else self._texts["find_not_stated"]

    def _why(self, reason: Reason) -> Why:
        name = show_iri(self._site, reason.record, self.language)
        return Why(self._kind(reason.record), name, reason.pieces)

    def _kind(self, record: str) -> str:
        """What a record is: for a concept the scheme that it is in, else its class."""
        store = self._site.store
        above = [t.object for t in store.triples(record, SKOS + "inScheme")]
        above = above or sorted((t.object for t in store.triples(record, TYPE)), key=_own_class_first)
        names = (label(store, getattr(one, "value", ""), self.language) for one in above)
        return next((name for name in names if name), "")

    def _facet(self, facet: Facet, counts: Mapping[str, int]) -> ShownFacet:
        asked = self._asking.question.filters.get(facet.key, ())
        every = self._index.shelf.count(facet.key, self._index.shelf.every)
        values = sorted({*every, *asked}, key=lambda value: self._order(facet.key, value, every.get(value, 0)))
        choices = [
            Choice(value, self.value_name(facet.key, value), counts.get(value, 0), value in asked) for value in values
        ]
        choices = [choice for choice in choices if choice.number or choice.chosen]
        cut = max([_FIRST_VALUES, *(place for place, choice in enumerate(choices, 1) if choice.chosen)])
        name = facet.names[self.language]
        return ShownFacet(facet.key, name, tuple(choices[:cut]), tuple(choices[cut:]), len(asked))

    def _order(self, facet: str, value: str, number: int) -> tuple[bool, int, str]:
        """The commonest first, years as they follow; what is not stated stands last. A click changes no order."""
        return value == NOT_STATED, 0 if facet == "year" else -number, value


def _own_class_first(term: object) -> tuple[bool, str]:
    iri = str(getattr(term, "value", ""))
    return not iri.startswith(RG), iri


def views_of(asking: Asking) -> list[tuple[str, str]]:
    """Where the same set is shown in other ways, by the name of the text that says so."""
    return [(f"find_{name}", asking.address(f"/{name}")) for name in ("map", "timeline")]
