# SPDX-License-Identifier: Apache-2.0
"""What tests of withdrawals share: a record to take back, and what is found in a folder."""

from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

BASE = "https://w3id.org/rightsgraph/"
ORGANISATION = "/id/organisation/peru-consortium-academic"
AT = "2026-11-28T12:00:00Z"


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tombstones(text: bytes) -> set[str]:
    return {
        str(quad.subject)[1:-1]
        for quad in pyoxigraph.parse(text, format=RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#type") and str(quad.object) == f"<{BASE}ns#Tombstone>"
    }
