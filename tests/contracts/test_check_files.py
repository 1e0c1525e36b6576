# SPDX-License-Identifier: Apache-2.0
"""`check DIR --shapes FILE`: anyone's files and shapes in, findings at their lines and the right exit code out."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rightsgraph.validation.checks import MOST
from rightsgraph.validation.shacl import LARGE

FINE, FINDINGS, WRONG_USE, COULD_NOT_RUN = range(4)
SHAPES = """
@prefix e: <http://e.example/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property e:P .
e:P sh:path e:p ; sh:datatype xsd:integer ; sh:message "a number"@en , "un número"@es .
"""
DATA = """@prefix e: <http://e.example/> .
e:a a e:C ;
  e:p 1 ,
    "x" .
"""
NTRIPLES = """<http://e.example/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e.example/C> .
<http://e.example/b> <http://e.example/p> "y" .
"""
XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.example/">
  <e:C rdf:about="http://e.example/c"><e:p>z</e:p></e:C>
</rdf:RDF>
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rightsgraph", *words, "--lang", "en"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., None]:
    def write(**files: str) -> None:
        for name, text in {"shapes": SHAPES, **files}.items():
            path = tmp_path / (f"{name}.ttl" if name == "shapes" else f"data/{name.replace('_', '.')}")
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(gzip.compress(text.encode()) if name.endswith("_gz") else text.encode())

    return write


def test_each_finding_stands_at_its_line_in_its_file(run: Run, write: Callable[..., None]) -> None:
    write(a_ttl=DATA, b_nt=NTRIPLES, c_rdf=XML, d_ttl_gz=DATA.replace("e:a", "e:d"))
    done = run("check", "data", "--shapes", "shapes.ttl", "--format", "json")
    assert done.returncode == FINDINGS, done.stderr
    findings = json.loads(done.stdout)["findings"]
    assert [(one["file"], one["line"], one["column"]) for one in findings] == [
        ("a.ttl", 4, 5),
        ("b.nt", 2, 43),
        ("c.rdf", 1, 1),
        ("d.ttl.gz", 4, 5),
    ]
    assert {one["message"] for one in findings} == {"a number"}


@pytest.mark.parametrize("engine", ["native", "pyshacl", "both"])
def test_every_engine_checks_what_conforms(run: Run, write: Callable[..., None], engine: str) -> None:
    write(a_ttl=DATA.replace('"x"', "2"))
    done = run("check", "data", "--shapes", "shapes.ttl", "--engine", engine)
    assert done.returncode == FINE, done.stderr
    assert done.stdout.startswith("conforms: 2 files")


def test_shapes_may_lie_among_the_data_and_in_folders(run: Run, write: Callable[..., None], tmp_path: Path) -> None:
    write(a_ttl=DATA, s_ttl=SHAPES)
    one = run("check", "data", "--shapes", "data/s.ttl", "--format", "json")
    assert [(found["file"], found["line"]) for found in json.loads(one.stdout)["findings"]] == [("a.ttl", 4)]
    (tmp_path / "shapes").mkdir()
    (tmp_path / "data" / "s.ttl").rename(tmp_path / "shapes" / "s.ttl")
    assert run("check", "data", "--shapes", "shapes", "--format", "json").stdout == one.stdout


def test_shapes_come_from_several_files(run: Run, write: Callable[..., None], tmp_path: Path) -> None:
    write(a_ttl=DATA)
    head, tail = SHAPES.split("e:P sh:path")
    prefixes = head.split("e:S a")[0]
    (tmp_path / "one.ttl").write_text(head, "utf-8")
    (tmp_path / "two.ttl").write_text(f"{prefixes} e:P sh:path{tail}", "utf-8")
    done = run("check", "data/a.ttl", "--shapes", "one.ttl", "--shapes", "two.ttl")
    assert (done.returncode, "a.ttl:4:5: violation: a number" in done.stdout) == (FINDINGS, True), done.stdout


def test_a_shape_without_name_and_words_says_what_it_asks_for(run: Run, write: Callable[..., None]) -> None:
    nameless = SHAPES.replace("e:P .\ne:P ", "[ ").replace(' ; sh:message "a number"@en , "un número"@es .', " ] .")
    write(a_ttl=DATA, shapes=nameless)
    done = run("check", "data", "--shapes", "shapes.ttl")
    assert "a.ttl:4:5: violation: expected: a value of type xsd:integer; “x” stands here" in done.stdout, done.stdout
    assert "[Datatype]" in done.stdout


def test_terms_of_ours_may_be_used_without_being_declared(run: Run, write: Callable[..., None]) -> None:
    write(a_ttl="<http://e.example/a> a <https://w3id.org/rightsgraph/ns#Intervention> .")
    assert run("check", "data", "--shapes", "shapes.ttl").returncode == FINE


SAID = {
    "a term that SHACL lacks": ({"shapes": SHAPES.replace("sh:datatype", "sh:dataType")}, "did you mean `sh:datatype`"),
    "shapes that are none": ({"shapes": DATA}, "there are no shapes"),
    "data that is no Turtle": ({"b_ttl": "e:a e:p 1 ."}, "the prefix e: is not declared"),
}


@pytest.mark.parametrize(("files", "said"), SAID.values(), ids=SAID)
def test_what_is_wrong_with_the_files_is_said(
    run: Run, write: Callable[..., None], files: dict[str, str], said: str
) -> None:
    write(**{"a_ttl": DATA, **files})
    done = run("check", "data", "--shapes", "shapes.ttl")
    assert done.returncode == FINDINGS
    assert said in done.stdout, done.stdout
    assert "Traceback" not in done.stderr


WRONG = {
    "no such shapes": (("data", "--shapes", "nowhere.ttl"), WRONG_USE, "nowhere.ttl"),
    "no such data": (("nowhere", "--shapes", "shapes.ttl"), WRONG_USE, "nowhere: there is no such file"),
    "data without RDF": (("empty", "--shapes", "shapes.ttl"), WRONG_USE, "nor RDF files"),
    "shapes of no format": (("data", "--shapes", "notes.doc"), WRONG_USE, "notes.doc"),
    "captures as well": (("data", "--shapes", "shapes.ttl", "--captures", "data"), WRONG_USE, "--shapes"),
}


@pytest.mark.parametrize(("words", "code", "said"), WRONG.values(), ids=WRONG)
def test_wrong_use_is_one_line(
    run: Run, write: Callable[..., None], tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    write(a_ttl=DATA)
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.doc").write_text("notes", "utf-8")
    done = run("check", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_more_results_than_anybody_reads_are_cut_short_and_that_is_a_violation(
    run: Run, write: Callable[..., None]
) -> None:
    wrong = "".join(f'e:n{number} a e:C ; e:p "x" .\n' for number in range(MOST + 1))
    write(a_ttl=f"@prefix e: <http://e.example/> .\n{wrong}")
    done = run("check", "data", "--shapes", "shapes.ttl", "--format", "json")
    assert done.returncode == FINDINGS, done.stderr
    findings = json.loads(done.stdout)["findings"]
    assert len(findings) == MOST + 1
    (last,) = (finding for finding in findings if finding["rule"] == "cut-short")
    assert (last["severity"], last["file"]) == ("violation", "a.ttl")
    assert f"more than the {MOST} results" in last["message"]


def test_what_does_not_fit_in_memory_is_refused_before_it_is_loaded(tmp_path: Path, write: Callable[..., None]) -> None:
    write()
    long = "x" * 4000
    with (tmp_path / "large.nt").open("w") as file:
        file.writelines(f'<http://e.example/{n}> <http://e.example/q> "{long}" .\n' for n in range(LARGE))
    command = [sys.executable, "-m", "rightsgraph", "check", "large.nt", "--shapes", "shapes.ttl", "--lang", "en"]
    limited = ["prlimit", f"--as={800_000_000}", *command]
    done = subprocess.run(limited, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == COULD_NOT_RUN, done.stdout
    assert "takes about 8" in done.stderr
    assert "check it in parts, or on a larger machine" in done.stderr
    assert "Traceback" not in done.stderr
