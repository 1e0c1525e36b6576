# SPDX-License-Identifier: Apache-2.0
"""What a check found, as values; and the two forms in which it is told, text and JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

LANGUAGES = ("en", "es")


class Severity(IntEnum):
    """How bad a finding is; only a violation stops a release."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where: `file` is relative to the root, line and column count from 1.

    `rule` names the shape or the lint rule; `messages` say in each language what is expected and how to mend it.
    """

    file: str
    line: int
    column: int
    severity: Severity
    rule: str
    messages: Mapping[str, str]
    focus: str | None = None
    path: str | None = None
    value: str | None = None

    def message(self, language: str) -> str:
        """The message in a language, else in any."""
        return self.messages.get(language) or next(iter(self.messages.values()), "")

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Where it stands in a report."""
        return self.file, self.line, self.column, self.rule, self.value or ""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings in file order, what was looked at, and `notes`: what could not be looked at, and why."""

    findings: tuple[Finding, ...]
    notes: tuple[Mapping[str, str], ...]
    files: int
    triples: int

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def conforms(self) -> bool:
        """Whether nothing stands in the way of a release."""
        return not self.count(Severity.VIOLATION)


def make_report(findings: Iterable[Finding], notes: Iterable[Mapping[str, str]], files: int, triples: int) -> Report:
    """A report with its findings sorted and each told once."""
    unique = {(f.order, f.focus, f.path): f for f in findings}
    return Report(tuple(sorted(unique.values(), key=lambda f: f.order)), tuple(notes), files, triples)


def write_json(report: Report, language: str) -> str:
    """The report for programs: `findings` with file, line, column, severity and message, then notes and counts."""
    data = {
        "conforms": report.conforms,
        "files": report.files,
        "triples": report.triples,
        "findings": [
            {
                "file": finding.file,
                "line": finding.line,
                "column": finding.column,
                "severity": finding.severity.name.lower(),
                "rule": finding.rule,
                "message": finding.message(language),
                "focus": finding.focus,
                "path": finding.path,
                "value": finding.value,
            }
            for finding in report.findings
        ],
        "notes": [note[language] for note in report.notes],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


_WORDS = {
    "en": ("violation(s)", "warning(s)", "information", "files", "triples", "conforms", "does not conform", "note"),
    "es": (
        "violación(es)",
        "advertencia(s)",
        "información",
        "archivos",
        "tripletas",
        "conforme",
        "no conforme",
        "nota",
    ),
}
_SEVERITIES = {
    "en": {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "info"},
    "es": {Severity.VIOLATION: "violación", Severity.WARNING: "advertencia", Severity.INFO: "información"},
}


def write_text(report: Report, language: str) -> str:
    """The report for people: one finding a paragraph, the sum last."""
    violations, warnings, infos, files, triples, good, bad, note = _WORDS[language]
    lines = []
    for finding in report.findings:
        severity = _SEVERITIES[language][finding.severity]
        lines.append(
            f"{finding.file}:{finding.line}:{finding.column}: {severity}: {finding.message(language)} [{finding.rule}]"
        )
        lines += [f"    {name} {text}" for name, text in _details(finding)]
    lines += [f"{note}: {text[language]}" for text in report.notes]
    lines.append(
        f"{good if report.conforms else bad}: {report.files} {files}, {report.triples} {triples}, "
        f"{report.count(Severity.VIOLATION)} {violations}, {report.count(Severity.WARNING)} {warnings}, "
        f"{report.count(Severity.INFO)} {infos}"
    )
    return "\n".join(lines) + "\n"


def _details(finding: Finding) -> Iterable[tuple[str, str]]:
    if finding.focus:
        yield "→", finding.focus
    if finding.path:
        yield " ", f"{finding.path} {finding.value or ''}".rstrip()
