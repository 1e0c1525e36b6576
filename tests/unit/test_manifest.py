# SPDX-License-Identifier: Apache-2.0
"""A release is what its manifest says, or it is corrupt."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rightsgraph.errors import ReleaseCorrupt
from rightsgraph.manifest import (
    CHECKSUMS,
    MANIFEST,
    Manifest,
    ReleasedDataset,
    ReleasedFile,
    WithdrawnRecord,
    digest,
    read_manifest,
    verify_release,
)

WHOLE = ReleasedDataset("https://example.org/dataset/tiny", "tiny", 1)
FILES = {"tiny.nt": b"<x:s> <x:p> <x:o> .\n", "tiny.nq": b"<x:s> <x:p> <x:o> <x:g> .\n"}


def released(name: str, data: bytes) -> ReleasedFile:
    return ReleasedFile(
        name, WHOLE.iri, "ntriples" if name.endswith("nt") else "nquads", False, len(data), digest(data)
    )


MADE = Manifest(
    version="1.0.0",
    issued="2026-11-23",
    base="https://example.org/",
    canonical_sha256=digest(b""),
    disputed_graphs=(),
    prefixes={"e": "https://example.org/é"},
    whole=WHOLE,
    parts=(),
    files=tuple(released(name, data) for name, data in FILES.items()),
)


def write_release(folder: Path, manifest: Manifest = MADE) -> Path:
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    (folder / MANIFEST).write_bytes(manifest.to_bytes())
    write_checksums(folder)
    return folder


def write_checksums(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != CHECKSUMS)
    lines = [f"{digest((folder / name).read_bytes())}  {name}\n" for name in names]
    (folder / CHECKSUMS).write_text("".join(lines))


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_manifest(write_release(tmp_path)) == MADE
    assert MADE.store_files == ("tiny.nt", "tiny.nq")
    assert MADE.file("tiny.nt") == MADE.files[0]
    assert MADE.file("tiny.ttl") is None


def test_a_whole_release_is_verified(tmp_path: Path) -> None:
    assert verify_release(write_release(tmp_path)) == MADE


def test_a_digest_is_sha_256_in_hexadecimal() -> None:
    assert digest(b"abc") == hashlib.sha256(b"abc").hexdigest()


Damage = Callable[[Path], Any]


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        pytest.param(lambda folder: (folder / MANIFEST).unlink(), MANIFEST, id="no manifest"),
        pytest.param(lambda folder: (folder / MANIFEST).write_bytes(b"{"), MANIFEST, id="a manifest that is no JSON"),
        pytest.param(
            lambda folder: (folder / MANIFEST).write_bytes(b"\xff"), MANIFEST, id="a manifest that is no text"
        ),
        pytest.param(
            lambda folder: (folder / MANIFEST).write_bytes(b"[" * 100_000), MANIFEST, id="a manifest too deep"
        ),
        pytest.param(lambda folder: (folder / "tiny.nt").unlink(), "tiny.nt", id="a file gone"),
        pytest.param(lambda folder: (folder / "tiny.nt").write_bytes(b""), "tiny.nt", id="a file emptied"),
        pytest.param(lambda folder: os.truncate(folder / "tiny.nq", 5), "tiny.nq", id="a file cut short"),
        pytest.param(lambda folder: (folder / CHECKSUMS).unlink(), CHECKSUMS, id="no checksums"),
        pytest.param(lambda folder: (folder / CHECKSUMS).write_text(""), CHECKSUMS, id="empty checksums"),
        pytest.param(lambda folder: (folder / CHECKSUMS).write_text("x"), CHECKSUMS, id="checksums that are none"),
        pytest.param(
            lambda folder: (folder / CHECKSUMS).write_bytes(b"\xff"), CHECKSUMS, id="checksums that are no text"
        ),
    ],
)
def test_a_damaged_release_is_corrupt_and_the_error_names_the_file(tmp_path: Path, damage: Damage, name: str) -> None:
    damage(write_release(tmp_path))
    with pytest.raises(ReleaseCorrupt) as caught:
        verify_release(tmp_path)
    assert caught.value.path == tmp_path / name


def test_a_change_in_any_byte_of_the_manifest_is_found(tmp_path: Path) -> None:
    write_release(tmp_path)
    data = (tmp_path / MANIFEST).read_bytes()
    (tmp_path / MANIFEST).write_bytes(data.replace(b'"version": "1.0.0"', b'"version": "1.0.1"'))
    with pytest.raises(ReleaseCorrupt, match="wrong checksum"):
        verify_release(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        f"{'0' * 64}  ../outside",
        f"{'0' * 64}  /etc/passwd",
        f"{'0' * 64}  ",
        f"{'0' * 63}  tiny.nt",
        f"{'0' * 64} tiny.nt",
    ],
    ids=["a parent", "a root", "no name", "a short sum", "one space"],
)
def test_a_checksum_line_names_a_file_of_the_release_and_nothing_else(tmp_path: Path, line: str) -> None:
    with (write_release(tmp_path) / CHECKSUMS).open("a") as file:
        file.write(line + "\n")
    with pytest.raises(ReleaseCorrupt, match="not a checksum line"):
        verify_release(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"layout": 2}, id="another layout"),
        pytest.param({"layout": None}, id="no layout"),
        pytest.param({"version": 1}, id="a version that is no text"),
        pytest.param({"files": "tiny.nt"}, id="files that are no list"),
        pytest.param({"files": []}, id="no dump of the whole"),
        pytest.param({"whole": {"iri": "x:", "name": "tiny"}}, id="a dataset without its count"),
        pytest.param({"prefixes": None}, id="no prefixes"),
    ],
)
def test_a_manifest_of_another_make_is_not_read(tmp_path: Path, change: dict[str, object]) -> None:
    data = json.loads(MADE.to_bytes()) | change
    (tmp_path / MANIFEST).write_text(json.dumps(data))
    with pytest.raises(ReleaseCorrupt, match="not the manifest"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("name", ["../tiny.nt", "/etc/passwd", "a/b.nt", "..", ""])
def test_a_manifest_names_no_file_outside_its_folder(tmp_path: Path, name: str) -> None:
    outside = replace(MADE, files=(*MADE.files, replace(MADE.files[0], name=name)))
    (tmp_path / MANIFEST).write_bytes(outside.to_bytes())
    with pytest.raises(ReleaseCorrupt):
        verify_release(tmp_path)


@pytest.mark.parametrize("data", ["null", "[]", '"x"', "1"])
def test_json_that_is_no_object_is_no_manifest(tmp_path: Path, data: str) -> None:
    (tmp_path / MANIFEST).write_text(data)
    with pytest.raises(ReleaseCorrupt):
        read_manifest(tmp_path)


def test_a_manifest_from_before_there_were_withdrawals_has_none(tmp_path: Path) -> None:
    old = json.loads(MADE.to_bytes())
    assert old.pop("withdrawn") == []
    (tmp_path / MANIFEST).write_text(json.dumps(old))
    assert read_manifest(tmp_path) == MADE


def test_what_was_withdrawn_is_read_back(tmp_path: Path) -> None:
    grave = WithdrawnRecord("https://example.org/id/x", "2026-11-28T12:00:00Z", "https://example.org/reason")
    made = replace(MADE, withdrawn=(grave,))
    (tmp_path / MANIFEST).write_bytes(made.to_bytes())
    assert read_manifest(tmp_path) == made
