# SPDX-License-Identifier: Apache-2.0
"""Policies, an index and the data before and after a change in, what the policies make coarser out."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Protocol

from rightsgraph.generalisation import Exposure, Grain, Places, Policy, exposures
from rightsgraph.rdf import NamedNode, Triple
from rightsgraph.validation.automaton import SUBJECT
from rightsgraph.validation.mentions import Mentions
from rightsgraph.validation.results import Term
from rightsgraph.vocab import RDFS, TYPE

_ABOVE = RDFS + "subClassOf"


class Changing(Protocol):
    """The data at one point: the files that differ as they are there, and all others."""

    @property
    def changed(self) -> Iterable[Sequence[Triple]]:
        """What the files that differ say, one after the other."""

    def is_changed(self, subject: Term) -> bool:
        """Whether one of those says something of a node."""

    def objects(self, subject: Term, predicate: str) -> Iterator[Term]:
        """The values of a property."""


class Exposed:
    """What the policies are for, at one of several points; without reading all, rather too much than too little."""

    def __init__(self, policies: Sequence[Policy], mentions: Mentions, points: Sequence[Changing]) -> None:
        self._policies = policies
        self._mentions = mentions
        self._points = points
        self._coarse: dict[tuple[str, Grain], bool] = {}
        self._classes: dict[str, frozenset[str]] = {}

    def found(self) -> Iterator[tuple[Exposure, Policy, PurePath | None]]:
        """What a policy is for, and the file if that did not change."""
        changed = (one for at in self._points for file in at.changed for one in exposures(file, self._policies))
        everywhere = dict.fromkeys(
            (*((one, path) for path, one in self._mentions.exposed()), *((c, None) for c in changed))
        )
        # What a file says of a subject's class holds for claims elsewhere as well, so statements are looked at first.
        for one, path in sorted(everywhere, key=lambda pair: not pair[0].kinds):
            if self._is(one):
                yield one, self._policies[one.policy], path

    def kinds(self, subject: str, at: Changing) -> frozenset[str]:
        """The classes of a subject at one point."""
        return self._above(at.objects(NamedNode(subject), TYPE))

    def _is(self, exposure: Exposure) -> bool:
        policy = self._policies[exposure.policy]
        if exposure.subject is None:
            return True
        if exposure.place is not None and self._is_coarse(exposure.place, policy.grain):
            return False
        return not policy.among or not policy.among.isdisjoint(self._classes_of(exposure.subject, exposure.kinds))

    def _is_coarse(self, place: str, grain: Grain) -> bool:
        """Whether a place is coarse enough at every point."""
        if (place, grain) not in self._coarse:
            self._coarse[place, grain] = all(
                Places(at.objects).is_coarse(NamedNode(place), grain) for at in self._points
            )
        return self._coarse[place, grain]

    def _classes_of(self, subject: str, kinds: Iterable[str]) -> frozenset[str]:
        """The classes of a subject at any point; `kinds` are those that a file gives it, which may be the only one."""
        if subject not in self._classes:
            node = NamedNode(subject)
            if (
                kinds
                and len(self._mentions.files(SUBJECT, node)) == 1
                and not any(p.is_changed(node) for p in self._points)
            ):
                self._classes[subject] = self._above(map(NamedNode, kinds))
            else:
                self._classes[subject] = self._above(kind for at in self._points for kind in at.objects(node, TYPE))
        return self._classes[subject]

    def _above(self, kinds: Iterable[Term]) -> frozenset[str]:
        queue = [kind for kind in dict.fromkeys(kinds) if isinstance(kind, NamedNode)]
        for kind in queue:
            above = {one for at in self._points for one in at.objects(kind, _ABOVE) if isinstance(one, NamedNode)}
            queue += sorted(above.difference(queue), key=str)
        return frozenset(kind.value for kind in queue)
