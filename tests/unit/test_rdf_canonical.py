# SPDX-License-Identifier: Apache-2.0
"""Graphs that differ in the names of their blank nodes alone become one."""

from rightsgraph.rdf import BlankNode, DefaultGraph, Literal, NamedNode, Quad, canonicalize

P, Q = NamedNode("http://e.example/p"), NamedNode("http://e.example/q")
GRAPH = NamedNode("http://e.example/g")


def ring(*names: str) -> list[Quad]:
    nodes = [BlankNode(name) for name in names]
    links = zip(nodes, [*nodes[1:], nodes[0]], strict=True)
    return [Quad(a, P, b, DefaultGraph()) for a, b in links] + [Quad(nodes[0], Q, Literal("first"), GRAPH)]


def test_names_of_blank_nodes_and_order_do_not_count() -> None:
    assert set(canonicalize(ring("a", "b", "c"))) == set(canonicalize(reversed(ring("z", "y", "x"))))


def test_structure_counts() -> None:
    assert set(canonicalize(ring("a", "b", "c"))) != set(canonicalize(ring("a", "b")))


def test_a_canonical_graph_stays_as_it_is_each_quad_once() -> None:
    once = canonicalize([*ring("a", "b"), *ring("a", "b")])
    assert len(once) == 3
    assert set(canonicalize(once)) == set(once)


def test_lexical_forms_and_graphs_are_kept() -> None:
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    quad = Quad(P, Q, Literal("01", datatype=integer), GRAPH)
    assert canonicalize([quad]) == [quad]
