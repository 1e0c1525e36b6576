# SPDX-License-Identifier: Apache-2.0
"""The SPARQL page and the views of answers, as a reader without a script uses them."""

import html
import json
import re
from urllib.parse import urlencode

import httpx
import pytest

BASE = "https://w3id.org/rightsgraph/"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
COUNTED = "SELECT ?word ?number { VALUES (?word ?number) { ('one' 1) ('two' 2.5) } }"
BOUNDED = "SELECT ?a ?v ?lower ?upper { VALUES (?a ?v ?lower ?upper) { ('x' 2 1 3) ('y' 4 3 9) } }"
COUNTRIES = "SELECT ?code ?n { VALUES (?code ?n) { ('PE' 3) ('KE' 1) ('ZZ' 2) } }"
CONSORTIUM = f"DESCRIBE <{BASE}id/intervention/peru-consortium>"
NOT_SPARQL = "SELECT * {\n?s ?p\n}"


def page(client: httpx.Client, path: str, status: int = 200, **parameters: str) -> str:
    answer = client.get(path, params=parameters or None, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8"), answer.text
    return answer.text


def ask(client: httpx.Client, query: str, status: int = 200, **more: str) -> str:
    return page(client, "/sparql", status, query=query, **more)


def codes(text: str) -> dict[str, str]:
    """The code to copy, by its language."""
    found = re.findall(r"<summary>(\w+)</summary>\n<div[^>]*><pre[^>]*>(.*?)</pre>", text, re.DOTALL)
    return {name: html.unescape(code) for name, code in found}


def typed(text: str) -> str:
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", text, re.DOTALL)
    assert found
    return html.unescape(found[1])


# ---- views


@pytest.mark.parametrize(
    ("query", "view", "shown"),
    [
        (COUNTED, "table", "<table>"),
        (COUNTED, "chart", 'class="drawn chart"'),
        (BOUNDED, "chart", 'class="range"'),
        (COUNTRIES, "map", 'class="drawn map world"'),
        (CONSORTIUM, "graph", 'class="drawn graph"'),
        (CONSORTIUM, "table", "<table>"),
        (CONSORTIUM, "text", "<pre>@prefix"),
    ],
)
def test_a_view_is_a_link_of_its_own(client: httpx.Client, query: str, view: str, shown: str) -> None:
    text = ask(client, query, view=view)
    assert shown in text
    assert re.search(rf'view={view}#results" aria-current="true"', text)


@pytest.mark.parametrize(
    ("query", "view", "needs"),
    [
        ("SELECT ?a { VALUES ?a { 'x' } }", "chart", "A chart needs"),
        ("SELECT ?n { VALUES ?n { 1 2 } }", "chart", "A chart needs"),
        (COUNTED, "map", "A map needs"),
        ("CONSTRUCT { <a:b> <a:c> 1 } {}", "graph", "A drawing needs"),
        ("SELECT ?a ?n {} LIMIT 0", "chart", "A chart needs"),
        ("SELECT ?a ?n {} LIMIT 0", "map", "A map needs"),
    ],
)
def test_a_view_that_cannot_be_drawn_says_what_it_needs(
    client: httpx.Client, query: str, view: str, needs: str
) -> None:
    assert needs in ask(client, query, view=view, lang="en")


def test_a_graph_that_links_nothing_is_a_table_unless_a_drawing_is_asked_for(client: httpx.Client) -> None:
    assert "<table>" in ask(client, "CONSTRUCT { <a:b> <a:c> 1 } {}")


@pytest.mark.parametrize(
    ("query", "view"), [(COUNTED, "graph"), (CONSORTIUM, "map"), (COUNTED, "pie"), (COUNTED, "<b>")]
)
def test_a_view_that_is_not_offered_is_told_with_those_that_are(client: httpx.Client, query: str, view: str) -> None:
    text = ask(client, query, 400, view=view)
    assert "table" in text
    assert "<b>" not in text


def test_a_chart_is_of_the_column_that_is_asked_for(client: httpx.Client) -> None:
    query = "SELECT ?a ?n ?m { VALUES (?a ?n ?m) { ('x' 1 70) ('y' 2 90) } }"
    assert "90" not in re.findall(r"<svg.*?</svg>", ask(client, query, view="chart"))[0]
    assert "90" in re.findall(r"<svg.*?</svg>", ask(client, query, view="chart", of="m"))[0]


def test_figures_in_different_units_never_share_an_axis(client: httpx.Client) -> None:
    text = page(client, "/queries/effects-with-intervals", view="chart", lang="en")
    assert len(re.findall("<figcaption>", text)) > 1
    assert "adjusted odds ratio" in text


def test_a_map_never_adds_rows_up(client: httpx.Client) -> None:
    twice = "SELECT ?code ?who ?n { VALUES (?code ?who ?n) { ('PE' 'a' 30) ('PE' 'b' 30) } }"
    text = ask(client, twice, view="map", lang="en")
    assert "number of rows" in text
    assert "PE Peru: 2" in text
    assert "60" not in re.findall(r"<title>(.*?)</title>", text)


def test_a_map_says_which_codes_it_lacks(client: httpx.Client) -> None:
    assert "does not have: ZZ" in ask(client, COUNTRIES, view="map", lang="en")


def test_places_of_the_data_are_put_on_the_map_by_their_codes(client: httpx.Client) -> None:
    query = f"SELECT ?place (3 AS ?n) {{ VALUES ?place {{ <{BASE}id/place/PE> }} }}"
    assert "PE Perú: 3" in ask(client, query, view="map", lang="es")


# ---- the editor's page


def test_an_example_is_opened_and_not_run(client: httpx.Client) -> None:
    text = page(client, "/sparql", example="police-training-by-country", lang="es")
    assert typed(text).startswith("PREFIX")
    assert typed(text).index('"es"') < typed(text).index('"en"')
    assert 'id="results"' in text
    assert "<table>" not in text


def test_every_example_is_offered_both_ways_by_topic(client: httpx.Client) -> None:
    slugs = [query["slug"] for query in client.get("/queries/").json()["queries"]]
    text = page(client, "/sparql", lang="es")
    assert all(f'href="/sparql?example={slug}&amp;lang=es"' in text for slug in slugs)
    assert all(f'href="/queries/{slug}?lang=es"' in text for slug in slugs)
    assert "Trabajo con la policía" in text
    assert "Otras preguntas" not in text, "each has a topic"


def test_an_unknown_example_is_no_query(client: httpx.Client) -> None:
    assert "polis" in page(client, "/sparql", 404, example="polis")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The query is not SPARQL 1.1"), ("es", "La consulta no es SPARQL 1.1")]
)
def test_a_mistake_is_told_beside_the_query(client: httpx.Client, language: str, words: str) -> None:
    text = ask(client, NOT_SPARQL, 400, lang=language)
    assert words in text
    assert 'data-line="3" data-column="2"' in text
    assert typed(text) == NOT_SPARQL


def test_a_refused_query_says_what_would_help(client: httpx.Client) -> None:
    text = ask(client, "SELECT * { SERVICE <http://a.invalid/> { ?s ?p ?o } }", 400, lang="es")
    assert "La consulta no se puede ejecutar aquí" in text
    assert "SERVICE" in text


def test_a_program_is_told_of_a_mistake_as_before(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": NOT_SPARQL})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["line"] == 3


def test_a_query_is_sent_in_the_body_as_well(client: httpx.Client) -> None:
    long = COUNTED + " #" + "x" * 20_000
    answer = client.post("/sparql?lang=es", data={"query": long}, headers=BROWSER)
    assert answer.status_code == 200
    assert "<td>two</td>" in answer.text or "two</span>" in answer.text
    assert typed(answer.text) == long
    assert "xxxx" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', answer.text)), "no address has it"
    assert answer.headers["hx-push-url"] == "/sparql?lang=es"
    drawn = client.post("/sparql?lang=es", data={"query": long, "view": "chart"}, headers=BROWSER)
    assert "drawn chart" in drawn.text
    taken = client.post("/sparql?lang=es", data={"query": long, "format": "csv"}, headers=BROWSER)
    assert taken.text == "word,number\r\none,1\r\ntwo,2.5\r\n"


def test_graphs_that_were_chosen_stay_chosen(client: httpx.Client) -> None:
    graph = f"{BASE}graph/data/places/places"
    answer = client.get("/sparql", params={"query": "SELECT * {} LIMIT 1", "default-graph-uri": graph}, headers=BROWSER)
    text = answer.text
    assert f'<input type="hidden" name="default-graph-uri" value="{graph}">' in text
    assert urlencode({"default-graph-uri": graph}) in text


def test_a_page_of_many_rows_is_cut_and_says_so(client: httpx.Client) -> None:
    text = ask(client, "SELECT * { ?s ?p ?o } LIMIT 5000", lang="es")
    assert text.count("<tr>") == 1001
    assert "Las primeras 1,000 filas" in text
    assert ask(client, "CONSTRUCT WHERE { ?s ?p ?o }", view="table").count("<tr>") == 1001
    assert len(ask(client, "CONSTRUCT WHERE { ?s ?p ?o }", view="text")) < 500_000
    assert len(ask(client, "CONSTRUCT WHERE { ?s ?p ?o }", view="graph")) < 200_000


def test_no_answer_says_what_to_try(client: httpx.Client) -> None:
    assert "ponga OPTIONAL" in ask(client, "SELECT * { <a:b> ?p ?o }", lang="es")
    text = page(client, "/queries/police-training-by-country", kind="lawReform", country="PE", lang="es")
    assert "sin «Tipo de actividad: " in text
    assert 'href="/queries/police-training-by-country?country=PE&amp;lang=es"' in text


# ---- names of columns, code to copy


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Country code (ISO 3166)"), ("es", "Código de país (ISO 3166)")]
)
def test_columns_are_called_as_readers_call_them_and_in_csv_as_before(
    client: httpx.Client, language: str, heading: str
) -> None:
    path = "/queries/police-training-by-country"
    text = page(client, path, lang=language)
    assert f'<th scope="col">{heading}</th>' in text
    assert client.get(path, params={"format": "csv", "lang": language}).text.startswith(
        "intervention,interventionLabel,"
    )


def test_every_column_of_every_query_has_a_name_in_both_languages(client: httpx.Client) -> None:
    for query in client.get("/queries/").json()["queries"]:
        variables = client.get(query["path"]).json()["head"]["vars"]
        for language in ("en", "es"):
            text = page(client, query["path"], lang=language)
            headings = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', text)
            assert not set(headings) & {name for name in variables if not name.islower() or language == "es"}, query[
                "slug"
            ]


def test_a_column_that_means_something_else_in_a_query_is_called_so(client: httpx.Client) -> None:
    assert ">Said on</th>" in page(client, "/queries/statements-as-known", lang="en")
    assert ">A source says so</th>" in page(client, "/queries/interventions-by-right", lang="en")


@pytest.mark.parametrize("path", ["/sparql", "/queries/police-training-by-country"])
def test_the_code_beside_an_answer_asks_for_that_answer(client: httpx.Client, path: str) -> None:
    text = page(client, path, query=COUNTED) if path == "/sparql" else page(client, path, country="PE", lang="es")
    found = codes(text)
    assert set(found) == {"curl", "Python", "R", "JavaScript"}
    address = str(client.base_url).rstrip("/") + path
    assert all(address in code for code in found.values())
    assert all(("?word" in code) == (path == "/sparql") for code in found.values())


# ---- the words that the editor proposes


@pytest.mark.parametrize(("language", "name", "also"), [("en", "Police", "Policía"), ("es", "Policía", "Police")])
def test_the_vocabulary_is_told_in_the_readers_language_and_found_in_the_other(
    client: httpx.Client, language: str, name: str, also: str
) -> None:
    answer = client.get("/vocabulary.json", params={"lang": language})
    told = answer.json()
    term = next(term for term in told["terms"] if term["short"] == "rgc:police")
    assert (term["kind"], term["name"]) == ("concept", name)
    assert also in term["also"]
    assert told["prefixes"]["rg"] == f"{BASE}ns#"
    assert {term["kind"] for term in told["terms"]} == {"class", "property", "concept"}


def test_the_vocabulary_is_kept_for_ever_by_its_version(client: httpx.Client) -> None:
    found = re.search(r'data-vocabulary="([^"]+)"', page(client, "/sparql", lang="es"))
    assert found
    answer = client.get(html.unescape(found[1]))
    assert "immutable" in answer.headers["cache-control"]
    again = client.get(html.unescape(found[1]), headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert "immutable" not in client.get("/vocabulary.json?v=other").headers["cache-control"]


def test_foreign_files_have_no_vocabulary_and_an_editor_all_the_same(raw: httpx.Client) -> None:
    answer = raw.get("/vocabulary.json")
    assert answer.status_code == 404
    text = page(raw, "/sparql")
    assert "data-vocabulary" not in text
    for view in ("table", "chart", "map"):
        assert ask(raw, "SELECT * { ?s ?p ?o }", view=view)
    for view in ("graph", "table", "text"):
        assert ask(raw, "CONSTRUCT WHERE { ?s ?p ?o }", view=view)


@pytest.mark.parametrize("path", ["/sparql", "/queries/police-training-by-country", "/queries/"])
def test_no_page_lets_a_script_or_a_style_stand_in_it(client: httpx.Client, path: str) -> None:
    policy = client.get(path, headers=BROWSER).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_json_of_the_list_stays_as_it_was(client: httpx.Client) -> None:
    listed = json.loads(client.get("/queries/").text)["queries"][0]
    assert set(listed) == {"slug", "path", "iri", "title", "description", "parameters"}
