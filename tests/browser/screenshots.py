# SPDX-License-Identifier: Apache-2.0
"""Pictures of every kind of page: `python -m tests.browser.screenshots FOLDER`, or `--readme` for the README."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.browser.conftest import LANGUAGES, QUIET
from tests.browser.kinds import KINDS
from tests.conftest import ROOT, serve_content

_TALLEST = 6000  # pixels that are drawn of a page
README_PICTURES = ROOT / "tests" / "browser" / "pictures"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, the page, in which language, how wide and high (None for the whole page), in the dark."""

    name: str
    path: str
    language: str
    width: int = 1200
    height: int | None = None
    dark: bool = False


README = (
    Picture("start", "/", "es", 1100, 900),
    Picture("intervention", "/id/intervention/peru-consortium#chain", "en", 1200, 900),
    Picture("find", "/search?q=police&country=PE&country=KE", "en", 1100, 900),
)


def every_picture() -> Iterator[Picture]:
    """Each kind of page wide in both languages, and in a narrow window in the dark."""
    for kind, path in KINDS.items():
        name = kind.replace(" ", "-")
        for language in LANGUAGES:
            yield Picture(f"{name}.{language}", path, language)
        yield Picture(f"{name}.narrow", path, "es", 320, dark=True)


def take(browser: Browser, url: str, picture: Picture, folder: Path) -> None:
    """Take one picture."""
    page = browser.new_page(
        base_url=url,
        locale=LANGUAGES[picture.language],
        viewport={"width": picture.width, "height": picture.height or 900},
        color_scheme="dark" if picture.dark else "light",
    )
    page.goto(picture.path)
    page.wait_for_load_state("networkidle")
    if picture.height is None:  # a window as high as the page, since a page that is drawn in parts can take minutes
        height = min(page.evaluate("document.documentElement.scrollHeight"), _TALLEST)
        page.set_viewport_size({"width": picture.width, "height": height})
    page.screenshot(path=folder / f"{picture.name}.png")
    page.close()


def main(words: list[str]) -> None:
    """Build and serve the content, and take the pictures."""
    readme = words == ["--readme"]
    folder = README_PICTURES if readme else Path(words[0])
    folder.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as scratch,
        serve_content(ROOT, Path(scratch)) as served,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        for picture in README if readme else every_picture():
            take(browser, served.url, picture, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
