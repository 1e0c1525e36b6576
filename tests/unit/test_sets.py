# SPDX-License-Identifier: Apache-2.0
"""SPARQL constraints asked of all focus nodes at once find what the engine finds asking one node after the other."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.content import read_content
from rightsgraph.rdf import Quad, Triple, read_document, read_quads, text_of
from rightsgraph.store import Store
from rightsgraph.validation import run_shapes
from rightsgraph.validation.sets import broken, set_constraints

ROOT = Path(__file__).parents[2]
PREFIXES = """
@prefix e: <http://e.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:prefixes sh:declare [ sh:prefix "e" ; sh:namespace "http://e.example/"^^xsd:anyURI ] .
e:Sub rdfs:subClassOf e:C .
"""
SHAPE = """
e:S a sh:NodeShape ; {target} ; sh:severity sh:Warning ; sh:property [ sh:path e:r ; sh:maxCount 1 ] ; sh:sparql e:Q .
e:Q sh:prefixes e:prefixes ; sh:message "{{?value}} is wrong"@en , "{{?value}} está mal"@es ; sh:select "{query}" .
"""
CLASS = "sh:targetClass e:C"
AT_ONCE = {
    "a value": "SELECT $this ?value { $this e:p ?value . FILTER(isLiteral(?value)) }",
    "with WHERE": "SELECT $this ?value WHERE { $this e:p ?value }",
    "a named path": "SELECT $this (e:q AS ?path) ?value { $this e:q/e:q ?value }",
    "a path variable": "SELECT $this ?path ?value { $this ?path ?value . FILTER(?path IN (e:q, e:r)) }",
    "union": "SELECT $this ?value { { $this e:p ?value } UNION { ?value e:q $this } FILTER(?value != $this) }",
    "optional": "SELECT $this ?v { $this e:p ?v OPTIONAL { $this e:q ?w . FILTER(?w != $this) } FILTER(!BOUND(?w)) }",
    "not exists": "SELECT $this ?o { $this e:q ?o FILTER NOT EXISTS { ?o e:p ?x FILTER(?o != $this) } }",
    "nested exists": "SELECT $this { $this e:p ?v FILTER NOT EXISTS { ?o e:q $this FILTER EXISTS { ?o e:r ?v } } }",
    "bind": "SELECT DISTINCT $this ?value { $this e:q ?o BIND(STR($this) AS ?n) ?o e:p ?value FILTER(?n != STR(?o)) }",
    "groups": "SELECT $this { $this e:q ?o } GROUP BY $this HAVING(COUNT(?o) > 1)",
}
ONE_BY_ONE = {
    "this is never bound": "SELECT $this { FILTER NOT EXISTS { ?o e:q $this } }",
    "this is bound in one branch": "SELECT $this { { $this e:p ?v } UNION { ?v e:p ?w } }",
    "a branch sees it unbound": "SELECT $this { $this e:p ?v { ?o e:q ?v FILTER($this != ?o) } UNION { ?v e:p ?o } }",
    "an option sees it unbound": "SELECT $this { OPTIONAL { ?o e:q ?v FILTER($this != ?o) } $this e:p ?v }",
    "it is bound too late": "SELECT $this { ?v e:p ?o BIND($this AS ?name) $this e:q ?v }",
    "minus": "SELECT $this { $this e:p ?v MINUS { $this e:q ?v } }",
    "values": "SELECT $this { $this e:p ?v VALUES ?v { 1 2 } }",
    "a sub-select": "SELECT $this { $this e:p ?v { SELECT $this (COUNT(*) AS ?n) { $this e:q ?o } GROUP BY $this } }",
    "a limit": "SELECT $this { $this e:p ?v } LIMIT 1",
    "groups of all nodes": "SELECT (SAMPLE(?t) AS ?this) { ?t e:q ?o } HAVING(COUNT(?o) > 1)",
    "it is no column": "SELECT ?v { $this e:p ?v }",
    "chance": "SELECT $this { $this e:p ?v FILTER(RAND() < 0.5) }",
    "the shapes graph": "SELECT $this { $this e:p ?v GRAPH $shapesGraph { ?s ?p ?o } }",
    "no SPARQL": "SELECT $this { oops",
}
Read = Callable[[str], list[Triple]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    path = tmp_path_factory.mktemp("sets") / "text.ttl"

    def read(text: str) -> list[Triple]:
        path.write_text(PREFIXES + text, "utf-8")
        return [quad.triple for quad in read_quads(path)]

    return read


def store(triples: Iterable[Triple]) -> Store:
    return Store(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)


def shapes_of(query: str, target: str = CLASS) -> str:
    return SHAPE.format(query=query, target=target)


@pytest.mark.parametrize("query", AT_ONCE.values(), ids=AT_ONCE)
def test_a_query_that_binds_this_by_itself_is_asked_once(read: Read, query: str) -> None:
    assert len(set_constraints(read(shapes_of(query)))) == 1


@pytest.mark.parametrize("query", ONE_BY_ONE.values(), ids=ONE_BY_ONE)
def test_any_other_is_left_to_the_engine(read: Read, query: str) -> None:
    assert set_constraints(read(shapes_of(query))) == []


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("sh:deactivated true", id="deactivated"),
        pytest.param("sh:path e:p", id="a property shape"),
        pytest.param("a rdfs:Class", id="a class that is its own shape"),
        pytest.param("sh:targetNode 'text'", id="a target that is a text"),
        pytest.param("sh:targetClass e:C . e:T sh:node e:S . e:S a sh:NodeShape", id="a shape that another refers to"),
    ],
)
def test_a_shape_with_other_focus_nodes_is_left_to_the_engine(read: Read, more: str) -> None:
    assert set_constraints(read(shapes_of(AT_ONCE["a value"], f"{CLASS} ; {more}"))) == []
    assert set_constraints(read(shapes_of(AT_ONCE["a value"])))


def test_nodes_are_named_where_they_break_a_constraint_and_those_without_a_name_left_to_the_engine(read: Read) -> None:
    (constraint,) = set_constraints(read(shapes_of(AT_ONCE["a value"])))
    found = broken(store(read("e:a a e:C ; e:p 1 . e:b e:p 1 .")), constraint)
    assert found
    assert [text_of(node) for node in found.nodes] == ["http://e.example/a"]
    nothing = broken(store(read("e:a a e:C ; e:p e:b .")), constraint)
    assert nothing
    assert nothing.nodes == ()
    assert broken(store(read("[] a e:C ; e:p 1 .")), constraint) is None


NODE = st.sampled_from(["e:a", "e:b", "e:c", "_:d"])
EDGE = st.sampled_from(["e:p", "e:q", "e:r"])
TRIPLE = st.one_of(
    st.tuples(NODE, st.just("a"), st.sampled_from(["e:C", "e:Sub", "e:Other"])),
    st.tuples(NODE, EDGE, NODE),
    st.tuples(NODE, EDGE, st.sampled_from(["1", '"01"^^xsd:integer', '"1"^^xsd:byte', '"x"@es'])),
)
TARGETS = st.sampled_from([CLASS, "sh:targetNode e:a , e:b", "sh:targetSubjectsOf e:p", "sh:targetObjectsOf e:q"])


@given(st.lists(TRIPLE, max_size=14), st.sampled_from(sorted(AT_ONCE.values())), st.lists(TARGETS, min_size=1))
def test_both_ways_find_the_same(read: Read, triples: list[tuple[str, ...]], query: str, targets: list[str]) -> None:
    data = read(" ".join(f"{' '.join(triple)} ." for triple in triples))
    shapes = read(shapes_of(query, " ; ".join(targets)))
    at_once, one_by_one = run_shapes(data, shapes, large=0), run_shapes(data, shapes)
    assert Counter(found.key for found in at_once) == Counter(found.key for found in one_by_one)
    assert {found.key: found.messages for found in at_once} == {found.key: found.messages for found in one_by_one}


def test_on_all_that_the_examples_do_wrong_both_ways_find_the_same() -> None:
    content = read_content(ROOT)
    shapes = [triple for file in content.files if file.path.parts[0] == "shapes" for triple in file.triples]
    data = [triple for file in content.files if file.path.parts[0] == "ontology" for triple in file.triples]
    for path in sorted((ROOT / "tests" / "fixtures" / "shapes").glob("*/*.ttl")):
        data += [quad.triple for quad in read_document(path).quads]
    constraints = set_constraints(shapes)
    assert len(constraints) >= 40
    stored = store(data)
    answers = [broken(stored, constraint) for constraint in constraints]
    assert sum(bool(answer and answer.nodes) for answer in answers) >= 30
    at_once, one_by_one = run_shapes(data, shapes, large=0), run_shapes(data, shapes, large=len(data) + 1)
    assert Counter(found.key for found in at_once) == Counter(found.key for found in one_by_one)
