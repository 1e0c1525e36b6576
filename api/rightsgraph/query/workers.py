# SPDX-License-Identifier: Apache-2.0
"""Workers as the event loop sees them: started, asked, killed, and seen to die."""

import asyncio
import contextlib
import itertools
import json
import os
import socket
from dataclasses import dataclass, field
from weakref import WeakSet

from rightsgraph.errors import RightsgraphError
from rightsgraph.query.jobs import HEADER, Frame, Job, unpack_error
from rightsgraph.query.spool import Spool
from rightsgraph.query.worker import Setup
from rightsgraph.query.zygote import MESSAGE, Message, Zygote, start_zygote

_SECONDS_TO_START = 60.0  # what opening the largest index on a busy machine may take


class WorkerDied(Exception):
    """A worker ended by itself, or spoke nonsense; `engine` is what it was running a query on, if any."""

    def __init__(self, engine: str = "") -> None:
        super().__init__(engine)
        self.engine = engine


@dataclass(slots=True)
class Run:
    """One job under way: where its answer goes, and what the worker said of it."""

    job: Job
    shape: str
    client: str
    spool: Spool
    settled: bool = False  # it will not start over: what the spool holds stays
    retried: bool = False  # its worker died, and another has it
    spent: float = 0.0  # seconds that the worker which died had spent on it
    engine: str = ""
    advice: list[str] = field(default_factory=list)


class Worker:
    """One worker's channel; `ended` has its exit code once it is gone."""

    def __init__(
        self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ended: "asyncio.Future[int]"
    ) -> None:
        self.number = number
        self.jobs = 0
        self.ended = ended
        self._reader = reader
        self._writer = writer

    @property
    def alive(self) -> bool:
        """Whether an idle worker can be given a job; its channel closes before the zygote reports its end."""
        return not self.ended.done() and not self._reader.at_eof()

    async def wait_until_ready(self) -> None:
        """Wait for the engines to be open; raises WorkerDied, TimeoutError."""
        async with asyncio.timeout(_SECONDS_TO_START):
            frame, _ = await self._read("")
            if frame is not Frame.READY:
                raise WorkerDied

    async def run(self, run: Run) -> None:
        """Run one job into its spool; raises WorkerDied, OSError, and the errors that a query ends in."""
        self.jobs += 1
        self._writer.write(run.job.to_bytes())
        while True:
            frame, data = await self._read(run.engine)
            if frame in (Frame.DATA, Frame.END):
                run.spool.write(data)
                if frame is Frame.END:
                    return
            elif frame is Frame.ERROR:
                raise _error(data, run.engine)
            else:
                told = json.loads(data)
                run.engine, run.advice = str(told["engine"]), [str(line) for line in told["advice"]]

    async def _read(self, engine: str) -> tuple[Frame, bytes]:
        try:
            kind, size = HEADER.unpack(await self._reader.readexactly(HEADER.size))
            return Frame(kind), await self._reader.readexactly(size)
        except (asyncio.IncompleteReadError, OSError, ValueError) as error:
            raise WorkerDied(engine) from error

    def close(self) -> None:
        """Close the channel; an idle worker ends with it."""
        self._writer.close()


def _error(data: bytes, engine: str) -> RightsgraphError | WorkerDied:
    try:
        return unpack_error(data)
    except (ValueError, KeyError, TypeError):
        return WorkerDied(engine)


class Nursery:
    """Starts and ends workers by way of the zygote, and the zygote anew where it is killed."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._zygote: Zygote | None = start_zygote(setup)
        self._numbers = itertools.count(1)
        self._ended: dict[int, asyncio.Future[int]] = {}
        self._heard = b""
        self._workers: WeakSet[Worker] = WeakSet()

    def listen(self) -> None:
        """Take the zygote's reports from now on, in the running event loop."""
        assert self._zygote
        self._zygote.channel.setblocking(False)
        asyncio.get_running_loop().add_reader(self._zygote.channel.fileno(), self._hear)

    async def start(self) -> Worker:
        """A worker with its engines open; raises WorkerDied, TimeoutError, OSError."""
        if self._zygote is None:
            self._zygote = start_zygote(self._setup)
            self.listen()
        number = next(self._numbers)
        ours, theirs = socket.socketpair()
        ended = self._ended[number] = asyncio.get_running_loop().create_future()
        with theirs:
            self._order(Message.FORK, number, theirs.fileno())
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        worker = Worker(number, reader, writer, ended)
        self._workers.add(worker)
        try:
            await worker.wait_until_ready()
        except BaseException:
            self.kill(worker)
            raise
        return worker

    def kill(self, worker: Worker) -> None:
        """End a worker, whatever it does."""
        worker.close()
        if not worker.ended.done():
            self._order(Message.KILL, worker.number)

    def slow_down(self, worker: Worker) -> None:
        """Let a worker give way to the others, for good."""
        self._order(Message.SLOW, worker.number)

    async def close(self) -> None:
        """End the zygote and every worker."""
        for worker in list(self._workers):
            worker.close()
        if self._zygote is None:
            return
        zygote, self._zygote = self._zygote, None
        asyncio.get_running_loop().remove_reader(zygote.channel.fileno())
        zygote.channel.close()
        await asyncio.to_thread(_wait_for, zygote.pid)

    def _order(self, message: Message, number: int, *descriptors: int) -> None:
        if self._zygote is None:
            return
        with contextlib.suppress(OSError):  # the zygote is gone; that it is, is heard
            socket.send_fds(self._zygote.channel, [MESSAGE.pack(message.value, number, 0)], descriptors)

    def _hear(self) -> None:
        assert self._zygote
        try:
            data = self._zygote.channel.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._mourn()
            return
        self._heard += data
        while len(self._heard) >= MESSAGE.size:
            kind, number, value = MESSAGE.unpack(self._heard[: MESSAGE.size])
            self._heard = self._heard[MESSAGE.size :]
            if Message(kind) is Message.DEAD and (ended := self._ended.pop(number, None)):
                ended.set_result(value)

    def _mourn(self) -> None:
        """The zygote was killed, and its workers with it."""
        assert self._zygote
        zygote, self._zygote, self._heard = self._zygote, None, b""
        asyncio.get_running_loop().remove_reader(zygote.channel.fileno())
        zygote.channel.close()
        _wait_for(zygote.pid)
        for ended in self._ended.values():
            ended.set_result(1)
        self._ended.clear()


def _wait_for(pid: int) -> None:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
