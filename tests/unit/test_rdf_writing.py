"""The written graph says what the given graph said, to any reader, in the same bytes whatever the order."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.errors import Unwritable
from rightsgraph.formats import GRAPH_FORMATS, JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Quad, Triple, sort_triples, write_graph, write_nquads
from rightsgraph.vocab import RDF, SKOS, XSD

Canonical: TypeAlias = Callable[[Iterable[Triple]], frozenset[str]]
Reader: TypeAlias = Callable[[bytes, Format], list[Triple]]
Graphs: TypeAlias = st.SearchStrategy[list[Triple]]
Prefixes: TypeAlias = st.SearchStrategy[dict[str, str]]

S, P, O = (NamedNode(f"http://a.example/{name}") for name in "spo")
A = NamedNode(RDF + "type")
ALL = pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda format: format.name)
WITHOUT_XML = pytest.mark.parametrize("format", [TURTLE, NTRIPLES, JSONLD], ids=lambda format: format.name)


@WITHOUT_XML
@given(data=st.data())
def test_a_graph_comes_back_the_same_from_two_readers(
    data: st.DataObject,
    format: Format,
    graphs: Graphs,
    prefixes: Prefixes,
    same_graph: Canonical,
    read_with_pyoxigraph: Reader,
    read_with_rdflib: Reader,
) -> None:
    graph = data.draw(graphs)
    written = write_graph(graph, format, data.draw(prefixes))
    assert same_graph(read_with_pyoxigraph(written, format)) == same_graph(graph)
    assert same_graph(read_with_rdflib(written, format)) == same_graph(graph)


@given(data=st.data())
def test_rdf_xml_says_all_of_a_graph_or_is_refused(
    data: st.DataObject,
    graphs: Graphs,
    prefixes: Prefixes,
    same_graph: Canonical,
    read_with_pyoxigraph: Reader,
    read_with_rdflib: Reader,
) -> None:
    graph = data.draw(graphs)
    try:
        written = write_graph(graph, RDFXML, data.draw(prefixes))
    except Unwritable:
        return
    assert same_graph(read_with_pyoxigraph(written, RDFXML)) == same_graph(graph)
    assert same_graph(read_with_rdflib(written, RDFXML)) == same_graph(graph)


@ALL
@given(data=st.data())
def test_the_bytes_do_not_depend_on_the_order_of_the_triples(
    data: st.DataObject, format: Format, graphs: Graphs, prefixes: Prefixes
) -> None:
    graph, names = data.draw(graphs), data.draw(prefixes)
    shuffled = data.draw(st.permutations(graph + graph[:2]))
    try:
        written = write_graph(graph, format, names)
    except Unwritable:
        return
    assert write_graph(shuffled, format, dict(reversed(names.items()))) == written
