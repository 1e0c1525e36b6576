# SPDX-License-Identifier: Apache-2.0
"""Small graphs in, what is known, unknown and withheld out; and the shipped content, counted whole."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rightsgraph.content import read_content
from rightsgraph.coverage import ASPECTS, Coverage, CoverageFormat, Covered, State, cover, tally, write_coverage
from rightsgraph.rdf import Quad, read_document, text_of
from rightsgraph.store import Store
from rightsgraph.vocab import RDF, RG, TYPE

ROOT = Path(__file__).parents[2]
PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix e: <http://e.example/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix rgc: <https://w3id.org/rightsgraph/concept/> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
Read = Callable[[str], Coverage]


@pytest.fixture
def covered(tmp_path: Path) -> Read:
    """The coverage of the only intervention of some Turtle."""

    def read(turtle: str) -> Coverage:
        path = tmp_path / "graph.ttl"
        path.write_text(PREFIXES + 'e:i a rg:Intervention ; skos:prefLabel "One"@en , "Una"@es .\n' + turtle, "utf-8")
        (found,) = cover(Store(read_document(path).quads))
        return found

    return read


def gap(name: str, about: str, property: str, reason: str, more: str = "", kind: str = "rg:ExplicitUnknown") -> str:
    said = f"rg:unknownFor {about} ; rg:unknownProperty {property} ; rg:unknownReason rgc:{reason}"
    return f"e:{name} a {kind} ; {said} {more} .\n"


STATES = {
    "a value": ("e:i rg:fundedBy e:f .", "funder", Covered(1, 0, {})),
    "silence": ("", "funder", Covered(0, 0, {})),
    "an explicit unknown": (gap("u", "e:i", "rg:fundedBy", "notStated"), "funder", Covered(0, 0, {"notStated": 1})),
    "a value withheld": (
        gap("u", "e:i", "rg:fundedBy", "withheldForSafety", kind="rg:Withheld"), "funder", Covered(0, 1, {}),
    ),
    "three values withheld": (
        gap("u", "e:i", "rg:fundedBy", "withheldForSafety", "; rg:withheldNumber 3", "rg:Withheld"),
        "funder", Covered(0, 3, {}),
    ),
    "a value of an activity": ("e:a rg:partOfIntervention e:i ; rg:fundedBy e:f .", "funder", Covered(1, 0, {})),
    "a name and a gap among members": (
        "e:i rg:implementedBy e:c . e:c <http://www.w3.org/ns/org#hasMember> e:x , e:y . e:x schema:name 'X' ."
        + gap("u", "e:y", "schema:name", "notInExcerpt"),
        "names", Covered(1, 0, {"notInExcerpt": 1}),
    ),
    "an aim is no report": (
        "e:i rg:intendsResult e:r . e:r rg:resultStatus rgc:intended .", "reported", Covered(0, 0, {}),
    ),
    "a report": ("e:i rg:contributesTo e:r . e:r rg:resultStatus rgc:reported .", "reported", Covered(1, 0, {})),
    "a figure without an interval": (
        "e:i rg:contributesTo e:r . e:o rg:observedFor e:r ; schema:value 4 .", "interval", Covered(0, 0, {}),
    ),
    "a result without a figure": (
        "e:i rg:contributesTo e:r ." + gap("u", "e:r", "schema:value", "notStated"),
        "figures", Covered(0, 0, {"notStated": 1}),
    ),
    "somebody else's value": ("e:j rg:fundedBy e:f .", "funder", Covered(0, 0, {})),
}  # fmt: skip


@pytest.mark.parametrize("case", STATES)
def test_values_gaps_and_silence_are_counted_apart(case: str, covered: Read) -> None:
    turtle, aspect, expected = STATES[case]
    assert covered(turtle).aspects[aspect] == expected


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (Covered(1, 0, {}), State.KNOWN),
        (Covered(2, 0, {"notStated": 1}), State.PARTLY),
        (Covered(2, 1, {}), State.PARTLY),
        (Covered(0, 1, {"notStated": 1}), State.WITHHELD),
        (Covered(0, 0, {"notStated": 1}), State.UNKNOWN),
        (Covered(0, 0, {}), State.SILENT),
    ],
)
def test_a_state_never_hides_a_gap_behind_a_value(found: Covered, state: State) -> None:
    assert found.state is state


def test_sources_claims_and_the_strongest_evidence_are_told(covered: Read) -> None:
    found = covered("""
        e:i rg:fundedBy e:f , e:g .
        e:c1 rdf:subject e:i ; rg:fromPassage e:p1 ; rg:evidenceStrength rgc:selfReport .
        e:c2 rdf:subject e:i ; rg:fromPassage e:p1 , e:p2 ; rg:evidenceStrength rgc:prePost .
        e:p1 oa:hasSource e:s1 . e:p2 oa:hasSource e:s2 ; oa:hasState e:k .
        e:s1 dcterms:issued "2010"^^xsd:gYear .
        rgc:selfReport rg:rank 1 . rgc:prePost rg:rank 5 .
    """)
    told = (found.sources, found.claims, found.checkable, found.strongest)
    assert told == (2, 2, 1, "https://w3id.org/rightsgraph/concept/prePost")
    assert found.aspects["said"] == Covered(1, 0, {})


@pytest.fixture(scope="module")
def shipped() -> Store:
    triples = read_content(ROOT).triples()
    return Store(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)


def test_every_claim_belongs_to_an_intervention_or_to_a_law_that_stands_alone(shipped: Store) -> None:
    claims = {t.subject for t in shipped.triples(predicate=TYPE, value=RG + "Claim")}
    alone = [
        claim
        for claim in claims
        for t in shipped.triples(subject=text_of(claim), predicate=RDF + "subject")
        if "peru-later-law-proposals-bill-in-congress" in text_of(t.object)
    ]
    assert alone
    assert sum(found.claims for found in cover(shipped)) == len(claims) - len(alone)


def test_the_tally_starts_with_what_is_known_of_the_fewest(shipped: Store) -> None:
    known = [states[State.KNOWN] + states[State.PARTLY] for _, states in tally(cover(shipped))]
    assert known == sorted(known)
    assert len(known) == len(ASPECTS)


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_form_tells_the_same_of_each_intervention(shipped: Store, language: str) -> None:
    coverages = cover(shipped)
    text, as_json, as_csv = (write_coverage(coverages, format, language) for format in CoverageFormat)
    told = json.loads(as_json)["interventions"]
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert len(rows) == len(coverages) * len(ASPECTS)
    for one in told:
        assert f"{one['name']} (" in text
        own = {row["aspect"]: row for row in rows if row["intervention"] == one["intervention"]}
        assert {key: aspect["state"] for key, aspect in one["aspects"].items()} == {
            k: r["state"] for k, r in own.items()
        }


def test_nothing_is_told_of_nothing() -> None:
    assert write_coverage(cover(Store(())), CoverageFormat.text, "en") == "There is no intervention here.\n"
