# SPDX-License-Identifier: Apache-2.0
"""A request in, the address of the server that it was sent to out. Pure."""

import re

from fastapi import Request

# What a host may look like (RFC 3986, section 3.2.2): a name or an address, and a port; nothing that could be more.
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


def origin(request: Request) -> str:
    """Scheme and host as the reader sees them, without a slash at the end.

    Anybody can write a Host header: one that is no host gives way to the address that the server listens at. Behind a
    trusted proxy (`RIGHTSGRAPH_TRUSTED_PROXIES`) the scheme is the one that the reader came by.
    """
    host = request.headers.get("host", "")
    return f"{request.scope['scheme']}://{host if _HOST.fullmatch(host) else _listening(request)}"


def _listening(request: Request) -> str:
    host, port = request.scope.get("server") or ("localhost", None)
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name
