# SPDX-License-Identifier: Apache-2.0
"""Values in, drawings out: SVG made by the server, that needs no script and takes its colours from the page. Pure."""

from rightsgraph.drawing.svg import Element, draw_text, element, link, width_of, wrap, write

__all__ = ["Element", "draw_text", "element", "link", "width_of", "wrap", "write"]
