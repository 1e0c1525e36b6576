# SPDX-License-Identifier: Apache-2.0
"""An error in, a response out: the one table of statuses, told as problem+json (RFC 9457) or as a page."""

import json
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from rightsgraph import errors
from rightsgraph.formats import HTML, PROBLEM
from rightsgraph.negotiation import negotiate
from rightsgraph.web.asking import read_header
from rightsgraph.web.rendering import render
from rightsgraph.web.responses import HEADERS, HELP, respond
from rightsgraph.web.streaming import ClientGone

STATUSES: dict[type[errors.RightsgraphError], tuple[int, str]] = {
    errors.BadRequest: (400, "The request breaks the protocol"),
    errors.BadParameter: (400, "A parameter cannot have this value"),
    errors.QuerySyntaxError: (400, "The query is not SPARQL 1.1"),
    errors.QueryRefused: (400, "The query may not run here"),
    errors.OnlyLocal: (403, "This is not told here"),
    errors.UnknownResource: (404, "Nothing is known of this"),
    errors.UnknownQuery: (404, "There is no such query"),
    errors.UnknownRelease: (404, "This release is not held here"),
    errors.NotAcceptable: (406, "No such format"),
    errors.UnknownFormat: (406, "No such format"),
    errors.Unwritable: (406, "Not in this format"),
    errors.Withdrawn: (410, "This was withdrawn"),
    errors.BodyTooLarge: (413, "The request is too large"),
    errors.UnsupportedMedia: (415, "This kind of body is not read"),
    errors.AnswerTooLarge: (413, "The answer is too large"),
    errors.QueryTooGreedy: (503, "The query needs too much memory"),
    errors.ServiceBusy: (503, "Too many queries at once"),
    errors.ReleaseReplaced: (503, "Another release is being opened"),
    errors.QueryTooSlow: (504, "The query takes too long"),
    errors.ReleaseCorrupt: (500, "The file is not as it was released"),
    errors.QueryFailed: (500, "The query could not be finished"),
}
UNFORESEEN = (500, "Something went wrong here, not with you")
_TITLES = {404: "Nothing is known of this", 405: "This method is not allowed here"}


def add_problem_handlers(app: FastAPI) -> None:
    """Let every error end in one of the table's answers."""
    app.add_exception_handler(errors.RightsgraphError, _on_error)
    app.add_exception_handler(ClientGone, _on_gone)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(500, _on_unforeseen)


def status_of(error: Exception) -> tuple[int, str]:
    """An error's status, and its title in English."""
    return next((told for kind, told in STATUSES.items() if isinstance(error, kind)), UNFORESEEN)


async def _on_error(request: Request, error: Exception) -> Response:
    """Waits for no thread: it answers as long as the event loop runs."""
    status, title = status_of(error)
    headers = None
    if isinstance(error, errors.ServiceBusy | errors.ReleaseReplaced):
        headers = {"Retry-After": str(error.retry_after)}
    if isinstance(error, errors.Withdrawn):
        headers = {"Link": HELP}
    return _problem(request, status, title, str(error), _fields(error), headers)


async def _on_gone(request: Request, error: Exception) -> Response:
    """Nobody will read it; the number is that of a request that its client closed."""
    return Response(status_code=499)


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = _TITLES.get(error.status_code, str(error.detail))
    detail = f"{request.method} {request.url.path}: {error.detail}"
    return _problem(request, error.status_code, title, detail, {}, dict(error.headers or {}))


def _on_validation(request: Request, error: Exception) -> Response:
    return _problem(request, 400, "The request breaks the protocol", str(error), {})


def _on_unforeseen(request: Request, error: Exception) -> Response:
    """A fault of ours: the server's log has it, the client learns no more than that."""
    status, title = UNFORESEEN
    response = _problem(request, status, title, "the fault is in the server's log", {})
    response.headers.update(HEADERS)  # this answer is made outside the layer that adds them
    return response


def _fields(error: Exception) -> dict[str, Any]:
    """What an error carries for the reader, as members of the problem."""
    names = (
        "line", "column", "mend", "advice", "parameter", "expected", "got", "offered", "read", "iri", "version", "date",
        "reason",
    )  # fmt: skip
    return {name: value for name in names if (value := getattr(error, name, None)) not in (None, "", [], ())}


def _problem(
    request: Request,
    status: int,
    title: str,
    detail: str,
    fields: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> Response:
    try:
        format = negotiate(read_header(request, "accept"), (PROBLEM, HTML))
    except errors.NotAcceptable:
        format = PROBLEM
    headers = {name: value for name, value in (headers or {}).items() if name.lower() != "content-length"}
    if format is HTML:
        body = render(request, "problem.html", title=title, status=status, detail=detail, fields=fields)
    else:
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail, **fields}
        body = json.dumps(problem, ensure_ascii=False).encode()
    vary = ("Accept", "Accept-Language") if format is HTML else ("Accept",)
    return respond(request, body, format.content_type, status=status, headers=headers, vary=vary)
