# SPDX-License-Identifier: Apache-2.0
"""A size in, a release of generated content out: made by the package itself, and kept for the next run."""

import hashlib
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.concepts import read_vocabulary
from tests.bench.generator import generate, write_ntriples

from rightsgraph.content import read_content
from rightsgraph.manifest import CHECKSUMS, MANIFEST, Manifest, ReleasedFile, read_manifest
from rightsgraph.release import build_release, index_release
from rightsgraph.store import INDEX
from rightsgraph.validation import Report

ROOT = Path(__file__).parents[2]
SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
# What decides what a release is made of, beside the content; another version makes another release.
_MAKERS = ("content.py", "generalisation", "manifest.py", "metadata.py", "rdf", "release", "store/index.py")
# The package holds what it releases in memory; from here on its release is grown from an empty one.
_LARGEST_BUILT = 2_000_000
_SAMPLE = 20_000
_DATASET = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/rightsgraph/dataset/generated> a dcat:Dataset ;
  dcterms:title "Generated"@en , "Generado"@es ;
  dcterms:description "Invented, for measuring."@en , "Inventado, para medir."@es ;
  dcterms:issued "2026-11-23"^^xsd:date ;
  dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
"""
_WHOLE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/rightsgraph/dataset/bench> a dcat:Dataset ;
  dcterms:title "Bench"@en , "Banco de pruebas"@es ;
  dcterms:description "Invented, for measuring."@en , "Inventado, para medir."@es ;
  dcat:version "0.0.1" ;
  dcterms:issued "2026-11-23"^^xsd:date ;
  dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
  void:uriSpace "https://w3id.org/rightsgraph/" ;
  rg:correctionProcedure "Nobody is in it."@en , "No hay nadie en ello."@es ;
  rg:usageNorms "For measuring alone."@en , "Solo para medir."@es .
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A release, the dump of its default graph that every peer loads, and what making it took, in seconds."""

    release: Path
    ntriples: Path
    triples: int
    generated: int
    seconds_to_generate: float
    seconds_to_build: float


def write_content(root: Path, triples: int, source: Path = ROOT) -> int:
    """Write a content root of generated data beside the repository's own ontology and shapes; gives its triples."""
    for folder in ("ontology", "shapes"):
        shutil.copytree(source / folder, root / folder)
    generated = root / "data" / "generated"
    generated.mkdir(parents=True)
    (root / "data" / "dataset.ttl").write_text(_WHOLE, "utf-8")
    (generated / "dataset.ttl").write_text(_DATASET, "utf-8")
    # N-Triples are Turtle.
    return write_ntriples(generated / "records.ttl", read_vocabulary(source), triples)


def make_release(work: Path, triples: int) -> Made:
    """The release of that size in a work folder, made unless it is there."""
    folder = work / f"{triples}-{_identity()}"
    times = folder / "times"
    if not times.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        times.write_text(" ".join(map(str, _make(folder, triples))), "utf-8")
    generated, seconds_to_generate, seconds_to_build = times.read_text("utf-8").split()
    release = folder / "release"
    manifest = read_manifest(release)
    return Made(
        release,
        release / manifest.store_files[0],
        manifest.whole.triples,
        int(generated),
        float(seconds_to_generate),
        float(seconds_to_build),
    )


def _make(folder: Path, triples: int) -> tuple[int, float, float]:
    """Generate and build. Nothing is checked: a test holds a sample of the same data against the shapes."""
    grown = triples > _LARGEST_BUILT
    begun = time.monotonic()
    generated = write_content(folder / "content", 0 if grown else triples)
    written = time.monotonic()
    content = read_content(folder / "content")
    build_release(content, Report(content.root, (), (), (), generated), folder / "release")
    shutil.rmtree(folder / "content")
    if grown:
        begun = time.monotonic()
        generated = _grow(folder / "release", triples)
        written = time.monotonic()
    finish(folder / "release")
    return generated, round(written - begun, 2), round(time.monotonic() - written, 2)


def finish(release: Path) -> None:
    """Index a release that was grown; one that was built has its index."""
    if not (release / INDEX).exists():
        index_release(release, read_manifest(release))


def _grow(release: Path, triples: int) -> int:
    """Add generated triples to the dumps that a store is made from, and drop the others; gives how many.

    What is grown is served like any release, but its canonical digest is that of the empty one.
    """
    manifest = read_manifest(release)
    default, named_graphs = manifest.store_files
    graph = f" <{manifest.base}graph/data/generated/records> .\n"
    grown = 0
    with (release / default).open("ab") as plain, (release / named_graphs).open("ab") as quads:
        for lines in generate(read_vocabulary(ROOT), triples):
            grown += len(lines)
            plain.write("".join(lines).encode())
            quads.write("".join(line.removesuffix(" .\n") + graph for line in lines).encode())
    _drop_others(release, manifest, grown)
    return grown


def _drop_others(release: Path, manifest: Manifest, grown: int) -> None:
    """Leave in a grown release what a server opens, and list that anew."""
    kept = [file for file in manifest.files if _is_opened(manifest, file.name)]
    for file in manifest.files:
        if file not in kept:
            (release / file.name).unlink()
    measured = tuple(_measure(release, file) for file in kept)
    whole = replace(manifest.whole, triples=manifest.whole.triples + grown)
    (release / MANIFEST).write_bytes(replace(manifest, whole=whole, files=measured).to_bytes())
    sums = [(file.name, file.sha256) for file in measured] + [(MANIFEST, _sha256(release / MANIFEST))]
    (release / CHECKSUMS).write_text("".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums)), "utf-8")


def _is_opened(manifest: Manifest, name: str) -> bool:
    return name in manifest.store_files or name.startswith(("void.", "context."))


def _measure(release: Path, file: ReleasedFile) -> ReleasedFile:
    path = release / file.name
    return replace(file, size=path.stat().st_size, sha256=_sha256(path))


def _identity() -> str:
    """Another one for other data, another ontology or another way to release it."""
    package = ROOT / "api" / "rightsgraph"
    folders = (*(package / name for name in _MAKERS), ROOT / "ontology", ROOT / "shapes")
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.*")) if folder.is_dir() else (folder,):
            if path.suffix in (".py", ".ttl", ".jsonld"):
                total.update(path.read_bytes())
    for lines in generate(read_vocabulary(ROOT), _SAMPLE):
        total.update("".join(lines).encode())
    return total.hexdigest()[:12]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
