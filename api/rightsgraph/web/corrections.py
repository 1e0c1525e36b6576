# SPDX-License-Identifier: Apache-2.0
"""What a dataset says of itself in, the page out that says how to ask for a correction or a withdrawal."""

from fastapi import APIRouter, Request, Response

from rightsgraph.rdf import Literal, text_of
from rightsgraph.settings import Settings
from rightsgraph.vocab import RG
from rightsgraph.web.asking import read_language
from rightsgraph.web.rendering import render, respond_page
from rightsgraph.web.responses import HELP
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import Shown
from rightsgraph.web.site import Site

router = APIRouter()


@reads(router, "/corrections", "How to ask for a correction or a withdrawal")
def read_corrections(request: Request) -> Response:
    """Without an account, and without a reason."""
    site: Site = request.app.state.site
    settings: Settings = request.app.state.settings
    language = read_language(request)
    body = render(
        request,
        "corrections.html",
        procedure=_stated(site, RG + "correctionProcedure", language),
        norms=_stated(site, RG + "usageNorms", language),
        contact=settings.contact,
    )
    return respond_page(request, body, headers={"Link": HELP})


def _stated(site: Site, predicate: str, language: str) -> Shown | None:
    """What the dataset says for a property, in a language or else in any; None where it says nothing."""
    texts = [t.object for t in site.store.triples(site.dataset, predicate) if isinstance(t.object, Literal)]
    texts.sort(key=lambda text: (text.language != language, text.language or ""))
    return next((Shown(text_of(text), language=text.language) for text in texts), None)
