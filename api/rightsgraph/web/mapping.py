# SPDX-License-Identifier: Apache-2.0
"""The map: countries in which interventions took place, and of one country its regions, named and unnamed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from rightsgraph.drawing import Place, draw_country, draw_world, has_country, missing_outlines, write
from rightsgraph.errors import BadParameter, UnknownResource
from rightsgraph.formats import CSV, HTML
from rightsgraph.occurrence import Occurrence, Spot
from rightsgraph.web.asking import choose_format, read_language
from rightsgraph.web.occurring import MOST, asked_occurrences, respond_table, show_gaps, show_place
from rightsgraph.web.rendering import render, respond_page
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

_COLUMNS = ("intervention", "name", "country", "region", "place", "placeName", "named")
_VARY = ("Accept", "Accept-Language")

router = APIRouter()

Keep = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An intervention as a list names it; `group` is the unnamed group of places that it took place in."""

    shown: Shown
    group: Shown | None = None
    gaps: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A region, or what is told of a country beside its regions, with its interventions; `of` is how many in all."""

    kind: str
    name: Shown | None
    code: str
    entries: tuple[Entry, ...]
    of: int
    outlined: bool = True


@reads(router, "/map", "Where interventions took place, by country and region")
def read_map(request: Request) -> Response:
    """The world, or one country by its regions; raises BadParameter, UnknownResource."""
    format = choose_format(request, (HTML, CSV))
    country = _read_country(request)
    found = [one for one in asked_occurrences(request) if not country or _spots(one, country)]
    if country and not found:
        raise UnknownResource(str(request.url))
    if format is CSV:
        return respond_table(request, _COLUMNS, _rows(request, found, country))
    body = _render_country(request, country, found) if country else _render_world(request, found)
    return respond_page(request, body, vary=_VARY)


def _read_country(request: Request) -> str:
    code = request.query_params.get("country", "").strip().upper()
    if code and not re.fullmatch("[A-Z]{2}", code):
        raise BadParameter(
            "country", "an ISO 3166-1 code of two letters", request.query_params["country"], ("PE", "KE")
        )
    return code


def _spots(found: Occurrence, country: str) -> list[Spot]:
    return [spot for spot in found.spots if spot.country == country]


def _rows(request: Request, found: Sequence[Occurrence], country: str) -> Iterator[Sequence[str]]:
    """One row for each intervention and place, with empty cells where the place is not told."""
    site: Site = request.app.state.site
    language = read_language(request)
    for one in found:
        name = show_iri(site, one.iri, language).text
        for spot in _spots(one, country) if country else one.spots or (Spot(""),):
            place = show_iri(site, spot.iri, language).text if spot.iri else ""
            named = "" if not spot.iri else "true" if spot.named else "false"
            yield one.iri, name, spot.country, spot.region, spot.iri, place, named


def _render_world(request: Request, found: Sequence[Occurrence]) -> bytes:
    site: Site = request.app.state.site
    language = read_language(request)
    counts: dict[str, int] = defaultdict(int)
    for one in found:
        for code in {spot.country for spot in one.spots if spot.country}:
            counts[code] += 1
    rows = [(show_place(site, code, language), code, counts[code]) for code in sorted(counts)]
    rows.sort(key=lambda row: (-row[2], row[0].text.casefold()))
    beyond = [(one, spot) for one in found for spot in one.spots if not spot.country]
    nowhere = [(one, None) for one in found if not one.spots]
    return render(
        request,
        "map.html",
        rows=[(shown, code, count, _address(code), has_country(code)) for shown, code, count in rows],
        sections=[
            _part(site, "map_beyond", beyond, language),
            _part(site, "map_nowhere", nowhere, language),
        ],
        of=len(found),
        draw=lambda keep: _draw_world(rows, language, keep),
    )


def _draw_world(rows: Sequence[tuple[Shown, str, int]], language: str, keep: Keep) -> str:
    places = [
        Place(code, shown.text, count, _told(count, language), keep(_address(code))) for shown, code, count in rows
    ]
    return write(draw_world(places, texts(language)["map_world"]))


def _render_country(request: Request, country: str, found: Sequence[Occurrence]) -> bytes:
    site: Site = request.app.state.site
    language = read_language(request)
    pairs = [(one, spot) for one in found for spot in _spots(one, country)]
    regions = sorted({spot.region for _, spot in pairs if spot.region})
    missing = set(missing_outlines(country, regions))
    parts = [
        _part(site, "", [pair for pair in pairs if pair[1].region == code], language, code, code not in missing)
        for code in regions
    ]
    unnamed = _part(site, "map_unnamed", [pair for pair in pairs if not pair[1].region and not pair[1].named], language)
    whole = _part(site, "map_whole", [pair for pair in pairs if not pair[1].region and pair[1].named], language)
    return render(
        request,
        "map_country.html",
        country=show_place(site, country, language),
        code=country,
        of=len(found),
        sections=[*parts, *(part for part in (unnamed, whole) if part.of)],
        unnamed=_groups(unnamed),
        missing=[part for part in parts if not part.outlined],
        draw=lambda keep: _draw_country(country, parts, bool(unnamed.of), language, keep),
    )


def _draw_country(country: str, parts: Sequence[Part], unnamed: bool, language: str, keep: Keep) -> str:
    """The country's drawing, empty where there is no outline of it; regions lead to what stands beneath."""
    places = [
        Place(part.code, part.name.text if part.name else "", part.of, _told(part.of, language), f"#{part.code}")
        for part in parts
    ]
    drawn = draw_country(country, places, texts(language)["map_regions"], unnamed=unnamed)
    return "" if drawn is None else write(drawn)


def _part(
    site: Site,
    kind: str,
    pairs: Sequence[tuple[Occurrence, Spot | None]],
    language: str,
    code: str = "",
    outlined: bool = True,
) -> Part:
    """What a heading has beneath it; `kind` is the text of the heading, empty for a region, which has a name."""
    entries = [
        Entry(
            show_iri(site, one.iri, language),
            show_iri(site, spot.iri, language) if spot and not spot.named else None,
            () if spot else tuple(show_gaps(site, one.iri, "takesPlaceIn", language)),
        )
        for one, spot in pairs[:MOST]
    ]
    entries.sort(key=lambda entry: entry.shown.text.casefold())
    name = show_place(site, code, language) if code else None
    return Part(kind, name, code, tuple(entries), len({one.iri for one, _ in pairs}), outlined)


def _groups(part: Part) -> list[Shown]:
    """The unnamed groups of places of a part, each once."""
    return list(dict.fromkeys(entry.group for entry in part.entries if entry.group))


def _address(code: str) -> str:
    return f"/map?country={quote(code)}"


def _told(count: int, language: str) -> str:
    return texts(language)["map_one" if count == 1 else "map_many"].format(number=count)
