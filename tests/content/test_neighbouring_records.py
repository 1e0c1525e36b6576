# SPDX-License-Identifier: Apache-2.0
"""The records read from excerpts in; where they keep back, keep apart or leave open what they must, out."""

from pathlib import Path

import pytest

from rightsgraph.content import read_content
from rightsgraph.validation.graph import Graph
from rightsgraph.vocab import PROV, RG, TYPE

ROOT = Path(__file__).parents[2]
ID = "https://w3id.org/rightsgraph/id/"
CONCEPT = "https://w3id.org/rightsgraph/concept/"
NAME = "http://schema.org/name"
VALUE = "http://schema.org/value"
CONSULTATIONS = "peru-regional-consultations"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(read_content(ROOT).triples())


def _values(graph: Graph, slug: str) -> set[float]:
    return {float(value) for subject, value in graph.pairs(VALUE) if slug in subject}


def test_the_programme_of_the_consultations_may_be_the_consortiums_and_is_not_merged_with_it(graph: Graph) -> None:
    (hypothesis,) = graph.subjects(TYPE, RG + "IdentityHypothesis")
    assert graph.value(hypothesis, RG + "hypothesisFor") == f"{ID}intervention/peru-consortium"
    assert graph.value(hypothesis, RG + "candidate") == f"{ID}intervention/{CONSULTATIONS}"
    assert graph.value(hypothesis, RG + "assertionMode") == CONCEPT + "curatorInference"
    assert len([source for subject, source in graph.pairs(PROV + "hadPrimarySource") if subject == hypothesis]) == 4


def test_no_organisation_of_the_consultations_has_a_name(graph: Graph) -> None:
    assert [subject for subject, _ in graph.pairs(NAME) if CONSULTATIONS in subject] == []


def test_the_regions_of_the_consultations_stand_side_by_side_and_are_said_to_conflict(graph: Graph) -> None:
    intervention = f"{ID}intervention/{CONSULTATIONS}"
    places = {place for subject, place in graph.pairs(RG + "takesPlaceIn") if subject == intervention}
    assert {place.rpartition("/")[2] for place in places} == {"PE-ARE", "PE-JUN", "PE-LAM", "PE-PIU", "PE-UCA"}
    (unknown,) = (
        subject
        for subject in graph.subjects(RG + "unknownFor", intervention)
        if graph.value(subject, RG + "unknownProperty") == RG + "takesPlaceIn"
    )
    assert graph.value(unknown, RG + "unknownReason") == CONCEPT + "conflicting"


def test_a_mapping_has_no_place(graph: Graph) -> None:
    for activity in graph.subjects(RG + "activityType", CONCEPT + "communityMapping"):
        assert graph.value(activity, RG + "takesPlaceIn") is None


def test_which_site_had_which_work_is_left_open(graph: Graph) -> None:
    slug = "dominican-republic-solidarity-and-policy"
    assert not [subject for subject, _ in graph.pairs(RG + "studyArm") if slug in subject]
    assert not [
        subject for subject, _ in graph.pairs(RG + "takesPlaceIn") if subject.startswith(f"{ID}activity/{slug}")
    ]


@pytest.mark.parametrize(
    ("slug", "figures"),
    [
        pytest.param("latin-america-sex-workers-network", {12.5}, id="about ten thousand members"),
        pytest.param("sex-worker-led-grants", {91, 129}, id="just under four million dollars"),
        pytest.param(CONSULTATIONS, {12, 202}, id="more than 270 participants"),
    ],
)
def test_a_number_with_about_or_under_before_it_is_no_value(graph: Graph, slug: str, figures: set[float]) -> None:
    assert _values(graph, slug) == figures
