# SPDX-License-Identifier: Apache-2.0
"""What a check found, as values; `rightsgraph.validation.writers` has the forms in which it is told."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path, PurePath

_LINE_END = re.compile(r"\r\n|\n|\r")


class Severity(IntEnum):
    """How bad a finding is; only a violation stops a release."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where: `file` is relative to the root, line and column count from 1.

    `rule` names the shape or the lint rule; `messages` say in each language what is expected and how to mend it;
    `source` is the line of the file as it stands there.
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
    source: str = ""

    def message(self, language: str) -> str:
        """The message in a language, else in any."""
        return self.messages.get(language) or next(iter(self.messages.values()), "")

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Where it stands in a report."""
        return self.file, self.line, self.column, self.rule, self.value or ""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings in file order, the files looked at, and `notes`: what could not be looked at, and why."""

    root: Path
    findings: tuple[Finding, ...]
    notes: tuple[Mapping[str, str], ...]
    files: tuple[str, ...]
    triples: int

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def fails(self, least: Severity) -> bool:
        """Whether any finding is as bad as that, or worse."""
        return any(finding.severity >= least for finding in self.findings)

    @property
    def conforms(self) -> bool:
        """Whether nothing stands in the way of a release."""
        return not self.fails(Severity.VIOLATION)

    def path_of(self, finding: Finding) -> PurePath:
        """A finding's file as the working folder sees it; absolute where it lies elsewhere."""
        path = self.root.absolute() / finding.file
        working = Path.cwd()
        return path.relative_to(working) if path.is_relative_to(working) else path


def make_report(
    root: Path, findings: Iterable[Finding], notes: Iterable[Mapping[str, str]], files: Iterable[PurePath], triples: int
) -> Report:
    """A report with its findings sorted, each told once and with its line of source."""
    unique = {(f.order, f.focus, f.path): f for f in findings}
    lines: dict[str, list[str]] = {}
    placed = []
    for finding in sorted(unique.values(), key=lambda f: f.order):
        if finding.file not in lines:
            lines[finding.file] = _read_lines(root / finding.file)
        known = lines[finding.file]
        placed.append(replace(finding, source=known[finding.line - 1] if finding.line <= len(known) else ""))
    return Report(root, tuple(placed), tuple(notes), tuple(sorted(path.as_posix() for path in files)), triples)


def _read_lines(path: Path) -> list[str]:
    """The lines of a file, which may be of any kind: it may be a finding just because it is no text."""
    try:
        return _LINE_END.split(path.read_bytes().decode("utf-8", "replace"))
    except OSError:
        return []
