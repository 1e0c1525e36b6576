# SPDX-License-Identifier: Apache-2.0
"""A command in, a process of its own group out: what it holds of the machine, and its end.

Reads /proc, so it needs Linux.
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")
SECONDS_TO_STOP = 15


@dataclass(frozen=True, slots=True)
class Held:
    """What a process and all its children hold: memory in MiB (PSS; of which no file backs), descriptors."""

    processes: int
    descriptors: int
    pss: float
    anonymous: float


class Process:
    """A process in a group of its own; killed as soon as it takes more memory than it may."""

    def __init__(self, command: Sequence[str], log: Path, environment: Mapping[str, str], most_memory: float) -> None:
        self.begun = time.monotonic()
        self.overran = False
        self._most_memory = most_memory
        with log.open("wb") as out:
            self._popen = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT, env=os.environ | environment, start_new_session=True
            )
        self._stopped = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._popen.poll() is None

    def held(self) -> Held:
        """What it holds now."""
        pids = _tree(self._popen.pid)
        memory = [_memory(pid) for pid in pids]
        descriptors = sum(_descriptors(pid) for pid in pids)
        return Held(len(pids), descriptors, round(sum(m[0] for m in memory), 1), round(sum(m[1] for m in memory), 1))

    def stop(self) -> None:
        """End it and whatever it started: politely, then by force."""
        self._stopped.set()
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(SECONDS_TO_STOP)
        self._signal(signal.SIGKILL)
        self._popen.wait()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._popen.pid, number)

    def _watch(self) -> None:
        """Other work shares the machine: a server that eats it up is stopped, and that is told."""
        while not self._stopped.wait(0.2):
            if sum(_resident(pid) for pid in _tree(self._popen.pid)) > self._most_memory:
                self.overran = True
                self._signal(signal.SIGKILL)
                return


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    found = [root]
    for pid in found:
        found += _children(pid)
    return [pid for pid in found if (PROC / str(pid)).exists()]


def _children(pid: int) -> list[int]:
    children = []
    with contextlib.suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            with contextlib.suppress(OSError):
                children += [int(child) for child in (task / "children").read_text().split()]
    return children


def _memory(pid: int) -> tuple[float, float]:
    """Proportional set size, and its share that no file backs, in MiB."""
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0, 0
    found = dict(re.findall(r"^(Pss|Pss_Anon): +(\d+) kB", text, re.MULTILINE))
    return int(found.get("Pss", 0)) / 1024, int(found.get("Pss_Anon", 0)) / 1024


def _resident(pid: int) -> float:
    """Memory in MiB that no file backs, shared with a parent or not; cheap to ask for."""
    try:
        _, resident, shared, *_ = (PROC / str(pid) / "statm").read_text().split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * _PAGE / 2**20


def _descriptors(pid: int) -> int:
    try:
        return len(list((PROC / str(pid) / "fd").iterdir()))
    except OSError:
        return 0
