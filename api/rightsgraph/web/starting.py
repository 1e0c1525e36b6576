# SPDX-License-Identifier: Apache-2.0
"""The start page: what this is, what to ask it, what is new in it, and how to take the data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from rightsgraph.manifest import Manifest
from rightsgraph.rdf import text_of
from rightsgraph.search import Intervention, Question
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, RG, VOID
from rightsgraph.web.asking import read_language
from rightsgraph.web.finding.cards import Cards
from rightsgraph.web.finding.choosing import Asking, index_of
from rightsgraph.web.rendering import render, respond_page
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.taking.release_page import tell_release

_MOST_QUESTIONS = 3
_MOST_NEW = 6

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Totals:
    """What a release holds, in numbers."""

    interventions: int
    countries: int
    sources: int
    claims: int
    unknowns: int


@reads(router, "/", "Start page")
def read_start(request: Request) -> Response:
    """What this is, what to ask it, what is new in it, and how to take the data."""
    site: Site = request.app.state.site
    if site.manifest is None:
        return respond_page(request, render(request, "foreign.html", triples=site.triples))
    return respond_page(request, _render(request, site, site.manifest))


def _render(request: Request, site: Site, manifest: Manifest) -> bytes:
    language, index = read_language(request), index_of(request)
    cards = Cards(site, index, Asking(Question()), language)
    return render(
        request,
        "start.html",
        manifest=manifest,
        triples=site.triples,
        totals=_count(site, index.interventions),
        questions=_questions(site, language),
        data_block=tell_release(request, manifest),
        newest=[cards.card(one, ()) for one in _newest(site.store, index.interventions)],
    )


def _count(site: Site, interventions: Sequence[Intervention]) -> Totals:
    return Totals(
        interventions=len(interventions),
        countries=len({place.country for one in interventions for place in one.places}),
        sources=site.count(RG + "SourceDocument"),
        claims=site.count(RG + "Claim"),
        unknowns=site.count(RG + "ExplicitUnknown"),
    )


def _questions(site: Site, language: str) -> list[Shown]:
    """The named queries that the data itself gives as examples; where it gives none, the first."""
    given = [text_of(t.object) for t in site.store.triples(predicate=VOID + "exampleResource")]
    known = {query.iri: slug for slug, query in site.queries.items()}
    chosen = sorted(iri for iri in given if iri in known) or sorted(known)
    shown = (show_iri(site, iri, language) for iri in chosen[:_MOST_QUESTIONS])
    return [Shown(one.text, f"/queries/{known[one.title]}", one.title, one.language) for one in shown]


def _newest(store: Store, interventions: Iterable[Intervention]) -> list[Intervention]:
    """The interventions that were last written down, by the date of their curation."""
    dated = [(_date(store, one.iri), one.iri, one) for one in interventions]
    return [one for _, _, one in sorted(dated, key=lambda dated: dated[:2], reverse=True)[:_MOST_NEW]]


def _date(store: Store, iri: str) -> str:
    curations = (text_of(t.object) for t in store.triples(iri, RG + "curation"))
    return max((text_of(t.object) for one in curations for t in store.triples(one, DCTERMS + "date")), default="")
