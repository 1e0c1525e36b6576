# SPDX-License-Identifier: Apache-2.0
"""A drawing of a graph: bounded, the same for the same graph, sound for any graph."""

from xml.etree.ElementTree import fromstring

from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.drawing import Edge, Node, draw_graph, write
from rightsgraph.drawing.graph import MOST_EDGES, MOST_NODES

KEYS = st.integers(0, 80).map(str)
NODES = st.lists(st.builds(Node, KEYS, st.text(max_size=80)), max_size=90, unique_by=lambda node: node.key)


def edges_within(nodes: list[Node]) -> st.SearchStrategy[list[Edge]]:
    if not nodes:
        return st.just([])
    ends = st.sampled_from([node.key for node in nodes])
    return st.lists(st.builds(Edge, ends, ends, st.sampled_from(["", "leads to", "<b>"])), max_size=120)


GRAPHS = NODES.flatmap(lambda nodes: st.tuples(st.just(nodes), edges_within(nodes)))


@given(GRAPHS)
def test_any_graph_is_drawn_within_bounds_and_always_the_same(graph: tuple[list[Node], list[Edge]]) -> None:
    nodes, edges = graph
    drawing = draw_graph(nodes, edges, "title")
    assert write(drawing) == write(draw_graph(nodes, edges, "title"))
    boxes = [part for part in drawing.iter() if part.get("class") == "node"]
    assert len(boxes) == min(len(nodes), MOST_NODES)
    assert len([part for part in drawing.iter() if part.get("class") == "edge"]) <= MOST_EDGES
    places = {(box.get("x"), box.get("y")) for box in boxes}
    assert len(places) == len(boxes), "no two stand on each other"
    width, height = float(drawing.get("width", "")), float(drawing.get("height", ""))
    for box in boxes:
        assert 0 <= float(box.get("x", "")) <= width - float(box.get("width", ""))
        assert 0 <= float(box.get("y", "")) <= height - float(box.get("height", "")) + 1


def test_what_comes_from_data_stays_text() -> None:
    hostile = '<script>alert(1)</script>"'
    text = write(draw_graph([Node("a", hostile, "/a"), Node("b", "b")], [Edge("a", "b", hostile)], hostile))
    assert "<script" not in text
    assert fromstring(text).get("aria-label") == hostile


def test_what_is_linked_most_is_kept() -> None:
    nodes = [Node(str(number), str(number)) for number in range(60)]
    edges = [Edge("59", str(number), "to") for number in range(50, 59)]
    drawn = [text.text for text in draw_graph(nodes, edges, "").iter() if text.tag.endswith("tspan")]
    assert {str(number) for number in range(50, 60)} <= set(drawn)
