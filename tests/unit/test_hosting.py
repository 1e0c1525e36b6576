# SPDX-License-Identifier: Apache-2.0
"""The address of this server: the Host header where it is a host, else where it listens."""

import re

import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.web.hosting import origin


def asked(host: bytes | None, server: tuple[str, int | None] | None = ("127.0.0.1", 8000)) -> Request:
    headers = [] if host is None else [(b"host", host)]
    return Request({"type": "http", "scheme": "http", "headers": headers, "server": server})


@pytest.mark.parametrize("host", ["example.org", "a.example:8080", "[::1]:80", "localhost", "xn--and-6ma2c.example"])
def test_a_host_is_taken_as_it_is(host: str) -> None:
    assert origin(asked(host.encode())) == f"http://{host}"


@pytest.mark.parametrize(
    "host", [None, b"", b"a/b", b"a b", b"a@b", b"a:b", b"-a", b"a.", b"a:123456", b"[x]", b'"', b"$(id)"]
)
def test_what_is_no_host_gives_way(host: bytes | None) -> None:
    assert origin(asked(host)) == "http://127.0.0.1:8000"


def test_where_nothing_is_known_it_is_this_machine() -> None:
    assert origin(asked(None, None)) == "http://localhost"
    assert origin(asked(None, ("::1", 80))) == "http://[::1]:80"


@given(st.binary(max_size=80))
def test_whatever_stands_in_the_header_nothing_else_comes_of_it(host: bytes) -> None:
    assert re.fullmatch(r"http://[A-Za-z0-9.:\[\]-]+", origin(asked(host)))
