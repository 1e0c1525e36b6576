# SPDX-License-Identifier: Apache-2.0
"""Finding and comparing as a reader does, with a browser or a spreadsheet, with and without scripts."""

import csv
import io
import json
import re
import socket
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
PAIR = {"with": ["peru-consortium", "karnataka-arrests-and-violence"]}
OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def page(client: httpx.Client, path: str, **parameters: Any) -> str:
    answer = client.get(path, params=parameters, headers=BROWSER)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


def found(client: httpx.Client, **parameters: Any) -> dict[str, Any]:
    answer = client.get("/search", params={**parameters, "format": "json"})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def keys(client: httpx.Client, **parameters: Any) -> list[str]:
    return [one["key"] for one in found(client, **parameters)["interventions"]]


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_word_finds_the_same_in_either_language_with_or_without_accents(client: httpx.Client) -> None:
    assert sorted(keys(client, q="policía")) == sorted(keys(client, q="policia")) == sorted(keys(client, q="POLICIA"))
    assert "peru-consortium" in keys(client, q="policia peru")
    assert "peru-consortium" in keys(client, q="police perú")


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_an_address_with_letters_as_they_are_typed_is_understood(client: httpx.Client, encoding: str) -> None:
    asked = "GET /search?q=policía&format=json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=10) as connection:
        connection.sendall(asked.encode(encoding))
        head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    told = {one["key"] for one in json.loads(body)["interventions"]}
    if encoding == "utf-8":
        assert told == set(keys(client, q="policía"))


def test_a_country_is_found_by_its_part_of_the_world(client: httpx.Client) -> None:
    peruvian = set(keys(client, country="PE"))
    for words in ("andes", "Países Andinos", "sudamerica"):
        assert set(keys(client, q=words)) == peruvian, words
    for words in ("south america", "latinoamerica"):
        assert set(keys(client, q=words)) > peruvian, words
    assert set(keys(client, worldRegion="africa")) == set(keys(client, country=["KE", "ZA"]))


def test_page_csv_and_json_tell_the_same_interventions(client: httpx.Client) -> None:
    told = keys(client, q="police", country="PE")
    table = rows(client.get("/search", params={"q": "police", "country": "PE", "format": "csv"}))
    assert [row["intervention"].rpartition("/")[2] for row in table] == told
    text = page(client, "/search", q="police", country="PE")
    assert re.findall(r'<h2><a href="/id/intervention/([^"?]+)', text) == told
    assert f">{len(told)} interventions found" in text


def test_a_count_is_what_a_click_gives(client: httpx.Client) -> None:
    counts = found(client, q="police")["counts"]
    for key in ("country", "result", "year"):
        for value, number in counts[key].items():
            assert len(keys(client, q="police", **{key: value})) == number, (key, value)


def test_values_of_one_filter_are_alternatives_and_filters_all_hold(client: httpx.Client) -> None:
    either = set(keys(client, country=["PE", "KE"]))
    assert either == set(keys(client, country="PE")) | set(keys(client, country="KE"))
    both = set(keys(client, country="PE", result="measured"))
    assert both == set(keys(client, country="PE")) & set(keys(client, result="measured"))


def test_a_region_that_is_not_named_counts_for_its_country(client: httpx.Client) -> None:
    told = {one["key"]: one["places"] for one in found(client, country="PE")["interventions"]}
    assert [(place["code"], place["unnamed"], place["number"]) for place in told["peru-consortium"]] == [
        ("PE", True, 4)
    ]


def test_the_choice_to_compare_survives_paging_and_filtering(client: httpx.Client) -> None:
    chosen = "transgender-sex-workers-training-police"
    first = page(client, "/search", **{"with": chosen})
    assert f'<input type="hidden" name="with" value="{chosen}">' in first
    assert '<button class="quiet" name="page" value="2">' in first
    second = page(client, "/search", page=2, **{"with": chosen})
    assert re.search(rf'<input [^>]*name="with" value="{chosen}"[^>]* checked>', second)
    filtered = page(client, "/search", country="KE", **{"with": chosen})
    assert f'<input type="hidden" name="with" value="{chosen}">' in filtered
    removed = re.findall(r'<a class="chip" href="([^"]+)"', filtered)
    assert "/search?country=KE" in removed
    assert f"/search?with={chosen}" in removed


def test_the_same_set_is_shown_on_a_map_and_along_time(client: httpx.Client) -> None:
    text = page(client, "/search", q="police", country="PE")
    for view in ("map", "timeline"):
        (href,) = re.findall(rf'<a href="(/{view}\?[^"]+)"', text)
        assert href == f"/{view}?q=police&amp;country=PE"
        assert client.get(unescape(href), headers=BROWSER).status_code == 200


def test_nothing_found_says_what_to_try(client: httpx.Client) -> None:
    text = unescape(page(client, "/search", q="violense", country="KE", year="1850", lang="es"))
    assert "No se encontró ninguna intervención" in text
    assert ">violence</a>" in text
    assert 'formaction="/compare"' not in text
    dropped = unescape(page(client, "/search", q="police", country="KE", year="1850"))
    offered = re.findall(r'<li><a href="([^"]+)">Without “[^”]+”: (\d+)</a>', dropped)
    assert offered
    for href, number in offered:
        assert len(client.get(f"{href}&format=json").json()["interventions"]) == int(number)


def test_other_resources_lead_to_their_pages(client: httpx.Client) -> None:
    text = page(client, "/search", q="police training", lang="en")
    links = re.findall(r'<a href="(/(?:queries|concept|ns|shape|id/source|id/place)[/#][^"]+)"', text)
    assert len({link.split("/")[1] for link in links}) > 2
    for link in links:
        assert client.get(unescape(link), headers=BROWSER).status_code == 200, link


def test_authors_as_printed_find_nothing(client: httpx.Client) -> None:
    query = "SELECT ?a { ?s <https://w3id.org/rightsgraph/ns#authorsAsPrinted> ?a }"
    printed = [row["a"] for row in rows(client.get("/sparql", params={"query": query, "format": "csv"}))]
    assert printed
    for name in printed:
        told = found(client, q=name)
        assert told["interventions"] == [] or not told["hasAllWords"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_works_without_a_script(client: httpx.Client, language: str) -> None:
    text = page(client, "/search", lang=language, q="police")
    assert '<form id="find" class="find" action="/search" method="get"' in text
    assert re.search(r'<input id="q" type="search" name="q" value="police"', text)
    assert f'<input type="hidden" name="lang" value="{language}">' in text
    assert 'role="status"' in text
    assert 'formaction="/compare"' in text


MISTAKES = {
    "no such country": ("/search?country=XX", "country", []),
    "no such kind": ("/search?activityType=policeTrainin", "activityType", []),
    "no page": ("/search?page=none", "page", []),
    "page nought": ("/search?page=0", "page", []),
    "page beyond the last": ("/search?page=3", "page", []),
    "a page of many figures": ("/search?page=" + "9" * 5000, "page", []),
    "no such year": ("/search?year=20", "year", []),
    "too many letters": ("/search?q=" + "x" * 301, "q", []),
    "too many values": ("/search?" + "&".join(f"year={year}" for year in range(1500, 1700)), "filters", []),
    "an unknown name": ("/compare?with=peru-consortum", "with", ["peru-consortium"]),
    "an unknown choice": ("/search?with=peru-consortum", "with", ["peru-consortium"]),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_what_would_do(client: httpx.Client, mistake: str) -> None:
    path, parameter, offered = MISTAKES[mistake]
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter
    assert set(offered) <= set(answer.json().get("offered", ()))
    shown = client.get(path, headers=BROWSER)
    assert (shown.status_code, shown.headers["content-type"]) == (400, "text/html; charset=utf-8")


def test_a_value_that_no_intervention_has_is_no_mistake(client: httpx.Client) -> None:
    assert keys(client, year="1850") == []


@pytest.mark.parametrize("path", ["/search", "/search?q=x", "/compare", "/opensearch.xml"])
def test_foreign_files_are_not_searched(raw: httpx.Client, path: str) -> None:
    assert raw.get(path).status_code == 404
    assert "/search" not in raw.get("/", headers=BROWSER).text


@pytest.mark.parametrize("path", ["/search?q=law", "/compare?with=peru-consortium"])
@pytest.mark.parametrize("format", ["html", "csv", "json"])
def test_an_answer_is_kept_until_the_data_change(client: httpx.Client, path: str, format: str) -> None:
    first = client.get(f"{path}&format={format}")
    again = client.get(f"{path}&format={format}", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert client.get(f"{path}&format=xlsx").status_code == 406


def test_a_comparison_has_a_column_each_and_no_empty_cell(client: httpx.Client) -> None:
    for language in ("en", "es"):
        text = page(client, "/compare", lang=language, **PAIR)
        cells = re.findall(r"<td>(.*?)</td>", text, re.DOTALL)
        assert len(cells) == 2 * len(re.findall(r'<th scope="row">', text))
        assert all(re.sub(r"<[^>]*>|\s", "", cell) for cell in cells)
        assert text.count('class="out"') == 2
        assert 'tabindex="0" role="region"' in text


def test_each_value_of_a_comparison_leads_to_its_page(client: httpx.Client) -> None:
    text = page(client, "/compare", lang="en", **PAIR)
    table = text[text.index("<tbody>") : text.index("</tbody>")]
    links = set(re.findall(r'href="([^"]+)"', table))
    assert len(links) > 40
    for link in links:
        assert client.get(unescape(link), headers=BROWSER).status_code == 200, link


def test_the_states_of_results_and_their_figures_are_told(client: httpx.Client) -> None:
    text = page(client, "/compare", lang="en", **PAIR)
    for state in ("intended", "reported", "measured", "unknown"):
        assert f'class="state {state}"' in text
    assert "0.59 adjusted odds ratio (interval 0.41–0.86)" in text
    assert "0.59 razón de momios ajustada (intervalo 0.41–0.86)" in page(client, "/compare", lang="es", **PAIR)
    table = rows(client.get("/compare", params={**PAIR, "format": "csv", "lang": "es"}))
    figures = [row for row in table if row["figure"] == "0.59"]
    assert [(row["lower"], row["upper"], row["unit"]) for row in figures] == [("0.41", "0.86", "adjusted odds ratio")]
    assert {row["interventionName"] for row in table if row["intervention"].endswith("/peru-consortium")} == {
        "Consorcio de academia y organizaciones de trabajadoras sexuales, Perú (según lo presentado en AIDS 2010)"
    }
    assert {row["state"] for row in table} == {"known", "unknown", "withheld", "silent"}


def test_csv_and_json_compare_the_same(client: httpx.Client) -> None:
    table = rows(client.get("/compare", params={**PAIR, "format": "csv"}))
    told = client.get("/compare", params={**PAIR, "format": "json"}).json()["interventions"]
    for one in told:
        for aspect, cell in one["aspects"].items():
            mine = [row for row in table if (row["intervention"], row["aspect"]) == (one["iri"], aspect)]
            values = {row["value"] for row in mine if row["state"] == "known"}
            assert values == {value["value"] for value in cell["values"]}
            assert {row["value"] for row in mine if row["state"] in ("unknown", "withheld")} == {
                gap["gap"] for gap in cell["gaps"]
            }
            assert bool(mine)


def test_six_fit_side_by_side_and_seven_do_not(client: httpx.Client) -> None:
    every = keys(client)
    assert client.get("/compare", params={"with": every[:6]}).status_code == 200
    refused = client.get("/compare", params={"with": every[:7]}, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["parameter"]) == (400, "with")
    assert "at most 6" in refused.json()["detail"]


def test_columns_are_taken_out_and_added_by_links(client: httpx.Client) -> None:
    text = page(client, "/compare", q="police", country="PE", **PAIR)
    assert re.search(
        r'class="out" href="/compare\?q=police&amp;country=PE&amp;with=karnataka-arrests-and-violence"', text
    )
    assert 'href="/search?q=police&amp;country=PE&amp;with=peru-consortium&amp;with=karnataka' in text
    assert "/search" in page(client, "/compare")


def test_a_browser_may_search_here(client: httpx.Client) -> None:
    assert 'rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"' in page(client, "/")
    answer = client.get("/opensearch.xml")
    assert answer.headers["content-type"].startswith("application/opensearchdescription+xml")
    url = ElementTree.fromstring(answer.content).find(f"{OPEN_SEARCH}Url")
    assert url is not None
    assert client.get(url.attrib["template"].replace("{searchTerms}", "police")).status_code == 200


def test_openapi_tells_of_words_and_filters(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    told = {one["name"] for one in paths["/search"]["get"]["parameters"]}
    assert {"q", "country", "population", "year", "with", "page", "format", "lang"} <= told
    assert [one["name"] for one in paths["/compare"]["get"]["parameters"]] == ["with", "format", "lang"]


HOSTILE = "<script>alert(1)</script>"
DECLARED = """
    @prefix rg: <https://w3id.org/rightsgraph/ns#> .
    rg:Intervention a owl:Class . rg:startDate a owl:DatatypeProperty . rg:takesPlaceIn a owl:ObjectProperty .
    """
HOSTILE_DATA = """
    @prefix rg: <https://w3id.org/rightsgraph/ns#> .
    <https://example.org/little/id/intervention/odd%22%3E> a rg:Intervention ;
      skos:prefLabel "<script>alert(1)</script> odd"@en , "\\"><img src=x onerror='alert(1)'> odd"@es ;
      rg:startDate "<b>2001</b>" ;
      rg:takesPlaceIn <https://example.org/little/id/place/x> , <javascript:alert(1)> .
    <https://example.org/little/id/place/x> skos:prefLabel "<i>x</i>"@en ; skos:notation "\\"><script>" .
    """


def test_hostile_names_codes_and_dates_stay_text(
    run: Callable[..., Any], serving: Any, little_content: Callable[..., Path], tmp_path: Path
) -> None:
    content = little_content(tmp_path / "content", {"data/part/odd.ttl": HOSTILE_DATA, "ontology/rg.ttl": DECLARED})
    built = run("build", content, "--out", tmp_path / "release")
    assert built.returncode == 0, built.stderr
    with serving(tmp_path / "release") as little:
        (key,) = keys(little, q="odd")
        code = next(iter(found(little)["counts"]["country"]))
        for path, parameters in {
            "/search": {"q": f"odd {HOSTILE}", "country": code, "with": key},
            "/compare": {"q": HOSTILE, "with": key},
        }.items():
            for language in ("en", "es"):
                text = page(little, path, **parameters, lang=language)
                assert not re.search(r"<script[^>]*>[^<]|<img src=x|<b>|<i>|href=.javascript:", text)
                assert "&lt;script&gt;" in text or "&lt;img src=x" in text
