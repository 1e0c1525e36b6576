# SPDX-License-Identifier: Apache-2.0
"""The world in, all that every attack finds in it out: one table of attacks."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rightsgraph.validation.adversary.authorship import author_meets_organisation
from rightsgraph.validation.adversary.counts import few_people, few_people_left
from rightsgraph.validation.adversary.identifiers import named_identifier, telling_identifier
from rightsgraph.validation.adversary.identity import hypothesis_names, link_to_outside
from rightsgraph.validation.adversary.leaks import Leak
from rightsgraph.validation.adversary.meetings import (
    date_finer_than_policy,
    date_of_birth,
    day_of_gathering,
    person_shares_place_or_day,
)
from rightsgraph.validation.adversary.people import (
    named_near_population,
    person_through_membership,
    person_to_population,
)
from rightsgraph.validation.adversary.releases import few_people_between, population_came_later, withheld_was_public
from rightsgraph.validation.adversary.texts import few_in_town, person_named_in_text, unsafe_name_in_text
from rightsgraph.validation.adversary.withheld import (
    withheld_claimed,
    withheld_in_text,
    withheld_inferred,
    withheld_stands,
)
from rightsgraph.validation.adversary.world import World

MOST_LEAKS = 100  # leaks that are told of one attack: nobody mends more before they check again


@dataclass(frozen=True, slots=True)
class Attack:
    """One way to work out what should not be known; `rule` is the rule of safety that it breaks."""

    name: str
    rule: str
    find: Callable[[World], Iterator[Leak]]


ATTACKS = (
    Attack("person", "P2", person_to_population),
    Attack("membership", "P3", person_through_membership),
    Attack("named-person", "P2", named_near_population),
    Attack("authorship", "P3", author_meets_organisation),
    Attack("shared-place", "P2, P5", person_shares_place_or_day),
    Attack("few-people", "P6", few_people),
    Attack("few-left", "P6", few_people_left),
    Attack("identifier", "P1", telling_identifier),
    Attack("named-identifier", "P1", named_identifier),
    Attack("exact-day", "P5", day_of_gathering),
    Attack("birth-date", "P1", date_of_birth),
    Attack("finer-date", "P5", date_finer_than_policy),
    Attack("release-withheld", "P8, U2", withheld_was_public),
    Attack("release-count", "P6", few_people_between),
    Attack("release-population", "P2, U1", population_came_later),
    Attack("withheld-value", "U2", withheld_stands),
    Attack("withheld-claim", "U2", withheld_claimed),
    Attack("withheld-text", "U2", withheld_in_text),
    Attack("withheld-inferred", "U2", withheld_inferred),
    Attack("person-in-text", "P2", person_named_in_text),
    Attack("unsafe-name", "P10", unsafe_name_in_text),
    Attack("few-in-town", "P5, P6", few_in_town),
    Attack("identity-link", "P4, U3", link_to_outside),
    Attack("hypothesis", "U3", hypothesis_names),
)


def attack(world: World) -> Iterator[tuple[Attack, list[Leak], bool]]:
    """Every attack with what it finds, and whether there is more than that."""
    for one in ATTACKS:
        found = list(itertools.islice(_once(one.find(world)), MOST_LEAKS + 1))
        yield one, found[:MOST_LEAKS], len(found) > MOST_LEAKS


def _once(leaks: Iterator[Leak]) -> Iterator[Leak]:
    """Each path told once, from whichever side it was found."""
    seen: set[frozenset[object]] = set()
    for leak in leaks:
        key = frozenset(leak.path)
        if key not in seen:
            seen.add(key)
            yield leak
