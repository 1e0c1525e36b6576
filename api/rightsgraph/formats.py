# SPDX-License-Identifier: Apache-2.0
"""The one table of media types: names, extensions, aliases and order of preference."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from rightsgraph.errors import UnknownFormat


class Kind(Enum):
    """What a format can carry."""

    GRAPH = "graph"
    DATASET = "dataset"
    SOLUTIONS = "solutions"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Format:
    """One serialisation; `aliases` are media types that are taken for it when they are asked for by name."""

    name: str
    media_type: str
    extension: str
    kind: Kind
    title: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type as a header says it: with a charset where a reader would otherwise guess."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


TURTLE = Format("turtle", "text/turtle", ".ttl", Kind.GRAPH, "Turtle", ("application/x-turtle",))
JSONLD = Format("jsonld", "application/ld+json", ".jsonld", Kind.GRAPH, "JSON-LD", ("application/json",))
NTRIPLES = Format("ntriples", "application/n-triples", ".nt", Kind.GRAPH, "N-Triples")
RDFXML = Format("rdfxml", "application/rdf+xml", ".rdf", Kind.GRAPH, "RDF/XML", ("application/xml",))
NQUADS = Format("nquads", "application/n-quads", ".nq", Kind.DATASET, "N-Quads")
TRIG = Format("trig", "application/trig", ".trig", Kind.DATASET, "TriG")
JSON = Format("json", "application/sparql-results+json", ".srj", Kind.SOLUTIONS, "SPARQL JSON", ("application/json",))
XML = Format(
    "xml", "application/sparql-results+xml", ".srx", Kind.SOLUTIONS, "SPARQL XML", ("application/xml", "text/xml")
)
CSV = Format("csv", "text/csv", ".csv", Kind.SOLUTIONS, "CSV")
TSV = Format("tsv", "text/tab-separated-values", ".tsv", Kind.SOLUTIONS, "TSV")
HTML = Format("html", "text/html", ".html", Kind.PAGE, "HTML", ("application/xhtml+xml",))
LISTING = Format("json", "application/json", ".json", Kind.PAGE, "JSON")
SPARQL = Format("sparql", "application/sparql-query", ".rq", Kind.PAGE, "SPARQL")
BIBTEX = Format("bibtex", "application/x-bibtex", ".bib", Kind.PAGE, "BibTeX")
RIS = Format("ris", "application/x-research-info-systems", ".ris", Kind.PAGE, "RIS")
CFF = Format("cff", "application/yaml", ".cff", Kind.PAGE, "CFF (YAML)")
TEXT = Format("text", "text/plain", ".txt", Kind.PAGE, "Text")
ATOM = Format("atom", "application/atom+xml", ".atom", Kind.PAGE, "Atom")
PROBLEM = Format("problem", "application/problem+json", ".json", Kind.PAGE, "Problem details", ("application/json",))

# In order of preference: what an absent Accept or `*/*` gets is the first of its kind.
FORMATS = (TURTLE, JSONLD, NTRIPLES, RDFXML, NQUADS, TRIG, JSON, XML, CSV, TSV, HTML)
GRAPH_FORMATS = tuple(format for format in FORMATS if format.kind is Kind.GRAPH)
SOLUTION_FORMATS = tuple(format for format in FORMATS if format.kind is Kind.SOLUTIONS)
RDF_FORMATS = tuple(format for format in FORMATS if format.kind in (Kind.GRAPH, Kind.DATASET))


def named(name: str, offered: Iterable[Format]) -> Format:
    """The offered format that `?format=` means: its name, extension or media type; raises UnknownFormat.

    A `+` that came through a query string unescaped is a space by now.
    """
    offered = tuple(offered)
    wanted = name.strip().lower().replace(" ", "+")
    for format in offered:
        if wanted in (format.name, format.extension[1:], format.media_type, *format.aliases):
            return format
    raise UnknownFormat(name[:40], [format.name for format in offered])


def of_file(name: str) -> Format:
    """The RDF format that a file's name promises, `.gz` set aside; raises UnknownFormat."""
    stem = name.lower().removesuffix(".gz")
    for format in RDF_FORMATS:
        if stem.endswith(format.extension):
            return format
    raise UnknownFormat(name, [format.extension for format in RDF_FORMATS])
