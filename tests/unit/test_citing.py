# SPDX-License-Identifier: Apache-2.0
"""A citation as a sentence, as BibTeX, as RIS and as CFF."""

import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.web.taking.citing import Citation, CitedSource, name_licence

# The keys that https://citation-file-format.github.io/1.2.0/schema.json knows, as far as they are used.
CFF_KEYS = {
    "cff-version",
    "message",
    "type",
    "title",
    "authors",
    "version",
    "date-released",
    "url",
    "license",
    "license-url",
    "identifiers",
}

CITATION = Citation(
    name="police-training",
    title="Which 100 % of {police} & others_?",
    dataset="A graph",
    publisher="Somebody",
    version="1.2.3",
    date="2026-02-03",
    url="https://example.org/queries/police-training?release=1.2.3",
    release_digest="ab" * 32,
    query_digest="cd" * 32,
)


def test_a_sentence_says_what_was_asked_of_which_release_and_where() -> None:
    assert CITATION.to_text() == (
        "“Which 100 % of {police} & others_?”. A graph, 1.2.3 (2026-02-03). Somebody. "
        "https://example.org/queries/police-training?release=1.2.3"
    )


def test_bibtex_has_the_digests_and_escapes_what_it_takes_for_marks() -> None:
    assert CITATION.to_bibtex() == (
        "@misc{police-training-1.2.3-cdcdcdcd,\n"
        "  author = {{Somebody}},\n"
        r"  title = {{Which 100 \% of \{police\} \& others\_?}}," + "\n"
        "  howpublished = {Answer from A graph, release 1.2.3},\n"
        "  publisher = {Somebody},\n"
        "  year = {2026},\n"
        "  url = {https://example.org/queries/police-training?release=1.2.3},\n"
        "  version = {1.2.3},\n"
        "  date = {2026-02-03},\n"
        f"  note = {{Release SHA-256 (RDFC-1.0) {'ab' * 32}; query SHA-256 {'cd' * 32}}},\n"
        "  month = feb\n"
        "}\n"
    )


def test_nobody_is_made_up_where_no_publisher_is_known() -> None:
    anonymous = replace(CITATION, publisher=None)
    assert "author" not in anonymous.to_bibtex()
    assert "publisher" not in anonymous.to_bibtex()
    assert ". . " not in anonymous.to_text()


# ---- whatever stands in the words

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SOURCES = st.lists(
    st.builds(CitedSource, iri=st.just("https://example.org/id/source/a"), title=WORDS, printed=WORDS), max_size=3
)
CITATIONS = st.builds(
    replace, st.just(CITATION), title=WORDS, dataset=WORDS, publisher=WORDS, sources=SOURCES.map(tuple), version=WORDS
)


@given(CITATIONS)
def test_bibtex_stays_as_many_entries_as_there_are_things_cited(citation: Citation) -> None:
    depth, entries = 0, 0
    for mark in re.findall(r"\\.|[{}]|^@misc(?=\{[A-Za-z0-9.-]+,$)", citation.to_bibtex(), re.MULTILINE):
        entries += mark.startswith("@")
        assert not mark.startswith("@") or depth == 0
        depth += {"{": 1, "}": -1}.get(mark, 0)
        assert depth >= 0
    assert (depth, entries) == (0, 1 + len(citation.sources))


@given(CITATIONS)
def test_ris_is_lines_of_a_tag_and_a_value(citation: Citation) -> None:
    text = citation.to_ris()
    assert text.endswith("\r\n")
    lines = text.split("\r\n")[:-1]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) and len(line.splitlines()) == 1 for line in lines)
    tags = [line[:2] for line in lines]
    assert tags.count("TY") == tags.count("ER") == 1 + len(citation.sources)
    assert (tags[0], tags[-1]) == ("TY", "ER")


@given(CITATIONS)
def test_cff_says_the_very_words(citation: Citation) -> None:
    told = yaml.safe_load(citation.to_cff("somebody"))
    assert told["cff-version"] == "1.2.0"
    assert told.get("title", "") == citation.title
    assert told["authors"] == [{"name": citation.publisher or "somebody"}]
    assert told["date-released"] == "2026-02-03"
    assert all(source.text in told["message"] for source in citation.sources)
    assert set(told) <= CFF_KEYS


@pytest.mark.parametrize(
    ("iri", "name", "told"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0", {"license": "CC-BY-4.0"}),
        ("http://creativecommons.org/licenses/by-nc-sa/3.0", "CC BY-NC-SA 3.0", {"license": "CC-BY-NC-SA-3.0"}),
        ("https://example.org/l", "https://example.org/l", {"license-url": "https://example.org/l"}),
        ("urn:none", "urn:none", {}),
    ],
)
def test_a_licence_is_called_as_it_is_known(iri: str, name: str, told: dict[str, str]) -> None:
    assert name_licence(iri) == name
    cff = yaml.safe_load(replace(CITATION, licence=iri).to_cff("x"))
    assert {key: value for key, value in cff.items() if key.startswith("license")} == told


def test_the_whole_is_not_told_twice() -> None:
    whole = replace(CITATION, title="A graph", query_digest=None)
    assert whole.to_text().startswith("A graph, 1.2.3 (2026-02-03). Somebody")
    assert "T2  - " not in whole.to_ris()
    assert "howpublished = {Dataset, release 1.2.3}" in whole.to_bibtex()
