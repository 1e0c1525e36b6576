# SPDX-License-Identifier: Apache-2.0
"""Places with counts in, maps out: the world by country, a country by region, nothing finer. Pure.

What has no name has no place on a map: of regions that a source leaves unnamed only the country is hatched, and no pin
stands anywhere. How many are meant is for the page to say beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from xml.etree.ElementTree import Element

from rightsgraph.drawing.frame import frame
from rightsgraph.drawing.outlines import Outline, Outlines, read_country, read_world
from rightsgraph.drawing.svg import draw_text, element, width_of

# From each of these numbers on, a country is filled in another way: by hatching, so that no colour is needed.
_STEPS = (1, 2, 5, 10)
_WORLD_SIZE, _KEY = 36.0, 70.0  # of words and of the key, in steps of the world's map
_FILLS = {1: "url(#fill-dots)", 2: "url(#fill-lines)", 3: "url(#fill-cross)", 4: "url(#fill-full)"}
# Where a name may stand, from where it belongs: aside by parts of its width, down by parts of its height.
_NEAR = tuple(product((0.0, 0.25, -0.25, 0.5, -0.5), (0.0, 0.5, -0.5)))
_SIZE, _EDGE, _LEAST = 17.0, 12.0, 560.0  # of a country's map: words, edge, and width at the least


@dataclass(frozen=True, slots=True)
class Place:
    """A country or a region: its ISO 3166 code, its name, how much there is, in a number and in words."""

    code: str
    name: str
    count: int
    told: str = ""
    href: str | None = None


def draw_world(places: Sequence[Place], title: str) -> Element:
    """The world; countries with a count are filled by it, bear it, and lead where they do."""
    world = read_world()
    shown = [(place, world.countries[place.code]) for place in places if place.code in world.countries]
    named = {place.code for place, _ in shown}
    empty = "".join(outline.path for code, outline in world.countries.items() if code not in named)
    parts = [
        _patterns(),
        element("path", {"d": empty, "class": "land"}),
        *(_draw_place(place, outline, _FILLS[_step(place.count)]) for place, outline in shown),
        *_draw_counts(shown),
        *_draw_key(world.height),
    ]
    return frame(world.width, world.height + _KEY, title, "map world", parts)


def draw_country(code: str, places: Sequence[Place], title: str, *, unnamed: bool = False) -> Element | None:
    """A country by its regions, None for one without outlines; those given are filled and bear their code and name.

    With `unnamed` the whole is hatched: there are regions that nobody names. Regions without an outline are left out;
    `missing_outlines` says which.
    """
    country = read_country(code)
    if country is None:
        return None
    width = max(_LEAST, country.width + 2 * _EDGE)
    shown = [(place, outline) for place in places if (outline := country.find(place.code))]
    room = _Room()
    ordered = sorted(shown, key=lambda one: (-one[0].count, one[0].code))
    labels = {place.code: _label(place, outline, country, width, room) for place, outline in ordered}
    left = (width - country.width) / 2
    land = "".join(outline.path for outline in country.regions.values()) + country.rest
    parts = [
        _patterns(),
        element(
            "g",
            {"transform": f"translate({left:.1f} {_EDGE:.0f})"},
            element("path", {"d": land, "class": "land", "fill": "url(#fill-gaps)" if unnamed else None}),
            *(_draw_place(place, outline, _FILLS[4]) for place, outline in shown),
            *(label for place, _ in shown for label in labels[place.code]),
        ),
    ]
    return frame(width, country.height + 2 * _EDGE + 2 * _SIZE, title, "map country", parts)


def has_country(code: str) -> bool:
    """Whether the map of the world has a country."""
    return code in read_world().countries


def missing_outlines(country: str, codes: Iterable[str]) -> list[str]:
    """Those of a country's regions that no outline is known of."""
    found = read_country(country)
    return sorted(code for code in codes if found is None or not found.find(code))


def _step(count: int) -> int:
    return max(1, sum(count >= least for least in _STEPS))


def _draw_place(place: Place, outline: Outline, fill: str) -> Element:
    """A filled place; its whole name is what a screen reader says and what a pointer shows."""
    label = f"{place.code} {place.name}: {place.told}" if place.told else f"{place.code} {place.name}"
    path = element("path", {"d": outline.path, "class": "place", "fill": fill}, element("title", {}, label))
    if not place.href:
        return element("g", {}, path)
    return element("a", {"href": place.href, "aria-label": label}, path)


class _Room:
    """Where words stand already, so that no others are written over them."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float, float, float]] = []

    def take(self, x: float, y: float, width: float, height: float) -> bool:
        """Take a box about a middle, if it is free."""
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        free = all(box[2] <= one[0] or box[0] >= one[2] or box[3] <= one[1] or box[1] >= one[3] for one in self._taken)
        if free:
            self._taken.append(box)
        return free


def _draw_counts(shown: Sequence[tuple[Place, Outline]]) -> Iterator[Element]:
    """The countries' counts, the largest first; one that would stand on another is left to the list beneath."""
    room = _Room()
    for place, outline in sorted(shown, key=lambda one: (-one[0].count, one[0].code)):
        words = str(place.count)
        if room.take(outline.x, outline.y, width_of(words, _WORLD_SIZE) + 4, _WORLD_SIZE):
            baseline = outline.y + _WORLD_SIZE * 0.36
            yield draw_text([words], outline.x, baseline, _WORLD_SIZE, "middle", kind="count")


def _label(place: Place, outline: Outline, country: Outlines, width: float, room: _Room) -> list[Element]:
    """A region's code and name, in it or as near as there is room; the code alone, or nothing, where there is none."""
    left = (width - country.width) / 2
    for lines, (aside, down) in product(([place.code, place.name], [place.code]), _NEAR):
        wide = max(width_of(line, _SIZE) for line in lines)
        tall = len(lines) * _SIZE * 1.25
        x = min(max(outline.x + aside * wide, wide / 2 - left), width - left - wide / 2)
        y = min(max(outline.y + down * tall, tall / 2), country.height + _SIZE)
        if wide <= width and room.take(x, y, wide + 4, tall):
            return [draw_text(lines, x, y - tall / 2 + _SIZE, _SIZE, "middle", kind="label")]
    return []


def _draw_key(top: float) -> Iterator[Element]:
    """What each way of filling stands for."""
    x = 20.0
    for number, least in enumerate(_STEPS, 1):
        after = _STEPS[number] if number < len(_STEPS) else None
        words = f"{least}+" if after is None else str(least) if after == least + 1 else f"{least}–{after - 1}"
        yield element(
            "rect", {"x": x, "y": top + 14, "width": 56, "height": 40, "class": "place", "fill": _FILLS[number]}
        )
        yield draw_text([words], x + 68, top + 46, _WORLD_SIZE)
        x += 68 + width_of(words, _WORLD_SIZE) + 50


def _patterns() -> Element:
    """The hatchings: of the page's colours, which the style sheet gives, each denser than the one before."""
    slanted = "M-2 10L10-2M4 16L16 4"
    lines = {
        "dots": ("M3 3h2v2h-2zM9 9h2v2h-2z", "inked", "ground"),
        "lines": (slanted, "hatched", "ground"),
        "cross": (f"{slanted}M-2 2L10 14M4-4L16 8", "hatched", "ground"),
        "full": ("", "hatched", "full"),
        "gaps": (slanted, "open", "bare"),
    }
    return element("defs", {}, *(_pattern(name, *parts) for name, parts in lines.items()))


def _pattern(name: str, path: str, kind: str, ground: str) -> Element:
    size: dict[str, str | int | float | None] = {"width": 12, "height": 12}
    return element(
        "pattern",
        {"id": f"fill-{name}", "patternUnits": "userSpaceOnUse", **size},
        element("rect", {"class": ground, **size}),
        *([element("path", {"d": path, "class": kind})] if path else []),
    )
