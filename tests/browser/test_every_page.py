# SPDX-License-Identifier: Apache-2.0
"""Every kind of page in a browser: open to all, in both languages, in the dark, in a narrow window, at 400 %."""

from typing import Any

import pytest
from tests.browser.conftest import Visit, assert_accessible, assert_within
from tests.browser.kinds import KINDS

WINDOWS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    # 1280 pixels at 400 % are 320 (WCAG 2.2, 1.4.10)
    "narrow and dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("language", "window"), [("en", "wide"), ("es", "narrow and dark")])
def test_a_page_is_open_to_all_and_can_be_walked_by_keyboard(
    visit: Visit, kind: str, language: str, window: str
) -> None:
    with visit(language, **WINDOWS[window]) as page:
        page.goto(KINDS[kind])
        assert page.locator("html").get_attribute("lang") == language
        assert_accessible(page)
        assert_within(page)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.closest('main, footer') !== null")
        assert inside, "what follows the skip link is the content"
        # An editor shows by its frame that it has the focus, not by the field that it reads from.
        seen = "(document.activeElement.closest('.CodeMirror-focused') ?? document.activeElement)"
        assert page.evaluate(f"getComputedStyle({seen}).outlineStyle") != "none"
