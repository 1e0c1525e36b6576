# SPDX-License-Identifier: Apache-2.0
"""SPARQL JSON in; fewer rows, more columns, and any of SPARQL's results formats out.

https://www.w3.org/TR/sparql11-results-json/
"""

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rightsgraph.errors import Unwritable
from rightsgraph.formats import JSON, XML, Format
from rightsgraph.store import Term, read_solutions

# Characters that no XML document has, in UTF-8 (https://www.w3.org/TR/xml/#charsets).
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
Cell = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows in order, as SPARQL JSON has them: a row has no entry where a column is empty.

    `links` are where to read on about the table.
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Cell], ...]
    links: tuple[str, ...] = ()

    def first(self, count: int) -> "Table":
        """The table with so many rows at most."""
        return replace(self, rows=self.rows[:count])

    def terms(self) -> Iterator[Mapping[str, Term]]:
        """Its rows as RDF terms."""
        for row in read_solutions(_to_json(self)).rows():
            yield {name: term for name, term in zip(self.columns, row, strict=True) if term is not None}


def read_table(encoded: bytes) -> Table:
    """The table in a SPARQL JSON document that an engine wrote."""
    document = json.loads(encoded)
    return Table(tuple(document["head"]["vars"]), tuple(document["results"]["bindings"]))


def add_labels(table: Table, name: Callable[[str], str | None]) -> Table:
    """A column `xLabel` behind each column `x` that holds IRIs and has none yet; empty where there is no name."""
    iris = {column: _iris(table, column) for column in table.columns if f"{column}Label" not in table.columns}
    names = {iri: name(iri) for found in iris.values() for iri in found}
    columns = [
        new for column in table.columns for new in ([column, f"{column}Label"] if iris.get(column) else [column])
    ]
    rows = tuple({**row, **dict(_labels(row, names, [c for c in iris if iris[c]]))} for row in table.rows)
    return replace(table, columns=tuple(columns), rows=rows)


def _iris(table: Table, column: str) -> set[str]:
    return {row[column]["value"] for row in table.rows if column in row and row[column]["type"] == "uri"}


def _labels(row: Mapping[str, Cell], names: Mapping[str, str | None], columns: list[str]) -> Iterator[tuple[str, Cell]]:
    for column in columns:
        cell = row.get(column, {})
        if cell.get("type") == "uri" and (name := names.get(cell["value"])):
            yield f"{column}Label", {"type": "literal", "value": name}


def write_table(table: Table, format: Format) -> bytes:
    """A table in one of SPARQL's results formats; raises Unwritable."""
    if format is JSON:
        return _to_json(table)
    out = io.BytesIO()
    read_solutions(_to_json(table)).write(out, format)
    return _as_xml(out.getvalue()) if format is XML else out.getvalue()


def _to_json(table: Table) -> bytes:
    head = {"vars": table.columns, **({"link": table.links} if table.links else {})}
    document = {"head": head, "results": {"bindings": table.rows}}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _as_xml(body: bytes) -> bytes:
    """The engine's XML, mended: a carriage return as it stands would be read as a line feed."""
    if _NO_XML.search(body):
        raise Unwritable("XML", "it holds a character that XML cannot; take JSON, CSV or TSV")
    return body.replace(b"\r", b"&#13;")
