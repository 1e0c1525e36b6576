# SPDX-License-Identifier: Apache-2.0
"""Content whose every text is hostile, on every page that shows it: text stays text, and no link leads astray."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from tests.contracts.conftest import Run, Serving
from tests.contracts.test_pages import Page, get

PAYLOAD = """"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;{{ 7*7 }}{% x %}</svg></title></script>"""
PATHS = (
    "/",
    "/id/intervention/peru-consortium",
    "/id/activity/peru-consortium-police-training",
    "/id/organisation/peru-consortium-academic",
    "/id/source/aids-2010-peru-consortium",
    "/id/passage/aids-2010-peru-consortium-issues-4",
    "/id/claim/peru-consortium-academic-actor-type-academic",
    "/id/unknown/peru-consortium-academic-name",
    "/id/group/peru-consortium-regions",
    "/search?q=script",
    "/search?q=%22%27%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "/search?country=PE",
    "/compare?with=peru-consortium&with=peru-later-law-proposals",
    "/map",
    "/map?country=PE",
    "/timeline",
    "/coverage",
    "/queries/results-chain-of-an-intervention",
    "/queries/compare-interventions",
    "/dumps/",
    "/sparql?query=SELECT+*+%7B+%3Chttps://w3id.org/rightsgraph/id/intervention/peru-consortium%3E+?p+?o+%7D&view=chart",
    "/sparql?query=DESCRIBE+%3Chttps://w3id.org/rightsgraph/id/intervention/peru-consortium%3E&view=graph",
)


TITLE_END = r"(HIS/AIDS in Peru: joining the academy and sex worker's organizations)(?=(\W))"


def make_hostile(found: re.Match[str]) -> str:
    escaped = PAYLOAD.replace('"', '\\"')
    return f"{found[1]} {escaped}" + (f'"@{found[2]}' if found[0].startswith('"') else "")


@pytest.fixture(scope="module")
def hostile(
    content_copy: Callable[[Path], Path], run: Run, serving: Serving, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A server of content in which every text of one dataset ends in what would break out of a page."""
    folder = tmp_path_factory.mktemp("hostile")
    root = content_copy(folder / "content")
    for path in (root / "data" / "peru-consortium").glob("*.ttl"):
        end = TITLE_END if path.name == "source.ttl" else r'()"@(en|es)\b'  # a citation repeats the title
        path.write_text(re.sub(end, make_hostile, path.read_text("utf-8")), "utf-8")
    built = run("build", root, "--out", folder / "release")
    assert built.returncode == 0, built.stdout + built.stderr
    with serving(folder / "release") as client:
        yield client


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PATHS)
def test_hostile_texts_stay_texts(hostile: httpx.Client, path: str, language: str) -> None:
    assert hostile.get(path, headers={"Accept": "text/html"}).status_code == 200
    page = get(hostile, path, **{"Accept-Language": language})
    assert page.faults == []
    assert "<script>alert" not in page.text
    assert "7*7" not in page.text or "{{ 7*7 }}" in page.text
    assert {str(values["src"]).partition("?")[0] for values in page.all("img")} <= {"/static/mark.svg"}
    assert all(str(values.get("src", "/static/")).startswith("/static/") for values in page.all("script"))
    assert not [name for _, values in page.tags for name in values if name.startswith("on")]
    assert all(urlsplit(urljoin("http://here.invalid/", link)).scheme in ("http", "https") for link in page.links)


def test_the_texts_were_really_there(hostile: httpx.Client) -> None:
    page: Page = get(hostile, "/id/intervention/peru-consortium", **{"Accept-Language": "en"})
    assert page.text.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 20


def test_hostile_texts_stay_in_their_cells(hostile: httpx.Client) -> None:
    for path in (
        "/compare?with=peru-consortium&with=peru-later-law-proposals&format=csv",
        "/search?country=PE&format=csv",
    ):
        rows = list(csv.reader(io.StringIO(hostile.get(path).text)))
        assert len({len(row) for row in rows}) == 1, path
        assert any(PAYLOAD in cell for row in rows for cell in row), path
