# SPDX-License-Identifier: Apache-2.0
"""Triples are cut out of a Turtle text, and every other byte stays."""

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from rightsgraph.rdf import Triple, cut_triples

TEXT = """\
# SPDX-License-Identifier: CC-BY-4.0
# What it is about.

@prefix a: <http://example.org/a/> .
@prefix b: <http://example.org/b/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

a:one a a:Thing ;
  a:label "One; a, b."@en , "Una"@es ;
  a:many
    a:two ,
    b:three ,
    a:four ;
  a:size "3"^^xsd:integer , "2" .

# About two alone.
a:two a a:Thing ; # here as well
  a:last b:three .

a:four a:text \"\"\"of
# several
. lines\"\"\" .
"""


def triples(text: str) -> set[Triple]:
    return {quad.triple for quad in pyoxigraph.parse(text, format=RdfFormat.TURTLE)}


def cut(text: str, *patterns: str) -> str:
    """A text without the triples of which N-Triples has a part."""
    unwanted = {triple for triple in triples(text) if any(pattern in f"{triple} ." for pattern in patterns)}
    assert unwanted
    found = cut_triples(text, unwanted)
    assert triples(found) == triples(text) - unwanted
    return found


def without(text: str, *lines: str) -> str:
    for line in lines:
        assert text.count(line) == 1
        text = text.replace(line, "")
    return text


@pytest.mark.parametrize(
    ("patterns", "gone"),
    [
        (("many> <http://example.org/a/two",), ("    a:two ,\n",)),
        (("many> <http://example.org/b/three",), ("    b:three ,\n",)),
        (("many> <http://example.org/a/four",), (" ,\n    a:four",)),
        (("a/many>",), ("  a:many\n    a:two ,\n    b:three ,\n    a:four ;\n",)),
        (("@es",), (' , "Una"@es',)),
        (('size> "3"^^',), ('"3"^^xsd:integer , ', "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n")),
        (("a/size>",), (' ;\n  a:size "3"^^xsd:integer , "2"', "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n")),
        (
            ("<http://example.org/a/two> <",),
            ("# About two alone.\na:two a a:Thing ; # here as well\n  a:last b:three .\n\n",),
        ),
        (("<http://example.org/a/four> <",), ('\na:four a:text """of\n# several\n. lines""" .\n',)),
        (
            ("b/three",),
            ("    b:three ,\n", " ; # here as well\n  a:last b:three", "@prefix b: <http://example.org/b/> .\n"),
        ),
    ],
    ids=["first", "middle", "last", "property", "language", "datatype", "end", "block", "last-block", "object"],
)
def test_nothing_but_what_is_cut_changes(patterns: tuple[str, ...], gone: tuple[str, ...]) -> None:
    assert cut(TEXT, *patterns) == without(TEXT, *gone)


def test_a_text_whose_literals_read_alike_is_written_anew_under_its_first_comments() -> None:
    text = TEXT.replace('"3"^^xsd:integer', '"2"^^xsd:integer')
    assert cut(text, 'size> "2" .').startswith("# SPDX-License-Identifier: CC-BY-4.0\n# What it is about.\n\n@prefix")


def test_a_text_without_a_triple_is_empty_and_one_that_keeps_all_stays() -> None:
    assert cut_triples(TEXT, triples(TEXT)) == ""
    other = triples("<http://example.org/a/one> <http://example.org/a/many> <http://example.org/other> .")
    assert cut_triples(TEXT, other) == TEXT


def test_what_is_nameless_goes_with_the_only_block_that_leads_to_it() -> None:
    text = """\
@prefix a: <http://example.org/a/> .

a:kept a:part [ a:name "kept" ] .

a:lost a a:Thing ;
  a:part [ a:name "lost" ; a:list ( 1 2 ) ] .
"""
    lost = {triple for triple in triples(text) if str(triple.object) == "<http://example.org/a/Thing>"}
    assert cut_triples(text, lost) == '@prefix a: <http://example.org/a/> .\n\na:kept a:part [ a:name "kept" ] .\n'


def test_the_comments_that_a_text_begins_with_stay_whatever_follows() -> None:
    text = "# About all of it.\n<http://a/1> <http://a/p> <http://a/2> .\n<http://a/3> <http://a/p> <http://a/4> .\n"
    assert cut(text, "<http://a/1>") == "# About all of it.\n<http://a/3> <http://a/p> <http://a/4> .\n"


def test_sparql_style_directives_are_known() -> None:
    text = "PREFIX a: <http://a/>\nPREFIX b: <http://b/>\nBASE <http://c/>\na:x a:p <y> , b:z .\n"
    assert cut(text, "<http://b/z>") == "PREFIX a: <http://a/>\nBASE <http://c/>\na:x a:p <y> .\n"
