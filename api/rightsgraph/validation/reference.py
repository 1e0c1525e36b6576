# SPDX-License-Identifier: Apache-2.0
"""The reference SHACL engine, pyshacl: slow, well known, and what the native engine is held against.

The graphs are plain rdflib ones: a store-backed graph gives false violations. Literals keep their lexical form.
"""

from collections.abc import Iterable
from typing import Any

import pyshacl
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from rightsgraph.errors import ValidationFailed
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple
from rightsgraph.validation.results import Result, Term, severity_of

_REPEATED = {rdflib.SH.zeroOrMorePath: "*", rdflib.SH.oneOrMorePath: "+", rdflib.SH.zeroOrOnePath: "?"}


def run_shapes(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """Validate a graph; raises ValidationFailed."""
    rdflib.NORMALIZE_LITERALS = False
    shapes_graph = to_graph(shapes)
    try:
        _, results, text = pyshacl.validate(to_graph(data), shacl_graph=shapes_graph, inference="none", advanced=False)
    except Exception as error:  # whatever its parsers of SPARQL and patterns raise comes through as it is
        raise ValidationFailed(" ".join(str(error).split())) from error
    if not isinstance(results, rdflib.Graph):
        raise ValidationFailed(str(text))
    return read_results(results, list(results.objects(predicate=rdflib.SH.result)), shapes_graph)


def read_results(report: rdflib.Graph, nodes: Iterable[Any], shapes: rdflib.Graph) -> list[Result]:
    """The results that stand at some nodes of a validation report."""
    return [_result(report, node, shapes) for node in nodes]


def _result(graph: rdflib.Graph, node: Any, shapes: rdflib.Graph) -> Result:
    def value(term: rdflib.URIRef) -> Term | None:
        found = graph.value(node, term)
        return None if found is None else _from_rdflib(found)

    focus, shape = value(rdflib.SH.focusNode), value(rdflib.SH.sourceShape)
    path = graph.value(node, rdflib.SH.resultPath)
    if focus is None:
        raise ValidationFailed("the report has a result without a focus node")
    return Result(
        shape=None if isinstance(shape, Literal) else shape,
        severity=severity_of(str(graph.value(node, rdflib.SH.resultSeverity))),
        focus=focus,
        path=None if path is None else str(path) if isinstance(path, rdflib.URIRef) else _path_text(graph, path),
        value=value(rdflib.SH.value),
        component=str(graph.value(node, rdflib.SH.sourceConstraintComponent)),
        messages=_messages(graph, node, shapes),
    )


def _path_text(graph: rdflib.Graph, path: Any) -> str:
    """A property path in the syntax of SPARQL, with every bracket, as the native engine writes it."""
    if isinstance(path, rdflib.URIRef):
        return f"<{path}>"
    if (inverted := graph.value(path, rdflib.SH.inversePath)) is not None:
        return f"^{_path_text(graph, inverted)}"
    if (choices := graph.value(path, rdflib.SH.alternativePath)) is not None:
        return f"({'|'.join(_path_text(graph, part) for part in graph.items(choices))})"
    for reference, mark in _REPEATED.items():
        if (part := graph.value(path, reference)) is not None:
            return f"({_path_text(graph, part)}){mark}"
    return f"({'/'.join(_path_text(graph, part) for part in graph.items(path))})"


def _messages(graph: rdflib.Graph, node: Any, shapes: rdflib.Graph) -> dict[str, str]:
    """What the constraint says, else its shape; nothing where neither does, for the engine's words are no one's.

    The engine's report drops the language of a SPARQL constraint's messages, so they are read from the shapes.
    """
    for reference in (rdflib.SH.sourceConstraint, rdflib.SH.sourceShape):
        source = graph.value(node, reference)
        if source is None:
            continue
        said = {
            getattr(message, "language", None) or "en": str(message)
            for message in shapes.objects(source, rdflib.SH.message)
        }
        if said:
            return said
    return {}


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


def to_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """The triples of RDF 1.1 as the engine takes them, lexical forms kept."""
    graph = _PreparingGraph()
    for triple in triples:
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            continue  # RDF 1.2, which SHACL knows nothing of
        graph.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object)))
    return graph


def _to_rdflib(term: Any) -> Any:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal) and term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    plain = datatype == str(rdflib.XSD.string)
    return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(datatype), normalize=False)


def _from_rdflib(node: Any) -> Term:
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype or rdflib.XSD.string)))
