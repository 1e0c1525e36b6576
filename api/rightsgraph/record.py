# SPDX-License-Identifier: Apache-2.0
"""An intervention's IRI in, what belongs to it out: its results chain, who acted, figures, law, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from rightsgraph.rdf import NamedNode, text_of
from rightsgraph.store import Store
from rightsgraph.vocab import OA, ORG, PROV, RDF, RG, TYPE

MOST = 400  # records that one page or comparison tells; the endpoint has the rest


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
_CHAIN = tuple(
    RG + name for name in ("addressesCondition", "aggravates", "contributesTo", "hasOutput", "intendsResult")
)
_ACTORS = tuple(RG + name for name in ("draftedBy", "fundedBy", "implementedBy", "targetsActor"))
_MEMBERS = (ORG + "hasMember", PROV + "hadMember")


@dataclass(frozen=True, slots=True)
class Link:
    """Two records of a chain and the property that leads from one to the other, all IRIs."""

    source: str
    property: str
    target: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known of a record, or withheld: the gap's own IRI, what it is about, which property, and why.

    `reason` is None for what is withheld; `number` counts the values that a gap stands for.
    """

    iri: str
    about: str
    property: str
    reason: str | None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Record:
    """An intervention and all that belongs to it, by IRI; `more` is true where it has more than is told."""

    iri: str
    steps: Mapping[Step, tuple[str, ...]]
    links: tuple[Link, ...]
    states: Mapping[str, str]
    proposals: tuple[str, ...]
    actors: tuple[str, ...]
    lessons: tuple[str, ...]
    next_steps: tuple[str, ...]
    figures: Mapping[str, tuple[str, ...]]
    gaps: tuple[Gap, ...]
    hypotheses: tuple[str, ...]
    sources: tuple[str, ...]
    more: bool

    @property
    def everything(self) -> tuple[str, ...]:
        """Every record that belongs to it, itself first."""
        steps = (record for found in self.steps.values() for record in found)
        figures = (figure for found in self.figures.values() for figure in found)
        return tuple(dict.fromkeys((self.iri, *steps, *self.actors, *self.lessons, *self.next_steps, *figures)))


def read_record(store: Store, iri: str) -> Record:
    """Gather an intervention; of one with more than `MOST` parts, the first."""
    parts = sorted(_subjects(store, RG + "partOfIntervention", iri))
    chain, more = _reach(store, [iri, *parts])
    steps = _by_step(store, chain)
    proposals = tuple(record for record in steps[Step.OUTPUT] if RG + "LegalProposal" in _types(store, record))
    lessons, next_steps = _sorted(store, iri, RG + "hasLesson"), _sorted(store, iri, RG + "hasNextStep")
    actors = _actors(store, chain)
    figures = {record: tuple(sorted(_subjects(store, RG + "observedFor", record))) for record in chain}
    told = list(dict.fromkeys((*chain, *actors, *lessons, *next_steps, *(f for all in figures.values() for f in all))))
    return Record(
        iri=iri,
        steps=steps,
        links=tuple(_links(store, chain)),
        states={r: s for r in chain if (s := next(iter(_objects(store, r, [RG + "resultStatus"])), None))},
        proposals=proposals,
        actors=actors,
        lessons=lessons,
        next_steps=next_steps,
        figures={record: found for record, found in figures.items() if found},
        gaps=tuple(gap for record in (*told, *_events(store, proposals)) for gap in read_gaps(store, record)),
        hypotheses=tuple(
            sorted({*_subjects(store, RG + "hypothesisFor", iri), *_subjects(store, RG + "candidate", iri)})
        ),
        sources=_sources(store, told),
        more=more,
    )


def read_gaps(store: Store, about: str) -> Iterator[Gap]:
    """What is said to be unknown of a record, or is withheld."""
    for iri in sorted(_subjects(store, RG + "unknownFor", about)):
        values: dict[str, list[str]] = defaultdict(list)
        for triple in store.triples(subject=iri):
            values[triple.predicate.value].append(text_of(triple.object))
        withheld = RG + "Withheld" in values[TYPE]
        number = next((int(value) for value in values[RG + "withheldNumber"] if value.isdigit()), 1)
        reason = None if withheld else next(iter(values[RG + "unknownReason"]), None)
        for property in values[RG + "unknownProperty"]:
            yield Gap(iri, about, property, reason, number)


def _reach(store: Store, starts: Iterable[str]) -> tuple[list[str], bool]:
    """The records of a chain, each once, and whether there are more; what aggravates a condition belongs to it too."""
    queue = list(dict.fromkeys(starts))
    seen = set(queue)
    for record in queue:
        onward = [*_objects(store, record, _CHAIN), *_subjects(store, RG + "aggravates", record)]
        new = sorted(value for value in dict.fromkeys(onward) if value not in seen)
        seen.update(new)
        queue += new
        if len(queue) > MOST:
            return queue[:MOST], True
    return queue, False


def _by_step(store: Store, chain: Iterable[str]) -> dict[Step, tuple[str, ...]]:
    found: dict[Step, list[str]] = {step: [] for step in Step}
    for record in chain:
        steps = [step for type in _types(store, record) if (step := _STEPS.get(type))]
        if steps:
            found[max(steps, key=list(Step).index)].append(record)
    return {step: tuple(records) for step, records in found.items()}


def _links(store: Store, chain: Iterable[str]) -> Iterator[Link]:
    within = set(chain)
    for source in sorted(within):
        for property in _CHAIN:
            for target in sorted(_objects(store, source, [property])):
                if target in within:
                    yield Link(source, property, target)


def _actors(store: Store, chain: Iterable[str]) -> tuple[str, ...]:
    """Who acted, and of what they are made up, in the order of being met."""
    queue = list(dict.fromkeys(actor for record in chain for actor in sorted(_objects(store, record, _ACTORS))))
    for actor in queue:
        queue += [member for member in sorted(_objects(store, actor, _MEMBERS)) if member not in queue]
        if len(queue) > MOST:
            break
    return tuple(queue[:MOST])


def _events(store: Store, proposals: Iterable[str]) -> list[str]:
    return [event for proposal in proposals for event in sorted(_objects(store, proposal, [RG + "hasStatusEvent"]))]


def _sources(store: Store, records: Iterable[str]) -> tuple[str, ...]:
    """The sources on whose word anything is said of some records."""
    claims = {claim for record in records for claim in _subjects(store, RDF + "subject", record)}
    passages = {passage for claim in claims for passage in _objects(store, claim, [RG + "fromPassage"])}
    return tuple(sorted({source for passage in passages for source in _objects(store, passage, [OA + "hasSource"])}))


def _types(store: Store, record: str) -> list[str]:
    return list(_objects(store, record, [TYPE]))


def _sorted(store: Store, record: str, predicate: str) -> tuple[str, ...]:
    return tuple(sorted(_objects(store, record, [predicate])))


def _objects(store: Store, record: str, predicates: Iterable[str]) -> Iterator[str]:
    for predicate in predicates:
        yield from (text_of(t.object) for t in store.triples(subject=record, predicate=predicate))


def _subjects(store: Store, predicate: str, value: str) -> Iterator[str]:
    links = store.triples(predicate=predicate, value=value)
    return (text_of(link.subject) for link in links if isinstance(link.subject, NamedNode))
