# SPDX-License-Identifier: Apache-2.0
"""A table in every results format, as the engine itself would write it."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pyoxigraph
import pytest

from rightsgraph.errors import Unwritable
from rightsgraph.formats import CSV, JSON, SOLUTION_FORMATS, TSV, XML, Format
from rightsgraph.query.tables import Table, add_labels, read_table, write_table
from rightsgraph.rdf import Literal, NamedNode, Triple, text_of
from rightsgraph.vocab import XSD

READERS = {
    JSON: pyoxigraph.QueryResultsFormat.JSON,
    XML: pyoxigraph.QueryResultsFormat.XML,
    TSV: pyoxigraph.QueryResultsFormat.TSV,
}
QUERY = """SELECT * {
  VALUES (?a ?b ?c) {
    (<http://e.example/é> "plain" UNDEF)
    ("x"@es "quote \\" comma , tab \\t line \\n return \\r <&>" 5)
    (UNDEF "two  spaces" "12:00:00"^^<http://www.w3.org/2001/XMLSchema#time>)
    ("" 1.5 true)
  }
}"""


def ask(query: str = QUERY) -> Any:
    return pyoxigraph.Store().query(query)


def solve(query: str = QUERY) -> Table:
    out = io.BytesIO()
    ask(query).serialize(out, format=pyoxigraph.QueryResultsFormat.JSON)
    return read_table(out.getvalue())


@pytest.mark.parametrize("format", READERS, ids=lambda format: format.name)
def test_what_is_written_is_read_back_by_the_engine_as_it_was(format: Format) -> None:
    read = pyoxigraph.parse_query_results(write_table(solve(), format), READERS[format])
    assert isinstance(read, pyoxigraph.QuerySolutions)
    assert [variable.value for variable in read.variables] == ["a", "b", "c"]
    assert [tuple(solution) for solution in read] == [tuple(solution) for solution in ask()]


def test_csv_is_that_of_the_engine_byte_for_byte() -> None:
    out = io.BytesIO()
    ask().serialize(out, format=pyoxigraph.QueryResultsFormat.CSV)
    assert write_table(solve(), CSV) == out.getvalue()


@pytest.mark.parametrize("format", SOLUTION_FORMATS, ids=lambda format: format.name)
def test_a_table_without_rows_or_columns_is_written_too(format: Format) -> None:
    for query in ("SELECT ?x { FILTER(false) }", "SELECT * {}"):
        assert write_table(solve(query), format)


def test_blank_nodes_and_triples_are_written_too() -> None:
    table = solve("SELECT (BNODE() AS ?b) (TRIPLE(<a:s>, <a:p>, 'o'@en) AS ?t) {}")
    for format in READERS:
        read = pyoxigraph.parse_query_results(write_table(table, format), READERS[format])
        assert isinstance(read, pyoxigraph.QuerySolutions)
        ((blank, triple),) = read
        assert isinstance(blank, pyoxigraph.BlankNode)
        assert triple == Triple(NamedNode("a:s"), NamedNode("a:p"), Literal("o", language="en"))


def test_what_xml_has_no_character_for_is_refused() -> None:
    table = Table(("x",), ({"x": {"type": "literal", "value": "a\x01"}},))
    with pytest.raises(Unwritable):
        write_table(table, XML)
    assert json.loads(write_table(table, JSON))["results"]["bindings"][0]["x"]["value"] == "a\x01"
    assert [text_of(row["x"]) for row in table.terms()] == ["a\x01"]


def test_a_carriage_return_survives_xml() -> None:
    table = Table(("x",), ({"x": {"type": "literal", "value": "a\rb"}},))
    (row,) = read_solutions_of_xml(write_table(table, XML))
    assert row == "a\rb"


def read_solutions_of_xml(data: bytes) -> list[str]:
    return [
        "".join(literal.itertext())
        for literal in ElementTree.fromstring(data).iter()
        if literal.tag.endswith("literal")
    ]


def test_links_stand_in_the_head_of_json() -> None:
    table = Table(("x",), (), ("http://e.example/?a=1&b=2",))
    assert json.loads(write_table(table, JSON))["head"]["link"] == ["http://e.example/?a=1&b=2"]


def test_a_column_of_iris_gets_a_column_of_names_unless_it_has_one() -> None:
    one, two, three = ({"type": "uri", "value": f"a:{n}"} for n in (1, 2, 3))
    own, number = {"type": "literal", "value": "own"}, {"type": "literal", "value": "1", "datatype": XSD + "integer"}
    table = Table(("x", "y", "yLabel", "n"), ({"x": one, "y": one, "yLabel": own, "n": number}, {"y": two, "x": three}))
    labelled = add_labels(table, {"a:1": "One"}.get)
    assert labelled.columns == ("x", "xLabel", "y", "yLabel", "n")
    rows = list(csv.reader(io.StringIO(write_table(labelled, CSV).decode())))
    assert rows[1:] == [["a:1", "One", "a:1", "own", "1"], ["a:3", "", "a:2", "", ""]]
