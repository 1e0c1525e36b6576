# SPDX-License-Identifier: Apache-2.0
"""Runs in, answers out: workers that are killed when a query takes too much, and replaced at once.

Every query starts in the quick lane. One that takes longer than a moment moves to the slow lane, which has places of
its own and a lower priority; where that is full, it is stopped and starts over when its turn comes. A query of a shape
that took long before goes there straight away. So what is quick never waits for what is not.
"""

import asyncio
import logging
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from rightsgraph.errors import QueryTooSlow, RightsgraphError, ServiceBusy
from rightsgraph.query.lanes import Lane
from rightsgraph.query.worker import Setup
from rightsgraph.query.workers import Nursery, Run, Worker, WorkerDied

BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)  # upper bounds in seconds
_SHAPES = 1024  # how many slow shapes are remembered
_JOBS = 1000  # after which a worker is replaced, so that no leak of an engine grows
_LONGEST_PAUSE = 5.0  # seconds between two attempts to start a worker
_PATIENCE = 1.5  # times what a query may take: whoever is next in the line outlasts those who have just begun
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """Places of the lanes, how many may wait for a slow one, and seconds: for a query, and before it counts as slow."""

    quick: int = 2
    slow: int = 2
    waiting: int = 16
    timeout: float = 20
    moment: float = 0.1


@dataclass(slots=True)
class Statistics:
    """Counts since the start; `seconds` has, by engine and outcome, how many runs fell under each of BUCKETS."""

    started: int = 0
    finished: int = 0
    refused: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    seconds: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    seconds_sum: dict[tuple[str, str], float] = field(default_factory=dict)

    def observe(self, engine: str, outcome: str, seconds: float) -> None:
        """Count one run."""
        self.finished += 1
        counts = self.seconds.setdefault((engine, outcome), [0] * (len(BUCKETS) + 1))
        counts[next((place for place, bound in enumerate(BUCKETS) if seconds <= bound), len(BUCKETS))] += 1
        self.seconds_sum[engine, outcome] = self.seconds_sum.get((engine, outcome), 0) + seconds


class Pool:
    """The workers of one server; all its methods run in the event loop."""

    def __init__(self, setup: Setup, limits: PoolLimits) -> None:
        self.statistics = Statistics()
        self.limits = limits
        self._nursery = Nursery(setup)
        patience = limits.timeout * _PATIENCE
        self._quick = Lane(limits.quick, limits.waiting * 16, patience)
        self._slow = Lane(limits.slow, limits.waiting, patience)
        self._stock = 0  # workers that are idle, starting, or in the quick lane
        self._idle: deque[Worker] = deque()
        self._wanted: deque[asyncio.Future[Worker]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._slow_shapes: OrderedDict[str, None] = OrderedDict()
        self._closing = False

    @property
    def ready(self) -> bool:
        """Whether a query that comes now finds a worker, or waits for one that runs."""
        return not self._closing and (bool(self._idle) or self._quick.free < self.limits.quick)

    @property
    def running(self) -> int:
        """How many queries run."""
        return self.limits.quick - self._quick.free + self.limits.slow - self._slow.free

    @property
    def waiting(self) -> int:
        """How many queries wait for a place."""
        return self._quick.waiting + self._slow.waiting

    @property
    def workers(self) -> int:
        """How many workers there are, those that start included."""
        return self._stock + self.limits.slow - self._slow.free

    async def start(self) -> None:
        """Start the workers; they come while this returns."""
        self._nursery.listen()
        self._restock()

    async def close(self) -> None:
        """End all of it; whoever waits is told that the service is busy."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        for wanted in self._wanted:
            if not wanted.done():
                wanted.set_exception(ServiceBusy(1))
        await self._nursery.close()

    async def run(self, run: Run) -> None:
        """Run a job into its spool.

        Raises QueryTooSlow, ServiceBusy, WorkerDied, OSError, and the errors that a query ends in. When cancelled, the
        query is stopped.
        """
        self.statistics.started += 1
        began, outcome = time.monotonic(), "stopped"
        try:
            if run.shape in self._slow_shapes or not await self._run_quick(run):
                await self._run_slow(run)
            outcome = "answered"
        except (RightsgraphError, WorkerDied) as error:
            outcome = "died" if isinstance(error, WorkerDied) else "refused"
            self.statistics.refused += isinstance(error, ServiceBusy)
            raise
        finally:
            self.statistics.observe(run.engine, outcome, time.monotonic() - began)

    async def _run_quick(self, run: Run) -> bool:
        """Run a job if it takes but a moment, or if the slow lane has room; else false, and nothing of it is left."""
        async with self._quick.place(run.client):
            worker = await self._take()
            task = asyncio.create_task(worker.run(run))
            try:
                await asyncio.wait({task}, timeout=self.limits.moment)
            except asyncio.CancelledError:
                self._spawn(self._wind_up(worker, task))
                raise
            if task.done():
                self._put_back(worker, task)
                task.result()
                return True
        self._remember(run.shape)
        self._part_with(worker)
        if self._slow.try_enter():
            try:
                await self._finish(worker, task, run, self.limits.moment)
            finally:
                self._slow.leave()
            return True
        await self._stop(worker, task, "demoted")
        run.spool.clear()
        return False

    async def _run_slow(self, run: Run) -> None:
        async with self._slow.place(run.client):
            worker = await self._take()
            self._part_with(worker)
            began = time.monotonic()
            await self._finish(worker, asyncio.create_task(worker.run(run)), run)
            if time.monotonic() - began < self.limits.moment:
                self._slow_shapes.pop(run.shape, None)

    async def _finish(self, worker: Worker, task: "asyncio.Task[None]", run: Run, spent: float = 0.0) -> None:
        """Let a slow job come to its end; its worker has grown and is not used again."""
        began = time.monotonic() - spent
        run.settled = True
        run.spool.tell()
        try:
            self._nursery.slow_down(worker)
            await asyncio.wait({task}, timeout=max(0.0, self.limits.timeout - run.spent - spent))
            if not task.done():
                self.statistics.kills["timeout"] += 1
                raise QueryTooSlow(self.limits.timeout, run.advice)
            task.result()
        except asyncio.CancelledError:
            self.statistics.kills["gone"] += 1
            raise
        finally:
            run.spent += time.monotonic() - began
            await self._stop(worker, task)

    async def _stop(self, worker: Worker, task: "asyncio.Task[None]", cause: str = "") -> None:
        if cause:
            self.statistics.kills[cause] += 1
        self._nursery.kill(worker)
        task.cancel()
        await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # it has been seen

    async def _wind_up(self, worker: Worker, task: "asyncio.Task[None]") -> None:
        """Nobody waits for a quick job any more: it may end by itself, and is stopped if it does not."""
        await asyncio.wait({task}, timeout=self.limits.moment)
        if task.done():
            self._put_back(worker, task)
        else:
            self._part_with(worker)
            await self._stop(worker, task, "gone")

    async def _take(self) -> Worker:
        """An idle worker, or the next to be ready; raises ServiceBusy."""
        while self._idle:
            worker = self._idle.pop()  # the last to work: what it read is still at hand
            if worker.alive:
                return worker
            worker.close()
            self._part_with(worker)
        if self._closing:
            raise ServiceBusy(1)
        wanted: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._wanted.append(wanted)
        try:
            async with asyncio.timeout(self.limits.timeout):
                return await wanted
        except TimeoutError:
            raise ServiceBusy(1) from None
        except asyncio.CancelledError:
            if wanted.done() and not wanted.cancelled() and not wanted.exception():
                self._offer(wanted.result())
            raise

    def _offer(self, worker: Worker) -> None:
        """Hand a worker to who waits longest, or let it idle."""
        while self._wanted:
            wanted = self._wanted.popleft()
            if not wanted.done():
                wanted.set_result(worker)
                return
        self._idle.append(worker)

    def _put_back(self, worker: Worker, task: "asyncio.Task[None]") -> None:
        """Take a worker back after a quick job; one that has died or is spent is replaced."""
        died = task.cancelled() or isinstance(task.exception(), (WorkerDied, OSError))
        if died or worker.jobs >= _JOBS:
            self._nursery.kill(worker)
            self._part_with(worker)
        else:
            self._offer(worker)

    def _part_with(self, worker: Worker) -> None:
        """A worker leaves the stock; another takes its place."""
        self._stock -= 1
        self._restock()

    def _restock(self) -> None:
        while self._stock <= self.limits.quick and not self._closing:  # one more than places: a spare
            self._stock += 1
            self._spawn(self._start_worker())

    async def _start_worker(self) -> None:
        pause = 0.05
        while True:
            try:
                worker = await self._nursery.start()
            except (WorkerDied, OSError, TimeoutError) as error:
                _log.warning("a worker did not start: %s %s", type(error).__name__, error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                self._welcome(worker)
                return

    def _welcome(self, worker: Worker) -> None:
        worker.ended.add_done_callback(lambda _: self._bury(worker))
        self._offer(worker)

    def _bury(self, worker: Worker) -> None:
        """Replace a worker that ended while it was idle: nobody else would notice until a query needs it."""
        if worker in self._idle:
            self._idle.remove(worker)
            worker.close()
            self._part_with(worker)

    def _remember(self, shape: str) -> None:
        self._slow_shapes[shape] = None
        self._slow_shapes.move_to_end(shape)
        while len(self._slow_shapes) > _SHAPES:
            self._slow_shapes.popitem(last=False)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
