# SPDX-License-Identifier: Apache-2.0
"""A term in, its plain text out."""

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple


def text_of(term: NamedNode | BlankNode | Literal | Triple | DefaultGraph) -> str:
    """An IRI, a blank node's label, a literal's lexical form; for RDF 1.2's triple terms, their N-Triples."""
    return str(term) if isinstance(term, Triple | DefaultGraph) else str(term.value)
