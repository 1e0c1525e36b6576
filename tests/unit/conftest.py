"""Tiny content roots, and graphs read back by two libraries that know nothing of each other."""

import string
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from rightsgraph.content import Content, read_content
from rightsgraph.formats import JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from rightsgraph.rdf import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple, canonicalize, is_iri
from rightsgraph.validation import Report, validate
from rightsgraph.vocab import XSD

# The same cases at every run; --hypothesis-profile=hunt looks for new ones.
settings.register_profile("hunt", deadline=None, max_examples=3000, database=None)
settings.register_profile("unit", deadline=None, max_examples=60, derandomize=True, database=None)
settings.load_profile("unit")

DATASET = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://example.org/dataset/tiny> a dcat:Dataset ;
  dcat:version "1.0.0" ;
  dcterms:issued "2026-11-23"^^xsd:date ;
  void:uriSpace "https://example.org/" .
"""
ONTOLOGY = "<https://example.org/ns> a <http://www.w3.org/2002/07/owl#Ontology> .\n"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/shape/Tiny> a sh:NodeShape ;
  sh:targetNode <https://example.org/dataset/tiny> ; sh:nodeKind sh:IRI .
"""
TINY = {"data/dataset.ttl": DATASET, "ontology/tiny.ttl": ONTOLOGY, "shapes/tiny.ttl": SHAPES}


@pytest.fixture
def make_root(tmp_path: Path) -> Callable[[Mapping[str, str | bytes | None]], Path]:
    """Write a content root that conforms, with some files of one's own; None leaves one out."""

    def make(files: Mapping[str, str | bytes | None]) -> Path:
        for name, text in {**TINY, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is not None:
                path.write_bytes(text.encode() if isinstance(text, str) else text)
        return tmp_path

    return make


@pytest.fixture
def make_content(make_root: Callable[[Mapping[str, str | bytes | None]], Path]) -> Callable[..., Content]:
    """Read such a root."""
    return lambda files: read_content(make_root(files))


@pytest.fixture
def check(make_content: Callable[..., Content]) -> Callable[..., Report]:
    """Check such a root, with the folder of captures that a second argument names."""
    return lambda files, captures=None: validate(make_content(files), captures)


PARSERS = {
    TURTLE: (RdfFormat.TURTLE, "turtle"),
    NTRIPLES: (RdfFormat.N_TRIPLES, "nt"),
    RDFXML: (RdfFormat.RDF_XML, "xml"),
    JSONLD: (RdfFormat.JSON_LD, "json-ld"),
}


@pytest.fixture(scope="session")
def same_graph() -> Callable[[Iterable[Triple]], frozenset[str]]:
    """What two graphs share exactly if they are the same up to the names of their blank nodes."""

    def canonical(triples: Iterable[Triple]) -> frozenset[str]:
        quads = (Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
        return frozenset(map(str, canonicalize(quads)))

    return canonical


@pytest.fixture(scope="session")
def read_with_pyoxigraph() -> Callable[[bytes, Format], list[Triple]]:
    return lambda data, format: [quad.triple for quad in pyoxigraph.parse(data, format=PARSERS[format][0])]


@pytest.fixture(scope="session")
def read_with_rdflib() -> Callable[[bytes, Format], list[Triple]]:
    def read(data: bytes, format: Format) -> list[Triple]:
        rdflib.NORMALIZE_LITERALS = False  # at each reading: an engine that runs in between sets it as it likes
        graph = rdflib.Graph()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # its JSON-LD reader uses what it deprecates itself
            graph.parse(data=data, format=PARSERS[format][1])
        return [Triple(_node(s), NamedNode(str(p)), _term(o)) for s, p, o in graph]

    return read


def _node(node: rdflib.term.Node) -> NamedNode | BlankNode:
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else NamedNode(str(node))


def _term(node: rdflib.term.Node) -> NamedNode | BlankNode | Literal:
    if not isinstance(node, rdflib.Literal):
        return _node(node)
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype or XSD + "string")))


_HARD = st.sampled_from(['"', "'", "\\", "\n", "\r", "\t", "<", "&", "]]>", "😀", "é", "\u2028", " ", "\ufeff", "\x7f"])
_TEXTS = st.lists(_HARD | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=6).map("".join)
_NUMERALS = st.sampled_from(
    ["01", "12500.50", "+1", "-0", "1.", ".5", "+.5", "1e5", "1.E5", ".5e-3", "INF", "-INF", "NaN", "TRUE", "true", "0",
     "1", "false", "", " 1 ", "12:00:00", "2026-02-30", "1.0", "abc", "１", "00.10"]
)  # fmt: skip
_TYPES = st.sampled_from(
    [XSD + name for name in ("integer", "decimal", "double", "float", "boolean", "date", "dateTime", "gYear", "anyURI",
                             "nonNegativeInteger", "hexBinary")]
    + ["http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML", "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"]
).map(NamedNode)  # fmt: skip
_SPACES = [
    "http://a.example/",
    "http://a.example/b#",
    "http://a.example/b",
    "urn:a:",
    "https://é.example/ñ/",
    "tag:a,1:",
]
_TAILS = st.text(string.ascii_letters + string.digits + "-_~:!$&'()*+,;=@éЖ😀", max_size=6) | st.sampled_from(
    ["a.b", "a.", "%41", "a/b", "1", "a?b=c&d", "a%20b", "-", ".a", "a..b"]
)
_IRIS = st.builds(str.__add__, st.sampled_from(_SPACES), _TAILS).filter(is_iri).map(NamedNode)
_LANGUAGES = st.sampled_from(["en", "es", "es-PE", "zh-Hant-TW", "qu-x-a1"])
_LITERALS = (
    st.builds(Literal, _TEXTS)
    | st.builds(lambda text, language: Literal(text, language=language), _TEXTS, _LANGUAGES)
    | st.builds(lambda text, datatype: Literal(text, datatype=datatype), _NUMERALS | _TEXTS, _TYPES)
)
_BLANKS = st.sampled_from(["a", "b1", "c"]).map(BlankNode)
_PREDICATES = _IRIS | st.sampled_from(
    ["http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2004/02/skos/core#prefLabel"]
).map(NamedNode)


_NAMES = st.sampled_from(["", "a", "b", "a.b", "é", "x-1", "rdf", "xsd", "xml", "unused", "urn", "http"])
_NAMESPACES = st.sampled_from([*_SPACES, "http://a.example/a", "http://nowhere.example/", XSD])


@dataclass(frozen=True, repr=False)
class Arbitrary:
    """Small graphs of hard terms, and prefix tables: names that are odd, namespaces within one another."""

    graphs = st.lists(st.builds(Triple, _IRIS | _BLANKS, _PREDICATES, _IRIS | _BLANKS | _LITERALS), max_size=6)
    prefixes = st.dictionaries(_NAMES, _NAMESPACES, max_size=5)


@pytest.fixture(scope="session")
def arbitrary() -> Arbitrary:
    return Arbitrary()
