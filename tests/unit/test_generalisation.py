# SPDX-License-Identifier: Apache-2.0
"""Policies and statements in, what may be published out: coarse, marked, and the exact value nowhere."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.content import Content, SourceFile
from rightsgraph.generalisation import Exposure, Generalised, exposures, generalise, read_policies
from rightsgraph.iris import Iris
from rightsgraph.rdf import Context, Literal, NamedNode, Place, Spool, Triple, text_of
from rightsgraph.validation import Report
from rightsgraph.vocab import DCTERMS, RDF, RG, RGC, SCHEMA, SKOS, TYPE, XSD

MakeContent: TypeAlias = Callable[[Mapping[str, str]], Content]

PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix rgc: <https://w3id.org/rightsgraph/concept/> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/id/> .
"""
PLACES = """
:PE skos:notation "PE" .
:PE-UCA skos:notation "PE-UCA" ; dcterms:isPartOf :PE .
:province dcterms:isPartOf :PE-UCA .
:town dcterms:isPartOf :province ; skos:prefLabel "Town"@en .
:abroad dcterms:isPartOf :PE .
:nowhere skos:prefLabel "Nowhere"@en .
:regions a rg:UnnamedGroup ; dcterms:isPartOf :PE .
"""


def policy(property: str, grain: str, *classes: str) -> str:
    among = "".join(f" ; rg:amongClass {kind}" for kind in classes)
    return f":policy rg:generalises {property} ; rg:toGrain rgc:{grain}{among} .\n"


def said(text: str, make_content: MakeContent) -> set[tuple[str, ...]]:
    """What is published of one file, its terms short."""
    return {short(triple) for triple in file_of(generalise(make_content({"data/a.ttl": PREFIXES + text}))).triples}


def file_of(published: Generalised, name: str = "a") -> SourceFile:
    return next(file for file in published.content.files if file.path == PurePath("data", f"{name}.ttl"))


def short(triple: Triple) -> tuple[str, ...]:
    def name(term: Any) -> str:
        text = text_of(term).rpartition("/")[2].rpartition("#")[2]
        return text if not isinstance(term, Literal) else f"{term.value} {term.datatype.value.rpartition('#')[2]}"

    return tuple(map(name, triple))


DATES = {
    "a day to its year": ("yearGrain", '"2008-10-15"^^xsd:date', "2008 gYear"),
    "a month to its year": ("yearGrain", '"2008-10"^^xsd:gYearMonth', "2008 gYear"),
    "a moment to its year": ("yearGrain", '"2008-10-15T09:30:00-05:00"^^xsd:dateTime', "2008 gYear"),
    "a day to its month": ("monthGrain", '"2008-10-15"^^xsd:date', "2008-10 gYearMonth"),
    "a moment to its month": ("monthGrain", '"2008-10-15T09:30:00.5Z"^^xsd:dateTimeStamp', "2008-10 gYearMonth"),
    "a day with a zone to its month": ("monthGrain", '"2008-10-15Z"^^xsd:date', "2008-10 gYearMonth"),
    "a year stays": ("yearGrain", '"2008"^^xsd:gYear', None),
    "a year stays where months are let out": ("monthGrain", '"2008"^^xsd:gYear', None),
    "a month stays where months are let out": ("monthGrain", '"2008-10"^^xsd:gYearMonth', None),
}


@pytest.mark.parametrize("case", DATES)
def test_dates_are_no_finer_than_their_grain(make_content: MakeContent, case: str) -> None:
    grain, exact, coarse = DATES[case]
    found = said(policy("rg:startDate", grain) + f":s rg:startDate {exact} .", make_content)
    values = {value for subject, property, value in found if (subject, property) == ("s", "startDate")}
    assert values == (
        {coarse} if coarse else {short(t)[2] for t in triples(f":s rg:startDate {exact} .", make_content)}
    )
    assert (("s", "generalisedBy", "policy") in found) is (coarse is not None)


def triples(text: str, make_content: MakeContent) -> list[Triple]:
    return list(file_of(Generalised(make_content({"data/a.ttl": PREFIXES + text}))).triples)


STUCK = {
    "a date in words": ("startDate", "yearGrain", '"15 October 2008"'),
    "a day that there is not": ("startDate", "yearGrain", '"2008-02-30"^^xsd:date'),
    "a day that says it is a year": ("startDate", "yearGrain", '"2008-10-15"^^xsd:gYear'),
    "a day that says it is a month": ("startDate", "yearGrain", '"2008-10-15"^^xsd:gYearMonth'),
    "a birthday": ("startDate", "monthGrain", '"--10-15"^^xsd:gMonthDay'),
    "a place in no region": ("takesPlaceIn", "regionGrain", ":nowhere"),
    "a place in words": ("takesPlaceIn", "regionGrain", '"Town"'),
}


@pytest.mark.parametrize("case", STUCK)
def test_what_cannot_be_made_coarser_is_told_and_left(make_content: MakeContent, case: str) -> None:
    property, grain, value = STUCK[case]
    content = make_content(
        {"data/a.ttl": PREFIXES + policy(f"rg:{property}", grain) + PLACES + f":s rg:{property} {value} ."}
    )
    published = generalise(content)
    assert published.content is content
    assert [short(unmet.statement)[:2] for unmet in published.unmet] == [("s", property)]


PLACED = {
    "a town to its region": ("regionGrain", ":town", "PE-UCA"),
    "a town to its country": ("countryGrain", ":town", "PE"),
    "a region to its country": ("countryGrain", ":PE-UCA", "PE"),
    "a place that has a country alone": ("regionGrain", ":abroad", "PE"),
    "unnamed regions to their country": ("countryGrain", ":regions", "PE"),
    "a region stays": ("regionGrain", ":PE-UCA", None),
    "a country stays": ("regionGrain", ":PE", None),
    "unnamed regions stay": ("regionGrain", ":regions", None),
}


@pytest.mark.parametrize("case", PLACED)
def test_places_are_no_finer_than_their_grain(make_content: MakeContent, case: str) -> None:
    grain, exact, coarse = PLACED[case]
    found = said(policy("rg:takesPlaceIn", grain) + PLACES + f":s rg:takesPlaceIn {exact} .", make_content)
    assert ("s", "takesPlaceIn", coarse or exact[1:]) in found
    assert (("s", "generalisedBy", "policy") in found) is (coarse is not None)


def test_the_nearest_region_is_taken_and_of_two_the_first_by_name(make_content: MakeContent) -> None:
    text = """:town dcterms:isPartOf :b , :a , :PE . :a skos:notation "PE-LIM" . :b skos:notation "PE-CAL" .
        :PE skos:notation "PE" . :s rg:takesPlaceIn :town . :town dcterms:isPartOf :town ."""
    assert ("s", "takesPlaceIn", "a") in said(policy("rg:takesPlaceIn", "regionGrain") + text, make_content)


def test_a_place_that_nothing_points_at_any_more_goes_with_all_about_it(make_content: MakeContent) -> None:
    about = """:s rg:takesPlaceIn :town . :c rdf:subject :town ; rdf:predicate dcterms:isPartOf ; rdf:object :province .
        :u rg:unknownFor :town ; rg:unknownProperty skos:notation . :d rg:disagreesWith :c ."""
    found = said(policy("rg:takesPlaceIn", "regionGrain") + PLACES + about, make_content)
    terms = {term for triple in found for term in triple}
    assert terms.isdisjoint({"town", "province", "c", "u", "d"})
    assert {"abroad", "nowhere", "PE-UCA"} <= terms


@pytest.mark.parametrize("other", [":x dcterms:spatial :town .", ":c rdf:subject :x ; rdf:object :town ."])
def test_a_place_that_something_else_points_at_stays_for_the_shapes_to_refuse(
    make_content: MakeContent, other: str
) -> None:
    found = said(
        policy("rg:takesPlaceIn", "regionGrain") + PLACES + f":s rg:takesPlaceIn :town . {other}", make_content
    )
    assert {("town", "isPartOf", "province"), ("province", "isPartOf", "PE-UCA")} <= found


COUNTED = ':o a rg:Observation ; rg:population rgc:sexWorkers ; schema:unitText "persons" ; schema:value '
BANDS = [
    ("10", 10, 19), ("19", 10, 19), ("20", 20, 49), ("49.5", 20, 49), ("50", 50, 99), ("99", 50, 99), ("100", 100, 199),
    ("199", 100, 199), ("200", 200, 499), ("500", 500, 999), ('"1806"', 1000, 1999), ("1.2e4", 10000, 19999),
]  # fmt: skip


@pytest.mark.parametrize(("value", "low", "high"), BANDS, ids=[value for value, _, _ in BANDS])
def test_counts_of_people_become_bands(make_content: MakeContent, value: str, low: int, high: int) -> None:
    found = said(policy("schema:value", "bandGrain") + COUNTED + f"{value} .", make_content)
    assert {(p, o) for s, p, o in found if s == "o" and p not in ("type", "population", "unitText")} == {
        ("bandFrom", f"{low} decimal"),
        ("bandUntil", f"{high} decimal"),
        ("generalisedBy", "policy"),
    }


NOT_BANDED = {
    "nine people": COUNTED + "9 .",
    "nobody": COUNTED + "0 .",
    "a share": ':o a rg:Observation ; rg:population rgc:sexWorkers ; schema:unitText "Percent" ; schema:value 55 .',
    "police": ':o a rg:Observation ; rg:population rgc:sexWorkers ; schema:unitText "officers" ; schema:value 1806 .',
    "people of no population": ':o a rg:Observation ; schema:unitText "persons" ; schema:value 55 .',
    "no observation": ":o rg:population rgc:sexWorkers ; schema:value 55 .",
}


@pytest.mark.parametrize("case", NOT_BANDED)
def test_other_figures_stay(make_content: MakeContent, case: str) -> None:
    content = make_content({"data/a.ttl": PREFIXES + policy("schema:value", "bandGrain") + NOT_BANDED[case]})
    assert generalise(content) == Generalised(content)


@pytest.mark.parametrize("way", ["rg:observedFor", "rg:ofIndicator"])
def test_a_count_of_a_result_or_an_indicator_about_a_population_is_one(make_content: MakeContent, way: str) -> None:
    text = f":o a rg:Observation ; {way} :r ; schema:value 55 . :r rg:population rgc:sexWorkers ."
    assert ("o", "bandFrom", "50 decimal") in said(policy("schema:value", "bandGrain") + text, make_content)


def test_the_claim_of_a_count_becomes_two_each_with_the_passage(make_content: MakeContent) -> None:
    claim = (
        ":c rdf:subject :o ; rdf:predicate schema:value ; rdf:object 137 ; rg:fromPassage :p ; rg:disagreesWith :d ."
    )
    found = said(policy("schema:value", "bandGrain") + COUNTED + "137 . " + claim, make_content)
    assert {triple for triple in found if triple[0].startswith("c")} == {
        ("c", "subject", "o"),
        ("c", "predicate", "bandFrom"),
        ("c", "object", "100 decimal"),
        ("c", "fromPassage", "p"),
        ("c", "disagreesWith", "d"),
        ("c", "generalisedBy", "policy"),
        ("c-band-until", "subject", "o"),
        ("c-band-until", "predicate", "bandUntil"),
        ("c-band-until", "object", "199 decimal"),
        ("c-band-until", "fromPassage", "p"),
        ("c-band-until", "generalisedBy", "policy"),
    }


def test_the_people_behind_a_count_go_where_they_are_the_count(make_content: MakeContent) -> None:
    text = """; rg:cellSize "137"^^xsd:nonNegativeInteger . :c rdf:subject :o ; rdf:predicate rg:cellSize ;
        rdf:object "137"^^xsd:nonNegativeInteger ."""
    found = said(policy("schema:value", "bandGrain") + COUNTED + f"137.0 {text}", make_content)
    assert not [triple for triple in found if "137" in triple[2] or triple[0] == "c"]


def test_an_interval_around_a_count_goes_with_its_claims(make_content: MakeContent) -> None:
    text = """; rg:lowerBound 120 ; rg:upperBound 150 ; rg:pValue 0.01 . :c rdf:subject :o ;
        rdf:predicate rg:lowerBound ; rdf:object 120 ."""
    found = said(policy("schema:value", "bandGrain") + COUNTED + f"137 {text}", make_content)
    assert not [triple for triple in found if triple[1] in ("lowerBound", "upperBound", "pValue") or triple[0] == "c"]


def test_the_people_behind_a_count_stay_where_they_are_more(make_content: MakeContent) -> None:
    found = said(policy("schema:value", "bandGrain") + COUNTED + "137 ; rg:cellSize 900 .", make_content)
    assert ("o", "cellSize", "900 integer") in found


@pytest.mark.parametrize("kind", ["Claim", "RetractedClaim", "DisputedClaim"])
def test_claims_change_in_step_whether_the_statement_stands_or_not(make_content: MakeContent, kind: str) -> None:
    claim = f"""{policy("rg:startDate", "yearGrain", "rg:Intervention")} :s a rg:Intervention .
        :c a rg:{kind} ; rdf:subject :s ; rdf:predicate rg:startDate ; rdf:object "2008-10-15"^^xsd:date ;
          rg:fromPassage :p ; rg:asOf "2008-10-20"^^xsd:date ."""
    assert {triple for triple in said(claim, make_content) if triple[0] == "c"} == {
        ("c", "type", kind),
        ("c", "subject", "s"),
        ("c", "predicate", "startDate"),
        ("c", "object", "2008 gYear"),
        ("c", "fromPassage", "p"),
        ("c", "asOf", "2008-10-20 date"),
        ("c", "generalisedBy", "policy"),
    }


def test_as_of_follows_a_policy_that_names_it(make_content: MakeContent) -> None:
    text = ':c rdf:subject :s ; rg:asOf "2008-10-20"^^xsd:date .'
    found = said(policy("rg:asOf", "monthGrain") + text, make_content)
    assert {("c", "asOf", "2008-10 gYearMonth"), ("c", "generalisedBy", "policy")} <= found


def test_a_dispute_that_cannot_be_seen_any_more_is_left_out(make_content: MakeContent) -> None:
    dispute = """a rg:DisputedClaim ; rdf:subject :s ; rdf:predicate rg:startDate ;
        rg:disputeReason "The other source says May."@en ; rdf:object"""
    text = f""":s rg:startDate "2008-10-15"^^xsd:date . :same {dispute} "2008-05-02"^^xsd:date .
        :other {dispute} "2009-01-05"^^xsd:date ."""
    found = said(policy("rg:startDate", "yearGrain") + text, make_content)
    assert "same" not in {term for triple in found for term in triple}
    assert ("other", "object", "2009 gYear") in found


def test_a_policy_is_for_the_members_of_its_classes_and_of_those_below(make_content: MakeContent) -> None:
    text = """:Workshop rdfs:subClassOf :Training . :Training rdfs:subClassOf rg:InterventionActivity .
        :w a :Workshop ; rg:startDate "2008-10-15"^^xsd:date .
        :law a rg:LegalStatusEvent ; rg:startDate "2008-10-15"^^xsd:date ."""
    found = said(policy("rg:startDate", "yearGrain", "rg:Intervention", "rg:InterventionActivity") + text, make_content)
    assert {("w", "startDate", "2008 gYear"), ("law", "startDate", "2008-10-15 date")} <= found
    assert ("law", "generalisedBy", "policy") not in found


def test_of_two_policies_the_coarser_is_followed_and_named(make_content: MakeContent) -> None:
    text = """:a rg:generalises rg:startDate ; rg:toGrain rgc:monthGrain . :b rg:generalises rg:startDate ;
        rg:toGrain rgc:yearGrain . :s rg:startDate "2008-10-15"^^xsd:date ."""
    found = said(text, make_content)
    assert {triple for triple in found if triple[0] == "s"} == {
        ("s", "startDate", "2008 gYear"),
        ("s", "generalisedBy", "b"),
    }


def test_policies_statements_classes_and_claims_may_stand_in_any_file(make_content: MakeContent) -> None:
    content = make_content(
        {
            "data/policies.ttl": PREFIXES + policy("rg:startDate", "yearGrain", "rg:Intervention"),
            "data/a.ttl": PREFIXES + ':s rg:startDate "2008-10-15"^^xsd:date .',
            "data/b.ttl": PREFIXES + ":s a rg:Intervention .",
            "data/x/disputed.ttl": PREFIXES
            + ':c rdf:subject :s ; rdf:predicate rg:startDate ; rdf:object "2007-10-15"^^xsd:date .',
        }
    )
    published = generalise(content)
    changed = {
        file.path.stem for old, file in zip(content.files, published.content.files, strict=True) if file is not old
    }
    assert changed == {"a", "disputed"}
    assert published.counts == {"https://example.org/id/policy": 2}
    assert not [quad for quad in published.content.quads() if "-10-15" in str(quad)]


def test_where_no_policy_is_for_anything_the_content_is_the_very_same(make_content: MakeContent) -> None:
    for text in ("", policy("rg:startDate", "yearGrain"), ':s rg:startDate "2008-10-15"^^xsd:date .'):
        content = make_content({"data/a.ttl": PREFIXES + text})
        assert generalise(content) == Generalised(content)
        assert generalise(content).content is content


def test_what_was_made_coarser_is_found_where_the_exact_value_stands(make_content: MakeContent) -> None:
    lines = [
        *PREFIXES.splitlines(),
        policy("rg:startDate", "yearGrain").strip(),
        policy("schema:value", "bandGrain").replace(":policy", ":bands").strip(),
        ":s a rg:Intervention ;",
        '  rg:startDate "2008-10-15"^^xsd:date .',
        COUNTED,
        "  137 .",
        ":c rdf:subject :o ;",
        "  rdf:predicate schema:value ;",
        "  rdf:object 137 .",
    ]
    content = generalise(make_content({"data/a.ttl": "\n".join(lines)})).content
    own = "https://example.org/id/"

    def line(subject: str, predicate: str | None = None, value: str | None = None) -> str:
        found = content.find(own + subject, predicate, value)
        assert found
        return lines[found[1].line - 1]

    assert line("s", RG + "startDate", "2008") == lines[-6]
    assert line("s", RG + "generalisedBy", own + "policy") == lines[-6]
    assert line("o", RG + "bandFrom", "100") == line("o", RG + "bandUntil", "199") == lines[-4]
    assert line("c-band-until", RDF + "object", "199") == line("c", RDF + "object", "100") == lines[-1]
    assert line("c-band-until", RDF + "predicate") == lines[-2]
    assert line("c-band-until") == lines[-3]


def test_large_files_are_passed_by_and_rewritten_where_they_lie(tmp_path: Path) -> None:
    def file(name: str, triples: list[Triple]) -> SourceFile:
        return SourceFile(PurePath("data", name), "urn:g", Spool(triples), {}, lambda: "")

    def own(name: str) -> NamedNode:
        return NamedNode("https://example.org/id/" + name)

    day = Literal("2008-10-15", datatype=NamedNode(XSD + "date"))
    said = [
        Triple(own("p"), NamedNode(RG + "generalises"), NamedNode(RG + "startDate")),
        Triple(own("p"), NamedNode(RG + "toGrain"), NamedNode(RGC + "yearGrain")),
    ]
    content = Content(
        tmp_path,
        Iris("https://example.org/"),
        (
            file("p.nt", said),
            file("a.nt", [Triple(own("s"), NamedNode(RG + "startDate"), day)]),
            file("b.nt", [Triple(own("s"), NamedNode(SKOS + "note"), day)]),
        ),
        (),
        Context({}),
    )
    published = generalise(content).content
    assert [new is old for new, old in zip(published.files, content.files, strict=True)] == [True, False, True]
    assert isinstance(published.files[1].triples, Spool)
    assert {short(triple) for triple in published.files[1].triples} == {
        ("s", "startDate", "2008 gYear"),
        ("s", "generalisedBy", "p"),
    }


OWN = st.sampled_from(["s", "t", "c", "d", "town", "province", "PE-UCA", "PE", "o"]).map(
    lambda name: NamedNode("https://example.org/id/" + name)
)
DAYS = st.dates().map(lambda day: Literal(day.isoformat(), datatype=NamedNode(XSD + "date")))
COUNTS = st.integers(0, 10**6).map(lambda count: Literal(str(count), datatype=NamedNode(XSD + "integer")))


def statement(predicates: list[str], values: Any) -> Any:
    return st.builds(Triple, OWN, st.sampled_from(predicates).map(NamedNode), values)


PROPERTIES = [RG + "startDate", RG + "takesPlaceIn", SCHEMA + "value"]
ANY = (
    statement([RG + "startDate", RG + "endDate"], DAYS)
    | statement([RG + "takesPlaceIn", DCTERMS + "isPartOf", RDF + "subject", RDF + "object", RG + "observedFor"], OWN)
    | statement([RDF + "predicate"], st.sampled_from(PROPERTIES).map(NamedNode))
    | statement([RDF + "object"], DAYS | COUNTS)
    | statement([SCHEMA + "value", RG + "cellSize"], COUNTS)
    | statement([SKOS + "notation"], st.sampled_from(["PE", "PE-UCA", "x"]).map(Literal))
    | statement(
        [TYPE],
        st.sampled_from([RG + name for name in ("Observation", "Claim", "DisputedClaim", "UnnamedGroup")]).map(
            NamedNode
        ),
    )
    | statement([RG + "population"], st.just(NamedNode(RGC + "sexWorkers")))
)
POLICIES = [
    Triple(NamedNode(f"https://example.org/id/policy-{grain}"), NamedNode(RG + predicate), NamedNode(value))
    for property, grain in zip(PROPERTIES, ("yearGrain", "regionGrain", "bandGrain"), strict=True)
    for predicate, value in (("generalises", property), ("toGrain", RGC + grain))
]


def content_of(*files: list[Triple]) -> Content:
    made = (
        SourceFile(PurePath("data", f"{number}.ttl"), f"urn:g:{number}", tuple(triples), {}, lambda: "")
        for number, triples in enumerate(files)
    )
    return Content(Path(), Iris("https://example.org/"), tuple(made), (), Context({}))


@given(st.lists(ANY, max_size=25), st.lists(ANY, max_size=25))
def test_made_coarser_twice_is_made_coarser_once(one: list[Triple], other: list[Triple]) -> None:
    once = generalise(content_of(POLICIES, one, other)).content
    assert generalise(once).content is once


@given(st.lists(ANY, max_size=25), st.lists(ANY, max_size=25))
def test_no_exact_date_of_a_property_that_a_policy_is_for_is_left(one: list[Triple], other: list[Triple]) -> None:
    triples = [triple for file in generalise(content_of(POLICIES, one, other)).content.files for triple in file.triples]
    start = NamedNode(RG + "startDate")
    about = {t.subject for t in triples if t.predicate.value == RDF + "predicate" and t.object == start}
    named = {t.subject for t in triples if t.predicate.value == RDF + "subject"}
    for triple in triples:
        is_claimed = triple.predicate.value == RDF + "object" and triple.subject in about & named
        if triple.predicate == start or is_claimed:
            assert not str(triple.object).endswith("date>")


@given(st.lists(ANY, max_size=25), st.lists(ANY, max_size=25))
def test_an_order_of_files_changes_nothing(one: list[Triple], other: list[Triple]) -> None:
    first = generalise(content_of(POLICIES, one, other)).content.files
    second = generalise(content_of(POLICIES, other, one)).content.files
    assert [set(file.triples) for file in first] == [set(second[number].triples) for number in (0, 2, 1)]


@given(st.lists(ANY, max_size=25), st.lists(ANY, max_size=25))
def test_where_no_file_alone_shows_anything_to_make_coarser_nothing_is(one: list[Triple], other: list[Triple]) -> None:
    content = content_of(POLICIES, one, other)
    policies = read_policies(POLICIES)
    published = generalise(content)
    if published.content is not content or published.unmet:
        assert any(exposures(list(file.triples), policies) for file in content.files)


def test_a_file_shows_whose_value_it_is_its_classes_and_its_place(make_content: MakeContent) -> None:
    text = """:s a rg:Intervention , :Other ; rg:startDate "2008-10-15"^^xsd:date ; rg:takesPlaceIn :town , :PE .
        :PE skos:notation "PE" . :t rg:startDate "2008"^^xsd:gYear .
        :c rdf:subject :x ; rdf:predicate rg:startDate ; rdf:object "2008-10-15"^^xsd:date .
        :d rdf:predicate rg:startDate ."""
    found = exposures(triples(text, make_content), read_policies(POLICIES))
    kinds, own = ("https://example.org/id/Other", RG + "Intervention"), "https://example.org/id/"
    assert found == [
        Exposure(1, own + "s", kinds),
        Exposure(2, own + "s", kinds, own + "town"),
        Exposure(1, own + "x"),
        Exposure(1, None),
    ]


def test_the_check_tells_how_much_was_made_coarser_and_by_which_policy(check: Callable[..., Report]) -> None:
    text = PREFIXES + policy("rg:startDate", "yearGrain") + ':s rg:startDate "2008-10-15"^^xsd:date .'
    notes = [note for note in check({"data/a.ttl": text}).notes if "policy (1)" in note["en"]]
    assert [sorted(note) for note in notes] == [["en", "es"]]


def test_the_check_refuses_what_a_policy_is_for_and_cannot_make_coarser(check: Callable[..., Report]) -> None:
    text = PREFIXES + policy("rg:startDate", "yearGrain") + ':s rg:startDate "in October" .'
    found = [finding for finding in check({"data/a.ttl": text}).findings if finding.rule == "not-generalised"]
    assert [Place(finding.line, finding.column) for finding in found] == [Place(text.count("\n") + 1, 17)]
