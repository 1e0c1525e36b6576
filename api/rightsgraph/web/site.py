# SPDX-License-Identifier: Apache-2.0
"""A path in, what a server serves out: a store, and what is known of the data in it."""

import logging
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rightsgraph.content import raw_files
from rightsgraph.describe import Names
from rightsgraph.errors import IndexUnusable
from rightsgraph.formats import GRAPH_FORMATS, Format
from rightsgraph.iris import Iris
from rightsgraph.manifest import MANIFEST, Manifest, ReleasedFile, digest, verify_file, verify_release
from rightsgraph.metadata import PREFIXES, describe_raw
from rightsgraph.query.catalogue import read_templates
from rightsgraph.query.templates import Template
from rightsgraph.rdf import Context, read_context, write_graph
from rightsgraph.store import INDEX, EngineChoice, Prepared, Store, open_index, prepare_files, prepare_index
from rightsgraph.vocab import TYPE
from rightsgraph.web.running.replacing import Place

_log = logging.getLogger(__name__)


VERIFIED_AT_START = 1 << 24  # bytes; of larger files, many would keep a server from starting


@dataclass(frozen=True)
class Site:
    """One dataset as it is served; `identity` changes whenever an answer could."""

    store: Store
    prepared: Prepared
    iris: Iris
    identity: str
    dataset: str
    triples: int
    descriptions: dict[Format, bytes]
    prefixes: dict[str, str] = field(default_factory=dict)
    context: Context = field(default_factory=lambda: Context({}))
    manifest: Manifest | None = None
    folder: Path | None = None
    place: Place | None = None
    queries: dict[str, Template] = field(default_factory=dict)
    _verified: set[str] = field(default_factory=set)

    @cached_property
    def names(self) -> Names:
        """What its resources are called."""
        return Names(self.store)

    @cached_property
    def _counts(self) -> dict[str, int]:
        return {}

    def count(self, class_iri: str) -> int:
        """How many resources of a class there are; counted once, since what is served does not change."""
        if class_iri not in self._counts:
            self._counts[class_iri] = sum(1 for _ in self.store.triples(predicate=TYPE, value=class_iri))
        return self._counts[class_iri]

    def verify(self, file: ReleasedFile) -> None:
        """Hold a released file against its checksum, once; raises ReleaseCorrupt."""
        if self.folder and file.size > VERIFIED_AT_START and file.name not in self._verified:
            verify_file(self.folder, file)
            self._verified.add(file.name)


def open_release(folder: Path, scratch: Path, engine: EngineChoice) -> Site:
    """Verify a release and open it: its index where it has one that is whole, else its dumps are loaded.

    Large files that are not loaded are verified before they are first sent (`Site.verify`).

    `scratch` is a folder of the server's own. Raises ReleaseCorrupt.
    """
    identity = digest((folder / MANIFEST).read_bytes())
    place = Place(folder, identity, VERIFIED_AT_START)  # known first: what replaces it while it is read is noticed
    manifest = verify_release(folder, VERIFIED_AT_START)
    try:
        index = open_index(folder / INDEX, identity)
        prepared = prepare_index(index, scratch, engine)
    except IndexUnusable as error:
        if (folder / INDEX).exists():
            _log.warning("the index is not used: %s", error)
        for file in manifest.files:
            if file.name in manifest.store_files:
                verify_file(folder, file)
        prepared = prepare_files([folder / name for name in manifest.store_files], scratch, engine)
    store = prepared.open_reference()
    return Site(
        store=store,
        prepared=prepared,
        iris=Iris(manifest.base),
        identity=identity,
        dataset=manifest.whole.iri,
        triples=manifest.whole.triples,
        descriptions={format: (folder / f"void{format.extension}").read_bytes() for format in GRAPH_FORMATS},
        prefixes=manifest.prefixes,
        context=read_context(folder / "context.jsonld"),
        manifest=manifest,
        folder=folder,
        place=place,
        queries=read_templates(store),
    )


def open_raw(path: Path, base: str, scratch: Path, engine: EngineChoice) -> Site:
    """Load foreign RDF as it is, relative IRIs resolved against `base`; raises RdfSyntaxError, UnknownFormat."""
    prepared = prepare_files(list(raw_files(path)), scratch, engine, base)
    store = prepared.open_reference()
    triples = store.count()
    described = list(describe_raw(base, triples))
    return Site(
        store=store,
        prepared=prepared,
        iris=Iris(base),
        # Blank nodes have other names after each start, so no answer outlives it.
        identity=secrets.token_hex(16),
        dataset=base + "dataset",
        triples=triples,
        descriptions={format: write_graph(described, format, PREFIXES) for format in GRAPH_FORMATS},
    )
