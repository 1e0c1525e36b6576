# SPDX-License-Identifier: Apache-2.0
"""Site maps: an address in each language, and an index where there are many."""

from xml.etree import ElementTree

from rightsgraph.web.taking.crawling import PART_SIZE, write_pages, write_parts
from rightsgraph.web.texts import LANGUAGES

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_page_has_an_address_in_each_language() -> None:
    root = ElementTree.fromstring(write_pages("https://example.org", ["/a%26b"]))
    assert [found.text for found in root.iter(MAP + "loc")] == [
        "https://example.org/a%26b?lang=en",
        "https://example.org/a%26b?lang=es",
    ]


def test_a_part_stays_below_what_a_site_map_may_hold() -> None:
    whole = write_pages("https://" + "a" * 250, ["/" + "x" * 200] * PART_SIZE)
    assert len(whole) < 52_428_800
    assert PART_SIZE * len(LANGUAGES) <= 50_000


def test_the_index_names_every_part() -> None:
    root = ElementTree.fromstring(write_parts("https://example.org", 2))
    assert [found.text for found in root.iter(MAP + "loc")] == [
        "https://example.org/sitemaps/1.xml",
        "https://example.org/sitemaps/2.xml",
    ]
