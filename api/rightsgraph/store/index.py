# SPDX-License-Identifier: Apache-2.0
"""One file of N-Quads in, a folder that the engines open in milliseconds out; verified before it is opened.

An index follows from a release and is no part of it: it may be left out, thrown away and made again. It is bound to
the release and to the engines' versions, since another version may read the same bytes otherwise.
"""

import hashlib
import importlib.metadata
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rightsgraph.errors import IndexUnusable
from rightsgraph.store.fast import FastGraph, fast_version
from rightsgraph.store.oxigraph import Store

INDEX = "index"  # the folder of a release that holds it
CONTENTS = "index.json"
_REFERENCE, _FAST = "oxigraph", "sparq"


@dataclass(frozen=True, slots=True)
class Index:
    """The folders of an index; `fast` is None where it was made without the fast engine."""

    reference: Path
    fast: Path | None


def build_index(quads: Path, identity: str, out: Path) -> None:
    """Index one file of N-Quads; `identity` names the release that it holds. `out` must not exist."""
    out.mkdir()
    with ThreadPoolExecutor() as threads:
        jobs = [threads.submit(Store.save, quads, out / _REFERENCE)]
        if fast_version():
            jobs.append(threads.submit(FastGraph.save, quads, out / _FAST))
        for job in jobs:
            job.result()
    for name in ("LOG", "LOCK"):  # what the engine writes for itself, each time anew
        (out / _REFERENCE / name).unlink(missing_ok=True)
    contents = {"release": identity, "engines": _versions(), "files": dict(_digests(out, _files(out)))}
    (out / CONTENTS).write_text(json.dumps(contents, indent=1) + "\n", "utf-8")


def open_index(folder: Path, identity: str) -> Index:
    """Hold an index against its checksums; raises IndexUnusable where it is not whole, or not of this release."""
    path = folder / CONTENTS
    try:
        contents = json.loads(path.read_text("utf-8"))
        release, engines, files = (contents[key] for key in ("release", "engines", "files"))
        found = dict(_digests(folder, list(files)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexUnusable(path, "there is none, or it is not whole") from error
    if release != identity:
        raise IndexUnusable(path, "it was made from another release")
    if engines[_REFERENCE] != _versions()[_REFERENCE]:
        raise IndexUnusable(path, "it was made by another version of the engine")
    if wrong := next((name for name in files if found[name] != files[name]), None):
        raise IndexUnusable(folder / wrong, "wrong checksum")
    if unknown := next((name for name in _files(folder) if name not in files), None):
        raise IndexUnusable(folder / unknown, "it is not in the list of the index's files")
    fast = engines.get(_FAST) is not None and engines[_FAST] == fast_version()
    return Index(folder / _REFERENCE, folder / _FAST if fast else None)


def _versions() -> dict[str, str | None]:
    return {_REFERENCE: importlib.metadata.version("pyoxigraph"), _FAST: fast_version()}


def _files(folder: Path) -> list[str]:
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if path.as_posix() not in (CONTENTS, f"{_REFERENCE}/LOCK"))


def _digests(folder: Path, names: list[str]) -> Iterator[tuple[str, str]]:
    with ThreadPoolExecutor() as threads:  # the digest lets go of the interpreter
        yield from zip(names, threads.map(lambda name: _digest(folder / name), names), strict=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
