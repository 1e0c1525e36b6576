# SPDX-License-Identifier: Apache-2.0
"""A statement in, what is published in its place out, and by which policy."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from rightsgraph.generalisation.grains import LEAST, Grain, band, coarsen_date, is_coarse_date, number
from rightsgraph.generalisation.places import Places, Term
from rightsgraph.generalisation.policies import Policy
from rightsgraph.generalisation.statements import BELOW, POPULATION, SPEAKS_FOR, UNIT, Facts
from rightsgraph.rdf import Literal, NamedNode, Triple, text_of
from rightsgraph.vocab import RG, TYPE, XSD

FROM, UNTIL = NamedNode(RG + "bandFrom"), NamedNode(RG + "bandUntil")
_OBSERVATION = RG + "Observation"
# Units of figures that are no counts of people of a population; the shapes take all others for such counts, and so
# does this: an exact number too few harms nobody.
_SHARES = ("percent", "percentage points", "odds ratio", "adjusted odds ratio", "ratio", "rate", "score", "probability")
_NO_PEOPLE = frozenset([*_SHARES, "officers", "police officers"])


class Kept(Enum):
    """Why a statement stays as it is."""

    COARSE = "it is as coarse as that already"
    NO_COUNT = "it counts no people of a population"
    FEW = "it counts so few that no band holds them; shapes refuse it"
    UNMET = "nobody can tell what would be coarser"


@dataclass(frozen=True, slots=True)
class Coarser:
    """What stands in place of a statement, by a policy."""

    policy: Policy
    triples: tuple[Triple, ...]


class Coarsening:
    """Policies, with what is known of what they are about."""

    def __init__(self, policies: Iterable[Policy], facts: Facts) -> None:
        self._facts = facts
        self._places = Places(facts.objects)
        self._policies: Mapping[str, list[Policy]] = defaultdict(list)
        for policy in policies:
            self._policies[policy.property].append(policy)

    def of(self, statement: Triple) -> Coarser | tuple[Policy, Kept] | None:
        """What the coarsest policy for a statement makes of it; None where there is none."""
        for policy in self._policies.get(statement.predicate.value, ()):
            if self._is_for(policy, statement):
                found = self._by(policy, statement)
                if found is not Kept.COARSE:
                    return (policy, found) if isinstance(found, Kept) else Coarser(policy, found)
        return None

    def fine_places(self, coarser: Coarser, statement: Triple) -> Iterator[Term]:
        """The places finer than a region that a statement named and its coarser form does not."""
        if coarser.policy.grain.is_of_places:
            yield from self._places.fine(statement.object)

    def _is_for(self, policy: Policy, statement: Triple) -> bool:
        return not policy.among or not policy.among.isdisjoint(self._classes(statement.subject))

    def _classes(self, subject: Term) -> set[str]:
        queue = [text_of(kind) for kind in self._facts.objects(subject, TYPE) if isinstance(kind, NamedNode)]
        for kind in queue:
            above = map(text_of, self._facts.objects(NamedNode(kind), BELOW))
            queue += [one for one in above if one not in queue and not one.startswith("_")]
        return set(queue)

    def _by(self, policy: Policy, statement: Triple) -> tuple[Triple, ...] | Kept:
        value, grain = statement.object, policy.grain
        if grain is Grain.BAND:
            return self._banded(statement)
        if is_coarse_date(value, grain) if grain.is_of_dates else self._places.is_coarse(value, grain):
            return Kept.COARSE
        coarser = coarsen_date(value, grain) if grain.is_of_dates else self._places.above(value, grain)
        return (Triple(statement.subject, statement.predicate, coarser),) if coarser else Kept.UNMET

    def _banded(self, statement: Triple) -> tuple[Triple, ...] | Kept:
        if not self._counts_people(statement.subject):
            return Kept.NO_COUNT
        count = number(statement.object)
        if count is None:
            return Kept.UNMET
        if count < LEAST:
            return Kept.FEW
        ends = band(count)
        if ends is None:
            return Kept.UNMET
        low, high = (Literal(str(end), datatype=NamedNode(XSD + "decimal")) for end in ends)
        return Triple(statement.subject, FROM, low), Triple(statement.subject, UNTIL, high)

    def _counts_people(self, subject: Term) -> bool:
        """Whether an observation is a count of people of a population, its own or that of what it speaks for."""
        units = [text_of(unit).lower() for unit in self._facts.objects(subject, UNIT)]
        if _OBSERVATION not in self._classes(subject) or (units and _NO_PEOPLE.issuperset(units)):
            return False
        near: Sequence[Term] = [subject, *(one for way in SPEAKS_FOR for one in self._facts.objects(subject, way))]
        return any(self._facts.objects(one, POPULATION) for one in near)
