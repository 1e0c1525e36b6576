# SPDX-License-Identifier: Apache-2.0
"""The SPARQL 1.1 Protocol, read-only: a request in, an answer, a service description or a form out.

https://www.w3.org/TR/sparql11-protocol/
"""

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from rightsgraph import __version__
from rightsgraph.errors import (
    AnswerTooLarge,
    BadRequest,
    NotAcceptable,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTooGreedy,
    QueryTooSlow,
    RightsgraphError,
    UnknownFormat,
)
from rightsgraph.formats import GRAPH_FORMATS, HTML, SOLUTION_FORMATS, Format
from rightsgraph.metadata import PREFIXES, describe_service
from rightsgraph.query import Answers, Query, read_query
from rightsgraph.rdf import is_iri, write_graph
from rightsgraph.store import DatasetChoice
from rightsgraph.web.answering.ask_pages import answer_page, problem_page, start_page
from rightsgraph.web.answering.protocol import METHODS, PARAMETERS, Operation, read_operation
from rightsgraph.web.asking import choose_format, client_of, read_language, read_limits
from rightsgraph.web.responses import choose_coding, label_answer, make_etag, not_modified, pack, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.running.streaming import Streamed, Whole, unless_gone
from rightsgraph.web.site import Site

_LONG_QUERY = 5000  # characters that are read in less than a millisecond
_WHOLE = 1 << 20  # bytes of an answer that is sent in one piece
# One at a time: several threads that read would each take the interpreter from the event loop.
_reading = ThreadPoolExecutor(1, thread_name_prefix="reading")

router = APIRouter()


@reads(router, "/sparql", "Ask a SPARQL 1.1 query", METHODS, {"parameters": PARAMETERS})
async def ask(request: Request) -> Response:
    """Query by GET, by form or by body; without a query the service describes itself."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    operation = await read_operation(request)
    try:
        return await _answer(request, operation)
    except (QuerySyntaxError, QueryRefused, QueryFailed, QueryTooSlow, QueryTooGreedy, AnswerTooLarge) as error:
        if operation.query is None or not _wants_page(request, operation):
            raise
        return await run_in_threadpool(_show_problem, request, operation, error)


def _wants_page(request: Request, operation: Operation) -> bool:
    """Whether a reader asks, before it is known what kind of query it is."""
    with contextlib.suppress(NotAcceptable, UnknownFormat):
        return choose_format(request, (*SOLUTION_FORMATS, *GRAPH_FORMATS, HTML), operation.format) is HTML
    return False


def _show_problem(request: Request, operation: Operation, error: RightsgraphError) -> Response:
    status, body = problem_page(request, operation, error)
    vary = ("Accept", "Accept-Language")
    return respond(request, body, HTML.content_type, status=status, headers=_page_headers(request), vary=vary)


def _page_headers(request: Request) -> dict[str, str]:
    """What was sent in the body has no address; a script that shows it in place must not leave that of another."""
    return {"HX-Push-Url": f"{request.url.path}?{request.url.query}"} if request.method == "POST" else {}


async def _answer(request: Request, operation: Operation) -> Response:
    if operation.query is None:
        return await run_in_threadpool(_describe_endpoint, request, operation)
    site: Site = request.app.state.site
    answers: Answers = request.app.state.answers
    query = await read_inspected(request, operation.query, operation.choice)
    format = choose_format(request, (*query.formats, HTML), operation.format)
    page = format is HTML
    vary = ("Accept", "Accept-Language") if page else ("Accept",)
    etag = _etag(site, query, format, _page_key(request, operation) if page else "")
    if etag and (unchanged := not_modified(request, etag, vary)):
        return unchanged
    if page:
        body = await unless_gone(request, answer_page(request, query, operation))
        headers = _page_headers(request)
        return await run_in_threadpool(
            respond, request, body, format.content_type, etag=etag, headers=headers, vary=vary
        )
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


def _page_key(request: Request, operation: Operation) -> str:
    """What a page depends on beside its query: the reader's language, and the addresses that it repeats."""
    parts = (
        read_language(request),
        request.method == "POST",
        request.url.netloc,
        request.url.query,
        operation.view,
        operation.of,
    )
    return repr(parts)


def _etag(site: Site, query: Query, format: Format, page: str) -> str | None:
    """A tag that is known before the query runs; none for a query whose answer differs from run to run."""
    if query.inspection.volatile:
        return None
    graphs = repr(query.choice)
    return make_etag(site.identity, __version__, query.inspection.normal, graphs, format.name, page)


def _describe_endpoint(request: Request, operation: Operation) -> Response:
    site: Site = request.app.state.site
    format = choose_format(request, (*GRAPH_FORMATS, HTML), operation.format)
    if format is HTML:
        body = start_page(request)
    else:
        endpoint = str(request.url.replace(query="", fragment=""))
        if not is_iri(endpoint):
            raise BadRequest("the Host header names no host")
        triples = describe_service(endpoint, site.dataset, site.triples, site.store.graphs())
        body = write_graph(triples, format, PREFIXES, site.context)
    etag = make_etag(site.identity, __version__, body.decode())
    return respond(request, body, format.content_type, etag=etag, vary=("Accept", "Accept-Language"))
