# SPDX-License-Identifier: Apache-2.0
"""The drawing of a results chain: whatever is linked to whatever, every box stands free and inside."""

from collections.abc import Sequence
from itertools import combinations
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.drawing import ChainEdge, ChainNode, draw_chain

COLUMNS = ("One", "Two", "Three")
NODES = st.lists(
    st.builds(
        lambda number, column, text, state: ChainNode(f"n{number}", column, text, f"#n{number}", state, state.title()),
        st.integers(0, 14),
        st.integers(0, 2),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=150),
        st.sampled_from(["", "intended", "reported", "measured"]),
    ),
    min_size=1,
    max_size=15,
    unique_by=lambda node: node.key,
)
EDGES = st.lists(
    st.builds(
        lambda source, target, kind: ChainEdge(f"n{source}", f"n{target}", kind, "why"),
        st.integers(0, 16),
        st.integers(0, 16),
        st.sampled_from(["leads", "intends"]),
    ),
    max_size=30,
)


def boxes(drawing: Element) -> list[tuple[float, float, float, float]]:
    rectangles = [rect for rect in drawing.iter("rect") if "inner" not in rect.attrib["class"]]
    return [tuple(float(r.attrib[name]) for name in ("x", "y", "width", "height")) for r in rectangles]  # type: ignore[misc]


@given(NODES, EDGES)
def test_no_box_lies_on_another_or_leaves_the_drawing(nodes: Sequence[ChainNode], edges: Sequence[ChainEdge]) -> None:
    drawing = draw_chain(COLUMNS, nodes, edges, "all")
    width, height = (float(value) for value in drawing.attrib["viewBox"].split()[2:])
    drawn = boxes(drawing)
    assert len(drawn) == len(nodes)
    for x, y, w, h in drawn:
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height + 1
    for (x1, y1, w1, h1), (x2, y2, w2, h2) in combinations(drawn, 2):
        assert x1 + w1 <= x2 or x2 + w2 <= x1 or y1 + h1 <= y2 + 0.2 or y2 + h2 <= y1 + 0.2


@given(NODES, EDGES)
def test_every_box_leads_on_and_every_arrow_says_what_it_is(
    nodes: Sequence[ChainNode], edges: Sequence[ChainEdge]
) -> None:
    drawing = draw_chain(COLUMNS, nodes, edges, "all")
    assert sorted(a.attrib["href"] for a in drawing.iter("a")) == sorted(node.href for node in nodes)
    keys = {node.key for node in nodes}
    known = [edge for edge in edges if {edge.source, edge.target} <= keys and edge.source != edge.target]
    assert len([title for title in drawing.iter("title") if title.text == "why"]) == len(known)


def test_states_differ_in_border_and_word_not_in_colour_alone() -> None:
    nodes = [ChainNode(state, 0, "x", "#", state, state.title()) for state in ("intended", "reported", "measured")]
    drawing = draw_chain(COLUMNS, nodes, [], "all")
    assert len(list(drawing.iter("rect"))) == 4  # what is measured has a second line inside
    assert {"Intended", "Reported", "Measured"} <= set(drawing.itertext())


def test_empty_columns_are_left_out() -> None:
    drawing = draw_chain(COLUMNS, [ChainNode("a", 2, "x", "#a")], [], "all")
    assert "Three" in list(drawing.itertext())
    assert "One" not in list(drawing.itertext())
