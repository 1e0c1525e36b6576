# SPDX-License-Identifier: Apache-2.0
"""What belongs to an intervention: its chain, who acted, figures, law, and what is said to be missing."""

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from rightsgraph import record
from rightsgraph.record import Gap, Link, Record, Step, read_gaps, read_record
from rightsgraph.store import Store

RG = "https://w3id.org/rightsgraph/ns#"
WORLD = """
@prefix : <https://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix rgc: <https://w3id.org/rightsgraph/concept/> .

:it a rg:Intervention ; rg:addressesCondition :fear ; rg:intendsResult :calm ; rg:implementedBy :both ;
  rg:hasLesson :lesson ; rg:hasNextStep :next .
:both org:hasMember :one , :other .
:fear a rg:Condition .
:arrests a rg:Condition ; rg:aggravates :fear .
:talk a rg:InterventionActivity ; rg:partOfIntervention :it ; rg:hasOutput :law ; rg:contributesTo :fewer ;
  rg:targetsActor :police .
:law a rg:LegalProposal , rg:Output ; rg:hasStatusEvent :drafted .
:fewer a rg:Outcome ; rg:resultStatus rgc:measured ; rg:contributesTo :calm .
:calm a rg:Outcome , rg:Impact ; rg:resultStatus rgc:intended .
:count rg:observedFor :fewer .
:u1 a rg:ExplicitUnknown ; rg:unknownFor :it ; rg:unknownProperty rg:startDate ; rg:unknownReason rgc:notStated .
:u2 a rg:ExplicitUnknown , rg:Withheld ; rg:unknownFor :one ; rg:unknownProperty rg:population ;
  rg:unknownReason rgc:withheldForSafety ; rg:withheldNumber 3 .
:u3 a rg:ExplicitUnknown ; rg:unknownFor :drafted ; rg:unknownProperty rg:startDate ; rg:unknownReason rgc:notStated .
:perhaps rg:hypothesisFor :it ; rg:candidate :elsewhere .
:claim rdf:subject :talk ; rg:fromPassage :passage .
:passage oa:hasSource :paper .
:elsewhere a rg:Intervention .
:far a rg:InterventionActivity ; rg:partOfIntervention :elsewhere ; rg:contributesTo :alien .
:alien a rg:Outcome .
"""


def iri(name: str) -> str:
    return f"https://example.org/{name}"


def iris(*names: str) -> tuple[str, ...]:
    return tuple(iri(name) for name in names)


def store_of(turtle: str) -> Store:
    quads = parse(turtle.encode(), RdfFormat.TURTLE)
    return Store(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)


@pytest.fixture(scope="module")
def found() -> Record:
    return read_record(store_of(WORLD), iri("it"))


def test_records_stand_where_they_belong_in_the_chain(found: Record) -> None:
    assert found.steps == {
        Step.CONDITION: iris("fear", "arrests"),
        Step.ACTIVITY: iris("it", "talk"),
        Step.OUTPUT: iris("law"),
        Step.OUTCOME: iris("fewer"),
        Step.IMPACT: iris("calm"),
    }
    assert Link(iri("arrests"), RG + "aggravates", iri("fear")) in found.links
    assert Link(iri("fewer"), RG + "contributesTo", iri("calm")) in found.links
    assert len(found.links) == 6


def test_what_belongs_to_another_intervention_is_left_there(found: Record) -> None:
    assert not {*found.everything} & {*iris("elsewhere", "far", "alien")}
    assert found.hypotheses == iris("perhaps")


def test_who_acted_comes_with_those_they_are_made_up_of(found: Record) -> None:
    assert found.actors == iris("both", "police", "one", "other")


def test_figures_laws_lessons_and_sources_are_told(found: Record) -> None:
    assert found.figures == {iri("fewer"): iris("count")}
    assert found.proposals == iris("law")
    assert (found.lessons, found.next_steps) == (iris("lesson"), iris("next"))
    assert found.sources == iris("paper")
    assert found.states[iri("fewer")].endswith("measured")


def test_gaps_say_of_what_and_why_and_what_is_withheld_has_no_reason(found: Record) -> None:
    unsaid = "https://w3id.org/rightsgraph/concept/notStated"
    assert found.gaps == (
        Gap(iri("u1"), iri("it"), RG + "startDate", unsaid),
        Gap(iri("u2"), iri("one"), RG + "population", None, 3),
        Gap(iri("u3"), iri("drafted"), RG + "startDate", unsaid),
    )


def test_a_record_of_very_many_parts_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "MOST", 3)
    cut = read_record(store_of(WORLD), iri("it"))
    assert cut.more
    assert len([r for found in cut.steps.values() for r in found]) <= 3


CIRCLE = """
@prefix : <https://example.org/> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
:it a rg:Intervention ; rg:contributesTo :a .
:a a rg:Outcome ; rg:contributesTo :a , :it .
"""


def test_circles_end() -> None:
    assert read_record(store_of(CIRCLE), iri("it")).steps[Step.OUTCOME] == iris("a")


def test_nothing_is_missing_of_what_nobody_speaks_of() -> None:
    assert list(read_gaps(store_of(WORLD), iri("nothing"))) == []
