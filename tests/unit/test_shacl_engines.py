# SPDX-License-Identifier: Apache-2.0
"""Two SHACL engines behind one door: they find the same, and no unsound shape passes in silence."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.errors import ValidationFailed
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, read_quads, text_of
from rightsgraph.validation import Severity, ShaclEngine, run_shapes
from rightsgraph.validation.results import Result, Term
from rightsgraph.vocab import SH, XSD

PREFIXES = """
@prefix e: <http://e.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPE = "e:S a sh:NodeShape ; sh:targetClass e:C "
DATA = """
e:Sub rdfs:subClassOf e:C .
e:a a e:C ; e:p "01"^^xsd:integer , "Perú"@es , "a \\"quoted\\"\\nline" ; e:q e:b , _:blank .
e:b a e:Sub ; e:p 7 , 2.50 ; e:q e:a .
_:blank e:p "inside" ; e:q _:deeper , [ e:p 1 ] .
_:deeper e:q _:blank .
"""
SHAPES = {
    "property": 'sh:property [ sh:path e:p ; sh:datatype xsd:integer ; sh:message "a number"@en , "un número"@es ]',
    "named property": 'sh:property e:P . e:P sh:path e:p ; sh:maxCount 1 ; sh:severity sh:Warning ; sh:message "one"',
    "inverse path": "sh:property [ sh:path [ sh:inversePath e:q ] ; sh:maxCount 0 ]",
    "list path": "sh:property [ sh:path ( e:q e:p ) ; sh:nodeKind sh:IRI ]",
    "steep path": """sh:property [ sh:maxCount 0 ;
        sh:path ( [ sh:inversePath e:q ] [ sh:alternativePath ( e:p e:q ) ] ) ]""",
    "repeated path": "sh:property [ sh:path [ sh:oneOrMorePath ( e:q e:q ) ] ; sh:maxCount 0 ]",
    "blank values": "sh:property [ sh:path e:q ; sh:nodeKind sh:Literal ]",
    "or": "sh:property [ sh:path e:p ; sh:or ( [ sh:datatype xsd:integer ] [ sh:languageIn ( 'es' ) ] ) ]",
    "node": "sh:property [ sh:path e:q ; sh:node [ sh:class e:C ] ]",
    "in": "sh:property [ sh:path e:p ; sh:in ( 7 'inside' ) ]",
    "closed": "sh:closed true ; sh:ignoredProperties ( e:q )",
    "sparql": """sh:sparql [ sh:message "no"@en , "nada"@es ;
        sh:select "SELECT $this ?value { $this <http://e.example/p> ?value FILTER(!isNumeric(?value)) }" ]""",
    "sparql with a template": """sh:sparql [ sh:message "not {?value}"@en , "no {?value}"@es ;
        sh:select "SELECT $this ?value { $this <http://e.example/p> ?value FILTER(isNumeric(?value)) }" ]""",
    "two targets": "sh:targetObjectsOf e:p ; sh:nodeKind sh:IRI",
    "blank focus": "sh:targetObjectsOf e:q ; sh:nodeKind sh:Literal",
}
Read = Callable[[str], list[Triple]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(text: str) -> list[Triple]:
        path = tmp_path / "text.ttl"
        path.write_text(PREFIXES + text, "utf-8")
        return [quad.triple for quad in read_quads(path)]

    return read


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_both_engines_find_the_same(read: Read, shape: str) -> None:
    assert run_shapes(read(DATA), read(f"{SHAPE}; {shape} ."), engine=ShaclEngine.both)


@pytest.mark.parametrize("engine", [ShaclEngine.native, ShaclEngine.pyshacl])
def test_a_result_has_its_terms_severity_and_messages(read: Read, engine: ShaclEngine) -> None:
    (one, *_) = run_shapes(read(DATA), read(f"{SHAPE}; {SHAPES['named property']} ."), engine=engine)
    assert (one.shape, one.path, one.value) == (NamedNode("http://e.example/P"), "http://e.example/p", None)
    assert (one.severity, one.messages) == (Severity.WARNING, {"en": "one"})
    found = run_shapes(read(DATA), read(f"{SHAPE}; {SHAPES['property']} ."), engine=engine)
    assert {result.value for result in found} == {
        Literal("Perú", language="es"),
        Literal('a "quoted"\nline'),
        Literal("2.50", datatype=NamedNode(XSD + "decimal")),
    }
    assert all(result.messages == {"en": "a number", "es": "un número"} for result in found)


@pytest.mark.parametrize("engine", [ShaclEngine.native, ShaclEngine.pyshacl])
def test_a_nameless_term_has_the_label_that_it_came_with(read: Read, engine: ShaclEngine) -> None:
    data, shapes = read(DATA), read(f"{SHAPE}; {SHAPES['blank focus']} .")
    found = run_shapes(data, shapes, engine=engine)
    labels = {triple.object for triple in data if isinstance(triple.object, BlankNode)}
    assert {result.focus for result in found if isinstance(result.focus, BlankNode)} == labels
    shapes = read(f"{SHAPE}; {SHAPES['inverse path']} .")
    (inner,) = (triple.object for triple in shapes if triple.predicate.value == SH + "property")
    assert {result.shape for result in run_shapes(data, shapes, engine=engine)} == {inner}


@pytest.mark.parametrize("engine", [ShaclEngine.native, ShaclEngine.pyshacl])
def test_what_the_shapes_do_not_say_is_not_said(read: Read, engine: ShaclEngine) -> None:
    assert all(
        not result.messages for result in run_shapes(read(DATA), read(f"{SHAPE}; {SHAPES['in']} ."), engine=engine)
    )


@pytest.mark.parametrize(
    "other",
    [
        Literal("7", datatype=NamedNode(XSD + "decimal")),
        Literal("07", datatype=NamedNode(XSD + "integer")),
        Literal("7"),
        Literal("7", language="en"),
        NamedNode("http://e.example/7"),
        BlankNode("7"),
    ],
    ids=str,
)
def test_engines_must_agree_on_the_whole_term(other: Term) -> None:
    one = Result(None, Severity.INFO, other, None, Literal("7", datatype=NamedNode(XSD + "integer")), "c", {})
    assert one.key != replace(one, value=other).key
    assert one.key != replace(one, focus=BlankNode("8")).key


def test_a_message_with_a_blank_is_filled_and_keeps_its_language(read: Read) -> None:
    found = run_shapes(read(DATA), read(f"{SHAPE}; {SHAPES['sparql with a template']} ."))
    told = {text_of(result.value): result.messages for result in found if result.value is not None}
    assert told["7"] == {"en": "not 7", "es": "no 7"}
    assert told["01"] == {"en": "not 01", "es": "no 01"} or told["01"] == {"en": "not 1", "es": "no 1"}


def test_only_some_shapes_run_when_asked(read: Read) -> None:
    shapes = read(
        f"{SHAPE}; {SHAPES['in']} . "
        "e:T a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:r ; sh:minCount 1 ] ."
    )
    only = ["http://e.example/T"]
    found = run_shapes(read(DATA), shapes, only=only, engine=ShaclEngine.both)
    assert {result.path for result in found} == {"http://e.example/r"}


UNSOUND = {
    "broken SPARQL": 'sh:sparql [ sh:select "SELECT $this { oops" ]',
    "undeclared prefix": 'sh:sparql [ sh:select "SELECT $this { $this ex:p ?x }" ]',
    "broken pattern": 'sh:property [ sh:path e:p ; sh:pattern "(" ]',
    "a count that is none": 'sh:property [ sh:path e:p ; sh:minCount "x" ]',
    "a list that is none": "sh:in e:x",
}


@pytest.mark.parametrize(
    ("name", "engine"),
    [
        (name, engine)
        for name in UNSOUND
        for engine in (ShaclEngine.native, ShaclEngine.pyshacl)
        if (name, engine) != ("a list that is none", ShaclEngine.pyshacl)  # which takes it for an empty one
    ],
)
def test_an_unsound_shape_is_told_on_one_line(read: Read, name: str, engine: ShaclEngine) -> None:
    with pytest.raises(ValidationFailed) as caught:
        run_shapes(read(DATA), read(f"{SHAPE}; {UNSOUND[name]} ."), engine=engine)
    assert "\n" not in str(caught.value)


LITERAL = st.builds(
    lambda text, kind: '"' + "".join(f"\\U{ord(letter):08X}" for letter in text) + '"' + kind,
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0"), max_size=5),
    st.sampled_from(["", "@es", "^^xsd:integer", "^^e:type"]),
)


@given(st.lists(LITERAL, min_size=1, max_size=4))
def test_any_literal_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, literals: list[str]) -> None:
    path = tmp_path_factory.mktemp("literals") / "text.ttl"
    path.write_text(f"{PREFIXES} e:a a e:C ; e:p {' , '.join(literals)} .", "utf-8")
    data = [quad.triple for quad in read_quads(path)]
    path.write_text(f"{PREFIXES} {SHAPE}; sh:property [ sh:path e:p ; sh:nodeKind sh:IRI ] .", "utf-8")
    shapes = [quad.triple for quad in read_quads(path)]
    found = run_shapes(data, shapes)
    values = (triple.object for triple in set(data) if triple.predicate.value == "http://e.example/p")
    assert sorted(str(result.value) for result in found) == sorted(map(str, values))


MANIFEST = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix sht: <http://www.w3.org/ns/shacl-test#> .
"""
CASE = """
<{name}> a sht:Validate ; mf:action [ sht:dataGraph <> ; sht:shapesGraph <> ] ; mf:result {result} .
e:a a e:C ; e:p e:b .
e:S a sh:NodeShape ; sh:targetClass e:C ; {shape} .
"""
SOUND, BROKEN = "sh:property [ sh:path [ sh:inversePath e:p ] ; sh:minCount 1 ]", 'sh:sparql [ sh:select "oops" ]'
EXPECTED = """[ a sh:ValidationReport ; sh:conforms false ; sh:result [ a sh:ValidationResult ; sh:focusNode e:a ;
  sh:resultPath [ sh:inversePath e:p ] ; sh:resultSeverity sh:Violation ;
  sh:sourceConstraintComponent sh:MinCountConstraintComponent ] ]"""


@pytest.mark.parametrize(
    ("result", "shape", "passes"),
    [
        pytest.param(EXPECTED, SOUND, True, id="as expected"),
        pytest.param("[ a sh:ValidationReport ; sh:conforms true ]", SOUND, False, id="a result too many"),
        pytest.param(EXPECTED.replace("sh:Violation ;", "sh:Info ;"), SOUND, False, id="another severity"),
        pytest.param("sht:Failure", BROKEN, True, id="a failure that is expected"),
        pytest.param("sht:Failure", SOUND, False, id="a failure that does not come"),
        pytest.param(EXPECTED, BROKEN, False, id="a failure that is not expected"),
    ],
)
def test_the_runner_of_the_w3c_suite_tells_what_passes(tmp_path: Path, result: str, shape: str, passes: bool) -> None:
    (tmp_path / "manifest.ttl").write_text(f"{PREFIXES}{MANIFEST}<> mf:include <a%20case.ttl> .")
    text = PREFIXES + MANIFEST + CASE.format(name="one", result=result, shape=shape)
    (tmp_path / "a case.ttl").write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "tests.shacl_suite", tmp_path],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0 if passes else 1, "")
    assert ("1 of 1 with native" in done.stdout) is passes
    assert ("failed: a case.ttl" in done.stdout) is not passes
