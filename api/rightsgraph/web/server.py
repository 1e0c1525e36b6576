# SPDX-License-Identifier: Apache-2.0
"""An app and an address in; serves until told to stop."""

import signal
import socket
import sys
from typing import TYPE_CHECKING

import uvicorn

from rightsgraph.errors import AddressUnavailable

if TYPE_CHECKING:
    from fastapi import FastAPI

_BACKLOG = 2048  # connections that wait to be taken, as the server itself would have it
_STOPPING = (signal.SIGTERM, signal.SIGINT)


class _Server(uvicorn.Server):
    """A server that is told to stop while it starts, stops: the signal waits until it can be taken."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _hold_signals(False)


def _hold_signals(held: bool) -> None:
    """Hold the signals that stop a server until it can take them; Windows knows no such thing."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK if held else signal.SIG_UNBLOCK, _STOPPING)


def listen(host: str, port: int) -> socket.socket:
    """Take an address before anything is loaded for it: whoever connects early waits. Raises AddressUnavailable."""
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


def serve(app: "FastAPI", listener: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT, finish what is under way, then raise the signal again.

    There is no access log: addresses and queries are private.
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
    _Server(config).run(sockets=[listener])
