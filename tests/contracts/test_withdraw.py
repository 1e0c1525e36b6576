# SPDX-License-Identifier: Apache-2.0
"""A record is taken back from content: nothing is left of it but a tombstone, and all else stays as it was."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.few import copy_few
from tests.contracts.withdrawing import AT, BASE, ORGANISATION, files_of, tombstones


@pytest.fixture
def content(content_copy: Callable[[Path], Path], tmp_path: Path) -> Path:
    return copy_few(content_copy, tmp_path / "content")


def test_a_path_that_is_given_twice_is_one(run_forked: Any, content: Path) -> None:
    done = run_forked("withdraw", ORGANISATION, content, content / "data" / "..", "--reason", "error")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_tombstone_has_its_date_and_class_of_reason_and_the_file_is_in_house_style(run: Any, content: Path) -> None:
    done = run("withdraw", BASE + ORGANISATION[1:], content, "--reason", "subjectRequest", "--at", AT)
    assert done.returncode == 0
    run("withdraw", "/id/lesson/peru-consortium-seeking-consensus", content, "--reason", "safety", "--at", AT)
    text = (content / "data" / "withdrawn.ttl").read_text("utf-8")
    assert (
        "\n\norganisation:peru-consortium-academic a rg:Tombstone ;\n"
        '  prov:invalidatedAtTime "2026-11-28T12:00:00Z"^^xsd:dateTime ;\n'
        "  rg:takedownReason rgc:tdSubjectRequest .\n\n"
    ) in text
    assert text.startswith("# SPDX-License-Identifier: CC-BY-4.0\n")
    blocks = re.findall(r"^(\S+) a rg:Tombstone ;$", text, re.MULTILINE)
    assert blocks == sorted(blocks)
    assert len(blocks) == len(tombstones(text.encode())) == 7
    prefixes = re.findall(r"^@prefix (\S+):", text, re.MULTILINE)
    assert prefixes == sorted(prefixes)
    body = text.partition("\n\n")[2].rpartition("@prefix")[2]
    assert all(f"{prefix}:" in body or f"^^{prefix}:" in body for prefix in prefixes)


def test_every_other_line_of_the_content_stays_as_it_was(run: Any, content: Path) -> None:
    before = files_of(content)
    assert run("withdraw", ORGANISATION, content, "--reason", "error").returncode == 0
    after = files_of(content)
    assert set(after) - set(before) == {"data/withdrawn.ttl"}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {f"data/peru-consortium/{name}.ttl" for name in ("actors", "claims", "unknowns")}
    for name in changed:
        lines = iter(before[name].splitlines())
        assert all(line in lines for line in after[name].splitlines()), "lines are only taken out"


def test_prefixes_that_are_no_longer_used_and_files_that_say_nothing_more_go(run: Any, content: Path) -> None:
    assert run("withdraw", "/id/legal-event/peru-consortium-law-drafted", content, "--reason", "error").returncode == 0
    assert "@prefix legal-event:" not in (content / "data" / "peru-consortium" / "law.ttl").read_text("utf-8")
    assert run("withdraw", "/id/intervention/peru-consortium", content, "--reason", "error").returncode == 0
    left = {path.name for path in (content / "data" / "peru-consortium").iterdir()}
    assert left == {"dataset.ttl", "source.ttl"}, "another dataset names the conference"


def test_texts_that_still_tell_a_name_are_told(run: Any, content: Path) -> None:
    path = content / "data" / "peru-consortium" / "lessons.ttl"
    path.write_text(path.read_text("utf-8").replace("Keep working with police", "Work with National police"), "utf-8")
    done = run("withdraw", "/id/police/peru-consortium-national", content, "--reason", "error", "--dry-run")
    told = done.stdout.partition("reword them by hand: ")[2].splitlines()[0].split(", ")
    assert f"{BASE}id/next-step/peru-consortium-work-with-police" in told


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("/id/organisation/nobody", "--reason", "error"), 2, "nothing is said about .*/id/organisation/nobody"),
        ((BASE + "ns#Claim", "--reason", "error"), 2, "owl:deprecated"),
        (("/dataset/peru-consortium", "--reason", "error"), 2, "is no record"),
        (("/id/policy/end-to-year", "--reason", "error"), 2, "would tell more"),
        ((ORGANISATION, "--reason", "revenge"), 2, "subjectRequest"),
        ((ORGANISATION,), 2, "--reason"),
        ((ORGANISATION, "--reason", "error", "--at", "2026-11-28T12:00:00"), 2, "time zone"),
        ((ORGANISATION, "--reason", "error", "--at", "yesterday"), 2, "is not a date and time"),
    ],
)
def test_what_cannot_be_withdrawn_is_told(
    run_forked: Any, content: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    before = files_of(content)
    done = run_forked("withdraw", words[0], content, *words[1:])
    assert done.returncode == code
    assert re.search(said, done.stderr), done.stderr
    assert files_of(content) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(run: Any, content: Path) -> None:
    (content / "data").chmod(0o555)
    content.chmod(0o555)
    try:
        done = run("withdraw", ORGANISATION, content, "--reason", "error")
    finally:
        content.chmod(0o755)
        (content / "data").chmod(0o755)
    assert done.returncode == 3
    assert "Permission denied; nothing was changed" in done.stderr


def test_content_whose_withdrawal_was_killed_half_way_is_finished_when_it_is_asked_again(
    run: Any, content: Path, tmp_path: Path
) -> None:
    shutil.copytree(content, tmp_path / "whole")
    assert run("withdraw", ORGANISATION, tmp_path / "whole", "--reason", "error", "--at", AT).returncode == 0
    wanted = files_of(tmp_path / "whole")
    names = ["data/withdrawn.ttl", *(f"data/peru-consortium/{name}.ttl" for name in ("actors", "claims", "unknowns"))]
    (content / names[0]).write_bytes(wanted[names[0]])
    (content / names[1]).write_bytes(wanted[names[1]])
    (content / ".withdrawal").mkdir()
    for number in (2, 3):
        (content / ".withdrawal" / str(number)).write_bytes(wanted[names[number]])
    (content / ".withdrawal" / "plan.json").write_text(json.dumps([[name, True] for name in names]))
    done = run("withdraw", ORGANISATION, content, "--reason", "error", "--lang", "es")
    assert (done.returncode, done.stderr) == (0, "")
    assert "se terminó un retiro que había quedado a medias" in done.stdout
    assert files_of(content) == wanted
