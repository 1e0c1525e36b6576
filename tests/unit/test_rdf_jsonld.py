# SPDX-License-Identifier: Apache-2.0
"""A context shortens a document where that says the same, and nowhere else."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.errors import RdfSyntaxError, Unwritable
from rightsgraph.formats import JSONLD, Format
from rightsgraph.rdf import BlankNode, Context, Literal, NamedNode, Triple, read_context, write_graph
from rightsgraph.vocab import RDF, XSD

Canonical: TypeAlias = Callable[[Iterable[Triple]], frozenset[str]]
Reader: TypeAlias = Callable[[bytes, Format], list[Triple]]

ROOT = Path(__file__).parents[2]
A = NamedNode(RDF + "type")
SKOS = "http://www.w3.org/2004/02/skos/core#"


def iri(name: str) -> NamedNode:
    return NamedNode("http://a.example/" + name)


def context_file(folder: Path, context: object) -> Path:
    path = folder / "context.jsonld"
    path.write_text(json.dumps({"@context": context}), "utf-8")
    return path


def written(triples: Iterable[Triple], context: Context) -> Any:
    return json.loads(write_graph(triples, JSONLD, {}, context))


# Names that fit the generated graphs, names that clash with their schemes, and several names for one thing.
DEFINITIONS = {
    "a": "http://a.example/",
    "b": "http://a.example/b#",
    "urn": "http://a.example/",
    "tag": "http://a.example/b#",
    "http": "http://nowhere.example/",
    "urnTerm": {"@id": "urn:a:a", "@type": "@id"},
    "label": {"@id": SKOS + "prefLabel", "@container": "@language"},
    "name": SKOS + "prefLabel",
    "one": {"@id": "a:1", "@type": "@id"},
    "number": {"@id": "http://a.example/1", "@type": XSD + "integer"},
    "dash": "http://a.example/-",
    "bee": "http://a.example/b",
    "type": {"@id": RDF + "type", "@type": "@id"},
    "Thing": "http://a.example/a",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("contexts")


@given(data=st.data())
def test_any_context_leaves_the_graph_as_it_is(
    data: st.DataObject,
    folder: Path,
    arbitrary: Any,
    same_graph: Canonical,
    read_with_pyoxigraph: Reader,
    read_with_rdflib: Reader,
) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(DEFINITIONS)), unique=True))
    graph = data.draw(arbitrary.graphs)
    try:
        context = read_context(context_file(folder, {name: DEFINITIONS[name] for name in names}))
    except RdfSyntaxError:
        return
    document = write_graph(graph, JSONLD, {}, context)
    assert same_graph(read_with_pyoxigraph(document, JSONLD)) == same_graph(graph)
    assert same_graph(read_with_rdflib(document, JSONLD)) == same_graph(graph)


def test_the_project_s_context_leaves_the_project_s_content_as_it_is(
    same_graph: Canonical, read_with_pyoxigraph: Reader, read_with_rdflib: Reader
) -> None:
    context = read_context(ROOT / "ontology" / "context.jsonld")
    rg = "https://w3id.org/rightsgraph/ns#"
    graph = [
        Triple(iri("s"), A, NamedNode(rg + "Claim")),
        Triple(iri("s"), NamedNode(SKOS + "prefLabel"), Literal("uno", language="es")),
        Triple(iri("s"), NamedNode(SKOS + "prefLabel"), Literal("one", language="en")),
        Triple(iri("s"), NamedNode(rg + "fromPassage"), iri("o")),
        Triple(iri("s"), NamedNode(rg + "cellSize"), Literal("012", datatype=NamedNode(XSD + "nonNegativeInteger"))),
        Triple(iri("s"), NamedNode(rg + "captureDigest"), Literal("sha256:")),
    ]
    document = write_graph(graph, JSONLD, {}, context)
    assert json.loads(document)["@graph"] == [
        {
            "@id": "http://a.example/s",
            "@type": "Claim",
            "prefLabel": {"en": "one", "es": "uno"},
            "captureDigest": "sha256:",
            "cellSize": "012",
            "fromPassage": "http://a.example/o",
        }
    ]
    assert same_graph(read_with_pyoxigraph(document, JSONLD)) == same_graph(graph)
    assert same_graph(read_with_rdflib(document, JSONLD)) == same_graph(graph)


@pytest.mark.parametrize(
    ("objects", "key", "value"),
    [
        pytest.param([Literal("x", language="en")], "label", {"en": "x"}, id="one text a language"),
        pytest.param(
            [Literal("x", language="en"), Literal("y", language="en")],
            SKOS + "prefLabel",
            [{"@language": "en", "@value": "x"}, {"@language": "en", "@value": "y"}],
            id="two texts in one language",
        ),
        pytest.param([Literal("x")], SKOS + "prefLabel", "x", id="a text without a language"),
        pytest.param([iri("x")], SKOS + "prefLabel", {"@id": "http://a.example/x"}, id="no text at all"),
        pytest.param(
            [Literal("x", language="en"), iri("x")],
            SKOS + "prefLabel",
            [{"@id": "http://a.example/x"}, {"@language": "en", "@value": "x"}],
            id="a text and a link",
        ),
    ],
)
def test_a_map_of_languages_holds_one_text_a_language_or_is_not_used(
    tmp_path: Path, objects: list[NamedNode | Literal], key: str, value: object
) -> None:
    context = read_context(context_file(tmp_path, {"label": DEFINITIONS["label"]}))
    triples = [Triple(iri("s"), NamedNode(SKOS + "prefLabel"), value) for value in objects]
    assert written(triples, context)["@graph"] == [{"@id": "http://a.example/s", key: value}]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        pytest.param(Literal("01", datatype=NamedNode(XSD + "integer")), "n", id="the type that the term has"),
        pytest.param(Literal("1", datatype=NamedNode(XSD + "int")), "http://a.example/n", id="another type"),
        pytest.param(Literal("1"), "http://a.example/n", id="no type"),
        pytest.param(Literal("1", language="en"), "http://a.example/n", id="a language"),
        pytest.param(iri("1"), "http://a.example/n", id="a link"),
    ],
)
def test_a_typed_term_stands_for_values_of_its_type_alone(tmp_path: Path, value: NamedNode | Literal, key: str) -> None:
    context = read_context(
        context_file(tmp_path, {"xsd": XSD, "n": {"@id": "http://a.example/n", "@type": "xsd:integer"}})
    )
    assert written([Triple(iri("s"), iri("n"), value)], context)["@graph"][0].keys() == {"@id", key}


def test_classes_stand_under_type_even_without_a_context() -> None:
    graph = [Triple(iri("s"), A, iri("B")), Triple(iri("s"), A, iri("A"))]
    assert written(graph, Context({})) == {
        "@graph": [{"@id": "http://a.example/s", "@type": ["http://a.example/A", "http://a.example/B"]}]
    }


def test_a_blank_class_is_said_too(same_graph: Canonical, read_with_rdflib: Reader) -> None:
    graph = [Triple(BlankNode("x"), A, BlankNode("y")), Triple(BlankNode("x"), A, iri("A"))]
    assert same_graph(read_with_rdflib(write_graph(graph, JSONLD, {}), JSONLD)) == same_graph(graph)


def test_a_document_carries_only_what_it_uses_of_a_context(tmp_path: Path) -> None:
    context = read_context(context_file(tmp_path, DEFINITIONS | {"urn": "http://b.example/"}))
    document = written([Triple(iri("s"), iri("1"), iri("o"))], context)
    assert document["@context"] == {"number": DEFINITIONS["number"]}


def test_a_triple_term_has_no_form_in_json_ld() -> None:
    said = Triple(iri("s"), iri("p"), iri("o"))
    with pytest.raises(Unwritable, match="JSON-LD"):
        write_graph([Triple(iri("s"), iri("p"), said)], JSONLD, {})


@pytest.mark.parametrize(
    "context",
    [
        pytest.param([], id="a list"),
        pytest.param("http://a.example/context.jsonld", id="an address"),
        pytest.param({"@vocab": "http://a.example/"}, id="a vocabulary"),
        pytest.param({"@language": "es"}, id="a language for all"),
        pytest.param({"p": None}, id="nothing"),
        pytest.param({"p": 5}, id="a number"),
        pytest.param({"p": ""}, id="an empty text"),
        pytest.param({"p": "p"}, id="no IRI"),
        pytest.param({"p": "@type"}, id="an alias of a keyword"),
        pytest.param({"p": {}}, id="a term without IRI"),
        pytest.param({"p": {"@id": 5}}, id="a number for an IRI"),
        pytest.param({"p": {"@id": "http://a.example/p", "@type": ["@id"]}}, id="a list of types"),
        pytest.param({"p": {"@id": "http://a.example/p", "@type": "@json"}}, id="a JSON literal"),
        pytest.param({"p": {"@id": "http://a.example/p", "@container": "@list"}}, id="a list container"),
        pytest.param({"p": {"@id": "http://a.example/p", "@container": ["@language"]}}, id="a list of containers"),
        pytest.param(
            {"p": {"@id": "http://a.example/p", "@container": "@language", "@type": "@id"}}, id="a language and a type"
        ),
        pytest.param({"p": {"@id": "http://a.example/p", "@language": "es"}}, id="a language for a term"),
        pytest.param({"p": {"@reverse": "http://a.example/p"}}, id="a property read backwards"),
        pytest.param({"p": {"@id": "http://a.example/p", "colour": "red"}}, id="a key that JSON-LD does not know"),
        pytest.param({"": "http://a.example/"}, id="an empty name"),
        pytest.param({"http://a.example/p": "http://a.example/q"}, id="an IRI for a name"),
        pytest.param({"a": "b:c#", "b": "http://b.example/", "p": "a:x"}, id="a prefix behind a prefix"),
    ],
)
def test_a_context_that_says_more_than_is_understood_is_an_error(tmp_path: Path, context: object) -> None:
    with pytest.raises(RdfSyntaxError):
        read_context(context_file(tmp_path, context))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        pytest.param(b'{"@context": {\n "a": }', 2, 7, id="no JSON"),
        pytest.param(b"[]", 1, 1, id="no object"),
        pytest.param(b"null", 1, 1, id="nothing"),
        pytest.param(b"{}", 1, 1, id="no context"),
        pytest.param(b"\xff", 1, 1, id="no UTF-8"),
        pytest.param(b"[" * 100_000, 1, 1, id="too deep"),
    ],
)
def test_a_broken_context_is_told_with_its_place(tmp_path: Path, text: bytes, line: int, column: int) -> None:
    path = tmp_path / "context.jsonld"
    path.write_bytes(text)
    with pytest.raises(RdfSyntaxError) as caught:
        read_context(path)
    assert (caught.value.path, caught.value.line, caught.value.column) == (path, line, column)
