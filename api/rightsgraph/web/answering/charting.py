# SPDX-License-Identifier: Apache-2.0
"""A table as a page shows it in, its charts out, where it has a column of names and a column of numbers. Pure.

Figures in different units never share an axis.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rightsgraph.drawing import Bar, Interval, draw_bars, draw_intervals, write
from rightsgraph.web.answering.tabulating import Column, Row, ShownTable
from rightsgraph.web.showing import Shown

MOST_ROWS, MOST_CHARTS = 60, 12
_LOW, _HIGH, _UNIT = re.compile(r"low(er)?|ci_?low|min"), re.compile(r"upp(er)?|high|ci_?high|max"), "unit"
_MOST_NAMES = 3  # columns that name a row
Write = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what its numbers are, and how many rows it leaves out for want of a number or of room."""

    heading: str
    drawing: str
    left_out: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """The columns that are drawn, by their place."""

    names: tuple[int, ...]
    number: int
    low: int | None
    high: int | None
    unit: int | None


def numbers_of(table: ShownTable) -> tuple[Column, ...]:
    """The columns that a chart can show, best first."""
    numeric = [column for column in table.columns if column.numeric]
    plain = [column for column in numeric if not _is_bound(column)]
    return tuple(plain if len(plain) < len(table.columns) else ())


def draw_charts(table: ShownTable, number: str | None, write_number: Write) -> list[Chart]:
    """A chart for each unit, the first ones; none where no column has names or none has numbers."""
    plan = _plan(table, number)
    if plan is None:
        return []
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(_text(row, plan.unit), []).append(row)
    heading = table.columns[plan.number].heading
    charts = [
        _draw(rows, plan, f"{heading}: {unit}" if unit else heading, write_number) for unit, rows in groups.items()
    ]
    return [chart for chart in charts if chart is not None][:MOST_CHARTS]


def _is_bound(column: Column) -> bool:
    return bool(_LOW.fullmatch(column.name) or _HIGH.fullmatch(column.name))


def _plan(table: ShownTable, number: str | None) -> _Plan | None:
    numbers = numbers_of(table)
    chosen = next((column for column in numbers if column.name == number), numbers[0] if numbers else None)
    names = _names(table)
    if chosen is None or not names:
        return None
    place = {column.name: at for at, column in enumerate(table.columns)}
    bounds = [at for at, column in enumerate(table.columns) if column.numeric]
    whole = chosen is numbers[0]
    return _Plan(
        names=names,
        number=place[chosen.name],
        low=next((at for at in bounds if whole and _LOW.fullmatch(table.columns[at].name)), None),
        high=next((at for at in bounds if whole and _HIGH.fullmatch(table.columns[at].name)), None),
        unit=place.get(_UNIT),
    )


def _names(table: ShownTable) -> tuple[int, ...]:
    """The first columns of words that together tell one row from another, or the first three."""
    words = [at for at, column in enumerate(table.columns) if not column.numeric and column.name != _UNIT]
    words = [at for at in words if not column_has_codes(table, at)] or words
    for count in range(1, min(len(words), _MOST_NAMES) + 1):
        if len({_label(row, words[:count]) for row in table.rows}) == len(table.rows):
            return tuple(words[:count])
    return tuple(words[:_MOST_NAMES])


def column_has_codes(table: ShownTable, place: int) -> bool:
    """Whether a column holds codes of countries or regions (ISO 3166), and nothing else."""
    filled = [row[place] for row in table.rows if row[place] is not None]
    return bool(filled) and all(cell and re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", cell.text) for cell in filled)


def _draw(rows: Sequence[Row], plan: _Plan, heading: str, write_number: Write) -> Chart | None:
    with_number = [row for row in rows if number_in(row[plan.number]) is not None]
    drawn = with_number[:MOST_ROWS]
    if not drawn:
        return None
    if plan.low is None or plan.high is None:
        drawing = draw_bars([_bar(row, plan, write_number) for row in drawn], heading)
    else:
        intervals = [_interval(row, plan, write_number) for row in drawn]
        drawing = draw_intervals(intervals, heading, write=lambda value: write_number(f"{value:.6g}"))
    return Chart(heading, write(drawing), len(rows) - len(drawn))


def _bar(row: Row, plan: _Plan, write_number: Write) -> Bar:
    cell = row[plan.number]
    return Bar(
        _label(row, plan.names), number_in(cell) or 0.0, write_number(cell.text if cell else ""), _href(row, plan)
    )


def _interval(row: Row, plan: _Plan, write_number: Write) -> Interval:
    low, high = (row[place] if place is not None else None for place in (plan.low, plan.high))
    told = write_number(_text(row, plan.number))
    if low and high:
        told = f"{told} ({write_number(low.text)}–{write_number(high.text)})"
    label, value = _label(row, plan.names), number_in(row[plan.number]) or 0.0
    return Interval(label, value, number_in(low), number_in(high), told, _href(row, plan))


def _label(row: Row, places: Sequence[int]) -> str:
    return " · ".join(text for place in places if (text := _text(row, place))) or "–"


def _href(row: Row, plan: _Plan) -> str | None:
    cell = row[plan.names[0]]
    return cell.href if cell else None


def _text(row: Row, place: int | None) -> str:
    cell = row[place] if place is not None else None
    return cell.text if cell else ""


def number_in(cell: Shown | None) -> float | None:
    """The number that a cell holds, None where it holds none that can be drawn."""
    try:
        number = float(cell.text) if cell else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None
