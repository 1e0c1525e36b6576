# SPDX-License-Identifier: Apache-2.0
"""The world in; links and hypotheses that give a name to what has none here out (P4, U3)."""

import itertools
from collections import deque
from collections.abc import Iterator
from typing import TypeAlias

from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.adversary.words import GROUP, IDENTITY, NAME, ORGANISATION, SAMENESS, THING, word_of
from rightsgraph.validation.adversary.world import World

_Same: TypeAlias = dict[str, list[tuple[str, tuple[Edge, ...]]]]
_ACTS = frozenset({"implementedby", "fundedby", "associatedwith", "draftedby", "targetsactor"})
_UNNAMED_KINDS = frozenset({"unnamedgroup"})


def unnamed(world: World) -> dict[str, Edge | None]:
    """What has no name here and must not get one: with the triple that says so, where there is one."""
    found: dict[str, Edge | None] = {}
    for node, kinds in world.kinds.items():
        if not kinds.isdisjoint(_UNNAMED_KINDS):
            found[node] = None
    for node, edge in world.communities.items():
        if not any(True for _ in world.names(node)):
            found[node] = edge
    for edge in world.having(["unknownproperty"]):
        if word_of(edge.object) in NAME:
            for about in world.told(edge.subject, frozenset({"unknownfor"})):
                if world.is_any(about.object, ORGANISATION | GROUP) or not world.is_any(about.object, THING):
                    found[about.object] = about
    return found


def link_to_outside(world: World) -> Iterator[Leak]:
    """From an unnamed or withheld organisation, person or group to a page or record elsewhere that names it."""
    for node in unnamed(world).keys() | world.persons.keys():
        tail = world.way(node, 1) or ()
        for edge in world.out(node):
            if word_of(edge.predicate) in IDENTITY and _is_outside(world, edge):
                yield Leak((*reversed(tail), edge) if len(tail) == 1 else (edge,))
        for edge in world.into(node):
            if word_of(edge.predicate) in SAMENESS and not edge.subject.startswith(world.base):
                yield Leak((edge,))


def _is_outside(world: World, edge: Edge) -> bool:
    return not edge.object.startswith(world.base) and not edge.object.startswith("_:")


def hypothesis_names(world: World) -> Iterator[Leak]:
    """From an unnamed community organisation to a named one over hypotheses and links of sameness, however many."""
    same = _sameness(world)
    nameless = unnamed(world) if same else {}
    for node in world.communities:
        if node in nameless:
            for start, lead in _standpoints(world, node):
                yield from (Leak((*lead, *path)) for path in _named_by(world, same, node, start))


def _named_by(world: World, same: _Same, node: str, start: str) -> Iterator[tuple[Edge, ...]]:
    """The ways to names of what a node, or what it acts in, may be the same as."""
    for end, path in _chain(same, start):
        for other, tail in _standpoints(world, end):
            # What is the same as the organisation itself names it by any name; a programme by its organisation's.
            if other != node and (other in world.communities or (other == end and start == node)):
                yield from ((*path, *reversed(tail), name) for name in itertools.islice(world.names(other), 1))


def _sameness(world: World) -> _Same:
    """For each node, what it may be the same as, and by which triples."""
    found: _Same = {}

    def join(one: str, other: str, path: tuple[Edge, ...]) -> None:
        found.setdefault(one, []).append((other, path))
        found.setdefault(other, []).append((one, path[::-1]))

    for edge in world.having(SAMENESS):
        if not edge.literal and not world.is_vocabulary(edge.subject):
            join(edge.subject, edge.object, (edge,))
    for edge in world.having(["hypothesisfor"]):
        for candidate in world.told(edge.subject, frozenset({"candidate"})):
            join(edge.object, candidate.object, (edge, candidate))
    return found


def _standpoints(world: World, node: str) -> Iterator[tuple[str, tuple[Edge, ...]]]:
    """A node itself; for an organisation its consortium and programmes, for those their organisations."""
    yield node, ()
    for edge in (*world.members_of.get(node, ()), *world.told(node, frozenset({"member"}))):
        if not edge.literal:
            other = edge.other(node)
            yield other, (edge,)
            yield from ((e.other(other), (edge, e)) for e in _acts(world, other) if e.other(other) != node)
    for edge in _acts(world, node):
        other = edge.other(node)
        yield other, (edge,)
        yield from ((e.object, (edge, e)) for e in world.told(other, frozenset({"member"})) if not e.literal)


def _acts(world: World, node: str) -> Iterator[Edge]:
    yield from (edge for edge in world.told(node, _ACTS) if not edge.literal)
    yield from (edge for edge in world.into(node) if word_of(edge.predicate) in _ACTS)


def _chain(same: _Same, start: str) -> Iterator[tuple[str, tuple[Edge, ...]]]:
    """All that a node may be the same as, over any number of steps."""
    seen = {start}
    waiting: deque[tuple[str, tuple[Edge, ...]]] = deque([(start, ())])
    while waiting:
        node, path = waiting.popleft()
        for other, edges in same.get(node, ()):
            if other not in seen:
                seen.add(other)
                yield other, (*path, *edges)
                waiting.append((other, (*path, *edges)))
