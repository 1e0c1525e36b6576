# SPDX-License-Identifier: Apache-2.0
"""A vocabulary in, its reference out: classes and properties by module, each with its words, links, rules and use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rightsgraph.describe import Description
from rightsgraph.rdf import NamedNode, text_of
from rightsgraph.vocab import DCTERMS, OWL, RDFS, RG, SH, SKOS, TYPE
from rightsgraph.web.naming import name_term
from rightsgraph.web.reference.diagram import draw_diagram
from rightsgraph.web.reference.links import count_bounded, first_of, objects_of, subjects_of
from rightsgraph.web.reference.shapes import family_name, graph_members
from rightsgraph.web.showing import Shown, text_in
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

MOST_TERMS = 600
MOST_SCHEMES = 200
_MOST_RULES = 12
_CLASSES = (OWL + "Class", RDFS + "Class")
_PROPERTIES = tuple(OWL + name for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its anchor, words, kind, what it stands below and beside, where it may stand, its use.

    `takes` are a property's ranges, or the properties of a class; `of` the domains; `count` how many records there are
    of a class (None where that is not counted), `example` one of them; `rules` the shapes that speak of it,
    `replaced` what is to be used in its place.
    """

    shown: Shown
    anchor: str
    is_class: bool
    definition: Shown | None
    above: tuple[Shown, ...]
    near: tuple[Shown, ...]
    of: tuple[Shown, ...]
    takes: tuple[Shown, ...]
    lists: tuple[Shown, ...]
    reason: Shown | None
    needs_evidence: bool
    deprecated: bool
    replaced: tuple[Shown, ...]
    count: int | None
    example: Shown | None
    rules: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """The terms that stand in one file of the vocabulary, classes first."""

    name: str
    anchor: str
    terms: tuple[Term, ...]


def gather_vocabulary(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """The whole reference of a vocabulary."""
    terms = sorted({text_of(t.subject) for t in description.members})[:MOST_TERMS]
    classes = [one for one in terms if set(objects_of(site, one, TYPE)) & set(_CLASSES)]
    return {
        "about": text_in(site, description.iri, DCTERMS + "description", language),
        "release": first_of(site, description.iri, OWL + "versionInfo"),
        "modules": _modules(site, terms, language),
        "diagram": draw_diagram(site, classes, language),
        "schemes": _schemes(site, language),
        "foreign_terms": [
            name_term(site, one, language) for one in objects_of(site, description.iri, DCTERMS + "source")
        ],
    }


def _modules(site: Site, terms: list[str], language: str) -> list[Module]:
    files = {term: file for file, term in graph_members(site.store, [*_CLASSES, *_PROPERTIES, RDFS + "Datatype"], 5000)}
    found: dict[str, list[Term]] = {}
    for term in terms:
        found.setdefault(files.get(term, ""), []).append(_term(site, term, language))
    return [
        Module(
            family_name(file, language) if file else texts(language)["reference_other_terms"],
            f"module-{file or 'other'}",
            tuple(sorted(held, key=lambda term: (not term.is_class, term.shown.text.casefold()))),
        )
        for file, held in sorted(found.items(), key=lambda module: (not module[0], module[0]))
    ]


def _term(site: Site, iri: str, language: str) -> Term:
    def named(values: Iterable[str]) -> tuple[Shown, ...]:
        return tuple(name_term(site, one, language) for one in values)

    is_class = bool(set(objects_of(site, iri, TYPE)) & set(_CLASSES))
    near = [v for p in ("closeMatch", "exactMatch", "relatedMatch") for v in objects_of(site, iri, SKOS + p)]
    see = [value for value in objects_of(site, iri, RDFS + "seeAlso") if site.iris.to_path(value)]
    return Term(
        shown=name_term(site, iri, language),
        anchor=iri.rpartition("#")[2],
        is_class=is_class,
        definition=text_in(site, iri, SKOS + "definition", language),
        above=named([*objects_of(site, iri, RDFS + "subClassOf"), *objects_of(site, iri, RDFS + "subPropertyOf")]),
        near=named(near),
        of=named(objects_of(site, iri, RDFS + "domain")),
        takes=named(subjects_of(site, RDFS + "domain", iri, 60) if is_class else objects_of(site, iri, RDFS + "range")),
        lists=named(see),
        reason=text_in(site, iri, RG + "noDomainBecause", language),
        needs_evidence="true" in objects_of(site, iri, RG + "needsEvidence"),
        deprecated="true" in objects_of(site, iri, OWL + "deprecated"),
        replaced=named(objects_of(site, iri, DCTERMS + "isReplacedBy")),
        count=count_bounded(site, TYPE, iri) if is_class else None,
        example=_example(site, iri, language, is_class=is_class),
        rules=named(_rules(site, iri, is_class=is_class)),
    )


def _example(site: Site, iri: str, language: str, *, is_class: bool) -> Shown | None:
    """A record that is of a class or has a property; the first that has a name and a page here."""
    links = site.store.triples(predicate=TYPE, value=iri) if is_class else site.store.triples(predicate=iri)
    for _, link in zip(range(20), links, strict=False):
        if isinstance(link.subject, NamedNode) and site.names.find(link.subject.value, language):
            shown = name_term(site, link.subject.value, language)
            if site.iris.to_path(link.subject.value) and shown.href:
                return shown
    return None


def _rules(site: Site, iri: str, *, is_class: bool) -> list[str]:
    """The shapes for records that look at a class or at a property."""
    if is_class:
        return sorted(subjects_of(site, SH + "targetClass", iri, _MOST_RULES))
    paths = subjects_of(site, SH + "path", iri, 60)
    owners = {owner for path in paths for owner in subjects_of(site, SH + "property", path, _MOST_RULES)}
    owners |= set(subjects_of(site, SH + "targetSubjectsOf", iri, _MOST_RULES))
    return sorted(owners)[:_MOST_RULES]


def _schemes(site: Site, language: str) -> list[tuple[Shown, Shown | None, int]]:
    found = subjects_of(site, TYPE, SKOS + "ConceptScheme", MOST_SCHEMES)
    listed = [
        (
            name_term(site, one, language),
            text_in(site, one, SKOS + "definition", language),
            count_bounded(site, SKOS + "inScheme", one),
        )
        for one in found
    ]
    return sorted(listed, key=lambda scheme: scheme[0].text.casefold())
