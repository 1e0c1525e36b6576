# SPDX-License-Identifier: Apache-2.0
"""Taking the data away: the data page, its recipes, citations, and what crawlers and followers are told."""

import html
import json
import re
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
import yaml
from pyoxigraph import RdfFormat, Triple, parse
from tests.loading.trying import TRIALS, can_try, read_recipes, run_recipe

BASE = "https://w3id.org/rightsgraph/"
RECORD = "/id/intervention/peru-consortium"
BROWSER = {"Accept": "text/html"}
SCHEMA = "https://schema.org/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
HOSTILE_HOSTS = ['evil.example"><script>', "evil.example/x?", "a b", "", "x" * 300, "evil.example\\@b", "é.example"]
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LANGUAGES = ("en", "es")


def page(client: httpx.Client, path: str, language: str = "en", **headers: str) -> str:
    answer = client.get(path, headers={**BROWSER, "Accept-Language": language, **headers})
    assert answer.status_code == 200, answer.text[:300]
    return answer.text


def data_blocks(text: str) -> list[Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return [json.loads(block) for block in found]


# ---- the data page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_page_says_what_the_release_is(client: httpx.Client, release: Path, language: str) -> None:
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    text = html.unescape(page(client, "/dumps/", language))
    for said in (manifest["version"], f"{manifest['whole']['triples']:,}", "CC BY 4.0", "rightsgraph.nt.gz"):
        assert said in text
    for file in manifest["files"]:
        assert file["sha256"] in text
    titles = {
        "en": "The Peruvian consortium reported at AIDS 2010",
        "es": "El consorcio peruano presentado en AIDS 2010",
    }
    assert titles[language] in text


def test_the_checksums_hold_as_the_page_says(client: httpx.Client, tmp_path: Path) -> None:
    commands = re.findall(r"<pre><code>(curl -fO \S+SHA256SUMS\nsha256sum .*?)</code>", page(client, "/dumps/"))
    (tmp_path / "rightsgraph.nt.gz").write_bytes(client.get("/dumps/rightsgraph.nt.gz").content)
    ran = subprocess.run(["bash", "-ec", html.unescape(commands[0])], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "rightsgraph.nt.gz: OK" in ran.stdout


@pytest.mark.parametrize("slug", TRIALS)
def test_a_recipe_does_what_the_page_says(client: httpx.Client, tmp_path: Path, slug: str) -> None:
    if not can_try(slug):
        pytest.skip(f"{slug} is not installed; scripts/try-loading says with what it is")
    (recipe,) = (found for found in read_recipes(page(client, "/dumps/")) if found.recipe.slug == slug)
    assert str(client.base_url).rstrip("/") in recipe.text
    assert recipe.expects in run_recipe(recipe, tmp_path)


def test_what_was_not_tried_says_so(client: httpx.Client) -> None:
    for summary in re.findall(r"<summary>(.*?) <span class=\"soft\">– (.*?)</span>", page(client, "/dumps/")):
        tried = any(name in summary[0] for name in ("rdflib", "xigraph", "Comunica", "Virtuoso", "LibreOffice")) or (
            summary[0] == "R"
        )
        assert re.fullmatch(r"tried with version [\d.]+" if tried else "not tried by us", summary[1]), summary


@pytest.mark.parametrize("asked", ["0", "2", "-1", "x", "", "9" * 30, "1.5", "²", "1 OR 1"])
@pytest.mark.parametrize(("language", "told"), [("en", "What would do"), ("es", "Lo que serviría")])
def test_a_page_of_datasets_that_is_not_there_is_refused(
    client: httpx.Client, asked: str, language: str, told: str
) -> None:
    answer = client.get("/dumps/", params={"page": asked}, headers={**BROWSER, "Accept-Language": language})
    assert answer.status_code == 400
    assert f'<html lang="{language}">' in answer.text
    assert told in answer.text


# ---- citations


def test_the_release_is_cited_in_every_form(client: httpx.Client, release: Path) -> None:
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    kinds = {"cff": "application/yaml", "bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}
    for extension, kind in kinds.items():
        answer = client.get(f"/CITATION.{extension}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert manifest["canonical_sha256"] in answer.text
        assert answer.content == client.get(f"/cite/?format={extension}").content
    cff = yaml.safe_load(client.get("/CITATION.cff").text)
    assert cff["version"] == manifest["version"]
    assert cff["date-released"] == manifest["issued"]
    assert cff["license"] == "CC-BY-4.0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_is_cited_with_its_sources_beside_it(client: httpx.Client, language: str) -> None:
    forms = [client.get(f"/cite{RECORD}?format={name}&lang={language}").text for name in ("bibtex", "ris", "cff")]
    forms.append(html.unescape(page(client, f"/cite{RECORD}", language)))
    for text in forms:
        assert BASE + RECORD[1:] in text
        assert "HIS/AIDS in Peru" in text
        assert "Villayzan" not in text, "authors stand at the source alone"
        assert {"en": "Consortium of academia", "es": "Consorcio de academia"}[language] in text


def test_a_dataset_a_claim_a_passage_and_a_source_lead_to_their_source(client: httpx.Client) -> None:
    for path in (
        "/dataset/peru-consortium",
        "/id/claim/peru-consortium-academic-actor-type-academic",
        "/id/passage/aids-2010-peru-consortium-issues-4",
        "/id/source/aids-2010-peru-consortium",
    ):
        assert client.get(f"/cite{path}?format=ris").text.count("TY  - GEN") == 1, path


def test_a_resource_tells_where_it_is_cited(client: httpx.Client) -> None:
    link = client.get(RECORD + ".ttl").headers["link"]
    assert f'</cite{RECORD}?format=bibtex>; rel="describedby"; type="application/x-bibtex"' in link


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/cite/id/nothing", 404),
        ("/cite//evil.example/x", 404),
        ("/cite/?format=nothing", 406),
        ("/cite/..%2f..%2fetc/passwd", 404),
        ("/cite/%00", 404),
        ("/sitemaps/2.xml", 404),
        ("/sitemaps/0.xml", 404),
        ("/sitemaps/99999999999999999999.xml", 404),
        ("/sitemaps/x.xml", 404),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_is_told(client: httpx.Client, path: str, status: int, language: str) -> None:
    answer = client.get(path, headers={**BROWSER, "Accept-Language": language})
    assert answer.status_code == status
    assert f'<html lang="{language}">' in answer.text


def test_what_was_withdrawn_is_not_cited(marked: httpx.Client) -> None:
    assert marked.get("/cite/id/intervention/withdrawn").status_code == 410


# ---- for search engines


def described(text: str) -> set[tuple[str, str, str]]:
    """The statements of a page's data blocks; schema.org's context is stood in for, as far as it is used."""
    found = set()
    for block in data_blocks(text):
        assert block["@context"] == "https://schema.org"
        local = json.dumps({**block, "@context": {"@vocab": SCHEMA, "url": {"@type": "@id"}}})
        for triple in parse(local, RdfFormat.JSON_LD):
            assert not isinstance(triple.subject, Triple)
            assert not isinstance(triple.object, Triple)
            found.add((triple.subject.value, triple.predicate.value, triple.object.value))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_page_is_a_dataset_of_a_catalogue(client: httpx.Client, release: Path, language: str) -> None:
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    text = page(client, "/dumps/", language)
    told = described(text)
    dataset = BASE + "dataset/rightsgraph"

    def values(name: str) -> set[str]:
        return {value for _, predicate, value in told if predicate == SCHEMA + name}

    assert (dataset, TYPE, SCHEMA + "Dataset") in told
    assert (dataset, SCHEMA + "version", manifest["version"]) in told
    assert any(kind == SCHEMA + "DataCatalog" for _, _, kind in told)
    assert not any(kind == SCHEMA + "Person" for _, _, kind in told)
    taken = [file for file in manifest["files"] if re.fullmatch(r"rightsgraph\.\w+(\.gz)?", file["name"])]
    assert values("sha256") == {file["sha256"] for file in taken}
    assert {client.head(address).status_code for address in values("contentUrl")} == {200}
    shown = html.unescape(re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL))
    assert not [value for value in values("name") | values("description") if value not in shown]


# ---- for crawlers and followers


def test_the_site_map_leads_to_pages_in_both_languages(client: httpx.Client) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    root = ElementTree.fromstring(answer.content)
    places = [str(found.text) for found in root.iter(MAP + "loc")]
    assert len(places) == len(set(places)) > 100
    assert all(place.startswith(str(client.base_url)) for place in places)
    assert not [place for place in places if "/id/claim/" in place or "/id/passage/" in place]
    kinds = (
        "/?",
        "/search?",
        "/map?",
        "/dumps/?",
        "/queries/?",
        "/coverage?",
        "/ns?",
        "/dataset/",
        "/concept/",
        "/id/source/",
    )
    for kind in (*kinds, RECORD):
        found = [place for place in places if place.startswith(str(client.base_url).rstrip("/") + kind)]
        assert len(found) >= len(LANGUAGES), kind
        for place in found[:2]:
            text = page(client, place)
            assert f'<html lang="{place[-2:]}">' in text
    for entry in root:
        links = {link.get("hreflang"): link.get("href") for link in entry if link.tag.endswith("link")}
        assert set(links) == {*LANGUAGES, "x-default"}
        assert entry[0].text in links.values()


def test_every_page_that_the_site_map_of_another_release_names_is_there(
    serving: Callable[..., Any], little_release: Path
) -> None:
    with serving(little_release) as client:
        for found in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(MAP + "loc"):
            assert client.get(str(found.text), headers=BROWSER).status_code == 200, found.text


@pytest.mark.parametrize("host", HOSTILE_HOSTS)
def test_a_host_that_is_none_is_not_repeated(client: httpx.Client, host: str) -> None:
    for path in ("/sitemap.xml", "/robots.txt", "/dumps/"):
        answer = client.get(path, headers=[(b"Host", host.encode())])
        assert answer.status_code in (200, 400)
        assert "evil" not in answer.text
        assert "<script>" not in answer.text


@pytest.mark.parametrize("host", ["example.org", "example.org:8443", "[2001:db8::1]:80", "a-b.example"])
def test_addresses_are_of_the_host_that_serves(client: httpx.Client, host: str) -> None:
    assert f"Sitemap: http://{host}/sitemap.xml" in client.get("/robots.txt", headers={"Host": host}).text


def is_allowed(rules: str, path: str) -> bool:
    """What RFC 9309, section 2.2.2 says: the longest rule that fits, and Allow where two are as long."""
    fitting = []
    for kind, rule in re.findall(r"^(Allow|Disallow): (\S+)$", rules, re.MULTILINE):
        pattern = re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$")
        if re.match(pattern, path):
            fitting.append((len(rule), kind == "Allow"))
    return max(fitting, default=(0, True))[1]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/?lang=es", True),
        (RECORD, True),
        (RECORD + "?lang=en", True),
        (RECORD + "?by=2009", False),
        ("/static/rightsgraph.css?v=123", True),
        ("/dumps/rightsgraph.nt.gz", True),
        ("/sparql", True),
        ("/sparql?query=ASK%7B%7D", False),
        ("/sparql?query=ASK%7B%7D&lang=en", False),
        ("/queries/police-training-by-country", True),
        ("/queries/police-training-by-country?country=PE", False),
        ("/queries/police-training-by-country?country=PE&lang=es", False),
        ("/cite" + RECORD, False),
    ],
)
def test_crawlers_are_kept_out_of_what_has_no_end(client: httpx.Client, path: str, allowed: bool) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert is_allowed(answer.text, path) is allowed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_atom_and_tells_the_newest_first(client: httpx.Client, language: str) -> None:
    answer = client.get("/feed.atom", headers={"Accept-Language": language})
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall(ATOM + "entry")
    assert 10 < len(entries) <= 50
    for element in (feed, *entries):
        assert [len(element.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        moment = str(element.findtext(ATOM + "updated"))
        assert datetime.fromisoformat(moment).tzinfo
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(ATOM + "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    moments = [str(entry.findtext(ATOM + "updated")) for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(ATOM + "updated") == moments[0]
    for entry in entries[:5]:
        (link,) = entry.findall(ATOM + "link")
        assert client.get(str(link.get("href")), headers=BROWSER).status_code == 200
    held = client.get("/feed.atom", headers={"Accept-Language": language, "If-None-Match": answer.headers["etag"]})
    assert held.status_code == 304


def test_a_page_says_where_it_is_in_each_language(client: httpx.Client) -> None:
    for asked, canonical in (("", RECORD), ("?by=2009", RECORD), ("?lang=es&by=2009", RECORD + "?lang=es")):
        text = page(client, RECORD + asked)
        assert re.findall(r'<link rel="canonical" href="([^"]*)">', text) == [canonical]
        tongues = dict(re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', text))
        assert tongues == {language: f"{RECORD}?lang={language}" for language in LANGUAGES}
    assert 'rel="canonical"' not in client.get("/nothing", headers=BROWSER).text


def test_no_page_calls_another_host_its_own(marked: httpx.Client) -> None:
    answer = marked.get("//evil.example/", headers=BROWSER)
    assert 'href="//' not in answer.text


def test_foreign_files_have_none_of_it(raw: httpx.Client) -> None:
    for path in ("/cite/", "/cite/doc", "/CITATION.cff", "/CITATION.bib", "/sitemap.xml", "/feed.atom", "/dumps/"):
        assert raw.get(path, headers=BROWSER).status_code == 404, path
    robots = raw.get("/robots.txt")
    assert robots.status_code == 200
    assert "Sitemap" not in robots.text
    assert 'rel="canonical" href="/doc"' in page(raw, "/doc")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_cited_with_its_authors_and_nothing_else_is(client: httpx.Client, language: str) -> None:
    assert "Villayzan" in page(client, "/cite/id/source/aids-2010-peru-consortium", language)
    for path in ("/id/organisation/peru-consortium-female-sex-workers", "/concept/sexWorkers", RECORD):
        for shown in (page(client, path, language), page(client, f"/cite{path}", language)):
            assert "Villayzan" not in shown
