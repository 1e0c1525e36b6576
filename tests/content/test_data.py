# SPDX-License-Identifier: Apache-2.0
"""The Peruvian consortium's record: the whole abstract, and nothing that it does not say."""

import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from rightsgraph.content import Content, read_content
from rightsgraph.rdf import BlankNode, text_of
from rightsgraph.validation import validate
from rightsgraph.validation.captures import normalise, passage_digest
from rightsgraph.validation.graph import Graph
from rightsgraph.vocab import DCTERMS, OA, PROV, RDF, RG, SKOS, TYPE

BASE = "https://w3id.org/rightsgraph/"
CONCEPT = BASE + "concept/"
SOURCE = BASE + "id/source/aids-2010-peru-consortium"
PASSAGE = BASE + "id/passage/aids-2010-peru-consortium-"

# Section and sentence of the abstract, its offsets in the normalised capture.
SENTENCES = {
    "title-1": (60, 152),
    "issues-1": (303, 391),
    "issues-2": (392, 525),
    "issues-3": (526, 610),
    "issues-4": (611, 882),
    "description-1": (896, 1207),
    "lessons-learned-1": (1225, 1356),
    "lessons-learned-2": (1357, 1419),
    "lessons-learned-3": (1420, 1597),
    "lessons-learned-4": (1598, 1761),
    "next-steps-1": (1774, 1892),
    "next-steps-2": (1893, 2008),
}


@pytest.fixture(scope="module")
def content(one_dataset_world: Path) -> Content:
    return read_content(one_dataset_world)


@pytest.fixture(scope="module")
def graph(content: Content) -> Graph:
    return Graph(content.triples())


@pytest.fixture
def captures() -> Path:
    """The folder of private captures, where a machine holds them."""
    folder = os.environ.get("RIGHTSGRAPH_CAPTURES")
    if not folder:
        pytest.skip("needs the private captures: RIGHTSGRAPH_CAPTURES names their folder")
    return Path(folder)


def short(iri: str) -> str:
    return iri.rpartition("/")[2].removeprefix("peru-consortium-")


def values(graph: Graph, predicate: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for subject, value in graph.pairs(predicate):
        if "peru-consortium" in subject:
            found[short(subject)].add(short(value))
    return found


def test_each_sentence_is_located_by_its_offsets(graph: Graph) -> None:
    found = {}
    for passage, source in graph.pairs(OA + "hasSource"):
        assert source == SOURCE
        selector = graph.value(passage, OA + "hasSelector") or ""
        start, end = (int(graph.value(selector, OA + name) or -1) for name in ("start", "end"))
        found[passage.removeprefix(PASSAGE)] = (start, end)
    assert found == SENTENCES


def test_each_sentence_of_the_text_carries_a_claim(graph: Graph) -> None:
    carried = {passage.removeprefix(PASSAGE) for _, passage in graph.pairs(RG + "fromPassage")}
    assert carried == set(SENTENCES) - {"title-1"}


def test_the_consortium_has_three_organisations_and_none_has_a_name(graph: Graph) -> None:
    members = values(graph, "http://www.w3.org/ns/org#hasMember")["peru-consortium"]
    assert members == {"transgender-people", "female-sex-workers", "academic"}
    unnamed = {short(subject) for subject, value in graph.pairs(RG + "unknownFor") for subject in [value]}
    assert members <= unnamed
    assert not list(graph.pairs("http://schema.org/name"))


def test_four_regions_stand_as_one_group_without_members(graph: Graph) -> None:
    assert values(graph, RG + "takesPlaceIn") == {"peru-consortium": {"regions"}}
    assert values(graph, RG + "statedCardinality") == {"peru-consortium": {"3"}, "regions": {"4"}}
    assert not list(graph.pairs(PROV + "hadMember"))


def test_both_national_and_local_police_are_trained(graph: Graph) -> None:
    assert values(graph, RG + "targetsActor") == {"police-training": {"national", "local-police"}}
    assert values(graph, RG + "policeLevel") == {"national": {"nationalLevel"}, "local-police": {"localLevel"}}
    assert not values(graph, RG + "policeUnitType")


def test_aims_and_reports_are_told_apart_and_nothing_is_measured(graph: Graph) -> None:
    assert values(graph, RG + "resultStatus") == {
        "less-violence": {"intended"},
        "less-discrimination": {"intended"},
        "better-work-environment": {"intended"},
        "less-vulnerability": {"intended"},
        "decriminalisation": {"intended"},
        "improved-legal-framework": {"reported"},
        "police-sensitised": {"reported"},
        "leadership": {"reported"},
        "negotiation-and-advocacy": {"reported"},
        "collaboration": {"reported"},
        "law": {"reported"},
    }


def test_an_aim_is_intended_and_never_contributed_to_by_an_activity(graph: Graph) -> None:
    status = values(graph, RG + "resultStatus")
    for results in values(graph, RG + "intendsResult").values():
        assert all(status[result] == {"intended"} for result in results)
    for subject, results in values(graph, RG + "contributesTo").items():
        if status.get(subject) != {"intended"}:
            assert all(status[result] == {"reported"} for result in results), subject


def test_the_law_proposal_is_drafted_by_sex_workers_and_not_yet_presented(graph: Graph) -> None:
    assert values(graph, RG + "draftedBy") == {"law": {"law-drafters"}}
    assert values(graph, RG + "legalStage") == {"law-drafted": {"drafted"}}
    assert values(graph, RG + "stageNotYetReached") == {"law": {"presented"}}
    assert values(graph, RG + "population")["law-drafters"] == {"femaleSexWorkers", "transSexWorkers"}


def test_the_lesson_and_the_three_next_steps_stand_apart_from_the_results(graph: Graph) -> None:
    assert values(graph, RG + "hasLesson") == {"peru-consortium": {"seeking-consensus"}}
    assert values(graph, RG + "hasNextStep") == {
        "peru-consortium": {"discuss-proposal", "work-with-police", "extend-to-regions"}
    }


def test_the_printed_title_keeps_its_misprint_and_our_reading_stands_beside_it(graph: Graph) -> None:
    assert "HIS/AIDS" in (graph.value(SOURCE, DCTERMS + "title") or "")
    assert "HIV/AIDS" in (graph.value(SOURCE, DCTERMS + "alternative") or "")
    assert graph.value(SOURCE, SKOS + "editorialNote")


def test_an_inference_is_never_told_as_said(graph: Graph) -> None:
    inferred = {
        (short(graph.value(claim, RDF + "subject") or ""), short(graph.value(claim, RDF + "object") or ""))
        for claim in graph.subjects(RG + "assertionMode", CONCEPT + "curatorInference")
    }
    assert inferred == {
        ("social-exclusion", "hiv-vulnerability"),
        ("limited-health-access", "health"),
        ("state-violence", "security"),
        ("peru-consortium", "hiv-vulnerability"),
        ("police-training", "state-violence"),
        ("community-strengthening", "leadership"),
    }


def test_authors_stand_in_the_citation_alone(content: Content, graph: Graph) -> None:
    printed = graph.value(SOURCE, RG + "authorsAsPrinted") or ""
    families = [name.strip().rpartition(".")[2].strip() for name in printed.split(",")]
    assert len(families) == 4
    for file in content.files:
        for triple in file.triples:
            if any(family in text_of(triple.object) for family in families):
                assert text_of(triple.subject) == SOURCE
                assert triple.predicate.value in (RG + "authorsAsPrinted", DCTERMS + "bibliographicCitation")


def test_the_affiliation_is_said_to_be_withheld(graph: Graph) -> None:
    everywhere = graph.subjects(RG + "unknownReason", CONCEPT + "withheldForSafety")
    withheld = [unknown for unknown in everywhere if "peru-consortium" in unknown]
    assert [graph.value(unknown, RG + "unknownProperty") for unknown in withheld] == ["http://schema.org/affiliation"]


def test_the_affiliation_is_nowhere_in_the_content(content: Content, captures: Path) -> None:
    digests = {value for file in content.files for value in re.findall(r"sha256:[0-9a-f]{64}", file.text)}
    texts = [normalise(path.read_text("utf-8")) for path in captures.glob("*.txt")]
    [capture] = [text for text in texts if passage_digest(text) in digests]
    start, end = SENTENCES["title-1"][1], SENTENCES["issues-1"][0]
    between = capture[start:end].partition(" Issues:")[0]
    names = re.findall(r"[A-Z]\w+(?:[ ,]+(?:\w+[ ,]+){0,3}[A-Z]\w+)+", between)
    assert names
    stated = "".join(file.text for file in content.files if file.path.name != "source.ttl")
    for name in names:
        assert name not in stated


def test_no_blank_node_and_no_person_is_in_the_content(content: Content) -> None:
    for triple in (triple for file in content.files for triple in file.triples):
        assert not isinstance(triple.subject, BlankNode)
        assert not isinstance(triple.object, BlankNode)
        assert not (triple.predicate.value == TYPE and text_of(triple.object).endswith(("/Person", "#Person")))


def test_every_record_says_when_and_how_it_was_curated(graph: Graph) -> None:
    for curation in graph.instances(RG + "Curation"):
        assert graph.value(curation, DCTERMS + "date")
        assert graph.value(curation, RG + "curationRole")
        assert graph.value(curation, RG + "reviewStatus") == CONCEPT + "notYetReviewed"


def test_the_content_conforms_and_every_passage_matches_the_private_capture(content: Content, captures: Path) -> None:
    report = validate(content, captures)
    assert report.findings == ()
    assert report.notes == ()
