# SPDX-License-Identifier: Apache-2.0
"""The world in; numbers of one to nine people that stand somewhere, or come of what stands there, out (P6)."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.adversary.words import CELL, COUNT, DATE, OBSERVED, PART, PLACE, UNIT, word_of, words
from rightsgraph.validation.adversary.world import World

FEWEST = 10  # people that must stand behind a figure
_NUMBER = re.compile(r"\s*[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*\Z")
_SHARE = re.compile(r"%|percent\Z|per cent\Z|porcentaje", re.IGNORECASE)
_NO_COUNT = re.compile(r"percent|%|porcent|ratio|razón|rate|tasa|score|puntaje|odds|probab|point|mean|median", re.I)
_NO_PEOPLE = re.compile(
    r"police|polic[ií]a|officer|efectiv|agente|training|session|taller|workshop|organi|region|place|law|ley|proposal"
    r"|month|mes|year|año|day|día|hour|hora|usd|dollar|dólar|euro|sol\b|soles|condom|cond[oó]n|kit|visit|incident"
    r"|case|caso|complaint|denuncia|arrest|deten",
    re.IGNORECASE,
)
_MEMBERS_NO_PEOPLE = words("organization policebody administrativearea place consortium intervention")
_DIMENSIONS = DATE | OBSERVED | frozenset({"studyarm", "dimension", "category"})


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number about a population: the triples that give it, the number behind it, and the place."""

    node: str
    value: Edge
    number: float
    unit: str
    cell: Edge | None
    people: tuple[tuple[Edge, ...], ...]

    @property
    def counts(self) -> bool:
        return not _NO_COUNT.search(self.unit) and self.number == math.floor(self.number)

    @property
    def shares(self) -> bool:
        return bool(_SHARE.search(self.unit))


def few_people(world: World) -> Iterator[Leak]:
    """One to nine people: counted, or what a share and its base, or a base and a count, come to."""
    for figure in _figures(world):
        way = figure.people[0]
        if figure.counts and _is_few(figure.number):
            yield Leak((figure.value, *way), {"number": _written(figure.number)})
            continue
        place = _placed(world, figure.node)
        if figure.cell is None or not place:
            continue
        cell = _number(figure.cell) or 0
        part = figure.number * cell / 100 if figure.shares else figure.number if figure.counts else None
        if part is None or part > cell:
            continue
        for few in (part, cell - part):
            if _is_few(few):
                yield Leak((figure.value, figure.cell, *place, *way), {"number": _written(few)})
                break


def few_people_left(world: World) -> Iterator[Leak]:
    """One to nine people that are left when the parts of a total, by place or by population, are taken from it."""
    by_key: dict[tuple[object, ...], list[_Figure]] = defaultdict(list)
    for figure in _figures(world):
        if figure.counts and word_of(figure.value.predicate) not in CELL:
            by_key[_key(world, figure)].append(figure)
    for figures in by_key.values():
        if len(figures) > 1:
            yield from _left(world, figures)


def _left(world: World, figures: list[_Figure]) -> Iterator[Leak]:
    """Of figures that differ in place and population alone."""
    parts: dict[tuple[frozenset[str], frozenset[str]], list[_Figure]] = defaultdict(list)
    for figure in figures:
        places, people = _places(world, figure.node), frozenset(path[-1].object for path in figure.people)
        for whole in {edge.object for place in places for edge in world.told(place, _PART_OF)}:
            parts[frozenset({whole}), people].append(figure)
        for broader in {edge.object for one in people for edge in world.told(one, _BROADER)}:
            parts[places, frozenset({broader})].append(figure)
    for total in figures:
        key = _places(world, total.node), frozenset(path[-1].object for path in total.people)
        smaller = [part for part in parts.get(key, ()) if part.node != total.node]
        left = total.number - sum(part.number for part in smaller)
        if smaller and _is_few(left):
            path = (total.value, *(part.value for part in smaller[:4]), *total.people[0])
            yield Leak(path, {"number": _written(left)})


_PART_OF = frozenset({"partof", "containedinplace", "containedin"})
_BROADER = frozenset({"broader"})


def _figures(world: World) -> Iterator[_Figure]:
    """Every number that is about a population: its own, or that of what it was observed for."""
    for edge in world.having(COUNT):
        number = _number(edge)
        if number is None:
            continue
        people = tuple(_people(world, edge.subject))
        unit = " ".join(e.object for e in world.told(edge.subject, UNIT))
        if not people or _NO_PEOPLE.search(unit) or _of_no_people(world, edge.subject):
            continue
        if word_of(edge.predicate) in CELL:
            yield _Figure(edge.subject, edge, number, "", None, people)
        else:
            cell = next((e for e in world.told(edge.subject, CELL) if _number(e)), None)
            yield _Figure(edge.subject, edge, number, unit, cell, people)


def _people(world: World, node: str) -> Iterator[tuple[Edge, ...]]:
    """The ways from a figure to the populations that it counts."""
    for edge in world.out(node):
        if edge.object in world.populations and world.informative(edge.predicate):
            yield (edge,)
    for link in world.told(node, OBSERVED):
        for edge in world.out(link.object):
            if edge.object in world.populations and world.informative(edge.predicate):
                yield link, edge


def _of_no_people(world: World, node: str) -> bool:
    """Whether what is counted are bodies or places."""
    return any(word_of(edge.object) in _MEMBERS_NO_PEOPLE for edge in world.told(node, frozenset({"memberkind"})))


def _placed(world: World, node: str) -> tuple[Edge, ...] | None:
    """How a figure comes by a region or something finer."""
    own = [edge for edge in world.told(node, PLACE) if world.grain_of(edge) >= 0]
    if own:
        return next(((edge,) for edge in own if edge in set(world.located(node))), None)
    for link in world.told(node, PART):
        if not link.literal and (place := next(world.located(link.object), None)):
            return link, place
    return None


def _places(world: World, node: str) -> frozenset[str]:
    return frozenset(edge.object for edge in world.told(node, PLACE))


def _key(world: World, figure: _Figure) -> tuple[object, ...]:
    """All by which figures differ, but for place and population."""
    said = sorted((word_of(e.predicate), e.object) for e in world.told(figure.node, _DIMENSIONS))
    return (word_of(figure.value.predicate), figure.unit.casefold(), *said)


def _number(edge: Edge) -> float | None:
    return float(edge.object) if edge.literal and _NUMBER.match(edge.object) else None


def _is_few(number: float) -> bool:
    return 0.5 <= number < FEWEST - 0.5


def _written(number: float) -> str:
    return f"{number:.0f}"
