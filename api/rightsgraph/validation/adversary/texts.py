# SPDX-License-Identifier: Apache-2.0
"""The world in; texts that name people, name what is not to be named, or count a few people of a place out."""

import re
from collections.abc import Iterator

from rightsgraph.validation.adversary.language import (
    counted_in_place,
    fold,
    name_of_person,
    named_as_one_of,
    named_with_honour,
)
from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.adversary.withheld import withheld
from rightsgraph.validation.adversary.words import LABEL, NAME, WRITES, word_of
from rightsgraph.validation.adversary.world import COUNTRY, World

_CODE = ("select", "ask", "construct", "message", "pattern", "flags")
_SOME = 50  # people in a town: fewer are recognised
_OWED = LABEL | WRITES | frozenset({"bibliographiccitation"})


def person_named_in_text(world: World) -> Iterator[Leak]:
    """A text that calls somebody by a title and name, or by name as one of a population."""
    as_one_of = named_as_one_of(world.spoken_of)
    for edge in _texts(world):
        if len(edge.object) < 8 or (world.is_source(edge.subject) and word_of(edge.predicate) in _OWED):
            continue
        found = named_with_honour(edge.object)
        if not found and world.spoken_of.search(edge.object):
            named = (match for match in as_one_of.finditer(edge.object) if _names_one(world, match))
            found = next((match.group() for match in named), None)
        if found:
            yield Leak((edge,), {"part": found})


def _names_one(world: World, match: "re.Match[str]") -> bool:
    """Whether what was found names one person, and no place where there are many."""
    name = match["before"] or match["behind"]
    kind = match["kind"] or match["kind2"]
    many = any(word.endswith("s") and word != "trans" for word in kind.lower().split())
    return not many and name_of_person(name, world.spoken_of) and not _is_of_places(world, name)


def unsafe_name_in_text(world: World) -> Iterator[Leak]:
    """The name of an organisation that is withheld or not safe to name, in any text or IRI."""
    hidden = {edge.subject: edge for edge in world.having(["namingbasis"]) if word_of(edge.object) == "unsafetoname"}
    hidden |= {one.node: one.about for one in withheld(world) if one.means(NAME)}
    names = {fold(name.object): (hidden[node], name) for node in hidden for name in _names(world, node)}
    if not names:
        return
    found = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)")
    for edge in _texts(world):
        for match in set(found.findall(fold(edge.object))):
            why, name = names[match]
            if edge != name:
                yield Leak((why, edge), {"part": match})


def _names(world: World, node: str) -> Iterator[Edge]:
    """What a node is called now, or was in the release before."""
    for one in (world, world.before):
        if one is not None:
            yield from (edge for edge in one.names(node) if len(edge.object) > 3)
            yield from (e for e in one.told(node, NAME) if e.literal and len(e.object) > 3)


def few_in_town(world: World) -> Iterator[Leak]:
    """A text that counts people of a population in a place so small that they are recognised."""
    in_place = counted_in_place(world.spoken_of)
    for edge in _texts(world):
        if world.is_source(edge.subject) and word_of(edge.predicate) in _OWED:
            continue
        for match in in_place.finditer(edge.object):
            grain = _grain(world, match[2])
            number = int(match[1]) if match[1].isdigit() else 5
            if 0 < number < (_SOME if grain is None else 10) and grain != COUNTRY:
                yield Leak((edge,), {"part": match.group()})


def _grain(world: World, name: str) -> int | None:
    """How fine a place is that is known by a name; None for one that is not among the places."""
    folded = fold(name)
    known = {fold(e.object): grain for node, grain in world.places.items() for e in world.told(node, LABEL | NAME)}
    return next((grain for label, grain in known.items() if folded.startswith(label)), None)


def _is_of_places(world: World, name: str) -> bool:
    return _grain(world, name) is not None


def _texts(world: World) -> Iterator[Edge]:
    """The literals that people read; a query or a pattern says nothing of anybody."""
    return (edge for edge in world.literals if word_of(edge.predicate) not in _CODE and " " in edge.object)
