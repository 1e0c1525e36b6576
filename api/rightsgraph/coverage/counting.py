# SPDX-License-Identifier: Apache-2.0
"""A store in, for each intervention and aspect how much is known, said to be unknown, or withheld out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from rightsgraph.coverage.aspects import ASPECTS, MEMBERS, Among, Aspect
from rightsgraph.rdf import text_of
from rightsgraph.store import Store
from rightsgraph.vocab import OA, PROV, RDF, RG, SKOS, TYPE

_LEADS_ON = ("addressesCondition", "aggravates", "concerns", "contributesTo", "hasLesson", "hasNextStep", "hasOutput",
             "hasStatusEvent", "intendsResult", "takesPlaceIn")  # fmt: skip
_ACTORS = tuple(RG + name for name in ("draftedBy", "fundedBy", "implementedBy", "targetsActor"))


class State(Enum):
    """How an aspect of an intervention stands, as a reader sees it at a glance."""

    KNOWN = "known"
    PARTLY = "partly"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Covered:
    """One aspect: how many values are known, how many withheld, and how many unknown by reason (a concept's name)."""

    known: int
    withheld: int
    unknown: Mapping[str, int]

    @property
    def state(self) -> State:
        """A value beside a gap is partly known; what nobody speaks of, not even as unknown, is silent."""
        gaps = sum(self.unknown.values())
        if self.known:
            return State.PARTLY if gaps or self.withheld else State.KNOWN
        if self.withheld:
            return State.WITHHELD
        return State.UNKNOWN if gaps else State.SILENT


@dataclass(frozen=True, slots=True)
class Coverage:
    """One intervention: its names by language, each aspect by key, and what the whole rests on."""

    iri: str
    names: Mapping[str, str]
    aspects: Mapping[str, Covered]
    sources: int
    claims: int
    checkable: int
    strongest: str | None


def cover(store: Store) -> tuple[Coverage, ...]:
    """Every intervention that a store holds, by IRI. `checkable` counts the claims that rest on a pinned passage."""
    graph = _Links(store)
    interventions = sorted(text_of(t.subject) for t in store.triples(predicate=TYPE, value=RG + "Intervention"))
    return tuple(_cover(store, graph, iri) for iri in interventions)


class _Links:
    """Looked up once: gaps by record, claims by subject, observations by what they are for."""

    def __init__(self, store: Store) -> None:
        withheld = {text_of(t.subject) for t in store.triples(predicate=TYPE, value=RG + "Withheld")}
        numbers = {text_of(t.subject): int(text_of(t.object)) for t in store.triples(predicate=RG + "withheldNumber")}
        reasons = _values(store, RG + "unknownReason")
        properties = _values(store, RG + "unknownProperty")
        self.gaps: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for link in store.triples(predicate=RG + "unknownFor"):
            unknown = text_of(link.subject)
            reason = "" if unknown in withheld else reasons.get(unknown, "").rpartition("/")[2]
            self.gaps[text_of(link.object)].append((properties.get(unknown, ""), reason, numbers.get(unknown, 1)))
        self.claims = _inverse(store, RDF + "subject")
        self.parts = _inverse(store, RG + "partOfIntervention")
        self.observations = _inverse(store, RG + "observedFor")
        self.aggravating = _inverse(store, RG + "aggravates")
        self.passages: dict[str, list[str]] = defaultdict(list)
        for link in store.triples(predicate=RG + "fromPassage"):
            self.passages[text_of(link.subject)].append(text_of(link.object))
        self.sources = _values(store, OA + "hasSource")
        self.pinned = {text_of(t.subject) for t in store.triples(predicate=OA + "hasState")}
        self.strengths = _values(store, RG + "evidenceStrength")
        self.ranks = {text_of(t.subject): int(text_of(t.object)) for t in store.triples(predicate=RG + "rank")}


def _values(store: Store, predicate: str) -> dict[str, str]:
    return {text_of(t.subject): text_of(t.object) for t in store.triples(predicate=predicate)}


def _inverse(store: Store, predicate: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for link in store.triples(predicate=predicate):
        found[text_of(link.object)].append(text_of(link.subject))
    return found


def _cover(store: Store, graph: _Links, iri: str) -> Coverage:
    records = _records(store, graph, iri)
    claims = [claim for record in records[Among.EVERYTHING] for claim in graph.claims.get(record, ())]
    passages = {claim: graph.passages.get(claim, []) for claim in claims}
    sources = sorted({graph.sources[p] for found in passages.values() for p in found if p in graph.sources})
    records[Among.SOURCES] = sources
    strengths = sorted(
        {graph.strengths[c] for c in claims if c in graph.strengths}, key=lambda s: graph.ranks.get(s, -1)
    )
    return Coverage(
        iri=iri,
        names=_names(store, iri),
        aspects={aspect.key: _count(store, graph, aspect, records) for aspect in ASPECTS},
        sources=len(sources),
        claims=len(claims),
        checkable=sum(any(p in graph.pinned for p in found) for found in passages.values()),
        strongest=strengths[-1] if strengths else None,
    )


def _records(store: Store, graph: _Links, iri: str) -> dict[Among, list[str]]:
    """The records that belong to an intervention, by what an aspect may look at."""
    work = [iri, *sorted(graph.parts.get(iri, ()))]
    actors = _reach(store, [v for record in work for v in _objects(store, record, _ACTORS)], MEMBERS)
    everything = _reach(store, work, (*(RG + name for name in _LEADS_ON), PROV + "used"), graph.aggravating)
    figures = sorted({found for record in everything for found in graph.observations.get(record, ())})
    drafters = [v for record in everything for v in _objects(store, record, _ACTORS)]
    actors = list(dict.fromkeys([*actors, *_reach(store, drafters, MEMBERS)]))
    indicators = [v for record in figures for v in _objects(store, record, [RG + "ofIndicator"])]
    return {
        Among.ITSELF: [iri],
        Among.WORK: work,
        Among.ACTORS: actors,
        Among.FIGURES: figures,
        Among.EVERYTHING: list(dict.fromkeys([*everything, *figures, *indicators, *actors])),
    }


def _reach(
    store: Store, starts: Iterable[str], predicates: tuple[str, ...], back: Mapping[str, Iterable[str]] | None = None
) -> list[str]:
    """All that is reached from some records, themselves included, each once; `back` leads on from a record too."""
    queue = list(dict.fromkeys(starts))
    seen = set(queue)
    for record in queue:
        onward = [*_objects(store, record, predicates), *(back or {}).get(record, ())]
        new = list(dict.fromkeys(value for value in onward if value not in seen))
        seen.update(new)
        queue += new
    return queue


def _objects(store: Store, record: str, predicates: Iterable[str]) -> Iterator[str]:
    for predicate in predicates:
        yield from (text_of(t.object) for t in store.triples(subject=record, predicate=predicate))


def _count(store: Store, graph: _Links, aspect: Aspect, records: Mapping[Among, list[str]]) -> Covered:
    among = records[aspect.among]
    values = [value for record in among for value in _objects(store, record, aspect.properties)]
    if aspect.status:
        values = [value for value in values if value.rpartition("/")[2] == aspect.status]
    about = records[Among.EVERYTHING] if aspect.among is Among.FIGURES else among
    gaps = [gap for record in about for gap in graph.gaps.get(record, ()) if gap[0] in aspect.asked]
    unknown: Counter[str] = Counter()
    for _, reason, number in gaps:
        if reason:
            unknown[reason] += number
    withheld = sum(number for _, reason, number in gaps if not reason)
    return Covered(len(values), withheld, dict(sorted(unknown.items())))


def _names(store: Store, iri: str) -> dict[str, str]:
    labels = store.triples(subject=iri, predicate=SKOS + "prefLabel")
    return {str(getattr(t.object, "language", None) or "en"): text_of(t.object) for t in labels}
