# SPDX-License-Identifier: Apache-2.0
"""A resource in, what points at it out: by property, bounded, with the query that gives the rest."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from rightsgraph.describe import Description
from rightsgraph.rdf import NamedNode, text_of
from rightsgraph.vocab import DCTERMS, OA, ORG, OWL, PROV, RDF, RDFS, RG, SH, SKOS, TYPE, VOID
from rightsgraph.web.naming import name_term, name_terms
from rightsgraph.web.showing import Shown
from rightsgraph.web.site import Site

MOST_NAMED = 25  # by name, of one property
MOST_PROPERTIES = 400  # that are looked at
MOST_COUNTED = 1000  # beyond that, a page says "more than"
# Told elsewhere on a page: what is not known, what is claimed, and the parts of a scheme or vocabulary.
_ELSEWHERE = frozenset(
    (
        RG + "unknownFor",
        RG + "unknownProperty",
        RDFS + "isDefinedBy",
        SH + "defaultValue",
        VOID + "exampleResource",
        *(RDF + n for n in ("subject", "object", "predicate")),
    )
)
_STANDARD = (
    DCTERMS + "isPartOf", DCTERMS + "source", DCTERMS + "spatial", OA + "hasSource", OA + "hasState", ORG + "hasMember",
    PROV + "hadMember", PROV + "hadPrimarySource", PROV + "used", RDFS + "domain", RDFS + "range", RDFS + "subClassOf",
    SKOS + "broader", SKOS + "inScheme", TYPE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pointing:
    """What points at a resource by one property: the first by name, how many (at most MOST_COUNTED), all by query."""

    by: Shown
    iri: str
    subjects: tuple[Shown, ...]
    count: int
    query: str

    @property
    def over(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > MOST_COUNTED

    @property
    def rest(self) -> bool:
        """Whether there are more than are named."""
        return self.count > len(self.subjects)


def pointing(
    site: Site, description: Description, language: str, without: frozenset[str] = frozenset()
) -> tuple[Pointing, ...]:
    """All that points at a resource, by property, in the order of the properties' names."""
    properties = {t.predicate.value for t in description.incoming} | set(_properties(site, description))
    found = (_pointing(site, description.iri, p, language) for p in properties - _ELSEWHERE - without)
    return tuple(sorted((one for one in found if one), key=lambda one: one.by.text.casefold()))


def subjects_of(site: Site, property: str, value: str, most: int) -> list[str]:
    """The named resources that point at one by a property; at most so many."""
    links = itertools.islice(site.store.triples(predicate=property, value=value), most)
    return [text_of(link.subject) for link in links if isinstance(link.subject, NamedNode)]


def objects_of(site: Site, subject: str, property: str, most: int = 500) -> list[str]:
    """The values of a property, as text; at most so many."""
    return [text_of(t.object) for t in itertools.islice(site.store.triples(subject, property), most)]


def first_of(site: Site, subject: str, property: str) -> str | None:
    """One value of a property, as text; None where there is none."""
    return next(iter(objects_of(site, subject, property, 1)), None)


def count_bounded(site: Site, property: str, value: str) -> int:
    """How many point at a resource by a property; one more than MOST_COUNTED stands for any more."""
    return sum(1 for _ in itertools.islice(site.store.triples(predicate=property, value=value), MOST_COUNTED + 1))


def ask_for(query: str) -> str:
    """The address at which the endpoint answers a query as a page."""
    return "/sparql?" + urlencode({"query": query})


def _properties(site: Site, description: Description) -> Iterator[str]:
    """Where a sample of what points here may not show them all, the properties that the vocabulary has for links."""
    if description.more_incoming:
        yield from _STANDARD
        yield from subjects_of(site, TYPE, OWL + "ObjectProperty", MOST_PROPERTIES)


def _pointing(site: Site, iri: str, property: str, language: str) -> Pointing | None:
    subjects = subjects_of(site, property, iri, MOST_NAMED)
    count = count_bounded(site, property, iri)
    if not count:
        return None
    query = f"SELECT ?thing WHERE {{ ?thing <{property}> <{iri}> }} LIMIT 10000"
    return Pointing(
        name_term(site, property, language), property, name_terms(site, subjects, language), count, ask_for(query)
    )
