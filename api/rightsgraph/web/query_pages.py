# SPDX-License-Identifier: Apache-2.0
"""A named query and its answer in, its page out."""

from fastapi import Request

from rightsgraph.formats import HTML
from rightsgraph.query.tables import Table
from rightsgraph.web.asked import Asking, offered
from rightsgraph.web.asking import read_language
from rightsgraph.web.citing import Citation
from rightsgraph.web.questions import show_parameters, show_table, told
from rightsgraph.web.rendering import render
from rightsgraph.web.site import Site


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
    site: Site = request.app.state.site
    language = asking.language or read_language(request)
    before = max(asking.offset - asking.limit, 0)
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
        table=show_table(site, table) if table else None,
        graph=graph,
        boolean=boolean,
        start=asking.offset,
        previous=asking.path(offset=before) if asking.offset else None,
        next=asking.path(offset=asking.offset + asking.limit) if more else None,
        text=asking.text,
        citation=citation,
        bibtex=citation.to_bibtex(),
    )
