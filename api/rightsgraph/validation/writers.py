# SPDX-License-Identifier: Apache-2.0
"""A report in, text out: for people, for programs, and for what shows findings on a pull request."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from importlib import resources
from pathlib import PurePath
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from jinja2 import Environment, StrictUndefined

from rightsgraph import __version__
from rightsgraph.validation.report import Finding, Reason, Report, Severity
from rightsgraph.validation.standard_report import write_standard_report

_WINDOW = 100  # characters of a long line that are shown around its column
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ReportFormat(StrEnum):
    """How a report is written."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"
    junit = "junit"
    html = "html"
    turtle = "turtle"


_WORDS = {
    "en": {
        "title": "Report of the check",
        "sum": "{files} files, {triples} triples, {violations} violation(s), {warnings} warning(s), "
        "{infos} information",
        "conforms": "conforms",
        "fails": "does not conform",
        "note": "note",
        "why": "why",
    },
    "es": {
        "title": "Informe de la verificación",
        "sum": "{files} archivos, {triples} tripletas, {violations} violación(es), {warnings} advertencia(s), "
        "{infos} información",
        "conforms": "conforme",
        "fails": "no conforme",
        "note": "nota",
        "why": "por qué",
    },
}
_SEVERITIES = {
    "en": {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "info"},
    "es": {Severity.VIOLATION: "violación", Severity.WARNING: "advertencia", Severity.INFO: "información"},
}


def write_report(report: Report, format: ReportFormat, language: str) -> str:
    """The report in a form and a language."""
    return _WRITERS[format](report, language)


def _sum(report: Report, language: str) -> str:
    words = _WORDS[language]
    counts = words["sum"].format(
        files=len(report.files),
        triples=report.triples,
        violations=report.count(Severity.VIOLATION),
        warnings=report.count(Severity.WARNING),
        infos=report.count(Severity.INFO),
    )
    return f"{words['conforms' if report.conforms else 'fails']}: {counts}"


def _write_text(report: Report, language: str) -> str:
    """One finding a paragraph, with its line and a caret; the sum last."""
    lines = []
    for finding in report.findings:
        severity = _SEVERITIES[language][finding.severity]
        where = f"{finding.file}:{finding.line}:{finding.column}"
        lines.append(f"{where}: {severity}: {finding.message(language)} [{finding.rule}]")
        lines += _excerpt(finding)
        lines += [f"    {detail}" for detail in _details(finding, language)]
        lines += [f"    {line}" for line in _why(finding, language)]
    lines += [f"{_WORDS[language]['note']}: {text[language]}" for text in report.notes]
    return "\n".join([*lines, _sum(report, language), ""])


def _excerpt(finding: Finding) -> Iterator[str]:
    """The line of source, cut to what surrounds the column, and a caret under it."""
    if not finding.source.strip():
        return
    source = "".join(letter if letter.isprintable() else " " for letter in finding.source)
    start = max(0, finding.column - _WINDOW // 2) if len(source) > _WINDOW else 0
    cut, before = source[start : start + _WINDOW].rstrip(), "…" if start else ""
    after = "…" if len(source.rstrip()) > start + _WINDOW else ""
    yield f"    {finding.line} | {before}{cut}{after}"
    yield f"    {' ' * len(str(finding.line))} | {' ' * (len(before) + finding.column - 1 - start)}^"


def _details(finding: Finding, language: str) -> Iterator[str]:
    focus, value = finding.terms(language)
    if focus:
        yield f"→ {focus}"
    if finding.path:
        yield f"  {finding.path} {value or ''}".rstrip()


def _why(finding: Finding, language: str) -> Iterator[str]:
    """The reasons for a finding, a line each, under those that they belong to."""
    if finding.reasons:
        yield f"{_WORDS[language]['why']}:"
        yield from _reason_lines(finding.reasons, language, 1)


def _reason_lines(reasons: Iterable[Reason], language: str, depth: int) -> Iterator[str]:
    for reason in reasons:
        yield f"{'  ' * depth}- {' '.join(reason.message(language).split())}"
        yield from _reason_lines(reason.reasons, language, depth + 1)


def _with_reasons(finding: Finding, language: str) -> str:
    """A finding's message and reasons as one text."""
    return "\n".join([finding.message(language), *_why(finding, language)])


def _write_json(report: Report, language: str) -> str:
    """`findings` with file, line, column, severity and message, then notes and counts."""
    data = {
        "conforms": report.conforms,
        "files": len(report.files),
        "triples": report.triples,
        "findings": [_json_finding(finding, language) for finding in report.findings],
        "notes": [note[language] for note in report.notes],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _json_finding(finding: Finding, language: str) -> dict[str, Any]:
    focus, value = finding.terms(language)
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity.name.lower(),
        "rule": finding.rule,
        "message": finding.message(language),
        "reasons": [_json_reason(reason, language) for reason in finding.reasons],
        "focus": focus,
        "path": finding.path,
        "value": value,
        "source": finding.source,
    }


def _json_reason(reason: Reason, language: str) -> dict[str, Any]:
    reasons = [_json_reason(inner, language) for inner in reason.reasons]
    return {"message": reason.message(language), "reasons": reasons}


_GITHUB = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def _write_github(report: Report, language: str) -> str:
    """Workflow commands, which GitHub shows at the lines of a pull request.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    lines = []
    for finding in report.findings:
        properties = {
            "file": report.path_of(finding).as_posix(),
            "line": finding.line,
            "col": finding.column,
            "title": finding.rule,
        }
        told = ",".join(f"{name}={_command_property(str(value))}" for name, value in properties.items())
        lines.append(f"::{_GITHUB[finding.severity]} {told}::{_command_data(_with_reasons(finding, language))}")
    return "\n".join([*lines, _sum(report, language), ""])


def _command_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _command_property(text: str) -> str:
    return _command_data(text).replace(":", "%3A").replace(",", "%2C")


_SARIF = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def _write_sarif(report: Report, language: str) -> str:
    """SARIF 2.1.0 (OASIS), as code scanning takes it; files of the working folder are relative to it."""
    rules = sorted({finding.rule for finding in report.findings})
    places = {rule: place for place, rule in enumerate(rules)}
    first = {finding.rule: finding for finding in reversed(report.findings)}
    driver = {
        "name": "rightsgraph",
        "version": __version__,
        "rules": [{"id": rule, "shortDescription": {"text": first[rule].message(language) or rule}} for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": language,
        "results": [_sarif_result(report, finding, places[finding.rule], language) for finding in report.findings],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _sarif_result(report: Report, finding: Finding, place: int, language: str) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": finding.line, "startColumn": finding.column}
    if finding.source:
        region["snippet"] = {"text": finding.source}
    location = {"physicalLocation": {"artifactLocation": _artifact(report.path_of(finding)), "region": region}}
    return {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "level": _SARIF[finding.severity],
        "message": {"text": _with_reasons(finding, language) or finding.rule},
        "locations": [location],
    }


def _artifact(path: PurePath) -> dict[str, str]:
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}


def _write_junit(report: Report, language: str) -> str:
    """A test case a file, which fails by its violations; what is less goes to its output."""
    suite = ElementTree.Element("testsuite", name="rightsgraph check")
    found: dict[str, list[Finding]] = {name: [] for name in report.files}
    for finding in report.findings:
        found.setdefault(finding.file, []).append(finding)
    for name, findings in sorted(found.items()):
        case = ElementTree.SubElement(suite, "testcase", name=_xml(name), classname="rightsgraph.check")
        worst = [finding for finding in findings if finding.severity is Severity.VIOLATION]
        rest = [finding for finding in findings if finding.severity is not Severity.VIOLATION]
        if worst:
            words = [_junit_line(finding, language) for finding in worst]
            first = words[0].partition("\n")[0]
            failure = ElementTree.SubElement(case, "failure", message=first, type=_xml(worst[0].rule))
            failure.text = "\n".join(words)
        if rest:
            words = [_junit_line(finding, language) for finding in rest]
            ElementTree.SubElement(case, "system-out").text = "\n".join(words)
    suite.set("tests", str(len(found)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(suite, encoding="unicode")}\n'


def _junit_line(finding: Finding, language: str) -> str:
    line = f"{finding.line}:{finding.column}: {finding.message(language)} [{finding.rule}]"
    return _xml("\n".join([line, *_why(finding, language)]))


def _xml(text: str) -> str:
    """A text without what XML cannot carry."""
    return _NO_XML.sub("\ufffd", text)


def _write_html(report: Report, language: str) -> str:
    """One page that needs nothing else."""
    template = resources.files("rightsgraph.validation").joinpath("report.html").read_text("utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in report.findings:
        told = {
            "finding": finding,
            "kind": finding.severity.name.lower(),
            "severity": _SEVERITIES[language][finding.severity],
            "message": finding.message(language),
            "excerpt": "\n".join(_excerpt(finding)),
            "details": list(_details(finding, language)),
        }
        found.setdefault(finding.file, []).append(told)
    return environment.from_string(template).render(
        language=language,
        words=_WORDS[language],
        sum=_sum(report, language),
        conforms=report.conforms,
        files=found,
        notes=[note[language] for note in report.notes],
    )


def _write_turtle(report: Report, language: str) -> str:
    """SHACL's own form, which has all languages."""
    return write_standard_report(report)


_WRITERS: dict[ReportFormat, Callable[[Report, str], str]] = {
    ReportFormat.text: _write_text,
    ReportFormat.json: _write_json,
    ReportFormat.github: _write_github,
    ReportFormat.sarif: _write_sarif,
    ReportFormat.junit: _write_junit,
    ReportFormat.html: _write_html,
    ReportFormat.turtle: _write_turtle,
}
