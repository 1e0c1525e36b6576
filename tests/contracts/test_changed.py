# SPDX-License-Identifier: Apache-2.0
"""`check --changed`: of random changes it finds what a full run finds, and says when it cannot."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from rightsgraph.content import FOLDERS, read_content
from rightsgraph.rdf import Literal, Triple, read_document
from rightsgraph.validation import Finding, Report, validate, validate_changed

ROOT = Path(__file__).parents[2]
CHANGES = 14  # random ones, each as likely to be of one triple as of many
Change: TypeAlias = Callable[[Path], None]
Key: TypeAlias = tuple[object, ...]


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache of our own: the user's is left alone."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped content below the top of a repository, as somebody committed it."""
    root = tmp_path_factory.mktemp("history") / "below it" / "añadido"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name)
    git(root.parent, "init", "-q")
    git(root.parent, "add", "-A")
    git(root.parent, "commit", "-qm", "as it was")
    return root


@pytest.fixture
def root(committed: Path) -> Iterator[Path]:
    yield committed
    git(committed.parent, "reset", "-q", "--hard")
    git(committed.parent, "clean", "-qfdx")


@pytest.fixture(scope="module")
def known(committed: Path) -> set[Key]:
    """What was wrong before: nothing that a change could be blamed for."""
    return set(map(key, validate(read_content(committed)).findings))


def git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=Somebody", "-c", "user.email=somebody@org.example")
    subprocess.run(["git", *names, *words], cwd=folder, check=True)


def key(finding: Finding) -> Key:
    """What makes a finding the same wherever it stands."""
    return finding.rule, finding.focus, finding.path, finding.value, str(dict(finding.messages))


def place(finding: Finding) -> Key:
    return finding.file, finding.line, finding.column, *key(finding)


def notes(report: Report) -> str:
    return " ".join(note["en"] for note in report.notes)


def rewrite(path: Path, change: Callable[[list[Triple]], list[Triple]]) -> None:
    """Change the triples of a file."""
    triples = change(list(read_document(path).triples))
    path.write_text("".join(f"{triple} .\n" for triple in triples), "utf-8")


def files(root: Path) -> list[Path]:
    return sorted(path for folder in ("data", "ontology") for path in (root / folder).rglob("*.ttl"))


def any_change(seed: int, root: Path) -> None:
    """Drop, copy, swap and invent triples, and files, as no editor would."""
    chance = random.Random(seed)
    everything = [triple for path in files(root) for triple in read_document(path).triples]

    def one(triples: list[Triple]) -> list[Triple]:
        index = chance.randrange(len(triples))
        triple, other = triples[index], chance.choice(everything)
        changed = {
            "drop": [],
            "object": [Triple(triple.subject, triple.predicate, other.object)],
            "subject": [Triple(other.subject, triple.predicate, triple.object)],
            "predicate": [Triple(triple.subject, other.predicate, triple.object)],
            "more": [triple, Triple(triple.subject, other.predicate, other.object)],
            "text": [Triple(triple.subject, triple.predicate, Literal("texto", language="qu"))],
        }[chance.choice(["drop", "object", "subject", "predicate", "more", "text"])]
        return triples[:index] + changed + triples[index + 1 :]

    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        rewrite(chance.choice([path for path in files(root) if path.stat().st_size]), one)
    if chance.random() < 0.1:
        chance.choice([path for path in files(root) if path.name != "dataset.ttl"]).unlink()


@pytest.mark.parametrize("seed", range(CHANGES))
def test_whatever_a_random_change_breaks_is_found_and_nothing_else(root: Path, known: set[Key], seed: int) -> None:
    any_change(seed, root)
    require_same(root, known)


def require_same(root: Path, known: set[Key]) -> Report:
    full, changed = validate(read_content(root)), validate_changed(root, "HEAD")
    everything = {place(finding) for finding in full.findings}
    found = {place(finding) for finding in changed.findings}
    assert found <= everything
    new = [finding for finding in full.findings if key(finding) not in known]
    if "an adversary" in notes(changed):
        new = [finding for finding in new if not finding.rule.startswith("adversary-")]
    assert {place(finding) for finding in new} <= found
    return changed


def test_a_change_of_a_path_that_only_the_engine_names_is_told_alike(root: Path, known: set[Key]) -> None:
    passages = root / "data" / "peru-consortium" / "passages.ttl"
    text = passages.read_text("utf-8")
    passages.write_text(text.replace("a rg:Passage", "a rg:Intervention", 1), "utf-8")
    report = require_same(root, known)
    assert report.findings
    assert "only what differs from HEAD was checked" in notes(report)
    assert "an adversary" in notes(report)


def test_what_a_new_file_says_is_checked_and_what_is_gone_is_missed(root: Path, known: set[Key]) -> None:
    new = root / "data" / "peru-consortium" / "ñandú y más.ttl"
    new.write_text(
        "<https://w3id.org/rightsgraph/id/x> <http://purl.org/dc/terms/description> 'a@b.example' .\n", "utf-8"
    )
    (root / "data" / "peru-consortium" / "actors.ttl").unlink()
    assert {"e-mail"} <= {finding.rule for finding in require_same(root, known).findings}


def test_changed_shapes_are_checked_with_everything_and_that_is_said(root: Path) -> None:
    shapes = root / "shapes" / "sources.ttl"
    shapes.write_text(shapes.read_text("utf-8") + "\n<x:s> <x:p> <x:o> .\n", "utf-8")
    assert "because the shapes changed" in notes(validate_changed(root, "HEAD"))


def test_where_nothing_differs_nothing_is_checked(root: Path) -> None:
    report = validate_changed(root, "HEAD")
    assert (report.files, report.findings) == ((), ())
    assert "nothing differs from HEAD" in notes(report)


def check(root: Path, *words: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "rightsgraph", "check", str(root), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize("ref", ["no-such-branch", "--help", "", "HEAD~99", "HEAD:data"])
def test_a_ref_that_is_none_is_wrong_use(root: Path, ref: str) -> None:
    code, said = check(root, f"--changed={ref}")
    assert code == 2
    assert f"its history has no commit {ref!r}" in said


def test_a_folder_without_a_history_is_wrong_use(root: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(root, bare)
    code, said = check(bare, "--changed", "HEAD")
    assert code == 2
    assert "cannot tell what changed" in said


def test_captures_and_foreign_shapes_are_for_full_runs(root: Path, tmp_path: Path) -> None:
    for words in (["--captures", str(tmp_path)], ["--shapes", str(root / "shapes")]):
        code, said = check(root, "--changed", "HEAD", *words)
        assert code == 2
        assert "--changed is for content with its own shapes" in said


def test_a_broken_index_is_made_again(root: Path, cache: Path, known: set[Key]) -> None:
    any_change(1, root)
    require_same(root, known)
    (index,) = (path for path in (cache / "rightsgraph").iterdir() if path.suffix == ".sqlite")
    index.write_bytes(b"no index" * 1000)
    require_same(root, known)
