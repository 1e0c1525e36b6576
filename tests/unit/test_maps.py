# SPDX-License-Identifier: Apache-2.0
"""Maps and time lines: the outlines are those that were looked at; what has no name is nowhere; words stay words."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rightsgraph.drawing.outlines
from rightsgraph.drawing import Element, Place, Span, draw_country, draw_timeline, draw_world, missing_outlines, write
from rightsgraph.drawing.outlines import Outline, read_country, read_world
from rightsgraph.manifest import digest
from rightsgraph.web.finding.timing import year_of

FOLDER = Path(rightsgraph.drawing.outlines.__path__[0])
GAPS = Path(__file__).parents[1] / "outlines" / "gaps.txt"
NO_COUNTRY = {"SX"}
OFF_THE_WORLD = {"AQ", "SX"}
COUNTRIES = [country.alpha_2 for country in pycountry.countries]
REGIONS = [region.code for region in pycountry.subdivisions]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)
CODES = st.sampled_from([*COUNTRIES[:60], *REGIONS[:400]]) | WORDS
PLACES = st.lists(
    st.builds(Place, CODES, WORDS, st.integers(-5, 10**9), WORDS, st.none() | WORDS),
    max_size=8,
    unique_by=lambda p: p.code,
)
YEARS = st.none() | st.floats() | st.floats(1900, 2100)
SPANS = st.lists(
    st.builds(Span, WORDS, YEARS, YEARS, WORDS, st.none() | WORDS, st.lists(st.floats(), max_size=3).map(tuple)),
    max_size=6,
)


def read(drawing: Element) -> ElementTree.Element:
    """A drawing as a browser reads it; every word and line is inside its frame."""
    root = ElementTree.fromstring(write(drawing))
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    for part in root.iter():
        assert "style" not in part.attrib
        for name, value in part.attrib.items():
            if name in ("x", "x1", "x2"):
                assert -width / 2 <= float(value) <= width, (part.tag, part.attrib)
            if name in ("y", "y1", "y2"):
                assert 0 <= float(value) <= height, (part.tag, part.attrib)
    return root


def listed_gaps() -> dict[str, str]:
    lines = [line for line in GAPS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {country: codes for country, _, codes in (line.partition(": ") for line in lines)}


def test_the_outlines_are_those_that_were_looked_at() -> None:
    told = re.search(r"SHA-256 of `outlines.json.gz`: `([0-9a-f]{64})`", (FOLDER / "SOURCE.md").read_text("utf-8"))
    assert told
    assert digest((FOLDER / "outlines.json.gz").read_bytes()) == told[1]
    assert (FOLDER / "outlines.json.gz").stat().st_size < 600_000


def test_every_country_has_an_outline_but_for_the_known_few() -> None:
    assert {code for code in COUNTRIES if read_country(code) is None} == NO_COUNTRY
    assert set(COUNTRIES) - set(read_world().countries) == OFF_THE_WORLD


def test_every_region_has_an_outline_or_is_a_known_gap() -> None:
    gaps = listed_gaps()
    for country in {code[:2] for code in REGIONS}:
        missing = missing_outlines(country, [code for code in REGIONS if code[:2] == country])
        listed = gaps.get(country, "").split()
        assert listed == ["*"] or {code[3:] for code in missing} <= set(listed), country


@pytest.mark.parametrize("code", sorted({code[:2] for code in REGIONS} - NO_COUNTRY))
def test_a_region_is_inside_its_countrys_map(code: str) -> None:
    country = read_country(code)
    assert country
    for outline in [*country.regions.values(), *country.wholes.values()]:
        assert corners(outline) <= (country.width, country.height)
        assert 0 <= outline.x <= country.width
        assert 0 <= outline.y <= country.height


def corners(outline: Outline) -> tuple[int, int]:
    """The farthest point of a path, which is held to begin at nothing or beyond."""
    far = [0, 0]
    for ring in re.findall(r"M(\d+) (\d+)l([-\d ]*)z", outline.path):
        x, y = int(ring[0]), int(ring[1])
        steps = [int(step) for step in re.findall(r"-?\d+", ring[2])]
        for dx, dy in [(0, 0), *zip(steps[::2], steps[1::2], strict=True)]:
            x, y = x + dx, y + dy
            assert x >= 0
            assert y >= 0
            far = [max(far[0], x), max(far[1], y)]
    assert re.fullmatch(r"(M\d+ \d+l[-\d ]*z)+", outline.path)
    return far[0], far[1]


@given(PLACES)
def test_a_world_of_any_places_is_sound(places: list[Place]) -> None:
    root = read(draw_world(places, "World"))
    filled = [part for part in root.iter() if part.attrib.get("class") == "place" and part.tag.endswith("path")]
    assert len(filled) == sum(place.code in read_world().countries for place in places)


@given(st.sampled_from(COUNTRIES) | WORDS, PLACES, st.booleans())
def test_a_country_of_any_places_is_sound(code: str, places: list[Place], unnamed: bool) -> None:
    drawn = draw_country(code, places, "Country", unnamed=unnamed)
    if drawn is None:
        assert read_country(code) is None
    else:
        root = read(drawn)
        gaps = [part for part in root.iter() if part.attrib.get("fill") == "url(#fill-gaps)"]
        assert len(gaps) == unnamed


def test_regions_without_a_name_fill_none() -> None:
    drawn = draw_country("PE", [], "Peru", unnamed=True)
    assert drawn is not None
    root = read(drawn)
    assert not [part for part in root.iter() if part.attrib.get("class") in ("place", "label")]
    assert not [part for part in root.iter() if part.tag.endswith("circle")]


def test_a_region_bears_its_code_and_name_and_is_one_link() -> None:
    drawn = draw_country("PE", [Place("PE-PIU", "<Piura>", 2, "2 interventions", "#PE-PIU")], "Peru")
    assert drawn is not None
    root = read(drawn)
    links = [part for part in root.iter() if part.tag.endswith("}a")]
    assert [link.attrib["aria-label"] for link in links] == ["PE-PIU <Piura>: 2 interventions"]
    label = next(part for part in root.iter() if part.attrib.get("class") == "label")
    assert list(label.itertext()) == ["PE-PIU", "<Piura>"]
    assert root.attrib["role"] == "group"


def test_a_region_of_regions_is_drawn_too() -> None:
    assert missing_outlines("FR", ["FR-IDF", "FR-75C", "FR-XXX"]) == ["FR-XXX"]
    assert missing_outlines("nowhere", ["FR-IDF"]) == ["FR-IDF"]


@pytest.mark.parametrize(("count", "fill"), [(1, "dots"), (2, "lines"), (4, "lines"), (5, "cross"), (10, "full")])
def test_more_is_filled_more_densely(count: int, fill: str) -> None:
    root = read(draw_world([Place("PE", "Peru", count)], "World"))
    filled = next(part for part in root.iter() if part.attrib.get("class") == "place" and "d" in part.attrib)
    assert filled.attrib["fill"] == f"url(#fill-{fill})"
    assert str(count) in [part.text for part in root.iter() if part.tag.endswith("tspan")]


@given(SPANS)
def test_a_time_line_of_any_dates_is_sound(spans: list[Span]) -> None:
    root = read(draw_timeline(spans, "Time"))
    bars = sum(part.attrib.get("class") == "bar" for part in root.iter())
    known = [sum(year is not None and abs(year) <= 1e400 for year in (s.start, s.end)) for s in spans]
    assert bars <= sum(count == 2 for count in known)


def test_an_end_that_is_not_stated_is_no_bar() -> None:
    root = read(draw_timeline([Span("a", 2012.0, None), Span("b", None, 2014.0), Span("c", 2012.0, 2014.0)], "Time"))
    kinds = [part.attrib.get("class") for part in root.iter()]
    assert (kinds.count("bar"), kinds.count("stated"), kinds.count("arrow")) == (1, 2, 2)


@pytest.mark.parametrize(
    ("told", "over", "year"),
    [
        ("2012", False, 2012.0),
        ("2012", True, 2013.0),
        ("2012-07", False, 2012.5),
        ("2012-12", True, 2013.0),
        ("2012-01-01", False, 2012.0),
        ("2012-12-31", True, 2013.0),
        ("2012-07-02T10:00:00Z", False, pytest.approx(2012.5)),
        ("0000", False, None),
        ("2012-13", False, None),
        ("soon", False, None),
        ("", True, None),
    ],
)
def test_a_date_is_as_exact_as_it_is_told(told: str, over: bool, year: float | None) -> None:
    assert year_of(told, over) == year
