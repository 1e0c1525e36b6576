# SPDX-License-Identifier: Apache-2.0
"""A named query and its answer in, its page out."""

from dataclasses import replace

from fastapi import Request

from rightsgraph.formats import CSV, HTML
from rightsgraph.query.tables import Table
from rightsgraph.query.templates import choose
from rightsgraph.web.answering.ask_pages import host_of
from rightsgraph.web.answering.asked import Asking, offered
from rightsgraph.web.answering.questions import show_parameters, told
from rightsgraph.web.answering.results import Result, View, show_solutions, show_text
from rightsgraph.web.answering.snippets import Source, write_snippets
from rightsgraph.web.answering.tabulating import show_answer
from rightsgraph.web.asking import read_language
from rightsgraph.web.rendering import render
from rightsgraph.web.site import Site
from rightsgraph.web.taking.citing import Citation


def render_answer(
    request: Request,
    asking: Asking,
    citation: Citation,
    table: Table | None = None,
    graph: str | None = None,
    boolean: bool | None = None,
    more: bool = False,
) -> bytes:
    """The page of an answer: a table, a graph in Turtle, or yes or no."""
    language = asking.language or read_language(request)
    before = max(asking.offset - asking.limit, 0)
    result = _show(request.app.state.site, asking, language, table, graph, boolean)
    source = Source(host_of(request) + asking.path(), is_table=CSV in offered(asking.template))
    return render(
        request,
        "query.html",
        title=told(asking.template.titles, language),
        description=told(asking.template.descriptions, language),
        iri=asking.template.iri,
        action=f"/queries/{asking.template.slug}",
        parameters=show_parameters(asking.template, asking.values, language),
        formats=[
            (format, asking.path(format=format.name)) for format in offered(asking.template) if format is not HTML
        ],
        result=result,
        views=[(view, replace(asking, view=view).page()) for view in result.views],
        numbers=_numbers(asking, result),
        looser=_looser(asking, language) if table is not None and not table.rows else [],
        start=asking.offset,
        previous=asking.page(offset=before) if asking.offset else None,
        next=asking.page(offset=asking.offset + asking.limit) if more else None,
        text=asking.text,
        snippets=write_snippets(source),
        spreadsheet=source.spreadsheet,
        citation=citation,
        bibtex=citation.to_bibtex(),
    )


def _show(
    site: Site, asking: Asking, language: str, table: Table | None, graph: str | None, boolean: bool | None
) -> Result:
    if table is None:
        return show_text(graph, views=()) if graph is not None else Result(boolean=boolean)
    shown = show_answer(site, table, language, asking.template.columns)
    return show_solutions(site, shown, asking.view, asking.of, language)


def _numbers(asking: Asking, result: Result) -> list[tuple[str, str, bool]]:
    """The columns of numbers that a chart may be of: heading, address, whether it is the one that is drawn."""
    names = [column.name for column in result.numbers]
    if len(names) < 2 or result.view is not View.CHART:
        return []
    drawn = result.of if result.of in names else names[0]
    return [(column.heading, asking.page(of=column.name), column.name == drawn) for column in result.numbers]


def _looser(asking: Asking, language: str) -> list[tuple[str, str]]:
    """What can be asked where an answer is empty: the same without one of the choices, or without all."""
    template = asking.template
    optional = [name for name in asking.values if not template.parameter(name).required]
    ways = []
    for name in optional:
        parameter, fewer = template.parameter(name), {k: v for k, v in asking.values.items() if k != name}
        chosen = choose(parameter, asking.values[name])
        value = told(chosen.names, language) if chosen else asking.values[name]
        ways.append((f"{told(parameter.names, language)}: {value}", replace(asking, values=fewer, offset=0).page()))
    return ways
