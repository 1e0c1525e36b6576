# SPDX-License-Identifier: Apache-2.0
"""A client's address in, its turn or a 429 out; addresses are kept as keyed digests, in memory, for as long as needed.

Off unless an operator sets a rate. Two layers, each of its own use: `Forwarded` says who the client is where a trusted
proxy speaks for it, `Limit` counts.
"""

import json
import math
import re
import secrets
import socket
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.request import parse_http_list

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rightsgraph.formats import PROBLEM
from rightsgraph.web.responses import HEADERS, NEVER_STORE

CLIENTS = 20_000  # buckets held at once, about 4 MB
_MOST_HOPS = 32
_LONGEST_FORWARDED = 4000  # characters
# A whole bucket may come to be a hair short of it by rounding.
_ROUNDING = 1e-6
# What is asked by machines that watch, or costs nothing, takes nobody's turn.
_FREE = frozenset(("/health", "/health/live", "/health/ready", "/metrics"))
_POLICY = "client"
# RFC 7239, section 4.
_PAIR = re.compile(r"""([\w!#$%&'*+.^`|~-]+)=("(?:[^"\\]|\\.)*"|[^\s;,"]*)""")
_HOP = re.compile(rf"(?:{_PAIR.pattern})?(?:\s*+;\s*+(?:{_PAIR.pattern})?)*")

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Turn:
    """Whether a request may pass; `left` more may at once, and `seconds` from now one more than that."""

    granted: bool
    left: int
    seconds: float


class Buckets:
    """Token buckets, `rate` a minute and at most `burst` at once, for at most `most` clients.

    A bucket is one number, the time when it is full again (GCRA, ITU-T I.371): what is full is as if never seen, and
    is dropped. Beyond `most`, whoever has asked the longest ago is forgotten.
    """

    def __init__(self, rate: int, burst: int, most: int = CLIENTS, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval = 60 / rate
        self._depth = burst * self._interval
        self._most = most
        self._clock = clock
        self._full_at: OrderedDict[bytes, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_at)

    def take(self, key: bytes) -> Turn:
        """Take a token from a client's bucket; one that is refused costs nothing."""
        now = self._clock()
        full_at = max(self._full_at.get(key, now), now) + self._interval
        wait = full_at - now - self._depth
        if wait > _ROUNDING:
            self._full_at.move_to_end(key)
            return Turn(False, 0, wait)
        self._full_at[key] = full_at
        self._full_at.move_to_end(key)
        self._forget(now)
        left = int(-wait / self._interval + _ROUNDING)
        return Turn(True, left, wait + (left + 1) * self._interval)

    def _forget(self, now: float) -> None:
        """Drop buckets from the side of those not used for the longest time: full ones, and what is too many."""
        while self._full_at:
            key, full_at = next(iter(self._full_at.items()))
            if full_at > now and len(self._full_at) <= self._most:
                return
            del self._full_at[key]


class Limit:
    """Answers 429 to whoever asks more often than `rate` times a minute and `burst` times at once.

    Headers: https://www.ietf.org/archive/id/draft-ietf-httpapi-ratelimit-headers-11.html
    """

    def __init__(self, app: ASGIApp, rate: int, burst: int) -> None:
        self._app = app
        self._buckets = Buckets(rate, burst)
        self._secret = secrets.token_bytes(32)
        self._policy = f'"{_POLICY}";q={burst};w={math.ceil(burst * 60 / rate)}'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on in its turn, with what is left of the client's quota."""
        if scope["type"] != "http" or scope["path"] in _FREE or scope["path"].startswith("/static/"):
            return await self._app(scope, receive, send)
        turn = self._buckets.take(self._key(scope))
        seconds = math.ceil(turn.seconds)
        headers = {"RateLimit-Policy": self._policy, "RateLimit": f'"{_POLICY}";r={turn.left};t={seconds}'}
        if not turn.granted:
            return await _refusal(seconds, headers)(scope, receive, send)

        def send_with_headers(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            return send(message)

        return await self._app(scope, receive, send_with_headers)

    def _key(self, scope: Scope) -> bytes:
        """The same for the same client until the server stops, and of no use afterwards."""
        address = scope["client"][0] if scope.get("client") else ""
        return blake2b(_whose(address), key=self._secret, digest_size=16).digest()


def _refusal(seconds: int, headers: dict[str, str]) -> Response:
    """Told in one form only: refusing must stay cheaper than answering."""
    problem = {
        "type": "https://iana.org/assignments/http-problem-types#quota-exceeded",
        "title": "Too many requests",
        "status": 429,
        "detail": f"this address has asked more often than is answered here; ask again in {seconds} s",
        "violated-policies": [_POLICY],
    }
    retry = {"Retry-After": str(seconds), "Cache-Control": NEVER_STORE, "Content-Type": PROBLEM.content_type}
    return Response(json.dumps(problem).encode(), 429, {**HEADERS, **headers, **retry})


def _whose(address: str) -> bytes:
    """An IPv4 address whole, of an IPv6 address the /64 that one client has to itself; nothing for a local socket."""
    try:
        return socket.inet_pton(socket.AF_INET, address)
    except OSError:
        pass
    try:
        packed = socket.inet_pton(socket.AF_INET6, address.partition("%")[0])
    except (OSError, ValueError):
        return b""
    return packed[12:] if packed.startswith(b"\0" * 10 + b"\xff\xff") else packed[:8]


class Forwarded:
    """Makes a request's client the one that a trusted proxy speaks for, and its scheme the one that it came by.

    Only the right-most address that is not a trusted proxy's own is believed: what is left of it, anybody can write.
    """

    def __init__(self, app: ASGIApp, trusted: str) -> None:
        self._app = app
        self._trusted = read_networks(trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as its client's own."""
        if scope["type"] == "http" and (client := scope.get("client")) and self._trusts(_address(client[0])):
            headers = Headers(scope=scope)
            scope = {**scope, "client": (self._client(headers, client[0]), 0)}
            if (scheme := _scheme(headers)) in ("http", "https"):
                scope["scheme"] = scheme
        await self._app(scope, receive, send)

    def _client(self, headers: Headers, peer: str) -> str:
        """Whom the headers name; the proxy itself where they are silent, or where two of them disagree.

        A proxy writes one of the two and may let a client's own lines of the other through.
        """
        lists = (_x_forwarded_for(headers), _forwarded(headers))
        told = {self._nearest(hops, peer) for hops in lists if hops}
        return told.pop() if len(told) == 1 else peer

    def _nearest(self, hops: list[str], peer: str) -> str:
        """The first that no trusted proxy is, from the right; whoever reports what is no address stands for it."""
        for hop in reversed(hops[-_MOST_HOPS:]):
            address = _address(_host(hop))
            if address is None:
                return peer
            peer = str(address)
            if not self._trusts(address):
                return peer
        return peer

    def _trusts(self, address: IPv4Address | IPv6Address | None) -> bool:
        return address is not None and any(address in network for network in self._trusted)


def read_networks(text: str) -> tuple[Network, ...]:
    """Addresses and CIDR networks, separated by commas; raises ValueError."""
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def _x_forwarded_for(headers: Headers) -> list[str]:
    return ",".join(headers.getlist("x-forwarded-for")).rsplit(",", _MOST_HOPS) if "x-forwarded-for" in headers else []


def _forwarded(headers: Headers) -> list[str]:
    """The `for` of each hop (RFC 7239, section 4), empty where a hop has none."""
    return [_parameters(hop).get("for", "") for hop in _hops(headers)]


def _scheme(headers: Headers) -> str:
    hops = _hops(headers)
    told = headers.getlist("x-forwarded-proto") or ([_parameters(hops[-1]).get("proto", "")] if hops else [""])
    return told[-1].rpartition(",")[2].strip().lower()


def _hops(headers: Headers) -> list[str]:
    text = ", ".join(headers.getlist("forwarded"))
    return parse_http_list(text) if len(text) <= _LONGEST_FORWARDED else [""]


def _parameters(hop: str) -> dict[str, str]:
    """The pairs of one hop, none where it breaks the grammar: a Host that is repeated in it may try to."""
    pairs = _PAIR.findall(hop) if _HOP.fullmatch(hop) else []
    return {name.lower(): value for name, value in pairs}


def _host(hop: str) -> str:
    """A hop without quotes, brackets and port."""
    hop = hop.strip().strip('"')
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address, IPv4 where an IPv6 socket wraps one; None where it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
