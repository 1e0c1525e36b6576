# SPDX-License-Identifier: Apache-2.0
"""A record is taken back from a release: nothing is left of it in any file, and the release is whole."""

import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.few import copy_few
from tests.contracts.withdrawing import AT, BASE, ORGANISATION, files_of, tombstones


@pytest.fixture
def content(content_copy: Callable[[Path], Path], tmp_path: Path) -> Path:
    return copy_few(content_copy, tmp_path / "content")


@pytest.fixture(scope="module")
def built(content_copy: Callable[[Path], Path], run: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of those datasets, as it was before anything was withdrawn."""
    folder = tmp_path_factory.mktemp("few")
    content = copy_few(content_copy, folder / "content")
    assert run("build", content, "--out", folder / "release").returncode == 0
    return folder / "release"


@pytest.fixture
def released(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "release")
    return tmp_path / "release"


def test_what_goes_is_told_first_in_either_language_and_nothing_is_changed(
    run: Any, content: Path, released: Path
) -> None:
    before = files_of(content), files_of(released)
    words = ("withdraw", ORGANISATION, content, released, "--reason", "safety", "--dry-run")
    english, spanish = run(*words, "--lang", "en"), run(*words, "--lang", "es")
    assert (english.returncode, spanish.returncode) == (0, 0)
    assert f"{content}: 4 record(s) and 30 statement(s) go\n" in english.stdout
    assert f"{released}: se retiran 4 registro(s) y 30 enunciado(s)\n" in spanish.stdout
    assert "  data/peru-consortium/claims.ttl: 16 statement(s)\n" in english.stdout
    assert f"  {BASE}{ORGANISATION[1:]}\n" in english.stdout
    assert "nothing was changed" in english.stdout
    assert "no se cambió nada" in spanish.stdout
    assert before == (files_of(content), files_of(released))


def test_a_release_without_the_record_is_the_one_that_content_without_it_gives(
    run: Any, content: Path, released: Path, tmp_path: Path
) -> None:
    done = run("withdraw", ORGANISATION, content, released, "--reason", "safety", "--at", AT)
    assert done.returncode == 0, done.stderr
    assert run("build", content, "--out", tmp_path / "built").returncode == 0
    one, other = files_of(released), files_of(tmp_path / "built")
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_a_changed_release_is_whole_and_says_what_was_withdrawn(run: Any, released: Path, built: Path) -> None:
    assert run("withdraw", ORGANISATION, released, "--reason", "copyright", "--at", AT).returncode == 0
    assert run("verify", released).returncode == 0
    before, after = (json.loads((folder / "manifest.json").read_text("utf-8")) for folder in (built, released))
    assert after["version"] == before["version"]
    assert after["canonical_sha256"] != before["canonical_sha256"]
    assert before["withdrawn"] == []
    found = {record["iri"]: (record["time"], record["reason"]) for record in after["withdrawn"]}
    assert found[BASE + ORGANISATION[1:]] == (AT, BASE + "concept/tdCopyright")
    assert set(found) == tombstones((released / "rightsgraph.ttl").read_bytes())
    moment = datetime.fromisoformat(AT).timestamp()
    assert {path.stat().st_mtime for path in released.iterdir()} == {moment}, (
        "or half of a download could be the old one"
    )
    assert after["whole"]["triples"] == before["whole"]["triples"] - 30 + 3 * len(found)


def test_the_bytes_of_a_changed_release_tell_nothing_of_what_was_withdrawn(
    run: Any, content: Path, tmp_path: Path
) -> None:
    path = content / "data" / "peru-consortium" / "actors.ttl"
    text = path.read_text("utf-8").replace(
        "Academic institution, without", "Quite an unmistakable institution, without"
    )
    path.write_text(text, "utf-8")
    assert run("build", content, "--out", tmp_path / "release").returncode == 0
    (tmp_path / "release" / "from-0.0.9.patch").write_text("A <unmistakable>")
    assert b"unmistakable" in b"".join(everything(tmp_path / "release").values())
    assert run("withdraw", ORGANISATION, tmp_path / "release", "--reason", "safety").returncode == 0
    for name, data in everything(tmp_path / "release").items():
        assert b"unmistakable" not in data, name
        for line in data.splitlines():
            if b"consortium-academic" in line and name.endswith((".nt", ".nq", ".nt.gz", ".nq.gz")):
                assert re.search(rb"#Tombstone>|#invalidatedAtTime>|#takedownReason>", line), (name, line)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def everything(folder: Path) -> dict[str, bytes]:
    found = files_of(folder)
    return {name: gzip.decompress(data) if name.endswith(".gz") else data for name, data in found.items()}


def test_a_large_release_gets_an_index_without_the_record(run: Any, little_content: Any, tmp_path: Path) -> None:
    names = ["".join(letters) for letters in product("abcdefghijklm", repeat=4)]
    lines = "".join(
        f'<https://example.org/little/id/{name}> skos:hiddenLabel "{name}" , "a {name}" .\n' for name in names
    )
    root = little_content(tmp_path / "content", {"data/part/many.ttl": lines})
    assert run("build", root, "--out", tmp_path / "release").returncode == 0
    assert any(b"Cosa" in data for data in files_of(tmp_path / "release" / "index").values())
    assert run("withdraw", "/id/thing", tmp_path / "release", "--reason", "safety").returncode == 0
    assert run("verify", tmp_path / "release").returncode == 0
    assert (tmp_path / "release" / "index").is_dir()
    for name, data in files_of(tmp_path / "release" / "index").items():
        assert b"Cosa" not in data, name


def test_a_release_that_was_built_before_there_were_withdrawals_is_changed_as_well(run: Any, released: Path) -> None:
    path = released / "manifest.json"
    old = json.loads(path.read_text("utf-8"))
    del old["withdrawn"]
    path.write_text(json.dumps(old), "utf-8")
    subprocess.run("sha256sum $(ls | grep -v SHA256SUMS) > SHA256SUMS", shell=True, cwd=released, check=True)
    assert run("verify", released).returncode == 0
    assert run("withdraw", ORGANISATION, released, "--reason", "safety").returncode == 0
    assert json.loads(path.read_text("utf-8"))["withdrawn"]


def test_a_path_that_is_neither_content_nor_a_release_is_told(run: Any, tmp_path: Path) -> None:
    (tmp_path / "raw.ttl").write_text("<http://example.org/a> a <http://example.org/B> .")
    for path, said in ((tmp_path, "neither a content folder nor a release"), (tmp_path / "none", "no such file")):
        done = run("withdraw", ORGANISATION, path, "--reason", "error")
        assert done.returncode == 2
        assert said in done.stderr


def test_what_was_withdrawn_before_is_told_with_its_date(run: Any, content: Path, released: Path) -> None:
    assert run("withdraw", ORGANISATION, content, "--reason", "error", "--at", AT).returncode == 0
    again = run("withdraw", ORGANISATION, content, "--reason", "error")
    assert again.returncode == 2
    assert "was withdrawn on 2026-11-28" in again.stderr
    both = run("withdraw", ORGANISATION, content, released, "--reason", "error", "--lang", "en")
    assert both.returncode == 0
    assert f"{content}: it was withdrawn here before" in both.stdout


def test_a_corrupt_release_and_content_that_does_not_parse_are_left_alone(
    run: Any, content: Path, released: Path
) -> None:
    (released / "rightsgraph.nq").write_bytes(b"")
    assert run("withdraw", ORGANISATION, released, "--reason", "error").returncode == 3
    (content / "data" / "peru-consortium" / "law.ttl").write_text("a b")
    before = files_of(content)
    done = run("withdraw", ORGANISATION, content, "--reason", "error")
    assert done.returncode == 1
    assert "law.ttl:1:1" in done.stderr
    assert files_of(content) == before


def test_where_nothing_can_be_written_nothing_is_changed(run: Any, content: Path, released: Path) -> None:
    """Root may write anywhere, but not make a folder where a file is, nor one whose name is too long."""
    (content / ".withdrawal").write_text("in the way")
    released = released.rename(released.with_name("r" * 245))
    before = files_of(content), files_of(released)
    for path in (content, released):
        done = run("withdraw", ORGANISATION, path, "--reason", "error")
        assert done.returncode == 3
        assert f"{path}" in done.stderr
        assert "nothing was changed" in done.stderr
    assert before == (files_of(content), files_of(released))


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
def test_a_release_is_the_old_or_the_new_one_whenever_it_is_interrupted(
    start: Any, run: Any, built: Path, tmp_path: Path, signal_number: int
) -> None:
    before = files_of(built)
    for pause in (0.8, 1.6):
        folder = tmp_path / "release"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(built, folder)
        process = start("withdraw", ORGANISATION, folder, "--reason", "error")
        time.sleep(pause)
        process.send_signal(signal_number)
        process.communicate(timeout=60)
        assert run("verify", folder).returncode == 0
        was_done = files_of(folder) != before
        assert run("withdraw", ORGANISATION, folder, "--reason", "error").returncode == (2 if was_done else 0)
        assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_what_was_left_beside_a_release_is_cleared_away(run: Any, released: Path) -> None:
    left = released.with_name(".release.withdrawal-99999999")
    left.mkdir()
    (left / "rightsgraph.nt").write_text("the old release")
    running = released.with_name(f".release.withdrawal-{os.getpid()}")
    running.mkdir()
    assert run("withdraw", ORGANISATION, released, "--reason", "error").returncode == 0
    assert not left.exists()
    assert running.exists()
