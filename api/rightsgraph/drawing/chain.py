# SPDX-License-Identifier: Apache-2.0
"""A results chain in, its drawing out: a column a step, a box a record, an arrow for what leads to what. Pure.

An aim, a report and a measurement differ in the border of the box and in a word at its head, not by colour alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rightsgraph.drawing.frame import sized, tip
from rightsgraph.drawing.svg import Attributes, draw_text, element, link, wrap

_WIDTH, _GAP, _SPACE = 178.0, 50.0, 14.0  # of a box, between columns, between boxes of a column
_SIZE, _SMALL, _LINE = 13.0, 11.5, 16.25
_SIDE, _HEAD, _FOOT = 28.0, 34.0, 12.0  # beside the boxes for arrows within a column, above for headings, below
_MOST_LINES = 6
_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A record: in which column, its name, where it leads; how it stands (a class of the style sheet) and in words."""

    key: str
    column: int
    text: str
    href: str
    state: str = ""
    state_text: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ChainEdge:
    """What leads from one record to another: a kind (a class of the style sheet), and what a pointer at it is told."""

    source: str
    target: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class _Box:
    node: ChainNode
    lines: tuple[str, ...]
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def draw_chain(columns: Sequence[str], nodes: Sequence[ChainNode], edges: Sequence[ChainEdge], label: str) -> Element:
    """Draw a chain; `columns` are the headings, empty columns are left out, `label` names the whole."""
    used = sorted({node.column for node in nodes})
    place = {column: number for number, column in enumerate(used)}
    near = _neighbours(nodes, edges)
    boxes = _lay_out(_order(nodes, near, used), near, place)
    width = len(used) * _WIDTH + max(len(used) - 1, 0) * _GAP + 2 * _SIDE
    height = max((box.y + box.height for box in boxes.values()), default=_HEAD) + _FOOT
    heads = [
        draw_text([columns[column]], _x(place[column]) + _WIDTH / 2, 20, _SIZE, "middle", kind="head")
        for column in used
    ]
    arrows = (_draw_edge(edge, boxes) for edge in edges)
    return sized(
        width, height, label, "chain",
        [tip("chain-arrow", "head"), *heads, *arrows, *(_draw_box(box) for box in boxes.values())],
    )  # fmt: skip


def _x(place: int) -> float:
    return _SIDE + place * (_WIDTH + _GAP)


def _neighbours(nodes: Sequence[ChainNode], edges: Sequence[ChainEdge]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {node.key: [] for node in nodes}
    for edge in edges:
        if edge.source in near and edge.target in near:
            near[edge.source].append(edge.target)
            near[edge.target].append(edge.source)
    return near


def _order(nodes: Sequence[ChainNode], near: Mapping[str, Sequence[str]], used: Sequence[int]) -> list[list[ChainNode]]:
    """The columns, each record near what it is linked with: a few sweeps to the mean place of the neighbours."""
    columns = [[node for node in nodes if node.column == column] for column in used]
    for _ in range(_SWEEPS):
        for column in columns:
            at = {node.key: (number + 0.5) / len(column) for column in columns for number, node in enumerate(column)}
            column.sort(key=lambda node: _mean([at[key] for key in near[node.key]], at[node.key]))
    return columns


def _mean(places: Sequence[float], own: float) -> float:
    return sum(places) / len(places) if places else own


def _lay_out(
    columns: Sequence[Sequence[ChainNode]], near: Mapping[str, Sequence[str]], place: Mapping[int, int]
) -> dict[str, _Box]:
    """Boxes at the height of what they are linked with, as far as those above and below leave room."""
    heights = {node.key: _height(node) for column in columns for node in column}
    tallest = max((_total(column, heights) for column in columns), default=0.0)
    middles = _middles(columns, heights, tallest)
    for _ in range(_SWEEPS):
        for column in columns:
            if _total(column, heights) < tallest:
                keys = [node.key for node in column]
                wanted = {key: _mean([middles[other] for other in near[key]], middles[key]) for key in keys}
                middles |= _fit(column, heights, wanted, tallest)
    return {node.key: _box(node, heights, middles, place) for column in columns for node in column}


def _box(node: ChainNode, heights: Mapping[str, float], middles: Mapping[str, float], place: Mapping[int, int]) -> _Box:
    height = heights[node.key]
    return _Box(node, tuple(_lines(node)), _x(place[node.column]), _HEAD + middles[node.key] - height / 2, height)


def _total(column: Sequence[ChainNode], heights: Mapping[str, float]) -> float:
    return sum(heights[node.key] for node in column) + _SPACE * max(len(column) - 1, 0)


def _middles(columns: Sequence[Sequence[ChainNode]], heights: Mapping[str, float], tallest: float) -> dict[str, float]:
    """Where the boxes stand at first: each column in the middle of the drawing."""
    found = {}
    for column in columns:
        y = (tallest - _total(column, heights)) / 2
        for node in column:
            found[node.key] = y + heights[node.key] / 2
            y += heights[node.key] + _SPACE
    return found


def _fit(
    column: Sequence[ChainNode], heights: Mapping[str, float], wanted: Mapping[str, float], tallest: float
) -> dict[str, float]:
    """The wanted heights, moved down until none overlaps, then up until all are within the drawing."""
    found: dict[str, float] = {}
    top = 0.0
    for node in column:
        half = heights[node.key] / 2
        found[node.key] = max(wanted[node.key], top + half)
        top = found[node.key] + half + _SPACE
    bottom = tallest
    for node in reversed(column):
        half = heights[node.key] / 2
        found[node.key] = min(found[node.key], bottom - half)
        bottom = found[node.key] - half - _SPACE
    return found


def _lines(node: ChainNode) -> list[str]:
    return wrap(node.text, _WIDTH - 20, _SIZE, _MOST_LINES)


def _height(node: ChainNode) -> float:
    return 18 + _LINE * len(_lines(node)) + (18 if node.state_text else 0)


def _draw_box(box: _Box) -> Element:
    kind = f"box {box.node.state}".strip()
    frame: Attributes = {"x": box.x, "y": box.y, "width": _WIDTH, "height": box.height, "rx": 6, "class": kind}
    parts = [element("rect", frame)]
    if box.node.state == "measured":  # a second line inside: told apart without colour
        inner: Attributes = {"x": box.x + 3, "y": box.y + 3, "width": _WIDTH - 6, "height": box.height - 6, "rx": 4}
        parts.append(element("rect", {**inner, "class": "box inner measured"}))
    top = box.y + 20
    if box.node.state_text:
        parts.append(draw_text([box.node.state_text], box.x + 11, top, _SMALL, kind=f"tag {box.node.state}"))
        top += 18
    parts.append(draw_text(box.lines, box.x + 11, top, _SIZE, language=box.node.language))
    return link(box.node.href, *parts)


def _draw_edge(edge: ChainEdge, boxes: Mapping[str, _Box]) -> Element | None:
    start, end = boxes.get(edge.source), boxes.get(edge.target)
    if start is None or end is None or start is end:
        return None
    attributes = {"d": _path(start, end), "class": f"edge {edge.kind}", "marker-end": "url(#chain-arrow)"}
    return element("path", attributes, element("title", {}, edge.title))


def _path(start: _Box, end: _Box) -> str:
    """From the right of a box to the left of another; within a column around it; backwards the other way."""
    if start.x == end.x == _SIDE:  # the first column has room to its left, where no other arrow leaves
        return _curve(start.x, start.middle, start.x - 3, end.middle, -24, 24)
    if start.x == end.x:
        side = start.x + _WIDTH
        return _curve(side, start.middle, side + 3, end.middle, 24, -24)
    if end.x > start.x:
        bend = max((end.x - start.x - _WIDTH) / 2, 24)
        return _curve(start.x + _WIDTH, start.middle, end.x - 3, end.middle, bend, bend)
    return _curve(start.x, start.middle, end.x + _WIDTH + 3, end.middle, -29, -29)


def _curve(x1: float, y1: float, x2: float, y2: float, out: float, back: float) -> str:
    return f"M{x1:.0f} {y1:.0f}C{x1 + out:.0f} {y1:.0f} {x2 - back:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
