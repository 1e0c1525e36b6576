# SPDX-License-Identifier: Apache-2.0
"""A store in, where and when its interventions took place out, as exactly as it is told and never finer than a region.

A place counts by its ISO 3166 code; one that has none leads to the country or the region that it is part of. What has
no name, such as "four regions of a country", is kept as what it is: a group that nobody's names are known of.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rightsgraph.rdf import text_of
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, PROV, RG, SKOS, TYPE

_COUNTRY = re.compile("[A-Z]{2}")
_REGION = re.compile("[A-Z]{2}-[A-Z0-9]{1,3}")
_DEEPEST = 8  # places within places; a circle of them ends too


@dataclass(frozen=True, slots=True)
class Spot:
    """A place or an unnamed group of places: its IRI, and the codes of the country and the region that hold it.

    Both are empty for a group of countries; `region` is empty for a country and for unnamed regions of it.
    """

    iri: str
    country: str = ""
    region: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An intervention's IRI, where it took place, and when it began and ended (ISO 8601), None where it is not told."""

    iri: str
    spots: tuple[Spot, ...]
    start: str | None
    end: str | None


def read_occurrences(store: Store, among: Iterable[str] | None = None) -> tuple[Occurrence, ...]:
    """Of every intervention, or of those among some, by IRI."""
    if among is None:
        among = (text_of(t.subject) for t in store.triples(predicate=TYPE, value=RG + "Intervention"))
    places = _Places(store)
    return tuple(_read(store, iri, places) for iri in sorted(among))


def _read(store: Store, iri: str, places: "_Places") -> Occurrence:
    work = [iri, *(text_of(t.subject) for t in store.triples(predicate=RG + "partOfIntervention", value=iri))]
    told = dict.fromkeys(place for one in work for place in _values(store, one, RG + "takesPlaceIn"))
    spots = tuple(dict.fromkeys(spot for place in told for spot in places.find(place)))
    first = (next(_values(store, iri, RG + name), None) for name in ("startDate", "endDate"))
    return Occurrence(iri, _without_wider(spots), *first)


def _without_wider(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """A country goes where the same intervention names a region of it or speaks of unnamed ones: it says no more."""
    finer = {spot.country for spot in spots if spot.region or not spot.named}
    return tuple(spot for spot in spots if spot.region or not spot.named or spot.country not in finer)


class _Places:
    """Looked up once each: there are far fewer places than interventions."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[str, tuple[Spot, ...]] = {}

    def find(self, place: str) -> tuple[Spot, ...]:
        """What a place stands for: itself, or a group and those of its members that have names."""
        if place not in self._found:
            self._found[place] = ()  # a group that holds itself ends here
            self._found[place] = tuple(self._look_up(place))
        return self._found[place]

    def _look_up(self, place: str) -> Iterator[Spot]:
        group = RG + "UnnamedGroup" in _values(self._store, place, TYPE)
        country, region = self._codes(place)
        members = list(_values(self._store, place, PROV + "hadMember")) if group else []
        yield Spot(place, country, region, named=not group)
        for member in members:
            yield from self.find(member)

    def _codes(self, place: str) -> tuple[str, str]:
        """The nearest region and the country, on the way up."""
        region, rank = "", [place]
        for _ in range(_DEEPEST):
            codes = [code for one in rank for code in _values(self._store, one, SKOS + "notation")]
            region = region or next((code for code in codes if _REGION.fullmatch(code)), "")
            if country := next((code for code in codes if _COUNTRY.fullmatch(code)), ""):
                return country, region
            rank = sorted({above for one in rank for above in _values(self._store, one, DCTERMS + "isPartOf")})
        return region[:2], region


def _values(store: Store, subject: str, predicate: str) -> Iterator[str]:
    return (text_of(t.object) for t in store.triples(subject, predicate))
