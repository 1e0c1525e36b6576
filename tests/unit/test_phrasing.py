# SPDX-License-Identifier: Apache-2.0
"""What errors say of themselves has a phrase in each language, whatever it carries."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph import errors
from rightsgraph.query.guard import Limits, inspect
from rightsgraph.web.phrasing import say
from rightsgraph.web.problems import STATUSES
from rightsgraph.web.texts.phrases import PHRASES

# One of each class; what is raised in many places with words of its own is read from those places below.
EXAMPLES: dict[type[errors.RightsgraphError], list[errors.RightsgraphError]] = {
    errors.AnswerTooLarge: [errors.AnswerTooLarge(256)],
    errors.BadParameter: [
        errors.BadParameter("by", "a year, a month or a day", "x", ["2012"]),
        errors.BadParameter("limit", "a whole number from 1 to 10000", "0"),
        errors.BadParameter("country", "one of “Country”", "Perù", ["PE", "PG"]),
    ],
    errors.BadRequest: [errors.BadRequest("not an absolute IRI of a graph: 'a b'")],
    errors.BodyTooLarge: [errors.BodyTooLarge(800_000)],
    errors.NotAcceptable: [errors.NotAcceptable("image/png", ["text/html", "text/turtle"])],
    errors.OnlyLocal: [errors.OnlyLocal("/metrics")],
    errors.QueryRefused: [
        errors.QueryRefused("INSERT is an update; this endpoint is read-only", "Write the IRI in full.")
    ],
    errors.QuerySyntaxError: [
        errors.QuerySyntaxError("the query cannot be read at line 1, column 9, at its end (x)", 1, 9)
    ],
    errors.QueryTooGreedy: [errors.QueryTooGreedy(400, ["FILTER(STR(?a) = 'b'): MINUS, with a shared variable"])],
    errors.QueryTooSlow: [errors.QueryTooSlow(20.0)],
    errors.ReleaseReplaced: [errors.ReleaseReplaced(Path("release"))],
    errors.ServiceBusy: [errors.ServiceBusy(30)],
    errors.UnknownFormat: [errors.UnknownFormat("pdf", ["csv", "json"])],
    errors.UnknownQuery: [errors.UnknownQuery("nothing", []), errors.UnknownQuery("what-is-not", ["what-is-not-said"])],
    errors.UnknownRelease: [errors.UnknownRelease("9", ["0.1.0"])],
    errors.UnknownResource: [errors.UnknownResource("https://w3id.org/rightsgraph/id/nothing")],
    errors.UnsupportedMedia: [errors.UnsupportedMedia("image/png", ["application/sparql-query"])],
    errors.Unwritable: [errors.Unwritable("XML", "it holds a character that XML cannot; take JSON, CSV or TSV")],
    errors.Withdrawn: [errors.Withdrawn("https://w3id.org/rightsgraph/id/x", "2026-11-28", "reason")],
}
# What comes from an engine or a disk has words of its own.
FOREIGN = {errors.QueryFailed, errors.ReleaseCorrupt}
WRONG_QUERIES = [
    "SELEC", "SELECT * { ?s a x:y }", "SELECT * { ?s ?p 'a }", "SELECT * { \\x }", "\\u0041", "INSERT DATA {}",
    "SELECT * { SERVICE <http://e.example/> {} }", f"SELECT * {{ {'{' * 9}{'}' * 9} }}", "SELECT (1+1+1+1+1 AS ?x) {}",
    f"SELECT * {{ ?s ?p {'x' * 9000} }}", "SELECT * " * 99, "SELECT (?a<?b#c>?d AS ?x) {}",
]  # fmt: skip


def test_every_class_of_error_that_is_answered_has_an_example() -> None:
    assert set(EXAMPLES) == set(STATUSES) - FOREIGN


@pytest.mark.parametrize("error", [e for all in EXAMPLES.values() for e in all], ids=lambda e: type(e).__name__)
def test_what_an_error_says_is_said_in_spanish_too(error: errors.RightsgraphError) -> None:
    for words in (str(error), *filter(None, [getattr(error, "mend", None)]), *getattr(error, "advice", ())):
        told = say(words, "es")
        assert told.language == "es", words
        assert told.text.endswith(".")
        assert not re.search(r"\b(the|are|expected|read|with)\b", told.text), told.text
        assert say(words, "en").text.rstrip(".").casefold() == words.rstrip(".").casefold()


@pytest.mark.parametrize("query", WRONG_QUERIES, ids=range(len(WRONG_QUERIES)))
def test_what_is_wrong_with_a_query_is_said_in_spanish_too(query: str) -> None:
    with pytest.raises(errors.RightsgraphError) as wrong:
        inspect(query, Limits(600 if len(query) < 4000 else 10_000, 5, 4))
    assert say(str(wrong.value), "es").language == "es", str(wrong.value)
    assert say(getattr(wrong.value, "mend", "the query is not UTF-8"), "es").language == "es"


def test_words_that_are_given_at_once_are_in_the_table() -> None:
    """Words that stand in the code as they are said, without anything put in."""
    known = {english for english, _ in PHRASES}
    for path in sorted((Path(errors.__file__).parent / "web").rglob("*.py")):
        for said in re.findall(r'raise BadRequest\("([^"]+)"\)', path.read_text("utf-8")):
            assert said in known, f"{path}: {said}"


def test_a_phrase_has_as_many_holes_as_it_can_fill() -> None:
    for english, spanish in PHRASES:
        assert {int(n) for n in re.findall(r"\{(\d)\}", spanish)} <= set(range(english.count("{}"))), english
        assert "{}" not in spanish


@given(st.text(max_size=300), st.sampled_from([english for english, _ in PHRASES]))
def test_whatever_is_put_in_comes_out_as_it_is_or_in_spanish(text: str, phrase: str) -> None:
    told = say(phrase.replace("{}", text), "es")
    assert told.language in ("en", "es")
    assert told.text
