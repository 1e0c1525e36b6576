# SPDX-License-Identifier: Apache-2.0
"""The SPARQL 1.1 Protocol and its corners, asked of a server of its own over real sockets."""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import brotli  # type: ignore[import-untyped]  # ships no types
import httpx
import pytest
import zstandard

JSON, XML, CSV, TSV = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
TURTLE, NTRIPLES, RDFXML, JSONLD = "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"
HTML, PROBLEM = "text/html", "application/problem+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
Say = Callable[[httpx.Client, str], tuple[int, bytes, bytes]]
SELECT, ASK, CONSTRUCT = "SELECT (1 AS ?x) {}", "ASK {}", "CONSTRUCT { <a:b> <a:c> 1 } {}"
BIG = "SELECT * { ?s ?p ?o } LIMIT 500"
INTERVENTION = "https://w3id.org/rightsgraph/id/intervention/peru-consortium"
EVERYWHERE = (
    "/",
    "/sparql",
    "/dumps/",
    "/dumps/rightsgraph.ttl",
    "/dumps/nothing.ttl",
    "/dumps/SHA256SUMS",
    "/queries/",
    "/queries/police-training-by-country",
    "/.well-known/void",
    "/health",
    "/openapi.json",
    "/ns",
    "/ns.ttl",
    "/id/intervention/peru-consortium",
    "/static/rightsgraph.css",
    "/nothing/here",
)


def media_type(answer: httpx.Response) -> str:
    return answer.headers["content-type"].partition(";")[0]


def ask(client: httpx.Client, query: str, accept: str | None = None, **parameters: str) -> httpx.Response:
    headers = {"Accept": accept} if accept is not None else {}
    return client.get("/sparql", params={"query": query, **parameters}, headers=headers)


def bindings(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["results"]["bindings"]
    return found


def refused(answer: httpx.Response, status: int) -> dict[str, Any]:
    """What a problem says, once it is one."""
    assert (answer.status_code, media_type(answer)) == (status, PROBLEM), answer.text
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["title"].strip()
    assert problem["detail"].strip()
    assert "Traceback" not in answer.text
    assert "site-packages" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    return problem


# ---- formats


@pytest.mark.parametrize(
    ("query", "word", "wanted"),
    [
        *((SELECT, word, JSON) for word in ("json", "srj", JSON, "application/json", "JSON", " json ")),
        *((SELECT, word, XML) for word in ("xml", "srx", XML, "application/xml", "text/xml")),
        *((SELECT, word, CSV) for word in ("csv", CSV)),
        *((SELECT, word, TSV) for word in ("tsv", TSV)),
        *((SELECT, word, HTML) for word in ("html", HTML)),
        *((CONSTRUCT, word, TURTLE) for word in ("turtle", "ttl", TURTLE)),
        *((CONSTRUCT, word, NTRIPLES) for word in ("ntriples", "nt", NTRIPLES)),
        *((CONSTRUCT, word, RDFXML) for word in ("rdfxml", "rdf", RDFXML)),
        *((CONSTRUCT, word, JSONLD) for word in ("jsonld", JSONLD)),
    ],
)
def test_a_format_may_be_asked_for_by_name_extension_or_media_type(
    client: httpx.Client, query: str, word: str, wanted: str
) -> None:
    answer = ask(client, query, accept="image/png", format=word)
    assert (answer.status_code, media_type(answer)) == (200, wanted)


def test_a_plus_that_nobody_encoded_still_names_its_format(client: httpx.Client) -> None:
    answer = client.get(f"/sparql?query={quote(SELECT)}&format=application/sparql-results+xml")
    assert (answer.status_code, media_type(answer)) == (200, XML)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        pytest.param(SELECT, "yaml", id="unknown"),
        pytest.param(SELECT, "", id="empty"),
        pytest.param(SELECT, "turtle", id="a-graph's-for-a-table"),
        pytest.param(CONSTRUCT, "csv", id="a-table's-for-a-graph"),
        pytest.param(CONSTRUCT, "nquads", id="a-dataset's"),
        pytest.param(SELECT, "<script>", id="hostile"),
        pytest.param(SELECT, "x" * 10_000, id="long"),
    ],
)
def test_an_unknown_format_is_told_with_those_there_are(client: httpx.Client, query: str, word: str) -> None:
    problem = refused(ask(client, query, format=word), 406)
    assert problem["offered"]
    assert len(problem["detail"]) < 500


@pytest.mark.parametrize(
    ("query", "accept", "wanted"),
    [
        pytest.param(SELECT, "*/*", JSON, id="anything"),
        pytest.param(SELECT, "", JSON, id="an-empty-header"),
        pytest.param(SELECT, f"{XML};q=0.2, {CSV};q=0.9", CSV, id="the-better"),
        pytest.param(SELECT, f"{XML};q=0.9 , {CSV};q=0.2", XML, id="the-better-first"),
        pytest.param(SELECT, f"{CSV};q=0.100,{TSV};q=0.101", TSV, id="three-digits"),
        pytest.param(SELECT, f"{JSON};q=0, */*", XML, id="zero-excludes"),
        pytest.param(SELECT, "text/*", CSV, id="a-kind"),
        pytest.param(SELECT, f"text/*;q=0.9, {CSV};q=0.1", TSV, id="the-specific-decides"),
        pytest.param(SELECT, f"image/png, {TSV};q=0.01", TSV, id="the-only-one"),
        pytest.param(SELECT, f"{CSV.upper()}", CSV, id="capitals"),
        pytest.param(SELECT, f'{CSV};charset="utf-8";q=0.5, {TSV};q=0.4', CSV, id="parameters"),
        pytest.param(SELECT, f";;q=,/,@, {CSV}", CSV, id="rubbish-and-one"),
        pytest.param(SELECT, BROWSER, HTML, id="a-browser"),
        pytest.param(SELECT, "application/json", JSON, id="plain-json"),
        pytest.param(CONSTRUCT, "*/*", TURTLE, id="any-graph"),
        pytest.param(CONSTRUCT, "application/json", JSONLD, id="a-graph-in-plain-json"),
        pytest.param(CONSTRUCT, f"{JSON}, {NTRIPLES};q=0.5", NTRIPLES, id="a-list-for-both"),
        pytest.param(CONSTRUCT, BROWSER, HTML, id="a-graph-for-a-browser"),
    ],
)
def test_accept_is_weighed(client: httpx.Client, query: str, accept: str, wanted: str) -> None:
    answer = ask(client, query, accept)
    assert (answer.status_code, media_type(answer)) == (200, wanted)
    assert "accept" in answer.headers["vary"].lower()


def test_two_lines_of_accept_are_one_list(client: httpx.Client) -> None:
    lines = [("Accept", f"{XML};q=0.1"), ("Accept", f"{TSV};q=0.9")]
    assert media_type(client.get("/sparql", params={"query": SELECT}, headers=lines)) == TSV


def test_no_accept_at_all_is_anything(client: httpx.Client) -> None:
    request = client.build_request("GET", "/sparql", params={"query": SELECT})
    del request.headers["accept"]
    assert media_type(client.send(request)) == JSON


@pytest.mark.parametrize("accept", ["image/png", TURTLE, "*/*;q=0", f"{JSON};q=0, {XML};q=0.0, text/plain"])
def test_what_cannot_be_had_is_told_with_what_can(client: httpx.Client, accept: str) -> None:
    assert JSON in refused(ask(client, SELECT, accept), 406)["offered"]


@pytest.mark.parametrize("accept", [JSON, XML, CSV, TSV])
def test_every_results_format_says_the_same(client: httpx.Client, accept: str) -> None:
    query = 'SELECT ?b ?a { VALUES (?a ?b) { (1 "x,\\n\\"<&>\\"é"@es) (UNDEF <http://example.org/ñ>) } }'
    text = ask(client, query, accept)
    strange = 'x,\n"<&>"é'
    if accept == JSON:
        rows = [[row.get(name, {}).get("value") for name in ("b", "a")] for row in bindings(text)]
        assert bindings(text)[0]["b"]["xml:lang"] == "es"
        assert text.json()["head"]["vars"] == ["b", "a"]
    elif accept == XML:
        space = "{http://www.w3.org/2005/sparql-results#}"
        rows = [
            [next((cell[0].text for cell in result if cell.get("name") == name), None) for name in ("b", "a")]
            for result in ElementTree.fromstring(text.content).iter(f"{space}result")
        ]
    elif accept == CSV:
        head, *lines = csv.reader(io.StringIO(text.content.decode(), newline=""))
        assert head == ["b", "a"]
        rows = [[cell or None for cell in line] for line in lines]
    else:
        assert text.text.splitlines() == ["?b\t?a", '"x,\\n\\"<&>\\"é"@es\t1', "<http://example.org/ñ>\t"]
        return
    assert rows == [[strange, "1"], ["http://example.org/ñ", None]]


# ---- operations


ODD = {
    "a percent sign": "100%",
    "percent-encoded": "%20 %41 %zz %25",
    "plus and ampersand": "a+b&c=d;e",
    "accents": "Perú ñ 日本 🌎",
    "quotes": "it's",
    "a number sign": "#x",
}


def send_get(client: httpx.Client, query: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers={"Accept": JSON})


def send_form(client: httpx.Client, query: str) -> httpx.Response:
    return client.post("/sparql", data={"query": query}, headers={"Accept": JSON})


def send_direct(client: httpx.Client, query: str) -> httpx.Response:
    headers = {"Accept": JSON, "Content-Type": f"{DIRECT}; charset=UTF-8"}
    return client.post("/sparql", content=query.encode(), headers=headers)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
@pytest.mark.parametrize("send", [send_get, send_form, send_direct], ids=["get", "form", "direct"])
def test_a_query_arrives_as_it_was_meant(
    client: httpx.Client, send: Callable[[httpx.Client, str], httpx.Response], text: str
) -> None:
    answer = send(client, f'SELECT ("{text}" AS ?x) (STRLEN("{text}") AS ?n) {{}}')
    assert [(row["x"]["value"], row["n"]["value"]) for row in bindings(answer)] == [(text, str(len(text)))]


def test_a_form_that_nobody_encoded_is_read_as_it_stands(client: httpx.Client) -> None:
    body = 'query=SELECT ("Perú" AS ?x) {}'.encode()
    answer = client.post("/sparql", content=body, headers={"Content-Type": FORM, "Accept": JSON})
    assert bindings(answer)[0]["x"]["value"] == "Perú"


def test_a_direct_query_takes_its_dataset_and_format_from_the_address(client: httpx.Client) -> None:
    graph = "https://w3id.org/rightsgraph/graph/data/dataset"
    parameters = {"default-graph-uri": graph, "format": "csv"}
    query = b"SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    answer = client.post("/sparql", params=parameters, content=query, headers={"Content-Type": DIRECT})
    assert media_type(answer) == CSV
    named = ask(client, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", CSV)
    assert answer.text == named.text != "n\r\n0\r\n"


BAD_REQUESTS: dict[str, tuple[int, dict[str, Any]]] = {
    "an empty query": (400, {"method": "GET", "params": {"query": ""}}),
    "a blank query": (400, {"method": "GET", "params": {"query": " \n "}}),
    "two queries": (400, {"method": "GET", "url": "/sparql?query=ASK{}&query=ASK{}"}),
    "a query twice over": (400, {"method": "POST", "params": {"query": ASK}, "data": {"query": ASK}}),
    "a query beside a direct one": (
        400,
        {"method": "POST", "params": {"query": ASK}, "content": ASK, "headers": {"Content-Type": DIRECT}},
    ),
    "a form without a query": (400, {"method": "POST", "data": {"q": ASK}}),
    "an empty form": (400, {"method": "POST", "headers": {"Content-Type": FORM}}),
    "an empty direct query": (400, {"method": "POST", "headers": {"Content-Type": DIRECT}}),
    "no media type": (415, {"method": "POST", "content": ASK}),
    "text": (415, {"method": "POST", "content": ASK, "headers": {"Content-Type": "text/plain"}}),
    "JSON": (415, {"method": "POST", "json": {"query": ASK}}),
    "a form of parts": (415, {"method": "POST", "files": {"query": (None, ASK)}}),
    "an update by address": (400, {"method": "GET", "params": {"update": "CLEAR ALL"}}),
    "an update by form": (400, {"method": "POST", "data": {"update": "CLEAR ALL"}}),
    "an update beside a query": (400, {"method": "POST", "data": {"query": ASK, "update": "CLEAR ALL"}}),
    "no graph IRI": (400, {"method": "GET", "params": {"query": ASK, "default-graph-uri": "a b"}}),
    "a relative graph IRI": (400, {"method": "GET", "params": {"query": ASK, "named-graph-uri": "x"}}),
    "no UTF-8 by address": (400, {"method": "GET", "url": "/sparql?query=ASK{?s%20?p%20%22%FF%22}"}),
    "no UTF-8 by form": (400, {"method": "POST", "content": b"query=%FF", "headers": {"Content-Type": FORM}}),
    "no UTF-8 direct": (400, {"method": "POST", "content": b'ASK{?s ?p "\xff"}', "headers": {"Content-Type": DIRECT}}),
}


@pytest.mark.parametrize("name", BAD_REQUESTS, ids=lambda name: str(name).replace(" ", "-"))
def test_a_request_that_breaks_the_protocol_is_told_so(client: httpx.Client, name: str) -> None:
    status, request = BAD_REQUESTS[name]
    refused(client.request(**{"url": "/sparql", **request}), status)


def test_a_direct_update_is_refused(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    assert client.post("/sparql", content="CLEAR ALL", headers=headers).status_code in (400, 415)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX a: <a:> WITH a:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH <a:b>",
        "COPY <a:b> TO <a:c>",
        "ASK {} ; CLEAR ALL",
    ],
    ids=lambda update: str(update).split()[0],
)
def test_an_update_is_refused_and_changes_nothing(client: httpx.Client, update: str) -> None:
    def count() -> str:
        return ask(client, "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", CSV).text

    before = count()
    refused(ask(client, update), 400)
    refused(send_direct(client, update), 400)
    assert count() == before


@pytest.mark.parametrize(
    "head",
    [
        pytest.param({"Content-Length": "100000900"}, id="told-beforehand"),
        pytest.param({"Transfer-Encoding": "chunked"}, id="in-chunks"),
    ],
)
@pytest.mark.parametrize("kind", [FORM, DIRECT])
def test_a_body_that_is_too_large_is_refused(client: httpx.Client, kind: str, head: dict[str, str]) -> None:
    body = (b"query=ASK" + b" " * 1_000_000 for _ in range(100))
    refused(client.post("/sparql", content=body, headers={"Content-Type": kind, **head}), 413)


# ---- errors in queries


@pytest.mark.parametrize(
    ("query", "line", "told"),
    [
        pytest.param("SELECT ?s WHERE {\n ?s ?p ?o .\n FILTER(?o >\n}", 4, "line 4, column ", id="unfinished"),
        pytest.param("SELECT * {\n  ?s ex:p ?o }", 2, "PREFIX", id="an-undeclared-prefix"),
        pytest.param("ASK {} ASK {}", 1, "line 1, column ", id="two-queries"),
        pytest.param("SELECT * { ?s ?p 'x }", 1, "line 1, column", id="an-open-string"),
        pytest.param("ASK {", 1, "line 1, column 6, at its end", id="an-open-brace"),
        pytest.param("SELECT ?x { } GROUP BY ?y", 1, "", id="an-ungrouped-variable"),
        pytest.param("SELEC * {}", None, "SELECT, ASK, CONSTRUCT or DESCRIBE", id="no-form"),
        pytest.param("{", None, "SELECT, ASK, CONSTRUCT or DESCRIBE", id="a-brace"),
        pytest.param("ñ", None, "SELECT, ASK, CONSTRUCT or DESCRIBE", id="a-letter"),
        pytest.param("\0", None, "SELECT, ASK, CONSTRUCT or DESCRIBE", id="a-null"),
    ],
)
def test_a_mistake_in_a_query_is_told_with_its_place(
    client: httpx.Client, query: str, line: int | None, told: str
) -> None:
    problem = refused(send_direct(client, query), 400)
    if line and told:
        assert problem["line"] == line
        assert problem["column"] >= 1
    assert told in problem["detail"]


def test_an_unknown_function_is_no_fault_of_the_server(client: httpx.Client) -> None:
    assert ask(client, "SELECT (<http://example.org/f>(1) AS ?x) {}", JSON).status_code in (200, 400)


# ---- what must never leave, or break, the server


SERVICE = {
    "plain": "SELECT * { SERVICE <{}> { ?s ?p ?o } }",
    "small letters": "select * { service silent <{}> { ?s ?p ?o } }",
    "by variable": "SELECT * { VALUES ?e { <{}> } SERVICE ?e { ?s ?p ?o } }",
    "by name": "PREFIX e: <{}> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "behind a comment": "SELECT * { # nothing\rSERVICE <{}> { ?s ?p ?o } }",
    "behind a string": "SELECT * { BIND('#' AS ?x) SERVICE <{}> { ?s ?p ?o } }",
    "behind a string's escape": 'SELECT * { BIND("\\\\" AS ?x) SERVICE <{}> { ?s ?p ?o } } #"',
    "behind a long string": "SELECT * { BIND('''a''b''' AS ?x) SERVICE <{}> { ?s ?p ?o } }",
    "behind an IRI's escape": "SELECT * { BIND(<http://a/\\u0041#> AS ?x) SERVICE <{}> { ?s ?p ?o } }",
    "behind a comparison": "SELECT * { BIND(1<2 AS ?x) SERVICE <{}> { ?s ?p ?o } }",
    "close to a name": "PREFIX a: <a:> SELECT * { { BIND(a: AS ?x) } UNION { ?x ?y a:.SERVICE <{}> { ?s ?p ?o } } }",
    "close to a number": "SELECT * { VALUES ?x { 1 } ?x ?p 1.SERVICE <{}> { ?s ?p ?o } }",
    "close to a variable": "SELECT * { OPTIONAL { ?a ?b ?c.SERVICE<{}>{ ?s ?p ?o } } }",
    "in a subquery": "SELECT * { { SELECT * { SERVICE <{}> { ?s ?p ?o } } } }",
    "in EXISTS": "ASK { FILTER EXISTS { SERVICE <{}> { ?s ?p ?o } } }",
    "escaped": "SELECT * { \\u0053ERVICE <{}> { ?s ?p ?o } }",
    "FROM": "SELECT * FROM <{}> { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <{}> { GRAPH ?g { ?s ?p ?o } }",
}


@pytest.mark.parametrize("name", SERVICE, ids=lambda name: str(name).replace(" ", "-"))
def test_no_query_makes_the_server_call_anybody(
    client: httpx.Client, visitors: tuple[str, list[bytes]], name: str
) -> None:
    address, said = visitors
    answer = send_direct(client, SERVICE[name].replace("{}", address))
    assert said == []
    if name.startswith("FROM"):
        assert bindings(answer) == []
    else:
        refused(answer, 400)


def test_a_graph_parameter_is_never_fetched(client: httpx.Client, visitors: tuple[str, list[bytes]]) -> None:
    address, said = visitors
    for name in ("default-graph-uri", "named-graph-uri"):
        assert bindings(ask(client, "SELECT * { ?s ?p ?o }", JSON, **{name: address})) == []
    assert said == []


@pytest.mark.parametrize("word", ["?service", "$SERVICE", "<a:SERVICE>", "'SERVICE'", "p:SERVICE", "'''\nSERVICE'''"])
def test_a_service_that_is_only_a_word_is_no_service(client: httpx.Client, word: str) -> None:
    answer = send_direct(client, f"PREFIX p: <a:> # SERVICE\nSELECT * {{ ?s ?p {word} }} LIMIT 1")
    assert answer.status_code == 200, answer.text


HARD = {
    "braces": "SELECT * " + "{" * 50_000 + "}" * 50_000,
    "parentheses": "SELECT (" + "(" * 50_000 + "1" + ")" * 50_000 + " AS ?x) {}",
    "brackets": "SELECT * { ?s ?p " + "[<a:b> " * 20_000 + "1" + "]" * 20_000 + " }",
    "lists": "SELECT * { ?s ?p " + "(" * 50_000 + "1" + ")" * 50_000 + " }",
    "parentheses in what looks like an IRI": "SELECT * { BIND(1 AS ?a) BIND(3 AS ?b) FILTER(?a<"
    + "(" * 30_000
    + "2"
    + ")" * 30_000
    + "&&?b>2) }",
    "parentheses behind an IRI's escape": "SELECT (<a:\\u0041#> AS ?y) (\n"
    + "(" * 30_000
    + "1"
    + ")" * 30_000
    + " AS ?x) {}",
    "unclosed": "SELECT * " + "{" * 100_000,
    "groups side by side": "SELECT * { " + "{?a ?b ?c}" * 19_000 + " }",
    "patterns": "SELECT * { " + "?a ?b ?c." * 20_000 + " }",
    "objects": "SELECT * { ?s ?p " + "1," * 90_000 + "1 }",
    "a long list": "SELECT * { ?s ?p (" + "1 " * 90_000 + ") }",
    "unions": "SELECT * { {} " + "UNION {}" * 20_000 + " }",
    "sums": "SELECT (1" + "+1" * 90_000 + " AS ?x) {}",
    "negations": "SELECT (" + "!" * 190_000 + "1 AS ?x) {}",
    "paths": "SELECT * { ?s " + "<a:b>/" * 30_000 + "<a:b> ?o }",
    "alternatives": "SELECT * { ?s " + "a|" * 90_000 + "a ?o }",
    "quoted triples": "SELECT * { " + "<<" * 10_000 + "?s ?p ?o" + ">> ?p ?o" * 10_000 + " }",
    "filters": "SELECT * { " + "FILTER(1)" * 20_000 + " }",
    "subqueries": "SELECT * { " + "{SELECT*{}}" * 17_000 + " }",
    "beyond all length": "SELECT * {} #" + "x" * 300_000,
}


@pytest.fixture(scope="module")
def sturdy(serving: Any, little_release: Path) -> Iterator[Callable[[], httpx.Client]]:
    """A client of a server that may be asked to death; whoever does it pays for a new one."""
    with ExitStack() as stack:
        clients: list[httpx.Client] = []

        def alive() -> httpx.Client:
            try:
                clients[-1].get("/health")
            except (IndexError, httpx.TransportError):
                clients.append(stack.enter_context(serving(little_release)))
            return clients[-1]

        yield alive


@pytest.mark.parametrize("name", HARD, ids=lambda name: str(name).replace(" ", "-"))
def test_a_query_that_could_break_the_engine_is_refused(sturdy: Callable[[], httpx.Client], name: str) -> None:
    client = sturdy()
    try:
        refused(client.post("/sparql", content=HARD[name], headers={"Content-Type": DIRECT}, timeout=20), 400)
    except httpx.TransportError:
        pytest.fail("the server is gone")
    assert ask(client, ASK, JSON).json()["boolean"] is True


# ---- HEAD, OPTIONS, methods


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_head_says_what_get_would(client: httpx.Client, path: str, coding: str) -> None:
    headers = {"Accept-Encoding": coding}
    got, told = client.get(path, headers=headers), client.head(path, headers=headers)
    assert (told.status_code, told.content) == (got.status_code, b"")
    assert {**told.headers, "date": ""} == {**got.headers, "date": ""}


def test_head_of_a_query_says_what_get_would(client: httpx.Client) -> None:
    got = ask(client, BIG, JSON)
    told = client.head("/sparql", params={"query": BIG}, headers={"Accept": JSON})
    assert {**told.headers, "date": ""} == {**got.headers, "date": ""}
    assert int(told.headers["content-length"]) > 0


@pytest.mark.parametrize("path", EVERYWHERE)
def test_any_page_anywhere_may_ask(client: httpx.Client, path: str) -> None:
    asking = {
        "Origin": "https://app.example.com",
        "Access-Control-Request-Method": "POST" if path == "/sparql" else "GET",
        "Access-Control-Request-Headers": "content-type, x-other",
    }
    answer = client.options(path, headers=asking)
    assert answer.status_code in (200, 204)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert asking["Access-Control-Request-Method"] in answer.headers["access-control-allow-methods"]
    allowed = answer.headers["access-control-allow-headers"].lower()
    assert allowed == "*" or {"content-type", "x-other"} <= set(re.split(r",\s*", allowed))
    assert "access-control-allow-credentials" not in answer.headers
    got = client.get(path, headers={"Origin": "https://app.example.com"})
    assert got.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in got.headers


def test_options_without_a_page_behind_it_names_the_methods(client: httpx.Client) -> None:
    answer = client.options("/sparql")
    assert (answer.status_code, answer.content) == (204, b"")
    assert {"GET", "HEAD", "POST", "OPTIONS"} == set(answer.headers["allow"].split(", "))


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "POST", "PROPFIND"])
@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_method_that_is_not_allowed_is_told_with_those_that_are(client: httpx.Client, path: str, method: str) -> None:
    if (path, method) == ("/sparql", "POST"):
        return
    answer = client.request(method, path)
    refused(answer, 405)
    assert {"GET", "HEAD"} <= set(answer.headers["allow"].split(", "))
    assert method not in answer.headers["allow"].split(", ")


# ---- validators, codings, headers


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param({"url": "/nothing"}, id="404"),
        pytest.param({"url": "/nothing", "headers": {"Accept": BROWSER}}, id="404-as-a-page"),
        pytest.param({"url": "/ns", "headers": {"Accept": "image/png"}}, id="406"),
        pytest.param({"url": "/ns", "method": "DELETE"}, id="405"),
        pytest.param({"url": "/static/nothing.css"}, id="404-of-a-file"),
        pytest.param({"url": "/static/rightsgraph.css"}, id="a-file"),
        pytest.param({"url": "/sparql?query=SELEC"}, id="400"),
        pytest.param({"url": "/sparql", "method": "POST", "content": "x"}, id="415"),
        pytest.param({"url": "/", "headers": {"If-None-Match": "*"}}, id="304"),
        pytest.param({"url": "/dumps/rightsgraph.nt", "headers": {"If-None-Match": "*"}}, id="304-of-a-dump"),
        pytest.param({"url": "/dumps/rightsgraph.nt", "headers": {"Range": "bytes=0-1"}}, id="206"),
        pytest.param({"url": "/dumps/rightsgraph.nt", "headers": {"Range": "bytes=99999999-"}}, id="416"),
        pytest.param({"url": "/dumps"}, id="308"),
        pytest.param({"url": "/openapi.json"}, id="openapi"),
        pytest.param({"url": "/health"}, id="health"),
    ],
)
def test_every_answer_is_guarded(client: httpx.Client, request_: dict[str, Any]) -> None:
    answer = client.request(**{"method": "GET", **request_})
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["referrer-policy"] == "no-referrer"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "server" not in answer.headers


ANSWERS: dict[str, tuple[str, dict[str, str]]] = {
    "a table": ("/sparql", {"query": BIG}),
    "a graph": ("/sparql", {"query": "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 500"}),
    "a page of a table": ("/sparql", {"query": BIG, "format": "html"}),
    "the endpoint": ("/sparql", {}),
    "the editor": ("/sparql", {"format": "html"}),
    "the start": ("/", {}),
    "the list of dumps": ("/dumps/", {}),
    "a dump": ("/dumps/rightsgraph.nt", {}),
    "the description": ("/.well-known/void", {}),
    "a named query": ("/queries/what-is-not-said", {}),
    "a named query's page": ("/queries/what-is-not-said.html", {}),
    "a resource": ("/id/intervention/peru-consortium", {}),
    "a resource's page": ("/id/intervention/peru-consortium.html", {}),
}
# What a 304 must say as the 200 would (RFC 9110, section 15.4.5).
SAME = ("etag", "vary", "cache-control", "content-location", "expires")


@pytest.mark.parametrize("name", ANSWERS, ids=lambda name: str(name).replace(" ", "-"))
@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
def test_what_is_held_already_is_not_sent_again(client: httpx.Client, name: str, coding: str) -> None:
    path, parameters = ANSWERS[name]
    headers = {"Accept-Encoding": coding}
    first = client.get(path, params=parameters, headers=headers)
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[^"]+"', tag)
    for held in (tag, f"W/{tag}", f'"x", {tag}', f'"x",W/{tag} , "y"'):
        again = client.get(path, params=parameters, headers={**headers, "If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert {key: again.headers.get(key) for key in SAME} == {key: first.headers.get(key) for key in SAME}
    assert client.head(path, params=parameters, headers={**headers, "If-None-Match": tag}).status_code == 304
    other = client.get(path, params=parameters, headers={**headers, "If-None-Match": '"x", "y"'})
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize(
    "name", [name for name in ANSWERS if name != "a dump"], ids=lambda name: str(name).replace(" ", "-")
)
def test_every_coding_unpacks_to_the_same_bytes_under_a_tag_of_its_own(client: httpx.Client, name: str) -> None:
    path, parameters = ANSWERS[name]
    unpack: dict[str, Callable[[bytes], bytes]] = {
        "identity": bytes,
        "gzip": gzip.decompress,
        "br": brotli.decompress,
        "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
    }
    bodies, tags = set(), set()
    for coding, read in unpack.items():
        with client.stream("GET", path, params=parameters, headers={"Accept-Encoding": coding}) as answer:
            raw = b"".join(answer.iter_raw())
        plain = len(read(raw)) < 600
        assert answer.headers.get("content-encoding", "identity") == ("identity" if plain else coding)
        assert int(answer.headers["content-length"]) == len(raw)
        assert "accept-encoding" in answer.headers["vary"].lower()
        bodies.add(read(raw))
        tags.add(answer.headers["etag"])
    assert len(bodies) == 1
    assert len(tags) == len(unpack)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip;q=0.5, br;q=0.1", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("deflate", None),
        ("gzip;q=0", None),
        ("", None),
        ("GZIP", "gzip"),
        ("identity;q=1, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=1", "gzip"),
    ],
)
def test_the_coding_is_the_one_that_is_liked_best(client: httpx.Client, accepted: str, coding: str | None) -> None:
    answer = client.get("/ns", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == coding


def test_formats_queries_languages_and_graphs_have_tags_of_their_own(client: httpx.Client) -> None:
    def tag(query: str, language: str = "en", **parameters: str) -> str:
        headers = {"Accept-Language": language}
        answer = client.get("/sparql", params={"query": query, **parameters}, headers=headers)
        return str(answer.headers["etag"])

    tags = [
        *(tag(SELECT, format=format) for format in ("json", "xml", "csv", "tsv", "html")),
        tag(SELECT, "es", format="html"),
        tag("SELECT (2 AS ?x) {}", format="json"),
        tag(SELECT, format="json", **{"default-graph-uri": "a:b"}),
        tag(SELECT, format="json", **{"named-graph-uri": "a:b"}),
    ]
    assert len(set(tags)) == len(tags)
    assert tag(SELECT, "es", format="json") == tags[0], "a table has no language"


VOLATILE = {
    "the time": "SELECT (NOW() AS ?x) {}",
    "chance": "SELECT (rand() AS ?x) {}",
    "an id": "SELECT (UUID() AS ?x) {}",
    "a text id": "SELECT (StrUUID() AS ?x) {}",
    "a node": "SELECT (BNODE() AS ?x) {}",
    "a node in a graph": "CONSTRUCT { [] <a:b> ?o } WHERE { VALUES ?o { 1 2 } }",
    "a named node in a graph": "CONSTRUCT { _:x <a:b> ?o } WHERE { VALUES ?o { 1 2 } }",
    "a node with properties in a graph": "CONSTRUCT { ?o <a:b> [ <a:c> 1 ] } WHERE { VALUES ?o { 1 2 } }",
    "a list in a graph": "CONSTRUCT { ?o <a:b> ( 1 2 ) } WHERE { VALUES ?o { 1 2 } }",
}


@pytest.mark.parametrize("name", VOLATILE, ids=lambda name: str(name).replace(" ", "-"))
def test_an_answer_that_changes_has_no_tag_and_is_not_kept(client: httpx.Client, name: str) -> None:
    answers = [ask(client, VOLATILE[name]) for _ in range(2)]
    assert all(answer.status_code == 200 for answer in answers)
    if len({answer.content for answer in answers}) == 1 and "NOW" not in VOLATILE[name]:
        return  # an answer that does not change may well be kept
    for answer in answers:
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("text", ["'NOW() RAND()'", "<a:NOW>", "'''UUID()'''"])
def test_a_volatile_word_that_is_only_a_word_changes_nothing(client: httpx.Client, text: str) -> None:
    assert "etag" in ask(client, f"SELECT ({text} AS ?x) {{}}").headers


def test_the_same_tag_means_the_same_bytes_from_any_replica(client: httpx.Client, serving: Any, release: Path) -> None:
    queries = [
        "SELECT * { ?s ?p ?o } LIMIT 300",
        "SELECT DISTINCT ?t { ?s a ?t }",
        "SELECT ?t (COUNT(*) AS ?n) (SAMPLE(?s) AS ?any) { ?s a ?t } GROUP BY ?t",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 300",
        f"DESCRIBE <{INTERVENTION}>",
    ]
    with serving(release) as replica:
        for query in queries:
            here, there = ask(client, query), ask(replica, query)
            assert (here.headers["etag"], here.content) == (there.headers["etag"], there.content), query


# ---- what the endpoint says of itself, and what it keeps to itself


def test_an_endpoint_that_is_asked_nothing_describes_itself(client: httpx.Client) -> None:
    text = client.get("/sparql", headers={"Accept": NTRIPLES}).text
    endpoint = f"<{client.base_url}sparql>"
    assert f"sparql-service-description#endpoint> {endpoint}" in text
    assert "sparql-service-description#SPARQL11Query>" in text
    graphs = {row["g"]["value"] for row in bindings(ask(client, "SELECT DISTINCT ?g { GRAPH ?g {} }", JSON))}
    assert graphs == set(re.findall(r"sparql-service-description#name> <(.+)> \.", text))


@pytest.mark.parametrize("host", ["", " ", "a b", '"<>', "é", "x:y:z", "a\\b", "[::1", "evil.example:80", "a/b?c#d"])
@pytest.mark.parametrize("path", ["/sparql", "/", "/nothing", "/dumps", "/ns"])
def test_a_strange_host_breaks_nothing(client: httpx.Client, say: Say, host: str, path: str) -> None:
    status, _, body = say(client, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
    assert status < 500, body


def test_openapi_tells_every_route_once(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert {"/sparql", "/dumps/{name}", "/.well-known/void", "/{path}"} <= set(document["paths"])
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_the_server_says_nothing_of_its_visitors(client: httpx.Client, release: Path) -> None:
    ask(client, "SELECT ('a secret' AS ?x) {}")
    ask(client, "SELEC 'a secret'")
    client.get("/a-secret")
    client.get("/openapi.json")
    log = (release.parent / "server.log").read_text("utf-8")
    assert re.fullmatch(r"Serving a release of \S+ \(\d+ triples\) at \S+ - stop with Ctrl\+C\n", log)


def test_json_that_is_read_by_anybody_is_json(client: httpx.Client) -> None:
    for path in ("/health", "/openapi.json", "/dumps/manifest.json", "/nothing"):
        assert isinstance(json.loads(client.get(path).content), dict)
