# SPDX-License-Identifier: Apache-2.0
"""A record and those around it in, a drawing out: what leads to it on the left, where it leads on the right. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rightsgraph.drawing.frame import sized, tip
from rightsgraph.drawing.svg import draw_text, element, link, wrap

_SIZE, _SMALL = 14.0, 12.0
_BOX, _GAP, _MARGIN = 210.0, 96.0, 8.0
_ROW, _LINES, _LINE = 66.0, 2, 17.0
_BOLD = 1.15  # how much wider bold letters are
_SPACE = 14.0  # between two rows
_WIDTH = 3 * _BOX + 2 * _GAP + 2 * _MARGIN


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A record beside the one in the middle: its name, where it leads, and the property between them."""

    name: str
    href: str | None
    property: str


def draw_neighbours(
    name: str,
    incoming: Sequence[Neighbour],
    outgoing: Sequence[Neighbour],
    left: tuple[str, ...],
    label: str,
) -> Element:
    """The drawing; `left` are the words under each side for what is not drawn, `label` says what the drawing is."""
    rows = max(len(incoming), len(outgoing), 1)
    height = rows * (_ROW + _SPACE) + 2 * _MARGIN + (24 if any(left) else 0)
    middle = _MARGIN + (rows * (_ROW + _SPACE) - _SPACE) / 2
    columns = [_MARGIN + number * (_BOX + _GAP) for number in range(3)]
    parts = [*_side(incoming, columns[0], middle, inward=True), *_side(outgoing, columns[2], middle, inward=False)]
    parts += [
        draw_text([words], x, height - _MARGIN, _SMALL, kind="soft")
        for words, x in zip(left, (columns[0], columns[2]), strict=True)
        if words
    ]
    return sized(_WIDTH, height, label, "neighbours", [tip("tip"), *parts, _box(name, columns[1], middle, "centre")])


def _side(neighbours: Sequence[Neighbour], x: float, middle: float, *, inward: bool) -> list[Element]:
    """One column: lines first, so that boxes lie on top of them."""
    top = middle - (len(neighbours) * (_ROW + _SPACE) - _SPACE) / 2
    places = [(one, top + number * (_ROW + _SPACE) + _ROW / 2) for number, one in enumerate(neighbours)]
    lines = [_line(x, y, middle, inward=inward) for _, y in places]
    return [*lines, *(link(one.href, *_labelled(one, x, y)) for one, y in places)]


def _line(x: float, y: float, middle: float, *, inward: bool) -> Element:
    centre = _MARGIN + _BOX + _GAP
    start, end = ((x + _BOX, y), (centre, middle)) if inward else ((centre + _BOX, middle), (x, y))
    bend = _GAP / 2
    curve = f"{start[0] + bend:g} {start[1]:g} {end[0] - bend:g} {end[1]:g} {end[0]:g} {end[1]:g}"
    path = f"M{start[0]:g} {start[1]:g}C{curve}"
    return element("path", {"d": path, "class": "edge", "marker-end": "url(#tip)"})


def _labelled(one: Neighbour, x: float, y: float) -> list[Element]:
    """A box with the property above the name."""
    lines = wrap(one.name, _BOX - 20, _SIZE, _LINES)
    top = y - (len(lines) + 1) * _LINE / 2 + 12
    return [
        element("rect", {"x": x, "y": y - _ROW / 2, "width": _BOX, "height": _ROW, "rx": 6, "class": "node"}),
        draw_text(wrap(one.property, _BOX - 20, _SMALL, 1), x + 10, top, _SMALL, kind="soft"),
        draw_text(lines, x + 10, top + _LINE, _SIZE),
    ]


def _box(name: str, x: float, y: float, kind: str) -> Element:
    lines = wrap(name, (_BOX - 20) / _BOLD, _SIZE, 3)
    text = draw_text(lines, x + _BOX / 2, y - (len(lines) - 1) * _LINE / 2 + 5, _SIZE, "middle", kind=kind)
    rect = element("rect", {"x": x, "y": y - 36, "width": _BOX, "height": 72, "rx": 6, "class": f"node {kind}"})
    return element("g", {}, rect, text)
