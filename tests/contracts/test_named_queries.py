# SPDX-License-Identifier: Apache-2.0
"""Named queries as a data officer and a researcher ask them, of a server of its own over real sockets."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/rightsgraph/"
SLUGS = sorted(path.stem for path in (ROOT / "data" / "queries").glob("*.ttl") if path.stem != "dataset")
POLICE = "/queries/police-training-by-country"
UNSAID = "/queries/what-is-not-said"
FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "html": "text/html",
    "sparql": "application/sparql-query",
    "bibtex": "application/x-bibtex",
}
EXTENSIONS = {"json": "srj", "xml": "srx", "sparql": "rq", "bibtex": "bib"}


def media_type(answer: httpx.Response) -> str:
    return answer.headers["content-type"].partition(";")[0]


def links(answer: httpx.Response, rel: str) -> list[str]:
    return re.findall(rf'<([^>]*)>; rel="{rel}"', answer.headers.get("link", ""))


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def ask_directly(client: httpx.Client, query: str) -> Any:
    answer = client.get("/sparql", params={"query": query, "format": "json"})
    assert answer.status_code == 200, answer.text
    return answer.json()


# ---- the list


def test_the_list_names_every_query_in_both_languages(client: httpx.Client) -> None:
    listed = client.get("/queries", follow_redirects=True)
    assert media_type(listed) == "application/json"
    queries = listed.json()["queries"]
    assert [query["slug"] for query in queries] == SLUGS
    for query in queries:
        assert set(query["title"]) == set(query["description"]) == {"en", "es"}
        assert client.get(query["path"]).status_code == 200
        assert query["iri"] == f"{BASE}query/{query['slug']}"


@pytest.mark.parametrize(("language", "word"), [("en", "Questions"), ("es", "Preguntas")])
def test_the_list_is_a_page_for_a_reader(client: httpx.Client, language: str, word: str) -> None:
    page = client.get("/queries/", headers={"Accept": "text/html", "Accept-Language": language})
    assert f'<html lang="{language}">' in page.text
    assert word in page.text
    assert {slug for slug in SLUGS if f'href="/queries/{slug}"' in page.text} == set(SLUGS)


# ---- the answer in every format


@pytest.mark.parametrize("slug", SLUGS)
def test_without_parameters_a_query_answers_as_its_own_text_does(client: httpx.Client, slug: str) -> None:
    found = client.get(f"/queries/{slug}").json()
    query = ask_directly(client, f"SELECT ?text {{ <{BASE}query/{slug}> <http://www.w3.org/ns/shacl#select> ?text }}")
    text = query["results"]["bindings"][0]["text"]["value"]
    direct = ask_directly(client, text)
    assert found["head"]["vars"] == direct["head"]["vars"]
    assert found["results"]["bindings"] == direct["results"]["bindings"][:1000]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_query_has_a_page_in_both_languages(client: httpx.Client, slug: str, language: str) -> None:
    page = client.get(f"/queries/{slug}", headers={"Accept": "text/html"}, params={"lang": language})
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    for name in re.findall(r'<label for="(\w+)"', page.text):
        assert re.search(rf'<(?:select|input) id="{name}" name="{name}"', page.text)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_had_by_name_by_extension_and_by_accept(client: httpx.Client, name: str) -> None:
    by_name = client.get(POLICE, params={"country": "PE", "format": name, "lang": "en"})
    by_extension = client.get(f"{POLICE}.{EXTENSIONS.get(name, name)}", params={"country": "PE", "lang": "en"})
    by_accept = client.get(POLICE, params={"country": "PE", "lang": "en"}, headers={"Accept": FORMATS[name]})
    assert {media_type(answer) for answer in (by_name, by_extension, by_accept)} == {FORMATS[name]}
    if name != "html":
        assert by_name.content == by_extension.content == by_accept.content
        assert by_name.headers["etag"] == by_extension.headers["etag"] == by_accept.headers["etag"]


def test_a_format_that_is_not_offered_is_told_with_those_that_are(client: httpx.Client) -> None:
    answer = client.get(POLICE, params={"format": "turtle"})
    assert answer.status_code == 406
    assert answer.json()["offered"] == list(FORMATS)


def test_the_sparql_behind_an_answer_gives_that_answer(client: httpx.Client) -> None:
    parameters = {"intervention": "peru-consortium", "reason": "notStated", "lang": "es", "limit": "5", "offset": "3"}
    text = client.get(f"{UNSAID}.rq", params=parameters).text
    assert text.startswith("PREFIX ")
    assert client.get(UNSAID, params=parameters).json()["results"] == ask_directly(client, text)["results"]


# ---- parameters


def test_a_value_is_given_by_short_name_by_iri_and_by_name(one_dataset_client: httpx.Client) -> None:
    answers = [
        one_dataset_client.get(f"{POLICE}.csv", params={"country": country})
        for country in ("PE", f"{BASE}id/place/PE", "Perú")
    ]
    assert len({answer.text for answer in answers}) == 1
    assert [row["countryCode"] for row in rows(answers[0])] == ["PE"]


def test_a_concept_stands_for_what_is_below_it(one_dataset_client: httpx.Client) -> None:
    found = rows(
        one_dataset_client.get("/queries/community-led-interventions.csv", params={"population": "sexWorkers"})
    )
    assert {row["population"].rpartition("/")[2] for row in found} == {"femaleSexWorkers"}


def test_a_value_that_fits_nothing_leaves_no_row(one_dataset_client: httpx.Client) -> None:
    assert rows(one_dataset_client.get(f"{POLICE}.csv", params={"kind": "lawReform"})) == []
    page = one_dataset_client.get(POLICE, params={"kind": "lawReform", "format": "html"})
    assert "No rows." in page.text


def test_a_default_can_be_replaced(client: httpx.Client) -> None:
    path = "/queries/evidence-of-a-statement.csv"
    assert [row["predicate"] for row in rows(client.get(path))] == [f"{BASE}ns#draftedBy"]
    given = {"subject": f"{BASE}id/intervention/peru-consortium", "predicate": "rg:addressesCondition"}
    found = rows(client.get(path, params=given))
    assert {row["predicate"] for row in found} == {f"{BASE}ns#addressesCondition"}


def test_an_empty_field_of_a_form_is_no_value(client: httpx.Client) -> None:
    empty = client.get(f"{POLICE}.csv", params={"country": "", "kind": " ", "intervention": ""})
    assert empty.content == client.get(f"{POLICE}.csv").content


BAD: dict[str, tuple[str, dict[str, str], str]] = {
    "a country misspelt": (POLICE, {"country": "Perou"}, "PE"),
    "a concept misspelt": (POLICE, {"kind": "policeSensitization"}, "policeSensitisation"),
    "a parameter misspelt": (POLICE, {"contry": "PE"}, "country"),
    "a concept of another scheme": (POLICE, {"kind": "policeInstructors"}, "policeSensitisation"),
    "no day": ("/queries/identity-hypotheses", {"since": "2010-13-01"}, ""),
    "no number": ("/queries/evidence-profile-by-source", {"minRank": "high"}, ""),
    "no language": (POLICE, {"lang": "qu"}, "es"),
    "no rows": (POLICE, {"limit": "0"}, ""),
    "too many rows": (POLICE, {"limit": "10001"}, ""),
    "rows before the first": (POLICE, {"offset": "-1"}, ""),
    "SPARQL": (POLICE, {"country": "PE> } UNION { ?s ?p ?o } #"}, ""),
}


@pytest.mark.parametrize("name", BAD, ids=lambda name: name.replace(" ", "-"))
def test_a_bad_value_is_told_with_the_parameter_what_it_takes_and_what_came(client: httpx.Client, name: str) -> None:
    path, parameters, offered = BAD[name]
    ((parameter, value),) = parameters.items()
    answer = client.get(path, params=parameters)
    assert (answer.status_code, media_type(answer)) == (400, "application/problem+json")
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert problem["got"] in (value, parameter)
    assert problem["expected"]
    assert parameter in problem["detail"]
    assert offered in problem.get("offered", [""])


def test_a_bad_value_is_told_on_a_page_too(client: httpx.Client) -> None:
    page = client.get(POLICE, params={"country": "<b>Peru"}, headers={"Accept": "text/html"})
    assert (page.status_code, media_type(page)) == (400, "text/html")
    assert "<b>" not in page.text
    assert "PE" in page.text


def test_a_parameter_given_twice_is_refused(client: httpx.Client) -> None:
    answer = client.get(f"{POLICE}?country=PE&country=MX")
    assert (answer.status_code, answer.json()["got"]) == (400, "PE, MX")


@pytest.mark.parametrize("path", ["/queries/nothing", "/queries/nothing.csv", "/queries/.csv", f"{POLICE}/more"])
def test_a_query_that_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_query_that_is_not_there_is_told_with_those_that_are_near(client: httpx.Client) -> None:
    problem = client.get("/queries/police-training-by-county").json()
    assert problem["offered"][0] == "police-training-by-country"
    assert "/queries/" in problem["detail"]


def test_a_release_is_answered_from_only_if_it_is_held(client: httpx.Client) -> None:
    version = client.get("/health").json()["version"]
    held = client.get(f"{POLICE}.csv", params={"release": version})
    assert held.content == client.get(f"{POLICE}.csv").content
    other = client.get(f"{POLICE}.csv", params={"release": "0.0.0"})
    assert (other.status_code, other.json()["offered"]) == (404, [version])


# ---- pages


def test_pages_lead_on_and_are_the_whole_together(client: httpx.Client) -> None:
    whole = rows(client.get(f"{UNSAID}.csv"))
    found: list[dict[str, str]] = []
    following: list[str] = [f"{UNSAID}?limit=10&format=csv"]
    count = 0
    while following:
        answer = client.get(following[0])
        found += rows(answer)
        following, count = links(answer, "next"), count + 1
    assert found == whole
    assert count == -(-len(whole) // 10)
    assert links(client.get(f"{UNSAID}.csv?limit=10&offset=10"), "prev") == [f"{UNSAID}?limit=10&format=csv"]


def test_a_page_leads_to_the_pages_beside_it(client: httpx.Client) -> None:
    page = unescape(client.get(f"{UNSAID}.html?limit=10&offset=10").text)
    assert 'href="/queries/what-is-not-said?lang=en&limit=10" rel="prev"' in page
    assert 'href="/queries/what-is-not-said?lang=en&limit=10&offset=20" rel="next"' in page


# ---- names


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_names_come_in_the_language_asked_for_in_every_format(client: httpx.Client, name: str) -> None:
    answers = {lang: client.get(POLICE, params={"lang": lang, "format": name}).text for lang in ("en", "es")}
    assert "Perú" in answers["es"]
    assert "Peru" in answers["en"]
    assert "Capacitación de sensibilización" in answers["es"]
    assert "Capacitación de sensibilización" not in answers["en"]


def test_a_column_of_iris_without_names_gets_one(client: httpx.Client) -> None:
    path = "/queries/rights-and-sdg-targets.csv"
    assert "targetLabel" not in rows(client.get(path))[0]
    columns = list(rows(client.get(path, params={"lang": "es"}))[0])
    assert columns[columns.index("target") + 1] == "targetLabel"


# ---- citing


def test_an_answer_says_how_it_is_cited(client: httpx.Client, release: Path) -> None:
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    parameters = {"country": "PE", "lang": "es"}
    answer = client.get(f"{POLICE}.csv", params=parameters)
    (cited,) = links(answer, "cite-as")
    assert cited == f"{BASE}queries/police-training-by-country?country=PE&lang=es&release={manifest['version']}"
    assert client.get(POLICE, params=parameters).json()["head"]["link"] == [cited]
    bibtex = client.get(links(answer, "describedby")[0])
    assert media_type(bibtex) == "application/x-bibtex"
    text = client.get(f"{POLICE}.rq", params=parameters).text
    assert re.match(r"@misc\{[\w.-]+,\n", bibtex.text)
    for said in (
        cited,
        manifest["version"],
        manifest["issued"],
        manifest["canonical_sha256"],
        hashlib.sha256(text.encode()).hexdigest(),
        "¿Qué intervenciones",
    ):
        assert said in bibtex.text
    page = unescape(client.get(f"{POLICE}.html", params=parameters).text)
    assert cited in page
    assert bibtex.text.strip() in page


# ---- caching


def test_an_answer_that_is_held_is_not_sent_again(client: httpx.Client) -> None:
    for name in FORMATS:
        first = client.get(POLICE, params={"country": "PE", "format": name})
        again = client.get(
            POLICE, params={"country": "PE", "format": name}, headers={"If-None-Match": first.headers["etag"]}
        )
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["vary"] == first.headers["vary"]
        head = client.head(POLICE, params={"country": "PE", "format": name})
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


def test_answers_that_differ_have_tags_that_differ(client: httpx.Client) -> None:
    asked: list[dict[str, str]] = [
        {}, {"format": "csv"}, {"lang": "es"}, {"lang": "en"}, {"country": "PE"}, {"limit": "5"}, {"offset": "1"},
        {"format": "html"}, {"format": "html", "lang": "es"}, {"format": "sparql"}, {"format": "bibtex"},
    ]  # fmt: skip
    tags = [client.get(POLICE, params=parameters).headers["etag"] for parameters in asked]
    assert len(set(tags)) == len(tags)


def test_a_method_that_is_not_offered_is_refused_with_those_that_are(client: httpx.Client) -> None:
    answer = client.post(POLICE)
    assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, {"GET", "HEAD"})


# ---- the API described


def test_openapi_has_every_query_with_its_typed_parameters(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    listed = {query["slug"]: query for query in client.get("/queries/").json()["queries"]}
    for slug in SLUGS:
        operation = document["paths"][f"/queries/{slug}"]["get"]
        parameters = {parameter["name"]: parameter for parameter in operation["parameters"]}
        assert operation["summary"] == listed[slug]["title"]["en"]
        assert list(parameters) == [*(p["name"] for p in listed[slug]["parameters"]),
                                    "format", "lang", "limit", "offset", "release"]  # fmt: skip
        assert set(operation["responses"]["200"]["content"]) == set(FORMATS.values())
        for parameter in parameters.values():
            assert parameter["in"] == "query"
            assert parameter["description"]
            assert parameter["schema"]["type"] in ("string", "integer")
    kinds = {p["name"]: p for p in document["paths"][POLICE]["get"]["parameters"]}["kind"]
    assert kinds["examples"]["policeSensitisation"]["summary"]


def test_every_example_of_openapi_is_answered(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for slug in SLUGS:
        for parameter in paths[f"/queries/{slug}"]["get"]["parameters"]:
            values = [example["value"] for example in parameter.get("examples", {}).values()][:2]
            for value in [*values, *([parameter["example"]] if "example" in parameter else [])]:
                answer = client.get(f"/queries/{slug}", params={parameter["name"]: value})
                assert answer.status_code == 200, (slug, parameter["name"], value, answer.text)


# ---- other sites


def test_rdf_files_served_as_they_are_have_no_named_queries(serving: Any, tmp_path: Path) -> None:
    query = (ROOT / "data" / "queries" / "police-training-by-country.ttl").read_text("utf-8")
    (tmp_path / "query.ttl").write_text(query, "utf-8")
    with serving(tmp_path) as raw:
        assert raw.get("/queries/").status_code == 404
        assert raw.get(POLICE).status_code == 404
        assert not [path for path in raw.get("/openapi.json").json()["paths"] if path.startswith("/queries/p")]


# ---- queries that give no rows

WITHOUT_ROWS = """
    <https://example.org/little/query/any> a sh:SPARQLAskExecutable ;
      dcterms:title "Is there any?"@en ;
      sh:parameter <https://example.org/little/query/any/thing> ;
      sh:ask "ASK { ?thing ?property ?value }" .
    <https://example.org/little/query/any/thing> a sh:Parameter ;
      sh:path <https://example.org/little/query/parameter/thing> ;
      sh:nodeKind sh:IRI ;
      sh:optional true .
    <https://example.org/little/query/names> a sh:SPARQLConstructExecutable ;
      dcterms:title "All names"@en ;
      sh:construct "CONSTRUCT { ?s skos:prefLabel ?o } WHERE { ?s skos:prefLabel ?o }" .
    """.replace('"CONSTRUCT', '"PREFIX skos: <http://www.w3.org/2004/02/skos/core#> CONSTRUCT')


def test_a_question_and_a_graph_are_answered_as_what_they_are(
    run: Callable[..., Any], serving: Any, little_content: Callable[..., Path], tmp_path: Path
) -> None:
    content = little_content(tmp_path / "content", {"data/part/queries.ttl": WITHOUT_ROWS})
    assert run("build", content, "--out", tmp_path / "release").returncode == 0
    with serving(tmp_path / "release") as little:
        assert little.get("/queries/any").json()["boolean"] is True
        nothing = {"thing": "https://example.org/nothing"}
        assert little.get("/queries/any", params=nothing).json()["boolean"] is False
        assert ">No<" in little.get("/queries/any.html", params=nothing).text
        graph = little.get("/queries/names")
        assert media_type(graph) == "text/turtle"
        assert '"Cosa"@es' in graph.text
        assert "Cosa" in unescape(little.get("/queries/names.html").text)
        assert "@misc{names-7.8.9-" in little.get("/queries/names.bib").text
        refused = little.get("/queries/any", params={"limit": "5"})
        assert (refused.status_code, refused.json()["parameter"]) == (400, "limit")
        parameters = little.get("/openapi.json").json()["paths"]["/queries/names"]["get"]["parameters"]
        assert [parameter["name"] for parameter in parameters] == ["format", "lang", "release"]
