# SPDX-License-Identifier: Apache-2.0
"""An app and an address in; serves until told to stop, or until what it serves is replaced."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import uvicorn

from rightsgraph.errors import AddressUnavailable

if TYPE_CHECKING:
    from fastapi import FastAPI

_BACKLOG = 2048  # connections that wait to be taken, as the server itself would have it
_STOPPING = (signal.SIGTERM, signal.SIGINT)
_SECONDS_TO_LOOK = 1.0  # between two looks at what is served
_SECONDS_TO_FINISH = 2  # for what is under way when it is replaced: a withdrawal must take hold
# How a process is handed what it is to listen on (https://www.freedesktop.org/software/systemd/man/sd_listen_fds.html).
_FIRST_HANDED = 3


class _Server(uvicorn.Server):
    """A server that is told to stop while it starts, stops: the signal waits until it can be taken.

    It stops as well when `is_replaced` says so of what it serves.
    """

    def __init__(self, config: uvicorn.Config, is_replaced: Callable[[], bool] | None) -> None:
        super().__init__(config)
        self.replaced = False
        self._is_replaced = is_replaced
        self._looking: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _hold_signals(False)
        if self._is_replaced:
            self._looking = asyncio.create_task(self._look(self._is_replaced))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._looking:
            self._looking.cancel()
        await super().shutdown(sockets)

    async def _look(self, is_replaced: Callable[[], bool]) -> None:
        while not await asyncio.to_thread(is_replaced):
            await asyncio.sleep(_SECONDS_TO_LOOK)
        self.replaced = self.should_exit = True
        asyncio.get_running_loop().call_later(_SECONDS_TO_FINISH, self._hang_up)

    def _hang_up(self) -> None:
        """End what is still being sent: visibly broken off, as by a network that fails."""
        for connection in list(self.server_state.connections):
            if transport := getattr(connection, "transport", None):
                transport.abort()


def _hold_signals(held: bool) -> None:
    """Hold the signals that stop a server until it can take them; Windows knows no such thing."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK if held else signal.SIG_UNBLOCK, _STOPPING)


def listen(host: str, port: int) -> socket.socket:
    """Take an address before anything is loaded for it: whoever connects early waits. Raises AddressUnavailable.

    A listener that whoever started this process hands over is taken instead.
    """
    if os.environ.get("LISTEN_PID") == str(os.getpid()) and os.environ.get("LISTEN_FDS", "0") != "0":
        return socket.socket(fileno=_FIRST_HANDED)
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Two that start at once would both be bound; only one of them can listen.
        listener.listen(_BACKLOG)
    except OSError as error:
        raise AddressUnavailable(host, port, (error.strerror or str(error)).lower()) from error
    return listener


def url_of(host: str, listener: socket.socket) -> str:
    """The address of a listener as clients write it; an IPv6 host stands in brackets."""
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(app: "FastAPI", listener: socket.socket, is_replaced: Callable[[], bool] | None = None) -> bool:
    """Serve until SIGTERM or SIGINT, finish what is under way, then raise the signal again.

    There is no access log: addresses and queries are private. Whether what it serves was replaced; signals are then
    held, for the process that follows (`restart`).
    """
    config = uvicorn.Config(
        app,
        http=getattr(app.state, "protocol", "auto"),
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    _hold_signals(True)
    server = _Server(config, is_replaced)
    # The server closes what it is given; who connects while another one starts waits at the listener itself.
    server.run(sockets=[listener.dup()])
    if server.replaced:
        _hold_signals(True)
    return server.replaced


def restart(listener: socket.socket) -> NoReturn:
    """Begin the same command anew in this process, at the same address; nothing of what it knew is left in it."""
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
    if listener.fileno() == _FIRST_HANDED:
        listener.set_inheritable(True)
    else:
        os.dup2(listener.fileno(), _FIRST_HANDED)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the very command that runs
