# SPDX-License-Identifier: Apache-2.0
"""`check --watch`: a save in, the report out, until somebody stops it."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.alone

ROOT = Path(__file__).parents[2]


class Watch:
    """A check that goes on, and its reports as they come."""

    def __init__(self, root: Path, *words: str) -> None:
        command = [sys.executable, "-m", "rightsgraph", "check", *(words or (str(root),)), "--watch", "--lang", "en"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=root, encoding="utf-8"
        )

    def report(self) -> str:
        """What is told until it waits again."""
        assert self.process.stdout
        lines = list(iter(lambda: self._line(), ""))
        return "".join(lines)

    def report_with(self, text: str) -> str:
        """The next report that has some text; one before it may be of a file that was half written."""
        reports = (self.report() for _ in range(5))
        return next(report for report in reports if text in report)

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "it has ended"
        return "" if line.startswith("watching ") else line


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("ontology", "data", "shapes"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def watch(root: Path) -> Iterator[Watch]:
    watch = Watch(root)
    try:
        yield watch
    finally:
        watch.process.kill()
        watch.process.communicate()


def test_each_save_is_answered_until_it_is_stopped(root: Path, watch: Watch) -> None:
    assert "conforms" in watch.report()
    file = next(path for path in sorted((root / "data").rglob("*.ttl")) if "skos:prefLabel" in path.read_text("utf-8"))
    text = file.read_text("utf-8")
    times = []
    for _ in range(3):
        file.write_text(text.replace("skos:prefLabel", "skos:prefLabl", 1), "utf-8")
        begun = time.perf_counter()
        assert "does not conform" in watch.report_with("skos:prefLabel")
        times.append(time.perf_counter() - begun)
        file.write_text(text, "utf-8")
        watch.report_with("conforms: ")
    assert min(times) < 3, times
    file.write_text(text + "oops", "utf-8")
    watch.report_with(f"{file.relative_to(root)}:")
    shutil.move(root / "shapes", root / "gone")
    watch.report_with("content without shapes/")
    shutil.move(root / "gone", root / "shapes")
    file.write_text(text, "utf-8")
    watch.report_with("conforms: ")
    watch.process.send_signal(signal.SIGINT)
    watch.process.communicate(timeout=20)
    assert watch.process.returncode == 0


def test_what_an_editor_leaves_beside_a_file_is_no_save(root: Path, watch: Watch) -> None:
    watch.report()
    for name in (".a.ttl.swp", "a.ttl~", ".#a.ttl"):
        (root / "data" / name).write_text("oops", "utf-8")
    (root / "data" / "b.ttl").write_text("nothing", "utf-8")
    report = watch.report_with("data/b.ttl")
    assert "oops" not in report


def test_anyone_s_files_are_watched_with_the_shapes(tmp_path: Path) -> None:
    shape = "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://e.example/S> a sh:NodeShape"
    (tmp_path / "s.ttl").write_text(f"{shape} ; sh:targetNode <http://e.example/x> ; sh:nodeKind sh:IRI .", "utf-8")
    (tmp_path / "d.ttl").write_text("<http://e.example/x> a <http://e.example/X> .", "utf-8")
    watch = Watch(tmp_path, "d.ttl", "--shapes", "s.ttl")
    try:
        assert "conforms" in watch.report()
        (tmp_path / "s.ttl").write_text(f"{shape} ; sh:targetNode <http://e.example/x> ; sh:nodeKind sh:Literal .")
        watch.report_with("d.ttl:1:")
    finally:
        watch.process.kill()
        watch.process.communicate()
