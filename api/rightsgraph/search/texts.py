# SPDX-License-Identifier: Apache-2.0
"""A store in, what of it may be searched out: names and texts, by record.

What may lead to a person is not read at all: authors as printed and citations are no text here, and a record of a
class of people has neither texts nor links.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rightsgraph.rdf import Literal, text_of
from rightsgraph.record import HeldLinks, Links
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, FOAF, PROV, RDFS, RG, SCHEMA, SKOS, TYPE

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


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a record, and its language."""

    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Searchable:
    """What leads where, and of what may be searched: classes, texts that name, and texts that tell."""

    links: Links
    classes: Mapping[str, Sequence[str]]
    names: Mapping[str, Sequence[Text]]
    notes: Mapping[str, Sequence[Text]]

    def of_class(self, name: str) -> list[str]:
        """The records of a class, by IRI."""
        return sorted(record for record, names in self.classes.items() if name in names)


def read_searchable(store: Store) -> Searchable:
    """Look everything up, in one pass over each property."""
    classes: dict[str, list[str]] = defaultdict(list)
    for triple in store.triples(predicate=TYPE):
        classes[text_of(triple.subject)].append(text_of(triple.object))
    people = {record for record, names in classes.items() if not PEOPLE.isdisjoint(names)}
    kept = {record: names for record, names in classes.items() if record not in people and UNSEARCHED.isdisjoint(names)}
    return Searchable(HeldLinks(store, people), kept, _texts(store, NAMES, kept), _texts(store, NOTES, kept))


def _texts(store: Store, predicates: Iterable[str], kept: Container[str]) -> dict[str, list[Text]]:
    """Texts by record, of records that may be searched; one text once, whatever it is called by."""
    found: dict[str, dict[Text, None]] = defaultdict(dict)
    for predicate in predicates:
        for triple in store.triples(predicate=predicate):
            subject, value = text_of(triple.subject), triple.object
            if isinstance(value, Literal) and subject in kept:
                found[subject][Text(value.value, value.language)] = None
    return {record: list(texts) for record, texts in found.items()}
