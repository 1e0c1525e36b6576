# SPDX-License-Identifier: Apache-2.0
"""An Accept header in, a Format out."""

import pytest

from rightsgraph.errors import NotAcceptable
from rightsgraph.formats import CSV, HTML, JSON, JSONLD, NTRIPLES, SOLUTION_FORMATS, TURTLE, XML, Format
from rightsgraph.negotiation import negotiate, negotiate_encoding, negotiate_language

GRAPHS = (TURTLE, JSONLD, NTRIPLES, HTML)


@pytest.mark.parametrize(
    ("accept", "offered", "expected"),
    [
        pytest.param(None, GRAPHS, TURTLE, id="an absent header takes the first"),
        pytest.param("*/*", GRAPHS, TURTLE, id="anything takes the first"),
        pytest.param("text/html,application/xhtml+xml,*/*;q=0.8", GRAPHS, HTML, id="a browser"),
        pytest.param("text/turtle;q=0.3, application/n-triples;q=0.9", GRAPHS, NTRIPLES, id="quality decides"),
        pytest.param("*/*;q=0.5, text/turtle;q=0", GRAPHS, JSONLD, id="nought excludes"),
        pytest.param("text/*, text/turtle;q=0.1", GRAPHS, HTML, id="the more specific element decides"),
        pytest.param("application/json", SOLUTION_FORMATS, JSON, id="an alias"),
        pytest.param("text/xml", SOLUTION_FORMATS, XML, id="an alias of another type"),
        pytest.param("text/*", SOLUTION_FORMATS, CSV, id="an alias is not taken for a range"),
        pytest.param("Text/CSV; charset=utf-8", SOLUTION_FORMATS, CSV, id="case and parameters"),
        pytest.param(";;q=,/,*", SOLUTION_FORMATS, JSON, id="nonsense is as good as nothing"),
    ],
)
def test_the_best_format_is_taken(accept: str | None, offered: tuple[Format, ...], expected: Format) -> None:
    assert negotiate(accept, offered) is expected


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/turtle;q=0"])
def test_none_fits_is_an_error_that_names_what_is_on_offer(accept: str) -> None:
    with pytest.raises(NotAcceptable) as caught:
        negotiate(accept, (TURTLE,))
    assert caught.value.offered == ("text/turtle",)


@pytest.mark.parametrize(
    ("header", "expected"),
    [(None, "identity"), ("gzip, br", "br"), ("gzip;q=1, br;q=0.5", "gzip"), ("br;q=0", "identity"), ("x", "identity")],
)
def test_a_coding_is_taken_only_where_it_is_named(header: str | None, expected: str) -> None:
    assert negotiate_encoding(header, ("br", "gzip")) == expected


@pytest.mark.parametrize(
    ("header", "expected"), [(None, "en"), ("es-PE,es;q=0.9,en;q=0.8", "es"), ("fr", "en"), ("es;q=0", "en")]
)
def test_the_reader_gets_the_language_that_is_liked_best(header: str | None, expected: str) -> None:
    assert negotiate_language(header, ("en", "es")) == expected
