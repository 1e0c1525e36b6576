# SPDX-License-Identifier: Apache-2.0
"""A content root in, a release folder out: whole and checked, or not there at all."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from rightsgraph.content import Content
from rightsgraph.errors import NotConforming, TargetUnwritable
from rightsgraph.formats import NQUADS
from rightsgraph.generalisation import generalise
from rightsgraph.manifest import CHECKSUMS, MANIFEST, Manifest, ReleasedFile, digest, read_manifest, verify_file
from rightsgraph.rdf import Triple, read_quads
from rightsgraph.release.plan import PlannedFile, plan_description, plan_dumps, plan_parts, plan_withdrawn
from rightsgraph.release.staging import staged
from rightsgraph.store import INDEX, build_index
from rightsgraph.validation import Report, Severity

WORTH_INDEXING = 50_000  # triples


def build_release(content: Content, report: Report, out: Path) -> Manifest:
    """Write a release of content whose report conforms; `out` must not exist, or be an empty folder.

    What is written is the content as its policies make it coarser, as it was checked.
    Everything is written beside `out` first and moved there in one step, so that a build that dies leaves no
    release. Raises NotConforming, TargetUnwritable.
    """
    if not report.conforms:
        raise NotConforming(content.root, report.count(Severity.VIOLATION))
    try:
        with staged(out) as stage:
            return write_release(generalise(content).content, stage)
    except OSError as error:
        raise TargetUnwritable(out, error.strerror or str(error)) from error


def write_release(content: Content, stage: Path) -> Manifest:
    """Write the files of a release into an empty folder; raises NotConforming where content does not say what it is."""
    if not (content.whole and content.version and content.issued):
        raise NotConforming(content.root, 1)
    withdrawn = plan_withdrawn(content)
    # A withdrawal changes files under the same version, so it is told by their time too.
    time = max(_instant(moment) for moment in (content.issued, *(record.time for record in withdrawn)))
    parts = plan_parts(content, content.whole)
    dumps = [_write_file(stage, file, time) for part in parts for file in plan_dumps(content, part)]
    extra = [_write_file(stage, file, time) for file in plan_description(content, parts, dumps)]
    whole = parts[0].released
    manifest = Manifest(
        version=content.version,
        issued=content.issued,
        base=content.iris.base,
        canonical_sha256=next(file.sha256 for file in dumps if file.name == whole.name + NQUADS.extension),
        disputed_graphs=tuple(sorted(file.graph for file in content.files if file.disputed)),
        prefixes=content.prefixes,
        whole=whole,
        parts=tuple(part.released for part in parts[1:]),
        files=(*dumps, *extra),
        withdrawn=withdrawn,
    )
    sums = [(file.sha256, file.name) for file in manifest.files] + [(digest(manifest.to_bytes()), MANIFEST)]
    _write(stage / MANIFEST, manifest.to_bytes(), time)
    _write(stage / CHECKSUMS, _checksum_lines(sums), time)
    if whole.triples >= WORTH_INDEXING:
        index_release(stage, manifest)
    return manifest


def read_triples(folder: Path) -> Iterator[Triple]:
    """What a release told, disputed claims too; raises ReleaseCorrupt at once where its dump is not as released."""
    manifest = read_manifest(folder)
    _, name = manifest.store_files
    if file := manifest.file(name):
        verify_file(folder, file)
    return (quad.triple for quad in read_quads(folder / name))


def _instant(moment: str) -> float:
    """A date or a moment in seconds; in UTC where it names no time zone, 0 where Python knows no such moment."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return 0.0
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def index_release(folder: Path, manifest: Manifest) -> None:
    """Write what lets a server open a large release in a moment; small ones are loaded as fast."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        quads = Path(scratch) / "quads.nq"
        with quads.open("wb") as file:
            for name in manifest.store_files:
                with (folder / name).open("rb") as dump:
                    shutil.copyfileobj(dump, file)
        build_index(quads, digest(manifest.to_bytes()), folder / INDEX)


def _checksum_lines(sums: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{sha256}  {name}\n" for sha256, name in sorted(sums, key=lambda pair: pair[1])).encode()


def _write_file(stage: Path, file: PlannedFile, time: float) -> ReleasedFile:
    _write(stage / file.name, file.data, time)
    return file.released


def _write(path: Path, data: bytes, time: float) -> None:
    """Write one file; its time is that of the release, as Last-Modified will say."""
    path.write_bytes(data)
    os.utime(path, (time, time))
