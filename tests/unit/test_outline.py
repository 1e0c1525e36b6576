# SPDX-License-Identifier: Apache-2.0
"""What of a query the parser understands, and which variables it finds bound."""

import pytest

from rightsgraph.sparql import Unreadable, read_outline
from rightsgraph.sparql.outline import (
    Bind,
    Filter,
    Group,
    Minus,
    Nested,
    Optional,
    Path,
    Query,
    Scoped,
    SubSelect,
    Term,
    Triples,
    Values,
    certain_in,
    mentioned_in,
    names_in,
    visible_in,
)

HEAD = "PREFIX : <http://e/> "
EVERYTHING = """
BASE <http://e/>
PREFIX : <ns#>
PREFIX é: <http://é/>
SELECT ?a (COUNT(DISTINCT *) AS ?n) (SUM(DISTINCT ?x + 1) AS ?y) (GROUP_CONCAT(?l ; SEPARATOR = ", ") AS ?z)
FROM <a> FROM NAMED <b>
WHERE { # a comment with } in it
  ?s :p/:q*|^:r+ ?o, 'it''s' ; a é:d ;; . [ :a :b ; ?x ( 1 -2 [ :c () ] ) ] . () :p () . ( 1 ) :p true
  FILTER(?a && !?b || ?c IN (1, -2, "x"@en, :x) && ?d NOT IN ()) .
  OPTIONAL { ?a ?b ?c FILTER NOT EXISTS { ?a !(:a|^:b) -1 , +2.5e3 , .5 } } { {} UNION {} UNION { ?s ?p ?o } }
  GRAPH ?g {} SERVICE SILENT <x> {} MINUS {} BIND(IF(?a < ?b, 1, 2) AS ?zz)
  VALUES (?a ?b) { (1 UNDEF) (:a "x"^^:d) } VALUES ?v { }
  { SELECT ?z { ?z ?z _:z } GROUP BY ?z LIMIT 1 VALUES ?z { 1 } }
  FILTER :f(?x, 1) FILTER(:f(DISTINCT ?x)) FILTER REGEX(?x, "a") FILTER(?x-1 = -?y*2/(3) || !(?a))
}
GROUP BY ?a (?b + 1 AS ?c) STR(?d) HAVING (COUNT(*) > 1) (SUM(?x) < 3)
ORDER BY ?a DESC(?b) ASC(?c) STR(?d) LIMIT 5 OFFSET 6 VALUES () { () () }
"""


def where(text: str) -> Group:
    return read_outline(f"{HEAD}SELECT * {text}").where


def test_the_whole_grammar_is_read() -> None:
    kinds = [type(element) for element in read_outline(EVERYTHING.replace("'it''s'", "'its'")).where.elements]
    assert (
        kinds == [Triples, Filter, Optional, Nested, Scoped, Scoped, Minus, Bind, Values, Values, Nested] + [Filter] * 4
    )


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("ASK {}", "ASK"),
        ("select * where {}", "SELECT"),
        ("CONSTRUCT { ?a ?b [] } WHERE { ?a ?b ?c }", "CONSTRUCT"),
        ("CONSTRUCT WHERE { ?a ?b ?c . }", "CONSTRUCT"),
        ("DESCRIBE <http://e/a> ?b", "DESCRIBE"),
        ("DESCRIBE * { ?a ?b ?c }", "DESCRIBE"),
    ],
)
def test_each_form_is_read(query: str, form: str) -> None:
    assert read_outline(query).form == form


@pytest.mark.parametrize(
    "query",
    [
        "",
        "SELECT",
        "SELECT * {",
        "SELECT * { ?s }",
        "ASK {}}",
        "ASK { ?s :p ?o }",
        "ASK { 'open }",
        "ASK { << ?s ?p ?o >> ?a ?b }",
        "SELECT (TRIPLE(1, 2, 3) AS ?x) {}",
        "SELECT * { FILTER(?a<?b&&?c>?d) }",
        "SELECT * { VALUES (?a ?b) { (1) } }",
        "ASK " + "{" * 100 + "}" * 100,
        "ASK { FILTER" + "(" * 100 + "1" + ")" * 100 + "}",
        "ASK { ?s " + "^" * 9 + "<p> ?o }",
        "DELETE WHERE { ?s ?p ?o }",
    ],
)
def test_what_is_not_known_is_unreadable(query: str) -> None:
    with pytest.raises(Unreadable):
        read_outline(query)


def test_long_chains_need_no_deep_stack() -> None:
    chain = " || ".join(f"!!?a{at} + 1 * 2" for at in range(3000))
    patterns = " ".join(f"?a{at} <p> ?b{at} ." for at in range(3000))
    expression = where(f"{{ {patterns} FILTER({chain}) }}").elements[-1]
    assert isinstance(expression, Filter)
    assert len(names_in(expression.expression)) == 3000


def test_a_span_cuts_its_part_out_of_the_text() -> None:
    text = "SELECT * { ?s ?p ?o . FILTER ( EXISTS { ?s ?p 1 } && ?o IN (1, 2) ) # no\n OPTIONAL { ?a ?b ?c } }"
    group = read_outline(text).where
    assert [element.span.cut(text) for element in group.elements] == [
        "?s ?p ?o .",
        "FILTER ( EXISTS { ?s ?p 1 } && ?o IN (1, 2) )",
        "OPTIONAL { ?a ?b ?c }",
    ]
    filter = group.elements[1]
    assert isinstance(filter, Filter)
    parts = filter.expression.arguments
    assert [part.span.cut(text) for part in parts] == ["EXISTS { ?s ?p 1 }", "?o IN (1, 2)"]
    assert group.span.cut(text) == text[len("SELECT * ") :]


def test_prefixes_are_expanded_and_escapes_taken_off() -> None:
    [element] = where(r"{ :a\-b a :c%20 }").elements
    assert isinstance(element, Triples)
    [pattern] = element.patterns
    type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert [term.text for term in pattern.terms] == ["http://e/a-b", type, "http://e/c%20"]


def test_a_collection_is_a_chain_of_patterns() -> None:
    [element] = where("{ ?a :p (1 ?b) }").elements
    assert isinstance(element, Triples)
    texts = [tuple(term.text.rpartition("#")[2] for term in pattern.terms) for pattern in element.patterns]
    assert texts == [
        ("[1]", "first", "1"),
        ("[1]", "rest", "[2]"),
        ("[2]", "first", "b"),
        ("[2]", "rest", "nil"),
        ("a", "http://e/p", "[1]"),
    ]


def test_a_path_keeps_its_operators() -> None:
    [element] = where("{ ?a ^:p/(:q|!:r)+ ?b }").elements
    assert isinstance(element, Triples)
    path = element.patterns[0].verb
    assert isinstance(path, Path)
    assert outline_of(path) == "/(^(p) +(|(q !(r))))"


def outline_of(path: Path | Term) -> str:
    if isinstance(path, Term):
        return path.text.rpartition("/")[2]
    return f"{path.operator}({' '.join(map(outline_of, path.parts))})"


@pytest.mark.parametrize(
    ("group", "visible", "certain"),
    [
        ("{ ?a ?b [ :p ?c ] }", "abc", "abc"),
        ("{ ?a :p 1 OPTIONAL { ?a :q ?b } }", "ab", "a"),
        ("{ { ?a :p ?b } UNION { ?a :q ?c } }", "abc", "a"),
        ("{ ?a :p 1 MINUS { ?b :q ?c } }", "a", "a"),
        ("{ GRAPH ?g { ?a :p 1 } }", "ag", "ag"),
        ("{ SERVICE ?g { ?a :p 1 } }", "ag", ""),
        ("{ BIND(1 / 0 AS ?a) }", "a", ""),
        ("{ VALUES (?a ?b) { (1 UNDEF) (2 3) } }", "ab", "a"),
        ("{ ?a :p ?b FILTER(?c) FILTER EXISTS { ?d :q 1 } }", "ab", "ab"),
        ("{ { SELECT * { ?a :p ?b } } }", "ab", "ab"),
        ("{ { SELECT ?a (?b + 1 AS ?c) ?d { ?a :p ?b } } }", "acd", "a"),
        ("{ { SELECT ?a (COUNT(*) AS ?n) (SUM(?b) AS ?m) { ?a :p ?b } GROUP BY ?a } }", "amn", "an"),
        ("{ { SELECT * { ?a :p 1 OPTIONAL { ?a :q ?b } } VALUES ?b { 1 } } }", "ab", "ab"),
    ],
)
def test_a_group_tells_what_it_may_bind_and_what_it_always_binds(group: str, visible: str, certain: str) -> None:
    assert (visible_in(where(group)), certain_in(where(group))) == (frozenset(visible), frozenset(certain))


def test_every_variable_is_mentioned_wherever_it_hides() -> None:
    query: Query = read_outline(
        HEAD + "SELECT (?a AS ?b) { FILTER EXISTS { ?c :p 1 } MINUS { ?d :p 1 } BIND(?e AS ?f) OPTIONAL { ?g :p 1 } "
        "{ SELECT (SUM(?h) AS ?i) { GRAPH ?j { { ?k :p 1 } } } HAVING(?l) } } ORDER BY ?m VALUES ?n { 1 }"
    )
    assert mentioned_in(query) == frozenset("abcdefghijklm")
    assert any(isinstance(element, Nested) for element in query.where.elements)
    assert SubSelect in {type(one) for group in query.where.elements for one in elements_within(group)}


def elements_within(element: object) -> list[object]:
    return [inner for branch in element.branches for inner in branch.elements] if isinstance(element, Nested) else []
