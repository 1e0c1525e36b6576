# SPDX-License-Identifier: Apache-2.0
"""Values in, drawings out: SVG made by the server, that needs no script and takes its colours from the page. Pure."""

from xml.etree.ElementTree import Element

from rightsgraph.drawing.classes import ClassBox, PropertyLine, draw_classes
from rightsgraph.drawing.neighbours import Neighbour, draw_neighbours
from rightsgraph.drawing.svg import draw_text, element, link, width_of, wrap, write

__all__ = [
    "ClassBox",
    "Element",
    "Neighbour",
    "PropertyLine",
    "draw_classes",
    "draw_neighbours",
    "draw_text",
    "element",
    "link",
    "width_of",
    "wrap",
    "write",
]
