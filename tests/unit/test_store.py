# SPDX-License-Identifier: Apache-2.0
"""Quads in, answers out; what cannot be answered is an error of our own."""

import io
import json
from pathlib import Path

import pytest

from rightsgraph.errors import QueryRefused, QuerySyntaxError, RdfSyntaxError
from rightsgraph.formats import CSV, JSON, SOLUTION_FORMATS, TSV, XML, Format
from rightsgraph.rdf import DefaultGraph, Literal, NamedNode, Quad
from rightsgraph.store import DatasetChoice, Form, Store
from rightsgraph.vocab import XSD

BASE = "http://e.example/"


def iri(name: str) -> NamedNode:
    return NamedNode(BASE + name)


def quad(name: str, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(iri(name), iri("p"), iri("o"), graph)


@pytest.fixture(scope="module")
def store() -> Store:
    return Store([quad("d", DefaultGraph()), quad("s1", iri("g1")), quad("s2", iri("g2"))])


def ask(store: Store, query: str, choice: DatasetChoice | None = None, format: Format = CSV) -> str:
    out = io.BytesIO()
    store.select(query, BASE, choice).write(out, format)
    return out.getvalue().decode()


@pytest.mark.parametrize(
    ("default", "named", "expected"),
    [
        pytest.param(["g1"], [], ["s1 -"], id="a default graph, and then no named ones"),
        pytest.param([], ["g1"], ["s1 g1"], id="a named graph, and then no default one"),
        pytest.param(["g1", "g2"], ["g2"], ["s1 -", "s2 -", "s2 g2"], id="both"),
        pytest.param(["nowhere"], [], [], id="a graph that is not there"),
    ],
)
def test_a_request_s_graphs_replace_the_store_s_own(
    store: Store, default: list[str], named: list[str], expected: list[str]
) -> None:
    query = "SELECT ?s ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?s ?g"
    choice = DatasetChoice(tuple(BASE + name for name in default), tuple(BASE + name for name in named))
    rows = [line.replace(BASE, "").split(",") for line in ask(store, query, choice).split("\r\n")[1:-1]]
    assert sorted(f"{subject} {graph or '-'}" for subject, graph in rows) == expected


def test_without_a_choice_the_store_s_graphs_are_asked(store: Store) -> None:
    assert ask(store, "SELECT ?s { ?s ?p ?o }") == "s\r\nhttp://e.example/d\r\n"
    assert ask(store, "SELECT ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s").count("\r\n") == 3


def test_a_query_names_its_graphs_and_a_request_s_win(store: Store) -> None:
    query = "SELECT ?s FROM <g2> { ?s ?p ?o }"
    assert ask(store, query) == "s\r\nhttp://e.example/s2\r\n"
    assert ask(store, query, DatasetChoice((BASE + "g1",), ())) == "s\r\nhttp://e.example/s1\r\n"


def test_relative_iris_are_read_against_the_base(store: Store) -> None:
    assert ask(store, "ASK { <d> <p> <o> }") == "true"


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        (JSON, '{"head":{},"boolean":true}'),
        (CSV, "true"),
        (TSV, "true"),
        (
            XML,
            '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head></head>'
            "<boolean>true</boolean></sparql>",
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Format) else "",
)
def test_a_boolean_is_written_in_every_format(store: Store, format: Format, expected: str) -> None:
    assert ask(store, "ASK {}", format=format) == expected


@pytest.mark.parametrize("format", SOLUTION_FORMATS, ids=lambda format: str(format.name))
def test_every_format_of_solutions_is_written(store: Store, format: Format) -> None:
    assert BASE + "d" in ask(store, "SELECT * { ?s ?p ?o }", format=format)


def test_an_unbound_value_is_a_gap(store: Store) -> None:
    solutions = store.select("SELECT ?s ?x { ?s ?p ?o } ORDER BY ?s", BASE)
    assert solutions.variables == ["s", "x"]
    assert list(solutions.rows()) == [(iri("d"), None)]


def test_a_boolean_has_no_rows(store: Store) -> None:
    solutions = store.select("ASK { <nothing> ?p ?o }", BASE)
    assert (solutions.boolean, solutions.variables, list(solutions.rows())) == (False, [], [])
    assert store.select("SELECT * {}", BASE).boolean is None


def test_construct_and_describe_give_triples(store: Store) -> None:
    expected = [quad("d", DefaultGraph()).triple]
    assert list(store.construct("CONSTRUCT WHERE { ?s ?p ?o }", BASE)) == expected
    assert list(store.construct("DESCRIBE <d>", BASE)) == expected


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        pytest.param("SELECT * {\n  ?s ?p oops }", 2, 13, id="in the second line"),
        pytest.param("SELECT * {\r\n  ?s ?p oops }", 2, 13, id="after a line end of Windows"),
        pytest.param("SELECT * {\u2028 ?s ?p oops }", 1, 19, id="a separator that ends no line here"),
        pytest.param('SELECT * { "é😀" oops }', 1, 21, id="columns in characters"),
        pytest.param("SELECT * {", 1, 11, id="at the end"),
        pytest.param("", 1, 1, id="nothing at all"),
    ],
)
def test_a_query_that_cannot_be_read_is_told_with_line_and_column(
    store: Store, query: str, line: int, column: int
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.select(query, BASE)
    assert (caught.value.line, caught.value.column) == (line, column)
    rest = query.split("\n")[line - 1][column - 1 :].strip()
    assert (repr(rest) if rest else "at its end") in str(caught.value)


def test_a_prefix_that_is_declared_nowhere_is_told_as_that(store: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="no PREFIX line declares"):
        store.select("SELECT * { ?s a e:T }", BASE)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("SELECT (<http://f.example/f>(1) AS ?x) {}", id="foreign"),
        pytest.param(f"SELECT * {{ ?s ?p ?o FILTER(<{XSD}foo>(?s)) }}", id="almost known"),
    ],
)
def test_an_unknown_function_is_refused_with_what_would_mend_it(store: Store, query: str) -> None:
    with pytest.raises(QueryRefused, match="not supported") as caught:
        store.select(query, BASE)
    assert "SPARQL 1.1" in caught.value.mend


@pytest.mark.parametrize(
    "query",
    ["SELECT (1/0 AS ?x) {}", 'SELECT (xsd:integer("x") AS ?x) {}', 'SELECT (REGEX("a", "(") AS ?x) {}'],
    ids=["division by nought", "no number", "no pattern"],
)
def test_an_error_within_an_expression_leaves_the_value_unbound(store: Store, query: str) -> None:
    assert ask(store, f"PREFIX xsd: <{XSD}>\n" + query) == "x\r\n\r\n"


def test_the_engine_writes_numerals_anew_and_that_is_known() -> None:
    literal = Literal("01", datatype=NamedNode(XSD + "integer"))
    kept = Store([Quad(iri("s"), iri("p"), literal)])
    assert json.loads(ask(kept, "SELECT ?o { ?s ?p ?o }", format=JSON))["results"]["bindings"][0]["o"]["value"] == "1"


def test_graphs_are_named_in_order_and_triples_found_by_any_part(store: Store) -> None:
    assert store.graphs() == [BASE + "g1", BASE + "g2"]
    found = [quad("d", DefaultGraph()).triple]
    for pattern in ({}, {"subject": BASE + "d"}, {"predicate": BASE + "p"}, {"value": BASE + "o"}):
        assert list(store.triples(**pattern)) == found
    assert list(store.triples(subject=BASE + "s1")) == []


def test_an_empty_store_answers_too() -> None:
    empty = Store([])
    assert (empty.count(), empty.graphs(), list(empty.triples())) == (0, [], [])
    assert ask(empty, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == "n\r\n0\r\n"


def test_files_are_loaded_as_they_are_and_their_blank_nodes_stay_apart(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("_:x <http://e.example/p> <rel> .")
    (tmp_path / "c.nq").write_text(f"<{BASE}s> <{BASE}p> <{BASE}o> <{BASE}g> .\n")
    loaded = Store.of_files([tmp_path / name for name in ("a.ttl", "b.ttl", "c.nq")], BASE)
    assert (loaded.count(), loaded.graphs()) == (2, [BASE + "g"])


def test_a_broken_file_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<x:s> <x:p> 1 .\n oops")
    with pytest.raises(RdfSyntaxError) as caught:
        Store.of_files([path])
    assert (caught.value.path, caught.value.line) == (path, 2)


def test_construct_and_describe_alone_give_a_graph() -> None:
    assert [form for form in Form if form.gives_graph] == [Form.CONSTRUCT, Form.DESCRIBE]
