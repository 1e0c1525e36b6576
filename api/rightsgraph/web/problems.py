# SPDX-License-Identifier: Apache-2.0
"""An error in, a response out: the one table of statuses, told as problem+json (RFC 9457) or as a page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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
from rightsgraph.web.running.streaming import ClientGone
from rightsgraph.web.texts import LANGUAGES, texts

STATUSES: dict[type[errors.RightsgraphError], int] = {
    errors.BadRequest: 400,
    errors.BadParameter: 400,
    errors.QuerySyntaxError: 400,
    errors.QueryRefused: 400,
    errors.OnlyLocal: 403,
    errors.UnknownResource: 404,
    errors.UnknownQuery: 404,
    errors.UnknownRelease: 404,
    errors.NotAcceptable: 406,
    errors.UnknownFormat: 406,
    errors.Unwritable: 406,
    errors.Withdrawn: 410,
    errors.BodyTooLarge: 413,
    errors.UnsupportedMedia: 415,
    errors.AnswerTooLarge: 413,
    errors.QueryTooGreedy: 503,
    errors.ServiceBusy: 503,
    errors.ReleaseReplaced: 503,
    errors.QueryTooSlow: 504,
    errors.ReleaseCorrupt: 500,
    errors.QueryFailed: 500,
}
_UNFORESEEN = 500
_NOTHING: tuple[object, ...] = (None, "", [], ())
_NAMES = {404: "UnknownResource", 405: "MethodNotAllowed"}


def add_problem_handlers(app: FastAPI) -> None:
    """Let every error end in one of the table's answers."""
    app.add_exception_handler(errors.RightsgraphError, _on_error)
    app.add_exception_handler(ClientGone, _on_gone)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(500, _on_unforeseen)


@dataclass(frozen=True, slots=True)
class Problem:
    """What goes wrong: a status, the name that its texts have, what the error says of itself, and what it carries."""

    status: int
    name: str
    detail: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """What it is called in a language."""
        return texts(language).get(f"problem_{self.name}") or self.detail


def problem_of(error: Exception) -> Problem:
    """An error as a problem; what is not in the table is a fault of ours."""
    for kind, status in STATUSES.items():
        if isinstance(error, kind):
            return Problem(status, kind.__name__, str(error), vars(error))
    return Problem(_UNFORESEEN, "Unforeseen", "the fault is in the server's log")


async def _on_error(request: Request, error: Exception) -> Response:
    """Waits for no thread: it answers as long as the event loop runs."""
    headers = None
    if isinstance(error, errors.ServiceBusy | errors.ReleaseReplaced):
        headers = {"Retry-After": str(error.retry_after)}
    if isinstance(error, errors.Withdrawn):
        headers = {"Link": HELP}
    return _respond(request, problem_of(error), headers)


async def _on_gone(request: Request, error: Exception) -> Response:
    """Nobody will read it; the number is that of a request that its client closed."""
    return Response(status_code=499)


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    asked = {"method": request.method, "path": request.url.path, "iri": request.url.path}
    detail = f"{request.method} {request.url.path}: {error.detail}"
    problem = Problem(error.status_code, _NAMES.get(error.status_code, str(error.detail)), detail, asked)
    return _respond(request, problem, dict(error.headers or {}), told=False)


def _on_validation(request: Request, error: Exception) -> Response:
    return _respond(request, Problem(400, "BadRequest", str(error)))


def _on_unforeseen(request: Request, error: Exception) -> Response:
    """A fault of ours: the server's log has it, the client learns no more than that."""
    response = _respond(request, problem_of(error))
    response.headers.update(HEADERS)  # this answer is made outside the layer that adds them
    return response


# What an error carries for the reader, as members of the problem.
_MEMBERS = (
    "line", "column", "mend", "advice", "parameter", "expected", "got", "offered", "read", "iri", "version", "date",
    "reason",
)  # fmt: skip


def _respond(
    request: Request, problem: Problem, headers: Mapping[str, str] | None = None, told: bool = True
) -> Response:
    """A problem as a page, or as problem+json with what it carries if that is to be `told`."""
    try:
        format = negotiate(read_header(request, "accept"), (PROBLEM, HTML))
    except errors.NotAcceptable:
        format = PROBLEM
    members = {name: problem.fields[name] for name in _MEMBERS if told and problem.fields.get(name) not in _NOTHING}
    headers = {name: value for name, value in (headers or {}).items() if name.lower() != "content-length"}
    if format is HTML:
        body = render(request, "problem.html", problem=problem, fields=members)
    else:
        title = problem.title(LANGUAGES[0])
        said = {"type": "about:blank", "title": title, "status": problem.status, "detail": problem.detail, **members}
        body = json.dumps(said, ensure_ascii=False).encode()
    vary = ("Accept", "Accept-Language") if format is HTML else ("Accept",)
    return respond(request, body, format.content_type, status=problem.status, headers=headers, vary=vary)
