# SPDX-License-Identifier: Apache-2.0
"""SHACL validators in, their times and memory out: each in a process of its own, over the same data and shapes.

The data is the generated release with triples left out here and there, so that there is something to find.
"""

import importlib.metadata
import importlib.util
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.changing import NODES, measure_changed
from tests.bench.facts import read_facts
from tests.bench.release import ROOT, Made
from tests.bench.report import RESULTS, table

from rightsgraph import __version__
from rightsgraph.formats import TURTLE
from rightsgraph.rdf import read_document, stream_graph

EVERY = 1009  # one triple of so many is left out
MOST_CHANGED = 2_000_000  # up to so many triples, a check of a change is measured as well
AGREED = 150_000  # up to so many triples, the reference is asked as well for what is found
_FILE = "check.json"
_CHECK = [sys.executable, "-m", "rightsgraph", "check", "--format", "json"]
_COUNT = "print(len(set(report.objects(predicate=rdflib.URIRef('http://www.w3.org/ns/shacl#result')))))"


@dataclass(frozen=True, slots=True)
class Validator:
    """Something that validates: the package whose version counts, and a program that prints how much it finds."""

    package: str
    module: str
    program: str

    def command(self, data: Path, shapes: Path) -> list[str]:
        """Its command over one file of N-Triples and one of Turtle; without a program, the one that users type."""
        if not self.program:
            return [*_CHECK, str(data), "--shapes", str(shapes)]
        return [sys.executable, "-c", self.program, str(data), str(shapes)]


VALIDATORS = {
    "ours": Validator("rightsgraph", "rightsgraph", ""),
    "pyshacl": Validator(
        "pyshacl",
        "pyshacl",
        "import sys, rdflib, pyshacl; data, shapes = sys.argv[1:]; "
        "_, report, _ = pyshacl.validate(rdflib.Graph().parse(data, format='nt'), "
        "shacl_graph=rdflib.Graph().parse(shapes, format='turtle'), inference='none'); " + _COUNT,
    ),
    "shacl": Validator(
        "shacl",
        "shacl",
        "import sys, shacl; data, shapes = sys.argv[1:]; "
        "print(len(shacl.Shapes.from_file(shapes).validate_file(data).results))",
    ),
    "shacl-rust": Validator(
        "shacl-rust",
        "shacl_rust",
        "import sys, shacl_rust; data, shapes = sys.argv[1:]; "
        "print(len(shacl_rust.validate_file(data, shapes)['results']))",
    ),
    "pyshifty": Validator(
        "pyshifty",
        "shifty",
        "import sys, pathlib, rdflib, shifty; data, shapes = map(pathlib.Path, sys.argv[1:]); "
        "_, report, _ = shifty.validate(data, shapes, graph_mode='data', infer=False); " + _COUNT,
    ),
}


def measure_checks(made: Made, names: Sequence[str], repeats: int, timeout: float, tell: Callable[[str], None]) -> Any:
    """Times in seconds and peak memory in MiB of each validator, in turns; whether the reference finds the same."""
    found: dict[str, Any] = {name: {"seconds": [], "memory": []} for name in names}
    with tempfile.TemporaryDirectory(prefix="rightsgraph-bench-") as folder:
        data, shapes = Path(folder, "data.nt"), Path(folder, "shapes.ttl")
        triples = _write_data(made.ntriples, data)
        _write_shapes(shapes)
        for number in range(repeats):
            for name in names:
                if "failure" not in found[name]:
                    _run(name, VALIDATORS[name].command(data, shapes), timeout, found[name])
                    tell(f"{name}, {number + 1} of {repeats}: {found[name]}")
        agreed = _agree(data, shapes, timeout) if triples <= AGREED else None
    changed = measure_changed(made.triples, repeats, tell) if triples <= MOST_CHANGED else None
    return {
        "triples": triples,
        "facts": read_facts(),
        "validators": {name: {"version": _version(name), **_summarised(told)} for name, told in found.items()},
        "agreed": agreed,
        "changed": changed,
    }


def write_checks(size: str, found: Mapping[str, Any], folder: Path = RESULTS) -> None:
    """Write the raw figures of one size, and the table of all sizes."""
    held = dict(sorted({**read_checks(folder), size: found}.items(), key=lambda item: item[1]["triples"]))
    path = folder / _FILE
    path.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", "utf-8")
    path.with_suffix(".md").write_text(render_checks(held), "utf-8")


def read_checks(folder: Path = RESULTS) -> dict[str, Any]:
    """What was found at each size, smallest first."""
    path = folder / _FILE
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def render_checks_short(sizes: Mapping[str, Any]) -> str:
    """One row a validator: what a reader of the README wants to know."""
    names = dict.fromkeys(name for found in sizes.values() for name in found["validators"])
    head = ["", *(f"{found['triples']:,} triples" for found in sizes.values())]
    rows = [[name, *(_short(found["validators"].get(name)) for found in sizes.values())] for name in names]
    rows.append([f"ours, {NODES} nodes changed", *(_short_changed(found.get("changed")) for found in sizes.values())])
    return table(head, rows)


def _short(told: Mapping[str, Any] | None) -> str:
    if told is None:
        return "–"
    return f"{told['median']:,.1f} s, {max(told['memory']):,.0f} MiB" if "median" in told else str(told["failure"])


def _short_changed(told: Mapping[str, Any] | None) -> str:
    return f"{told['median']['warm']:.1f} s; {told['median']['cold']:.1f} s without an index" if told else "–"


def render_checks(sizes: Mapping[str, Any]) -> str:
    """What was found, as Markdown."""
    parts = [
        "# Checking, beside other SHACL validators",
        "The shapes of this project over generated data in which one triple of "
        f"{EVERY:,} is missing: from the shell, reading included; median (lowest to highest). Ours also says where "
        "each finding stands and what to do.",
    ]
    for found in sizes.values():
        facts = found["facts"]
        ours = found["validators"].get("ours", {}).get("median")
        rows = []
        for name, told in found["validators"].items():
            if "median" not in told:
                rows.append([f"{name} {told['version']}", told["failure"], "–", "–", "–"])
                continue
            times = f"{told['median']:,.1f} s ({min(told['seconds']):,.1f}–{max(told['seconds']):,.1f})"
            ratio = (
                f"{told['median'] / ours:,.2g}×"
                if ours and told["median"] < 100 * ours
                else (f"{told['median'] / ours:,.0f}×" if ours else "–")
            )
            rows.append(
                [f"{name} {told['version']}", times, ratio, f"{max(told['memory']):,.0f} MiB", f"{told['results']:,}"]
            )
        parts += [
            f"## {found['triples']:,} triples",
            f"{facts['processor']}, {facts['cores']} cores, {facts['memory']}, {facts['system']}, "
            f"Python {facts['python']}.",
            table(["", "takes", "by ours", "peak memory", "finds"], rows),
        ]
        if found["agreed"]:
            parts.append(found["agreed"])
        if found.get("changed"):
            parts.append(_render_changed(found["changed"]))
    return "\n\n".join(parts) + "\n"


def _render_changed(told: Mapping[str, Any]) -> str:
    """What a check of a change takes, beside one of everything."""
    rows = [
        [name, f"{told['median'][part]:,.2f} s ({min(told[part]):,.2f}–{max(told[part]):,.2f})"]
        for part, name in (
            ("warm", "what differs, with the index of an earlier run"),
            ("cold", "what differs, without one"),
            ("full", "everything"),
        )
    ]
    head = f"`check --changed`: {told['nodes']} nodes changed, {told['files']:,} files under git"
    return table([head, "takes"], rows)


def _write_data(source: Path, out: Path) -> int:
    count = 0
    with source.open("rb") as lines, out.open("wb") as file:
        for number, line in enumerate(lines, 1):
            if number % EVERY:
                file.write(line)
                count += 1
    return count


def _write_shapes(out: Path) -> None:
    triples = [triple for path in sorted((ROOT / "shapes").rglob("*.ttl")) for triple in read_document(path).triples]
    with out.open("wb") as file:
        stream_graph(triples, TURTLE, {}, file)


def _run(name: str, command: list[str], timeout: float, found: dict[str, Any]) -> None:
    """Run a validator once and add what it took; why it fails where it does."""
    if importlib.util.find_spec(VALIDATORS[name].module) is None:
        found["failure"] = "not installed"
        return
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=errors, cwd=ROOT, start_new_session=True)
        most = 0.0
        while process.poll() is None and time.perf_counter() - begun < timeout:
            most = max(most, _peak(process.pid))
            time.sleep(0.02)
        seconds = time.perf_counter() - begun
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            found["failure"] = f"not within {timeout:,.0f} s"
            return
        out.seek(0)
        errors.seek(0)
        told, said = out.read(), errors.read().decode("utf-8", "replace").strip().splitlines()
    if process.returncode not in (0, 1) or not told:
        found["failure"] = said[-1][:200] if said else f"ends with {process.returncode}"
        return
    found["seconds"].append(round(seconds, 3))
    found["memory"].append(round(most, 1))
    found["results"] = int(told) if VALIDATORS[name].program else len(json.loads(told)["findings"])


def _peak(pid: int) -> float:
    """The most memory that a process has held so far, in MiB; what its parent held before is not counted."""
    try:
        held = re.search(r"^VmHWM:\s+(\d+) kB", Path("/proc", str(pid), "status").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(held[1]) / 1024 if held else 0


def _agree(data: Path, shapes: Path, timeout: float) -> str:
    """What running both engines says: they agree in number, focus, path, value and component, or how they differ."""
    command = [*_CHECK, str(data), "--shapes", str(shapes), "--engine", "both"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        return f"Whether pyshacl finds the same was not known within {timeout:,.0f} s."
    if done.returncode not in (0, 1):
        return f"The engines differ: {done.stderr.strip()}"
    count = len(json.loads(done.stdout)["findings"])
    return f"pyshacl finds the same: {count:,} results, equal in number, focus, path, value, component and shape."


def _summarised(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "median": statistics.median(told["seconds"])} if told["seconds"] else dict(told)


def _version(name: str) -> str:
    if name == "ours":
        return __version__
    try:
        return importlib.metadata.version(VALIDATORS[name].package)
    except importlib.metadata.PackageNotFoundError:
        return ""
