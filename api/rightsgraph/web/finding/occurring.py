# SPDX-License-Identifier: Apache-2.0
"""An intervention in, where it took place out, and what a map or a time line calls it."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import Request, Response

from rightsgraph import __version__
from rightsgraph.formats import CSV
from rightsgraph.rdf import Literal, text_of
from rightsgraph.search import Intervention
from rightsgraph.vocab import SKOS
from rightsgraph.web.asking import read_language
from rightsgraph.web.responses import make_etag, respond
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site

MOST = 200  # interventions that one page names; CSV has them all
_CODE = re.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an intervention took place: the codes of country and region, and the record that says it.

    Both codes are empty for a group of countries; `region` is for a country, and for unnamed regions of one. What is
    not `named` is an unnamed group of places somewhere within.
    """

    iri: str
    country: str = ""
    region: str = ""
    named: bool = True


def spots_of(one: Intervention) -> list[Spot]:
    """Where an intervention took place; a country goes where something within it is told of: it says no more."""
    coded = [place for place in one.places if _CODE.fullmatch(place.code)]
    spots = [Spot(p.iri, p.country, p.code if "-" in p.code else "", named=not p.unnamed) for p in coded]
    if not spots:
        return [Spot(iri, named=False) for iri in one.where]
    finer = {spot.country for spot in spots if spot.region or not spot.named}
    return [spot for spot in spots if spot.region or not spot.named or spot.country not in finer]


def place_with(site: Site, code: str) -> str | None:
    """The IRI of the place that has an ISO 3166 code, None where the data has none."""
    found = site.store.with_term(Literal(code), 2)
    return min((text_of(t.subject) for t in found if t.predicate.value == SKOS + "notation"), default=None)


def show_place(site: Site, code: str, language: str) -> Shown:
    """A place by name, by its code where the data has no name for it."""
    iri = place_with(site, code)
    return show_iri(site, iri, language) if iri else Shown(code)


def respond_table(request: Request, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """Rows as CSV, in the reader's language where they hold names."""
    site: Site = request.app.state.site
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    body = out.getvalue().encode()
    etag = make_etag(site.identity, __version__, read_language(request), body.decode())
    return respond(request, body, CSV.content_type, etag=etag, vary=("Accept", "Accept-Language"))
