# SPDX-License-Identifier: Apache-2.0
"""What the guard lets pass and what it refuses."""

import pytest

from rightsgraph.errors import QueryRefused, QuerySyntaxError
from rightsgraph.query import Limits, inspect
from rightsgraph.store import Form

LIMITS = Limits(length=10_000, depth=50, operators=100)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", Form.SELECT),
        ("# SERVICE\nPREFIX a: <http://SERVICE/x> ask { ?service a:SERVICE 'SERVICE {' }", Form.ASK),
        ('BASE <http://e/> PREFIX service: <x#y> CONSTRUCT { ?s service:x """a " SERVICE """ } {}', Form.CONSTRUCT),
        ("DESCRIBE <http://e/INSERT>", Form.DESCRIBE),
        ("select (?a<?b as ?c) { FILTER(?a<?b && ?c>?d) }", Form.SELECT),
    ],
)
def test_words_in_strings_iris_comments_and_names_are_no_keywords(query: str, form: Form) -> None:
    assert inspect(query, LIMITS).form is form


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> {} }",
        "SELECT * { service silent ?x {} }",
        "ASK { ?a ?b 'x' . SeRvIcE<http://e/> {} }",
        "ASK { { SELECT * { SERVICE <http://e/> {} } } }",
        "ASK { FILTER(?a<?b) SERVICE <http://e/>{ ?a ?b ?c FILTER(?a>?b) } }",
    ],
)
def test_service_is_refused_wherever_it_stands(query: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        inspect(query, LIMITS)


@pytest.mark.parametrize(
    "word",
    ["INSERT DATA {}", "DELETE WHERE {}", "LOAD <http://e/>", "clear all", "DROP ALL", "WITH <x:y> DELETE {} WHERE {}"],
)
def test_updates_are_refused(word: str) -> None:
    with pytest.raises(QueryRefused, match="read-only"):
        inspect(word, LIMITS)


@pytest.mark.parametrize("query", ["", "   ", "SELEC * {}", "{}", "PREFIX a: <http://e/>"])
def test_what_has_no_form_is_no_query(query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        inspect(query, LIMITS)


@pytest.mark.parametrize(
    "query",
    ["ASK " + "{" * 51 + "}" * 51, "ASK { FILTER(" + "1+" * 101 + "1) }", "ASK {} #" + "x" * 10_000],
    ids=["deep", "wide", "long"],
)
def test_what_goes_beyond_a_limit_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused):
        inspect(query, LIMITS)


@pytest.mark.parametrize(
    ("query", "volatile"), [("SELECT (RAND() AS ?x) {}", True), ("ASK { ?now ?b 'RAND()' }", False)]
)
def test_a_query_that_differs_from_run_to_run_is_known(query: str, volatile: bool) -> None:
    assert inspect(query, LIMITS).volatile is volatile


SERVICES = Limits(10_000, 50, 100, frozenset(["http://ours.example/sparql"]))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://ours.example/sparql> { ?s ?p ?o } }",
        "SELECT * { service Silent# a comment\n <http://ours.example/sparql> { ?s ?p ?o } }",
    ],
)
def test_service_may_ask_an_endpoint_that_is_allowed_and_its_answer_is_not_kept(query: str) -> None:
    assert inspect(query, SERVICES).volatile
    with pytest.raises(QueryRefused, match="SERVICE"):
        inspect(query, LIMITS)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://ours.example/sparql/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?s { ?s ?p ?o } }",
        "PREFIX o: <http://ours.example/> SELECT * { SERVICE o:sparql { ?s ?p ?o } }",
        "BASE <http://ours.example/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://ours.example/sparql> { SERVICE <http://other.example/> { ?s ?p ?o } } }",
        "SELECT * { SERVICE SILENT ?x { BIND(<http://ours.example/sparql> AS ?x) } }",
        "SELECT * { FILTER(trueSERVICE:x{}) SERVICE <http://ours.example/sparql> {} }",
    ],
)
def test_an_allowed_endpoint_opens_no_other(query: str) -> None:
    with pytest.raises((QueryRefused, QuerySyntaxError)):
        inspect(query, SERVICES)
