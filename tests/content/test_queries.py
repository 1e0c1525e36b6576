# SPDX-License-Identifier: Apache-2.0
"""The files of data/queries/ in; what each says of itself, and each whole answer, held against the data out."""

import json
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from rdflib.plugins.sparql import prepareQuery

from rightsgraph.rdf import DefaultGraph, Literal, NamedNode, Quad, read_document
from rightsgraph.store import Store

if TYPE_CHECKING:
    from tests.conftest import Served

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "data" / "queries"
FILES = sorted(path for path in QUERIES.glob("*.ttl") if path.stem != "dataset")

BASE = "https://w3id.org/rightsgraph/"
DCTERMS = "http://purl.org/dc/terms/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PREFIXES = {
    "dcterms": DCTERMS,
    "dpv": "https://w3id.org/dpv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rg": BASE + "ns#",
    "rgc": BASE + "concept/",
    "schema": "http://schema.org/",
    "sdg": "http://metadata.un.org/sdg/",
    "skos": SKOS,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
KINDS = (
    "activity", "condition", "consortium", "example", "group", "intervention", "legal-event", "lesson", "next-step",
    "organisation", "place", "police", "proposal", "result", "source",
)  # fmt: skip
SHORT = PREFIXES | {kind: f"{BASE}id/{kind}/" for kind in KINDS}

Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query must answer: columns as they come, labels left out, and their rows in order; IRIs shortened."""

    columns: str
    rows: Sequence[Row]


INTERVENTION = "intervention:peru-consortium"
SOURCE = "source:aids-2010-peru-consortium"
LESSON = (
    "Working together let academia and the sex workers' organisations seek agreement on shared goals. "
    "That agreement was reached is not said."
)
WHERE_NOT_SAID = "The four regions are said of the project; whether each activity ran in all of them is not."

# Read off the files of data/, never off a query.
ANSWERS = {
    "community-led-interventions": Answer(
        "intervention work organisation population",
        [
            (INTERVENTION, INTERVENTION, "organisation:peru-consortium-female-sex-workers", "rgc:femaleSexWorkers"),
            (INTERVENTION, INTERVENTION, "organisation:peru-consortium-transgender-people", "rgc:transPeople"),
        ],
    ),
    "conditions-behind-hiv-vulnerability": Answer(
        "condition type population mode source",
        [
            (f"condition:peru-consortium-{slug}", type, population, mode, SOURCE)
            for slug, type, mode in (
                ("denial-of-rights", "rgc:denialOfRights", "rgc:reworded"),
                ("limited-health-access", "rgc:limitedHealthAccess", "rgc:reworded"),
                ("social-exclusion", "rgc:socialExclusion", "rgc:curatorInference"),
                ("social-suffering", "rgc:socialSuffering", "rgc:reworded"),
                ("state-violence", "rgc:stateViolence", "rgc:reworded"),
            )
            for population in ("rgc:femaleSexWorkers", "rgc:transSexWorkers")
        ],
    ),
    "curator-inferences": Answer(
        "subject predicate object",
        [
            ("activity:peru-consortium-community-strengthening", "rg:contributesTo", "result:peru-consortium-leadership"),
            (
                "activity:peru-consortium-police-training",
                "rg:addressesCondition",
                "condition:peru-consortium-state-violence",
            ),
            ("condition:peru-consortium-limited-health-access", "rg:concernsRight", "rgc:health"),
            (
                "condition:peru-consortium-social-exclusion",
                "rg:aggravates",
                "condition:peru-consortium-hiv-vulnerability",
            ),
            ("condition:peru-consortium-state-violence", "rg:concernsRight", "rgc:security"),
            (INTERVENTION, "rg:addressesCondition", "condition:peru-consortium-hiv-vulnerability"),
        ],
    ),
    "evidence-of-a-statement": Answer(
        "subject predicate object source section sentence start end digest mode strength",
        [
            (
                "proposal:peru-consortium-law",
                "rg:draftedBy",
                "group:peru-consortium-law-drafters",
                SOURCE,
                "rgc:secLessons",
                "3",
                "1420",
                "1597",
                "sha256:bb14f56b088e8465d760e20766bd5cec21dbced368b08cc2056122fd01bee5c9",
                "rgc:explicit",
                "rgc:selfReport",
            )
        ],
    ),
    "evidence-profile-by-source": Answer(
        "source strength rank claims checkableClaims",
        [(SOURCE, "rgc:selfReport", "1", "89", "89"), (SOURCE, "rgc:none", "0", "31", "31")],
    ),
    "iati-sectors-and-results": Answer(
        "intervention element code item status",
        [
            (INTERVENTION, "sector", "15130", "rgc:lawReform", None),
            (INTERVENTION, "sector", "15132", "rgc:policeSensitisation", None),
            (INTERVENTION, "sector", "15150", "rgc:communityStrengthening", None),
            (INTERVENTION, "result", "1", "proposal:peru-consortium-law", "rgc:reported"),
            (INTERVENTION, "result", "2", "result:peru-consortium-better-work-environment", "rgc:intended"),
            (INTERVENTION, "result", "2", "result:peru-consortium-collaboration", "rgc:reported"),
            (INTERVENTION, "result", "2", "result:peru-consortium-decriminalisation", "rgc:intended"),
            (INTERVENTION, "result", "2", "result:peru-consortium-improved-legal-framework", "rgc:reported"),
            (INTERVENTION, "result", "2", "result:peru-consortium-leadership", "rgc:reported"),
            (INTERVENTION, "result", "2", "result:peru-consortium-less-discrimination", "rgc:intended"),
            (INTERVENTION, "result", "2", "result:peru-consortium-less-violence", "rgc:intended"),
            (INTERVENTION, "result", "2", "result:peru-consortium-negotiation-and-advocacy", "rgc:reported"),
            (INTERVENTION, "result", "2", "result:peru-consortium-police-sensitised", "rgc:reported"),
            (INTERVENTION, "result", "3", "result:peru-consortium-less-vulnerability", "rgc:intended"),
        ],
    ),
    "identity-hypotheses": Answer("thing candidate source suggested note", []),
    "intended-but-not-reported": Answer(
        "intervention result type silence notAchieved",
        [
            (INTERVENTION, "result:peru-consortium-better-work-environment", "rgc:workEnvironment", None, None),
            (INTERVENTION, "result:peru-consortium-decriminalisation", "rgc:decriminalisation", None, None),
            (
                INTERVENTION,
                "result:peru-consortium-less-discrimination",
                "rgc:discriminationReduced",
                "rgc:notStated",
                None,
            ),
            (INTERVENTION, "result:peru-consortium-less-violence", "rgc:violenceReduced", "rgc:notStated", None),
            (
                INTERVENTION,
                "result:peru-consortium-less-vulnerability",
                "rgc:vulnerabilityReduced",
                "rgc:notStated",
                None,
            ),
        ],
    ),
    "interventions-by-country-and-population": Answer(
        "country countryCode population interventions perhapsTheSame",
        [
            ("place:PE", "PE", "rgc:femaleSexWorkers", "1", "0"),
            ("place:PE", "PE", "rgc:sexWorkers", "1", "0"),
            ("place:PE", "PE", "rgc:transPeople", "1", "0"),
            ("place:PE", "PE", "rgc:transSexWorkers", "1", "0"),
        ],
    ),
    "lessons-by-activity-type": Answer(
        "type interventions lesson description intervention",
        [
            (type, "1", "lesson:peru-consortium-seeking-consensus", LESSON, INTERVENTION)
            for type in ("rgc:communityStrengthening", "rgc:lawDrafting", "rgc:lawReform", "rgc:policeSensitisation")
        ],
    ),
    "measured-outcomes": Answer(
        "intervention outcome type observation indicator value unit people population strength source", []
    ),
    "next-steps-and-follow-up": Answer(
        "intervention step description done source",
        [
            (
                INTERVENTION,
                "next-step:peru-consortium-discuss-proposal",
                "Before it is presented, the proposal is to be debated and made known among further groups of sex workers.",
                None,
                None,
            ),
            (
                INTERVENTION,
                "next-step:peru-consortium-extend-to-regions",
                "What was done is to be taken to further regions of Peru.",
                None,
                None,
            ),
            (
                INTERVENTION,
                "next-step:peru-consortium-work-with-police",
                "The work is to go on, with police officers above all.",
                None,
                None,
            ),
        ],
    ),
    "persons-near-a-population": Answer("person middle population", []),
    "police-bodies-reached": Answer(
        "intervention body unit whyNoUnit level",
        [
            (INTERVENTION, "group:peru-consortium-local-police", None, "rgc:notStated", "rgc:localLevel"),
            (INTERVENTION, "police:peru-consortium-national", None, "rgc:notStated", "rgc:nationalLevel"),
        ],
    ),
    "police-law-and-community-together": Answer(
        "intervention policeActivities lawActivities communityActivities", [(INTERVENTION, "1", "2", "1")]
    ),
    "police-training-by-country": Answer(
        "intervention training country countryCode",
        [(INTERVENTION, "activity:peru-consortium-police-training", "place:PE", "PE")],
    ),
    "proposals-drafted-by-sex-workers": Answer(
        "proposal drafters", [("proposal:peru-consortium-law", "group:peru-consortium-law-drafters")]
    ),
    "results-chain-of-an-intervention": Answer(
        "from link to status",
        [
            (
                "activity:peru-consortium-police-training",
                "rg:addressesCondition",
                "condition:peru-consortium-state-violence",
                None,
            ),
            (INTERVENTION, "rg:addressesCondition", "condition:peru-consortium-hiv-vulnerability", None),
            *(
                (
                    f"condition:peru-consortium-{slug}",
                    "rg:aggravates",
                    "condition:peru-consortium-hiv-vulnerability",
                    None,
                )
                for slug in (
                    "denial-of-rights",
                    "limited-health-access",
                    "social-exclusion",
                    "social-suffering",
                    "state-violence",
                )
            ),
            *(
                (start, "rg:contributesTo", f"result:peru-consortium-{slug}", status)
                for start, slug, status in (
                    ("activity:peru-consortium-community-strengthening", "leadership", "rgc:reported"),
                    ("activity:peru-consortium-legal-framework", "improved-legal-framework", "rgc:reported"),
                    ("activity:peru-consortium-police-training", "police-sensitised", "rgc:reported"),
                    (INTERVENTION, "collaboration", "rgc:reported"),
                    ("result:peru-consortium-better-work-environment", "less-vulnerability", "rgc:intended"),
                    ("result:peru-consortium-leadership", "negotiation-and-advocacy", "rgc:reported"),
                )
            ),
            ("activity:peru-consortium-law-drafting", "rg:hasOutput", "proposal:peru-consortium-law", "rgc:reported"),
            *(
                (start, "rg:intendsResult", f"result:peru-consortium-{slug}", "rgc:intended")
                for start, slug in (
                    ("activity:peru-consortium-legal-framework", "decriminalisation"),
                    ("activity:peru-consortium-police-training", "less-discrimination"),
                    ("activity:peru-consortium-police-training", "less-violence"),
                    (INTERVENTION, "better-work-environment"),
                    (INTERVENTION, "less-vulnerability"),
                )
            ),
            *(
                (f"activity:peru-consortium-{slug}", "rg:partOfIntervention", INTERVENTION, None)
                for slug in ("community-strengthening", "law-drafting", "legal-framework", "police-training")
            ),
        ],
    ),
    "reuse-of-sources": Answer(
        "source license whyNoLicense rights consent",
        [
            (
                SOURCE,
                None,
                "rgc:notStated",
                "© 2010 International AIDS Society (as printed)",
                "dpv:ConsentUnknown",
            )
        ],
    ),
    "rights-and-sdg-targets": Answer(
        "intervention right bearer mode target targetNumber",
        [
            (
                INTERVENTION,
                "rgc:basicRightsUnspecified",
                "condition:peru-consortium-denial-of-rights",
                "rgc:explicit",
                None,
                None,
            ),
            (
                INTERVENTION,
                "rgc:health",
                "condition:peru-consortium-limited-health-access",
                "rgc:curatorInference",
                "sdg:3.3",
                "3.3",
            ),
            (
                INTERVENTION,
                "rgc:security",
                "condition:peru-consortium-state-violence",
                "rgc:curatorInference",
                "sdg:16.1",
                "16.1",
            ),
        ],
    ),
    "stage-of-legal-proposals": Answer(
        "proposal stage reached whyNoDate notYet",
        [("proposal:peru-consortium-law", "rgc:drafted", None, "rgc:notStated", "rgc:presented")],
    ),
    "statements-without-a-claim": Answer("subject predicate object", []),
    "what-is-not-said": Answer(
        "thing property reason source note",
        [
            (thing, property, f"rgc:{reason}", SOURCE, note)
            for thing, property, reason, note in (
                (
                    "activity:peru-consortium-community-strengthening",
                    "rg:takesPlaceIn",
                    "ambiguous",
                    WHERE_NOT_SAID,
                ),
                (
                    "activity:peru-consortium-legal-framework",
                    "rg:hasOutput",
                    "ambiguous",
                    "Which law or rule was improved is not said.",
                ),
                ("activity:peru-consortium-legal-framework", "rg:takesPlaceIn", "ambiguous", WHERE_NOT_SAID),
                (
                    "activity:peru-consortium-police-training",
                    "schema:value",
                    "notStated",
                    "How many trainings there were, and how many officers took part, is not said.",
                ),
                ("activity:peru-consortium-police-training", "rg:takesPlaceIn", "ambiguous", WHERE_NOT_SAID),
                ("group:peru-consortium-local-police", "prov:hadMember", "notStated", None),
                ("group:peru-consortium-local-police", "rg:policeUnitType", "notStated", None),
                ("group:peru-consortium-local-police", "rg:statedCardinality", "notStated", None),
                ("group:peru-consortium-regions", "prov:hadMember", "notStated", None),
                (INTERVENTION, "schema:name", "notStated", None),
                (INTERVENTION, "prov:endedAtTime", "notStated", None),
                (INTERVENTION, "prov:startedAtTime", "notStated", None),
                (INTERVENTION, "rg:fundedBy", "notStated", None),
                ("legal-event:peru-consortium-law-drafted", "prov:startedAtTime", "notStated", None),
                ("organisation:peru-consortium-academic", "schema:name", "notStated", None),
                ("organisation:peru-consortium-female-sex-workers", "schema:name", "notStated", None),
                ("organisation:peru-consortium-transgender-people", "schema:name", "notStated", None),
                ("police:peru-consortium-national", "rg:policeUnitType", "notStated", None),
                ("proposal:peru-consortium-law", "dcterms:title", "notStated", None),
                ("proposal:peru-consortium-law", "schema:legislationIdentifier", "notStated", None),
                ("proposal:peru-consortium-law", "schema:text", "notStated", None),
                (
                    "proposal:peru-consortium-law",
                    "rg:contributesTo",
                    "ambiguous",
                    "Whether this proposal is the reform meant where decriminalisation is named is likely, but not said.",
                ),
                (
                    "result:peru-consortium-improved-legal-framework",
                    "rg:resultStatus",
                    "ambiguous",
                    "Reported as improved in one place, while another says the proposal is still to be presented.",
                ),
                (
                    "result:peru-consortium-less-discrimination",
                    "schema:value",
                    "notStated",
                    "Nothing is reported on whether discrimination fell.",
                ),
                (
                    "result:peru-consortium-less-violence",
                    "schema:value",
                    "notStated",
                    "Nothing is reported on whether violence fell.",
                ),
                (
                    "result:peru-consortium-less-vulnerability",
                    "schema:value",
                    "notStated",
                    "Nothing is reported on whether vulnerability fell.",
                ),
                (
                    "result:peru-consortium-police-sensitised",
                    "schema:value",
                    "notStated",
                    "No measurement is reported, of knowledge or of practice.",
                ),
                (SOURCE, "dcterms:license", "notStated", None),
                (
                    SOURCE,
                    "schema:affiliation",
                    "withheldForSafety",
                    "An affiliation is printed. It is not repeated here, so that nobody is tied to an organisation.",
                ),
            )
        ],
    ),
    "where-sources-disagree": Answer("kind thing property value source note", []),
    "who-reports-less-violence-or-arrests": Answer("type intervention result status strength source", []),
}
