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
    found = _DATE.fullmatch(told)
    if not found:
        return told
    year, month, day = found.groups()
    try:
        told_date = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return told
    if day:
        return format_date(told_date, "long", locale=_LOCALES[language])
    return format_skeleton("yMMMM", told_date, locale=_LOCALES[language]) if month else year


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
