# SPDX-License-Identifier: Apache-2.0
"""What a release and an endpoint say of themselves."""

from collections.abc import Iterable

from rightsgraph.formats import GRAPH_FORMATS, RDF_FORMATS, SOLUTION_FORMATS
from rightsgraph.manifest import ReleasedDataset, ReleasedFile
from rightsgraph.metadata import Counts, count, describe_dumps, describe_raw, describe_service
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, text_of
from rightsgraph.vocab import DCAT, DCTERMS, FORMATS_NS, SD, SPDX, TYPE, VOID, XSD

E = "http://e.example/"
DATASET = ReleasedDataset(E + "dataset/tiny", "tiny", 2)


def values(triples: Iterable[Triple], predicate: str) -> list[str]:
    return [text_of(triple.object) for triple in triples if triple.predicate.value == predicate]


def test_a_graph_is_counted_each_triple_once() -> None:
    s, p, kind = NamedNode(E + "s"), NamedNode(E + "p"), NamedNode(TYPE)
    triples = [
        Triple(s, p, Literal("a")),
        Triple(s, p, Literal("a")),
        Triple(s, kind, NamedNode(E + "T")),
        Triple(BlankNode("b"), kind, NamedNode(E + "T")),
        Triple(s, p, Literal("a", language="en")),
    ]
    assert count(triples) == Counts(triples=4, subjects=2, objects=3, properties=2, classes=1)
    assert count([]) == Counts(0, 0, 0, 0, 0)


def test_every_dump_is_described_with_size_type_sum_and_licence() -> None:
    files = [
        ReleasedFile(f"tiny{format.extension}{'.gz' if packed else ''}", DATASET.iri, format.name, packed, 5, "ab" * 32)
        for format in RDF_FORMATS
        for packed in (False, True)
    ]
    triples = list(describe_dumps(DATASET, E, files, [E + "licence"]))
    assert values(triples, VOID + "dataDump") == [f"{E}dumps/{file.name}" for file in files]
    assert len(set(values(triples, DCAT + "distribution"))) == len(files)
    assert values(triples, DCAT + "byteSize") == ["5"] * len(files)
    assert values(triples, SPDX + "checksumValue") == ["ab" * 32] * len(files)
    assert values(triples, DCTERMS + "license") == [E + "licence"] * len(files)
    assert len(values(triples, DCAT + "compressFormat")) == len(RDF_FORMATS)
    assert {iri.startswith(FORMATS_NS) for iri in values(triples, VOID + "feature")} == {True}


def test_an_endpoint_tells_every_format_it_writes_and_every_graph_it_holds() -> None:
    triples = list(describe_service(E + "sparql", E + "dataset", 7, [E + "g1", E + "g2"]))
    assert len(set(values(triples, SD + "resultFormat"))) == len((*SOLUTION_FORMATS, *GRAPH_FORMATS))
    assert values(triples, SD + "name") == [E + "g1", E + "g2"]
    assert len(set(values(triples, SD + "namedGraph"))) == 2
    assert values(triples, VOID + "triples") == ["7"]
    assert not any(isinstance(term, BlankNode) for triple in triples for term in (triple.subject, triple.object))


def test_foreign_files_are_described_by_their_size_and_endpoint() -> None:
    triples = list(describe_raw(E, 3))
    integer = NamedNode(XSD + "integer")
    assert Triple(NamedNode(E + "dataset"), NamedNode(VOID + "triples"), Literal("3", datatype=integer)) in triples
    assert values(triples, VOID + "sparqlEndpoint") == values(triples, DCAT + "endpointURL") == [E + "sparql"]
