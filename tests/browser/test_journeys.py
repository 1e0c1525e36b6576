# SPDX-License-Identifier: Apache-2.0
"""Five journeys as people go them, from the start page on: in both languages, with scripts and without."""

import csv
import io
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest
from playwright.sync_api import Page, expect
from pyoxigraph import RdfFormat, parse
from tests.browser.conftest import LANGUAGES, Visit, assert_accessible, assert_within
from tests.conftest import Served

from rightsgraph.manifest import digest
from rightsgraph.web.texts import texts


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody at a browser: their window, their language's words, and whether scripts run."""

    page: Page
    t: Mapping[str, str]
    script: bool
    served: Served

    def look(self) -> None:
        """What is on the screen is open to all; axe itself needs scripts."""
        assert_within(self.page) if self.script else None
        if self.script:
            assert_accessible(self.page)

    def follow(self, name: str, exact: bool = True) -> None:
        """Go where the first link of a name leads."""
        self.page.get_by_role("link", name=name, exact=exact).first.click()

    def fetch(self, href: str) -> httpx.Response:
        """What a link leads to, as a spreadsheet or a script fetches it."""
        return httpx.get(urljoin(self.page.url, href), follow_redirects=True)


@pytest.fixture(params=[(language, script) for language in LANGUAGES for script in (True, False)],
                ids=lambda given: f"{given[0]}-{'with' if given[1] else 'without'}-scripts")  # fmt: skip
def reader(request: pytest.FixtureRequest, visit: Visit, served: Served) -> Iterator[Reader]:
    """A reader at the start page."""
    language, script = request.param
    with visit(language, script) as page:
        page.goto("/")
        yield Reader(page, texts(language), script, served)


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_asking_without_sparql(reader: Reader) -> None:
    """A good question, a choice, an answer, and the answer as a table to take away."""
    page = reader.page
    reader.look()
    page.locator(".questions a").first.click()
    country = page.locator("select[name=country]")
    country.select_option("PE")
    page.get_by_role("button", name=reader.t["run"], exact=True).click()
    page.wait_for_url("**/queries/*country=PE*")
    expect(page.locator("#results table tbody tr").first).to_be_visible()
    reader.look()
    shown = page.locator("#results table tbody tr").count()
    href = page.get_by_role("link", name="CSV", exact=True).first.get_attribute("href")
    assert href
    rows = rows_of(reader.fetch(href))
    assert len(rows) == shown
    assert page.locator("#results a").first.is_visible(), "each row leads on to the intervention"


def test_checking_a_sentence(reader: Reader) -> None:
    """From words to an intervention, from a statement to the passage that says it, and to its citation."""
    page = reader.page
    page.locator("#q").fill("policía Perú")
    page.get_by_role("button", name=reader.t["find_button"]).click()
    page.wait_for_url("**/search?*")
    reader.look()
    page.locator("a[href*='/id/intervention/peru-consortium']").first.click()
    page.wait_for_url("**/id/intervention/peru-consortium*")
    reader.look()
    piece = page.locator(".piece", has=page.locator("h3 a[href*='/id/activity/peru-consortium-police-training']"))
    evidence = piece.locator("details.evidence").first
    evidence.locator("summary").click()
    expect(evidence.locator("dl").first).to_be_visible()
    expect(evidence).to_contain_text(reader.t["sentence"])
    passage = evidence.locator("a[href*='/id/passage/']").first
    passage.click()
    page.wait_for_url("**/id/passage/**")
    expect(page.locator("main")).to_contain_text("AIDS")
    reader.look()


def test_comparing_two_interventions(reader: Reader) -> None:
    """Two are ticked among those found, set side by side, and taken away as a table."""
    page = reader.page
    page.goto("/search?country=PE&country=KE")
    boxes = page.locator("input[name=with]")
    for number in (0, 1):
        boxes.nth(number).check()
    page.get_by_role("button", name=reader.t["find_compare"], exact=True).first.click()
    page.wait_for_url("**/compare?*")
    table = page.locator("main table").first
    expect(table).to_be_visible()
    assert table.locator("thead th").count() == 3, "one column for each, one for what is compared"
    assert not [cell for cell in table.locator("tbody td").all_inner_texts() if not cell.strip()], "no cell is empty"
    reader.look()
    href = page.get_by_role("link", name="CSV").first.get_attribute("href")
    assert href
    assert len(rows_of(reader.fetch(href))) > 10


def test_from_a_query_to_pandas(reader: Reader) -> None:
    """An example is opened, asked, and the code for pandas is run as it is copied."""
    page = reader.page
    page.get_by_role("link", name="SPARQL", exact=True).first.click()
    page.wait_for_url("**/sparql*")
    reader.look()
    page.locator("a[href*='example=police-training-by-country']").first.click()
    page.wait_for_url("**example=police-training-by-country*")
    page.get_by_role("button", name=reader.t["run"], exact=True).click()
    expect(page.locator("#results table tbody tr").first).to_be_visible()
    reader.look()
    shown = page.locator("#results table tbody tr").count()
    code = page.locator("pre", has_text="import pandas").first.text_content()
    assert code
    program = code + "\nprint('ROWS', len([v for v in globals().values() if isinstance(v, pd.DataFrame)][0]))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert f"ROWS {shown}" in said


def test_taking_a_dump_and_verifying_it(reader: Reader, tmp_path: Path) -> None:
    """The file that is recommended is taken, held against its checksum, and loaded."""
    page = reader.page
    page.get_by_role("link", name=reader.t["dumps"], exact=True).first.click()
    page.wait_for_url("**/dumps/*")
    reader.look()
    with page.expect_download() as download:
        page.locator("a[href$='rightsgraph.ttl'], a[href*='rightsgraph.ttl?']").first.click(modifiers=["Alt"])
    file = tmp_path / "rightsgraph.ttl"
    download.value.save_as(file)
    sums = reader.fetch("/dumps/SHA256SUMS").text.splitlines()
    assert f"{digest(file.read_bytes())}  {file.name}" in sums
    assert len(list(parse(file.read_bytes(), RdfFormat.TURTLE))) > 10_000
