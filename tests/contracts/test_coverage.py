# SPDX-License-Identifier: Apache-2.0
"""`rightsgraph coverage` and `/coverage`: the same gaps from content, from a release and from its server."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.conftest import Served

ROOT = Path(__file__).parents[2]


def coverage(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "rightsgraph", "coverage", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_content_its_release_and_its_server_tell_the_same(served: "Served") -> None:
    told = [coverage(str(path), "--format", "json", "--lang", "es") for path in (ROOT, served.release)]
    assert [done.returncode for done in told] == [0, 0], told[0].stderr
    page = httpx.get(f"{served.url}coverage", params={"format": "json", "lang": "es"})
    assert told[0].stdout == told[1].stdout == page.text
    assert json.loads(page.text)["interventions"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv"),
        ("application/json", "application/json"),
        ("text/html", "text/html"),
        ("*/*", "text/html"),
    ],
)
def test_the_form_is_negotiated_and_can_be_asked_again(served: "Served", accept: str, media: str) -> None:
    first = httpx.get(f"{served.url}coverage", headers={"Accept": accept})
    assert first.headers["content-type"].partition(";")[0] == media
    again = httpx.get(f"{served.url}coverage", headers={"Accept": accept, "If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_an_unknown_form_is_refused(served: "Served") -> None:
    assert httpx.get(f"{served.url}coverage", params={"format": "xlsx"}).status_code == 406


@pytest.mark.parametrize(("language", "word"), [("en", "Withheld"), ("es", "Reservado")])
def test_the_page_speaks_both_languages_without_a_script(served: "Served", language: str, word: str) -> None:
    page = httpx.get(f"{served.url}coverage", params={"lang": language}).text
    assert f'<html lang="{language}">' in page
    assert word in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [("nowhere", 2, "no such file"), ("pyproject.toml", 2, ""), ("tests", 2, "neither")],
)
def test_what_is_neither_content_nor_a_release_is_wrong_use(path: str, code: int, said: str) -> None:
    done = coverage(str(ROOT / path))
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert said in done.stderr
