# SPDX-License-Identifier: Apache-2.0
"""Answers given again before anything is routed: the same bytes asked of the same release have the same answer.

A request that arrives in one piece is its own key, so nothing that an answer could depend on is left out of it. Kept is
only what says that it may be: an answer with an entity tag, and without `no-store`.
"""

import asyncio
import re
import time
from dataclasses import dataclass
from typing import Any, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from rightsgraph.query import Cache
from rightsgraph.web.running.connections import BoundedProtocol
from rightsgraph.web.running.watching import Tally, route_class

SECONDS_TO_ASK = 20.0  # what a client may take for a request, and leave between two parts of one
_RAW = "rightsgraph.raw"
_LONGEST_REQUEST = 1 << 14  # bytes
_STATUSES = frozenset([200, 304])
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer as it is sent, but for the lines that the server adds; and what it counts as."""

    status: bytes
    rest: bytes
    counted: tuple[str, str, int, int]


class Keep:
    """Keeps answers for the protocol below to give again; innermost but for what makes them."""

    def __init__(self, app: ASGIApp, cache: Cache[Any]) -> None:
        self._app = app
        self._cache = cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and keep what comes back if it may be given again."""
        raw = scope.get(_RAW)
        if raw is None:
            return await self._app(scope, receive, send)
        keeper = _Keeper(send)
        await self._app(scope, receive, keeper)
        if kept := keeper.kept(scope):
            self._cache.put(raw, kept, len(raw) + len(kept.rest))
        return None


@dataclass(slots=True)
class _Keeper:
    """Passes an answer on, and notes it if it comes in one piece."""

    send: Send
    _start: Message | None = None
    _body: bytes | None = None

    async def __call__(self, message: Message) -> None:
        """Pass one message on."""
        if message["type"] == "http.response.start":
            self._start = dict(message) if _may_be_kept(message) else None
        elif message.get("more_body") or self._body is not None:
            self._start = None
        else:
            self._body = message.get("body", b"")
        await self.send(message)

    def kept(self, scope: Scope) -> _Kept | None:
        """The answer, if it was such."""
        if self._start is None or self._body is None:
            return None
        body = b"" if scope["method"] == "HEAD" else self._body
        lines = [name + b": " + value + b"\r\n" for name, value in self._start["headers"]]
        counted = (route_class(scope["path"]), scope["method"], self._start["status"], len(body))
        return _Kept(STATUS_LINE[self._start["status"]], b"".join((*lines, b"\r\n", body)), counted)


def _may_be_kept(start: Message) -> bool:
    names = {name.lower(): value for name, value in start["headers"]}
    told = b"etag" in names and b"no-store" not in names.get(b"cache-control", b"")
    return told and start["status"] in _STATUSES and (b"content-length" in names or start["status"] == 304)


class HotProtocol(BoundedProtocol):
    """The server's protocol, with an eye for requests that were answered before, and for clients that dawdle."""

    cache: Cache[Any]
    tally: Tally
    gives_again: bool

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self._asking = False  # a request has begun and is not whole yet
        self._heard_at = 0.0
        self._clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock by which the first request must be whole."""
        super().connection_made(transport)
        self._heard_at = time.monotonic()
        self._clock = self.loop.call_later(SECONDS_TO_ASK, self._look_at_clock)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        if self._clock:
            self._clock.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Answer at once what was answered before; the rest is parsed."""
        self._heard_at = time.monotonic()
        if not self._asking and not data.isascii():
            data = _with_escaped_address(data)
        idle = not self._asking and (self.cycle is None or self.cycle.response_complete)
        if not (idle and self.gives_again and len(data) <= _LONGEST_REQUEST):
            super().data_received(data)
            return
        if data in self.cache and not self.flow.write_paused and (kept := self.cache.get(data)):
            self._give(kept)
            return
        before = self.cycle
        super().data_received(data)
        if not self._asking and self.cycle is not before and not self.pipeline and self.cycle.keep_alive:
            cast(dict[str, Any], self.scope)[_RAW] = data  # a whole request, and nothing but it

    def _give(self, kept: _Kept) -> None:
        started = time.perf_counter()
        lines = b"".join([name + b": " + value + b"\r\n" for name, value in self.server_state.default_headers])
        self.transport.write(b"".join((kept.status, lines, kept.rest)))
        self.server_state.total_requests += 1
        self.tally.add(*kept.counted, time.perf_counter() - started)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._asking = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """A request is whole."""
        self._asking = False
        super().on_message_complete()

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection that is not used; one that was, of late, without a parser seeing it, has more time."""
        left = self._heard_at + self.timeout_keep_alive - time.monotonic()
        if left <= 0:
            super().timeout_keep_alive_handler()
        else:
            self.timeout_keep_alive_task = self.loop.call_later(left, self.timeout_keep_alive_handler)

    def _look_at_clock(self) -> None:
        """Close a connection that has begun a request, or none yet, and was silent for too long since."""
        left = self._heard_at + SECONDS_TO_ASK - time.monotonic()
        if left <= 0 and (self._asking or self.cycle is None):
            self.transport.close()
            return
        self._clock = self.loop.call_later(max(left, 1.0), self._look_at_clock)


def _with_escaped_address(data: bytes) -> bytes:
    """A request whose address has letters such as í as a browser would send it: many programs send them as they are.

    RFC 3987, section 3.1, maps them to percent-encoded UTF-8; the parser accepts nothing else.
    """
    line, end, rest = data.partition(b"\n")
    return _BEYOND_ASCII.sub(lambda found: b"%%%02X" % found[0][0], line) + end + rest


def make_protocol(cache: Cache[Any], tally: Tally, gives_again: bool) -> type[HotProtocol]:
    """The protocol of one server; `gives_again` is false where each request must be seen, to be limited or logged."""
    return type("Protocol", (HotProtocol,), {"cache": cache, "tally": tally, "gives_again": gives_again})
