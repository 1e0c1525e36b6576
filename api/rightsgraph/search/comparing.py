# SPDX-License-Identifier: Apache-2.0
"""A few interventions in, a table of what is known of each out: values, figures, and gaps that are said to be gaps.

A value that is withheld, one that a source is said not to state, and silence are three things, and no cell is empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from rightsgraph.rdf import text_of
from rightsgraph.search.records import Intervention
from rightsgraph.search.walking import OUTLOOK, RESULTS
from rightsgraph.store import Store
from rightsgraph.vocab import OA, PROV, RDF, RG, SCHEMA, TYPE


class Scope(Enum):
    """Whose gaps a row tells."""

    WORK = "the intervention and its activities"
    ALL = "all that belongs to it"


@dataclass(frozen=True, slots=True)
class Row:
    """An aspect to compare by; `asked` are the properties that a gap told in this row may name."""

    key: str
    names: Mapping[str, str]
    asked: frozenset[str] = frozenset()
    scope: Scope = Scope.WORK


@dataclass(frozen=True, slots=True)
class Figure:
    """A published value of a result, as it is written; each part may be missing."""

    iri: str
    value: str | None
    lower: str | None
    upper: str | None
    band: tuple[str, str] | None
    unit: Mapping[str, str]
    time: str | None
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """A value: an IRI or a text, for a result also how it stands and its figures, for a law its stages.

    `record` is what a text is said of: the intervention or one of its activities.
    """

    value: str
    record: str | None = None
    status: str | None = None
    figures: tuple[Figure, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is said to be unknown or withheld: about which record, which property, and why."""

    iri: str
    about: str
    property: str
    reason: str | None
    withheld: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one aspect of one intervention; without values and gaps, nothing is on record."""

    values: tuple[Value, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One intervention, with a cell for every row."""

    intervention: Intervention
    cells: Mapping[str, Cell] = field(default_factory=dict)


def _row(key: str, en: str, es: str, *asked: str, scope: Scope = Scope.WORK) -> Row:
    return Row(key, {"en": en, "es": es}, frozenset(asked), scope)


ROWS = (
    _row("place", "Where", "Dónde", RG + "takesPlaceIn"),
    _row("start", "Start", "Inicio", RG + "startDate"),
    _row("end", "End", "Fin", RG + "endDate"),
    _row("implementer", "Who carried it out", "Quién la realizó", RG + "implementedBy"),
    _row("funder", "Who paid", "Quién la financió", RG + "fundedBy"),
    _row("audience", "Whom it was directed at", "A quién se dirigió", RG + "targetsActor"),
    _row("population", "Population concerned", "Población concernida", RG + "population", scope=Scope.ALL),
    _row("condition", "Conditions addressed", "Condiciones abordadas", RG + "addressesCondition"),
    _row("right", "Rights at stake", "Derechos en juego", RG + "concernsRight", scope=Scope.ALL),
    _row("activity", "Activities", "Actividades", RG + "activityType"),
    _row("output", "What it produced", "Qué produjo", RG + "hasOutput"),
    _row("outcome", "Outcomes", "Efectos", RG + "contributesTo", RG + "intendsResult", RG + "resultStatus",
         SCHEMA + "value", scope=Scope.ALL),
    _row("law", "Law proposals and their stage", "Propuestas de ley y su etapa", RG + "draftedBy",
         RG + "hasStatusEvent", RG + "legalAim", RG + "legalStage", scope=Scope.ALL),
    _row("lesson", "Lessons", "Lecciones", RG + "hasLesson"),
    _row("nextStep", "Next steps", "Próximos pasos", RG + "hasNextStep"),
    _row("strength", "Strongest evidence of a result", "Evidencia más sólida de un resultado"),
    _row("source", "Sources", "Fuentes"),
    _row("otherGaps", "What else is unknown or withheld", "Qué más no se sabe o se reserva"),
)  # fmt: skip
_STRAIGHT = {
    "place": "takesPlaceIn", "implementer": "implementedBy", "funder": "fundedBy", "audience": "targetsActor",
    "condition": "addressesCondition",
}  # fmt: skip
_DATES = {"start": "startDate", "end": "endDate"}


def compare(store: Store, interventions: Iterable[Intervention]) -> tuple[Column, ...]:
    """What is known of some interventions, each in a column of its own."""
    return tuple(_column(_Asked(store), intervention) for intervention in interventions)


class _Asked:
    """A store, asked record by record; a property's values come sorted, so that a table is always the same."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def values(self, records: Iterable[str], *predicates: str) -> list[str]:
        found = (
            sorted(text_of(t.object) for t in self.store.triples(record, predicate))
            for record in records
            for predicate in predicates
        )
        return list(dict.fromkeys(value for values in found for value in values))

    def pointing(self, records: Iterable[str], predicate: str) -> list[str]:
        found = (sorted(text_of(t.subject) for t in self.store.triples(None, predicate, record)) for record in records)
        return list(dict.fromkeys(value for values in found for value in values))

    def first(self, record: str, predicate: str) -> str | None:
        return next(iter(self.values([record], predicate)), None)

    def reach(self, starts: Sequence[str], *predicates: str) -> list[str]:
        queue = list(starts)
        for record in queue:
            queue += [value for value in self.values([record], *predicates) if value not in queue]
        return queue

    def is_a(self, record: str, name: str) -> bool:
        return any(self.store.triples(record, TYPE, RG + name))


def _column(asked: _Asked, intervention: Intervention) -> Column:
    work = [intervention.iri, *asked.pointing([intervention.iri], RG + "partOfIntervention")]
    results = [record for record in asked.reach(work, *RESULTS) if record not in work]
    values = {key: _plain(asked.values(work, RG + name)) for key, name in _STRAIGHT.items()}
    conditions = [value.value for value in values["condition"]]
    outlook = asked.values([intervention.iri], *OUTLOOK)
    concerned = [*work, *conditions, *results]
    laws = [r for r in [*results, *asked.values([*work, *outlook], PROV + "used", RG + "concerns")]
            if asked.is_a(r, "LegalProposal")]  # fmt: skip
    told = [_result(asked, result) for result in results if result not in laws]
    outputs = [value for value in told if asked.is_a(value.value, "Output")]
    values |= {key: _dates(asked, work, RG + name) for key, name in _DATES.items()}
    values |= {
        "population": _plain(asked.values(concerned, RG + "population")),
        "right": _plain(asked.values([*concerned, *outlook], RG + "concernsRight")),
        "activity": _plain(work[1:]),
        "output": outputs,
        "outcome": [value for value in told if value not in outputs],
        "law": [_law(asked, law) for law in dict.fromkeys(laws)],
        "lesson": _plain(asked.values([intervention.iri], RG + "hasLesson")),
        "nextStep": _plain(asked.values([intervention.iri], RG + "hasNextStep")),
        "strength": _plain(_strength(asked, results, intervention)),
        "source": _plain(_sources(asked, intervention)),
    }
    records = list(dict.fromkeys([*concerned, *laws, *outlook, *intervention.records]))
    gaps = _gaps(asked, records, work)
    return Column(
        intervention,
        {row.key: Cell(tuple(values.get(row.key, ())), tuple(gaps.get(row.key, ()))) for row in ROWS},
    )


def _plain(values: Iterable[str]) -> list[Value]:
    return [Value(value) for value in values]


def _dates(asked: _Asked, work: Iterable[str], predicate: str) -> list[Value]:
    return [Value(date, record) for record in work for date in asked.values([record], predicate)]


def _result(asked: _Asked, result: str) -> Value:
    observations = asked.pointing([result], RG + "observedFor")
    return Value(
        result,
        status=asked.first(result, RG + "resultStatus"),
        figures=tuple(_figure(asked, found) for found in observations),
    )


def _figure(asked: _Asked, observation: str) -> Figure:
    one = {
        name: asked.first(observation, RG + name)
        for name in ("lowerBound", "upperBound", "bandFrom", "bandUntil", "timePoint", "startDate", "endDate")
    }
    units = asked.store.triples(observation, SCHEMA + "unitText")
    low, high = one["bandFrom"], one["bandUntil"]
    return Figure(
        iri=observation,
        value=asked.first(observation, SCHEMA + "value"),
        lower=one["lowerBound"],
        upper=one["upperBound"],
        band=(low, high) if low is not None and high is not None else None,
        unit={str(getattr(unit.object, "language", None) or ""): text_of(unit.object) for unit in units},
        time=one["timePoint"],
        start=one["startDate"],
        end=one["endDate"],
    )


def _law(asked: _Asked, law: str) -> Value:
    events = asked.values([law], RG + "hasStatusEvent")
    return Value(
        law, status=asked.first(law, RG + "resultStatus"), stages=tuple(asked.values(events, RG + "legalStage"))
    )


def _strength(asked: _Asked, results: Iterable[str], intervention: Intervention) -> list[str]:
    """The concepts behind the key that the intervention is chosen by."""
    claims = asked.pointing(results, RDF + "subject")
    found = asked.values(claims, RG + "evidenceStrength")
    return [one for one in found if one.rpartition("/")[2] in intervention.values["strength"]]


def _sources(asked: _Asked, intervention: Intervention) -> list[str]:
    claims = asked.pointing([intervention.iri, *intervention.records], RDF + "subject")
    return asked.values(asked.values(claims, RG + "fromPassage"), OA + "hasSource")


def _gaps(asked: _Asked, records: Sequence[str], work: Sequence[str]) -> dict[str, list[Gap]]:
    """The gaps of each row; what fits none is told in the last."""
    found: dict[str, list[Gap]] = {}
    for record in records:
        for iri in asked.pointing([record], RG + "unknownFor"):
            gap = Gap(
                iri=iri,
                about=record,
                property=asked.first(iri, RG + "unknownProperty") or "",
                reason=asked.first(iri, RG + "unknownReason"),
                withheld=asked.is_a(iri, "Withheld"),
            )
            found.setdefault(_row_of(gap, work), []).append(gap)
    return found


def _row_of(gap: Gap, work: Sequence[str]) -> str:
    fits = (row for row in ROWS if gap.property in row.asked and (row.scope is Scope.ALL or gap.about in work))
    return next((row.key for row in fits), ROWS[-1].key)
