# SPDX-License-Identifier: Apache-2.0
"""A server in; how it fares while others send it hostile queries, and what ten thousand killed ones leave behind."""

import asyncio
import itertools
import multiprocessing
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from tests.bench.client import ACCEPT, Address, Connection, make_request
from tests.bench.measure import Tell
from tests.bench.peers import ASK, NotMeasured, Server
from tests.bench.questions import TINY

from rightsgraph.vocab import RG

INTERVAL = 0.02
PATIENCE = 10.0
_HOSTILE: tuple[str, ...] = (
    "SELECT (COUNT(*) AS ?n{n}) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}",
    "SELECT ?a{n} {{ ?a{n} ?b ?c . ?d ?e ?f }} ORDER BY ?c ?f ?a{n} LIMIT 3",
    "SELECT ?a{n} {{ ?a{n} ?b ?c . ?d ?e ?f "
    'FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(([a-z])+.)+[A-Z]([a-z])+x{n}$")) }}',
    "SELECT DISTINCT ?a{n} ?z {{ ?a{n} (!<urn:x{n}>)+ ?z . ?z (!<urn:y{n}>)+ ?y }} ORDER BY ?z",
    "SELECT ?c{n} (COUNT(*) AS ?n) {{ ?a ?b ?c{n} . ?d ?e ?f }} GROUP BY ?c{n} ORDER BY DESC(?n)",
    "ASK {{ ?a <{rg}fromPassage> ?b{n} . ?c <{rg}fromPassage> ?d . ?e <{rg}fromPassage> ?f "
    "FILTER(STR(?b{n}) < STR(?a) && STR(?d) < STR(?c) && STR(?f) > STR(?e)) }}",
)


def hostile_queries(first: int, step: int = 1) -> Iterator[str]:
    """Queries that nobody could answer in time, each another text, for ever."""
    for number in itertools.count(first, step):
        yield _HOSTILE[number % len(_HOSTILE)].format(n=number, rg=RG)


def measure_storm(server: Server, connections: int, seconds: int, tell: Tell) -> dict[str, Any]:
    """Latency of a one-row lookup each 20 ms: before the storm, during it and after it."""
    before = _probe(server.address, max(2, seconds // 4))
    held = server.process.held()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        storm = pool.apply_async(_rain, (server.address, connections, seconds + 1.0))
        time.sleep(1)
        during = _probe(server.address, seconds)
        highest = server.process.held()
        answered = storm.get(seconds + PATIENCE * 3)
    time.sleep(1)
    alive = server.process.is_alive and server.connect(PATIENCE).ask(ASK).status == 200
    after = _probe(server.address, 2) if alive else None
    found = {
        "connections": connections,
        "seconds": seconds,
        "before": before,
        "during": during,
        "after": after,
        "hostile answers": answered,
        "alive": alive,
        "killed for memory": server.process.overran,
        "held before": asdict(held),
        "held during": asdict(highest),
    }
    state = "alive" if alive else "dead"
    tell(f"storm, {server.peer.name}: before {_told(before)}; during {_told(during)}; {state}; {answered}")
    return found


def measure_kills(server: Server, kills: int, connections: int, tell: Tell) -> dict[str, Any]:
    """Send that many hostile queries and see what is left of them; raises NotMeasured where none is ever killed."""
    if server.connect(PATIENCE).ask(next(hostile_queries(1))).status == 0:
        raise NotMeasured(f"it kills no query within {PATIENCE:.0f} s")
    server.restart()
    server.connect().ask(TINY)
    before, begun = server.process.held(), time.monotonic()
    answered = _send(server.address, connections, kills)
    took = time.monotonic() - begun
    time.sleep(2)
    alive = server.process.is_alive and server.connect(PATIENCE).ask(TINY).status == 200
    after = server.process.held()
    found = {
        "queries": kills,
        "answers": answered,
        "seconds": round(took, 1),
        "alive": alive,
        "before": asdict(before),
        "after": asdict(after),
    }
    tell(f"kills, {server.peer.name}: {answered} in {took:.0f} s; before {before}; after {after}")
    return found


def _rain(address: Address, connections: int, seconds: float) -> dict[str, int]:
    """Hostile queries over some connections for some seconds; how they were answered. Runs in a process of its own."""
    end = time.monotonic() + seconds

    def ask(number: int, answered: "Counter[str]") -> None:
        connection = Connection(address, PATIENCE)
        queries = hostile_queries(number, connections)
        while time.monotonic() < end:
            answer = connection.ask(next(queries))
            answered[str(answer.status)] += 1
            if answer.status == 0:
                time.sleep(0.01)

    return _together(ask, connections)


def _send(address: Address, connections: int, queries: int) -> dict[str, int]:
    """That many hostile queries over some connections; how they were answered, from 0 for not at all."""

    def ask(number: int, answered: "Counter[str]") -> None:
        connection = Connection(address, PATIENCE)
        share = len(range(number, queries, connections))
        for query in itertools.islice(hostile_queries(number, connections), share):
            answered[str(connection.ask(query).status)] += 1

    return _together(ask, connections)


def _together(ask: "Callable[[int, Counter[str]], None]", connections: int) -> dict[str, int]:
    counters: list[Counter[str]] = [Counter() for _ in range(connections)]
    threads = [threading.Thread(target=ask, args=pair) for pair in enumerate(counters)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(sum(counters, Counter()))


def _probe(address: Address, seconds: int) -> dict[str, float]:
    """The latency of a one-row lookup in milliseconds, asked each 20 ms whether or not the last one was answered."""
    return asyncio.run(_probe_all(address, seconds))


async def _probe_all(address: Address, seconds: int) -> dict[str, float]:
    loop = asyncio.get_running_loop()
    request = make_request(address, TINY, ACCEPT)
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
    begun = loop.time()
    tasks = []
    for number in range(int(seconds / INTERVAL)):
        due = begun + number * INTERVAL
        await asyncio.sleep(max(0.0, due - loop.time()))
        tasks.append(asyncio.create_task(_probe_once(address, request, due, idle)))
    latencies = sorted(await asyncio.gather(*tasks))
    for _, writer in idle:
        writer.close()
    lost = sum(latency >= PATIENCE for latency in latencies)
    shares = {f"p{share}": latencies[min(len(latencies) - 1, len(latencies) * share // 100)] for share in (50, 99)}
    times = {name: round(value * 1000, 2) for name, value in (*shares.items(), ("max", latencies[-1]))}
    return {**times, "asked": len(latencies), "lost": lost}


async def _probe_once(
    address: Address, request: bytes, due: float, idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
) -> float:
    """Seconds from when it was due; what was not answered with 200 counts as lost, for the whole of our patience."""
    streams = idle.pop() if idle else None
    answered = False
    try:
        async with asyncio.timeout_at(due + PATIENCE):
            streams = streams or await asyncio.open_connection(address.host, address.port)
            streams[1].write(request)
            answered = await _read_ok(streams[0])
    except (OSError, EOFError, ValueError, TimeoutError):
        answered = False
    if streams and answered:
        idle.append(streams)
    elif streams:
        streams[1].close()
    return asyncio.get_running_loop().time() - due if answered else PATIENCE


async def _read_ok(reader: asyncio.StreamReader) -> bool:
    """Read one answer to its end; whether its status is 200."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if "\r\ncontent-length:" in head:
        await reader.readexactly(int(head.split("\r\ncontent-length:", 1)[1].split("\r\n", 1)[0]))
    else:
        while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    return head.startswith("http/1.1 200 ")


def _told(latencies: dict[str, float]) -> str:
    return f"p50 {latencies['p50']} ms, p99 {latencies['p99']} ms, max {latencies['max']} ms, lost {latencies['lost']}"
