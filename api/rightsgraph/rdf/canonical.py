# SPDX-License-Identifier: Apache-2.0
"""Quads in, the same quads out with the blank node labels of their RDFC-1.0 canonical form."""

from collections.abc import Iterable

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad


def canonicalize(quads: Iterable[Quad]) -> list[Quad]:
    """Each quad once, blank nodes relabelled (https://www.w3.org/TR/rdf-canon/), in no particular order.

    The algorithm's worst case is exponential in the number of blank nodes: call it on content of our own only.
    """
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)
