# SPDX-License-Identifier: Apache-2.0
"""A query in, how it would be answered out: the engine, why, what is rewritten, and what would be faster."""

import json

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from rightsgraph.errors import BadRequest
from rightsgraph.query import explain
from rightsgraph.web.answering.protocol import METHODS, PARAMETERS, read_operation
from rightsgraph.web.answering.sparql import read_inspected
from rightsgraph.web.responses import make_etag, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site

router = APIRouter()


@reads(router, "/sparql/explain", "How a query would be answered", METHODS, {"parameters": PARAMETERS})
async def explain_query(request: Request) -> Response:
    """The query is asked as at `/sparql`, and not run."""
    site: Site = request.app.state.site
    operation = await read_operation(request)
    if operation.query is None:
        raise BadRequest("no query was sent; put it in the parameter `query`, or in the body")
    query = await read_inspected(request, operation.query, operation.choice)
    told = await run_in_threadpool(explain, site.prepared, query)
    body = json.dumps(told, ensure_ascii=False, indent=1).encode()
    etag = make_etag(site.identity, body.decode())
    return respond(request, body, "application/json", etag=etag, vary=())
