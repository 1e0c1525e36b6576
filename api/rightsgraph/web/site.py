# SPDX-License-Identifier: Apache-2.0
"""A path in, what a server serves out: a store, and what is known of the data in it."""

from dataclasses import dataclass, field
from pathlib import Path

from rightsgraph.content import raw_files
from rightsgraph.formats import GRAPH_FORMATS, Format
from rightsgraph.iris import Iris
from rightsgraph.manifest import Manifest, digest, verify_release
from rightsgraph.metadata import PREFIXES, describe_raw
from rightsgraph.rdf import Context, read_context, write_graph
from rightsgraph.store import Store


@dataclass(frozen=True)
class Site:
    """One dataset as it is served; `identity` changes whenever an answer could."""

    store: Store
    iris: Iris
    identity: str
    dataset: str
    triples: int
    descriptions: dict[Format, bytes]
    prefixes: dict[str, str] = field(default_factory=dict)
    context: Context = field(default_factory=lambda: Context({}))
    manifest: Manifest | None = None
    folder: Path | None = None


def open_release(folder: Path) -> Site:
    """Verify a release and load it; raises ReleaseCorrupt."""
    manifest = verify_release(folder)
    return Site(
        store=Store.of_files(folder / name for name in manifest.store_files),
        iris=Iris(manifest.base),
        identity=digest(manifest.to_bytes()),
        dataset=manifest.whole.iri,
        triples=manifest.whole.triples,
        descriptions={format: (folder / f"void{format.extension}").read_bytes() for format in GRAPH_FORMATS},
        prefixes=manifest.prefixes,
        context=read_context(folder / "context.jsonld"),
        manifest=manifest,
        folder=folder,
    )


def open_raw(path: Path, base: str) -> Site:
    """Load foreign RDF as it is, relative IRIs resolved against `base`; raises RdfSyntaxError, UnknownFormat."""
    files = list(raw_files(path))
    store = Store.of_files(files, base)
    triples = store.count()
    described = list(describe_raw(base, triples))
    stamps = "".join(f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}\n" for file in files)
    return Site(
        store=store,
        iris=Iris(base),
        identity=digest(stamps.encode()),
        dataset=base + "dataset",
        triples=triples,
        descriptions={format: write_graph(described, format, PREFIXES) for format in GRAPH_FORMATS},
    )
