# SPDX-License-Identifier: Apache-2.0
"""The drawing of what is around a record: every neighbour is in it as words and as a link, and inside its edges."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.drawing import Neighbour, draw_neighbours, write

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)
SIDE = st.lists(st.builds(Neighbour, WORDS, st.none() | st.just("/x?a=1&b=<"), WORDS), max_size=6)


@given(WORDS, SIDE, SIDE, st.tuples(WORDS, WORDS), WORDS)
def test_each_neighbour_is_a_box_within_the_drawing(
    name: str, incoming: list[Neighbour], outgoing: list[Neighbour], left: tuple[str, str], label: str
) -> None:
    drawing = ElementTree.fromstring(write(draw_neighbours(name, incoming, outgoing, left, label)))
    _, _, width, height = map(float, drawing.attrib["viewBox"].split())
    boxes = list(drawing.iter("rect"))
    assert len(boxes) == len(incoming) + len(outgoing) + 1
    for box in boxes:
        x, y, across, down = (float(box.attrib[key]) for key in ("x", "y", "width", "height"))
        assert 0 <= x <= x + across <= width
        assert 0 <= y <= y + down <= height
    linked = [one for one in (*incoming, *outgoing) if one.href]
    assert [link.attrib["href"] for link in drawing.iter("a")] == [one.href for one in linked]
    assert drawing.attrib["aria-label"] == label


def test_a_line_leads_from_what_points_here_and_to_where_it_points() -> None:
    drawing = draw_neighbours("A", [Neighbour("B", "/b", "p")], [Neighbour("C", "/c", "q")], ("", "and 3 more"), "x")
    words = "".join(drawing.itertext())
    assert words == "pBqCand 3 moreA"
    assert [path.attrib["class"] for path in drawing.iter("path")] == ["arrow", "edge", "edge"]
