# SPDX-License-Identifier: Apache-2.0
"""Spools: one writes, many read at their own pace, and what lies on disk is given back."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from rightsgraph.errors import QueryFailed
from rightsgraph.query.spool import IN_MEMORY, Room, Spool

LARGE = bytes(range(256)) * (IN_MEMORY // 64)  # four times what is held in memory


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 10))


async def read(spool: Spool) -> bytes:
    return b"".join([part async for part in spool.parts()])


@pytest.mark.parametrize("data", [b"", b"little", LARGE], ids=["empty", "in-memory", "on-disk"])
def test_every_reader_is_given_all_of_it(data: bytes) -> None:
    async def test() -> None:
        spool = Spool(Room(len(LARGE)))
        early = [asyncio.create_task(read(spool)) for _ in range(3)]
        await asyncio.sleep(0)
        for start in range(0, len(data), 100_000):
            spool.write(data[start : start + 100_000])
            await asyncio.sleep(0)
        spool.finish()
        assert [await task for task in early] == [data] * 3
        assert await read(spool) == spool.content() == data
        assert spool.size == len(data)
        spool.close()

    run(test)


def test_an_error_comes_after_what_there_is() -> None:
    async def test() -> None:
        spool = Spool(Room(0))
        spool.write(b"some")
        spool.finish(QueryFailed("broken"))
        parts = spool.parts()
        assert await anext(parts) == b"some"
        with pytest.raises(QueryFailed):
            await anext(parts)

    run(test)


def test_little_takes_no_room_and_much_takes_its_size_until_it_is_closed() -> None:
    room = Room(len(LARGE) + 10)
    spool = Spool(room)
    spool.write(b"little")
    assert room.left == len(LARGE) + 10
    spool.write(LARGE)
    assert room.left == 4
    spool.close()
    spool.close()
    assert room.left == len(LARGE) + 10


def test_no_room_is_an_error_of_the_disk() -> None:
    spool = Spool(Room(IN_MEMORY))
    spool.write(b"x" * IN_MEMORY)
    with pytest.raises(OSError, match="no room"):
        spool.write(b"x")


def test_a_writer_may_start_over() -> None:
    async def test() -> None:
        room = Room(len(LARGE))
        spool = Spool(room)
        spool.write(LARGE)
        spool.clear()
        assert (spool.size, room.left) == (0, len(LARGE))
        spool.write(b"again")
        spool.finish()
        assert await read(spool) == b"again"

    run(test)


def test_what_is_written_after_the_last_reader_left_takes_no_room() -> None:
    room = Room(2 * len(LARGE))
    spool = Spool(room)
    spool.write(LARGE)
    spool.close()
    spool.write(LARGE)
    assert room.left == 2 * len(LARGE)
