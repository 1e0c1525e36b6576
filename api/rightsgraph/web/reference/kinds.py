# SPDX-License-Identifier: Apache-2.0
"""A description in, what kind of page it gets out: one table, by class."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rightsgraph.describe import Description
from rightsgraph.rdf import text_of
from rightsgraph.vocab import DCAT, OA, ORG, OWL, RG, SCHEMA, SH, SKOS, TYPE
from rightsgraph.web.reference.bodies import gather_body, gather_place
from rightsgraph.web.reference.claims import gather_claim, gather_gap, gather_passage, gather_source
from rightsgraph.web.reference.concepts import gather_concept, gather_scheme
from rightsgraph.web.reference.shapes import gather_shape
from rightsgraph.web.reference.things import (
    gather_dataset,
    gather_figure,
    gather_nothing,
    gather_proposal,
    gather_query,
    gather_result,
)
from rightsgraph.web.reference.vocabulary import gather_vocabulary
from rightsgraph.web.site import Site

Gather = Callable[[Site, Description, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its template, and what it shows beyond what every page of a resource shows.

    `belongs` says whether its head tells the interventions that the resource belongs to, `without` which properties
    that lead to it are told in a way of the page's own, `told` whether its statements are shown one by one.
    """

    template: str
    gather: Gather
    belongs: bool = True
    without: frozenset[str] = frozenset()
    told: bool = True


GENERAL = Kind("resource.html", gather_nothing)
_FOREIGN = Kind("resource.html", gather_nothing, belongs=False)
_BODY = Kind("reference/body.html", gather_body)
_CLAIM = Kind("reference/claim.html", gather_claim)
_GAP = Kind("reference/gap.html", gather_gap)
_PASSAGE = Kind("reference/passage.html", gather_passage, belongs=False, without=frozenset([RG + "fromPassage"]))
_PLACE = Kind(
    "reference/place.html", gather_place, belongs=False, without=frozenset([RG + "takesPlaceIn", RG + "concerns"])
)
_PROPOSAL = Kind("reference/proposal.html", gather_proposal)
_RESULT = Kind("reference/result.html", gather_result)
_SCHEME = Kind(
    "reference/scheme.html", gather_scheme, belongs=False, without=frozenset([SKOS + "inScheme", SKOS + "topConceptOf"])
)
_SHAPE = Kind("reference/shape.html", gather_shape, belongs=False, told=False)
_SOURCE = Kind("reference/source.html", gather_source, belongs=False, without=frozenset([OA + "hasSource"]))

# The first class that fits decides. An intervention has a page of its own: rightsgraph.web.interventions.page.
KINDS: Mapping[str, Kind] = {
    RG + "Consortium": _BODY,
    RG + "PoliceBody": _BODY,
    RG + "UnnamedGroup": _BODY,
    ORG + "Organization": _BODY,
    SCHEMA + "AdministrativeArea": _PLACE,
    SKOS + "ConceptScheme": _SCHEME,
    SKOS + "Concept": Kind(
        "reference/concept.html",
        gather_concept,
        belongs=False,
        without=frozenset([SKOS + "broader", SKOS + "hasTopConcept"]),
    ),
    RG + "SourceDocument": _SOURCE,
    RG + "Passage": _PASSAGE,
    RG + "SourceOnly": _PASSAGE,
    RG + "Claim": _CLAIM,
    RG + "RetractedClaim": _CLAIM,
    RG + "LegalProposal": _PROPOSAL,
    RG + "Output": _RESULT,
    RG + "Outcome": _RESULT,
    RG + "Impact": _RESULT,
    RG + "Observation": Kind("reference/figure.html", gather_figure),
    RG + "ExplicitUnknown": _GAP,
    RG + "Withheld": _GAP,
    SH + "NodeShape": _SHAPE,
    SH + "PropertyShape": _SHAPE,
    SH + "SPARQLConstraint": _SHAPE,
    SH + "SPARQLExecutable": Kind("reference/query.html", gather_query, belongs=False),
    DCAT + "Dataset": Kind("reference/dataset.html", gather_dataset, belongs=False),
    OWL + "Ontology": Kind("reference/vocabulary.html", gather_vocabulary, belongs=False, told=False),
}


def kind_of(site: Site, description: Description) -> Kind:
    """The kind of a resource; what is served as it is has the general page, whatever it says of itself."""
    if site.manifest is None:
        return _FOREIGN
    classes = {text_of(t.object) for t in description.statements if t.predicate.value == TYPE}
    return next((kind for name, kind in KINDS.items() if name in classes), GENERAL)
