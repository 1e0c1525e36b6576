# SPDX-License-Identifier: Apache-2.0
"""Random datasets and queries of every feature in; both engines, asked as the router says, answer what the reference
answers to the untouched text.

RIGHTSGRAPH_ENGINE_EXAMPLES sets how many are tried. What may differ is named here, by `normalised` and by what the
generator leaves out: the labels of blank nodes, the lexical form of numbers, duplicates of `p|q`, paths of length
zero from terms that are not in the graph, which duplicates REDUCED keeps, which value SAMPLE takes, and the order that
SPARQL leaves open (plain beside tagged strings, dates beside numbers), also where MIN, MAX or LIMIT rest on it.
"""

import json
import math
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, RdfFormat

from rightsgraph.store.routing import EngineName, Route, route

sparq = pytest.importorskip("sparq")

EXAMPLES = int(os.environ.get("RIGHTSGRAPH_ENGINE_EXAMPLES", "300"))
PREFIXES = "PREFIX : <http://e/>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
NAMES = ("a", "b", "c", "d")
RESOURCES = [f"<http://e/{name}>" for name in NAMES]
LITERALS = [
    *('"x"', '"y"', '"x"@en', '"x"@es', '"y"@en-GB', '""'),
    *(f'"{number}"^^<{XSD}integer>' for number in (1, 2, 10)),
    *(f'"{text}"^^<{XSD}{type}>' for text, type in (("1.5", "decimal"), ("1", "double"), ("true", "boolean"))),
    *(f'"{text}"^^<{XSD}{type}>' for text, type in (("2010-07-18", "date"), ("2010-07-18T01:02:03Z", "dateTime"))),
    '"z"^^<http://e/type>',
]
# So that no constant of a query is absent from a graph that a path of length zero is asked of.
ALWAYS = "".join(f'<http://e/{name}> <http://e/n> "{at}"^^<{XSD}integer> .\n' for at, name in enumerate(NAMES))

Draw = Callable[[st.SearchStrategy[Any]], Any]


# Datasets and queries


@st.composite
def datasets(draw: Draw) -> str:
    """N-Quads: a default graph and up to two named ones."""
    nodes = [*RESOURCES, "_:u", "_:v"]
    lines = [
        " ".join(
            [
                draw(st.sampled_from(nodes)),
                draw(st.sampled_from([f"<http://e/{name}>" for name in "pqr"])),
                draw(st.sampled_from([*nodes, *LITERALS])),
                draw(st.sampled_from(["", "", "", "<http://e/g>", "<http://e/h>"])),
                ".\n",
            ]
        )
        for _ in range(draw(st.integers(3, 16)))
    ]
    return ALWAYS + "".join(lines)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and whether its rows are cut off in an order that is left open."""

    text: str
    cut: bool = False


class Writer:
    """Writes SPARQL by drawing."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._new = 0
        self._is_distinct = False
        self._in_graph = False

    def choose(self, *options: str) -> str:
        return str(self._draw(st.sampled_from(options)))

    def chance(self, percent: int) -> bool:
        return bool(self._draw(st.integers(0, 99)) < percent)

    def fresh(self) -> str:
        self._new += 1
        return f"?n{self._new}"

    def variable(self) -> str:
        return self.choose("?a", "?a", "?a", "?b", "?b", "?c", "?d")

    def constant(self) -> str:
        kind = self._draw(st.integers(0, 2))
        literals = ('"x"', "'y'", '"x"@en', '"y"@en-gb', "1", "2", "1.5", "true", '"1"^^xsd:double', '"1"^^xsd:integer')
        return self.choose(":a", ":b", ":c") if kind else self.choose(*literals, '"2010-07-18"^^xsd:date')

    def query(self) -> Asked:
        self._is_distinct = self.chance(35)
        form = self._draw(st.integers(0, 9))
        if form == 0:
            return Asked(f"{PREFIXES}ASK {self.group(3)}")
        if form < 4:
            return Asked(PREFIXES + self.aggregated())
        select = "SELECT DISTINCT" if self._is_distinct else "SELECT"
        text = f"{PREFIXES}{select} {self.columns()} WHERE {self.group(3)}"
        order = self.choose("", "", " ORDER BY ?a ?b", " ORDER BY DESC(?c) STR(?a)")
        cut = self.chance(15)
        return Asked(text + order + (" LIMIT 3" if cut else "") + self.trailing(), cut)

    def trailing(self) -> str:
        return f" {self.values()}" if self.chance(8) else ""

    def columns(self) -> str:
        if self.chance(60):
            return "*"
        computed = f" ({self.expression(2)} AS {self.fresh()})" if self.chance(50) else ""
        return self.choose("?a", "?a ?b", "?c ?d ?b") + computed

    def aggregated(self) -> str:
        group = self.group(2)
        key = self.variable()
        grouping = self.choose("", f" GROUP BY {key}", f" GROUP BY ({self.expression(1)} AS ?k)", f" GROUP BY {key} ?b")
        shown = "" if not grouping else "?k" if "?k" in grouping else key
        aggregates = " ".join(f"({self.aggregate()} AS {self.fresh()})" for _ in range(self._draw(st.integers(1, 2))))
        having = f" HAVING ({self.aggregate()} > 1)" if grouping and self.chance(25) else ""
        return f"SELECT {shown} {aggregates} WHERE {group}{grouping}{having}"

    def aggregate(self) -> str:
        name = self.choose("COUNT", "COUNT", "SUM", "MIN", "MAX", "AVG", "GROUP_CONCAT")
        distinct = self.choose("", "DISTINCT ")
        if name in ("MIN", "MAX"):
            return f"{name}({distinct}?m)"
        if name == "COUNT" and self.chance(30):
            return f"COUNT({distinct}*)"
        return f"{name}({distinct}{self.variable() if self.chance(80) else self.expression(1)})"

    def group(self, depth: int) -> str:
        parts = [self.triples()] if self.chance(90) else []
        parts += [self.element(depth) for _ in range(self._draw(st.integers(0, 2)))]
        if self.chance(15):
            parts.insert(0, parts.pop() if len(parts) > 1 else "")
        return "{ " + " ".join(parts) + " }"

    def triples(self) -> str:
        lines = []
        for _ in range(self._draw(st.integers(1, 2))):
            line = f"{self.subject()} {self.verb()} {self.object()}"
            if self.chance(10):
                line = f"{self.subject()} :p {self.constant()}"
            if self.chance(15):
                line += f" ; {self.verb()} {self.object()}"
            lines.append(line)
        if self.chance(15):
            lines.append(f"{self.variable()} :n ?m")
        return " . ".join(lines) + " ."

    def subject(self) -> str:
        return self.variable() if self.chance(80) else self.choose(":a", ":b", "[]", "[ :p ?b ]")

    def verb(self) -> str:
        if self.chance(72):
            return self.choose(":p", ":q", ":r", ":n")
        if self.chance(20):
            return self.choose("?d", "?e")
        paths = [":p/:q", "^:p", ":p+", ":q/:p+", ":p/^:q", "!:p", "!(:p|:q)", "!(:p|^:q)", "(:p/:q)+", "^(:p/:r)"]
        if self._is_distinct:
            paths += [":p|:q", "(:p|:q)+", "(:p|^:r)/:q"]
        if not self._in_graph:
            paths += [":p*", ":p?", ":q/:p*", "(:p/:q)*"]
        return self.choose(*paths)

    def object(self) -> str:
        """A literal follows a plain predicate only: it may be absent, and a path of length zero would start from it."""
        return self.variable() if self.chance(75) else self.choose(":a", ":b", "[]", "[ :q ?c ]")

    def element(self, depth: int) -> str:
        if depth == 0:
            return self.choose(self.triples(), self.filter(0))
        writers: list[Callable[[int], str]] = [
            self.filter,
            self.filter,
            self.filter,
            lambda depth: f"OPTIONAL {self.group(depth - 1)}",
            lambda depth: f"MINUS {self.group(depth - 1)}",
            lambda depth: f"{self.group(depth - 1)} UNION {self.group(depth - 1)}",
            lambda depth: self.group(depth - 1),
            self.graph,
            lambda depth: f"BIND({self.expression(2)} AS {self.fresh()})",
            lambda depth: self.values(),
            self.sub_select,
        ]
        return str(self._draw(st.sampled_from(writers))(depth))

    def graph(self, depth: int) -> str:
        before, self._in_graph = self._in_graph, True
        text = f"GRAPH {self.choose(':g', ':h', ':none', '?g', '?a')} {self.group(depth - 1)}"
        self._in_graph = before
        return text

    def values(self) -> str:
        if self.chance(60):
            terms = " ".join(self.constant() for _ in range(self._draw(st.integers(0, 3))))
            return f"VALUES {self.variable()} {{ {terms} }}"
        rows = " ".join(f"({self.constant()} {self.choose('UNDEF', self.constant())})" for _ in range(2))
        return f"VALUES (?a ?b) {{ {rows} }}"

    def sub_select(self, depth: int) -> str:
        kind = self._draw(st.integers(0, 2))
        if kind == 0:
            return f"{{ SELECT DISTINCT ?a ?b {self.group(depth - 1)} }}"
        if kind == 1:
            return f"{{ SELECT ?a ({self.aggregate()} AS {self.fresh()}) {self.group(depth - 1)} GROUP BY ?a }}"
        return f"{{ SELECT * {self.group(depth - 1)} }}"

    def filter(self, depth: int) -> str:
        if self.chance(45):
            return f"FILTER {self.choose('EXISTS', 'NOT EXISTS')} {self.tested(depth)}"
        if self.chance(50):
            return f"FILTER({self.comparison()}{self.choose('', f' && {self.condition(1)}')})"
        return f"FILTER({self.condition(2)})"

    def tested(self, depth: int) -> str:
        """What stands within EXISTS: mostly plain patterns, with paths, filters and UNION."""
        if self.chance(25):
            return self.group(max(depth - 1, 0))
        if self.chance(25):
            return f"{{ {{ {self.triples()} }} UNION {{ {self.triples()} }} }}"
        return f"{{ {self.triples()} {self.choose('', f'FILTER({self.condition(1)})')} }}"

    def comparison(self) -> str:
        """What may become VALUES."""
        name = self.variable()
        constants = [self.constant() for _ in range(self._draw(st.integers(1, 3)))]
        if self.chance(50):
            return f"{name} IN ({', '.join(constants)})"
        return " || ".join(self.choose(f"{name} = {one}", f"{one} = {name}") for one in constants)

    def condition(self, depth: int) -> str:
        if depth and self.chance(30):
            return f"({self.condition(depth - 1)} {self.choose('&&', '||')} {self.condition(depth - 1)})"
        name, other = self.variable(), self.variable()
        return self.choose(
            f"{name} {self.choose('=', '!=', '<', '>=')} {self.choose(other, self.constant())}",
            f"BOUND({name})",
            f"!BOUND({name})",
            f"isIRI({name})",
            f"isBlank({name})",
            f"isNumeric({name})",
            f"LANG({name}) = 'en'",
            f"LANGMATCHES(LANG({name}), 'en')",
            f"REGEX(STR({name}), 'x|a')",
            f"CONTAINS({name}, 'x')",
            f"sameTerm({name}, {other})",
            f"{name} NOT IN ({self.constant()}, {other})",
            f"STR({name}) = 'x'",
            f"{name}",
            f"{self.expression(1)} > 1",
        )

    def expression(self, depth: int) -> str:
        if depth == 0 or self.chance(30):
            return self.variable() if self.chance(70) else self.constant()
        one, two = self.expression(depth - 1), self.expression(depth - 1)
        call = self.choose(
            "STR", "LANG", "DATATYPE", "STRLEN", "UCASE", "ABS", "CEIL", "YEAR", "MONTH", "isLiteral", "MD5"
        )
        return self.choose(
            f"{call}({self.variable()})",
            f"({one} {self.choose('+', '-', '*')} {two})",
            f"CONCAT(STR({self.variable()}), {self.constant()})",
            f"IF({self.condition(0)}, {one}, {two})",
            f"COALESCE({one}, {two})",
            f"STRDT(STR({self.variable()}), xsd:string)",
            f"STRLANG(STR({self.variable()}), 'es')",
            f"SUBSTR(STR({self.variable()}), 2)",
            f"STRBEFORE({one}, 'x')",
            f"REPLACE(STR({self.variable()}), 'e', 'i')",
            f"xsd:{self.choose('integer', 'string', 'boolean', 'decimal', 'double')}({self.variable()})",
            f"({one} = {two})",
            f"({one} < {two})",
            f"-{one}",
        )


@st.composite
def queries(draw: Draw) -> Asked:
    return Writer(draw).query()


# Engines


class Engines:
    """Both engines on one dataset."""

    def __init__(self, dataset: str) -> None:
        self._reference = pyoxigraph.Store()
        self._reference.load(dataset.encode(), format=RdfFormat.N_QUADS)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "data.nq"
            path.write_text(dataset, "utf-8")
            self._fast = sparq.Graph.load(path, "nquads")

    def ask_reference(self, text: str) -> Any:
        results: Any = self._reference.query(text)
        return json.loads(results.serialize(format=QueryResultsFormat.JSON))

    def ask(self, route: Route) -> Any:
        """The answer by the engine that a route names; None where the fast one gives up."""
        if route.engine is EngineName.OXIGRAPH:
            return self.ask_reference(route.text)
        try:
            return json.loads(self._fast.query_json(route.text))
        except ValueError as error:
            event(f"the fast engine gives up: {str(error)[:60]}")
            return None


def normalised(answer: Any) -> Any:
    """What must be equal: a boolean, or the columns and how often each row stands there."""
    if "boolean" in answer:
        return answer["boolean"]
    rows = (
        tuple(sorted((name, term_of(value)) for name, value in row.items())) for row in answer["results"]["bindings"]
    )
    return sorted(answer["head"]["vars"]), Counter(rows)


def term_of(value: Any) -> tuple[str, ...]:
    """A term: blank nodes without their labels, numbers by value, language tags in lower case."""
    if value["type"] == "bnode":
        return ("bnode",)
    datatype, language = value.get("datatype", ""), value.get("xml:lang", "").lower()
    text = value["value"]
    if datatype in NUMBERS:
        number = float(text.replace("INF", "inf"))
        text = repr(float(f"{number:.9g}")) if math.isfinite(number) else repr(number)
    return (value["type"], text, datatype, language)


def is_part(some: Any, whole: Any) -> bool:
    return bool(some[0] == whole[0] and not some[1] - whole[1])


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES <= 300)
@given(datasets(), queries())
def test_both_engines_answer_as_the_reference_does(dataset: str, asked: Asked) -> None:
    routes = [route(asked.text, choice=choice, has_dataset=False) for choice in ("auto", "oxigraph")]
    engines = Engines(dataset)
    try:
        expected = normalised(engines.ask_reference(asked.text))
    except SyntaxError as error:
        event(f"no SPARQL: {str(error)[:40]}")
        return
    event(f"{routes[0].engine}, {'rewritten' if routes[0].text != asked.text else 'untouched'}")
    for one in routes:
        if one.engine is EngineName.OXIGRAPH and one.text == asked.text:
            continue
        answer = engines.ask(one)
        if answer is None:
            continue
        if asked.cut:
            whole = normalised(engines.ask_reference(asked.text.replace(" LIMIT 3", "")))
            assert is_part(normalised(answer), whole), one
            assert normalised(answer)[1].total() == expected[1].total(), one
        else:
            assert normalised(answer) == expected, one


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(STRLANG(STR(?x), 'es')) AS ?n) { ?a :q ?x }",
        "SELECT (COUNT((?b = 'x')) AS ?n) { ?a :p ?b }",
        "SELECT (SUM(?b) AS ?n) (MAX(?b) AS ?m) { ?a :n ?c OPTIONAL { ?a :p ?b } }",
        "SELECT (GROUP_CONCAT(?b) AS ?n) { ?a :p ?b }",
        "SELECT * { ?a !:n ?b }",
        "SELECT * { ?a !(:n|^:p) ?b }",
        "SELECT * { ?a :p ?b FILTER(YEAR(?b) = 2010) }",
        "SELECT ((:a < :a) AS ?b) {}",
        "SELECT * { ?a :p ?b . ?c :p ?b FILTER(?a <= ?c) }",
        "SELECT * { ?a :p ?b FILTER(?b) }",
        "SELECT * { ?a :p ?b FILTER(?b != true) }",
        "SELECT * { ?a :p ?b FILTER(?b NOT IN (1, 'x')) }",
        "SELECT * { ?a :p ?b FILTER(!(?b IN (1, 'x'))) }",
        "SELECT * { ?a :p ?b BIND(REGEX(?b, 'x'@en) AS ?c) }",
        "SELECT ((?b - ?b) AS ?c) { ?a :p ?b }",
        "SELECT * { GRAPH ?a { VALUES ?a { :b } } }",
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?a :p ?b BIND(BNODE('k') AS ?x) }",
        "SELECT * FROM :g { ?a :p ?b }",
        "SELECT * { GRAPH ?g {} }",
        "SELECT * { ?a :p ?b FILTER EXISTS { ?a :p ?c OPTIONAL { ?c :p ?d } FILTER(BOUND(?d)) } }",
        "SELECT * { ?a :n ?b FILTER NOT EXISTS { { SELECT ?a { ?a :p ?c } LIMIT 1 } } }",
        "SELECT * { ?a :p ?b FILTER EXISTS { ?a :p/:p ?c } FILTER(?b IN (:a, :b)) }",
    ],
)
def test_what_was_found_to_differ_once_is_answered_alike(query: str) -> None:
    lines = [f"<http://e/a> <http://e/p> {one} ." for one in (*RESOURCES, *LITERALS)]
    dataset = "\n".join([ALWAYS, *lines, "<http://e/a> <http://e/q> <http://e/b> ."])
    dataset += "\n<http://e/b> <http://e/p> <http://e/b> <http://e/g> .\n<http://e/a> <http://e/r> <http://e/b> .\n"
    engines, text = Engines(dataset), PREFIXES + query
    answer = engines.ask(route(text, choice="auto", has_dataset=False))
    assert normalised(answer) == normalised(engines.ask_reference(text))


def test_a_graph_gives_its_blank_nodes_one_name_for_all_queries() -> None:
    engines = Engines("_:x <http://e/p> _:y .\n_:y <http://e/q> _:x <http://e/g> .\n")
    text = "SELECT * { ?a <http://e/p> ?b }"
    first = engines.ask(route(text, choice="sparq", has_dataset=False))
    again = engines.ask(route("SELECT ?b ?a { GRAPH ?g { ?b ?p ?a } }", choice="sparq", has_dataset=False))
    assert first["results"] == again["results"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a ?b { ?a :n ?b } ORDER BY DESC(?b)",
        "SELECT ?a ?b { ?a :n ?b } ORDER BY DESC(?a) LIMIT 2 OFFSET 1",
        "SELECT ?b { ?a :p ?b FILTER(LANG(?b) != '') } ORDER BY ?b",
        "SELECT ?b { ?a :p ?b FILTER(DATATYPE(?b) = xsd:string) } ORDER BY ?b",
        "SELECT ?b (MAX(?c) AS ?d) { ?a :p ?b . ?b :n ?c } GROUP BY ?b ORDER BY DESC(?d)",
    ],
)
def test_values_of_one_kind_are_ordered_alike(query: str) -> None:
    terms = [*RESOURCES, *LITERALS]
    engines = Engines(ALWAYS + "".join(f"<http://e/a> <http://e/p> {one} .\n" for one in terms))
    text = PREFIXES + query
    taken = route(text, choice="auto", has_dataset=False)
    assert taken.engine is EngineName.SPARQ
    assert rows_of(engines.ask(taken)) == rows_of(engines.ask_reference(text))


def rows_of(answer: Any) -> list[dict[str, tuple[str, ...]]]:
    return [{name: term_of(value) for name, value in row.items()} for row in answer["results"]["bindings"]]
