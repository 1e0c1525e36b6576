# SPDX-License-Identifier: Apache-2.0
"""Triples in, the policies that they declare out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from rightsgraph.generalisation.grains import Grain
from rightsgraph.rdf import NamedNode, Triple, text_of
from rightsgraph.vocab import RG

_PROPERTY, _GRAIN, _AMONG = RG + "generalises", RG + "toGrain", RG + "amongClass"
POLICY_TERMS = frozenset([_PROPERTY, _GRAIN, _AMONG])
_GRAINS = {grain.value: grain for grain in Grain}
_ORDER = {grain: place for place, grain in enumerate(Grain)}


@dataclass(frozen=True, slots=True)
class Policy:
    """Values of a property are published no finer than a grain, among the members of some classes or of none named."""

    iri: str
    property: str
    grain: Grain
    among: frozenset[str] = frozenset()

    def triples(self) -> Iterator[Triple]:
        """What declares it."""
        said = [
            (_PROPERTY, self.property),
            (_GRAIN, self.grain.value),
            *((_AMONG, kind) for kind in sorted(self.among)),
        ]
        yield from (Triple(NamedNode(self.iri), NamedNode(term), NamedNode(value)) for term, value in said)


def read_policies(triples: Iterable[Triple]) -> tuple[Policy, ...]:
    """The policies, of two for a property the coarser first.

    Whatever names a property and a grain is one, of whatever type: one with a slip in it had better still protect.
    """
    stated: dict[tuple[str, str], list[str]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            stated[triple.subject.value, triple.predicate.value].append(text_of(triple.object))
    names = {iri for iri, predicate in stated if predicate == _PROPERTY}
    found = (policy for iri in names for policy in _policies(iri, stated))
    return tuple(sorted(found, key=lambda policy: (policy.property, _ORDER[policy.grain], policy.iri)))


def _policies(iri: str, stated: dict[tuple[str, str], list[str]]) -> Iterator[Policy]:
    among = frozenset(stated.get((iri, _AMONG), ()))
    grains = (_GRAINS[grain] for grain in stated.get((iri, _GRAIN), ()) if grain in _GRAINS)
    for property, grain in product(dict.fromkeys(stated[iri, _PROPERTY]), grains):
        yield Policy(iri, property, grain, among)
