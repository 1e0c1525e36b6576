# SPDX-License-Identifier: Apache-2.0
"""RDF text and back: what is written reads as the same graph, in two libraries, and nothing is rewritten."""

from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from rightsgraph.errors import Unwritable
from rightsgraph.formats import GRAPH_FORMATS, JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from rightsgraph.rdf import (
    Literal,
    NamedNode,
    Place,
    Triple,
    read_context,
    read_document,
    read_positions,
    text_of,
    write_graph,
)
from rightsgraph.rdf.reading import PARSERS
from rightsgraph.vocab import RDF, XSD

ROOT = Path(__file__).parents[2]
PREFIXES = {"e": "http://e/", "ex": "http://e/x/", "xsd": XSD, "": "http://d/"}
RDFLIB = {TURTLE: "turtle", NTRIPLES: "nt", RDFXML: "xml", JSONLD: "json-ld"}
FILES = [path for folder in ("ontology", "data", "shapes") for path in sorted((ROOT / folder).rglob("*.ttl"))]
CONTEXT = read_context(ROOT / "ontology" / "context.jsonld")

iris = st.builds(
    lambda base, local: NamedNode(base + local),
    st.sampled_from(["http://e/", "http://e/x/", "http://d/", "https://w3id.org/rightsgraph/ns#", "urn:x:"]),
    st.from_regex(r"[A-Za-z][A-Za-z0-9._~-]{0,8}", fullmatch=True),
)
texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\"\\'"), max_size=20)
literals = (
    st.builds(Literal, texts)
    | st.builds(lambda text, language: Literal(text, language=language), texts, st.sampled_from(["en", "es", "es-pe"]))
    | st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(XSD + name)),
        st.sampled_from(["01", "12500.50", "+1", ".5", "1e5", "INF", "true", "TRUE", "2026-11-23", ""]),
        st.sampled_from(["integer", "decimal", "double", "boolean", "date", "nonNegativeInteger"]),
    )
)
graphs = st.lists(st.builds(Triple, iris, iris, iris | literals), max_size=12)


def read(data: bytes, format: Format) -> set[Triple]:
    return {quad.triple for quad in pyoxigraph.parse(data, format=PARSERS[format])}


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda format: str(format.name))
@given(graph=graphs)
@settings(deadline=None, max_examples=60)
def test_what_is_written_reads_as_the_same_graph(format: Format, graph: list[Triple]) -> None:
    try:
        data = write_graph(graph, format, PREFIXES, CONTEXT)
    except Unwritable:
        assert format is RDFXML
        return
    assert read(data, format) == set(graph)
    assert data == write_graph(reversed(graph), format, PREFIXES, CONTEXT)


@pytest.mark.filterwarnings("ignore")  # rdflib warns of its own ways, and of every odd boolean
@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda format: str(format.name))
@given(graph=graphs)
@settings(deadline=None, max_examples=30)
def test_another_library_reads_as_many_triples(format: Format, graph: list[Triple]) -> None:
    rdflib.NORMALIZE_LITERALS = False
    try:
        data = write_graph(graph, format, PREFIXES, CONTEXT)
    except Unwritable:
        return
    assert len(rdflib.Graph().parse(data=data, format=RDFLIB[format])) == len(set(graph))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_triple_of_a_content_file_is_found_where_its_object_stands(path: Path) -> None:
    document = read_document(path)
    positions = read_positions(document.text, document.triples)
    for triple in document.triples:
        found = positions.find(text_of(triple.subject), triple.predicate.value, text_of(triple.object))
        assert found, triple
        assert found[0] == 2, triple


def test_a_place_counts_lines_and_columns_from_one() -> None:
    text = """# a comment. with <marks> "
@prefix e: <http://e/> .\r\ne:a a e:T ; e:p \"\"\"long . ;
 \"text\" \"\"\"@en , 'é' , 4.
PREFIX x: <http://x/>
x:b e:p e:c.d .
"""
    positions = read_positions(text)
    for key, place in {
        ("http://e/a", RDF + "type", "http://e/T"): Place(3, 7),
        ("http://e/a", "http://e/p", 'long . ;\n "text" '): Place(3, 17),
        ("http://e/a", "http://e/p", "é"): Place(4, 18),
        ("http://e/a", "http://e/p", "4"): Place(4, 24),
        ("http://x/b", "http://e/p", "http://e/c.d"): Place(6, 9),
    }.items():
        assert positions.find(*key) == (2, place)
    assert positions.find("http://e/a") == (0, Place(3, 1))
    assert positions.find("http://x/b") == (0, Place(6, 1))
