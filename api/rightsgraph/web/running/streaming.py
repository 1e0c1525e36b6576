# SPDX-License-Identifier: Apache-2.0
"""An answer in, a response out, part by part: as fast as the client takes it, and no longer than it stays."""

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

import brotli  # type: ignore[import-untyped]  # ships no types
import zstandard
from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

from rightsgraph.errors import RightsgraphError, ServiceBusy
from rightsgraph.query import Answer

T = TypeVar("T")
# Packing is work for a thread, and one thread leaves the other cores to queries.
_packing = ThreadPoolExecutor(1, thread_name_prefix="packing")
_PART = 1 << 18  # bytes of a large answer that are sent at once
_PATIENCE = 120.0  # seconds that a client may take for one of them


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


async def unless_gone(request: Request, work: Awaitable[T]) -> T:
    """Do work for as long as the client stays; raises ClientGone, and the work is cancelled.

    A server that stops cancels what is under way: whoever still waits is told to ask again, with ServiceBusy.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.create_task(_wait_until_gone(request.receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise ClientGone
    except asyncio.CancelledError:
        raise ServiceBusy(1) from None
    finally:
        for unfinished in (task, gone):
            unfinished.cancel()


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class Whole(Response):
    """A whole answer. A large one is sent no faster than its client takes it, or a copy would wait for each client."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; one that its client does not take is broken off."""
        if len(self.body) <= 2 * _PART or scope["method"] == "HEAD":
            await super().__call__(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        view = memoryview(self.body)
        with contextlib.suppress(TimeoutError):
            for start in range(0, len(view), _PART):
                more = start + _PART < len(view)
                async with asyncio.timeout(_PATIENCE):
                    part = bytes(view[start : start + _PART])
                    await send({"type": "http.response.body", "body": part, "more_body": more})


class Streamed(Response):
    """A response that is still coming. One that breaks off is left without its end, and the connection is closed."""

    def __init__(self, answer: Answer, coding: str, headers: Mapping[str, str]) -> None:
        super().__init__(None, 200, dict(headers))
        del self.headers["content-length"]
        self._answer = answer
        self._coding = coding

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; returning early is what breaks it off."""
        if scope["method"] == "HEAD":
            self._answer.close()
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await send({"type": "http.response.body", "body": b""})
            return
        pump = asyncio.create_task(self._pump(send))
        gone = asyncio.create_task(_wait_until_gone(receive))
        try:
            await asyncio.wait({pump, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (pump, gone):
                task.cancel()
            await asyncio.wait({pump, gone})
        if pump.cancelled() or not (error := pump.exception()):
            return
        if not isinstance(error, (RightsgraphError, TimeoutError)):
            raise error

    async def _pump(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        async with contextlib.aclosing(self._answer.parts()) as parts:
            async for part in _packed(parts, self._coding):
                async with asyncio.timeout(_PATIENCE):  # what nobody reads must not lie on disk for ever
                    await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


class _Packer(Protocol):
    """Packs a stream; what it gives back may be empty until it is told that this was all."""

    def compress(self, data: bytes) -> bytes: ...

    def flush(self) -> bytes: ...


class _Brotli:
    """The same words for Brotli's own."""

    def __init__(self) -> None:
        compressor = brotli.Compressor(quality=5)
        self.compress: Callable[[bytes], bytes] = compressor.process
        self.flush: Callable[[], bytes] = compressor.finish


_PACKERS: dict[str, Callable[[], _Packer]] = {
    "br": _Brotli,
    "zstd": lambda: zstandard.ZstdCompressor(level=6).compressobj(),
    "gzip": lambda: zlib.compressobj(6, zlib.DEFLATED, 31),
}


async def _packed(parts: AsyncIterator[bytes], coding: str) -> AsyncIterator[bytes]:
    if coding == "identity":
        async for part in parts:
            yield part
        return
    loop, packer = asyncio.get_running_loop(), _PACKERS[coding]()
    async for part in parts:
        if packed := await loop.run_in_executor(_packing, packer.compress, part):
            yield packed
    yield await loop.run_in_executor(_packing, packer.flush)
