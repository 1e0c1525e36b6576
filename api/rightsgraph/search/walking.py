# SPDX-License-Identifier: Apache-2.0
"""A store in, what hangs together in it out: looked up once, so that every intervention can be walked from memory.

What may lead to a person is not read at all: authors as printed and citations are no text here, and a record of a
class of people has neither texts nor links.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rightsgraph.rdf import Literal, text_of
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, FOAF, OA, ORG, PROV, RDF, RDFS, RG, SCHEMA, SKOS, TYPE

NAMES = (SKOS + "prefLabel", SKOS + "altLabel", DCTERMS + "title", DCTERMS + "alternative", SCHEMA + "name",
         RDFS + "label")  # fmt: skip
NOTES = (SKOS + "editorialNote", SKOS + "definition", SKOS + "scopeNote", DCTERMS + "description")
PEOPLE = frozenset((FOAF + "Person", PROV + "Person", SCHEMA + "Person"))
# Kept out of every search: how we know, not what was done.
UNSEARCHED = frozenset(
    RG + name
    for name in ("Claim", "Curation", "DisputedClaim", "ExplicitUnknown", "GeneralisationPolicy", "IdentityHypothesis",
                 "Passage", "RetractedClaim", "SourceCapture", "SourceOnly", "Tombstone", "Withheld")
)  # fmt: skip

RESULTS = tuple(RG + name for name in ("contributesTo", "hasOutput", "intendsResult"))
ACTORS = tuple(RG + name for name in ("fundedBy", "implementedBy", "targetsActor"))
MEMBERS = (ORG + "hasMember", PROV + "hadMember")
OUTLOOK = (RG + "hasLesson", RG + "hasNextStep")
WITHIN = (PROV + "hadMember", DCTERMS + "isPartOf")
CODED = tuple(
    RG + name
    for name in ("activityType", "actorType", "conditionType", "concernsRight", "constituency", "legalAim",
                 "legalStage", "outcomeType", "policeLevel", "policeUnitType", "population", "topic")
)  # fmt: skip
_LINKS = (
    *RESULTS, *ACTORS, *MEMBERS, *OUTLOOK, *WITHIN, *CODED, RG + "addressesCondition", RG + "concerns",
    RG + "draftedBy", RG + "endDate", RG + "hasStatusEvent", RG + "ofIndicator", RG + "partOfIntervention",
    RG + "rank", RG + "resultStatus", RG + "startDate", RG + "statedCardinality", RG + "takesPlaceIn",
    PROV + "used", SKOS + "broader", SKOS + "notation",
)  # fmt: skip
_BACKWARD = tuple(RG + name for name in ("aggravates", "observedFor", "partOfIntervention"))
_MOST_RECORDS = 5_000  # of one intervention; chains that lead on through all others end there


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a record, and its language."""

    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Links:
    """What is looked up: classes, links both ways, texts that name and texts that tell, claims and their sources."""

    classes: Mapping[str, Sequence[str]]
    forward: Mapping[str, Mapping[str, Sequence[str]]]
    backward: Mapping[str, Mapping[str, Sequence[str]]]
    names: Mapping[str, Sequence[Text]]
    notes: Mapping[str, Sequence[Text]]
    claims: Mapping[str, Sequence[str]]
    strengths: Mapping[str, str]
    claimed: Mapping[str, str]
    sources: Mapping[str, Sequence[str]]

    def of_class(self, name: str) -> list[str]:
        """The records of a class, by IRI."""
        return sorted(record for record, names in self.classes.items() if name in names)

    def values(self, records: Iterable[str], *predicates: str) -> list[str]:
        """What records have as values of some properties, each once, in order."""
        return list(
            dict.fromkeys(
                value
                for record in records
                for predicate in predicates
                for value in self.forward.get(predicate, {}).get(record, ())
            )
        )

    def sources_of(self, records: Iterable[str]) -> list[str]:
        """The sources of what is claimed of some records."""
        claims = (claim for record in records for claim in self.claims.get(record, ()))
        return sorted({source for claim in claims for source in self.sources.get(claim, ())})

    def reach(self, starts: Iterable[str], predicates: Sequence[str], back: Sequence[str] = ()) -> list[str]:
        """All that is reached from some records over properties, and against others, themselves included."""
        queue = list(dict.fromkeys(starts))
        seen = set(queue)
        for record in queue:
            onward = self.values([record], *predicates)
            onward += [other for predicate in back for other in self.backward[predicate].get(record, ())]
            new = [value for value in dict.fromkeys(onward) if value not in seen]
            queue += new[: max(0, _MOST_RECORDS - len(queue))]
            seen.update(new)
        return queue


def read_links(store: Store) -> Links:
    """Look everything up, in one pass over each property."""
    classes = _gather(store, TYPE)
    people = {record for record, names in classes.items() if not PEOPLE.isdisjoint(names)}
    passages = _gather(store, RG + "fromPassage")
    sources = _gather(store, OA + "hasSource")
    kept = {record: names for record, names in classes.items() if UNSEARCHED.isdisjoint(names)}
    return Links(
        classes={record: names for record, names in kept.items() if record not in people},
        forward={predicate: _gather(store, predicate, people) for predicate in _LINKS},
        backward={predicate: _invert(_gather(store, predicate, people)) for predicate in _BACKWARD},
        names=_texts(store, NAMES, kept, people),
        notes=_texts(store, NOTES, kept, people),
        claims=_invert(_gather(store, RDF + "subject")),
        strengths={claim: found[0] for claim, found in _gather(store, RG + "evidenceStrength").items()},
        claimed={claim: found[0] for claim, found in _gather(store, RDF + "predicate").items()},
        sources={
            claim: list(dict.fromkeys(source for passage in found for source in sources.get(passage, ())))
            for claim, found in passages.items()
        },
    )


def _gather(store: Store, predicate: str, people: Container[str] = ()) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for triple in store.triples(predicate=predicate):
        subject, value = text_of(triple.subject), text_of(triple.object)
        if subject not in people and value not in people:
            found[subject].append(value)
    for values in found.values():
        values.sort()
    return dict(found)


def _invert(links: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for subject in sorted(links):
        for value in links[subject]:
            found[value].append(subject)
    return dict(found)


def _texts(
    store: Store, predicates: Iterable[str], kept: Container[str], people: Container[str]
) -> dict[str, list[Text]]:
    """Texts by record, of records that may be searched; one text once, whatever it is called by."""
    found: dict[str, dict[Text, None]] = defaultdict(dict)
    for predicate in predicates:
        for triple in store.triples(predicate=predicate):
            subject, value = text_of(triple.subject), triple.object
            if isinstance(value, Literal) and subject in kept and subject not in people:
                found[subject][Text(value.value, value.language)] = None
    return {record: list(texts) for record, texts in found.items()}
