# SPDX-License-Identifier: Apache-2.0
"""Classes and the properties between them in, a diagram out: boxes in columns, a line from each property. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rightsgraph.drawing.frame import sized, tip
from rightsgraph.drawing.svg import draw_text, element, link, wrap

_SIZE, _SMALL = 14.0, 12.0
_BOX, _GAP, _MARGIN, _SPACE = 230.0, 120.0, 10.0, 22.0
_BOLD = 1.15  # how much wider bold letters are
_HEAD, _LINE = 30.0, 20.0


@dataclass(frozen=True, slots=True)
class PropertyLine:
    """A property of a class: its name, where it leads, and the key of the class that its values are in."""

    name: str
    href: str | None
    target: str


@dataclass(frozen=True, slots=True)
class ClassBox:
    """A class: a key to find it by, its name, where it leads, its properties."""

    key: str
    name: str
    href: str | None
    properties: tuple[PropertyLine, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    box: ClassBox
    column: int
    x: float
    y: float

    @property
    def height(self) -> float:
        return _HEAD + len(self.box.properties) * _LINE + (8 if self.box.properties else 0)


def draw_classes(boxes: Sequence[ClassBox], label: str) -> Element:
    """The diagram; the same boxes give the same drawing. `label` says what it is."""
    placed = {one.box.key: one for one in _place(boxes)}
    width = max((one.x + _BOX for one in placed.values()), default=0) + _GAP / 2
    height = max((one.y + one.height for one in placed.values()), default=0) + _MARGIN
    edges = (_edge(one, number, placed) for one in placed.values() for number in range(len(one.box.properties)))
    boxes_drawn = (part for one in placed.values() for part in _box(one))
    return sized(width, height, label, "classes", [tip("class-tip"), *edges, *boxes_drawn])


def _place(boxes: Sequence[ClassBox]) -> list[_Placed]:
    """A box stands a column right of the first that leads to it; in a column, in the order of what leads there."""
    columns = _columns(boxes)
    found: list[_Placed] = []
    for column in sorted(set(columns.values())):
        y = _MARGIN
        for key in (key for key, place in columns.items() if place == column):
            box = next(one for one in boxes if one.key == key)
            found.append(_Placed(box, column, _MARGIN + column * (_BOX + _GAP), y))
            y += found[-1].height + _SPACE
    return found


def _columns(boxes: Sequence[ClassBox]) -> dict[str, int]:
    """Breadth first, from the boxes that nothing else leads to, those with most properties first."""
    leads = {one.key: [line.target for line in one.properties if line.target != one.key] for one in boxes}
    led = {target for targets in leads.values() for target in targets}
    starts = sorted((key for key in leads if key not in led), key=lambda key: (-len(leads[key]), key))
    columns: dict[str, int] = {}
    for start in [*starts, *sorted(leads)]:
        level, column = [start], 0
        while level := [key for key in dict.fromkeys(level) if key in leads and key not in columns]:
            columns.update(dict.fromkeys(level, column))
            level, column = [target for key in level for target in leads[key]], column + 1
    return columns


def _edge(one: _Placed, number: int, placed: Mapping[str, _Placed]) -> Element:
    target = placed[one.box.properties[number].target]
    y = one.y + _HEAD + number * _LINE + _LINE / 2
    end = target.y + _HEAD / 2
    x, bend = one.x + _BOX, _GAP / 2
    if target.column > one.column:
        path = f"M{x:g} {y:g}C{x + bend:g} {y:g} {target.x - bend:g} {end:g} {target.x:g} {end:g}"
    else:  # to its own column or back: around the right of the target
        side = target.x + _BOX
        path = f"M{x:g} {y:g}C{x + bend:g} {y:g} {side + bend:g} {end:g} {side:g} {end:g}"
    return element("path", {"d": path, "class": "edge", "marker-end": "url(#class-tip)"})


def _box(one: _Placed) -> list[Element]:
    rect = element("rect", {"x": one.x, "y": one.y, "width": _BOX, "height": one.height, "rx": 6, "class": "node"})
    name = draw_text(wrap(one.box.name, (_BOX - 20) / _BOLD, _SIZE, 1), one.x + 10, one.y + 20, _SIZE, kind="strong")
    lines = [
        link(line.href, draw_text(wrap(line.name, _BOX - 20, _SMALL, 1), one.x + 10, y, _SMALL))
        for number, line in enumerate(one.box.properties)
        for y in [one.y + _HEAD + number * _LINE + 13]
    ]
    return [rect, link(one.box.href, name), *lines]
