# SPDX-License-Identifier: Apache-2.0
"""The search while a reader types and ticks: it follows, so does its address, and the reader's place is kept."""

import re
import time

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import LANGUAGES, Visit, assert_accessible

from rightsgraph.web.texts import texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_found_follows_what_is_typed(visit: Visit, language: str) -> None:
    with visit(language) as page:
        page.goto("/search")
        every = page.locator("#count").inner_text()
        length = page.evaluate("history.length")
        page.locator("#q").press_sequentially("capacitacion poli", delay=20)
        page.wait_for_url("**/search?q=capacitacion+poli")
        expect(page.locator("#count")).not_to_have_text(every)
        expect(page.locator("mark").first).to_be_visible()
        assert page.evaluate("document.activeElement.id") == "q"
        assert page.evaluate("history.length") == length, "a way back is not buried under letters"
        assert_accessible(page)


def test_a_ticked_filter_keeps_focus_and_what_is_open(visit: Visit) -> None:
    with visit() as page:
        page.goto("/search")
        page.locator("#facet-right > summary").click()
        page.locator("#f-country-PE").focus()
        page.keyboard.press("Space")
        page.wait_for_url("**country=PE*")
        expect(page.locator(".active .chip")).to_have_count(1)
        assert page.evaluate("document.activeElement.id") == "f-country-PE"
        assert page.locator("#facet-right").get_attribute("open") is not None
        page.keyboard.press("Space")
        expect(page.locator(".active .chip")).to_have_count(0)
        assert not page.locator("#f-country-PE").is_checked()


def test_what_was_chosen_stays_chosen_while_other_words_are_typed(visit: Visit) -> None:
    with visit() as page:
        page.goto("/search?q=peru")
        page.locator("#with-peru-consortium").check()
        page.wait_for_url("**with=peru-consortium*")
        page.locator("#q").fill("kenya")
        page.wait_for_url("**q=kenya*")
        expect(page.locator("#with-kenya-sex-worker-paralegals")).to_be_visible()
        page.locator("#with-kenya-sex-worker-paralegals").check()
        page.get_by_role("button", name=texts("en")["find_compare"], exact=True).click()
        page.wait_for_url(re.compile(r"/compare\?.*with=peru-consortium&with=kenya-sex-worker-paralegals"))
        expect(page.locator("thead th")).to_have_count(3)


def test_hostile_letters_stay_text_while_they_are_typed(visit: Visit) -> None:
    with visit() as page:
        page.goto("/search")
        page.locator("#q").fill("\"><img src=x onerror=alert(1)> NEAR(a* OR '")
        page.wait_for_url("**onerror*")
        expect(page.locator("#count")).to_be_visible()
        assert page.locator("#found img").count() == 0


def test_a_comparison_can_be_moved_by_keyboard(visit: Visit) -> None:
    with visit(viewport={"width": 600, "height": 800}) as page:
        page.goto("/compare?with=peru-consortium&with=karnataka-arrests-and-violence&with=peru-regional-consultations")
        region = page.get_by_role("region", name=texts("en")["compare_table"])
        region.focus()
        page.keyboard.press("ArrowRight")
        # Asked from here: what the browser itself is told to wait for is evaluated there, which the policy forbids.
        deadline = time.monotonic() + 10
        while not region.evaluate("found => found.scrollLeft"):
            assert time.monotonic() < deadline
            page.wait_for_timeout(50)
