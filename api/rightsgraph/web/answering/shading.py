# SPDX-License-Identifier: Apache-2.0
"""A table as a page shows it in, a map of the world out, where a column tells countries."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rightsgraph.drawing import Place, draw_world, write
from rightsgraph.drawing.outlines import read_world
from rightsgraph.rdf import Literal
from rightsgraph.vocab import SKOS
from rightsgraph.web.answering.charting import column_has_codes, number_in, numbers_of
from rightsgraph.web.answering.tabulating import Column, ShownTable
from rightsgraph.web.locales import name_country, write_number
from rightsgraph.web.showing import Shown
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

_CODE = re.compile(r"([A-Z]{2})(-[A-Z0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing; `column` is what its numbers are of, None where they count rows; `missing` has no outline."""

    drawing: str
    column: Column | None
    missing: tuple[str, ...]


def draw_map(site: Site, table: ShownTable, of: str | None, language: str) -> Map | None:
    """The world, shaded by a column of whole numbers, else by the number of rows; None where no column has places."""
    codes = _codes(site, table)
    if codes is None:
        return None
    countries = [code[:2] if code else None for code in codes]
    column = next((column for column in numbers_of(table) if of in (None, column.name)), None)
    numbers = _numbers(table, countries, column) if column else None
    if numbers is None:
        column, numbers = None, Counter(code for code in countries if code)
    return _draw(numbers, column, language)


def _numbers(table: ShownTable, countries: list[str | None], column: Column) -> dict[str, int] | None:
    """A whole number for each country; None where one has several rows, which are not to be summed, or another kind."""
    place = table.columns.index(column)
    cells = [(code, number_in(row[place])) for code, row in zip(countries, table.rows, strict=True)]
    found = {code: int(value) for code, value in cells if code and value is not None and value >= 0 and value % 1 == 0}
    return found if len(found) == len([code for code in countries if code]) else None


def _draw(numbers: Mapping[str, int], column: Column | None, language: str) -> Map:
    said, known = texts(language), read_world().countries
    places = [
        Place(code, name_country(code, language), number, write_number(number, language))
        for code, number in sorted(numbers.items())
        if code in known
    ]
    what = column.heading if column else said["asking_map_rows"]
    drawing = write(draw_world(places, said["asking_map_title"].replace("{what}", what)))
    return Map(drawing, column, tuple(sorted(set(numbers) - set(known))))


def _codes(site: Site, table: ShownTable) -> list[str | None] | None:
    """The code of each row: from a column of codes, else from one of places that have codes."""
    for place in range(len(table.columns)):
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
