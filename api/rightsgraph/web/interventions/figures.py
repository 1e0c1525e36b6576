# SPDX-License-Identifier: Apache-2.0
"""The observations of a record in, charts and a table of its figures out, each figure with its evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from rightsgraph.drawing import Interval, Pair, draw_intervals, draw_pairs, write
from rightsgraph.vocab import RG, RGC, SCHEMA
from rightsgraph.web.interventions.pieces import Piece, make_piece
from rightsgraph.web.knowing import Known
from rightsgraph.web.locales import write_date, write_number
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
    unit: Shown | None
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
        return self.unit is not None and "ratio" in self.unit.title.split()


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
    unit = _unit(texts_of.get(SCHEMA + "unitText"), language)
    low, high = (_number(texts_of.get(RG + name)) for name in ("lowerBound", "upperBound"))
    indicator = texts_of.get(RG + "ofIndicator")
    return Figure(
        name=piece.name,
        indicator=show_iri(site, indicator, language) if indicator else piece.name,
        unit=unit,
        value=_number(texts_of.get(SCHEMA + "value")),
        low=low,
        high=high,
        told=_tell(texts_of, unit, language),
        statement=next((values[p] for p in (SCHEMA + "value", RG + "bandFrom", RG + "bandUntil") if p in values), None),
        time_point=texts_of.get(RG + "timePoint", ""),
        among=tuple(_among(values, language)),
        people=values.get(RG + "cellSize"),
        p_value=values.get(RG + "pValue"),
        notes=piece.notes,
    )


def _unit(text: str | None, language: str) -> Shown | None:
    """A unit in the reader's words; one that has none here, as the source has it. `title` is always the latter."""
    if text is None:
        return None
    told = texts(language).get("unit_" + text.replace(" ", "_"))
    return Shown(told if told is not None else text, title=text)


def _tell(values: Mapping[str, str], unit: Shown | None, language: str) -> str:
    """A value in words: with its unit and interval, or as a band."""
    told = texts(language)
    number = partial(write_number, language=language)
    value = values.get(SCHEMA + "value")
    if value is None:
        ends = (values.get(RG + "bandFrom"), values.get(RG + "bandUntil"))
        value = "–".join(number(end) if end else "?" for end in ends)
    else:
        value = number(value)
    words = f"{value} {unit.text}" if unit and unit.text else value
    low, high = values.get(RG + "lowerBound"), values.get(RG + "upperBound")
    if low and high:
        level = values.get(RG + "confidenceLevel")
        name = told["figure_interval_level"].format(level=number(level)) if level else told["figure_interval"]
        words += f" ({name} {number(low)}–{number(high)})"
    return words


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
    for unit, group in groupby(sorted(figures, key=_unit_of), key=_unit_of):
        rows = list(group)
        title = f"{told['section_figures']}: {rows[0].unit.text if rows[0].unit else unit}"
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


def _unit_of(figure: Figure) -> str:
    return figure.unit.title if figure.unit else ""


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
