# SPDX-License-Identifier: Apache-2.0
"""Requests in, counts and log lines out: what the server does, and nothing of who asked what.

A count has no label that a client can choose. A log line has the kind of a request and its cost; a query, a path or an
address only where an operator asked for it, a user agent never.
"""

import time
from bisect import bisect_left
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rightsgraph.settings import Settings

BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_CLASSES = {
    "": "page",
    "search": "page",
    "corrections": "page",
    "withdrawals": "page",
    "withdrawals.atom": "page",
    "sparql": "sparql",
    "queries": "query",
    "dumps": "dump",
    "releases": "dump",
    ".well-known": "dump",
    "static": "static",
    **dict.fromkeys(("id", "ns", "concept", "shape", "graph", "dataset", "query"), "resource"),
}
_METHODS = {method: method for method in ("GET", "HEAD", "POST", "OPTIONS")}
_LONGEST_BODY = 10_000  # bytes of a body that a log line repeats
Log = Callable[..., Any]


@dataclass(slots=True)
class Durations:
    """A histogram that counts as it goes."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one duration."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds


@dataclass(slots=True)
class Tally:
    """The requests of one app; only its event loop writes here, so nothing is locked."""

    running: int = 0
    requests: dict[tuple[str, str, int], list[int]] = field(default_factory=dict)
    seconds: dict[str, Durations] = field(default_factory=dict)

    def add(self, route: str, method: str, status: int, size: int, seconds: float) -> None:
        """Count one request that is over; `size` is what its body had in bytes."""
        row = self.requests.get((route, method, status))
        if row is None:
            row = self.requests[route, method, status] = [0, 0]
        row[0] += 1
        row[1] += size
        durations = self.seconds.get(route)
        if durations is None:
            durations = self.seconds[route] = Durations()
        durations.add(seconds)


class Watch:
    """Counts each request, and logs it where there is a log. No query, path or address stays behind."""

    def __init__(self, app: ASGIApp, tally: Tally, release: str, settings: Settings) -> None:
        self._app = app
        self._tally = tally
        self._release = release
        self._settings = settings
        self._log: Log | None = structlog.get_logger().info if settings.log_requests else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note what comes back."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        start = time.perf_counter()
        status, size = 500, 0  # what is never answered is answered 500 further out
        if self._log is not None:
            told, receive = self._overhear(scope, receive)

        def watched(message: Message) -> Awaitable[None]:
            nonlocal status, size
            if message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            elif message["type"] == "http.response.start":
                status = message["status"]
            return send(message)

        self._tally.running += 1
        try:
            await self._app(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - start
            self._tally.running -= 1
            route, method = route_class(scope["path"]), _METHODS.get(scope["method"], "other")
            size = 0 if method == "HEAD" else size
            self._tally.add(route, method, status, size, seconds)
            if self._log is not None:
                cost = {"status": status, "ms": round(seconds * 1000, 3), "bytes": size, "release": self._release}
                with suppress(OSError):  # a full disk or a closed pipe is no reason to fail a request
                    self._log("request", **{"class": route, "method": method, **cost, **told()})

    def _overhear(self, scope: Scope, receive: Receive) -> tuple[Callable[[], dict[str, str]], Receive]:
        """What a line says beyond kind and cost, if an operator wants it; it is whole once the request is over."""
        told: dict[str, str] = {}
        if self._settings.log_addresses:
            told["address"] = scope["client"][0] if scope.get("client") else ""
        if not self._settings.log_queries:
            return lambda: told, receive
        told |= {"path": scope["path"], "query": unquote_plus(scope["query_string"].decode("latin-1"))}
        body = bytearray()

        async def overheard() -> Message:
            message = await receive()
            body.extend(message.get("body", b"")[: _LONGEST_BODY - len(body)])
            return message

        return lambda: {**told, "body": body.decode("utf-8", "replace")}, overheard


def route_class(path: str) -> str:
    """Which of a few classes a path is of, by its first segment."""
    end = path.find("/", 1)
    return _CLASSES.get(path[1:end] if end > 0 else path[1:], "other")
