# SPDX-License-Identifier: Apache-2.0
"""A table in, what a page shows of it out: columns in the reader's words, names in place of what they name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rightsgraph.query.tables import Table
from rightsgraph.rdf import NamedNode, Triple, text_of
from rightsgraph.store import Term
from rightsgraph.vocab import XSD
from rightsgraph.web.answering.questions import told
from rightsgraph.web.naming import standard_name
from rightsgraph.web.showing import Shown, linker
from rightsgraph.web.site import Site

_NUMERIC = {XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger")}
Row = tuple[Shown | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the variable's name, what it is called, and whether it holds numbers and nothing else."""

    name: str
    heading: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Columns and rows as a page shows them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def show_answer(site: Site, table: Table, language: str, names: Mapping[str, Mapping[str, str]]) -> ShownTable:
    """The answer to a named query: its columns of names go into what they name."""
    kept = [column for column in table.columns if not _is_name(column, table.columns)]
    show = linker(site)

    def cell(row: Mapping[str, Term], column: str) -> Shown | None:
        if column not in row:
            return None
        term, name = row[column], row.get(f"{column}Label")
        # Of a standard's term the query itself can only tell the end of its IRI.
        standard = standard_name(site, term.value, language) if isinstance(term, NamedNode) else None
        text = standard or (text_of(name) if name is not None else None)
        return replace(show(term), text=text) if text is not None else show(term)

    rows = tuple(tuple(cell(row, column) for column in kept) for row in table.terms())
    return _table([(column, told(names.get(column, {}), language) or column) for column in kept], rows)


def show_rows(
    site: Site, variables: Sequence[str], rows: Sequence[tuple[Term | None, ...]], language: str
) -> ShownTable:
    """The answer to a reader's own query: columns as the query calls them, own resources by name."""
    show = linker(site, language)
    cells = tuple(tuple(None if term is None else show(term) for term in row) for row in rows)
    return _table([(name, name) for name in variables], cells)


def show_triples(site: Site, triples: Sequence[Triple], headings: Sequence[str], language: str) -> ShownTable:
    """A graph, a row a triple."""
    show = linker(site, language)
    rows = tuple(tuple(show(part) for part in (t.subject, t.predicate, t.object)) for t in triples)
    return _table(list(zip(("subject", "predicate", "object"), headings, strict=True)), rows)


def _table(columns: Sequence[tuple[str, str]], rows: tuple[Row, ...]) -> ShownTable:
    numeric = [_is_numeric([row[place] for row in rows]) for place in range(len(columns))]
    return ShownTable(tuple(Column(*column, is_one) for column, is_one in zip(columns, numeric, strict=True)), rows)


def _is_numeric(cells: Sequence[Shown | None]) -> bool:
    filled = [cell for cell in cells if cell is not None]
    return bool(filled) and all(cell.title in _NUMERIC for cell in filled)


def _is_name(column: str, columns: tuple[str, ...]) -> bool:
    return column.endswith("Label") and column.removesuffix("Label") in columns
