# SPDX-License-Identifier: Apache-2.0
"""Every triple of a text is found, and where it is said to stand, its object stands."""

import re
from collections import Counter
from itertools import product
from pathlib import Path
from typing import TypeAlias

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, Triple

from rightsgraph.rdf import Place, comments, positions, read_positions, text_of
from rightsgraph.rdf.positions import match_labels, read_labels
from rightsgraph.rdf.scanning import Nameless, Node, Statements, comments_in, tokens

ROOT = Path(__file__).parents[2]

BASE = "http://base.example/a/b"
Key: TypeAlias = tuple[Node, Node, Node]
# A text, and the subject, verb and object of its plain triples as written, with the object's offset.
Page: TypeAlias = tuple[str, list[tuple[str, str, str, int]]]

SUBJECTS = ["<http://e/s>", "e:s", ":s", "<r1>", "e:a.b", r"e:a\-b", "e:", ":", "e:%41", "e:é", "e:a:b", "e:1.2", "_:b",
            r"<http://e/\u0041>", "e:true", "e:a", "prefix:x", "base:x", "e:_", r"e:\;\#\."]  # fmt: skip
VERBS = ["a", "e:p", ":q", "<http://e/p>", "<r2>", "e:p.q", "e:a"]
STRINGS = ['"a"', "'b'", '""', "''", r'"a \"b\" c"', r"'it\'s'", '"#no comment"', '"a . ; , ] )"', "'''x'''", '""""""',
           '"""a "quoted" . \n# line\n"""', "'''it's\r\nso ''x'' \\''''", r'"""\""""', r'"\u00e9\t\\"', '"é😀"',
           '"<x>"', '"_:b"', '"e:s"', '"""[ ( """', r'"\\"', '"""\\\\"""']  # fmt: skip
SUFFIXES = ["", "@en", "@es-PE", "^^e:T", "^^<http://e/T>", " ^^ e:T", "@en--ltr"]
NUMBERS = ["1", "-1", "+1", "1.5", ".5", "-.5", "1e5", "1.E5", ".5e-3", "1.5E+1", "01", "true", "false"]
NESTED = [
    "[]",
    "[ ]",
    '[ e:x "] . ;" ]',
    "[ e:x [ a e:Y ; e:z 1 , 2 ] ; ]",
    "()",
    "( 1 2.0 )",
    '( "a)" ( e:x ) [ e:y "(" ] )',
]
GAPS = [" ", "\n", "\r\n", "\t", "  ", " # . ; \" '''\n", "\n#<x> e:p 'a' .\r\n", " #\n#\n\n"]
PROLOGUES = [
    "@prefix e: <http://e/> .\n@prefix : <http://d/> .\n@prefix prefix: <http://p/> . @prefix base: <http://p/b> .\n"
    "@base <http://b/> .\n",
    "PREFIX e: <http://e/>\nprefix : <http://d/>\npReFiX prefix: <http://p/>\nPREFIX base:<http://p/b>\nBaSe <http://b/>\n",
    "# a comment with @prefix e: <http://wrong/> .\r\n@prefix:<http://d/>.@prefix e:<http://e/>.PREFIX prefix:"
    "<http://p/> @prefix base: <http://p/b>.@base<http://b/>.\r\n",
]


def place(text: str, offset: int) -> Place:
    before = re.split(r"\r\n|\n|\r", text[:offset])
    return Place(len(before), len(before[-1]) + 1)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    text = draw(st.sampled_from(PROLOGUES))
    plain: list[tuple[str, str, str, int]] = []
    gaps = st.sampled_from(GAPS)
    literals = st.builds(str.__add__, st.sampled_from(STRINGS), st.sampled_from(SUFFIXES))
    objects = st.sampled_from(SUBJECTS) | literals | st.sampled_from(NUMBERS) | st.sampled_from(NESTED)
    for _ in range(draw(st.integers(1, 3))):
        subject = draw(st.sampled_from([*SUBJECTS, "[]", "( 1 )", '[ e:x "]" ]']))
        text += subject + draw(gaps)
        for _ in range(draw(st.integers(1, 3))):
            verb = draw(st.sampled_from(VERBS))
            text += verb + draw(gaps)
            for _ in range(draw(st.integers(1, 3))):
                value = draw(objects)
                plain.append((subject, verb, value, len(text)))
                text += value + draw(gaps) + "," + draw(st.sampled_from(["", *GAPS]))
            text = text[: text.rindex(",")] + draw(st.sampled_from([";", ";;", " ;\n; "])) + draw(gaps)
        text = text[: text.rindex(";")] if draw(st.booleans()) else text
        text += draw(st.sampled_from([".", "\n.", " . ", ".\n", " . # done .\n"]))
    return text, plain


REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"


def reads(text: str) -> bool:
    try:
        parse(text)
    except SyntaxError:
        return False
    return True


def parse(text: str, format: RdfFormat = RdfFormat.TURTLE) -> list[Triple]:
    return [
        quad.triple for quad in pyoxigraph.parse(text.encode(), format=format, base_iri=BASE, rename_blank_nodes=True)
    ]


def node(term: object) -> Node:
    return Nameless(term.value) if isinstance(term, BlankNode) else text_of(term)  # type: ignore[arg-type]


def scanned(text: str, triples: list[Triple]) -> list[tuple[Key, tuple[int, int, int]]]:
    """All that a text states, its nameless nodes called as the parser calls them."""
    stated = list(Statements(text, BASE).all())
    labels = match_labels(stated, triples, read_labels(text, triples, BASE))
    return [
        ((labels.get(one.subject, one.subject), one.predicate, labels.get(one.object, one.object)), one.offsets)
        for one in stated
    ]


def require_equal(text: str, format: RdfFormat = RdfFormat.TURTLE) -> None:
    """Whether a text states what an independent reader finds, nameless nodes included.

    What is inside a triple term (RDF 1.2) has no place of its own.
    """
    triples = parse(text, format)
    found = Counter(key for key, _ in scanned(text, triples) if key[1] != REIFIES)
    plain = [triple for triple in triples if triple.predicate.value != REIFIES]
    assert found == Counter((node(t.subject), t.predicate.value, node(t.object)) for t in plain)


@given(page=pages().filter(lambda page: reads(page[0])))
def test_all_triples_of_a_text_are_found_where_their_terms_stand(page: Page) -> None:
    text, plain = page
    require_equal(text)
    found = scanned(text, parse(text))
    offsets = {offsets[2] for _, offsets in found}
    assert {offset for *_, offset in plain} <= offsets
    verbs, subjects = {verb for _, verb, *_ in plain}, {subject for subject, *_ in plain}
    for (subject, predicate, _), (at_subject, at_predicate, at_object) in found:
        if at_object in {offset for *_, offset in plain}:
            assert text.startswith(tuple(verbs), at_predicate)
            assert text.startswith(tuple(subjects), at_subject), (subject, predicate)


@pytest.mark.parametrize(
    "path", sorted(path for name in ("ontology", "data", "shapes", "tests") for path in (ROOT / name).rglob("*.ttl"))
)
def test_every_file_of_the_project_states_what_the_parser_reads(path: Path) -> None:
    text = path.read_text("utf-8")
    if reads(text):
        require_equal(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<s> <p> [ <q> [ <r> 1 , [ <t> 2 ] ] ; <u> () ] , ( 1 ( 2 3 ) [ <v> ( 4 ) ] ) .", id="nested"),
        pytest.param("[ <a> 1 ] <b> 2 . [ <c> [] ] . ( 1 [ <d> 2 ] ) <e> 3 . () <f> 4 .", id="nameless subjects"),
        pytest.param("_:x <p> _:y . _:y <p> _:x , [ <q> _:x ] . _:z <p> _:z .", id="labels that meet again"),
        pytest.param("_:x <p> ( _:y ) . _:y <p> ( 'a' _:x ) . [ <p> _:x ] <p> _:z .", id="labels in a circle"),
        pytest.param(
            "_:7 <p> [ <p> _:7 , '_:7' ] . <s> <p> '_:7' , _:7 .", id="labels, offsets and texts that look alike"
        ),
        pytest.param("<s> <p> 1 , 1 , [] , [] . <s> <p> [ <q> 1 ] .", id="said twice"),
        pytest.param("@base <x/y> . <s> <../p> <#o> , <> , <?q> , <//h/i> . BASE </z/> <s> <p> <o> .", id="relative"),
        pytest.param("PREFIX e: <a#> e:s e:p e:o . @prefix e: <b#> . e:s e:p e:o .", id="prefixes declared anew"),
        pytest.param('VERSION "1.2" <s> <p> "x"@en--ltr .', id="a version and a direction"),
        pytest.param("<s> <p> <a.b> . <s> <p> 1.5 , 1. <s> <p> .5 . PREFIX e: <e:> e:a.b e:c..d e:e.", id="dots"),
        pytest.param("<s> <p> " + "[ <p> " * 3000 + "1" + " ]" * 3000 + " .", id="very deep"),
    ],
)
def test_what_nests_and_what_is_relative_is_found_as_the_parser_reads_it(text: str) -> None:
    require_equal(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<s> <p> <o> {| <src> <d> ; <n> [ <q> 1 ] |} , <o2> .", id="an annotation"),
        pytest.param("<s> <p> <o> ~ <r> {| <src> 1 |} ; <q> 2 .", id="a named reifier"),
        pytest.param("<< <a> <b> <c> ~ <r> >> <d> <e> . <s> <p> 1 .", id="a triple as subject"),
        pytest.param('<s> <p> <<( <a> <b> "c"@en )>> , 2 .', id="a triple as object"),
    ],
)
def test_what_is_said_of_triples_is_passed_over(text: str) -> None:
    keys = {key for key, _ in scanned(text, parse(text))}
    plain = [t for t in parse(text) if not any(isinstance(x, BlankNode | Triple) for x in (t.subject, t.object))]
    said = {(text_of(t.subject), t.predicate.value, text_of(t.object)) for t in plain}
    assert {key for key in keys if not any(isinstance(part, Nameless) for part in key)} <= said
    base = "http://base.example/a/"
    assert any(key[:2] in ((base + "s", base + "p"), (base + "s", base + "q")) for key in keys)


@pytest.mark.parametrize(
    ("text", "format"),
    [
        pytest.param(
            "PREFIX e: <x:> { e:s e:p [ e:q 1 ] } e:g { e:s e:p 1 . } GRAPH e:h { e:s e:p 2 . e:t e:p 3 }",
            RdfFormat.TRIG,
            id="TriG",
        ),
        pytest.param(
            '<x:s> <x:p> <x:o> <x:g> .\n<x:s> <x:p> "a . <b>"@en <x:g> .\n_:a <x:p> _:b .\n',
            RdfFormat.N_QUADS,
            id="N-Quads",
        ),
        pytest.param(
            '<x:s> <x:p> "a" .\n<x:s> <x:q> "1"^^<x:t> .\n<x:t> <x:p> <x:s> .\n#c\n<x:t> <x:p> _:b .\n',
            RdfFormat.N_TRIPLES,
            id="N-Triples",
        ),
    ],
)
def test_graphs_and_lines_are_turtle_too(text: str, format: RdfFormat) -> None:
    require_equal(text, format)


def test_in_a_large_text_a_nameless_node_is_told_by_what_leads_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "<x:s> <x:p> 1 ;\n <x:q> [ <x:r>\n [ <x:t> 2 ] ] .\n<x:u> <x:p> 3 .\n[ <x:v> 4 ] .\n"
    triples = parse(text)
    value = {t.predicate.value: t for t in triples}
    label = text_of(value["x:t"].subject)
    assert read_positions(text, triples).find(label, "x:t", "2") == (2, Place(3, 10))
    assert read_positions(text, triples).find(text_of(value["x:r"].subject), "x:r", label) == (2, Place(3, 2))
    monkeypatch.setattr(positions, "LARGE_TEXT", 0)
    assert read_positions(text, triples).find(label, "x:t", "2") == (1, Place(2, 2))
    assert read_positions(text, triples).find("x:u", "x:p", "3") == (2, Place(4, 13))
    assert read_positions(text, triples).find(text_of(value["x:v"].subject), "x:v") is None
    assert read_positions(text, triples).find("x:nobody") is None


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        pytest.param("<x:s> <x:p> 5 .", ("x:s", "x:p", "5"), Place(1, 13), id="a number"),
        pytest.param("<x:s> <x:p> 5.", ("x:s", "x:p", "5"), Place(1, 13), id="a number right before the dot"),
        pytest.param("<x:s> <x:p> 5.5.", ("x:s", "x:p", "5.5"), Place(1, 13), id="a decimal right before the dot"),
        pytest.param("<x:s> <x:p> 5.e1.", ("x:s", "x:p", "5.e1"), Place(1, 13), id="a double with a bare point"),
        pytest.param("<x:s><x:p>true.", ("x:s", "x:p", "true"), Place(1, 11), id="a boolean right before the dot"),
        pytest.param('<x:s><x:p>"a"@en.', ("x:s", "x:p", "a"), Place(1, 11), id="a tag right before the dot"),
        pytest.param(
            "PREFIX e:<x:>e:s e:p e:o.", ("x:s", "x:p", "x:o"), Place(1, 22), id="a name right before the dot"
        ),
        pytest.param("<x:s><x:p><x:o>,<x:q>.", ("x:s", "x:p", "x:q"), Place(1, 17), id="no space at all"),
        pytest.param(
            "é<x:s>"[1:] + " <x:p> 'é😀' , 'b' .", ("x:s", "x:p", "b"), Place(1, 20), id="columns in characters"
        ),
        pytest.param(
            "<x:s> <x:p> 'a'.\r<x:t> <x:p> 'b'.", ("x:t", "x:p", "b"), Place(2, 13), id="lines that end in CR"
        ),
        pytest.param("\ufeff<x:s> <x:p> 'a' .", ("x:s", "x:p", "a"), Place(1, 14), id="a byte order mark"),
        pytest.param("<x:s> <x:p> 'a', 'a' .", ("x:s", "x:p", "a"), Place(1, 13), id="said twice, the first counts"),
        pytest.param("<x:s> <x:p> \"[\" , 'b' .", ("x:s", "x:p", "b"), Place(1, 19), id="a bracket in a string"),
        pytest.param('<x:s> <x:p> "(", [ <x:q> 1 ], 2 .', ("x:s", "x:p", "2"), Place(1, 31), id="behind brackets"),
    ],
)
def test_a_triple_is_found_at_its_object(text: str, key: tuple[str, str, str], expected: Place) -> None:
    assert read_positions(text).find(*key) == (2, expected)


def test_the_best_fit_is_the_triple_else_the_property_else_the_subject() -> None:
    found = read_positions("<x:s> <x:p> 'a' .")
    assert found.find("x:s", "x:p", "a") == (2, Place(1, 13))
    assert found.find("x:s", "x:p", "b") == (1, Place(1, 7))
    assert found.find("x:s", "x:q", "a") == (0, Place(1, 1))
    assert found.find("x:t", "x:p", "a") is None


@given(page=pages().filter(lambda page: reads(page[0])))
def test_comments_are_those_among_the_tokens(page: Page) -> None:
    text, _ = page
    wanted = [(token.text, token.offset) for token in tokens(text) if token.kind == "comment"]
    assert list(comments_in(text)) == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# a\n<x:s> <x:p> 1 . # b # c", [("# a", Place(1, 1)), ("# b # c", Place(2, 17))], id="at line ends"
        ),
        pytest.param(
            "<x:s#t> <x:p> \"#\" , '#' , \"\"\"\n# no\n\"\"\" , '''\n#''' .", [], id="none in IRIs and strings"
        ),
        pytest.param("PREFIX e: <x:> e:a\\#b e:p e:o .", [], id="none in a name"),
        pytest.param(
            "#a\r#b\r\n#c\n", [("#a", Place(1, 1)), ("#b", Place(2, 1)), ("#c", Place(3, 1))], id="all line ends"
        ),
        pytest.param('<x:s> <x:p> 1 ;#a "\n.', [('#a "', Place(1, 16))], id="a quote in a comment"),
    ],
)
def test_comments_are_told_from_strings_and_names(text: str, expected: list[tuple[str, Place]]) -> None:
    assert list(comments(text)) == expected


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_lines_are_counted_alike_wherever_a_part_of_the_text_ends(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(positions, "_PART", size)
    for ends in product(["", "\r", "\n", "\r\n", " "], repeat=4):
        text = "".join(ends) + "<x:s> <x:p> 1 ."
        assert read_positions(text).find("x:s") == (0, place(text, len("".join(ends))))


def test_reading_is_linear_in_the_length_of_the_text() -> None:
    text = "<x:s> <x:p> " + '"""' + 'a " b \\" ' * 50_000 + '"""' + " , <x:o>" * 50_000 + ", 'a'" * 50_000 + " ."
    assert len({one.object for one in Statements(text).all()}) == 3
