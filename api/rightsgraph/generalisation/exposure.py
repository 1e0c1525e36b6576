# SPDX-License-Identifier: Apache-2.0
"""The triples of one file in, what policies may make coarser of it out: as much as the file alone can tell.

Where there is none in any file, what is published is what is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rightsgraph.generalisation.grains import Grain, is_coarse_date
from rightsgraph.generalisation.places import Places, Term
from rightsgraph.generalisation.policies import Policy
from rightsgraph.generalisation.statements import OBJECT, PREDICATE, SUBJECT, Facts
from rightsgraph.rdf import NamedNode, Triple, text_of
from rightsgraph.vocab import TYPE


@dataclass(frozen=True, slots=True)
class Exposure:
    """A value that a policy is for if its subject is among the policy's classes, and the place, if it is one, is fine.

    `kinds` are the classes that the file itself gives the subject. No subject: whose value it is stands elsewhere.
    """

    policy: int
    subject: str | None
    kinds: tuple[str, ...] = ()
    place: str | None = None


def exposures(triples: Sequence[Triple], policies: Sequence[Policy]) -> list[Exposure]:
    """What a file says that policies, known by their number, may be for; statements before claims."""
    numbered: dict[str, list[tuple[int, Policy]]] = defaultdict(list)
    for index, policy in enumerate(policies):
        numbered[policy.property].append((index, policy))
    stated = [triple for triple in triples if triple.predicate.value in numbered]
    claims = {t.subject for t in triples if t.predicate.value == PREDICATE and text_of(t.object) in numbered}
    if not stated and not claims:
        return []
    facts = Facts(triples)
    places = Places(facts.objects)
    found = [*_of_statements(stated, numbered, facts, places), *_of_claims(claims, numbered, facts, places)]
    return list(dict.fromkeys(found))


def _of_statements(
    stated: Iterable[Triple], numbered: dict[str, list[tuple[int, Policy]]], facts: Facts, places: Places
) -> Iterator[Exposure]:
    for triple in stated:
        kinds = tuple(sorted(name for kind in facts.objects(triple.subject, TYPE) if (name := _name(kind))))
        for index, policy in numbered[triple.predicate.value]:
            if _is_exposed(triple.object, policy.grain, places):
                yield Exposure(index, _name(triple.subject), kinds, _place(triple.object, policy))


def _of_claims(
    claims: Iterable[Term], numbered: dict[str, list[tuple[int, Policy]]], facts: Facts, places: Places
) -> Iterator[Exposure]:
    for claim in sorted(claims, key=str):
        subjects, values = facts.objects(claim, SUBJECT), facts.objects(claim, OBJECT)
        for predicate in facts.objects(claim, PREDICATE):
            for index, policy in numbered.get(text_of(predicate), ()):
                if not subjects or not values:
                    yield Exposure(index, None)
                for value in values:
                    if _is_exposed(value, policy.grain, places):
                        yield from (Exposure(index, _name(one), (), _place(value, policy)) for one in subjects)


def _is_exposed(value: Term, grain: Grain, places: Places) -> bool:
    """Whether a value may be finer than a grain, as far as is known of it."""
    if grain is Grain.BAND:
        return True
    return not (is_coarse_date(value, grain) if grain.is_of_dates else places.is_coarse(value, grain))


def _name(term: Term) -> str | None:
    return str(term.value) if isinstance(term, NamedNode) else None


def _place(value: Term, policy: Policy) -> str | None:
    return _name(value) if policy.grain.is_of_places else None
