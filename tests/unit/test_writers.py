# SPDX-License-Identifier: Apache-2.0
"""Every form of a report, from content with mistakes: what it says, where it points, and what it must escape."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from pydantic_sarif.model import (  # type: ignore[import-untyped]
    StaticAnalysisResultsFormatSarifVersion210JsonSchema,
)

from rightsgraph.validation import Finding, Report, ReportFormat, Severity, write_report
from rightsgraph.validation.report import make_report

BROKEN = "data/a folder, 50%/bröken.ttl"
NASTY = '<script>alert(1)</script> & 50%\r\n::error::"x",y:z\x00'


@pytest.fixture
def report(check: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Report:
    """Of a root with one file that cannot be read, as seen from that root."""
    monkeypatch.chdir(tmp_path)
    return check({BROKEN: '# ñandú\r\n<https://example.org/s>\t<https://example.org/ns#p> "x" x .\r\n'})


def nasty(tmp_path: Path) -> Report:
    found = [
        Finding("a.ttl", 1, 1, severity, f"rule-{severity.name}", {"en": NASTY, "es": NASTY}, NASTY, NASTY, NASTY)
        for severity in Severity
    ]
    return make_report(tmp_path, found, [{"en": NASTY, "es": NASTY}], [Path("a.ttl"), Path("b.ttl")], 7)


def test_the_caret_stands_under_the_column(report: Report) -> None:
    lines = write_report(report, ReportFormat.text, "en").splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith(BROKEN))
    line, column = map(int, re.findall(r":(\d+):(\d+): violation", lines[at])[0])
    source, caret = lines[at + 1 : at + 3]
    assert line == 2
    assert source.startswith("    2 | <https://example.org/s> <https")
    assert caret.index("^") - len("    2 | ") == column - 1
    assert source[caret.index("^") :].startswith("x .")


@pytest.mark.parametrize("column", [1, 49, 50, 51, 400, 777, 1000])
def test_a_long_line_is_cut_around_the_column(tmp_path: Path, column: int) -> None:
    text = "".join(chr(ord("0") + place % 10) for place in range(1000))
    (tmp_path / "a.ttl").write_text(text + "\n")
    made = make_report(tmp_path, [Finding("a.ttl", 1, column, Severity.INFO, "r", {"en": "m"})], [], [], 0)
    source, caret = write_report(made, ReportFormat.text, "en").splitlines()[1:3]
    assert len(source) < 120
    assert source[caret.index("^")] == text[column - 1]


@pytest.mark.parametrize("text", [b"\xff\xfe", b"", b"one\rtwo\rthree"])
def test_a_line_of_what_is_no_text_breaks_nothing(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "a.ttl").write_bytes(text)
    found = [Finding("a.ttl", line, 3, Severity.INFO, "r", {"en": "m"}) for line in (1, 3, 99)]
    found.append(Finding("gone.ttl", 1, 1, Severity.INFO, "r", {"en": "m"}))
    made = make_report(tmp_path, found, [], [], 0)
    assert len(made.findings) == 4
    for format in ReportFormat:
        assert write_report(made, format, "en")


def test_github_is_told_the_place_in_its_own_escapes(report: Report) -> None:
    line = next(line for line in write_report(report, ReportFormat.github, "en").splitlines() if "syntax" in line)
    command = re.fullmatch(r"::error file=([^,:]*),line=2,col=\d+,title=syntax::(.+)", line)
    assert command
    assert unquote(command[1]) == BROKEN


def test_no_message_can_forge_a_command(tmp_path: Path) -> None:
    lines = write_report(nasty(tmp_path), ReportFormat.github, "es").splitlines()
    assert sorted(line.split(" ")[0] for line in lines[:-1]) == ["::error", "::notice", "::warning"]
    assert len(lines) == 4


def test_sarif_points_into_the_working_folder(report: Report) -> None:
    document = json.loads(write_report(report, ReportFormat.sarif, "en"))
    (run,) = document["runs"]
    assert document["version"] == "2.1.0"
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert result["message"]["text"]
    place = next(r for r in run["results"] if r["ruleId"] == "syntax")["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == BROKEN
    assert re.fullmatch(r"[A-Za-z0-9/%._~-]+", place["artifactLocation"]["uri"])
    assert place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    assert place["region"]["startLine"] == 2
    assert (Path.cwd() / BROKEN).read_text("utf-8").splitlines()[1] == place["region"]["snippet"]["text"]


def test_sarif_levels_follow_severity(tmp_path: Path) -> None:
    (run,) = json.loads(write_report(nasty(tmp_path), ReportFormat.sarif, "en"))["runs"]
    assert {result["ruleId"]: result["level"] for result in run["results"]} == {
        "rule-VIOLATION": "error",
        "rule-WARNING": "warning",
        "rule-INFO": "note",
    }
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (tmp_path / "a.ttl").as_uri()  # outside the working folder


# What SARIF 2.1.0 asks of the objects that are written here: what they must have, and may have.
SARIF = {
    "log": ({"version", "runs"}, {"$schema"}),
    "run": ({"tool"}, {"results", "columnKind", "language"}),
    "tool": ({"driver"}, set()),
    "driver": ({"name"}, {"version", "rules"}),
    "rule": ({"id"}, {"shortDescription"}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "locations"}),
    "text": ({"text"}, set()),
    "location": (set(), {"physicalLocation"}),
    "physicalLocation": ({"artifactLocation"}, {"region"}),
    "artifactLocation": ({"uri"}, {"uriBaseId"}),
    "region": ({"startLine", "startColumn"}, {"snippet"}),
}


def sarif_objects(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a document that we write, and what SARIF calls it."""
    yield "log", document
    for run in document["runs"]:
        driver = run["tool"]["driver"]
        yield from (("run", run), ("tool", run["tool"]), ("driver", driver))
        for rule in driver["rules"]:
            yield from (("rule", rule), ("text", rule["shortDescription"]))
        for result in run["results"]:
            yield from (("result", result), ("text", result["message"]))
            for location in result["locations"]:
                place = location["physicalLocation"]
                yield from (("location", location), ("physicalLocation", place), ("region", place["region"]))
                yield "artifactLocation", place["artifactLocation"]
                if "snippet" in place["region"]:
                    yield "text", place["region"]["snippet"]


def test_sarif_has_what_the_standard_asks_for_and_nothing_that_it_does_not_know(report: Report, tmp_path: Path) -> None:
    for made in (report, nasty(tmp_path), make_report(tmp_path, [], [], [], 0)):
        document = json.loads(write_report(made, ReportFormat.sarif, "es"))
        for kind, value in sarif_objects(document):
            required, allowed = SARIF[kind]
            assert required <= set(value) <= required | allowed, kind
            assert kind != "text" or (isinstance(value["text"], str) and value["text"])
            assert kind != "region" or (value["startLine"] >= 1 and value["startColumn"] >= 1)
        (run,) = document["runs"]
        assert (document["version"], run["columnKind"], run["language"]) == ("2.1.0", "unicodeCodePoints", "es")
        identifiers = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert len(set(identifiers)) == len(identifiers)
        assert {result["level"] for result in run["results"]} <= {"none", "note", "warning", "error"}


def test_sarif_is_as_a_model_of_its_schema_has_it(report: Report, tmp_path: Path) -> None:
    model = StaticAnalysisResultsFormatSarifVersion210JsonSchema
    for made in (report, nasty(tmp_path), make_report(tmp_path, [], [], [], 0)):
        assert model.model_validate_json(write_report(made, ReportFormat.sarif, "en")).runs


def test_junit_has_a_case_for_every_file(report: Report) -> None:
    suite = ElementTree.fromstring(write_report(report, ReportFormat.junit, "es").encode())
    cases = {case.get("name"): case for case in suite}
    assert set(cases) == set(report.files)
    assert suite.get("tests") == str(len(cases))
    failures = {name for name, case in cases.items() if case.find("failure") is not None}
    assert BROKEN in failures
    assert suite.get("failures") == str(len(failures))


def test_junit_fails_by_violations_alone_and_stays_xml(tmp_path: Path) -> None:
    suite = ElementTree.fromstring(write_report(nasty(tmp_path), ReportFormat.junit, "en").encode())
    case = suite[0]
    assert suite.get("failures") == "1"
    assert "rule-VIOLATION" in (case.findtext("failure") or "")
    assert "rule-WARNING" not in (case.findtext("failure") or "")
    assert "rule-WARNING" in (case.findtext("system-out") or "")
    assert len(suite[1]) == 0


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_needs_nothing_else_and_runs_nothing(tmp_path: Path, language: str) -> None:
    page = write_report(nasty(tmp_path), ReportFormat.html, language)
    read = _Tags(page)
    assert "script" not in read.tags
    assert not read.links
    assert f'<html lang="{language}">' in page
    assert "rule-VIOLATION" in page


@pytest.mark.parametrize("format", [format for format in ReportFormat if format is not ReportFormat.turtle])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_form_tells_the_finding_in_the_language(report: Report, format: ReportFormat, language: str) -> None:
    told = write_report(report, format, language)
    assert told.endswith("\n")
    assert ("no se puede leer" in told) is (language == "es")


@pytest.mark.parametrize("format", [format for format in ReportFormat if format is not ReportFormat.turtle])
def test_no_form_shows_the_label_that_a_parser_gave_a_node(check: Callable[..., Report], format: ReportFormat) -> None:
    sentence = "[] <https://example.org/ns#nowhere> [ <http://purl.org/dc/terms/title> 'call 51 1 555 0100' ] ."
    report = check({"data/a.ttl": sentence})
    assert {finding.rule for finding in report.findings} == {"blank-node", "phone"}
    assert not re.search(r"\b[0-9a-f]{30,}\b|_:", write_report(report, format, "en"))


def test_a_report_fails_by_what_is_asked(tmp_path: Path) -> None:
    found = [Finding("a.ttl", 1, 1, Severity.WARNING, "r", {"en": "m"})]
    made = make_report(tmp_path, found, [], [], 0)
    assert (made.fails(Severity.INFO), made.fails(Severity.WARNING), made.fails(Severity.VIOLATION)) == (
        True,
        True,
        False,
    )
    assert made.conforms
