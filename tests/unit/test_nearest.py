# SPDX-License-Identifier: Apache-2.0
"""Misspelt terms: each is told once, at its line, with the one that was meant; a guess is not made."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.validation import Finding, Report, Severity
from rightsgraph.validation.literals import DATATYPES, is_well_typed, language_meant
from rightsgraph.validation.nearest import Iris, Names
from rightsgraph.vocab import XSD

CONCEPTS = [
    "sexWorkers",
    "femaleSexWorkers",
    "youngPeople",
    "legalised",
    "criminalised",
    "issue-4",
    "date",
    "hasLesson",
]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("sexWorkres", "sexWorkers"),
        ("sexWorker", "sexWorkers"),
        ("sexworkers", "sexWorkers"),
        ("sex_workers", "sexWorkers"),
        ("SexWorkers", "sexWorkers"),
        ("youngPepole", "youngPeople"),
        ("youngpeple", "youngPeople"),
        ("dat", "date"),
        ("has-lesson", "hasLesson"),
    ],
)
def test_a_slip_of_the_hand_is_seen_through(name: str, near: str) -> None:
    assert Names(CONCEPTS).nearest(name) == near


@pytest.mark.parametrize(
    "name",
    ["maleSexWorkers", "decriminalised", "illegalised", "issue-5", "issue-44", "oldPeople", "x", "", "dt", "prisoners"],
)
def test_no_suggestion_is_better_than_a_silly_one(name: str) -> None:
    assert Names(CONCEPTS).nearest(name) is None


def test_where_two_are_equally_near_none_is_named_and_case_decides_where_it_can() -> None:
    assert Names(["trainer", "trained"]).nearest("traine") is None
    assert Names(["population", "Population"]).nearest("populaton") == "population"
    assert Names(["population", "Population"]).nearest("Populaton") == "Population"


@pytest.mark.parametrize(
    "iri",
    [
        "http://e.example/ns#hasLesson",
        "https://www.e.example/ns#hasLesson",
        "https://e.example/ns/hasLesson",
        "https://e.example/vocab/ns#hasLeson",
        "https://e.exmaple/ns#hasLesson",
    ],
)
def test_a_namespace_may_be_misspelt_too(iri: str) -> None:
    known = Iris(["https://e.example/ns#hasLesson", "https://e.example/vocab/ns#hasLesson"])
    assert known.nearest(iri) in ("https://e.example/ns#hasLesson", "https://e.example/vocab/ns#hasLesson")


@pytest.mark.parametrize("iri", ["https://e.example/ns/0.1.0", "https://e.example/b#hasLesson", "urn:x:hasLesson", "#"])
def test_another_namespace_is_not_near(iri: str) -> None:
    assert Iris(["https://e.example/ns#hasLesson", "https://e.example/a#hasLesson"]).nearest(iri) is None


NAMES = st.lists(st.text(max_size=12) | st.from_regex(r"[a-z]{2,6}([A-Z][a-z]{2,6}){0,2}", fullmatch=True), max_size=8)


@given(NAMES, st.data())
def test_what_exists_is_never_corrected(names: list[str], data: st.DataObject) -> None:
    for name in names:
        assert Names(names).nearest(name) is None
        assert Iris(names).nearest(name) is None
    other = data.draw(st.text())
    assert Names(names).nearest(other) in {None, *names}
    assert Iris(names).nearest(other) in {None, *names}


@given(st.from_regex(r"[a-z]{4,8}([A-Z][a-z]{3,6}){1,2}", fullmatch=True), st.data())
def test_swapped_letters_within_a_word_are_seen_through(name: str, data: st.DataObject) -> None:
    places = [place for place in range(1, len(name) - 2) if name[place : place + 2].islower()]
    place = data.draw(st.sampled_from(places))
    slip = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    assert Names([name, "somethingElse"]).nearest(slip) == (None if slip == name else name)


def test_content_with_thousands_of_typos_stays_quick() -> None:
    names = Names(
        f"report-{word}{letter}" for word in ("training", "leadership") for letter in map(chr, range(97, 123))
    )
    assert sum(names.nearest(f"report-trainign{chr(97 + place % 26)}{place}") is not None for place in range(5000)) == 0


PREFIXES = """\
@prefix c: <https://example.org/concept/> .
@prefix e: <https://example.org/id/> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ONTOLOGY = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
rg:Training a owl:Class . rg:audience a owl:ObjectProperty . rg:held a owl:DatatypeProperty .
c:policeOfficers a skos:Concept .
"""
SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/shape/T> a sh:NodeShape ; sh:targetClass rg:Training ;
  sh:property [ sh:path rg:audience ; sh:minCount 1 ; sh:in ( c:policeOfficers e:group ) ] .
"""
GOOD = """\
e:group a skos:Concept .
e:a a rg:Training ;
  rg:audience c:policeOfficers ;
  rg:held "2010-07-18"^^xsd:date .
"""
MISSPELT = {
    "a class": ("rg:Training", "rg:Trainning", 2, "unknown-term", "`rg:Training`"),
    "a property": ("rg:audience", "rg:audeince", 3, "unknown-term", "`rg:audience`"),
    "a concept": ("c:policeOfficers", "c:policeofficer", 3, "unknown-term", "`c:policeOfficers`"),
    "a resource": ("c:policeOfficers", "e:gruop", 3, "unknown-resource", "`e:group`"),
    "a datatype": ("xsd:date", "xsd:Date", 4, "unknown-standard-term", "`xsd:date`"),
    "a term of a standard": ("skos:Concept", "skos:concept", 1, "unknown-standard-term", "`skos:Concept`"),
}


@pytest.fixture
def found(check: Callable[..., Report]) -> Callable[[str], list[Finding]]:
    """What is found in one data file beside a small ontology."""

    def find(text: str, prefixes: str = PREFIXES) -> list[Finding]:
        files = {
            "ontology/o.ttl": PREFIXES + ONTOLOGY,
            "shapes/s.ttl": PREFIXES + SHAPES,
            "data/d.ttl": prefixes + text,
        }
        return list(check(files).findings)

    return find


def test_good_content_is_told_nothing(found: Callable[[str], list[Finding]]) -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(("right", "wrong", "line", "rule", "near"), MISSPELT.values(), ids=MISSPELT)
def test_a_misspelt_term_is_told_once_at_its_line(
    found: Callable[[str], list[Finding]], right: str, wrong: str, line: int, rule: str, near: str
) -> None:
    (finding,) = found(GOOD.replace(right, wrong, 1))
    place = (finding.file, finding.line, finding.rule, finding.severity)
    assert place == ("data/d.ttl", PREFIXES.count("\n") + line, rule, Severity.VIOLATION)
    assert finding.source[finding.column - 1 :].startswith((wrong, '"'))
    assert finding.messages["en"].endswith(f"did you mean {near}?")
    assert finding.messages["es"].endswith(f"¿quiso decir {near}?")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("https://w3id.org/rightsgraph/ns#", "http://w3id.org/rightsgraph/ns#"),
        ("https://w3id.org/rightsgraph/ns#", "https://w3id.org/rightsgraph/ns/"),
        ("https://example.org/concept/", "https://example.org/concpet/"),
    ],
)
def test_a_misspelt_namespace_is_told_once_where_it_is_declared(
    found: Callable[..., list[Finding]], right: str, wrong: str
) -> None:
    prefixes = PREFIXES.replace(right, wrong)
    (finding,) = found(GOOD, prefixes)
    assert (finding.rule, finding.file) == ("misspelt-namespace", "data/d.ttl")
    assert wrong in prefixes.splitlines()[finding.line - 1]
    assert finding.source[finding.column - 1 :].startswith(f"<{wrong}>")
    assert f"<{right}>" in finding.messages["en"]
    assert f"<{right}>" in finding.messages["es"]


def test_an_unknown_term_that_is_near_to_none_is_told_without_a_guess(found: Callable[[str], list[Finding]]) -> None:
    told = [finding for finding in found(GOOD + "e:a rg:budget 7 .") if finding.rule == "unknown-term"]
    assert [finding.line for finding in told] == [PREFIXES.count("\n") + 5]
    assert "?" not in told[0].messages["en"] + told[0].messages["es"]


def test_a_value_beside_those_of_a_list_is_told_the_nearest(check: Callable[..., Report]) -> None:
    shape = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<x:S> a sh:NodeShape ; sh:targetSubjectsOf <x:country> ;\n"
        '  sh:property <x:P> .\n<x:P> sh:path <x:country> ; sh:message "a country"@en , "un país"@es ;\n'
        '  sh:in ( "Bolivia" "Peru" ) .\n'
    )
    report = check({"shapes/s.ttl": shape, "data/d.ttl": '<x:a> <x:country> "Boliva" .\n<x:b> <x:country> "Chad" .\n'})
    assert [(finding.line, finding.messages) for finding in report.findings] == [
        (1, {"en": "a country; did you mean `Bolivia`?", "es": "un país; ¿quiso decir `Bolivia`?"}),
        (2, {"en": "a country", "es": "un país"}),
    ]


def test_what_an_unreadable_file_speaks_of_is_not_called_unknown(check: Callable[..., Report]) -> None:
    report = check(
        {
            "ontology/o.ttl": PREFIXES + ONTOLOGY.replace("owl:Class .", "owl:Class", 1),
            "shapes/s.ttl": PREFIXES + SHAPES,
            "data/d.ttl": PREFIXES + GOOD,
        }
    )
    assert {finding.rule for finding in report.findings} == {"syntax"}


ILL = {
    '"2010-13-45"^^xsd:date': "xsd:date",
    '"2010-02-30"^^xsd:date': "xsd:date",
    '"18/07/2010"^^xsd:date': "xsd:date",
    '"2010-07-18T25:00:00"^^xsd:dateTime': "xsd:dateTime",
    '"abc"^^xsd:integer': "xsd:integer",
    '"1.0"^^xsd:integer': "xsd:integer",
    '"-1"^^xsd:nonNegativeInteger': "xsd:nonNegativeInteger",
    '"12,5"^^xsd:decimal': "xsd:decimal",
    '"yes"^^xsd:boolean': "xsd:boolean",
    '"a"@spanish': "`es`",
    '"a"@sp-PE': "`es-PE`",
    '"a"@eng': "`en`",
    '"a"@zz': "@zz",
}


@pytest.mark.parametrize("literal", ILL)
def test_an_ill_typed_literal_is_told_though_no_shape_looks(
    found: Callable[[str], list[Finding]], literal: str
) -> None:
    (finding,) = found(f"{GOOD}e:a\n  rg:held {literal} .")
    assert finding.rule == ("language-tag" if "@" in literal else "ill-typed")
    assert finding.line == PREFIXES.count("\n") + 6
    assert all(ILL[literal] in message for message in finding.messages.values())


@pytest.mark.parametrize(
    ("text", "datatype", "well"),
    [
        ("2012-02-29", "date", True),
        ("1900-02-29", "date", False),
        ("-0044-03-15", "date", True),
        ("2010-07-18+05:00", "date", True),
        ("2010-07-18T24:00:00Z", "dateTime", True),
        ("24:00:01", "time", False),
        ("0044", "gYear", True),
        ("10", "gYear", False),
        ("P1Y2M3DT4H5M6.7S", "duration", True),
        ("P", "duration", False),
        ("P1YT", "duration", False),
        ("+INF", "double", True),
        ("1E5", "decimal", False),
        (".", "decimal", False),
        ("1_000", "integer", False),
        ("٣", "integer", False),
        (" 1", "integer", False),
        ("255", "unsignedByte", True),
        ("256", "unsignedByte", False),
        ("-0", "nonNegativeInteger", True),
        ("9" * 50, "long", False),
        ("0fb", "hexBinary", False),
        ("YQ==", "base64Binary", True),
        ("anything", "string", True),
    ],
)
def test_the_texts_of_a_datatype_are_those_of_xml_schema(text: str, datatype: str, well: bool) -> None:
    assert is_well_typed(text, XSD + datatype) is well


@pytest.mark.parametrize("tag", ["en", "es-PE", "ES", "qu", "quz", "shp", "zh-Hant-TW", "x-private", "i-klingon"])
def test_a_tag_that_names_a_language_is_let_be(tag: str) -> None:
    assert language_meant(tag) is None


@given(st.text(), st.sampled_from(sorted(DATATYPES)))
def test_any_text_is_judged(text: str, datatype: str) -> None:
    assert is_well_typed(text, datatype) in (True, False)
