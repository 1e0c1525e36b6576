# SPDX-License-Identifier: Apache-2.0
"""A record in, the interventions that it belongs to out: followed upward along the links that lead from them."""

from collections import Counter, deque
from collections.abc import Iterable

from rightsgraph.record import LEADS_ON
from rightsgraph.vocab import DCTERMS, OA, RDF, RG, TYPE
from rightsgraph.web.reference.links import objects_of, subjects_of
from rightsgraph.web.site import Site

_INTERVENTION = RG + "Intervention"
_DOWN = (*LEADS_ON, DCTERMS + "isPartOf")
_UP = (RG + "partOfIntervention", RG + "observedFor", RG + "unknownFor", RG + "hypothesisFor", RDF + "subject")
_MOST_VISITED = 60
_MOST_EACH = 20  # links followed from one record by one property


def interventions_of(site: Site, start: str) -> list[str]:
    """The interventions that a record belongs to, nearest first; of very many, some."""
    seen, waiting, found = {start}, deque([start]), []
    while waiting and len(seen) <= _MOST_VISITED:
        record = waiting.popleft()
        if _INTERVENTION in objects_of(site, record, TYPE, 10):
            found.append(record)
            continue
        for above in _above(site, record):
            if above not in seen:
                seen.add(above)
                waiting.append(above)
    return found


def count_interventions(site: Site, records: Iterable[str]) -> Counter[str]:
    """How many of some records belong to each intervention."""
    return Counter(intervention for record in records for intervention in interventions_of(site, record))


def interventions_of_source(site: Site, source: str, most: int = 200) -> Counter[str]:
    """The interventions that a source speaks of, each with how many of its first statements are about it."""
    passages = subjects_of(site, OA + "hasSource", source, most)
    return interventions_of_passages(site, passages, most)


def interventions_of_passages(site: Site, passages: Iterable[str], most: int = 200) -> Counter[str]:
    """The interventions that are spoken of in some passages, each with how many of their first statements."""
    claims = [claim for passage in passages for claim in subjects_of(site, RG + "fromPassage", passage, most)][:most]
    about = Counter(subject for claim in claims for subject in objects_of(site, claim, RDF + "subject"))
    found: Counter[str] = Counter()
    for subject, count in about.items():
        for intervention in interventions_of(site, subject):
            found[intervention] += count
    return found


def _above(site: Site, record: str) -> Iterable[str]:
    for property in _UP:
        yield from objects_of(site, record, property, _MOST_EACH)
    for property in _DOWN:
        yield from subjects_of(site, property, record, _MOST_EACH)
