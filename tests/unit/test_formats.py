# SPDX-License-Identifier: Apache-2.0
"""The one table of media types."""

import pytest

from rightsgraph import formats
from rightsgraph.errors import UnknownFormat
from rightsgraph.formats import (
    CSV,
    FORMATS,
    GRAPH_FORMATS,
    JSON,
    JSONLD,
    NQUADS,
    NTRIPLES,
    RDF_FORMATS,
    RDFXML,
    SOLUTION_FORMATS,
    TRIG,
    TURTLE,
    Format,
    named,
    of_file,
)


@pytest.mark.parametrize("field", ["name", "media_type", "extension", "title"])
def test_no_two_formats_share_a_name(field: str) -> None:
    values = [getattr(format, field) for format in FORMATS]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("offered", [GRAPH_FORMATS, SOLUTION_FORMATS], ids=["graphs", "solutions"])
def test_no_alias_means_two_formats_of_one_offer(offered: tuple[Format, ...]) -> None:
    types = [media_type for format in offered for media_type in (format.media_type, *format.aliases)]
    assert len(set(types)) == len(types)


def test_only_text_says_its_charset() -> None:
    assert (CSV.content_type, JSON.content_type) == ("text/csv; charset=utf-8", "application/sparql-results+json")


@pytest.mark.parametrize(
    ("name", "offered", "expected"),
    [
        pytest.param("csv", SOLUTION_FORMATS, CSV, id="a name"),
        pytest.param("ttl", GRAPH_FORMATS, TURTLE, id="an extension"),
        pytest.param("text/turtle", GRAPH_FORMATS, TURTLE, id="a media type"),
        pytest.param("application/json", GRAPH_FORMATS, JSONLD, id="an alias among graphs"),
        pytest.param("application/json", SOLUTION_FORMATS, JSON, id="an alias among solutions"),
        pytest.param(" CSV\n", SOLUTION_FORMATS, CSV, id="case and white space"),
        pytest.param("application/sparql-results json", SOLUTION_FORMATS, JSON, id="a plus lost in a query string"),
    ],
)
def test_a_format_is_asked_for_by_any_of_its_names(name: str, offered: tuple[Format, ...], expected: Format) -> None:
    assert named(name, offered) is expected


@pytest.mark.parametrize("name", ["", ".ttl", "turtle2", "csv", "html", "x" * 10_000])
def test_a_format_that_is_not_offered_is_an_error_that_names_those_that_are(name: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        named(name, GRAPH_FORMATS)
    assert caught.value.offered == ("turtle", "jsonld", "ntriples", "rdfxml")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.ttl", TURTLE),
        ("a.nt", NTRIPLES),
        ("a.nq", NQUADS),
        ("a.trig", TRIG),
        ("a.rdf", RDFXML),
        ("a.jsonld", JSONLD),
        ("a.ttl.gz", TURTLE),
        ("a.nt.ttl", TURTLE),
        (".ttl", TURTLE),
    ],
)
def test_a_file_s_name_promises_a_format(name: str, expected: Format) -> None:
    assert of_file(name) is expected


@pytest.mark.parametrize("name", ["a.txt", "a.gz", "ttl", "a.ttl.zip", "a.html", "a.csv", ""])
def test_a_file_that_promises_no_rdf_is_an_error(name: str) -> None:
    with pytest.raises(UnknownFormat):
        of_file(name)


def test_every_format_of_the_module_stands_in_the_table() -> None:
    made = {value for value in vars(formats).values() if isinstance(value, Format)}
    names = ("ATOM", "BIBTEX", "CFF", "LISTING", "PROBLEM", "RIS", "SPARQL", "TEXT")
    pages = {getattr(formats, name) for name in names}
    assert made - pages == set(FORMATS)
    assert set(RDF_FORMATS) == {TURTLE, JSONLD, NTRIPLES, RDFXML, NQUADS, TRIG}
