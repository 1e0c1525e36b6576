# SPDX-License-Identifier: Apache-2.0
"""Triples in a file of their own are those that were put there, and looking at them by line misses none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph import content
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Spool, Triple, read_text, spool_document, text_of
from rightsgraph.validation import validate_files

ROOT = Path(__file__).parents[2]
IRIS = st.sampled_from([NamedNode(f"http://e.example/{name}") for name in ("a", "b", "ñ", "p", "q")])
BLANK = st.sampled_from([BlankNode("x"), BlankNode("y.z")])
TEXT = st.text(st.sampled_from('a "\\\n\r\t<>_:@.^ñ\u2028\U0001f600'), max_size=6)
LITERALS = st.one_of(
    TEXT.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXT, st.sampled_from(["es", "en-GB"])),
    st.builds(lambda text, type: Literal(text, datatype=type), TEXT, IRIS),
)
QUOTED = st.builds(Triple, IRIS, IRIS, LITERALS)
PLAIN = st.builds(Triple, IRIS | BLANK, IRIS, IRIS | BLANK | LITERALS)
TRIPLES = st.lists(PLAIN | st.builds(Triple, IRIS | BLANK, IRIS, QUOTED), max_size=12)


@given(TRIPLES, TRIPLES)
def test_what_comes_out_is_what_went_in(first: list[Triple], second: list[Triple]) -> None:
    spool = Spool(first)
    spool.add(Spool(second))
    assert list(spool) == [*first, *second] == list(spool)
    assert len(spool) == len(first) + len(second)
    assert spool.size() == spool.path.stat().st_size


@given(TRIPLES, TRIPLES)
def test_rdf_of_1_1_is_what_holds_no_triple_term(first: list[Triple], second: list[Triple]) -> None:
    plain = [triple for triple in (*first, *second) if not isinstance(triple.object, Triple)]
    assert list(Spool.plain([Spool(first), second])) == plain


@given(TRIPLES)
def test_looking_at_lines_finds_what_looking_at_terms_finds(triples: list[Triple]) -> None:
    spool = Spool(triples)
    predicate = "http://e.example/p"
    assert list(spool.having([predicate])) == [t for t in triples if t.predicate.value == predicate]
    pairs = {(t.subject, t.predicate) for t in triples[::2] if isinstance(t.subject, NamedNode)}
    assert list(spool.saying(pairs)) == [t for t in triples if (t.subject, t.predicate) in pairs]
    assert set(spool.subjects()) == {text_of(t.subject) for t in triples}
    blank = [term.value for t in triples for term in (t.subject, t.object) if isinstance(term, BlankNode)]
    assert spool.blank_nodes() == list(dict.fromkeys(blank))
    samples = list(spool.samples())
    assert {kind for t in samples for kind in shown(t)} == {kind for t in triples for kind in shown(t)}


def shown(triple: Triple) -> list[object]:
    """What a triple shows: its predicate, and of its object what may be wrong whatever its text is."""
    value = triple.object
    if not isinstance(value, Literal):
        return [triple.predicate, value]
    if value.language:
        return [triple.predicate, value.language]
    return [triple.predicate, *([value] if not value.datatype.value.endswith("#string") else [])]


def test_its_file_goes_with_it() -> None:
    spool = Spool()
    path = spool.path
    assert path.exists()
    del spool
    assert not path.exists()


def test_a_file_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b'\xef\xbb\xbf@prefix e: <http://e.example/> .\r\n[] e:p <x>, "\xc3\xb1"@es .')
    triples, prefixes = spool_document(path, "http://b.example/")
    assert [str(triple.object) for triple in triples] == ["<http://b.example/x>", '"ñ"@es']
    assert prefixes == {"e": "http://e.example/"}
    assert read_text(path).startswith("@prefix")


MISTAKES = """@prefix e: <http://e.example/> .
@prefix sk: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:a a e:Thing ; sk:prefLabl "a" ; e:day "2010-02-31"^^xsd:date ; e:note "x"@spanish .
e:b a e:Thing ; sk:prefLabel "b" ; e:part [ e:day "2010-02-01"^^xsd:date ] .
"""
SHAPES = """@prefix e: <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix sk: <http://www.w3.org/2004/02/skos/core#> .
e:ThingShape a sh:NodeShape ; sh:targetClass e:Thing ;
  sh:property [ sh:path e:part ; sh:minCount 1 ; sh:nodeKind sh:IRI ] , [ sh:path sk:prefLabel ; sh:minCount 1 ] .
"""


@pytest.mark.parametrize("name", ["data.ttl", "data.nt"])
def test_a_large_file_is_told_the_same_as_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data.ttl").write_text(MISTAKES, "utf-8")
    text = MISTAKES
    if name.endswith(".nt"):
        text = "".join(f"{triple} .\n" for triple in spool_document(tmp_path / "data.ttl")[0])
    (tmp_path / "data" / name).write_text(text, "utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, "utf-8")
    small = validate_files(tmp_path / "data", [tmp_path / "shapes.ttl"])
    monkeypatch.setattr(content, "LARGE_FILE", 0)
    large = validate_files(tmp_path / "data", [tmp_path / "shapes.ttl"])
    told = [
        [(f.line, f.column, f.rule, f.source, f.messages) for f in report.findings if f.rule != "nodeKind"]
        for report in (small, large)
    ]
    assert told[0] == told[1]
    assert (small.triples, small.count(small.findings[0].severity)) == (large.triples, len(large.findings))
    assert len(small.findings) >= 5
