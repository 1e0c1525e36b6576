# SPDX-License-Identifier: Apache-2.0
"""A SPARQL Protocol request in, what it asks out: by GET, by form or by body.

https://www.w3.org/TR/sparql11-protocol/
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.requests import ClientDisconnect

from rightsgraph.errors import BadRequest, BodyTooLarge, UnsupportedMedia
from rightsgraph.rdf import is_iri
from rightsgraph.store import DatasetChoice
from rightsgraph.web.running.streaming import ClientGone

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
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
    """What a protocol request asks; `query` is None where it asks for none, `view` and `of` are of its page."""

    query: str | None
    choice: DatasetChoice | None
    format: str | None
    view: str | None = None
    of: str | None = None


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
    first = (next(iter(values(name)), None) for name in ("format", "view", "of"))
    return Operation(queries[0] if queries else None, choice, *first)


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
