# SPDX-License-Identifier: Apache-2.0
"""A text in, the rules that it breaks out."""

import pytest

from rightsgraph.validation.captures import Captures, normalise, passage_digest
from rightsgraph.validation.freetext import TextLint

CAPTURE = "One two three four five six seven, eight. Nine ten."


@pytest.fixture(scope="module")
def lint() -> TextLint:
    text = normalise(CAPTURE)
    return TextLint(["A.B. Example Surname, C. Muñoz"], Captures({passage_digest(text): text}))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("write to some.body+x@mail.example.org now", "e-mail"),
        ("call +51 1 234 5678 at night", "phone"),
        ("call 987 654 321", "phone"),
        ("at -8.3791, -74.5539", "coordinates"),
        ("at 8° 22′ south", "coordinates"),
        ("as Muñoz said", "author-name"),
        ("as Munoz said", "author-name"),
        ("Example Surname was there", "author-name"),
        ("they say ONE two three, four five six seven", "copied-text"),
    ],
)
def test_what_must_not_stand_in_a_text_is_found(lint: TextLint, text: str, rule: str) -> None:
    assert [name for name, _ in lint.rules_broken(text)] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "from 2004-2011, in 15 countries",
        "on 2026-11-23",
        "doi 10.7448/IAS.19.4.20856",
        "one two three four five six",
        "5.5 percent to 2.8 percent (0.41-0.86)",
        "PE-UCA and IN-KA",
        'SELECT * { ?s ?p "x"@en . } LIMIT 100',
        "8263ef25a8e51f6b40cd215f6dadc56a4a2095a7697d34d5668b7d982e3d71e4",
    ],
)
def test_what_only_looks_like_it_is_left_alone(lint: TextLint, text: str) -> None:
    assert list(lint.rules_broken(text)) == []


def test_normalising_folds_white_space_and_composes_letters() -> None:
    assert normalise(" a\u00a0\n b e\u0301 ") == "a b \u00e9"
