# SPDX-License-Identifier: Apache-2.0
"""A site in; what crawlers may read of it, and where it is, out: robots.txt and the site map."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote
from xml.etree import ElementTree

from fastapi import APIRouter, Request, Response

from rightsgraph import __version__
from rightsgraph.errors import UnknownResource
from rightsgraph.formats import TEXT
from rightsgraph.rdf import NamedNode
from rightsgraph.vocab import DCAT, OWL, RG, SKOS, TYPE
from rightsgraph.web.foreign import answer_foreign
from rightsgraph.web.hosting import origin
from rightsgraph.web.responses import make_etag, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site
from rightsgraph.web.texts import LANGUAGES

SITEMAP = "/sitemap.xml"
PART_SIZE = 5_000  # pages, each with an address in each language: small enough to write while a crawler waits
_SITEMAPS, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
_XML = "application/xml"
_PAGES = ("/", "/search", "/map", "/timeline", "/dumps/", "/coverage", "/corrections", "/withdrawals")
# Whose pages a reader may want to come upon; claims and passages are reached from what they are about.
_CLASSES = (
    OWL + "Ontology",
    RG + "Intervention",
    DCAT + "Dataset",
    RG + "SourceDocument",
    SKOS + "ConceptScheme",
    SKOS + "Concept",
)
# The longest rule that fits holds (RFC 9309, section 2.2.2): no address with a query, but the choice of a language.
_RULES = """\
User-agent: *
Disallow: /cite/
Disallow: /explain
Disallow: /metrics
Disallow: /sparql
Disallow: /*?
Allow: /sparql$
Allow: /static/
Allow: /*?lang=en$
Allow: /*?lang=es$
Crawl-delay: 2
"""

router = APIRouter()


@reads(router, "/robots.txt", "What crawlers are asked to leave alone")
def read_robots(request: Request) -> Response:
    """Endless permutations of queries are no pages; where the site map is."""
    site: Site = request.app.state.site
    told = "" if site.manifest is None else f"\nSitemap: {origin(request)}{SITEMAP}\n"
    body = (_RULES + told).encode()
    return respond(request, body, TEXT.content_type, etag=make_etag(body.decode()), vary=())


@reads(router, SITEMAP, "The pages of this server for crawlers")
def read_sitemap(request: Request) -> Response:
    """Every page of interest, in each language; of very many, the list of the parts."""
    site: Site = request.app.state.site
    if site.manifest is None:
        return answer_foreign(request)
    paths = list_pages(site)
    if len(paths) <= PART_SIZE:
        return _respond(request, write_pages(origin(request), paths))
    return _respond(request, write_parts(origin(request), -(-len(paths) // PART_SIZE)))


@reads(router, "/sitemaps/{number:int}.xml", "A part of the site map")
def read_part(request: Request, number: int) -> Response:
    """One part of a site map, counted from 1."""
    site: Site = request.app.state.site
    paths = list_pages(site)[(number - 1) * PART_SIZE : number * PART_SIZE] if site.manifest and number else []
    if not paths:
        raise UnknownResource(site.iris.to_iri(f"sitemaps/{number}.xml"))
    return _respond(request, write_pages(origin(request), paths))


def list_pages(site: Site) -> list[str]:
    """The paths of all pages that are worth coming upon, quoted."""
    listed = {*_PAGES, *(f"/queries/{slug}" for slug in ("", *site.queries) if site.queries)}
    return sorted(quote(path, safe="/:~") for path in listed.union(_resources(site)))


def _resources(site: Site) -> Iterator[str]:
    for kind in _CLASSES:
        for found in site.store.triples(predicate=TYPE, value=kind):
            path = site.iris.to_path(found.subject.value) if isinstance(found.subject, NamedNode) else None
            if path and "#" not in path and "?" not in path and not path.startswith("//"):
                yield path


def write_pages(base: str, paths: Sequence[str]) -> bytes:
    """A site map of some paths: each language's address with those of the others beside it."""
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAPS, "xmlns:xhtml": _XHTML})
    for path in paths:
        named = {language: f"{base}{path}?lang={language}" for language in LANGUAGES}
        for address in named.values():
            page = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(page, "loc").text = address
            for language, other in {**named, "x-default": base + path}.items():
                link = {"rel": "alternate", "hreflang": language, "href": other}
                ElementTree.SubElement(page, "xhtml:link", link)
    return _write(root)


def write_parts(base: str, count: int) -> bytes:
    """The index of a site map that has parts."""
    root = ElementTree.Element("sitemapindex", {"xmlns": _SITEMAPS})
    for number in range(1, count + 1):
        part = ElementTree.SubElement(root, "sitemap")
        ElementTree.SubElement(part, "loc").text = f"{base}/sitemaps/{number}.xml"
    return _write(root)


def _write(root: ElementTree.Element) -> bytes:
    text: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return text + b"\n"


def _respond(request: Request, body: bytes) -> Response:
    site: Site = request.app.state.site
    return respond(request, body, _XML, etag=make_etag(site.identity, __version__, body.decode()), vary=())
