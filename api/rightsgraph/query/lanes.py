# SPDX-License-Identifier: Apache-2.0
"""Places for queries, and a short queue for them that is fair between clients."""

import asyncio
import contextlib
import math
from collections import OrderedDict, deque
from collections.abc import AsyncIterator

from rightsgraph.errors import ServiceBusy

_Place = asyncio.Future[None]


class Lane:
    """So many places at a time; who finds none waits, clients in turn, each in its own order.

    Where the queue is full, the client with most in it gives up its last: nobody shuts out others by asking more.
    """

    def __init__(self, places: int, room: int, patience: float) -> None:
        self.free = places
        self.waiting = 0
        self._room = room
        self._patience = patience
        self._queues: OrderedDict[str, deque[_Place]] = OrderedDict()

    @contextlib.asynccontextmanager
    async def place(self, client: str) -> AsyncIterator[None]:
        """A place for as long as the block runs; raises ServiceBusy where none comes free in time."""
        await self.enter(client)
        try:
            yield
        finally:
            self.leave()

    def try_enter(self) -> bool:
        """Take a place if one is free."""
        if self.free == 0:
            return False
        self.free -= 1
        return True

    async def enter(self, client: str) -> None:
        """Take a place, or wait for one; raises ServiceBusy."""
        if self.try_enter():
            return
        place = self._line_up(client)
        try:
            async with asyncio.timeout(self._patience):
                await place
        except BaseException as error:
            if place.done() and not place.cancelled() and place.exception() is None:
                self.leave()  # it was given in the very moment in which it was given up
            else:
                self._step_out(client, place)
            if isinstance(error, TimeoutError):
                raise self._busy() from None
            raise

    def leave(self) -> None:
        """Give a place back, to whoever's turn it is."""
        while self._queues:
            client, queue = self._queues.popitem(last=False)
            place = queue.popleft()
            self.waiting -= 1
            if queue:
                self._queues[client] = queue  # at the end: the others come first
            if not place.done():
                place.set_result(None)
                return
        self.free += 1

    def _line_up(self, client: str) -> _Place:
        if self.waiting >= self._room:
            self._turn_away(client)
        place = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(place)
        self.waiting += 1
        return place

    def _turn_away(self, client: str) -> None:
        """Make room for one more: of who waits most often, the last goes; that may be who asks now."""
        greediest = max(self._queues, key=lambda name: len(self._queues[name]), default=client)
        if len(self._queues.get(greediest, ())) <= len(self._queues.get(client, ())) + 1:
            raise self._busy()
        last = self._queues[greediest][-1]
        self._step_out(greediest, last)
        last.set_exception(self._busy())

    def _step_out(self, client: str, place: _Place) -> None:
        queue = self._queues.get(client)
        if queue and place in queue:
            queue.remove(place)
            self.waiting -= 1
            if not queue:
                del self._queues[client]

    def _busy(self) -> ServiceBusy:
        return ServiceBusy(max(1, math.ceil(self._patience)))
