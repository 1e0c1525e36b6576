# SPDX-License-Identifier: Apache-2.0
"""How much memory is left, so that what does not fit is refused before it is half loaded."""

import resource
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from rightsgraph.errors import MemoryTooSmall

_MEMINFO = Path("/proc/meminfo")
_OWN = Path("/proc/self/statm")
_GROUP = Path("/sys/fs/cgroup")


def require_memory(size: int) -> None:
    """Raise MemoryTooSmall unless so many bytes are free, as far as the system tells."""
    free = min(_free(), default=size)
    if free < size:
        raise MemoryTooSmall(size, free)


def _free() -> Iterator[int]:
    """What the machine, the group of processes, and the process itself have left, in bytes."""
    with suppress(OSError):
        said = dict(line.split(":", 1) for line in _MEMINFO.read_text().splitlines())
        if found := said.get("MemAvailable"):
            yield int(found.split()[0]) * 1024
    with suppress(OSError, ValueError):  # no group, or one without a limit
        yield int((_GROUP / "memory.max").read_text()) - int((_GROUP / "memory.current").read_text())
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY:
        with suppress(OSError):
            yield limit - int(_OWN.read_text().split()[0]) * resource.getpagesize()
