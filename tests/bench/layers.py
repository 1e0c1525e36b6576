# SPDX-License-Identifier: Apache-2.0
"""Where the time goes: a new question's way through the server, and the parts of a start."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.bench.measure import summarise
from tests.bench.peers import Ours, Server, running
from tests.bench.questions import QUESTIONS, Question, vary
from tests.bench.release import Made
from tests.bench.stamped import DOORS

LAYERS = (
    "to the server",
    "HTTP, middleware, routing of the request",
    "reading the query, cache, headers",
    "hand-over to a worker",
    "choosing the engine, rewriting",
    "the engine, and writing its answer",
    "hand-over to the server",
    "headers, middleware, and to the client",
)
# What a start does: a name, what is there before, and what is timed, given the release's path. The framework is loaded
# while the data is read, so a start takes less than their sum.
_STARTS = (
    ("Python and the command's own modules", "", "import rightsgraph.cli"),
    ("the web framework", "import rightsgraph.cli", "import rightsgraph.web.app"),
    (
        "checksums, and opening both engines' index",
        "from rightsgraph.web.site import open_release; from rightsgraph.store import EngineChoice",
        "open_release(path, scratch, EngineChoice.AUTO)",
    ),
)


@dataclass(frozen=True)
class Stamped(Ours):
    """Our server with a clock at every door; `stamps` is where it notes them."""

    stamps: Path = Path("stamps")

    def command(self, made: Made, work: Path, port: int, timeout: int) -> list[str]:
        python, module, _, *words = super().command(made, work, port, timeout)
        return [python, module, "tests.bench.stamped", str(self.stamps), *words]


def measure_layers(
    start: Callable[[Ours], Server], peer: Ours, stamps: Path, repeats: int, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Milliseconds of each layer for each question, cold, summarised; raises NotMeasured."""
    stamps.unlink(missing_ok=True)
    asked: list[tuple[str, int, int]] = []
    with running(start(Stamped(f"{peer.name}:stamped", peer.settings, stamps))) as server:
        connection = server.connect()
        for run, question in ((run, question) for run in range(repeats) for question in QUESTIONS):
            asked.append(_ask(connection.ask, question, f"w{run}"))
    found = [(int(nanoseconds), door) for nanoseconds, door in _lines(stamps)]
    layers: dict[str, dict[str, list[float]]] = {}
    for kind, begun, ended in asked:
        for layer, seconds in zip(LAYERS, _gaps(found, begun, ended), strict=True):
            layers.setdefault(kind, {}).setdefault(layer, []).append(seconds * 1000)
    tell(f"{peer.name}: {len(asked)} questions followed through the server")
    return {kind: {layer: summarise(values) for layer, values in by.items()} for kind, by in layers.items()}


def _ask(ask: Callable[[str, str], Any], question: Question, mark: str) -> tuple[str, int, int]:
    time.sleep(0.02)  # as who asks one question after the other: not all of the machine is awake
    begun = time.perf_counter_ns()
    answer = ask(vary(question.query, mark), question.accept)
    if answer.status != 200:
        raise ValueError(f"{question.kind} was answered {answer.status}")
    return question.kind, begun, time.perf_counter_ns()


def _lines(stamps: Path) -> Iterator[Sequence[str]]:
    for line in stamps.read_text("utf-8").splitlines():
        yield line.split(" ", 1)


def _gaps(stamps: Sequence[tuple[int, str]], begun: int, ended: int) -> list[float]:
    """Seconds between the doors; a query that was begun anew counts by its last run, the first one as a hand-over."""
    passed = {door: nanoseconds for nanoseconds, door in sorted(stamps) if begun <= nanoseconds <= ended}
    times = [begun, *(passed[door] for door in DOORS), ended]
    return [(after - before) / 1e9 for before, after in pairwise(times)]


def measure_start(made: Made, repeats: int) -> dict[str, Any]:
    """Seconds of the parts of a start, each alone in a new process, summarised."""
    return {
        name: summarise([_seconds(before, code, made.release) for _ in range(repeats)])
        for name, before, code in _STARTS
    }


def _seconds(before: str, code: str, release: Path) -> float:
    program = (
        "import sys, tempfile, time; from pathlib import Path\n"
        "path, scratch = Path(sys.argv[1]), Path(tempfile.mkdtemp(dir=sys.argv[2]))\n"
        f"{before}\nbegun = time.perf_counter()\n{code}\nprint(time.perf_counter() - begun)"
    )
    with tempfile.TemporaryDirectory() as scratch:
        words = [sys.executable, "-c", program, str(release), scratch]
        return float(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
