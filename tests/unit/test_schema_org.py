# SPDX-License-Identifier: Apache-2.0
"""Data blocks for search engines: whole JSON, whatever the words, that no page takes for markup; and no person."""

import json
from typing import Any

from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.web.taking.citing import Citation, CitedSource
from rightsgraph.web.taking.schema_org import tell_record, tell_trail, write_nodes

WORDS = st.one_of(st.text(), st.sampled_from(["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028"]))
CITATION = Citation(
    name="a",
    title="A record",
    dataset="The whole",
    publisher=None,
    version="1.2.3",
    date="2026-02-03",
    url="https://example.org/id/a",
    release_digest="ab" * 32,
    licence="https://creativecommons.org/licenses/by/4.0/",
    sources=(CitedSource("https://example.org/id/source/s", "A title", "A. Person, B. Person. A title. 2010."),),
)


def asked() -> Request:
    return Request({"type": "http", "scheme": "https", "headers": [(b"host", b"example.net")], "server": ("::1", 80)})


@given(WORDS, WORDS)
def test_a_block_ends_where_it_ends(name: str, value: str) -> None:
    block = write_nodes({name: value})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {"@context": "https://schema.org", "@graph": [{name: value}]}


def test_a_record_leads_to_its_sources_by_title_and_names_nobody() -> None:
    path, kind = "/id/a", "https://example.org/ns#Intervention"
    block = tell_record(asked(), CITATION.url, path, CITATION.title, kind, CITATION)
    (page,) = json.loads(block)["@graph"]
    assert page["url"] == "https://example.net/id/a"
    assert page["about"] == {"@type": "Thing", "@id": CITATION.url, "additionalType": kind, "name": "A record"}
    assert page["isBasedOn"] == [{"@type": "CreativeWork", "@id": "https://example.org/id/source/s", "name": "A title"}]
    assert "Person" not in block


def test_a_trail_counts_from_one() -> None:
    trail: Any = json.loads(tell_trail(asked(), [("Start", "/"), ("Data", "/dumps/")]))
    steps = trail["@graph"][0]["itemListElement"]
    assert [(step["position"], step["item"]) for step in steps] == [
        (1, "https://example.net/"),
        (2, "https://example.net/dumps/"),
    ]
