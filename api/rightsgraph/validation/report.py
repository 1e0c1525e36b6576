# SPDX-License-Identifier: Apache-2.0
"""What a check found, as values; `rightsgraph.validation.writers` has the forms in which it is told."""

import gzip
import itertools
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, text_of
from rightsgraph.validation.results import Result, Severity

__all__ = ["Finding", "Reason", "Report", "Severity", "make_report", "shown"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is wrong, in each language, and the reasons for that in turn."""

    messages: Mapping[str, str]
    reasons: tuple["Reason", ...] = ()

    def message(self, language: str) -> str:
        """The message in a language, else in any."""
        return _said_in(language, self.messages)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where: `file` is relative to the root, line and column count from 1.

    `rule` names the shape or the lint rule; `messages` say in each language what is expected and how to mend it;
    `source` is the line of the file as it stands there. `focus`, `path` and `value` are plain text for people, and
    `nameless` says by language how a focus and a value without a name are reached. `results` are
    what the SHACL engine found there, none where another check did.
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
    reasons: tuple[Reason, ...] = ()
    nameless: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    results: tuple[Result, ...] = ()

    def message(self, language: str) -> str:
        """The message in a language, else in any."""
        return _said_in(language, self.messages)

    def terms(self, language: str) -> tuple[str | None, str | None]:
        """What to call the focus and the value in a language."""
        return self.nameless.get(language, (self.focus, self.value))

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Where it stands in a report."""
        return self.file, self.line, self.column, self.rule, self.value or ""


def shown(term: NamedNode | BlankNode | Literal | Triple) -> str | None:
    """A term's plain text for people; None for a blank node, whose label the parser made up."""
    return None if isinstance(term, BlankNode) else text_of(term)


def _said_in(language: str, messages: Mapping[str, str]) -> str:
    return messages.get(language) or next(iter(messages.values()), "")


@dataclass(frozen=True, slots=True)
class Report:
    """All findings in file order, the files looked at, and `notes`: what could not be looked at, and why.

    `prefixes` are those that the files declare.
    """

    root: Path
    findings: tuple[Finding, ...]
    notes: tuple[Mapping[str, str], ...]
    files: tuple[str, ...]
    triples: int
    prefixes: Mapping[str, str] = field(default_factory=dict)

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
    root: Path,
    findings: Iterable[Finding],
    notes: Iterable[Mapping[str, str]],
    files: Iterable[PurePath],
    triples: int,
    prefixes: Mapping[str, str] | None = None,
) -> Report:
    """A report with its findings sorted, each told once and with its line of source."""
    unique: dict[object, Finding] = {}
    for finding in findings:
        told = finding.order, finding.focus, finding.path, repr((finding.messages, finding.reasons))
        before = unique.get(told)
        unique[told] = replace(before, results=(*before.results, *finding.results)) if before else finding
    wanted: dict[str, set[int]] = defaultdict(set)
    for finding in unique.values():
        wanted[finding.file].add(finding.line)
    lines = {file: _read_lines(root / file, numbers) for file, numbers in wanted.items()}
    placed = tuple(
        replace(finding, source=lines[finding.file].get(finding.line, ""))
        for finding in sorted(unique.values(), key=lambda f: (f.order, f.messages.get("en", "")))
    )
    names = tuple(sorted(path.as_posix() for path in files))
    return Report(root, placed, tuple(notes), names, triples, prefixes or {})


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
