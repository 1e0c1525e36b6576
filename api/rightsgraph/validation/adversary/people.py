# SPDX-License-Identifier: Apache-2.0
"""The world in; ways from a person, a member or a name to a population out (P2, P3)."""

from collections.abc import Iterator

from rightsgraph.validation.adversary.language import fold, name_of_person, named_as_maker
from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.adversary.words import (
    LEADS_TO_PERSON,
    MEMBERSHIP,
    PERSONAL,
    WRITES,
    word_of,
)
from rightsgraph.validation.adversary.world import HOPS, World

# What can be said of a body as well, so that a text there names a person only if it looks like one.
_AMBIGUOUS = WRITES | frozenset({"attributedto", "associatedwith", "agent", "actor", "member", "participant"})
_CURATED = frozenset({"curation"})


def person_to_population(world: World) -> Iterator[Leak]:
    """From a person to a population, in any direction over anything informative."""
    yield from (leak for leak in _person_leaks(world) if not _is_membership(leak.path))


def person_through_membership(world: World) -> Iterator[Leak]:
    """From a person to a population by way of an organisation that the person belongs to, works for or leads."""
    yield from (leak for leak in _person_leaks(world) if _is_membership(leak.path))


def _person_leaks(world: World) -> Iterator[Leak]:
    for person in world.persons:
        if path := _path(world, person):
            yield Leak(path, start=person)


def _path(world: World, person: str) -> tuple[Edge, ...] | None:
    """The shortest way from a person to a population, or to a text that speaks of one."""
    spoken = _spoken(world, person, ())
    if spoken or (way := world.way(person)):
        return spoken or way
    for edge in world.links(person):
        node = edge.other(person)
        if not world.is_hub(node) and not world.is_source(node) and (said := _spoken(world, node, (edge,))):
            return said
    return None


def _spoken(world: World, node: str, before: tuple[Edge, ...]) -> tuple[Edge, ...] | None:
    """A text of a node that speaks of a population, or calls an organisation of one by its name."""
    for edge in world.texts(node):
        if world.spoken_of.search(edge.object):
            return *before, edge
        for name in world.names_of_communities.get(fold(edge.object), ()):
            return (*before, edge, name, *(world.way(name.subject, 1) or ()))
    return None


def _is_membership(path: tuple[Edge, ...]) -> bool:
    return any(word_of(edge.predicate) in MEMBERSHIP for edge in path)


def named_near_population(world: World) -> Iterator[Leak]:
    """From a text that names a person, outside a source's own author lines, to a population."""
    for edge in world.having(LEADS_TO_PERSON | PERSONAL):
        if not edge.literal or (world.is_source(edge.subject) and word_of(edge.predicate) in WRITES):
            continue
        ambiguous = word_of(edge.predicate) in _AMBIGUOUS
        if edge.subject in world.persons or (ambiguous and not name_of_person(edge.object, world.spoken_of)):
            continue
        way = world.way(edge.subject, HOPS - 1)
        said = None if way is not None else _spoken(world, edge.subject, ())
        if way is not None or (said and said[0] != edge):
            yield Leak((edge, *(way if way is not None else said or ())))
    yield from _named_curators(world)


def _named_curators(world: World) -> Iterator[Leak]:
    """From a curator who is named, in a text or as a node, to the population that the work was about."""
    for curation in sorted({edge.object for edge in world.having(_CURATED) if not edge.literal}):
        named = next((edge for edge in world.texts(curation) if named_as_maker(edge.object)), None)
        named = named or next((edge for edge in world.links(curation) if edge.other(curation) in world.persons), None)
        records = (edge for edge in world.into(curation) if word_of(edge.predicate) in _CURATED)
        ways = ((edge, way) for edge in records if (way := world.way(edge.subject, HOPS - 2)) is not None)
        nearest = min(ways, key=lambda found: len(found[1]), default=None) if named else None
        if named and nearest:
            yield Leak((named, nearest[0], *nearest[1]))
