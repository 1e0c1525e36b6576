# SPDX-License-Identifier: Apache-2.0
"""An IRI in, what is said about it out: its statements, who points at it, and the claims that carry them."""

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rightsgraph.errors import UnknownResource, Withdrawn
from rightsgraph.rdf import NamedNode, Triple, is_iri, text_of
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, LABELS, OA, PROV, RDF, RDFS, RG, SCHEMA, TYPE

# A hub (a class, an evidence strength) is pointed at from everywhere; the endpoint has the rest.
MAX_INCOMING = 500
_MOST_NAMES = 1 << 15  # kept at hand
_GENERALISED = RG + "generalisedBy"


@dataclass(frozen=True, slots=True)
class Description:
    """What is said about a resource; `more_incoming` is true where not all that points at it is here."""

    iri: str
    statements: tuple[Triple, ...]
    incoming: tuple[Triple, ...]
    claims: tuple[Triple, ...]
    members: tuple[Triple, ...]
    more_incoming: bool

    @property
    def triples(self) -> tuple[Triple, ...]:
        """All of it as one graph."""
        return (*self.statements, *self.incoming, *self.claims, *self.members)


def describe(store: Store, iri: str, most_incoming: int = MAX_INCOMING) -> Description:
    """Describe a resource, with at most so much of what points at it; raises UnknownResource, Withdrawn.

    A namespace document (an IRI whose terms are `IRI#term`) is described together with its terms.
    """
    if not is_iri(iri):
        raise UnknownResource(iri)
    statements = tuple(store.triples(subject=iri))
    _refuse_withdrawn(iri, statements)
    members = tuple(_terms_of(store, iri))
    incoming = list(itertools.islice(_incoming(store, iri), most_incoming + 1))
    if not (statements or members or incoming):
        raise UnknownResource(iri)
    claims = tuple(_claims(store, iri))
    more = len(incoming) > most_incoming
    return Description(iri, statements, tuple(incoming[:most_incoming]), claims, members, more)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim behind a statement, and how it is said: all IRIs, passages by source, section and sentence.

    `as_of` is when it was so, as the source says it; `disagrees` are the claims that cannot be true beside it.
    """

    claim: str
    passages: tuple[str, ...]
    mode: str | None
    strength: str | None
    as_of: str | None = None
    disagrees: tuple[str, ...] = ()


def evidence(description: Description) -> dict[tuple[str, str], list[Evidence]]:
    """The claims behind a resource's statements, by predicate and object (IRI or lexical form)."""
    properties: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in description.claims:
        properties[text_of(triple.subject)][str(triple.predicate.value)].append(text_of(triple.object))
    found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for claim, values in sorted(properties.items()):
        for predicate, value in itertools.product(values[RDF + "predicate"], values[RDF + "object"]):
            found[predicate, value].append(
                Evidence(
                    claim,
                    tuple(sorted(values[RG + "fromPassage"])),
                    next(iter(values[RG + "assertionMode"]), None),
                    next(iter(values[RG + "evidenceStrength"]), None),
                    next(iter(values[RG + "asOf"]), None),
                    tuple(sorted(values[RG + "disagreesWith"])),
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class Saying:
    """Where and when something was said: a source's IRI, and its date as exact as it is known, None without one."""

    source: str
    issued: str | None


def sayings(store: Store, found: Evidence) -> tuple[Saying, ...]:
    """The sources on whose word a claim stands, each once."""
    sources = [text_of(t.object) for passage in found.passages for t in store.triples(passage, OA + "hasSource")]
    dates = {source: _first(store, source, DCTERMS + "issued") for source in sources}
    return tuple(Saying(source, issued) for source, issued in dates.items())


@dataclass(frozen=True, slots=True)
class Retraction:
    """A claim about a resource that was taken back: all IRIs, but the day, the value and the notes by language."""

    claim: str
    property: str
    value: str
    day: str
    reason: str
    notes: dict[str, str]


def retractions(description: Description) -> list[Retraction]:
    """What was said of a resource and has been taken back, by claim."""
    claims: dict[str, list[Triple]] = defaultdict(list)
    for triple in description.claims:
        claims[text_of(triple.subject)].append(triple)
    return [
        _retraction(claim, triples)
        for claim, triples in sorted(claims.items())
        if any(t.predicate.value == TYPE and text_of(t.object) == RG + "RetractedClaim" for t in triples)
    ]


def _retraction(claim: str, triples: Iterable[Triple]) -> Retraction:
    values: dict[str, str] = {}
    notes: dict[str, str] = {}
    for triple in triples:
        values[triple.predicate.value] = text_of(triple.object)
        if triple.predicate.value == RG + "retractionNote":
            notes[str(getattr(triple.object, "language", "en"))] = text_of(triple.object)
    return Retraction(
        claim=claim,
        property=values.get(RDF + "predicate", ""),
        value=values.get(RDF + "object", ""),
        day=values.get(RG + "retractedOn", ""),
        reason=values.get(RG + "retractionReason", ""),
        notes=notes,
    )


def _first(store: Store, subject: str, predicate: str) -> str | None:
    return next((text_of(t.object) for t in store.triples(subject, predicate)), None)


@dataclass(frozen=True, slots=True)
class Mark:
    """A policy that made a value coarser, and the grain that it asks for: both IRIs."""

    policy: str
    grain: str


def marks(store: Store, description: Description) -> dict[tuple[str, str], list[Mark]]:
    """The policies that made a resource's statements coarser, by predicate and object (IRI or lexical form).

    The claims of a statement say whether it was made coarser; of one without claims, its subject does.
    """
    stated = [(str(t.predicate.value), text_of(t.object)) for t in description.statements]
    claimed = _claimed(description)
    found: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for policy in sorted(value for predicate, value in stated if predicate == _GENERALISED):
        properties = frozenset(_policy_properties(store, policy))
        # A claim says of itself what it is about.
        is_claim = any((RDF + "predicate", property) in stated for property in properties)
        own = frozenset([RDF + "object"]) if is_claim else properties
        for statement in stated:
            if statement[0] in own and policy in claimed.get(statement, {policy}):
                found[statement] += (Mark(policy, text_of(t.object)) for t in store.triples(policy, RG + "toGrain"))
    return found


def _claimed(description: Description) -> dict[tuple[str, str], set[str]]:
    """By what is claimed: the policies that made it coarser."""
    policies: dict[str, set[str]] = defaultdict(set)
    for triple in description.claims:
        if triple.predicate.value == _GENERALISED:
            policies[text_of(triple.subject)].add(text_of(triple.object))
    return {
        statement: {policy for one in behind for policy in policies.get(one.claim, ())}
        for statement, behind in evidence(description).items()
    }


def _policy_properties(store: Store, policy: str) -> Iterator[str]:
    """The properties whose values a policy makes coarser, or puts in their place."""
    for triple in store.triples(policy, RG + "generalises"):
        yield text_of(triple.object)
        if text_of(triple.object) == SCHEMA + "value":
            yield from (RG + "bandFrom", RG + "bandUntil")


@dataclass(frozen=True, slots=True)
class Name:
    """What a resource is called, and the language that this is in, None for none."""

    text: str
    language: str | None


def name_in(store: Store, iri: str, language: str) -> Name | None:
    """A resource's name in a language, else in any, None where it has none."""
    for property in LABELS:
        names = [triple.object for triple in store.triples(subject=iri, predicate=property)]
        names.sort(key=lambda name: (getattr(name, "language", None) != language, text_of(name)))
        if names:
            return Name(text_of(names[0]), getattr(names[0], "language", None))
    return None


class Names:
    """The names of a store's resources, each looked up once for as long as it is asked for often enough."""

    def __init__(self, store: Store) -> None:
        self.find = functools.lru_cache(maxsize=_MOST_NAMES)(functools.partial(name_in, store))

    def text(self, iri: str, language: str) -> str | None:
        """The text of a name in a language, else in any, None where there is none."""
        name = self.find(iri, language)
        return name.text if name else None


def label(store: Store, iri: str, language: str) -> str | None:
    """The text of a resource's name in a language, else in any, None where it has none."""
    name = name_in(store, iri, language)
    return name.text if name else None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a withdrawn record: its IRI, when it was withdrawn, and the IRI of the class of reason."""

    iri: str
    time: str
    reason: str


def read_tombstones(triples: Iterable[Triple]) -> list[Tombstone]:
    """The tombstones among some triples, the latest first."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in triples:
        predicate, value = str(triple.predicate.value), text_of(triple.object)
        if predicate in (PROV + "invalidatedAtTime", RG + "takedownReason") or value == RG + "Tombstone":
            values[text_of(triple.subject)][predicate] = value
    found = [
        Tombstone(iri, told.get(PROV + "invalidatedAtTime", ""), told.get(RG + "takedownReason", ""))
        for iri, told in sorted(values.items())
        if told.get(TYPE) == RG + "Tombstone"
    ]
    return sorted(found, key=lambda tombstone: tombstone.time, reverse=True)


def tombstones(store: Store) -> list[Tombstone]:
    """Everything that was withdrawn from what a store holds, the latest first."""
    links = list(store.triples(predicate=TYPE, value=RG + "Tombstone"))
    return read_tombstones(
        triple
        for link in links
        if isinstance(link.subject, NamedNode)
        for triple in store.triples(subject=text_of(link.subject))
    )


def _refuse_withdrawn(iri: str, statements: Iterable[Triple]) -> None:
    for tombstone in read_tombstones(statements):
        raise Withdrawn(iri, tombstone.time[:10], tombstone.reason)


def _terms_of(store: Store, iri: str) -> Iterator[Triple]:
    """The statements about the terms of a namespace: resources that say they are defined by it."""
    for link in store.triples(predicate=RDFS + "isDefinedBy", value=iri):
        if isinstance(link.subject, NamedNode) and text_of(link.subject).startswith(iri + "#"):
            yield from store.triples(subject=text_of(link.subject))


def _incoming(store: Store, iri: str) -> Iterator[Triple]:
    """What points at a resource; a claim about a statement is reached from the statement's subject."""
    for triple in store.triples(value=iri):
        if triple.predicate.value not in (RDF + "subject", RDF + "object"):
            yield triple


def _claims(store: Store, iri: str) -> Iterator[Triple]:
    """Whole claims about a resource's statements."""
    for link in store.triples(predicate=RDF + "subject", value=iri):
        if isinstance(link.subject, NamedNode):
            yield from store.triples(subject=text_of(link.subject))
