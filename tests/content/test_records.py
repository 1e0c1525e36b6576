# SPDX-License-Identifier: Apache-2.0
"""The records of other interventions: what their sources print, and how it is kept from saying more."""

import re
from pathlib import Path

import pytest

from rightsgraph.content import Content, read_content
from rightsgraph.rdf import text_of
from rightsgraph.validation.graph import Graph
from rightsgraph.vocab import RDF, RG, SCHEMA

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/rightsgraph/"
CONCEPT = BASE + "concept/"
# Of these a baseline, a method or a plan was read, and no effect.
WITHOUT_A_RESULT = (
    "andhra-pradesh-advocacy-groups",
    "cambodia-police-community-partnership",
    "kyrgyzstan-friendly-police",
    "sri-lanka-police-instructors",
)


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(ROOT)


@pytest.fixture(scope="module")
def graph(content: Content) -> Graph:
    return Graph(content.triples())


def of(graph: Graph, predicate: str, record: str) -> dict[str, str]:
    """What the resources of a record have for a predicate, by the last part of their names."""
    return {
        subject.rpartition("/")[2].removeprefix(record + "-"): value.removeprefix(CONCEPT)
        for subject, value in graph.pairs(predicate)
        if subject.rpartition("/")[2].startswith(record)
    }


def test_two_papers_with_different_odds_of_arrest_both_stand(graph: Graph) -> None:
    values = of(graph, SCHEMA + "value", "karnataka-arrests-and-violence")
    odds = {name: values[name] for name in values if name.startswith("arrested-past-year-odds")}
    assert odds == {"arrested-past-year-odds": "0.59", "arrested-past-year-odds-other-surveys": "0.57"}
    indicators = of(graph, RG + "ofIndicator", "karnataka-arrests-and-violence")
    assert len({indicators[name] for name in odds}) == 2


def test_figures_that_contradict_themselves_are_disputed_and_asserted_nowhere(content: Content, graph: Graph) -> None:
    files = [file for file in content.files if file.disputed and "five-states-crisis-response" in file.path.parts]
    disputed = [triple for file in files for triple in file.triples]
    figures = sorted(text_of(triple.object) for triple in disputed if triple.predicate.value == RDF + "object")
    assert figures == ["37", "7", "7.90", "8.86", "9.94"]
    asserted = of(graph, SCHEMA + "value", "five-states-crisis-response")
    assert sorted(asserted.values()) == ["3.95", "62", "87"]
    assert not of(graph, RG + "lowerBound", "five-states-crisis-response")


@pytest.mark.parametrize("record", WITHOUT_A_RESULT)
def test_a_record_without_an_effect_in_what_was_read_says_that_it_is_unknown(graph: Graph, record: str) -> None:
    intervention = f"{BASE}id/intervention/{record}"
    assert graph.value(intervention, RG + "contributesTo") is None
    unknown = {
        graph.value(unknown, RG + "unknownProperty") for unknown in graph.subjects(RG + "unknownFor", intervention)
    }
    assert RG + "contributesTo" in unknown


def test_a_figure_that_does_not_say_whom_it_describes_is_given_to_nobody(graph: Graph) -> None:
    record = "papua-new-guinea-police-and-sex-workers"
    populations = of(graph, RG + "population", record)
    assert {name for name in populations if name.startswith(("gang-rape", "less-gang-rape"))} == set()
    assert populations["condom-use-sex-workers"] == "sexWorkers"


def test_figures_an_organisation_gives_of_itself_are_reported_and_not_measured(graph: Graph) -> None:
    statuses = of(graph, RG + "resultStatus", "karnataka-community-led-programme")
    assert statuses == {"sti": "reported", "condom-use": "reported"}


def test_the_readme_counts_the_interventions_as_they_are(content: Content, graph: Graph) -> None:
    told = re.search(
        r"Besides the Peruvian abstract, (\d+) further interventions", (ROOT / "README.md").read_text("utf-8")
    )
    assert told
    assert len(graph.instances(RG + "Intervention")) == int(told[1]) + 1 >= 20
