# SPDX-License-Identifier: Apache-2.0
"""Content in, Report out: the only door to SHACL engines and to the checks that shapes cannot make."""

from collections.abc import Iterator
from pathlib import Path, PurePath

from rightsgraph.content import Content
from rightsgraph.validation.captures import Captures, check_passages, read_captures
from rightsgraph.validation.freetext import check_texts
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.messages import told
from rightsgraph.validation.report import Finding, Report, Severity, make_report
from rightsgraph.validation.results import Result, ShaclEngine
from rightsgraph.validation.shacl import run_shapes
from rightsgraph.validation.structure import check_structure
from rightsgraph.validation.writers import ReportFormat, write_report
from rightsgraph.vocab import OA

__all__ = ["Finding", "Report", "ReportFormat", "Severity", "ShaclEngine", "run_shapes", "validate", "write_report"]

_SHAPES = PurePath("shapes")


def validate(content: Content, captures_folder: Path | None = None, engine: ShaclEngine = ShaclEngine.native) -> Report:
    """Check everything that can be: syntax, shapes, structure, free text, and passages where captures are given.

    A file that does not parse is a finding, and the others are checked without it. Raises ValidationFailed where
    the shapes cannot be run, OSError where the captures cannot be read.
    """
    triples = [triple for file in content.files for triple in file.triples]
    graph = Graph(triples)
    captures = read_captures(captures_folder, graph) if captures_folder else None
    return make_report(
        content.root,
        _findings(content, graph, captures, engine),
        _notes(graph, captures),
        [*(file.path for file in content.files), *(PurePath(error.path) for error in content.errors)],
        len(set(triples)),
    )


def _findings(content: Content, graph: Graph, captures: Captures | None, engine: ShaclEngine) -> Iterator[Finding]:
    for error in content.errors:
        yield Finding(
            str(error.path), error.line, error.column, Severity.VIOLATION, "syntax", told("syntax", reason=error.reason)
        )
    shapes = [triple for file in content.files if file.path.is_relative_to(_SHAPES) for triple in file.triples]
    data = [triple for file in content.files if not file.path.is_relative_to(_SHAPES) for triple in file.triples]
    yield from check_structure(content, graph, Graph(shapes))
    yield from check_texts(content, graph, captures)
    if captures is not None:
        yield from check_passages(content, graph, captures)
    yield from (_locate(content, result) for result in run_shapes(data, shapes, engine=engine))


def _locate(content: Content, result: Result) -> Finding:
    """Where a result belongs: at its triple or its focus; at its value, where that alone is in the data."""
    places = [content.find(result.focus, result.path, result.value), content.find(result.value or "")]
    found = next((place for place in places if place and place[0].path.parts[0] == "data"), places[0])
    file, line, column = (str(found[0].path), found[1].line, found[1].column) if found else ("data", 1, 1)
    rule = result.shape.rpartition("/")[2].rpartition("#")[2]
    return Finding(file, line, column, result.severity, rule, result.messages, result.focus, result.path, result.value)


def _notes(graph: Graph, captures: Captures | None) -> list[dict[str, str]]:
    if captures is not None:
        return []
    passages = sum(1 for _ in graph.pairs(OA + "hasState"))
    return [told("captures-not-given", count=passages)]
