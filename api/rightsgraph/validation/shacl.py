# SPDX-License-Identifier: Apache-2.0
"""Triples and shapes in, SHACL results out: the only door to pyshacl and rdflib.

The graphs are plain rdflib ones: a store-backed graph gives false violations. Literals keep their lexical form.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from rightsgraph.errors import ValidationFailed
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple
from rightsgraph.validation.report import Severity
from rightsgraph.vocab import SH

_SEVERITIES = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}
_PARTS = (rdflib.SH.property, rdflib.SH.node, rdflib.SH["not"], rdflib.SH.qualifiedValueShape)


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result; terms are IRIs, blank node labels or lexical forms."""

    shape: str
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    component: str
    messages: Mapping[str, str]


def run_shapes(data: Iterable[Triple], shapes: Iterable[Triple], only: Sequence[str] = ()) -> list[Result]:
    """Validate a graph; `only` restricts the run to some shapes. Raises ValidationFailed.

    Class membership follows rdfs:subClassOf as far as the data graph states it; nothing else is inferred.
    """
    rdflib.NORMALIZE_LITERALS = False
    shapes_graph = _graph(shapes)
    options: dict[str, Any] = {"use_shapes": _with_parts(shapes_graph, only)} if only else {}
    try:
        _, results, text = pyshacl.validate(
            _graph(data), shacl_graph=shapes_graph, inference="none", advanced=False, **options
        )
    except (ShapeLoadError, ReportableRuntimeError, ValidationFailure) as error:
        raise ValidationFailed(str(error)) from error
    if not isinstance(results, rdflib.Graph):
        raise ValidationFailed(str(text))
    return [_result(results, node, shapes_graph) for node in results.objects(predicate=rdflib.SH.result)]


def is_shacl_term(iri: str) -> bool:
    """Whether an IRI of the sh: namespace is one that SHACL defines."""
    return rdflib.URIRef(iri) in rdflib.SH


def _with_parts(shapes: rdflib.Graph, names: Sequence[str]) -> list[str]:
    """Some shapes and all that they are made of: the engine leaves out every named part that is not listed."""
    wanted: set[Any] = set()
    todo: list[Any] = [rdflib.URIRef(name) for name in names]
    while todo:
        shape = todo.pop()
        if shape not in wanted:
            wanted.add(shape)
            todo += [part for reference in _PARTS for part in shapes.objects(shape, reference)]
    return [str(shape) for shape in wanted]


def _result(graph: rdflib.Graph, node: Any, shapes: rdflib.Graph) -> Result:
    def value(term: rdflib.URIRef) -> str | None:
        found = graph.value(node, term)
        return None if found is None else str(found)

    return Result(
        shape=value(rdflib.SH.sourceShape) or "",
        severity=_SEVERITIES.get(value(rdflib.SH.resultSeverity) or "", Severity.VIOLATION),
        focus=value(rdflib.SH.focusNode) or "",
        path=value(rdflib.SH.resultPath),
        value=value(rdflib.SH.value),
        component=value(rdflib.SH.sourceConstraintComponent) or "",
        messages=_messages(graph, node, shapes),
    )


def _messages(graph: rdflib.Graph, node: Any, shapes: rdflib.Graph) -> dict[str, str]:
    """What the constraint says, else its shape; the engine's own words only where neither says anything.

    The engine's report drops the language of a SPARQL constraint's messages, so they are read from the shapes.
    """
    for source in (rdflib.SH.sourceConstraint, rdflib.SH.sourceShape):
        said = {
            getattr(message, "language", None) or "en": str(message)
            for message in shapes.objects(graph.value(node, source), rdflib.SH.message)
        }
        if said:
            return said
    return {"en": " ".join(sorted(str(message) for message in graph.objects(node, rdflib.SH.resultMessage)))}


class _PreparingGraph(rdflib.Graph):
    """Reads each query text once: the engine asks the same constraint of every focus node, and reading is dearest."""

    def __init__(self) -> None:
        super().__init__(bind_namespaces="none")
        self._prepared: dict[tuple[str, tuple[tuple[str, Any], ...]], Query] = {}

    def query(self, query_object: Any, *args: Any, **options: Any) -> rdflib.query.Result:
        """Answer a query, prepared on its first use."""
        if isinstance(query_object, str):
            namespaces = options.get("initNs") or {}
            key = query_object, tuple(sorted(namespaces.items()))
            if key not in self._prepared:
                self._prepared[key] = prepareQuery(query_object, initNs=namespaces)
            query_object = self._prepared[key]
        return super().query(query_object, *args, **options)


def _graph(triples: Iterable[Triple]) -> rdflib.Graph:
    graph = _PreparingGraph()
    for triple in triples:
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            continue  # RDF 1.2, which SHACL knows nothing of
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph


def _term(term: Any) -> Any:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal) and term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    plain = datatype == str(rdflib.XSD.string)
    return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(datatype), normalize=False)
