# SPDX-License-Identifier: Apache-2.0
"""What tests of withdrawals share: a few datasets as content and as a release, and what is found in either."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

BASE = "https://w3id.org/rightsgraph/"
ORGANISATION = "/id/organisation/peru-consortium-academic"
AT = "2026-11-28T12:00:00Z"
# The datasets that hold one record of every kind; each withdrawal is held against all rules, which takes its time.
DATASETS = frozenset(
    (
        "cambodia-police-community-partnership",
        "papua-new-guinea-police-and-sex-workers",
        "peru-consortium",
        "peru-regional-consultations",
        "places",
        "queries",
    )
)


def copy_few(content_copy: Callable[[Path], Path], folder: Path, datasets: frozenset[str] = DATASETS) -> Path:
    content = content_copy(folder)
    for part in (content / "data").iterdir():
        if part.is_dir() and part.name not in datasets:
            shutil.rmtree(part)
    return content


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tombstones(text: bytes) -> set[str]:
    return {
        str(quad.subject)[1:-1]
        for quad in pyoxigraph.parse(text, format=RdfFormat.TURTLE)
        if quad.predicate.value.endswith("#type") and str(quad.object) == f"<{BASE}ns#Tombstone>"
    }
