# SPDX-License-Identifier: Apache-2.0
"""Values in, drawings out: SVG made by the server, that needs no script and takes its colours from the page. Pure."""

from xml.etree.ElementTree import Element

from rightsgraph.drawing.chain import ChainEdge, ChainNode, draw_chain
from rightsgraph.drawing.svg import draw_text, element, link, width_of, wrap, write

__all__ = [
    "ChainEdge",
    "ChainNode",
    "Element",
    "draw_chain",
    "draw_text",
    "element",
    "link",
    "width_of",
    "wrap",
    "write",
]
