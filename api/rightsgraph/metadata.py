# SPDX-License-Identifier: Apache-2.0
"""A release in, its VoID and DCAT 3 description out; an endpoint in, its SPARQL service description out.

https://www.w3.org/TR/void/ , https://www.w3.org/TR/vocab-dcat-3/ , https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rightsgraph.formats import GRAPH_FORMATS, RDF_FORMATS, SOLUTION_FORMATS, named
from rightsgraph.manifest import ReleasedDataset, ReleasedFile
from rightsgraph.rdf import Literal, NamedNode, Triple
from rightsgraph.vocab import DCAT, DCTERMS, FORMATS_NS, OWL, SD, SIOC, SPDX, TYPE, VOID, XSD

PREFIXES = {
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "formats": FORMATS_NS,
    "owl": OWL,
    "sd": SD,
    "sioc": SIOC,
    "spdx": SPDX,
    "void": VOID,
    "xsd": XSD,
}
_IANA = "https://www.iana.org/assignments/media-types/"
_FORMAT_IRIS = {
    "turtle": "Turtle",
    "jsonld": "JSON-LD",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "nquads": "N-Quads",
    "trig": "TriG",
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """VoID's statistics of a graph."""

    triples: int
    subjects: int
    objects: int
    properties: int
    classes: int


def count(triples: Iterable[Triple]) -> Counts:
    """Count a graph."""
    graph = set(triples)
    return Counts(
        len(graph),
        len({triple.subject for triple in graph}),
        len({triple.object for triple in graph}),
        len({triple.predicate for triple in graph}),
        len({triple.object for triple in graph if triple.predicate.value == TYPE}),
    )


def describe_counts(iri: str, counts: Counts) -> Iterator[Triple]:
    """The statistics of a dataset."""
    yield _link(iri, TYPE, VOID + "Dataset")
    yield _link(iri, TYPE, DCAT + "Dataset")
    yield _number(iri, VOID + "triples", counts.triples, "integer")
    yield _number(iri, VOID + "distinctSubjects", counts.subjects, "integer")
    yield _number(iri, VOID + "distinctObjects", counts.objects, "integer")
    yield _number(iri, VOID + "properties", counts.properties, "integer")
    yield _number(iri, VOID + "classes", counts.classes, "integer")


def describe_dumps(
    dataset: ReleasedDataset, base: str, files: Iterable[ReleasedFile], licences: Sequence[str]
) -> Iterator[Triple]:
    """A dataset's dumps as VoID data dumps and DCAT distributions, with size, media type and checksum."""
    for file in files:
        url = f"{base}dumps/{file.name}"
        distribution = f"{dataset.iri}#{file.name.removeprefix(dataset.name + '.')}"
        format = named(file.format, RDF_FORMATS)
        yield _link(dataset.iri, VOID + "dataDump", url)
        yield _link(dataset.iri, VOID + "feature", FORMATS_NS + _FORMAT_IRIS[format.name])
        yield _link(dataset.iri, DCAT + "distribution", distribution)
        yield _link(distribution, TYPE, DCAT + "Distribution")
        yield _text(distribution, DCTERMS + "title", format.title + (" (gzip)" if file.compressed else ""))
        yield _link(distribution, DCAT + "downloadURL", url)
        yield _link(distribution, DCAT + "accessURL", url)
        yield _link(distribution, DCAT + "mediaType", _IANA + format.media_type)
        if file.compressed:
            yield _link(distribution, DCAT + "compressFormat", _IANA + "application/gzip")
        yield _number(distribution, DCAT + "byteSize", file.size, "nonNegativeInteger")
        for licence in licences:
            yield _link(distribution, DCTERMS + "license", licence)
        yield from _describe_checksum(distribution, file.sha256)


def _describe_checksum(distribution: str, sha256: str) -> Iterator[Triple]:
    checksum = distribution + ".sha256"
    yield _link(distribution, SPDX + "checksum", checksum)
    yield _link(checksum, TYPE, SPDX + "Checksum")
    yield _link(checksum, SPDX + "algorithm", SPDX + "checksumAlgorithm_sha256")
    yield Triple(
        NamedNode(checksum), NamedNode(SPDX + "checksumValue"), Literal(sha256, datatype=NamedNode(XSD + "hexBinary"))
    )


def describe_access(whole: str, base: str) -> Iterator[Triple]:
    """Where the whole is to be asked: its endpoint, and the service that gives it."""
    service = f"{whole}#sparql"
    yield _link(whole, VOID + "sparqlEndpoint", base + "sparql")
    yield _link(service, TYPE, DCAT + "DataService")
    yield _text(service, DCTERMS + "title", "SPARQL 1.1")
    yield _link(service, DCAT + "endpointURL", base + "sparql")
    yield _link(service, DCAT + "servesDataset", whole)
    yield _link(service, DCTERMS + "conformsTo", "https://www.w3.org/TR/sparql11-protocol/")


def describe_feed(whole: str, base: str) -> Iterator[Triple]:
    """Where mirrors learn what was withdrawn."""
    yield _link(whole, SIOC + "feed", base + "withdrawals.atom")


def describe_raw(base: str, triples: int) -> Iterator[Triple]:
    """Foreign RDF files as a dataset: how much there is, and where it can be asked."""
    iri = base + "dataset"
    yield _link(iri, TYPE, VOID + "Dataset")
    yield _number(iri, VOID + "triples", triples, "integer")
    yield _text(iri, VOID + "uriSpace", base)
    yield from describe_access(iri, base)


def describe_part(whole: str, part: str) -> Iterator[Triple]:
    """That a dataset is a part of the whole."""
    yield _link(whole, VOID + "subset", part)
    yield _link(whole, DCTERMS + "hasPart", part)
    yield _link(part, DCTERMS + "isPartOf", whole)


def describe_service(endpoint: str, dataset: str, triples: int, graphs: Iterable[str]) -> Iterator[Triple]:
    """An endpoint: its language, its formats, its default graph and named graphs."""
    service, default = endpoint + "#service", endpoint + "#default-graph"
    yield _link(service, TYPE, SD + "Service")
    yield _link(service, SD + "endpoint", endpoint)
    yield _link(service, SD + "supportedLanguage", SD + "SPARQL11Query")
    for format in (*SOLUTION_FORMATS, *GRAPH_FORMATS):
        yield _link(service, SD + "resultFormat", FORMATS_NS + _FORMAT_IRIS[format.name])
    yield _link(service, SD + "defaultDataset", dataset)
    yield _link(dataset, TYPE, SD + "Dataset")
    yield _link(dataset, SD + "defaultGraph", default)
    yield _link(default, TYPE, SD + "Graph")
    yield _number(default, VOID + "triples", triples, "integer")
    for number, graph in enumerate(graphs, 1):
        named_graph = f"{endpoint}#named-graph-{number}"
        yield _link(dataset, SD + "namedGraph", named_graph)
        yield _link(named_graph, TYPE, SD + "NamedGraph")
        yield _link(named_graph, SD + "name", graph)


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _text(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(value))


def _number(subject: str, predicate: str, value: int, datatype: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(str(value), datatype=NamedNode(XSD + datatype)))
