# SPDX-License-Identifier: Apache-2.0
"""The written graph says what the given graph said, to any reader, in the same bytes whatever the order."""

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BaseDirection

from rightsgraph.errors import Unwritable
from rightsgraph.formats import GRAPH_FORMATS, JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from rightsgraph.rdf import Literal, NamedNode, Quad, Triple, sort_triples, write_graph, write_nquads
from rightsgraph.vocab import DCTERMS, RDF, SKOS, XSD

Canonical: TypeAlias = Callable[[Iterable[Triple]], frozenset[str]]
Reader: TypeAlias = Callable[[bytes, Format], list[Triple]]

S, P, A = NamedNode("http://a.example/s"), NamedNode("http://a.example/p"), NamedNode(RDF + "type")
ALL = pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda format: format.name)
WITHOUT_XML = pytest.mark.parametrize("format", [TURTLE, NTRIPLES, JSONLD], ids=lambda format: format.name)


@WITHOUT_XML
@given(data=st.data())
def test_a_graph_comes_back_the_same_from_two_readers(
    data: st.DataObject,
    format: Format,
    arbitrary: Any,
    same_graph: Canonical,
    read_with_pyoxigraph: Reader,
    read_with_rdflib: Reader,
) -> None:
    graph = data.draw(arbitrary.graphs)
    written = write_graph(graph, format, data.draw(arbitrary.prefixes))
    assert same_graph(read_with_pyoxigraph(written, format)) == same_graph(graph)
    assert same_graph(read_with_rdflib(written, format)) == same_graph(graph)


@given(data=st.data())
def test_rdf_xml_says_all_of_a_graph_or_is_refused(
    data: st.DataObject,
    arbitrary: Any,
    same_graph: Canonical,
    read_with_pyoxigraph: Reader,
    read_with_rdflib: Reader,
) -> None:
    graph = data.draw(arbitrary.graphs)
    try:
        written = write_graph(graph, RDFXML, data.draw(arbitrary.prefixes))
    except Unwritable:
        return
    assert same_graph(read_with_pyoxigraph(written, RDFXML)) == same_graph(graph)
    assert same_graph(read_with_rdflib(written, RDFXML)) == same_graph(graph)


@ALL
@given(data=st.data())
def test_the_bytes_do_not_depend_on_the_order_of_the_triples(
    data: st.DataObject, format: Format, arbitrary: Any
) -> None:
    graph, names = data.draw(arbitrary.graphs), data.draw(arbitrary.prefixes)
    shuffled = data.draw(st.permutations(graph + graph[:2]))
    try:
        written = write_graph(graph, format, names)
    except Unwritable:
        return
    assert write_graph(shuffled, format, dict(reversed(names.items()))) == written


def turtle(value: NamedNode | Literal, prefixes: dict[str, str] | None = None, predicate: NamedNode = P) -> str:
    """The object of one triple, as Turtle writes it."""
    written = write_graph([Triple(S, predicate, value)], TURTLE, prefixes or {}).decode()
    return written.rpartition(f"<{predicate.value}> ")[2].removesuffix(" .\n")


@pytest.mark.parametrize(
    ("lexical", "datatype", "written"),
    [
        ("5", "integer", "5"),
        ("-5", "integer", "-5"),
        ("0", "integer", "0"),
        ("01", "integer", '"01"^^xsd:integer'),
        ("+1", "integer", '"+1"^^xsd:integer'),
        ("", "integer", '""^^xsd:integer'),
        ("１", "integer", '"１"^^xsd:integer'),
        ("1\n", "integer", '"""1\n"""^^xsd:integer'),
        ("12500.50", "decimal", "12500.50"),
        (".5", "decimal", '".5"^^xsd:decimal'),
        ("1.", "decimal", '"1."^^xsd:decimal'),
        ("5", "decimal", '"5"^^xsd:decimal'),
        ("1e5", "double", '"1e5"^^xsd:double'),
        ("INF", "double", '"INF"^^xsd:double'),
        ("true", "boolean", "true"),
        ("TRUE", "boolean", '"TRUE"^^xsd:boolean'),
        ("1", "boolean", '"1"^^xsd:boolean'),
        ("5", "string", '"5"'),
    ],
)
def test_a_value_stands_without_quotes_only_where_it_reads_as_itself(lexical: str, datatype: str, written: str) -> None:
    assert turtle(Literal(lexical, datatype=NamedNode(XSD + datatype)), {"xsd": XSD}) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param('say "a"', r'"say \"a\""', id="quotes"),
        pytest.param("a\\b", r'"a\\b"', id="a backslash"),
        pytest.param("a\tb\rc", r'"a\tb\rc"', id="a tab and a carriage return"),
        pytest.param("a\nb", '"""a\nb"""', id="lines stay lines"),
        pytest.param("a\r\nb", '"""a\\r\nb"""', id="a carriage return before a line feed"),
        pytest.param('\n"a"', '"""\n"a\\""""', id="a quote at the end of a text of lines"),
        pytest.param('\n""""', '"""\n\\"\\"\\"\\""""', id="nothing but quotes"),
        pytest.param("\\\n", '"""\\\\\n"""', id="a backslash at the end of a line"),
    ],
)
def test_a_text_is_quoted_and_keeps_its_lines(text: str, written: str) -> None:
    assert turtle(Literal(text)) == written


def test_a_direction_is_kept_beside_the_language() -> None:
    literal = Literal("x", language="ar", direction=BaseDirection.RTL)
    assert turtle(literal) == '"x"@ar--rtl'
    assert json.loads(write_graph([Triple(S, P, literal)], JSONLD, {}))["@graph"][0][P.value] == {
        "@language": "ar",
        "@direction": "rtl",
        "@value": "x",
    }


@pytest.mark.parametrize(
    ("iri", "prefixes", "written"),
    [
        pytest.param("http://e/x", {"": "http://e/"}, ":x", id="an empty name"),
        pytest.param("http://e/f/x", {"e": "http://e/", "f": "http://e/f/"}, "f:x", id="the longest namespace"),
        pytest.param("http://e/f/x", {"e": "http://e/"}, "<http://e/f/x>", id="no name with a slash"),
        pytest.param("http://e/fx", {"f": "http://e/f"}, "f:x", id="a namespace that ends in a letter"),
        pytest.param("http://e/", {"e": "http://e/"}, "<http://e/>", id="no empty local name"),
        pytest.param("http://e/x.", {"e": "http://e/"}, "<http://e/x.>", id="no dot at the end"),
        pytest.param("http://e/x.y", {"e": "http://e/"}, "e:x.y", id="a dot within"),
        pytest.param("http://e/-x", {"e": "http://e/"}, "<http://e/-x>", id="no dash at the start"),
        pytest.param("http://e/1", {"e": "http://e/"}, "e:1", id="a figure at the start"),
        pytest.param("http://e/é", {"e": "http://e/"}, "<http://e/é>", id="plain letters only"),
        pytest.param("http://e/x", {"e.f": "http://e/"}, "<http://e/x>", id="no prefix with a dot"),
        pytest.param("http://e/x", {"é": "http://e/"}, "<http://e/x>", id="no prefix with an accent"),
        pytest.param("http://e/x", {"b": "http://e/", "a": "http://e/"}, "a:x", id="one of two names for a namespace"),
        pytest.param("http://e/x", {"a": "http://f/"}, "<http://e/x>", id="another namespace"),
    ],
)
def test_an_iri_is_shortened_by_the_prefixes_that_are_given(iri: str, prefixes: dict[str, str], written: str) -> None:
    assert turtle(NamedNode(iri), prefixes) == written


@pytest.mark.parametrize("format", [TURTLE, RDFXML], ids=lambda format: format.name)
def test_a_prefix_that_nothing_uses_is_not_declared(format: Format) -> None:
    prefixes = {"used": "http://a.example/", "idle": "http://b.example/", "rdf": RDF, "xsd": XSD}
    written = write_graph(
        [Triple(S, A, S), Triple(S, P, Literal("5", datatype=NamedNode(XSD + "integer")))], format, prefixes
    )
    assert b"used" in written
    assert b"idle" not in written
    assert format is RDFXML or b"@prefix rdf:" not in written


def test_a_block_starts_with_class_and_name_and_its_texts_go_by_language() -> None:
    label, note = NamedNode(SKOS + "prefLabel"), NamedNode(DCTERMS + "abstract")
    triples = [
        Triple(S, note, Literal("b")),
        Triple(S, label, Literal("z", language="en")),
        Triple(S, label, Literal("a", language="es")),
        Triple(S, A, NamedNode("http://a.example/T")),
        Triple(NamedNode("http://a.example/a"), note, S),
    ]
    written = write_graph(triples, TURTLE, {"": "http://a.example/", "dcterms": DCTERMS, "skos": SKOS})
    assert written.decode() == (
        "@prefix : <http://a.example/> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        ":a\n  dcterms:abstract :s .\n\n"
        ':s a :T ;\n  skos:prefLabel "z"@en , "a"@es ;\n  dcterms:abstract "b" .\n'
    )
    assert sort_triples([*triples, *triples]) == sort_triples(reversed(triples))


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda format: format.name)
def test_nothing_is_a_graph_too(format: Format, read_with_pyoxigraph: Reader, read_with_rdflib: Reader) -> None:
    written = write_graph([], format, {"e": "http://e/"})
    assert read_with_pyoxigraph(written, format) == read_with_rdflib(written, format) == []


@pytest.mark.parametrize(
    "triple",
    [
        pytest.param(Triple(S, P, Literal("a\x0bb")), id="a control character"),
        pytest.param(Triple(S, P, Literal("\x00")), id="a nul"),
        pytest.param(Triple(S, P, Literal("\uffff")), id="a character that is none"),
        pytest.param(Triple(S, NamedNode("http://a.example/"), S), id="a property that ends in no name"),
        pytest.param(Triple(S, NamedNode("http://a.example/1"), S), id="a property that ends in a figure"),
        pytest.param(Triple(S, NamedNode("http://a.example/%41%"[:-1] + "/"), S), id="a property that ends in a slash"),
    ],
)
def test_what_xml_cannot_say_is_an_error_and_no_broken_document(triple: Triple) -> None:
    with pytest.raises(Unwritable, match="RDF/XML"):
        write_graph([triple], RDFXML, {})


@pytest.mark.parametrize("name", ["xml", "xmlns", "XMLfoo", "rdf", "its", "a.b", "é", ""])
def test_a_prefix_that_xml_keeps_to_itself_breaks_no_document(
    name: str, read_with_pyoxigraph: Reader, read_with_rdflib: Reader
) -> None:
    triple = Triple(S, P, S)
    written = write_graph([triple], RDFXML, {name: "http://a.example/"})
    assert read_with_pyoxigraph(written, RDFXML) == read_with_rdflib(written, RDFXML) == [triple]


@pytest.mark.parametrize("format", [TURTLE, NTRIPLES], ids=lambda format: format.name)
def test_a_triple_term_is_written_where_the_format_has_a_form_for_it(
    format: Format, read_with_pyoxigraph: Reader
) -> None:
    said = Triple(S, P, Triple(S, A, Literal("01", datatype=NamedNode(XSD + "integer"))))
    assert read_with_pyoxigraph(write_graph([said], format, {"x": "http://a.example/"}), format) == [said]


def test_quads_are_sorted_each_once_with_their_graph() -> None:
    quad, other = Quad(S, P, Literal("b"), S), Quad(S, P, Literal("a"))
    expected = b'<http://a.example/s> <http://a.example/p> "a" .\n'
    expected += b'<http://a.example/s> <http://a.example/p> "b" <http://a.example/s> .\n'
    assert write_nquads([quad, other, quad]) == write_nquads([other, quad]) == expected
