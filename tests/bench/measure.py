# SPDX-License-Identifier: Apache-2.0
"""Servers that run in, what they take for questions and how many requests they answer out.

All are measured in turns, so that whatever the machine does besides falls on each of them.
"""

import itertools
import re
import secrets
import shutil
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.bench.answers import Rows, compare, read_answer
from tests.bench.client import ACCEPT, Answer
from tests.bench.peers import NotMeasured, Server
from tests.bench.questions import LIST, QUESTIONS, TINY, Question, vary

Servers = Mapping[str, Server]
Tell = Callable[[str], None]
CONNECTIONS = (1, 8, 64)
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_ERRORS = re.compile(r"Socket errors: (.+)")


@dataclass(slots=True)
class Times:
    """What one server took for one question, in seconds; `failure` tells why there are no more."""

    seconds: list[float] = field(default_factory=list)
    failure: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """The times with their median and spread."""
        return asdict(self) | summarise(self.seconds)


def summarise(values: Sequence[float]) -> dict[str, float]:
    """Median, lowest and highest; nothing of nothing."""
    if not values:
        return {}
    return {"median": statistics.median(values), "lowest": min(values), "highest": max(values)}


class Asker:
    """Asks every server the questions, each several times, cold and warm.

    Cold is a text that was never sent before, warm the same text once more. A server that fails at a question is
    started anew and not asked that question again.
    """

    def __init__(self, servers: Servers, repeats: int, tell: Tell) -> None:
        self._servers = dict(servers)
        self._repeats = repeats
        self._tell = tell
        self._marks = (f"{secrets.token_hex(2)}{number}" for number in itertools.count())
        self._connections = {name: server.connect() for name, server in servers.items()}

    def ask_all(self, questions: Sequence[Question] = QUESTIONS) -> dict[str, Any]:
        """Times of each question and server, cold and warm, and how the answers differ."""
        found: dict[str, Any] = {"cold": {}, "warm": {}, "answers": {}}
        for question in questions:
            cold, warm, answers = self._ask(question)
            found["cold"][question.kind] = {name: times.told for name, times in cold.items()}
            found["warm"][question.kind] = {name: times.told for name, times in warm.items()}
            found["answers"][question.kind] = _describe(question, answers)
            self._tell(_told(question, cold, warm, found["answers"][question.kind]))
        return found

    def _ask(self, question: Question) -> tuple[dict[str, Times], dict[str, Times], dict[str, Rows]]:
        cold: dict[str, Times] = {name: Times() for name in self._servers}
        warm: dict[str, Times] = {name: Times() for name in self._servers}
        answers: dict[str, Rows] = {}
        for run in range(self._repeats):
            query = vary(question.query, next(self._marks))
            for name in _turned(list(self._servers), run):
                if cold[name].failure or warm[name].failure:
                    continue
                answer = self._time(name, query, question, cold[name])
                if answer and name not in answers:
                    self._keep(question, answer, answers, name, cold[name])
                if not cold[name].failure:
                    self._time(name, query, question, warm[name])
        return cold, warm, answers

    def _time(self, name: str, query: str, question: Question, times: Times) -> Answer | None:
        answer = self._connections[name].ask(query, question.accept)
        if answer.status == 200:
            times.seconds.append(answer.seconds)
            return answer
        times.failure = describe_failure(answer)
        self._revive(name)
        return None

    def _keep(self, question: Question, answer: Answer, answers: dict[str, Rows], name: str, times: Times) -> None:
        try:
            answers[name] = read_answer(question, answer.body)
        except (ValueError, KeyError) as error:
            times.failure = f"broken after {len(answer.body)} bytes: {error}"
            times.seconds.clear()

    def _revive(self, name: str) -> None:
        """Start a server anew that may still be at work on what it was given up for."""
        self._connections[name].close()
        try:
            self._servers[name].restart()
        except NotMeasured as error:
            self._tell(f"{name} is out: {error}")
            del self._servers[name]
            return
        self._connections[name] = self._servers[name].connect()


def describe_failure(answer: Answer) -> str:
    """Why an answer is none, in a line."""
    text = " ".join(answer.body.decode("utf-8", "replace").split())[:160]
    if answer.status == 0:
        return f"{text} after {answer.seconds:.0f} s"
    return f"status {answer.status} after {answer.seconds:.1f} s: {text}"


def _turned(names: list[str], run: int) -> list[str]:
    """The names, each run beginning with another one."""
    turn = run % len(names) if names else 0
    return names[turn:] + names[:turn]


def _describe(question: Question, answers: dict[str, Rows]) -> dict[str, Any]:
    """How many rows there are, and how other servers' answers differ from the first one's, oxigraph's if it can be."""
    if not answers:
        return {"rows": None, "reference": None, "differences": {}}
    reference = "oxigraph" if "oxigraph" in answers else next(iter(answers))
    return {
        "rows": len(answers[reference]),
        "reference": reference,
        "differences": compare(question, answers, reference),
    }


def _told(question: Question, cold: Mapping[str, Times], warm: Mapping[str, Times], answers: Mapping[str, Any]) -> str:
    parts = []
    for name, times in cold.items():
        pair = [summarise(each.seconds).get("median") for each in (times, warm[name])]
        shown = " / ".join("-" if value is None else f"{value * 1000:.1f}" for value in pair)
        parts.append(f"{name} {shown}{' (' + times.failure + ')' if times.failure else ''}")
    differences = "".join(f"; {name} differs: {how}" for name, how in answers["differences"].items())
    return f"{question.kind} ({answers['rows']} rows): {', '.join(parts)} ms{differences}"


def measure_rates(servers: Servers, rounds: int, seconds: int, tell: Tell) -> dict[str, Any]:
    """Requests a second, warm, for a one-row lookup and for a list of 28 KB; raises NotMeasured without wrk."""
    found: dict[str, Any] = {}
    for kind, query in (("one row", TINY), ("28 KB", LIST)):
        found[kind] = {"bytes": {name: len(server.connect().ask(query).body) for name, server in servers.items()}}
        for connections in CONNECTIONS:
            rates = _rates(servers, query, connections, rounds, seconds)
            found[kind][str(connections)] = rates
            shown = ", ".join(f"{name} {rate.get('median', 0):,.0f}" for name, rate in rates.items())
            tell(f"requests a second, {kind}, {connections} connections: {shown}")
    return found


def _rates(servers: Servers, query: str, connections: int, rounds: int, seconds: int) -> dict[str, Any]:
    rates: dict[str, list[float]] = {name: [] for name in servers}
    failures: dict[str, str] = {}
    for run in range(rounds):
        for name in _turned(list(servers), run):
            rate, failure = _wrk(servers[name].address.url(query), connections, seconds)
            rates[name].append(rate)
            if failure:
                failures[name] = failure
    return {
        name: {"rates": rates[name], "failure": failures.get(name, ""), **summarise(rates[name])} for name in servers
    }


def _wrk(url: str, connections: int, seconds: int) -> tuple[float, str]:
    program = shutil.which("wrk")
    if program is None:
        raise NotMeasured("the client `wrk` is not installed")
    words = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-H", f"Accept: {ACCEPT}", url]
    output = subprocess.run([program, *words], capture_output=True, text=True, check=False).stdout
    rate = _RATE.search(output)
    failed, errors = _FAILED.search(output), _ERRORS.search(output)
    per_second = float(rate[1]) if rate else 0.0
    if failed:
        return per_second, f"{failed[1]} answers were not 200"
    if errors:
        return per_second, f"socket errors: {errors[1]}"
    return per_second, "" if per_second else "no answers"
