# SPDX-License-Identifier: Apache-2.0
"""Bytes that one writes and many read, each at its own pace; beyond a little they lie on disk.

So a slow client holds no worker, and a large answer no memory.
"""

import asyncio
import errno
import os
import tempfile
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import IO

from rightsgraph.errors import RightsgraphError

IN_MEMORY = 1 << 18
_PART = 1 << 18  # bytes that a reader is given at once


@dataclass(slots=True)
class Room:
    """How many bytes all spools together may lay on disk."""

    left: int


class Spool:
    """An answer as it comes."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.size = 0
        self.finished = False
        self.closed = False
        self.error: RightsgraphError | None = None
        self._head = bytearray()
        self._laid = 0
        self._file: IO[bytes] | None = None
        self._changed = asyncio.Event()

    def write(self, data: bytes) -> None:
        """Add bytes; raises OSError where the room on disk is used up. What comes after `close` is dropped."""
        if self.closed:
            return
        self._head += data
        if self._file is not None or len(self._head) > IN_MEMORY:
            self._lay_down()
        self.size += len(data)
        self.tell()

    def _lay_down(self) -> None:
        if self._room.left < len(self._head):
            raise OSError(errno.ENOSPC, "no room for large answers")
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - it is closed by `close`
        self._room.left -= len(self._head)
        self._laid += len(self._head)
        self._file.write(self._head)
        self._head.clear()

    def finish(self, error: RightsgraphError | None = None) -> None:
        """No more bytes come; with an error, what there is stays a part."""
        self.finished = True
        self.error = error
        self.tell()

    def clear(self) -> None:
        """Forget what was written; for a writer that starts over, before anything was read."""
        self.size = 0
        self._head.clear()
        self._lift()

    def close(self) -> None:
        """Let go of the disk; nobody reads any more."""
        self.closed = True
        self._lift()

    def _lift(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
            self._room.left += self._laid
            self._laid = 0

    def tell(self) -> None:
        """Wake who waits for a change."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def changed(self) -> None:
        """Wait for the next change."""
        await self._changed.wait()

    def content(self) -> bytes:
        """All that is there."""
        return self._read(0, self.size)

    async def parts(self) -> AsyncGenerator[bytes, None]:
        """All of it from the beginning, as it comes; raises the writer's error at the end of what there is."""
        offset = 0
        while True:
            if offset < self.size:
                part = self._read(offset, _PART)
                offset += len(part)
                yield part
            elif self.finished:
                break
            else:
                await self.changed()
        if self.error:
            raise self.error

    def _read(self, offset: int, size: int) -> bytes:
        if self._file is None:
            return bytes(self._head[offset : offset + size])
        return os.pread(self._file.fileno(), min(size, self.size - offset), offset)
