# SPDX-License-Identifier: Apache-2.0
"""Numbers and dates as readers of each language write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.web.locales import write_date, write_number, write_size


@pytest.mark.parametrize(
    ("number", "language", "written"),
    [
        (1234567, "en", "1,234,567"),
        (1234567, "es", "1,234,567"),
        (0.5, "en", "0.5"),
        ("12.50", "es", "12.50"),
        (Decimal("0.41"), "es", "0.41"),
        (-3, "en", "-3"),
        ("many", "en", "many"),
        ("NaN", "en", "NaN"),
        ("INF", "es", "INF"),
    ],
)
def test_a_number_is_written_as_its_readers_write_it(number: int | str, language: str, written: str) -> None:
    assert write_number(number, language) == written


@pytest.mark.parametrize(
    ("told", "language", "written"),
    [
        ("2010", "en", "2010"),
        ("2010-04", "en", "April 2010"),
        ("2010-04", "es", "abril de 2010"),
        ("2026-11-29", "en", "29 November 2026"),
        ("2026-11-29", "es", "29 de noviembre de 2026"),
        ("2026-11-29T10:00:00Z", "es", "29 de noviembre de 2026"),
        ("2026-13-40", "en", "2026-13-40"),
        ("long ago", "es", "long ago"),
    ],
)
def test_a_date_is_as_exact_as_it_is_told(told: str, language: str, written: str) -> None:
    assert write_date(told, language) == written


@given(st.text(max_size=40), st.sampled_from(["en", "es"]))
def test_whatever_is_told_is_written(told: str, language: str) -> None:
    write_date(told, language)
    write_number(told, language)


@pytest.mark.parametrize(
    ("size", "written"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (344_804, "344.8 kB"), (5_371_032, "5.4 MB")]
)
def test_a_size_is_written_in_the_unit_in_which_it_is_shortest(size: int, written: str) -> None:
    assert write_size(size, "es").replace("\u00a0", " ") == written
