# SPDX-License-Identifier: Apache-2.0
"""Passages are held against the captures that they were taken from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.validation import Finding, Report
from rightsgraph.validation.captures import normalise, passage_digest

TEXT = "El informe dice: se cambió la ley.\nY nada más. "
NORMAL = "El informe dice: se cambió la ley. Y nada más."
TURTLE = """
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<x:capture> rg:captureDigest "{capture}" .
<x:passage> oa:hasState <x:capture> ; oa:hasSelector <x:selector> ; rg:passageDigest "{passage}" .
<x:selector> oa:start {start} ; oa:end {end} .
"""
TERMS = "".join(
    f"<https://w3id.org/rightsgraph/ns#{name}> a <http://www.w3.org/2002/07/owl#DatatypeProperty> .\n"
    for name in ("captureDigest", "passageDigest")
)


@pytest.fixture
def captures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("captures")
    (folder / "kept.txt").write_text(TEXT, "utf-8")
    (folder / "other.txt").write_text("something else", "utf-8")
    (folder / "scan.pdf").write_bytes(b"%PDF \xff\xfe")
    (folder / "folder").mkdir()
    return folder


@pytest.fixture
def found(check: Callable[..., Report], captures: Path) -> Callable[..., list[Finding]]:
    """What is found wrong with one passage of the capture."""

    def find(start: str = "17", end: str = "33", said: str = NORMAL[17:33], capture: str = NORMAL) -> list[Finding]:
        turtle = TURTLE.format(capture=passage_digest(capture), passage=passage_digest(said), start=start, end=end)
        report = check({"data/a.ttl": turtle, "ontology/a.ttl": TERMS}, captures)
        assert report.notes == ()
        return list(report.findings)

    return find


def test_a_passage_that_fits_is_not_mentioned(found: Callable[..., list[Finding]]) -> None:
    assert NORMAL[17:33] == "se cambió la ley"
    assert found() == []


@pytest.mark.parametrize(
    ("wrong", "rule", "place"),
    [
        pytest.param({"start": "16"}, "passage-digest", ("x:passage", 6), id="a wrong start"),
        pytest.param({"end": "34"}, "passage-digest", ("x:passage", 6), id="a wrong end"),
        pytest.param({"said": "se cambió la Ley"}, "passage-digest", ("x:passage", 6), id="a wrong digest"),
        pytest.param({"start": "33", "end": "17"}, "passage-digest", ("x:passage", 6), id="an end before its start"),
        pytest.param({"end": "47"}, "passage-end", ("x:selector", 7), id="an end beyond the text"),
        pytest.param({"end": "9" * 5000}, "passage-end", ("x:selector", 7), id="an end beyond anything"),
        pytest.param({"capture": "lost"}, "capture-missing", ("x:capture", 5), id="a capture that is not there"),
    ],
)
def test_a_passage_that_does_not_fit_is_told_where_it_stands(
    found: Callable[..., list[Finding]], wrong: dict[str, str], rule: str, place: tuple[str, int]
) -> None:
    (finding,) = found(**wrong)
    assert (finding.rule, finding.focus, finding.line, finding.file) == (rule, *place, "data/a.ttl")
    assert finding.messages.keys() == {"en", "es"}


def test_the_end_of_the_text_is_within_it(found: Callable[..., list[Finding]]) -> None:
    assert found(end=str(len(NORMAL)), said=NORMAL[17:]) == []


@pytest.mark.parametrize("start", ["-1", "1.0", '"one"'])
def test_offsets_that_are_no_counts_are_left_to_the_shapes(found: Callable[..., list[Finding]], start: str) -> None:
    assert found(start=start) == []


def test_without_captures_a_note_says_what_was_not_done(check: Callable[..., Report]) -> None:
    turtle = TURTLE.format(capture="x", passage="y", start=1, end=2)
    report = check({"data/a.ttl": turtle, "ontology/a.ttl": TERMS})
    assert report.findings == ()
    assert [note["en"][:12] for note in report.notes] == ["1 passage(s)"]


def test_a_folder_that_is_not_there_is_the_system_s_error(check: Callable[..., Report], tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check({}, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \t\r\n b\u00a0c\u2003d\u2028e ", "a b c d e"),
        ("cambio\u0301", "cambió"),
        ("cambió", "cambió"),
        ("\ufb01n", "\ufb01n"),
        ("a\u00adb", "a\u00adb"),
        ("", ""),
    ],
    ids=[
        "white space of every kind",
        "a letter and its accent",
        "composed",
        "ligatures stay",
        "soft hyphens stay",
        "none",
    ],
)
def test_norm_1_composes_letters_and_makes_white_space_one(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_normal_text_is_normal(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_a_digest_is_of_utf_8_and_says_its_kind() -> None:
    assert passage_digest("é") == "sha256:4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
