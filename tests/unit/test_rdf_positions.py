# SPDX-License-Identifier: Apache-2.0
"""Every triple of a text is found, and where it is said to stand, its object stands."""

import re
from typing import TypeAlias

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat

from rightsgraph.rdf import Place, comments, read_positions, text_of
from rightsgraph.vocab import RDF

Key: TypeAlias = tuple[str, str, str]
# A text, and the subject, verb and object of its plain triples as written, with the object's offset.
Page: TypeAlias = tuple[str, list[tuple[str, str, str, int]]]

SUBJECTS = ["<http://e/s>", "e:s", ":s", "<r1>", "e:a.b", r"e:a\-b", "e:", ":", "e:%41", "e:é", "e:a:b", "e:1.2", "_:b",
            r"<http://e/\u0041>", "e:true", "e:a", "prefix:x", "base:x", "e:_", r"e:\;\#\."]  # fmt: skip
VERBS = ["a", "e:p", ":q", "<http://e/p>", "<r2>", "e:p.q", "e:a"]
STRINGS = ['"a"', "'b'", '""', "''", r'"a \"b\" c"', r"'it\'s'", '"#no comment"', '"a . ; , ] )"', "'''x'''", '""""""',
           '"""a "quoted" . \n# line\n"""', "'''it's\r\nso ''x'' \\''''", r'"""\""""', r'"\u00e9\t\\"', '"é😀"',
           '"<x>"', '"e:s"', '"""[ ( """', r'"\\"', '"""\\\\"""']  # fmt: skip
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


def parsed(text: str) -> set[Key]:
    """The triples between terms that have a name, as an independent reader finds them."""
    quads = pyoxigraph.parse(text.encode(), format=RdfFormat.TURTLE)
    return {
        (text_of(q.subject), q.predicate.value, text_of(q.object))
        for q in quads
        if not isinstance(q.subject, BlankNode) and not isinstance(q.object, BlankNode)
    }


def named(triples: dict[Key, Place]) -> set[Key]:
    return {key for key in triples if not key[0].startswith("_:") and not key[2].startswith("_:") and key[0]}


def reads(text: str) -> bool:
    try:
        list(pyoxigraph.parse(text.encode(), format=RdfFormat.TURTLE))
    except SyntaxError:
        return False
    return True


@given(page=pages().filter(lambda page: reads(page[0])))
def test_all_triples_of_a_text_are_found_where_their_objects_stand(page: Page) -> None:
    text, plain = page
    positions = read_positions(text)
    assert named(positions.triples) >= parsed(text) - inside_brackets(text)
    offsets = {place(text, offset) for *_, offset in plain}
    assert set(positions.triples.values()) <= offsets
    firsts = [
        place(text, offset) for subject, _, value, offset in plain if value not in NESTED and subject[0] not in "[("
    ]
    assert not firsts or min(firsts) in positions.triples.values()


def inside_brackets(text: str) -> set[Key]:
    """What only a list says of a named term: its end."""
    return {key for key in parsed(text) if key[1] in (RDF + "rest", RDF + "first") or key[2] == RDF + "nil"}


@given(page=pages().filter(lambda page: reads(page[0])))
def test_a_subject_and_a_property_are_found_where_they_stand(page: Page) -> None:
    text, plain = page
    positions = read_positions(text)
    lines = re.split(r"\r\n|\n|\r", text)
    verbs, subjects = {verb for _, verb, *_ in plain}, {subject for subject, *_ in plain}
    for at in positions.properties.values():
        assert lines[at.line - 1][at.column - 1 :].startswith(tuple(verbs))
    for at in positions.subjects.values():
        assert lines[at.line - 1][at.column - 1 :].startswith(tuple(subjects))


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
def test_a_triple_is_found_at_its_object(text: str, key: Key, expected: Place) -> None:
    assert read_positions(text).triples[key] == expected


def test_the_best_fit_is_the_triple_else_the_property_else_the_subject() -> None:
    positions = read_positions("<x:s> <x:p> 'a' .")
    assert positions.find("x:s", "x:p", "a") == (2, Place(1, 13))
    assert positions.find("x:s", "x:p", "b") == (1, Place(1, 7))
    assert positions.find("x:s", "x:q", "a") == (0, Place(1, 1))
    assert positions.find("x:t", "x:p", "a") is None


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


def test_reading_is_linear_in_the_length_of_the_text() -> None:
    text = "<x:s> <x:p> " + '"""' + 'a " b \\" ' * 50_000 + '"""' + " , <x:o>" * 50_000 + ", 'a'" * 50_000 + " ."
    assert len(read_positions(text).triples) == 3
