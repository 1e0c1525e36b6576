# SPDX-License-Identifier: Apache-2.0
"""An intervention's IRI in, what one page tells of it out: its results chain, actors, figures, laws, and gaps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from operator import itemgetter

from rightsgraph.record.gaps import Gap, gaps_of
from rightsgraph.record.links import AskedLinks, Links
from rightsgraph.record.parts import RESULTS, read_parts
from rightsgraph.store import Store
from rightsgraph.vocab import RG, TYPE

MOST = 400  # records that one page tells; the endpoint has the rest


class Step(Enum):
    """A part of a results chain, in the order in which one leads to the next."""

    CONDITION = "condition"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


_STEPS = {
    RG + "Condition": Step.CONDITION,
    RG + "Intervention": Step.ACTIVITY,
    RG + "InterventionActivity": Step.ACTIVITY,
    RG + "LegalProposal": Step.OUTPUT,
    RG + "Output": Step.OUTPUT,
    RG + "Outcome": Step.OUTCOME,
    RG + "Impact": Step.IMPACT,
}
_CHAIN = (RG + "addressesCondition", RG + "aggravates", *RESULTS)


@dataclass(frozen=True, slots=True)
class Link:
    """Two records of a chain and the property that leads from one to the other, all IRIs."""

    source: str
    property: str
    target: str


@dataclass(frozen=True, slots=True)
class Record:
    """An intervention and all that its page tells, by IRI; `more` is true where it has more than that.

    `laws` are law proposals; `concerned` those of them that were used or are spoken of, and are no part of the chain.
    """

    iri: str
    steps: Mapping[Step, tuple[str, ...]]
    links: tuple[Link, ...]
    concerned: tuple[str, ...]
    laws: tuple[str, ...]
    actors: tuple[str, ...]
    lessons: tuple[str, ...]
    next_steps: tuple[str, ...]
    figures: Mapping[str, tuple[str, ...]]
    gaps: tuple[Gap, ...]
    hypotheses: tuple[str, ...]
    sources: tuple[str, ...]
    more: bool


def read_record(store: Store, iri: str) -> Record:
    """Gather an intervention; of one with more than `MOST` parts, the first."""
    links = AskedLinks(store)
    parts = read_parts(links, iri, MOST + 1)
    chain = tuple(dict.fromkeys(parts.chain))
    concerned = tuple(one for one in parts.concerned if links.is_a(one, RG + "LegalProposal"))
    kinds = (chain, concerned, parts.actors, parts.lessons, parts.next_steps)
    chain, concerned, actors, lessons, next_steps = (kind[:MOST] for kind in kinds)
    told = tuple(dict.fromkeys((*chain, *concerned, *actors, *lessons, *next_steps)))
    observed = [(record, one) for record in told for one in links.subjects(RG + "observedFor", record)]
    figures: dict[str, tuple[str, ...]] = {
        record: tuple(one for _, one in found) for record, found in groupby(observed[:MOST], key=itemgetter(0))
    }
    missing_of = dict.fromkeys((*told, *parts.events, *(one for _, one in observed[:MOST])))
    return Record(
        iri=iri,
        steps=_by_step(links, chain),
        links=tuple(_links(links, chain)),
        concerned=concerned,
        laws=tuple(one for one in (*chain, *concerned) if links.is_a(one, RG + "LegalProposal")),
        actors=actors,
        lessons=lessons,
        next_steps=next_steps,
        figures=figures,
        gaps=tuple(gap for record in missing_of for gap in gaps_of(links, record)),
        hypotheses=tuple(sorted(links.pointing([iri], RG + "hypothesisFor", RG + "candidate"))),
        sources=tuple(links.sources_of(missing_of)),
        more=any(len(kind) > MOST for kind in (*kinds, observed)),
    )


def _by_step(links: Links, chain: Iterable[str]) -> dict[Step, tuple[str, ...]]:
    """Each record at the furthest step that one of its classes stands for."""
    order = list(Step)
    found: dict[Step, list[str]] = {step: [] for step in order}
    for record in chain:
        steps = [_STEPS[name] for name in links.objects(record, TYPE) if name in _STEPS]
        if steps:
            found[max(steps, key=order.index)].append(record)
    return {step: tuple(records) for step, records in found.items()}


def _links(links: Links, chain: Iterable[str]) -> Iterator[Link]:
    within = set(chain)
    for source in sorted(within):
        for property in _CHAIN:
            for target in links.objects(source, property):
                if target in within:
                    yield Link(source, property, target)
