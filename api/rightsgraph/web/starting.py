# SPDX-License-Identifier: Apache-2.0
"""The start page: what this is, what to ask it, what is new in it, and how to take the data."""

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from rightsgraph.rdf import text_of
from rightsgraph.search import Intervention, Question, Search
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, RG, TYPE, VOID
from rightsgraph.web.asking import read_language
from rightsgraph.web.cards import Card, Cards
from rightsgraph.web.choosing import Asking
from rightsgraph.web.rendering import render, respond_page
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site

_MOST_QUESTIONS = 3
_MOST_NEW = 6

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Totals:
    """What a release holds, by number."""

    interventions: int
    countries: int
    sources: int
    claims: int
    unknowns: int


@reads(router, "/", "Start page")
def read_start(request: Request) -> Response:
    """What this is, what to ask it, and how to take the data."""
    site: Site = request.app.state.site
    language = read_language(request)
    if site.manifest is None:
        return respond_page(request, render(request, "foreign.html", triples=site.triples))
    index = request.app.state.search.index()
    cards = Cards(site, index, Asking(), language)
    body = render(
        request,
        "start.html",
        manifest=site.manifest,
        triples=site.triples,
        totals=_count(site.store, index.interventions),
        questions=[show for iri in _examples(site) if (show := _question(site, iri, language))][:_MOST_QUESTIONS],
        newest=[cards.card(one, ()) for one in _newest(site.store, index.interventions)],
    )
    return respond_page(request, body)
