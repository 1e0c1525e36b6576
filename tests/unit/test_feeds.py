# SPDX-License-Identifier: Apache-2.0
"""Feeds: well-formed whatever the words, and times as RFC 3339 wants them."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.web.taking.feeds import Entry, write_feed, write_instant

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    ("told", "instant"),
    [
        ("2026", "2026-01-01T00:00:00Z"),
        ("2026-11", "2026-11-01T00:00:00Z"),
        ("2026-11-28", "2026-11-28T00:00:00Z"),
        ("2026-11-28-05:00", "2026-11-28T00:00:00-05:00"),
        ("2026-11-28T12:00:00", "2026-11-28T12:00:00Z"),
        ("2026-11-28T12:00:00.5Z", "2026-11-28T12:00:00.5Z"),
        ("2026-11-28T12:00:00+01:00", "2026-11-28T12:00:00+01:00"),
        ("", None),
        ("soon", None),
        ("-0044", None),
        ("2026-11-28T12", None),
    ],
)
def test_a_time_is_whole_and_has_a_zone(told: str, instant: str | None) -> None:
    assert write_instant(told) == instant


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=4), st.text())
def test_a_feed_is_well_formed_whatever_stands_in_it(words: list[tuple[str, str, str]], author: str) -> None:
    entries = [Entry(f"https://example.org/{n}", a, b, "/x", summary=c) for n, (a, b, c) in enumerate(words)]
    feed = ElementTree.fromstring(
        write_feed("https://example.org/", "/f.atom", "/", "t", author, "2026-01-02", entries)
    )
    assert feed.findtext(ATOM + "id") == "https://example.org/f.atom"
    assert len(feed.findall(ATOM + "entry")) == len(words)


def test_a_feed_without_entries_was_updated_when_it_is_told() -> None:
    feed = ElementTree.fromstring(write_feed("https://example.org/", "/f.atom", "/", "t", "a", "2026-01-02", []))
    assert feed.findtext(ATOM + "updated") == "2026-01-02T00:00:00Z"
