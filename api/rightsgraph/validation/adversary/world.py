# SPDX-License-Identifier: Apache-2.0
"""The index in, who is who out: populations, persons, community organisations, places, sources, and ways between."""

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property

from rightsgraph.rdf import Triple
from rightsgraph.validation.adversary.index import Index
from rightsgraph.validation.adversary.language import capitals, fold, is_ordinary_acronym, name_of_person, spoken_of
from rightsgraph.validation.adversary.leaks import Edge
from rightsgraph.validation.adversary.words import (
    DOCUMENT,
    GROUP,
    LABEL,
    LEADS_TO_PERSON,
    NAME,
    NAMES_OF_AGENTS,
    ORGANISATION,
    PERSON,
    PERSONAL,
    PERSONAL_OR_NOT,
    PLACE,
    POPULATION,
    REGISTER,
    THING,
    WRITES,
    word_of,
)

HOPS = 6  # triples between a person and a population that are followed
COUNTRY, REGION, FINER = range(3)
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}\Z")
_MATCHES = frozenset({"exactmatch", "closematch", "sameas"})
_CODES = frozenset({"notation", "identifier", "code", "addresscountry", "countrycode", "isocode"})
_PLACES = frozenset({"administrativearea", "country", "region", "state", "place", "city", "location", "feature"})


class World(Index):
    """What an adversary knows, and sees in it; `before` is what the release before told, where that is at hand."""

    def __init__(self, triples: Iterable[Triple], base: str, before: Iterable[Triple] | None = None) -> None:
        super().__init__(triples, base)
        self.before = None if before is None else World._past(before, base)

    @classmethod
    def _past(cls, triples: Iterable[Triple], base: str) -> "World":
        world = cls.__new__(cls)
        Index.__init__(world, triples, base, before=True)
        world.before = None
        return world

    # Populations, and how near anything is to one

    @cached_property
    def populations(self) -> frozenset[str]:
        """The nodes that stand for populations: typed so, used so, beside one in its scheme, or said to match one."""
        found = {node for node, kinds in self.kinds.items() if "population" in kinds}
        found |= {edge.object for edge in self.having(POPULATION) if not edge.literal}
        schemes = {edge.object for node in found for edge in self.told(node, frozenset({"inscheme"}))}
        found |= {edge.subject for edge in self.having(["inscheme"]) if edge.object in schemes}
        found |= {edge.object for node in found for edge in self.told(node, _MATCHES) if not edge.literal}
        return frozenset(node for node in found if not self.is_any(node, frozenset({"class"})))

    @cached_property
    def spoken_of(self) -> "re.Pattern[str]":
        """How populations are spoken of: by what their labels call them, and in general."""
        return spoken_of(edge.object for node in self.populations for edge in self.told(node, LABEL))

    @cached_property
    def _of_communities(self) -> frozenset[str]:
        """The types of actors whose labels speak of a population."""
        types = {edge.object for edge in self.having(["actortype", "classification"]) if not edge.literal}
        return frozenset(
            node for node in types if any(self.spoken_of.search(edge.object) for edge in self.told(node, LABEL))
        )

    @cached_property
    def communities(self) -> dict[str, Edge]:
        """The organisations of a population, each with the triple that says so, whatever it says it with."""
        found = {e.subject: e for e in self.having(["constituency"])}
        for edge in self.having(["actortype", "classification"]):
            if edge.object in self._of_communities and not self.is_any(edge.subject, GROUP):
                found.setdefault(edge.subject, edge)
        for node, kinds in self.kinds.items():
            if not kinds.isdisjoint(ORGANISATION) and node not in found:
                said = (e for e in self.told(node, NAME | LABEL) if e.literal and self.spoken_of.search(e.object))
                found |= {e.subject: e for e in itertools.islice(said, 1)}
        return found

    @cached_property
    def _ways(self) -> dict[str, tuple[int, Edge | None]]:
        """For every node near a population: how many triples lead there, and the first of them."""
        seen: dict[str, tuple[int, Edge | None]] = dict.fromkeys(self.populations | self._of_communities, (0, None))
        seen |= {node: (1, edge) for node, edge in self.communities.items()}
        waiting = deque(sorted(seen, key=lambda node: seen[node][0]))
        while waiting:
            node = waiting.popleft()
            steps = seen[node][0] + 1
            if steps > HOPS:
                continue
            for edge in self.links(node):
                other = edge.other(node)
                if other not in seen and not self.is_hub(other):
                    seen[other] = steps, edge
                    waiting.append(other)
        return seen

    def distance(self, node: str) -> int | None:
        """How many triples lead from a node to a population, None where there is no way or only a long one."""
        found = self._ways.get(node)
        return found[0] if found else None

    def way(self, node: str, most: int = HOPS) -> tuple[Edge, ...] | None:
        """The triples that lead from a node to a population, None where they are too many."""
        found = self._ways.get(node)
        if found is None or found[0] > most:
            return None
        path: list[Edge] = []
        while (edge := self._ways[node][1] if node in self._ways else None) is not None:
            path.append(edge)
            node = edge.other(node)
        return tuple(path)

    def is_hub(self, node: str) -> bool:
        """Whether everything meets at a node: a term of a vocabulary, or a place (that is for another attack)."""
        return node not in self.populations and (self.is_vocabulary(node) or self.is_place(node))

    # Persons

    @cached_property
    def persons(self) -> dict[str, Edge | None]:
        """The nodes that are persons, by what they are called or how they are used, with the triple that shows it."""
        found: dict[str, Edge | None] = {}
        for edge in self.having(["type"]):
            if word_of(edge.object) in PERSON:
                found.setdefault(edge.subject, edge)
        for edge in self.having(PERSONAL):
            found.setdefault(edge.subject, edge)
        for edge in self.having(PERSONAL_OR_NOT):
            if self._may_be_person(edge.subject):
                found.setdefault(edge.subject, edge)
        for edge in self.having(LEADS_TO_PERSON):
            if not edge.literal and self._may_be_person(edge.object):
                found.setdefault(edge.object, edge)
        for edge in self.having(NAMES_OF_AGENTS):
            bare = edge.literal and not self.kinds.get(edge.subject) and self._may_be_person(edge.subject)
            if bare and name_of_person(edge.object, self.spoken_of):
                found.setdefault(edge.subject, edge)
        for node, edges in self._into.items():
            if REGISTER.match(node):
                found.setdefault(node, edges[0])
        return {node: edge for node, edge in found.items() if not self.is_vocabulary(node)}

    def _may_be_person(self, node: str) -> bool:
        """Whether nothing says that a node is something else."""
        if self.is_any(node, THING) or node in self.populations or self.is_place(node):
            return False
        return not any(True for _ in self.told(node, _TELLS_THING)) and not any(
            word_of(edge.predicate) in _ROLE_OF_THING for edge in self.into(node)
        )

    # Organisations and their names

    def names(self, node: str) -> Iterator[Edge]:
        """The literals that name a node: names, and labels that hold a proper name."""
        for edge in self.texts(node):
            word = word_of(edge.predicate)
            if word in NAME or (word in LABEL and self.holds_name(edge.object)):
                yield edge

    @cached_property
    def names_of_communities(self) -> dict[str, list[Edge]]:
        """The names of community organisations, folded, each with the triples that give it."""
        found: dict[str, list[Edge]] = {}
        for node in self.communities:
            for edge in self.names(node):
                found.setdefault(fold(edge.object), []).append(edge)
        return found

    def holds_name(self, label: str) -> bool:
        """Whether a label holds a proper name, rather than describe in ordinary words and names of places."""
        found = capitals(label)
        proper = [word for word in found if not self._is_of_place(word) and not is_ordinary_acronym(word)]
        proper = [word for word in proper if not (word.isupper() and word in self._acronyms)]
        alone = label.split()
        if proper or not 0 < len(alone) <= 2 or self.spoken_of.search(label):
            return bool(proper)
        # One or two words that stand nowhere else as ordinary ones.
        return alone[0][:1].isupper() and all(fold(word.strip(".,;:")) not in self.ordinary for word in alone)

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """The words that stand somewhere in small letters: no names."""
        words: set[str] = set()
        for edge in self.literals:
            words.update(re.findall(r"(?<![\w'’-])[^\W\d_A-Z][^\W\d_]+", edge.object))
        return frozenset(fold(word) for word in words)

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        """The acronyms that the vocabulary itself uses."""
        terms = (node for node in self.kinds if self.is_vocabulary(node))
        return frozenset(
            word for node in terms for edge in self.texts(node) for word in re.findall(r"\b[A-Z]{2,}\b", edge.object)
        )

    @cached_property
    def _place_stems(self) -> frozenset[str]:
        """How the names of places, and what is named after them, begin."""
        labels = (edge.object for node in self.places for edge in self.told(node, LABEL | NAME | _CODES))
        return frozenset(fold(word)[:4] for label in labels for word in label.split() if len(word) > 1)

    def _is_of_place(self, word: str) -> bool:
        return fold(word)[:4] in self._place_stems

    @cached_property
    def members_of(self) -> dict[str, list[Edge]]:
        """For each node, the triples that put it into a collection, consortium or network."""
        found: dict[str, list[Edge]] = {}
        for edge in self.having(["member", "memberof"]):
            if not edge.literal:
                node = edge.object if word_of(edge.predicate) == "member" else edge.subject
                found.setdefault(node, []).append(edge)
        return found

    # Places

    @cached_property
    def places(self) -> dict[str, int]:
        """The nodes that are places, and how fine each is; groups of unnamed places are none."""
        found = {node for node, kinds in self.kinds.items() if not kinds.isdisjoint(_PLACES)}
        found |= {edge.object for edge in self.having(PLACE) if not edge.literal}
        found = {node for node in found if not self.is_any(node, GROUP) and not self.is_vocabulary(node)}
        return {node: self._grain(node) for node in found}

    def is_place(self, node: str) -> bool:
        """Whether a node is a place."""
        return node in self.places

    def _grain(self, place: str) -> int:
        codes = [edge.object for edge in self.told(place, _CODES) if edge.literal]
        if any(map(_COUNTRY.match, codes)) or self.is_any(place, frozenset({"country"})):
            return COUNTRY
        return REGION if any(map(_REGION.match, codes)) else FINER

    def located(self, node: str, least: int = REGION) -> Iterator[Edge]:
        """The triples that place a node in a region or something finer."""
        for edge in self.told(node, PLACE):
            if self.grain_of(edge) >= least:
                yield edge

    def grain_of(self, edge: Edge) -> int:
        """How fine the place is that a triple names; -1 where it names none."""
        if not edge.literal:
            return self.places.get(edge.object, -1)
        return self._named_grains.get(fold(edge.object), FINER)

    @cached_property
    def _named_grains(self) -> dict[str, int]:
        """How fine the places are that one can name by their labels and codes."""
        return {
            fold(edge.object): grain
            for node, grain in self.places.items()
            for edge in self.told(node, LABEL | NAME | _CODES)
            if edge.literal
        }

    @cached_property
    def place_names(self) -> dict[str, str]:
        """The names and codes, folded, of the places finer than a country."""
        return {
            fold(edge.object): node
            for node, grain in self.places.items()
            if grain > COUNTRY
            for edge in self.told(node, LABEL | NAME | _CODES)
            if edge.literal and len(edge.object) > 3
        }

    def place_in(self, text: str) -> str | None:
        """The name of a place finer than a country that stands in a text."""
        folded = f" {re.sub(r'[^0-9a-z-]+', ' ', fold(text))} "
        spaced = folded.replace("-", " ")
        for name in self.place_names:
            if f" {name} " in folded or f" {name.replace('-', ' ')} " in spaced:
                return name
        return None

    # Sources

    def is_source(self, node: str) -> bool:
        """Whether a node is a publication, whose own bibliographic strings are owed to it as printed."""
        return self.is_any(node, DOCUMENT) or any(True for _ in self.told(node, _BIBLIOGRAPHIC))

    @cached_property
    def authored(self) -> dict[str, Edge]:
        """The sources whose authors are printed or linked, each with one triple that does so; no corporate authors."""
        found: dict[str, Edge] = {}
        for edge in self.having(WRITES):
            if (edge.literal or edge.object in self.persons) and self.is_source(edge.subject):
                found.setdefault(edge.subject, edge)
        return found


_TELLS_THING = frozenset({"actortype", "classification", "constituency", "population", "policelevel", "inscheme"})
_ROLE_OF_THING = frozenset({"implementedby", "fundedby", "publisher", "unitof", "suborganizationof"})
_BIBLIOGRAPHIC = frozenset({"authorsasprinted", "bibliographiccitation"})
