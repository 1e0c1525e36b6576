# SPDX-License-Identifier: Apache-2.0
"""Where a query can be given more, and what its variables are there."""

import pytest

from rightsgraph.query.places import Places, read_places
from rightsgraph.sparql.outline import Span


def cut(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("SELECT * { ?s ?p ?o }", "}", id="without WHERE"),
        pytest.param("SELECT * WHERE { { ?s ?p ?o } } LIMIT 1", "} LIMIT 1", id="groups in it"),
        pytest.param("ASK { ?s ?p '}' }", "}", id="a brace in a string"),
        pytest.param("ASK { ?s ?p 1 # }\n } # }", "} # }", id="a brace in a comment"),
        pytest.param("CONSTRUCT { ?s a <a:b> } WHERE { ?s ?p ?o }", "}", id="behind a template"),
        pytest.param("CONSTRUCT WHERE { ?s ?p ?o }", None, id="a template that is the pattern takes no filter"),
        pytest.param("DESCRIBE ?s { ?s ?p ?o }", None, id="no named query describes"),
        pytest.param("SELECT * { SELECT * { ?s ?p ?o } }", None, id="a sub-select stands alone"),
    ],
)
def test_more_can_stand_at_the_end_of_the_outermost_group(text: str, expected: str | None) -> None:
    end = read_places(text).end
    assert (None if end is None else text[end:]) == expected


BINDING = {
    "a pattern": ("?s ?p ?o", "s p o", ""),
    "both marks of a variable": ("?s $p ?s", "s p", ""),
    "an option": ("?s a ?t OPTIONAL { ?s ?p ?o }", "s t p o", ""),
    "alternatives": ("{ ?a ?b 1 } UNION { ?c ?b 2 }", "a b c", ""),
    "a graph": ("GRAPH ?g { ?s ?p 1 }", "g s p", ""),
    "a list and a nameless thing": ("?s ?p ( ?a [ ?b ?c ] )", "s p a b c", ""),
    "a path": ("?s (<a:b>|^<a:c>)* ?o", "s o", ""),
    "a filter": ("?s ?p 1 FILTER(?x > 1 && (?y < 2))", "s p", "x y"),
    "a filter by a function": ("?s ?p 1 FILTER regex(?x, 'a') FILTER <a:f>(?y)", "s p", "x y"),
    "a filter in an option": ("?s ?p 1 OPTIONAL { ?s ?q 1 FILTER(?x) }", "s p q", ""),
    "what must not exist": ("?s ?p 1 FILTER NOT EXISTS { ?s ?x 1 } FILTER(EXISTS { ?y ?p 1 })", "s p", "s p x y"),
    "what is taken off": ("?s ?p 1 MINUS { ?s ?x 1 . { ?y ?p 2 } }", "s p", ""),
    "an expression": ("?s ?p ?o BIND(?x + 1 AS ?y)", "s p o y", ""),
    "an expression within another": ("BIND(IF(?x, (?z), 1) AS ?y)", "y", ""),
    "data": ("VALUES ?x { 1 } VALUES (?y ?z) { (1 2) }", "x y z", ""),
    "a sub-select": ("{ SELECT ?x (COUNT(?z) AS ?n) { ?x ?y ?z } GROUP BY ?x ?w ORDER BY DESC(?v) }", "x n", ""),
    "a sub-select of all": ("{ SELECT * WHERE { ?x ?y 1 FILTER(?z) } }", "x y", ""),
    "a sub-select in a sub-select": ("{ SELECT ?x { { SELECT ?x ?y { ?x ?y ?z } } } }", "x", ""),
}


@pytest.mark.parametrize("name", BINDING, ids=lambda name: name.replace(" ", "-"))
def test_a_variable_is_bound_or_only_filtered_as_the_outermost_group_sees_it(name: str) -> None:
    pattern, bound, filtered = BINDING[name]
    places = read_places(f"SELECT ?s {{ {pattern} }}")
    assert sorted(places.bound) == sorted(bound.split())
    assert sorted(places.filtered) == sorted(filtered.split())


def test_columns_are_those_of_the_outermost_select() -> None:
    assert read_places("SELECT DISTINCT ?a (COUNT(?b) AS ?c) { SELECT ?x {} }").columns == ("a", "c")
    assert read_places("SELECT * { ?b ?a 1 }").columns == ("a", "b")


def test_data_of_one_variable_are_found_where_they_stand_right_in_the_body() -> None:
    text = "SELECT * { VALUES ?x { <a:b> 'b}' } OPTIONAL { VALUES ?y { 1 } } VALUES (?z) { (1) } }"
    assert {name: cut(text, span) for name, span in read_places(text).values} == {
        "x": "VALUES ?x { <a:b> 'b}' }",
        "z": "VALUES (?z) { (1) }",
    }


def test_languages_are_what_language_tests_compare_with() -> None:
    text = """ASK { ?s ?p ?o FILTER(LANG(?o) = "en" || lang( ?o )='es' || LANGMATCHES(LANG(?o), "fr") || ?o = "de") }"""
    assert [cut(text, span) for span in read_places(text).languages] == ['"en"', "'es'", '"fr"']


MODIFIERS = {
    "": (None, None, None),
    "ORDER BY ?a DESC(?b)": ("ORDER BY ?a DESC(?b)", None, None),
    "GROUP BY ?a HAVING (COUNT(?b) > 1) ORDER BY ?a LIMIT 5 OFFSET 2": ("ORDER BY ?a", "LIMIT 5", "OFFSET 2"),
    "OFFSET 2 # LIMIT 7\n LIMIT 5": (None, "LIMIT 5", "OFFSET 2"),
    "LIMIT 5 VALUES ?limit { 1 }": (None, "LIMIT 5", None),
}


@pytest.mark.parametrize("modifiers", MODIFIERS)
def test_modifiers_are_found_behind_the_body(modifiers: str) -> None:
    text = f"SELECT ?a {{ {{ SELECT ?a {{}} ORDER BY ?z LIMIT 9 }} }} {modifiers}"
    found = read_places(text).modifiers
    assert (cut(text, found.order), cut(text, found.limit), cut(text, found.offset)) == MODIFIERS[modifiers]


def test_prefixes_are_those_of_the_prologue() -> None:
    assert read_places("PREFIX a: <b:> PREFIX : <c:> SELECT * {}").prefixes == (("a", "b:"), ("", "c:"))


def test_what_is_no_query_has_no_places() -> None:
    assert read_places("nothing") == Places()
