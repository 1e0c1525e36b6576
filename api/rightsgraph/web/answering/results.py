# SPDX-License-Identifier: Apache-2.0
"""What a query answered in, what its page shows of it out: a table, charts, a map, a drawing or text."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rightsgraph.drawing import Edge, Node, draw_graph
from rightsgraph.drawing import write as write_drawing
from rightsgraph.drawing.graph import bound
from rightsgraph.errors import BadParameter
from rightsgraph.rdf import Literal, Triple
from rightsgraph.web.answering.charting import Chart, draw_charts, numbers_of
from rightsgraph.web.answering.shading import Map, draw_map
from rightsgraph.web.answering.tabulating import Column, ShownTable
from rightsgraph.web.locales import write_number
from rightsgraph.web.showing import Show
from rightsgraph.web.site import Site

_LONGEST_TEXT = 200_000  # characters of Turtle on a page


class View(StrEnum):
    """How an answer is shown."""

    TABLE = "table"
    CHART = "chart"
    MAP = "map"
    GRAPH = "graph"
    TEXT = "text"


ROWS_VIEWS = (View.TABLE, View.CHART, View.MAP)
GRAPH_VIEWS = (View.GRAPH, View.TABLE, View.TEXT)


@dataclass(frozen=True, slots=True)
class Result:
    """An answer as it is shown; `views` are what can be chosen, `numbers` the columns that a chart may be of."""

    views: tuple[View, ...] = ()
    view: View = View.TABLE
    table: ShownTable | None = None
    charts: Sequence[Chart] = ()
    numbers: tuple[Column, ...] = ()
    of: str | None = None
    map: Map | None = None
    graph: str | None = None
    drawn: int = 0
    things: int = 0
    text: str | None = None
    cut: bool = False
    boolean: bool | None = None
    more: bool = False


def choose_view(asked: str | None, offered: Sequence[View]) -> View:
    """The view that a reader asks for, the first where none is asked for; raises BadParameter."""
    if not asked:
        return offered[0]
    if asked not in offered:
        raise BadParameter("view", "a way to show this answer", asked[:100], [view.value for view in offered])
    return View(asked)


def show_solutions(
    site: Site, table: ShownTable, view: View, of: str | None, language: str, more: bool = False
) -> Result:
    """Rows as a table, as charts or on a map."""
    write = functools.partial(write_number, language=language)
    charts = draw_charts(table, of, write) if view is View.CHART else ()
    shaded = draw_map(site, table, of, language) if view is View.MAP else None
    return Result(ROWS_VIEWS, view, table, charts, numbers_of(table), of, shaded, more=more)


def show_text(text: str, views: tuple[View, ...] = GRAPH_VIEWS) -> Result:
    """A graph as Turtle, as much of it as a page bears."""
    return Result(views, View.TEXT, text=text[:_LONGEST_TEXT], cut=len(text) > _LONGEST_TEXT)


def show_drawing(show: Show, triples: Sequence[Triple], title: str) -> Result | None:
    """A graph as a drawing; None where nothing in it links one thing with another."""
    linking = [triple for triple in triples if not isinstance(triple.object, Literal | Triple)]
    if not linking:
        return None
    terms = list(dict.fromkeys(term for triple in linking for term in (triple.subject, triple.object)))
    shown = {str(term): show(term) for term in terms}
    nodes = [Node(key, one.text, one.href) for key, one in shown.items()]
    edges = [Edge(str(t.subject), str(t.object), show(t.predicate).text) for t in linking]
    drawing = write_drawing(draw_graph(nodes, edges, title))
    return Result(GRAPH_VIEWS, View.GRAPH, graph=drawing, drawn=len(bound(nodes, edges)[0]), things=len(nodes))


def show_statements(table: ShownTable, more: bool) -> Result:
    """A graph as a table of statements."""
    return Result(GRAPH_VIEWS, View.TABLE, table, more=more)
