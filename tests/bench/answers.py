# SPDX-License-Identifier: Apache-2.0
"""The bodies of several servers' answers in; how they differ out."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import RdfFormat, parse
from tests.bench.questions import MOST_ROWS, Question

from rightsgraph.rdf import Literal, NamedNode, Triple, text_of
from rightsgraph.vocab import XSD

Row = tuple[str, ...]
_NUMERIC = frozenset(
    XSD + name
    for name in (
        "integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger",
        "positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer as rows of terms that compare by what they mean: numbers by value, blank nodes not at all."""

    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)


def read_answer(question: Question, body: bytes) -> Rows:
    """Read a body in the question's own format; raises ValueError where it is broken."""
    if question.pattern.startswith("CONSTRUCT"):
        return Rows(tuple(_triple_row(triple) for triple in _read_ntriples(body)))
    data = json.loads(body)
    if "boolean" in data:
        return Rows(((str(bool(data["boolean"])).lower(),),))
    names = data["head"]["vars"]
    return Rows(tuple(tuple(_binding(row.get(name)) for name in names) for row in data["results"]["bindings"]))


def compare(question: Question, answers: Mapping[str, Rows], reference: str) -> dict[str, str]:
    """For each server whose answer differs from the reference's: how."""
    expected = answers[reference]
    found = ((name, _difference(question, expected, rows)) for name, rows in answers.items() if name != reference)
    return {name: difference for name, difference in found if difference}


def _difference(question: Question, expected: Rows, rows: Rows) -> str:
    if len(expected) != len(rows):
        return f"{len(rows)} rows instead of {len(expected)}"
    if len(rows) == MOST_ROWS or (question.ordered and expected.rows == rows.rows):
        return ""
    missing = Counter(expected.rows) - Counter(rows.rows)
    if missing:
        other = next(iter(Counter(rows.rows) - Counter(expected.rows)))
        return (
            f"{missing.total()} of {len(rows)} rows differ: {' | '.join(other)}, not {' | '.join(next(iter(missing)))}"
        )
    return "the same rows in another order" if question.ordered else ""


def _binding(term: dict[str, Any] | None) -> str:
    if term is None:
        return ""
    if term["type"] in ("uri", "bnode"):
        return f"<{term['value']}>" if term["type"] == "uri" else "_:"
    return _literal(term["value"], term.get("xml:lang", ""), term.get("datatype", ""))


def _literal(text: str, language: str, datatype: str) -> str:
    if datatype in _NUMERIC:
        return f"{float(text):.9g}"
    if language:
        return f'"{text}"@{language.lower()}'
    return f'"{text}"' if datatype in ("", XSD + "string") else f'"{text}"^^<{datatype}>'


def _read_ntriples(body: bytes) -> list[Triple]:
    """The triples of a graph, each once; raises ValueError where it is broken."""
    try:
        return sorted({quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)}, key=str)
    except SyntaxError as error:
        raise ValueError(str(error)) from error


def _triple_row(triple: Triple) -> Row:
    return tuple(_term(term) for term in (triple.subject, triple.predicate, triple.object))


def _term(term: object) -> str:
    if isinstance(term, Literal):
        return _literal(term.value, term.language or "", term.datatype.value)
    return f"<{text_of(term)}>" if isinstance(term, NamedNode) else "_:"
