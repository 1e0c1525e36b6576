# SPDX-License-Identifier: Apache-2.0
"""Every shape against its examples: what passes passes, what fails fails, and the message says so in both languages."""

from pathlib import Path

import pytest

from rightsgraph.content import Content, read_content
from rightsgraph.rdf import Literal, NamedNode, Triple, read_document, text_of
from rightsgraph.validation import ShaclEngine, run_shapes
from rightsgraph.vocab import DCTERMS, SH, SKOS, TYPE

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "fixtures" / "shapes"
FILES = sorted(EXAMPLES.glob("*/*.ttl"))
SHAPE = "https://w3id.org/rightsgraph/shape/"
# Shapes about texts look at the ontology's own, too.
WORDED = {"ConceptSchemeShape", "ConceptShape", "DatasetShape", "PropertyDomainShape", "TermShape"}
CONSTRAINED = (SH + "NodeShape", SH + "PropertyShape", SH + "SPARQLConstraint")


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content(ROOT)


@pytest.fixture(scope="session")
def shapes(content: Content) -> list[Triple]:
    return [triple for file in content.files if file.path.parts[0] == "shapes" for triple in file.triples]


@pytest.fixture(scope="session")
def ontology(content: Content) -> list[Triple]:
    return [triple for file in content.files if file.path.parts[0] == "ontology" for triple in file.triples]


@pytest.fixture(scope="session")
def skeleton(ontology: list[Triple]) -> list[Triple]:
    """The ontology without its texts: a run takes half the time."""
    return [triple for triple in ontology if not (isinstance(triple.object, Literal) and triple.object.language)]


def read_example(path: Path) -> list[Triple]:
    return [quad.triple for quad in read_document(path).quads]


def targeted_shapes(shapes: list[Triple]) -> set[str]:
    """The node shapes that data can reach by themselves."""
    nodes = {t.subject for t in shapes if t.predicate.value == TYPE and text_of(t.object) == SH + "NodeShape"}
    return {
        text_of(t.subject).removeprefix(SHAPE)
        for t in shapes
        if t.subject in nodes and t.predicate.value.startswith(SH + "target")
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_passes_or_fails_as_its_name_says(
    path: Path, ontology: list[Triple], skeleton: list[Triple], shapes: list[Triple]
) -> None:
    shape = path.parent.name
    data = [*(ontology if shape in WORDED else skeleton), *read_example(path)]
    results = run_shapes(data, shapes, only=[SHAPE + shape], engine=ShaclEngine.both)
    if path.stem.startswith("pass"):
        assert results == []
    else:
        assert results
        for result in results:
            assert result.shape is not None
            assert text_of(result.shape).removeprefix(SHAPE).partition("-")[0] == shape
            assert set(result.messages) == {"en", "es"}


def test_every_shape_with_a_target_has_a_passing_and_a_failing_example(shapes: list[Triple]) -> None:
    passing = {path.parent.name for path in FILES if path.stem.startswith("pass")}
    failing = {path.parent.name for path in FILES if path.stem.startswith("fail")}
    assert targeted_shapes(shapes) == passing == failing


def test_every_shape_says_what_it_wants_in_both_languages_and_how_grave_a_breach_is(shapes: list[Triple]) -> None:
    for kind in CONSTRAINED:
        for node in {t.subject for t in shapes if t.predicate.value == TYPE and text_of(t.object) == kind}:
            own = [t for t in shapes if t.subject == node]
            languages = {getattr(t.object, "language", None) for t in own if t.predicate.value == SH + "message"}
            assert languages == {"en", "es"}, node
            if kind != SH + "SPARQLConstraint":
                assert [t for t in own if t.predicate.value == SH + "severity"], node


def test_every_shape_is_named_by_an_iri_of_its_own(shapes: list[Triple]) -> None:
    for triple in shapes:
        assert isinstance(triple.subject, NamedNode)
        assert triple.subject.value.startswith((SHAPE, "https://w3id.org/rightsgraph/dataset/"))


def test_every_rule_of_safety_law_and_silence_gives_its_reason_and_its_source(shapes: list[Triple]) -> None:
    rules = {t.subject: text_of(t.object) for t in shapes if t.predicate.value == SKOS + "notation"}
    assert {f"P{n}" for n in range(1, 11)} | {"L1", "L2", "U1", "U2", "U3"} <= set(rules.values())
    for shape, rule in rules.items():
        if rule[0] in "PLU":
            said = {t.predicate.value for t in shapes if t.subject == shape}
            assert {SKOS + "definition", DCTERMS + "source"} <= said, shape
