# SPDX-License-Identifier: Apache-2.0
"""What a finding of a shape says where the shape says nothing, and why: in words, down to what can be mended."""

import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rightsgraph.errors import ValidationFailed
from rightsgraph.rdf import Spool, Triple, read_document
from rightsgraph.validation import Finding, Report, ReportFormat, ShaclEngine, run_shapes, validate_files, write_report
from rightsgraph.validation.origins import Origins
from rightsgraph.validation.reasons import DEEP, MOST, explain
from rightsgraph.validation.report import Reason
from rightsgraph.validation.results import Result
from rightsgraph.validation.shapes_graph import ShapesGraph
from rightsgraph.validation.wording import Wording

PREFIXES = """
@prefix ex: <http://e.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# A label that the file itself has may be quoted with its line.
LABEL = re.compile(r"\b_:(?!quoted)|\b[0-9a-f]{30,}\b|urn:rightsgraph")
Check = Callable[..., Report]


@pytest.fixture
def look(tmp_path: Path) -> Check:
    """Check the data of ex:Anna, who is an ex:Clinic, against what is asked of a clinic."""

    def look(asked: str, data: str, more: str = "", engine: ShaclEngine = ShaclEngine.native) -> Report:
        return check(tmp_path, asked, data, more, engine)

    return look


def check(folder: Path, asked: str, data: str, more: str, engine: ShaclEngine) -> Report:
    shapes = f"{PREFIXES} ex:ClinicShape a sh:NodeShape ; sh:targetClass ex:Clinic ; {asked} . {more}"
    (folder / "shapes.ttl").write_text(shapes, "utf-8")
    (folder / "data.ttl").write_text(f"{PREFIXES}ex:Anna a ex:Clinic ; {data} .", "utf-8")
    report = validate_files(folder / "data.ttl", [folder / "shapes.ttl"], engine)
    assert not [finding for finding in report.findings if finding.rule == "syntax"], report.findings
    # What is said of the shapes, such as that a class is declared nowhere, is tested elsewhere.
    return replace(report, findings=tuple(finding for finding in report.findings if finding.results))


def lines(reasons: Iterable[Reason], language: str, depth: int = 0) -> list[str]:
    found: list[str] = []
    for reason in reasons:
        found += ["  " * depth + reason.message(language), *lines(reason.reasons, language, depth + 1)]
    return found


@dataclass(frozen=True)
class Case:
    """What is asked of ex:p, what stands there, and what is said."""

    asked: str
    data: str
    english: str
    spanish: str


MESSAGES = {
    "class": Case(
        "sh:class ex:Person", "ex:p ex:b",
        "expected: a member of ex:Person; ex:b stands here",
        "se espera: un miembro de ex:Person; aquí está ex:b",
    ),
    "datatype": Case(
        "sh:datatype xsd:date", 'ex:p "hoy"@es',
        "expected: a value of type xsd:date; “hoy”@es stands here",
        "se espera: un valor de tipo xsd:date; aquí está “hoy”@es",
    ),
    "nodeKind": Case(
        "sh:nodeKind sh:IRI", 'ex:p "2020-01-01"^^xsd:date',
        "expected: an IRI; “2020-01-01” (xsd:date) stands here",
        "se espera: un IRI; aquí está “2020-01-01” (xsd:date)",
    ),
    "minCount": Case(
        "sh:minCount 1", "ex:q 1",
        "expected: at least 1 ex:p; there is none",
        "se espera: al menos 1 ex:p; no hay ninguno",
    ),
    "minCount of more": Case(
        "sh:minCount 3", "ex:p 1",
        "expected: at least 3 ex:p; there are fewer",
        "se espera: al menos 3 ex:p; hay menos",
    ),
    "maxCount": Case(
        "sh:maxCount 1", "ex:p 1 , 2",
        "expected: at most 1 ex:p; there are more",
        "se espera: a lo más 1 ex:p; hay más",
    ),
    "minExclusive": Case(
        "sh:minExclusive 2", "ex:p 2",
        "expected: a value greater than 2; 2 stands here",
        "se espera: un valor mayor que 2; aquí está 2",
    ),
    "minInclusive": Case(
        "sh:minInclusive 2", "ex:p 1.5",
        "expected: a value of 2 or more; 1.5 stands here",
        "se espera: un valor de 2 o más; aquí está 1.5",
    ),
    "maxExclusive": Case(
        "sh:maxExclusive 2", "ex:p 2",
        "expected: a value less than 2; 2 stands here",
        "se espera: un valor menor que 2; aquí está 2",
    ),
    "maxInclusive": Case(
        "sh:maxInclusive 2", "ex:p 3",
        "expected: a value of 2 or less; 3 stands here",
        "se espera: un valor de 2 o menos; aquí está 3",
    ),
    "minLength": Case(
        "sh:minLength 4", "ex:p 'abc'",
        "expected: a text of 4 or more characters; “abc” stands here",
        "se espera: un texto de 4 o más caracteres; aquí está “abc”",
    ),
    "maxLength": Case(
        "sh:maxLength 2", "ex:p 'abc'",
        "expected: a text of at most 2 characters; “abc” stands here",
        "se espera: un texto de a lo más 2 caracteres; aquí está “abc”",
    ),
    "pattern": Case(
        'sh:pattern "^[A-Z]{2}$"', "ex:p 'abc'",
        "expected: a text that fits the pattern “^[A-Z]{2}$”; “abc” stands here",
        "se espera: un texto que calce con el patrón “^[A-Z]{2}$”; aquí está “abc”",
    ),
    "languageIn": Case(
        "sh:languageIn ( 'es' 'qu' )", "ex:p 'one'@en",
        "expected: a text in one of the languages @es, @qu; “one”@en stands here",
        "se espera: un texto en uno de los idiomas @es, @qu; aquí está “one”@en",
    ),
    "uniqueLang": Case(
        "sh:uniqueLang true", "ex:p 'one'@en , 'two'@en",
        "expected: no two ex:p in one language; there are two",
        "se espera: no más de un ex:p por idioma; hay más de uno",
    ),
    "equals": Case(
        "sh:equals ex:q", "ex:p 1",
        "expected: the same values as those of ex:q; 1 is on one side alone",
        "se espera: los mismos valores que los de ex:q; 1 está en un solo lado",
    ),
    "disjoint": Case(
        "sh:disjoint ex:q", "ex:p 1 ; ex:q 1",
        "expected: no value that ex:q has too; both have 1",
        "se espera: ningún valor que también tenga ex:q; ambos tienen 1",
    ),
    "lessThan": Case(
        "sh:lessThan ex:q", "ex:p 2 ; ex:q 2",
        "expected: a value less than each of ex:q; 2 stands here",
        "se espera: un valor menor que cada uno de ex:q; aquí está 2",
    ),
    "lessThanOrEquals": Case(
        "sh:lessThanOrEquals ex:q", "ex:p 3 ; ex:q 2",
        "expected: a value no greater than any of ex:q; 3 stands here",
        "se espera: un valor no mayor que ninguno de ex:q; aquí está 3",
    ),
    "hasValue": Case(
        "sh:hasValue ex:b", "ex:p ex:c",
        "expected: the value ex:b; it is missing",
        "se espera: el valor ex:b; falta",
    ),
    "in": Case(
        "sh:in ( ex:b 'c'@en 2 )", "ex:p ex:zzz",
        "expected: one of ex:b, “c”@en, 2; ex:zzz stands here",
        "se espera: uno de estos: ex:b, “c”@en, 2; aquí está ex:zzz",
    ),
    "not": Case(
        "sh:not [ sh:class ex:Clinic ]", "ex:p ex:Anna",
        "expected: not this: a member of ex:Clinic; ex:Anna is so",
        "se espera: que no sea esto: un miembro de ex:Clinic; ex:Anna lo es",
    ),
    "node": Case(
        "sh:node [ sh:nodeKind sh:IRI ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ]", "ex:p ex:b",
        "expected: an IRI and at least 1 rdfs:label; ex:b does not conform",
        "se espera: un IRI y al menos 1 rdfs:label; ex:b no cumple",
    ),
    "or": Case(
        "sh:or ( ex:BoxShape [ sh:datatype xsd:date ] )", "ex:p ex:b",
        "expected: ex:BoxShape or a value of type xsd:date; ex:b does not conform",
        "se espera: ex:BoxShape o un valor de tipo xsd:date; ex:b no cumple",
    ),
    "or of several each": Case(
        "sh:or ( [ sh:class ex:Box ; sh:nodeKind sh:IRI ] [ sh:datatype xsd:date ] )", "ex:p ex:b",
        "expected: (a member of ex:Box and an IRI) or a value of type xsd:date; ex:b does not conform",
        "se espera: (un miembro de ex:Box y un IRI) o un valor de tipo xsd:date; ex:b no cumple",
    ),
    "and": Case(
        "sh:and ( ex:BoxShape [ sh:nodeKind sh:IRI ] )", "ex:p ex:b",
        "expected: ex:BoxShape and an IRI; ex:b does not conform",
        "se espera: ex:BoxShape y un IRI; ex:b no cumple",
    ),
    "xone": Case(
        "sh:xone ( ex:BoxShape [ sh:datatype xsd:date ] )", "ex:p ex:b",
        "expected: exactly one of these: ex:BoxShape, a value of type xsd:date; ex:b conforms to none or to several",
        "se espera: exactamente una de estas opciones: ex:BoxShape, un valor de tipo xsd:date; "
        "ex:b cumple ninguna o varias",
    ),
    "qualifiedMinCount": Case(
        "sh:qualifiedMinCount 1 ; sh:qualifiedValueShape ex:BoxShape", "ex:p ex:b",
        "expected: at least 1 ex:p with this: ex:BoxShape; there is none",
        "se espera: al menos 1 ex:p con esto: ex:BoxShape; no hay ninguno",
    ),
    "qualifiedMaxCount": Case(
        "sh:qualifiedMaxCount 0 ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ]", "ex:p ex:b",
        "expected: at most 0 ex:p with this: an IRI; there are more",
        "se espera: a lo más 0 ex:p con esto: un IRI; hay más",
    ),
    "a path": Case(
        "sh:minCount 1", "ex:q 1",
        "expected: at least 1 (ex:p/^ex:q); there is none",
        "se espera: al menos 1 (ex:p/^ex:q); no hay ninguno",
    ),
    "a query": Case(
        'sh:sparql [ sh:select "SELECT $this ?value { $this <http://e.example/p> ?value }" ]', "ex:p 1",
        "expected: what its query asks for; 1 does not conform",
        "se espera: lo que pide su consulta; 1 no cumple",
    ),
}  # fmt: skip
BOX = "ex:BoxShape sh:property [ sh:path ex:size ; sh:minCount 1 ] ."


@pytest.mark.parametrize("engine", [ShaclEngine.native, ShaclEngine.pyshacl])
@pytest.mark.parametrize("name", MESSAGES)
def test_every_component_says_what_it_expects_and_what_stands_there(
    look: Check, name: str, engine: ShaclEngine
) -> None:
    case = MESSAGES[name]
    path = "( ex:p [ sh:inversePath ex:q ] )" if name == "a path" else "ex:p"
    report = look(f"sh:property [ sh:path {path} ; {case.asked} ]", case.data, BOX, engine)
    (finding,) = report.findings
    assert dict(finding.messages) == {"en": case.english, "es": case.spanish}


def test_a_closed_shape_says_what_it_knows(look: Check) -> None:
    asked = "sh:closed true ; sh:ignoredProperties ( ex:r ) ; sh:property [ sh:path ex:p ]"
    found = {finding.path: finding.messages for finding in look(asked, "ex:p 1 ; ex:q 2").findings}
    assert found["http://e.example/q"] == {
        "en": "expected: no property but ex:p, ex:r; ex:q stands here",
        "es": "se espera: ninguna propiedad fuera de ex:p, ex:r; aquí está ex:q",
    }


def test_what_a_shape_says_itself_stands(look: Check) -> None:
    asked = 'sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:message "Give one."@en , "Ponga uno."@es , "Huk."@qu ]'
    (finding,) = look(asked, "ex:q 1").findings
    assert finding.messages == {"en": "Give one.", "es": "Ponga uno.", "qu": "Huk."}
    assert finding.reasons == ()


def test_long_choices_are_cut(look: Check) -> None:
    values = " ".join(f"ex:v{place}" for place in range(30))
    (finding,) = look(f"sh:property [ sh:path ex:p ; sh:in ( {values} ) ]", f"ex:p '{'x' * 500}'").findings
    assert "ex:v7, …; “xxx" in finding.message("en")
    assert len(finding.message("en")) < 300


@dataclass(frozen=True)
class Tree:
    """What is asked of ex:p, the data, and the reasons in both languages, indented."""

    asked: str
    data: str
    english: str
    spanish: str


TREES = {
    "every alternative with what it lacks": Tree(
        "sh:or ( ex:BoxShape [ sh:datatype xsd:date ] [ sh:nodeKind sh:Literal ; sh:class ex:Box ] )", "ex:p ex:b",
        """option 1 (ex:BoxShape): expected: at least 1 ex:size; there is none
option 2: expected: a value of type xsd:date; ex:b stands here
option 3
  expected: a member of ex:Box; ex:b stands here
  expected: a text, number or date; ex:b stands here""",
        """opción 1 (ex:BoxShape): se espera: al menos 1 ex:size; no hay ninguno
opción 2: se espera: un valor de tipo xsd:date; aquí está ex:b
opción 3
  se espera: un miembro de ex:Box; aquí está ex:b
  se espera: un texto, número o fecha; aquí está ex:b""",
    ),
    "only the parts that fail": Tree(
        "sh:and ( [ sh:nodeKind sh:IRI ] ex:BoxShape )", "ex:p ex:b",
        "part 2 (ex:BoxShape): expected: at least 1 ex:size; there is none",
        "parte 2 (ex:BoxShape): se espera: al menos 1 ex:size; no hay ninguno",
    ),
    "too many of exactly one": Tree(
        "sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:class ex:Box ] [ sh:class ex:Bag ] )", "ex:p ex:b . ex:b a ex:Bag",
        "option 1: ex:b conforms to: an IRI\noption 3: ex:b conforms to: a member of ex:Bag",
        "opción 1: ex:b cumple con: un IRI\nopción 3: ex:b cumple con: un miembro de ex:Bag",
    ),
    "none of exactly one": Tree(
        "sh:xone ( [ sh:datatype xsd:date ] [ sh:class ex:Box ] )", "ex:p ex:b",
        """option 1: expected: a value of type xsd:date; ex:b stands here
option 2: expected: a member of ex:Box; ex:b stands here""",
        """opción 1: se espera: un valor de tipo xsd:date; aquí está ex:b
opción 2: se espera: un miembro de ex:Box; aquí está ex:b""",
    ),
    "a nested shape, down to a node without a name": Tree(
        "sh:node [ sh:property [ sh:path ex:address ; sh:node ex:AddressShape ] ]",
        "ex:p ex:b . ex:b ex:address [ ex:zip 7 ]",
        """ex:address: expected: ex:AddressShape; the value of ex:address of ex:b does not conform
  ex:zip: expected: a value of type xsd:string; 7 stands here""",
        """ex:address: se espera: ex:AddressShape; el valor de ex:address de ex:b no cumple
  ex:zip: se espera: un valor de tipo xsd:string; aquí está 7""",
    ),
    "properties of values, by the value that they are of": Tree(
        "sh:node [ sh:property [ sh:path ex:address ; sh:property [ sh:path ex:zip ; sh:minCount 1 ] ] ]",
        "ex:p ex:b . ex:b ex:address ex:full , ex:empty . ex:full ex:zip 1",
        """ex:address: expected: at least 1 ex:zip; ex:empty does not conform
  expected: at least 1 ex:zip; there is none""",
        """ex:address: se espera: al menos 1 ex:zip; ex:empty no cumple
  se espera: al menos 1 ex:zip; no hay ninguno""",
    ),
    "what the nested shape says itself, with the value": Tree(
        'sh:node [ sh:property [ sh:path ex:q ; sh:maxLength 1 ; sh:message "Shorter."@en , "Más corto."@es ] ]',
        "ex:p ex:b . ex:b ex:q 'long'",
        "ex:q: Shorter; here: “long”",
        "ex:q: Más corto; aquí: “long”",
    ),
    "which values count too few": Tree(
        "sh:qualifiedMinCount 2 ; sh:qualifiedValueShape ex:BoxShape", "ex:p ex:b , ex:c , [] . ex:b ex:size 1",
        """ex:c does not conform to: ex:BoxShape
  expected: at least 1 ex:size; there is none
the value of ex:p of ex:Anna does not conform to: ex:BoxShape
  expected: at least 1 ex:size; there is none""",
        """ex:c no cumple con: ex:BoxShape
  se espera: al menos 1 ex:size; no hay ninguno
el valor de ex:p de ex:Anna no cumple con: ex:BoxShape
  se espera: al menos 1 ex:size; no hay ninguno""",
    ),
    "which values count too many": Tree(
        "sh:qualifiedMaxCount 1 ; sh:qualifiedValueShape ex:BoxShape",
        "ex:p ex:b , ex:c , 'd' . ex:b ex:size 1 . ex:c ex:size 2",
        "ex:b conforms to: ex:BoxShape\nex:c conforms to: ex:BoxShape",
        "ex:b cumple con: ex:BoxShape\nex:c cumple con: ex:BoxShape",
    ),
    "what should not be, under words of the shape's own": Tree(
        'sh:not [ sh:nodeKind sh:IRI ; sh:class ex:Clinic ] ; sh:message "No loops."', "ex:p ex:Anna",
        "ex:Anna conforms to: a member of ex:Clinic and an IRI",
        "ex:Anna cumple con: un miembro de ex:Clinic y un IRI",
    ),
    "the list that is to blame, of two": Tree(
        "sh:or ( [ sh:nodeKind sh:IRI ] [ sh:class ex:Box ] ) , ( [ sh:class ex:Bag ] [ sh:nodeKind sh:Literal ] )",
        "ex:p ex:b",
        """option 1: expected: a member of ex:Bag; ex:b stands here
option 2: expected: a text, number or date; ex:b stands here""",
        """opción 1: se espera: un miembro de ex:Bag; aquí está ex:b
opción 2: se espera: un texto, número o fecha; aquí está ex:b""",
    ),
    "the list of exactly one that is to blame, of two": Tree(
        "sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:class ex:Box ] ) , ( [ sh:class ex:Bag ] [ sh:nodeKind sh:Literal ] )",
        "ex:p ex:b",
        """option 1: expected: a member of ex:Bag; ex:b stands here
option 2: expected: a text, number or date; ex:b stands here""",
        """opción 1: se espera: un miembro de ex:Bag; aquí está ex:b
opción 2: se espera: un texto, número o fecha; aquí está ex:b""",
    ),
    "which shape, under words that do not name it": Tree(
        'sh:node ex:BoxShape ; sh:message "A box, please."@en', "ex:p ex:b",
        "ex:b does not conform to: ex:BoxShape\n  expected: at least 1 ex:size; there is none",
        "ex:b no cumple con: ex:BoxShape\n  se espera: al menos 1 ex:size; no hay ninguno",
    ),
    "an item of a list": Tree(
        "sh:node [ sh:property [ sh:path rdfs:member ; sh:node ex:BoxShape ] ]",
        "ex:p ex:b . ex:b rdfs:member ex:full ; ex:list ( 1 [ ex:near ex:c ] ) . ex:full ex:size 1 . "
        "ex:b rdfs:member [ ex:inner ( 2 ) ]",
        """rdfs:member: expected: ex:BoxShape; the value of rdfs:member of ex:b does not conform
  expected: at least 1 ex:size; there is none""",
        """rdfs:member: se espera: ex:BoxShape; el valor de rdfs:member de ex:b no cumple
  se espera: al menos 1 ex:size; no hay ninguno""",
    ),
    "a literal by itself": Tree(
        "sh:or ( [ sh:datatype xsd:date ] [ sh:languageIn ( 'es' ) ] )", "ex:p 'x'@en",
        """option 1: expected: a value of type xsd:date; “x”@en stands here
option 2: expected: a text in one of the languages @es; “x”@en stands here""",
        """opción 1: se espera: un valor de tipo xsd:date; aquí está “x”@en
opción 2: se espera: un texto en uno de los idiomas @es; aquí está “x”@en""",
    ),
}  # fmt: skip
ADDRESS = "ex:AddressShape sh:property [ sh:path ex:zip ; sh:datatype xsd:string ] ."


@pytest.mark.parametrize("engine", [ShaclEngine.native, ShaclEngine.pyshacl, ShaclEngine.both])
@pytest.mark.parametrize("name", TREES)
def test_reasons_go_down_to_what_can_be_mended(look: Check, name: str, engine: ShaclEngine) -> None:
    tree = TREES[name]
    (finding,) = look(f"sh:property [ sh:path ex:p ; {tree.asked} ]", tree.data, BOX + ADDRESS, engine).findings
    assert "\n".join(lines(finding.reasons, "en")) == tree.english
    assert "\n".join(lines(finding.reasons, "es")) == tree.spanish


NAMELESS = {
    "the value of ex:p of ex:Anna": "ex:p [ ex:q 1 ]",
    "the value of ex:in of the value of ex:p of ex:Anna": "ex:p [ ex:in [] ; ex:size 1 ]",
    "an item of ex:p of ex:Anna": "ex:p ( [ ex:q 1 ] )",
}


@pytest.mark.parametrize("name", NAMELESS)
def test_a_nameless_focus_is_told_by_how_it_is_reached(look: Check, name: str) -> None:
    shape = "ex:T a sh:NodeShape ; sh:targetSubjectsOf ex:q ; sh:targetObjectsOf ex:in ; sh:nodeKind sh:IRI ."
    found = look("sh:nodeKind sh:IRI", NAMELESS[name], shape).findings
    assert [finding.terms("en") for finding in found] == [(name, name)]


def test_spanish_contracts_where_it_must(look: Check) -> None:
    (finding,) = look("sh:property [ sh:path ( ex:p ex:in ) ; sh:nodeKind sh:IRI ]", "ex:p [ ex:in [] ]").findings
    assert finding.terms("es")[1] == "el valor de ex:in del valor de ex:p de ex:Anna"


def test_a_list_that_comes_back_to_itself_leads_nowhere(look: Check) -> None:
    data = "ex:p 1 . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l ; a ex:Clinic"
    (finding,) = look("sh:nodeKind sh:IRI", data).findings
    assert finding.terms("en")[0] == "a nameless ex:Clinic"


def test_two_rules_that_one_value_breaks_are_both_told(look: Check) -> None:
    found = look("sh:property ex:P", "ex:p 'x'", "ex:P sh:path ex:p ; sh:minLength 2 ; sh:pattern 'y' .").findings
    assert [finding.rule for finding in found] == ["P", "P"]
    assert len({finding.message("en") for finding in found}) == 2


def test_a_nameless_node_that_nothing_leads_to_is_told_by_its_class(look: Check) -> None:
    report = look("sh:nodeKind sh:IRI", "ex:p 1 . [] a ex:Clinic")
    (finding,) = report.findings
    assert (finding.terms("en")[0], finding.terms("es")[0]) == ("a nameless ex:Clinic", "un ex:Clinic sin nombre")


def test_no_label_of_a_parser_is_ever_shown(look: Check) -> None:
    query = """sh:sparql [ sh:message "not {?value}"@en , "no {?value}"@es ;
        sh:select "SELECT $this ?value { $this <http://e.example/p> ?value }" ]"""
    nested = "sh:property [ sh:path ex:p ; sh:or ( [ sh:node [ sh:property [ sh:path ex:r ; sh:minCount 1 ] ] ] ) ]"
    shape = "ex:T a sh:NodeShape ; sh:targetSubjectsOf ex:p , ex:lost ; sh:nodeKind sh:Literal ."
    data = """ex:p [ ex:p [ ex:p [ ex:p [ ex:p [ ex:p [ ex:p _:quoted-one ] ] ] ] ] ] .
        _:quoted-one ex:p _:quoted-two . _:quoted-two ex:p _:quoted-one .
        _:quoted-three ex:lost 1 . _:quoted-four ex:lost _:quoted-four"""
    report = look(f"{nested} ; {query}", data, shape)
    assert len(report.findings) > 10
    for language in ("en", "es"):
        for format in set(ReportFormat) - {ReportFormat.turtle}:
            told = write_report(report, format, language)
            assert not LABEL.search(told), LABEL.search(told)


def test_a_filled_message_says_how_a_nameless_value_is_reached(look: Check) -> None:
    query = """sh:sparql [ sh:message "not {?value}"@en , "no {?value}"@es ;
        sh:select "SELECT $this ?value { $this <http://e.example/p> ?value }" ]"""
    (finding,) = look(query, "ex:p []").findings
    assert finding.messages == {"en": "not the value of ex:p of ex:Anna", "es": "no el valor de ex:p de ex:Anna"}


def test_reasons_end_somewhere(look: Check) -> None:
    depth = DEEP + 4
    shapes = "".join(f"ex:S{n} sh:property [ sh:path ex:next ; sh:node ex:S{n + 1} ] ." for n in range(depth))
    data = "ex:p ex:n0 . " + " . ".join(f"ex:n{n} ex:next ex:n{n + 1}" for n in range(depth))
    last = f"ex:S{depth} sh:property [ sh:path ex:q ; sh:minCount 1 ] ."
    (finding,) = look("sh:property [ sh:path ex:p ; sh:node ex:S0 ]", data, shapes + last).findings
    assert len(lines(finding.reasons, "en")) == DEEP


def test_a_shape_that_cannot_be_asked_by_itself_leaves_its_results_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(
        f"{PREFIXES} ex:S sh:targetNode 'x' ; sh:node [ sh:nodeKind sh:IRI ] .", "utf-8"
    )
    shapes = read_document(tmp_path / "shapes.ttl").triples
    results = run_shapes([], shapes)

    def refuse(data: Spool, shapes: Sequence[Triple]) -> Sequence[Result]:
        raise ValidationFailed("not this one")

    wording = Wording(ShapesGraph(shapes), Origins(Spool()), {})
    assert explain(results, Spool(), shapes, wording, run_shapes) != [()]
    assert explain(results, Spool(), shapes, wording, refuse) == [()]


def test_ten_thousand_findings_stay_quick_and_say_where_explaining_ends(look: Check) -> None:
    count = 10_000
    half = [f"ex:n{n:05}" for n in range(count // 2)]
    data = f"ex:p {' , '.join(half)} ; \n ex:q {' , '.join(half)}"
    alternatives = "sh:or ( ex:BoxShape [ sh:nodeKind sh:Literal ] )"
    asked = f"sh:property [ sh:path ex:q ; {alternatives} ] , [ sh:path ex:p ; {alternatives} ]"
    started = time.monotonic()
    report = look(asked, data, BOX)
    assert time.monotonic() - started < 20
    assert len(report.findings) == count
    explained = [finding for finding in report.findings if len(finding.reasons) == 2]
    assert len(explained) == MOST
    assert explained == list(report.findings[:MOST])
    (last,) = report.findings[-1].reasons
    assert f"the first {MOST} findings" in last.message("en")
    assert f"los primeros {MOST} hallazgos" in last.message("es")


def nested(report: Report, language: str) -> dict[str, str]:
    return {format.value: write_report(report, format, language) for format in ReportFormat}


@pytest.mark.parametrize(("language", "why"), [("en", "why"), ("es", "por qué")])
def test_every_form_shows_the_tree(look: Check, language: str, why: str) -> None:
    tree = TREES["every alternative with what it lacks"]
    told = nested(look(f"sh:property [ sh:path ex:p ; {tree.asked} ]", tree.data, BOX), language)
    expected = (tree.english if language == "en" else tree.spanish).splitlines()
    indented = [re.sub(r"^( *)", r"\1  - ", line) for line in expected]
    for name, before in (("text", "    "), ("junit", "")):
        shown = told[name].splitlines()
        start = shown.index(f"{before}{why}:")
        assert shown[start + 1].startswith(f"{before}{indented[0]}")
        assert "\n".join(f"{before}{line}" for line in indented) in told[name]
    failure = next(ElementTree.fromstring(told["junit"].encode()).iter("failure"))
    assert "\n" not in failure.attrib["message"]
    assert "%0A".join([f"{why}:", *indented]) in told["github"]
    (result,) = json.loads(told["sarif"])["runs"][0]["results"]
    assert result["message"]["text"].endswith("\n".join([f"{why}:", *indented]))
    (finding,) = json.loads(told["json"])["findings"]
    assert [len(reason["reasons"]) for reason in finding["reasons"]] == [0, 0, 2]
    assert finding["reasons"][2]["reasons"][0]["message"] == expected[3].strip()
    assert all(line.strip() in told["html"] for line in expected)
    assert told["html"].count("<ul>") == 2


LEAVES = st.sampled_from(
    ["sh:nodeKind sh:IRI", "sh:nodeKind sh:Literal", "sh:class ex:Box", "sh:datatype xsd:integer", "sh:minLength 4",
     "sh:property [ sh:path ex:size ; sh:minCount 1 ; sh:minInclusive 5 ]", "sh:hasValue 7", "sh:node ex:BoxShape",
     "sh:property [ sh:path ex:in ; sh:property [ sh:path ex:size ; sh:maxCount 1 ] ]",
     "sh:property [ sh:path ex:in ; sh:qualifiedValueShape ex:BoxShape ; sh:qualifiedMinCount 1 ]",
     "sh:property [ sh:path [ sh:inversePath ex:in ] ; sh:minCount 1 ]",
     "sh:closed true ; sh:ignoredProperties ( ex:in )",
     "sh:sparql [ sh:select 'SELECT $this { $this ?p 1 }' ]", "sh:property [ sh:path ex:in ; sh:equals ex:size ]"]
)  # fmt: skip
SHAPES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(
            "sh:{} ( {} )".format,
            st.sampled_from(["or", "and", "xone"]),
            st.lists(inner.map("[ {} ]".format), min_size=1, max_size=3).map(" ".join),
        )
        | st.builds("sh:{} [ {} ]".format, st.sampled_from(["node", "not"]), inner)
    ),
    max_leaves=6,
)
VALUES = "ex:p ex:box , ex:bag , 7 , 'seven'@es , [ a ex:Box ; ex:in [ ex:size 1 , 9 ] ] , ex:bag"
MORE = "ex:box a ex:Box ; ex:size 5 ; ex:in ex:bag . ex:bag ex:size 1"


def is_explained(finding: Finding) -> bool:
    """Whether a finding of a shape that is made of shapes says which of them it breaks."""
    kind = finding.results[0].component.rpartition("#")[2].removesuffix("ConstraintComponent")
    needed = {"Or": 1, "And": 1, "Xone": 1, "Node": 1}.get(kind, 0)
    return len(finding.reasons) >= needed and all(line.strip() for line in lines(finding.reasons, "es"))


@given(shape=SHAPES)
@settings(max_examples=40)
def test_both_engines_give_the_same_reasons_for_any_shape(tmp_path_factory: pytest.TempPathFactory, shape: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    asked = f"sh:property [ sh:path ex:p ; {shape} ]"
    reports = [
        check(folder, asked, f"{VALUES} . {MORE}", BOX, engine) for engine in (ShaclEngine.native, ShaclEngine.pyshacl)
    ]
    native, reference = (write_report(report, ReportFormat.text, "en").splitlines() for report in reports)
    assert sorted(native) == sorted(reference)
    assert all(is_explained(finding) for finding in reports[0].findings)
    assert not LABEL.search(write_report(reports[0], ReportFormat.json, "es"))
