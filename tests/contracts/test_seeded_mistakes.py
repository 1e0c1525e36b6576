# SPDX-License-Identifier: Apache-2.0
"""Mistakes planted in the shipped content, each of another kind: each is told at its very line, with how to mend it."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from rightsgraph.content import read_content
from rightsgraph.rdf import Place
from rightsgraph.validation import Finding, validate

HERE, MARKS = "¦", "[\ue000-\uf8ff]"
PERU, QUERIES = "data/peru-consortium/", "data/queries/"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A text of a file and what stands there instead; the rule, and words of what is said.

    It is told at `¦`, or at the text `at`, such as a subject of which something is missing.
    """

    file: str
    text: str
    planted: str
    rule: str
    says: str
    at: str = ""


Mistakes: TypeAlias = Mapping[str, Mistake]
# A file that cannot be read has room for one mistake.
SYNTAX: Mistakes = {
    "no dot behind a statement": Mistake(
        QUERIES + "reuse-of-sources.ttl", '""" .\n\n<http', '"""\n\n¦<http', "syntax", "put “ .” at the end of line"),
    "no semicolon between two properties": Mistake(
        PERU + "intervention.ttl", "rg:hasOutput proposal:peru-consortium-law ;\n  ",
        "rg:hasOutput proposal:peru-consortium-law\n  ¦", "syntax", "or “ ;” if this goes on about the same"),
    "no comma between two values": Mistake(
        QUERIES + "iati-sectors-and-results.ttl", '"Intervention"@en , "', '"Intervention"@en ¦"', "syntax",
        "perhaps a comma is missing before it"),
    "a prefix that only other files declare": Mistake(
        QUERIES + "lessons-by-activity-type.ttl", "sh:node rgs:ActivityTypeValueShape",
        "sh:node ¦skos:ActivityTypeValueShape", "syntax",
        "Add this line at the top: `@prefix skos: <http://www.w3.org/2004/02/skos/core#> .`"),
    "a misspelt prefix": Mistake(
        QUERIES + "proposals-drafted-by-sex-workers.ttl", "sh:path", "¦shh:path", "syntax", "did you mean `sh:`?"),
    "a text that is not closed": Mistake(
        QUERIES + "next-steps-and-follow-up.ttl", '"Intervención"@es', '¦"Intervención@es', "syntax", "add the quote"),
    "a long text that is not closed": Mistake(
        QUERIES + "persons-near-a-population.ttl", '?population\n""" .', "?population\n.", "syntax",
        "close it with three quotes", at='"""'),
    "a quote within a text": Mistake(
        QUERIES + "statements-without-a-claim.ttl", '"Which statements that need', '"Which "¦statements" that need',
        "syntax", 'write \\" for a quote within a text'),
    "curled quotes": Mistake(
        QUERIES + "curator-inferences.ttl", '"Subject"@en', "¦“Subject”@en", "syntax", "straight quotes"),
    "a backslash": Mistake(
        PERU + "dataset.ttl", "El consorcio peruano", "El consorcio ¦\\peruano", "syntax",
        "write two backslashes for one"),
    "an IRI that is not closed": Mistake(
        QUERIES + "police-law-and-community-together.ttl", "<http://www.w3.org/ns/shacl#> .",
        "¦<http://www.w3.org/ns/shacl# .", "syntax", "put “>” at its end"),
    "a space in an IRI": Mistake(
        QUERIES + "community-led-interventions.ttl", "<https://w3id.org/rightsgraph/shape/>",
        "¦<https://w3id.org/rights graph/shape/>", "syntax", "write %20 for each"),
    "an IRI without angle brackets": Mistake(
        PERU + "source.ttl", "schema:url <http:", "schema:url ¦http:", "syntax", "an IRI stands in angle brackets"),
    "a word without a prefix": Mistake(
        "data/places/places.ttl", 'skos:notation "PE"', "skos:notation ¦PE", "syntax", "put a text in quotes"),
    "a capital in a truth value": Mistake(
        QUERIES + "rights-and-sdg-targets.ttl", "rgs:AssertionModeValueShape ;\n  sh:optional true",
        "rgs:AssertionModeValueShape ;\n  sh:optional ¦True", "syntax", "true and false are written in small letters"),
    "a bracket that is not closed": Mistake(
        PERU + "conditions.ttl", "rg:conditionType rgc:hivVulnerability ;",
        "rg:conditionType [ rg:curation curation:peru-consortium-first-reading ¦.", "syntax", "put “]” before this"),
    "a language tag with an underscore": Mistake(
        PERU + "lessons.ttl", 'en conjunto"@es', 'en conjunto"@es¦_PE', "syntax",
        "has a hyphen, not an underscore: @es-PE"),
}  # fmt: skip
TERMS: Mistakes = {
    "a misspelt property": Mistake(
        PERU + "law.ttl", "rg:legalStage", "¦rg:legalStge", "unknown-term", "did you mean `rg:legalStage`?"),
    "a misspelt class": Mistake(
        PERU + "law.ttl", "a rg:LegalProposal", "a ¦rg:LegalPropsal", "unknown-term",
        "did you mean `rg:LegalProposal`?"),
    "a misspelt concept": Mistake(
        PERU + "law.ttl", "rgc:aimImproveContext", "¦rgc:aimImproveContxt", "unknown-term",
        "did you mean `rgc:aimImproveContext`?"),
    "a misspelt term of a standard": Mistake(
        PERU + "law.ttl", 'skos:prefLabel "The law', '¦skos:preflabel "The law', "unknown-standard-term",
        "did you mean `skos:prefLabel`?"),
    "a misspelt namespace": Mistake(
        PERU + "lessons.ttl", "<http://www.w3.org/2004/02/skos/core#>", "¦<http://www.w3.org/2004/02/skos/core/>",
        "misspelt-namespace", "did you mean `<http://www.w3.org/2004/02/skos/core#>`?"),
    "schema.org with https": Mistake(
        "data/places/places.ttl", "place:PE a schema:AdministrativeArea", "place:PE a ¦<https://schema.org/AdministrativeArea>",
        "SchemaOrgShape", "Write http://schema.org/ without the s"),
    "a misspelt reference": Mistake(
        PERU + "intervention.ttl", "lesson:peru-consortium-seeking-consensus",
        "¦lesson:peru-consortium-seeking-concensus", "unknown-resource",
        "did you mean `lesson:peru-consortium-seeking-consensus`?"),
    "a reference to what nobody describes": Mistake(
        PERU + "intervention.ttl", "next-step:peru-consortium-discuss-proposal ,",
        "¦next-step:peru-consortium-open-a-clinic ,", "unknown-resource", "Describe it, or mend its name"),
    "a misspelt datatype": Mistake(
        PERU + "actors.ttl", '"4"^^xsd:nonNegativeInteger', '¦"4"^^xsd:nonNegativInteger', "unknown-standard-term",
        "did you mean `xsd:nonNegativeInteger`?"),
    "a day that the calendar has not": Mistake(
        PERU + "dataset.ttl", 'dcterms:date "2026-11-23"', 'dcterms:date ¦"2026-11-31"', "ill-typed",
        "“2026-11-31” is no xsd:date: mend the value"),
    "a letter in a number": Mistake(
        PERU + "passages.ttl", '"1207"', '¦"12O7"', "ill-typed", "“12O7” is no xsd:nonNegativeInteger: mend the value"),
    "a number below what it can be": Mistake(
        PERU + "passages.ttl", '"896"', '¦"-896"', "ill-typed", "“-896” is no xsd:nonNegativeInteger: mend the value"),
    "a tag that names no language": Mistake(
        PERU + "results.ttl", '"Police sensitised (as reported)"@en', '¦"Police sensitised"@eng', "language-tag",
        "`en`"),
}  # fmt: skip
MODEL: Mistakes = {
    "a concept of another scheme": Mistake(
        PERU + "conditions.ttl", "rg:conditionType rgc:hivVulnerability", "rg:conditionType ¦rgc:health",
        "ConditionShape-type", "from rgc:scheme-violation"),
    "a record of another class": Mistake(
        PERU + "intervention.ttl", "rg:addressesCondition condition:peru-consortium-hiv-vulnerability",
        "rg:addressesCondition ¦result:peru-consortium-leadership", "InterventionShape-condition",
        "Point to an rg:Condition"),
    "no label": Mistake(
        PERU + "actors.ttl", '  skos:prefLabel "National police"@en , "Policía nacional"@es ;\n', "",
        "LabelShape-label", "Give exactly one label in English (@en) and one in Spanish (@es)",
        at="police:peru-consortium-national a"),
    "no label in Spanish": Mistake(
        PERU + "conditions.ttl", 'skos:prefLabel "Vulnerability to HIV"@en , "Vulnerabilidad al VIH"@es',
        '¦skos:prefLabel "Vulnerability to HIV"@en', "LabelShape-label", "one in Spanish (@es)"),
    "two labels in one language": Mistake(
        PERU + "conditions.ttl", 'skos:prefLabel "Exposure to social suffering"@en',
        '¦skos:prefLabel "Exposure to social suffering"@en , "Social suffering"@en', "LabelShape-label",
        "exactly one label in English (@en)"),
    "a label in no language": Mistake(
        PERU + "conditions.ttl", '"Exposure to state violence"@en', '¦"Exposure to state violence"', "LabelShape-label",
        "(@en)"),
    "a text in one language": Mistake(
        PERU + "lessons.ttl", '"Lo realizado debe llevarse a otras regiones del Perú."@es',
        '"Lo realizado debe llevarse a otras regiones."@pt', "LanguageShape", "Add what is missing, with @en or @es",
        at="next-step:peru-consortium-extend-to-regions a"),
    "a property that is missing": Mistake(
        PERU + "intervention.ttl", "  rg:activityType rgc:lawDrafting ;\n", "", "ActivityShape-type",
        "Give at least one type from rgc:scheme-activity", at="activity:peru-consortium-law-drafting a"),
    "two values where one may be": Mistake(
        PERU + "results.ttl", "rgc:decriminalisation ;\n  rg:resultStatus rgc:intended",
        "rgc:decriminalisation ;\n  ¦rg:resultStatus rgc:intended , rgc:reported", "ResultShape-status",
        "Give exactly one status"),
    "two kinds of one result": Mistake(
        PERU + "results.ttl", "result:peru-consortium-less-discrimination a rg:Outcome",
        "result:peru-consortium-less-discrimination ¦a rg:Outcome , rg:Output", "ResultShape-kind",
        "exactly one of the types rg:Output, rg:Outcome and rg:Impact"),
    "a plan that has an end": Mistake(
        PERU + "lessons.ttl", "rg:concerns place:PE ;",
        'rg:concerns place:PE ;\n  ¦<http://www.w3.org/ns/prov#endedAtTime> "2012" ;', "NextStepShape-done",
        "Remove the end date"),
    "a lesson that no intervention has": Mistake(
        PERU + "lessons.ttl", "next-step:peru-consortium-discuss-proposal a",
        "¦next-step:peru-consortium-discuss-proposal a rg:Lesson ,", "LessonShape",
        "Point to this lesson with rg:hasLesson"),
    "no licence": Mistake(
        PERU + "dataset.ttl", "  dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;\n", "",
        "DatasetShape-license", "Give exactly one licence", at="dataset:peru-consortium a"),
    "no date of the whole": Mistake(
        "data/dataset.ttl", '  dcterms:issued "2026-11-23"^^xsd:date ;\n', "", "description", "dcterms:issued",
        at="# SPDX"),
    "more members than were stated": Mistake(
        PERU + "actors.ttl", 'rg:statedCardinality "3"', 'rg:statedCardinality "2"', "ConsortiumShape",
        "correct rg:statedCardinality", at="consortium:peru-consortium a"),
    "a concept outside every scheme": Mistake(
        "ontology/schemes/topics.ttl", 'población."@es ;\n  skos:inScheme rgc:scheme-topic ;', 'población."@es ;',
        "ConceptShape-scheme", "Name the scheme in skos:inScheme", at="rgc:topicHumanRights a"),
}  # fmt: skip
EVIDENCE: Mistakes = {
    "a statement without a claim": Mistake(
        PERU + "results.ttl", "rg:topic rgc:topicHiv", "rg:population ¦rgc:transSexWorkers ;\n  rg:topic rgc:topicHiv",
        "EvidenceShape", "Add an rg:Claim with this subject, predicate and object"),
    "a claim without a passage": Mistake(
        PERU + "claims.ttl", "claim:peru-consortium-local-police-police-level-local-level a",
        "¦claim:x a rg:Claim .\n\nclaim:peru-consortium-local-police-police-level-local-level a",
        "ClaimShape-passage", "with rg:fromPassage"),
    "a claim of what is not stated": Mistake(
        PERU + "claims.ttl", "rdf:object rgc:workEnvironment", "rdf:object rgc:partnership", "ClaimedTripleShape",
        "Add it to its subject's record, correct the claim",
        at="claim:peru-consortium-better-work-environment-outcome-type-work-environment a"),
    "a measured result without its figure": Mistake(
        PERU + "results.ttl", "rg:outcomeType rgc:partnership ;\n  rg:resultStatus rgc:reported",
        "rg:outcomeType rgc:partnership ;\n  ¦rg:resultStatus rgc:measured", "MeasuredResultShape",
        "Add the observation with its figure, or use rgc:reported"),
    "a stage without a claim": Mistake(
        PERU + "law.ttl", "rg:legalStage rgc:drafted", "rg:legalStage ¦rgc:presented", "LegalStageShape",
        "with rg:fromPassage, or remove the stage"),
    "a passage without its capture": Mistake(
        PERU + "passages.ttl", "passage:aids-2010-peru-consortium-title-1 a",
        "¦passage:x a rg:Passage .\n\npassage:aids-2010-peru-consortium-title-1 a",
        "PassageShape", "Name the capture of the source in oa:hasState"),
    "a digest cut short": Mistake(
        PERU + "passages.ttl", '"sha256:454fb21dad3d0ae3299f169e3d07552537ad95dd75362de3f2d8ed95c8cef417"',
        '¦"sha256:454fb21dad3d0ae3299f169e3d07552537ad95dd"', "PassageShape-digest", "sha256: and 64 digits"),
    "offsets that are swapped": Mistake(
        PERU + "passages.ttl", 'oa:end "525"^^xsd:nonNegativeInteger ;\n  oa:start "392"',
        'oa:end "392"^^xsd:nonNegativeInteger ;\n  oa:start ¦"525"', "SelectorShape-start", "smaller than oa:end"),
    "a record without its curation": Mistake(
        PERU + "actors.ttl", "rg:actorType rgc:academic ;\n  rg:curation curation:peru-consortium-first-reading .",
        "rg:actorType rgc:academic .", "RecordShape-curation", "Point to the piece of curatorial work",
        at="organisation:peru-consortium-academic a"),
    "a curator who is named": Mistake(
        PERU + "dataset.ttl", "rg:curationRole rgc:curator",
        '¦dcterms:creator "A curator" ;\n  rg:curationRole rgc:curator', "CurationShape-creator", "Remove the name"),
    "a disputed claim among those accepted": Mistake(
        PERU + "claims.ttl", "claim:peru-consortium-academic-actor-type-academic a rg:Claim",
        "claim:peru-consortium-academic-actor-type-academic a ¦rg:DisputedClaim", "disputed-claim", "disputed.ttl"),
    "a source without its rights": Mistake(
        PERU + "source.ttl", "dcterms:rights", "dcterms:accessRights", "SourceRightsShape",
        "fill in dcterms:rights (as printed) or dcterms:license", at="source:aids-2010-peru-consortium a"),
    "a citation without its title": Mistake(
        PERU + "source.ttl", ". Human rights, sex work, HIS/AIDS", ". Human rights, sex work, HIV/AIDS",
        "CitationShape", "Copy the title", at='dcterms:bibliographicCitation ¦"'),
}  # fmt: skip
SAFETY: Mistakes = {
    "a person": Mistake(
        PERU + "law.ttl", "proposal:peru-consortium-law a",
        "proposal:somebody a ¦<http://schema.org/Person> .\n\nproposal:peru-consortium-law a", "PersonShape",
        "Remove this person with all that is said about them"),
    "a person of a population": Mistake(
        PERU + "conditions.ttl", "condition:peru-consortium-denial-of-rights a",
        "condition:x a <http://xmlns.com/foaf/0.1/Person> ; skos:related ¦rgc:sexWorkers .\n\n"
        "condition:peru-consortium-denial-of-rights a", "PersonPopulationShape", "Remove the statement and the person"),
    "a person who drafts": Mistake(
        PERU + "law.ttl", "rg:draftedBy group:peru-consortium-law-drafters",
        "rg:draftedBy ¦proposal:somebody , group:peru-consortium-law-drafters", "DraftersShape-actor",
        "If persons are named in the source, leave their names out"),
    "a member of an organisation": Mistake(
        PERU + "actors.ttl", "rg:actorType rgc:transOrg ;",
        "org:member ¦organisation:peru-consortium-academic ;\n  rg:actorType rgc:transOrg ;", "PersonOrganisationShape",
        "for organisations inside a consortium use org:hasMember"),
    "a telephone": Mistake(
        PERU + "actors.ttl", "rg:actorType rgc:academic ;",
        'schema:telephone ¦"as printed" ;\n  rg:actorType rgc:academic ;', "ContactShape",
        "For an organisation's public site use schema:url"),
    "a link to a chat": Mistake(
        PERU + "actors.ttl", "rg:actorType rgc:femaleSexWorkerOrg ;",
        "schema:url ¦<https://wa.me/example> ;\n  rg:actorType rgc:femaleSexWorkerOrg ;", "LinkShape-url",
        "a public web page (https) may stand in its place"),
    "a link to a register of people": Mistake(
        PERU + "law.ttl", "rg:legalAim rgc:aimImproveContext",
        "skos:exactMatch ¦<https://orcid.org/example> ;\n  rg:legalAim rgc:aimImproveContext", "PersonIdentityShape",
        "point to the document or the organisation's own site instead"),
    "coordinates": Mistake(
        PERU + "actors.ttl", 'skos:prefLabel "National police"@en',
        '<http://www.w3.org/2003/01/geo/wgs84_pos#lat> ¦"0.5" ;\n  skos:prefLabel "National police"@en',
        "CoordinateShape", "Remove these coordinates"),
    "a place that is too small": Mistake(
        "data/places/places.ttl", 'skos:notation "PE" .', '¦skos:notation "PE" , "PE-UCA-0101" .', "PlaceShape-code",
        "anything finer is not allowed"),
    "a region that there is not": Mistake(
        "data/places/places.ttl", 'skos:notation "PE-ARE"', 'skos:notation ¦"PE-ARQ"', "unknown-region",
        "the nearest codes are PE-ARE (Arequipa)"),
    "members of a group that its source does not name": Mistake(
        PERU + "actors.ttl", "dcterms:isPartOf place:PE ;",
        "<http://www.w3.org/ns/prov#hadMember> ¦place:PE ;\n  dcterms:isPartOf place:PE ;", "UnnamedGroupShape",
        "a guess belongs in an rg:IdentityHypothesis"),
    "a count of few people": Mistake(
        PERU + "actors.ttl", "rg:memberKind rg:Population ;",
        'rg:memberKind rg:Population ;\n  rg:statedCardinality ¦"3"^^xsd:nonNegativeInteger ;', "SmallGroupShape",
        "Remove rg:statedCardinality"),
    "two things made one": Mistake(
        PERU + "lessons.ttl", "rg:concerns place:PE ;",
        "¦<http://www.w3.org/2002/07/owl#sameAs> place:PE ;\n  rg:concerns place:PE ;", "SameAsShape-none",
        "for a guess use rg:IdentityHypothesis"),
    "a population of what is no record": Mistake(
        "data/places/places.ttl", "place:PE a schema:AdministrativeArea ;",
        "place:PE ¦a schema:AdministrativeArea ;\n  rg:population <https://w3id.org/rightsgraph/concept/sexWorkers> ;",
        "PopulationUseShape-type", "for an organisation use rg:constituency"),
    "an author who is a node": Mistake(
        PERU + "source.ttl", 'dcterms:language "en" ;', 'dcterms:creator ¦source:somebody ;\n  dcterms:language "en" ;',
        "AuthorShape", "exactly as printed in rg:authorsAsPrinted"),
    "a sentence that is copied": Mistake(
        PERU + "passages.ttl", 'oa:end "882"', 'oa:exact ¦"As it was printed." ;\n  oa:end "882"', "QuotationShape",
        "Point to it with an oa:TextPositionSelector"),
}  # fmt: skip
TEXTS: Mistakes = {
    "an e-mail in a text": Mistake(
        PERU + "results.ttl", '"Police sensitised (as reported)"@en',
        '¦"Police sensitised (ask somebody@example.org)"@en', "e-mail", "take it out"),
    "an e-mail in a comment": Mistake(
        PERU + "results.ttl", "# Results: ", "¦# Results, from somebody@example.org: ", "e-mail", "take it out"),
    "a telephone number in a text": Mistake(
        PERU + "lessons.ttl", '"Extend to other regions"@en', '¦"Extend (+51 1 555 0100 22)"@en', "phone",
        "take it out"),
    "coordinates in a text": Mistake(
        PERU + "lessons.ttl", '"Extender a otras regiones"@es', '¦"Extender a 8.38° S"@es', "coordinates",
        "name a region"),
    "an author in a text": Mistake(
        PERU + "source.ttl", "dcterms:conformsTo normalisation:norm-1 ;",
        'rg:authorsAsPrinted "T. Nadie Ninguno" ;\n  skos:note ¦"As Nadie Ninguno told."@en ;\n'
        "  dcterms:conformsTo normalisation:norm-1 ;", "author-name", "names stand in its citation alone"),
    "a link that writes an e-mail": Mistake(
        PERU + "law.ttl", "rg:population rgc:sexWorkers ;",
        "skos:related ¦<mailto:example> ;\n  rg:population rgc:sexWorkers ;", "contact-iri", "take it out"),
    "a control character": Mistake(
        PERU + "conditions.ttl", '"Vulnerability to HIV"', '¦"Vulnerability\\u0008 to HIV"', "control-character",
        "take it out"),
    "a node without a name": Mistake(
        PERU + "conditions.ttl", "rg:concernsRight rgc:health", "rg:concernsRight ¦[ ]", "blank-node",
        "Give it an IRI"),
    "a record without a name": Mistake(
        PERU + "law.ttl", "legal-event:peru-consortium-law-drafted a",
        "[] a ¦rg:Lesson .\n\nlegal-event:peru-consortium-law-drafted a", "blank-node", "Give it an IRI"),
    "a mistake inside brackets": Mistake(
        PERU + "law.ttl", "rg:draftedBy group:peru-consortium-law-drafters ;",
        'rg:draftedBy [ skos:note\n    ¦"ask somebody@example.org"@en ] ;', "e-mail", "take it out"),
    "a mistake inside a list": Mistake(
        PERU + "lessons.ttl", "rg:concerns proposal:peru-consortium-law ;",
        'rg:concerns ( proposal:peru-consortium-law\n    ¦"or somebody@example.org"@en ) ;', "e-mail", "take it out"),
}  # fmt: skip
SHAPES: Mistakes = {
    "a misspelt term of SHACL": Mistake(
        "shapes/law.ttl", "sh:path rg:draftedBy ;", "sh:path rg:draftedBy ;\n  ¦sh:minCont 1 ;", "unknown-shacl-term",
        "did you mean `sh:minCount`?"),
    "a class that is not declared": Mistake(
        "shapes/law.ttl", "sh:targetClass rg:LegalProposal ;",
        "sh:targetClass rg:LegalProposal , ¦<http://purl.org/ontology/bibo/Conferense> ;", "no-class", "did you mean"),
    "a count in quotes": Mistake(
        "shapes/law.ttl", "sh:path rg:startDate ;\n  sh:maxCount 1",
        'sh:path rg:startDate ;\n  sh:maxCount ¦"1"', "not-a-count", "takes a whole number without quotes"),
    "limits that nothing can meet": Mistake(
        "shapes/law.ttl", "sh:path rg:legalStage ;\n  sh:minCount 1", "sh:path rg:legalStage ;\n  sh:minCount ¦2",
        "limits-crossed", "mend one of them"),
    "a text where an IRI must stand": Mistake(
        "shapes/results.ttl", "sh:maxCount 1 ;\n  sh:class rg:Indicator", 'sh:maxCount 1 ;\n  sh:class ¦"rg:Indicator"',
        "not-an-iri", "takes an IRI, without quotes"),
    "a shape that nothing reaches": Mistake(
        "shapes/results.ttl", "rgs:IndicatorShape a sh:NodeShape ;",
        "rgs:Forgotten a ¦sh:NodeShape .\n\nrgs:IndicatorShape a sh:NodeShape ;", "shape-without-target",
        "Give it a target"),
    "a property within brackets that is given twice": Mistake(
        "shapes/results.ttl", "sh:property rgs:IndicatorShape-kind ;",
        "sh:property rgs:IndicatorShape-kind , [ sh:path rg:topic ; sh:maxCount 1 ;\n    sh:maxCount ¦2 ] ;",
        "said-twice", "keep one"),
    "two messages in one language": Mistake(
        "shapes/results.ttl", '"A measured result has an observation."@en',
        '"A measured result has an observation."@en , ¦"Measured."@en', "two-messages", "keep one a language"),
    "evidence that no shape asks for": Mistake(
        "ontology/evidence.ttl", "rg:section a owl:ObjectProperty ;",
        "rg:section a owl:ObjectProperty ;\n  ¦rg:needsEvidence true ;", "evidence-target",
        "add it to EvidenceShape's targets"),
}  # fmt: skip
GROUPS: Mapping[str, Mistakes] = {
    "syntax": SYNTAX,
    "terms": TERMS,
    "model": MODEL,
    "evidence": EVIDENCE,
    "safety": SAFETY,
    "texts": TEXTS,
    "shapes": SHAPES,
}
Told: TypeAlias = tuple[dict[str, Place], tuple[Finding, ...]]


def plant(world: Path, root: Path, mistakes: Mistakes, line_end: str = "\n") -> dict[str, Place]:
    """Copy a content to a root, make the mistakes in it, and say where each is to be told."""
    shutil.copytree(world, root, dirs_exist_ok=True)
    texts: dict[str, str] = {}
    marks = {name: chr(0xE000 + number) for number, name in enumerate(mistakes)}  # for private use: no text has them
    for name, mistake in mistakes.items():
        text = texts.get(mistake.file) or (world / mistake.file).read_text("utf-8")
        assert text.count(mistake.text) == 1, f"{mistake.file} has changed: plant {name!r} elsewhere"
        text = text.replace(mistake.text, mistake.planted.replace(HERE, marks[name]))
        if mistake.at:
            before, _, after = mistake.at.rpartition(HERE)
            text = text.replace(before + after, before + marks[name] + after, 1)
        assert text.count(marks[name]) == 1
        texts[mistake.file] = text
    for file, text in texts.items():
        (root / file).write_text(re.sub(MARKS, "", text), "utf-8", newline=line_end)
    return {name: place(texts[mistake.file], marks[name]) for name, mistake in mistakes.items()}


def place(text: str, mark: str) -> Place:
    """Where a mark stands, other marks aside."""
    lines = re.sub(MARKS, "", text.partition(mark)[0]).split("\n")
    return Place(len(lines), len(lines[-1]) + 1)


def told_at(findings: Iterable[Finding]) -> list[tuple[str, int, int, str]]:
    """Where each rule is told."""
    return sorted((one.file, one.line, one.column, one.rule) for one in findings)


@pytest.fixture(scope="module")
def told(one_dataset_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Told]:
    """What is told of the content with all mistakes of a group, and where each of them is."""

    @cache
    def told(group: str) -> Told:
        root = tmp_path_factory.mktemp(group)
        places = plant(one_dataset_world, root, GROUPS[group])
        return places, validate(read_content(root)).findings

    return told


@pytest.mark.parametrize(
    ("group", "name"), [pytest.param(group, name, id=name) for group, mistakes in GROUPS.items() for name in mistakes]
)
def test_a_mistake_is_told_where_it_stands_with_how_to_mend_it(
    group: str, name: str, told: Callable[[str], Told]
) -> None:
    places, findings = told(group)
    mistake, at = GROUPS[group][name], places[name]
    found = [one for one in findings if one.file == mistake.file and Place(one.line, one.column) == at]
    said = [one.messages for one in found if one.rule == mistake.rule and mistake.says in one.messages["en"]]
    assert len(said) == 1, found
    assert said[0]["es"] not in ("", said[0]["en"])


def test_line_ends_of_windows_move_no_place(
    one_dataset_world: Path, tmp_path: Path, told: Callable[[str], Told]
) -> None:
    places = plant(one_dataset_world, tmp_path, TEXTS, "\r\n")
    assert places == told("texts")[0]
    assert told_at(validate(read_content(tmp_path)).findings) == told_at(told("texts")[1])


def test_the_command_tells_the_same(one_dataset_world: Path, tmp_path: Path, told: Callable[[str], Told]) -> None:
    plant(one_dataset_world, tmp_path, SAFETY)
    command = [sys.executable, "-m", "rightsgraph", "check", str(tmp_path), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1, done.stderr
    findings = json.loads(done.stdout)["findings"]
    found = sorted((one["file"], one["line"], one["column"], one["rule"]) for one in findings)
    assert found == told_at(told("safety")[1])
