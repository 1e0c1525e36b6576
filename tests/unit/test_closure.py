# SPDX-License-Identifier: Apache-2.0
"""What goes with a record, worked out on graphs of a few lines."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rightsgraph.content import Content, read_content
from rightsgraph.errors import NotARecord, UnknownResource, Withdrawn
from rightsgraph.rdf import Literal, NamedNode, text_of
from rightsgraph.release.closure import loss_of, without

BASE = "https://example.org/id/"
PREFIXES = """\
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <https://example.org/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
GRAPH = """\
x:claim a rg:Claim ; rg:fromPassage x:p1 ;
  rdf:subject x:intervention ; rdf:predicate rg:fundedBy ; rdf:object x:funder .
x:claim2 a rg:Claim ; rg:fromPassage x:p2 ;
  rdf:subject x:intervention ; rdf:predicate rg:hasLesson ; rdf:object x:lesson .
x:claim3 a rg:Claim ; rg:fromPassage x:p2 ;
  rdf:subject x:other ; rdf:predicate rg:fundedBy ; rdf:object x:funder .
x:funder skos:prefLabel "The Funder"@en .
x:intervention rg:fundedBy x:funder ; rg:hasLesson x:lesson ; skos:note "paid for by the funder"@en .
x:lesson skos:prefLabel "Lesson"@en .
x:other rg:fundedBy x:funder .
x:p1 oa:hasSource x:source ; oa:hasSelector x:s1 .
x:p2 oa:hasSource x:source .
x:s1 oa:start 1 .
x:source skos:prefLabel "Source"@en .
x:unknown a rg:ExplicitUnknown ; rg:unknownFor x:lesson .
x:unused oa:hasSource x:source .
"""


@pytest.fixture
def content(make_root: Callable[..., Path]) -> Callable[..., Content]:
    def make(graph: str = GRAPH, **more: str) -> Content:
        files = {f"data/{name}.ttl": PREFIXES + text for name, text in more.items()}
        return read_content(make_root({"data/things.ttl": PREFIXES + graph, **files}))

    return make


def short(term: NamedNode | Literal) -> str:
    return text_of(term).rpartition("/")[2]


def nothing_breaks(content: Content) -> frozenset[str]:
    return frozenset()


def gone(content: Content, name: str) -> set[str]:
    return {record.removeprefix(BASE) for record in loss_of(content, BASE + name, nothing_breaks).records}


def test_a_claim_goes_with_its_statement_and_with_the_passage_that_no_other_claim_uses(
    content: Callable[..., Content],
) -> None:
    loss = loss_of(content(), BASE + "claim", nothing_breaks)
    assert {record.removeprefix(BASE) for record in loss.records} == {"claim", "p1", "s1"}
    lost = {
        tuple(text_of(term).rpartition("/")[2] for term in triple)
        for triples in loss.triples.values()
        for triple in triples
    }
    assert ("intervention", "ns#fundedBy", "funder") in lost


def test_a_statement_stays_while_another_claim_carries_it(content: Callable[..., Content]) -> None:
    twice = GRAPH + (
        "x:claim4 a rg:Claim ; rdf:subject x:intervention ; rdf:predicate rg:fundedBy ; rdf:object x:funder .\n"
    )
    loss = loss_of(content(twice), BASE + "claim", nothing_breaks)
    assert not any(text_of(t.subject) == BASE + "intervention" for triples in loss.triples.values() for t in triples)


def test_what_points_at_a_record_loses_that_statement_alone(content: Callable[..., Content]) -> None:
    assert gone(content(), "lesson") == {"lesson", "claim2", "unknown"}


def test_a_record_that_no_claim_speaks_of_any_more_goes(content: Callable[..., Content]) -> None:
    assert gone(content(), "funder") == {"funder", "claim", "claim3", "p1", "s1", "other"}


def test_the_last_passage_in_use_takes_its_source_and_the_passages_that_nothing_uses(
    content: Callable[..., Content],
) -> None:
    assert {"source", "p1", "p2", "unused"} <= gone(content(), "source")
    found = gone(content(), "intervention")
    assert {"intervention", "claim", "claim2", "lesson", "unknown", "p1", "s1"} == found


def test_a_record_of_another_dataset_is_not_there_only_for_this_one(content: Callable[..., Content]) -> None:
    shared = content(
        GRAPH + "x:intervention rg:takesPlaceIn x:place .\n", **{"places/places": "x:place skos:notation 'PE' .\n"}
    )
    assert "place" not in gone(shared, "intervention")


def test_what_would_break_a_rule_goes_as_well(content: Callable[..., Content]) -> None:
    def judge(content: Content) -> frozenset[str]:
        passages = {text_of(t.subject) for t in content.triples() if t.predicate.value.endswith("fromPassage")}
        claims = {text_of(t.subject) for t in content.triples() if text_of(t.object).endswith("#Claim")}
        return frozenset(claims - passages)

    loss = loss_of(content(), BASE + "p1", judge)
    assert BASE + "claim" in loss.records
    assert judge(without(content(), loss.triples)) == frozenset()


def test_a_rule_that_was_broken_before_takes_nothing_along(content: Callable[..., Content]) -> None:
    loss = loss_of(content(), BASE + "unknown", lambda _: frozenset([BASE + "intervention"]))
    assert loss.records == {BASE + "unknown"}


def test_texts_that_stay_and_tell_a_name_that_goes_are_told(content: Callable[..., Content]) -> None:
    assert loss_of(content(), BASE + "funder", nothing_breaks).named == (BASE + "intervention",)


def test_what_is_disputed_goes_too(content: Callable[..., Content]) -> None:
    disputed = {"part/disputed": "x:doubt a rg:DisputedClaim ; rdf:subject x:lesson .\n"}
    assert "doubt" in gone(content(**disputed), "lesson")


def test_what_is_no_record_is_not_withdrawn(content: Callable[..., Content]) -> None:
    with pytest.raises(UnknownResource):
        loss_of(content(), BASE + "nothing", nothing_breaks)
    with pytest.raises(NotARecord, match="owl:deprecated"):
        loss_of(content(), "https://example.org/dataset/tiny", nothing_breaks)
    buried = GRAPH + (
        'x:grave a rg:Tombstone ; prov:invalidatedAtTime "2026-11-28T12:00:00Z"^^xsd:dateTime ; '
        "rg:takedownReason <https://w3id.org/rightsgraph/concept/tdSafety> .\n"
    )
    with pytest.raises(Withdrawn, match="2026-11-28"):
        loss_of(content(buried), BASE + "grave", nothing_breaks)
