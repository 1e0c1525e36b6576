# SPDX-License-Identifier: Apache-2.0
"""Content in, the files of its release out, one after the other. Pure: the same content gives the same bytes."""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rightsgraph.content import Content, Dataset
from rightsgraph.describe import read_tombstones
from rightsgraph.formats import GRAPH_FORMATS, JSONLD, NQUADS, TEXT, Format
from rightsgraph.manifest import ReleasedDataset, ReleasedFile, WithdrawnRecord, digest
from rightsgraph.metadata import (
    PREFIXES,
    count,
    describe_access,
    describe_counts,
    describe_dumps,
    describe_feed,
    describe_part,
)
from rightsgraph.rdf import Quad, Triple, canonicalize, text_of, write_graph, write_nquads
from rightsgraph.release.norms import write_norms
from rightsgraph.vocab import DCTERMS

DESCRIPTION = "void"
CONTEXT = "context"
NORMS = "NORMS"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of a release before it is written."""

    name: str
    dataset: str
    format: Format
    compressed: bool
    data: bytes

    @property
    def released(self) -> ReleasedFile:
        """What the manifest says of it."""
        return ReleasedFile(
            self.name, self.dataset, self.format.name, self.compressed, len(self.data), digest(self.data)
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A dataset with the quads of its files and the triples that the default graph holds of them."""

    released: ReleasedDataset
    quads: Sequence[Quad]
    triples: frozenset[Triple]


def plan_parts(content: Content, whole: Dataset) -> list[Part]:
    """The whole, then the parts, blank nodes relabelled canonically."""
    quads = canonicalize(content.quads())
    disputed = {file.graph for file in content.files if file.disputed}
    return [_plan_part(content, dataset, quads, disputed) for dataset in (whole, *content.datasets)]


def _plan_part(content: Content, dataset: Dataset, quads: list[Quad], disputed: set[str]) -> Part:
    graphs = {file.graph for file in content.files if file.path.is_relative_to(dataset.folder)}
    own = [quad for quad in quads if text_of(quad.graph_name) in graphs]
    triples = frozenset(quad.triple for quad in own if text_of(quad.graph_name) not in disputed)
    return Part(ReleasedDataset(dataset.iri, dataset.name, len(triples)), own, triples)


def plan_dumps(content: Content, part: Part) -> Iterator[PlannedFile]:
    """A dataset in every format, plain and packed."""
    for format in (*GRAPH_FORMATS, NQUADS):
        if format is NQUADS:
            data = write_nquads(part.quads)
        else:
            data = write_graph(part.triples, format, content.prefixes, content.context)
        name = part.released.name + format.extension
        yield PlannedFile(name, part.released.iri, format, False, data)
        # No time stamp: two builds give the same bytes.
        yield PlannedFile(name + ".gz", part.released.iri, format, True, gzip.compress(data, 9, mtime=0))


def plan_description(content: Content, parts: Sequence[Part], dumps: Sequence[ReleasedFile]) -> Iterator[PlannedFile]:
    """The VoID and DCAT description in every graph format, the JSON-LD context, and the norms that travel along."""
    whole = parts[0].released
    triples = list(_describe(content, parts, dumps))
    prefixes = {**content.prefixes, **PREFIXES}
    for format in GRAPH_FORMATS:
        data = write_graph(triples, format, prefixes, content.context)
        yield PlannedFile(DESCRIPTION + format.extension, whole.iri, format, False, data)
    yield PlannedFile(CONTEXT + JSONLD.extension, whole.iri, JSONLD, False, content.context.to_bytes())
    if norms := write_norms(whole.iri, parts[0].triples):
        yield PlannedFile(NORMS + TEXT.extension, whole.iri, TEXT, False, norms)


def plan_withdrawn(content: Content) -> tuple[WithdrawnRecord, ...]:
    """What was taken back, the latest first."""
    return tuple(WithdrawnRecord(found.iri, found.time, found.reason) for found in read_tombstones(content.triples()))


def _describe(content: Content, parts: Sequence[Part], dumps: Sequence[ReleasedFile]) -> Iterator[Triple]:
    whole, base = parts[0].released, content.iris.base
    yield from describe_access(whole.iri, base)
    yield from describe_feed(whole.iri, base)
    for part in parts:
        iri = part.released.iri
        yield from (triple for triple in parts[0].triples if text_of(triple.subject) == iri)
        yield from describe_counts(iri, count(part.triples))
        licences = [
            text_of(t.object)
            for t in parts[0].triples
            if text_of(t.subject) == iri and t.predicate.value == DCTERMS + "license"
        ]
        yield from describe_dumps(part.released, base, [f for f in dumps if f.dataset == iri], licences)
        if part is not parts[0]:
            yield from describe_part(whole.iri, iri)
