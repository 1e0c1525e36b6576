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


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Element:
    """A straight line of a class."""
    return element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": kind})


def diamond(x: float, y: float, size: float, kind: str) -> Element:
    """A small square on its corner."""
    path = f"M{x:.1f} {y - size:.1f}l{size:.1f} {size:.1f}-{size:.1f} {size:.1f}-{size:.1f}-{size:.1f}z"
    return element("path", {"d": path, "class": kind})
