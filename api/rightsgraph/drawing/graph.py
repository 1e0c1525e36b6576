# SPDX-License-Identifier: Apache-2.0
"""Nodes and links in, a drawing in layers out: the same for the same graph, and no larger than a page bears. Pure.

Layers are how many links a node is away from where the drawing starts; within a layer a node stands near what it is
linked with (K. Sugiyama, S. Tagawa, M. Toda: Methods for visual understanding of hierarchical system structures, 1981).
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rightsgraph.drawing.frame import frame
from rightsgraph.drawing.svg import draw_text, element, link, wrap

MOST_NODES, MOST_EDGES = 40, 80
_BOX, _GAP, _ROW, _EDGE = 150.0, 130.0, 14.0, 8.0
_SIZE, _SMALL, _LINE, _LINES = 11.0, 9.0, 13.75, 4
_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its key, its name, where it leads."""

    key: str
    label: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A link from one thing to another, and what it is called."""

    source: str
    target: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a node stands."""

    node: Node
    lines: tuple[str, ...]
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def bound(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[list[Node], list[Edge]]:
    """As much of a graph as is drawn: what has most links first, and the links between what is kept."""
    degrees = _degrees(edges)
    ranked = sorted(nodes, key=lambda node: (-degrees.get(node.key, 0), node.key))[:MOST_NODES]
    kept = {node.key for node in ranked}
    between = [edge for edge in edges if edge.source in kept and edge.target in kept]
    return [node for node in nodes if node.key in kept], between[:MOST_EDGES]


def draw_graph(nodes: Sequence[Node], edges: Sequence[Edge], title: str) -> Element:
    """A graph from left to right, cut as `bound` does."""
    nodes, edges = bound(nodes, edges)
    boxes = _place(_order(_layers(nodes, edges), edges))
    width = max((box.x + _BOX for box in boxes.values()), default=_BOX) + _EDGE
    height = max((box.y + box.height for box in boxes.values()), default=0.0) + _EDGE
    lines = [part for edge in edges for part in _draw_edge(boxes[edge.source], boxes[edge.target])]
    words = [_draw_word(boxes[edge.source], boxes[edge.target], label) for edge, label in _said(edges)]
    drawing = frame(width, height, title, "graph", [*lines, *words, *map(_draw_box, boxes.values())])
    # In its own size, so that words can be read; what is wider than the window is scrolled.
    drawing.set("width", f"{width:.0f}")
    drawing.set("height", f"{height:.0f}")
    return drawing


def _degrees(edges: Iterable[Edge]) -> dict[str, int]:
    found: dict[str, int] = {}
    for edge in edges:
        for key in (edge.source, edge.target):
            found[key] = found.get(key, 0) + 1
    return found


def _layers(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[list[Node]]:
    """Nodes by how many links they are away from the start: what nothing leads to, or else what has most links."""
    left = {node.key: node for node in nodes}
    layers: list[list[Node]] = []
    degrees, near = _degrees(edges), _near(edges)
    led_to = {edge.target for edge in edges if edge.source != edge.target}
    starts = [key for key in left if key not in led_to and degrees.get(key)]
    while left:
        layer = starts or [min(left, key=lambda key: (-degrees.get(key, 0), key))]
        starts = []
        depth = 0
        while layer:
            while len(layers) <= depth:
                layers.append([])
            layers[depth] += [left.pop(key) for key in layer]
            layer = list(dict.fromkeys(key for one in layer for key in near.get(one, ()) if key in left))
            depth += 1
    return layers


def _near(edges: Iterable[Edge]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {}
    for edge in edges:
        near.setdefault(edge.source, []).append(edge.target)
        near.setdefault(edge.target, []).append(edge.source)
    return near


def _order(layers: list[list[Node]], edges: Sequence[Edge]) -> list[list[Node]]:
    """Each layer sorted by the middle of what its nodes are linked with in the layer before, to and fro."""
    near = _near(edges)
    for sweep in range(_SWEEPS):
        order = layers if sweep % 2 == 0 else layers[::-1]
        for before, layer in itertools.pairwise(order):
            places = {node.key: place / len(before) for place, node in enumerate(before)}
            layer.sort(key=lambda node, places=places: _middle(near.get(node.key, ()), places))  # type: ignore[misc]
    return layers


def _middle(keys: Iterable[str], places: Mapping[str, float]) -> float:
    found = [places[key] for key in keys if key in places]
    return sum(found) / len(found) if found else 0.5


def _place(layers: list[list[Node]]) -> dict[str, _Box]:
    columns = [[(node, tuple(wrap(node.label, _BOX - 16, _SIZE, _LINES))) for node in layer] for layer in layers]
    heights = [sum(_height(lines) + _ROW for _, lines in column) - _ROW for column in columns]
    boxes: dict[str, _Box] = {}
    for number, column in enumerate(columns):
        y = _EDGE + (max(heights) - heights[number]) / 2
        for node, lines in column:
            boxes[node.key] = _Box(node, lines, _EDGE + number * (_BOX + _GAP), y, _height(lines))
            y += _height(lines) + _ROW
    return boxes


def _height(lines: Sequence[str]) -> float:
    return len(lines) * _LINE + 10


def _draw_box(box: _Box) -> Element:
    border = element("rect", {"x": box.x, "y": box.y, "width": _BOX, "height": box.height, "rx": 4, "class": "node"})
    return link(box.node.href, border, draw_text(box.lines, box.x + 8, box.y + 5 + _SIZE, _SIZE))


def _ends(source: _Box, target: _Box) -> tuple[float, float, float, float]:
    """Where a link begins and ends: at the sides that face each other, or both at the right side in one layer."""
    if source.x < target.x:
        return source.x + _BOX, source.middle, target.x, target.middle
    if source.x > target.x:
        return source.x, source.middle, target.x + _BOX, target.middle
    return source.x + _BOX, source.middle, target.x + _BOX, target.middle


def _draw_edge(source: _Box, target: _Box) -> list[Element]:
    x1, y1, x2, y2 = _ends(source, target)
    turn = _GAP / 2 if x1 <= x2 else -_GAP / 2
    back = turn if x1 == x2 else -turn
    point = 5.0 if x1 < x2 else -5.0
    if x1 == x2:
        point = -5.0
    path = f"M{x1:.1f} {y1:.1f}C{x1 + turn:.1f} {y1:.1f} {x2 + back:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    head = f"M{x2:.1f} {y2:.1f}l{-point:.1f} -3.5v7z"
    return [element("path", {"d": path, "class": "edge"}), element("path", {"d": head, "class": "arrow"})]


def _said(edges: Sequence[Edge]) -> list[tuple[Edge, str]]:
    """Each pair of nodes once, with all that links them."""
    labels: dict[tuple[str, str], list[str]] = {}
    for edge in edges:
        if edge.label:
            labels.setdefault((edge.source, edge.target), []).append(edge.label)
    return [(Edge(*pair), ", ".join(dict.fromkeys(said))) for pair, said in labels.items()]


def _draw_word(source: _Box, target: _Box, label: str) -> Element:
    """What a link is called, near what it leads to, where links stand furthest apart."""
    x1, y1, x2, y2 = _ends(source, target)
    near = 0.62
    x = x1 + (x2 - x1) * near if x1 != x2 else x1 + _GAP / 3
    lines = wrap(label, _GAP - 26, _SMALL, 2)
    y = y1 + (y2 - y1) * (near + 0.12)
    return draw_text(lines, x, y - (len(lines) - 1) * _SMALL * 0.6, _SMALL, "middle", kind="word")
