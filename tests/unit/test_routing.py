# SPDX-License-Identifier: Apache-2.0
"""Which engine a query goes to, in which words."""

import pytest

from rightsgraph.store.routing import Advice, EngineName, route

HEAD = "PREFIX : <http://e/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "


def to_fast(query: str) -> tuple[str, ...]:
    """Why a query does not go to the fast engine."""
    return route(HEAD + query, choice="auto", has_dataset=False).reasons


def rewritten(query: str, choice: str) -> str:
    return route(HEAD + query, choice=choice, has_dataset=False).text.removeprefix(HEAD)


@pytest.mark.parametrize(
    "query",
    [
        "ASK {}",
        "SELECT * { ?a :p ?b ; :q ?c OPTIONAL { ?c :r ?d } } ORDER BY ?a LIMIT 9",
        "SELECT ?b (COUNT(*) AS ?n) (SUM(?c) AS ?m) { ?a :p ?b ; :q ?c } GROUP BY ?b HAVING (COUNT(*) > 1)",
        "SELECT (MAX(?c) AS ?m) { ?a :q ?c }",
        "SELECT * { ?a :p ?b FILTER EXISTS { ?a :q/:r ?c } FILTER NOT EXISTS { ?b :q ?c } }",
        "SELECT * { ?a :p ?b MINUS { ?a :q ?c OPTIONAL { ?c :r ?d } } }",
        "SELECT * { ?a :p ?b . ?b :q ?c . ?a :r ?b }",
        "SELECT * { :a :p+ ?b . ?b :q ?c }",
        "SELECT * { ?a :p ?b . ?c :q ?d . ?b :r ?c }",
        "SELECT * { ?a :p ?b { SELECT (COUNT(*) AS ?all) { ?x :p ?y } } }",
        "SELECT * { ?a :p ?b VALUES ?c { 1 2 } }",
        "SELECT * { ?a :p ?b BIND(STR(?b) AS ?c) ?d :q ?c }",
        "SELECT * { ?a :p ?b . ?c :p ?b FILTER(?a != ?c) }",
        "SELECT * { ?a :p ?b FILTER(?b > 3 && STR(?b) != 'x' || ?b = ?a) }",
        "SELECT * { ?a :p ?b FILTER(?b >= '2010-07-18'^^xsd:date) }",
        "SELECT * { ?a :p ?b FILTER(REGEX(?b, 'x', 'i') && LANGMATCHES(LANG(?b), 'en') && !BOUND(?c)) }",
        "SELECT (?b + 1 AS ?c) (xsd:integer(?b) AS ?d) { ?a :p ?b FILTER(?a NOT IN (:a, :b)) }",
        "SELECT * { GRAPH ?g { ?a :p ?b } ?a :q ?c }",
    ],
)
def test_what_nothing_rules_out_goes_to_the_fast_engine(query: str) -> None:
    assert to_fast(query) == ()
    assert route(HEAD + query, choice="auto", has_dataset=False).engine is EngineName.SPARQ


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("CONSTRUCT WHERE { ?a :p ?b }", "CONSTRUCT"),
        ("DESCRIBE :a", "DESCRIBE"),
        ("SELECT * FROM :g { ?a :p ?b }", "dataset"),
        ("SELECT * { ?a :p ?b FILTER EXISTS { ?a :q ?c OPTIONAL { ?c :r ?d } } }", "EXISTS"),
        ("SELECT * { ?a :p ?b FILTER EXISTS { ?a :q ?c MINUS { ?c :r ?d } } }", "EXISTS"),
        ("SELECT * { ?a :p ?b FILTER NOT EXISTS { { SELECT ?a { ?a :q ?c } LIMIT 1 } } }", "NOT EXISTS"),
        ("SELECT * { ?a :p ?b FILTER(EXISTS { ?a :q ?c } || ?b = 1) }", "EXISTS"),
        ("SELECT (EXISTS { ?a :q ?c } AS ?d) { ?a :p ?b }", "EXISTS"),
        ("SELECT (SUM(?c) AS ?m) { ?a :p ?b OPTIONAL { ?a :q ?c } }", "SUM"),
        ("SELECT (AVG(?b + 1) AS ?m) { ?a :p ?b }", "AVG"),
        ("SELECT (COUNT(?b + 1) AS ?m) { ?a :p ?b }", "COUNT"),
        ("SELECT ?a { ?a :p ?b } GROUP BY ?a HAVING (MIN(?c) > 1)", "MIN"),
        ("SELECT * { ?a :p ?b { SELECT ?a (GROUP_CONCAT(?l) AS ?m) { ?a :q ?l } GROUP BY ?a } }", "GROUP_CONCAT"),
        ("SELECT * { ?a :p+ ?b }", "path of any length"),
        ("SELECT * { ?a :q/(:p*) ?b }", "path of any length"),
        ("SELECT * { ?a !:p ?b }", "negated"),
        ("SELECT * { ?a :p ?b . ?b :q ?c . ?c :r ?a }", "circle"),
        ("SELECT * { ?a :p ?b ; :q ?c . ?d :p ?b { ?d :q ?c } }", "circle"),
        ("SELECT * { ?a :p ?b . ?c :q ?d }", "share no variable"),
        ("ASK { ?a :p ?b FILTER(?b = ?d) ?c :q ?d }", "share no variable"),
        ("SELECT * { ?a :p ?b OPTIONAL { ?c :q ?d } }", "share no variable"),
        ("SELECT * { ?a :p ?b BIND(:f(?b) AS ?c) }", "<http://e/f>"),
        ("SELECT (xsd:date(?b) AS ?c) { ?a :p ?b }", "XMLSchema#date>"),
        ("SELECT * { ?a :p ?b FILTER(?b != 3) }", "different types"),
        ("SELECT * { ?a :p ?b FILTER(!(?b = 3)) }", "different types"),
        ("SELECT ((?b = 'x') AS ?c) { ?a :p ?b }", "different types"),
        ("SELECT * { ?a :p ?b ; :q ?c FILTER(?b <= ?c) }", "no order"),
        ("SELECT * { ?a :p ?b FILTER(YEAR(?b) = 2010) }", "YEAR"),
        ("SELECT ((?b - ?a) AS ?c) { ?a :p ?b }", "dates and durations"),
        ("SELECT * { ?a :p ?b FILTER(?b) }", "true or false"),
        ("SELECT * { ?a :p ?b BIND(BNODE('x') AS ?c) }", "BNODE"),
        ("SELECT * { GRAPH ?a { ?a :p ?b } }", "name of a graph"),
        ("SELECT * { ?a :p ?b FILTER(REGEX(?b, ?a)) }", "plain string"),
    ],
)
def test_what_is_wrong_or_slow_there_goes_to_the_reference(query: str, reason: str) -> None:
    assert any(reason in one for one in to_fast(query)), to_fast(query)
    assert route(HEAD + query, choice="auto", has_dataset=False).engine is EngineName.OXIGRAPH


def test_a_request_that_names_graphs_goes_to_the_reference() -> None:
    assert route("ASK {}", choice="auto", has_dataset=True).engine is EngineName.OXIGRAPH


@pytest.mark.parametrize("text", ["", "SELECT", "ASK { <<?a ?b ?c>> ?d ?e }", "SELECT * { FILTER(?a<?b&&?c>?d) }"])
@pytest.mark.parametrize("choice", ["auto", "oxigraph", "sparq"])
def test_what_cannot_be_read_goes_as_it_is(text: str, choice: str) -> None:
    found = route(text, choice=choice, has_dataset=False)
    assert (found.text, found.advice) == (text, ())
    assert found.engine is (EngineName.SPARQ if choice == "sparq" else EngineName.OXIGRAPH)
    assert bool(found.reasons) is (choice != "sparq")


JOIN = "{ SELECT DISTINCT ?a WHERE { ?a :q ?c . ?c :r 1 } }"


@pytest.mark.parametrize(
    ("query", "choice", "expected"),
    [
        # EXISTS
        (
            "SELECT * { ?a :p ?b . FILTER EXISTS { ?a :q ?c . ?c :r 1 } OPTIONAL { ?a :l ?l } }",
            "sparq",
            f"SELECT * {{ ?a :p ?b . FILTER(true)  {JOIN} OPTIONAL {{ ?a :l ?l }} }}",
        ),
        (
            "SELECT * { ?a :p ?b FILTER(?b > 1 && (EXISTS { ?a :q ?c . ?c :r 1 })) # }\n}",
            "oxigraph",
            f"SELECT * {{ ?a :p ?b FILTER(?b > 1 && (true)) # }}\n {JOIN} }}",
        ),
        (
            "SELECT * { ?a :p ?b FILTER EXISTS { ?a :q ?b } }",
            "sparq",
            "SELECT * { ?a :p ?b FILTER(true)  { SELECT DISTINCT ?a ?b WHERE { ?a :q ?b } } }",
        ),
        # NOT EXISTS
        (
            "SELECT * { GRAPH ?g { ?a :p ?b FILTER NOT EXISTS { { ?a :q 1 } UNION { ?a :r/:q ?c } } } }",
            "oxigraph",
            "SELECT * { GRAPH ?g { ?a :p ?b FILTER(true)  MINUS { { ?a :q 1 } UNION { ?a :r/:q ?c } } } }",
        ),
        # The variable is bound only by what stands behind: then the place is the group's end.
        (
            "SELECT * { ?a :p ?b OPTIONAL { ?a :q ?d } ?c :r ?b FILTER NOT EXISTS { ?c :q 1 } }",
            "sparq",
            "SELECT * { ?a :p ?b OPTIONAL { ?a :q ?d } ?c :r ?b FILTER(true)  MINUS { ?c :q 1 } }",
        ),
        # IN and =
        (
            "SELECT * { ?a :p ?b FILTER(?b IN (:x, <http://e/x>, :y)) }",
            "sparq",
            "SELECT * { ?a :p ?b FILTER(true)  VALUES ?b { :x :y } }",
        ),
        (
            "SELECT * { ?a :p ?b FILTER(?b = 'x' || \"y\"@en = ?b) }",
            "oxigraph",
            "SELECT * { ?a :p ?b FILTER(true)  VALUES ?b { 'x' \"y\"@en } }",
        ),
        (
            "SELECT * { ?a :p ?b FILTER(?b = :x) }",
            "oxigraph",
            "SELECT * { ?a :p ?b FILTER(true)  VALUES ?b { :x } }",
        ),
    ],
)
def test_a_slow_form_becomes_an_equal_one(query: str, choice: str, expected: str) -> None:
    assert rewritten(query, choice).split() == expected.split()
    assert route(HEAD + query, choice=choice, has_dataset=False).advice[0].done


@pytest.mark.parametrize(
    ("query", "choice"),
    [
        # One pattern is looked up row by row well by the reference; one IRI is seen by the fast engine.
        ("SELECT * { ?a :p ?b FILTER EXISTS { ?a :q ?c } }", "oxigraph"),
        ("SELECT * { ?a :p ?b FILTER(?b = :x) }", "sparq"),
        # Nothing shared; shared but not always bound, on either side.
        ("SELECT * { ?a :p ?b FILTER EXISTS { ?x :q ?c } }", "sparq"),
        ("SELECT * { ?a :p ?b OPTIONAL { ?a :q ?c } FILTER EXISTS { ?a :q ?c } }", "sparq"),
        ("SELECT * { ?a :p ?b FILTER EXISTS { { ?a :q ?c } UNION { ?b :q ?c } } }", "sparq"),
        # A variable from OPTIONAL's left side, or from GRAPH.
        ("SELECT * { ?x :p ?a OPTIONAL { ?a :q ?b FILTER EXISTS { ?a :q ?x } } }", "sparq"),
        ("SELECT * { GRAPH ?g { ?a :q ?b FILTER EXISTS { ?a :q ?g } } }", "sparq"),
        # Not a conjunct, not in a filter.
        ("SELECT * { ?a :p ?b FILTER(?b = 1 || EXISTS { ?a :q ?c }) }", "sparq"),
        ("SELECT * { ?a :p ?b FILTER(! EXISTS { ?a :q ?c }) }", "sparq"),
        ("SELECT * { ?a :p ?b BIND(EXISTS { ?a :q ?c } AS ?d) }", "sparq"),
        # Not plain: outer variables in filters, paths of length zero, labels, other elements, chance.
        ("SELECT * { ?a :p ?b FILTER EXISTS { ?a :q ?c FILTER(?c != ?b) } }", "sparq"),
        ("SELECT * { ?a :p ?b FILTER EXISTS { ?a :q* ?c } }", "sparq"),
        ("SELECT * { ?a :p ?b FILTER EXISTS { ?a :q _:c } }", "sparq"),
        ("SELECT * { ?a :p ?b FILTER EXISTS { ?a :q ?c VALUES ?c { 1 } } }", "sparq"),
        ("SELECT * { ?a :p ?b FILTER EXISTS { ?a :q ?c FILTER(?c < RAND()) } }", "sparq"),
        ("SELECT * { ?a :p ?b FILTER EXISTS { GRAPH :g { ?a :q ?c } } }", "sparq"),
        # Equal, and yet not the same term: numbers; what two ways of writing might make one IRI or string.
        ("SELECT * { ?a :p ?b FILTER(?b IN (1, 2)) }", "oxigraph"),
        ("SELECT * { ?a :p ?b FILTER(?b = 'x'^^xsd:string || ?b = 'x') }", "oxigraph"),
        ("SELECT * { ?a :p ?b FILTER(?b IN (<x>, <y>)) }", "oxigraph"),
        ("SELECT * { ?a :p ?b FILTER(?b IN (<http://e/a/../x>, <http://e/x>)) }", "oxigraph"),
        ("SELECT * { ?a :p ?b FILTER(?b = 'a\\u0062') }", "oxigraph"),
        # Not always bound; two variables; none; negated.
        ("SELECT * { ?a :p ?b OPTIONAL { ?a :q ?c } FILTER(?c IN (:x, :y)) }", "oxigraph"),
        ("SELECT * { ?a :p ?b FILTER(?b = :x || ?a = :x) }", "oxigraph"),
        ("SELECT * { ?a :p ?b FILTER(?b IN ()) }", "oxigraph"),
        ("SELECT * { ?a :p ?b FILTER(?b NOT IN (:x, :y)) }", "oxigraph"),
        ("SELECT * { ?a :p ?b FILTER(?b = ?a) }", "oxigraph"),
        ("ASK { SERVICE :s { ?a :p ?b FILTER(?b = 'x') } }", "oxigraph"),
    ],
)
def test_what_is_not_surely_equal_stays_as_it_is(query: str, choice: str) -> None:
    assert rewritten(query, choice) == query


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("SELECT * { ?a :l ?l FILTER(STR(?l) = 'x') }", "@en"),
        ("SELECT * { ?a :l ?l FILTER(?l IN (1, 2)) }", "VALUES"),
        ("SELECT * { ?a :l ?l FILTER EXISTS { ?a :q* ?c } }", "DISTINCT"),
        ("SELECT * { ?a :l ?l FILTER NOT EXISTS { ?a :q* ?c } }", "MINUS"),
        ("SELECT * { ?a :l ?l OPTIONAL { ?a :q ?c } FILTER(!BOUND(?c)) }", "NOT EXISTS"),
    ],
)
def test_what_stays_slow_is_told_with_a_better_form(query: str, better: str) -> None:
    [advice] = route(HEAD + query, choice="auto", has_dataset=False).advice
    assert better in advice.better
    assert not advice.done


def test_advice_shows_the_form_as_it_stands_shortened() -> None:
    query = f"SELECT * {{ ?a ?p ?b FILTER(?b IN\n  ({', '.join(f'<http://e/{at}>' for at in range(50))})) }}"
    [advice] = route(query, choice="sparq", has_dataset=False).advice
    assert advice == Advice(advice.slow, advice.better, done=True)
    assert advice.slow.startswith("?b IN (<http://e/0>, ")
    assert len(advice.slow) == 100


def test_the_same_query_always_goes_the_same_way() -> None:
    query = HEAD + "SELECT * { ?a :p ?b ; :q ?c FILTER EXISTS { ?a :q ?b ; :r ?c } FILTER(?c IN (:x, :y)) }"
    assert len({route(query, choice="auto", has_dataset=False) for _ in range(9)}) == 1
