# SPDX-License-Identifier: Apache-2.0
"""Coverages in, a report out: text for a terminal, JSON or CSV."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from rightsgraph.coverage.aspects import ASPECTS
from rightsgraph.coverage.counting import Coverage, State

STATE_NAMES: Mapping[State, Mapping[str, str]] = {
    State.KNOWN: {"en": "known", "es": "conocido"},
    State.PARTLY: {"en": "partly known", "es": "conocido en parte"},
    State.UNKNOWN: {"en": "said to be unknown", "es": "declarado desconocido"},
    State.WITHHELD: {"en": "withheld", "es": "reservado"},
    State.SILENT: {"en": "nothing on record", "es": "sin registro"},
}
_MARKS = {State.KNOWN: "■", State.PARTLY: "◧", State.UNKNOWN: "□", State.WITHHELD: "▨", State.SILENT: "·"}
_COLUMNS = ("intervention", "name", "aspect", "state", "known", "withheld", "unknown", "reasons", "sources", "claims",
            "checkableClaims", "strongestEvidence")  # fmt: skip
_SAID = {
    "known": {"en": "known of", "es": "se conoce de"},
    "fewest": {"en": "Least known first", "es": "De lo menos conocido a lo más"},
    "none": {"en": "There is no intervention here.", "es": "Aquí no hay ninguna intervención."},
    "rests": {"en": "sources: {sources}, claims: {claims}", "es": "fuentes: {sources}, afirmaciones: {claims}"},
}


class CoverageFormat(StrEnum):
    """How a report is written."""

    text = "text"
    json = "json"
    csv = "csv"


def tally(coverages: Sequence[Coverage]) -> list[tuple[str, Counter[State]]]:
    """How many interventions stand in each state, by aspect: what is known of the fewest comes first."""
    counted = [(a.key, Counter(c.aspects[a.key].state for c in coverages)) for a in ASPECTS]
    return sorted(counted, key=lambda item: item[1][State.KNOWN] + item[1][State.PARTLY])


def write_coverage(coverages: Sequence[Coverage], format: CoverageFormat, language: str) -> str:
    """The report, ending with a newline; names are in the language, or in any that there is."""
    if format is CoverageFormat.json:
        told = [_as_json(coverage, language) for coverage in coverages]
        return json.dumps({"interventions": told}, ensure_ascii=False, indent=2) + "\n"
    if format is CoverageFormat.csv:
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(_COLUMNS)
        rows.writerows(row for coverage in coverages for row in _rows(coverage, language))
        return out.getvalue()
    return "\n".join(_lines(coverages, language)) + "\n"


def name_of(coverage: Coverage, language: str) -> str:
    """An intervention's name in a language, in any, or the end of its IRI."""
    names = coverage.names
    return names.get(language) or next(iter(names.values()), coverage.iri.rpartition("/")[2])


def _as_json(coverage: Coverage, language: str) -> dict[str, object]:
    return {
        "intervention": coverage.iri,
        "name": name_of(coverage, language),
        "sources": coverage.sources,
        "claims": coverage.claims,
        "checkableClaims": coverage.checkable,
        "strongestEvidence": coverage.strongest,
        "aspects": {
            key: {"state": c.state.value, "known": c.known, "withheld": c.withheld, "unknown": dict(c.unknown)}
            for key, c in coverage.aspects.items()
        },
    }


def _rows(coverage: Coverage, language: str) -> Iterator[Sequence[object]]:
    for key, found in coverage.aspects.items():
        reasons = " ".join(f"{reason}:{number}" for reason, number in found.unknown.items())
        numbers = (found.known, found.withheld, sum(found.unknown.values()), reasons)
        whole = (coverage.sources, coverage.claims, coverage.checkable, coverage.strongest or "")
        yield (coverage.iri, name_of(coverage, language), key, found.state.value, *numbers, *whole)


def _lines(coverages: Sequence[Coverage], language: str) -> Iterator[str]:
    if not coverages:
        yield _SAID["none"][language]
        return
    yield "  ".join(f"{_MARKS[state]} {names[language]}" for state, names in STATE_NAMES.items())
    yield ""
    for number, aspect in enumerate(ASPECTS):
        yield f"{'│' * number}┌ {aspect.names[language]}"
    for coverage in coverages:
        marks = "".join(_MARKS[coverage.aspects[aspect.key].state] for aspect in ASPECTS)
        rests_on = _SAID["rests"][language].format(sources=coverage.sources, claims=coverage.claims)
        yield f"{marks}  {name_of(coverage, language)} ({rests_on})"
    yield ""
    yield f"{_SAID['fewest'][language]}:"
    names_of_aspects = {aspect.key: aspect.names[language] for aspect in ASPECTS}
    for key, states in tally(coverages):
        known = states[State.KNOWN] + states[State.PARTLY]
        rest = ", ".join(
            f"{states[state]} {STATE_NAMES[state][language]}"
            for state in (State.UNKNOWN, State.WITHHELD, State.SILENT)
            if states[state]
        )
        told = f"  {names_of_aspects[key]}: {_SAID['known'][language]} {known}/{len(coverages)}"
        yield f"{told} ({rest})" if rest else told
