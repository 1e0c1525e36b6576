# SPDX-License-Identifier: Apache-2.0
"""The ontology in; the concepts and rules out that generated data has to keep to."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from rightsgraph.rdf import Literal, Quad, read_quads, text_of
from rightsgraph.vocab import RG, SKOS


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme; `rank` is its place in an ordered scheme, -1 where it has none."""

    iri: str
    en: str
    es: str
    rank: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The concepts by the local name of their scheme, sorted; and the properties whose triples need a claim."""

    schemes: dict[str, tuple[Concept, ...]]
    needs_evidence: frozenset[str]

    def concept(self, scheme: str, name: str) -> Concept:
        """The concept of that local name."""
        return next(concept for concept in self.schemes[scheme] if concept.iri.endswith("/" + name))


def read_vocabulary(root: Path) -> Vocabulary:
    """Read what the ontology under a content root says."""
    quads = [quad for path in sorted((root / "ontology").rglob("*.ttl")) for quad in read_quads(path)]
    labels = {
        (text_of(quad.subject), quad.object.language): quad.object.value
        for quad in quads
        if quad.predicate.value == SKOS + "prefLabel" and isinstance(quad.object, Literal)
    }
    ranks = dict(_pairs(quads, RG + "rank"))
    schemes: dict[str, list[Concept]] = defaultdict(list)
    for iri, scheme in sorted(_pairs(quads, SKOS + "inScheme")):
        concept = Concept(iri, labels[iri, "en"], labels[iri, "es"], int(ranks.get(iri, -1)))
        schemes[scheme.rpartition("scheme-")[2]].append(concept)
    marked = frozenset(iri for iri, value in _pairs(quads, RG + "needsEvidence") if value == "true")
    return Vocabulary({name: tuple(concepts) for name, concepts in schemes.items()}, marked)


def _pairs(quads: list[Quad], predicate: str) -> list[tuple[str, str]]:
    return [(text_of(quad.subject), text_of(quad.object)) for quad in quads if quad.predicate.value == predicate]
