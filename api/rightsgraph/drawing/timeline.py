# SPDX-License-Identifier: Apache-2.0
"""Stretches of time in, a time line out: a bar for each, open where no end or start is stated, and diamonds. Pure.

An end that nobody states is not drawn as far as today: such a bar is short, dashed, and ends in an arrow.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rightsgraph.drawing.frame import diamond, frame, line
from rightsgraph.drawing.svg import draw_text, element, width_of, wrap

_WIDTH, _EDGE, _SIZE = 640.0, 14.0, 14.0
_ROW, _BAR, _OPEN = 54.0, 12.0, 26.0
_MOST_TICKS = 9
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of years, whose parts are decimals: 2012.5 is the middle of 2012; None for an end that is not stated.

    An end of 2012 as a year is 2013.0, when it is over. `dots` are dates of their own, drawn as diamonds.
    """

    label: str
    start: float | None
    end: float | None
    told: str = ""
    href: str | None = None
    dots: tuple[float, ...] = ()


def draw_timeline(spans: Sequence[Span], title: str) -> Element:
    """Bars over years, one a row beneath its name, in the order given."""
    low, high = _range(spans)
    height = _ROW * len(spans) + 8
    rows = [_draw_row(span, number * _ROW, low, high) for number, span in enumerate(spans)]
    return frame(_WIDTH, height + 30, title, "timeline", [*_draw_years(low, high, height), *rows])


def _range(spans: Sequence[Span]) -> tuple[float, float]:
    """The years that the bars and dots take up, with a year's room."""
    known = [
        year
        for span in spans
        for year in (span.start, span.end, *span.dots)
        if year is not None and math.isfinite(year)
    ]
    known = [min(max(year, -9999.0), 9999.0) for year in known] or [2000.0, 2001.0]
    return math.floor(min(known)) - 1.0, math.ceil(max(known)) + 1.0


def _draw_years(low: float, high: float, height: float) -> Iterator[Element]:
    step = next((step for step in _STEPS if (high - low) / step <= _MOST_TICKS), _STEPS[-1])
    for year in range(math.ceil(low / step) * step, int(high) + 1, step):
        x = _x(float(year), low, high)
        half = width_of(str(year), _SIZE) / 2
        yield line(x, 0, x, height, "year")
        yield draw_text([str(year)], min(max(x, half), _WIDTH - half), height + 20, _SIZE, "middle", kind="tick")


def _draw_row(span: Span, top: float, low: float, high: float) -> Element:
    label = f"{span.label}: {span.told}" if span.told else span.label
    words = draw_text(wrap(span.label, _WIDTH - 2 * _EDGE, _SIZE, 1), _EDGE, top + 16, _SIZE, kind="row")
    y = top + 30
    parts = [words, *_draw_bar(span, y, low, high), *(_draw_dot(year, y + 13, low, high) for year in span.dots)]
    if not span.href:
        return element("g", {}, element("title", {}, label), *parts)
    return element("a", {"href": span.href, "aria-label": label}, element("title", {}, label), *parts)


def _draw_bar(span: Span, y: float, low: float, high: float) -> Iterator[Element]:
    first, last = (_x(year, low, high) if _is_known(year) else None for year in (span.start, span.end))
    if first is not None and last is not None:
        first, last = sorted((first, last))
        yield element(
            "rect", {"x": first, "y": y - _BAR / 2, "width": max(last - first, 3.0), "height": _BAR, "class": "bar"}
        )
    elif first is not None:
        yield from _draw_open(first, min(first + _OPEN, _WIDTH - 2), y)
    elif last is not None:
        yield from _draw_open(last, max(last - _OPEN, 2.0), y)


def _draw_open(known: float, beyond: float, y: float) -> Iterator[Element]:
    """A bar of which one end is stated: a bold stroke there, and a dashed arrow the other way."""
    way = 1 if beyond > known else -1
    yield line(known, y - _BAR / 2 - 2, known, y + _BAR / 2 + 2, "stated")
    yield line(known, y, beyond, y, "unstated")
    head = f"M{beyond - way * 8:.1f} {y - 6:.1f}L{beyond:.1f} {y:.1f}L{beyond - way * 8:.1f} {y + 6:.1f}"
    yield element("path", {"d": head, "class": "arrow"})


def _draw_dot(year: float, y: float, low: float, high: float) -> Element:
    return diamond(_x(year, low, high), y, 5, "dot")


def _x(year: float | None, low: float, high: float) -> float:
    share = ((year or 0.0) - low) / (high - low)
    return _EDGE + min(max(share, 0.0), 1.0) * (_WIDTH - 2 * _EDGE)


def _is_known(year: float | None) -> bool:
    return year is not None and math.isfinite(year)
