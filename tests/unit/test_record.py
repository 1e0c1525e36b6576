# SPDX-License-Identifier: Apache-2.0
"""What belongs to an intervention: its chain, who acted, figures, law, and what is said to be missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from rightsgraph.record import (
    AskedLinks,
    Gap,
    HeldLinks,
    Link,
    Links,
    Parts,
    Record,
    Step,
    chain,
    gaps_of,
    links,
    read_parts,
    read_record,
)
from rightsgraph.store import Store

RG = "https://w3id.org/rightsgraph/ns#"
WORLD = """
@prefix : <https://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
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
  rg:targetsActor :police ; prov:used :order .
:order a rg:LegalProposal ; rg:draftedBy :ministry .
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
    alien = {*iris("elsewhere", "far", "alien")}
    assert not alien & {record for records in found.steps.values() for record in records}
    assert not alien & {*read_parts(AskedLinks(store_of(WORLD)), iri("it")).everything}
    assert found.hypotheses == iris("perhaps")


def test_who_acted_comes_with_those_they_are_made_up_of(found: Record) -> None:
    assert found.actors == iris("both", "police", "ministry", "one", "other")


def test_figures_laws_lessons_and_sources_are_told(found: Record) -> None:
    assert found.figures == {iri("fewer"): iris("count")}
    assert (found.laws, found.concerned) == (iris("law", "order"), iris("order"))
    assert (found.lessons, found.next_steps) == (iris("lesson"), iris("next"))
    assert found.sources == iris("paper")


def test_gaps_say_of_what_and_why_and_what_is_withheld_says_so(found: Record) -> None:
    unsaid, held = (f"https://w3id.org/rightsgraph/concept/{name}" for name in ("notStated", "withheldForSafety"))
    assert found.gaps == (
        Gap(iri("u1"), iri("it"), RG + "startDate", unsaid),
        Gap(iri("u2"), iri("one"), RG + "population", held, withheld=True, number=3),
        Gap(iri("u3"), iri("drafted"), RG + "startDate", unsaid),
    )


def test_a_record_of_very_many_parts_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "MOST", 3)
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
    assert list(gaps_of(AskedLinks(store_of(WORLD)), iri("nothing"))) == []


def test_a_gap_that_names_two_properties_stands_at_both() -> None:
    turtle = """
        @prefix : <https://example.org/> .
        @prefix rg: <https://w3id.org/rightsgraph/ns#> .
        :u rg:unknownFor :it ; rg:unknownProperty rg:startDate , rg:endDate .
    """
    found = list(gaps_of(AskedLinks(store_of(turtle)), iri("it")))
    assert found == [Gap(iri("u"), iri("it"), RG + name, None) for name in ("endDate", "startDate")]


def test_a_text_where_a_record_should_be_leads_nowhere() -> None:
    turtle = """
        @prefix : <https://example.org/> .
        @prefix rg: <https://w3id.org/rightsgraph/ns#> .
        :it a rg:Intervention ; rg:hasOutput "not <an> IRI" ; rg:implementedBy "" ; rg:addressesCondition [] .
    """
    for found in both_of(store_of(turtle)):
        parts = read_parts(found, iri("it"))
        assert parts.results == ("not <an> IRI",)
        assert not found.objects("not <an> IRI", RG + "hasOutput")
    assert read_record(store_of(turtle), iri("it")).steps[Step.ACTIVITY] == iris("it")


def both_of(store: Store) -> tuple[Links, Links]:
    return AskedLinks(store), HeldLinks(store)


NAMES = [iri(name) for name in "abcdef"]
PREDICATES = [RG + name for name in (
    "addressesCondition", "aggravates", "concerns", "contributesTo", "draftedBy", "hasLesson", "hasOutput",
    "implementedBy", "intendsResult", "observedFor", "ofIndicator", "partOfIntervention", "takesPlaceIn",
)]  # fmt: skip
VALUES = st.one_of(st.sampled_from(NAMES).map(NamedNode), st.sampled_from(["", "a b", NAMES[0]]).map(Literal))
TRIPLES = st.builds(
    lambda s, p, o: Quad(NamedNode(s), NamedNode(p), o, DefaultGraph()),
    st.sampled_from(NAMES), st.sampled_from(PREDICATES), VALUES,
)  # fmt: skip


@given(st.lists(TRIPLES, max_size=25))
def test_what_is_asked_and_what_is_held_say_the_same(quads: list[Quad]) -> None:
    asked, held = both_of(Store(quads))
    found: list[Parts] = [read_parts(one, NAMES[0]) for one in (asked, held)]
    assert found[0] == found[1]
    assert len(found[0].everything) == len({*found[0].everything})
    for name in NAMES:
        assert [*gaps_of(asked, name)] == [*gaps_of(held, name)]


def test_who_is_left_out_is_neither_subject_nor_value() -> None:
    held = HeldLinks(store_of(WORLD), without={iri("one"), iri("talk")})
    assert held.objects(iri("both"), "http://www.w3.org/ns/org#hasMember") == [iri("other")]
    assert held.objects(iri("talk"), RG + "contributesTo") == ()
    assert read_parts(held, iri("it")).work == iris("it")


def test_of_very_many_values_a_page_asks_for_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_MOST_ASKED", 5)
    ends = [
        Quad(NamedNode(iri("it")), NamedNode(RG + "topic"), NamedNode(iri(str(n))), DefaultGraph()) for n in range(9)
    ]
    starts = [
        Quad(NamedNode(iri(str(n))), NamedNode(RG + "topic"), NamedNode(iri("it")), DefaultGraph()) for n in range(9)
    ]
    asked, held = both_of(Store([*ends, *starts]))
    assert (len(asked.objects(iri("it"), RG + "topic")), len(asked.subjects(RG + "topic", iri("it")))) == (5, 5)
    assert (len(held.objects(iri("it"), RG + "topic")), len(held.subjects(RG + "topic", iri("it")))) == (9, 9)
