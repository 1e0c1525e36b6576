# SPDX-License-Identifier: Apache-2.0
"""A record in, what is said to be unknown of it or is withheld out."""

from collections.abc import Iterator
from dataclasses import dataclass

from rightsgraph.record.links import Links
from rightsgraph.vocab import RG


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known of a record, or withheld: the gap's own IRI, what it is about, which property, and why.

    `number` counts the values that a gap stands for.
    """

    iri: str
    about: str
    property: str
    reason: str | None
    withheld: bool = False
    number: int = 1


def gaps_of(links: Links, about: str) -> Iterator[Gap]:
    """The gaps of a record, one for each property that has no value."""
    for iri in links.subjects(RG + "unknownFor", about):
        for property in links.objects(iri, RG + "unknownProperty"):
            yield read_gap(links, iri, about, property)


def read_gap(links: Links, iri: str, about: str, property: str) -> Gap:
    """What the record of a gap says of one property of what it is about."""
    numbers = (int(number) for number in links.objects(iri, RG + "withheldNumber") if number.isdecimal())
    return Gap(
        iri=iri,
        about=about,
        property=property,
        reason=links.first(iri, RG + "unknownReason"),
        withheld=links.is_a(iri, RG + "Withheld"),
        number=next(numbers, 1),
    )
