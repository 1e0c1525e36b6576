# SPDX-License-Identifier: Apache-2.0
"""A record is taken back: nothing is left of it but a tombstone, and what is left conforms."""

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

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/rightsgraph/"
RG = BASE + "ns#"
ORGANISATION = "/id/organisation/peru-consortium-academic"
AT = "2026-11-28T12:00:00Z"
# One record of every kind, and how many go with it at least: itself, what only speaks of it, what was only for it.
RECORDS = {
    "activity/peru-consortium-police-training": "activity claim unknown",
    "capture/aids-2010-peru-consortium": "capture passage claim",
    "claim/peru-consortium-police-sensitised-topic-topic-hiv": "claim",
    "condition/peru-consortium-social-exclusion": "condition claim",
    "conference/aids-2010": "conference",
    "consortium/peru-consortium": "consortium organisation claim",
    "curation/peru-consortium-first-reading": "curation intervention source",
    "group/peru-consortium-regions": "group claim unknown",
    "hypothesis/peru-consortium-and-regional-consultations": "hypothesis",
    "indicator/papua-new-guinea-police-and-sex-workers-condom-use-partners": "indicator observation claim",
    "intervention/peru-consortium": (
        "activity capture claim condition consortium curation group intervention legal-event lesson "
        "next-step normalisation organisation passage police proposal result selector source unknown"
    ),
    "legal-event/peru-consortium-law-drafted": "legal-event claim unknown",
    "lesson/peru-consortium-seeking-consensus": "lesson claim",
    "next-step/peru-consortium-discuss-proposal": "next-step claim",
    "normalisation/norm-1": "normalisation",
    "observation/cambodia-police-community-partnership-surveyed-entertainment-workers": "observation claim",
    "organisation/peru-consortium-academic": "organisation claim unknown",
    "passage/aids-2010-peru-consortium-issues-1": "passage selector claim",
    "place/PE": "place claim",
    "police/peru-consortium-national": "police claim unknown",
    "proposal/peru-consortium-law": "proposal legal-event claim unknown",
    "result/peru-consortium-leadership": "result claim",
    "selector/aids-2010-peru-consortium-issues-1": "selector passage claim",
    "source/aids-2010-peru-consortium": "source capture passage selector claim unknown",
    "unknown/peru-consortium-academic-name": "unknown",
}


# The datasets that hold one record of every kind; each withdrawal is held against all rules, which takes its time.
DATASETS = {
    "cambodia-police-community-partnership",
    "papua-new-guinea-police-and-sex-workers",
    "peru-consortium",
    "peru-regional-consultations",
    "places",
    "queries",
}


def copy_few(content_copy: Callable[[Path], Path], folder: Path) -> Path:
    content = content_copy(folder)
    for part in (content / "data").iterdir():
        if part.is_dir() and part.name not in DATASETS:
            shutil.rmtree(part)
    return content


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


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tombstones(text: bytes) -> set[str]:
    return {
        str(quad.subject)[1:-1]
        for quad in pyoxigraph.parse(text, format=RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#type") and str(quad.object) == f"<{RG}Tombstone>"
    }


@pytest.mark.parametrize(("record", "kinds"), RECORDS.items(), ids=lambda value: str(value).partition("/")[0])
def test_whatever_kind_of_record_goes_what_is_left_conforms(
    run_forked: Any, content: Path, record: str, kinds: str
) -> None:
    done = run_forked("withdraw", f"/id/{record}", content, "--reason", "error")
    assert (done.returncode, done.stderr) == (0, "")
    gone = tombstones((content / "data" / "withdrawn.ttl").read_bytes())
    assert f"{BASE}id/{record}" in gone
    assert set(kinds.split()) <= {iri.removeprefix(BASE + "id/").partition("/")[0] for iri in gone}
    checked = run_forked("check", content, "--format", "json")
    assert [finding for finding in json.loads(checked.stdout)["findings"] if finding["severity"] == "violation"] == []


def test_every_kind_of_record_was_withdrawn_once() -> None:
    kinds = set()
    for path in (ROOT / "data").rglob("*.ttl"):
        for quad in pyoxigraph.parse(path.read_bytes(), format=RdfFormat.TURTLE):
            kinds |= set(re.findall(rf"{re.escape(BASE)}id/([\w-]+)/", str(quad.subject)))
    assert kinds - {"policy"} == {record.partition("/")[0] for record in RECORDS}


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


def test_texts_that_still_tell_a_name_are_told(run: Any, content: Path) -> None:
    path = content / "data" / "peru-consortium" / "lessons.ttl"
    path.write_text(path.read_text("utf-8").replace("Keep working with police", "Work with National police"), "utf-8")
    done = run("withdraw", "/id/police/peru-consortium-national", content, "--reason", "error", "--dry-run")
    told = done.stdout.partition("reword them by hand: ")[2].splitlines()[0].split(", ")
    assert f"{BASE}id/next-step/peru-consortium-work-with-police" in told


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


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
def test_a_release_is_the_old_or_the_new_one_whenever_it_is_interrupted(
    start: Any, run: Any, release: Path, tmp_path: Path, signal_number: int
) -> None:
    before = files_of(release)
    for pause in (0.8, 1.6):
        folder = tmp_path / "release"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(release, folder)
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
