# SPDX-License-Identifier: Apache-2.0
"""The classes of a vocabulary in, a diagram of them and of the properties between them out.

What leads where is told by domains and ranges, and by the shapes, which say it of classes that share a property.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rightsgraph.drawing import ClassBox, PropertyLine, draw_classes, write
from rightsgraph.vocab import ORG, PROV, RDFS, SCHEMA, SH
from rightsgraph.web.naming import name_term
from rightsgraph.web.reference.links import objects_of, subjects_of
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

_MOST_SHAPES = 20  # of one class
_EVERYWHERE = 6  # classes from which a property says little about any of them
# Classes of others that the vocabulary's own properties lead from and to.
_BESIDE = (ORG + "Organization", PROV + "Activity", PROV + "Agent", SCHEMA + "AdministrativeArea")

Edge = tuple[str, str, str]


def draw_diagram(site: Site, classes: Sequence[str], language: str) -> str | None:
    """The diagram as SVG; None where no property leads from a class to another."""
    known = frozenset((*classes, *_BESIDE))
    edges = _without_common({*_by_domain(site, known), *_by_shape(site, known)})
    lines: dict[str, list[PropertyLine]] = defaultdict(list)
    for subject, property, value in sorted(edges):
        name = name_term(site, property, language)
        lines[subject].append(PropertyLine(name.text, name.href, value))
    drawn = sorted({end for subject, _, value in edges for end in (subject, value)})
    named = ((one, name_term(site, one, language)) for one in drawn)
    boxes = [ClassBox(one, name.text, name.href, tuple(lines.get(one, ()))) for one, name in named]
    return write(draw_classes(boxes, texts(language)["reference_diagram_label"])) if boxes else None


def _by_domain(site: Site, known: frozenset[str]) -> Iterator[Edge]:
    for one in known:
        for property in subjects_of(site, RDFS + "domain", one, 60):
            yield from (
                (one, property, value) for value in objects_of(site, property, RDFS + "range") if value in known
            )


def _by_shape(site: Site, known: frozenset[str]) -> Iterator[Edge]:
    for one in known:
        for shape in subjects_of(site, SH + "targetClass", one, _MOST_SHAPES):
            for part in objects_of(site, shape, SH + "property"):
                for property in objects_of(site, part, SH + "path"):
                    values = objects_of(site, part, SH + "class")
                    yield from ((one, property, value) for value in values if value in known)


def _without_common(edges: set[Edge]) -> set[Edge]:
    """Without properties that so many classes have that lines would hide the others."""
    holders: dict[str, set[str]] = defaultdict(set)
    for subject, property, _ in edges:
        holders[property].add(subject)
    return {edge for edge in edges if len(holders[edge[1]]) <= _EVERYWHERE}
