# SPDX-License-Identifier: Apache-2.0
"""A path and a function in, a route out: HEAD wherever there is GET, and told once in OpenAPI."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter

Endpoint = Callable[..., Any]


def reads(
    router: APIRouter,
    path: str,
    summary: str,
    methods: Sequence[str] = ("GET", "HEAD"),
    told: Mapping[str, Any] | None = None,
) -> Callable[[Endpoint], Endpoint]:
    """Route a path's methods to a function.

    One route answers all of them, so that a 405 names them all; others, never reached, are what OpenAPI shows: it
    wants one operation a method, each with a name of its own. `told` is what OpenAPI says beyond that.
    """

    def add(endpoint: Endpoint) -> Endpoint:
        if "{" in path:
            router.add_api_route(path, endpoint, methods=list(methods), include_in_schema=False)
        else:  # with nothing to read from the path, the framework's reading of parameters is half of the time spent
            router.add_route(path, endpoint, methods=list(methods), include_in_schema=False)
        for method in (method for method in methods if method in ("GET", "POST")):
            router.add_api_route(path, endpoint, methods=[method], summary=summary, openapi_extra=dict(told or {}))
        return endpoint

    return add
