# SPDX-License-Identifier: Apache-2.0
"""Charts: whatever the numbers are, what is drawn is sound, inside its frame, and says its numbers in words."""

import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.drawing import Bar, Element, Interval, Pair, draw_bars, draw_intervals, draw_pairs, write
from rightsgraph.drawing.scale import fit

NUMBERS = st.floats() | st.integers(-1000, 1000).map(float) | st.sampled_from([0.0, 1.0, 1e308, -1e308, 5e-324])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=80)
INTERVALS = st.builds(Interval, WORDS, NUMBERS, st.none() | NUMBERS, st.none() | NUMBERS, WORDS, st.none() | WORDS)
PAIRS = st.builds(Pair, WORDS, NUMBERS, NUMBERS, WORDS)
BARS = st.builds(Bar, WORDS, NUMBERS, WORDS, st.none() | WORDS)
SPACE = "{http://www.w3.org/2000/svg}"


def read(drawing: Element) -> ElementTree.Element:
    """A drawing as a browser reads it, held to be sound and inside its frame."""
    root = ElementTree.fromstring(write(drawing))
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    for part in root.iter():
        assert "style" not in part.attrib
        for name, value in part.attrib.items():
            if name in ("x", "x1", "x2", "cx", "width"):
                assert 0 <= float(value) <= width, (part.tag, part.attrib)
            if name in ("y", "y1", "y2", "cy", "height"):
                assert 0 <= float(value) <= height, (part.tag, part.attrib)
            if name == "d":
                start = re.match(r"M([\d.]+) ([\d.]+)", value)
                assert start, value
                assert float(start[1]) <= width
                assert float(start[2]) <= height
    return root


def count(root: ElementTree.Element, kind: str) -> int:
    return sum(part.attrib.get("class") == kind for part in root.iter())


@given(st.lists(INTERVALS, max_size=5), st.booleans(), st.none() | NUMBERS)
def test_intervals_of_any_numbers_stay_inside(rows: list[Interval], ratio: bool, neutral: float | None) -> None:
    root = read(draw_intervals(rows, "Title", ratio=ratio, neutral=neutral))
    assert count(root, "value") == sum(math.isfinite(row.value) for row in rows)
    text = "".join("".join(root.itertext()).split())
    assert all(row.label[:10].split() == [] or "".join(row.label.split())[:5] in text for row in rows)


@given(st.lists(PAIRS, max_size=5), st.booleans())
def test_pairs_of_any_numbers_stay_inside(rows: list[Pair], zero: bool) -> None:
    root = read(draw_pairs(rows, "Title", before="before", after="after", zero=zero))
    assert count(root, "before") == 1 + sum(math.isfinite(row.before) for row in rows)
    assert count(root, "value") == 1 + sum(math.isfinite(row.after) for row in rows)


@given(st.lists(BARS, max_size=5))
def test_bars_of_any_numbers_stay_inside(rows: list[Bar]) -> None:
    root = read(draw_bars(rows, "Title"))
    assert count(root, "bar") == sum(math.isfinite(row.number) for row in rows)


@given(st.lists(NUMBERS, min_size=1), st.booleans())
def test_an_axis_keeps_the_order_of_its_values(values: list[float], log: bool) -> None:
    known = sorted(value for value in values if math.isfinite(value))
    axis = fit(values, log)
    places = [axis.at(value) for value in known]
    assert places == sorted(places)
    ticks = axis.ticks()
    assert ticks == sorted(set(ticks))
    assert all(axis.low <= tick <= axis.high for tick in ticks)


def test_half_and_double_are_equally_far_from_one() -> None:
    axis = fit([0.5, 2.0], log=True)
    assert axis.at(1.0) - axis.at(0.5) == pytest.approx(axis.at(2.0) - axis.at(1.0))


def test_an_interval_that_is_not_told_is_not_drawn() -> None:
    told, untold = (read(draw_intervals([Interval("a", 2.0, low, 3.0)], "Title")) for low in (1.0, None))
    assert (count(told, "range"), count(untold, "range")) == (3, 0)


def test_what_has_links_is_no_single_picture_to_a_screen_reader() -> None:
    plain, linked = (read(draw_bars([Bar("a", 1.0, "1", href)], "Bars")) for href in (None, "/a"))
    assert (plain.attrib["role"], linked.attrib["role"]) == ("img", "group")
    assert plain.attrib["aria-label"] == linked.attrib["aria-label"] == "Bars"
    assert [part.attrib["href"] for part in linked.iter(f"{SPACE}a")] == ["/a"]
