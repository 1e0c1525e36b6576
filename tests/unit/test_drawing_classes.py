# SPDX-License-Identifier: Apache-2.0
"""The diagram of classes: each class once, each property a line, whatever leads where, and the same every time."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.drawing import ClassBox, PropertyLine, draw_classes, write

KEYS = st.lists(
    st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=4), min_size=1, unique=True
)


@st.composite
def boxes(draw: st.DrawFn) -> list[ClassBox]:
    keys = draw(KEYS)
    lines = st.lists(st.builds(PropertyLine, st.just("p"), st.just("/p"), st.sampled_from(keys)), max_size=4)
    return [ClassBox(key, key, f"/{key}", tuple(draw(lines))) for key in keys]


@given(boxes())
def test_each_class_is_one_box_and_no_two_overlap(given: list[ClassBox]) -> None:
    text = write(draw_classes(given, "label"))
    assert text == write(draw_classes(given, "label"))
    drawing = ElementTree.fromstring(text)
    placed = [tuple(float(box.attrib[k]) for k in ("x", "y", "width", "height")) for box in drawing.iter("rect")]
    assert len(placed) == len(given)
    for number, (x, y, across, down) in enumerate(placed):
        for left, top, width, height in placed[:number]:
            assert x + across <= left or left + width <= x or y + down <= top or top + height <= y
    edges = [path for path in drawing.iter("path") if path.attrib["class"] == "edge"]
    assert len(edges) == sum(len(box.properties) for box in given)


def test_what_leads_on_stands_left_of_where_it_leads() -> None:
    first = ClassBox("a", "A", "/a", (PropertyLine("has", "/has", "b"),))
    drawing = draw_classes([ClassBox("b", "B", "/b", ()), first], "label")
    columns = {"".join(link.itertext()): float(next(link.iter("text")).attrib["x"]) for link in drawing.iter("a")}
    assert columns["A"] < columns["B"]
