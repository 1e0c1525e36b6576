# SPDX-License-Identifier: Apache-2.0
"""A citation as a sentence and as BibTeX."""

from dataclasses import replace

from rightsgraph.web.citing import Citation

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
