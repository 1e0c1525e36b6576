# SPDX-License-Identifier: Apache-2.0
"""A request in, the status and the body out, at as little cost as possible: the client runs on the servers' cores."""

import socket
import time
from dataclasses import dataclass
from urllib.parse import quote

ACCEPT = "application/sparql-results+json"
ACCEPT_GRAPH = "application/n-triples"
_BLOCK = 1 << 20
# Acknowledge at once, again before each read: a server that writes in small pieces would else be charged 40 ms for
# what its client's system puts off. Linux alone has it.
_QUICK: int | None = getattr(socket, "TCP_QUICKACK", None)
# What is told of a connection that ends before the first byte of an answer.
_CLOSED = b"closed before the answer"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint is; `parameters` end in & and go before the query."""

    host: str
    port: int
    path: str
    parameters: str = ""

    def url(self, query: str) -> str:
        """The address at which a query is answered."""
        return f"http://{self.host}:{self.port}{self.path}?{self.parameters}query={quote(query, safe='')}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status 0 where nothing did, and then `body` tells why; `seconds` until its last byte."""

    status: int
    body: bytes
    seconds: float


class Connection:
    """One kept-alive connection; opens itself anew after anything that went wrong."""

    def __init__(self, address: Address, timeout: float) -> None:
        self._address = address
        self._timeout = timeout
        self._socket: socket.socket | None = None

    def ask(self, query: str, accept: str = ACCEPT) -> Answer:
        """Send a query and read the whole answer; once more where the server had closed an idle connection."""
        was_idle = self._socket is not None
        answer = self._ask(make_request(self._address, query, accept))
        if was_idle and answer.status == 0 and answer.body == _CLOSED:
            return self._ask(make_request(self._address, query, accept))
        return answer

    def _ask(self, request: bytes) -> Answer:
        begun = time.perf_counter()
        try:
            status, body = self._exchange(request, begun + self._timeout)
        except BrokenPipeError:
            self.close()
            return Answer(0, _CLOSED, time.perf_counter() - begun)
        except (OSError, ValueError) as error:
            self.close()
            return Answer(0, (str(error) or type(error).__name__).encode(), time.perf_counter() - begun)
        return Answer(status, body, time.perf_counter() - begun)

    def close(self) -> None:
        """Close it, for good or until the next query."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _exchange(self, request: bytes, deadline: float) -> tuple[int, bytes]:
        if self._socket is None:
            self._socket = socket.create_connection((self._address.host, self._address.port), self._timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        incoming = _Incoming(self._socket, deadline)
        incoming.wait()
        head = incoming.until(b"\r\n\r\n").decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        body = _read_body(incoming, head)
        if "\r\nconnection: close" in head or head.startswith("http/1.0"):
            self.close()
        return status, body


class _Incoming:
    """What comes in over a socket until a deadline; raises OSError where it ends too early or too late."""

    def __init__(self, source: socket.socket, deadline: float) -> None:
        self._source = source
        self._deadline = deadline
        self._held = bytearray()

    def wait(self) -> None:
        """Wait for the first bytes; raises BrokenPipeError where the other side closes instead."""
        try:
            self._fill()
        except ConnectionResetError as error:
            raise BrokenPipeError from error

    def until(self, mark: bytes) -> bytes:
        """The bytes before a mark, which is passed over."""
        while (end := self._held.find(mark)) < 0:
            self._fill()
        return self._take(end, len(mark))

    def exactly(self, size: int) -> bytes:
        """That many bytes."""
        while len(self._held) < size:
            self._fill()
        return self._take(size, 0)

    def rest(self) -> bytes:
        """Everything until the other side closes."""
        try:
            while True:
                self._fill()
        except ConnectionResetError:
            return bytes(self._held)

    def _take(self, size: int, passed_over: int) -> bytes:
        taken = bytes(self._held[:size])
        del self._held[: size + passed_over]
        return taken

    def _fill(self) -> None:
        left = self._deadline - time.perf_counter()
        if left <= 0:
            raise TimeoutError("timed out")
        self._source.settimeout(left)
        if _QUICK is not None:
            self._source.setsockopt(socket.IPPROTO_TCP, _QUICK, 1)
        block = self._source.recv(_BLOCK)
        if not block:
            raise ConnectionResetError("closed by the server")
        self._held += block


def make_request(address: Address, query: str, accept: str) -> bytes:
    """A query by GET, as it goes over the wire."""
    target = f"{address.path}?{address.parameters}query={quote(query, safe='')}"
    return (
        f"GET {target} HTTP/1.1\r\nHost: {address.host}:{address.port}\r\nAccept: {accept}\r\n"
        "Connection: keep-alive\r\n\r\n"
    ).encode()


def _read_body(incoming: _Incoming, head: str) -> bytes:
    if "\r\ntransfer-encoding: chunked" in head:
        return _read_chunks(incoming)
    if "\r\ncontent-length:" in head:
        return incoming.exactly(int(head.split("\r\ncontent-length:", 1)[1].split("\r\n", 1)[0]))
    return incoming.rest()


def _read_chunks(incoming: _Incoming) -> bytes:
    chunks = []
    while size := int(incoming.until(b"\r\n").partition(b";")[0], 16):
        chunks.append(incoming.exactly(size))
        incoming.exactly(2)
    incoming.until(b"\r\n")
    return b"".join(chunks)
