# SPDX-License-Identifier: Apache-2.0
"""The questions that servers are measured with have answers, and the answers are compared by what they mean."""

import json
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat
from tests.bench.answers import compare, read_answer
from tests.bench.concepts import read_vocabulary
from tests.bench.generator import write_ntriples
from tests.bench.questions import LIST, QUESTIONS, TINY, Question, vary
from tests.bench.report import BEGIN, END, geometric_mean, put_into

ROOT = Path(__file__).parents[2]
SMALLEST = 100_000
PLAIN = Question("plain", "?", "SELECT ?a { ?a ?b ?c }")
ORDERED = Question("ordered", "?", "SELECT ?a { ?a ?b ?c } ORDER BY ?a", ordered=True)
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    path = tmp_path_factory.mktemp("bench") / "data.nt"
    write_ntriples(path, read_vocabulary(ROOT), SMALLEST)
    store = pyoxigraph.Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_TRIPLES)
    for concepts in (ROOT / "ontology").rglob("*.ttl"):
        store.bulk_load(path=str(concepts), format=RdfFormat.TURTLE)
    return store


def ask(store: pyoxigraph.Store, query: str) -> bytes:
    results = store.query(query)
    if isinstance(results, pyoxigraph.QueryTriples):
        return results.serialize(format=RdfFormat.N_TRIPLES) or b""
    assert isinstance(results, pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean)
    return results.serialize(format=QueryResultsFormat.JSON) or b""


def solutions(*values: tuple[str, str]) -> bytes:
    bindings = [{"a": {"type": "literal", "value": value, "datatype": datatype}} for value, datatype in values]
    return json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": bindings}}).encode()


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.kind for question in QUESTIONS])
def test_a_question_has_the_same_answer_under_other_names_and_it_is_not_empty(
    store: pyoxigraph.Store, question: Question
) -> None:
    answer = read_answer(question, ask(store, question.query))
    varied = read_answer(question, ask(store, vary(question.query, "x1")))
    assert vary(question.query, "x1") != question.query
    assert compare(question, {"one": answer, "other": varied}, "one") == {}
    assert (answer.rows == (("false",),)) if question.empty else len(answer) > 0


def test_the_small_answers_are_as_large_as_they_are_said_to_be(store: pyoxigraph.Store) -> None:
    assert len(json.loads(ask(store, TINY))["results"]["bindings"]) == 1
    assert 26_000 < len(ask(store, LIST)) < 30_000


def test_numbers_are_compared_by_their_value() -> None:
    one, other = (read_answer(PLAIN, solutions(value)) for value in (("1", INTEGER), ("1.0", DECIMAL)))
    assert compare(PLAIN, {"one": one, "other": other}, "one") == {}


def test_order_counts_only_where_it_was_asked_for() -> None:
    numbers = (("1", INTEGER), ("2", INTEGER))
    found = {"one": read_answer(PLAIN, solutions(*numbers)), "other": read_answer(PLAIN, solutions(*numbers[::-1]))}
    assert compare(PLAIN, found, "one") == {}
    assert compare(ORDERED, found, "one") == {"other": "the same rows in another order"}


def test_a_difference_is_told() -> None:
    found = {
        "one": read_answer(PLAIN, solutions(("1", INTEGER))),
        "other": read_answer(PLAIN, solutions(("2", INTEGER))),
    }
    assert compare(PLAIN, found, "one") == {"other": "1 of 1 rows differ: 2, not 1"}
    assert compare(PLAIN, {**found, "none": read_answer(PLAIN, solutions())}, "one")["none"] == "0 rows instead of 1"


def test_a_broken_answer_is_no_answer() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        read_answer(PLAIN, b'{"head": {"vars": ["a"]}, "results"')


def test_a_table_is_put_between_its_marks() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert put_into(page, "new\n") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    with pytest.raises(ValueError, match="each on its own line"):
        put_into("no marks", "new")


def test_a_geometric_mean_is_that_of_ratios() -> None:
    assert geometric_mean([0.5, 2.0]) == pytest.approx(1.0)
    assert geometric_mean([]) is None
