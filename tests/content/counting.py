# SPDX-License-Identifier: Apache-2.0
"""The content as arrows in, what the comparing questions must answer out: counted in plain Python, without SPARQL."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from tests.content.asking import Row
from tests.content.links import RESULTS, Links

BELONGS = (
    f"{RESULTS} ^rg:partOfIntervention rg:implementedBy rg:fundedBy org:hasMember rg:targetsActor prov:used "
    "rg:takesPlaceIn prov:hadMember rg:addressesCondition rg:aggravates ^rg:aggravates ^rg:observedFor rg:ofIndicator "
    "rg:draftedBy rg:hasStatusEvent rg:hasLesson rg:hasNextStep rg:concerns"
)
TOLD = {"rgc:reported", "rgc:measured", "rgc:notAchieved"}

# A thing, and the place in a table where it is counted.
Standing = tuple[Row, str]


def interventions(links: Links) -> list[str]:
    return sorted(links.all("rg:Intervention"))


def counted(*columns: Iterable[Standing]) -> set[Row]:
    """How many different things stand at each place, as rows of an answer: a column of numbers each."""
    found: dict[Row, tuple[set[str], ...]] = defaultdict(lambda: tuple(set() for _ in columns))
    for at, column in enumerate(columns):
        for place, thing in column:
            found[place][at].add(thing)
    return {(*place, *(str(len(things)) for things in numbers)) for place, numbers in found.items()}


def less(all: str | None, some: str | None) -> str:
    return str(int(all or 0) - int(some or 0))


def any_of(things: Iterable[str]) -> list[str | None]:
    """Things, or nothing once."""
    return [*things] or [None]


def by_region(links: Links) -> set[Row]:
    found: list[Standing] = []
    for intervention in interventions(links):
        codes = {place: links.one(place, "skos:notation") or "" for place in links.places(intervention)}
        for country in any_of(place for place, code in codes.items() if "-" not in code):
            inside = [
                place for place in codes if place != country and country in links.reach([place], "dcterms:isPartOf")
            ]
            for region in any_of(inside):
                found.append(((country, codes.get(country or ""), region, codes.get(region or "")), intervention))
    return counted(found)


def by_right(links: Links) -> set[Row]:
    every: list[Standing] = []
    said: list[Standing] = []
    for intervention in interventions(links):
        bearers = links.bearers(intervention)
        every += [((right,), intervention) for right in any_of(links.go(bearers, "rg:concernsRight"))]
        said += [
            ((right,), intervention)
            for bearer in bearers
            for right in links.go([bearer], "rg:concernsRight")
            if links.is_said(links.claims(bearer, "rg:concernsRight", right))
        ]
    return {(right, all, told, less(all, told) if right else "0") for right, all, told in counted(every, said)}


def by_condition(links: Links) -> set[Row]:
    addressed: list[Standing] = []
    said: list[Standing] = []
    behind: list[Standing] = []
    for intervention in interventions(links):
        for work in links.work(intervention):
            for condition in links.go([work], "rg:addressesCondition"):
                addressed += [(cell, intervention) for cell in _cells(links, condition)]
                if links.is_said(links.claims(work, "rg:addressesCondition", condition)):
                    said += [(cell, intervention) for cell in _cells(links, condition)]
                causes = links.reach(links.go([condition], "^rg:aggravates"), "^rg:aggravates")
                behind += [(cell, intervention) for cause in causes for cell in _cells(links, cause)]
    return {
        (type, population, all, less(all, told), background)
        for type, population, all, told, background in counted(addressed, said, behind)
    }


def _cells(links: Links, condition: str) -> list[Row]:
    types = links.broader(links.go([condition], "rg:conditionType"))
    populations = links.broader(links.go([condition], "rg:population"))
    return [(type, population) for type in types for population in any_of(populations)]


def by_police(links: Links) -> set[Row]:
    police = (
        links.all("rg:PoliceBody")
        | links.go(["rg:PoliceBody"], "^rg:memberKind")
        | links.go(["rgc:police"], "^rg:actorType")
    )
    directed, carrying = (
        [
            ((level, unit), intervention)
            for intervention in interventions(links)
            for body in links.members(links.go(links.work(intervention), property)) & police
            for level in any_of(links.go([body], "rg:policeLevel"))
            for unit in any_of(links.go([body], "rg:policeUnitType"))
        ]
        for property in ("rg:targetsActor", "rg:implementedBy")
    )
    return counted(directed + carrying, directed, carrying)


def by_activity(links: Links) -> set[Row]:
    together: list[Standing] = []
    tied: list[Standing] = []
    for intervention in interventions(links):
        for activity in links.go([intervention], "^rg:partOfIntervention"):
            own = links.reach(links.go([activity], RESULTS), RESULTS)
            for result in links.results(intervention):
                places: list[Standing] = [
                    ((kind, outcome, status), intervention)
                    for kind in links.broader(links.go([activity], "rg:activityType"))
                    for outcome in links.broader(links.go([result], "rg:outcomeType"))
                    for status in links.go([result], "rg:resultStatus")
                ]
                together += places
                tied += places if result in own else []
    return counted(together, tied)


def by_evidence(links: Links) -> set[Row]:
    whence: list[Standing] = []
    results: list[Standing] = []
    sources: list[Standing] = []
    for intervention, result, status, claim in _graded(links):
        strength = links.one(claim, "rg:evidenceStrength")
        for outcome in any_of(links.broader(links.go([result], "rg:outcomeType"))):
            place = (outcome, status, strength, str(links.rank(claim)))
            whence.append((place, intervention))
            results.append((place, result))
            sources += [(place, source) for source in links.sources([claim])]
    return counted(whence, results, sources)


def _graded(links: Links) -> Iterator[tuple[str, str, str, str]]:
    """Every claim that a change was reached, or not, with its intervention, result and status."""
    changes = links.all("rg:Outcome") | links.all("rg:Impact")
    for intervention in interventions(links):
        for result in links.results(intervention) & changes:
            for status in links.go([result], "rg:resultStatus") & TOLD:
                for claim in links.claims(result, "rg:resultStatus", status):
                    yield intervention, result, status, claim


def thin(links: Links) -> set[Row]:
    ranks: dict[Row, int] = defaultdict(int)
    standing: dict[str, list[Standing]] = defaultdict(list)
    changes = links.all("rg:Outcome") | links.all("rg:Impact")
    for intervention in interventions(links):
        for result in links.results(intervention) & changes:
            status = links.one(result, "rg:resultStatus") or ""
            claims = links.claims(result, "rg:resultStatus", status) if status in TOLD else ()
            for outcome in links.broader(links.go([result], "rg:outcomeType")):
                for population in any_of(links.broader(_concerned(links, intervention, result))):
                    place = (outcome, population)
                    ranks[place] = max(ranks[place], *map(links.rank, claims), 0)
                    standing[status].append((place, intervention))
    told = standing["rgc:reported"] + standing["rgc:measured"]
    weak = links.rank_of("rgc:selfReportFigures")
    strengths = {links.rank_of(strength): strength for strength in links.go(["rgc:scheme-evidence"], "^skos:inScheme")}
    return {
        (*row, strengths[ranks[row[:2]]])
        for row in counted(standing["rgc:intended"], told, standing["rgc:notAchieved"])
        if ranks[row[:2]] <= weak
    }


def _concerned(links: Links, intervention: str, result: str) -> set[str]:
    """The populations of a result or, if it has none, of its intervention."""
    work = links.work(intervention)
    about = work | links.go(work, "rg:addressesCondition")
    return links.go([result], "rg:population") or links.go(about, "rg:population")


def withheld(links: Links) -> set[Row]:
    found: dict[Row, list[int]] = defaultdict(lambda: [0, 0, 0])
    holders = {thing: intervention for intervention in interventions(links) for thing in _held_by(links, intervention)}
    for record in links.go(["rgc:withheldForSafety"], "^rg:unknownReason"):
        thing = links.one(record, "rg:unknownFor") or ""
        number = links.one(record, "rg:withheldNumber")
        names = ("rg:reviewBy", "rg:withheldKind", "rg:onAuthorityOf")
        day, kind, authority = (links.one(record, name) for name in names)
        cell = found[day, holders.get(thing), kind, authority]
        for at, more in enumerate((1, int(number or 1), 0 if number else 1)):
            cell[at] += more
    return {(*place, *map(str, numbers)) for place, numbers in found.items()}


def _held_by(links: Links, intervention: str) -> set[str]:
    belongs = links.reach([intervention], BELONGS)
    return belongs | links.sources(links.go(belongs, "^rdf:subject"))


def _compared(links: Links, intervention: str) -> Row:
    """An intervention's row in the comparison."""

    def cell(things: Iterable[str]) -> str | None:
        return "; ".join(sorted(thing.rpartition(":")[2] for thing in things)) or None

    work, results = links.work(intervention), links.results(intervention)
    codes = links.go(links.places(intervention), "skos:notation")
    actors = links.members(links.go(work, "rg:targetsActor rg:implementedBy"))
    best = max(
        (
            (links.rank(claim), links.one(claim, "rg:evidenceStrength"))
            for result in results
            for status in links.go([result], "rg:resultStatus") & TOLD
            for claim in links.claims(result, "rg:resultStatus", status)
        ),
        default=(0, None),
    )
    claims = links.go(links.reach([intervention], BELONGS), "^rdf:subject") & links.all("rg:Claim")
    return (
        intervention,
        cell(code for code in codes if "-" not in code),
        cell(code for code in codes if "-" in code),
        cell(links.go([intervention], "rg:startDate")),
        cell(links.go([intervention], "rg:endDate")),
        cell(links.populations(intervention)),
        cell(links.go(links.go(work, "rg:addressesCondition"), "rg:conditionType")),
        cell(links.go(links.bearers(intervention), "rg:concernsRight")),
        cell(links.go(work, "rg:activityType")),
        cell(links.go(actors, "rg:policeLevel")),
        *(
            cell(links.go(results & links.go([f"rgc:{status}"], "^rg:resultStatus"), "rg:outcomeType"))
            for status in ("intended", "reported", "measured", "notAchieved")
        ),
        best[1],
        str(len(links.sources(claims))),
    )


def compared(links: Links) -> set[Row]:
    return {_compared(links, intervention) for intervention in interventions(links)}


COUNTED: Mapping[str, Callable[[Links], set[Row]]] = {
    "compare-interventions": compared,
    "evidence-by-outcome-type": by_evidence,
    "interventions-by-condition": by_condition,
    "interventions-by-police-level-and-unit": by_police,
    "interventions-by-region": by_region,
    "interventions-by-right": by_right,
    "outcomes-by-activity-type": by_activity,
    "what-is-withheld": withheld,
    "where-evidence-is-thin": thin,
}
