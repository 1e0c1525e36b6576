# SPDX-License-Identifier: Apache-2.0
"""A release in; what is newest in it, as an Atom feed for whoever follows it, out."""

import heapq
from collections.abc import Iterator

from fastapi import APIRouter, Request, Response

from rightsgraph import __version__
from rightsgraph.describe import name_in
from rightsgraph.formats import ATOM
from rightsgraph.rdf import text_of
from rightsgraph.store import Store
from rightsgraph.vocab import DCAT, DCTERMS, RG, SKOS, TYPE
from rightsgraph.web.asking import read_language
from rightsgraph.web.foreign import answer_foreign
from rightsgraph.web.responses import HELP, make_etag, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import href_of, text_in
from rightsgraph.web.site import Site
from rightsgraph.web.taking.feeds import Entry, write_feed, write_instant
from rightsgraph.web.texts import texts

FEED = "/feed.atom"
_NEWEST = 50

router = APIRouter()


@reads(router, FEED, "The newest interventions and datasets, as an Atom feed")
def read_feed(request: Request) -> Response:
    """The newest interventions and datasets, dated as the data date them."""
    site: Site = request.app.state.site
    if site.manifest is None:
        return answer_foreign(request)
    language, manifest = read_language(request), site.manifest
    entries = [_tell(site, day, iri, language) for day, iri in _newest(site.store)]
    title, author = texts(language)["taking_feed"], manifest.whole.name
    body = write_feed(manifest.base, FEED, "/dumps/", title, author, manifest.issued, entries)
    etag = make_etag(site.identity, __version__, body.decode())
    return respond(request, body, ATOM.media_type, etag=etag, headers={"Link": HELP}, vary=("Accept-Language",))


def _newest(store: Store) -> list[tuple[str, str]]:
    """Days and IRIs, the latest first; what is dated by no day is not among them."""
    return heapq.nlargest(_NEWEST, ((day, iri) for day, iri in _dated(store) if write_instant(day)))


def _dated(store: Store) -> Iterator[tuple[str, str]]:
    """Datasets by the day when they were issued, interventions by that of their latest curation."""
    for found in store.triples(predicate=TYPE, value=DCAT + "Dataset"):
        iri = text_of(found.subject)
        yield from ((text_of(t.object), iri) for t in store.triples(iri, DCTERMS + "issued"))
    for found in store.triples(predicate=TYPE, value=RG + "Intervention"):
        iri = text_of(found.subject)
        curations = [text_of(t.object) for t in store.triples(iri, RG + "curation")]
        days = [text_of(t.object) for curation in curations for t in store.triples(curation, DCTERMS + "date")]
        if days:
            yield max(days), iri


def _tell(site: Site, day: str, iri: str, language: str) -> Entry:
    name = name_in(site.store, iri, language)
    described = text_in(site, iri, SKOS + "definition", language)
    return Entry(
        iri=iri,
        title=name.text if name else iri,
        updated=day,
        href=href_of(site, iri) or iri,
        summary=described.text if described else None,
    )
