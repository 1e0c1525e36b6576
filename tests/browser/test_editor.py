# SPDX-License-Identifier: Apache-2.0
"""The editor as somebody types in it: words found in both languages, mistakes marked, results in place."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Visit, assert_accessible, assert_within

from rightsgraph.web.texts import texts

DESCRIBE = "/sparql?query=DESCRIBE+%3Chttps://w3id.org/rightsgraph/id/intervention/peru-consortium%3E"
VIEWS = {
    "chart": "/queries/effects-with-intervals?view=chart",
    "map": "/queries/interventions-by-region?view=map",
    "drawing": DESCRIBE,
    "statements": DESCRIBE + "&view=table",
    "Turtle": DESCRIBE + "&view=text",
    "mistake": "/sparql?query=SELECT+*+%7B%0A%3Fs+%3Fp+%3Fo+LIMIT+5",
    "yes or no": "/sparql?query=ASK+%7B%7D",
    "no rows": "/queries/police-training-by-country?kind=lawReform&country=PE",
}


def open_editor(page: Page, text: str = "") -> None:
    page.goto("/sparql")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1280, "light"), ("es", 320, "dark")])
def test_a_view_is_open_to_all(visit: Visit, view: str, language: str, width: int, scheme: str) -> None:
    with visit(language, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        page.goto(VIEWS[view])
        assert_accessible(page)
        assert_within(page)


def test_a_prefix_that_is_typed_is_declared(visit: Visit) -> None:
    with visit() as page:
        open_editor(page, "SELECT * { ?s rg:")
        expect(page.locator("#query")).to_have_value("PREFIX rg: <https://w3id.org/rightsgraph/ns#>\nSELECT * { ?s rg:")


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [("es", "policia", "Policía"), ("en", "policia", "Police"), ("es", "polic", "Policía")],
)
def test_a_term_is_found_by_its_name_in_either_language(visit: Visit, language: str, typed: str, shown: str) -> None:
    with visit(language) as page:
        open_editor(page, f"SELECT * {{ ?s ?p {typed}")
        page.keyboard.press("Control+Space")
        hint = page.locator(".CodeMirror-hint", has_text="rgc:police").first
        expect(hint).to_contain_text(shown)
        assert_accessible(page)
        page.keyboard.press("Enter")
        page.keyboard.type(" }")
        expect(page.locator("#query")).to_have_value(
            "PREFIX rgc: <https://w3id.org/rightsgraph/concept/>\nSELECT * { ?s ?p rgc:police }"
        )


def test_results_come_in_place_with_an_address_to_share(visit: Visit) -> None:
    with visit() as page:
        open_editor(page, "SELECT ?x { VALUES ?x { 'found' } }")
        page.evaluate("window.stayed = true")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#results")).to_contain_text("found")
        expect(page.locator("#said")).to_contain_text("Rows: 1")
        assert page.evaluate("window.stayed")
        assert "query=SELECT" in page.url
        assert_accessible(page)
        address = page.url
        page.goto(address)
        expect(page.locator("#results")).to_contain_text("found")


def test_going_back_shows_the_answer_before(visit: Visit) -> None:
    with visit() as page:
        for word in ("first", "second"):
            page.locator(".CodeMirror").click() if word == "second" else open_editor(page)
            page.keyboard.press("Control+a")
            page.keyboard.type(f"SELECT ?x {{ VALUES ?x {{ '{word}' }} }}")
            page.keyboard.press("Control+Enter")
            expect(page.locator("#results")).to_contain_text(word)
        page.go_back()
        expect(page.locator("#results")).to_contain_text("first")
        expect(page.locator(".CodeMirror")).to_contain_text("first")


def test_a_mistake_is_marked_where_it_is(visit: Visit) -> None:
    with visit("es") as page:
        open_editor(page, "SELECT * WHERE { ?s ?p ")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#results")).to_contain_text(texts("es")["problem_QuerySyntaxError"])
        expect(page.locator(".wrong-place")).to_have_count(1)


def test_the_keyboard_is_never_held(visit: Visit) -> None:
    with visit() as page:
        page.goto("/sparql")
        expect(page.locator(".CodeMirror")).to_be_visible()
        page.locator("label[for=query]").click()
        assert page.evaluate("document.activeElement.closest('.CodeMirror') !== null")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == texts("en")["run"]
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.closest('.CodeMirror') !== null")


def test_what_is_kept_out_of_the_address_is_kept_nowhere(visit: Visit) -> None:
    with visit() as page:
        open_editor(page, "SELECT ?x { VALUES ?x { 'hushed' } }")
        page.get_by_role("button", name=texts("en")["asking_run_privately"]).click()
        expect(page.locator("#results")).to_contain_text("hushed")
        assert "hushed" not in page.url
        page.get_by_role("button", name=texts("en")["asking_view_chart"]).click()
        expect(page.locator("#results")).to_contain_text(texts("en")["asking_needs_chart"][:20])
        assert "hushed" not in page.url
        kept = page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]")
        assert kept == [[], [], ""]


def test_a_long_query_goes_in_the_body(visit: Visit) -> None:
    with visit() as page:
        page.goto("/sparql")
        expect(page.locator(".CodeMirror")).to_be_visible()
        page.locator(".CodeMirror").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text("SELECT ?x { VALUES ?x { 'long' } } #" + "x" * 9000)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#results")).to_contain_text("long")
        assert len(page.url) < 200


def test_code_is_copied_at_a_touch(visit: Visit) -> None:
    with visit(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/queries/police-training-by-country?country=PE")
        page.locator("summary", has_text="Python").click()
        page.locator("details[open] button.copy").first.click()
        expect(page.locator("details[open] button.copy").first).to_have_text(texts("en")["asking_copied"])
        assert "pd.read_csv" in page.evaluate("navigator.clipboard.readText()")
