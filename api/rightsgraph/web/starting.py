# SPDX-License-Identifier: Apache-2.0
"""The start page: what this is, what to ask it, and how to take the data."""

from fastapi import APIRouter, Request, Response

from rightsgraph.describe import label
from rightsgraph.rdf import text_of
from rightsgraph.vocab import RG, TYPE
from rightsgraph.web.asking import read_language
from rightsgraph.web.rendering import render, respond_page
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import show_all
from rightsgraph.web.site import Site

router = APIRouter()


@reads(router, "/", "Start page")
def read_start(request: Request) -> Response:
    """What this is, what to ask it, and how to take the data."""
    site: Site = request.app.state.site
    language = read_language(request)
    found = [text_of(t.subject) for t in site.store.triples(predicate=TYPE, value=RG + "Intervention")]
    body = render(
        request,
        "start.html",
        manifest=site.manifest,
        triples=site.triples,
        interventions=show_all(site, found, language),
        queries=_queries(site, language),
    )
    return respond_page(request, body)


def _queries(site: Site, language: str) -> list[tuple[str, str]]:
    """The named queries by title, each with its path."""
    return sorted(
        (label(site.store, query.iri, language) or slug, f"/queries/{slug}") for slug, query in site.queries.items()
    )
