# SPDX-License-Identifier: Apache-2.0
"""The files of data/queries/ in; what each says of itself, and each whole answer, held against the data out."""

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from rdflib.plugins.sparql import prepareQuery
from tests.content.asking import (
    BASE,
    BOTH_PASSAGES,
    FILES,
    PLACES,
    SOURCES,
    Answer,
    World,
    ask,
    ask_store,
    claim,
    content_quads,
    order_of,
    shorten,
    statements,
    text_of_query,
    unknown,
    world_store,
)
from tests.content.comparison_worlds import WORLDS as COMPARISONS

from rightsgraph.query.templates import Template, fill, unbindable
from rightsgraph.rdf import read_document, text_of
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, SH, TYPE

if TYPE_CHECKING:
    from tests.conftest import Served

SLUGS = [path.stem for path in FILES]
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
            (
                "activity:peru-consortium-community-strengthening",
                "rg:contributesTo",
                "result:peru-consortium-leadership",
            ),
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
                "Before it is presented, the proposal is to be debated "
                "and made known among further groups of sex workers.",
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
                (INTERVENTION, "rg:endDate", "notStated", None),
                (INTERVENTION, "rg:fundedBy", "notStated", None),
                (INTERVENTION, "rg:startDate", "notStated", None),
                ("legal-event:peru-consortium-law-drafted", "rg:startDate", "notStated", None),
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
                    "Whether this proposal is the reform meant where decriminalisation is named is likely, "
                    "but not said.",
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


# By which property an intervention, or what hangs on it, leads to something that a source may be silent about.
REACHED = {
    "actor": "rg:targetsActor",
    "condition": "rg:addressesCondition",
    "drafters": "rg:draftedBy",
    "event": "rg:hasStatusEvent",
    "funder": "rg:fundedBy",
    "implementer": "rg:implementedBy",
    "indicator": "rg:ofIndicator",
    "intended": "rg:intendsResult",
    "lesson": "rg:hasLesson",
    "member": "org:hasMember",
    "output": "rg:hasOutput",
    "place": "rg:takesPlaceIn",
    "region": "prov:hadMember",
    "result": "rg:contributesTo",
    "step": "rg:hasNextStep",
}

CHAIN_ENDS = ("c-1", "c-2", "c-3", "c-4", "c-5")

WORLDS = [
    World(
        "community-led-interventions",
        "an activity's implementer, a member of a member and a group of people count; others in the consortium do not",
        """
        example:a a rg:Intervention ; rg:implementedBy example:consortium , example:unions .
        example:consortium org:hasMember example:network , example:university .
        example:network org:hasMember example:union .
        example:unions a rg:UnnamedGroup ; prov:hadMember example:sisters , example:union .
        example:sisters rg:constituency rgc:femaleSexWorkers .
        example:union rg:constituency rgc:maleSexWorkers .
        example:b a rg:Intervention ; rg:implementedBy example:ngo .
        example:b-training rg:partOfIntervention example:b ; rg:implementedBy example:leaders ;
          rg:targetsActor example:union .
        example:leaders a rg:UnnamedGroup ; rg:population rgc:transSexWorkers .
        """,
        [
            ("example:a", "example:a", "example:sisters", "rgc:femaleSexWorkers"),
            ("example:a", "example:a", "example:union", "rgc:maleSexWorkers"),
            ("example:b", "example:b-training", "example:leaders", "rgc:transSexWorkers"),
        ],
    ),
    World(
        "conditions-behind-hiv-vulnerability",
        "each source says it in its own way, a condition may have no population, and a cause of a cause is not said",
        SOURCES
        + claim("1", "example:arrests rg:aggravates example:vulnerability", passage=BOTH_PASSAGES)
        + claim("2", "example:arrests rg:aggravates example:vulnerability", "curatorInference", "none", "example:page")
        + claim("3", "example:poverty rg:aggravates example:arrests")
        + claim("4", "example:arrests rg:aggravates example:poverty", "reworded")
        + claim("5", "example:arrests rg:concerns example:vulnerability", "reworded")
        + """
        example:arrests a rg:Condition ; rg:conditionType rgc:arbitraryArrest .
        example:poverty a rg:Condition ; rg:conditionType rgc:socialExclusion ; rg:population rgc:pwid .
        example:vulnerability a rg:Condition ; rg:conditionType rgc:hivVulnerability ; rg:population rgc:pwid .
        """,
        [
            ("example:arrests", "rgc:arbitraryArrest", None, "rgc:explicit", "example:source"),
            ("example:arrests", "rgc:arbitraryArrest", None, "rgc:curatorInference", "example:source-2"),
        ],
    ),
    World(
        "curator-inferences",
        "what one source says is no mere inference, and what was inferred twice is one statement",
        claim("1", "example:a rg:population rgc:pwid", "curatorInference")
        + claim("2", "example:a rg:population rgc:pwid", "reworded")
        + claim("3", "example:a rg:population rgc:msm", "curatorInference")
        + claim("4", "example:a rg:population rgc:msm", "curatorInference", passage="example:page")
        + claim("5", "example:a rg:concernsRight rgc:health")
        + claim("6", "example:a rg:constituency rgc:msm")
        + claim("7", "example:b rg:population rgc:msm"),
        [("example:a", "rg:population", "rgc:msm")],
    ),
    World(
        "evidence-of-a-statement",
        "two claims from a passage are one row, an uncaptured page has a section at most, a dispute is no evidence",
        SOURCES
        + claim("1", "proposal:peru-consortium-law rg:draftedBy example:group", "reworded")
        + claim(
            "2", "proposal:peru-consortium-law rg:draftedBy example:group", "explicit", "qualitative", "example:page"
        )
        + claim("3", "proposal:peru-consortium-law rg:draftedBy example:group", "reworded")
        + claim("4", "proposal:peru-consortium-law rg:population rgc:pwid")
        + claim("5", "proposal:another rg:draftedBy example:group")
        + """
        GRAPH example:disputed {
          example:6 a rg:DisputedClaim ; rdf:subject proposal:peru-consortium-law ; rdf:predicate rg:draftedBy ;
            rdf:object example:ministry ; rg:assertionMode rgc:explicit ; rg:evidenceStrength rgc:selfReport ;
            rg:fromPassage example:passage .
        }
        """,
        [
            (
                "proposal:peru-consortium-law",
                "rg:draftedBy",
                "example:group",
                "example:source",
                "rgc:secResults",
                "2",
                "10",
                "20",
                "sha256:0",
                "rgc:reworded",
                "rgc:selfReport",
            ),
            (
                "proposal:peru-consortium-law",
                "rg:draftedBy",
                "example:group",
                "example:source-2",
                "rgc:secResults",
                None,
                None,
                None,
                None,
                "rgc:explicit",
                "rgc:qualitative",
            ),
        ],
    ),
    World(
        "evidence-profile-by-source",
        "two passages of one source are one claim, two sources count it each, an uncaptured page is not checkable",
        SOURCES
        + claim("1", "example:a rg:population rgc:pwid", passage=BOTH_PASSAGES)
        + claim("2", "example:a rg:population rgc:msm", passage="example:passage , example:page")
        + claim("3", "example:a rg:population rgc:plhiv", strength="controlled"),
        [
            ("example:source", "rgc:controlled", "6", "1", "1"),
            ("example:source", "rgc:selfReport", "1", "2", "2"),
            ("example:source-2", "rgc:selfReport", "1", "1", "0"),
        ],
    ),
    World(
        "iati-sectors-and-results",
        "two activities of one sector make one row, a narrower type takes the broader code, a hope stays marked as one",
        """
        example:a a rg:Intervention ; rg:intendsResult example:hope .
        example:a-1 rg:partOfIntervention example:a ; rg:activityType rgc:lawDrafting ; rg:hasOutput example:leaflet .
        example:a-2 rg:partOfIntervention example:a ; rg:activityType rgc:lawDrafting , rgc:research .
        rgc:research skos:notation "another code" .
        example:leaflet a rg:Output ; rg:resultStatus rgc:reported ; rg:contributesTo example:change .
        example:change a rg:Outcome ; rg:resultStatus rgc:measured .
        example:hope a rg:Impact ; rg:resultStatus rgc:intended .
        example:stray a rg:Outcome ; rg:resultStatus rgc:reported .
        """,
        [
            ("example:a", "sector", "15130", "rgc:lawReform", None),
            ("example:a", "result", "1", "example:leaflet", "rgc:reported"),
            ("example:a", "result", "2", "example:change", "rgc:measured"),
            ("example:a", "result", "3", "example:hope", "rgc:intended"),
        ],
    ),
    World(
        "identity-hypotheses",
        "each source of a suggestion has one row, a note is shown in English",
        """
        example:hypothesis a rg:IdentityHypothesis ; rg:hypothesisFor example:regions ; rg:candidate example:named ;
          prov:hadPrimarySource example:source , example:source-2 ; rg:curation example:entry , example:reading ;
          skos:editorialNote "Same year."@en , "Mismo año."@es .
        example:entry dcterms:date "2026-01-02"^^xsd:date .
        example:reading dcterms:date "2026-01-02"^^xsd:date .
        """,
        [
            ("example:regions", "example:named", "example:source", "2026-01-02", "Same year."),
            ("example:regions", "example:named", "example:source-2", "2026-01-02", "Same year."),
        ],
    ),
    World(
        "intended-but-not-reported",
        "a narrower report answers an aim, a broader one or another's does not, and failure is not silence",
        """
        example:a a rg:Intervention ; rg:intendsResult example:a-law , example:a-lead , example:a-violence .
        example:a-1 rg:partOfIntervention example:a ; rg:hasOutput example:a-text ;
          rg:intendsResult example:a-violence .
        example:a-text rg:contributesTo example:a-step .
        example:a-step rg:outcomeType rgc:leadership ; rg:resultStatus rgc:reported ;
          rg:contributesTo example:a-decrim .
        example:a-decrim rg:outcomeType rgc:decriminalisation ; rg:resultStatus rgc:measured .
        example:a-law rg:outcomeType rgc:legalFramework ; rg:resultStatus rgc:intended .
        example:a-lead rg:outcomeType rgc:leadership ; rg:resultStatus rgc:intended .
        example:a-violence rg:outcomeType rgc:violenceReduced ; rg:resultStatus rgc:intended .

        example:b a rg:Intervention ; rg:intendsResult example:b-decrim , example:b-arrests ;
          rg:contributesTo example:b-law , example:b-violence .
        example:b-1 rg:partOfIntervention example:b ; rg:hasOutput example:b-text .
        example:b-text rg:contributesTo example:b-failure .
        example:b-arrests rg:outcomeType rgc:arrestsReduced ; rg:resultStatus rgc:intended ;
          rg:contributesTo example:b-hope .
        example:b-decrim rg:outcomeType rgc:decriminalisation ; rg:resultStatus rgc:intended .
        example:b-failure rg:outcomeType rgc:arrestsReduced ; rg:resultStatus rgc:notAchieved .
        example:b-hope rg:outcomeType rgc:condomUse ; rg:resultStatus rgc:intended .
        example:b-law rg:outcomeType rgc:legalFramework ; rg:resultStatus rgc:reported .
        example:b-violence rg:outcomeType rgc:violenceReduced ; rg:resultStatus rgc:reported .

        example:c a rg:Intervention ; rg:contributesTo example:c-failure .
        example:c-failure rg:outcomeType rgc:violenceReduced ; rg:resultStatus rgc:notAchieved .
        """,
        [
            ("example:a", "example:a-violence", "rgc:violenceReduced", None, None),
            ("example:b", "example:b-arrests", "rgc:arrestsReduced", None, "example:b-failure"),
            ("example:b", "example:b-decrim", "rgc:decriminalisation", None, None),
            ("example:b", "example:b-hope", "rgc:condomUse", None, None),
        ],
    ),
    World(
        "interventions-by-country-and-population",
        "two regions and several populations do not double an intervention, and the unplaced ones are counted too",
        PLACES
        + """
        example:a a rg:Intervention ; rg:takesPlaceIn place:PE-JUN , place:PE-UCA ; rg:population rgc:sexWorkers .
        example:a-1 rg:partOfIntervention example:a ; rg:population rgc:femaleSexWorkers ;
          rg:contributesTo example:result .
        example:result rg:population rgc:femaleSexWorkers .
        example:b a rg:Intervention ; rg:takesPlaceIn example:regions .
        example:b-1 rg:partOfIntervention example:b ; rg:population rgc:femaleSexWorkers ; rg:takesPlaceIn place:MX .
        example:regions a rg:UnnamedGroup ; prov:hadMember place:PE-JUN .
        example:c a rg:Intervention .
        example:d a rg:Intervention ; rg:takesPlaceIn place:MX ; rg:addressesCondition example:d-1 ;
          rg:hasOutput example:d-2 ; rg:intendsResult example:d-3 ; rg:contributesTo example:d-4 .
        example:d-1 rg:population rgc:pwid .
        example:d-2 rg:population rgc:prisoners .
        example:d-3 rg:population rgc:plhiv .
        example:d-4 rg:population rgc:msm .
        example:hypothesis a rg:IdentityHypothesis ; rg:hypothesisFor example:a ; rg:candidate example:b .
        """,
        [
            (None, None, None, "1", "0"),
            ("place:MX", "MX", "rgc:femaleSexWorkers", "1", "1"),
            ("place:MX", "MX", "rgc:msm", "1", "0"),
            ("place:MX", "MX", "rgc:plhiv", "1", "0"),
            ("place:MX", "MX", "rgc:prisoners", "1", "0"),
            ("place:MX", "MX", "rgc:pwid", "1", "0"),
            ("place:MX", "MX", "rgc:pwud", "1", "0"),
            ("place:MX", "MX", "rgc:sexWorkers", "1", "1"),
            ("place:PE", "PE", "rgc:femaleSexWorkers", "2", "2"),
            ("place:PE", "PE", "rgc:sexWorkers", "2", "2"),
        ],
    ),
    World(
        "lessons-by-activity-type",
        "interventions meet under a broader type, and two activities of one type do not double a lesson",
        """
        example:a rg:hasLesson example:a-lesson .
        example:a-1 rg:partOfIntervention example:a ; rg:activityType rgc:lawDrafting .
        example:a-2 rg:partOfIntervention example:a ; rg:activityType rgc:lawDrafting .
        example:b rg:hasLesson example:b-lesson .
        example:b-1 rg:partOfIntervention example:b ; rg:activityType rgc:lawReform .
        example:c-1 rg:partOfIntervention example:c ; rg:activityType rgc:lawReform .
        example:a-lesson dcterms:description "Listen."@en , "Escuchar."@es .
        """,
        [
            ("rgc:lawReform", "2", "example:a-lesson", "Listen.", "example:a"),
            ("rgc:lawReform", "2", "example:b-lesson", None, "example:b"),
            ("rgc:lawDrafting", "1", "example:a-lesson", "Listen.", "example:a"),
        ],
    ),
    World(
        "measured-outcomes",
        "self-reported figures, outputs, figures for the start and reports in words are not measured outcomes",
        SOURCES
        + claim("1", "example:before rg:observedFor example:outcome", strength="prePost", passage="example:page")
        + claim(
            "2",
            "example:after rg:observedFor example:outcome",
            strength="prePost",
            passage=BOTH_PASSAGES,
        )
        + claim("3", "example:own-count rg:observedFor example:outcome", strength="selfReportFigures")
        + claim("4", "example:trained rg:observedFor example:output", strength="crossSectional")
        + claim("5", "example:baseline rg:observedFor example:a", strength="crossSectional")
        + claim("6", "example:unsaid rg:observedFor example:told", strength="crossSectional")
        + claim("7", "example:before rg:observedFor example:told", strength="controlled")
        + claim("8", "example:before rg:concerns example:outcome", strength="controlled")
        + claim("9", "example:lasting rg:observedFor example:impact", strength="controlled")
        + """
        example:a a rg:Intervention .
        example:a-1 rg:partOfIntervention example:a ; rg:hasOutput example:output .
        example:output a rg:Output ; rg:outcomeType rgc:policeKnowledge ; rg:resultStatus rgc:measured ;
          rg:contributesTo example:outcome .
        example:outcome a rg:Outcome ; rg:outcomeType rgc:arrestsReduced ; rg:resultStatus rgc:measured .
        example:told a rg:Outcome ; rg:outcomeType rgc:policePractice ; rg:resultStatus rgc:reported .
        example:b a rg:Intervention ; rg:contributesTo example:impact .
        example:impact a rg:Impact ; rg:outcomeType rgc:stiHiv ; rg:resultStatus rgc:measured .
        example:before rg:ofIndicator example:arrested ; schema:value 5.5 ; schema:unitText "percent" ;
          rg:cellSize 4110 ; rg:population rgc:femaleSexWorkers .
        example:after rg:ofIndicator example:arrested ; schema:value 2.8 ; schema:unitText "percent" .
        example:lasting rg:ofIndicator example:occurrence ; schema:value -12 .
        example:own-count rg:ofIndicator example:arrested ; schema:value 1 ; schema:unitText "percent" .
        example:trained rg:ofIndicator example:officers ; schema:value 905 ; schema:unitText "persons" .
        example:baseline rg:ofIndicator example:arrested ; schema:value 9.9 ; schema:unitText "percent" .
        example:unsaid rg:ofIndicator example:arrested ; schema:value 3 ; schema:unitText "percent" .
        """,
        [
            (
                "example:a",
                "example:outcome",
                "rgc:arrestsReduced",
                "example:after",
                "example:arrested",
                "2.8",
                "percent",
                None,
                None,
                "rgc:prePost",
                "example:source",
            ),
            (
                "example:a",
                "example:outcome",
                "rgc:arrestsReduced",
                "example:before",
                "example:arrested",
                "5.5",
                "percent",
                "4110",
                "rgc:femaleSexWorkers",
                "rgc:prePost",
                "example:source-2",
            ),
            (
                "example:b",
                "example:impact",
                "rgc:stiHiv",
                "example:lasting",
                "example:occurrence",
                "-12",
                None,
                None,
                None,
                "rgc:controlled",
                "example:source",
            ),
        ],
    ),
    World(
        "next-steps-and-follow-up",
        "only an activity that had the step as its plan did it; one that is merely alike did not",
        SOURCES
        + claim("1", "example:later rg:partOfIntervention example:b", passage="example:page")
        + claim("2", "example:later rg:activityType rgc:lawReform", passage="example:page")
        + claim("3", "example:alike rg:partOfIntervention example:a")
        + """
        example:a rg:hasNextStep example:step , example:undone .
        example:later prov:qualifiedAssociation example:association .
        example:association prov:hadPlan example:step .
        example:alike rg:activityType rgc:lawReform .
        """,
        [
            ("example:a", "example:step", None, "example:later", "example:source-2"),
            ("example:a", "example:undone", None, None, None),
        ],
    ),
    World(
        "persons-near-a-population",
        "straight, by an organisation, by a claim, backwards or in dispute, a person is found; three steps are too far",
        """
        example:straight a foaf:Person ; dcterms:subject rgc:pwid ; dcterms:relation rgc:pwid .
        example:guest a dpv:DataSubject ; dcterms:relation example:club .
        rgc:sexWorkers dcterms:relation example:club .
        example:member a schema:Person ; schema:memberOf example:union .
        example:union rg:constituency rgc:transPeople ; dcterms:relation example:far .
        example:claimed a prov:Person .
        example:claim a rg:Claim ; rdf:subject example:claimed ; rdf:object rgc:msm .
        rgc:plhiv skos:example example:named .
        example:named a <https://schema.org/Person> .
        example:far dcterms:relation example:friend .
        example:friend a foaf:Person ; skos:altLabel "Sex workers"@en .
        GRAPH example:disputed {
          example:disputed-person a foaf:Person .
          example:dispute a rg:DisputedClaim ; rdf:subject example:disputed-person ; rdf:object rgc:prisoners .
          example:visitor a <http://www.w3.org/ns/person#Person> ; dcterms:relation example:house .
          rgc:maleSexWorkers dcterms:relation example:house .
        }
        """,
        [
            ("example:claimed", "example:claim", "rgc:msm"),
            ("example:disputed-person", "example:dispute", "rgc:prisoners"),
            ("example:guest", "example:club", "rgc:sexWorkers"),
            ("example:member", "example:union", "rgc:transPeople"),
            ("example:named", "rgc:plhiv", "rgc:plhiv"),
            ("example:straight", "rgc:pwid", "rgc:pwid"),
            ("example:straight", "rgc:pwid", "rgc:pwud"),
            ("example:visitor", "example:house", "rgc:maleSexWorkers"),
        ],
    ),
    World(
        "police-bodies-reached",
        "a body, a group of bodies and an actor called police are police; another actor is not, nor one not reached",
        """
        example:a-1 rg:partOfIntervention example:a ;
          rg:targetsActor example:academy , example:group , example:office , example:ngo .
        example:academy a rg:PoliceBody ; rg:actorType rgc:police ; rg:policeUnitType rgc:policeAcademy .
        example:group a rg:UnnamedGroup ; rg:memberKind rg:PoliceBody ; rg:policeLevel rgc:regionalLevel .
        example:office a org:Organization ; rg:actorType rgc:police .
        example:ngo a org:Organization ; rg:actorType rgc:ngo .
        example:unknown rg:unknownFor example:group ; rg:unknownProperty prov:hadMember ;
          rg:unknownReason rgc:notStated .
        example:unreached a rg:PoliceBody ; rg:policeUnitType rgc:viceUnit .
        """,
        [
            ("example:a", "example:academy", "rgc:policeAcademy", None, None),
            ("example:a", "example:group", None, None, "rgc:regionalLevel"),
            ("example:a", "example:office", None, None, None),
        ],
    ),
    World(
        "police-law-and-community-together",
        "narrower types count, activities are not multiplied by each other, and two sides of three are not enough",
        """
        example:a-1 rg:partOfIntervention example:a ; rg:activityType rgc:policyInstruction .
        example:a-2 rg:partOfIntervention example:a ; rg:activityType rgc:policePeerEducation .
        example:a-3 rg:partOfIntervention example:a ; rg:activityType rgc:lawDrafting .
        example:a-4 rg:partOfIntervention example:a ; rg:activityType rgc:leadershipTraining .
        example:a-5 rg:partOfIntervention example:a ; rg:activityType rgc:communityStrengthening .
        example:a-6 rg:partOfIntervention example:a ; rg:activityType rgc:policeSensitisation .
        example:a-7 rg:partOfIntervention example:a ; rg:activityType rgc:cadetPlacement .
        example:b-1 rg:partOfIntervention example:b ; rg:activityType rgc:policeSensitisation .
        example:b-2 rg:partOfIntervention example:b ; rg:activityType rgc:lawReform .
        """,
        [("example:a", "4", "1", "2")],
    ),
    World(
        "police-training-by-country",
        "a training's own place wins, regions lead to their country, and an unknown place is an empty cell",
        PLACES
        + """
        example:a rg:takesPlaceIn place:MX , place:PE .
        example:a-1 rg:partOfIntervention example:a ; rg:activityType rgc:policePeerEducation ;
          rg:takesPlaceIn place:PE-JUN , place:PE-UCA .
        example:b rg:takesPlaceIn example:regions .
        example:b-1 rg:partOfIntervention example:b ; rg:activityType rgc:policeSensitisation .
        example:b-2 rg:partOfIntervention example:b ; rg:activityType rgc:leadershipTraining .
        example:c-1 rg:partOfIntervention example:c ; rg:activityType rgc:cadetPlacement .
        example:d-1 rg:partOfIntervention example:d ; rg:activityType rgc:research ; rg:takesPlaceIn place:MX .
        example:regions a rg:UnnamedGroup ; prov:hadMember place:PE-JUN , place:PE-UCA .
        """,
        [
            ("example:c", "example:c-1", None, None),
            ("example:a", "example:a-1", "place:PE", "PE"),
            ("example:b", "example:b-1", "place:PE", "PE"),
        ],
    ),
    World(
        "proposals-drafted-by-sex-workers",
        "a narrower population is of sex workers too; trans people, academia and a mixed consortium are not",
        """
        example:a a rg:LegalProposal ; rg:draftedBy example:group , example:university .
        example:b a rg:LegalProposal ; rg:draftedBy example:union .
        example:c a rg:LegalProposal ; rg:draftedBy example:trans , example:consortium .
        example:group rg:population rgc:femaleSexWorkers , rgc:transSexWorkers .
        example:union rg:constituency rgc:sexWorkers .
        example:trans rg:constituency rgc:transPeople .
        example:consortium org:hasMember example:union , example:university .
        """,
        [("example:a", "example:group"), ("example:b", "example:union")],
    ),
    World(
        "results-chain-of-an-intervention",
        "another intervention's arrows stay out, and an arrow may start from an output",
        """
        example:a-1 rg:partOfIntervention intervention:peru-consortium ; rg:hasOutput example:output .
        example:output rg:resultStatus rgc:reported ; rg:contributesTo example:outcome .
        example:outcome rg:resultStatus rgc:measured .
        example:b-1 rg:partOfIntervention example:b ; rg:contributesTo example:b-result .
        """,
        [
            ("example:output", "rg:contributesTo", "example:outcome", "rgc:measured"),
            ("example:a-1", "rg:hasOutput", "example:output", "rgc:reported"),
            ("example:a-1", "rg:partOfIntervention", INTERVENTION, None),
        ],
    ),
    World(
        "reuse-of-sources",
        "a licence is shown where there is one, and a withdrawn consent stays in sight",
        """
        example:open a rg:SourceDocument ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
          dpv:hasConsentStatus dpv:ConsentGiven .
        example:withdrawn a rg:SourceDocument ; dcterms:rights "All rights reserved"@en ;
          dpv:hasConsentStatus dpv:ConsentWithdrawn .
        example:unknown rg:unknownFor example:withdrawn ; rg:unknownProperty schema:url ;
          rg:unknownReason rgc:notStated .
        """,
        [
            ("example:open", "https://creativecommons.org/licenses/by/4.0/", None, None, "dpv:ConsentGiven"),
            ("example:withdrawn", None, None, "All rights reserved", "dpv:ConsentWithdrawn"),
        ],
    ),
    World(
        "rights-and-sdg-targets",
        "a right is at stake in what is done too, an intervention without one is listed, and not every match is a goal",
        claim("1", "example:a-1 rg:concernsRight rgc:privacy")
        + claim("2", "example:a-1 rg:concernsRight rgc:privacy", passage="example:page")
        + claim("3", "example:a-2 rg:concernsRight rgc:work")
        + claim("4", "example:a-1 rg:topic rgc:privacy", "reworded")
        + claim("5", "example:stray rg:concernsRight rgc:privacy", "reworded")
        + claim("6", "example:a-1 rg:concernsRight rgc:freedomFromIllTreatment", "reworded")
        + "".join(claim(f"on-{end}", f"example:{end} rg:concernsRight rgc:association") for end in CHAIN_ENDS)
        + """
        example:a a rg:Intervention .
        example:a-1 rg:partOfIntervention example:a .
        example:a-2 rg:partOfIntervention example:a .
        example:b a rg:Intervention .
        example:c a rg:Intervention ; rg:hasOutput example:c-1 ; rg:intendsResult example:c-2 ;
          rg:contributesTo example:c-3 ; rg:hasLesson example:c-4 ; rg:hasNextStep example:c-5 .
        rgc:privacy skos:relatedMatch <http://example.org/privacy> .
        rgc:work skos:relatedMatch sdg:8.5 .
        """,
        [
            ("example:a", "rgc:freedomFromIllTreatment", "example:a-1", "rgc:reworded", None, None),
            ("example:a", "rgc:privacy", "example:a-1", "rgc:explicit", None, None),
            ("example:a", "rgc:work", "example:a-2", "rgc:explicit", "sdg:8.5", "8.5"),
            ("example:a", "rgc:work", "example:a-2", "rgc:explicit", "sdg:8.8", "8.8"),
            ("example:b", None, None, None, None, None),
            *(("example:c", "rgc:association", f"example:{end}", "rgc:explicit", None, None) for end in CHAIN_ENDS),
        ],
    ),
    World(
        "stage-of-legal-proposals",
        "the furthest stage counts and not the first, what has come since is no longer awaited, silence stays empty",
        """
        example:a a rg:LegalProposal ; rg:hasStatusEvent example:a-1 , example:a-2 ;
          rg:stageNotYetReached rgc:inForce , rgc:adopted , rgc:presented .
        example:a-1 rg:legalStage rgc:drafted ; rg:startDate "2008"^^xsd:gYear .
        example:a-2 rg:legalStage rgc:inCommittee ; rg:startDate "2012"^^xsd:gYear .
        example:b a rg:LegalProposal .
        example:c a rg:LegalProposal ; rg:hasStatusEvent example:c-1 ; rg:stageNotYetReached rgc:presented .
        example:c-1 rg:legalStage rgc:stageUnknown .
        example:unknown rg:unknownFor example:c-1 ; rg:unknownProperty rg:startDate ;
          rg:unknownReason rgc:ambiguous .
        example:d a rg:LegalProposal ; rg:hasStatusEvent example:d-1 , example:d-2 ;
          rg:stageNotYetReached rgc:presented .
        example:d-1 rg:legalStage rgc:presented .
        example:d-2 rg:legalStage rgc:presented .
        example:u1 rg:unknownFor example:d-1 ; rg:unknownProperty rg:legalStage ;
          rg:unknownReason rgc:conflicting .
        example:e a rg:LegalProposal ; rg:hasStatusEvent example:e-1 .
        example:e-1 rg:legalStage rgc:inCommittee ; rg:startDate "2015"^^xsd:gYear .
        """,
        [
            ("example:a", "rgc:inCommittee", "2012", None, "rgc:adopted"),
            ("example:b", None, None, None, None),
            ("example:c", None, None, None, "rgc:presented"),
            ("example:d", "rgc:presented", None, None, None),
            ("example:e", "rgc:inCommittee", "2015", None, None),
        ],
    ),
    World(
        "statements-without-a-claim",
        "a claim without a passage, one of something else and a disputed one are no evidence; a text needs none",
        SOURCES
        + claim("1", "example:a rg:population rgc:pwid")
        + claim("4", "example:b rg:population rgc:msm")
        + claim("5", "example:a rg:constituency rgc:msm")
        + """
        example:a rg:population rgc:msm , rgc:plhiv , rgc:prisoners ; dcterms:description "A"@en .
        example:2 a rg:Claim ; rdf:subject example:a ; rdf:predicate rg:population ; rdf:object rgc:msm .
        example:3 a rg:DisputedClaim ; rdf:subject example:a ; rdf:predicate rg:population ; rdf:object rgc:plhiv ;
          rg:fromPassage example:passage .
        """,
        [("example:a", "rg:population", f"rgc:{name}") for name in ("msm", "plhiv", "prisoners")],
    ),
    World(
        "what-is-not-said",
        "all that hangs on it and each of two sources are looked at; another intervention's silence is not",
        SOURCES
        + claim("1", "intervention:peru-consortium rg:takesPlaceIn example:regions")
        + claim("2", "example:other rg:takesPlaceIn example:regions", passage="example:page")
        + claim("3", "example:part rg:partOfIntervention intervention:peru-consortium", passage="example:page-3")
        + "".join(
            f"intervention:peru-consortium {property} example:{end} ." + unknown(end, "schema:name", "notYetResearched")
            for end, property in REACHED.items()
        )
        + unknown("regions", "prov:hadMember", "conflicting", "example:source , example:source-2")
        + unknown("other", "rg:fundedBy", "notStated")
        + unknown("source", "dcterms:license", "notStated")
        + unknown("source-2", "dcterms:license", "notStated")
        + unknown("source-3", "dcterms:license", "notStated")
        + """
        example:page-3 oa:hasSource example:source-3 .
        example:observation rg:observedFor intervention:peru-consortium .
        """
        + unknown("observation", "rg:cellSize", "notStated"),
        sorted(
            [
                *((f"example:{end}", "schema:name", "rgc:notYetResearched", "example:source", None) for end in REACHED),
                ("example:observation", "rg:cellSize", "rgc:notStated", "example:source", None),
                ("example:regions", "prov:hadMember", "rgc:conflicting", "example:source", None),
                ("example:regions", "prov:hadMember", "rgc:conflicting", "example:source-2", None),
                ("example:source", "dcterms:license", "rgc:notStated", "example:source", None),
                ("example:source-3", "dcterms:license", "rgc:notStated", "example:source", None),
            ]
        ),
    ),
    World(
        "where-sources-disagree",
        "a conflict shows what each source says, a dispute comes from a graph of its own, silence is neither",
        SOURCES
        + claim("1", "example:regions prov:hadMember place:PE-PIU", passage=BOTH_PASSAGES)
        + claim("3", "example:regions rg:topic rgc:topicHiv")
        + claim("4", "example:others prov:hadMember place:PE-LAM")
        + """
        example:u1 a rg:ExplicitUnknown ; rg:unknownFor example:regions ; rg:unknownProperty prov:hadMember ;
          rg:unknownReason rgc:conflicting ; prov:hadPrimarySource example:source , example:source-2 ;
          skos:editorialNote "Two lists."@en , "Dos listas."@es .
        example:u2 a rg:ExplicitUnknown ; rg:unknownFor example:regions ; rg:unknownProperty rg:statedCardinality ;
          rg:unknownReason rgc:ambiguous ; prov:hadPrimarySource example:source .
        GRAPH example:disputed {
          example:2 a rg:DisputedClaim ; rdf:subject example:result ; rdf:predicate rg:resultStatus ;
            rdf:object rgc:measured ; rg:fromPassage example:page ;
            rg:disputeReason "Printed figures clash."@en , "Las cifras no cuadran."@es .
        }
        """,
        [
            ("conflict", "example:regions", "prov:hadMember", "place:PE-PIU", "example:source", "Two lists."),
            ("conflict", "example:regions", "prov:hadMember", None, "example:source-2", "Two lists."),
            (
                "dispute",
                "example:result",
                "rg:resultStatus",
                "rgc:measured",
                "example:source-2",
                "Printed figures clash.",
            ),
        ],
    ),
    World(
        "who-reports-less-violence-or-arrests",
        "an intention reports nothing, failure is reported too, the strongest evidence comes first",
        SOURCES
        + claim("1", "example:told rg:resultStatus rgc:reported", strength="qualitative", passage="example:page")
        + claim("2", "example:counted rg:resultStatus rgc:measured", strength="prePost")
        + claim("3", "example:hoped rg:resultStatus rgc:intended", strength="none")
        + claim("4", "example:failed rg:resultStatus rgc:notAchieved")
        + claim("5", "example:kinder rg:resultStatus rgc:reported")
        + claim("6", "example:told rg:concerns rgc:reported", strength="review")
        + claim("7", "example:planned rg:resultStatus rgc:reported", passage=BOTH_PASSAGES)
        + """
        example:a a rg:Intervention ; rg:contributesTo example:told , example:kinder ; rg:intendsResult example:hoped .
        example:b a rg:Intervention .
        example:b-1 rg:partOfIntervention example:b ; rg:hasOutput example:step ; rg:intendsResult example:planned .
        example:planned rg:outcomeType rgc:arrestsReduced .
        example:step rg:contributesTo example:counted , example:failed .
        example:told rg:outcomeType rgc:violenceReduced .
        example:hoped rg:outcomeType rgc:arrestsReduced .
        example:counted rg:outcomeType rgc:violenceReduced .
        example:failed rg:outcomeType rgc:arrestsReduced .
        example:kinder rg:outcomeType rgc:policePractice .
        """,
        [
            (
                "rgc:arrestsReduced",
                "example:b",
                "example:failed",
                "rgc:notAchieved",
                "rgc:selfReport",
                "example:source",
            ),
            (
                "rgc:arrestsReduced",
                "example:b",
                "example:planned",
                "rgc:reported",
                "rgc:selfReport",
                "example:source",
            ),
            (
                "rgc:violenceReduced",
                "example:b",
                "example:counted",
                "rgc:measured",
                "rgc:prePost",
                "example:source",
            ),
            (
                "rgc:violenceReduced",
                "example:a",
                "example:told",
                "rgc:reported",
                "rgc:qualitative",
                "example:source-2",
            ),
        ],
    ),
]


# what a file says of its query


def test_there_is_a_file_for_each_of_the_twenty_five_questions_and_the_fifteen_comparisons() -> None:
    assert set(ANSWERS) < set(SLUGS)
    assert (len(ANSWERS), len(SLUGS)) == (25, 40)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_query_is_a_resource_named_as_its_file(path: Path) -> None:
    query = f"{BASE}query/{path.stem}"
    types: dict[str, set[str]] = {}
    for quad in read_document(path).quads:
        types.setdefault(text_of(quad.subject), set())
        if quad.predicate.value == TYPE:
            types[text_of(quad.subject)].add(text_of(quad.object))
    assert types.pop(query) == {SH + "SPARQLExecutable", SH + "SPARQLSelectExecutable"}
    for parameter, kinds in types.items():
        assert kinds == {SH + "Parameter"}
        assert parameter.startswith(f"{query}/")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_query_asks_its_question_in_both_languages(path: Path) -> None:
    titles = {str(title.language): str(title.value) for title in statements(path, DCTERMS + "title")}
    assert sorted(titles) == ["en", "es"]
    assert titles["en"].endswith("?")
    assert titles["es"].endswith("?")
    assert "¿" in titles["es"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_description_tells_in_both_languages_what_rows_and_emptiness_mean_and_who_asks(path: Path) -> None:
    texts = {str(text.language): str(text.value) for text in statements(path, DCTERMS + "description")}
    assert sorted(texts) == ["en", "es"]
    assert texts["en"].startswith("One row for each ")
    assert texts["es"].startswith("Una fila por cada ")
    assert re.search(r"\b[Ee]mpty\b", texts["en"])
    assert re.search(r"\bvacíos?\b|\bvacías?\b", texts["es"])
    assert re.search(r"Asked (by|as) ", texts["en"])
    assert re.search(r"La plantean? |Se hace como ", texts["es"])


@pytest.mark.parametrize("slug", SLUGS)
def test_a_query_is_plain_sparql_for_a_second_parser_too(slug: str) -> None:
    prepareQuery(text_of_query(slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_query_declares_the_prefixes_it_uses_sorted_and_no_others(slug: str) -> None:
    text = text_of_query(slug)
    declared = re.findall(r"^PREFIX ([\w-]+): ", text, re.MULTILINE)
    body = re.sub(r'^PREFIX .*$|^\s*#.*$|<[^>\s]*>|"[^"]*"', "", text, flags=re.MULTILINE)
    assert declared == sorted(set(re.findall(r"(?<![\w?])([a-z][\w-]*):\w", body)))


# what it may be given


def test_every_file_is_a_template_and_its_parameters_are_read_from_it(templates: dict[str, Template]) -> None:
    assert sorted(templates) == SLUGS
    for path in FILES:
        parameters = {
            text_of(quad.object) for quad in read_document(path).quads if quad.predicate.value == SH + "parameter"
        }
        own = {f"{BASE}query/{path.stem}/{parameter.name}" for parameter in templates[path.stem].parameters}
        assert own == parameters


@pytest.mark.parametrize("slug", SLUGS)
def test_every_parameter_has_a_place_in_its_query_and_every_value_to_choose_gives_some_of_the_rows(
    slug: str, templates: dict[str, Template], content_store: Store
) -> None:
    template = templates[slug]
    assert unbindable(template) == []
    everything = ask_store(content_store, template.text)
    rows = {tuple(row.items()) for row in everything.rows}
    for parameter in template.parameters:
        assert parameter.choices != ()
        for choice in parameter.choices or ():
            table = ask_store(content_store, fill(template, {parameter.name: choice.key}))
            assert table.columns == everything.columns
            if parameter.default is None and "GROUP BY" not in template.text.rpartition("}")[2]:
                assert {tuple(row.items()) for row in table.rows} <= rows
            if parameter.name in table.columns:
                assert {row[parameter.name] for row in table.rows} <= set(map(shorten, choice.covers))


@pytest.mark.parametrize("slug", SLUGS)
def test_pages_laid_side_by_side_are_the_whole_answer(
    slug: str, templates: dict[str, Template], content_store: Store
) -> None:
    whole = ask_store(content_store, templates[slug].text)
    size = max(4, len(whole.rows) // 7)
    pages = [
        ask_store(content_store, fill(templates[slug], {}, limit=size, offset=start)).rows
        for start in range(0, len(whole.rows) + size, size)
    ]
    assert [row for page in pages for row in page] == whole.rows


@pytest.mark.parametrize("slug", SLUGS)
def test_in_spanish_a_query_answers_with_spanish_names(
    slug: str, templates: dict[str, Template], content_store: Store
) -> None:
    english, spanish = (ask_store(content_store, fill(templates[slug], {}, language)) for language in ("en", "es"))
    assert english == ask_store(content_store, templates[slug].text)
    things = [column for column in english.subjects if column not in ("description", "note")]
    told = [sorted([row[column] or "" for column in things] for row in table.rows) for table in (english, spanish)]
    assert told[0] == told[1]
    for column in spanish.columns:
        in_spanish, in_english = ([row[column] for row in table.rows] for table in (spanish, english))
        if column in ("interventionLabel", "populationLabel", "typeLabel") and any(in_spanish):
            assert in_spanish != in_english


# what it answers on today's data


@pytest.mark.parametrize("slug", ANSWERS)
def test_the_whole_answer_is_what_the_data_says(slug: str, served_one_dataset_world: "Served") -> None:
    table = ask(served_one_dataset_world.url, text_of_query(slug))
    assert table.subjects == ANSWERS[slug].columns.split()
    assert table.key_rows() == list(ANSWERS[slug].rows)


@pytest.mark.parametrize("slug", SLUGS)
def test_everything_that_has_a_name_in_the_data_is_shown_with_it(
    slug: str, served: "Served", labels: dict[str, str]
) -> None:
    table = ask(served.url, text_of_query(slug))
    for column in table.subjects:
        named = {row[column] for row in table.rows} & set(labels)
        assert not named or f"{column}Label" in table.columns
        for row in table.rows:
            if (value := row[column]) in named and value is not None:
                assert row[f"{column}Label"] == labels[value]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_label_stands_right_behind_what_it_names_and_is_there_only_with_it(slug: str, served: "Served") -> None:
    table = ask(served.url, text_of_query(slug))
    for index, column in enumerate(table.columns):
        if column.endswith("Label"):
            named = column.removesuffix("Label")
            assert named in table.columns[max(index - 2, 0) : index]
            assert [row for row in table.rows if row[column] and not row[named]] == []


def test_a_property_of_another_vocabulary_is_named_by_the_last_part_of_its_address(
    served_one_dataset_world: "Served",
) -> None:
    table = ask(served_one_dataset_world.url, text_of_query("what-is-not-said"))
    assert {
        str(row["propertyLabel"]) for row in table.rows if not str(row["property"]).startswith("rg:")
    } == {"affiliation", "hadMember", "legislationIdentifier", "license", "name", "text", "title", "value"}  # fmt: skip


def test_a_consent_status_is_named_in_one_word(served_one_dataset_world: "Served") -> None:
    assert ask(served_one_dataset_world.url, text_of_query("reuse-of-sources")).rows[0]["consentLabel"] == "Unknown"


@pytest.mark.parametrize("slug", SLUGS)
def test_asking_twice_gives_the_same_bytes_within_a_second_each(slug: str, served: "Served") -> None:
    address = f"{served.url}sparql?{urlencode({'query': text_of_query(slug), 'format': 'csv'})}"
    answers, seconds = [], []
    for _ in range(2):
        start = time.perf_counter()
        with urlopen(address) as response:
            answers.append(response.read())
        seconds.append(time.perf_counter() - start)
    assert answers[0] == answers[1]
    assert max(seconds) < 1


def test_no_answer_depends_on_the_order_in_which_the_data_was_loaded() -> None:
    quads = content_quads()
    forwards, backwards = Store(quads), Store(reversed(quads))
    for slug in SLUGS:
        query = text_of_query(slug)
        assert ask_store(forwards, query) == ask_store(backwards, query), slug


# what it answers on data that may come


@pytest.mark.parametrize("world", [*WORLDS, *COMPARISONS], ids=lambda world: world.slug)
def test_a_query_is_not_misled_by_data_that_may_come(world: World, tmp_path: Path) -> None:
    table = ask_store(world_store(world.trig, tmp_path), text_of_query(world.slug))
    assert table.key_rows() == list(world.rows), world.lesson


@pytest.mark.parametrize("world", [*WORLDS, *COMPARISONS], ids=lambda world: world.slug)
def test_no_two_rows_tie_in_the_order_of_a_query(world: World, tmp_path: Path) -> None:
    query = text_of_query(world.slug)
    tables = [ask_store(world_store(world.trig, tmp_path), query), ask_store(Store(content_quads()), query)]
    for table in tables:
        keys = [tuple(row.get(variable) for variable in order_of(world.slug)) for row in table.rows]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("world", [*WORLDS, *COMPARISONS], ids=lambda world: world.slug)
def test_whatever_has_a_name_is_shown_with_it(world: World, tmp_path: Path) -> None:
    things = sorted(set(re.findall(r"\b(?:example|intervention|place|proposal):[\w-]+", world.trig)))
    names = "".join(f'{thing} skos:prefLabel "{thing}"@en ; dcterms:title "{thing}"@en .\n' for thing in things)
    table = ask_store(world_store(names + world.trig, tmp_path), text_of_query(world.slug))
    assert table.key_rows() == list(world.rows)
    for column in [column for column in table.subjects if f"{column}Label" in table.columns]:
        for row in table.rows:
            name, value = row[f"{column}Label"], row[column]
            assert value is not None or name is None
            # A text or a number goes without a name.
            assert name is not None or ":" not in (value or "")
            if row[column] in things:
                assert row[f"{column}Label"] == row[column]


def test_every_query_has_data_on_which_it_gives_a_row() -> None:
    assert {world.slug for world in [*WORLDS, *COMPARISONS] if world.rows} == set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_query_answers_nothing_where_there_is_nothing(slug: str, tmp_path: Path) -> None:
    assert ask_store(world_store("", tmp_path), text_of_query(slug)).rows == []


def test_a_name_falls_back_on_spanish_and_then_stays_empty(tmp_path: Path) -> None:
    store = world_store(
        """
        example:a a rg:LegalProposal ; skos:prefLabel "Both"@en , "Ambas"@es .
        example:b a rg:LegalProposal ; skos:prefLabel "Solo"@es .
        example:c a rg:LegalProposal .
        """,
        tmp_path,
    )
    table = ask_store(store, text_of_query("stage-of-legal-proposals"))
    assert [row["proposalLabel"] for row in table.rows] == ["Both", "Solo", None]
