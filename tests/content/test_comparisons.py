# SPDX-License-Identifier: Apache-2.0
"""The questions that compare interventions in; their answers, held against the data read in plain Python, out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from tests.content.asking import Row, World, ask_store, read_table, text_of_query, world_store
from tests.content.comparison_worlds import COMPARED, GIVEN, row
from tests.content.counting import COUNTED
from tests.content.links import Links

from rightsgraph.query.templates import Template, fill
from rightsgraph.store import Store

if TYPE_CHECKING:
    from tests.conftest import Served


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with values for its parameters, and what it must answer on the whole content: columns and rows."""

    slug: str
    columns: str
    rows: Sequence[Row]
    given: Mapping[str, str] = field(default_factory=dict)


PAIRED = "intervention indicator outcomeType population place arm unit before during end later strength source"
ARRESTS = "karnataka-arrests-and-violence"
ODDS = "adjusted odds ratio"

# Read off the files of data/, never off a query.
ASKED = [
    Asked(
        "compare-interventions",
        COMPARED,
        [
            row(
                COMPARED,
                intervention="intervention:andhra-pradesh-advocacy-groups",
                countries="IN",
                regions="IN-AP",
                populations="femaleSexWorkers",
                activities="communityStrengthening; policeAdvocacy; research",
                sources="1",
            ),
            row(
                COMPARED,
                intervention="intervention:five-states-crisis-response",
                countries="IN",
                start="2014",
                end="2017",
                activities="communityStrengthening; paralegal; violationDocumentation",
                measured="crisisResponseCapacity",
                strength="rgc:prePost",
                sources="1",
            ),
            row(
                COMPARED,
                intervention="intervention:india-community-organising",
                countries="IN",
                populations="sexWorkers",
                rights="health",
                activities="communityStrengthening; healthServices; peerOutreach",
                measured="condomUse",
                strength="rgc:controlled",
                sources="1",
            ),
            row(
                COMPARED,
                intervention=f"intervention:{ARRESTS}",
                countries="IN",
                regions="IN-KA",
                populations="femaleSexWorkers",
                conditions="arrest; violence",
                rights="freedomFromIllTreatment; security",
                activities="communityStrengthening; crisisResponse; multisectorDialogue; policeAdvocacy; "
                "policeCurriculum; policeSensitisation",
                reported="violenceReduced",
                measured="arrestsReduced; policePractice; violenceReduced",
                strength="rgc:prePost",
                sources="3",
            ),
            row(
                COMPARED,
                intervention="intervention:karnataka-community-led-programme",
                countries="IN",
                regions="IN-KA",
                start="2004",
                populations="sexWorkers",
                conditions="discrimination",
                rights="equality; health; work",
                activities="communityEnterprise; communityStrengthening; peerOutreach",
                reported="condomUse; stiHiv",
                strength="rgc:selfReportFigures",
                sources="2",
            ),
        ],
        {"country": "IN"},
    ),
    Asked(
        "outcomes-by-activity-type",
        "activityType outcomeType status interventions linked",
        [
            (f"rgc:{activity}", "rgc:arrestsReduced", "rgc:measured", number, "0")
            for activity, number in (
                ("communityStrengthening", "1"),
                ("crisisResponse", "1"),
                ("multisectorDialogue", "1"),
                ("policeAdvocacy", "1"),
                ("policeCurriculum", "1"),
                ("policeSensitisation", "2"),
            )
        ],
        {"outcomeType": "arrestsReduced"},
    ),
    Asked(
        "effects-with-intervals",
        "intervention result outcomeType observation indicator value unit lower upper level whyNoLevel p people "
        "population time arm strength source",
        [
            (
                f"intervention:{record}",
                result and f"result:{record}-{result}",
                outcome and f"rgc:{outcome}",
                f"observation:{record}-{figure}",
                f"indicator:{record}-{indicator}",
                value,
                unit,
                *interval,
                None,
                "rgc:notInExcerpt" if interval[0] else None,
                p,
                None,
                "rgc:femaleSexWorkers" if record == ARRESTS else None,
                f"rgc:{time}",
                None,
                f"rgc:{strength}",
                f"source:{record}-{source}",
            )
            for record, result, outcome, figure, indicator, value, unit, interval, p, time, strength, source in (
                (
                    "baja-california-police-training",
                    "syringe-arrests",
                    "arrestsReduced",
                    "syringe-arrests-over-time",
                    "syringe-arrests",
                    "0.87",
                    ODDS,
                    ("0.85", "0.9"),
                    None,
                    "overTime",
                    "prePost",
                    "knowledge-and-arrests",
                ),
                (
                    ARRESTS,
                    "fewer-arrests",
                    "arrestsReduced",
                    "arrested-past-year-odds",
                    "arrested-past-year-odds",
                    "0.59",
                    ODDS,
                    ("0.41", "0.86"),
                    None,
                    "overTime",
                    "prePost",
                    "arrest-strategies",
                ),
                (
                    ARRESTS,
                    "fewer-arrests",
                    "arrestsReduced",
                    "arrested-past-year-odds-other-surveys",
                    "arrested-past-year-odds-other-surveys",
                    "0.57",
                    ODDS,
                    ("0.35", "0.93"),
                    None,
                    "overTime",
                    "prePost",
                    "violence-declines",
                ),
                (
                    ARRESTS,
                    "fewer-arrests",
                    "arrestsReduced",
                    "ever-arrested-odds",
                    "ever-arrested-odds",
                    "0.63",
                    ODDS,
                    ("0.48", "0.83"),
                    None,
                    "overTime",
                    "prePost",
                    "arrest-strategies",
                ),
                (
                    ARRESTS,
                    "less-violence",
                    "violenceReduced",
                    "beaten-odds",
                    "beaten-odds",
                    "0.69",
                    ODDS,
                    ("0.49", "0.95"),
                    None,
                    "overTime",
                    "prePost",
                    "violence-declines",
                ),
                (
                    "kyrgyzstan-police-instruction",
                    None,
                    None,
                    "attitudes",
                    "attitudes",
                    "3.81",
                    ODDS,
                    ("1.35", "10.75"),
                    None,
                    "singleSurvey",
                    "crossSectional",
                    "survey-of-officers",
                ),
                (
                    "kyrgyzstan-police-instruction",
                    None,
                    None,
                    "programme-knowledge",
                    "programme-knowledge",
                    "1.84",
                    ODDS,
                    ("1.12", "3"),
                    None,
                    "singleSurvey",
                    "crossSectional",
                    "survey-of-officers",
                ),
                (
                    "papua-new-guinea-police-and-sex-workers",
                    "less-gang-rape",
                    "violenceReduced",
                    "gang-rape-after",
                    "gang-rape",
                    "4.8",
                    "percent",
                    (None, None),
                    "0.05",
                    "endline",
                    "prePost",
                    "final-report",
                ),
            )
        ],
    ),
    Asked(
        "before-and-after",
        PAIRED,
        [
            row(
                PAIRED,
                intervention=f"intervention:{ARRESTS}",
                indicator=f"indicator:{ARRESTS}-{indicator}",
                outcomeType=f"rgc:{outcome}",
                population="rgc:femaleSexWorkers",
                unit="percent",
                before=before,
                end=end,
                strength="rgc:prePost",
                source=f"source:{ARRESTS}-{source}",
            )
            for indicator, outcome, before, end, source in (
                ("arrested-past-year", "arrestsReduced", "5.5", "2.8", "arrest-strategies"),
                ("arrests-in-raids", "policePractice", "49.6", "19.5", "arrest-strategies"),
                ("ever-arrested", "arrestsReduced", "9.9", "6.1", "arrest-strategies"),
                ("raped-past-year", "violenceReduced", "30", "10", "violence-declines"),
            )
        ],
        {"intervention": ARRESTS},
    ),
    Asked(
        "before-and-after",
        PAIRED,
        [
            row(
                PAIRED,
                intervention="intervention:baja-california-police-training",
                indicator="indicator:baja-california-police-training-law-knowledge",
                outcomeType="rgc:policeKnowledge",
                unit="percent",
                before="56",
                end="94",
                later="75",
                strength="rgc:prePost",
                source="source:baja-california-police-training-knowledge-and-arrests",
            )
        ],
        {"outcomeType": "policeKnowledge"},
    ),
    Asked(
        "interventions-by-police-level-and-unit",
        "level unit interventions directedAt carriedOutBy",
        [
            ("rgc:localLevel", None, "1", "1", "0"),
            ("rgc:localLevel", "rgc:generalPolice", "1", "1", "1"),
            ("rgc:localLevel", "rgc:municipalSecurity", "1", "1", "0"),
            ("rgc:localLevel", "rgc:policeAcademy", "1", "0", "1"),
        ],
        {"level": "localLevel"},
    ),
    Asked(
        "interventions-by-year",
        "intervention work start whyNoStart end whyNoEnd",
        [
            *(
                (f"intervention:{slug}", f"intervention:{slug}", None, f"rgc:{reason}", None, f"rgc:{reason}")
                for slug, reason in (
                    ("peru-consortium", "notStated"),
                    ("peru-later-law-proposals", "notInExcerpt"),
                    ("peru-officials-and-security-training", "notInExcerpt"),
                )
            ),
            (
                "intervention:peru-regional-consultations",
                "intervention:peru-regional-consultations",
                "2008",
                None,
                None,
                "rgc:notInExcerpt",
            ),
        ],
        {"country": "PE", "year": "2010"},
    ),
    Asked(
        "interventions-by-region",
        "country countryCode region regionCode interventions",
        [
            ("place:PE", "PE", None, None, "3"),
            *(
                ("place:PE", "PE", f"place:PE-{code}", f"PE-{code}", "1")
                for code in ("ARE", "JUN", "LAM", "PIU", "UCA")
            ),
        ],
        {"country": "PE"},
    ),
    Asked(
        "interventions-by-right",
        "right interventions said onlyInferred",
        [("rgc:health", "6", "0", "6")],
        {"right": "health"},
    ),
    Asked(
        "interventions-by-right",
        "right interventions said onlyInferred",
        [("rgc:basicRightsUnspecified", "2", "1", "1")],
        {"right": "basicRightsUnspecified"},
    ),
    Asked(
        "interventions-by-condition",
        "conditionType population addressed onlyInferred behind",
        [
            ("rgc:arrest", "rgc:femaleSexWorkers", "1", "0", "0"),
            ("rgc:arrest", "rgc:sexWorkers", "1", "0", "0"),
        ],
        {"conditionType": "arrest"},
    ),
    Asked(
        "evidence-by-outcome-type",
        "outcomeType status strength rank interventions results sources",
        [
            ("rgc:condomUse", "rgc:measured", "rgc:controlled", "6", "1", "1", "1"),
            ("rgc:condomUse", "rgc:measured", "rgc:prePost", "5", "2", "4", "3"),
            ("rgc:condomUse", "rgc:reported", "rgc:selfReportFigures", "2", "1", "1", "1"),
            ("rgc:rejectionOfUnsafeSex", "rgc:measured", "rgc:prePost", "5", "1", "1", "2"),
        ],
        {"outcomeType": "condomUse"},
    ),
    Asked(
        "statements-as-known",
        "intervention subject predicate object said whyNotDated asOf mode strength source",
        [
            (
                "intervention:papua-new-guinea-police-and-sex-workers",
                "intervention:papua-new-guinea-police-and-sex-workers",
                "rg:takesPlaceIn",
                "place:PG-NCD",
                "1997-10-12",
                None,
                None,
                "rgc:explicit",
                "rgc:selfReport",
                "source:papua-new-guinea-police-and-sex-workers-final-report",
            )
        ],
        {"by": "2003", "predicate": "rg:takesPlaceIn"},
    ),
    Asked(
        "laws-and-policies",
        "country countryCode proposal intervention stage reached whyNoDate source",
        [
            (
                None,
                None,
                "proposal:peru-later-law-proposals-bill-in-congress",
                None,
                "rgc:presented",
                None,
                "rgc:notInExcerpt",
                "source:peru-later-law-proposals-bill-news",
            ),
            (
                "place:KG",
                "KG",
                "proposal:kyrgyzstan-drug-police-training-joint-order",
                "intervention:kyrgyzstan-drug-police-training",
                "rgc:adopted",
                "2014-01-21",
                None,
                "source:kyrgyzstan-drug-police-training-network-news",
            ),
            (
                "place:KG",
                "KG",
                "proposal:kyrgyzstan-police-instruction-instruction",
                "intervention:kyrgyzstan-police-instruction",
                "rgc:inForce",
                "2009",
                None,
                "source:kyrgyzstan-police-instruction-survey-of-officers",
            ),
            *(
                (
                    "place:NZ",
                    "NZ",
                    "proposal:new-zealand-sex-work-law-reform-law",
                    "intervention:new-zealand-sex-work-law-reform",
                    f"rgc:{stage}",
                    reached,
                    why,
                    f"source:new-zealand-sex-work-law-reform-{source}",
                )
                for stage, reached, why, source in (
                    ("idea", None, "rgc:notInExcerpt", "campaign-chapter"),
                    ("drafting", None, "rgc:notInExcerpt", "campaign-chapter"),
                    ("presented", None, "rgc:notInExcerpt", "campaign-chapter"),
                    ("inForce", "2003-06", None, "parliamentary-paper"),
                )
            ),
            (
                "place:PE",
                "PE",
                "proposal:peru-consortium-law",
                "intervention:peru-consortium",
                "rgc:drafted",
                None,
                "rgc:notStated",
                "source:aids-2010-peru-consortium",
            ),
            (
                "place:PE",
                "PE",
                "proposal:peru-later-law-proposals-law-with-our-voice",
                "intervention:peru-later-law-proposals",
                "rgc:idea",
                None,
                "rgc:notInExcerpt",
                "source:peru-later-law-proposals-forum-report",
            ),
        ],
    ),
    Asked(
        "what-is-withheld",
        "reviewBy intervention kind authority records atLeast withoutNumber",
        [
            ("2027-11-28", intervention and f"intervention:{intervention}", f"rgc:{kind}", f"rgc:{authority}", *numbers)
            for intervention, kind, authority, *numbers in (
                (None, "withheldWhole", "projectRule", "1", "1", "0"),
                ("andhra-pradesh-advocacy-groups", "withheldName", "curatorAuthority", "1", "1", "1"),
                ("dominican-republic-solidarity-and-policy", "withheldName", "projectRule", "1", "2", "0"),
                (ARRESTS, "withheldName", "curatorAuthority", "1", "1", "1"),
                ("kenya-police-and-sex-worker-peer-educators", "withheldName", "projectRule", "1", "1", "1"),
                ("kenya-sex-worker-paralegals", "withheldName", "projectRule", "1", "1", "1"),
                ("new-zealand-sex-work-law-reform", "withheldName", "projectRule", "1", "1", "1"),
                ("peru-consortium", "withheldAffiliation", "projectRule", "1", "1", "1"),
                ("peru-officials-and-security-training", "withheldName", "projectRule", "1", "1", "1"),
                ("peru-regional-consultations", "withheldName", "projectRule", "3", "3", "3"),
                ("peru-regional-consultations", "withheldPlace", "projectRule", "1", "1", "1"),
                ("south-africa-police-sensitisation", "withheldName", "projectRule", "2", "6", "1"),
                ("sri-lanka-police-instructors", "withheldName", "projectRule", "1", "1", "1"),
            )
        ],
    ),
    Asked(
        "where-evidence-is-thin",
        "outcomeType population intended reported notAchieved strength",
        [
            ("rgc:violenceReduced", "rgc:transPeople", "2", "0", "0", "rgc:none"),
            ("rgc:violenceReduced", "rgc:transSexWorkers", "2", "0", "0", "rgc:none"),
        ],
        {"outcomeType": "violenceReduced"},
    ),
]

# The reasons of disputes are sentences; what is disputed is held without them.
DISPUTED = [
    (f"indicator:five-states-crisis-response-second-{indicator}", property, value)
    for indicator, property, value in (
        ("odds", "schema:value", "7.9"),
        ("odds", "rg:lowerBound", "8.86"),
        ("odds", "rg:upperBound", "9.94"),
        ("share", "schema:value", "7"),
        ("share", "schema:value", "37"),
    )
]


# held against the data, counted in plain Python


@pytest.fixture(scope="module")
def links() -> Links:
    return Links()


@pytest.mark.parametrize("slug", COUNTED)
def test_every_row_is_what_counting_in_plain_python_gives(slug: str, links: Links, content_store: Store) -> None:
    rows = ask_store(content_store, text_of_query(slug)).key_rows()
    assert len(set(rows)) == len(rows)
    assert set(rows) == COUNTED[slug](links)


def worth(value: str | None) -> str | float | None:
    """A number without the zeros that a store leaves out."""
    return float(value) if value and re.fullmatch(r"-?[0-9.]+", value) else value


def test_every_statement_of_every_source_is_among_those_that_are_known(links: Links, content_store: Store) -> None:
    table = ask_store(content_store, text_of_query("statements-as-known"))
    said = {
        (
            links.one(claim, "rdf:subject"),
            links.one(claim, "rdf:predicate"),
            worth(links.one(claim, "rdf:object")),
            source,
        )
        for claim in links.all("rg:Claim")
        for source in links.sources([claim])
    }
    rows = [(row["subject"], row["predicate"], worth(row["object"]), row["source"]) for row in table.rows]
    assert set(rows) == said
    for found in table.rows:
        assert found["said"] == links.one(found["source"] or "", "dcterms:issued")
        assert (found["said"] is None) == (found["whyNotDated"] is not None)


@pytest.mark.parametrize("year", [1990, 2004, 2010, 2030])
def test_what_was_known_by_a_year_is_what_dated_sources_had_said(
    year: int, content_store: Store, templates: dict[str, Template]
) -> None:
    everything = ask_store(content_store, text_of_query("statements-as-known")).rows
    known = ask_store(content_store, fill(templates["statements-as-known"], {"by": str(year)})).rows
    assert known == [found for found in everything if found["said"] and int(found["said"][:4]) <= year]
    assert len(known) < len(everything)


def test_a_figure_has_a_row_if_and_only_if_its_source_prints_an_interval_or_a_p_value(
    links: Links, content_store: Store
) -> None:
    table = ask_store(content_store, text_of_query("effects-with-intervals"))
    bounded = {thing for thing in links.all("rg:Observation") if links.go([thing], "rg:lowerBound rg:pValue")}
    assert {found["observation"] for found in table.rows} == bounded


def test_every_figure_from_before_an_end_or_later_stands_beside_its_fellows(links: Links, content_store: Store) -> None:
    table = ask_store(content_store, text_of_query("before-and-after"))
    moments = {
        "before": "rgc:baseline",
        "during": "rgc:duringIntervention",
        "end": "rgc:endline",
        "later": "rgc:followUp",
    }
    shown = {
        (found["indicator"], moment, float(found[column] or 0))
        for found in table.rows
        for column, moment in moments.items()
        if found[column] is not None
    }
    effort = links.go(["rgc:processIndicator"], "^rg:indicatorKind")
    assert shown == {
        (indicator, moment, float(links.one(figure, "schema:value") or 0))
        for moment in moments.values()
        for figure in links.go([moment], "^rg:timePoint")
        for indicator in links.go([figure], "rg:ofIndicator") - effort
    }


def test_every_intervention_and_every_dated_activity_has_its_dates(links: Links, content_store: Store) -> None:
    table = ask_store(content_store, text_of_query("interventions-by-year"))
    dated = {work for work in links.all("rg:InterventionActivity") if links.go([work], "rg:startDate rg:endDate")}
    assert sorted(found["work"] or "" for found in table.rows) == sorted(links.all("rg:Intervention") | dated)
    for found in table.rows:
        work = found["work"] or ""
        assert (found["start"], found["end"]) == (links.one(work, "rg:startDate"), links.one(work, "rg:endDate"))


def test_every_stage_of_every_law_has_a_row(links: Links, content_store: Store) -> None:
    table = ask_store(content_store, text_of_query("laws-and-policies"))
    assert {(found["proposal"], found["stage"]) for found in table.rows} == {
        (law, links.one(event, "rg:legalStage"))
        for law in links.all("rg:LegalProposal")
        for event in links.go([law], "rg:hasStatusEvent")
    }


def test_what_the_editors_do_not_accept_is_shown_as_disputed(
    content_store: Store, templates: dict[str, Template]
) -> None:
    table = ask_store(content_store, fill(templates["contested-statements"], {"kind": "dispute"}))
    assert [(found["thing"], found["property"], found["value"]) for found in table.rows] == DISPUTED


def test_each_conflict_shows_what_each_of_its_sources_says(links: Links, content_store: Store) -> None:
    table = ask_store(content_store, text_of_query("contested-statements"))
    found = {(one["thing"], one["property"], one["source"]) for one in table.rows if one["kind"] == "conflict"}
    assert found == {
        (links.one(unknown, "rg:unknownFor"), links.one(unknown, "rg:unknownProperty"), source)
        for unknown in links.go(["rgc:conflicting"], "^rg:unknownReason")
        for source in links.go([unknown], "prov:hadPrimarySource")
    }


# what they answer to values


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: " ".join([asked.slug, *asked.given.values()]))
def test_the_answer_to_values_is_what_the_data_says(asked: Asked, served: "Served") -> None:
    address = f"{served.url}queries/{asked.slug}?{urlencode({**asked.given, 'format': 'json', 'lang': 'en'})}"
    table = read_table(address)
    assert table.subjects == asked.columns.split()
    assert table.key_rows() == list(asked.rows)


@pytest.mark.parametrize("world", GIVEN, ids=lambda world: " ".join([world.slug, *world.given.values()]))
def test_a_value_leaves_what_it_means_and_no_more(world: World, templates: dict[str, Template], tmp_path: Path) -> None:
    table = ask_store(world_store(world.trig, tmp_path), fill(templates[world.slug], world.given))
    assert table.key_rows() == list(world.rows), world.lesson
