# SPDX-License-Identifier: Apache-2.0
"""A request in, the interventions that its map or time line is about out, and the names to call them by."""

import csv
import io
from collections.abc import Iterable, Sequence

from fastapi import Request, Response

from rightsgraph import __version__
from rightsgraph.errors import UnknownResource
from rightsgraph.formats import CSV
from rightsgraph.occurrence import Occurrence, read_occurrences
from rightsgraph.rdf import Literal, text_of
from rightsgraph.vocab import RG, SKOS
from rightsgraph.web.asking import read_language
from rightsgraph.web.responses import make_etag, respond
from rightsgraph.web.showing import Shown, href_of, show_iri
from rightsgraph.web.site import Site

MOST = 200  # interventions that one page names; CSV has them all


def asked_occurrences(request: Request) -> tuple[Occurrence, ...]:
    """The interventions that a map or a time line shows: all of them; raises UnknownResource for foreign files."""
    site: Site = request.app.state.site
    if site.manifest is None:
        raise UnknownResource(str(request.url.replace(query="")))
    return read_occurrences(site.store)


def place_with(site: Site, code: str) -> str | None:
    """The IRI of the place that has an ISO 3166 code, None where the data has none."""
    found = site.store.with_term(Literal(code), 2)
    return min((text_of(t.subject) for t in found if t.predicate.value == SKOS + "notation"), default=None)


def show_place(site: Site, code: str, language: str) -> Shown:
    """A place by name, by its code where the data has no name for it."""
    iri = place_with(site, code)
    return show_iri(site, iri, language) if iri else Shown(code)


def show_gaps(site: Site, iri: str, property: str, language: str) -> list[Shown]:
    """Why a property of an intervention has no value: the reasons that are on record, each leading to its record."""
    gaps = [text_of(t.subject) for t in site.store.triples(predicate=RG + "unknownFor", value=iri)]
    return [_show_gap(site, gap, language) for gap in sorted(gaps) if _is_about(site, gap, RG + property)]


def _is_about(site: Site, gap: str, property: str) -> bool:
    return any(text_of(t.object) == property for t in site.store.triples(gap, RG + "unknownProperty"))


def _show_gap(site: Site, gap: str, language: str) -> Shown:
    """A gap by its reason; what is withheld has none, and is called by its class."""
    told = [text_of(t.object) for t in site.store.triples(gap, RG + "unknownReason")] or [RG + "Withheld"]
    reason = show_iri(site, min(told), language)
    return Shown(reason.text, href_of(site, gap), gap, reason.language)


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
