# SPDX-License-Identifier: Apache-2.0
"""What is said of places in, the country or region that holds one out."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rightsgraph.generalisation.grains import Grain
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, text_of
from rightsgraph.vocab import DCTERMS, RG, SKOS, TYPE

Subject: TypeAlias = NamedNode | BlankNode | Triple
Term: TypeAlias = Subject | Literal
CODE, ABOVE = SKOS + "notation", DCTERMS + "isPartOf"
_GROUP = NamedNode(RG + "UnnamedGroup")
_COUNTRY = re.compile("[A-Z]{2}")
_REGION = re.compile("[A-Z]{2}-[A-Z0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Places:
    """Places by their ISO 3166 code and by what they are part of; `objects` gives the values of a place's property."""

    objects: Callable[..., Iterable[Term]]

    def is_coarse(self, place: Term, grain: Grain) -> bool:
        """Whether a place is as coarse as a grain asks; an unnamed group of regions names none of them."""
        if self._has_code(place, _COUNTRY):
            return True
        if grain is Grain.COUNTRY:
            return False
        return self._has_code(place, _REGION) or _GROUP in self.objects(place, TYPE)

    def above(self, place: Term, grain: Grain) -> NamedNode | None:
        """The nearest place with a code coarse enough, a region before a country; None where there is none."""
        for rank in self._ranks(place):
            regions = [one for one in rank if grain is Grain.REGION and self._has_code(one, _REGION)]
            countries = [one for one in rank if self._has_code(one, _COUNTRY)]
            if found := [one for one in regions or countries if isinstance(one, NamedNode)]:
                return found[0]
        return None

    def fine(self, place: Term) -> Iterator[Term]:
        """A place and those above it, as far as they are finer than a region."""
        for rank in ([place], *self._ranks(place)):
            yield from (one for one in rank if not self.is_coarse(one, Grain.REGION))

    def _ranks(self, place: Term) -> Iterator[list[Term]]:
        """The places one step above a place, then two, each in the order of their names."""
        seen, rank = {place}, [place]
        while rank:
            found = {one for below in rank for one in self.objects(below, ABOVE)} - seen
            rank = sorted((one for one in found if isinstance(one, NamedNode | BlankNode)), key=text_of)
            seen |= found
            if rank:
                yield rank

    def _has_code(self, place: Term, form: re.Pattern[str]) -> bool:
        return any(isinstance(code, Literal) and form.fullmatch(code.value) for code in self.objects(place, CODE))
