# SPDX-License-Identifier: Apache-2.0
"""An intervention in, all that belongs to it out: what led to it, what was done, what came of it, and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from rightsgraph.record.links import Links
from rightsgraph.vocab import ORG, PROV, RG

RESULTS = tuple(RG + name for name in ("contributesTo", "hasOutput", "intendsResult"))
MEMBERS = (ORG + "hasMember", PROV + "hadMember")
_ACTORS = tuple(RG + name for name in ("draftedBy", "fundedBy", "implementedBy", "targetsActor"))
_AGGRAVATES = (RG + "aggravates",)
_CONCERNED = (PROV + "used", RG + "concerns")
_OUTLOOK = (RG + "hasLesson", RG + "hasNextStep")
# What leads from an intervention, or from an activity of it, to all else that belongs to it.
LEADS_ON = (
    RG + "addressesCondition", *_AGGRAVATES, *RESULTS, *_OUTLOOK, *_CONCERNED, RG + "hasStatusEvent",
    RG + "takesPlaceIn", RG + "ofIndicator", *_ACTORS, *MEMBERS,
)  # fmt: skip
_MOST = 5_000  # of each kind; what leads on through all interventions ends there


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to an intervention, by IRI, each kind in the order of being met.

    `work` is itself and its activities, `conditions` what they address with all that makes it worse, `results` aims as
    well as reports, `concerned` what was used or is spoken of (a law, say), `events` the stages of laws, `actors` all
    with their members, `figures` observations.
    """

    iri: str
    work: tuple[str, ...]
    conditions: tuple[str, ...]
    results: tuple[str, ...]
    lessons: tuple[str, ...]
    next_steps: tuple[str, ...]
    concerned: tuple[str, ...]
    events: tuple[str, ...]
    actors: tuple[str, ...]
    places: tuple[str, ...]
    figures: tuple[str, ...]
    indicators: tuple[str, ...]

    @property
    def chain(self) -> tuple[str, ...]:
        """What leads to one another: work, conditions and results."""
        return (*self.work, *self.conditions, *self.results)

    @property
    def told(self) -> tuple[str, ...]:
        """What its sources tell of it in so many words: the chain, lessons and next steps."""
        return (*self.chain, *self.lessons, *self.next_steps)

    @property
    def everything(self) -> tuple[str, ...]:
        """Every record, itself first, each once."""
        around = (*self.concerned, *self.events, *self.actors, *self.places, *self.figures, *self.indicators)
        return tuple(dict.fromkeys((*self.told, *around)))


def read_parts(links: Links, iri: str, most: int = _MOST) -> Parts:
    """Gather an intervention; of a kind with very many parts, the first."""
    work = [iri, *links.subjects(RG + "partOfIntervention", iri)][:most]
    conditions = links.reach(links.values(work, RG + "addressesCondition"), _AGGRAVATES, _AGGRAVATES, most)
    results = _without(work, links.reach(work, RESULTS, most=len(work) + most))
    lessons, next_steps = (links.values(work, property)[:most] for property in _OUTLOOK)
    told = [*work, *conditions, *results, *lessons, *next_steps]
    concerned = _without(told, links.values(told, *_CONCERNED))[:most]
    told += concerned
    events = links.values(told, RG + "hasStatusEvent")[:most]
    figures = links.pointing([*told, *events], RG + "observedFor")[:most]
    return Parts(
        iri=iri,
        work=tuple(work),
        conditions=tuple(conditions),
        results=tuple(results),
        lessons=tuple(lessons),
        next_steps=tuple(next_steps),
        concerned=tuple(concerned),
        events=tuple(events),
        actors=tuple(links.reach(links.values(told, *_ACTORS), MEMBERS, most=most)),
        places=tuple(links.values([*told, *events], RG + "takesPlaceIn")[:most]),
        figures=tuple(figures),
        indicators=tuple(links.values(figures, RG + "ofIndicator")[:most]),
    )


def _without(some: Iterable[str], records: Iterable[str]) -> list[str]:
    known = set(some)
    return [record for record in records if record not in known]
