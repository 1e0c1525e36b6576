# SPDX-License-Identifier: Apache-2.0
"""A server sees when another release lies where it opened its own."""

import logging
import os
from pathlib import Path

import pytest

from rightsgraph.errors import ReleaseReplaced
from rightsgraph.manifest import CHECKSUMS, MANIFEST, Manifest, ReleasedDataset, ReleasedFile, digest
from rightsgraph.web.running.replacing import Place

DATA = b"<x:s> <x:p> <x:o> .\n"


def write(folder: Path, version: str) -> str:
    """A release; the digest of its manifest."""
    files = tuple(ReleasedFile(f"tiny.{end}", "x:d", end, False, len(DATA), digest(DATA)) for end in ("nt", "nq"))
    whole = ReleasedDataset("x:d", "tiny", 1)
    manifest = Manifest(version, "2026-11-28", "x:", digest(b""), (), {}, whole, (), files)
    for file in files:
        (folder / file.name).write_bytes(DATA)
    (folder / MANIFEST).write_bytes(manifest.to_bytes())
    names = (*(file.name for file in files), MANIFEST)
    sums = (f"{digest((folder / name).read_bytes())}  {name}\n" for name in names)
    (folder / CHECKSUMS).write_text("".join(sums))
    return digest(manifest.to_bytes())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, write(tmp_path, "1"), 1 << 20)


def test_a_release_that_is_still_there_is_not_replaced(place: Place) -> None:
    assert not place.is_replaced()
    os.utime(place.folder / MANIFEST, (1, 1))
    assert not place.is_replaced()
    place.require_same()


def test_another_whole_release_replaces_it(place: Place) -> None:
    write(place.folder, "another")
    with pytest.raises(ReleaseReplaced):
        place.require_same()
    assert place.is_replaced()


def test_one_that_is_not_whole_is_told_once_and_left_alone(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    write(place.folder, "another")
    (place.folder / "tiny.nt").write_bytes(b"")
    with caplog.at_level(logging.WARNING):
        assert not place.is_replaced()
        assert not place.is_replaced()
    assert len(caplog.records) == 1


def test_a_folder_that_is_gone_is_no_other_release(place: Place) -> None:
    (place.folder / MANIFEST).unlink()
    assert not place.is_replaced()
    with pytest.raises(ReleaseReplaced):
        place.require_same()
