# SPDX-License-Identifier: Apache-2.0
"""Foreign RDF files served as they are, whatever they are."""

import json
import re
from typing import Any

import httpx
import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

GRAPHS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def values(client: httpx.Client, where: str) -> list[str]:
    query = f"SELECT ?x {{ {where} }} ORDER BY ?x"
    answer = client.get("/sparql", params={"query": query, "format": "json"})
    assert answer.status_code == 200, answer.text
    return [row["x"]["value"] for row in answer.json()["results"]["bindings"]]


def test_every_kind_of_file_is_read_packed_or_not(raw: httpx.Client) -> None:
    found = values(raw, "<http://example.org/file> <http://example.org/said> ?x")
    assert found == ["gz", "jsonld", "nested", "nq", "nq.gz", "nt", "rdf", "trig", "ttl"]


def test_the_default_graph_is_the_files_and_no_union(raw: httpx.Client) -> None:
    assert values(raw, "<http://example.org/q> <http://example.org/p> ?x") == ["in the default graph"]
    assert values(raw, "GRAPH <http://example.org/g> { <http://example.org/q> <http://example.org/p> ?x }") == [
        "in a named graph"
    ]
    assert values(raw, "GRAPH ?x { }") == ["http://example.org/g", "http://example.org/g2"]


def test_the_base_is_the_servers_own_address(raw: httpx.Client) -> None:
    assert values(raw, "?x <http://example.org/p> <doc#it>") == [f"{raw.base_url}doc"]


@pytest.mark.parametrize(
    "path", ["/doc", "/dir/", "/%C3%B1and%C3%BA", "/a%2520b%2525", "/q%3Fx=1", "/deep/er/still", "/x.ttl"]
)
def test_a_resource_of_that_base_can_be_had(raw: httpx.Client, path: str) -> None:
    page = raw.get(path, headers={"Accept": BROWSER})
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    for extension, format in GRAPHS.items():
        answer = raw.get(f"{path}.{extension}")
        assert answer.status_code == 200, answer.text
        assert list(pyoxigraph.parse(answer.content, format=format))
        assert raw.get(answer.headers["content-location"]).content == answer.content
    for target in re.findall(r'<([^>]+)>; rel="alternate"', page.headers["link"]):
        assert raw.get(target).status_code == 200, target


def test_a_fragment_has_an_address_of_its_own(raw: httpx.Client) -> None:
    assert "what the fragment says" in raw.get("/doc%23it.nt").text
    page = raw.get("/doc", headers={"Accept": BROWSER}).text
    assert 'href="/doc%23it"' in page


@pytest.mark.parametrize("path", ["/.well-known/void", "/sparql"])
@pytest.mark.parametrize("extension", GRAPHS)
def test_foreign_files_are_described(raw: httpx.Client, path: str, extension: str) -> None:
    answer = raw.get(path, params={"format": extension})
    assert answer.status_code == 200
    counted = values(raw, "{ SELECT (COUNT(*) AS ?x) { ?s ?p ?o } }")
    triples = list(pyoxigraph.parse(answer.content, format=GRAPHS[extension]))
    found = [str(quad.object.value) for quad in triples if quad.predicate.value.endswith("void#triples")]
    assert found == counted


def test_there_are_no_dumps_of_foreign_files(raw: httpx.Client) -> None:
    for path in ("/dumps/", "/dumps/a.ttl", "/dumps/manifest.json", "/dumps/SHA256SUMS"):
        assert raw.get(path).status_code == 404


ODD = {
    "a triple term": "reifies",
    "a directed text": "directed",
    "control characters": "controls",
    "a carriage return": "return",
    "a huge text": "huge",
    "a predicate that is no XML name": "p/",
    "a predicate of numbers": "1",
    "a lone surrogate's neighbours": "astral",
    "an odd number": "number",
    "an ill-typed number": "illtyped",
    "an empty text": "empty",
}


@pytest.mark.parametrize("name", ODD, ids=lambda name: str(name).replace(" ", "-"))
@pytest.mark.parametrize("extension", [*GRAPHS, "html"])
@pytest.mark.parametrize("form", ["CONSTRUCT", "DESCRIBE"])
def test_an_odd_term_is_written_so_that_it_can_be_read_or_refused(
    raw: httpx.Client, name: str, extension: str, form: str
) -> None:
    odd = f"<http://example.org/odd/{ODD[name].strip('/').replace('1', 'one')}>"
    query = f"CONSTRUCT WHERE {{ {odd} ?p ?o }}" if form == "CONSTRUCT" else f"DESCRIBE {odd}"
    answer = raw.get("/sparql", params={"query": query, "format": extension})
    if answer.status_code == 406:
        assert answer.json()["detail"]
        assert extension in ("jsonld", "rdf"), "Turtle and N-Triples have a form for everything"
        return
    assert answer.status_code == 200, answer.text[:300]
    if extension == "html":
        return
    plain = raw.get("/sparql", params={"query": query, "format": "nt"}).content
    wanted = {str(quad.triple) for quad in pyoxigraph.parse(plain, format=RdfFormat.N_TRIPLES)}
    found = {str(quad.triple) for quad in pyoxigraph.parse(answer.content, format=GRAPHS[extension])}
    assert wanted
    assert found == wanted


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv", "html"])
@pytest.mark.parametrize("name", ODD, ids=lambda name: str(name).replace(" ", "-"))
def test_an_odd_term_in_a_table_breaks_nothing(raw: httpx.Client, name: str, format: str) -> None:
    odd = f"<http://example.org/odd/{ODD[name].strip('/').replace('1', 'one')}>"
    answer = raw.get("/sparql", params={"query": f"SELECT ?o {{ {odd} ?p ?o }}", "format": format})
    assert answer.status_code in (200, 406), answer.text[:300]
    if answer.status_code == 406:
        return
    if format == "json":
        assert json.loads(answer.content)["results"]["bindings"]
    elif format == "xml":
        pyoxigraph.parse_query_results(answer.content, format=pyoxigraph.QueryResultsFormat.XML)
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", answer.content), "no XML has these characters"


def test_blank_nodes_of_different_files_stay_apart(raw: httpx.Client) -> None:
    assert len(values(raw, "?x <http://example.org/blank> ?y")) == 2


@pytest.mark.parametrize("path", ["/", "/sparql", "/doc"])
def test_a_page_of_foreign_files_is_a_page(raw: httpx.Client, path: str) -> None:
    answer = raw.get(path, headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_one_file_alone_can_be_served(serving: Any, tmp_path: Any) -> None:
    file = tmp_path / "only.ttl"
    file.write_text("\ufeff<x> <p> <y>, 01, 12500.50 .", "utf-8")
    with serving(file, "--host", "localhost") as client:
        assert client.base_url.host == "localhost"
        assert values(client, "<x> <p> ?x FILTER(isIRI(?x))") == [f"{client.base_url}y"]


def test_an_ipv6_address_is_written_as_one(serving: Any, tmp_path: Any) -> None:
    file = tmp_path / "only.ttl"
    file.write_text("<x> <p> <y> .", "utf-8")
    with serving(file, "--host", "::1") as client:
        assert re.fullmatch(r"http://\[::1\]:\d+/", str(client.base_url))
        assert values(client, "<x> <p> ?x") == [f"{client.base_url}y"]
