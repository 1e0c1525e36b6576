# SPDX-License-Identifier: Apache-2.0
"""Rows of numbers in, small charts out: intervals, pairs and bars, each row with its numbers in words. Pure.

A chart is as narrow as the narrowest window and grows with its box (`svg.drawn` of drawings.css): each row has its
words above its marks. What a number counts, of how many people, and how sure it is, is for the page to say beside it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rightsgraph.drawing.frame import diamond, frame, line
from rightsgraph.drawing.scale import Axis, fit
from rightsgraph.drawing.svg import draw_text, element, link, width_of, wrap

_WIDTH, _EDGE, _SIZE, _LINE = 280.0, 10.0, 12.0, 15.0
_ROOM = _WIDTH - 2 * _EDGE
_MARK, _GAP = 18.0, 8.0

Write = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and the interval about it, None where it is not told; `told` is all of it in words."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    told: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A value before and a value after; `told` is both in words."""

    label: str
    before: float
    after: float
    told: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A number of something; `told` is the number in words."""

    label: str
    number: float
    told: str = ""
    href: str | None = None


def draw_intervals(
    rows: Sequence[Interval], title: str, *, ratio: bool = False, neutral: float | None = None, write: Write = str
) -> Element:
    """Values with their intervals over one axis; of ratios, by how many times, with a line at 1.

    `neutral` is the value that says "no difference"; `write` gives an axis' value in the reader's language.
    """
    neutral = 1.0 if ratio and neutral is None else neutral
    values = [one for row in rows for one in (row.value, row.low, row.high) if one is not None]
    axis = fit([*values, *([] if neutral is None else [neutral])], log=ratio)
    drawn, height = _stack(rows, lambda row, y: _draw_interval(row, y, axis))
    return frame(
        _WIDTH,
        height + 2 * _LINE,
        title,
        "chart",
        [*_draw_axis(axis, height, neutral, write), *drawn],
    )


def draw_pairs(
    rows: Sequence[Pair], title: str, *, before: str, after: str, write: Write = str, zero: bool = False
) -> Element:
    """Values before (hollow) and after (filled), joined by a line; `before` and `after` are the words for them.

    With `zero` the axis begins at nothing, as for shares and counts.
    """
    values = [one for row in rows for one in (row.before, row.after)]
    axis = fit([*values, *([0.0] if zero else [])])
    drawn, height = _stack(rows, lambda row, y: _draw_pair(row, y, axis), _LINE + _GAP)
    key = [
        *_before(_EDGE + 6, 8),
        draw_text(wrap(before, _ROOM / 2 - 24, _SIZE, 1), _EDGE + 18, 12, _SIZE),
        *_after(_WIDTH / 2 + 6, 8),
        draw_text(wrap(after, _ROOM / 2 - 24, _SIZE, 1), _WIDTH / 2 + 18, 12, _SIZE),
    ]
    return frame(_WIDTH, height + 2 * _LINE, title, "chart", [*_draw_axis(axis, height, None, write), *key, *drawn])


def draw_bars(rows: Sequence[Bar], title: str) -> Element:
    """Bars from nothing on, one a row, each with its number beside its name."""
    axis = fit([0.0, *(row.number for row in rows)])
    drawn, height = _stack(rows, lambda row, y: _draw_bar(row, y, axis))
    zero = _x(axis, 0.0)
    return frame(_WIDTH, height, title, "chart", [line(zero, 0, zero, height, "axis"), *drawn])


def _stack(
    rows: Sequence["_Row"], draw: Callable[..., list[Element]], top: float = _GAP / 2
) -> tuple[list[Element], float]:
    """Rows one beneath the other, and where the last ends."""
    drawn: list[Element] = []
    for row in rows:
        words = [*wrap(row.label, _ROOM, _SIZE, 3), *(wrap(row.told, _ROOM, _SIZE, 2) if row.told else [])]
        text = draw_text(words, _EDGE, top + _SIZE, _SIZE, kind="row")
        marks = top + _LINE * len(words) + _MARK / 2
        drawn.append(link(row.href, text, *draw(row, marks)))
        top = marks + _MARK / 2 + _GAP
    return drawn, top


_Row = Interval | Pair | Bar


def _draw_interval(row: Interval, y: float, axis: Axis) -> list[Element]:
    marks: list[Element] = []
    if _is_known(row.low) and _is_known(row.high) and row.low is not None and row.high is not None:
        low, high = sorted((_x(axis, row.low), _x(axis, row.high)))
        marks = [line(low, y, high, y, "range"), *(line(x, y - 5, x, y + 5, "range") for x in (low, high))]
    return [*marks, diamond(_x(axis, row.value), y, 6, "value")] if _is_known(row.value) else marks


def _draw_pair(row: Pair, y: float, axis: Axis) -> list[Element]:
    first, second = (_x(axis, value) if _is_known(value) else None for value in (row.before, row.after))
    return [
        *([line(first, y, second, y, "range")] if first is not None and second is not None else []),
        *(_before(first, y) if first is not None else []),
        *(_after(second, y) if second is not None else []),
    ]


def _draw_bar(row: Bar, y: float, axis: Axis) -> list[Element]:
    if not _is_known(row.number):
        return []
    low, high = sorted((_x(axis, 0.0), _x(axis, row.number)))
    return [element("rect", {"x": low, "y": y - 6, "width": high - low, "height": 12, "class": "bar"})]


def _before(x: float, y: float) -> list[Element]:
    return [element("circle", {"cx": x, "cy": y, "r": 5, "class": "before"})]


def _after(x: float, y: float) -> list[Element]:
    return [diamond(x, y, 6, "value")]


def _draw_axis(axis: Axis, y: float, neutral: float | None, write: Write) -> list[Element]:
    parts = [line(_EDGE, y, _WIDTH - _EDGE, y, "axis")]
    if neutral is not None and _is_known(neutral):
        parts.append(line(_x(axis, neutral), 0, _x(axis, neutral), y, "neutral"))
    until = 0.0
    for value in axis.ticks():
        words, x = write(value), _x(axis, value)
        width = width_of(words, _SIZE)
        middle = min(max(x, width / 2), _WIDTH - width / 2)
        if middle - width / 2 >= until and width <= _ROOM:  # a number that would run into the last is left out
            parts += [line(x, y, x, y + 4, "axis"), draw_text([words], middle, y + 18, _SIZE, "middle", kind="tick")]
            until = middle + width / 2 + 4
    return parts


def _x(axis: Axis, value: float) -> float:
    return _EDGE + axis.at(value) * _ROOM


def _is_known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
