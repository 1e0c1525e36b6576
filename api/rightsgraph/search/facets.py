# SPDX-License-Identifier: Apache-2.0
"""Interventions in, how many have each value out, among all or among some: what a click on a value would give.

A set of interventions is an integer with a bit for each, in their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rightsgraph.search.records import Intervention

NOT_STATED = "notStated"


@dataclass(frozen=True, slots=True)
class Facet:
    """Something that interventions are chosen by: its key in addresses, and what it is called."""

    key: str
    names: Mapping[str, str]


def _facet(key: str, en: str, es: str) -> Facet:
    return Facet(key, {"en": en, "es": es})


FACETS = (
    _facet("country", "Country", "País"),
    _facet("population", "Population concerned", "Población concernida"),
    _facet("activityType", "What was done", "Qué se hizo"),
    _facet("worldRegion", "Region of the world", "Región del mundo"),
    _facet("conditionType", "Condition addressed", "Condición abordada"),
    _facet("outcomeType", "Kind of result", "Tipo de resultado"),
    _facet("result", "How the best result stands", "Cómo está el mejor resultado"),
    _facet("right", "Right at stake", "Derecho en juego"),
    _facet("actorType", "Who carried it out", "Quién la realizó"),
    _facet("strength", "Strongest evidence", "Evidencia más sólida"),
    _facet("year", "Year, as far as known", "Año, hasta donde se sabe"),
)
KEYS = tuple(facet.key for facet in FACETS)
Filters = Mapping[str, Sequence[str]]


class Shelf:
    """Interventions by the values that they are chosen by; what has no value of a facet is not stated there."""

    def __init__(self, interventions: Sequence[Intervention]) -> None:
        self.every = (1 << len(interventions)) - 1
        self._bits: dict[str, dict[str, int]] = {key: defaultdict(int) for key in KEYS}
        for place, intervention in enumerate(interventions):
            for key in KEYS:
                for value in intervention.values[key] or (NOT_STATED,):
                    self._bits[key][value] |= 1 << place

    def values(self, facet: str) -> list[str]:
        """The values that a facet has."""
        return sorted(self._bits[facet])

    def choose(self, filters: Filters, without: str | None = None) -> int:
        """The interventions that have one of the values of every filter, one filter perhaps left out."""
        chosen = self.every
        for facet, values in filters.items():
            if values and facet != without:
                chosen &= union(self._bits[facet].get(value, 0) for value in values)
        return chosen

    def count(self, facet: str, among: int) -> dict[str, int]:
        """How many of some interventions have each value of a facet."""
        return {value: (bits & among).bit_count() for value, bits in sorted(self._bits[facet].items())}


def union(sets: Iterable[int]) -> int:
    """What is in any of some sets."""
    found = 0
    for one in sets:
        found |= one
    return found


def members(chosen: int) -> Iterator[int]:
    """The places of a set's members, in order."""
    while chosen:
        lowest = chosen & -chosen
        yield lowest.bit_length() - 1
        chosen ^= lowest
