# SPDX-License-Identifier: Apache-2.0
"""A shape in, its rules in words out; all shapes in, a list of them by family out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rightsgraph.describe import Description
from rightsgraph.rdf import text_of
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, RDFS, SH, SKOS
from rightsgraph.web.naming import name_term
from rightsgraph.web.reference.constraints import read_shapes, tell_rules, tell_targets
from rightsgraph.web.reference.links import first_of, subjects_of
from rightsgraph.web.showing import Shown, text_in
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

MOST_SHAPES = 1000
_REFERRING = tuple(SH + name for name in ("property", "sparql", "node", "not", "qualifiedValueShape"))


@dataclass(frozen=True, slots=True)
class ShapeListed:
    """A shape of a list: its name, its code, what it says to who breaks it, and how much that weighs."""

    shown: Shown
    code: str
    message: Shown | None
    severity: str


@dataclass(frozen=True, slots=True)
class Family:
    """Shapes that stand in one file: its name, in words where there are some, and an anchor."""

    name: str
    anchor: str
    shapes: tuple[ShapeListed, ...]


def gather_shape(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """A shape in words: what it looks at, what it asks for and why, and which other shapes refer to it."""
    iri = description.iri
    shapes = read_shapes(site, iri)
    return {
        "rules": tell_rules(site, shapes, iri, language),
        "targets": tell_targets(site, shapes, iri, language),
        "code": first_of(site, iri, SKOS + "notation"),
        "basis": text_in(site, iri, DCTERMS + "source", language),
        "referring": [
            name_term(site, one, language) for property in _REFERRING for one in subjects_of(site, property, iri, 60)
        ],
    }


def list_families(site: Site, language: str) -> list[Family]:
    """All shapes for records, by the file they stand in."""
    families: dict[str, list[ShapeListed]] = {}
    for file, shape in graph_members(site.store, [SH + "NodeShape"], MOST_SHAPES):
        families.setdefault(file, []).append(_listed(site, shape, language))
    return [
        Family(family_name(file, language), file, tuple(sorted(found, key=lambda one: one.shown.text.casefold())))
        for file, found in sorted(families.items())
    ]


def graph_members(store: Store, classes: Iterable[str], most: int) -> list[tuple[str, str]]:
    """The members of some classes by the last name of the file that they stand in; at most so many, sorted."""
    wanted = " ".join(f"<{one}>" for one in classes)
    query = (
        f"SELECT DISTINCT ?g ?s {{ VALUES ?c {{ {wanted} }} GRAPH ?g {{ ?s a ?c }} FILTER(isIRI(?s)) }} LIMIT {most}"
    )
    rows = store.select(query, None).rows()
    return sorted((text_of(g).rpartition("/")[2], text_of(s)) for g, s in rows if g is not None and s is not None)


def family_name(file: str, language: str) -> str:
    """What a file of shapes or terms is about, in words where there are some for it, else its own name."""
    return texts(language).get(f"reference_family_{file}", file)


def _listed(site: Site, shape: str, language: str) -> ShapeListed:
    severity = first_of(site, shape, SH + "severity") or SH + "Violation"
    return ShapeListed(
        name_term(site, shape, language),
        first_of(site, shape, SKOS + "notation") or "",
        text_in(site, shape, SH + "message", language) or text_in(site, shape, RDFS + "comment", language),
        severity.removeprefix(SH),
    )
