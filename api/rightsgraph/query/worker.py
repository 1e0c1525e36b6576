# SPDX-License-Identifier: Apache-2.0
"""A process that runs one query after the other, and may be killed at any of them."""

import io
import json
import os
import resource
import socket
import sys
from dataclasses import dataclass, field
from typing import IO, cast

from rightsgraph.errors import AnswerTooLarge, QueryFailed, RightsgraphError
from rightsgraph.formats import JSON
from rightsgraph.query.answer import Shortening, answer
from rightsgraph.query.jobs import Frame, Job, pack_error, read_job, send_frame
from rightsgraph.store import Engines, Prepared
from rightsgraph.vocab import DEFAULT_BASE

MEGABYTE = 1 << 20
_PART = 1 << 16  # bytes of an answer that are sent at once


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker needs: its engines, what shortens graphs, and the megabytes for a query and for its answer."""

    prepared: Prepared
    shortening: Shortening = field(default_factory=Shortening)
    memory: int = 400
    answer_size: int = 256


def run_worker(channel: socket.socket, setup: Setup) -> None:
    """Open the engines, then answer jobs until the server closes the channel."""
    _keep_quiet()
    engines = setup.prepared.open()
    _warm_up(engines, setup)
    _limit_memory(setup.memory * MEGABYTE)
    send_frame(channel, Frame.READY)
    while job := read_job(channel):
        _run(channel, engines, job, setup)


def _warm_up(engines: Engines, setup: Setup) -> None:
    """Answer something: a fork's first query copies every page that it writes to, which takes milliseconds."""
    for reference_only in (True, False):
        job = Job(
            "SELECT ?s { ?s ?p ?o } LIMIT 1", DEFAULT_BASE, None, None, False, JSON.name, reference_only=reference_only
        )
        route = setup.prepared.route(job.query, job.choice, job.reference_only)
        answer(engines, route, job, setup.shortening, io.BytesIO())


def _run(channel: socket.socket, engines: Engines, job: Job, setup: Setup) -> None:
    out = _Parts(channel, setup.answer_size)
    try:
        route = setup.prepared.route(job.query, job.choice, job.reference_only)
        told = {"engine": route.engine.value, "advice": [f"{a.slow}: {a.better}" for a in route.advice if not a.done]}
        send_frame(channel, Frame.ROUTE, json.dumps(told).encode())
        answer(engines, route, job, setup.shortening, cast(IO[bytes], out))
    except RightsgraphError as error:
        send_frame(channel, Frame.ERROR, pack_error(out.error or error))
    except MemoryError:
        os.abort()  # as the engines end where memory runs out
    except Exception as error:
        send_frame(channel, Frame.ERROR, pack_error(out.error or QueryFailed(type(error).__name__)))
    else:
        out.end()


class _Parts:
    """Sends what is written to it in parts of a fair size, up to a limit in megabytes.

    The engines swallow what a writer raises, so the error is kept as well.
    """

    def __init__(self, channel: socket.socket, limit: int) -> None:
        self.error: RightsgraphError | None = None
        self._channel = channel
        self._limit = limit
        self._size = 0
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Take bytes; raises AnswerTooLarge."""
        self._size += len(data)
        if self._size > self._limit * MEGABYTE:
            self.error = AnswerTooLarge(self._limit)
            raise self.error
        if len(data) > _PART:
            self.send()
            for start in range(0, len(data), _PART):
                send_frame(self._channel, Frame.DATA, data[start : start + _PART])
        else:
            self._held += data
            if len(self._held) >= _PART:
                self.send()
        return len(data)

    def flush(self) -> None:
        """Nothing: parts are sent when they are large enough."""

    def end(self) -> None:
        """Send what is held, and say that this was all."""
        send_frame(self._channel, Frame.END, bytes(self._held))

    def send(self) -> None:
        """Send what is held."""
        if self._held:
            send_frame(self._channel, Frame.DATA, bytes(self._held))
            self._held.clear()


def _keep_quiet() -> None:
    """No core dump, and nothing on stderr: what an engine prints when it breaks holds parts of queries."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sink = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(sink, stream)
    os.environ["RUST_BACKTRACE"] = "0"


def _limit_memory(extra: int) -> None:
    """Let the process take so many bytes of memory beyond what it holds now; mapped files do not count."""
    if sys.platform != "linux":
        return  # elsewhere the limit is accepted and not kept
    with open("/proc/self/statm", encoding="ascii") as file:
        data_pages = int(file.read().split()[5])
    limit = data_pages * os.sysconf("SC_PAGESIZE") + extra
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
