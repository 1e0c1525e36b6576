# SPDX-License-Identifier: Apache-2.0
"""RDF text in, terms out, and back: the only door to parsers, writers and canonicalisation."""

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from rightsgraph.rdf.canonical import canonicalize
from rightsgraph.rdf.cutting import cut_triples
from rightsgraph.rdf.jsonld import Context, read_context, write_jsonld
from rightsgraph.rdf.positions import Place, Positions, comments, read_positions
from rightsgraph.rdf.reading import (
    Document,
    is_iri,
    join_quads,
    load_file,
    read_document,
    read_quads,
    read_text,
    read_triples,
    spool_document,
)
from rightsgraph.rdf.scanning import unescape
from rightsgraph.rdf.spool import Spool
from rightsgraph.rdf.terms import text_of
from rightsgraph.rdf.writing import sort_triples, stream_graph, write_graph, write_nquads

__all__ = [
    "BlankNode",
    "Context",
    "DefaultGraph",
    "Document",
    "Literal",
    "NamedNode",
    "Place",
    "Positions",
    "Quad",
    "Spool",
    "Triple",
    "canonicalize",
    "comments",
    "cut_triples",
    "is_iri",
    "join_quads",
    "load_file",
    "read_context",
    "read_document",
    "read_positions",
    "read_quads",
    "read_text",
    "read_triples",
    "sort_triples",
    "spool_document",
    "stream_graph",
    "text_of",
    "unescape",
    "write_graph",
    "write_jsonld",
    "write_nquads",
]
