# SPDX-License-Identifier: Apache-2.0
"""A resource in, what is said not to be known of it and what is withheld out, by the property that it stands for."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rightsgraph.rdf import NamedNode
from rightsgraph.vocab import PROV, RG, SKOS, TYPE
from rightsgraph.web.naming import name_term, name_terms
from rightsgraph.web.reference.links import first_of, objects_of, subjects_of
from rightsgraph.web.showing import Shown, href_of, linker
from rightsgraph.web.site import Site

MOST_GAPS = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """Why there is no value: the reason, leading to the record that says so; the sources that were read for it."""

    reason: Shown
    withheld: bool
    sources: tuple[Shown, ...]
    note: Shown | None


def gaps_of(site: Site, iri: str, language: str) -> Mapping[str, list[Gap]]:
    """The gaps of a resource by the IRI of the property that has no value."""
    found: dict[str, list[Gap]] = defaultdict(list)
    for unknown in sorted(subjects_of(site, RG + "unknownFor", iri, MOST_GAPS)):
        for property in objects_of(site, unknown, RG + "unknownProperty"):
            found[property].append(read_gap(site, unknown, language))
    return found


def read_gap(site: Site, unknown: str, language: str) -> Gap:
    """What one record of something unknown says."""
    reason = first_of(site, unknown, RG + "unknownReason") or unknown
    return Gap(
        reason=Shown(name_term(site, reason, language).text, href_of(site, unknown), unknown),
        withheld=RG + "Withheld" in objects_of(site, unknown, TYPE),
        sources=name_terms(site, objects_of(site, unknown, PROV + "hadPrimarySource"), language),
        note=text_in(site, unknown, SKOS + "editorialNote", language),
    )


def text_in(site: Site, iri: str, property: str, language: str) -> Shown | None:
    """A text about a resource in a language, else in any, None where there is none."""
    show = linker(site)
    texts = [show(t.object) for t in site.store.triples(iri, property) if not isinstance(t.object, NamedNode)]
    texts.sort(key=lambda shown: (shown.language != language, shown.text))
    return texts[0] if texts else None
