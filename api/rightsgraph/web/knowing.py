# SPDX-License-Identifier: Apache-2.0
"""A reader's question "as known when, on whose word" in, which claims answer it out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import Request

from rightsgraph.describe import Saying
from rightsgraph.errors import BadParameter

_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Known:
    """What counts as known: what was said by the end of a year, month or day, or by one source; None for any."""

    by: str | None = None
    source: str | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is left out at all."""
        return bool(self.by or self.source)

    def admits(self, found: Iterable[Saying]) -> bool:
        """Whether one of the sources is the one asked for, and spoke by then as far as its date can tell."""
        return any(self.source in (None, one.source) and (self.by is None or _by(one.issued, self.by)) for one in found)


def read_known(request: Request) -> Known:
    """Read `?by=2012` and `?source=IRI`; raises BadParameter."""
    by = request.query_params.get("by", "").strip()
    if by and not _DATE.fullmatch(by):
        raise BadParameter("by", "a year, a month or a day", by, ("2012", "2012-04", "2012-04-15"))
    return Known(by or None, request.query_params.get("source", "").strip() or None)


def _by(issued: str | None, by: str) -> bool:
    """Whether a date is certainly not after another; a year is not before a month of its own."""
    if issued is None:
        return False
    length = min(len(issued), len(by))
    return issued[:length] < by[:length] or (issued[:length] == by[:length] and len(issued) >= len(by))
