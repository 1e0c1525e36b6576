# SPDX-License-Identifier: Apache-2.0
"""Values into a named query: what is let in, what becomes of it, and that nothing else does."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.errors import BadParameter, QueryRefused
from rightsgraph.query import Limits, inspect
from rightsgraph.query.catalogue import read_templates
from rightsgraph.query.templates import Choice, Parameter, Template, choose, expected, fill, read_whole, unbindable
from rightsgraph.rdf import DefaultGraph, Literal, NamedNode, Quad
from rightsgraph.sparql import read_tokens
from rightsgraph.store import Form, Store
from rightsgraph.vocab import DCTERMS, RDFS, SH, SKOS, TYPE, XSD

LIMITS = Limits(length=200_000, depth=200, operators=1000)
TEXT = """PREFIX ex: <http://example.org/>
# A comment with a } and a ?word.
SELECT ?thing ?kind ?part ?day WHERE {
  VALUES ?start { ex:first }
  ?start ex:leads* ?thing .
  ?thing a ?kind .
  OPTIONAL { ?thing ex:part ?part . FILTER(LANG(?part) = "en") }
  OPTIONAL { ?thing ex:part ?part . FILTER(LANG(?part) = "es") }
  OPTIONAL { ?thing ex:day ?day }
  FILTER(!BOUND(?since) || ?day >= ?since)
  FILTER(!BOUND(?word) || CONTAINS(STR(?thing), ?word))
  { SELECT ?thing { ?thing ex:hidden ?hidden } }
  # the end }
}
ORDER BY ?thing # in order
"""
EX = "http://example.org/"
KINDS = (
    Choice(EX + "kind/all", "all", {"en": "All", "es": "Todo"}, (EX + "kind/all", EX + "kind/one")),
    Choice(EX + "kind/one", "one", {"en": "One", "es": "Uno"}, (EX + "kind/one",)),
)
TEMPLATE = Template(
    iri=EX + "query/things",
    slug="things",
    form=Form.SELECT,
    text=TEXT,
    parameters=(
        Parameter("kind", choices=KINDS, kind={"en": "Kinds"}),
        Parameter("start", default=EX + "first"),
        Parameter("part", datatype=XSD + "string"),
        Parameter("since", datatype=XSD + "date"),
        Parameter("word", datatype=XSD + "string"),
        Parameter("thing"),
        Parameter("hidden"),
    ),
)


def lexical(text: str) -> list[str]:
    return [token.text for token in read_tokens(text) if token.kind != "space"]


def inserted(values: Mapping[str, str]) -> list[str]:
    """The tokens that a filled text has and its template has not; what stands in both is in the same order."""
    before, after = lexical(TEXT), lexical(fill(TEMPLATE, values))
    start = next((i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
    rest = len(before) - start
    assert before[start:] == after[len(after) - rest :]
    return after[start : len(after) - rest]


# what a value becomes


@pytest.mark.parametrize(
    ("name", "value", "tokens"),
    [
        pytest.param(
            "kind", "one", ["FILTER", "(", "sameTerm", "(", "?kind", ",", f"<{EX}kind/one>", ")", ")"], id="IRI"
        ),
        pytest.param(
            "kind",
            "all",
            ["FILTER", "(", "?kind", "IN", "(", f"<{EX}kind/all>", ",", f"<{EX}kind/one>", ")", ")"],
            id="a concept and what is below it",
        ),
        pytest.param("part", "a", ["FILTER", "(", "?part", "=", '"a"', ")"], id="a literal"),
        pytest.param(
            "since",
            "2010-07-18",
            ["VALUES", "?since", "{", '"2010-07-18"', "^^", f"<{XSD}date>", "}"],
            id="a variable that only filters name",
        ),
        pytest.param(
            "thing", "ex:x", ["FILTER", "(", "sameTerm", "(", "?thing", ",", f"<{EX}x>", ")", ")"], id="a prefix"
        ),
        pytest.param("kind", "  \n ", [], id="nothing"),
    ],
)
def test_a_value_becomes_a_term_at_the_end_of_the_group(name: str, value: str, tokens: list[str]) -> None:
    assert inserted({name: value}) == tokens


def test_a_default_gives_way_to_a_value() -> None:
    before, after = lexical(TEXT), lexical(fill(TEMPLATE, {"start": EX + "second"}))
    at = before.index("ex:first")
    assert after == [*before[:at], f"<{EX}second>", *before[at + 1 :]]


def test_a_query_that_is_given_nothing_stays_as_it_is() -> None:
    assert fill(TEMPLATE, {}) == TEXT


def test_a_hidden_variable_has_no_place() -> None:
    assert unbindable(TEMPLATE) == ["hidden"]
    with pytest.raises(QueryRefused):
        fill(TEMPLATE, {"hidden": "a:b"})


HOSTILE = (
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(
            ['"', "'", '"""', "'''", "\\", "\\u0022", "\\U0000007D", "{", "}", "(", ")", "<", ">", "#", "\n", "\r",
             "\t", "?thing", "$x", "SERVICE <a:b> {", "UNION", "VALUES", "}}}", "a:b", "http://e.example/", " ", ".",
             "%22", "\x00", "\x7f", "\u2028", "é", "😀", "BASE <a:>", "@en", "^^", "SELECT", "/*", "--"]
        ),
        max_size=8,
    ).map("".join)
)  # fmt: skip


@given(HOSTILE)
def test_a_hostile_text_is_one_string_and_nothing_else(text: str) -> None:
    if not text.strip() or any(0xD800 <= ord(character) < 0xE000 for character in text):
        return
    literal = str(Literal(text.strip()))
    assert inserted({"part": text}) == ["FILTER", "(", "?part", "=", literal, ")"]
    assert inserted({"word": text}) == ["VALUES", "?word", "{", literal, "}"]
    inspect(fill(TEMPLATE, {"part": text, "word": text}), LIMITS)
    store = Store([])
    assert list(store.select(fill(TEMPLATE, {"part": text, "word": text}, "es", 5, 5), None).rows()) == []


@given(HOSTILE)
def test_a_hostile_iri_is_one_iri_or_refused(text: str) -> None:
    try:
        tokens = inserted({"thing": text})
    except BadParameter:
        return
    if text.strip():
        assert tokens[:6] == ["FILTER", "(", "sameTerm", "(", "?thing", ","]
        assert tokens[6].startswith("<")
        assert tokens[6].endswith(">")
        assert tokens[7:] == [")", ")"]
        list(Store([]).select(fill(TEMPLATE, {"thing": text}), None).rows())


@given(st.sampled_from(["kind", "since", "limit"]), HOSTILE)
def test_a_hostile_value_of_a_narrow_type_is_refused(name: str, text: str) -> None:
    if not text.strip() or text.strip().isdecimal():
        return
    with pytest.raises(BadParameter):
        read_whole(name, text, 1, 10) if name == "limit" else fill(TEMPLATE, {name: text})


def test_a_literal_comes_back_from_the_engine_as_it_was_given() -> None:
    template = Template("a:q", "q", Form.SELECT, "SELECT ?w { FILTER(BOUND(?w)) }", parameters=(
        Parameter("w", datatype=XSD + "string"),
    ))  # fmt: skip
    for text in ('a"b', "a\\", "a\n#b", "}", "\\u0041", "a\x00b", "'''", "a\u2028b"):
        ((found,),) = Store([]).select(fill(template, {"w": text}), None).rows()
        assert found == Literal(text)


# what is let in


@pytest.mark.parametrize(
    ("name", "value", "offered"),
    [
        pytest.param("kind", "won", ("one", "all"), id="the nearest first"),
        pytest.param("knid", "one", ("kind",), id="a name misspelt"),
        pytest.param("since", "2010-02-30", (), id="no such day"),
        pytest.param("since", "18/07/2010", (), id="another way to write a day"),
        pytest.param("since", "２０１０-07-18", (), id="other digits"),
        pytest.param("thing", "no iri", (), id="no IRI"),
        pytest.param("thing", "a:b>", (), id="an IRI that ends early"),
        pytest.param("word", "x" * 1001, (), id="too long"),
    ],
)
def test_a_bad_value_is_told_with_what_was_expected_and_what_would_do(
    name: str, value: str, offered: tuple[str, ...]
) -> None:
    with pytest.raises(BadParameter) as caught:
        fill(TEMPLATE, {name: value})
    error = caught.value
    assert (error.parameter, error.offered) == (name, offered)
    assert error.expected in str(error)
    assert name in str(error)
    assert len(str(error)) < 400


@pytest.mark.parametrize("value", [EX + "kind/one", "one", "One", "ONE", "uno", "ex:kind/one"])
def test_a_value_is_chosen_by_iri_by_short_name_and_by_name(value: str) -> None:
    assert inserted({"kind": value}) == inserted({"kind": "one"})


def test_a_name_that_two_values_have_chooses_neither() -> None:
    twins = tuple(Choice(f"a:{n}", f"k{n}", {"en": "Twin"}) for n in (1, 2))
    assert choose(Parameter("x", choices=twins), "twin") is None


def test_of_many_values_only_near_ones_are_offered() -> None:
    many = tuple(Choice(f"a:{n}", f"value{n}") for n in range(100))
    template = Template("a:q", "q", Form.SELECT, "SELECT * { ?x ?y 1 }", parameters=(Parameter("x", choices=many),))
    with pytest.raises(BadParameter) as caught:
        fill(template, {"x": "valeu77"})
    assert caught.value.offered[0] == "value77"
    assert len(caught.value.offered) <= 5


def test_what_must_be_given_is_asked_for() -> None:
    template = Template("a:q", "q", Form.ASK, "ASK { ?x ?y 1 }", parameters=(Parameter("x", required=True),))
    with pytest.raises(BadParameter) as caught:
        fill(template, {"x": " "})
    assert caught.value.expected == expected(template.parameters[0])


@pytest.mark.parametrize("value", ["0", "11", "-1", "1.0", "1e1", "", " ", "１", "9" * 400])
def test_a_number_out_of_bounds_is_refused(value: str) -> None:
    with pytest.raises(BadParameter):
        read_whole("limit", value, 1, 10)


# languages and pages


def test_languages_change_places() -> None:
    swapped = lexical(TEXT)
    at = [i for i, token in enumerate(swapped) if token in ('"en"', '"es"')]
    swapped[at[0]], swapped[at[1]] = '"es"', '"en"'
    assert lexical(fill(TEMPLATE, {}, "es")) == swapped
    assert fill(TEMPLATE, {}, "en") == TEXT


@pytest.mark.parametrize(
    ("own", "limit", "offset", "expected"),
    [
        pytest.param("", 10, 0, "ORDER BY ?a ?b LIMIT 10", id="no modifiers"),
        pytest.param("ORDER BY DESC(?a)", 10, 20, "ORDER BY DESC ( ?a ) ?b LIMIT 10 OFFSET 20", id="an order"),
        pytest.param("ORDER BY ?a ?b LIMIT 7", 10, 0, "ORDER BY ?a ?b LIMIT 7", id="a smaller limit of its own"),
        pytest.param("LIMIT 30 OFFSET 5", 10, 25, "ORDER BY ?a ?b LIMIT 5 OFFSET 30", id="the last page of its own"),
        pytest.param("OFFSET 5 LIMIT 30", 10, 40, "ORDER BY ?a ?b LIMIT 0 OFFSET 45", id="behind the last page"),
        pytest.param("# LIMIT", None, 3, "ORDER BY ?a ?b OFFSET 3", id="a comment at the end"),
        pytest.param("VALUES ?a { 1 }", 1, 0, "ORDER BY ?a ?b LIMIT 1 VALUES ?a { 1 }", id="data at the end"),
    ],
)
def test_a_page_keeps_the_order_of_the_query_and_makes_it_whole(
    own: str, limit: int | None, offset: int, expected: str
) -> None:
    template = Template("a:q", "q", Form.SELECT, f"SELECT ?a ?b {{ ?a <a:p> ?b }} {own}")
    filled = fill(template, {}, limit=limit, offset=offset)
    assert " ".join(lexical(filled)) == f"SELECT ?a ?b {{ ?a <a:p> ?b }} {expected}"
    list(Store([]).select(filled, None).rows())


def quads(*triples: tuple[str, str, Any]) -> list[Quad]:
    return [
        Quad(NamedNode(s), NamedNode(p), NamedNode(o) if isinstance(o, str) else o, DefaultGraph())
        for s, p, o in triples
    ]


def test_pages_are_the_rows_once_each_and_a_filter_lets_no_unbound_row_through() -> None:
    store = Store(quads(*((f"a:{n}", "a:p", f"a:{n % 3}") for n in range(10)), ("a:1", "a:q", "a:yes")))
    template = Template(
        "a:q",
        "q",
        Form.SELECT,
        "SELECT ?o ?s ?q { ?s <a:p> ?o OPTIONAL { ?s <a:q> ?q } }",
        parameters=(Parameter("q"),),
    )
    whole = list(store.select(fill(template, {}, limit=100), None).rows())
    pages = [list(store.select(fill(template, {}, limit=3, offset=n), None).rows()) for n in range(0, 12, 3)]
    assert [row for page in pages for row in page] == whole
    assert len(whole) == 10
    assert len(list(store.select(fill(template, {"q": "a:yes"}), None).rows())) == 1
    assert list(store.select(fill(template, {"q": "a:no"}), None).rows()) == []


# where templates come from


def text(value: str, language: str) -> Literal:
    return Literal(value, language=language)


def test_a_template_is_read_from_what_the_store_says_of_it() -> None:
    node, shape, scheme = "a:query/ask/kind", "a:shape/KindShape", "a:scheme"
    store = Store(
        quads(
            ("a:query/ask", TYPE, SH + "SPARQLAskExecutable"),
            ("a:query/ask", SH + "ask", Literal("ASK { ?x a ?kind }")),
            ("a:query/ask", DCTERMS + "title", text("Is there?", "en")),
            ("a:query/ask", DCTERMS + "description", text("¿Hay?", "es")),
            ("a:query/ask", SH + "parameter", node),
            (node, SH + "path", "a:parameter/kind"),
            (node, SH + "name", text("Kind", "en")),
            (node, SH + "optional", Literal("true", datatype=NamedNode(XSD + "boolean"))),
            (node, SH + "node", shape),
            (shape, SH + "property", "a:shape/KindShape-scheme"),
            ("a:shape/KindShape-scheme", SH + "path", SKOS + "inScheme"),
            ("a:shape/KindShape-scheme", SH + "hasValue", scheme),
            (scheme, SKOS + "prefLabel", text("Kinds", "en")),
            ("a:c/up", SKOS + "inScheme", scheme),
            ("a:c/down", SKOS + "inScheme", scheme),
            ("a:c/down", SKOS + "broader", "a:c/up"),
            ("a:c/up", SKOS + "prefLabel", text("Up", "en")),
        )
    )
    up = Choice("a:c/up", "up", {"en": "Up"}, ("a:c/down", "a:c/up"))
    down = Choice("a:c/down", "down", {}, ("a:c/down",))
    parameter = Parameter("kind", names={"en": "Kind"}, kind={"en": "Kinds"}, choices=(down, up))
    assert read_templates(store) == {
        "ask": Template(
            iri="a:query/ask",
            slug="ask",
            form=Form.ASK,
            text="ASK { ?x a ?kind }",
            titles={"en": "Is there?"},
            descriptions={"es": "¿Hay?"},
            parameters=(parameter,),
        )
    }


def test_the_values_of_a_class_are_those_of_the_classes_below_it_too_and_short_names_are_unique() -> None:
    store = Store(
        quads(
            ("a:query/q", TYPE, SH + "SPARQLSelectExecutable"),
            ("a:query/q", SH + "select", Literal("SELECT * { ?x ?y 1 }")),
            ("a:query/q", SH + "parameter", "a:query/q/x"),
            ("a:query/q/x", SH + "path", "a:parameter/x"),
            ("a:query/q/x", SH + "class", "a:Class"),
            ("a:Below", RDFS + "subClassOf", "a:Class"),
            ("a:one/thing", TYPE, "a:Below"),
            ("a:two/thing", TYPE, "a:Class"),
            ("a:two/other", TYPE, "a:Class"),
        )
    )
    (parameter,) = read_templates(store)["q"].parameters
    assert [choice.key for choice in parameter.choices or ()] == ["other", "a:one/thing", "a:two/thing"]
    assert parameter.required
