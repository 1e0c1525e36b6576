# SPDX-License-Identifier: Apache-2.0
"""What a check found, as values; `rightsgraph.validation.writers` has the forms in which it is told."""

import gzip
import itertools
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path, PurePath


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
    wanted: dict[str, set[int]] = defaultdict(set)
    for finding in unique.values():
        wanted[finding.file].add(finding.line)
    lines = {file: _read_lines(root / file, numbers) for file, numbers in wanted.items()}
    placed = tuple(
        replace(finding, source=lines[finding.file].get(finding.line, ""))
        for finding in sorted(unique.values(), key=lambda f: f.order)
    )
    return Report(root, placed, tuple(notes), tuple(sorted(path.as_posix() for path in files)), triples)


def _read_lines(path: Path, numbers: set[int]) -> dict[int, str]:
    """Some lines of a file, which may be of any kind: it may be a finding just because it is no text."""
    last = max(numbers)
    try:
        # Read as text, all three ends of a line come as one.
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8-sig", errors="replace") as file:
            lines = enumerate(itertools.islice(file, last), 1)
            return {number: line.removesuffix("\n") for number, line in lines if number in numbers}
    except (OSError, EOFError, zlib.error):
        return {}
