# SPDX-License-Identifier: Apache-2.0
"""The commands as a shell sees them: words in; exit code, one clear line, and nothing half-written out."""

import gzip
import json
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

FINE, FINDINGS, WRONG_USE, COULD_NOT_RUN = range(4)
ROOT = Path(__file__).parents[2]

Process = subprocess.CompletedProcess[str]
Run = Callable[..., Process]
Start = Callable[..., "subprocess.Popen[str]"]
Write = Callable[..., Path]

# What is wrong, the words of the command ({} is a folder of bad things), its exit code, what its line must tell.
WRONG = {
    "check: no such path": ("check {}/nowhere", WRONG_USE, "nowhere: "),
    "check: an empty folder": ("check {}/empty", WRONG_USE, "holds no content"),
    "check: a file": ("check {}/broken.ttl", WRONG_USE, "holds no content"),
    "check: without shapes": ("check {}/no-shapes", WRONG_USE, "content without shapes/"),
    "check: without ontology": ("check {}/no-ontology", WRONG_USE, "content without ontology/"),
    "check: without data": ("check {}/no-data", WRONG_USE, "content without data/"),
    "check: folders without files": ("check {}/hollow", WRONG_USE, "no Turtle file"),
    "check: unknown option": ("check --frobnicate", WRONG_USE, "--frobnicate"),
    "check: unknown format": ("check {}/little --format yaml", WRONG_USE, "'yaml' is not one of 'text', 'json'"),
    "check: unknown severity": ("check {}/little --fail-on doom", WRONG_USE, "'doom' is not one of 'violation'"),
    "check: unknown language": ("check {}/little --lang fr", WRONG_USE, "'fr' is not one of 'en', 'es'"),
    "check: captures are a file": ("check {}/little --captures {}/broken.ttl", WRONG_USE, "--captures"),
    "check: captures are nowhere": ("check {}/little --captures {}/nowhere", WRONG_USE, "--captures"),
    "check: two roots": ("check {}/little {}/little", WRONG_USE, "{}/little"),
    "unknown command": ("frobnicate", WRONG_USE, "'frobnicate'"),
    "build: no target": ("build {}/little", WRONG_USE, "--out"),
    "build: no content": ("build {}/empty --out {}/new", WRONG_USE, "holds no content"),
    "build: without shapes": ("build {}/no-shapes --out {}/new", WRONG_USE, "content without shapes/"),
    "build: target in a file": ("build {}/little --out {}/broken.ttl/new", COULD_NOT_RUN, "cannot write a release"),
    "build: target in a kernel folder": ("build {}/little --out /proc/new", COULD_NOT_RUN, "cannot write a release"),
    "build: target is not empty": ("build {}/little --out {}/little", COULD_NOT_RUN, "exists already"),
    "build: target is a file": ("build {}/little --out {}/broken.ttl", COULD_NOT_RUN, "exists already"),
    "verify: no such path": ("verify {}/nowhere", COULD_NOT_RUN, "a release has a manifest"),
    "verify: an empty folder": ("verify {}/empty", COULD_NOT_RUN, "a release has a manifest"),
    "verify: content": ("verify {}/little", COULD_NOT_RUN, "a release has a manifest"),
    "serve: no such path": ("serve {}/nowhere --port 0", WRONG_USE, "no such file or folder"),
    "serve: an empty folder": ("serve {}/empty --port 0", WRONG_USE, "holds neither a release, nor content, nor RDF"),
    "serve: without shapes": ("serve {}/no-shapes --port 0", WRONG_USE, "content without shapes/"),
    "serve: no format's name": ("serve {}/notes.txt --port 0", WRONG_USE, "notes.txt"),
    "serve: broken Turtle": ("serve {}/broken.ttl --port 0", FINDINGS, "broken.ttl:2:"),
    "serve: broken N-Triples": ("serve {}/broken.nt --port 0", FINDINGS, "broken.nt:2:"),
    "serve: broken JSON-LD": ("serve {}/broken.jsonld --port 0", FINDINGS, "broken.jsonld:"),
    "serve: broken RDF/XML": ("serve {}/broken.rdf --port 0", FINDINGS, "broken.rdf:"),
    "serve: one broken file of many": ("serve {}/mixed --port 0", FINDINGS, "b.trig:1:"),
    "serve: a gzip that ends early": ("serve {}/short.nt.gz --port 0", FINDINGS, "short.nt.gz:1:1: not a whole gzip"),
    "serve: gzip in name alone": ("serve {}/plain.nt.gz --port 0", FINDINGS, "plain.nt.gz:1:1: not a whole gzip"),
    "serve: gzip without the name": ("serve {}/packed.nt --port 0", FINDINGS, "packed.nt:1:"),
    "serve: no such port": ("serve {}/fine.nt --port 65536", WRONG_USE, "--port"),
    "serve: no number": ("serve {}/fine.nt --port http", WRONG_USE, "--port"),
    "serve: no such host": ("serve {}/fine.nt --host host.invalid --port 0", COULD_NOT_RUN, "host.invalid:0"),
    "serve: another's address": ("serve {}/fine.nt --host 192.0.2.1 --port 0", COULD_NOT_RUN, "192.0.2.1:0"),
}


def write_bad_things(folder: Path, little_content: Write) -> Path:
    little_content(folder / "little")
    (folder / "empty").mkdir()
    for name in ("ontology", "data", "shapes"):
        shutil.rmtree(little_content(folder / f"no-{name}") / name)
        (folder / "hollow" / name).mkdir(parents=True)
    (folder / "broken.ttl").write_text("<a:b> <a:c> 1 .\n<a:b> <a:c> .\n", "utf-8")
    (folder / "broken.nt").write_text('<a:b> <a:c> "1" .\n<a:b> <a:c> "1 .\n', "utf-8")
    (folder / "broken.jsonld").write_text('{"@id": "a:b",\n "a:c": }', "utf-8")
    (folder / "broken.rdf").write_text("<rdf:RDF>\n<x></y>", "utf-8")
    (folder / "notes.txt").write_text("no RDF", "utf-8")
    line = b'<a:b> <a:c> "fine" .\n'
    (folder / "fine.nt").write_bytes(line)
    (folder / "plain.nt.gz").write_bytes(line)
    (folder / "packed.nt").write_bytes(gzip.compress(line))
    (folder / "short.nt.gz").write_bytes(gzip.compress(line * 1000)[:-20])
    (folder / "mixed").mkdir()
    (folder / "mixed" / "a.nt").write_bytes(line)
    (folder / "mixed" / "b.trig").write_text("{ <a:b> <a:c> }", "utf-8")
    (folder / "mixed" / "c.md").write_text("no RDF", "utf-8")
    return folder


@pytest.fixture(scope="module")
def bad_things(little_content: Write, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bad_things(tmp_path_factory.mktemp("bad"), little_content)


@pytest.mark.parametrize("name", WRONG, ids=lambda name: str(name).replace(" ", "-"))
def test_what_cannot_be_done_is_told_in_one_line_and_by_the_exit_code(
    name: str, run_forked: Run, bad_things: Path
) -> None:
    words, code, told = WRONG[name]
    done = run_forked(*words.replace("{}", str(bad_things)).split())
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert re.fullmatch(r"rightsgraph: \S.*\n", done.stderr), done.stderr
    assert told.replace("{}", str(bad_things)) in done.stderr
    assert not (bad_things / "new").exists()


def test_no_words_at_all_give_the_help(run_forked: Run) -> None:
    done = run_forked()
    assert (done.returncode, done.stderr) == (WRONG_USE, "")
    for command in ("check", "build", "verify", "serve", "version"):
        assert f" {command} " in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        pytest.param("RIGHTSGRAPH_PORT", "http", "RIGHTSGRAPH_PORT: ", id="no-number"),
        pytest.param("RIGHTSGRAPH_PORT", "70000", "RIGHTSGRAPH_PORT: ", id="no-such-port"),
        pytest.param("RIGHTSGRAPH_MAX_QUERY_DEPTH", "100000", "RIGHTSGRAPH_MAX_QUERY_DEPTH: ", id="too-deep"),
    ],
)
def test_a_setting_that_cannot_be_is_named(bad_things: Path, run_forked: Run, name: str, value: str, told: str) -> None:
    done = run_forked("serve", bad_things / "fine.nt", env={name: value})
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert re.fullmatch(rf"rightsgraph: {re.escape(told)}.*\n", done.stderr)


def test_a_port_in_use_is_told_before_anything_is_read(bad_things: Path, run_forked: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run_forked("serve", bad_things / "broken.ttl", "--port", port)
    assert (done.returncode, done.stdout) == (COULD_NOT_RUN, "")
    assert done.stderr == f"rightsgraph: cannot serve at 127.0.0.1:{port}: address already in use\n"


def test_of_two_servers_that_start_at_once_only_one_gets_the_port(bad_things: Path, start: Start) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    servers = [start("serve", bad_things / "fine.nt", "--port", port) for _ in range(2)]
    try:
        deadline = time.monotonic() + 30
        while all(server.poll() is None for server in servers) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert sorted(server.poll() is None for server in servers) == [False, True]
    finally:
        for server in servers:
            server.kill()
    ended = [(server.returncode, *server.communicate()) for server in servers]
    assert (COULD_NOT_RUN, "", f"rightsgraph: cannot serve at 127.0.0.1:{port}: address already in use\n") in ended


@pytest.fixture(scope="module")
def unsound(little_content: Write, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content with several things wrong, each in a file of its own."""
    root = little_content(
        tmp_path_factory.mktemp("unsound"),
        {
            "data/part/broken.ttl": "<https://example.org/little/id/a> skos:prefLabel ;\n  skos:prefLabel .\n",
            "data/part/mail.ttl": '<https://example.org/little/id/b> skos:note "write to ana@example.org"@en .\n',
            "data/part/term.ttl": "<https://example.org/little/id/c> a <https://w3id.org/rightsgraph/ns#Nonesuch> .\n",
        },
    )
    (root / "data" / "part" / "latin.ttl").write_bytes('# Perú\n<a:b> <a:c> "Perú" .\n'.encode("latin-1"))
    return root


PREFIX_LINES = 8
FOUND = {
    ("data/part/broken.ttl", PREFIX_LINES + 1, "syntax"),
    ("data/part/latin.ttl", 1, "syntax"),
    ("data/part/mail.ttl", PREFIX_LINES + 1, "e-mail"),
    ("data/part/term.ttl", PREFIX_LINES + 1, "unknown-term"),
}


def test_every_finding_of_a_report_has_its_place_severity_and_message(unsound: Path, run_forked: Run) -> None:
    done = run_forked("check", unsound, "--format", "json")
    assert (done.returncode, done.stderr) == (FINDINGS, "")
    report = json.loads(done.stdout)
    assert report["conforms"] is False
    for finding in report["findings"]:
        assert (unsound / finding["file"]).is_file()
        assert finding["line"] >= 1
        assert finding["column"] >= 1
        assert finding["severity"] in ("violation", "warning", "info")
        assert finding["message"].strip()


def test_a_broken_file_keeps_no_other_from_being_checked(unsound: Path, run_forked: Run) -> None:
    report = json.loads(run_forked("check", unsound, "--format", "json").stdout)
    found = {(finding["file"], finding["line"], finding["rule"]) for finding in report["findings"]}
    assert found >= FOUND


def test_the_text_report_leads_to_file_line_and_column(unsound: Path, run_forked: Run) -> None:
    done = run_forked("check", unsound)
    assert (done.returncode, done.stderr) == (FINDINGS, "")
    for file, line, rule in FOUND:
        assert re.search(rf"^{re.escape(file)}:{line}:\d+: violation: .* \[{rule}\]$", done.stdout, re.MULTILINE), file
    assert "does not conform" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("format", ["text", "github", "sarif", "junit", "html"])
def test_every_form_of_a_report_names_every_file_and_rule(unsound: Path, run_forked: Run, format: str) -> None:
    done = run_forked("check", unsound, "--format", format)
    assert (done.returncode, done.stderr) == (FINDINGS, "")
    for file, _, rule in FOUND:
        assert file in done.stdout
        assert rule in done.stdout


@pytest.mark.parametrize(("least", "code"), [("violation", FINE), ("warning", FINDINGS), ("info", FINDINGS)])
def test_the_operator_says_what_fails_a_check(
    run_forked: Run, little_content: Write, tmp_path: Path, least: str, code: int
) -> None:
    shape = (
        '<https://example.org/little/shape/S> a sh:NodeShape ; sh:severity sh:Warning ; sh:message "why"@en ;\n'
        "  sh:targetSubjectsOf skos:note ; sh:not [ sh:class skos:Concept ] .\n"
    )
    note = '<https://example.org/little/id/x> a skos:Concept ; skos:note "nothing"@en .\n'
    prefix = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    root = little_content(tmp_path, {"shapes/warn.ttl": prefix + shape, "data/part/x.ttl": note})
    done = run_forked("check", root, "--fail-on", least)
    assert done.returncode == code, done.stdout
    assert "1 warning(s)" in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "rule", "line"),
    [
        pytest.param("ontology/context.jsonld", '{"@context":\n {"Thing": }}\n', "syntax", 2, id="a-broken-context"),
        pytest.param(
            "data/part/x.ttl",
            '<https://example.org/little/id/x>\n  skos:note [ skos:note "nothing"@en ] .\n',
            "blank-node",
            PREFIX_LINES + 2,
            id="a-blank-node",
        ),
    ],
)
def test_a_fault_is_found_where_it_stands(
    run_forked: Run, little_content: Write, tmp_path: Path, name: str, text: str, rule: str, line: int
) -> None:
    done = run_forked("check", little_content(tmp_path, {name: text}), "--format", "json")
    found = [(finding["file"], finding["line"], finding["rule"]) for finding in json.loads(done.stdout)["findings"]]
    assert (done.returncode, found) == (FINDINGS, [(name, line, rule)])


@pytest.mark.parametrize(
    ("words", "env"),
    [
        pytest.param(["--lang", "es"], {"LANG": "en_GB.UTF-8"}, id="by-option"),
        pytest.param([], {"LANG": "es_PE.UTF-8"}, id="by-locale"),
        pytest.param([], {"LANG": "C", "LC_ALL": "es_ES"}, id="by-the-strongest-locale"),
    ],
)
def test_the_report_speaks_spanish(unsound: Path, run_forked: Run, words: list[str], env: dict[str, str]) -> None:
    done = run_forked("check", unsound, *words, env=env)
    assert (done.returncode, done.stderr) == (FINDINGS, "")
    assert "no se publica ning" in done.stdout
    assert "must not be published" not in done.stdout


def test_a_terminal_without_accents_gets_what_it_can_show(unsound: Path, run: Run) -> None:
    done = run("check", unsound, env={"LANG": "es_PE.UTF-8", "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (FINDINGS, "")
    assert "no se publica ning" in done.stdout


@pytest.mark.parametrize("command", ["build", "serve"])
def test_unsound_content_is_told_and_neither_built_nor_served(
    unsound: Path, run_forked: Run, tmp_path: Path, command: str
) -> None:
    words = ["build", unsound, "--out", tmp_path / "new"] if command == "build" else ["serve", unsound, "--port", "0"]
    done = run_forked(*words, env={"TMPDIR": str(tmp_path)})
    assert (done.returncode, done.stdout) == (FINDINGS, "")
    assert "data/part/mail.ttl:9:" in done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"rightsgraph: {unsound}: ")
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_sound_content_is_told_so(run_forked: Run, bad_things: Path) -> None:
    done = run_forked("check", bad_things / "little", "--format", "json")
    assert (done.returncode, done.stderr) == (FINE, "")
    report = json.loads(done.stdout)
    assert (report["conforms"], report["findings"], report["files"]) == (True, [], 5)


@pytest.mark.parametrize("name", ["dos palabras", "ñandú", "a#b", "a%20b", "c++", "a.b", "'x'"])
def test_a_file_may_have_any_name(run_forked: Run, little_content: Write, tmp_path: Path, name: str) -> None:
    text = "<https://example.org/little/id/x> a <https://example.org/little/ns#Thing> .\n"
    root = little_content(tmp_path / "content", {f"data/part/{name}.ttl": text})
    done = run_forked("build", root, "--out", tmp_path / "release")
    assert done.returncode in (FINE, FINDINGS), done.stderr
    assert "Traceback" not in done.stderr
    assert (done.returncode == FINE) is (tmp_path / "release" / "manifest.json").is_file()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "<https://example.org/little/id/x> <http://example.org/1> 1 .", id="a-property-that-is-no-xml-name"
        ),
        pytest.param('<https://example.org/little/id/x> skos:note "a\\u0001b"@en .', id="a-control-character"),
        pytest.param("<https://example.org/little/id/x> skos:note <<( <a:s> <a:p> 1 )>> .", id="a-triple-term"),
        pytest.param('<https://example.org/little/id/x> skos:note "a"@ar--rtl .', id="a-directed-text"),
        pytest.param('<https://example.org/little/id/x> skos:note "a"^^<a:b> , "x"^^xsd:integer .', id="odd-types"),
        pytest.param("<https://example.org/little/dataset/part> a dcat:Dataset .", id="a-dataset-told-twice"),
    ],
)
def test_what_the_check_lets_pass_can_be_built(
    run_forked: Run, little_content: Write, tmp_path: Path, text: str
) -> None:
    root = little_content(tmp_path / "content", {"data/part/x.ttl": text + "\n"})
    checked = run_forked("check", root)
    built = run_forked("build", root, "--out", tmp_path / "release")
    assert "Traceback" not in built.stderr
    assert built.returncode == checked.returncode, built.stderr
    assert run_forked("verify", tmp_path / "release").returncode == (
        FINE if checked.returncode == FINE else COULD_NOT_RUN
    )


def test_a_target_that_is_an_empty_folder_is_filled(run_forked: Run, bad_things: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    done = run_forked("build", bad_things / "little", "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (FINE, f"built little 7.8.9 in {tmp_path / 'out'}: 15 triples\n")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o755
    assert run_forked("verify", tmp_path / "out").returncode == FINE


def test_a_full_disk_leaves_nothing(run: Run, bad_things: Path, tmp_path: Path) -> None:
    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    env = {"PYTHONDONTWRITEBYTECODE": "1"}
    done = run("build", bad_things / "little", "--out", tmp_path / "out", preexec_fn=fill, env=env)
    assert (done.returncode, done.stdout) == (COULD_NOT_RUN, "")
    assert done.stderr.splitlines()[-1] == f"rightsgraph: cannot write a release to {tmp_path / 'out'}: File too large"
    assert list(tmp_path.iterdir()) == []


def test_output_that_nobody_can_take_is_no_finding() -> None:
    command = [sys.executable, "-m", "rightsgraph", "version"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (COULD_NOT_RUN, "rightsgraph: system: No space left on device\n")


@pytest.fixture(scope="module")
def slow_content(little_content: Write, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content that takes a while to write."""
    things = "".join(f'<https://example.org/little/id/{n}x> skos:prefLabel "Thing {n}"@en .\n' for n in range(5_000))
    return little_content(tmp_path_factory.mktemp("slow"), {"data/part/many.ttl": things})


def test_a_build_that_is_stopped_leaves_no_release(slow_content: Path, start: Start, tmp_path: Path) -> None:
    signals = {"killed": signal.SIGKILL, "terminated": signal.SIGTERM, "interrupted": signal.SIGINT}
    builds = {name: start("build", slow_content, "--out", tmp_path / name / "out") for name in signals}
    try:
        waiting = dict(builds)
        while waiting:
            for name, build in list(waiting.items()):
                if build.poll() is not None or any((tmp_path / name).glob(".out.*/*")):
                    waiting.pop(name).send_signal(signals[name])
            time.sleep(0.005)
        told = [build.communicate(timeout=60)[1] for build in builds.values()]
    finally:
        for build in builds.values():
            build.kill()
    assert {name: build.returncode for name, build in builds.items()} == {
        "killed": -signal.SIGKILL,
        "terminated": 128 + signal.SIGINT,
        "interrupted": 128 + signal.SIGINT,
    }
    assert not list(tmp_path.rglob("out")), "no release"
    assert not list(tmp_path.rglob("manifest.json")), "nor what could be taken for one"
    assert list((tmp_path / "terminated").iterdir()) == list((tmp_path / "interrupted").iterdir()) == []
    assert "Traceback" not in "".join(told)


def test_a_build_after_a_killed_one_is_not_confused(run_forked: Run, bad_things: Path, tmp_path: Path) -> None:
    (tmp_path / ".out.killed").mkdir()
    (tmp_path / ".out.killed" / "manifest.json").write_text("{", "utf-8")
    assert run_forked("build", bad_things / "little", "--out", tmp_path / "out").returncode == FINE
    assert run_forked("verify", tmp_path / "out").returncode == FINE


@pytest.mark.parametrize(("what", "name"), [("content", "SIGINT"), ("release", "SIGTERM"), ("raw", "SIGINT")])
def test_a_server_that_is_told_to_stop_ends_well(
    start: Start, bad_things: Path, little_release: Path, tmp_path: Path, what: str, name: str
) -> None:
    paths = {"content": bad_things / "little", "release": little_release, "raw": bad_things / "fine.nt"}
    server = start("serve", paths[what], "--port", "0", env={"TMPDIR": str(tmp_path)})
    try:
        assert server.stdout
        line = server.stdout.readline()
        assert re.fullmatch(r"Serving .+ at http://127\.0\.0\.1:\d+/ - stop with Ctrl\+C\n", line)
        server.send_signal(getattr(signal, name))
        out, err = server.communicate(timeout=30)
    finally:
        server.kill()
    assert (server.returncode, out) == (FINE, "")
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == [], "the release that was built to be served goes with the server"


def test_a_server_that_is_told_to_stop_while_it_loads_leaves_nothing(
    start: Start, slow_content: Path, tmp_path: Path
) -> None:
    server = start("serve", slow_content, "--port", "0", env={"TMPDIR": str(tmp_path)})
    try:
        deadline = time.monotonic() + 30
        while server.poll() is None and not any(tmp_path.glob("rightsgraph-*/.release.*/*")):
            assert time.monotonic() < deadline, "it never began to build"
            time.sleep(0.01)
        server.send_signal(signal.SIGTERM)
        err = server.communicate(timeout=30)[1]
    finally:
        server.kill()
    assert server.returncode == FINE
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


# How a release is spoilt, and what verify must name.
def _flip(release: Path) -> None:
    data = bytearray((release / "little.nt").read_bytes())
    data[100] ^= 1
    (release / "little.nt").write_bytes(data)


def _line(number: int, change: Callable[[str], str]) -> Callable[[Path], None]:
    def spoil(release: Path) -> None:
        lines = (release / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)
        lines[number] = change(lines[number])
        (release / "SHA256SUMS").write_text("".join(lines), "utf-8")

    return spoil


def _manifest(change: Callable[[str], str]) -> Callable[[Path], None]:
    def spoil(release: Path) -> None:
        (release / "manifest.json").write_text(change((release / "manifest.json").read_text("utf-8")), "utf-8")

    return spoil


SPOILT: dict[str, tuple[Callable[[Path], None], str]] = {
    "one flipped bit": (_flip, "little.nt: wrong checksum"),
    "a missing file": (lambda release: (release / "part.ttl.gz").unlink(), "part.ttl.gz: the release names this file"),
    "no checksums": (lambda release: (release / "SHA256SUMS").unlink(), "SHA256SUMS: "),
    "a changed checksum": (_line(3, lambda line: line[::-1].replace("0", "1")[::-1]), "SHA256SUMS"),
    "a checksum of another file": (_line(0, lambda line: line.split("  ")[0] + "  little.nt\n"), "little.nt: "),
    "a checksum taken away": (_line(1, lambda line: ""), "SHA256SUMS: no checksum of "),
    "a checksum of a file elsewhere": (
        _line(0, lambda line: line.replace("  ", "  ../")),
        "SHA256SUMS: not a checksum",
    ),
    "checksums that are none": (_line(0, lambda line: "hello\n"), "SHA256SUMS: not a checksum line"),
    "half a manifest": (_manifest(lambda text: text[: len(text) // 2]), "manifest.json: this is not the manifest"),
    "another's manifest": (_manifest(lambda text: '{"name": "app"}'), "manifest.json: this is not the manifest"),
    "a list for a manifest": (_manifest(lambda text: "[]"), "manifest.json: this is not the manifest"),
    "a word for a manifest": (_manifest(lambda text: '"x"'), "manifest.json: this is not the manifest"),
    "a null for a manifest": (_manifest(lambda text: "null"), "manifest.json: this is not the manifest"),
    "a manifest of numbers": (
        _manifest(lambda text: re.sub(r'"sha256": "\w+"', '"sha256": 5', text)),
        "manifest.json: this is not the manifest",
    ),
    "a manifest of another layout": (
        _manifest(lambda text: text.replace('"layout": 1', '"layout": 99')),
        "manifest.json: this is not the manifest",
    ),
    "a manifest that points elsewhere": (
        _manifest(lambda text: text.replace('"little.nt"', '"../little.nt"')),
        "manifest.json: this is not the manifest",
    ),
    "a manifest with another version": (_manifest(lambda text: text.replace("7.8.9", "7.9.0")), "manifest.json: wrong"),
}


@pytest.mark.parametrize("words", ["verify", "serve --port 0"], ids=lambda words: str(words).split()[0])
@pytest.mark.parametrize("name", SPOILT, ids=lambda name: str(name).replace(" ", "-"))
def test_a_spoilt_release_is_neither_vouched_for_nor_served(
    name: str, words: str, little_release: Path, run_forked: Run, tmp_path: Path
) -> None:
    spoil, told = SPOILT[name]
    release = tmp_path / "release"
    shutil.copytree(little_release, release)
    spoil(release)
    done = run_forked(*words.split(), release)
    assert (done.returncode, done.stdout) == (COULD_NOT_RUN, "")
    assert re.fullmatch(r"rightsgraph: \S.*\n", done.stderr), done.stderr
    assert told in done.stderr
