# SPDX-License-Identifier: Apache-2.0
"""A named query and data in, its answer as a table with short names out: how the tests of data/queries/ ask."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from rightsgraph.rdf import Literal, NamedNode, Quad, read_document, text_of
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, SH, SKOS

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "data" / "queries"
FILES = sorted(path for path in QUERIES.glob("*.ttl") if path.stem != "dataset")

BASE = "https://w3id.org/rightsgraph/"
PREFIXES = {
    "dcterms": DCTERMS,
    "dpv": "https://w3id.org/dpv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rg": BASE + "ns#",
    "rgc": BASE + "concept/",
    "schema": "http://schema.org/",
    "sdg": "http://metadata.un.org/sdg/",
    "skos": SKOS,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
KINDS = (
    "activity", "condition", "consortium", "example", "group", "indicator", "intervention", "legal-event", "lesson",
    "next-step", "observation", "organisation", "place", "police", "proposal", "result", "source", "unknown",
)  # fmt: skip
SHORT = PREFIXES | {kind: f"{BASE}id/{kind}/" for kind in KINDS}

Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query must answer: columns as they come, labels left out, and their rows in order; IRIs shortened."""

    columns: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class World:
    """A small graph beside the ontology, made so that a careless query goes wrong, and the whole answer to it.

    `given` are values for the query's parameters.
    """

    slug: str
    lesson: str
    trig: str
    rows: Sequence[Row]
    given: Mapping[str, str] = field(default_factory=dict)


def claim(
    name: str, statement: str, mode: str = "explicit", strength: str = "selfReport", passage: str = "example:passage"
) -> str:
    """A claim, and the triple that it claims."""
    subject, predicate, value = statement.split(maxsplit=2)
    return f"""
        {statement} .
        example:{name} a rg:Claim ; rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {value} ;
          rg:assertionMode rgc:{mode} ; rg:evidenceStrength rgc:{strength} ; rg:fromPassage {passage} .
    """


def unknown(thing: str, property: str, reason: str, source: str = "example:source") -> str:
    """An explicit unknown of an example."""
    return f"""
        example:unknown-{thing} a rg:ExplicitUnknown ; rg:unknownFor example:{thing} ; rg:unknownProperty {property} ;
          rg:unknownReason rgc:{reason} ; prov:hadPrimarySource {source} .
    """


BOTH_PASSAGES = "example:passage , example:passage-2"

SOURCES = """
    example:passage a rg:Passage ; oa:hasSource example:source ; rg:section rgc:secResults ;
      rg:sentenceNumber 2 ; rg:passageDigest "sha256:0" ; oa:hasSelector example:selector .
    example:selector oa:start 10 ; oa:end 20 .
    example:passage-2 a rg:Passage ; oa:hasSource example:source ; rg:section rgc:secResults ;
      rg:sentenceNumber 3 ; rg:passageDigest "sha256:1" .
    example:page a rg:SourceOnly ; oa:hasSource example:source-2 ; rg:section rgc:secResults .
"""
PLACES = """
    place:MX a schema:AdministrativeArea ; skos:notation "MX" .
    place:PE a schema:AdministrativeArea ; skos:notation "PE" .
    place:PE-JUN a schema:AdministrativeArea ; skos:notation "PE-JUN" ; dcterms:isPartOf place:PE .
    place:PE-UCA a schema:AdministrativeArea ; skos:notation "PE-UCA" ; dcterms:isPartOf place:PE .
"""


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as it came: its columns, and its rows with IRIs shortened."""

    columns: list[str]
    rows: list[dict[str, str | None]]

    @property
    def subjects(self) -> list[str]:
        """The columns that are not labels of others."""
        return [column for column in self.columns if not column.endswith("Label")]

    def key_rows(self) -> list[Row]:
        return [tuple(row[column] for column in self.subjects) for row in self.rows]


def statements(path: Path, predicate: str) -> list[Literal]:
    """What a query's file says of it by one property."""
    iri = f"{BASE}query/{path.stem}"
    return [
        quad.object
        for quad in read_document(path).quads
        if text_of(quad.subject) == iri and quad.predicate.value == predicate and isinstance(quad.object, Literal)
    ]


def text_of_query(slug: str) -> str:
    (text,) = statements(QUERIES / f"{slug}.ttl", SH + "select")
    return str(text.value)


def shorten(iri: str) -> str:
    for prefix, namespace in SHORT.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def ask(url: str, query: str) -> Table:
    return read_table(f"{url}sparql?{urlencode({'query': query, 'format': 'json'})}")


def read_table(address: str) -> Table:
    """What a server answers at an address, in JSON."""
    with urlopen(address) as response:
        document: dict[str, Any] = json.load(response)
    columns: list[str] = document["head"]["vars"]
    return Table(
        columns,
        [{column: _cell(binding.get(column)) for column in columns} for binding in document["results"]["bindings"]],
    )


def _cell(term: dict[str, str] | None) -> str | None:
    if term is None:
        return None
    return shorten(term["value"]) if term["type"] == "uri" else term["value"]


def ask_store(store: Store, query: str) -> Table:
    solutions = store.select(query, BASE)
    columns = solutions.variables
    return Table(
        columns,
        [
            {
                column: None if term is None else shorten(term.value) if isinstance(term, NamedNode) else text_of(term)
                for column, term in zip(columns, row, strict=True)
            }
            for row in solutions.rows()
        ],
    )


def content_quads() -> list[Quad]:
    """What the server holds: every file in its graph and, unless it is disputed, in the default graph."""
    quads: list[Quad] = []
    for folder in ("ontology", "data", "shapes"):
        for path in sorted((ROOT / folder).rglob("*.ttl")):
            graph = NamedNode(f"{BASE}graph/{path.relative_to(ROOT).with_suffix('').as_posix()}")
            found = read_document(path).quads
            quads += [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]
            quads += found if path.stem != "disputed" else ()
    return quads


def ontology_quads() -> Iterator[Quad]:
    for path in sorted((ROOT / "ontology").rglob("*.ttl")):
        yield from read_document(path).quads


def order_of(slug: str) -> list[str]:
    """The variables by which a query orders its rows."""
    return re.findall(r"\?(\w+)", text_of_query(slug).rpartition("ORDER BY")[2])


def world_store(trig: str, folder: Path) -> Store:
    path = folder / "world.trig"
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in SHORT.items())
    path.write_text(prefixes + trig, "utf-8")
    return Store([*ontology_quads(), *read_document(path).quads])
