# SPDX-License-Identifier: Apache-2.0
"""Triples in, RDF text out: sorted, the same bytes for the same triples, lexical forms kept."""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO
from xml.parsers import expat

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from rightsgraph.errors import Unwritable
from rightsgraph.formats import JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from rightsgraph.rdf.jsonld import EMPTY, Context, write_jsonld
from rightsgraph.vocab import LABELS, RDF, TYPE, XSD

# Names that every reader knows: the grammar has more, with dots in them, and not all readers do.
_PREFIX = re.compile(r"(?:[A-Za-z][A-Za-z0-9_-]*)?")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*")
# Written without quotes only where no reader is tempted to write it otherwise: `01` comes back from some as `1`.
_PLAIN_NUMBER = {
    XSD + "integer": re.compile(r"0|-?[1-9][0-9]*"),
    XSD + "decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_FIRST = {
    iri: place for place, iri in enumerate((TYPE, *LABELS, *(RDF + n for n in ("subject", "predicate", "object"))))
}
_WIDTH = 100
_STREAMED = {TURTLE: RdfFormat.TURTLE, NTRIPLES: RdfFormat.N_TRIPLES}


def sort_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Each triple once: by subject; `a` and names first, then by predicate; texts by language, then by code point."""
    return sorted(set(triples), key=_order)


def _order(triple: Triple) -> tuple[str, int, str, str, str]:
    predicate = str(triple.predicate.value)
    language = getattr(triple.object, "language", None) or ""
    return str(triple.subject), _FIRST.get(predicate, len(_FIRST)), predicate, language, str(triple.object)


def write_graph(
    triples: Iterable[Triple], format: Format, prefixes: Mapping[str, str], context: Context = EMPTY
) -> bytes:
    """One graph in one of the graph formats; `context` shapes JSON-LD alone."""
    return _WRITERS[format](sort_triples(triples), prefixes, context)


def stream_graph(triples: Iterable[Triple], format: Format, prefixes: Mapping[str, str], out: IO[bytes]) -> None:
    """One graph as Turtle or N-Triples, written as it comes: unsorted, a triple as often as it comes."""
    used = dict(prefixes) if format is TURTLE else None
    pyoxigraph.serialize(triples, out, format=_STREAMED[format], prefixes=used)


def write_nquads(quads: Iterable[Quad]) -> bytes:
    """Quads as sorted N-Quads."""
    return "".join(sorted({f"{quad} .\n" for quad in quads})).encode()


def _write_ntriples(triples: Sequence[Triple], prefixes: Mapping[str, str], context: Context) -> bytes:
    return "".join(sorted(f"{triple} .\n" for triple in triples)).encode()


def _write_jsonld(triples: Sequence[Triple], prefixes: Mapping[str, str], context: Context) -> bytes:
    return write_jsonld(triples, context)


def _write_rdfxml(triples: Sequence[Triple], prefixes: Mapping[str, str], context: Context) -> bytes:
    used = {
        name: iri
        for name, iri in _used_prefixes(triples, prefixes).items()
        if name and not name.lower().startswith("xml")
    }
    data = pyoxigraph.serialize(triples, format=RdfFormat.RDF_XML, prefixes=used)
    assert data is not None  # it is None only where an output is given
    head, root, body = data.partition(b"<rdf:RDF ")
    attributes, close, body = body.partition(b">")
    # The library writes namespaces in no fixed order; two runs must give the same bytes.
    # A carriage return as it stands is read as a line feed.
    document = (head + root + b" ".join(sorted(attributes.split())) + close + body).replace(b"\r", b"&#13;")
    _require_well_formed(document)
    return document


def _require_well_formed(document: bytes) -> None:
    """Raise Unwritable where the library wrote no XML.

    XML has no form for a property whose IRI ends in no name, nor for most control characters.
    """
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(document, True)
    except expat.ExpatError as error:
        raise Unwritable("RDF/XML", "it holds a property or a character that XML cannot; take Turtle") from error


def _write_turtle(triples: Sequence[Triple], prefixes: Mapping[str, str], context: Context) -> bytes:
    names = _Names(prefixes)
    groups = itertools.groupby(triples, key=lambda triple: str(triple.subject))
    blocks = [_block(names, list(group)) for _, group in groups]
    head = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(names.used))
    return "\n".join([head, *blocks] if head else blocks).encode()


def _block(names: "_Names", triples: list[Triple]) -> str:
    """All that is said of one subject; its classes stand on the first line."""
    lines = []
    for predicate, group in itertools.groupby(triples, key=lambda triple: triple.predicate.value):
        verb = "a" if predicate == TYPE else names.iri(predicate)
        objects = [names.term(triple.object) for triple in group]
        joined = f"{verb} " + " , ".join(objects)
        lines.append(joined if len(joined) <= _WIDTH else f"{verb}\n    " + " ,\n    ".join(objects))
    start = " " if triples[0].predicate.value == TYPE else "\n  "
    return names.term(triples[0].subject) + start + " ;\n  ".join(lines) + " .\n"


def _used_prefixes(triples: Sequence[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that abbreviate at least one IRI of the triples; `a` needs none."""
    names = _Names(prefixes)
    for triple in triples:
        for term in (triple.subject, triple.object):
            names.term(term)
        if triple.predicate.value != TYPE:
            names.iri(triple.predicate.value)
    return {name: iri for name, iri in prefixes.items() if name in names.used}


class _Names:
    """Abbreviates IRIs by the longest namespace that leaves a plain local name."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        plain = ((iri, name) for name, iri in prefixes.items() if _PREFIX.fullmatch(name))
        self._namespaces = sorted(plain, key=lambda pair: (-len(pair[0]), pair[1]))
        self._known: dict[str, str] = {}
        self.used: set[str] = set()

    def iri(self, iri: str) -> str:
        if iri not in self._known:
            self._known[iri] = self._abbreviate(iri)
        return self._known[iri]

    def term(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        if isinstance(term, Triple):
            return f"<<( {self.term(term.subject)} {self.term(term.predicate)} {self.term(term.object)} )>>"
        return str(term)

    def _abbreviate(self, iri: str) -> str:
        for namespace, name in self._namespaces:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
                self.used.add(name)
                return f"{name}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        if literal.language:
            direction = f"--{literal.direction}" if literal.direction else ""
            return f"{_quote(literal.value)}@{literal.language}{direction}"
        if datatype == XSD + "string":
            return _quote(literal.value)
        plain = _PLAIN_NUMBER.get(datatype)
        if plain and plain.fullmatch(literal.value):
            return literal.value
        return f"{_quote(literal.value)}^^{self.iri(datatype)}"


def _quote(text: str) -> str:
    """A Turtle string; a text of several lines, such as a query, keeps them."""
    if "\n" not in text:
        return str(Literal(text))
    escaped = text.replace("\\", "\\\\").replace("\r", "\\r")
    return '"""' + re.sub(r'"(?="|\Z)', r'\\"', escaped) + '"""'


_WRITERS: dict[Format, Callable[[Sequence[Triple], Mapping[str, str], Context], bytes]] = {
    TURTLE: _write_turtle,
    NTRIPLES: _write_ntriples,
    RDFXML: _write_rdfxml,
    JSONLD: _write_jsonld,
}
