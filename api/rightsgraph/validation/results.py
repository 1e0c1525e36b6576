# SPDX-License-Identifier: Apache-2.0
"""What a SHACL engine found, as values, whichever engine it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rightsgraph.validation.report import Severity
from rightsgraph.vocab import SH

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
    """One validation result; terms are IRIs, blank node labels or lexical forms."""

    shape: str
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    component: str
    messages: Mapping[str, str]

    @property
    def key(self) -> tuple[str, str, str, str, str, int]:
        """What two engines must agree on."""
        return self.focus, self.path or "", self.value or "", self.component, self.shape, self.severity


def severity_of(iri: str) -> Severity:
    """The severity of an IRI; one that SHACL does not define counts as a violation."""
    return _SEVERITIES.get(iri, Severity.VIOLATION)
