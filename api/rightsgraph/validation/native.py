# SPDX-License-Identifier: Apache-2.0
"""The native SHACL engine, which validates in milliseconds what takes the reference seconds.

It counts the blank nodes that it reads, those of the shapes first (`_:1_b0`, `_:0_b1`): what it finds gets its own
labels back.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import shacl

from rightsgraph.errors import ValidationFailed
from rightsgraph.formats import NTRIPLES
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Spool, Triple, stream_graph, unescape
from rightsgraph.validation.results import Result, Term, severity_of
from rightsgraph.vocab import SH, XSD

_BLANK = re.compile(r"\{[?$](\w+)\}")
_COUNTED = re.compile(r"_:\d+[_:]b(\d+)\b")
_TERM = re.compile(r'<([^>]*)>|_:\d+[_:]b(\d+)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)


def run_shapes(data: Spool, shapes: Iterable[Triple], most: int | None = None) -> list[Result]:
    """Validate a graph without triple terms, up to so many results; raises ValidationFailed."""
    shapes = [triple for triple in shapes if not isinstance(triple.object, Triple)]
    try:
        # From a file, since a text would stand in memory three times.
        sound = shacl.Shapes.from_text(_ntriples(shapes), "ntriples")
        found = sound.validate_file(str(data.path), max_results=most).results
    except ValueError as error:
        raise ValidationFailed(" ".join(str(error).split())) from error
    if not found:
        return []
    labels = [*_labels(shapes), *data.blank_nodes()]
    messages = _Messages(shapes, labels)
    return [
        Result(
            shape=_node(result.source_shape, labels),
            severity=severity_of(result.severity_iri),
            focus=_term(result.focus_node, labels),
            path=_path(result.path) if result.path else None,
            value=_term(result.value, labels) if result.value else None,
            component=result.component_iri,
            messages=messages.told(result.messages),
        )
        for result in found
    ]


def _labels(triples: Iterable[Triple]) -> list[str]:
    """The labels of blank nodes in the order in which they come."""
    terms = (term for triple in triples for term in (triple.subject, triple.object) if isinstance(term, BlankNode))
    return list(dict.fromkeys(term.value for term in terms))


def _ntriples(triples: Iterable[Triple]) -> str:
    out = io.BytesIO()
    stream_graph(triples, NTRIPLES, {}, out)
    return out.getvalue().decode()


def _term(text: str, labels: Sequence[str]) -> Term:
    """A term in N-Triples as it is in the graphs that were given."""
    match = _TERM.fullmatch(text)
    if not match:
        raise ValidationFailed(f"the engine reports what is no term of RDF 1.1: {text}")
    iri, place, lexical, language, datatype = match.groups()
    if iri is not None:
        return NamedNode(iri)
    if place is not None:
        return BlankNode(labels[int(place)])
    if language:
        return Literal(unescape(lexical), language=language)
    return Literal(unescape(lexical), datatype=NamedNode(datatype or XSD + "string"))


def _node(text: str | None, labels: Sequence[str]) -> NamedNode | BlankNode | None:
    term = _term(text, labels) if text else None
    return None if isinstance(term, Literal) else term


def _path(text: str) -> str:
    """An IRI as it is; a property path stays what it is in SPARQL."""
    match = _TERM.fullmatch(text)
    return match[1] if match and match[1] is not None else text


class _Messages:
    """Gives messages back the language that the engine drops, and the labels that it counts."""

    def __init__(self, shapes: Iterable[Triple], labels: Sequence[str]) -> None:
        self._labels = labels
        self._languages: dict[str, str] = {}
        self._templates: list[tuple[re.Pattern[str], str]] = []
        for triple in shapes:
            if triple.predicate.value == SH + "message" and isinstance(triple.object, Literal):
                text, language = triple.object.value, triple.object.language or "en"
                self._languages[text] = language
                if _BLANK.search(text):
                    parts = (re.escape(part) for part in _BLANK.split(text)[::2])
                    self._templates.append((re.compile(".*".join(parts), re.DOTALL), language))

    def told(self, texts: Iterable[str]) -> dict[str, str]:
        """The messages by language; what is in none is taken for English."""
        found: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            found[self._language(text)].append(_COUNTED.sub(self._label, text))
        return {language: " ".join(said) for language, said in found.items()}

    def _label(self, counted: re.Match[str]) -> str:
        place = int(counted[1])
        return f"_:{self._labels[place]}" if place < len(self._labels) else counted[0]

    def _language(self, text: str) -> str:
        known = self._languages.get(text)
        return known or next((language for pattern, language in self._templates if pattern.fullmatch(text)), "en")
