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
from rightsgraph.web.showing import Shown, show_iri
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


def show_gaps(site: Site, iri: str, properties: Iterable[str], language: str) -> list[Shown]:
    """What is said to be unknown, or withheld, of some properties of an intervention."""
    wanted = {RG + name for name in properties}
    gaps = [text_of(t.subject) for t in site.store.triples(predicate=RG + "unknownFor", value=iri)]
    told = [gap for gap in gaps for t in site.store.triples(gap, RG + "unknownProperty") if text_of(t.object) in wanted]
    return [show_iri(site, gap, language) for gap in sorted(told)]


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
