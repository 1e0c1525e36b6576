# SPDX-License-Identifier: Apache-2.0
"""Pages on paper: nothing cut off, nothing that only a screen can use, and each statement with its evidence."""

from playwright.sync_api import Page
from tests.browser.conftest import Visit, assert_within
from tests.browser.kinds import KINDS

A4 = {"width": 680, "height": 1000}  # pixels between the margins


def is_shown(page: Page, selector: str) -> bool:
    """Whether the first that fits is painted; what a closed `details` holds is not."""
    return bool(page.locator(selector).first.evaluate("found => found.checkVisibility()"))


def test_no_page_is_wider_than_the_paper(visit: Visit) -> None:
    with visit(viewport=A4) as page:
        page.emulate_media(media="print")
        for path in KINDS.values():
            page.goto(path)
            assert_within(page)
            assert not is_shown(page, ".masthead nav"), path


def test_a_printed_statement_carries_its_evidence(visit: Visit) -> None:
    with visit("es", viewport=A4) as page:
        page.goto(KINDS["intervention"])
        assert not is_shown(page, ".evidence dd"), "on a screen it opens at a touch"
        page.emulate_media(media="print")
        assert is_shown(page, ".evidence dd")
        assert not is_shown(page, ".evidence summary")
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
