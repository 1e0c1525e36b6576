# SPDX-License-Identifier: Apache-2.0
"""Parts of a drawing in, the drawing out: sized, named, and open to a screen reader where it has links. Pure."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from rightsgraph.drawing.svg import element

_SPACE = "http://www.w3.org/2000/svg"


def frame(width: float, height: float, title: str, kind: str, parts: Iterable[Element | None]) -> Element:
    """A drawing of a size; `kind` is its class. One with links is a group, so that they can be reached."""
    inside = [part for part in parts if part is not None]
    linked = any(part.tag == "a" or part.find(".//a") is not None for part in inside)
    said: dict[str, str | int | float | None] = {
        "xmlns": _SPACE,
        "viewBox": f"0 0 {width:.0f} {height:.0f}",
        "class": f"drawn {kind}",
        "role": "group" if linked else "img",
        "aria-label": title,
    }
    return element("svg", said, *inside)


def sized(width: float, height: float, title: str, kind: str, parts: Iterable[Element | None]) -> Element:
    """A drawing that keeps its size, and scrolls where there is less room; it has links."""
    said: dict[str, str | int | float | None] = {
        "viewBox": f"0 0 {width:g} {height:g}",
        "width": width,
        "height": height,
        "class": kind,
        "role": "group",
        "aria-label": title,
    }
    return element("svg", said, *(part for part in parts if part is not None))


def tip(name: str, kind: str = "arrow") -> Element:
    """The tip of an arrow, of a class, for lines whose `marker-end` is `url(#name)`; a page has one of a name."""
    said: dict[str, str | int | float | None] = {
        "id": name,
        "markerWidth": 8,
        "markerHeight": 8,
        "refX": 8,
        "refY": 4,
        "orient": "auto-start-reverse",
    }
    return element("defs", {}, element("marker", said, element("path", {"d": "M0 0L8 4L0 8z", "class": kind})))


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Element:
    """A straight line of a class."""
    return element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": kind})


def diamond(x: float, y: float, size: float, kind: str) -> Element:
    """A small square on its corner."""
    path = f"M{x:.1f} {y - size:.1f}l{size:.1f} {size:.1f}-{size:.1f} {size:.1f}-{size:.1f}-{size:.1f}z"
    return element("path", {"d": path, "class": kind})
