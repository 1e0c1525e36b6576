# SPDX-License-Identifier: Apache-2.0
"""One query and a format in, bytes out."""

import io
import json
from collections.abc import Mapping

import pytest

from rightsgraph.errors import QueryRefused, QuerySyntaxError, Unwritable
from rightsgraph.formats import CSV, GRAPH_FORMATS, JSON, JSONLD, SOLUTION_FORMATS, TURTLE, XML, Format
from rightsgraph.query import Limits, Query, Shortening, read_query
from rightsgraph.query.answer import answer as write_answer
from rightsgraph.query.jobs import PREVIEW
from rightsgraph.rdf import Context, DefaultGraph, Literal, NamedNode, Quad
from rightsgraph.store import DatasetChoice, EngineChoice, Prepared, Store, read_solutions

LIMITS = Limits(length=10_000, depth=50, operators=100)
BASE = "http://e.example/"


def answer(store: Store, query: Query, format: Format, prefixes: Mapping[str, str], context: Context) -> bytes:
    return run(store, query, format.name, Shortening(prefixes, context))


def run(store: Store, query: Query, format: str, shortening: Shortening, rows: int = 0) -> bytes:
    out, prepared = io.BytesIO(), Prepared(store, None, EngineChoice.AUTO)
    job = query.job(format, rows)
    write_answer(prepared.open(), prepared.route(job.query, job.choice), job, shortening, out)
    return out.getvalue()


def iri(name: str) -> NamedNode:
    return NamedNode(BASE + name)


@pytest.fixture(scope="module")
def store() -> Store:
    texts = ["plain", "a\rb\r\nc", 'a,b"c"', "\x01", "=1+1"]
    return Store(Quad(iri(f"s{n}"), iri("p"), Literal(text), DefaultGraph()) for n, text in enumerate(texts))


def read(text: str, choice: DatasetChoice | None = None) -> Query:
    return read_query(text, BASE, choice, LIMITS)


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("SELECT * {}", SOLUTION_FORMATS),
        ("ASK {}", SOLUTION_FORMATS),
        ("CONSTRUCT WHERE {}", GRAPH_FORMATS),
        ("DESCRIBE <x>", GRAPH_FORMATS),
    ],
)
def test_a_query_knows_what_its_answer_can_be_written_in(text: str, formats: object) -> None:
    assert read(text).formats == formats


def test_a_graph_is_shortened_by_prefixes_and_context(store: Store) -> None:
    query = read("CONSTRUCT { ?s a <T> } { ?s <p> 'plain' }")
    context = Context({"T": BASE + "T"}, classes={BASE + "T": "T"})
    assert answer(store, query, TURTLE, {"e": BASE}, context) == b"@prefix e: <http://e.example/> .\n\ne:s0 a e:T .\n"
    assert json.loads(answer(store, query, JSONLD, {}, context))["@graph"] == [{"@id": BASE + "s0", "@type": "T"}]


def test_a_table_keeps_commas_quotes_and_line_ends(store: Store) -> None:
    query = read("SELECT ?o { <s2> <p> ?o }")
    assert answer(store, query, CSV, {}, Context({})) == b'o\r\n"a,b""c"""\r\n'


def test_xml_keeps_a_carriage_return(store: Store) -> None:
    body = answer(store, read("SELECT ?o { <s1> <p> ?o }"), XML, {}, Context({}))
    assert b"<literal>a&#13;b&#13;\nc</literal>" in body


def test_what_xml_cannot_say_is_an_error_and_json_says_it(store: Store) -> None:
    query = read("SELECT ?o { <s3> <p> ?o }")
    with pytest.raises(Unwritable, match="XML"):
        answer(store, query, XML, {}, Context({}))
    bindings = json.loads(answer(store, query, JSON, {}, Context({})))["results"]["bindings"]
    assert bindings == [{"o": {"type": "literal", "value": "\x01"}}]


def test_the_graphs_of_a_request_are_asked(store: Store) -> None:
    query = read("ASK { ?s ?p ?o }", DatasetChoice((BASE + "nowhere",), ()))
    assert json.loads(answer(store, query, JSON, {}, Context({})))["boolean"] is False


def test_a_preview_is_the_first_rows(store: Store) -> None:
    query = read("SELECT ?s ?o { ?s <p> ?o } ORDER BY ?s")
    solutions = read_solutions(run(store, query, PREVIEW, Shortening(), rows=2))
    assert solutions.variables == ["s", "o"]
    assert list(solutions.rows()) == [(iri("s0"), Literal("plain")), (iri("s1"), Literal("a\rb\r\nc"))]
    assert read_solutions(run(store, read("ASK {}"), PREVIEW, Shortening(), rows=2)).boolean is True


def test_a_query_is_inspected_before_it_is_anything(store: Store) -> None:
    with pytest.raises(QueryRefused):
        read("SELECT * { SERVICE <x> {} }")
    with pytest.raises(QuerySyntaxError):
        answer(store, read("SELECT * { oops }"), CSV, {}, Context({}))
