# SPDX-License-Identifier: Apache-2.0
"""What is said about a resource in, each statement with what a reader is told of its evidence out."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

from rightsgraph.describe import (
    Description,
    Evidence,
    Mark,
    Retraction,
    Saying,
    evidence,
    marks,
    retractions,
    sayings,
)
from rightsgraph.rdf import NamedNode, Triple, is_iri, sort_triples, text_of
from rightsgraph.vocab import DCTERMS, OA, RDF, RG, RGC
from rightsgraph.web.knowing import Known
from rightsgraph.web.showing import Show, Shown, href_of, linker, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as a reader sees it: where it stands, in which sources, how it is said, and what it disagrees with.

    `mode` and `strength` are None where the claim does not say.
    """

    claim: Shown
    passages: tuple[Shown, ...]
    sources: tuple[Shown, ...]
    mode: Shown | None
    strength: Shown | None
    as_of: str | None
    disagrees: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of a property, the claims behind it, and the policies that made it coarser."""

    value: Shown
    evidence: tuple[Told, ...] = ()
    marks: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A property and its values."""

    property: Shown
    statements: tuple[Statement, ...]
    iri: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A claim that was retracted, as a reader sees it."""

    claim: Shown
    property: Shown
    value: str
    day: str
    reason: Shown
    note: str


@dataclass(frozen=True, slots=True)
class Account:
    """What a page tells about a resource, as known by a date or on one source's word where that is asked.

    `left_out` counts the statements that this leaves out; `sources` are all that speak of it, by IRI and name.
    """

    groups: tuple[Group, ...]
    left_out: int
    sources: tuple[tuple[str, str], ...]
    retracted: tuple[TakenBack, ...]
    said: Mapping[tuple[str, str], Statement] = field(default_factory=dict)

    def statement(self, property: str, value: str) -> Statement | None:
        """One statement by the IRI of its property and its value's IRI or lexical form; None where it is not told."""
        return self.said.get((property, value))


def tell(site: Site, description: Description, language: str, known: Known) -> Account:
    """What is said about a resource, statement by statement, each with its evidence."""
    claims, coarser = evidence(description), marks(site.store, description)
    said = {one.claim: sayings(site.store, one) for found in claims.values() for one in found}
    admitted = {claim for claim, found in said.items() if not known.asks or known.admits(found)}
    statements = [t for t in description.statements if _is_known(t, claims, admitted)]
    show = linker(site, language)

    def statement(triple: Triple) -> Statement:
        key = triple.predicate.value, text_of(triple.object)
        behind = (found for found in claims.get(key, ()) if found.claim in admitted)
        told = tuple(_tell(site, found, admitted, language) for found in behind)
        return Statement(show(triple.object), told, tuple(_mark(site, one, language) for one in coarser.get(key, ())))

    told = {(str(t.predicate.value), text_of(t.object), _language(t)): statement(t) for t in statements}
    return Account(
        groups=group(
            statements,
            language,
            show,
            lambda triple: told[str(triple.predicate.value), text_of(triple.object), _language(triple)],
        ),
        left_out=len(description.statements) - len(statements),
        sources=tuple(
            sorted(
                {(one.source, _source_name(site, one, language)) for found in said.values() for one in found},
                key=lambda named: named[1],
            )
        ),
        retracted=tuple(_tell_retraction(found, show, language) for found in retractions(description)),
        said={(property, value): one for (property, value, _), one in told.items()},
    )


def _language(triple: Triple) -> str | None:
    return getattr(triple.object, "language", None)


def group(
    triples: Sequence[Triple], language: str, show: Show, statement: Callable[[Triple], Statement]
) -> tuple[Group, ...]:
    """Statements by property, in the order of our Turtle; what is in the reader's language stands first."""
    grouped: dict[str, list[Triple]] = {}
    for triple in sort_triples(triples):
        grouped.setdefault(triple.predicate.value, []).append(triple)
    for found in grouped.values():
        found.sort(key=lambda triple: getattr(triple.object, "language", language) != language)
    return tuple(
        Group(show(NamedNode(predicate)), tuple(statement(triple) for triple in found), predicate)
        for predicate, found in grouped.items()
    )


def _is_known(triple: Triple, claims: Mapping[tuple[str, str], list[Evidence]], admitted: Container[str]) -> bool:
    """Whether a statement is among what was asked for; what no claim carries, such as a name, always is."""
    behind = claims.get((triple.predicate.value, text_of(triple.object)), [])
    return not behind or any(found.claim in admitted for found in behind)


def _tell_retraction(found: Retraction, show: Show, language: str) -> TakenBack:
    return TakenBack(
        claim=show(NamedNode(found.claim)),
        property=show(NamedNode(found.property)),
        value=show(NamedNode(found.value)).text if is_iri(found.value) else found.value,
        day=found.day,
        reason=show(NamedNode(found.reason)),
        note=found.notes.get(language) or next(iter(found.notes.values()), ""),
    )


def _tell(site: Site, found: Evidence, known: Container[str], language: str) -> Told:
    """A claim as a reader sees it; of the claims that it disagrees with, those that are `known` are told."""
    return Told(
        claim=Shown(texts(language)["evidence"], href_of(site, found.claim) or found.claim),
        passages=tuple(
            Shown(_passage_name(site, passage, language), href_of(site, passage), passage) for passage in found.passages
        ),
        sources=tuple(
            Shown(_source_name(site, one, language), href_of(site, one.source), one.source)
            for one in sayings(site.store, found)
        ),
        mode=show_iri(site, found.mode, language) if found.mode else None,
        strength=show_iri(site, found.strength, language) if found.strength else None,
        as_of=found.as_of,
        disagrees=tuple(
            Shown(_object_name(site, claim, language), href_of(site, claim), claim)
            for claim in found.disagrees
            if claim in known
        ),
    )


def _object_name(site: Site, claim: str, language: str) -> str:
    """What a claim says, by the name of its object."""
    value = next((t.object for t in site.store.triples(claim, RDF + "object")), None)
    return linker(site, language)(value).text if value is not None else claim


def _source_name(site: Site, said: Saying, language: str) -> str:
    name = site.names.text(said.source, language) or said.source
    return f"{name} ({said.issued or texts(language)['no_date']})"


def _mark(site: Site, mark: Mark, language: str) -> Shown:
    """How coarse a policy made a value, leading to the policy, which says why."""
    told = texts(language)
    text = told.get("generalised_" + mark.grain.removeprefix(RGC), told["generalised"])
    return Shown(text, href_of(site, mark.policy), site.names.text(mark.policy, language) or mark.policy)


def _passage_name(site: Site, passage: str, language: str) -> str:
    """Section and sentence; of a source that was read without a capture, its title and date."""
    values = {triple.predicate.value: triple.object for triple in site.store.triples(subject=passage)}
    section, sentence = values.get(RG + "section"), values.get(RG + "sentenceNumber")
    name = site.names.text(text_of(section), language) if isinstance(section, NamedNode) else None
    told = f"{texts(language)['sentence']} {text_of(sentence)}" if sentence else ""
    source = values.get(OA + "hasSource")
    if not sentence and isinstance(source, NamedNode):
        issued = next((text_of(t.object) for t in site.store.triples(source.value, DCTERMS + "issued")), None)
        told = _source_name(site, Saying(source.value, issued), language)
    return ", ".join(part for part in (name, told) if part) or passage
