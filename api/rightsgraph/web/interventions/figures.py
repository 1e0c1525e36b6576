# SPDX-License-Identifier: Apache-2.0
"""The observations of a record in, charts and a table of its figures out, each figure with its evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter

from rightsgraph import record
from rightsgraph.drawing import Interval, Pair, draw_intervals, draw_pairs, write
from rightsgraph.vocab import RG, RGC, SCHEMA
from rightsgraph.web.interventions.pieces import Piece, make_piece
from rightsgraph.web.knowing import Known
from rightsgraph.web.locales import write_date, write_number
from rightsgraph.web.measuring import name_unit, tell_figure
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.telling import Statement
from rightsgraph.web.texts import texts


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation: what it measures, its value in words and as a number (None for a band), and all beside it.

    `among` says when, where and of which arm it was taken; `people` is how many stand behind it.
    """

    name: Shown
    indicator: Shown
    unit: str
    value: float | None
    low: float | None
    high: float | None
    told: str
    statement: Statement | None
    time_point: str
    among: tuple[Shown, ...]
    people: Statement | None
    p_value: Statement | None
    notes: tuple[Shown, ...]

    @property
    def is_ratio(self) -> bool:
        """Whether the value says by how many times: its unit calls it a ratio."""
        return "ratio" in self.unit.split()


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one record, and the charts that are worth drawing of them, as SVG."""

    rows: tuple[Figure, ...]
    charts: tuple[str, ...]


def show_figures(site: Site, observations: Iterable[str], language: str, known: Known) -> Figures:
    """The figures that are known by the date, or on the word of the source, that is asked for."""
    pieces = [make_piece(site, iri, language, known) for iri in observations]
    figures = [figure for piece in pieces if (figure := _read(site, piece, language)).statement]
    figures.sort(key=lambda figure: (figure.indicator.text, figure.name.text))
    return Figures(tuple(figures), tuple(_charts(figures, language)))


def _read(site: Site, piece: Piece, language: str) -> Figure:
    values: dict[str, Statement] = {}
    texts_of: dict[str, str] = {}
    for (property, value), statement in piece.account.said.items():
        values.setdefault(property, statement)
        texts_of.setdefault(property, value)
    said = record.Figure(piece.iri, **{part: texts_of.get(property) for part, property in record.PARTS.items()})
    return Figure(
        name=piece.name,
        indicator=show_iri(site, said.indicator, language) if said.indicator else piece.name,
        unit=said.unit or "",
        value=_number(said.value),
        low=_number(said.lower),
        high=_number(said.upper),
        told=tell_figure(said, language),
        statement=next((values[p] for p in (SCHEMA + "value", RG + "bandFrom", RG + "bandUntil") if p in values), None),
        time_point=said.time or "",
        among=tuple(_among(values, language)),
        people=values.get(RG + "cellSize"),
        p_value=values.get(RG + "pValue"),
        notes=piece.notes,
    )


def _among(values: Mapping[str, Statement], language: str) -> Iterable[Shown]:
    """When, where and of which arm, as short words."""
    for property in ("timePoint", "studyArm", "observedIn", "population"):
        if statement := values.get(RG + property):
            yield statement.value
    dates = [values[RG + name].value.text for name in ("startDate", "endDate") if RG + name in values]
    if dates:
        yield Shown("–".join(dict.fromkeys(write_date(date, language) for date in dates)))


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None


def _charts(figures: list[Figure], language: str) -> Iterable[str]:
    """Intervals over one axis a unit; before and after as pairs; a lone number needs no chart."""
    told, in_words = texts(language), partial(_write_tick, language=language)
    unit_of = attrgetter("unit")
    for unit, group in groupby(sorted(figures, key=unit_of), key=unit_of):
        rows = list(group)
        title = f"{told['section_figures']}: {name_unit(unit, language)}"
        if intervals := [interval for row in rows if (interval := _interval(row))]:
            yield write(draw_intervals(intervals, title, ratio=rows[0].is_ratio, write=in_words))
        if pairs := _pairs(rows):
            words = (told["figure_before"], told["figure_after"])
            yield write(
                draw_pairs(
                    pairs,
                    title,
                    before=words[0],
                    after=words[1],
                    write=in_words,
                    zero=True,
                )
            )


def _write_tick(value: float, language: str) -> str:
    """A value at an axis: what computing adds in the last digits is left out."""
    return write_number(f"{value:.12g}", language)


def _interval(figure: Figure) -> Interval | None:
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    return Interval(figure.name.text, figure.value, figure.low, figure.high, figure.told)


def _pairs(figures: list[Figure]) -> list[Pair]:
    """Of an indicator taken before and after, among the same people in the same place, the two values."""

    def alike(figure: Figure) -> tuple[str, ...]:
        return figure.indicator.title, *(shown.title for shown in figure.among if shown.title != figure.time_point)

    found = []
    for _, group in groupby(sorted(figures, key=alike), key=alike):
        at = {figure.time_point: figure for figure in group if figure.value is not None}
        before, after = at.get(RGC + "baseline"), at.get(RGC + "endline")
        if before and after and before.value is not None and after.value is not None:
            told = f"{before.told} → {after.told}"
            found.append(Pair(before.indicator.text, before.value, after.value, told))
    return found
