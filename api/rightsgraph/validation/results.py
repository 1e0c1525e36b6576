# SPDX-License-Identifier: Apache-2.0
"""What a SHACL engine found, as values, whichever engine it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TypeAlias

from rightsgraph.rdf import BlankNode, Literal, NamedNode
from rightsgraph.vocab import SH

Term: TypeAlias = NamedNode | BlankNode | Literal


class Severity(IntEnum):
    """How bad a finding is; only a violation stops a release."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3


_SEVERITIES = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}


class ShaclEngine(StrEnum):
    """Which engine validates; both must find the same."""

    native = "native"
    pyshacl = "pyshacl"
    both = "both"


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result; blank nodes have the labels of the graphs that were given to the engine.

    `path` is an IRI, or a property path in the syntax of SPARQL with every bracket; `messages` are those that the
    shapes have, by language: none where they say nothing.
    """

    shape: NamedNode | BlankNode | None
    severity: Severity
    focus: Term
    path: str | None
    value: Term | None
    component: str
    messages: Mapping[str, str]

    @property
    def key(self) -> tuple[str, str, str, str, str, int]:
        """What two engines must agree on; terms are N-Triples."""
        value, shape = self.value or "", self.shape or ""
        return str(self.focus), self.path or "", str(value), self.component, str(shape), self.severity


def severity_of(iri: str) -> Severity:
    """The severity of an IRI; one that SHACL does not define counts as a violation."""
    return _SEVERITIES.get(iri, Severity.VIOLATION)
