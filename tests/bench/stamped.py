# SPDX-License-Identifier: Apache-2.0
"""The server with a clock at every door that a query passes: `python -m tests.bench.stamped FILE serve ...`.

Server and workers each append lines to FILE: nanoseconds of the machine's monotonic clock, and the door's name. A stamp
costs about ten microseconds.
"""

import functools
import inspect
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from rightsgraph.cli import main
from rightsgraph.query import pool, worker
from rightsgraph.web.answering import sparql
from rightsgraph.web.running import hot

# In the order in which a query passes them.
DOORS = ("arrived", "understood", "read", "handed over", "routed", "answered", "returned")


class Clock:
    """Appends stamps to a file, by a descriptor of each process's own: a fork closes what it inherits."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._process = 0
        self._file = -1

    def stamp(self, door: str) -> None:
        """Note that a door is passed now."""
        now = time.perf_counter_ns()
        if self._process != os.getpid():
            self._process, self._file = os.getpid(), os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(self._file, f"{now} {door}\n".encode())

    def watch(self, owner: Any, name: str, before: str = "", after: str = "") -> None:
        """Stamp each call of a function, when it begins, when it ends, or both."""
        setattr(owner, name, self._watched(getattr(owner, name), before, after))

    def _watched(self, function: Callable[..., Any], before: str, after: str) -> Callable[..., Any]:
        @functools.wraps(function)
        def watched(*words: Any, **options: Any) -> Any:
            if before:
                self.stamp(before)
            found = function(*words, **options)
            if after and not inspect.isawaitable(found):
                self.stamp(after)
            return self._awaited(found, after) if after and inspect.isawaitable(found) else found

        return watched

    async def _awaited(self, found: Any, after: str) -> Any:
        try:
            return await found
        finally:
            self.stamp(after)


def _put_up(clock: Clock) -> None:
    arrived, understood, read, handed_over, routed, answered, returned = DOORS
    clock.watch(hot.HotProtocol, "data_received", before=arrived)
    clock.watch(sparql, "read_operation", before=understood)
    clock.watch(pool.Pool, "run", before=read, after=returned)
    clock.watch(worker, "_run", before=handed_over)
    clock.watch(worker, "answer", before=routed, after=answered)


if __name__ == "__main__":
    _put_up(Clock(sys.argv.pop(1)))
    main()
