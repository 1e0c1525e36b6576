# SPDX-License-Identifier: Apache-2.0
"""A process that forks workers: it holds the data once, does nothing else, and so can always be forked from.

The server itself has threads, and a fork of it could inherit a lock that nobody opens again. The zygote starts before
them. Whatever becomes of the server, the zygote sees its channel close, and goes with all of its workers.
"""

import ctypes
import gc
import os
import select
import signal
import socket
import struct
import sys
import threading
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from rightsgraph.query.worker import Setup, run_worker

MESSAGE = struct.Struct("!cqq")
_NICENESS = 15  # of a query that takes long: it gives way to those that do not
_PR_SET_PDEATHSIG = 1
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Message(Enum):
    """What server and zygote say: an order or a report, and two numbers."""

    FORK = b"F"  # the number of the worker, and the channel that it will answer on
    KILL = b"K"  # the worker
    SLOW = b"N"  # the worker: let it give way to others
    BORN = b"B"  # the worker, and its process id
    DEAD = b"D"  # the worker, and its exit code; negative is a signal


@dataclass(frozen=True, slots=True)
class Zygote:
    """The running zygote: its process, and the server's end of the channel."""

    pid: int
    channel: socket.socket


def start_zygote(setup: Setup) -> Zygote:
    """Fork the zygote; best called while this process has but one thread."""
    ours, theirs = socket.socketpair()
    sys.stdout.flush()
    # A signal that came while Python tidies up after the fork would be lost.
    held = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        theirs.close()
        return Zygote(pid, ours)
    try:
        for number in _STOPPING:  # they are the server's to answer
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        os.dup2(theirs.fileno(), 3)
        os.closerange(4, 65536)  # what the server listens on, above all
        os.setsid()
        _Zygote(socket.socket(fileno=3), setup).run()
    finally:
        os._exit(0)


class _Zygote:
    def __init__(self, channel: socket.socket, setup: Setup) -> None:
        self._channel = channel
        self._setup = setup
        self._workers: dict[int, int] = {}  # process ids by number

    def run(self) -> None:
        """Serve orders until the channel closes; then end every worker."""
        wake, self._waker = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(self._waker, False)
        signal.set_wakeup_fd(self._waker)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._setup = replace(self._setup, prepared=self._setup.prepared.with_reference())
        gc.freeze()  # so that a worker's collector does not copy what all share
        try:
            while True:
                ready, _, _ = select.select([self._channel.fileno(), wake], [], [])
                if wake in ready:
                    os.read(wake, 4096)
                    self._reap()
                if self._channel.fileno() in ready and not self._obey():
                    break
        finally:
            for pid in self._workers.values():
                os.kill(pid, signal.SIGKILL)
            for pid in self._workers.values():
                os.waitpid(pid, 0)

    def _obey(self) -> bool:
        """Take one order; false where the server has gone."""
        data, descriptors, _, _ = socket.recv_fds(self._channel, MESSAGE.size, 1)
        while data and len(data) < MESSAGE.size:
            data += self._channel.recv(MESSAGE.size - len(data))
        if not data:
            return False
        kind, number, _ = MESSAGE.unpack(data)
        if Message(kind) is Message.FORK:
            self._fork(number, descriptors[0])
        elif (pid := self._workers.get(number)) and Message(kind) is Message.KILL:
            os.kill(pid, signal.SIGKILL)
        elif pid and Message(kind) is Message.SLOW:
            _give_way(pid)
        return True

    def _fork(self, number: int, descriptor: int) -> None:
        zygote = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:
            self._tell(Message.DEAD, number, error.errno or 1)
            os.close(descriptor)
            return
        if pid == 0:
            self._be_worker(descriptor, zygote)
        os.close(descriptor)
        self._workers[number] = pid
        self._tell(Message.BORN, number, pid)

    def _be_worker(self, descriptor: int, zygote: int) -> None:
        try:
            _die_with(zygote)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._channel.close()
            # An engine's random numbers belong to its thread: a new one is sown anew, where forks would all make up
            # the same UUIDs.
            worker = threading.Thread(target=run_worker, args=(socket.socket(fileno=descriptor), self._setup))
            worker.start()
            worker.join()
        finally:
            os._exit(0)

    def _reap(self) -> None:
        numbers = {pid: number for number, pid in self._workers.items()}
        while numbers:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            number = numbers[pid]
            del self._workers[number]
            self._tell(Message.DEAD, number, os.waitstatus_to_exitcode(status))

    def _tell(self, message: Message, number: int, value: int) -> None:
        self._channel.sendall(MESSAGE.pack(message.value, number, value))


def _give_way(pid: int) -> None:
    """Lower the priority of a process, thread by thread: Linux knows no other way."""
    tasks = Path(f"/proc/{pid}/task")
    threads = [int(task.name) for task in tasks.iterdir()] if tasks.exists() else [pid]
    for thread in threads:
        try:
            os.setpriority(os.PRIO_PROCESS, thread, _NICENESS)
        except OSError:
            continue  # it has ended


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before it could be tied to
        os._exit(0)
