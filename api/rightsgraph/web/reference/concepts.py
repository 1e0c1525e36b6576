# SPDX-License-Identifier: Apache-2.0
"""A concept or a list of concepts in, where it stands among others and what uses it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rightsgraph.describe import Description
from rightsgraph.vocab import RG, SKOS
from rightsgraph.web.naming import name_term, name_terms
from rightsgraph.web.reference.belonging import count_interventions
from rightsgraph.web.reference.links import Pointing, first_of, objects_of, pointing, subjects_of
from rightsgraph.web.showing import Shown, text_in
from rightsgraph.web.site import Site

MOST_CONCEPTS = 400  # of a list
MOST_NARROWER = 60
MOST_USERS = 120  # followed up to their interventions
MOST_INTERVENTIONS = 40
_HIGH = 6  # levels above a concept
# Links between concepts and within a vocabulary: no use that a record makes of a concept.
_NO_USE = frozenset(
    SKOS + name for name in ("broader", "narrower", "related", "hasTopConcept", "topConceptOf", "inScheme",
                             "exactMatch", "closeMatch", "relatedMatch")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A concept of a list: its name, its definition, its code, and how deep it stands below the top."""

    shown: Shown
    definition: Shown | None
    code: str
    depth: int
    anchor: str


def gather_concept(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """A concept's place in its tree, its list and how its words were reviewed, and the interventions that use it."""
    iri = description.iri
    used = [one for one in pointing(site, description, language, _NO_USE) if one.iri.startswith(RG)]
    return {
        "above": [name_term(site, one, language) for one in _above(site, iri)],
        "below": name_terms(site, subjects_of(site, SKOS + "broader", iri, MOST_NARROWER), language),
        "schemes": [
            (name_term(site, one, language), read_review(site, one, language))
            for one in objects_of(site, iri, SKOS + "inScheme")
        ],
        "used": used,
        **_interventions_using(site, iri, used, language),
    }


def gather_scheme(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """All concepts of a list in the order of its tree, and how its words were reviewed."""
    members = set(subjects_of(site, SKOS + "inScheme", description.iri, MOST_CONCEPTS + 1))
    return {
        "concepts": _tree(site, sorted(members)[:MOST_CONCEPTS], language),
        "more_concepts": len(members) > MOST_CONCEPTS,
        "review": read_review(site, description.iri, language),
    }


def read_review(site: Site, iri: str, language: str) -> tuple[Shown, Shown | None] | None:
    """The curation of a record by name, and how far that has been reviewed; None without one."""
    curation = first_of(site, iri, RG + "curation")
    if not curation:
        return None
    status = first_of(site, curation, RG + "reviewStatus")
    return name_term(site, curation, language), name_term(site, status, language) if status else None


def _above(site: Site, iri: str) -> list[str]:
    """The broader concepts of a concept, the broadest first."""
    found: list[str] = []
    while len(found) < _HIGH and (broader := first_of(site, found[0] if found else iri, SKOS + "broader")):
        if broader in (*found, iri):
            break
        found.insert(0, broader)
    return found


def _interventions_using(site: Site, iri: str, used: list[Pointing], language: str) -> Mapping[str, Any]:
    users = [user for one in used for user in subjects_of(site, one.iri, iri, MOST_USERS)][:MOST_USERS]
    counts = count_interventions(site, users)
    most = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    return {
        "users_followed": MOST_USERS if sum(one.count for one in used) > MOST_USERS else None,
        "using": [(name_term(site, one, language), count) for one, count in most[:MOST_INTERVENTIONS]],
        "using_left": max(0, len(most) - MOST_INTERVENTIONS),
    }


def _tree(site: Site, members: list[str], language: str) -> list[Listed]:
    """Concepts below their broader ones, by name; what leads in a circle stands at the top."""
    below: dict[str | None, list[str]] = {}
    for one in members:
        broader = first_of(site, one, SKOS + "broader")
        below.setdefault(broader if broader in members else None, []).append(one)
    found: list[Listed] = []
    seen: set[str] = set()

    def add(concepts: list[str], depth: int) -> None:
        named = sorted((name_term(site, one, language) for one in concepts), key=lambda shown: shown.text.casefold())
        for shown in named:
            if shown.title not in seen:
                seen.add(shown.title)
                found.append(_listed(site, shown, depth, language))
                add(below.get(shown.title, []), min(depth + 1, _HIGH))

    add(below.get(None, []), 0)
    add([one for one in members if one not in seen], 0)
    return found


def _listed(site: Site, shown: Shown, depth: int, language: str) -> Listed:
    return Listed(
        shown,
        text_in(site, shown.title, SKOS + "definition", language),
        first_of(site, shown.title, SKOS + "notation") or "",
        depth,
        shown.title.rpartition("/")[2],
    )
