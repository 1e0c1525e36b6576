# SPDX-License-Identifier: Apache-2.0
"""Turns, addresses and what proxies say of them, with a clock of our own."""

import asyncio
from collections.abc import Iterable
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from rightsgraph.web.running.limiting import Buckets, Forwarded, Limit, read_networks


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.1

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_the_next_waits_as_long_as_it_was_told() -> None:
    clock = Clock()
    buckets = Buckets(rate=30, burst=3, clock=clock)
    turns = [buckets.take(b"a") for _ in range(4)]
    assert [(turn.granted, turn.left) for turn in turns] == [(True, 2), (True, 1), (True, 0), (False, 0)]
    assert turns[-1].seconds == pytest.approx(2)
    clock.now += turns[-1].seconds - 0.01
    assert not buckets.take(b"a").granted
    clock.now += 0.01
    assert buckets.take(b"a").granted
    assert not buckets.take(b"a").granted


def test_each_client_has_a_bucket_of_its_own() -> None:
    buckets = Buckets(rate=1, burst=1, clock=Clock())
    assert [buckets.take(key).granted for key in (b"a", b"b", b"a")] == [True, True, False]


@given(
    rate=st.integers(1, 60_000),
    burst=st.integers(1, 50),
    pauses=st.lists(st.floats(0, 100), min_size=1, max_size=200),
)
def test_no_window_lets_more_through_than_burst_and_rate(rate: int, burst: int, pauses: list[float]) -> None:
    clock = Clock()
    buckets = Buckets(rate, burst, clock=clock)
    passed = []
    for pause in pauses:
        clock.now += pause
        turn = buckets.take(b"a")
        assert 0 <= turn.left < burst
        if turn.granted:
            passed.append(clock.now)
        else:
            clock.now += turn.seconds
            assert buckets.take(b"a").granted, "whoever waits as told is answered"
            passed.append(clock.now)
    for start, since in enumerate(passed):
        for end in range(start, len(passed)):
            allowed = burst + (passed[end] - since) * rate / 60
            assert end - start + 1 <= allowed + 1e-3


def test_memory_is_bounded_and_the_one_who_asked_the_longest_ago_is_forgotten() -> None:
    buckets = Buckets(rate=1, burst=1, most=100, clock=Clock())
    for number in range(1000):
        assert buckets.take(str(number).encode()).granted
        assert len(buckets) <= 100
    assert not buckets.take(b"999").granted
    assert not buckets.take(b"900").granted
    assert buckets.take(b"0").granted


def test_a_client_who_has_its_quota_back_is_forgotten() -> None:
    clock = Clock()
    buckets = Buckets(rate=60, burst=10, clock=clock)
    for number in range(1000):
        buckets.take(str(number).encode())
    clock.now += 1.1
    buckets.take(b"new")
    assert len(buckets) == 1


# ---- who asks


def passed(layers: Any, scope: Scope) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(layers(scope, receive, send))
    return sent


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the client and the scheme that it sees."""
    client = (scope["client"] or ("nobody",))[0]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": f"{client} {scope['scheme']}".encode()})


def asking(peer: str | None, lines: Iterable[tuple[str, str]] = (), path: str = "/") -> Scope:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "scheme": "http",
        "client": peer and (peer, 1234),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in lines],
    }


def client_of(peer: str | None, *lines: tuple[str, str], trusted: str = "10.0.0.0/8, 2001:db8:ffff::/48") -> str:
    body: bytes = passed(Forwarded(echo, trusted), asking(peer, lines))[1]["body"]
    return body.decode().split()[0]


XFF, FWD = "x-forwarded-for", "forwarded"


@pytest.mark.parametrize(
    ("peer", "lines", "client"),
    [
        pytest.param("192.0.2.1", [(XFF, "198.51.100.7")], "192.0.2.1", id="a-stranger's-word"),
        pytest.param("192.0.2.1", [(FWD, "for=198.51.100.7")], "192.0.2.1", id="a-stranger's-other-word"),
        pytest.param("10.0.0.1", [(XFF, "198.51.100.7")], "198.51.100.7", id="a-proxy's-word"),
        pytest.param("::ffff:10.0.0.1", [(XFF, "198.51.100.7")], "198.51.100.7", id="a-proxy-by-an-IPv6-socket"),
        pytest.param("10.0.0.1", [], "10.0.0.1", id="a-silent-proxy"),
        pytest.param("10.0.0.1", [(XFF, "")], "10.0.0.1", id="an-empty-line"),
        pytest.param("10.0.0.1", [(XFF, "1.1.1.1, 198.51.100.7")], "198.51.100.7", id="a-lie-before-the-truth"),
        pytest.param("10.0.0.1", [(XFF, "1.1.1.1"), (XFF, "198.51.100.7")], "198.51.100.7", id="on-two-lines"),
        pytest.param("10.0.0.1", [(XFF, "198.51.100.7, 10.0.0.2,10.1.1.1")], "198.51.100.7", id="a-chain"),
        pytest.param("10.0.0.1", [(XFF, "10.9.9.9, 10.0.0.2")], "10.9.9.9", id="all-trusted"),
        pytest.param("10.0.0.1", [(XFF, "198.51.100.7, unknown")], "10.0.0.1", id="no-address"),
        pytest.param("10.0.0.1", [(XFF, "198.51.100.7, x, 10.0.0.2")], "10.0.0.2", id="no-address-behind-a-proxy"),
        pytest.param("10.0.0.1", [(XFF, "198.51.100.7:5678")], "198.51.100.7", id="with-a-port"),
        pytest.param("10.0.0.1", [(XFF, "[2001:db8::7]:5678")], "2001:db8::7", id="IPv6-with-a-port"),
        pytest.param("2001:db8:ffff::1", [(XFF, "2001:db8::7")], "2001:db8::7", id="IPv6"),
        pytest.param("10.0.0.1", [(XFF, "1.1.1.1," + "10.0.0.2," * 9999 + "10.0.0.3")], "10.0.0.2", id="endless"),
        pytest.param("10.0.0.1", [(FWD, "for=198.51.100.7;proto=https")], "198.51.100.7", id="forwarded"),
        pytest.param("10.0.0.1", [(FWD, 'For="[2001:db8::7]:80"')], "2001:db8::7", id="forwarded-IPv6"),
        pytest.param("10.0.0.1", [(FWD, "for=1.1.1.1, for=198.51.100.7")], "198.51.100.7", id="forwarded-lie"),
        pytest.param("10.0.0.1", [(FWD, "for=_hidden")], "10.0.0.1", id="forwarded-hidden"),
        pytest.param(
            "10.0.0.1", [(FWD, 'for=198.51.100.7;host="a;for=9.9.9.9"')], "198.51.100.7", id="a-Host-says-for"
        ),
        pytest.param(
            "10.0.0.1", [(FWD, 'for=198.51.100.7;host="a, for=9.9.9.9;b="')], "198.51.100.7", id="and-a-comma"
        ),
        pytest.param("10.0.0.1", [(FWD, 'for="1.1.1.1'), (FWD, "for=198.51.100.7")], "10.0.0.1", id="an-open-quote"),
        pytest.param("10.0.0.1", [(FWD, "for=1.1.1.1," * 999)], "10.0.0.1", id="forwarded-endless"),
        pytest.param("10.0.0.1", [(FWD, "for=1.1.1.1"), (XFF, "198.51.100.7")], "10.0.0.1", id="two-that-disagree"),
        pytest.param("10.0.0.1", [(FWD, "for=198.51.100.7"), (XFF, "198.51.100.7")], "198.51.100.7", id="two-agree"),
        pytest.param(None, [(XFF, "198.51.100.7")], "nobody", id="a-local-socket"),
    ],
)
def test_the_client_is_the_right_most_that_no_trusted_proxy_is(
    peer: str | None, lines: list[tuple[str, str]], client: str
) -> None:
    assert client_of(peer, *lines) == client


@pytest.mark.parametrize(
    ("peer", "lines", "scheme"),
    [
        ("10.0.0.1", [("x-forwarded-proto", "https")], "https"),
        ("10.0.0.1", [(FWD, "for=1.1.1.1;proto=https")], "https"),
        ("10.0.0.1", [("x-forwarded-proto", "javascript")], "http"),
        ("192.0.2.1", [("x-forwarded-proto", "https")], "http"),
    ],
)
def test_the_scheme_is_what_a_trusted_proxy_says(peer: str, lines: list[tuple[str, str]], scheme: str) -> None:
    body = passed(Forwarded(echo, "10.0.0.0/8"), asking(peer, lines))[1]["body"]
    assert body.decode().split()[1] == scheme


@given(st.lists(st.tuples(st.sampled_from([XFF, FWD, "x-forwarded-proto"]), st.text('for=;,"\\[]:.1a ', max_size=60))))
def test_no_header_breaks_anything(lines: list[tuple[str, str]]) -> None:
    assert client_of("10.0.0.1", *lines)


@pytest.mark.parametrize("text", ["10.0.0.1/8", "proxy.example", "*", "10.0.0.0/33", "10.0.0.1 10.0.0.2"])
def test_what_is_no_network_is_not_trusted_by_mistake(text: str) -> None:
    with pytest.raises(ValueError, match=r"(?s)."):
        read_networks(text)


# ---- whose turn it is


def statuses(limit: Limit, peers: Iterable[str | None], path: str = "/") -> list[int]:
    return [passed(limit, asking(peer, path=path))[0]["status"] for peer in peers]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param("192.0.2.1", "192.0.2.1", True, id="one-address"),
        pytest.param("192.0.2.1", "192.0.2.2", False, id="two-addresses"),
        pytest.param("192.0.2.1", "::ffff:192.0.2.1", True, id="by-an-IPv6-socket"),
        pytest.param("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", True, id="one-IPv6-network"),
        pytest.param("2001:db8::1", "2001:db8:0:1::1", False, id="two-IPv6-networks"),
        pytest.param("fe80::1%eth0", "fe80::2%eth0", True, id="a-link"),
        pytest.param(None, None, True, id="a-local-socket"),
    ],
)
def test_a_client_is_an_address_or_an_ipv6_network(first: str | None, second: str | None, same: bool) -> None:
    assert statuses(Limit(echo, 1, 1), [first, second]) == [200, 429 if same else 200]


def test_who_watches_and_what_dresses_a_page_takes_nobodys_turn() -> None:
    limit = Limit(echo, 1, 1)
    for path in ("/health", "/health/live", "/health/ready", "/metrics", "/static/rightsgraph.css"):
        assert statuses(limit, ["192.0.2.1"] * 3, path) == [200] * 3
    for path in ("/healthy", "/health/x", "/"):
        assert statuses(Limit(echo, 1, 1), ["192.0.2.1"] * 2, path) == [200, 429]


def test_no_address_is_kept() -> None:
    limit, other = Limit(echo, 1, 1), Limit(echo, 1, 1)
    keys = [layer._key(asking("192.0.2.1")) for layer in (limit, other)]
    assert len(set(keys)) == 2, "another start, another digest"
    assert not any(b"\xc0\x00\x02\x01" in key or b"192" in key for key in keys)


def test_what_is_left_counts_down() -> None:
    limit = Limit(echo, 60, 5)
    left = []
    for _ in count():
        start = passed(limit, asking("192.0.2.1"))[0]
        headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        assert headers["ratelimit-policy"] == '"client";q=5;w=5'
        left.append(int(headers["ratelimit"].split(";r=")[1].split(";")[0]))
        if start["status"] == 429:
            break
    assert left == [4, 3, 2, 1, 0, 0]
