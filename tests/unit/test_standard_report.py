# SPDX-License-Identifier: Apache-2.0
"""`--format turtle`: read back, it is the report that pyshacl writes of the same files, and it hides nothing."""

import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyshacl
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SH
from rdflib.compare import isomorphic

from rightsgraph.formats import TURTLE, Format
from rightsgraph.rdf import BlankNode, NamedNode, Triple
from rightsgraph.validation import Finding, Report, ReportFormat, Severity, validate_files, write_report
from rightsgraph.validation.report import make_report
from rightsgraph.validation.results import Result
from rightsgraph.validation.shapes_graph import ShapesGraph
from rightsgraph.vocab import SH as SH_IRI

PREFIXES = """
@prefix e: <http://e.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """
e:a a e:C ; e:p "01"^^xsd:integer , "Perú"@es , "a \\"quoted\\"\\nline" ; e:q e:b , [ e:p "inside" ] .
e:b a e:C ; e:p 7 , 2.50 ; e:q e:a , ( 1 "two" ) .
"""
SHAPES = {
    "literals": "sh:property [ sh:path e:p ; sh:datatype xsd:integer ; sh:maxLength 3 ]",
    "a missing value": "sh:property [ sh:path e:r ; sh:minCount 2 ; sh:severity sh:Warning ; sh:message 'two'@en ]",
    "an inverse path": "sh:property [ sh:path [ sh:inversePath e:q ] ; sh:maxCount 0 ; sh:severity sh:Info ]",
    "a sequence": "sh:property [ sh:path ( e:q [ sh:inversePath e:q ] e:p ) ; sh:nodeKind sh:IRI ]",
    "a steep path": """sh:property [ sh:maxCount 0 ; sh:path ( [ sh:zeroOrMorePath e:q ]
        [ sh:alternativePath ( e:p [ sh:oneOrMorePath ( e:q e:q ) ] [ sh:zeroOrOnePath e:r ] ) ] ) ]""",
    "nameless values": "sh:property [ sh:path e:q ; sh:nodeKind sh:IRI ]",
    "two rules of one name": 'sh:property e:P . e:P sh:path e:p ; sh:minLength 9 ; sh:pattern "^z" ; sh:message "no"',
    "a nameless focus": "sh:targetObjectsOf e:q ; sh:class e:C",
    "alternatives": "sh:property [ sh:path e:p ; sh:or ( [ sh:datatype xsd:integer ] [ sh:languageIn ( 'es' ) ] ) ]",
    "a closed shape": "sh:closed true ; sh:ignoredProperties ( e:q )",
    "a query": """sh:sparql [
        sh:select "SELECT $this ?value { $this <http://e.example/p> ?value FILTER isNumeric(?value) }" ]""",
    "what conforms": "sh:nodeKind sh:IRI",
}
KEPT = (SH.focusNode, SH.value, SH.sourceConstraintComponent, SH.resultSeverity)
Files = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Files:
    def write(shapes: str, **files: str) -> Path:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "shapes.ttl").write_text(PREFIXES + shapes, "utf-8")
        for name, text in files.items():
            (tmp_path / "data" / f"{name}.ttl").write_text(text, "utf-8")
        return tmp_path

    return write


def report_of(root: Path) -> Report:
    return validate_files(root / "data", [root / "shapes.ttl"])


def parsed(turtle: str) -> rdflib.Graph:
    rdflib.NORMALIZE_LITERALS = False
    return rdflib.Graph().parse(data=turtle, format="turtle")


def essence(report: rdflib.Graph) -> rdflib.Graph:
    """What two engines must agree on: whether it conforms; of each result focus, path, value, component, severity."""
    kept = rdflib.Graph()
    (root,) = report.subjects(RDF.type, SH.ValidationReport)
    kept += report.triples((root, SH.conforms, None))
    for result in report.objects(root, SH.result):
        kept.add((root, SH.result, result))
        for predicate in KEPT:
            kept += report.triples((result, predicate, None))
        for path in report.objects(result, SH.resultPath):
            kept.add((result, SH.resultPath, path))
            kept += described(report, path)
    return kept


def described(
    graph: rdflib.Graph, node: rdflib.term.Node
) -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]]:
    if isinstance(node, rdflib.BNode):
        for subject, predicate, value in graph.triples((node, None, None)):
            yield subject, predicate, value
            yield from described(graph, value)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_report_is_that_of_the_reference_engine(write: Files, shape: str) -> None:
    root = write(f"e:S a sh:NodeShape ; sh:targetClass e:C ; {shape} .", a=PREFIXES + DATA)
    ours = parsed(write_report(report_of(root), ReportFormat.turtle, "en"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graphs = [parsed((root / name).read_text("utf-8")) for name in ("data/a.ttl", "shapes.ttl")]
        _, theirs, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], inference="none")
    assert isinstance(theirs, rdflib.Graph)
    assert isomorphic(essence(ours), essence(theirs)), essence(ours).serialize() + essence(theirs).serialize()


def test_messages_stand_there_in_both_languages_and_results_have_their_shape(write: Files) -> None:
    shape = 'sh:property e:P . e:P sh:path e:p ; sh:maxLength 1 ; sh:message "Shorter."@en , "Más corto."@es'
    root = write(f"e:S a sh:NodeShape ; sh:targetClass e:C ; {shape} .", a=PREFIXES + "e:a a e:C ; e:p 12 .")
    graph = parsed(write_report(report_of(root), ReportFormat.turtle, "es"))
    (result,) = graph.objects(predicate=SH.result)
    assert set(graph.objects(result, SH.resultMessage)) == {
        rdflib.Literal("Shorter.", lang="en"),
        rdflib.Literal("Más corto.", lang="es"),
    }
    assert graph.value(result, SH.sourceShape) == rdflib.URIRef("http://e.example/P")


def test_what_no_engine_found_is_a_result_too(write: Files) -> None:
    root = write("e:S a sh:NodeShape ; sh:targetClass e:C ; sh:nodeKind sh:IRI .", a="e:a a e:C .")
    graph = parsed(write_report(report_of(root), ReportFormat.turtle, "en"))
    assert graph.value(predicate=SH.conforms, object=rdflib.Literal("false", datatype=rdflib.XSD.boolean))
    (result,) = graph.objects(predicate=SH.result)
    assert graph.value(result, SH.focusNode) == rdflib.Literal("a.ttl")
    rule = graph.value(result, SH.sourceConstraintComponent)
    assert rule == rdflib.URIRef("https://w3id.org/rightsgraph/rule/syntax")
    assert graph.value(result, SH.sourceShape) is None
    told = {getattr(text, "language", None): str(text) for text in graph.objects(result, SH.resultMessage)}
    assert told["en"].startswith("a.ttl:1:1: the prefix e: is not declared")
    assert told["es"].startswith("a.ttl:1:1: no se puede leer")


@pytest.mark.parametrize("severity", list(Severity))
@pytest.mark.parametrize("focus", [None, "http://e.example/a", "no IRI"])
def test_no_report_conforms_that_says_anything(tmp_path: Path, severity: Severity, focus: str | None) -> None:
    finding = Finding("a.ttl", 1, 1, severity, "a rule/ñ", {"en": "m"}, focus, focus, focus)
    graph = parsed(write_report(make_report(tmp_path, [finding], [], [], 0), ReportFormat.turtle, "en"))
    assert [str(conforms) for conforms in graph.objects(predicate=SH.conforms)] == ["false"]
    (result,) = graph.objects(predicate=SH.result)
    for name in ("focusNode", "sourceConstraintComponent", "resultSeverity"):
        assert len(list(graph.objects(result, SH[name]))) == 1


def test_nothing_found_conforms(tmp_path: Path) -> None:
    graph = parsed(write_report(make_report(tmp_path, [], [], [], 0), ReportFormat.turtle, "en"))
    assert [str(conforms) for conforms in graph.objects(predicate=SH.conforms)] == ["true"]
    assert len(graph) == 2


def test_two_runs_write_the_same_bytes(write: Files) -> None:
    shapes = ";".join(shape for name, shape in SHAPES.items() if " . " not in shape)
    nameless = " ".join(f"e:n{place} a e:C ; e:q [ e:p {place} ] , [ e:p 0 ] ." for place in range(12))
    root = write(f"e:S a sh:NodeShape ; sh:targetClass e:C ; {shapes} .", a=PREFIXES + DATA + nameless)
    command = [sys.executable, "-m", "rightsgraph", "check", "data", "--shapes", "shapes.ttl", "--format", "turtle"]
    told = {
        subprocess.run(
            command, cwd=root, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=False
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
    assert told.pop().count(b"a sh:ValidationResult") > 50


IRI = st.sampled_from(["<http://e.example/p>", "<http://e.example/(q)/*+?>", "<urn:x:ñ>"])
PATHS = st.recursive(
    IRI,
    lambda inner: (
        inner.map("^{}".format)
        | st.lists(inner, min_size=2, max_size=4).map("/".join).map("({})".format)
        | st.lists(inner, min_size=2, max_size=4).map("|".join).map("({})".format)
        | st.builds("({}){}".format, inner, st.sampled_from("*+?"))
    ),
    max_leaves=8,
).map(lambda path: path[1:-1] if path.startswith("<") else path)


@given(path=PATHS)
def test_any_path_is_written_as_rdf_and_is_the_same(
    path: str, read_with_pyoxigraph: Callable[[bytes, Format], list[Triple]]
) -> None:
    result = Result(None, Severity.INFO, NamedNode("urn:x:a"), path, None, SH_IRI + "MinCountConstraintComponent", {})
    finding = Finding("a.ttl", 1, 1, Severity.INFO, "r", {"en": "m"}, results=(result,))
    text = write_report(make_report(Path(), [finding], [], [], 0), ReportFormat.turtle, "en")
    triples = read_with_pyoxigraph(text.encode(), TURTLE)
    (node,) = (triple.object for triple in triples if triple.predicate.value == SH_IRI + "resultPath")
    shape = Triple(BlankNode("shape"), NamedNode(SH_IRI + "path"), node)
    assert ShapesGraph([*triples, shape]).path(BlankNode("shape")) == path


def test_prefixes_of_the_files_shorten_its_names(write: Files) -> None:
    root = write("e:S a sh:NodeShape ; sh:targetClass e:C ; sh:nodeKind sh:Literal .", a=PREFIXES + "e:a a e:C .")
    prefixes: Mapping[str, str] = report_of(root).prefixes
    assert prefixes["e"] == "http://e.example/"
    assert "sh:focusNode e:a ;" in write_report(report_of(root), ReportFormat.turtle, "en")
