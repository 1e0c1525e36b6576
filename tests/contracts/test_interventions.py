# SPDX-License-Identifier: Apache-2.0
"""The page of an intervention: its chain, its evidence, its figures, its law, and what is not known of it."""

import re

import httpx
import pytest
from tests.contracts.test_pages import get

from rightsgraph.web.texts import texts

PERU = "/id/intervention/peru-consortium"
KARNATAKA = "/id/intervention/karnataka-arrests-and-violence"
KYRGYZSTAN = "/id/intervention/kyrgyzstan-drug-police-training"
NEW_ZEALAND = "/id/intervention/new-zealand-sex-work-law-reform"


def shown(client: httpx.Client, path: str, language: str = "en") -> str:
    return get(client, path, **{"Accept-Language": language}).text


def chain(text: str) -> str:
    found = re.search(r'<svg[^>]*class="chain".*?</svg>', text, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_box_of_the_chain_leads_to_what_is_said_of_it(client: httpx.Client, language: str) -> None:
    text = shown(client, PERU, language)
    boxes = re.findall(r'<a href="#([^"]+)"><rect', chain(text))
    assert len(boxes) > 15
    assert all(f'id="{anchor}"' in text for anchor in boxes)
    for state in ("intended", "reported"):
        assert f'class="box {state}"' in chain(text)
        assert texts(language)[f"state_{state}"] in chain(text)


def test_an_aim_is_never_drawn_as_a_report_nor_a_report_as_a_measurement(client: httpx.Client) -> None:
    drawn = chain(shown(client, PERU))
    assert "measured" not in drawn
    for anchor, state in re.findall(r'<a href="#(result-[^"]+)"><rect[^>]*class="box (\w+)"', drawn):
        told = client.get(f"/{anchor.replace('result-', 'id/result/', 1)}.nt").text
        assert f"resultStatus> <https://w3id.org/rightsgraph/concept/{state}>" in told


def test_an_inference_of_the_curator_is_drawn_as_one(client: httpx.Client) -> None:
    drawn = chain(shown(client, PERU))
    assert re.search(r'class="edge [^"]*inferred"[^>]*><title>[^<]*inference', drawn)


def test_a_figure_is_told_with_interval_people_and_evidence(client: httpx.Client) -> None:
    text = shown(client, KARNATAKA)
    assert "0.59 adjusted odds ratio (interval 0.41–0.86)" in text
    assert "0.59 razón de momios ajustada (intervalo 0.41–0.86)" in shown(client, KARNATAKA, "es")
    assert len(re.findall(r'<svg[^>]*class="drawn chart"', text)) >= 3
    figures = re.findall(r'<ul class="figures">.*?</ul>', text, re.DOTALL)
    assert figures
    for figure in re.findall(r"<li>.*?</li>", "".join(figures), re.DOTALL):
        assert "/id/claim/" in figure


def test_a_law_has_its_stages_in_order_and_says_which_are_not_reached(client: httpx.Client) -> None:
    stages = re.findall(r'<li class="(reached|ahead)">\s*<strong>([^<]+)</strong>', shown(client, NEW_ZEALAND))
    assert stages == [("reached", name) for name in ("Idea or demand", "Being drafted", "Presented to the authority",
                                                     "In force")]  # fmt: skip
    stages = re.findall(r'<li class="(reached|ahead)">\s*<strong>([^<]+)</strong>', shown(client, PERU))
    assert stages == [("reached", "Drafted"), ("ahead", "Presented to the authority")]


def test_what_is_not_known_stands_where_the_value_would_and_withheld_is_told_apart(client: httpx.Client) -> None:
    text = shown(client, KARNATAKA)
    gap = '<a class="state unknown" href="/id/unknown/'
    assert re.search(rf'<dt>start</dt><dd>\s*<div class="statement missing">{gap}', text)
    assert re.search(rf'{gap}[^"]*">Withheld for safety</a>', text)


def test_a_law_that_was_worked_with_is_told_although_it_is_no_result(client: httpx.Client) -> None:
    text = shown(client, KYRGYZSTAN)
    assert texts("en")["section_concerned"] in text
    assert re.search(r'<li class="card piece" id="proposal-kyrgyzstan-drug-police-training-joint-order"', text)
    assert "joint-order" not in chain(text)


def test_as_of_a_day_before_any_source_nothing_is_told_but_the_name(client: httpx.Client) -> None:
    text = shown(client, f"{PERU}?by=2009")
    assert texts("en")["nothing_known"] in text
    for later in ("Police sensitised", "Not stated in the source", "AIDS 2010 may be", "/id/activity/", "Villayzan"):
        assert later not in text


def test_on_the_word_of_its_source_all_is_told(client: httpx.Client) -> None:
    source = "https://w3id.org/rightsgraph/id/source/aids-2010-peru-consortium"
    text = shown(client, f"{PERU}?by=2010&source={source}")
    assert "Police sensitised" in text
    assert texts("en")["nothing_known"] not in text
