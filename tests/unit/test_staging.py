# SPDX-License-Identifier: Apache-2.0
"""A folder takes another's place whole, on systems that change names at once and on those that do not."""

import sys
from pathlib import Path

import pytest

from rightsgraph.release.staging import clear_stages, swapped


@pytest.fixture(params=[sys.platform, "another system"])
def folder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(sys, "platform", request.param)
    (tmp_path / "release").mkdir(mode=0o750)
    (tmp_path / "release" / "old").write_text("old")
    return tmp_path / "release"


def test_the_new_folder_stands_there_and_nothing_of_the_old_one_anywhere(folder: Path) -> None:
    with swapped(folder) as stage:
        (stage / "new").write_text("new")
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert folder.stat().st_mode & 0o777 == 0o750
    assert list(folder.parent.iterdir()) == [folder]


def test_a_block_that_fails_leaves_the_old_folder_alone(folder: Path) -> None:
    def interrupted() -> None:
        with swapped(folder) as stage:
            (stage / "new").write_text("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [path.name for path in folder.iterdir()] == ["old"]
    assert list(folder.parent.iterdir()) == [folder]


def test_a_link_leads_to_the_new_folder(folder: Path) -> None:
    link = folder.with_name("current")
    link.symlink_to(folder.name)
    with swapped(link) as stage:
        (stage / "new").write_text("new")
    assert link.is_symlink()
    assert [path.name for path in link.iterdir()] == ["new"]


def test_what_one_that_was_killed_left_is_cleared_away(folder: Path) -> None:
    left = folder.with_name(".release.withdrawal-99999999")
    left.mkdir()
    other = folder.with_name(".other.withdrawal-99999999")
    other.mkdir()
    clear_stages(folder)
    assert (left.exists(), other.exists()) == (False, True)
