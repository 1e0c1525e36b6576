# SPDX-License-Identifier: Apache-2.0
"""One resource, one IRI: the same statements in every format, by every way of asking, and no way to break it."""

import http.client
import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

Say = Callable[[httpx.Client, str], tuple[int, bytes, bytes]]

BASE = "https://w3id.org/rightsgraph/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
GRAPHS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
}
PATHS = (
    "/ns",
    "/id/intervention/peru-consortium",
    "/concept/sexWorkers",
    "/concept/scheme-population",
    "/shape/ClaimShape",
    "/dataset/rightsgraph",
    "/dataset/peru-consortium",
    "/id/claim/peru-consortium-academic-actor-type-academic",
    "/id/passage/aids-2010-peru-consortium-issues-4",
)


def media_type(answer: httpx.Response) -> str:
    return answer.headers["content-type"].partition(";")[0]


def graph(answer: httpx.Response, format: RdfFormat) -> set[str]:
    assert answer.status_code == 200, answer.text
    return {str(quad.triple) for quad in pyoxigraph.parse(answer.content, format=format)}


@pytest.mark.parametrize("path", PATHS)
def test_all_formats_say_the_same_however_they_are_asked_for(client: httpx.Client, path: str) -> None:
    found = []
    for extension, (wanted, format) in GRAPHS.items():
        answers = [
            client.get(path, headers={"Accept": wanted}),
            client.get(f"{path}.{extension}", headers={"Accept": BROWSER}),
            client.get(f"{path}?format={extension}", headers={"Accept": "image/png"}),
            client.get(f"{path}?format={quote(wanted)}"),
            client.get(f"{path}?format={wanted}"),
        ]
        assert {media_type(answer) for answer in answers} == {wanted}
        assert len({answer.content for answer in answers}) == 1
        assert {answer.headers["content-location"] for answer in answers} == {f"{path}.{extension}"}
        assert len({answer.headers["etag"] for answer in answers}) == 1
        found.append(graph(answers[0], format))
    assert found[0]
    assert all(other == found[0] for other in found[1:])


@pytest.mark.parametrize("path", PATHS)
def test_a_resource_says_all_that_the_endpoint_says_of_it(client: httpx.Client, path: str) -> None:
    said = graph(client.get(f"{path}.nt"), RdfFormat.N_TRIPLES)
    query = f"CONSTRUCT {{ <{BASE[:-1]}{path}> ?p ?o }} WHERE {{ <{BASE[:-1]}{path}> ?p ?o }}"
    asked = graph(client.get("/sparql", params={"query": query, "format": "nt"}), RdfFormat.N_TRIPLES)
    assert asked
    assert asked <= said


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_for_browsers_and_for_whoever_asks_for_one(client: httpx.Client, path: str) -> None:
    for answer in (
        client.get(path, headers={"Accept": BROWSER}),
        client.get(f"{path}.html"),
        client.get(f"{path}?format=html"),
    ):
        assert (answer.status_code, media_type(answer)) == (200, "text/html")
        assert f"{BASE[:-1]}{path}" in answer.text
        assert answer.headers["content-location"] == f"{path}.html"
        assert {"accept", "accept-language"} <= set(answer.headers["vary"].lower().split(", "))


@pytest.mark.parametrize("path", PATHS)
def test_every_link_header_leads_to_what_it_says(client: httpx.Client, path: str) -> None:
    for extension in (*GRAPHS, "html"):
        answer = client.get(f"{path}.{extension}")
        links = re.findall(r'<([^>]*)>; rel="(\w+)"(?:; type="([^"]+)")?', answer.headers["link"])
        assert (
            ", ".join(f'<{target}>; rel="{rel}"' + (f'; type="{kind}"' if kind else "") for target, rel, kind in links)
            == answer.headers["link"]
        ), "nothing else stands there"
        assert [rel for _, rel, _ in links] == ["alternate"] * 4 + ["describedby", "describedby", "help"]
        for target, _, kind in links:
            led = client.get(target, headers={"Accept": "*/*"})
            assert led.status_code == 200
            assert not kind or media_type(led) == kind
        located = client.get(answer.headers["content-location"])
        assert located.content == answer.content


def test_the_vocabulary_comes_with_its_terms(client: httpx.Client) -> None:
    said = graph(client.get("/ns.nt"), RdfFormat.N_TRIPLES)
    terms = {triple.split()[0][1:-1] for triple in said if "#type>" in triple}
    asked = client.get(
        "/sparql",
        params={"query": f'SELECT ?t {{ ?t a ?c FILTER(STRSTARTS(STR(?t), "{BASE}ns#")) }}', "format": "json"},
    )
    known = {row["t"]["value"] for row in asked.json()["results"]["bindings"]}
    assert len(known) > 50
    assert known <= terms
    page = client.get("/ns.html").text
    for term in known:
        assert f'id="{term.rpartition("#")[2]}"' in page, term


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/turtle", "application/problem+json"),
        ("image/png", "application/problem+json"),
        ("*/*", "application/problem+json"),
        ("application/json", "application/problem+json"),
        (BROWSER, "text/html"),
    ],
)
@pytest.mark.parametrize("path", ["/id/nothing", "/id/nothing.ttl", "/nothing", "/id/", "/ns/x", "/graph/x", "/a%20b"])
def test_what_nobody_knows_is_told_so(client: httpx.Client, path: str, accept: str, wanted: str) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert (answer.status_code, media_type(answer)) == (404, wanted)
    assert answer.headers["cache-control"] == "no-store"
    if wanted != "text/html":
        assert answer.json()["status"] == 404


@pytest.mark.parametrize("accept", [*(kind for kind, _ in GRAPHS.values()), BROWSER, "*/*"])
@pytest.mark.parametrize("extension", ["", *(f".{name}" for name in GRAPHS), ".html", "?format=nt"])
def test_what_was_withdrawn_is_told_so_in_every_format(marked: httpx.Client, extension: str, accept: str) -> None:
    answer = marked.get(f"/id/intervention/withdrawn{extension}", headers={"Accept": accept})
    assert answer.status_code == 410
    assert answer.headers["cache-control"] == "no-store"
    assert "2002-03-04" in answer.text
    if media_type(answer) == "application/problem+json":
        problem = answer.json()
        assert (problem["status"], problem["date"]) == (410, "2002-03-04")
        assert problem["reason"] == f"{BASE}concept/tdSafety"


def test_what_is_disputed_is_asked_for_by_its_graph_alone(marked: httpx.Client) -> None:
    def count(where: str) -> str:
        query = f"SELECT (COUNT(*) AS ?n) {{ {where} }}"
        return str(marked.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1])

    claim = f"<{BASE}id/claim/disputed>"
    assert count(f"{claim} ?p ?o") == "0"
    assert count(f"?s ?p {claim}") == "0"
    assert count(f"GRAPH <{BASE}graph/data/marked/disputed> {{ {claim} ?p ?o }}") == "10"
    assert count(f"GRAPH ?g {{ {claim} ?p ?o }}") == "10"
    assert "disputed" not in marked.get("/id/intervention/peru-consortium.nt").text


@pytest.mark.parametrize("extension", GRAPHS)
def test_lexical_forms_reach_whoever_asks_for_a_resource(
    marked: httpx.Client, forms: set[tuple[str, ...]], extension: str
) -> None:
    _, format = GRAPHS[extension]
    answer = marked.get(f"/dumps/marked.{extension}")
    quads = pyoxigraph.parse(answer.content, format=format)
    found = {
        ("literal", quad.object.value, quad.object.datatype.value, "")
        for quad in quads
        if str(quad.subject) == "<http://example.org/forms>"
    }
    assert found == forms


RUBBISH = (
    *("%00", "%FF", "%0d%0aX-Injected:%201", "/../", "//", ".", "..", ".ttl.ttl", "%2e%2e%2f", "%", "%zz", ";x"),
    *("?", "?format=%3Cb%3E", "?lang=%00", "?lang=%FF", "?&&&=", "#", "%E2%80%AE", "é", "." * 300, "x" * 20_000),
)


@pytest.mark.parametrize("suffix", RUBBISH, ids=lambda suffix: ascii(suffix[:20]))
@pytest.mark.parametrize(
    "path", ["/id/intervention/peru-consortium", "/ns", "/static/", "/", "/dumps/", "/.well-known/"]
)
def test_rubbish_behind_a_path_breaks_nothing(client: httpx.Client, say: Say, path: str, suffix: str) -> None:
    status, head, body = say(client, f"{path}{suffix}")
    assert status < 500, body
    assert b"x-injected" not in head.lower()


@pytest.fixture(scope="module")
def connection(client: httpx.Client) -> Iterator[http.client.HTTPConnection]:
    found = http.client.HTTPConnection(client.base_url.host, client.base_url.port, timeout=30)
    yield found
    found.close()


HEADER = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=60)
PART = st.sampled_from(["/", "id", "ns", "concept", "dumps", ".ttl", ".html", "static", "sparql", "%2f", "..", "."])
QUERY = st.sampled_from(["format", "lang", "query", "default-graph-uri", "update", "x"])


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(PART | st.binary(max_size=8).map(quote), max_size=6),
    query=st.lists(st.tuples(QUERY, st.binary(max_size=12).map(quote)), max_size=3),
    accept=HEADER | st.sampled_from([BROWSER, "text/turtle", "*/*"]),
    language=HEADER,
    coding=HEADER | st.sampled_from(["gzip", "br", "zstd", "*", "gzip;q=0"]),
    method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "DELETE"]),
)
def test_no_path_and_no_header_breaks_the_server(
    connection: http.client.HTTPConnection,
    parts: list[str],
    query: list[tuple[str, str]],
    accept: str,
    language: str,
    coding: str,
    method: str,
) -> None:
    target = "/" + "".join(parts) + "?" + "&".join(f"{name}={value}" for name, value in query)
    headers = {"Accept": accept, "Accept-Language": language, "Accept-Encoding": coding}
    connection.request(method, target, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status < 500, body
    assert b"Traceback" not in body
    assert answer.getheader("x-content-type-options") == "nosniff"
    if answer.getheader("content-type") == "application/problem+json" and not answer.getheader("content-encoding"):
        problem: dict[str, Any] = json.loads(body or b"{}")
        assert problem.get("status", answer.status) == answer.status
