# SPDX-License-Identifier: Apache-2.0
"""Lanes: so many at a time, clients in turn, and nobody shut out by who asks more."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from rightsgraph.errors import ServiceBusy
from rightsgraph.query.lanes import Lane

pytestmark = pytest.mark.alone


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 10))


async def line_up(lane: Lane, *clients: str) -> list["asyncio.Task[None]"]:
    """Each client waits for a place, in this order."""
    tasks = []
    for client in clients:
        tasks.append(asyncio.create_task(lane.enter(client)))
        await asyncio.sleep(0)
    return tasks


async def settle(task: Awaitable[None]) -> str:
    try:
        await task
    except ServiceBusy:
        return "busy"
    except asyncio.CancelledError:
        return "cancelled"
    return "in"


async def order_of(lane: Lane, tasks: list["asyncio.Task[None]"]) -> list[int]:
    """In which order those who wait come to their places, one at a time."""
    order: list[int] = []
    for _ in tasks:
        lane.leave()
        done, _ = await asyncio.wait(set(tasks) - {tasks[n] for n in order}, return_when=asyncio.FIRST_COMPLETED)
        order += [tasks.index(task) for task in done]
    return order


def test_so_many_enter_at_once_and_no_more() -> None:
    async def test() -> None:
        lane = Lane(2, room=4, patience=5)
        assert [lane.try_enter() for _ in range(3)] == [True, True, False]
        lane.leave()
        assert lane.try_enter()

    run(test)


def test_clients_take_turns_and_each_keeps_its_order() -> None:
    async def test() -> None:
        lane = Lane(1, room=9, patience=5)
        await lane.enter("a")
        tasks = await line_up(lane, "a", "a", "a", "b", "b", "c")
        assert await order_of(lane, tasks) == [0, 3, 5, 1, 4, 2]
        assert (lane.waiting, lane.free) == (0, 0)

    run(test)


def test_where_the_queue_is_full_who_waits_most_gives_up_its_last() -> None:
    async def test() -> None:
        lane = Lane(1, room=3, patience=5)
        await lane.enter("greedy")
        greedy = await line_up(lane, "greedy", "greedy", "greedy")
        modest = await line_up(lane, "modest")
        assert await settle(greedy[2]) == "busy"
        assert await order_of(lane, [*greedy[:2], *modest]) == [0, 2, 1]

    run(test)


def test_who_fills_the_queue_is_turned_away() -> None:
    async def test() -> None:
        lane = Lane(1, room=2, patience=5)
        await lane.enter("greedy")
        waiting = await line_up(lane, "greedy", "greedy")
        with pytest.raises(ServiceBusy) as busy:
            await lane.enter("greedy")
        assert busy.value.retry_after == 5
        assert not any(task.done() for task in waiting)
        for task in waiting:
            task.cancel()

    run(test)


def test_a_queue_of_no_room_turns_everybody_away() -> None:
    async def test() -> None:
        lane = Lane(1, room=0, patience=5)
        await lane.enter("a")
        with pytest.raises(ServiceBusy):
            await lane.enter("b")

    run(test)


def test_patience_ends_and_nothing_of_the_wait_is_left() -> None:
    async def test() -> None:
        lane = Lane(1, room=2, patience=0.01)
        await lane.enter("a")
        with pytest.raises(ServiceBusy):
            await lane.enter("b")
        assert lane.waiting == 0
        lane.leave()
        assert lane.free == 1

    run(test)


@pytest.mark.parametrize("given", [False, True], ids=["before-its-turn", "at-its-turn"])
def test_a_place_that_is_given_up_is_lost_to_nobody(given: bool) -> None:
    async def test() -> None:
        lane = Lane(1, room=4, patience=5)
        await lane.enter("a")
        first, second = await line_up(lane, "b", "c")
        if given:
            lane.leave()  # to the first, who leaves in the same moment
            first.cancel()
        else:
            first.cancel()
            lane.leave()
        assert [await settle(first), await settle(second)] == ["cancelled", "in"]
        lane.leave()
        assert (lane.free, lane.waiting) == (1, 0)

    run(test)


def test_a_block_gives_its_place_back_however_it_ends() -> None:
    async def test() -> None:
        lane = Lane(1, room=1, patience=5)
        with pytest.raises(ZeroDivisionError):
            async with lane.place("a"):
                raise ZeroDivisionError
        assert lane.free == 1

    run(test)
