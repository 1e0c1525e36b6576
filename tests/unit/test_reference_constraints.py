# SPDX-License-Identifier: Apache-2.0
"""Shapes in words: every constraint of SHACL has some, in both languages, and no shape goes on for ever."""

import pytest

from rightsgraph.store import EngineChoice
from rightsgraph.validation import ASKED
from rightsgraph.web.reference.constraints import Rules, Words, read_shapes, tell_rules, tell_targets
from rightsgraph.web.site import Site, open_raw

BASE = "http://here.example/"
SHAPES = """\
@prefix ex: <http://here.example/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:either sh:or ex:l1 ; sh:targetSubjectsOf ex:p , ex:q .
ex:l1 rdf:first ex:some ; rdf:rest ex:l2 . ex:l2 rdf:first ex:other ; rdf:rest rdf:nil .
ex:some sh:path ex:p ; sh:minCount 2 ; sh:maxCount 5 ; sh:in ex:c1 .
ex:c1 rdf:first "a" ; rdf:rest ex:c2 . ex:c2 rdf:first ex:b ; rdf:rest rdf:nil .
ex:other sh:not ex:circle ; sh:message "No <b>circles</b>." .
ex:circle sh:node ex:circle ; sh:closed true ; sh:property ex:some .
ex:none sh:path ex:p ; sh:maxCount 0 ; sh:uniqueLang false .
ex:loop sh:and ex:k . ex:k rdf:first ex:some ; rdf:rest ex:k .
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("shapes")
    asked = "".join(f"ex:asks-{name} sh:path ex:p ; sh:{name} ex:l1 .\n" for name in ASKED)
    (folder / "shapes.ttl").write_text(SHAPES + asked, "utf-8")
    return open_raw(folder / "shapes.ttl", BASE, folder, EngineChoice.OXIGRAPH)


def rules(site: Site, name: str, language: str = "en") -> Rules:
    return tell_rules(site, read_shapes(site, BASE + name), BASE + name, language)


def join(words: Words) -> str:
    return "".join(piece.text for piece in words)


def test_shapes_within_others_are_told(site: Site) -> None:
    told = rules(site, "either")
    assert [join(ask) for ask in told.asks] == [f"it keeps at least one of: {BASE}some, {BASE}other"]
    assert [inner.shape.title for inner in told.inner] == [f"{BASE}other", f"{BASE}some"]
    other, some = told.inner
    assert [join(ask) for ask in some.asks] == ["how many: 2 to 5", f"one of: a, {BASE}b"]
    assert [join(ask) for ask in other.asks] == [f"it must not fit: {BASE}circle"]
    assert other.message
    assert other.message.text == "No <b>circles</b>."


def test_targets_are_told(site: Site) -> None:
    found = tell_targets(site, read_shapes(site, BASE + "either"), BASE + "either", "es")
    assert [join(words) for words in found] == [f"todo lo que tenga: {BASE}p, {BASE}q"]


def test_what_refers_to_itself_ends(site: Site) -> None:
    told, depth = rules(site, "circle"), 0
    while told.inner:
        told, depth = told.inner[0], depth + 1
    assert depth < 5
    assert [join(ask) for ask in rules(site, "loop").asks] == [f"it keeps all of: {BASE}some"]


def test_none_at_all_is_said_so_and_what_is_switched_off_is_not(site: Site) -> None:
    assert [join(ask) for ask in rules(site, "none", "es").asks] == ["cuántos: ninguno, no debe constar"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", sorted({*ASKED} - {"minCount", "maxCount", "sparql"}))
def test_every_constraint_has_words(site: Site, name: str, language: str) -> None:
    asked = [join(ask) for ask in rules(site, f"asks-{name}", language).asks]
    assert len(asked) == 1
    assert len(asked[0]) > 5
    assert "{" not in asked[0]
