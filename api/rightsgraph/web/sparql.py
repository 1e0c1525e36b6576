# SPDX-License-Identifier: Apache-2.0
"""The SPARQL 1.1 Protocol, read-only: a request in, an answer, a service description or a form out.

https://www.w3.org/TR/sparql11-protocol/
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from rightsgraph import __version__
from rightsgraph.errors import BadRequest, BodyTooLarge, UnsupportedMedia
from rightsgraph.formats import GRAPH_FORMATS, HTML, TURTLE, Format
from rightsgraph.metadata import PREFIXES, describe_service
from rightsgraph.query import Answers, Query, read_query
from rightsgraph.rdf import is_iri, write_graph
from rightsgraph.store import DatasetChoice, read_solutions
from rightsgraph.web.asking import choose_format, client_of, read_language, read_limits
from rightsgraph.web.rendering import render
from rightsgraph.web.responses import choose_coding, label_answer, make_etag, not_modified, pack, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import linker
from rightsgraph.web.site import Site
from rightsgraph.web.streaming import ClientGone, Streamed, Whole, unless_gone

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
_BROWSER_ROWS = 1000
_LONG_QUERY = 5000  # characters that are read in less than a millisecond
_WHOLE = 1 << 20  # bytes of an answer that is sent in one piece
# One at a time: several threads that read would each take the interpreter from the event loop.
_reading = ThreadPoolExecutor(1, thread_name_prefix="reading")

router = APIRouter()
# What OpenAPI says of a query's parameters; SPARQL 1.1 Protocol, section 2.1.
PARAMETERS = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "array", "items": {"type": "string"}} if many else {"type": "string"},
        **({"example": example} if example else {}),
    }
    for name, description, many, example in (
        ("query", "The SPARQL 1.1 query.", False, "SELECT * { ?s ?p ?o } LIMIT 10"),
        ("format", "Name, extension or media type of the answer's format; wins over Accept.", False, "csv"),
        ("default-graph-uri", "Graphs that make up the default graph.", True, ""),
        ("named-graph-uri", "Graphs that GRAPH may name.", True, ""),
    )
]


@dataclass(frozen=True, slots=True)
class Operation:
    """What a protocol request asks; `query` is None where it asks for none."""

    query: str | None
    choice: DatasetChoice | None
    format: str | None


@reads(router, "/sparql", "Ask a SPARQL 1.1 query", METHODS, {"parameters": PARAMETERS})
async def ask(request: Request) -> Response:
    """Query by GET, by form or by body; without a query the service describes itself."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    operation = await read_operation(request)
    return await _answer(request, operation)


async def read_operation(request: Request) -> Operation:
    """Read a request as the protocol says; raises BadRequest, BodyTooLarge, UnsupportedMedia."""
    parameters = _parameters(request.scope["query_string"])
    if request.method != "POST":
        return _operation(parameters, needs_query=False)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in (FORM, DIRECT):
        raise UnsupportedMedia(media_type, (FORM, DIRECT))
    body = await _read_body(request, request.app.state.settings.max_query_length * 4)
    if media_type == FORM:
        return _operation([*parameters, *_parameters(body)], needs_query=True)
    return _operation([*parameters, ("query", _decode(body))], needs_query=True)


def _operation(parameters: list[tuple[str, str]], needs_query: bool) -> Operation:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if values("update"):
        raise BadRequest("updates are refused: this endpoint is read-only")
    queries, default, named_graphs = values("query"), values("default-graph-uri"), values("named-graph-uri")
    if len(queries) > 1:
        raise BadRequest("more than one query was sent; send one")
    if (queries and not queries[0].strip()) or (needs_query and not queries):
        raise BadRequest("no query was sent; put it in the parameter `query`, or in the body")
    if bad := [iri for iri in (*default, *named_graphs) if not is_iri(iri)]:
        raise BadRequest(f"not an absolute IRI of a graph: {bad[0][:200]!r}")
    choice = DatasetChoice(default, named_graphs) if default or named_graphs else None
    return Operation(queries[0] if queries else None, choice, next(iter(values("format")), None))


def _parameters(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise BadRequest("the parameters are not percent-encoded UTF-8") from error


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("the query is not UTF-8") from error


async def _read_body(request: Request, limit: int) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise BodyTooLarge(limit)
    except ClientDisconnect as error:
        raise ClientGone from error
    return bytes(body)


async def _answer(request: Request, operation: Operation) -> Response:
    if operation.query is None:
        return await run_in_threadpool(_describe_endpoint, request, operation)
    site: Site = request.app.state.site
    answers: Answers = request.app.state.answers
    query = await read_inspected(request, operation.query, operation.choice)
    format = choose_format(request, (*query.formats, HTML), operation.format)
    page = format is HTML
    vary = ("Accept", "Accept-Language") if page else ("Accept",)
    etag = _etag(site, query, format, _page_key(request) if page else "")
    if etag and (unchanged := not_modified(request, etag, vary)):
        return unchanged
    if page:
        body = await unless_gone(request, _page(request, answers, query))
        return await run_in_threadpool(respond, request, body, format.content_type, etag=etag, vary=vary)
    if held := answers.cached(query, format.name):
        return await _give(request, query, format, held, etag)
    answer = await unless_gone(request, answers.ask(query, format.name, client=client_of(request)))
    # HTTP/1.0 knows no parts: where a body ends is told by its length alone.
    if (not answer.finished or answer.size > _WHOLE) and request.scope["http_version"] != "1.0":
        coding = choose_coding(request, answer.size)
        return Streamed(answer, coding, label_answer(format.content_type, etag, coding, vary))
    return await _give(request, query, format, await unless_gone(request, answer.whole()), etag)


async def read_inspected(request: Request, text: str, choice: DatasetChoice | None) -> Query:
    """Inspect a query within the server's limits; raises QuerySyntaxError, QueryRefused, ServiceBusy."""
    site, limits = request.app.state.site, read_limits(request.app.state.settings)
    if len(text) < _LONG_QUERY:
        return read_query(text, site.iris.base, choice, limits)
    reading = asyncio.get_running_loop().run_in_executor(_reading, read_query, text, site.iris.base, choice, limits)
    async with asyncio.timeout(request.app.state.settings.query_timeout):
        return await unless_gone(request, reading)  # what is cancelled there ends in ServiceBusy


async def _give(request: Request, query: Query, format: Format, body: bytes, etag: str | None) -> Response:
    """A whole answer, packed as the client takes it; packed once for all who ask the same."""
    answers: Answers = request.app.state.answers
    coding = choose_coding(request, len(body))
    packed = answers.cached(query, f"{format.name} {coding}") if coding != "identity" else body
    if packed is None:
        packed = await run_in_threadpool(pack, body, coding)
        answers.keep(query, f"{format.name} {coding}", packed)
    return Whole(packed, 200, label_answer(format.content_type, etag, coding, ("Accept",)))


def _page_key(request: Request) -> str:
    """What a page depends on beside its query: the reader's language, and the address that its links repeat."""
    return f"{read_language(request)} {request.url.query}"


def _etag(site: Site, query: Query, format: Format, page: str) -> str | None:
    """A tag that is known before the query runs; none for a query whose answer differs from run to run."""
    if query.inspection.volatile:
        return None
    graphs = repr(query.choice)
    return make_etag(site.identity, __version__, query.inspection.normal, graphs, format.name, page)


async def _page(request: Request, answers: Answers, query: Query) -> bytes:
    site: Site = request.app.state.site
    client = client_of(request)
    if query.inspection.form.gives_graph:
        graph = (await answers.collect(query, TURTLE, client=client)).decode()
        return await run_in_threadpool(
            render, request, "answer.html", query=query.text, formats=query.formats, graph=graph
        )
    solutions = read_solutions(await answers.preview(query, _BROWSER_ROWS + 1, client=client))
    rows = list(solutions.rows())
    return await run_in_threadpool(
        render,
        request,
        "answer.html",
        query=query.text,
        formats=query.formats,
        boolean=solutions.boolean,
        variables=solutions.variables,
        rows=rows[:_BROWSER_ROWS],
        more=len(rows) > _BROWSER_ROWS,
        link=linker(site),
    )


def _describe_endpoint(request: Request, operation: Operation) -> Response:
    site: Site = request.app.state.site
    format = choose_format(request, (*GRAPH_FORMATS, HTML), operation.format)
    if format is HTML:
        body = render(request, "sparql.html", graphs=site.store.graphs(), prefixes=site.prefixes)
    else:
        endpoint = str(request.url.replace(query="", fragment=""))
        if not is_iri(endpoint):
            raise BadRequest("the Host header names no host")
        triples = describe_service(endpoint, site.dataset, site.triples, site.store.graphs())
        body = write_graph(triples, format, PREFIXES, site.context)
    etag = make_etag(site.identity, __version__, body.decode())
    return respond(request, body, format.content_type, etag=etag, vary=("Accept", "Accept-Language"))
