# SPDX-License-Identifier: Apache-2.0
"""Files are replaced all together or not at all, whoever is killed on the way."""

import os
from pathlib import Path, PurePath

import pytest

from rightsgraph.release.replacing import JOURNAL, finish_files, replace_files

BEFORE = {PurePath("data", "a.ttl"): "a\n", PurePath("data", "b.ttl"): "b\n"}
TEXTS = {PurePath("data", "new.ttl"): "new\n", PurePath("data", "a.ttl"): "A\n", PurePath("data", "b.ttl"): ""}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    for name in "ab":
        (tmp_path / "data" / f"{name}.ttl").write_text(f"{name}\n")
    return tmp_path


def read(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


def test_files_get_their_new_text_and_an_empty_one_goes(root: Path) -> None:
    (root / "data" / "a.ttl").chmod(0o640)
    replace_files(root, TEXTS, BEFORE)
    assert read(root) == {"data/new.ttl": "new\n", "data/a.ttl": "A\n"}
    assert (root / "data" / "a.ttl").stat().st_mode & 0o777 == 0o640
    assert not (root / JOURNAL).exists()


def test_where_one_cannot_be_replaced_all_are_put_back(root: Path) -> None:
    (root / "data" / "z.ttl").mkdir()
    (root / "data" / "z.ttl" / "in-the-way").write_text("")
    before = read(root)
    with pytest.raises(OSError, match=r"data/z\.ttl"):
        replace_files(root, {**TEXTS, PurePath("data", "z.ttl", "in-the-way", "c.ttl"): "c\n"}, BEFORE)
    assert read(root) == before


def test_what_was_killed_after_its_plan_was_made_is_finished(root: Path) -> None:
    journal = root / JOURNAL
    journal.mkdir()
    (journal / "1").write_text("A\n")
    (journal / "plan.json").write_text('[["data/new.ttl", true], ["data/a.ttl", true], ["data/b.ttl", false]]')
    (root / "data" / "new.ttl").write_text("new\n")  # was moved before
    assert finish_files(root)
    assert read(root) == {"data/new.ttl": "new\n", "data/a.ttl": "A\n"}
    assert not finish_files(root)


def test_what_was_killed_before_that_is_cleared_away(root: Path) -> None:
    before = read(root)
    (root / JOURNAL).mkdir()
    (root / JOURNAL / "0").write_text("half")
    assert not finish_files(root)
    assert read(root) == before


def test_what_was_changed_since_it_was_read_is_left_alone(root: Path) -> None:
    (root / "data" / "a.ttl").write_text("other\n")
    before = read(root)
    with pytest.raises(OSError, match="changed meanwhile"):
        replace_files(root, TEXTS, BEFORE)
    assert read(root) == before


def test_one_that_is_at_it_is_not_disturbed(root: Path) -> None:
    (root / JOURNAL).mkdir()
    (root / JOURNAL / "owner").write_text(str(os.getpid()))
    before = read(root)
    with pytest.raises(OSError, match="is at it"):
        finish_files(root)
    with pytest.raises(FileExistsError):
        replace_files(root, TEXTS, BEFORE)
    assert read(root) == before
