# SPDX-License-Identifier: Apache-2.0
"""The world in; values that are withheld for safety, and stand or follow from something all the same, out (U2, P10)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rightsgraph.validation.adversary.language import counted, dates_in
from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.adversary.words import (
    ADMINISTRATIVE,
    CELL,
    COORDINATES,
    COUNT,
    DATE,
    IDENTITY,
    LABEL,
    NAME,
    PART,
    PLACE,
    SAMENESS,
    WRITES,
    word_of,
    words,
)
from rightsgraph.validation.adversary.world import REGION, World

_MEMBERS = frozenset({"member", "memberof", "part"})
_AFFILIATION = frozenset({"affiliation", "memberof", "worksfor", "unitof", "suborganizationof", "parentorganization"})
_FAMILIES = (NAME, PLACE, DATE, COUNT, _MEMBERS, _AFFILIATION, WRITES)
_BY_KIND = {
    "withheldname": NAME,
    "withheldplace": PLACE,
    "withhelddate": DATE,
    "withheldcount": COUNT | CELL,
    "withheldaffiliation": _AFFILIATION,
    "withheldwhole": NAME | PLACE | DATE,
}
_CALLED = re.compile(
    r"(?:\bcalled|\bnamed|\bknown\s+as|\bllamad[oa]s?|\bconocid[oa]s?\s+como)\s+[“\"«']?[^\W\d_a-z]|[“«\"][^\W\d_a-z]"
)
_TEXTS = LABEL | words("description note editorialnote comment definition scopenote summary abstract")


@dataclass(frozen=True, slots=True)
class Withheld:
    """One value that is withheld: of which node, which words mean the property, and the triples that say so."""

    node: str
    property: str
    words: frozenset[str]
    about: Edge
    asked: Edge

    def means(self, words: frozenset[str]) -> bool:
        """Whether what is withheld is of a sort."""
        return not self.words.isdisjoint(words)


def withheld(world: World) -> Iterator[Withheld]:
    """All that is withheld for safety."""
    unknowns = {e.subject for e in world.having(["unknownreason"]) if word_of(e.object) == "withheldforsafety"}
    unknowns |= {e.subject for e in world.having(["type"]) if word_of(e.object) == "withheld"}
    for unknown in sorted(unknowns):
        kinds = [word_of(e.object) for e in world.told(unknown, frozenset({"withheldkind"}))]
        for about in world.told(unknown, frozenset({"unknownfor"})):
            for asked in world.told(unknown, frozenset({"unknownproperty"})):
                meant = _family(world, asked.object)
                if word_of(asked.object) not in WRITES:  # the names of authors are not the name of their book
                    meant = meant.union(*(_BY_KIND.get(kind, frozenset()) for kind in kinds))
                yield Withheld(about.object, asked.object, meant, about, asked)


def _family(world: World, property: str) -> frozenset[str]:
    """The words of a property, of those above, below and against it, and of those of other vocabularies."""
    related, new = {property}, {property}
    while new:
        near = {e.object for node in new for e in world.told(node, _KIN)}
        near |= {e.subject for node in new for e in world.into(node) if word_of(e.predicate) in _KIN}
        new = near - related
        related |= new
    found = {word_of(one) for one in related}
    own = word_of(property)
    return frozenset(found.union(*(family for family in _FAMILIES if own in family)))


_KIN = frozenset({"subpropertyof", "inverseof", "equivalentproperty"})


def stands(world: World, hidden: Withheld) -> Iterator[tuple[Edge, ...]]:
    """The triples that give a withheld value outright, in either direction, by any property that means the same."""
    yield from ((edge,) for edge in world.out(hidden.node) if not edge.claim and _gives(world, hidden, edge))
    for edge in world.into(hidden.node):
        word = word_of(edge.predicate)
        against = word in ("memberof", "partof") if hidden.means(_MEMBERS) else False
        if against or (hidden.means(_AFFILIATION) and word == "member"):
            yield (edge,)


def _gives(world: World, hidden: Withheld, edge: Edge) -> bool:
    """Whether a triple about a node gives what is withheld of it."""
    word = word_of(edge.predicate)
    if edge.predicate == hidden.property or (word in hidden.words and word not in ADMINISTRATIVE):
        return _tells(world, edge)
    if hidden.means(NAME) and word in LABEL and edge.literal and world.holds_name(edge.object):
        return True
    if not hidden.means(PLACE):
        return False
    return word in COORDINATES or (not edge.literal and world.places.get(edge.object, -1) >= REGION)


def _tells(world: World, edge: Edge) -> bool:
    """Whether a value tells anything: a group without names, and a country for a place, do not."""
    if word_of(edge.predicate) in PLACE:
        return world.grain_of(edge) >= REGION
    return edge.literal or "unnamedgroup" not in world.kinds.get(edge.object, ())


def unnamed_groups(world: World) -> frozenset[str]:
    """The groups of which no source says who or what is in them."""
    return frozenset(node for node, kinds in world.kinds.items() if "unnamedgroup" in kinds)


def withheld_stands(world: World) -> Iterator[Leak]:
    """A value that is withheld, given by the same property or by one that means as much."""
    for hidden in withheld(world):
        yield from (Leak((hidden.asked, hidden.about, *path)) for path in stands(world, hidden))


def withheld_claimed(world: World) -> Iterator[Leak]:
    """A value that is withheld, in the object of a claim, be it accepted, disputed or taken back."""
    for hidden in withheld(world):
        for about in world.into(hidden.node):
            if word_of(about.predicate) != "subject":
                continue
            said = {word_of(e.predicate): e for e in world.out(about.subject)}
            property, value = said.get("predicate"), said.get("object")
            if property and value and (property.object == hidden.property or word_of(property.object) in hidden.words):
                given = Edge(hidden.node, property.object, value.object, value.literal)
                if _tells(world, given):
                    yield Leak((hidden.asked, hidden.about, about, property, value))


def withheld_in_text(world: World) -> Iterator[Leak]:
    """A value that is withheld, in a label, a note or the IRI of the record or of one beside it."""
    for hidden in withheld(world):
        for node in _around(world, hidden.node):
            for edge in world.texts(node):
                if word_of(edge.predicate) in _TEXTS and (part := _told_in(world, hidden, node, edge)):
                    yield Leak((hidden.asked, hidden.about, edge), {"part": part})
        if hidden.means(PLACE) and (part := world.place_in(_spaced(world, hidden.node))):
            yield Leak((hidden.asked, hidden.about), {"part": part})


def _around(world: World, node: str) -> list[str]:
    """A record and those that speak of it; sources print what they print, and persons have their own rules."""
    near = dict.fromkeys([node, *(edge.subject for edge in world.into(node))])
    return [one for one in near if not world.is_source(one)]


def _told_in(world: World, hidden: Withheld, node: str, edge: Edge) -> str | None:
    """The part of a text that tells a withheld value; what stands beside a record is looked at for places and days."""
    text = edge.object
    if hidden.means(PLACE) and (place := world.place_in(text)):
        return place
    if hidden.means(DATE) and (date := next(iter(dates_in(text)), None)):
        return date
    if hidden.means(NAME) and (called := _CALLED.search(text)) and word_of(edge.predicate) not in NAME:
        return called.group()
    if hidden.means(COUNT) and node == hidden.node and (number := counted(world.spoken_of).search(text)):
        return number.group()
    return None


def _spaced(world: World, iri: str) -> str:
    return re.sub(r"[^\w]+", " ", iri.removeprefix(world.base))


def withheld_inferred(world: World) -> Iterator[Leak]:
    """A value that is withheld, and follows from what stands beside it."""
    groups = unnamed_groups(world)
    for hidden in withheld(world):
        paths: list[tuple[Edge, ...]] = []
        if hidden.means(NAME):
            paths += _named_elsewhere(world, hidden.node)
        if hidden.means(PLACE):
            paths += _placed_beside(world, hidden.node)
        if hidden.means(_MEMBERS) and hidden.node in groups:
            paths += _members_beside(world, hidden.node)
        yield from (Leak((hidden.asked, hidden.about, *path)) for path in paths)


def _named_elsewhere(world: World, node: str) -> Iterator[tuple[Edge, ...]]:
    """By an identity link or a hypothesis to something that has a name, or stands elsewhere."""
    for edge in world.links(node):
        word = word_of(edge.predicate)
        if word in SAMENESS or (word in IDENTITY and edge.subject == node):
            other = edge.other(node)
            name = next(world.names(other), None)
            if name or not other.startswith((world.base, "_:")):
                yield (edge, name) if name else (edge,)
        elif word in ("hypothesisfor", "candidate"):
            for step in world.told(edge.subject, frozenset({"hypothesisfor", "candidate"})):
                if step.object != node and (name := next(world.names(step.object), None)):
                    yield edge, step, name


def _placed_beside(world: World, node: str) -> Iterator[tuple[Edge, ...]]:
    """By a part that has a place, or by a whole that has a single one."""
    for link in world.links(node):
        if word_of(link.predicate) in PART:
            places = list(world.located(link.other(node)))
            whole = (link.subject == node) == (word_of(link.predicate) != "part")
            if places and (not whole or len(places) == 1):
                yield link, places[0]


def _members_beside(world: World, group: str) -> Iterator[tuple[Edge, ...]]:
    """Of a group of regions: by the parts of what takes place in it, where they name regions."""
    for used in world.into(group):
        if word_of(used.predicate) in PLACE:
            for link in world.links(used.subject):
                if word_of(link.predicate) in PART:
                    yield from ((used, link, place) for place in world.located(link.other(used.subject)))
            yield from ((used, place) for place in world.located(used.subject))
