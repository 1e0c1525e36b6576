# SPDX-License-Identifier: Apache-2.0
"""What is known, unknown and withheld of each intervention, as a page, CSV or JSON."""

from fastapi import APIRouter, Request, Response

from rightsgraph import __version__
from rightsgraph.coverage import (
    ASPECTS,
    STATE_NAMES,
    Coverage,
    CoverageFormat,
    State,
    cover,
    name_of,
    tally,
    write_coverage,
)
from rightsgraph.formats import CSV, HTML, LISTING
from rightsgraph.rdf import NamedNode
from rightsgraph.web.asking import choose_format, read_language
from rightsgraph.web.rendering import render
from rightsgraph.web.responses import make_etag, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import linker
from rightsgraph.web.site import Site

_WRITTEN = {CSV: CoverageFormat.csv, LISTING: CoverageFormat.json}

router = APIRouter()


@reads(router, "/coverage", "What is known, unknown and withheld of each intervention")
def read_coverage(request: Request) -> Response:
    """The gaps in the evidence, intervention by intervention."""
    site: Site = request.app.state.site
    language = read_language(request)
    format = choose_format(request, (HTML, CSV, LISTING))
    coverages = cover(site.store)
    if format is HTML:
        body = _render(request, coverages, language)
    else:
        body = write_coverage(coverages, _WRITTEN[format], language).encode()
    etag = make_etag(site.identity, __version__, format.name, body.decode())
    return respond(request, body, format.content_type, etag=etag, vary=("Accept", "Accept-Language"))


def _render(request: Request, coverages: tuple[Coverage, ...], language: str) -> bytes:
    show = linker(request.app.state.site, language)
    states = {state: names[language] for state, names in STATE_NAMES.items()}
    names = {aspect.key: aspect.names[language] for aspect in ASPECTS}
    return render(
        request,
        "coverage.html",
        aspects=[(key, names[key], _known(found), _rest(found, states)) for key, found in tally(coverages)],
        coverages=[(show(NamedNode(found.iri)), name_of(found, language), found) for found in coverages],
        states=states,
        of=len(coverages),
    )


def _known(found: "dict[State, int]") -> int:
    return found.get(State.KNOWN, 0) + found.get(State.PARTLY, 0)


def _rest(found: "dict[State, int]", states: dict[State, str]) -> str:
    gaps = (State.UNKNOWN, State.WITHHELD, State.SILENT)
    return ", ".join(f"{found[state]} {states[state]}" for state in gaps if found.get(state))
