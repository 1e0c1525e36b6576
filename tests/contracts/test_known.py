# SPDX-License-Identifier: Apache-2.0
"""The page of a resource as of a date or on one source's word: what is shown, left out, contested, taken back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest

DATA = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix rgc: <https://w3id.org/rightsgraph/concept/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<thing> skos:prefLabel "The thing"@en ; rg:takesPlaceIn <north> , <south> , <east> .
<north> skos:prefLabel "North"@en . <south> skos:prefLabel "South"@en . <east> skos:prefLabel "East"@en .
<early> dcterms:title "The early source"@en ; dcterms:issued "2008-10"^^xsd:gYearMonth .
<late> dcterms:title "The late source"@en ; dcterms:issued "2012"^^xsd:gYear .
<timeless> dcterms:title "A source of no date"@en .
<p-early> oa:hasSource <early> . <p-late> oa:hasSource <late> . <p-timeless> oa:hasSource <timeless> .
<c-north> a rg:Claim ; rdf:subject <thing> ; rdf:predicate rg:takesPlaceIn ; rdf:object <north> ;
  rg:fromPassage <p-early> ; rg:asOf "2007"^^xsd:gYear ; rg:disagreesWith <c-south> .
<c-south> a rg:Claim ; rdf:subject <thing> ; rdf:predicate rg:takesPlaceIn ; rdf:object <south> ;
  rg:fromPassage <p-late> ; rg:disagreesWith <c-north> .
<c-east> a rg:Claim ; rdf:subject <thing> ; rdf:predicate rg:takesPlaceIn ; rdf:object <east> ;
  rg:fromPassage <p-timeless> .
<c-west> a rg:RetractedClaim ; rdf:subject <thing> ; rdf:predicate rg:takesPlaceIn ; rdf:object <west> ;
  rg:fromPassage <p-early> ; rg:retractedOn "2026-11-01"^^xsd:date ; rg:retractionReason rgc:misread ;
  rg:retractionNote "It was north."@en , "Era el norte."@es .
<west> skos:prefLabel "West"@en .
"""
Serving = Callable[..., AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="module")
def thing(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path = tmp_path_factory.mktemp("known") / "data.ttl"
    path.write_text(DATA, "utf-8")
    with serving(path) as client:
        yield client


def page(client: httpx.Client, **asked: str) -> str:
    answer = client.get("/thing", params=asked, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {"North", "South", "East"}),
        ({"by": "2007"}, set()),
        ({"by": "2008"}, {"North"}),
        ({"by": "2008-09"}, set()),
        ({"by": "2008-10-31"}, set()),  # it may have come out on that very day, or after it
        ({"by": "2012-06"}, {"North"}),
        ({"by": "2012"}, {"North", "South"}),
        ({"source": "late"}, {"South"}),
        ({"source": "late", "by": "2010"}, set()),
        ({"source": "timeless"}, {"East"}),
        ({"source": "nobody"}, set()),
    ],
    ids=lambda given: str(sorted(given) if isinstance(given, set) else given),
)
def test_only_what_was_said_by_then_or_by_them_is_shown(
    thing: httpx.Client, asked: dict[str, str], shown: set[str]
) -> None:
    if "source" in asked:
        asked = {**asked, "source": f"{thing.base_url}{asked['source']}"}
    found = page(thing, **asked)
    statements = found[found.index("<h1") : found.index("Taken back")]
    assert {name for name in ("North", "South", "East", "West") if f">{name}</a>" in statements} == shown
    assert "The thing" in statements
    assert 'class="neighbours"' not in found or not asked, "a drawing would show what is left out"
    if asked:
        assert f"Left out: {3 - len(shown)} statements" in found


def test_each_claim_shows_its_source_the_date_of_saying_and_of_the_fact(thing: httpx.Client) -> None:
    found = page(thing)
    assert "The early source (2008-10)" in found
    assert "A source of no date (no date)" in found
    assert "<dt>So in</dt><dd>2007</dd>" in found


def test_what_disagrees_stands_side_by_side_and_says_so(thing: httpx.Client) -> None:
    found = page(thing)
    assert found.count("disagrees with") == 2


def test_what_was_taken_back_stays_in_sight_with_its_reason(thing: httpx.Client) -> None:
    found = page(thing)
    taken_back = found[found.index("Taken back") :]
    assert "<s>West</s>" in taken_back
    assert "1 November 2026" in taken_back
    assert "It was north." in taken_back


@pytest.mark.parametrize("by", ["yesterday", "12", "2012-13", "2012-4", "<script>"])
def test_what_is_no_date_is_refused_with_what_would_do(thing: httpx.Client, by: str) -> None:
    answer = thing.get("/thing", params={"by": by}, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "a year, a month or a day" in answer.text
    assert "<script>" not in answer.text
