# SPDX-License-Identifier: Apache-2.0
"""The map and the time line as readers use them: by drawing, by list, as a spreadsheet, and without any of it."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
import httpx
import pytest
from tests.contracts.conftest import Run, Serving
from tests.contracts.test_pages import Page, get

ODD = """
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix i: <https://example.org/little/id/intervention/> .
@prefix p: <https://example.org/little/id/place/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
p:PE skos:prefLabel "<b>P\\u00e9</b>"@en ; skos:notation "PE" .
p:PE-PIU skos:prefLabel "</svg><script>alert(1)</script>"@en ; skos:notation "PE-PIU" ; dcterms:isPartOf p:PE .
p:KE-17 skos:prefLabel "Without outline"@en ; skos:notation "KE-17" ; dcterms:isPartOf p:KE .
p:KE skos:prefLabel "Kenya"@en ; skos:notation "KE" .
p:QZ skos:prefLabel "A country of nobody's"@en ; skos:notation "QZ" .
p:fine skos:prefLabel "A street"@en ; skos:notation "PE-PIU-STREET" .
p:round a rg:UnnamedGroup ; skos:prefLabel "A group that holds itself"@en ; dcterms:isPartOf p:round ;
  prov:hadMember p:round .
p:four a rg:UnnamedGroup ; skos:prefLabel "Four regions"@en ; dcterms:isPartOf p:PE ; rg:statedCardinality 4 .
i:a a rg:Intervention ; skos:prefLabel "\\"><script>alert(2)</script>"@en ; rg:takesPlaceIn p:PE-PIU ;
  rg:startDate "2012"^^xsd:gYear ; rg:endDate "2011"^^xsd:gYear .
i:b a rg:Intervention ; rg:takesPlaceIn p:four , p:round ; rg:startDate "soon" .
i:c a rg:Intervention ; rg:takesPlaceIn p:KE-17 ; rg:startDate "9999"^^xsd:gYear .
i:d a rg:Intervention ; rg:takesPlaceIn p:QZ , p:fine .
i:e a rg:Intervention ; skos:prefLabel "Nowhere"@en .
"""

TERMS = "@prefix rg: <https://w3id.org/rightsgraph/ns#> .\n" + "".join(
    f'rg:{name} a owl:{kind} ; rdfs:label "{name}"@en .\n'
    for kind, names in {
        "Class": ("Intervention", "UnnamedGroup"),
        "ObjectProperty": ("takesPlaceIn",),
        "DatatypeProperty": ("startDate", "endDate", "statedCardinality"),
    }.items()
    for name in names
)


@pytest.fixture(scope="module")
def odd(
    little_content: Callable[..., Path], run: Run, serving: Serving, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A server of interventions in odd places at odd times, under hostile names."""
    folder = tmp_path_factory.mktemp("odd")
    root = little_content(folder / "content", {"data/part/odd.ttl": ODD, "ontology/rg.ttl": TERMS})
    built = run("build", root, "--out", folder / "release")
    assert built.returncode == 0, built.stderr
    with serving(folder / "release") as client:
        yield client


def rows(client: httpx.Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


def drawn(page: Page) -> str:
    return page.text[page.text.index("<svg") : page.text.index("</svg>")]


def test_every_country_of_the_data_is_on_the_map_and_in_the_list(client: httpx.Client) -> None:
    codes = {row["country"] for row in rows(client, "/map?format=csv")} - {""}
    page = get(client, "/map")
    assert len(codes) > 5
    for code in codes:
        address = f"/map?country={code}"
        assert page.links.count(address) == (2 if f'href="{address}"' in drawn(page) else 1)
        assert client.get(address).status_code == 200


def test_regions_that_nobody_names_are_told_beside_the_map_and_fill_none(client: httpx.Client) -> None:
    page = get(client, "/map?country=PE", **{"Accept-Language": "en"})
    assert "Four regions of Peru, without names in the source" in page.text
    assert "fill-gaps" in drawn(page)
    assert "Four regions" not in drawn(page)
    named = set(re.findall(r'aria-label="(PE-[A-Z]+)', drawn(page)))
    assert named == {row["region"] for row in rows(client, "/map?country=PE&format=csv")} - {""}


def test_a_region_without_an_outline_is_said_to_have_none(client: httpx.Client) -> None:
    page = get(client, "/map?country=KE", **{"Accept-Language": "es"})
    assert "sin contorno en el mapa" in page.text
    assert "KE-17" not in drawn(page)
    assert "#KE-17" in page.links


def test_nothing_finer_than_a_region_is_told(client: httpx.Client) -> None:
    for row in rows(client, "/map?format=csv"):
        assert re.fullmatch("([A-Z]{2})?", row["country"])
        assert re.fullmatch("([A-Z]{2}-[A-Z0-9]{1,3})?", row["region"])


def test_the_world_is_small_over_a_thin_wire(client: httpx.Client) -> None:
    assert len(brotli.compress(client.get("/map", headers={"Accept": "text/html"}).content, quality=5)) < 25_000


def test_what_has_no_year_is_a_list_of_its_own_with_the_reason(client: httpx.Client) -> None:
    page = get(client, "/timeline", **{"Accept-Language": "en"})
    undated = [row for row in rows(client, "/timeline?format=csv") if not row["start"] and not row["end"]]
    assert undated
    before, after = page.text.split("No year on record")
    for row in undated:
        path = row["intervention"].partition("org/rightsgraph")[2]
        assert f'href="{path}"' in after
        assert f'href="{path}"' not in before
    assert "Not stated in the source" in after


def test_a_search_can_be_seen_on_the_map_and_in_time(client: httpx.Client) -> None:
    everything, found = (rows(client, f"/timeline?{asked}format=csv") for asked in ("", "q=police&"))
    assert 0 < len(found) < len(everything)
    page = get(client, "/map?q=police", **{"Accept-Language": "en"})
    assert "only what a search found" in page.text
    assert "/map" in page.links
    assert any(link.startswith("/map?q=police&country=") for link in page.links)


@pytest.mark.parametrize("path", ["/map?country=XX", "/map?country=%3Cscript%3E", "/timeline?population=nobody"])
@pytest.mark.parametrize(("language", "words"), [("en", "What would do"), ("es", "Lo que serviría")])
def test_a_value_that_stands_for_nothing_is_refused(client: httpx.Client, path: str, language: str, words: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.status_code == 400
    assert words in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("path", ["/map", "/map?country=PE", "/timeline"])
def test_foreign_files_have_no_map(raw: httpx.Client, path: str) -> None:
    assert raw.get(path, headers={"Accept": "text/html"}).status_code == 404


def test_hostile_names_stay_names(odd: httpx.Client) -> None:
    for path in ("/map", "/map?country=PE", "/timeline"):
        page = get(odd, path)
        assert page.faults == []
        assert "<script>alert" not in page.text
        assert "<b>P" not in page.text


def test_odd_places_and_dates_are_told_and_break_nothing(odd: httpx.Client) -> None:
    world = get(odd, "/map", **{"Accept-Language": "en"})
    assert "A country of nobody&#39;s" in world.text
    assert "no outline on the map" in world.text
    assert "PE-PIU-STREET" not in world.text
    country = get(odd, "/map?country=QZ", **{"Accept-Language": "en"})
    assert "<svg" not in country.text
    assert "no outline of this country" in country.text
    assert get(odd, "/map?country=PE").text.count("Four regions") >= 1
    time = get(odd, "/timeline", **{"Accept-Language": "en"})
    assert "soon" in time.text
