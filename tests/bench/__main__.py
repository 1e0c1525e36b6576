# SPDX-License-Identifier: Apache-2.0
"""Words in, figures out: `python -m tests.bench` measures, `python -m tests.bench table` shows what was found."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.checking import VALIDATORS, measure_checks, read_checks, render_checks_short, write_checks
from tests.bench.facts import read_facts
from tests.bench.layers import measure_layers, measure_start
from tests.bench.measure import Asker, measure_rates, summarise
from tests.bench.peers import NotMeasured, Ours, Peer, Server, make_peer, running, seconds_to_load
from tests.bench.release import SIZES, Made, make_release
from tests.bench.report import (
    CHECKS_BEGIN,
    CHECKS_END,
    put_into,
    read_results,
    render_full,
    render_short,
    write_results,
)
from tests.bench.storm import measure_kills, measure_storm

SERVERS = "ours,oxigraph,virtuoso,rdflib-endpoint"
PARTS = ("cold", "warm", "rate", "storm", "layers", "kills")
# Servers that a storm may be let loose on; the others have nothing to set against it.
_STORM_PEERS = ("ours", "oxigraph")
_PREFIX = "RIGHTSGRAPH_"


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked of one run, and what it is done to."""

    words: argparse.Namespace
    made: Made
    peers: Mapping[str, Peer]
    not_measured: dict[str, str]

    def start(self, peer: Peer) -> Server:
        """Start a peer; raises NotMeasured."""
        words = self.words
        return Server(peer, self.made, words.work, words.timeout, words.most_memory)


def main() -> None:
    """Measure, or show the tables; whoever ends a run early leaves no server behind."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    words = _read_words()
    if words.command == "table":
        _show_table(words)
    elif words.command == "check":
        _measure_checks(words)
    else:
        _measure(words)


def _read_words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("command", nargs="?", choices=("run", "check", "table"), default="run")
    parser.add_argument("--size", choices=SIZES, default="100k", help="triples to measure on")
    parser.add_argument("--peers", help=f"ours:ENGINE picks an engine [{SERVERS}; of check: {','.join(VALIDATORS)}]")
    parser.add_argument("--only", default=",".join(PARTS[:5]), help=f"parts of {','.join(PARTS)}")
    parser.add_argument("--repeats", type=int, default=5, help="of each question, cold and warm")
    parser.add_argument("--rounds", type=int, default=3, help="of each rate, and starts of each server")
    parser.add_argument("--seconds", type=int, default=5, help="of each round of requests")
    parser.add_argument("--storm-seconds", type=int, default=20)
    parser.add_argument("--connections", type=int, default=16, help="that hostile queries come over")
    parser.add_argument("--timeout", type=int, default=60, help="seconds that a question may take")
    parser.add_argument("--kills", type=int, default=0, help="hostile queries to have killed; asks for that part")
    parser.add_argument("--kill-set", action="append", default=["QUERY_TIMEOUT=0.2"], help="a setting of ours for that")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of ours")
    parser.add_argument("--most-memory", type=float, default=10_000, help="MiB; a server that takes more is stopped")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "rightsgraph-bench")
    parser.add_argument("--into", type=Path, help="with table: the page whose marked tables are to be replaced")
    return parser.parse_args()


def _show_table(words: argparse.Namespace) -> None:
    servers, checks = render_short(read_results()), render_checks_short(read_checks())
    if words.into:
        page = put_into(words.into.read_text("utf-8"), servers)
        words.into.write_text(put_into(page, checks, CHECKS_BEGIN, CHECKS_END), "utf-8")
    else:
        _tell(f"{servers}\n\n{checks}")


def _measure_checks(words: argparse.Namespace) -> None:
    words.work.mkdir(parents=True, exist_ok=True)
    made = make_release(words.work, SIZES[words.size])
    names = words.peers.split(",") if words.peers else list(VALIDATORS)
    write_checks(words.size, measure_checks(made, names, words.repeats, words.timeout, _tell))


def _measure(words: argparse.Namespace) -> None:
    parts = set(words.only.split(",")) | ({"kills"} if words.kills else set())
    words.work.mkdir(parents=True, exist_ok=True)
    _tell(f"making or finding a release of {words.size} triples")
    made = make_release(words.work, SIZES[words.size])
    not_measured: dict[str, str] = {}
    run = Run(words, made, _choose_peers(words, made, not_measured), not_measured)
    found = _describe(run)
    if parts & {"cold", "warm", "rate"}:
        found |= _measure_together(run, found["peers"], parts)
        write_results(found)
    if "storm" in parts:
        found["storm"] = _measure_apart(
            run, run.peers, "storm", lambda server: measure_storm(server, words.connections, words.storm_seconds, _tell)
        )
        write_results(found)
    if "layers" in parts:
        found["layers"] = {
            name: measure_layers(run.start, peer, words.work / "stamps", words.repeats, _tell)
            for name, peer in run.peers.items()
            if isinstance(peer, Ours)
        }
        found["start"] = measure_start(made, words.rounds)
        write_results(found)
    if "kills" in parts:
        peers = {name: make_peer(name, _settings(words.set + words.kill_set)) for name in run.peers if "ours" in name}
        found["kills"] = _measure_apart(
            run, peers, "kills", lambda server: measure_kills(server, words.kills or 10_000, 2, _tell)
        )
        write_results(found)
    _tell(render_full(read_results()[words.size]))


def _choose_peers(words: argparse.Namespace, made: Made, not_measured: dict[str, str]) -> dict[str, Peer]:
    """The peers that are installed and loaded; why the others are not."""
    peers = {}
    for name in (words.peers or SERVERS).split(","):
        try:
            peer = make_peer(name, _settings(words.set))
            peer.require()
            _tell(f"{peer.version()}: loading")
            peer.prepare(made, words.work, words.timeout)
            peers[name] = peer
        except NotMeasured as error:
            not_measured[name] = str(error)
            _tell(f"{name} is not measured: {error}")
    return peers


def _settings(pairs: list[str]) -> dict[str, str]:
    split = (pair.partition("=") for pair in pairs)
    return {_PREFIX + name.removeprefix(_PREFIX): value for name, _, value in split}


def _describe(run: Run) -> dict[str, Any]:
    made = run.made
    return {
        "size": run.words.size,
        "repeats": run.words.repeats,
        "facts": read_facts(),
        "data": {
            "triples": made.triples,
            "generated": made.generated,
            "bytes": made.ntriples.stat().st_size,
            "seconds to generate": made.seconds_to_generate,
            "seconds to build": made.seconds_to_build,
        },
        "peers": {name: _describe_peer(run, peer) for name, peer in run.peers.items()},
        "not measured": run.not_measured,
    }


def _describe_peer(run: Run, peer: Peer) -> dict[str, Any]:
    return {"version": peer.version(), "seconds to load": seconds_to_load(peer, run.made, run.words.work)}


def _measure_together(run: Run, peers: dict[str, Any], parts: set[str]) -> dict[str, Any]:
    """Questions and rates, in turns over all servers; `peers` gains start and memory."""
    found: dict[str, Any] = {}
    with _all_running(run, peers) as servers:
        for name, server in servers.items():
            peers[name]["at rest"] = asdict(server.process.held())
        if parts & {"cold", "warm"}:
            found |= Asker(servers, run.words.repeats, _tell).ask_all()
            for name, server in servers.items():
                peers[name]["after questions"] = asdict(server.process.held())
        alive = {name: server for name, server in servers.items() if server.process.is_alive}
        if "rate" in parts:
            try:
                found["rate"] = measure_rates(alive, run.words.rounds, run.words.seconds, _tell)
            except NotMeasured as error:
                run.not_measured["rate"] = str(error)
    return found


@contextmanager
def _all_running(run: Run, peers: dict[str, Any]) -> Iterator[dict[str, Server]]:
    """All servers at once, each started a few times to see how long that takes."""
    with ExitStack() as stack:
        servers = {}
        for name, peer in run.peers.items():
            try:
                server = stack.enter_context(running(run.start(peer)))
                times = [server.seconds_to_ready]
                for _ in range(run.words.rounds - 1):
                    server.restart()
                    times.append(server.seconds_to_ready)
            except NotMeasured as error:
                run.not_measured[name] = str(error)
                _tell(f"{name} is not measured: {error}")
                continue
            peers[name]["seconds to ready"] = {"seconds": times, **summarise(times)}
            _tell(f"{name} is ready after {min(times):.2f} to {max(times):.2f} s")
            servers[name] = server
        yield servers


def _measure_apart(
    run: Run, peers: Mapping[str, Peer], part: str, measure: Callable[[Server], dict[str, Any]]
) -> dict[str, Any]:
    """One server after the other, since what is done to it takes the whole machine."""
    found = {}
    for name, peer in peers.items():
        if name.partition(":")[0] not in _STORM_PEERS:
            continue
        try:
            with running(run.start(peer)) as server:
                found[name] = measure(server)
        except NotMeasured as error:
            run.not_measured[f"{name}, {part}"] = str(error)
            _tell(f"{name}, {part}: {error}")
    return found


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("stopped")
