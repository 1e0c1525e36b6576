# SPDX-License-Identifier: Apache-2.0
"""A named query, its values and its table in, what its page shows of them out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rightsgraph.query.tables import Table
from rightsgraph.query.templates import Parameter, Template, choose
from rightsgraph.rdf import text_of
from rightsgraph.store import Term
from rightsgraph.vocab import XSD
from rightsgraph.web.showing import Shown, linker
from rightsgraph.web.site import Site

# Longer lists are typed, not chosen from.
_LONGEST_LIST = 200
_INPUTS = {XSD + "date": "date", XSD + "integer": "number"}


def told(texts: Mapping[str, str], language: str) -> str:
    """A text in a language, else in any, else nothing."""
    return texts.get(language) or next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter in a form: an input of a type, or a list of options, each a value and its name.

    One that is required, or has a default, is not to be left empty.
    """

    name: str
    label: str
    description: str
    value: str
    input: str
    required: bool
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Columns and rows as a page shows them: a name stands in place of what it names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Shown | None, ...], ...]


def show_parameters(template: Template, values: Mapping[str, str], language: str) -> list[Field]:
    """The form of a query."""
    return [_show_parameter(parameter, values.get(parameter.name, ""), language) for parameter in template.parameters]


def _show_parameter(parameter: Parameter, value: str, language: str) -> Field:
    value = value or parameter.default or ""
    choices = parameter.choices or ()
    options: tuple[tuple[str, str], ...] = ()
    if 0 < len(choices) <= _LONGEST_LIST:
        named = [(choice.key, told(choice.names, language) or choice.key) for choice in choices]
        options = tuple(sorted(named, key=lambda option: option[1].casefold()))
    chosen = choose(parameter, value)
    return Field(
        name=parameter.name,
        label=told(parameter.names, language) or parameter.name,
        description=told(parameter.descriptions, language),
        value=chosen.key if chosen else value,
        input=_INPUTS.get(parameter.datatype or "", "text"),
        required=parameter.required or parameter.default is not None,
        options=options,
    )


def show_table(site: Site, table: Table) -> ShownTable:
    """A table without the columns of names, each of which goes into what it names."""
    columns = tuple(column for column in table.columns if not _is_name(column, table.columns))
    show = linker(site)

    def cell(row: Mapping[str, Term], column: str) -> Shown | None:
        if column not in row:
            return None
        shown, name = show(row[column]), row.get(f"{column}Label")
        return replace(shown, text=text_of(name)) if name is not None else shown

    return ShownTable(columns, tuple(tuple(cell(row, column) for column in columns) for row in table.terms()))


def _is_name(column: str, columns: tuple[str, ...]) -> bool:
    return column.endswith("Label") and column.removesuffix("Label") in columns
