# SPDX-License-Identifier: Apache-2.0
"""A few datasets of the shipped content, for what holds all of it against all rules again and again."""

import shutil
from collections.abc import Callable
from pathlib import Path

# They hold one record of every kind.
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
