# SPDX-License-Identifier: Apache-2.0
"""Queries in, answers out, within limits: the cache before the pool, and equal queries run once."""

import asyncio
from collections.abc import AsyncGenerator, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rightsgraph.errors import QueryTooGreedy, RightsgraphError, ServiceBusy
from rightsgraph.formats import Format
from rightsgraph.query.answer import Query
from rightsgraph.query.cache import Cache
from rightsgraph.query.jobs import PREVIEW
from rightsgraph.query.pool import Pool
from rightsgraph.query.spool import Room, Spool
from rightsgraph.query.workers import Run, WorkerDied
from rightsgraph.store import Prepared

# An answer that is larger, of a query that takes long, is sent before its end is known.
HELD_BACK = 1 << 18


class Answer:
    """An answer that has begun: whole, or still coming."""

    def __init__(self, body: bytes | None, flight: "_Flight | None" = None) -> None:
        self.body = body
        self._flight = flight

    @property
    def finished(self) -> bool:
        """Whether all of it is there."""
        return self._flight is None or self._flight.spool.finished

    @property
    def size(self) -> int:
        """How many bytes are there."""
        return len(self.body or b"") if self._flight is None else self._flight.spool.size

    async def whole(self) -> bytes:
        """All of it; raises what the query ends in."""
        if self.body is None:
            self.body = b"".join([part async for part in self.parts()])
        return self.body

    async def parts(self) -> AsyncGenerator[bytes, None]:
        """Its bytes, once, as they come; raises what the query ends in."""
        if self._flight is None:
            yield self.body or b""
            return
        flight, self._flight = self._flight, None
        try:
            async for part in flight.spool.parts():
                yield part
        finally:
            flight.leave()

    def close(self) -> None:
        """Let go of an answer that is not read."""
        if self._flight is not None:
            self._flight.leave()
            self._flight = None


@dataclass(slots=True)
class _Flight:
    """One run that several may wait for; it is stopped when the last of them leaves."""

    run: Run
    readers: int = 0
    stopped: bool = False
    task: "asyncio.Task[None] | None" = None

    @property
    def spool(self) -> Spool:
        return self.run.spool

    def leave(self) -> None:
        self.readers -= 1
        if self.readers == 0:
            if self.task and not self.task.done():
                self.stopped = True
                self.task.cancel()
            else:
                self.spool.close()


@dataclass(frozen=True, slots=True)
class Counts:
    """What was done since the start, and what is under way; `seconds` as in `Statistics`."""

    running: int
    waiting: int
    workers: int
    started: int
    finished: int
    refused: int
    shared: int
    cache_hits: int
    cache_misses: int
    cache_bytes: int
    cache_entries: int
    kills: Mapping[str, int]
    seconds: Mapping[tuple[str, str], Sequence[int]]
    seconds_sum: Mapping[tuple[str, str], float]


class Answers:
    """What a server asks: one for each dataset that it serves. Sizes in bytes; `memory` in megabytes, as it is told."""

    def __init__(self, pool: Pool, cache_size: int, spool_size: int, memory: int) -> None:
        self.pool = pool
        self.cache: Cache[Any] = Cache(cache_size)  # of answers, and of whole responses
        self.shared = 0  # queries that joined an equal one under way
        self._memory = memory
        self._room = Room(spool_size)
        self._flights: dict[Hashable, _Flight] = {}

    def counts(self) -> Counts:
        """The counts as they stand."""
        pool, done = self.pool, self.pool.statistics
        return Counts(
            running=pool.running,
            waiting=pool.waiting,
            workers=pool.workers,
            started=done.started,
            finished=done.finished,
            refused=done.refused,
            shared=self.shared,
            cache_hits=self.cache.hits,
            cache_misses=self.cache.misses,
            cache_bytes=self.cache.size,
            cache_entries=len(self.cache),
            kills=done.kills,
            seconds=done.seconds,
            seconds_sum=done.seconds_sum,
        )

    def cached(self, query: Query, format: str) -> bytes | None:
        """An answer that was given before."""
        held: bytes | None = None if query.inspection.volatile else self.cache.get(_key(query, format))
        return held

    def keep(self, query: Query, format: str, body: bytes) -> None:
        """Keep another form of an answer, under a name of its own."""
        if not query.inspection.volatile:
            self.cache.put(_key(query, format), body, len(body))

    async def ask(self, query: Query, format: str, *, client: str = "", rows: int = 0) -> Answer:
        """Run a query, or join an equal one; returns once the answer is whole, or too long to be held back.

        `format` is a name of the format table, or PREVIEW with so many `rows`. Raises QueryTooSlow, QueryTooGreedy,
        AnswerTooLarge, ServiceBusy, and the errors that a query ends in.
        """
        key = _key(query, format)
        flight = None if query.inspection.volatile else self._flights.get(key)
        if flight is None or flight.stopped:
            flight = self._begin(query, format, rows, client, key)
        else:
            self.shared += 1
        flight.readers += 1
        try:
            while not (flight.spool.finished or (flight.run.settled and flight.spool.size > HELD_BACK)):
                await flight.spool.changed()
            if flight.spool.error:
                raise flight.spool.error
        except BaseException:
            flight.leave()
            raise
        return Answer(None, flight)

    async def collect(self, query: Query, format: Format, *, client: str = "") -> bytes:
        """The whole answer, from the cache or run; raises as `ask`."""
        if (held := self.cached(query, format.name)) is not None:
            return held
        return await (await self.ask(query, format.name, client=client)).whole()

    async def preview(self, query: Query, rows: int, *, client: str = "") -> bytes:
        """The first rows as SPARQL JSON; raises as `ask`."""
        if (held := self.cached(query, PREVIEW)) is not None:
            return held
        return await (await self.ask(query, PREVIEW, rows=rows, client=client)).whole()

    def _begin(self, query: Query, format: str, rows: int, client: str, key: Hashable) -> _Flight:
        run = Run(query.job(format, rows), query.inspection.shape, client, Spool(self._room))
        flight = _Flight(run)
        flight.task = asyncio.create_task(self._fly(flight, key, keep=not query.inspection.volatile))
        if not query.inspection.volatile:
            self._flights[key] = flight
        return flight

    async def _fly(self, flight: _Flight, key: Hashable, keep: bool) -> None:
        spool, error = flight.spool, None
        try:
            await self._run(flight.run)
            if keep and self.cache.takes(spool.size):
                self.cache.put(key, spool.content(), spool.size)
        except RightsgraphError as found:
            error = found
        except OSError:
            error = ServiceBusy(10)  # no room on the disk
        except asyncio.CancelledError:
            error = ServiceBusy(1)
            raise
        finally:
            if self._flights.get(key) is flight:
                del self._flights[key]
            spool.finish(error)
            if flight.readers == 0:
                spool.close()

    async def _run(self, run: Run) -> None:
        """Run a job; one that the fast engine did not survive is run once more, by the reference.

        So is, as it was, what a worker took that had died at rest.
        """
        try:
            await self.pool.run(run)
        except WorkerDied as died:
            self.pool.statistics.kills["died"] += 1
            if run.retried or died.engine == "oxigraph" or (run.settled and run.spool.size > HELD_BACK):
                raise QueryTooGreedy(self._memory, run.advice) from died
            run.spool.clear()
            run.settled, run.retried = False, True
            if died.engine:
                run.job = run.job.by_reference()
            await self._run(run)


def _key(query: Query, format: str) -> Hashable:
    return query.inspection.normal, query.choice, query.base, format


def explain(prepared: Prepared, query: Query) -> dict[str, Any]:
    """How a query would be answered: the engine, what rules out the faster one, the words it is asked in, advice."""
    found = prepared.route(query.text, query.choice)
    return {
        "engine": found.engine.value,
        "reasons": list(found.reasons),
        "advice": [{"slow": a.slow, "better": a.better, "done": a.done} for a in found.advice],
        "query": found.text,
    }
