# SPDX-License-Identifier: Apache-2.0
"""IRI, path and file stand for each other."""

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.formats import HTML, JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from rightsgraph.iris import Iris, split_extension
from rightsgraph.rdf import is_iri

IRIS = Iris("https://example.org/graph/")


@given(path=st.text(max_size=20).map(lambda text: "/" + text.lstrip("/")))
def test_a_path_is_found_again_from_its_iri(path: str) -> None:
    assert IRIS.to_path(IRIS.to_iri(path)) == path


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        ("https://example.org/graph/", "/"),
        ("https://example.org/graph/id/x", "/id/x"),
        ("https://example.org/graph/ns#Claim", "/ns#Claim"),
        ("https://example.org/graph", None),
        ("https://example.org/", None),
        ("https://example.org.evil.example/graph/id/x", None),
        ("http://example.org/graph/id/x", None),
        ("", None),
    ],
)
def test_only_an_iri_of_ours_has_a_path(iri: str, path: str | None) -> None:
    assert IRIS.to_path(iri) == path


@pytest.mark.parametrize(
    ("file", "graph"),
    [
        ("data/places/places.ttl", "data/places/places"),
        ("ontology/a.b.ttl", "ontology/a.b"),
        ("data/my file.ttl", "data/my%20file"),
        ("data/100%.ttl", "data/100%25"),
        ("data/año.ttl", "data/a%C3%B1o"),
        ("data/a#b?c.ttl", "data/a%23b%3Fc"),
    ],
)
def test_a_file_s_graph_is_an_iri_that_reads_like_its_path(file: str, graph: str) -> None:
    found = IRIS.of_graph(PurePath(file))
    assert found == f"https://example.org/graph/graph/{graph}"
    assert is_iri(found)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/id/x.ttl", ("/id/x", TURTLE)),
        ("/id/x.nt", ("/id/x", NTRIPLES)),
        ("/id/x.rdf", ("/id/x", RDFXML)),
        ("/id/x.jsonld", ("/id/x", JSONLD)),
        ("/id/x.html", ("/id/x", HTML)),
        ("/id/x.ttl.nt", ("/id/x.ttl", NTRIPLES)),
        ("/id/x.csv", ("/id/x.csv", None)),
        ("/id/x.TTL", ("/id/x.TTL", None)),
        ("/id/xttl", ("/id/xttl", None)),
        ("/id/x", ("/id/x", None)),
        ("/", ("/", None)),
    ],
)
def test_an_extension_asks_for_its_format(path: str, expected: tuple[str, Format | None]) -> None:
    assert split_extension(path) == expected
