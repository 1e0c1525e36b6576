# SPDX-License-Identifier: Apache-2.0
"""A value and a grain in, the value no finer than that out. Pure."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from itertools import pairwise

from rightsgraph.rdf import Literal, NamedNode
from rightsgraph.vocab import RGC, XSD


class Grain(Enum):
    """How fine a value is let out at most; of two for the same value, the coarser stands first."""

    YEAR = RGC + "yearGrain"
    MONTH = RGC + "monthGrain"
    COUNTRY = RGC + "countryGrain"
    REGION = RGC + "regionGrain"
    BAND = RGC + "bandGrain"

    @property
    def is_of_dates(self) -> bool:
        """Whether it is how fine a date may be."""
        return self in (Grain.YEAR, Grain.MONTH)

    @property
    def is_of_places(self) -> bool:
        """Whether it is how fine a place may be."""
        return self in (Grain.COUNTRY, Grain.REGION)


LEAST = 10  # people; there is no band below
_MOST = 12  # figures of a count that are believed: there are not so many people
_YEAR, _MONTH = XSD + "gYear", XSD + "gYearMonth"
# https://www.w3.org/TR/xmlschema11-2/#date : the day, the time and the zone may be there or not.
_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)(?:T[\d:.]+)?)?(?:Z|[+-]\d\d:\d\d)?")
_COARSE = {_YEAR: re.compile(r"-?\d{4,}(?:Z|[+-]\d\d:\d\d)?"), _MONTH: re.compile(r"-?\d{4,}-\d\d(?:Z|[+-]\d\d:\d\d)?")}
_FINER = {_MONTH: False, XSD + "date": True, XSD + "dateTime": True, XSD + "dateTimeStamp": True}  # with a day or not
_STEPS = (1, 2, 5, 10)


def is_coarse_date(value: object, grain: Grain) -> bool:
    """Whether a date is a year, or a month where that will do."""
    if not isinstance(value, Literal) or value.datatype.value not in _COARSE:
        return False
    fits = grain is Grain.MONTH or value.datatype.value == _YEAR
    return fits and _COARSE[value.datatype.value].fullmatch(value.value) is not None


def coarsen_date(value: object, grain: Grain) -> Literal | None:
    """The year or the month of a date with a month, a day or a time; None for what is no such date."""
    if not isinstance(value, Literal) or value.datatype.value not in _FINER:
        return None
    found = _DATE.fullmatch(value.value)
    if not found or bool(found[3]) is not _FINER[value.datatype.value]:
        return None
    try:
        date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None
    if grain is Grain.YEAR:
        return Literal(found[1], datatype=NamedNode(_YEAR))
    return Literal(f"{found[1]}-{found[2]}", datatype=NamedNode(_MONTH))


def number(value: object) -> Decimal | None:
    """The number that a literal is, of whatever datatype; None for what is none."""
    if not isinstance(value, Literal):
        return None
    try:
        found = Decimal(value.value.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def band(count: Decimal) -> tuple[int, int] | None:
    """The ends of 10-19, 20-49, 50-99, 100-199 and so on that hold a count; None below ten, or where none can."""
    if count < LEAST or count.adjusted() >= _MOST:
        return None
    size = int(10 ** count.adjusted())
    low, high = next((a, b) for a, b in pairwise(_STEPS) if a * size <= count < b * size)
    return low * size, high * size - 1
