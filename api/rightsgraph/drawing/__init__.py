# SPDX-License-Identifier: Apache-2.0
"""Values in, drawings out: SVG made by the server, that needs no script and takes its colours from the page. Pure."""

from xml.etree.ElementTree import Element

from rightsgraph.drawing.chain import ChainEdge, ChainNode, draw_chain
from rightsgraph.drawing.chart import Bar, Interval, Pair, draw_bars, draw_intervals, draw_pairs
from rightsgraph.drawing.classes import ClassBox, PropertyLine, draw_classes
from rightsgraph.drawing.graph import Edge, Node, draw_graph
from rightsgraph.drawing.map import Place, draw_country, draw_world, has_country, missing_outlines
from rightsgraph.drawing.neighbours import Neighbour, draw_neighbours
from rightsgraph.drawing.svg import draw_text, element, link, width_of, wrap, write
from rightsgraph.drawing.timeline import Span, draw_timeline

__all__ = [
    "Bar",
    "ChainEdge",
    "ChainNode",
    "ClassBox",
    "Edge",
    "Element",
    "Interval",
    "Neighbour",
    "Node",
    "Pair",
    "Place",
    "PropertyLine",
    "Span",
    "draw_bars",
    "draw_chain",
    "draw_classes",
    "draw_country",
    "draw_graph",
    "draw_intervals",
    "draw_neighbours",
    "draw_pairs",
    "draw_text",
    "draw_timeline",
    "draw_world",
    "element",
    "has_country",
    "link",
    "missing_outlines",
    "width_of",
    "wrap",
    "write",
]
