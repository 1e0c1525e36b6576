# SPDX-License-Identifier: Apache-2.0
"""The tombstones of a release in; a page of them, and a feed for those who keep copies, out."""

from collections.abc import Sequence
from xml.etree import ElementTree

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

_ATOM = "http://www.w3.org/2005/Atom"
_MIDNIGHT = "T00:00:00Z"
_DATE_TIME = len("2026-11-28T12:00:00")

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
    body = write_feed(manifest, tombstones(site.store))
    etag = make_etag(site.identity, __version__, body.decode())
    return respond(request, body, ATOM.media_type, etag=etag, headers={"Link": HELP}, vary=())


def _released(request: Request) -> tuple[Site, Manifest]:
    site: Site = request.app.state.site
    if site.manifest is None:
        raise UnknownResource(site.iris.to_iri("withdrawals"))
    return site, site.manifest


def write_feed(manifest: Manifest, found: Sequence[Tombstone]) -> bytes:
    """The withdrawals from a release, the latest first, as Atom (RFC 4287); of each its IRI and class of reason."""
    updated = _instant(found[0].time) if found else manifest.issued + _MIDNIGHT
    feed = ElementTree.Element("feed", {"xmlns": _ATOM})
    _add(feed, "id", manifest.base + "withdrawals.atom")
    _add(feed, "title", "Withdrawals · Retiros")
    _add(feed, "updated", updated)
    _add(ElementTree.SubElement(feed, "author"), "name", manifest.whole.name)
    ElementTree.SubElement(feed, "link", {"rel": "self", "type": ATOM.media_type, "href": "/withdrawals.atom"})
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": "/withdrawals"})
    for tombstone in found:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "id", tombstone.iri + "#withdrawal")
        _add(entry, "title", tombstone.iri)
        _add(entry, "updated", _instant(tombstone.time))
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": tombstone.iri})
        term = tombstone.reason.removeprefix(RGC)
        ElementTree.SubElement(entry, "category", {"term": term, "scheme": RGC + "scheme-takedown"})
    ElementTree.indent(feed)
    text: bytes = ElementTree.tostring(feed, "utf-8", xml_declaration=True)
    return text + b"\n"


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _instant(time: str) -> str:
    """An xsd:dateTime as RFC 3339 wants it: with a time zone, UTC where a tombstone names none."""
    return time if time[_DATE_TIME:].lstrip(".0123456789") else time + "Z"
