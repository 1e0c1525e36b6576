# SPDX-License-Identifier: Apache-2.0
"""What must never be published, put into the shipped content: the check refuses it and names the rule it breaks."""

import shutil
from pathlib import Path

import pytest

from rightsgraph.content import Content, read_content
from rightsgraph.validation import Report, Severity, ShaclEngine, validate

PREFIXES = """
@prefix claim: <https://w3id.org/rightsgraph/id/claim/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix example: <https://w3id.org/rightsgraph/id/example/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix group: <https://w3id.org/rightsgraph/id/group/> .
@prefix intervention: <https://w3id.org/rightsgraph/id/intervention/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix organisation: <https://w3id.org/rightsgraph/id/organisation/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix passage: <https://w3id.org/rightsgraph/id/passage/> .
@prefix place: <https://w3id.org/rightsgraph/id/place/> .
@prefix proposal: <https://w3id.org/rightsgraph/id/proposal/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix result: <https://w3id.org/rightsgraph/id/result/> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix rgc: <https://w3id.org/rightsgraph/concept/> .
@prefix schema: <http://schema.org/> .
@prefix selector: <https://w3id.org/rightsgraph/id/selector/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# The rule that is broken, and what breaks it.
REFUSED = {
    "ContactShape": "organisation:peru-consortium-female-sex-workers foaf:mbox <https://example.org/box> .",
    "PersonPopulationShape": "example:p2 a foaf:Person ; dcterms:subject rgc:sexWorkers .",
    "PersonOrganisationShape": """
        example:p3 a foaf:Person ; org:memberOf organisation:peru-consortium-transgender-people .""",
    "PersonIdentityShape": "example:p4 a foaf:Person ; owl:sameAs <https://example.org/somebody> .",
    "PersonShape": "example:person a schema:Person .",
    "PlaceGrainShape": """
        example:town a schema:AdministrativeArea ; skos:notation "250101" .
        intervention:peru-consortium rg:takesPlaceIn example:town .""",
    "CoordinateShape": 'example:venue geo:lat "-8.38" ; geo:long "-74.55" .',
    "CellSizeShape": "example:o1 a rg:Observation ; rg:population rgc:transSexWorkers ; schema:value 40 .",
    "SmallCountShape": """
        example:o2 a rg:Observation ; rg:population rgc:transSexWorkers ; schema:value 3 ;
          schema:unitText "persons" ; rg:cellSize "14"^^xsd:nonNegativeInteger .""",
    "SourceRightsShape": 'example:s a rg:SourceDocument ; dcterms:rights "as printed" .',
    "TombstoneShape": """
        example:t a rg:Tombstone ; prov:invalidatedAtTime "2026-01-01T00:00:00Z"^^xsd:dateTime ;
          rg:takedownReason rgc:tdSafety ; skos:prefLabel "left over"@en .""",
    "QuotationShape": 'selector:aids-2010-peru-consortium-issues-1 oa:exact "copied" .',
    "UnnamedGroupShape": "group:peru-consortium-regions prov:hadMember place:PE .",
    "UnknownShape": 'intervention:peru-consortium rg:startDate "2008"^^xsd:gYear .',
    "PeriodShape": """
        example:a1 a rg:InterventionActivity ; rg:startDate "2009-03"^^xsd:gYearMonth ;
          rg:endDate "2008"^^xsd:gYear .""",
    "IntervalShape": """
        example:o3 a rg:Observation ; rg:lowerBound 0.9 ; rg:upperBound 1.4 ; rg:confidenceLevel 95 ; schema:value 0.4 ;
          schema:unitText "odds ratio" .""",
    "NamingShape": """
        example:unsafe a org:Organization ; rg:actorType rgc:ngo ; rg:namingBasis rgc:unsafeToName ;
          schema:name "A name"@en .
        organisation:peru-consortium-female-sex-workers schema:name "A name of theirs"@en .""",
    "unknown-region": """
        example:nowhere a schema:AdministrativeArea ; skos:notation "PE-XYZ" ; skos:prefLabel "Nowhere"@en .""",
    "HypothesisShape": """
        example:h a rg:IdentityHypothesis ; rg:hypothesisFor intervention:peru-consortium ; rg:candidate example:i .
        intervention:peru-consortium owl:sameAs example:i .""",
    "MeasuredResultShape": "result:peru-consortium-less-violence rg:resultStatus rgc:measured .",
    "DraftersShape": "proposal:peru-consortium-law rg:draftedBy example:p2 .",
    "LegalStageShape": """
        proposal:peru-consortium-law rg:hasStatusEvent example:presented .
        example:presented a rg:LegalStatusEvent ; rg:legalStage rgc:presented .""",
    "ClaimedTripleShape": """
        claim:phantom a rg:Claim ; rdf:subject intervention:peru-consortium ; rdf:predicate rg:takesPlaceIn ;
          rdf:object place:PE ; rg:fromPassage passage:aids-2010-peru-consortium-description-1 ;
          rg:assertionMode rgc:explicit ; rg:evidenceStrength rgc:selfReport .""",
    "EvidenceShape": "intervention:peru-consortium rg:fundedBy organisation:peru-consortium-academic .",
    "unknown-term": "intervention:peru-consortium rg:implementedWith organisation:peru-consortium-academic .",
    "blank-node": "intervention:peru-consortium skos:related [] .",
    "e-mail": 'intervention:peru-consortium skos:note "write to somebody@example.org"@en .',
}


@pytest.fixture(scope="module")
def refused(one_dataset_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The shipped content with everything that is refused in it."""
    root = tmp_path_factory.mktemp("content")
    shutil.copytree(one_dataset_world, root, dirs_exist_ok=True)
    (root / "data" / "refused.ttl").write_text(PREFIXES + "\n".join(REFUSED.values()), "utf-8")
    return read_content(root)


@pytest.fixture(scope="module")
def report(refused: Content) -> Report:
    """One check of it."""
    return validate(refused)


@pytest.mark.parametrize("rule", REFUSED)
def test_what_must_not_be_published_is_refused(rule: str, report: Report) -> None:
    broken = [finding for finding in report.findings if finding.rule.partition("-")[0] == rule or finding.rule == rule]
    assert broken
    assert any(finding.severity is Severity.VIOLATION for finding in broken)
    assert all(set(finding.messages) == {"en", "es"} for finding in broken)


@pytest.mark.parametrize(
    ("organisation", "says"),
    [
        pytest.param("example/unsafe", "marked as not safe to name", id="marked as unsafe"),
        pytest.param("organisation/peru-consortium-female-sex-workers", "Nothing says why", id="without any basis"),
        pytest.param(
            "organisation/peru-consortium-female-sex-workers",
            "from a source that it published itself",
            id="a community not by its own publication",
        ),
    ],
)
def test_a_name_that_could_expose_people_is_refused(organisation: str, says: str, report: Report) -> None:
    told = [
        finding.severity
        for finding in report.findings
        if finding.rule == "NamingShape" and (finding.focus or "").endswith("/id/" + organisation)
        if says in finding.messages["en"]
    ]
    assert told == [Severity.VIOLATION]


def test_nothing_else_in_the_shipped_content_is_touched_by_it(report: Report) -> None:
    files = {finding.file for finding in report.findings}
    assert files <= {
        "data/refused.ttl",
        *(
            f"data/peru-consortium/{name}.ttl"
            for name in ("actors", "intervention", "law", "results", "source", "unknowns")
        ),
    }


def test_both_engines_refuse_the_same_in_the_same_words(refused: Content, report: Report) -> None:
    assert validate(refused, engine=ShaclEngine.both) == report
    assert validate(refused, engine=ShaclEngine.pyshacl) == report
