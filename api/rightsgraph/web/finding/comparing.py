# SPDX-License-Identifier: Apache-2.0
"""A few interventions in, what is known of each side by side out: as a page, CSV or JSON."""

import functools
import json
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Request, Response

from rightsgraph import __version__
from rightsgraph.coverage import STATE_NAMES
from rightsgraph.coverage import State as Covered
from rightsgraph.describe import label
from rightsgraph.errors import BadParameter
from rightsgraph.formats import CSV, HTML, LISTING, Format
from rightsgraph.rdf import is_iri
from rightsgraph.record import Figure, Gap
from rightsgraph.search import ROWS, Cell, Column, Intervention, Value, compare, write_long
from rightsgraph.web.asking import choose_format, read_language
from rightsgraph.web.finding.cards import Cards, State
from rightsgraph.web.finding.choosing import MOST_CHOSEN, Asking, index_of, read_chosen, read_words_and_filters
from rightsgraph.web.gaps import ShownGap, show_gap
from rightsgraph.web.locales import write_date
from rightsgraph.web.measuring import tell_figure
from rightsgraph.web.rendering import render
from rightsgraph.web.responses import make_etag, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.texts import LANGUAGES, texts

router = APIRouter()
_TOLD = {
    "parameters": [
        {
            "name": "with",
            "in": "query",
            "schema": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_CHOSEN},
            "description": f"The short names of the interventions to compare, at most {MOST_CHOSEN}.",
            "example": ["peru-consortium"],
        },
        {"name": "format", "in": "query", "schema": {"type": "string", "enum": ["html", "csv", "json"]},
         "description": "The format of the answer; wins over Accept."},
        {"name": "lang", "in": "query", "schema": {"type": "string", "enum": list(LANGUAGES)},
         "description": "The language of names."},
    ]
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of a cell: its name, badge and figures of a result, stages of a law; `about` is what it is said of."""

    shown: Shown
    state: State | None = None
    figures: tuple[tuple[Shown, str], ...] = ()
    stages: tuple[Shown, ...] | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class CellGap:
    """What is unknown or withheld, and about what, where that is not the intervention itself."""

    gap: ShownGap
    about: str | None


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as a page shows it; with neither values nor gaps, nothing is on record."""

    values: tuple[ShownValue, ...]
    gaps: tuple[CellGap, ...]


@reads(router, "/compare", "Compare interventions side by side", told=_TOLD)
def compare_interventions(request: Request) -> Response:
    """What is known, unknown and withheld of a few interventions, aspect by aspect."""
    site: Site = request.app.state.site
    chosen, language = _read(request), read_language(request)
    format = choose_format(request, (HTML, CSV, LISTING))
    columns = compare(site.store, chosen)
    body = _render(request, chosen, columns) if format is HTML else _write(site, columns, format, language)
    etag = make_etag(site.identity, __version__, format.name, body.decode())
    return respond(request, body, format.content_type, etag=etag, vary=("Accept", "Accept-Language"))


def _read(request: Request) -> tuple[Intervention, ...]:
    chosen = read_chosen(request)
    if len(chosen) > MOST_CHOSEN:
        raise BadParameter("with", f"at most {MOST_CHOSEN} interventions", str(len(chosen)))
    return chosen


def _render(request: Request, chosen: tuple[Intervention, ...], columns: tuple[Column, ...]) -> bytes:
    site: Site = request.app.state.site
    language = read_language(request)
    asking = Asking(read_words_and_filters(request), chosen)
    show = _Cells(site, Cards(site, index_of(request), asking, language), language)
    return render(
        request,
        "compare.html",
        heads=[(show_iri(site, one.iri, language), Asking(asking.question, _but(chosen, one)).address("/compare"))
               for one in chosen],
        rows=[(row.names[language], [show.cell(column, row.key) for column in columns]) for row in ROWS],
        silent=STATE_NAMES[Covered.SILENT][language],
        asking=asking,
        alone=Asking(replace(asking.question, text="", filters={}), chosen),
    )  # fmt: skip


def _but(chosen: tuple[Intervention, ...], one: Intervention) -> tuple[Intervention, ...]:
    return tuple(other for other in chosen if other is not one)


class _Cells:
    """Makes cells into what a page shows, in one language."""

    def __init__(self, site: Site, cards: Cards, language: str) -> None:
        self._site = site
        self._cards = cards
        self._language = language
        self._texts = texts(language)

    def cell(self, column: Column, row: str) -> ShownCell:
        """One cell of a column."""
        cell = column.cells[row]
        return ShownCell(
            tuple(self._value(value, row, column.intervention) for value in cell.values),
            tuple(self._gap(gap, row, column.intervention) for gap in cell.gaps),
        )

    def _value(self, value: Value, row: str, intervention: Intervention) -> ShownValue:
        if value.record is not None:
            said = self._show(value.record)
            about = None if value.record == intervention.iri else said.text
            return ShownValue(Shown(write_date(value.value, self._language), said.href), about=about)
        return ShownValue(
            shown=self._show(value.value),
            state=self._cards.state(value.status.rpartition("/")[2]) if value.status else None,
            figures=tuple(map(self._figure, value.figures)),
            stages=tuple(map(self._show, value.stages)) if row == "law" else None,
        )

    def _show(self, iri: str) -> Shown:
        return show_iri(self._site, iri, self._language)

    def _figure(self, figure: Figure) -> tuple[Shown, str]:
        """What was observed, and the value with all that a source prints beside it."""
        dates = [write_date(date, self._language) for date in (figure.start, figure.end) if date]
        time = self._show(figure.time).text if figure.time else ""
        parts = [tell_figure(figure, self._language), time, " – ".join(dict.fromkeys(dates))]
        return self._show(figure.iri), "; ".join(filter(None, parts))

    def _gap(self, gap: Gap, row: str, intervention: Intervention) -> CellGap:
        """Why a value is missing; for what only belongs to the intervention, said of what, too."""
        about = [self._show(gap.property).text] if row == ROWS[-1].key and is_iri(gap.property) else []
        about += [self._show(gap.about).text] if gap.about != intervention.iri else []
        return CellGap(show_gap(self._site, gap, self._language), ": ".join(about) or None)


def _write(site: Site, columns: tuple[Column, ...], format: Format, language: str) -> bytes:
    @functools.cache
    def name(iri: str) -> str:
        return label(site.store, iri, language) or iri

    if format is CSV:
        return write_long(columns, name, language).encode()
    told = {"interventions": [_as_json(column, language) for column in columns]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _as_json(column: Column, language: str) -> dict[str, Any]:
    one = column.intervention
    cells = {row.key: _cell_as_json(column.cells[row.key]) for row in ROWS}
    return {"iri": one.iri, "key": one.key, "name": one.name(language), "aspects": cells}


def _cell_as_json(cell: Cell) -> dict[str, Any]:
    return {
        "values": [
            {
                "value": value.value,
                "record": value.record,
                "resultStatus": value.status,
                "stages": list(value.stages),
                "figures": [
                    {"observation": one.iri, "value": one.value, "lower": one.lower, "upper": one.upper,
                     "band": [one.band_from, one.band_until] if one.band_from or one.band_until else None,
                     "unit": one.unit, "time": one.time, "start": one.start, "end": one.end}
                    for one in value.figures
                ],
            }
            for value in cell.values
        ],
        "gaps": [
            {"gap": gap.iri, "about": gap.about, "property": gap.property, "reason": gap.reason,
             "withheld": gap.withheld}
            for gap in cell.gaps
        ],
    }  # fmt: skip
