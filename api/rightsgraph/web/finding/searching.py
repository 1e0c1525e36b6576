# SPDX-License-Identifier: Apache-2.0
"""Words and choices in, the interventions that fit out: as a page, CSV or JSON; and how a browser may search here."""

import csv
import io
import json
from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import APIRouter, Request, Response

from rightsgraph import __version__
from rightsgraph.errors import BadParameter
from rightsgraph.formats import CSV, HTML, LISTING, Format
from rightsgraph.search import FACETS, KEYS, Found, Intervention
from rightsgraph.web.asking import choose_format, read_language
from rightsgraph.web.finding.cards import Cards, views_of
from rightsgraph.web.finding.choosing import LONGEST_TEXT, MOST_CHOSEN, Asking, index_of, read_asking
from rightsgraph.web.rendering import render
from rightsgraph.web.responses import make_etag, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site
from rightsgraph.web.texts import LANGUAGES, texts

PAGE = 20  # interventions
_COLUMNS = ("intervention", "name", "countries", "start", "end", "populations", "activityTypes", "conditionTypes",
            "outcomeTypes", "bestResult", "rights", "actorTypes", "strongestEvidence")  # fmt: skip
_VALUES = ("population", "activityType", "conditionType", "outcomeType", "result", "right", "actorType", "strength")
_OPEN_SEARCH = "application/opensearchdescription+xml"


def describe_filters() -> list[dict[str, Any]]:
    """The words and filters of a search, as OpenAPI tells of them."""
    words = {"type": "string", "maxLength": LONGEST_TEXT}
    values = {"type": "array", "items": {"type": "string"}}
    about = "Short names; several are alternatives. `notStated` is what no source states."
    return [
        {"name": "q", "in": "query", "schema": words, "description": "Words, in English or Spanish.",
         "example": "police"},
        *({"name": facet.key, "in": "query", "schema": values, "description": f"{facet.names['en']}. {about}"}
          for facet in FACETS),
    ]  # fmt: skip


def _describe() -> dict[str, Any]:
    more = {
        "with": ({"type": "array", "items": {"type": "string"}}, "Interventions chosen to be compared, by short name."),
        "page": ({"type": "integer", "minimum": 1, "default": 1}, f"Which {PAGE} of those found the page shows."),
        "format": ({"type": "string", "enum": ["html", "csv", "json"]}, "The format of the answer; wins over Accept."),
        "lang": ({"type": "string", "enum": list(LANGUAGES)}, "The language of names."),
    }
    told = [{"name": n, "in": "query", "schema": schema, "description": about} for n, (schema, about) in more.items()]
    return {"parameters": [*describe_filters(), *told]}


router = APIRouter()


@reads(router, "/search", "Find interventions by words and by what they have in common", told=_describe())
def search_interventions(request: Request) -> Response:
    """The interventions that have all the words and one value of each filter."""
    site: Site = request.app.state.site
    asking, language = read_asking(request), read_language(request)
    format = choose_format(request, (HTML, CSV, LISTING))
    found = index_of(request).find(asking.question, language)
    page = _read_page(request, len(found.interventions))
    body = _render(request, asking, found, *page) if format is HTML else _write(found, format, language)
    etag = make_etag(site.identity, __version__, format.name, body.decode())
    return respond(request, body, format.content_type, etag=etag, vary=("Accept", "Accept-Language"))


@reads(router, "/opensearch.xml", "How a browser may search here")
def read_open_search(request: Request) -> Response:
    """A description that lets a browser offer this search (OpenSearch 1.1)."""
    index_of(request)
    language = read_language(request)
    template = escape(f"{str(request.base_url).rstrip('/')}/search?q={{searchTerms}}&lang={language}")
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"  <ShortName>rightsgraph</ShortName>\n  <Description>{escape(texts(language)['find_title'])}</Description>\n"
        f'  <InputEncoding>UTF-8</InputEncoding>\n  <Url type="text/html" template="{template}"/>\n'
        "</OpenSearchDescription>\n"
    ).encode()
    etag = make_etag(__version__, body.decode())
    return respond(request, body, _OPEN_SEARCH, etag=etag, vary=("Accept-Language", "Host"))


def _render(request: Request, asking: Asking, found: Found, page: int, pages: int) -> bytes:
    language = read_language(request)
    index = index_of(request)
    cards = Cards(request.app.state.site, index, asking, language)
    shown = found.interventions[(page - 1) * PAGE : page * PAGE]
    return render(
        request,
        "find.html",
        asking=asking,
        found=found,
        all=len(index.interventions),
        cards=[cards.card(one, found.words) for one in shown],
        facets=cards.facets(found),
        active=_active(cards, asking),
        hidden=[one.key for one in asking.chosen if one not in shown],
        chosen=[(one.name(language), asking.spared(one)) for one in asking.chosen],
        others=cards.others(found.others),
        drops=[(facet.names[language], found.without[facet.key], asking.without(facet.key))
               for facet in FACETS if found.without.get(facet.key)],
        views=views_of(asking),
        most=MOST_CHOSEN,
        page=page,
        pages=pages,
    )  # fmt: skip


def _active(cards: Cards, asking: Asking) -> list[tuple[str, str, str]]:
    """The filters in force: of which facet, which value, and where it leads without it."""
    names = {facet.key: facet.names for facet in FACETS}
    return [
        (names[key][cards.language], cards.value_name(key, value), asking.without(key, value))
        for key, values in asking.question.filters.items()
        for value in values
    ]


def _read_page(request: Request, found: int) -> tuple[int, int]:
    """Which page is asked for, and how many there are; raises BadParameter."""
    pages = max(1, -(-found // PAGE))
    asked = request.query_params.get("page") or "1"
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10 and 1 <= int(asked) <= pages):
        raise BadParameter("page", f"a number from 1 to {pages}", asked)
    return int(asked), pages


def _write(found: Found, format: Format, language: str) -> bytes:
    if format is CSV:
        out = io.StringIO()
        csv.writer(out).writerows([_COLUMNS, *_rows(found, language)])
        return out.getvalue().encode()
    told = {
        "interventions": [_as_json(one, language) for one in found.interventions],
        "counts": {key: {value: n for value, n in found.counts[key].items() if n} for key in KEYS},
        "hasAllWords": not found.loosened,
        "didYouMean": found.meant,
        "others": found.others,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(found: Found, language: str) -> Iterator[tuple[str, ...]]:
    """A line for each intervention; several values stand in one cell, divided by semicolons."""
    for one in found.interventions:
        values = ("; ".join(one.values[key]) for key in _VALUES)
        countries = "; ".join(one.values["country"])
        yield (one.iri, one.name(language), countries, one.start or "", one.end or "", *values)


def _as_json(one: Intervention, language: str) -> dict[str, Any]:
    places = [
        {"code": place.code, "unnamed": place.unnamed, "number": place.number, "iri": place.iri} for place in one.places
    ]
    return {
        "iri": one.iri,
        "key": one.key,
        "name": one.name(language),
        "places": places,
        "start": one.start,
        "end": one.end,
        "results": one.states,
        **one.values,
    }
