# SPDX-License-Identifier: Apache-2.0
"""Content in, Report out: the only door to SHACL engines and to the checks that shapes cannot make."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from rightsgraph.content import Content, SourceFile
from rightsgraph.errors import ValidationFailed
from rightsgraph.validation.captures import Captures, check_passages, read_captures
from rightsgraph.validation.freetext import check_texts
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.messages import suggested, told
from rightsgraph.validation.report import Finding, Report, Severity, make_report
from rightsgraph.validation.results import Result, ShaclEngine
from rightsgraph.validation.shacl import run_shapes
from rightsgraph.validation.soundness import check_soundness, locate_failure
from rightsgraph.validation.structure import check_structure
from rightsgraph.validation.syntax import explain
from rightsgraph.validation.terms import Terms, check_terms, nearest_choice
from rightsgraph.validation.writers import ReportFormat, write_report
from rightsgraph.vocab import OA, RDF, SH

__all__ = ["Finding", "Report", "ReportFormat", "Severity", "ShaclEngine", "run_shapes", "validate", "write_report"]

_SHAPES = PurePath("shapes")


def validate(content: Content, captures_folder: Path | None = None, engine: ShaclEngine = ShaclEngine.native) -> Report:
    """Check everything that can be: syntax, shapes, structure, free text, and passages where captures are given.

    A file that does not parse is a finding, and the others are checked without it. Raises ValidationFailed where
    the shapes cannot be run, with a report of all else and of the cause where it can be located; OSError where the
    captures cannot be read.
    """
    triples = [triple for file in content.files for triple in file.triples]
    graph = Graph(triples)
    captures = read_captures(captures_folder, graph) if captures_folder else None
    terms = check_terms(content)

    def report(findings: Iterable[Finding]) -> Report:
        files = [*(file.path for file in content.files), *(PurePath(error.path) for error in content.errors)]
        return make_report(content.root, findings, _notes(graph, captures), files, len(set(triples)))

    findings = list(_findings(content, graph, captures, terms))
    try:
        return report([*findings, *_run(content, terms, engine)])
    except ValidationFailed as error:
        causes = list(locate_failure(_shape_files(content), terms))
        if not causes:
            raise
        places = ", ".join(f"{cause.file}:{cause.line}:{cause.column}" for cause in causes)
        raise ValidationFailed(f"{places}: {error}", report([*findings, *causes])) from error


def _findings(content: Content, graph: Graph, captures: Captures | None, terms: Terms) -> Iterator[Finding]:
    yield from (explain(content.root, error, content.prefixes) for error in content.errors)
    yield from terms.findings
    shapes = _shape_files(content)
    yield from check_structure(content, graph, Graph(triple for file in shapes for triple in file.triples))
    if all(error.path.parts[0] == "data" for error in content.errors):  # else what is missing may be in there
        yield from check_soundness(shapes, terms, graph)
    yield from check_texts(content, graph, captures)
    if captures is not None:
        yield from check_passages(content, graph, captures)


def _shape_files(content: Content) -> list[SourceFile]:
    return [file for file in content.files if file.path.is_relative_to(_SHAPES)]


def _run(content: Content, terms: Terms, engine: ShaclEngine) -> Iterator[Finding]:
    """What the shapes find in what was meant."""
    shapes = terms.mend(t for file in content.files if file.path.is_relative_to(_SHAPES) for t in file.triples)
    data = terms.mend(t for file in content.files if not file.path.is_relative_to(_SHAPES) for t in file.triples)
    offered = Graph(triple for triple in shapes if triple.predicate.value.startswith((SH + "in", RDF)))
    for result in run_shapes(data, shapes, engine=engine):
        finding, near = _locate(content, result), None
        if result.component == SH + "InConstraintComponent":
            near = nearest_choice(offered, result.shape, result.value or "", content.prefixes)
        yield replace(finding, messages=suggested(finding.messages, near)) if near else finding


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
