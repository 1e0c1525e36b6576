# SPDX-License-Identifier: Apache-2.0
"""A few interventions in, a table of what is known of each out: values, figures, and gaps that are said to be gaps.

A value that is withheld, one that a source is said not to state, and silence are three things, and no cell is empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from rightsgraph.record import AskedLinks, Figure, Gap, Links, gaps_of, read_figure, read_parts
from rightsgraph.search.records import Intervention
from rightsgraph.store import Store
from rightsgraph.vocab import RDF, RG, SCHEMA


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
    links = AskedLinks(store)
    return tuple(_column(links, intervention) for intervention in interventions)


def _column(links: Links, intervention: Intervention) -> Column:
    parts = read_parts(links, intervention.iri)
    laws = [one for one in (*parts.results, *parts.concerned) if links.is_a(one, RG + "LegalProposal")]
    sources = links.sources_of(parts.everything)
    told = [_result(links, result) for result in parts.results if result not in laws]
    outputs = [value for value in told if links.is_a(value.value, RG + "Output")]
    values = {key: _plain(links.values(parts.work, RG + name)) for key, name in _STRAIGHT.items()}
    values |= {key: _dates(links, parts.work, RG + name) for key, name in _DATES.items()}
    values |= {
        "population": _plain(links.values(parts.chain, RG + "population")),
        "right": _plain(links.values(parts.told, RG + "concernsRight")),
        "activity": _plain(parts.work[1:]),
        "output": outputs,
        "outcome": [value for value in told if value not in outputs],
        "law": [_law(links, law) for law in laws],
        "lesson": _plain(parts.lessons),
        "nextStep": _plain(parts.next_steps),
        "strength": _plain(_strength(links, parts.results, intervention)),
        "source": _plain(sources),
    }
    gaps = _gaps(links, (*parts.everything, *sources), parts.work)
    return Column(
        intervention,
        {row.key: Cell(tuple(values.get(row.key, ())), tuple(gaps.get(row.key, ()))) for row in ROWS},
    )


def _plain(values: Iterable[str]) -> list[Value]:
    return [Value(value) for value in values]


def _dates(links: Links, work: Iterable[str], predicate: str) -> list[Value]:
    return [Value(date, record) for record in work for date in links.objects(record, predicate)]


def _result(links: Links, result: str) -> Value:
    return Value(
        result,
        status=links.first(result, RG + "resultStatus"),
        figures=tuple(read_figure(links, found) for found in links.subjects(RG + "observedFor", result)),
    )


def _law(links: Links, law: str) -> Value:
    events = links.objects(law, RG + "hasStatusEvent")
    return Value(
        law, status=links.first(law, RG + "resultStatus"), stages=tuple(links.values(events, RG + "legalStage"))
    )


def _strength(links: Links, results: Iterable[str], intervention: Intervention) -> list[str]:
    """The concepts behind the key that the intervention is chosen by."""
    found = links.values(links.pointing(results, RDF + "subject"), RG + "evidenceStrength")
    return [one for one in found if one.rpartition("/")[2] in intervention.values["strength"]]


def _gaps(links: Links, records: Iterable[str], work: Sequence[str]) -> dict[str, list[Gap]]:
    """The gaps of each row; what fits none is told in the last."""
    found: dict[str, list[Gap]] = {}
    for record in records:
        for gap in gaps_of(links, record):
            found.setdefault(_row_of(gap, work), []).append(gap)
    return found


def _row_of(gap: Gap, work: Sequence[str]) -> str:
    fits = (row for row in ROWS if gap.property in row.asked and (row.scope is Scope.ALL or gap.about in work))
    return next((row.key for row in fits), ROWS[-1].key)
