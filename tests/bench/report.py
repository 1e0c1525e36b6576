# SPDX-License-Identifier: Apache-2.0
"""What a run found in; tables for readers out. Pure, but for reading and writing the files of results."""

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.questions import QUESTIONS

Found = dict[str, Any]
RESULTS = Path(__file__).parent / "results"
REFERENCE = "oxigraph"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
CHECKS_BEGIN, CHECKS_END = "<!-- bench check -->", "<!-- /bench check -->"
_NAMES = {"oxigraph": "oxigraph server", "virtuoso": "Virtuoso", "rdflib-endpoint": "rdflib-endpoint"}
_SIZES = ("100k", "1m", "10m")


def read_results(folder: Path = RESULTS) -> dict[str, Found]:
    """What was found at each size, smallest first."""
    paths = {size: folder / f"{size}.json" for size in _SIZES}
    return {size: json.loads(path.read_text("utf-8")) for size, path in paths.items() if path.exists()}


def write_results(found: Found, folder: Path = RESULTS) -> None:
    """Write the raw figures and the table of one size; parts that this run left out stay as they were."""
    path = folder / f"{found['size']}.json"
    folder.mkdir(parents=True, exist_ok=True)
    held: Found = json.loads(path.read_text("utf-8")) if path.exists() else {}
    told = {name: {**held.get("peers", {}).get(name, {}), **facts} for name, facts in found["peers"].items()}
    whole = {**held, **found, "peers": {**held.get("peers", {}), **told}}
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", "utf-8")
    path.with_suffix(".md").write_text(render_full(whole), "utf-8")


def put_into(text: str, table: str, begin: str = BEGIN, end: str = END) -> str:
    """A page with the table between two marks; raises ValueError where it has none."""
    marked = re.compile(f"(?<={re.escape(begin)}\n).*?(?={re.escape(end)})", re.DOTALL)
    if not marked.search(text):
        raise ValueError(f"no {begin} and {end}, each on its own line")
    return marked.sub(lambda _: f"{table.strip()}\n", text)


def render_short(results: Mapping[str, Found]) -> str:
    """One small table a size: what a reader of the README wants to know."""
    return "\n\n".join(_render_size(found) for found in results.values())


def render_full(found: Found) -> str:
    """Everything that was found at one size, as Markdown."""
    parts = [f"# {found['data']['triples']:,} triples", _machine(found), _render_size(found)]
    if "cold" in found:
        parts += ["## Questions", _render_questions(found), _render_answers(found)]
    for title, key, render in (
        ("Requests a second, warm", "rate", _render_rates),
        ("A one-row lookup during a storm of hostile queries", "storm", _render_storm),
        ("Where the time of a new question goes", "layers", _render_layers),
        ("Where the time of a start goes", "start", _render_start),
        ("Killed queries", "kills", _render_kills),
    ):
        if found.get(key):
            parts += [f"## {title}", render(found[key])]
    if found.get("not measured"):
        parts += [
            "## Not measured",
            "\n".join(f"- {name}: {why}" for name, why in sorted(found["not measured"].items())),
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def geometric_mean(values: Iterable[float]) -> float | None:
    """The geometric mean, None of nothing."""
    logarithms = [math.log(value) for value in values]
    return math.exp(sum(logarithms) / len(logarithms)) if logarithms else None


def ratios(found: Found, part: str, name: str) -> dict[str, float]:
    """For each question that both answered: a server's median by the reference's."""
    pairs = ((kind, times.get(name, {}), times.get(REFERENCE, {})) for kind, times in found.get(part, {}).items())
    return {
        kind: own["median"] / reference["median"]
        for kind, own, reference in pairs
        if _counts(own) and _counts(reference)
    }


def _counts(times: Mapping[str, Any]) -> bool:
    return bool(times.get("median")) and not times.get("failure")


def _machine(found: Found) -> str:
    facts, peers = found["facts"], found["peers"]
    versions = "; ".join(dict.fromkeys(peer["version"] for peer in peers.values()))
    return (
        f"{facts['processor']}, {facts['cores']} cores shared by servers and client, {facts['memory']}, "
        f"{facts['system']}, Python {facts['python']}. {versions}."
    )


def _render_size(found: Found) -> str:
    names = list(found["peers"])
    rows = [
        ("time for a question never asked before, by the oxigraph server's", _mean_cell(found, "cold")),
        ("the same question again", _mean_cell(found, "warm")),
        ("questions answered faster than by the oxigraph server", lambda name: _wins(found, name)),
        ("answers that differ from the oxigraph server's", lambda name: _differing(found, name)),
        ("requests a second, one row: 1, 8, 64 connections", lambda name: _rate_cell(found, "one row", name)),
        ("requests a second, 28 KB: 1, 8, 64 connections", lambda name: _rate_cell(found, "28 KB", name)),
        ("ready after", lambda name: _seconds(found["peers"][name].get("seconds to ready"))),
        ("memory at rest, after all questions", lambda name: _memory_cell(found, name)),
        ("a one-row lookup during a storm: median, 99 %, worst", lambda name: _storm_cell(found, name)),
    ]
    cells = [[title, *(cell(name) for name in names)] for title, cell in rows]
    cells = [row for row in cells if any(cell not in ("", "–") for cell in row[1:])]
    return table([f"{found['data']['triples']:,} triples", *(_NAMES.get(name, name) for name in names)], cells)


def _mean_cell(found: Found, part: str) -> Callable[[str], str]:
    def cell(name: str) -> str:
        if part not in found or REFERENCE not in found["peers"]:
            return "–"
        mean = geometric_mean(ratios(found, part, name).values())
        return "–" if mean is None else f"{mean:.2g}×" if mean < 10 else f"{mean:.0f}×"

    return cell


def _wins(found: Found, name: str) -> str:
    own = ratios(found, "cold", name)
    return f"{sum(ratio < 1 for ratio in own.values())} of {len(own)}" if own and name != REFERENCE else "–"


def _differing(found: Found, name: str) -> str:
    if name == REFERENCE or "cold" not in found:
        return "–"
    failed = sum(bool(times.get(name, {}).get("failure")) for times in found["cold"].values())
    differing = sum(name in answers["differences"] for answers in found["answers"].values())
    return f"{differing}" + (f", {failed} without answer" if failed else "")


def _rate_cell(found: Found, kind: str, name: str) -> str:
    rates = found.get("rate", {}).get(kind, {})
    shown = [rate[name] for connections, rate in rates.items() if connections != "bytes" and name in rate]
    return ", ".join(f"{rate.get('median', 0):,.0f}{'*' if rate['failure'] else ''}" for rate in shown) or "–"


def _memory_cell(found: Found, name: str) -> str:
    peer = found["peers"][name]
    parts = [f"{peer[key]['pss']:,.0f}" for key in ("at rest", "after questions") if key in peer]
    return f"{', '.join(parts)} MiB" if parts else "–"


def _storm_cell(found: Found, name: str) -> str:
    storm = found.get("storm", {}).get(name)
    if not storm:
        return "–"
    during = storm["during"]
    times = ", ".join(_milliseconds(during[key]) for key in ("p50", "p99", "max"))
    return times + (f"; {during['lost']} of {during['asked']} lost" if during["lost"] else "")


def _render_questions(found: Found) -> str:
    names = list(found["peers"])
    head = ["question", "rows", *(f"{name}, {part}" for name in names for part in ("cold", "warm"))]
    rows = []
    for kind, cold in found["cold"].items():
        cells = [_times_cell(found, part, kind, name) for name in names for part in ("cold", "warm")]
        rows.append([kind, f"{found['answers'][kind]['rows'] or 0:,}", *cells] if cold else [])
    rows.sort(key=lambda row: [question.kind for question in QUESTIONS].index(row[0]))
    means = [_mean_cell(found, part)(name) for name in names for part in ("cold", "warm")]
    rows.append(["geometric mean of the ratios", "", *means])
    note = (
        "Milliseconds until the last byte: median (lowest to highest), and the ratio to the oxigraph server's median. "
        f"{found['repeats']} repeats in turns; cold: a text never sent before, warm: the same text once more."
    )
    return f"{note}\n\n{table(head, rows)}"


def _times_cell(found: Found, part: str, kind: str, name: str) -> str:
    times = found[part][kind].get(name)
    if not times or not times.get("median") or times["failure"]:
        return "failed" if times else "–"
    low, high = times["lowest"] * 1000, times["highest"] * 1000
    ratio = ratios(found, part, name).get(kind)
    shown = f"{_number(times['median'] * 1000)} ({_number(low)}–{_number(high)})"
    return shown if ratio is None or name == REFERENCE else f"{shown} {_number(ratio)}×"


def _render_answers(found: Found) -> str:
    lines = []
    for kind, answers in found["answers"].items():
        lines += [f"- {kind}: {name} gives {how}" for name, how in answers["differences"].items()]
        failed = ((name, times["failure"]) for name, times in found["cold"][kind].items() if times["failure"])
        lines += [f"- {kind}: {name} fails: {why}" for name, why in failed]
    if not lines:
        return "All answers are the same: rows, terms, numbers by their value."
    return "Answers that differ or fail:\n\n" + "\n".join(lines)


def _render_rates(rates: Found) -> str:
    rows = []
    for kind, by_connections in rates.items():
        for connections, rate in by_connections.items():
            if connections != "bytes":
                cells = [_rate_spread(rate[name]) for name in by_connections["bytes"]]
                rows.append([f"{kind}, {connections} connections", *cells])
    names = next(iter(rates.values()))["bytes"]
    return "Median of the rounds (lowest to highest).\n\n" + table(["", *names], rows)


def _rate_spread(rate: Mapping[str, Any]) -> str:
    shown = f"{rate.get('median', 0):,.0f} ({rate.get('lowest', 0):,.0f}–{rate.get('highest', 0):,.0f})"
    return f"{shown}; {rate['failure']}" if rate["failure"] else shown


def _render_storm(storms: Found) -> str:
    rows = []
    for name, storm in storms.items():
        cells = [_latencies(storm[key]) for key in ("before", "during", "after")]
        state = "alive" if storm["alive"] else "dead"
        if storm["killed for memory"]:
            state = "stopped for the memory it took"
        answered = ", ".join(f"{count} × {status}" for status, count in sorted(storm["hostile answers"].items()))
        rows.append([name, *cells, answered, f"{storm['held during']['pss']:,.0f} MiB", state])
    return (
        "Median, 99 %, worst, asked each 20 ms whether or not the last was answered; lost: no answer within 10 s.\n\n"
        + table(["", "before", "during", "after", "hostile queries by status (0: none)", "memory", "then"], rows)
    )


def _latencies(latencies: Mapping[str, float] | None) -> str:
    if latencies is None:
        return "–"
    shown = ", ".join(_milliseconds(latencies[key]) for key in ("p50", "p99", "max"))
    return f"{shown}; {latencies['lost']} lost" if latencies["lost"] else shown


def _render_layers(peers: Found) -> str:
    parts = ["Medians in milliseconds, cold, as the clocks at the doors of server and worker tell."]
    for name, questions in peers.items():
        layers = list(next(iter(questions.values())))
        rows = []
        for kind, by in questions.items():
            times = [by[layer]["median"] for layer in layers]
            rows.append([kind, *(_number(time) for time in times), _number(sum(times))])
        parts += [f"### {name}", table(["question", *layers, "sum"], rows)]
    return "\n\n".join(parts)


def _render_start(parts: Found) -> str:
    rows = [
        [name, f"{times['median']:.2f} s ({times['lowest']:.2f}–{times['highest']:.2f})"]
        for name, times in parts.items()
    ]
    return "Each alone in a process of its own.\n\n" + table(["part", "takes"], rows)


def _render_kills(kills: Found) -> str:
    rows = []
    for name, found in kills.items():
        before, after = found["before"], found["after"]
        changes = [f"{before[key]:,.0f} → {after[key]:,.0f}" for key in ("processes", "descriptors", "pss")]
        answered = ", ".join(f"{count} × {status}" for status, count in sorted(found["answers"].items()))
        rows.append([name, f"{found['queries']:,}", answered, f"{found['seconds']:,.0f} s", *changes])
    return table(["", "queries", "answers by status", "took", "processes", "descriptors", "PSS, MiB"], rows)


def _milliseconds(value: float) -> str:
    return f"{_number(value)} ms" if value < 1000 else f"{value / 1000:.1f} s"


def _seconds(value: Mapping[str, float] | None) -> str:
    return f"{value['median']:.2g} s" if value else "–"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '∣') for cell in line)} |" for line in lines)
