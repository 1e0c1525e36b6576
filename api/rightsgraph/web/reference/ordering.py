# SPDX-License-Identifier: Apache-2.0
"""An account of a resource in, the same in a reader's order out: prose, properties with their gaps, bookkeeping."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rightsgraph.vocab import DCTERMS, DPV, LABELS, OA, ORG, PROV, RDF, RDFS, RG, SCHEMA, SKOS, TYPE
from rightsgraph.web.gaps import ShownGap
from rightsgraph.web.rows import Row, make_rows
from rightsgraph.web.site import Site
from rightsgraph.web.telling import Group, Statement

_LEAD = (SKOS + "definition", DCTERMS + "description", RDFS + "comment")
_NOTES = (SKOS + "scopeNote", SKOS + "note", SKOS + "editorialNote", SKOS + "historyNote", SKOS + "changeNote")
_BOOKKEEPING = (
    TYPE, *LABELS, SKOS + "inScheme", SKOS + "topConceptOf", SKOS + "hasTopConcept",
    RG + "curation", RG + "generalisedBy", RG + "passageDigest", RG + "captureDigest",
    OA + "hasSelector", OA + "hasState", RDFS + "isDefinedBy", DPV + "hasConsentStatus",
)  # fmt: skip
_FIRST = (
    *(RDF + name for name in ("subject", "predicate", "object")),
    *(RG + name for name in ("unknownFor", "unknownProperty", "unknownReason", "hypothesisFor", "candidate")),
    SCHEMA + "name", DCTERMS + "title", DCTERMS + "alternative", DCTERMS + "bibliographicCitation", SCHEMA + "url",
    *(RG + name for name in (
        "namingBasis", "actorType", "constituency", "memberKind", "policeLevel", "policeUnitType", "statedCardinality",
    )),
    ORG + "hasMember", PROV + "hadMember", SKOS + "notation", DCTERMS + "isPartOf",
    *(RG + name for name in (
        "partOfIntervention", "activityType", "topic", "implementedBy", "draftedBy", "fundedBy", "targetsActor",
        "takesPlaceIn", "startDate", "endDate", "conditionType", "addressesCondition", "population", "concernsRight",
        "resultStatus", "outcomeType", "observedFor", "ofIndicator",
    )),
    SCHEMA + "value", SCHEMA + "unitText",
    *(RG + name for name in (
        "bandFrom", "bandUntil", "timePoint", "studyArm", "lowerBound", "upperBound", "confidenceLevel", "pValue",
        "cellSize", "intendsResult", "hasOutput", "contributesTo", "hasStatusEvent", "stageNotYetReached", "legalAim",
        "hasLesson", "hasNextStep", "assertionMode", "evidenceStrength", "fromPassage", "section", "sentenceNumber",
    )),
)  # fmt: skip
_PLACES = {iri: place for place, iri in enumerate(_FIRST)}


@dataclass(frozen=True, slots=True)
class Ordered:
    """What is said of a resource: definitions and descriptions, notes, properties, and bookkeeping."""

    lead: tuple[Row, ...]
    notes: tuple[Row, ...]
    rows: tuple[Row, ...]
    bookkeeping: tuple[Row, ...]


def order(site: Site, groups: Sequence[Group], gaps: Iterable[ShownGap], language: str) -> Ordered:
    """Put statements into a reader's order; a property that is only said to be unknown stands where it would."""
    rows = make_rows(site, groups, gaps, language)
    rows.sort(key=lambda row: (_PLACES.get(row.iri, len(_PLACES)), row.property.text.casefold(), row.iri))
    prose = {*_LEAD, *_NOTES}
    return Ordered(
        lead=_prose(rows, _LEAD),
        notes=_prose(rows, _NOTES),
        rows=tuple(row for row in rows if row.iri not in prose and row.iri not in _BOOKKEEPING),
        bookkeeping=tuple(row for row in rows if row.iri in _BOOKKEEPING),
    )


def _prose(rows: Sequence[Row], properties: Sequence[str]) -> tuple[Row, ...]:
    """The texts under some properties, each in the one language that is nearest to the reader's: the first."""
    found = sorted((row for row in rows if row.iri in properties), key=lambda row: properties.index(row.iri))
    return tuple(replace(row, statements=_in_one_language(row.statements)) for row in found)


def _in_one_language(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(one for one in statements if one.value.language == statements[0].value.language)
