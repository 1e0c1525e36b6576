# SPDX-License-Identifier: Apache-2.0
"""What a release says of itself: `manifest.json` in, a Manifest out, and its files held against it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from rightsgraph.errors import ReleaseCorrupt
from rightsgraph.formats import NQUADS, NTRIPLES

MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"
# Raised when a reader of older releases could no longer read newer ones.
LAYOUT = 1


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """One file of a release; `dataset` is the IRI of what it holds, `format` a name of the format table."""

    name: str
    dataset: str
    format: str
    compressed: bool
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReleasedDataset:
    """The whole or a part of a release; `triples` counts what its default graph holds."""

    iri: str
    name: str
    triples: int


@dataclass(frozen=True, slots=True)
class WithdrawnRecord:
    """A record that was taken back: its IRI, the time of withdrawal, and the IRI of the class of reason."""

    iri: str
    time: str
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A release: version and date as the content gives them, the RDFC-1.0 digest of all its quads, its files.

    A release from which something was withdrawn keeps its version; what it says of itself differs, and so its digest.
    """

    version: str
    issued: str
    base: str
    canonical_sha256: str
    disputed_graphs: tuple[str, ...]
    prefixes: dict[str, str]
    whole: ReleasedDataset
    parts: tuple[ReleasedDataset, ...]
    files: tuple[ReleasedFile, ...]
    withdrawn: tuple[WithdrawnRecord, ...] = ()

    @property
    def store_files(self) -> tuple[str, str]:
        """The names of the files that a store is made from: the default graph, and the named graphs."""
        default, named_graphs = (f"{self.whole.name}{format.extension}" for format in (NTRIPLES, NQUADS))
        return default, named_graphs

    def file(self, name: str) -> ReleasedFile | None:
        """The released file of that name, None where there is none."""
        return next((file for file in self.files if file.name == name), None)

    def to_bytes(self) -> bytes:
        """The manifest as it is written."""
        return (json.dumps({"layout": LAYOUT, **asdict(self)}, ensure_ascii=False, indent=2) + "\n").encode()


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read a release's manifest; raises ReleaseCorrupt."""
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_text("utf-8"))
        return _manifest(data)
    except FileNotFoundError as error:
        raise ReleaseCorrupt(path, "a release has a manifest, and here is none") from error
    except (ValueError, KeyError, StopIteration, RecursionError) as error:
        raise ReleaseCorrupt(path, "this is not the manifest of a release") from error


def _manifest(data: Any) -> Manifest:
    if not isinstance(data, dict) or data.pop("layout") != LAYOUT:
        raise ValueError("another layout")
    manifest = TypeAdapter(Manifest).validate_python(data)
    if any(Path(file.name).name != file.name for file in manifest.files):
        raise ValueError("a file outside the release")
    if not all(manifest.file(name) for name in manifest.store_files):
        raise ValueError("no dump of the whole")
    return manifest


def verify_release(folder: Path, largest: int | None = None) -> Manifest:
    """Hold a release against its manifest and checksums; raises ReleaseCorrupt at the first fault.

    Of files of more than `largest` bytes only the size is held; whoever opens one then verifies it (`verify_file`).
    """
    manifest = read_manifest(folder)
    for file in manifest.files:
        if largest is None or file.size <= largest:
            verify_file(folder, file)
        elif not _has_size(folder / file.name, file.size):
            raise ReleaseCorrupt(folder / file.name, f"it should have {file.size} bytes")
    missing = {MANIFEST, *(file.name for file in manifest.files)}
    for name, sha256 in _read_checksums(folder / CHECKSUMS):
        _verify_line(folder, manifest, name, sha256)
        missing.discard(name)
    if missing:
        raise ReleaseCorrupt(folder / CHECKSUMS, f"no checksum of {min(missing)}")
    return manifest


def verify_file(folder: Path, file: ReleasedFile) -> None:
    """Hold one file of a release against its checksum; raises ReleaseCorrupt."""
    _verify(folder / file.name, file.sha256, f"the manifest says {file.sha256[:12]}…")


def _verify_line(folder: Path, manifest: Manifest, name: str, sha256: str) -> None:
    """Hold a line of the checksums against the manifest, or against a file that the manifest does not have."""
    file = manifest.file(name)
    if file is None:
        _verify(folder / name, sha256, f"{CHECKSUMS} says {sha256[:12]}…")
    elif file.sha256 != sha256:
        said = f"{CHECKSUMS} says {sha256[:12]}…, the manifest {file.sha256[:12]}…"
        raise ReleaseCorrupt(folder / name, f"wrong checksum: {said}")


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _verify(path: Path, sha256: str, said: str) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise ReleaseCorrupt(path, "the release names this file, and it cannot be read") from error
    if found != sha256:
        raise ReleaseCorrupt(path, f"wrong checksum: the file has {found[:12]}…, {said}")


def _read_checksums(path: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseCorrupt(path, "a release lists its checksums, and here is no such list") from error
    for line in lines:
        sha256, _, name = line.partition("  ")
        if len(sha256) != 64 or Path(name).name != name or not name:
            raise ReleaseCorrupt(path, f"not a checksum line: {line[:80]!r}")
        yield name, sha256
