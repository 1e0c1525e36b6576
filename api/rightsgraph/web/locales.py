# SPDX-License-Identifier: Apache-2.0
"""A number or a date in, how readers of a language write it out (CLDR). Pure."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

_LOCALES = {"en": Locale("en", "GB"), "es": Locale("es", "PE")}
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:[T+Z-].*)?")
_DIGITS = 6  # after the decimal point; no figure here is more exact


def write_number(number: int | float | Decimal | str, language: str) -> str:
    """A number with the language's separators; what is no number, as it is."""
    try:
        value = Decimal(str(number))
    except InvalidOperation:
        return str(number)
    if not value.is_finite():
        return str(number)
    digits = min(max(-int(value.as_tuple().exponent), 0), _DIGITS)
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=_LOCALES[language])


def write_date(told: str, language: str) -> str:
    """A year, month or day (ISO 8601), as exact as it is told; what is none of them, as it is."""
    found = read_date(told)
    if found is None:
        return told
    first, parts = found
    if parts == 3:
        return format_date(first, "long", locale=_LOCALES[language])
    return format_skeleton("yMMMM", first, locale=_LOCALES[language]) if parts == 2 else told[:4]


def read_date(told: str) -> tuple[date, int] | None:
    """The first day of a year, month or day (ISO 8601), and how many of these parts are told; None for no date."""
    found = _DATE.fullmatch(told)
    if not found:
        return None
    parts = [int(part) for part in found.groups() if part]
    try:
        return date(*[*parts, 1, 1][:3]), len(parts)
    except ValueError:
        return None


def name_country(code: str, language: str) -> str:
    """A country's name by its code (ISO 3166-1, two letters); the code where it has none."""
    return str(_LOCALES[language].territories.get(code, code))


def write_size(size: int, language: str) -> str:
    """A number of bytes, in the unit (of a thousand each) in which it is shortest."""
    units = [(10**9, "GB"), (10**6, "MB"), (10**3, "kB")]
    for factor, unit in units:
        if size >= factor:
            return f"{write_number(f'{size / factor:.1f}', language)}\u00a0{unit}"
    return f"{write_number(size, language)}\u00a0B"
