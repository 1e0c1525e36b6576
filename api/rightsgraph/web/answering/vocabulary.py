# SPDX-License-Identifier: Apache-2.0
"""A language in, the words of the vocabulary out, as the editor proposes them: a small JSON that changes by release."""

import json
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request, Response

from rightsgraph import __version__
from rightsgraph.describe import name_in
from rightsgraph.errors import UnknownResource
from rightsgraph.rdf import Literal, NamedNode, text_of
from rightsgraph.vocab import LABELS, OWL, RDF, RDFS, SKOS, TYPE
from rightsgraph.web.asking import read_language
from rightsgraph.web.responses import make_etag, not_modified, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import shorten
from rightsgraph.web.site import Site

_MOST_TERMS = 3000
_FOR_EVER = "public, max-age=31536000, immutable"
_KINDS = (
    ("class", OWL + "Class"),
    ("class", RDFS + "Class"),
    ("property", OWL + "ObjectProperty"),
    ("property", OWL + "DatatypeProperty"),
    ("property", RDF + "Property"),
    ("concept", SKOS + "Concept"),
)

router = APIRouter()


def vocabulary_address(site: Site, language: str) -> str:
    """Where the words are had: an address that changes whenever they do."""
    return f"/vocabulary.json?lang={language}&v={_version(site)}"


def _version(site: Site) -> str:
    return make_etag(site.identity, __version__).strip('"')[:12]


@reads(router, "/vocabulary.json", "The words that the editor proposes")
def read_vocabulary(request: Request) -> Response:
    """Prefixes, classes, properties and concepts with their names; asked for by version, kept for ever."""
    site: Site = request.app.state.site
    if site.manifest is None:
        raise UnknownResource(site.iris.to_iri("vocabulary.json"))
    language = read_language(request)
    etag = make_etag(site.identity, __version__, language)
    vary = () if "lang" in request.query_params else ("Accept-Language",)
    keeping = {"Cache-Control": _FOR_EVER} if request.query_params.get("v") == _version(site) and not vary else {}
    if unchanged := not_modified(request, etag, vary, keeping):
        return unchanged
    told = {"prefixes": dict(sorted(site.prefixes.items())), "terms": list(_terms(site, language))}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return respond(request, body, "application/json", etag=etag, headers=keeping, vary=vary)


def _terms(site: Site, language: str) -> Iterator[dict[str, Any]]:
    """The terms by kind, each once; `also` are its names in other languages, by which it is found too."""
    seen: set[str] = set()
    for kind, class_iri in _KINDS:
        found = {
            text_of(t.subject) for t in site.store.triples(None, TYPE, class_iri) if isinstance(t.subject, NamedNode)
        }
        for iri in sorted(found - seen):
            if len(seen) >= _MOST_TERMS:
                return
            seen.add(iri)
            name = name_in(site.store, iri, language)
            text = name.text if name else shorten(site, iri)
            yield {
                "iri": iri,
                "short": shorten(site, iri),
                "kind": kind,
                "name": text,
                "also": _others(site, iri, text),
            }


def _others(site: Site, iri: str, name: str) -> list[str]:
    """A term's names but the one that is shown."""
    found = (t.object for property in (*LABELS, SKOS + "altLabel") for t in site.store.triples(iri, property))
    return sorted({text_of(one) for one in found if isinstance(one, Literal)} - {name})
