# SPDX-License-Identifier: Apache-2.0
"""What a server tells whoever runs it, and what it keeps to itself; asked of servers of our own over real sockets."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from rightsgraph import __version__
from rightsgraph.query import BUCKETS, Counts
from rightsgraph.web.running import health
from rightsgraph.web.running.metrics import make_registry
from rightsgraph.web.running.watching import Tally, route_class

pytestmark = pytest.mark.alone

SECONDS = 60
MARK = "zzsecret"
MARKED_ADDRESS = "203.0.113.77"
HEALTH, PROBLEM = "application/health+json", "application/problem+json"
Start = Callable[..., "subprocess.Popen[str]"]
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@dataclass
class Watched:
    """A server and, once it has stopped, all that it wrote to stderr."""

    client: httpx.Client
    log: str = ""

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.splitlines()]

    def from_address(self, address: str) -> httpx.Client:
        """A client that asks from another address of this machine."""
        transport = httpx.HTTPTransport(local_address=address)
        return httpx.Client(base_url=self.client.base_url, transport=transport, timeout=SECONDS)


Watching = Callable[..., "Any"]


@pytest.fixture
def watching(start: Start, little_release: Path) -> Watching:
    """Serves a release with some settings for as long as a block lasts."""

    @contextmanager
    def watching(**settings: object) -> Iterator[Watched]:
        env = {f"RIGHTSGRAPH_{name.upper()}": str(value) for name, value in settings.items()}
        server = start("serve", little_release, "--port", "0", env=env)
        try:
            assert server.stdout
            said = re.search(r"http://\S+/(?= )", server.stdout.readline())
            assert said, server.communicate(timeout=SECONDS)[1]
            with httpx.Client(base_url=said.group(), timeout=SECONDS, trust_env=False) as client:
                watched = Watched(client)
                yield watched
            server.send_signal(signal.SIGTERM)
            watched.log = server.communicate(timeout=SECONDS)[1]
            assert server.returncode == 0
        finally:
            server.kill()
            server.communicate()

    return watching


def samples(text: str) -> Samples:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def of(found: Samples, name: str) -> dict[tuple[str, ...], float]:
    """The samples of a name, by the values of their labels in the order of the labels' names."""
    return {tuple(value for _, value in labels): number for (n, labels), number in found.items() if n == name}


# ---- metrics

REQUESTS: list[dict[str, Any]] = [
    *({"method": "GET", "url": "/sparql", "params": {"query": "ASK {}"}} for _ in range(3)),
    {"method": "HEAD", "url": "/sparql", "params": {"query": "ASK {}"}},
    {"method": "POST", "url": "/sparql", "data": {"query": "ASK {}"}},
    {"method": "GET", "url": "/sparql", "params": {"query": "SELEC"}},
    {"method": "GET", "url": "/ns"},
    {"method": "GET", "url": "/id/thing"},
    {"method": "GET", "url": "/id/thing", "headers": {"If-None-Match": "*"}},
    {"method": "GET", "url": "/dumps/SHA256SUMS"},
    {"method": "GET", "url": "/.well-known/void"},
    {"method": "GET", "url": "/static/rightsgraph.css"},
    {"method": "GET", "url": "/"},
    {"method": "GET", "url": "/nothing/here"},
    {"method": "DELETE", "url": f"/{MARK}/x"},
]
COUNTED = {
    ("sparql", "GET", "2xx"): 3,
    ("sparql", "HEAD", "2xx"): 1,
    ("sparql", "POST", "2xx"): 1,
    ("sparql", "GET", "4xx"): 1,
    ("resource", "GET", "4xx"): 1,
    ("resource", "GET", "2xx"): 1,
    ("resource", "GET", "3xx"): 1,
    ("dump", "GET", "2xx"): 2,
    ("static", "GET", "2xx"): 1,
    ("page", "GET", "2xx"): 1,
    ("other", "GET", "4xx"): 1,
    ("other", "other", "4xx"): 1,
}


def test_known_requests_are_counted_as_they_were(watching: Watching, little_release: Path) -> None:
    with watching() as server:
        answers = [server.client.request(**request) for request in REQUESTS]
        scraped = server.client.get("/metrics")
    assert scraped.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert scraped.headers["cache-control"] == "no-store"
    found = samples(scraped.text)
    assert of(found, "rightsgraph_http_requests_total") == COUNTED
    sent: dict[tuple[str, ...], float] = {}
    counted: dict[tuple[str, ...], float] = {}
    for answer in answers:
        key = (route_class(answer.url.path),)
        sent[key] = sent.get(key, 0) + answer.num_bytes_downloaded
        counted[key] = counted.get(key, 0) + 1
    assert of(found, "rightsgraph_http_response_bytes_total") == sent
    assert of(found, "rightsgraph_http_request_seconds_count") == counted
    assert all(seconds > 0 for seconds in of(found, "rightsgraph_http_request_seconds_sum").values())
    assert of(found, "rightsgraph_http_requests_running") == {(): 1}, "the scrape itself"
    manifest = json.loads((little_release / "manifest.json").read_text("utf-8"))
    assert of(found, "rightsgraph_release_info") == {(manifest["version"], __version__): 1}
    if sys.platform == "linux":
        assert of(found, "process_resident_memory_bytes")[()] > 1e6
    assert MARK not in scraped.text.lower()
    assert server.log == ""


def test_what_is_under_way_is_counted_until_it_ends(watching: Watching) -> None:
    with watching() as server:
        address = (server.client.base_url.host, server.client.base_url.port)
        with httpx.Client(base_url=server.client.base_url) as slow:

            def parts() -> Iterator[bytes]:
                yield b"query=ASK"
                for _ in range(200):
                    if of(samples(server.client.get("/metrics").text), "rightsgraph_http_requests_running") == {(): 2}:
                        break
                    time.sleep(0.02)
                else:
                    raise AssertionError(f"the request to {address} was not counted")
                yield b"+{}"

            form = {"Content-Type": "application/x-www-form-urlencoded"}
            assert slow.post("/sparql", content=parts(), headers=form).status_code == 200
        found = samples(server.client.get("/metrics").text)
    assert of(found, "rightsgraph_http_requests_running") == {(): 1}


THROUGH = [("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=x"), ("Via", "1.1 x"), ("Origin", "http://x")]


def test_metrics_are_told_to_this_machine_alone(watching: Watching) -> None:
    with watching() as server, server.from_address("127.0.0.9") as other:
        assert other.get("/metrics").status_code == 200
        for header in THROUGH:
            refused = server.client.get("/metrics", headers=[header])
            assert (refused.status_code, refused.headers["content-type"]) == (403, PROBLEM), header
            assert "rightsgraph_" not in refused.text


def test_metrics_may_be_told_to_all_or_to_nobody(watching: Watching) -> None:
    with watching(metrics="all") as server:
        assert server.client.get("/metrics", headers=dict(THROUGH)).status_code == 200
    with watching(metrics="off") as server:
        assert server.client.get("/metrics").status_code == 404
        assert "/metrics" not in server.client.get("/openapi.json").json()["paths"]


COUNTS = Counts(
    running=1,
    waiting=2,
    workers=3,
    started=42,
    finished=30,
    refused=5,
    shared=10,
    cache_hits=6,
    cache_misses=7,
    cache_bytes=8,
    cache_entries=9,
    kills={"timeout": 4, "died": 0},
    seconds={("sparq", "answered"): [2, 0, 3, *[0] * (len(BUCKETS) - 2)]},
    seconds_sum={("sparq", "answered"): 100.5},
)


def test_the_query_service_is_read_at_each_scrape() -> None:
    asked: list[Counts] = []
    registry = make_registry(Tally(), {"release": "1"}, lambda: asked.pop())
    asked.append(COUNTS)
    found = samples(generate_latest(registry).decode())
    names = {
        name: value for (name, labels), value in found.items() if not labels and name.startswith("rightsgraph_quer")
    }
    assert names == {
        "rightsgraph_queries_running": 1,
        "rightsgraph_queries_waiting": 2,
        "rightsgraph_query_workers": 3,
        "rightsgraph_queries_started_total": 42,
        "rightsgraph_queries_finished_total": 30,
        "rightsgraph_queries_refused_total": 5,
        "rightsgraph_query_cache_hits_total": 6,
        "rightsgraph_query_cache_misses_total": 7,
        "rightsgraph_query_cache_bytes": 8,
        "rightsgraph_query_cache_entries": 9,
        "rightsgraph_queries_shared_total": 10,
    }
    assert of(found, "rightsgraph_queries_killed_total") == {("timeout",): 4, ("died",): 0}
    buckets = of(found, "rightsgraph_query_seconds_bucket")
    assert [buckets["sparq", str(bound), "answered"] for bound in BUCKETS] == [2, 2, *[5] * (len(BUCKETS) - 2)]
    assert buckets["sparq", "+Inf", "answered"] == 5
    assert of(found, "rightsgraph_query_seconds_count") == {("sparq", "answered"): 5}
    assert of(found, "rightsgraph_query_seconds_sum") == {("sparq", "answered"): 100.5}


# ---- logs


def ask_with_secrets(server: Watched) -> int:
    """Requests with a marker wherever a client can put one; gives how many."""
    secrets = {"User-Agent": MARK, "Referer": f"http://{MARK}/", "X-Forwarded-For": MARKED_ADDRESS, "Cookie": MARK}
    direct = {**secrets, "Content-Type": "application/sparql-query"}
    with server.from_address("127.0.0.9") as client:
        client.headers.update(secrets)
        query = f"SELECT ('{MARK}' AS ?x) {{}}"
        answers = [
            client.get("/sparql", params={"query": query}),
            client.post("/sparql", data={"query": query}),
            client.post("/sparql", content=query, headers=direct),
            client.get("/sparql", params={"query": f"SELEC '{MARK}' \n {{"}),
            client.get("/sparql", params={"query": "ASK {}", "format": MARK}),
            client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": f"not {MARK}"}),
            client.get(f"/id/{MARK}"),
            client.get(f"/{MARK}/{MARK}.ttl"),
            client.request("PROPFIND", f"/{MARK}"),
        ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 400, 406, 400, 404, 404, 405]
    return len(answers)


def test_a_server_says_nothing_of_requests_unless_asked(watching: Watching) -> None:
    with watching(log_queries=True, log_addresses=True) as server:
        ask_with_secrets(server)
    assert server.log == ""


def test_a_request_s_line_has_its_kind_and_cost_and_nothing_of_who_and_what(
    watching: Watching, little_release: Path
) -> None:
    with watching(log_requests=True) as server:
        asked = ask_with_secrets(server)
    assert MARK not in server.log.lower()
    assert MARKED_ADDRESS not in server.log
    assert "127.0.0" not in server.log
    lines = server.lines()
    assert len(lines) == asked
    assert {frozenset(line) for line in lines} == {
        frozenset(("event", "time", "class", "method", "status", "ms", "bytes", "release"))
    }
    line = lines[0]
    assert (line["class"], line["method"], line["status"]) == ("sparql", "GET", 200)
    assert line["release"] == json.loads((little_release / "manifest.json").read_text("utf-8"))["version"]
    assert line["bytes"] > 0
    assert 0 < line["ms"] < 60_000
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", line["time"])
    assert lines[-1]["method"] == "other"


def test_paths_and_queries_are_told_where_an_operator_wants_them(watching: Watching) -> None:
    with watching(log_requests=True, log_queries=True) as server:
        ask_with_secrets(server)
    lines = server.lines()
    assert lines[0]["query"] == f"query=SELECT ('{MARK}' AS ?x) {{}}"
    assert MARK in lines[1]["body"]
    assert lines[2]["body"] == f"SELECT ('{MARK}' AS ?x) {{}}"
    assert lines[6]["path"] == f"/id/{MARK}"
    assert not any("address" in line for line in lines)
    assert "127.0.0" not in server.log
    assert MARKED_ADDRESS not in server.log


def test_addresses_are_told_where_an_operator_wants_them(watching: Watching) -> None:
    with watching(log_requests=True, log_addresses=True) as server:
        ask_with_secrets(server)
    assert {line["address"] for line in server.lines()} == {"127.0.0.9"}
    assert MARK not in server.log
    with watching(log_requests=True, log_addresses=True, trusted_proxies="127.0.0.0/24") as server:
        ask_with_secrets(server)
    assert {line["address"] for line in server.lines()} == {MARKED_ADDRESS}


FAILING = """
import asyncio, threading
from fastapi import FastAPI
from rightsgraph.settings import read_settings
from rightsgraph.web.running.logs import configure_logs
from rightsgraph.web.server import listen, serve
settings = read_settings()
configure_logs(settings)
app = FastAPI()

@app.get("/fail")
async def fail(q: str) -> None:
    asyncio.get_running_loop().call_soon(forget, q)
    thread = threading.Thread(target=forget, args=(q,))
    thread.start()
    thread.join()
    Forgotten(q)
    try:
        raise KeyError(q)
    except KeyError as error:
        raise ExceptionGroup(q, [ValueError(q)]) from error

class Forgotten:
    def __init__(self, q: str) -> None:
        self.q = q

    def __del__(self) -> None:
        raise LookupError(self.q)

def forget(q: str) -> None:
    raise OSError(q)

listener = listen("127.0.0.1", 0)
print(listener.getsockname()[1], flush=True)
serve(app, listener)
"""


def fail_with_a_secret(stderr: int, **env: str) -> str:
    """What a server writes when it fails over a request."""
    environment = {**os.environ, **{f"RIGHTSGRAPH_{name.upper()}": value for name, value in env.items()}}
    server = subprocess.Popen(
        [sys.executable, "-c", FAILING], stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment
    )
    try:
        assert server.stdout
        port = server.stdout.readline().strip()
        assert httpx.get(f"http://127.0.0.1:{port}/fail", params={"q": MARK}, trust_env=False).status_code == 500
        server.send_signal(signal.SIGTERM)
        return server.communicate(timeout=SECONDS)[1] or ""
    finally:
        server.kill()
        server.communicate()


def test_an_unforeseen_error_is_told_by_kind_and_place_and_not_by_its_words() -> None:
    log = fail_with_a_secret(subprocess.PIPE)
    assert MARK not in log
    lines = [json.loads(line) for line in log.splitlines()]
    assert len(lines) == 4
    raised = [step for line in lines for step in line["raised"]]
    assert {"ExceptionGroup", "ValueError", "KeyError", "OSError", "LookupError"} <= set(raised)
    assert any(step.endswith(" in fail") for step in raised)
    assert {line["level"] for line in lines} == {"error"}


def test_an_error_s_words_are_told_where_queries_may_be() -> None:
    log = fail_with_a_secret(subprocess.PIPE, log_queries="true")
    assert MARK in log
    assert all(json.loads(line)["exception"] for line in log.splitlines())


def read_terminal(terminal: int) -> str:
    """What is written to a terminal until nobody has it open any more, for which Linux has an error."""
    read = []
    with suppress(OSError):
        while part := os.read(terminal, 65536):
            read.append(part)
    return b"".join(read).decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals")
def test_on_a_terminal_the_log_is_for_reading() -> None:
    terminal, inside = os.openpty()
    with ThreadPoolExecutor() as threads:  # a terminal holds 4 KB for a reader and no more
        reading = threads.submit(read_terminal, terminal)
        try:
            fail_with_a_secret(inside)
        finally:
            os.close(inside)
        text = reading.result(SECONDS)
    os.close(terminal)
    assert "Exception in ASGI application" in text
    assert "ValueError" in text
    assert not text.startswith("{")
    assert "\x1b" not in text
    assert MARK not in text


# ---- health


def test_health_says_what_is_served_and_by_what(client: httpx.Client, release: Path) -> None:
    manifest = (release / "manifest.json").read_bytes()
    answer = client.get("/health")
    assert (answer.status_code, answer.headers["content-type"]) == (200, HEALTH)
    told = answer.json()
    assert told["status"] == "pass"
    assert (told["version"], told["releaseId"]) == (__version__, json.loads(manifest)["version"])
    digest = client.get("/dumps/manifest.json").headers["etag"].strip('"')
    assert told["checks"]["release:digest"][0]["observedValue"] == digest
    assert "oxigraph" in told["checks"]["queries:engines"][0]["observedValue"]
    assert isinstance(told["checks"]["queries:workers"][0]["observedValue"], int)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_a_server_that_answers_is_alive_and_ready(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"], answer.json()) == (200, HEALTH, {"status": "pass"})
    assert client.head(path).status_code == 200


def ask_app(app: FastAPI, path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
            return await client.get(path)

    return asyncio.run(ask())


def test_what_cannot_answer_is_alive_but_not_ready() -> None:
    app = FastAPI()
    app.include_router(health.router)
    prepared = SimpleNamespace(engines=("one", "two"))
    dataset = "http://example.org/dataset"
    app.state.site = SimpleNamespace(manifest=None, identity="0" * 64, dataset=dataset, prepared=prepared)
    app.state.answers = SimpleNamespace(pool=SimpleNamespace(ready=False, workers=0))
    answers = {path: ask_app(app, f"/health{path}") for path in ("", "/live", "/ready")}
    told = {path: (answer.status_code, answer.json()["status"]) for path, answer in answers.items()}
    assert told == {"": (200, "warn"), "/live": (200, "pass"), "/ready": (503, "fail")}
    assert int(answers["/ready"].headers["retry-after"]) > 0
    app.state.answers.pool.ready = True
    assert ask_app(app, "/health/ready").status_code == 200


# ---- limits


def asks(client: httpx.Client, times: int, forwarded: str | None = None) -> list[int]:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return [client.get("/", headers=headers).status_code for _ in range(times)]


def test_there_is_no_limit_unless_asked(watching: Watching) -> None:
    with watching() as server:
        answers = [server.client.get("/sparql", params={"query": "ASK {}"}) for _ in range(200)]
    assert {answer.status_code for answer in answers} == {200}
    assert not any(name.startswith("ratelimit") for name in answers[0].headers)


def test_after_the_burst_a_client_waits_as_long_as_it_is_told(watching: Watching) -> None:
    with watching(rate_limit=40, rate_burst=4, log_requests=True) as server:
        answers = [server.client.get("/sparql", params={"query": "ASK {}"}) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
        assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"client";q=4;w=6'}
        assert [answer.headers["ratelimit"] for answer in answers[:4]] == [
            f'"client";r={left};t=2' for left in (3, 2, 1, 0)
        ]
        refused = answers[-1]
        problem = refused.json()
        assert (refused.headers["content-type"], problem["status"]) == (PROBLEM, 429)
        assert problem["violated-policies"] == ["client"]
        assert refused.headers["cache-control"] == "no-store"
        assert refused.headers["access-control-allow-origin"] == "*"
        assert "Retry-After" in refused.headers["access-control-expose-headers"]
        wait = int(refused.headers["retry-after"])
        assert wait == 2
        time.sleep(wait - 1)
        assert asks(server.client, 1) == [429], "not sooner"
        time.sleep(1)
        assert asks(server.client, 1) == [200]
        assert {server.client.get(path).status_code for path in ("/health", "/health/ready", "/metrics")} == {200}
    assert "127.0.0" not in server.log
    assert [line["status"] for line in server.lines()].count(429) == 2


def test_a_client_has_a_limit_of_its_own_and_no_lie_of_its_changes_it(watching: Watching) -> None:
    with watching(rate_limit=1, rate_burst=2) as server, server.from_address("127.0.0.9") as other:
        assert asks(server.client, 3) == [200, 200, 429]
        assert [asks(server.client, 1, f"198.51.100.{n}") for n in range(3)] == [[429]] * 3
        assert server.client.get("/", headers={"Forwarded": "for=198.51.100.9"}).status_code == 429
        assert asks(other, 3, "127.0.0.1") == [200, 200, 429]


def test_behind_a_trusted_proxy_each_client_has_its_own(watching: Watching) -> None:
    trusted = {"trusted_proxies": "127.0.0.1, 10.0.0.0/8", "rate_limit": 1, "rate_burst": 2}
    with watching(**trusted) as server, server.from_address("127.0.0.9") as stranger:
        assert asks(server.client, 3, "198.51.100.1") == [200, 200, 429]
        assert asks(server.client, 3, "198.51.100.2, 10.1.2.3") == [200, 200, 429]
        assert asks(server.client, 1, "203.0.113.1, 198.51.100.1") == [429], "a lie on the left"
        assert asks(server.client, 3, "2001:db8::1") == [200, 200, 429]
        assert asks(server.client, 1, "2001:db8::2") == [429], "one IPv6 network"
        assert asks(server.client, 2) == [200, 200], "the proxy for itself"
        assert asks(stranger, 2, "198.51.100.3") == [200, 200]
        assert asks(stranger, 1, "198.51.100.4") == [429], "a stranger speaks for nobody"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("trusted_proxies", "proxy.example"),
        ("trusted_proxies", "10.0.0.1/8"),
        ("rate_limit", "-1"),
        ("metrics", "some"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_name(
    run_forked: Callable[..., "subprocess.CompletedProcess[str]"], little_release: Path, name: str, value: str
) -> None:
    name = f"RIGHTSGRAPH_{name.upper()}"
    done = run_forked("serve", little_release, "--port", "0", env={name: value})
    assert done.returncode == 2
    assert name in done.stderr
