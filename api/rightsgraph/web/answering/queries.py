# SPDX-License-Identifier: Apache-2.0
"""Named queries over HTTP: a slug and typed parameters in; a table, its SPARQL or its citation out."""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from rightsgraph import __version__
from rightsgraph.describe import label
from rightsgraph.errors import UnknownResource
from rightsgraph.formats import BIBTEX, HTML, JSON, LISTING, SPARQL, TURTLE, Format
from rightsgraph.query import Answers, Query, read_query
from rightsgraph.query.tables import Table, add_labels, read_table, write_table
from rightsgraph.query.templates import Template
from rightsgraph.settings import Settings
from rightsgraph.store import Form
from rightsgraph.web.answering.asked import MOST_ROWS, ROWS, Asking, offered, read_asking
from rightsgraph.web.answering.operations import describe_operation
from rightsgraph.web.answering.query_pages import render_answer
from rightsgraph.web.answering.questions import told
from rightsgraph.web.answering.referring import cite, link_header
from rightsgraph.web.answering.topics import group_queries
from rightsgraph.web.asking import choose_format, client_of, read_language, read_limits
from rightsgraph.web.rendering import render
from rightsgraph.web.responses import make_etag, not_modified, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.running.streaming import unless_gone
from rightsgraph.web.site import Site
from rightsgraph.web.taking.citing import Citation


def make_router(templates: Mapping[str, Template]) -> APIRouter:
    """The routes of named queries; OpenAPI has one for each, with its parameters."""
    router = APIRouter()
    reads(router, "/queries", "The named queries")(find_queries)
    reads(router, "/queries/", "The named queries")(list_queries)
    # One route answers all of them; those that OpenAPI shows are never reached.
    router.add_api_route("/queries/{slug}", answer_query, methods=["GET", "HEAD"], include_in_schema=False)
    for template in templates.values():
        operation = describe_operation(template, offered(template), ROWS, MOST_ROWS)
        router.add_api_route(f"/queries/{template.slug}", answer_query, methods=["GET"], **operation)
    return router


def find_queries(request: Request) -> Response:
    """The list has a place of its own."""
    query = request.url.query
    return RedirectResponse("/queries/" + (f"?{query}" if query else ""), status_code=308)


def list_queries(request: Request) -> Response:
    """The named queries: what they ask, and what they may be given."""
    site: Site = request.app.state.site
    if not site.queries:
        raise UnknownResource(site.iris.to_iri("queries/"))
    format = choose_format(request, (LISTING, HTML))
    if format is HTML:
        language = read_language(request)
        body = render(request, "queries.html", topics=group_queries(site.queries, language), told=told)
    else:
        body = _as_json({"queries": [_list_query(query) for query in site.queries.values()]})
    etag = make_etag(site.identity, __version__, body.decode())
    return respond(request, body, format.content_type, etag=etag, vary=("Accept", "Accept-Language"))


def _list_query(template: Template) -> dict[str, Any]:
    parameters = [
        {"name": parameter.name, "title": parameter.names, "description": parameter.descriptions}
        for parameter in template.parameters
    ]
    return {
        "slug": template.slug,
        "path": f"/queries/{template.slug}",
        "iri": template.iri,
        "title": template.titles,
        "description": template.descriptions,
        "parameters": parameters,
    }


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


async def answer_query(request: Request) -> Response:
    """The answer to a named query, in the format asked for."""
    site: Site = request.app.state.site
    asking = read_asking(request, site)
    query = _read(request, site, asking.probe)
    vary = ("Accept", "Accept-Language") if asking.format is HTML else ("Accept",)
    etag = None if query.inspection.volatile else _etag(request, site, asking)
    if etag and (unchanged := not_modified(request, etag, vary)):
        return unchanged
    citation = cite(site, asking)
    body, more = await _write(request, query, asking, citation)
    headers = {"Link": link_header(asking, citation, more)}
    media_type = asking.format.content_type
    return await run_in_threadpool(respond, request, body, media_type, etag=etag, headers=headers, vary=vary)


def _etag(request: Request, site: Site, asking: Asking) -> str:
    """A tag that is known before the query runs; a page depends on the address that its links repeat, too."""
    page = f"{read_language(request)} {request.url.netloc} {request.url.query}" if asking.format is HTML else ""
    return make_etag(site.identity, __version__, asking.text, asking.path(), asking.format.name, page)


def _read(request: Request, site: Site, text: str) -> Query:
    return read_query(text, site.iris.base, None, read_limits(request.app.state.settings))


async def warm_up(site: Site, settings: Settings, answers: Answers, template: Template) -> None:
    """Answer a named query as it is asked without parameters, so that the answer is at hand; raises as `collect`."""
    asking = Asking(template, {}, None, None, ROWS, 0, JSON)
    format = TURTLE if template.form.gives_graph else JSON
    await answers.collect(read_query(asking.probe, site.iris.base, None, read_limits(settings)), format)


async def _solve(request: Request, query: Query, format: Format) -> bytes:
    answers: Answers = request.app.state.answers
    return await unless_gone(request, answers.collect(query, format, client=client_of(request)))


async def _write(request: Request, query: Query, asking: Asking, citation: Citation) -> tuple[bytes, bool]:
    """The answer's bytes, and whether rows follow on a next page."""
    if asking.format is SPARQL:
        return asking.text.encode(), False
    if asking.format is BIBTEX:
        return citation.to_bibtex().encode(), False
    if asking.template.form is not Form.SELECT:
        return await _write_whole(request, query, asking, citation), False
    rows = read_table(await _solve(request, query, JSON))
    return await run_in_threadpool(_write_rows, request, asking, citation, rows)


async def _write_whole(request: Request, query: Query, asking: Asking, citation: Citation) -> bytes:
    """The answer of a query that gives no rows: a graph, or yes or no."""
    if asking.format is not HTML:
        return await _solve(request, query, asking.format)
    body = await _solve(request, query, TURTLE if asking.template.form.gives_graph else JSON)
    if asking.template.form.gives_graph:
        return await run_in_threadpool(render_answer, request, asking, citation, graph=body.decode())
    return await run_in_threadpool(render_answer, request, asking, citation, boolean=json.loads(body)["boolean"])


def _write_rows(request: Request, asking: Asking, citation: Citation, rows: Table) -> tuple[bytes, bool]:
    site: Site = request.app.state.site
    table, more = rows.first(asking.limit), len(rows.rows) > asking.limit
    if language := asking.language:
        table = add_labels(table, lambda iri: label(site.store, iri, language))
    if asking.format is HTML:
        return render_answer(request, asking, citation, table=table, more=more), more
    return write_table(Table(table.columns, table.rows, (citation.url,)), asking.format), more
