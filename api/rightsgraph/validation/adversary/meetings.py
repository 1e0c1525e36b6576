# SPDX-License-Identifier: Apache-2.0
"""The world in; persons who share a place or a day with a population out, and days that tell too much (P2, P5, D1)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rightsgraph.validation.adversary.language import dates_in
from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.adversary.words import (
    ADMINISTRATIVE,
    BIRTH,
    DATE,
    LEADS_TO_PERSON,
    PLACE,
    WRITES,
    word_of,
    words,
)
from rightsgraph.validation.adversary.world import REGION, World

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_KNOWN = re.compile(r"\d{4}(?:-\d\d){1,2}")
_NEAR = 2  # triples between what bears a population and the population
_WORK = words("""
    claim disputedclaim retractedclaim curation dataset catalog sourcedocument sourcecapture explicitunknown
    withheld tombstone legalstatusevent identityhypothesis generalisationpolicy intervention plan""")
_GRAINS = {"yeargrain": 4, "monthgrain": 7}


def person_shares_place_or_day(world: World) -> Iterator[Leak]:
    """From a person to a population by a region, a finer place or a day that both are tied to."""
    persons: dict[str, tuple[Edge, ...]] = dict.fromkeys(world.persons, ())
    named: dict[str, tuple[Edge, ...]] = {
        edge.subject: (edge,)
        for edge in world.having(LEADS_TO_PERSON)
        if edge.literal and not (world.is_source(edge.subject) and word_of(edge.predicate) in WRITES)
    }
    bearers = _bearers(world) if persons or named else {}
    for node, known in [*persons.items(), *named.items()]:
        for steps in _anchored(world, node):
            for edge in bearers.get(_value(steps[-1]), ()):
                if edge not in steps and edge.subject != node and not _knows(world, node):
                    way = world.way(edge.subject, _NEAR) or ()
                    yield Leak((*known, *steps, edge, *way))
                    break


def _knows(world: World, node: str) -> bool:
    """Whether a shorter way than by a shared place leads there already."""
    return world.distance(node) is not None


def _anchored(world: World, node: str) -> Iterator[tuple[Edge, ...]]:
    """What places a node: its own regions and days, and those of what it is tied to."""
    for edge in _anchors(world, node):
        yield (edge,)
    for link in world.links(node):
        other = link.other(node)
        if not world.is_hub(other):
            yield from ((link, edge) for edge in _anchors(world, other))


def _anchors(world: World, node: str) -> Iterator[Edge]:
    yield from world.located(node)
    for edge in world.told(node, DATE):
        if edge.literal and _DAY.match(edge.object) and not world.is_any(node, _WORK):
            yield edge


def _bearers(world: World) -> dict[str, list[Edge]]:
    """By region, finer place or day: what is tied to it and to a population."""
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in world.having(PLACE | DATE):
        distance = world.distance(edge.subject)
        if distance is None or distance > _NEAR or world.is_any(edge.subject, _WORK - {"intervention"}):
            continue
        if word_of(edge.predicate) in PLACE:
            if world.grain_of(edge) >= REGION:
                found[_value(edge)].append(edge)
        elif edge.literal and _DAY.match(edge.object):
            found[_value(edge)].append(edge)
    return found


def _value(edge: Edge) -> str:
    return edge.object[:10] if edge.literal and _DAY.match(edge.object) else edge.object


def day_of_gathering(world: World) -> Iterator[Leak]:
    """The exact day on which people of a population met in a region."""
    for edge in world.having(DATE - ADMINISTRATIVE):
        node = edge.subject
        if not edge.literal or not _DAY.match(edge.object) or world.is_any(node, _WORK):
            continue
        way = world.way(node, _NEAR)
        if way is None or _lasts(world, node) or any(word_of(e.predicate) == "legalstage" for e in world.out(node)):
            continue
        if place := _place(world, node):
            yield Leak((edge, *place, *way))
    yield from _told_days(world)


def _told_days(world: World) -> Iterator[Leak]:
    """Texts that tell a day, a population and a place finer than a country, or are of what is in one."""
    for edge in world.literals:
        if world.is_source(edge.subject) or not world.spoken_of.search(edge.object):
            continue
        if any(len(date) == len("2008-10-15") for date in dates_in(edge.object)):
            place = next(world.located(edge.subject), None)
            if place or world.place_in(edge.object):
                yield Leak((edge, place) if place else (edge,))


def _place(world: World, node: str) -> tuple[Edge, ...] | None:
    """How a node comes by a region or a finer place: its own, or that of what it is a part of."""
    own = next(world.located(node), None)
    if own:
        return (own,)
    for link in world.links(node):
        if word_of(link.predicate) in _WHOLE and link.subject == node and (place := _only(world.located(link.object))):
            return link, place
    return None


_WHOLE = frozenset({"partof", "partofintervention", "superevent", "observedfor"})


def _only(edges: Iterable[Edge]) -> Edge | None:
    found = list(edges)
    return found[0] if len(found) == 1 else None


def _lasts(world: World, node: str) -> bool:
    """Whether something goes on for weeks: its first day is no day of a meeting."""
    days = {word_of(e.predicate): e.object for e in world.told(node, DATE) if e.literal}
    start = next((days[word] for word in days if word.startswith("start")), None)
    end = next((days[word] for word in days if word.startswith("end")), None)
    return bool(start and end and end[:7] > start[:7])


def date_of_birth(world: World) -> Iterator[Leak]:
    """A date of birth or death, whoever it is of."""
    yield from (Leak((edge,)) for edge in world.having(BIRTH) if edge.literal)


def date_finer_than_policy(world: World) -> Iterator[Leak]:
    """A date that a policy makes coarser, told finer by another property, a claim, a label or a note."""
    for policy in world.having(["generalises"]):
        grains = (word_of(e.object) for e in world.told(policy.subject, frozenset({"tograin"})))
        length = next((_GRAINS[grain] for grain in grains if grain in _GRAINS), None)
        if length is None:
            continue
        classes = {e.object for e in world.told(policy.subject, frozenset({"amongclass"}))}
        for edge in world.having([word_of(policy.object)]):
            if edge.predicate == policy.object and edge.literal and _is_meant(world, edge.subject, policy, classes):
                yield from (Leak((policy, edge, *path)) for path in _finer(world, edge, length))


def _is_meant(world: World, node: str, policy: Edge, classes: set[str]) -> bool:
    """Whether a policy is for a node: for all with its property, for a class of the node, or as the build says."""
    if not classes or any(e.object in classes for e in world.told(node, frozenset({"type"}))):
        return True
    return any(e.object == policy.subject for e in world.told(node, frozenset({"generalisedby"})))


def _finer(world: World, told: Edge, length: int) -> Iterator[tuple[Edge, ...]]:
    """Where else a date is told more finely than a policy lets out."""
    for edge in world.texts(told.subject):
        if edge.predicate == told.predicate or word_of(edge.predicate) in ADMINISTRATIVE:
            continue
        if _tells(edge.object, told.object, length):
            yield (edge,)
    for about in world.into(told.subject):
        if word_of(about.predicate) != "subject" or not _is_statement(world, about.subject):
            continue
        said = {word_of(edge.predicate): edge for edge in world.out(about.subject)}
        value, property = said.get("object"), said.get("predicate")
        if value is None or not value.literal or not _tells(value.object, told.object, length):
            continue
        # The build makes the claim of a statement as coarse as the statement; any other is left as it is.
        if property is None or property.object != told.predicate or value.object != told.object:
            yield about, value


def _is_statement(world: World, node: str) -> bool:
    return any(word_of(edge.predicate) == "predicate" for edge in world.out(node))


def _tells(text: str, told: str, length: int) -> bool:
    """Whether a text tells the date in question, more finely than so many figures."""
    known = match.group() if (match := _KNOWN.match(told)) else told[:4]
    for date in dates_in(text):
        same = min(len(date), len(known))
        whole = date if date[:4].isdigit() else known[:4] + date[4:]
        if len(date) > length and whole[:same] == known[:same]:
            return True
    return False
