# SPDX-License-Identifier: Apache-2.0
"""The pool with real workers and no web: what it runs, stops, shares, and starts anew."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from rightsgraph.errors import (
    AnswerTooLarge,
    QuerySyntaxError,
    QueryTooGreedy,
    QueryTooSlow,
    RightsgraphError,
    ServiceBusy,
)
from rightsgraph.formats import JSON, NTRIPLES
from rightsgraph.query import Answers, Limits, Pool, PoolLimits, Query, Setup, read_query
from rightsgraph.store import EngineChoice, Prepared, Store, prepare_files

pytestmark = [pytest.mark.alone, pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")]

SECONDS = 30.0
TRIPLES = 2000
MEGABYTE = 1 << 20
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
Test = Callable[[Answers], Coroutine[Any, Any, None]]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("pool")
    lines = (f'<http://example.org/{n}> <http://example.org/p> "value {n}" .\n' for n in range(TRIPLES))
    (folder / "data.nt").write_text("".join(lines), "utf-8")
    return prepare_files([folder / "data.nt"], folder, EngineChoice.OXIGRAPH)


@pytest.fixture
def pooled(prepared: Prepared) -> Callable[..., None]:
    """Runs a test with a pool of some limits, and wants all of its processes gone afterwards."""

    def pooled(test: Test, memory: int = 100, answer_size: int = 8, spool: int = 64, **limits: Any) -> None:
        children = children_of(os.getpid())
        limits = {"timeout": 0.4, **limits}
        pool = Pool(Setup(prepared, memory=memory, answer_size=answer_size), PoolLimits(**limits))
        answers = Answers(pool, 4 * MEGABYTE, spool * MEGABYTE, memory=memory)

        async def run() -> None:
            async with running(pool):
                await test(answers)

        asyncio.run(asyncio.wait_for(run(), SECONDS))
        assert children_of(os.getpid()) <= children  # others have servers here, which come and go

    return pooled


@contextlib.asynccontextmanager
async def running(pool: Pool) -> AsyncIterator[None]:
    await pool.start()
    try:
        await until(lambda: pool.ready)
        yield
    finally:
        await pool.close()


async def until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(0.005)


def query_of(text: str) -> Query:
    return read_query(text, "http://example.org/", None, Limits(10_000, 100, 1000))


def counting(name: str) -> Query:
    """A query that nobody could answer in time."""
    return query_of(f"SELECT (COUNT(*) AS ?{name}) {{ {CROSS} }}")


async def ask(answers: Answers, text: str, client: str = "") -> Any:
    """The value of the one row's one column."""
    found = json.loads(await answers.collect(query_of(text), JSON, client=client))
    return next(iter(found["results"]["bindings"][0].values()))["value"]


async def outcome(answers: Answers, query: Query, client: str = "") -> type[RightsgraphError] | None:
    try:
        await answers.collect(query, JSON, client=client)
    except RightsgraphError as error:
        return type(error)
    return None


def children_of(pid: int) -> set[int]:
    """Those that live."""
    found: set[int] = set()
    with contextlib.suppress(OSError):  # it has just ended
        for task in Path(f"/proc/{pid}/task").iterdir():
            found |= {int(child) for child in (task / "children").read_text().split()}
    return {child for child in found if state_of(child) not in ("Z", "")}


def state_of(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return ""


def zygote_of(answers: Answers) -> int:
    """The process that this pool forks its workers from; 0 while there is none."""
    zygote = answers.pool._nursery._zygote
    return zygote.pid if zygote else 0


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param(f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", QueryTooSlow, id="too-slow"),
        pytest.param(f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i ?l", QueryTooGreedy, id="too-greedy"),
        pytest.param("SELECT * {", QuerySyntaxError, id="no-sparql"),
    ],
)
def test_a_query_ends_in_the_error_that_it_deserves_and_the_next_is_answered(
    pooled: Any, text: str, error: type[RightsgraphError]
) -> None:
    async def test(answers: Answers) -> None:
        began = time.monotonic()
        found = await outcome(answers, query_of(text))
        took = time.monotonic() - began
        assert found is error
        assert took < 3
        assert await ask(answers, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == str(TRIPLES)

    pooled(test, timeout=1.5)


def test_an_answer_beyond_its_size_is_told_before_anything_of_it_is_given(pooled: Any) -> None:
    text = "CONSTRUCT { <a:s> <a:p> ?x } { VALUES ?y { '%s' } BIND(REPLACE(?y, 'a', ?y) AS ?x) }" % ("a" * 3000)

    async def test(answers: Answers) -> None:
        with pytest.raises(AnswerTooLarge):
            await answers.ask(query_of(text), NTRIPLES.name)

    pooled(test, timeout=5)


def test_what_is_quick_never_waits_for_what_is_not(pooled: Any) -> None:
    async def test(answers: Answers) -> None:
        slow = [asyncio.create_task(outcome(answers, counting(f"s{n}"))) for n in range(6)]
        await until(lambda: answers.pool.waiting > 0)
        took = []
        for number in range(10):
            began = time.monotonic()
            assert await ask(answers, f"SELECT ({number} AS ?x) {{}}") == str(number)
            took.append(time.monotonic() - began)
        assert sorted(took)[5] < 0.1
        assert set(await asyncio.gather(*slow)) <= {QueryTooSlow, ServiceBusy}

    pooled(test)


def test_a_query_that_starts_over_is_answered_once_and_whole(pooled: Any) -> None:
    """The slow lane is full when it turns out to be slow, so what it had written by then is forgotten."""

    async def test(answers: Answers) -> None:
        blocker = asyncio.create_task(outcome(answers, counting("blocker")))
        await until(lambda: answers.pool.running == 1)
        await asyncio.sleep(0.15)
        text = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 40000"
        body = await answers.collect(query_of(text), JSON)
        rows = json.loads(body)["results"]["bindings"]
        assert len(rows) == 40_000
        assert len({(row["a"]["value"], row["d"]["value"]) for row in rows}) == 40_000
        assert answers.counts().kills["demoted"] == 1
        assert await blocker is QueryTooSlow

    pooled(test, slow=1, timeout=1.5, moment=0.02, answer_size=64)


def test_equal_queries_run_once_and_the_last_to_leave_stops_them(pooled: Any) -> None:
    async def test(answers: Answers) -> None:
        tasks = [asyncio.create_task(outcome(answers, counting("same"))) for _ in range(5)]
        await until(lambda: answers.pool.running == 1)
        for task in tasks[1:]:
            task.cancel()
        await asyncio.sleep(0.2)
        assert (answers.pool.running, answers.counts().started, answers.shared) == (1, 1, 4)
        tasks[0].cancel()
        await until(lambda: answers.pool.running == 0)
        assert answers.counts().kills["gone"] == 1

    pooled(test, timeout=20)


def test_a_volatile_query_is_neither_shared_nor_kept(pooled: Any) -> None:
    async def test(answers: Answers) -> None:
        asked = [ask(answers, "SELECT (STRUUID() AS ?x) {}") for _ in range(3)]
        assert len(set(await asyncio.gather(*asked))) == 3
        assert len(answers.cache) == 0

    # What forks inherit of this process must not have them all make up the same.
    assert list(Store(()).select("SELECT (STRUUID() AS ?x) (RAND() AS ?y) {}", None).rows())
    pooled(test)


def test_an_answer_that_is_read_late_holds_no_worker(pooled: Any) -> None:
    async def test(answers: Answers) -> None:
        answer = await answers.ask(query_of("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 15000"), JSON.name)
        await until(lambda: answers.pool.running == 0)
        assert len(json.loads(await answer.whole())["results"]["bindings"]) == 15_000

    pooled(test, timeout=20)


def test_whoever_leaves_early_takes_no_room_on_the_disk_along(pooled: Any) -> None:
    async def test(answers: Answers) -> None:
        for number in range(12):
            leaving = asyncio.create_task(outcome(answers, query_of(f"SELECT * {{ ?x{number} ?b ?c . ?d ?e ?f }}")))
            await asyncio.sleep(0.06)
            leaving.cancel()
            await asyncio.wait({leaving})
        await until(lambda: answers.pool.running == 0)
        answer = await answers.ask(query_of("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 15000"), JSON.name)
        assert len(await answer.whole()) > 3 * MEGABYTE

    pooled(test, timeout=20, spool=8)


def test_no_room_on_the_disk_is_told_as_busy(pooled: Any) -> None:
    async def test(answers: Answers) -> None:
        assert await outcome(answers, query_of("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 15000")) is ServiceBusy
        assert await ask(answers, "SELECT (1 AS ?x) {}") == "1"

    pooled(test, timeout=20, spool=1)


@pytest.mark.parametrize("who", ["worker", "zygote"])
@pytest.mark.parametrize("busy", [False, True], ids=["at-rest", "at-work"])
def test_who_is_killed_is_replaced(pooled: Any, who: str, busy: bool) -> None:
    async def test(answers: Answers) -> None:
        running = [asyncio.create_task(outcome(answers, counting(f"k{n}"))) for n in range(2 * busy)]
        await until(lambda: answers.pool.running == 2 * busy)
        await asyncio.sleep(0.15)  # until they have a lane of their own
        zygote = zygote_of(answers)
        workers = children_of(zygote)
        for pid in [zygote] if who == "zygote" else workers:
            os.kill(pid, signal.SIGKILL)
        await until(lambda: all(state_of(pid) in ("Z", "") for pid in workers))  # one could still take a query, and die
        assert set(await asyncio.gather(*running)) <= {QueryTooGreedy, QueryTooSlow, ServiceBusy}
        while await outcome(answers, query_of("SELECT (0 AS ?first) {}")):  # the first may still meet the dead
            await asyncio.sleep(0.05)
        assert await ask(answers, "SELECT (1 AS ?x) {}") == "1"
        await until(lambda: len(children_of(zygote_of(answers))) == 3)

    pooled(test, timeout=2)


def test_a_client_that_asks_much_does_not_shut_out_another(pooled: Any) -> None:
    async def test(answers: Answers) -> None:
        assert await outcome(answers, counting("first")) is QueryTooSlow
        greedy = [asyncio.create_task(outcome(answers, counting(f"g{n}"), "greedy")) for n in range(12)]
        await until(lambda: answers.pool.waiting == 4)
        assert await outcome(answers, counting("modest"), "modest") is QueryTooSlow  # it had its turn
        assert (await asyncio.gather(*greedy)).count(ServiceBusy) >= 7

    pooled(test, timeout=1, waiting=4)


def test_who_is_next_outlasts_those_who_have_just_begun(pooled: Any) -> None:
    async def test(answers: Answers) -> None:
        assert await outcome(answers, counting("first")) is QueryTooSlow
        tasks = [asyncio.create_task(outcome(answers, counting(f"n{n}"))) for n in range(4)]
        assert await asyncio.gather(*tasks) == [QueryTooSlow] * 4  # all at once; two had to wait for the whole of two

    pooled(test, timeout=1)


def test_a_pool_that_closes_tells_who_waits(pooled: Any) -> None:
    async def test(answers: Answers) -> None:
        tasks = [asyncio.create_task(outcome(answers, counting(f"c{n}"))) for n in range(4)]
        await until(lambda: answers.pool.running >= 2)
        await answers.pool.close()
        assert await outcome(answers, query_of("SELECT (1 AS ?x) {}")) in (ServiceBusy, QueryTooGreedy)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    pooled(test)


def test_no_file_without_a_name_is_left_open(pooled: Any) -> None:
    def open_files() -> int:
        links = [os.readlink(path) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
        return sum(link.startswith(tempfile.gettempdir()) and link.endswith("(deleted)") for link in links)

    before = open_files()

    async def test(answers: Answers) -> None:
        for number in range(3):
            answer = await answers.ask(query_of(f"SELECT * {{ ?o{number} ?b ?c . ?d ?e ?f }} LIMIT 15000"), JSON.name)
            assert open_files() == before + 1
            answer.close() if number else await answer.whole()
            await until(lambda: open_files() == before)

    pooled(test, timeout=20)
