# SPDX-License-Identifier: Apache-2.0
"""The tombstones of a release in; a page of them, and a feed for those who keep copies, out."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from rightsgraph import __version__
from rightsgraph.describe import Tombstone, label, tombstones
from rightsgraph.errors import UnknownResource
from rightsgraph.formats import ATOM
from rightsgraph.manifest import Manifest
from rightsgraph.vocab import RGC
from rightsgraph.web.asking import read_language
from rightsgraph.web.rendering import render, respond_page
from rightsgraph.web.responses import HELP, make_etag, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site
from rightsgraph.web.taking.feeds import Entry, write_feed

router = APIRouter()


@reads(router, "/withdrawals", "What was withdrawn")
def read_withdrawals(request: Request) -> Response:
    """Every tombstone: IRI, date, class of reason."""
    site, _ = _released(request)
    language = read_language(request)
    rows = [(found, label(site.store, found.reason, language) or found.reason) for found in tombstones(site.store)]
    headers = {"Link": f'</withdrawals.atom>; rel="alternate"; type="{ATOM.media_type}", {HELP}'}
    return respond_page(request, render(request, "withdrawals.html", rows=rows), headers=headers)


@reads(router, "/withdrawals.atom", "What was withdrawn, as an Atom feed")
def read_feed(request: Request) -> Response:
    """The same for mirrors, which ask for it again and again."""
    site, manifest = _released(request)
    body = write_withdrawals(manifest, tombstones(site.store))
    etag = make_etag(site.identity, __version__, body.decode())
    return respond(request, body, ATOM.media_type, etag=etag, headers={"Link": HELP}, vary=())


def _released(request: Request) -> tuple[Site, Manifest]:
    site: Site = request.app.state.site
    if site.manifest is None:
        raise UnknownResource(site.iris.to_iri("withdrawals"))
    return site, site.manifest


def write_withdrawals(manifest: Manifest, found: Sequence[Tombstone]) -> bytes:
    """The withdrawals from a release, the latest first, as Atom; of each its IRI and class of reason."""
    entries = [
        Entry(
            iri=tombstone.iri + "#withdrawal",
            title=tombstone.iri,
            updated=tombstone.time,
            href=tombstone.iri,
            categories={RGC + "scheme-takedown": tombstone.reason.removeprefix(RGC)},
        )
        for tombstone in found
    ]
    title, author = "Withdrawals · Retiros", manifest.whole.name
    return write_feed(manifest.base, "/withdrawals.atom", "/withdrawals", title, author, manifest.issued, entries)
