# SPDX-License-Identifier: Apache-2.0
"""A table as a page shows it in, a map of it out, where a column tells countries."""

import re
from collections import Counter
from dataclasses import dataclass

from rightsgraph.rdf import Literal
from rightsgraph.vocab import SKOS
from rightsgraph.web.charting import column_has_codes, number_in, numbers_of
from rightsgraph.web.showing import Shown
from rightsgraph.web.site import Site
from rightsgraph.web.tabulating import Column, ShownTable

_CODE = re.compile(r"([A-Z]{2})(-[A-Z0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Map:
    """Numbers by country (ISO 3166-1, two letters); `column` is what they are of, None where they count rows."""

    numbers: dict[str, float]
    column: Column | None


def draw_map(site: Site, table: ShownTable, of: str | None) -> Map | None:
    """What a map is shaded by; None where no column tells countries."""
    codes = _codes(site, table)
    if codes is None:
        return None
    countries = [code[:2] if code else None for code in codes]
    number = next((c for c in numbers_of(table) if of in (None, c.name)), None)
    counted = Counter(code for code in countries if code)
    if number is None or max(counted.values()) > 1:
        return Map({code: float(count) for code, count in counted.items()}, None)
    place = table.columns.index(number)
    cells = [(code, number_in(row[place])) for code, row in zip(countries, table.rows, strict=True)]
    return Map({code: value for code, value in cells if code and value is not None}, number)


def _codes(site: Site, table: ShownTable) -> list[str | None] | None:
    """The code of each row: from a column of codes, else from one of places that have codes."""
    for place, _ in enumerate(table.columns):
        if column_has_codes(table, place):
            return [cell.text if (cell := row[place]) else None for row in table.rows]
    for place, column in enumerate(table.columns):
        if not column.numeric:
            found = {cell.title: _code_of(site, cell) for row in table.rows if (cell := row[place])}
            if found and all(found.values()):
                return [found[cell.title] if (cell := row[place]) else None for row in table.rows]
    return None


def _code_of(site: Site, cell: Shown) -> str | None:
    if site.iris.to_path(cell.title) is None:
        return None
    for triple in site.store.triples(cell.title, SKOS + "notation"):
        if isinstance(triple.object, Literal) and _CODE.fullmatch(triple.object.value):
            return triple.object.value
    return None
