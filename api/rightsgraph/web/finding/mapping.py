# SPDX-License-Identifier: Apache-2.0
"""The map: countries in which interventions took place, and of one country its regions, named and unnamed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from rightsgraph.drawing import Place, draw_country, draw_world, has_country, missing_outlines, write
from rightsgraph.formats import CSV, HTML
from rightsgraph.search import Intervention, Question
from rightsgraph.vocab import RG
from rightsgraph.web.asking import choose_format, read_language
from rightsgraph.web.finding.choosing import Asking, index_of, read_asking
from rightsgraph.web.finding.occurring import MOST, Spot, respond_table, show_place, spots_of
from rightsgraph.web.finding.searching import describe_filters
from rightsgraph.web.gaps import ShownGap, show_gaps
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
class Row:
    """A country as the list of countries has it."""

    shown: Shown
    code: str
    count: int
    href: str

    @property
    def outlined(self) -> bool:
        """Whether the map of the world has it."""
        return has_country(self.code)


@dataclass(frozen=True, slots=True)
class Entry:
    """An intervention as a list names it; `group` is the unnamed group of places that it took place in."""

    shown: Shown
    group: Shown | None = None
    gaps: tuple[ShownGap, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A region, or what is told of a country beside its regions, with its interventions; `of` is how many in all."""

    kind: str
    name: Shown | None
    code: str
    entries: tuple[Entry, ...]
    of: int
    outlined: bool = True


@reads(router, "/map", "Where interventions took place, by country and region", told={"parameters": describe_filters()})
def read_map(request: Request) -> Response:
    """The world, or one country by its regions, of what a search finds; raises BadParameter, UnknownResource."""
    format = choose_format(request, (HTML, CSV))
    asking = read_asking(request)
    found = index_of(request).find(asking.question, read_language(request)).interventions
    country = _country_of(asking.question)
    if format is CSV:
        return respond_table(request, _COLUMNS, _rows(request, found, country))
    body = _render_country(request, asking, country, found) if country else _render_world(request, asking, found)
    return respond_page(request, body, vary=_VARY)


def _country_of(question: Question) -> str:
    """The country that alone is asked for, empty where none or several are."""
    codes = question.filters.get("country", ())
    return codes[0] if len(codes) == 1 and re.fullmatch("[A-Z]{2}", codes[0]) else ""


def _in_country(asking: Asking, code: str) -> str:
    """The address of a country's map, all other filters kept."""
    filters = {key: values for key, values in asking.question.filters.items() if key != "country"}
    return Asking(Question(asking.question.text, filters), asking.chosen).address("/map", country=code)


def _spots(one: Intervention, country: str) -> list[Spot]:
    return [spot for spot in spots_of(one) if not country or spot.country == country]


def _rows(request: Request, found: Sequence[Intervention], country: str) -> Iterator[Sequence[str]]:
    """One row for each intervention and place, with empty cells where the place is not told."""
    site: Site = request.app.state.site
    language = read_language(request)
    for one in found:
        name = show_iri(site, one.iri, language).text
        for spot in _spots(one, country) or [Spot("")]:
            place = show_iri(site, spot.iri, language).text if spot.iri else ""
            named = "" if not spot.iri else "true" if spot.named else "false"
            yield one.iri, name, spot.country, spot.region, spot.iri, place, named


def _render_world(request: Request, asking: Asking, found: Sequence[Intervention]) -> bytes:
    site: Site = request.app.state.site
    language = read_language(request)
    counts: dict[str, int] = defaultdict(int)
    for one in found:
        for code in {spot.country for spot in spots_of(one) if spot.country}:
            counts[code] += 1
    rows = [Row(show_place(site, code, language), code, counts[code], _in_country(asking, code)) for code in counts]
    rows.sort(key=lambda row: (-row.count, row.shown.text.casefold()))
    beyond = [(one, spot) for one in found for spot in spots_of(one) if not spot.country]
    nowhere = [(one, None) for one in found if not spots_of(one)]
    return render(
        request,
        "map.html",
        asking=asking,
        narrowed=bool(asking.question.text or asking.question.filters),
        rows=rows,
        sections=[
            _part(site, "map_beyond", beyond, language),
            _part(site, "map_nowhere", nowhere, language),
        ],
        of=len(found),
        draw=lambda keep: _draw_world(rows, language, keep),
    )


def _draw_world(rows: Sequence[Row], language: str, keep: Keep) -> str:
    places = [Place(row.code, row.shown.text, row.count, _told(row.count, language), keep(row.href)) for row in rows]
    return write(draw_world(places, texts(language)["map_world"]))


def _render_country(request: Request, asking: Asking, country: str, found: Sequence[Intervention]) -> bytes:
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
        asking=asking,
        narrowed=bool(asking.question.text or asking.question.filters.keys() - {"country"}),
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
    pairs: Sequence[tuple[Intervention, Spot | None]],
    language: str,
    code: str = "",
    outlined: bool = True,
) -> Part:
    """What a heading has beneath it; `kind` is the text of the heading, empty for a region, which has a name."""
    entries = [
        Entry(
            show_iri(site, one.iri, language),
            show_iri(site, spot.iri, language) if spot and not spot.named else None,
            () if spot else tuple(show_gaps(site, one.iri, language, RG + "takesPlaceIn")),
        )
        for one, spot in pairs[:MOST]
    ]
    entries.sort(key=lambda entry: entry.shown.text.casefold())
    name = show_place(site, code, language) if code else None
    return Part(kind, name, code, tuple(entries), len({one.iri for one, _ in pairs}), outlined)


def _groups(part: Part) -> list[Shown]:
    """The unnamed groups of places of a part, each once."""
    return list(dict.fromkeys(entry.group for entry in part.entries if entry.group))


def _told(count: int, language: str) -> str:
    return texts(language)["map_one" if count == 1 else "map_many"].format(number=count)
