# SPDX-License-Identifier: Apache-2.0
"""A store in, for each intervention and aspect how much is known, said to be unknown, or withheld out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from rightsgraph.coverage.aspects import ASPECTS, Among, Aspect
from rightsgraph.rdf import text_of
from rightsgraph.record import Gap, HeldLinks, Links, gaps_of, read_parts
from rightsgraph.store import Store
from rightsgraph.vocab import OA, RDF, RG, SKOS, TYPE


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
    links = HeldLinks(store)
    interventions = sorted(text_of(t.subject) for t in store.triples(predicate=TYPE, value=RG + "Intervention"))
    return tuple(_cover(store, links, iri) for iri in interventions)


def _cover(store: Store, links: Links, iri: str) -> Coverage:
    parts = read_parts(links, iri)
    records: dict[Among, Sequence[str]] = {
        Among.ITSELF: [iri],
        Among.WORK: parts.work,
        Among.ACTORS: parts.actors,
        Among.FIGURES: parts.figures,
        Among.EVERYTHING: parts.everything,
    }
    records[Among.SOURCES] = sources = links.sources_of(records[Among.EVERYTHING])
    gaps = {record: [*gaps_of(links, record)] for record in (*records[Among.EVERYTHING], *sources)}
    claims = links.pointing(records[Among.EVERYTHING], RDF + "subject")
    strengths = links.ranked(links.values(claims, RG + "evidenceStrength"))
    return Coverage(
        iri=iri,
        names=_names(store, iri),
        aspects={aspect.key: _count(links, aspect, records, gaps) for aspect in ASPECTS},
        sources=len(sources),
        claims=len(claims),
        checkable=sum(bool(links.values(links.objects(c, RG + "fromPassage"), OA + "hasState")) for c in claims),
        strongest=strengths[-1] if strengths else None,
    )


def _count(
    links: Links, aspect: Aspect, records: Mapping[Among, Sequence[str]], gaps: Mapping[str, Sequence[Gap]]
) -> Covered:
    among = records[aspect.among]
    values = [v for record in among for property in aspect.properties for v in links.objects(record, property)]
    if aspect.status:
        values = [value for value in values if value.rpartition("/")[2] == aspect.status]
    about = records[Among.EVERYTHING] if aspect.among is Among.FIGURES else among
    # A gap may name several properties of an aspect, and is one.
    missing = {gap.iri: gap for record in about for gap in gaps[record] if gap.property in aspect.asked}.values()
    unknown: Counter[str] = Counter()
    for gap in missing:
        if not gap.withheld:
            unknown[(gap.reason or "").rpartition("/")[2]] += gap.number
    return Covered(len(values), sum(gap.number for gap in missing if gap.withheld), dict(sorted(unknown.items())))


def _names(store: Store, iri: str) -> dict[str, str]:
    labels = store.triples(subject=iri, predicate=SKOS + "prefLabel")
    return {str(getattr(t.object, "language", None) or "en"): text_of(t.object) for t in labels}
