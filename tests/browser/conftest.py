# SPDX-License-Identifier: Apache-2.0
"""A real browser for the tests: in both languages, with and without scripts, and with an eye on what it asks for."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.conftest import Served

LANGUAGES = {"en": "en-GB", "es": "es-PE"}
# What keeps a browser from asking for anything of its own; as root it has no sandbox of its own.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

Visit = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium; where it is missing, these tests are skipped, or fail where programs are required.

    It goes with its module: its driver keeps an event loop running, beside which no other test could have its own.
    """
    program = shutil.which("chromium")
    if program is None:
        told = "chromium is not installed (Debian: apt-get install chromium)"
        if os.environ.get("RIGHTSGRAPH_REQUIRE_PROGRAMS"):
            pytest.fail(told)
        pytest.skip(told)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def visit(browser: Browser, served: Served) -> Visit:
    """Opens a window on the server, in a language; it may ask for nothing elsewhere, and break no policy."""

    @contextmanager
    def visit(language: str = "en", script: bool = True, **options: Any) -> Iterator[Page]:
        context = browser.new_context(
            base_url=served.url, locale=LANGUAGES[language], java_script_enabled=script, **options
        )
        faults: list[str] = []
        _watch(context, served, faults)
        try:
            yield context.new_page()
        finally:
            context.close()
        assert faults == []

    return visit


def _watch(context: BrowserContext, served: Served, faults: list[str]) -> None:
    """Note what a page asks of other hosts, and what its scripts or the security policy complain about."""
    host = urlsplit(served.url).netloc

    def asked(url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != host:
            faults.append(f"asked for {url}")

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if _is_fault(said.type, said.text) else None)

    context.on("request", lambda request: asked(request.url))
    context.on("page", watch)


def _is_fault(kind: str, text: str) -> bool:
    """A page that is meant to fail (404) is told of by the browser, too."""
    return kind == "error" and "Failed to load resource" not in text


def assert_accessible(page: Page) -> None:
    """axe finds nothing to complain about."""
    found = Axe().run(page).response["violations"]
    told = [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in found for node in one["nodes"][:3]]
    assert told == [], page.url


def assert_within(page: Page) -> None:
    """Nothing makes the page wider than its window."""
    width, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= window, page.url
