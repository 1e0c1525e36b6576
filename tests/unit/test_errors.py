# SPDX-License-Identifier: Apache-2.0
"""The tree of errors is whole, and drawn as it is."""

import re

from rightsgraph import errors
from rightsgraph.errors import RightsgraphError

TREE = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, RightsgraphError) and kind is not RightsgraphError
]


def test_the_docstring_draws_every_error_and_no_other() -> None:
    drawn = re.findall(r"^[├└]── (\w+) ", errors.__doc__ or "", re.MULTILINE)
    assert sorted(drawn) == sorted(kind.__name__ for kind in TREE)


def test_the_public_names_are_whole_and_sorted() -> None:
    assert errors.__all__ == sorted([RightsgraphError.__name__, *(kind.__name__ for kind in TREE)])


def test_every_error_says_what_it_is_as_the_tree_does() -> None:
    said = dict(re.findall(r"^[├└]── (\w+) +(.+)$", errors.__doc__ or "", re.MULTILINE))
    for kind in TREE:
        assert (kind.__doc__ or "").lower().startswith(said[kind.__name__].partition(":")[0].lower()), kind


def test_an_error_is_read_from_its_fields() -> None:
    error = errors.NotAcceptable("image/png", ["text/turtle"])
    assert (error.asked, error.offered) == ("image/png", ("text/turtle",))
    assert str(error) == "no answer in 'image/png'; on offer are text/turtle"
