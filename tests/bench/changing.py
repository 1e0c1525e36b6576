# SPDX-License-Identifier: Apache-2.0
"""Generated content under git in, what `check --changed` takes out: cold, warm, and beside a full run.

One file holds one intervention. What is changed is one triple in each of ten files, so ten nodes are touched.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.concepts import read_vocabulary
from tests.bench.generator import generate
from tests.bench.release import ROOT, write_content

NODES = 10
_CHECK = [sys.executable, "-m", "rightsgraph", "check", "--format", "json", "--lang", "en"]
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


def measure_changed(triples: int, repeats: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Seconds that a check of ten touched nodes takes: without an index, with one, and of everything."""
    with tempfile.TemporaryDirectory(prefix="rightsgraph-bench-") as folder:
        root = Path(folder, "content")
        files = _write(root, triples)
        git = ["git", "-C", str(root), "-c", "user.name=bench", "-c", "user.email=bench@example.org"]
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "as it was"]):
            subprocess.run([*git, *words], check=True)
        for path in files[:: max(1, len(files) // NODES)][:NODES]:
            _touch(path)
        found: dict[str, Any] = {"files": len(files), "nodes": NODES, "cold": [], "warm": [], "full": []}
        for number in range(repeats):
            cache = Path(folder, "cache")
            shutil.rmtree(cache, ignore_errors=True)
            found["cold"].append(_seconds(root, cache, "--changed", "HEAD"))
            found["warm"].append(_seconds(root, cache, "--changed", "HEAD"))
            found["full"].append(_seconds(root, cache))
            tell(f"changed, {number + 1} of {repeats}: {found}")
        return {**found, "median": {part: statistics.median(found[part]) for part in ("cold", "warm", "full")}}


def _write(root: Path, triples: int) -> list[Path]:
    """Content of so many generated triples, a file an intervention; gives those files."""
    write_content(root, 0)
    folder = root / "data" / "generated"
    (folder / "records.ttl").unlink()
    files = []
    for number, lines in enumerate(generate(read_vocabulary(ROOT), triples)):
        files.append(folder / f"{number:06}.ttl")
        files[-1].write_text("".join(lines), "utf-8")
    return files[1:]


def _touch(path: Path) -> None:
    """Give another label to one node: a result, which its own intervention alone speaks of."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if "/id/result/" in line and _LABEL in line and "@en" in line)
    lines[place] = lines[place].replace('"@en .\n', ', as changed"@en .\n')
    path.write_text("".join(lines), "utf-8")


def _seconds(root: Path, cache: Path, *words: str) -> float:
    """What one check takes from the shell, reading included."""
    begun = time.perf_counter()
    done = subprocess.run(
        [*_CHECK, str(root), *words],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = round(time.perf_counter() - begun, 3)
    if done.returncode not in (0, 1):
        raise SystemExit(f"the check could not run: {done.stderr.strip()}")
    notes = " ".join(json.loads(done.stdout)["notes"])
    if words and "only what differs" not in notes:
        raise SystemExit(f"the check did not stay with the change: {notes}")
    return seconds
