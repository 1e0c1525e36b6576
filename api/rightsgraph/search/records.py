# SPDX-License-Identifier: Apache-2.0
"""What hangs together in a store in, every intervention out as it is found and chosen by."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rightsgraph.rdf import is_iri
from rightsgraph.record import MEMBERS, Links, Parts, read_parts
from rightsgraph.search.texts import Searchable, Text
from rightsgraph.vocab import DCTERMS, PROV, RDF, RG, SKOS

# How a result may stand, the furthest first: a failure that was told goes further than an aim.
STATES = ("measured", "reported", "notAchieved", "intended", "statusUnknown")
_REACHED = frozenset((RG + "resultStatus",))
_WITHIN = (PROV + "hadMember", DCTERMS + "isPartOf")
_CODED = tuple(
    RG + name
    for name in ("activityType", "actorType", "conditionType", "concernsRight", "constituency", "legalAim",
                 "legalStage", "outcomeType", "policeLevel", "policeUnitType", "population", "topic")
)  # fmt: skip
_LONGEST_SPAN = 200  # years; what is said to last longer counts for its ends


@dataclass(frozen=True, slots=True)
class Placed:
    """Where something took place: the code of the country or region, and the record that says it.

    `unnamed` if only a group of places within that one is told of, and not which; `number` is how many, if said.
    """

    code: str
    iri: str
    unnamed: bool = False
    number: int | None = None

    @property
    def country(self) -> str:
        """The country's code (ISO 3166-1): the part before the hyphen."""
        return self.code.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Intervention:
    """An intervention: its key in addresses, names by language, and the values that it is chosen by.

    `where` is what is told of its place, `places` what of that has a code; `values` are keys by facet, `states` how
    many results stand how, `records` all that belongs to it.
    """

    iri: str
    key: str
    names: Mapping[str, str]
    where: tuple[str, ...]
    places: tuple[Placed, ...]
    start: str | None
    end: str | None
    actors: tuple[str, ...]
    activities: tuple[str, ...]
    states: Mapping[str, int]
    values: Mapping[str, tuple[str, ...]]
    records: tuple[str, ...]

    def name(self, language: str) -> str:
        """Its name in a language, in any, or its key."""
        return self.names.get(language) or next(iter(self.names.values()), self.key)

    @property
    def state(self) -> str | None:
        """How its best result stands, None where no result is on record."""
        return next((state for state in STATES if self.states.get(state)), None)


def read_interventions(searchable: Searchable) -> tuple[Intervention, ...]:
    """Every intervention, by IRI; the key is the end of it, or all of it where two end alike."""
    found = searchable.of_class(RG + "Intervention")
    ends = Counter(iri.rpartition("/")[2] for iri in found)
    broader = _Broader(searchable.links)
    return tuple(_read(searchable, broader, iri, _key(iri, ends)) for iri in found)


def _key(iri: str, ends: Mapping[str, int]) -> str:
    end = iri.rpartition("/")[2]
    return end if end and ends[end] == 1 else iri


class _Broader:
    """Concepts and all that are broader: one that is asked for stands for those below it."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._known: dict[str, tuple[str, ...]] = {}

    def keys(self, concepts: Iterable[str]) -> tuple[str, ...]:
        """The keys of concepts and of those above them."""
        return tuple(sorted({key for concept in concepts for key in self._up(concept)}))

    def _up(self, concept: str) -> tuple[str, ...]:
        if concept not in self._known:
            above = self._links.reach([concept], (SKOS + "broader",))
            self._known[concept] = tuple(short(one) for one in above)
        return self._known[concept]


def short(concept: str) -> str:
    """A concept's key in addresses: the end of its IRI."""
    return concept.rpartition("/")[2].rpartition("#")[2] if is_iri(concept) else concept


def _read(searchable: Searchable, broader: _Broader, iri: str, key: str) -> Intervention:
    links = searchable.links
    parts = read_parts(links, iri)
    actors = links.reach(links.values(parts.work, RG + "implementedBy"), MEMBERS)
    where = links.values(parts.work, RG + "takesPlaceIn")
    places = _places(links, where)
    regions = links.values(links.reach(where, _WITHIN), RG + "worldRegion")
    states = Counter(short(status) for status in _statuses(links, parts.results))
    starts, ends = (sorted(links.objects(iri, RG + name)) for name in ("startDate", "endDate"))
    activities = links.values(parts.work, RG + "activityType")
    values = {
        "country": tuple(sorted({place.country for place in places})),
        "worldRegion": broader.keys(regions),
        "population": broader.keys(links.values(parts.chain, RG + "population")),
        "conditionType": broader.keys(links.values(parts.conditions, RG + "conditionType")),
        "activityType": broader.keys(activities),
        "outcomeType": broader.keys(links.values(parts.results, RG + "outcomeType")),
        "result": _best(states),
        "right": broader.keys(links.values(parts.told, RG + "concernsRight")),
        "actorType": broader.keys(links.values(actors, RG + "actorType")),
        "strength": _strongest(links, parts.results),
        "year": _years(links, parts.work),
    }
    return Intervention(
        iri=iri,
        key=key,
        names=_names(searchable.names.get(iri, ())),
        where=tuple(where),
        places=places,
        start=starts[0] if starts else None,
        end=ends[-1] if ends else None,
        actors=tuple(links.values(actors, RG + "actorType")),
        activities=tuple(activities),
        states=dict(states),
        values=values,
        records=_records(searchable, parts),
    )


def _names(texts: Sequence[Text]) -> dict[str, str]:
    names: dict[str, str] = {}
    for text in texts:
        names.setdefault(text.language or "", text.text)
    return names


def _statuses(links: Links, results: Iterable[str]) -> list[str]:
    """One status for each result."""
    return [status for result in results for status in links.values([result], RG + "resultStatus")[:1]]


def _best(states: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(state for state in STATES if states.get(state))[:1]


def _strongest(links: Links, results: Iterable[str]) -> tuple[str, ...]:
    """The strongest evidence that a result was reached, or was not; an aim needs none."""
    reached = (result for result in results if _statuses(links, [result])[:1] and not _is_aim(links, result))
    claims = links.pointing(reached, RDF + "subject")
    found = links.values((c for c in claims if links.first(c, RDF + "predicate") in _REACHED), RG + "evidenceStrength")
    return tuple(short(strength) for strength in links.ranked(found)[-1:])


def _is_aim(links: Links, result: str) -> bool:
    return all(short(status) in ("intended", "statusUnknown") for status in _statuses(links, [result]))


def _places(links: Links, told: Iterable[str]) -> tuple[Placed, ...]:
    """The nearest places with a code; a group without named members stands in the place that it is part of."""
    found: dict[tuple[str, bool], Placed] = {}
    for place in told:
        codes = links.values([place], SKOS + "notation")
        members = [] if codes else links.reach([place], (PROV + "hadMember",))[1:]
        for one in [place] if codes else members:
            for code in links.values([one], SKOS + "notation"):
                found[code, False] = Placed(code, one)
        if not codes and not members:
            for placed in _around(links, place):
                found[placed.code, True] = placed
    return tuple(found[key] for key in sorted(found))


def _around(links: Links, group: str) -> Iterable[Placed]:
    number = next((n for n in links.values([group], RG + "statedCardinality") if n.isdecimal()), None)
    for around in links.values([group], *_WITHIN):
        for code in links.values([around], SKOS + "notation"):
            yield Placed(code, group, unnamed=True, number=int(number) if number else None)


def _years(links: Links, work: Iterable[str]) -> tuple[str, ...]:
    """The years in which something is known to have run; without an end, only that in which it began."""
    years: set[int] = set()
    for record in work:
        ends = [_year(links.values([record], RG + name)) for name in ("startDate", "endDate")]
        known = sorted(year for year in ends if year is not None)
        years.update(known)
        if len(known) > 1 and known[1] - known[0] <= _LONGEST_SPAN:
            years.update(range(known[0], known[1]))
    return tuple(f"{year:04}" for year in sorted(years))


def _year(dates: Sequence[str]) -> int | None:
    told = next((date[:4] for date in dates if date[:4].isascii() and date[:4].isdecimal()), None)
    return int(told) if told and len(told) == 4 else None


def _records(searchable: Searchable, parts: Parts) -> tuple[str, ...]:
    """All that belongs to an intervention and may be searched, itself first, in the order of a reader's interest."""
    links = searchable.links
    told = list(dict.fromkeys((*parts.everything, *links.reach(parts.places, _WITHIN))))
    regions = links.reach(links.values(told, RG + "worldRegion"), (SKOS + "broader",))
    every = dict.fromkeys([*told, *links.values(told, *_CODED), *regions, *links.sources_of(told)])
    return tuple(record for record in every if record in searchable.names or record in searchable.notes)
