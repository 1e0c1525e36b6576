# SPDX-License-Identifier: Apache-2.0
"""The classes of a vocabulary in, a diagram of them and of the properties between them out.

What leads where is told by domains and ranges, and by the shapes, which say it of classes that share a property.
"""

from collections import Counter, defaultdict
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
    edges = _once(site, {*_by_domain(site, known), *_by_shape(site, known)})
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


def _once(site: Site, edges: set[Edge]) -> set[Edge]:
    """Each property to a class from one class alone, so that lines can be told apart: an own one, which leads furthest.

    A property that very many classes have says little about any of them, and is left out.
    """
    leads = Counter(subject for subject, _, _ in edges)
    subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
    for subject, property, value in edges:
        subjects[property, value].append(subject)
    return {
        (min(held, key=lambda one: (site.iris.to_path(one) is None, -leads[one], one)), *rest)
        for rest, held in subjects.items()
        if len(held) <= _EVERYWHERE
    }
