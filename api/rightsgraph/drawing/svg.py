# SPDX-License-Identifier: Apache-2.0
"""Shapes and words in, SVG out; words are measured without a font, with room to spare.

No style attribute is ever written, which a strict Content-Security-Policy forbids: colours are classes of the page's
own style sheet.
"""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, tostring

Attributes = Mapping[str, str | int | float | None]

_NARROW, _WIDE = set("fijlrtI.,:;'!|()[] "), set("mwMWAÁGOÓQ%@–—")
_WIDTHS = {"narrow": 0.36, "normal": 0.575, "wide": 0.86}  # of the font's size, for the widest of the system fonts
_LINE = 1.25  # of the font's size, from line to line


def element(tag: str, attributes: Attributes, *children: "Element | str") -> Element:
    """An SVG element; an attribute of None is left out, a number is written with a tenth at most."""
    made = Element(tag, {name: _attribute(value) for name, value in attributes.items() if value is not None})
    for child in children:
        if not isinstance(child, str):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def _attribute(value: str | int | float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def link(href: str | None, *children: Element) -> Element:
    """What leads somewhere; without an address, a plain group."""
    return element("a", {"href": href}, *children) if href else element("g", {}, *children)


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in the unit of the font's size; never narrower than it is drawn."""
    return size * sum(_WIDTHS["narrow" if c in _NARROW else "wide" if c in _WIDE else "normal"] for c in text)


def wrap(text: str, width: float, size: float, most: int | None = None) -> list[str]:
    """A text in lines of a width; with `most`, what is beyond that many lines is cut, and marked so."""
    lines = [""]
    for word in text.split():
        for piece in _cut(word, width, size):
            longer = f"{lines[-1]} {piece}".strip()
            if width_of(longer, size) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(piece)
    if most and len(lines) > most:
        lines = lines[:most]
        while lines[-1] and width_of(lines[-1] + "…", size) > width:
            lines[-1] = lines[-1][:-1]
        lines[-1] = lines[-1].rstrip() + "…"
    return lines


def _cut(word: str, width: float, size: float) -> list[str]:
    """A word in pieces that fit a line each."""
    pieces = [""]
    for character in word:
        if pieces[-1] and width_of(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def draw_text(
    lines: Sequence[str],
    x: float,
    y: float,
    size: float,
    anchor: str | None = None,
    language: str | None = None,
    kind: str | None = None,
) -> Element:
    """Lines of text from a first base line on; `anchor` as SVG's text-anchor, `kind` a class of the style sheet."""
    spans = [
        element("tspan", {"x": x, "dy": None if number == 0 else size * _LINE}, line)
        for number, line in enumerate(lines)
    ]
    attributes = {"x": x, "y": y, "font-size": size, "text-anchor": anchor, "lang": language, "class": kind}
    return element("text", attributes, *spans)


def write(drawing: Element) -> str:
    """A drawing as it stands in a page; everything that came from data is escaped."""
    return tostring(drawing, encoding="unicode")
