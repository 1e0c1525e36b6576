# SPDX-License-Identifier: Apache-2.0
"""A gap in, what a page says in the place of the value that is not known or is withheld out."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from rightsgraph.record import AskedLinks, Gap, gaps_of
from rightsgraph.vocab import PROV, RG, SKOS
from rightsgraph.web.naming import name_term, name_terms
from rightsgraph.web.showing import Shown, href_of, text_in
from rightsgraph.web.site import Site

_MOST = 200  # that a page shows of one record


@dataclass(frozen=True, slots=True)
class ShownGap:
    """Why there is no value: the reason, leading to the record that says so; the sources that were read for it."""

    property: Shown
    reason: Shown
    withheld: bool
    sources: tuple[Shown, ...]
    note: Shown | None


def show_gaps(site: Site, about: str, language: str, property: str | None = None) -> Iterator[ShownGap]:
    """The gaps of a record, all of them or those of one property; of very many, the first."""
    gaps = (gap for gap in gaps_of(AskedLinks(site.store), about) if property in (None, gap.property))
    return (show_gap(site, gap, language) for gap in islice(gaps, _MOST))


def show_gap(site: Site, gap: Gap, language: str) -> ShownGap:
    """A gap as a page shows it; one that gives no reason is called withheld, or by its own name."""
    reason = name_term(site, gap.reason or (RG + "Withheld" if gap.withheld else gap.iri), language)
    return ShownGap(
        property=name_term(site, gap.property, language) if gap.property else Shown(""),
        reason=Shown(reason.text, href_of(site, gap.iri), gap.iri, reason.language),
        withheld=gap.withheld,
        sources=name_terms(site, AskedLinks(site.store).objects(gap.iri, PROV + "hadPrimarySource"), language),
        note=text_in(site, gap.iri, SKOS + "editorialNote", language),
    )
