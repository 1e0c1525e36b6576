# SPDX-License-Identifier: Apache-2.0
"""The world in; places where the authors of a source and a community organisation by its name meet out (P3)."""

from collections import deque
from collections.abc import Iterator

from rightsgraph.validation.adversary.language import fold
from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.adversary.words import LABEL, WRITES, word_of
from rightsgraph.validation.adversary.world import World

_STEPS = 3  # source <- passage <- claim -> organisation
_OWED = LABEL | WRITES | frozenset({"bibliographiccitation"})


def author_meets_organisation(world: World) -> Iterator[Leak]:
    """From the author line of a source to a named community organisation, by any short way."""
    if not world.authored:
        return
    named = {node: name for node in world.communities if (name := next(world.names(node), None))}
    for node, name in named.items():
        for source, path in _sources_near(world, node):
            yield Leak((world.authored[source], *path, name))
    yield from _in_texts(world, named)


def _sources_near(world: World, organisation: str) -> Iterator[tuple[str, tuple[Edge, ...]]]:
    """The sources with authors near an organisation, each with the way from there; it may be one itself."""
    seen: dict[str, Edge | None] = {organisation: None}
    waiting = deque([(organisation, 0)])
    for edge in world.members_of.get(organisation, ()):
        seen[edge.other(organisation)] = edge
        waiting.append((edge.other(organisation), 0))
    while waiting:
        node, steps = waiting.popleft()
        if node in world.authored:
            yield node, _back(node, seen)
            continue
        if steps == _STEPS:
            continue
        for edge in world.links(node):
            other = edge.other(node)
            if other not in seen and other not in world.populations and not world.is_hub(other):
                seen[other] = edge
                waiting.append((other, steps + 1))


def _back(node: str, seen: dict[str, Edge | None]) -> tuple[Edge, ...]:
    path = []
    while edge := seen[node]:
        path.append(edge)
        node = edge.other(node)
    return tuple(path)


def _in_texts(world: World, named: dict[str, Edge]) -> Iterator[Leak]:
    """Sources with authors that print an organisation's name elsewhere than in their title and citation."""
    names = {fold(name.object): name for name in named.values() if len(name.object) > 3}
    for source, author in world.authored.items() if names else ():
        for edge in world.texts(source):
            if word_of(edge.predicate) not in _OWED:
                text = fold(edge.object)
                yield from (Leak((author, edge, name)) for form, name in names.items() if form in text)
