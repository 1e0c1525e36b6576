# SPDX-License-Identifier: Apache-2.0
"""The world in, with what the release before told; what shows only in the difference of the two out."""

import re
from collections.abc import Iterator

from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.adversary.withheld import stands, withheld
from rightsgraph.validation.adversary.words import COUNT, GROUP, ORGANISATION, POPULATION, UNIT, word_of
from rightsgraph.validation.adversary.world import World
from rightsgraph.validation.results import Severity

_WHOLE = re.compile(r"\d+\Z")
_SHARE = re.compile(r"percent|%|ratio|rate|score|odds|probab|point", re.IGNORECASE)


def withheld_was_public(world: World) -> Iterator[Leak]:
    """What is withheld or withdrawn now, and stands in the release before: a warning, since it must not stop it."""
    before = world.before
    if before is None:
        return
    for hidden in withheld(world):
        for path in stands(before, hidden):
            yield Leak((hidden.asked, hidden.about, *path), severity=Severity.WARNING)
    for edge in world.having(["type"]):
        if word_of(edge.object) == "tombstone":
            old = next((e for e in before.out(edge.subject) if word_of(e.predicate) != "type"), None)
            if old and "tombstone" not in before.kinds.get(edge.subject, ()):
                yield Leak((old, edge), severity=Severity.WARNING)


def few_people_between(world: World) -> Iterator[Leak]:
    """A number of people of a population that differs by one to nine from the release before."""
    before = world.before
    if before is None:
        return
    for edge in world.having(COUNT):
        unit = " ".join(e.object for e in world.told(edge.subject, UNIT))
        if (
            not (edge.literal and _WHOLE.match(edge.object))
            or _SHARE.search(unit)
            or world.way(edge.subject, 2) is None
        ):
            continue
        for old in before.told(edge.subject, frozenset({word_of(edge.predicate)})):
            if old.literal and _WHOLE.match(old.object) and 0 < abs(int(old.object) - int(edge.object)) < 10:
                number = abs(int(old.object) - int(edge.object))
                yield Leak((old, edge, *(world.way(edge.subject, 2) or ())), {"number": number})


def population_came_later(world: World) -> Iterator[Leak]:
    """A population that is said now of a group or organisation which the release before held without one."""
    before = world.before
    if before is None:
        return
    for edge in world.having(POPULATION):
        node = edge.subject
        if not world.is_any(node, ORGANISATION | GROUP) or edge.literal:
            continue
        if before.describes(node) and not any(e.object == edge.object for e in before.told(node, POPULATION)):
            yield Leak((_label(before, node), edge))


def _label(world: World, node: str) -> Edge:
    return next(iter(world.texts(node)), next(iter(world.out(node))))
