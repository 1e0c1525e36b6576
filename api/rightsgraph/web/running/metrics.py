# SPDX-License-Identifier: Apache-2.0
"""Counts in, Prometheus's text out: what the server did, and nothing of who asked what."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Metric, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.types import Scope

from rightsgraph.errors import OnlyLocal
from rightsgraph.query import BUCKETS, Counts
from rightsgraph.settings import Settings
from rightsgraph.web.responses import respond
from rightsgraph.web.routes import reads
from rightsgraph.web.running.watching import BOUNDS, Tally

# What only a proxy or a page of another site says.
_FROM_ELSEWHERE = frozenset((b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via", b"origin"))

router = APIRouter()


@reads(router, "/metrics", "What the server has counted, for Prometheus")
async def read_metrics(request: Request) -> Response:
    """Counts for who watches the server: sizes and times of single answers could be told from them, so not for all."""
    settings: Settings = request.app.state.settings
    if settings.metrics != "all" and not _is_local(request.scope):
        raise OnlyLocal("/metrics")
    return respond(request, generate_latest(request.app.state.registry), CONTENT_TYPE_PLAIN_0_0_4, vary=())


def _is_local(scope: Scope) -> bool:
    """Whether a request comes from this machine itself and not through it."""
    peer = scope["client"][0] if scope.get("client") else ""
    local = peer == "::1" or peer.removeprefix("::ffff:").startswith("127.")
    return local and not any(name in _FROM_ELSEWHERE for name, _ in scope["headers"])


def make_registry(
    tally: Tally, release: Mapping[str, str], statistics: Callable[[], Counts] | None = None
) -> CollectorRegistry:
    """What is told at `/metrics`: requests, the query service where there is one, the process (on Linux)."""
    registry = CollectorRegistry()
    registry.register(_Counts(tally, release, statistics))
    ProcessCollector(registry=registry)
    return registry


class _Counts(Collector):
    """Reads the counts when it is asked, so that counting itself costs next to nothing."""

    def __init__(self, tally: Tally, release: Mapping[str, str], statistics: Callable[[], Counts] | None) -> None:
        self._tally = tally
        self._release = release
        self._statistics = statistics

    def collect(self) -> Iterable[Metric]:
        """All families of metrics, as they stand."""
        gauge = GaugeMetricFamily("rightsgraph_release_info", "What is served.", labels=tuple(self._release))
        gauge.add_metric(tuple(self._release.values()), 1)
        yield gauge
        yield from _of_requests(self._tally)
        if self._statistics is not None:
            yield from _of_queries(self._statistics())


def _of_requests(tally: Tally) -> Iterator[Metric]:
    labels = ("class", "method", "status")
    requests = CounterMetricFamily("rightsgraph_http_requests", "Requests answered.", labels=labels)
    sent = CounterMetricFamily("rightsgraph_http_response_bytes", "Bytes of bodies sent.", labels=labels[:1])
    sizes: dict[str, int] = {}
    answered: dict[tuple[str, str, str], int] = {}
    for (route, method, status), (count, size) in tally.requests.items():
        key = (route, method, f"{status // 100}xx")
        answered[key] = answered.get(key, 0) + count
        sizes[route] = sizes.get(route, 0) + size
    for key, count in answered.items():
        requests.add_metric(key, count)
    for route, size in sizes.items():
        sent.add_metric((route,), size)
    yield requests
    yield sent
    yield GaugeMetricFamily("rightsgraph_http_requests_running", "Requests under way.", value=tally.running)
    meaning = "Time from request to end of answer."
    seconds = HistogramMetricFamily("rightsgraph_http_request_seconds", meaning, labels=labels[:1])
    for route, durations in tally.seconds.items():
        _add_durations(seconds, (route,), BOUNDS, durations.counts, durations.total)
    yield seconds


def _of_queries(statistics: Counts) -> Iterator[Metric]:
    gauges = {
        "rightsgraph_queries_running": ("Queries that a worker evaluates.", statistics.running),
        "rightsgraph_queries_waiting": ("Queries that wait for a worker.", statistics.waiting),
        "rightsgraph_query_workers": ("Workers that are ready or at work.", statistics.workers),
        "rightsgraph_query_cache_bytes": ("Bytes of answers held.", statistics.cache_bytes),
        "rightsgraph_query_cache_entries": ("Answers held.", statistics.cache_entries),
    }
    counters = {
        "rightsgraph_queries_started": ("Queries begun by a worker.", statistics.started),
        "rightsgraph_queries_finished": ("Queries that came to their end.", statistics.finished),
        "rightsgraph_queries_refused": ("Queries refused because too many waited.", statistics.refused),
        "rightsgraph_queries_shared": ("Queries that joined an equal one under way.", statistics.shared),
        "rightsgraph_query_cache_hits": ("Answers given again from what was held.", statistics.cache_hits),
        "rightsgraph_query_cache_misses": ("Queries whose answer was not held.", statistics.cache_misses),
    }
    for name, (meaning, value) in gauges.items():
        yield GaugeMetricFamily(name, meaning, value=value)
    for name, (meaning, value) in counters.items():
        yield CounterMetricFamily(name, meaning, value=value)
    kills = CounterMetricFamily("rightsgraph_queries_killed", "Queries ended by force.", labels=("cause",))
    for cause, count in statistics.kills.items():
        kills.add_metric((cause,), count)
    yield kills
    labels = ("engine", "outcome")
    seconds = HistogramMetricFamily("rightsgraph_query_seconds", "Time that a worker took.", labels=labels)
    for key, counts in statistics.seconds.items():
        _add_durations(seconds, key, BUCKETS, counts, statistics.seconds_sum[key])
    yield seconds


def _add_durations(
    histogram: HistogramMetricFamily, values: Sequence[str], bounds: Sequence[float], counts: Sequence[int], sum: float
) -> None:
    names = [*(str(bound) for bound in bounds), "+Inf"]
    histogram.add_metric(values, list(zip(names, accumulate(counts), strict=True)), sum)
