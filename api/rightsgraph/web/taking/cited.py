# SPDX-License-Identifier: Apache-2.0
"""A release, a dataset or a resource in, its citation out, with the sources whose words it stands on."""

import itertools
from collections.abc import Iterator
from urllib.parse import quote

from fastapi import Request

from rightsgraph.describe import describe, label, name_in
from rightsgraph.errors import UnknownResource
from rightsgraph.manifest import Manifest
from rightsgraph.rdf import Literal, NamedNode, text_of
from rightsgraph.store import Store, Term
from rightsgraph.vocab import DCTERMS, OA, RDF, RG
from rightsgraph.web.asking import read_language
from rightsgraph.web.showing import href_of, shorten
from rightsgraph.web.site import Site
from rightsgraph.web.taking.citing import Citation, CitedSource

PLACE = "/cite"
_MOST_CLAIMS = 2000  # that are asked for their sources; a hub has more, and says so
_MOST_SOURCES = 40


def cite_release(request: Request) -> Citation:
    """The citation of the whole; raises UnknownResource where foreign files are served."""
    site: Site = request.app.state.site
    return _cite(request, site.dataset, label(site.store, site.dataset, read_language(request)) or site.dataset)


def cite_path(request: Request, path: str) -> Citation:
    """The citation of the resource at a path; raises UnknownResource, Withdrawn."""
    site: Site = request.app.state.site
    iri = describe(site.store, site.iris.to_iri(path)).iri
    name = name_in(site.store, iri, read_language(request))
    return cite_resource(request, iri, name.text if name else shorten(site, iri))


def cite_resource(request: Request, iri: str, name: str) -> Citation:
    """The citation of a resource that is known to exist, a dataset too; raises UnknownResource at foreign files."""
    return _cite(request, iri, name)


def _cite(request: Request, iri: str, name: str) -> Citation:
    site: Site = request.app.state.site
    manifest, language = manifest_of(site, iri), read_language(request)
    found = list(itertools.islice(_sources(site.store, iri), _MOST_SOURCES + 1))
    return Citation(
        name=f"{manifest.whole.name}-{iri.rpartition('/')[2]}" if iri != site.dataset else manifest.whole.name,
        title=name,
        dataset=label(site.store, site.dataset, language) or site.dataset,
        publisher=_publisher(site, language),
        version=manifest.version,
        date=manifest.issued,
        url=iri,
        release_digest=manifest.canonical_sha256,
        licence=_first(site.store, iri, DCTERMS + "license") or _first(site.store, site.dataset, DCTERMS + "license"),
        place=_place(site, iri),
        sources=tuple(_tell_source(site, source, language, iri) for source in sorted(found[:_MOST_SOURCES])),
        more_sources=len(found) > _MOST_SOURCES,
    )


def manifest_of(site: Site, iri: str) -> Manifest:
    """The manifest of what is served; raises UnknownResource at foreign files, which have none."""
    if site.manifest is None:
        raise UnknownResource(iri)
    return site.manifest


def _place(site: Site, iri: str) -> str | None:
    """Where a resource's citation is found; a term of a namespace is cited with its namespace."""
    path = "/" if iri == site.dataset else site.iris.to_path(iri)
    return PLACE + quote(path.partition("#")[0]) if path else None


def _publisher(site: Site, language: str) -> str | None:
    found = [triple.object for triple in site.store.triples(site.dataset, DCTERMS + "publisher")]
    names = [text_of(one) if isinstance(one, Literal) else label(site.store, text_of(one), language) for one in found]
    return " and ".join(sorted(filter(None, names))) or None


def _sources(store: Store, iri: str) -> Iterator[str]:
    """The sources of what is said of a resource, each once: through claims and passages, or at first hand."""
    seen: set[str] = set()
    for source in _all_sources(store, iri):
        if source not in seen:
            seen.add(source)
            yield source


def _all_sources(store: Store, iri: str) -> Iterator[str]:
    if _first(store, iri, DCTERMS + "bibliographicCitation"):
        yield iri
    yield from _linked(store, iri, DCTERMS + "source")
    yield from _linked(store, iri, OA + "hasSource")
    claims = (text_of(t.subject) for t in store.triples(predicate=RDF + "subject", value=iri))
    for claim in itertools.chain([iri], itertools.islice(claims, _MOST_CLAIMS)):
        for passage in _linked(store, claim, RG + "fromPassage"):
            yield from _linked(store, passage, OA + "hasSource")


def _linked(store: Store, subject: str, predicate: str) -> Iterator[str]:
    found = store.triples(subject, predicate)
    return (text_of(triple.object) for triple in found if isinstance(triple.object, NamedNode))


def _tell_source(site: Site, iri: str, language: str, cited: str) -> CitedSource:
    """A source beside what is cited; only of a source itself are its authors told.

    Beside the record of an organisation or a population, a line of authors would be taken for its members.
    """
    name = site.names.find(iri, language)
    title = name.text if name else iri
    issued = _first(site.store, iri, DCTERMS + "issued")
    year = issued[:4] if issued and issued[:4].isdecimal() else None
    printed = _printed(site.store, iri, language) if iri == cited else None
    return CitedSource(
        iri=iri,
        title=title,
        printed=text_of(printed) if printed else None,
        year=year,
        href=href_of(site, iri),
        language=getattr(printed, "language", None) if printed else name.language if name else None,
    )


def _printed(store: Store, iri: str, language: str) -> Term | None:
    """A source's citation with its authors, in a language, else in any."""
    told = [triple.object for triple in store.triples(iri, DCTERMS + "bibliographicCitation")]
    return min(told, key=lambda text: (getattr(text, "language", None) != language, text_of(text)), default=None)


def _first(store: Store, subject: str, predicate: str) -> str | None:
    return next((text_of(triple.object) for triple in store.triples(subject, predicate)), None)
