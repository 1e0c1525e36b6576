# SPDX-License-Identifier: Apache-2.0
"""A body in, a response out: validators, content coding and the headers that every answer has."""

import gzip
from collections.abc import Callable, Mapping

import brotli  # type: ignore[import-untyped]  # ships no types
import zstandard
from fastapi import Request, Response

from rightsgraph.manifest import digest
from rightsgraph.negotiation import negotiate_encoding
from rightsgraph.web.asking import read_header

# What every answer says, errors too.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Location, Retry-After, RateLimit, RateLimit-Policy",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}

# Where to ask for a correction or a withdrawal: what a resource and a dump say of themselves (RFC 8288).
HELP = '</corrections>; rel="help"'

# What may be shown again only after asking whether it still holds: a withdrawal must take hold at once.
REVALIDATE = "public, no-cache"
NEVER_STORE = "no-store"
_WORTH_PACKING = 600  # bytes; below, the header costs more than the coding saves

_ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "zstd": lambda body: zstandard.ZstdCompressor(level=6).compress(body),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


def make_etag(*parts: str) -> str:
    """A strong entity tag, quotes and all, of whatever decides an answer's bytes."""
    return f'"{digest(chr(0).join(parts).encode())[:32]}"'


def not_modified(
    request: Request, etag: str, vary: tuple[str, ...], headers: Mapping[str, str] | None = None
) -> Response | None:
    """304 where the client has the answer already, in any coding (RFC 9110, section 13.1.2).

    It says what the 200 would have said: `vary` and `headers` are those of the answer.
    """
    header = read_header(request, "if-none-match")
    if header is None or request.method not in ("GET", "HEAD"):
        return None
    for held in header.split(","):
        held = held.strip().removeprefix("W/")
        if held == "*" or held in (etag, *(_coded(etag, coding) for coding in _ENCODERS)):
            same = _headers(etag if held == "*" else held, vary)
            return Response(status_code=304, headers={**same, **(headers or {})})
    return None


def respond(
    request: Request,
    body: bytes,
    content_type: str,
    *,
    etag: str | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    vary: tuple[str, ...] = ("Accept",),
) -> Response:
    """Encode and label a body; without an etag the answer is not to be stored."""
    if etag and (unchanged := not_modified(request, etag, vary, headers)):
        return unchanged
    coding = choose_coding(request, len(body))
    labels = label_answer(content_type, etag, coding, vary)
    return Response(pack(body, coding), status, {**labels, **(headers or {})})


def choose_coding(request: Request, size: int) -> str:
    """The content coding for a body of that many bytes."""
    if size < _WORTH_PACKING:
        return "identity"
    return negotiate_encoding(read_header(request, "accept-encoding"), tuple(_ENCODERS))


def pack(body: bytes, coding: str) -> bytes:
    """A body in a content coding."""
    return body if coding == "identity" else _ENCODERS[coding](body)


def label_answer(content_type: str, etag: str | None, coding: str, vary: tuple[str, ...]) -> dict[str, str]:
    """The headers of an answer; without an etag it is not to be stored."""
    headers = {**_headers(_coded(etag, coding) if etag else None, vary), "Content-Type": content_type}
    return headers if coding == "identity" else {**headers, "Content-Encoding": coding}


def _coded(etag: str, coding: str) -> str:
    """A strong tag names one sequence of bytes, so each coding has its own."""
    return etag if coding == "identity" else f'{etag[:-1]}-{coding}"'


def _headers(etag: str | None, vary: tuple[str, ...]) -> dict[str, str]:
    headers = {
        "Vary": ", ".join((*vary, "Accept-Encoding")),
        "Cache-Control": REVALIDATE if etag else NEVER_STORE,
    }
    return {**headers, "ETag": etag} if etag else headers
