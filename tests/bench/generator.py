# SPDX-License-Identifier: Apache-2.0
"""A number of triples in, that many lines of N-Triples out: invented interventions that keep every rule of the shapes.

The same seed gives the same bytes. One unit is one intervention with all that is said of it, and what it refers to is
in it or in an earlier one, so a stream may end after any of them. Nothing is real: organisations have no names, places
carry codes that ISO 3166 leaves to its users, and there is nobody in it.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.bench.concepts import Concept, Vocabulary

from rightsgraph.vocab import DCTERMS, DEFAULT_BASE, OA, PROV, RDF, RG, SCHEMA, SKOS, TYPE, XSD

SEED = 20100718
ORG = "http://www.w3.org/ns/org#"
DPV = "https://w3id.org/dpv#"
FABIO = "http://purl.org/spar/fabio/"
ID = DEFAULT_BASE + "id/"
CURATION = f"<{ID}curation/generated>"
NORMALISATION = f"<{ID}normalisation/generated>"
FIRST_YEAR, LAST_YEAR = 1998, 2025
REGIONS = 10
# Codes that ISO 3166 will never give to a country; XK is left out, since it is in use.
COUNTRIES = tuple(
    [f"Q{letter}" for letter in "MNOPQRSTUVWXYZ"] + [f"X{letter}" for letter in "ABCDEFGHIJLMNOPQRSTUVWXYZ"]
)
SECTIONS = ("secTitle", "secIssues", "secDescription", "secMethods", "secResults", "secLessons", "secConclusions",
            "secNextSteps")  # fmt: skip
TIMES = ("baseline", "endline", "followUp")
OUTCOME_UNITS = ("percent", "persons", "score", "odds ratio")

LESSONS = (
    ("Agreements held where they were written down", "Los acuerdos se mantuvieron donde quedaron por escrito"),
    ("Meetings at night reached more people", "Las reuniones nocturnas llegaron a más gente"),
    ("Turnover of officers undid earlier training", "La rotación de efectivos deshizo capacitaciones previas"),
    ("Shared minutes built trust between the sides", "Las actas compartidas generaron confianza entre las partes"),
    ("A hotline without follow-up was soon given up", "Una línea de ayuda sin seguimiento pronto se abandonó"),
    ("Legal advice was asked for more than condoms", "Se pidió más asesoría legal que condones"),
    ("Commanders had to be won over before recruits", "Hubo que convencer a los mandos antes que a los reclutas"),
    ("Complaints rose once people knew their rights", "Las quejas aumentaron cuando la gente conoció sus derechos"),
)
CIRCUMSTANCES = (
    ("while funds lasted", "mientras hubo fondos"),
    ("in each of the years told of", "en cada uno de los años relatados"),
    ("although the law stayed as it was", "aunque la ley siguió igual"),
    ("once a local ordinance was in force", "una vez vigente una ordenanza local"),
    ("before any figure was collected", "antes de recoger cifra alguna"),
    ("with the consent of those concerned", "con el consentimiento de las personas concernidas"),
    ("after the community took the lead", "después de que la comunidad tomó la iniciativa"),
)
STEPS = (
    ("Repeat the training with new recruits", "Repetir la capacitación con nuevos reclutas"),
    ("Present the text to the competent committee", "Presentar el texto a la comisión competente"),
    ("Extend the work to further regions", "Extender el trabajo a otras regiones"),
    ("Collect figures that can be compared", "Recoger cifras que se puedan comparar"),
    ("Hand the coordination to the community", "Entregar la coordinación a la comunidad"),
)
UNKNOWN = {
    RG + "fundedBy": ("funder", "financiamiento"),
    RG + "implementedBy": ("who carried it out", "quién la realizó"),
    RG + "takesPlaceIn": ("where", "dónde"),
    RG + "startDate": ("start", "inicio"),
    RG + "endDate": ("end", "fin"),
    SCHEMA + "name": ("name", "nombre"),
    SCHEMA + "value": ("measured value", "valor medido"),
}


def write_ntriples(path: Path, vocabulary: Vocabulary, triples: int, seed: int = SEED) -> int:
    """Write at most that many triples to a file, as whole units; gives how many there are."""
    written = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for lines in generate(vocabulary, triples, seed):
            file.writelines(lines)
            written += len(lines)
    return written


def generate(vocabulary: Vocabulary, triples: int, seed: int = SEED) -> Iterator[list[str]]:
    """The lines of what all units share, then those of each unit, up to a number of triples."""
    left = triples
    for lines in itertools.chain((_shared(),), _units(vocabulary, seed)):
        left -= len(lines)
        if left < 0:
            return
        yield lines


def key_of(unit: int) -> str:
    """The name of a unit in IRIs: no two share one, and it does not tell which came first."""
    return f"{(unit * 2654435761 + 0x5EED5EED) % 2**32:08x}"


def part_of(number: int) -> str:
    """The name of a part of a unit in IRIs, which does not tell which came first or how many there are."""
    return f"{(number * 40503 + 0x5EED) % 2**16:04x}"


def _units(vocabulary: Vocabulary, seed: int) -> Iterator[list[str]]:
    terms = _Terms(vocabulary)
    for index in itertools.count():
        unit = _Unit(index, Random(f"{seed}-{index}"), terms)
        _write_unit(unit)
        yield unit.lines


def iri(space: str, name: str) -> str:
    """A resource of this data as a term of N-Triples."""
    return f"<{ID}{space}/{name}>"


def _line(subject: str, predicate: str, value: str) -> str:
    return f"{subject} <{predicate}> {value} .\n"


def _text(text: str, language: str) -> str:
    return f'"{text}"@{language}'


def _typed(value: object, datatype: str) -> str:
    return f'"{value}"^^<{XSD}{datatype}>'


def _shared() -> list[str]:
    """The curation, the normalisation and the places."""
    lines = [
        _line(CURATION, TYPE, f"<{RG}Curation>"),
        _line(CURATION, DCTERMS + "date", _typed("2026-11-23", "date")),
        _line(CURATION, RG + "curationRole", f"<{DEFAULT_BASE}concept/curator>"),
        _line(CURATION, RG + "reviewStatus", f"<{DEFAULT_BASE}concept/notYetReviewed>"),
        _line(NORMALISATION, TYPE, f"<{PROV}Plan>"),
        _line(NORMALISATION, DCTERMS + "title", _text("Invented text, normalised", "en")),
        _line(NORMALISATION, DCTERMS + "title", _text("Texto inventado, normalizado", "es")),
    ]
    for country in COUNTRIES:
        lines += _place(country, f"Country {country}", f"País {country}")
        for region in range(1, REGIONS + 1):
            code = f"{country}-{region:02}"
            lines += _place(code, f"Region {code}", f"Región {code}")
            lines.append(_line(iri("place", code), DCTERMS + "isPartOf", iri("place", country)))
    return lines


def _place(code: str, en: str, es: str) -> list[str]:
    place = iri("place", code)
    return [
        _line(place, TYPE, f"<{SCHEMA}AdministrativeArea>"),
        _line(place, SKOS + "prefLabel", _text(en, "en")),
        _line(place, SKOS + "prefLabel", _text(es, "es")),
        _line(place, SKOS + "notation", f'"{code}"'),
        _line(place, RG + "curation", CURATION),
    ]


class _Terms:
    """What units draw their concepts from, as terms of N-Triples."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.schemes = vocabulary.schemes
        self.needs_evidence = vocabulary.needs_evidence
        self.ranked_stages = [concept for concept in vocabulary.schemes["legalStage"] if 0 <= concept.rank <= 8]
        self.organisations = [
            concept
            for concept in vocabulary.schemes["actor"]
            if concept.iri.rpartition("/")[2] not in ("police", "funder", "government")
        ]


@dataclass(slots=True)
class _Unit:
    """One intervention while its lines are written; `passages` are where its source says things."""

    index: int
    random: Random
    terms: _Terms
    key: str = field(init=False)
    lines: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    claims: int = 0
    strength: str = ""

    def __post_init__(self) -> None:
        self.key = key_of(self.index)

    def iri(self, space: str, number: int | None = None) -> str:
        """A resource of this unit."""
        return iri(space, self.key if number is None else f"{self.key}-{part_of(number)}")

    def add(self, subject: str, predicate: str, value: str) -> None:
        """Say something, with a claim where the ontology wants one."""
        self.lines.append(f"{subject} <{predicate}> {value} .\n")
        if predicate in self.terms.needs_evidence:
            self._claim(subject, predicate, value)

    def _claim(self, subject: str, predicate: str, value: str) -> None:
        random = self.random
        claim = f"<{ID}claim/{self.key}-{part_of(self.claims)}>"
        self.claims += 1
        mode = random.choices(("explicit", "reworded", "curatorInference"), (60, 30, 10))[0]
        self.lines += (
            f"{claim} <{TYPE}> <{RG}Claim> .\n",
            f"{claim} <{RDF}subject> {subject} .\n",
            f"{claim} <{RDF}predicate> <{predicate}> .\n",
            f"{claim} <{RDF}object> {value} .\n",
            f"{claim} <{RG}assertionMode> <{DEFAULT_BASE}concept/{mode}> .\n",
            f"{claim} <{RG}evidenceStrength> {self.strength} .\n",
            f"{claim} <{RG}fromPassage> {random.choice(self.passages)} .\n",
            f"{claim} <{RG}curation> {CURATION} .\n",
        )

    def begin(self, subject: str, *classes: str) -> str:
        """Begin a record: its classes and its curation."""
        for name in classes:
            self.add(subject, TYPE, f"<{name}>")
        self.add(subject, RG + "curation", CURATION)
        return subject

    def label(self, subject: str, en: str, es: str, predicate: str = SKOS + "prefLabel") -> None:
        """Name something in both languages."""
        self.add(subject, predicate, _text(en, "en"))
        self.add(subject, predicate, _text(es, "es"))

    def pick(self, scheme: str) -> Concept:
        """A concept of a scheme; the first ones are drawn more often, as in life."""
        concepts = self.terms.schemes[scheme]
        return concepts[int(len(concepts) * self.random.random() ** 1.5)]

    def say(self, subject: str, predicate: str, scheme: str) -> Concept:
        """Say something by a concept, and tell which."""
        concept = self.pick(scheme)
        self.add(subject, predicate, f"<{concept.iri}>")
        return concept

    def populations(self, subject: str) -> None:
        """Say of which one or two populations something is."""
        for concept in self.random.sample(self.terms.schemes["population"], self.random.choice((1, 1, 2))):
            self.add(subject, RG + "population", f"<{concept.iri}>")

    def earlier(self) -> int:
        """This unit or one before it; the first ones are known by more."""
        return int((self.index + 1) * self.random.random() ** 2)


def _write_unit(unit: _Unit) -> None:
    country = COUNTRIES[int(len(COUNTRIES) * unit.random.random() ** 1.5)]
    source = _write_source(unit, country)
    organisation = _write_organisation(unit, source)
    conditions = _write_conditions(unit)
    intended, reached = _write_results(unit, source)
    intervention = _write_intervention(unit, country, organisation, source)
    for condition in conditions[:2]:
        unit.add(intervention, RG + "addressesCondition", condition)
    unit.add(intervention, RG + "intendsResult", intended[0])
    proposal = _write_proposal(unit, source) if unit.random.random() < 0.3 else None
    for number in range(unit.random.randint(2, 6)):
        _write_activity(unit, number, intervention, conditions, intended, reached, proposal)
    _write_outlook(unit, intervention, organisation, proposal)
    if unit.index and unit.random.random() < 0.1:
        _write_hypothesis(unit, intervention, source)


def _write_source(unit: _Unit, country: str) -> str:
    """The source document, its capture, and the passages that claims of this unit come from."""
    random = unit.random
    year = random.randint(FIRST_YEAR, LAST_YEAR)
    source = unit.begin(unit.iri("source"), FABIO + "Abstract", RG + "SourceDocument")
    topic, approach = unit.pick("violation"), unit.pick("activity")
    title = f"{approach.en} against {topic.en.lower()}: what was tried in {country}"
    unit.add(source, DCTERMS + "title", _text(title, "en"))
    unit.add(source, DCTERMS + "bibliographicCitation", _text(f"{title}. Invented Conference, {year}. Abstract.", "en"))
    unit.add(source, DCTERMS + "language", '"en"')
    unit.add(source, DCTERMS + "issued", _typed(year, "gYear"))
    unit.add(source, DCTERMS + "rights", _text("Invented for measuring; no rights are held", "en"))
    unit.add(source, DPV + "hasConsentStatus", f"<{DPV}ConsentUnknown>")
    unit.add(source, SCHEMA + "url", f"<https://example.org/abstract/{unit.key}>")
    capture = unit.begin(unit.iri("capture"), RG + "SourceCapture")
    unit.add(capture, RG + "captureOf", source)
    unit.add(capture, RG + "captureDigest", f'"sha256:{random.getrandbits(256):064x}"')
    unit.add(capture, DCTERMS + "conformsTo", NORMALISATION)
    unit.strength = f"<{unit.pick('evidence').iri}>"
    _write_passages(unit, source, capture)
    return source


def _write_passages(unit: _Unit, source: str, capture: str) -> None:
    random, end, sentences = unit.random, 40, dict.fromkeys(SECTIONS, 0)
    for number in range(random.randint(8, 14)):
        section = SECTIONS[min(number // 2, len(SECTIONS) - 1)]
        sentences[section] += 1
        start, end = end + 1, end + 1 + random.randint(45, 260)
        passage = unit.begin(unit.iri("passage", number), RG + "Passage")
        selector = unit.iri("selector", number)
        unit.add(passage, OA + "hasSource", source)
        unit.add(passage, OA + "hasState", capture)
        unit.add(passage, OA + "hasSelector", selector)
        unit.add(passage, RG + "passageDigest", f'"sha256:{random.getrandbits(256):064x}"')
        unit.add(passage, RG + "section", f"<{DEFAULT_BASE}concept/{section}>")
        unit.add(passage, RG + "sentenceNumber", _typed(sentences[section], "positiveInteger"))
        unit.add(selector, TYPE, f"<{OA}TextPositionSelector>")
        unit.add(selector, OA + "start", _typed(start, "nonNegativeInteger"))
        unit.add(selector, OA + "end", _typed(end, "nonNegativeInteger"))
        unit.passages.append(passage)


def _write_organisation(unit: _Unit, source: str) -> str:
    """An organisation of this unit; every tenth is a funder."""
    organisation = unit.begin(unit.iri("organisation"), ORG + "Organization")
    terms = unit.terms
    kind = next(c for c in terms.schemes["actor"] if c.iri.endswith("/funder")) if unit.index % 10 == 0 \
        else unit.random.choice(terms.organisations)  # fmt: skip
    unit.label(organisation, f"{kind.en} (invented, {unit.key})", f"{kind.es} (inventada, {unit.key})")
    unit.add(organisation, RG + "actorType", f"<{kind.iri}>")
    if "Org" in kind.iri.rpartition("/")[2]:
        unit.say(organisation, RG + "constituency", "population")
    if unit.random.random() < 0.5:
        _write_unknown(unit, organisation, SCHEMA + "name", source, 0)
    return organisation


def _write_conditions(unit: _Unit) -> list[str]:
    """Two to four conditions, each adding to the one before it, some to one of an earlier unit."""
    conditions: list[str] = []
    for number in range(unit.random.randint(2, 4)):
        condition = unit.begin(unit.iri("condition", number), RG + "Condition")
        kind = unit.say(condition, RG + "conditionType", "violation")
        unit.label(condition, f"{kind.en}, as told", f"{kind.es}, según lo relatado")
        unit.populations(condition)
        if unit.random.random() < 0.6:
            unit.say(condition, RG + "concernsRight", "right")
        if conditions:
            unit.add(condition, RG + "aggravates", conditions[-1])
        elif unit.index and unit.random.random() < 0.7:
            unit.add(condition, RG + "aggravates", iri("condition", f"{key_of(unit.index - 1)}-{part_of(1)}"))
        conditions.append(condition)
    return conditions


def _write_results(unit: _Unit, source: str) -> tuple[list[str], list[str]]:
    """What is intended, each leading to an impact, and what is said to have been reached."""
    impact = _write_result(unit, 0, "Impact", "intended")
    intended = [_write_result(unit, number, "Outcome", "intended") for number in (1, 2)]
    for result in intended:
        unit.add(result, RG + "contributesTo", impact)
    reached = []
    for number in range(3, 3 + unit.random.randint(1, 4)):
        status = unit.random.choices(("reported", "measured"), (60, 40))[0]
        result = _write_result(unit, number, "Outcome", status)
        reached.append(result)
        if status == "measured":
            _write_observations(unit, number, result)
        elif unit.random.random() < 0.5:
            _write_unknown(unit, result, SCHEMA + "value", source, number)
        if unit.random.random() < 0.5:
            unit.add(result, RG + "contributesTo", impact)
    return [*intended, impact], reached


def _write_result(unit: _Unit, number: int, kind: str, status: str) -> str:
    result = unit.begin(unit.iri("result", number), RG + kind)
    outcome = unit.say(result, RG + "outcomeType", "outcome")
    unit.label(result, f"{outcome.en} ({status})", f"{outcome.es} ({status})")
    unit.add(result, RG + "resultStatus", f"<{DEFAULT_BASE}concept/{status}>")
    unit.populations(result)
    return result


def _write_observations(unit: _Unit, number: int, result: str) -> None:
    """One indicator of a result, and the values before and after."""
    random = unit.random
    indicator = unit.begin(unit.iri("indicator", number), RG + "Indicator")
    measure = random.choice(OUTCOME_UNITS)
    kind = unit.say(indicator, RG + "indicatorKind", "indicatorKind")
    unit.label(indicator, f"{kind.en}, in {measure}", f"{kind.es}, en {measure}")
    for time, name in enumerate(TIMES[: random.randint(1, 3)]):
        observation = unit.begin(unit.iri("observation", number * 10 + time), RG + "Observation")
        value = str(random.randint(10, 4000)) if measure == "persons" else f"{random.randint(50, 950) / 10:.1f}"
        unit.add(observation, RG + "ofIndicator", indicator)
        unit.add(observation, RG + "observedFor", result)
        unit.add(observation, RG + "timePoint", f"<{DEFAULT_BASE}concept/{name}>")
        unit.add(observation, SCHEMA + "value", _typed(value, "decimal"))
        unit.add(observation, SCHEMA + "unitText", _text(measure, "en"))
        # Enough people for the rule on small groups, at any share that is drawn above.
        unit.add(observation, RG + "cellSize", _typed(random.randint(200, 5000), "nonNegativeInteger"))


def _write_intervention(unit: _Unit, country: str, organisation: str, source: str) -> str:
    random = unit.random
    intervention = unit.begin(unit.iri("intervention"), RG + "Intervention")
    aim = unit.pick("outcome")
    unit.label(intervention, f"{aim.en}, {country} (invented)", f"{aim.es}, {country} (inventada)")
    unit.populations(intervention)
    unit.add(intervention, RG + "implementedBy", _write_consortium(unit, organisation))
    # Every tenth organisation is a funder, from the first on.
    if random.random() < 0.7:
        unit.add(intervention, RG + "fundedBy", iri("organisation", key_of(unit.earlier() // 10 * 10)))
    else:
        _write_unknown(unit, intervention, RG + "fundedBy", source, 90)
    if random.random() < 0.9:
        unit.add(intervention, RG + "takesPlaceIn", _write_where(unit, country))
    else:
        _write_unknown(unit, intervention, RG + "takesPlaceIn", source, 91)
    _write_time(unit, intervention, source)
    return intervention


def _write_consortium(unit: _Unit, organisation: str) -> str:
    """Who carries it out: the organisation alone, or a consortium of it and earlier ones."""
    others = {iri("organisation", key_of(unit.earlier())) for _ in range(unit.random.choice((0, 0, 1, 2, 3)))}
    members = sorted(others - {organisation})
    if not members:
        return organisation
    consortium = unit.begin(unit.iri("consortium"), RG + "Consortium")
    unit.label(consortium, f"Consortium (invented, {unit.key})", f"Consorcio (inventado, {unit.key})")
    for member in (organisation, *members):
        unit.add(consortium, ORG + "hasMember", member)
    unit.add(consortium, RG + "statedCardinality", _typed(len(members) + 1, "nonNegativeInteger"))
    return consortium


def _write_where(unit: _Unit, country: str) -> str:
    """A region, the country, or regions that the source leaves unnamed."""
    chance = unit.random.random()
    if chance < 0.6:
        return iri("place", f"{country}-{unit.random.randint(1, REGIONS):02}")
    if chance < 0.8:
        return iri("place", country)
    group = unit.begin(unit.iri("group", 0), RG + "UnnamedGroup")
    unit.label(group, f"Unnamed regions of {country}", f"Regiones no nombradas de {country}")
    unit.add(group, RG + "memberKind", f"<{SCHEMA}AdministrativeArea>")
    unit.add(group, RG + "statedCardinality", _typed(unit.random.randint(2, REGIONS), "nonNegativeInteger"))
    unit.add(group, DCTERMS + "isPartOf", iri("place", country))
    return group


def _write_time(unit: _Unit, intervention: str, source: str) -> None:
    random = unit.random
    year = random.randint(FIRST_YEAR, LAST_YEAR)
    if random.random() < 0.8:
        unit.add(intervention, RG + "startDate", _typed(f"{year}-{random.randint(1, 12):02}-01", "date"))
    else:
        _write_unknown(unit, intervention, RG + "startDate", source, 92)
    if random.random() < 0.6:
        ended = f"{year + random.randint(1, 5)}-{random.randint(1, 12):02}-28"
        unit.add(intervention, RG + "endDate", _typed(ended, "date"))
    else:
        _write_unknown(unit, intervention, RG + "endDate", source, 93)


def _write_unknown(unit: _Unit, subject: str, predicate: str, source: str, number: int) -> None:
    en, es = UNKNOWN[predicate]
    unknown = unit.begin(unit.iri("unknown", number), RG + "ExplicitUnknown")
    unit.label(unknown, f"Not stated: {en}", f"No consta: {es}")
    unit.add(unknown, PROV + "hadPrimarySource", source)
    unit.add(unknown, RG + "unknownFor", subject)
    unit.add(unknown, RG + "unknownProperty", f"<{predicate}>")
    unit.add(unknown, RG + "unknownReason", f"<{DEFAULT_BASE}concept/notStated>")


def _write_proposal(unit: _Unit, source: str) -> str:
    """A legal proposal, who drafted it, and how far it came."""
    proposal = unit.begin(unit.iri("proposal"), RG + "LegalProposal", RG + "Output")
    aim = unit.say(proposal, RG + "legalAim", "legalAim")
    unit.label(proposal, f"Proposal: {aim.en.lower()}", f"Propuesta: {aim.es.lower()}")
    unit.add(proposal, RG + "resultStatus", f"<{DEFAULT_BASE}concept/reported>")
    unit.populations(proposal)
    drafters = unit.begin(unit.iri("group", 1), RG + "UnnamedGroup")
    unit.label(drafters, "Those who drafted it, unnamed", "Quienes la redactaron, sin nombre")
    unit.add(drafters, RG + "memberKind", f"<{RG}Population>")
    unit.populations(drafters)
    unit.add(proposal, RG + "draftedBy", drafters)
    stages = unit.terms.ranked_stages
    stage = unit.random.choice([stage for stage in stages if stage.rank < 6])
    event = unit.begin(unit.iri("legal-event"), RG + "LegalStatusEvent")
    unit.label(event, f"Stage: {stage.en}", f"Etapa: {stage.es}")
    unit.add(event, RG + "legalStage", f"<{stage.iri}>")
    unit.add(proposal, RG + "hasStatusEvent", event)
    _write_unknown(unit, event, RG + "startDate", source, 94)
    later = unit.random.choice([other for other in stages if other.rank > stage.rank])
    unit.add(proposal, RG + "stageNotYetReached", f"<{later.iri}>")
    return proposal


def _write_activity(
    unit: _Unit,
    number: int,
    intervention: str,
    conditions: list[str],
    intended: list[str],
    reached: list[str],
    proposal: str | None,
) -> None:
    random = unit.random
    activity = unit.begin(unit.iri("activity", number), RG + "InterventionActivity")
    kind = unit.say(activity, RG + "activityType", "activity")
    unit.label(activity, f"{kind.en}, part {number + 1}", f"{kind.es}, parte {number + 1}")
    unit.add(activity, RG + "partOfIntervention", intervention)
    unit.add(activity, RG + "addressesCondition", random.choice(conditions))
    unit.add(activity, RG + "intendsResult", random.choice(intended))
    unit.add(activity, RG + "contributesTo", random.choice(reached))
    if random.random() < 0.7:
        unit.populations(activity)
    if random.random() < 0.5:
        unit.say(activity, RG + "topic", "topic")
    if "olice" in kind.iri or random.random() < 0.2:
        unit.add(activity, RG + "targetsActor", _write_police(unit, number))
    if proposal and number == 0:
        unit.add(activity, RG + "hasOutput", proposal)


def _write_police(unit: _Unit, number: int) -> str:
    """A police body, told by what it is."""
    police = unit.begin(unit.iri("police", number), RG + "PoliceBody")
    unit.add(police, RG + "actorType", f"<{DEFAULT_BASE}concept/police>")
    level = unit.say(police, RG + "policeLevel", "policeLevel")
    unit.say(police, RG + "policeUnitType", "policeUnit")
    unit.label(police, f"Police, {level.en.lower()}, unnamed", f"Policía, {level.es.lower()}, sin nombre")
    return police


def _write_outlook(unit: _Unit, intervention: str, organisation: str, proposal: str | None) -> None:
    """What was learnt, and what is to come."""
    random = unit.random
    for number in range(random.randint(1, 2)):
        lesson = unit.begin(unit.iri("lesson", number), RG + "Lesson")
        (en, es), (how, como) = random.choice(LESSONS), random.choice(CIRCUMSTANCES)
        unit.label(lesson, en, es)
        unit.label(lesson, f"{en} {how}.", f"{es} {como}.", DCTERMS + "description")
        unit.add(lesson, RG + "concerns", proposal or organisation)
        unit.add(intervention, RG + "hasLesson", lesson)
    step = unit.begin(unit.iri("next-step"), RG + "NextStep")
    en, es = random.choice(STEPS)
    unit.label(step, en, es)
    unit.label(step, f"{en}.", f"{es}.", DCTERMS + "description")
    unit.add(intervention, RG + "hasNextStep", step)


def _write_hypothesis(unit: _Unit, intervention: str, source: str) -> None:
    """That this intervention may be the one told of in an earlier source."""
    hypothesis = unit.begin(unit.iri("hypothesis"), RG + "IdentityHypothesis")
    unit.add(hypothesis, RG + "hypothesisFor", intervention)
    unit.add(hypothesis, RG + "candidate", iri("intervention", key_of(unit.random.randrange(unit.index))))
    unit.add(hypothesis, RG + "assertionMode", f"<{DEFAULT_BASE}concept/curatorInference>")
    unit.add(hypothesis, PROV + "hadPrimarySource", source)
