# SPDX-License-Identifier: Apache-2.0
"""Drawings: whatever the words are, they stay words, and inside their lines."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.drawing import draw_text, element, link, width_of, wrap, write

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=120)


@given(WORDS, st.floats(40, 300))
def test_lines_fit_and_no_word_is_lost(text: str, width: float) -> None:
    lines = wrap(text, width, 14)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(width_of(line, 14) <= width for line in lines)


@given(WORDS, st.integers(1, 4))
def test_what_is_cut_is_marked(text: str, most: int) -> None:
    whole, cut = wrap(text, 80, 14), wrap(text, 80, 14, most)
    assert len(cut) <= most
    assert cut == whole if len(whole) <= most else cut[-1].endswith("…")


@given(WORDS)
def test_words_stay_words(text: str) -> None:
    drawn = write(element("svg", {}, link(f"/x?{text}", draw_text([text], 1, 2, 14))))
    read = ElementTree.fromstring(drawn)
    assert "".join(read.itertext()) == text
    assert [child.tag for child in read.iter()] == ["svg", "a", "text", "tspan"]


def test_numbers_are_short_and_none_is_left_out() -> None:
    assert write(element("rect", {"x": 1.0, "y": 2.04, "width": 3, "rx": None})) == '<rect x="1" y="2" width="3" />'
