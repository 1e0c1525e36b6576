# SPDX-License-Identifier: Apache-2.0
"""What an attack finds, as values: the triples that were walked, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rightsgraph.validation.results import Severity


class Edge(NamedTuple):
    """One public triple as plain text; nameless nodes begin with `_:`. `before` is one of the release before.

    `claim` is the claim that says it, where nothing else does: a disputed claim can be read as well as any other.
    """

    subject: str
    predicate: str
    object: str
    literal: bool = False
    before: bool = False
    claim: str = ""

    def other(self, node: str) -> str:
        """The end that is not the node."""
        return self.object if self.subject == node else self.subject


@dataclass(frozen=True, slots=True)
class Leak:
    """What can be worked out, and how: `path` from what is known to what should not be; `values` fill the message.

    `start` is the end of the first triple at which the way begins, where that is not plain from the second.
    """

    path: tuple[Edge, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.VIOLATION
    start: str | None = None
