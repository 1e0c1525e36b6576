# SPDX-License-Identifier: Apache-2.0
"""Bytes of one connection in, requests out: as the HTTP library reads them, but no head without end.

The library itself reads headers for as long as they come, on the one event loop, and keeps them all.
"""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 1 << 17  # bytes; the library takes half of them for the address alone
LONGEST_HEADERS = 1 << 14
_OVERHEAD = 32  # bytes that a header counts for beside its own


class HeadTooLong(Exception):
    """A request's headers are too many or too long; the library answers it with 400 and closes the connection."""


class BoundedProtocol(HttpToolsProtocol):
    """The library's protocol, within bounds."""

    _in_head = True
    _head = 0
    _headers = 0

    def data_received(self, data: bytes) -> None:
        """Read on, unless a head that is not whole yet has become too long."""
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._head += len(data)
            if self._head > LONGEST_HEAD:
                self.send_400_response("Invalid HTTP request received.")

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head, self._head, self._headers = True, 0, 0
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a header's bytes; raises HeadTooLong."""
        self._headers += len(name) + len(value) + _OVERHEAD
        if self._headers > LONGEST_HEADERS:
            raise HeadTooLong
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._in_head = False
        super().on_headers_complete()
