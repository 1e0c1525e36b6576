# SPDX-License-Identifier: Apache-2.0
"""Values in, drawings out: SVG made by the server, that needs no script and takes its colours from the page. Pure."""

from xml.etree.ElementTree import Element

from rightsgraph.drawing.chain import ChainEdge, ChainNode, draw_chain
from rightsgraph.drawing.chart import Bar, Interval, Pair, draw_bars, draw_intervals, draw_pairs
from rightsgraph.drawing.graph import Edge, Node, draw_graph
from rightsgraph.drawing.svg import draw_text, element, link, width_of, wrap, write

__all__ = [
    "Bar",
    "ChainEdge",
    "ChainNode",
    "Edge",
    "Element",
    "Interval",
    "Node",
    "Pair",
    "draw_bars",
    "draw_chain",
    "draw_graph",
    "draw_intervals",
    "draw_pairs",
    "draw_text",
    "element",
    "link",
    "width_of",
    "wrap",
    "write",
]
