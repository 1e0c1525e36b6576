# SPDX-License-Identifier: Apache-2.0
"""Shapes that are themselves wrong: each mistake is told in the shapes file, at its line, in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from rightsgraph.content import read_content
from rightsgraph.errors import ValidationFailed
from rightsgraph.validation import Finding, Report, Severity, ShaclEngine, validate

PREFIXES = """\
@prefix e: <http://e.example/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPE = "e:S a sh:NodeShape ; sh:targetClass e:Training ;\n"
PROPERTY = f"{SHAPE}  sh:property e:P .\ne:P sh:path e:held ;\n"
DATA = {
    "ontology/o.ttl": f"{PREFIXES}e:Training a <http://www.w3.org/2002/07/owl#Class> .\n",
    "data/d.ttl": f"{PREFIXES}e:a a e:Training ; e:held 1 .\n",
}
RAISED = (Severity.VIOLATION, Severity.WARNING)
VIOLATION, WARNING = RAISED


@dataclass(frozen=True, slots=True)
class Mistake:
    """Shapes with a mistake, the line at which it is told, its rule and severity, and what the message ends with."""

    shapes: str
    line: int
    rule: str
    severity: Severity = VIOLATION
    near: str = ""


MISTAKES = {
    "a misspelt property": Mistake(f"{PROPERTY}  sh:minCout 1 .", 4, "unknown-shacl-term", near="`sh:minCount`?"),
    "a misspelt kind": Mistake(f"{PROPERTY}  sh:nodeKind sh:Iri .", 4, "unknown-shacl-term", near="`sh:IRI`?"),
    "a misspelt severity": Mistake(
        f"{PROPERTY}  sh:severity sh:Waring .", 4, "unknown-shacl-term", near="`sh:Warning`?"
    ),
    "a misspelt class of shapes": Mistake(
        f"{PROPERTY}  a sh:PropertyShpae .", 4, "unknown-shacl-term", near="`sh:PropertyShape`?"
    ),
    "a term of nothing": Mistake(f"{PROPERTY}  sh:frobnicate 1 .", 4, "unknown-shacl-term"),
    "no target": Mistake("e:S a sh:NodeShape ;\n  sh:nodeKind sh:IRI .", 1, "shape-without-target", WARNING),
    "no target and no type": Mistake("e:S sh:property e:P .\ne:P sh:path e:p .", 1, "shape-without-target", WARNING),
    "a misspelt target": Mistake(
        "e:S a sh:NodeShape ;\n  sh:targetClass e:Trainin .", 2, "no-class", near="`e:Training`?"
    ),
    "a class that is none": Mistake(f"{PROPERTY}  sh:class e:Workshop .", 4, "no-class", WARNING),
    "a resource for a class": Mistake(
        "e:S a sh:NodeShape ;\n  sh:targetClass e:T .\ne:T a e:Training .", 2, "no-class"
    ),
    "a shape of itself": Mistake(f"{SHAPE}  sh:node e:S .", 2, "recursive-shape", WARNING),
    "a circle of shapes": Mistake(
        f"{SHAPE}  sh:or ( e:T e:U ) .\ne:T sh:not e:V .\ne:V sh:property e:P .\n"
        "e:P sh:path e:p ;\n  sh:qualifiedMinCount 1 ; sh:qualifiedValueShape e:T .",
        6,
        "recursive-shape",
        WARNING,
    ),
    "no path": Mistake(f"{SHAPE}  sh:property [ sh:minCount 1 ] .", 2, "property-without-path"),
    "a property shape that is not there": Mistake(f"{SHAPE}  sh:property e:Nowhere .", 2, "property-without-path"),
    "two paths": Mistake(f"{PROPERTY}  sh:path e:other .", 4, "said-twice"),
    "two counts": Mistake(f"{PROPERTY}  sh:minCount 0 ;\n  sh:minCount 1 .", 5, "said-twice"),
    "sh:in without a list": Mistake(f"{PROPERTY}  sh:in 1 .", 4, "not-a-list"),
    "sh:or without a list": Mistake(f"{SHAPE}  sh:or e:T .\ne:T sh:nodeKind sh:IRI .", 2, "not-a-list"),
    "a list without an end": Mistake(
        f"{PROPERTY}  sh:in e:l .\ne:l rdf:first 1 ; rdf:rest e:l .", 4, "not-a-list"
    ),
    "languages without a list": Mistake(f'{PROPERTY}  sh:languageIn "en" .', 4, "not-a-list"),
    "more than the most": Mistake(f"{PROPERTY}  sh:maxCount 1 ;\n  sh:minCount 2 .", 5, "limits-crossed", WARNING),
    "longer than the longest": Mistake(
        f"{PROPERTY}  sh:maxLength 1 ; sh:minLength 2 .", 4, "limits-crossed", WARNING
    ),
    "a count in quotes": Mistake(f'{PROPERTY}  sh:minCount "1" .', 4, "not-a-count"),
    "a count in words": Mistake(f'{PROPERTY}  sh:minCount "one" .', 4, "not-a-count"),
    "a count below zero": Mistake(f"{PROPERTY}  sh:maxCount -1 .", 4, "not-a-count"),
    "a truth in quotes": Mistake(f'{SHAPE}  sh:closed "true" .', 2, "not-a-boolean"),
    "a datatype in quotes": Mistake(f'{PROPERTY}  sh:datatype "xsd:integer" .', 4, "not-an-iri"),
    "a class in quotes": Mistake(f'{PROPERTY}  sh:class "e:Training" .', 4, "not-an-iri"),
    "a misspelt datatype": Mistake(
        f"{PROPERTY}  sh:datatype xsd:interger .", 4, "unknown-standard-term", near="`xsd:integer`?"
    ),
    "a query without $this": Mistake(
        f"{SHAPE}  sh:sparql e:Q .\ne:Q\n  sh:select 'SELECT ?x WHERE {{ ?x <http://e.example/nothing> ?this }}' .",
        4,
        "select-without-this",
    ),
    "two messages in one language": Mistake(
        f'{PROPERTY}  sh:message "one"@en ,\n    "uno"@es ,\n    "two"@en .', 6, "two-messages", WARNING
    ),
    "a broken pattern": Mistake(f'{PROPERTY}  sh:pattern "(" .', 4, "bad-pattern"),
    "a broken pattern in a nameless shape": Mistake(
        f'{SHAPE}  sh:property [ sh:path e:p ; sh:pattern "[a" ] .', 2, "bad-pattern"
    ),
    "a broken query": Mistake(
        f'{SHAPE}  sh:sparql e:Q .\ne:Q\n  sh:select "SELECT $this {{ oops" .', 4, "bad-select"
    ),
    "an undeclared prefix in a query": Mistake(
        f'{SHAPE}  sh:sparql e:Q .\ne:Q\n  sh:select "SELECT $this {{ $this q:p 1 }}" .', 4, "bad-select"
    ),
    "the broken one of two patterns": Mistake(
        f'{SHAPE}  sh:property [ sh:path e:p ; sh:pattern "a" ] ;\n'
        '  sh:not [ sh:path e:q ; sh:pattern "(" ] .', 3, "bad-pattern"
    ),
    "a path that is none": Mistake(
        f"{SHAPE}  sh:property e:P .\ne:P\n  sh:path [ e:backwards e:held ] .", 4, "shape-cannot-run"
    ),
}  # fmt: skip
Told = Callable[[str], list[Finding]]


@pytest.fixture
def told(make_root: Callable[[Mapping[str, str]], Path]) -> Told:
    """What is told of some shapes, whether or not an engine can run them."""

    def tell(shapes: str, prefixes: str = PREFIXES) -> list[Finding]:
        root = make_root({**DATA, "shapes/s.ttl": prefixes + shapes})
        try:
            report: object = validate(read_content(root))
        except ValidationFailed as error:
            report = error.report
        assert isinstance(report, Report)
        return [finding for finding in report.findings if finding.file.startswith("shapes/")]

    return tell


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_at_its_line_in_both_languages(told: Told, mistake: Mistake) -> None:
    found = {(finding.line, finding.rule, finding.severity): finding for finding in told(mistake.shapes)}
    finding = found.get((mistake.line + PREFIXES.count("\n"), mistake.rule, mistake.severity))
    assert finding, found
    assert finding.file == "shapes/s.ttl"
    assert set(finding.messages) == {"en", "es"}
    assert finding.messages["en"] != finding.messages["es"]
    assert finding.messages["en"].endswith(mistake.near)
    assert finding.messages["es"].endswith(mistake.near)
    assert (
        bool(mistake.near) is ("did you mean" in finding.messages["en"]) is ("¿quiso decir" in finding.messages["es"])
    )


SOUND = {
    "a property": f'{PROPERTY}  sh:minCount 1 ; sh:maxCount 1 ; sh:message "one"@en , "uno"@es .',
    "nested": f"{SHAPE}  sh:or ( [ sh:path e:held ; sh:in ( 1 2 ) ] [ sh:not e:T ] ) .\ne:T sh:nodeKind sh:IRI .",
    "one shape twice": f"{SHAPE}  sh:and ( e:T e:T ) .\ne:T sh:property [ sh:path e:held ] .",
    "a class": "e:Training a sh:NodeShape , <http://www.w3.org/2000/01/rdf-schema#Class> ; sh:nodeKind sh:IRI .",
    "a foreign class": "e:S a sh:NodeShape ; sh:targetClass <http://elsewhere.example/Person> ; sh:nodeKind sh:IRI .",
    "a query": f"{SHAPE}  sh:sparql [ sh:select 'SELECT DISTINCT $this ?value {{ $this e:nothing ?value }}' ;\n"
    '    sh:prefixes [ sh:declare [ sh:prefix "e" ; sh:namespace "http://e.example/"^^xsd:anyURI ] ] ] .',
    "a pattern": f'{PROPERTY}  sh:pattern "^\\\\p{{L}}|\\\\d+$" ; sh:flags "i" .',
}


@pytest.mark.parametrize("shapes", SOUND.values(), ids=SOUND)
def test_of_sound_shapes_nothing_is_told(told: Told, shapes: str) -> None:
    assert told(shapes) == []


@pytest.mark.parametrize("namespace", ["https://www.w3.org/ns/shacl#", "http://www.w3.org/ns/shacl/"])
def test_a_misspelt_namespace_is_told_and_the_shapes_run_all_the_same(
    make_root: Callable[[Mapping[str, str]], Path], namespace: str
) -> None:
    prefixes = PREFIXES.replace("http://www.w3.org/ns/shacl#", namespace)
    root = make_root({**DATA, "shapes/s.ttl": f"{prefixes}{PROPERTY}  sh:minCount 2 ."})
    report = validate(read_content(root))
    assert [(finding.file, finding.line, finding.rule) for finding in report.findings] == [
        ("data/d.ttl", 5, "P"),
        ("shapes/s.ttl", 3, "misspelt-namespace"),
    ]


def test_content_without_shapes_never_passes(make_root: Callable[[Mapping[str, str]], Path]) -> None:
    root = make_root({**DATA, "shapes/tiny.ttl": "# Nothing yet.\n"})
    (finding,) = validate(read_content(root)).findings
    assert (finding.file, finding.rule, finding.severity) == ("shapes/tiny.ttl", "no-shapes", VIOLATION)
    (root / "shapes" / "tiny.ttl").unlink()
    (finding,) = validate(read_content(root)).findings
    assert (finding.file, finding.rule) == ("shapes", "no-shapes")


@pytest.mark.parametrize("engine", [ShaclEngine.native, ShaclEngine.pyshacl, ShaclEngine.both])
def test_where_no_engine_can_run_the_rest_is_told_with_the_cause(
    make_root: Callable[[Mapping[str, str]], Path], engine: ShaclEngine
) -> None:
    shapes = f'{PREFIXES}{PROPERTY}  sh:pattern "(" .'
    root = make_root({**DATA, "shapes/s.ttl": shapes, "data/x.ttl": '<x:a> <x:b> "write to ana@example.org" .'})
    with pytest.raises(ValidationFailed) as caught:
        validate(read_content(root), engine=engine)
    assert isinstance(caught.value.report, Report)
    assert [(finding.file, finding.rule) for finding in caught.value.report.findings] == [
        ("data/x.ttl", "e-mail"),
        ("shapes/s.ttl", "bad-pattern"),
    ]


def test_what_a_shapes_file_that_cannot_be_read_may_hold_is_not_missed(told: Told) -> None:
    found = told(f"{PROPERTY}  sh:minCount 1")
    assert [finding.rule for finding in found] == ["syntax"]
