# SPDX-License-Identifier: Apache-2.0
"""A comparison in, CSV in long form out: a line for each value, figure and gap, as pandas and a pivot table want it."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from rightsgraph.record import Figure
from rightsgraph.search.comparing import ROWS, Cell, Column

Name = Callable[[str], str]

COLUMNS = ("intervention", "interventionName", "aspect", "aspectName", "state", "value", "valueName", "resultStatus",
           "figure", "lower", "upper", "unit", "time", "reason")  # fmt: skip


def write_long(columns: Iterable[Column], name: Name, language: str) -> str:
    """The table as CSV in long form (RFC 4180): a line for each value, figure and gap, and for each silence."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for column in columns:
        head = (column.intervention.iri, column.intervention.name(language))
        for row in ROWS:
            for line in _lines(column.cells[row.key], name):
                writer.writerow((*head, row.key, row.names[language], *line))
    return out.getvalue()


def _lines(cell: Cell, name: Name) -> Iterator[tuple[str, ...]]:
    for value in cell.values:
        told = (value.value, name(value.record or value.value))
        status = "; ".join(map(name, [value.status] if value.status else value.stages))
        for figure in value.figures or (None,):
            yield ("known", *told, status, *(_write_figure(figure, name) if figure else [""] * 5), "")
    for gap in cell.gaps:
        state = "withheld" if gap.withheld else "unknown"
        yield (state, gap.iri, name(gap.iri), *[""] * 6, name(gap.reason) if gap.reason else "")
    if not cell.values and not cell.gaps:
        yield ("silent", *[""] * 9)


def _write_figure(figure: Figure, name: Name) -> list[str]:
    """Value, lower and upper end, unit, time; of a value that was made coarser, the band alone."""
    lower, upper = figure.band_from or figure.lower, figure.band_until or figure.upper
    time = name(figure.time) if figure.time else ""
    return [figure.value or "", lower or "", upper or "", figure.unit or "", time]
