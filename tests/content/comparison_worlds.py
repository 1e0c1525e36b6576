# SPDX-License-Identifier: Apache-2.0
"""Small worlds of traps for the questions that compare interventions, and what each must answer."""

from tests.content.asking import BOTH_PASSAGES, PLACES, SOURCES, Row, World, claim, unknown

COMPARED = (
    "intervention countries regions start end populations conditions rights activities policeLevels "
    "intended reported measured notAchieved strength sources"
)


def row(columns: str, **cells: str) -> Row:
    """A row of which only some cells are filled."""
    return tuple(cells.get(column) for column in columns.split())


WORLDS = [
    World(
        "compare-interventions",
        "each name stands once in its cell, what is silent stays empty, and an aim needs no evidence",
        PLACES
        + SOURCES
        + claim("1", "example:told rg:resultStatus rgc:reported", strength="qualitative", passage=BOTH_PASSAGES)
        + claim("2", "example:hoped rg:resultStatus rgc:intended", strength="controlled", passage="example:page")
        + claim("3", "example:told rg:population rgc:femaleSexWorkers", strength="review")
        + """
        example:a a rg:Intervention ; rg:takesPlaceIn example:regions , place:MX ;
          rg:startDate "2009-04"^^xsd:gYearMonth ; rg:endDate "2011"^^xsd:gYear ;
          rg:population rgc:sexWorkers ; rg:addressesCondition example:arrests ;
          rg:contributesTo example:told ; rg:implementedBy example:consortium .
        example:regions a rg:UnnamedGroup ; prov:hadMember place:PE-UCA , place:PE-JUN .
        example:consortium org:hasMember example:academy .
        example:academy a rg:PoliceBody ; rg:policeLevel rgc:nationalLevel .
        example:arrests rg:conditionType rgc:arbitraryArrest ; rg:population rgc:pwid .
        example:poverty rg:aggravates example:arrests ; rg:conditionType rgc:socialExclusion ;
          rg:concernsRight rgc:work .
        example:a-1 rg:partOfIntervention example:a ; rg:activityType rgc:lawReform , rgc:research ;
          rg:targetsActor example:station ; rg:intendsResult example:hoped .
        example:a-2 rg:partOfIntervention example:a ; rg:activityType rgc:research ; rg:concernsRight rgc:health .
        example:station a rg:PoliceBody ; rg:policeLevel rgc:localLevel .
        example:told rg:outcomeType rgc:condomUse , rgc:leadership .
        example:hoped rg:outcomeType rgc:condomUse .
        example:b a rg:Intervention .
        """,
        [
            (
                "example:a",
                "MX; PE",
                "PE-JUN; PE-UCA",
                "2009-04",
                "2011",
                "femaleSexWorkers; pwid; sexWorkers",
                "arbitraryArrest",
                "health; work",
                "lawReform; research",
                "localLevel; nationalLevel",
                "condomUse",
                "condomUse; leadership",
                None,
                None,
                "rgc:qualitative",
                "2",
            ),
            ("example:b", *([None] * 14), "0"),
        ],
    ),
    World(
        "outcomes-by-activity-type",
        "an intervention counts once, a narrower type counts for the broader, and to stand beside is not to lead to",
        """
        example:a a rg:Intervention ; rg:contributesTo example:less .
        example:a-1 rg:partOfIntervention example:a ; rg:activityType rgc:lawDrafting ; rg:hasOutput example:text .
        example:a-2 rg:partOfIntervention example:a ; rg:activityType rgc:lawDrafting , rgc:research .
        example:text rg:contributesTo example:decriminalised .
        example:decriminalised rg:outcomeType rgc:decriminalisation ; rg:resultStatus rgc:reported .
        example:less rg:outcomeType rgc:violenceReduced ; rg:resultStatus rgc:measured .
        example:b a rg:Intervention ; rg:intendsResult example:hoped .
        example:b-1 rg:partOfIntervention example:b ; rg:activityType rgc:research .
        example:hoped rg:outcomeType rgc:violenceReduced ; rg:resultStatus rgc:intended .
        example:c a rg:Intervention ; rg:contributesTo example:alone .
        example:alone rg:outcomeType rgc:leadership ; rg:resultStatus rgc:reported .
        """,
        [
            ("rgc:lawDrafting", "rgc:decriminalisation", "rgc:reported", "1", "1"),
            ("rgc:lawDrafting", "rgc:legalFramework", "rgc:reported", "1", "1"),
            ("rgc:lawDrafting", "rgc:violenceReduced", "rgc:measured", "1", "0"),
            ("rgc:lawReform", "rgc:decriminalisation", "rgc:reported", "1", "1"),
            ("rgc:lawReform", "rgc:legalFramework", "rgc:reported", "1", "1"),
            ("rgc:lawReform", "rgc:violenceReduced", "rgc:measured", "1", "0"),
            ("rgc:research", "rgc:decriminalisation", "rgc:reported", "1", "0"),
            ("rgc:research", "rgc:legalFramework", "rgc:reported", "1", "0"),
            ("rgc:research", "rgc:violenceReduced", "rgc:intended", "1", "0"),
            ("rgc:research", "rgc:violenceReduced", "rgc:measured", "1", "0"),
        ],
    ),
    World(
        "effects-with-intervals",
        "a bare figure has no row, a level that is not printed stays empty, and a figure may speak for no result",
        SOURCES
        + claim("1", "example:odds schema:value 0.5", strength="controlled", passage=BOTH_PASSAGES)
        + claim("2", "example:share schema:value 12", strength="prePost", passage="example:page")
        + claim("3", "example:bare schema:value 3", strength="review")
        + claim("4", "example:odds rg:lowerBound 0.25", strength="selfReport", passage="example:page")
        + unknown("odds", "rg:confidenceLevel", "notInExcerpt")
        + """
        example:a a rg:Intervention ; rg:contributesTo example:less ; rg:population rgc:msm .
        example:less a rg:Outcome ; rg:outcomeType rgc:arrestsReduced , rgc:violenceReduced ;
          rg:resultStatus rgc:measured ; rg:population rgc:pwid .
        example:odds rg:observedFor example:less ; rg:ofIndicator example:arrested ; rg:upperBound 0.75 ;
          schema:unitText "odds ratio" ; rg:studyArm rgc:wholeSample ; rg:timePoint rgc:overTime .
        example:arrested rg:population rgc:pwid .
        example:share rg:observedFor example:a ; rg:ofIndicator example:reached ; rg:pValue 0.04 ; rg:cellSize 90 ;
          rg:lowerBound 10 ; rg:upperBound 15 ; rg:confidenceLevel 90 .
        example:bare rg:observedFor example:less ; rg:ofIndicator example:reached .
        """,
        [
            (
                "example:a",
                None,
                None,
                "example:share",
                "example:reached",
                "12",
                None,
                "10",
                "15",
                "90",
                None,
                "0.04",
                "90",
                None,
                None,
                None,
                "rgc:prePost",
                "example:source-2",
            ),
            *(
                (
                    "example:a",
                    "example:less",
                    outcome,
                    "example:odds",
                    "example:arrested",
                    "0.5",
                    "odds ratio",
                    "0.25",
                    "0.75",
                    None,
                    "rgc:notInExcerpt",
                    None,
                    None,
                    "rgc:pwid",
                    "rgc:overTime",
                    "rgc:wholeSample",
                    "rgc:controlled",
                    "example:source",
                )
                for outcome in ("rgc:arrestsReduced", "rgc:violenceReduced")
            ),
        ],
    ),
    World(
        "before-and-after",
        "places, units and interventions that share an indicator are not mixed, and a start without an end stays alone",
        SOURCES
        + "".join(
            claim(name, f"example:{name} schema:value {value}", strength="prePost", passage=passage)
            for name, value, passage in (
                ("before", "10", BOTH_PASSAGES),
                ("during", "8", "example:passage"),
                ("after", "5", "example:passage"),
                ("later", "7", "example:passage"),
                ("north", "40", "example:passage"),
                ("south", "20", "example:passage"),
                ("persons", "300", "example:passage"),
                ("other", "99", "example:passage"),
                ("told-elsewhere", "6", "example:page"),
                ("trained", "50", "example:passage"),
                ("survey", "9", "example:passage"),
            )
        )
        + """
        example:a a rg:Intervention ; rg:contributesTo example:less .
        example:less rg:outcomeType rgc:arrestsReduced ; rg:resultStatus rgc:measured .
        example:b a rg:Intervention .
        example:arrested rg:population rgc:pwid .
        example:before rg:observedFor example:a ; rg:ofIndicator example:arrested ; rg:timePoint rgc:baseline .
        example:during rg:observedFor example:less ; rg:ofIndicator example:arrested ;
          rg:timePoint rgc:duringIntervention .
        example:after rg:observedFor example:less ; rg:ofIndicator example:arrested ; rg:timePoint rgc:endline .
        example:later rg:observedFor example:less ; rg:ofIndicator example:arrested ; rg:timePoint rgc:followUp .
        example:told-elsewhere rg:observedFor example:less ; rg:ofIndicator example:arrested ;
          rg:timePoint rgc:endline .
        example:persons rg:observedFor example:less ; rg:ofIndicator example:arrested ; rg:timePoint rgc:endline ;
          schema:unitText "persons" .
        example:north rg:observedFor example:less ; rg:ofIndicator example:arrested ; rg:timePoint rgc:baseline ;
          rg:observedIn place:PE-UCA .
        example:south rg:observedFor example:less ; rg:ofIndicator example:arrested ; rg:timePoint rgc:endline ;
          rg:observedIn place:PE-JUN .
        example:other rg:observedFor example:b ; rg:ofIndicator example:arrested ; rg:timePoint rgc:endline .
        example:survey rg:observedFor example:less ; rg:ofIndicator example:arrested ; rg:timePoint rgc:singleSurvey .
        example:trained rg:observedFor example:less ; rg:ofIndicator example:officers ; rg:timePoint rgc:endline .
        example:officers rg:indicatorKind rgc:processIndicator .
        """,
        [
            (
                "example:a",
                "example:arrested",
                "rgc:arrestsReduced",
                "rgc:pwid",
                place,
                None,
                unit,
                *values,
                "rgc:prePost",
                source,
            )
            for place, unit, values, source in (
                (None, None, ("10", "8", "5", "7"), "example:source"),
                (None, None, (None, None, "6", None), "example:source-2"),
                (None, "persons", (None, None, "300", None), "example:source"),
                ("place:PE-JUN", None, (None, None, "20", None), "example:source"),
                ("place:PE-UCA", None, ("40", None, None, None), "example:source"),
            )
        ]
        + [
            (
                "example:b",
                "example:arrested",
                None,
                "rgc:pwid",
                None,
                None,
                None,
                None,
                None,
                "99",
                None,
                "rgc:prePost",
                "example:source",
            )
        ],
    ),
    World(
        "interventions-by-police-level-and-unit",
        "a body's members and groups of bodies are police, an organisation is not, and two bodies are one intervention",
        """
        example:a a rg:Intervention ; rg:implementedBy example:consortium .
        example:consortium org:hasMember example:academy , example:university .
        example:academy a rg:PoliceBody ; rg:policeLevel rgc:nationalLevel ; rg:policeUnitType rgc:policeAcademy .
        example:university rg:actorType rgc:academic ; rg:policeLevel rgc:nationalLevel .
        example:a-1 rg:partOfIntervention example:a ; rg:targetsActor example:north , example:south , example:academy .
        example:north a rg:PoliceBody ; rg:policeLevel rgc:localLevel .
        example:south rg:memberKind rg:PoliceBody ; rg:policeLevel rgc:localLevel .
        example:b a rg:Intervention .
        example:b-1 rg:partOfIntervention example:b ; rg:targetsActor example:office , example:ngo .
        example:office rg:actorType rgc:police .
        example:ngo rg:actorType rgc:ngo .
        example:c a rg:Intervention ; rg:implementedBy example:north .
        example:unreached a rg:PoliceBody ; rg:policeLevel rgc:regionalLevel .
        """,
        [
            (None, None, "1", "1", "0"),
            ("rgc:localLevel", None, "2", "1", "1"),
            ("rgc:nationalLevel", "rgc:policeAcademy", "1", "1", "1"),
        ],
    ),
    World(
        "interventions-by-year",
        "a date is as exact as its source, an undated activity has no row, and each says why it has none",
        unknown("a", "rg:endDate", "notStated")
        + unknown("b-1", "rg:endDate", "ambiguous")
        + unknown("b", "rg:fundedBy", "notStated")
        + """
        example:a a rg:Intervention ; rg:startDate "2008-05"^^xsd:gYearMonth .
        example:a-1 rg:partOfIntervention example:a ; rg:startDate "2009-02-03"^^xsd:date .
        example:a-2 rg:partOfIntervention example:a .
        example:b a rg:Intervention .
        example:b-1 rg:partOfIntervention example:b ; rg:startDate "2007"^^xsd:gYear .
        example:c a rg:Intervention ; rg:startDate "2001"^^xsd:gYear ; rg:endDate "2003"^^xsd:gYear .
        """,
        [
            ("example:b", "example:b", None, None, None, None),
            ("example:c", "example:c", "2001", None, "2003", None),
            ("example:b", "example:b-1", "2007", None, None, "rgc:ambiguous"),
            ("example:a", "example:a", "2008-05", None, None, "rgc:notStated"),
            ("example:a", "example:a-1", "2009-02-03", None, None, None),
        ],
    ),
    World(
        "interventions-by-region",
        "a group of regions leads to its country alone, two activities in a region are one, and nowhere is told",
        PLACES
        + """
        example:a a rg:Intervention ; rg:takesPlaceIn place:PE-UCA .
        example:a-1 rg:partOfIntervention example:a ; rg:takesPlaceIn place:PE-UCA , place:PE-JUN .
        example:b a rg:Intervention ; rg:takesPlaceIn example:four .
        example:four a rg:UnnamedGroup ; dcterms:isPartOf place:PE .
        example:c a rg:Intervention ; rg:takesPlaceIn example:named , place:MX .
        example:named a rg:UnnamedGroup ; prov:hadMember place:PE-JUN .
        example:d a rg:Intervention .
        """,
        [
            (None, None, None, None, "1"),
            ("place:MX", "MX", None, None, "1"),
            ("place:PE", "PE", None, None, "1"),
            ("place:PE", "PE", "place:PE-JUN", "PE-JUN", "2"),
            ("place:PE", "PE", "place:PE-UCA", "PE-UCA", "1"),
        ],
    ),
    World(
        "interventions-by-right",
        "one who says it is enough, who infers it twice has not said it, and a right that is nobody's is not counted",
        SOURCES
        + claim("1", "example:a rg:concernsRight rgc:health", "curatorInference")
        + claim("2", "example:a-1 rg:concernsRight rgc:health", "reworded")
        + claim("3", "example:b-1 rg:concernsRight rgc:health", "curatorInference")
        + claim("4", "example:poverty rg:concernsRight rgc:work", "curatorInference")
        + claim("5", "example:poverty rg:concernsRight rgc:work", "curatorInference", passage="example:page")
        + claim("6", "example:stray rg:concernsRight rgc:privacy")
        + claim("7", "example:poverty rg:topic rgc:work")
        + """
        example:a a rg:Intervention .
        example:a-1 rg:partOfIntervention example:a .
        example:b a rg:Intervention ; rg:addressesCondition example:arrests .
        example:b-1 rg:partOfIntervention example:b .
        example:poverty rg:aggravates example:arrests .
        example:c a rg:Intervention .
        """,
        [
            (None, "1", "0", "0"),
            ("rgc:health", "2", "1", "1"),
            ("rgc:work", "1", "0", "1"),
        ],
    ),
    World(
        "interventions-by-condition",
        "to address is not to name in passing, narrower counts for broader, and an inference is told as one",
        SOURCES
        + claim("1", "example:a rg:addressesCondition example:violence", "curatorInference")
        + claim("2", "example:b-1 rg:addressesCondition example:beatings")
        + claim("3", "example:b rg:addressesCondition example:beatings", "curatorInference")
        + """
        example:a a rg:Intervention .
        example:violence rg:conditionType rgc:policeViolence .
        example:b a rg:Intervention .
        example:b-1 rg:partOfIntervention example:b .
        example:beatings rg:conditionType rgc:policeViolence ; rg:population rgc:pwid .
        example:poverty rg:aggravates example:exclusion ; rg:conditionType rgc:socialSuffering .
        example:exclusion rg:aggravates example:beatings ; rg:conditionType rgc:socialExclusion .
        example:stray rg:conditionType rgc:extortion .
        """,
        [
            ("rgc:policeViolence", None, "1", "1", "0"),
            ("rgc:policeViolence", "rgc:pwid", "1", "0", "0"),
            ("rgc:policeViolence", "rgc:pwud", "1", "0", "0"),
            ("rgc:socialExclusion", None, "0", "0", "1"),
            ("rgc:socialSuffering", None, "0", "0", "1"),
            ("rgc:stateViolence", None, "1", "1", "0"),
            ("rgc:stateViolence", "rgc:pwid", "1", "0", "0"),
            ("rgc:stateViolence", "rgc:pwud", "1", "0", "0"),
            ("rgc:violence", None, "1", "1", "0"),
            ("rgc:violence", "rgc:pwid", "1", "0", "0"),
            ("rgc:violence", "rgc:pwud", "1", "0", "0"),
        ],
    ),
    World(
        "evidence-by-outcome-type",
        "an aim and an output are no evidence of change, and only the claim that the result was reached grades it",
        SOURCES
        + claim("1", "example:a-less rg:resultStatus rgc:measured", strength="prePost", passage=BOTH_PASSAGES)
        + claim("2", "example:b-less rg:resultStatus rgc:measured", strength="prePost", passage="example:page")
        + claim("3", "example:b-told rg:resultStatus rgc:reported", strength="selfReport")
        + claim("4", "example:b-told rg:outcomeType rgc:rejectionOfUnsafeSex", strength="review")
        + claim("5", "example:hoped rg:resultStatus rgc:intended", strength="controlled")
        + claim("6", "example:trained rg:resultStatus rgc:measured", strength="controlled")
        + claim("7", "example:failed rg:resultStatus rgc:notAchieved", strength="controlled")
        + claim("8", "example:stray rg:resultStatus rgc:reported", strength="review")
        + """
        example:a a rg:Intervention ; rg:contributesTo example:a-less ; rg:intendsResult example:hoped ;
          rg:hasOutput example:trained .
        example:b a rg:Intervention .
        example:b-1 rg:partOfIntervention example:b ;
          rg:contributesTo example:b-less , example:b-told , example:failed .
        example:a-less a rg:Outcome ; rg:outcomeType rgc:arrestsReduced .
        example:b-less a rg:Outcome ; rg:outcomeType rgc:arrestsReduced .
        example:b-told a rg:Impact .
        example:failed a rg:Outcome .
        example:hoped a rg:Outcome ; rg:outcomeType rgc:arrestsReduced .
        example:trained a rg:Output ; rg:outcomeType rgc:arrestsReduced .
        example:stray a rg:Outcome ; rg:outcomeType rgc:arrestsReduced .
        """,
        [
            (None, "rgc:notAchieved", "rgc:controlled", "6", "1", "1", "1"),
            ("rgc:arrestsReduced", "rgc:measured", "rgc:prePost", "5", "2", "2", "2"),
            ("rgc:condomUse", "rgc:reported", "rgc:selfReport", "1", "1", "1", "1"),
            ("rgc:rejectionOfUnsafeSex", "rgc:reported", "rgc:selfReport", "1", "1", "1", "1"),
        ],
    ),
    World(
        "statements-as-known",
        "each source says it at its own time, when it was so is another date, and what is refused was never known",
        SOURCES
        + claim("1", "example:a rg:takesPlaceIn place:PE", passage="example:passage , example:page")
        + claim("2", 'example:b schema:name "Alliance"', "reworded", passage="example:undated")
        + claim("3", "example:figure rg:observedFor example:result", strength="prePost")
        + unknown("source-3", "dcterms:issued", "notInExcerpt")
        + unknown("source", "dcterms:license", "notStated")
        + """
        example:1 rg:asOf "2001"^^xsd:gYear .
        example:source dcterms:issued "2010-07-18"^^xsd:date .
        example:source-2 dcterms:issued "2012"^^xsd:gYear .
        example:undated oa:hasSource example:source-3 .
        example:a a rg:Intervention ; rg:contributesTo example:result .
        example:b-1 rg:partOfIntervention example:c ; rg:implementedBy example:b .
        example:c a rg:Intervention .
        example:refused a rg:RetractedClaim ; rdf:subject example:a ; rdf:predicate rg:takesPlaceIn ;
          rdf:object place:MX ; rg:assertionMode rgc:explicit ; rg:evidenceStrength rgc:selfReport ;
          rg:fromPassage example:passage .
        """
        + claim("4", "example:stray rg:takesPlaceIn place:PE"),
        [
            (
                None,
                "example:stray",
                "rg:takesPlaceIn",
                "place:PE",
                "2010-07-18",
                None,
                None,
                "rgc:explicit",
                "rgc:selfReport",
                "example:source",
            ),
            (
                "example:a",
                "example:a",
                "rg:takesPlaceIn",
                "place:PE",
                "2010-07-18",
                None,
                "2001",
                "rgc:explicit",
                "rgc:selfReport",
                "example:source",
            ),
            (
                "example:a",
                "example:figure",
                "rg:observedFor",
                "example:result",
                "2010-07-18",
                None,
                None,
                "rgc:explicit",
                "rgc:prePost",
                "example:source",
            ),
            (
                "example:a",
                "example:a",
                "rg:takesPlaceIn",
                "place:PE",
                "2012",
                None,
                "2001",
                "rgc:explicit",
                "rgc:selfReport",
                "example:source-2",
            ),
            (
                "example:c",
                "example:b",
                "schema:name",
                "Alliance",
                None,
                "rgc:notInExcerpt",
                None,
                "rgc:reworded",
                "rgc:selfReport",
                "example:source-3",
            ),
        ],
    ),
    World(
        "contested-statements",
        "a disagreement is told from both sides though it is written on one, and what was taken back says when and why",
        SOURCES
        + claim("1", "example:a rg:takesPlaceIn place:PE-PIU")
        + claim("2", "example:a rg:takesPlaceIn place:PE-LAM", passage="example:page")
        + claim("3", "example:regions prov:hadMember place:PE-UCA", passage=BOTH_PASSAGES)
        + unknown("regions", "prov:hadMember", "conflicting", "example:source , example:source-2")
        + unknown("a", "rg:fundedBy", "notStated")
        + """
        example:1 rg:disagreesWith example:2 .
        example:a a rg:Intervention ; rg:takesPlaceIn example:regions .
        example:back a rg:RetractedClaim ; rdf:subject example:b ; rdf:predicate rg:startDate ;
          rdf:object "2006"^^xsd:gYear ; rg:fromPassage example:page ; rg:retractedOn "2026-11-01"^^xsd:date ;
          rg:retractionReason rgc:misread ; rg:retractionNote "It was 2008."@en , "Era 2008."@es .
        GRAPH example:disputed {
          example:4 a rg:DisputedClaim ; rdf:subject example:b ; rdf:predicate schema:value ; rdf:object 7 ;
            rg:fromPassage example:passage ; rg:disputeReason "Outside its interval."@en , "Fuera."@es .
        }
        """,
        [
            (
                "conflict",
                "example:a",
                "example:regions",
                "prov:hadMember",
                None,
                "example:source-2",
                None,
                None,
                None,
                None,
                None,
            ),
            (
                "conflict",
                "example:a",
                "example:regions",
                "prov:hadMember",
                "place:PE-UCA",
                "example:source",
                None,
                None,
                None,
                None,
                None,
            ),
            (
                "disagreement",
                "example:a",
                "example:a",
                "rg:takesPlaceIn",
                "place:PE-LAM",
                "example:source-2",
                "place:PE-PIU",
                "example:source",
                None,
                None,
                None,
            ),
            (
                "disagreement",
                "example:a",
                "example:a",
                "rg:takesPlaceIn",
                "place:PE-PIU",
                "example:source",
                "place:PE-LAM",
                "example:source-2",
                None,
                None,
                None,
            ),
            (
                "dispute",
                None,
                "example:b",
                "schema:value",
                "7",
                "example:source",
                None,
                None,
                None,
                None,
                "Outside its interval.",
            ),
            (
                "retraction",
                None,
                "example:b",
                "rg:startDate",
                "2006",
                "example:source-2",
                None,
                None,
                "2026-11-01",
                "rgc:misread",
                "It was 2008.",
            ),
        ],
    ),
    World(
        "laws-and-policies",
        "every stage has its row in the order of its date, a text may stand alone, and a law worked with counts too",
        PLACES
        + SOURCES
        + claim("1", "example:begun rg:legalStage rgc:drafting", passage=BOTH_PASSAGES)
        + claim("2", "example:passed rg:legalStage rgc:inForce", passage="example:passage , example:page")
        + unknown("begun", "rg:startDate", "notStated")
        + unknown("passed", "rg:endDate", "notStated")
        + """
        example:a a rg:Intervention ; rg:takesPlaceIn place:PE-UCA , place:PE-JUN .
        example:a-1 rg:partOfIntervention example:a ; rg:hasOutput example:law .
        example:law a rg:LegalProposal ; rg:hasStatusEvent example:passed , example:begun ;
          rg:legalAim rgc:aimDecriminalise , rgc:aimProtectRights ; rg:population rgc:pwid , rgc:msm .
        example:passed rg:startDate "2012-03"^^xsd:gYearMonth .
        example:alone a rg:LegalProposal .
        example:b a rg:Intervention .
        example:b-1 rg:partOfIntervention example:b ; prov:used example:order .
        example:order a rg:LegalProposal ; rg:hasStatusEvent example:ordered .
        example:ordered rg:legalStage rgc:adopted .
        """,
        [
            (None, None, "example:alone", None, None, None, None, None),
            (None, None, "example:order", "example:b", "rgc:adopted", None, None, None),
            ("place:PE", "PE", "example:law", "example:a", "rgc:drafting", None, "rgc:notStated", "example:source"),
            ("place:PE", "PE", "example:law", "example:a", "rgc:inForce", "2012-03", None, "example:source"),
            ("place:PE", "PE", "example:law", "example:a", "rgc:inForce", "2012-03", None, "example:source-2"),
        ],
    ),
    World(
        "what-is-withheld",
        "a number not told counts as one, what two ways lead to counts once, and another unknown is not withheld",
        SOURCES
        + claim("1", "example:a rg:population rgc:pwid")
        + unknown("a", "rg:fundedBy", "notStated")
        + unknown("loose", "schema:name", "withheldForSafety")
        + """
        example:a a rg:Intervention ; rg:implementedBy example:partners , example:ngo .
        example:a-1 rg:partOfIntervention example:a ; rg:implementedBy example:partners .
        example:w-1 a rg:Withheld ; rg:unknownFor example:partners ; rg:unknownReason rgc:withheldForSafety ;
          rg:withheldKind rgc:withheldName ; rg:onAuthorityOf rgc:projectRule ; rg:withheldNumber 5 ;
          rg:reviewBy "2027-01-01"^^xsd:date .
        example:w-2 a rg:Withheld ; rg:unknownFor example:ngo ; rg:unknownReason rgc:withheldForSafety ;
          rg:withheldKind rgc:withheldName ; rg:onAuthorityOf rgc:projectRule ; rg:reviewBy "2027-01-01"^^xsd:date .
        example:w-3 a rg:Withheld ; rg:unknownFor example:source ; rg:unknownReason rgc:withheldForSafety ;
          rg:withheldKind rgc:withheldAffiliation ; rg:onAuthorityOf rgc:subjectAuthority ; rg:withheldNumber 2 ;
          rg:reviewBy "2026-06-30"^^xsd:date .
        """,
        [
            (None, None, None, None, "1", "1", "1"),
            ("2026-06-30", "example:a", "rgc:withheldAffiliation", "rgc:subjectAuthority", "1", "2", "0"),
            ("2027-01-01", "example:a", "rgc:withheldName", "rgc:projectRule", "2", "6", "1"),
        ],
    ),
    World(
        "where-evidence-is-thin",
        "what a stronger study shows of a narrower kind is no gap, and the study that tells an aim proves nothing",
        SOURCES
        + claim("1", "example:hoped rg:resultStatus rgc:intended", strength="controlled")
        + claim("2", "example:told rg:resultStatus rgc:reported", strength="selfReportFigures")
        + claim("3", "example:shown rg:resultStatus rgc:measured", strength="prePost")
        + claim("4", "example:failed rg:resultStatus rgc:notAchieved", strength="selfReport")
        + claim("5", "example:counted rg:resultStatus rgc:reported", strength="selfReport")
        + """
        example:a a rg:Intervention ; rg:population rgc:femaleSexWorkers ; rg:intendsResult example:hoped ;
          rg:contributesTo example:told ; rg:hasOutput example:counted .
        example:hoped a rg:Impact ; rg:outcomeType rgc:violenceReduced ; rg:population rgc:pwid .
        example:told a rg:Outcome ; rg:outcomeType rgc:legalFramework .
        example:counted a rg:Output ; rg:outcomeType rgc:peopleReached .
        example:b a rg:Intervention .
        example:b-1 rg:partOfIntervention example:b ; rg:contributesTo example:shown , example:failed .
        example:shown a rg:Outcome ; rg:outcomeType rgc:decriminalisation ; rg:population rgc:maleSexWorkers .
        example:failed a rg:Outcome ; rg:outcomeType rgc:leadership .
        """,
        [
            ("rgc:leadership", None, "0", "0", "1", "rgc:selfReport"),
            ("rgc:legalFramework", "rgc:femaleSexWorkers", "0", "1", "0", "rgc:selfReportFigures"),
            ("rgc:violenceReduced", "rgc:pwid", "1", "0", "0", "rgc:none"),
            ("rgc:violenceReduced", "rgc:pwud", "1", "0", "0", "rgc:none"),
        ],
    ),
]

PLACED = """
    example:here a rg:Intervention ; rg:takesPlaceIn place:PE-UCA ; rg:startDate "2009"^^xsd:gYear .
    example:there a rg:Intervention ; rg:takesPlaceIn place:MX ; rg:startDate "2008"^^xsd:gYear ;
      rg:endDate "2010-03"^^xsd:gYearMonth ; rg:population rgc:pwid ; rg:contributesTo example:law .
    example:law rg:outcomeType rgc:decriminalisation ; rg:resultStatus rgc:notAchieved .
    example:undated a rg:Intervention ; rg:population rgc:pwud .
"""


def compared(*names: str) -> list[Row]:
    """The rows of some interventions of that world."""
    rows = {
        "here": row(COMPARED, intervention="example:here", countries="PE", regions="PE-UCA", start="2009", sources="0"),
        "there": row(
            COMPARED,
            intervention="example:there",
            countries="MX",
            start="2008",
            end="2010-03",
            populations="pwid",
            notAchieved="decriminalisation",
            sources="0",
        ),
        "undated": row(COMPARED, intervention="example:undated", populations="pwud", sources="0"),
    }
    return [rows[name] for name in names]


YEARS = """
    example:open a rg:Intervention ; rg:startDate "2005-06"^^xsd:gYearMonth .
    example:open-1 rg:partOfIntervention example:open ; rg:startDate "2006"^^xsd:gYear .
    example:open-2 rg:partOfIntervention example:open ; rg:startDate "2007"^^xsd:gYear .
    example:over a rg:Intervention ; rg:endDate "2006-02-01"^^xsd:date .
    example:silent a rg:Intervention .
""" + unknown("open-2", "rg:endDate", "notStated")


def ran(*names: str) -> list[Row]:
    """The rows of some work of that world."""
    rows: dict[str, Row] = {
        "open": ("example:open", "example:open", "2005-06", None, None, None),
        "open-1": ("example:open", "example:open-1", "2006", None, None, None),
        "open-2": ("example:open", "example:open-2", "2007", None, None, "rgc:notStated"),
        "over": ("example:over", "example:over", None, None, "2006-02-01", None),
        "silent": ("example:silent", "example:silent", None, None, None, None),
    }
    return [rows[name] for name in names]


GIVEN = [
    World(
        "compare-interventions",
        "a country is not one of its regions, though its code begins theirs",
        PLACES + PLACED,
        compared(),
        {"region": "PE"},
    ),
    World(
        "compare-interventions",
        "a region's intervention is its country's too",
        PLACES + PLACED,
        compared("here"),
        {"country": "PE"},
    ),
    World(
        "compare-interventions",
        "who asks for a population asks for those that are part of it, and gets no row twice",
        PLACES + PLACED,
        compared("there", "undated"),
        {"population": "pwud"},
    ),
    World(
        "compare-interventions",
        "who asks for a part does not ask for the whole",
        PLACES + PLACED,
        compared("there"),
        {"population": "pwid"},
    ),
    World(
        "compare-interventions",
        "a type of outcome is found below a broader one and with any status",
        PLACES + PLACED,
        compared("there"),
        {"outcomeType": "legalFramework"},
    ),
    World(
        "compare-interventions",
        "an intervention without an end is known to have run in its first year alone",
        PLACES + PLACED,
        compared("here", "there"),
        {"year": "2009"},
    ),
    World(
        "compare-interventions",
        "the year in which it ended is one in which it ran, and an unknown end is no end",
        PLACES + PLACED,
        compared("there"),
        {"year": "2010"},
    ),
    World(
        "compare-interventions",
        "all that is asked must hold together",
        PLACES + PLACED,
        compared(),
        {"population": "pwid", "country": "PE"},
    ),
    World(
        "interventions-by-year",
        "an unknown end leaves it open, a single date does not",
        YEARS,
        ran("silent", "open", "open-2"),
        {"year": "2008"},
    ),
    World(
        "interventions-by-year",
        "an unknown start leaves it open, up to the year of the end",
        YEARS,
        ran("silent", "over", "open", "open-1"),
        {"year": "2006"},
    ),
    World(
        "interventions-by-year",
        "nothing ran before its first year",
        YEARS,
        ran("silent", "over"),
        {"year": "2004"},
    ),
    World(
        "outcomes-by-activity-type",
        "an intervention in two places and of several populations still counts once",
        PLACES
        + """
        example:a a rg:Intervention ; rg:takesPlaceIn place:PE-UCA , place:PE-JUN ; rg:contributesTo example:less ;
          rg:population rgc:pwid , rgc:msm .
        example:a-1 rg:partOfIntervention example:a ; rg:activityType rgc:research .
        example:less rg:outcomeType rgc:violenceReduced ; rg:resultStatus rgc:measured .
        """,
        [("rgc:research", "rgc:violenceReduced", "rgc:measured", "1", "0")],
        {"country": "PE", "population": "pwud"},
    ),
    World(
        "statements-as-known",
        "the end of a year takes in all that was said in it, and an undated source is not known to have spoken",
        SOURCES
        + claim("1", "example:a rg:takesPlaceIn place:PE", passage="example:passage")
        + claim("2", "example:a rg:takesPlaceIn place:MX", passage="example:page")
        + claim("3", "example:a rg:fundedBy example:b", passage="example:undated")
        + """
        example:undated oa:hasSource example:source-3 .
        example:source dcterms:issued "2010-12-31"^^xsd:date .
        example:source-2 dcterms:issued "2011"^^xsd:gYear .
        """,
        [
            (
                None,
                "example:a",
                "rg:takesPlaceIn",
                "place:PE",
                "2010-12-31",
                None,
                None,
                "rgc:explicit",
                "rgc:selfReport",
                "example:source",
            )
        ],
        {"by": "2010"},
    ),
    World(
        "contested-statements",
        "one kind is asked for, and a retraction without a reason is one too",
        SOURCES
        + claim("1", "example:a rg:takesPlaceIn place:PE")
        + claim("2", "example:a rg:takesPlaceIn place:MX")
        + """
        example:1 rg:disagreesWith example:2 .
        example:3 a rg:RetractedClaim ; rdf:subject example:a ; rdf:predicate rg:fundedBy ; rdf:object example:b ;
          rg:fromPassage example:passage .
        """,
        [("retraction", None, "example:a", "rg:fundedBy", "example:b", "example:source", None, None, None, None, None)],
        {"kind": "retraction"},
    ),
    World(
        "laws-and-policies",
        "a year counts from its first day, and what has no date is not known to have come since",
        """
        example:law a rg:LegalProposal ; rg:hasStatusEvent example:early , example:late , example:sometime .
        example:early rg:legalStage rgc:drafted ; rg:startDate "2008"^^xsd:gYear .
        example:late rg:legalStage rgc:adopted ; rg:startDate "2009-05"^^xsd:gYearMonth .
        example:sometime rg:legalStage rgc:presented .
        """,
        [(None, None, "example:law", None, "rgc:adopted", "2009-05", None, None)],
        {"since": "2008-01-02", "until": "2009-05-01"},
    ),
    World(
        "what-is-withheld",
        "what is due by a day is told up to that day, and without a day nothing is due",
        "".join(
            f"""
            example:w-{name} a rg:Withheld ; rg:unknownFor example:thing ; rg:unknownReason rgc:withheldForSafety ;
              rg:withheldKind rgc:withheldName {day} .
            """
            for name, day in (
                ("1", '; rg:reviewBy "2026-12-31"^^xsd:date'),
                ("2", '; rg:reviewBy "2027-01-01"^^xsd:date'),
                ("3", ""),
            )
        ),
        [("2026-12-31", None, "rgc:withheldName", None, "1", "1", "1")],
        {"due": "2026-12-31"},
    ),
]
