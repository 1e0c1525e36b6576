# SPDX-License-Identifier: Apache-2.0
"""A literal in; whether its text is one of its datatype out, and whether its language tag names a language.

XML Schema 1.1 part 2 gives the texts of each datatype: https://www.w3.org/TR/xmlschema11-2/. White space around a
text is part of it, as RDF 1.1 reads it.
"""

import re
from datetime import date

from rightsgraph.vocab import XSD

_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_INTEGER, _DECIMAL = r"[+-]?\d+", r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_DOUBLE = rf"{_DECIMAL}(?:[eE]{_INTEGER})?|[+-]?INF|NaN"
_DAYS = r"(?:\d+D)?"
_HOURS = r"(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
_FORMS = {
    "boolean": r"true|false|0|1",
    "decimal": _DECIMAL,
    "double": _DOUBLE,
    "float": _DOUBLE,
    "date": rf"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "dateTime": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE[:-1]}",
    "time": rf"{_TIME}{_ZONE}",
    "gYear": rf"{_YEAR}{_ZONE}",
    "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": rf"--{_MONTH}{_ZONE}",
    "gMonthDay": rf"--{_MONTH}-{_DAY}{_ZONE}",
    "gDay": rf"---{_DAY}{_ZONE}",
    "duration": rf"-?P(?=[\dT])(?:\d+Y)?(?:\d+M)?{_DAYS}{_HOURS}",
    "yearMonthDuration": r"-?P(?=\d)(?:\d+Y)?(?:\d+M)?",
    "dayTimeDuration": rf"-?P(?=[\dT]){_DAYS}{_HOURS}",
    "hexBinary": r"(?:[\da-fA-F]{2})*",
    "base64Binary": r"(?:(?:[A-Za-z\d+/] ?){4})*(?:(?:[A-Za-z\d+/] ?){3}=|(?:[A-Za-z\d+/] ?){2}= ?=)?",
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z\d]{1,8})*",
}
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
# Those whose every text is good enough, as all engines take them.
_FREE = (
    "string", "normalizedString", "token", "anyURI", "Name", "NCName", "NMTOKEN", "NMTOKENS", "QName", "NOTATION", "ID",
    "IDREF", "IDREFS", "ENTITY", "ENTITIES", "anyAtomicType", "anySimpleType",
)  # fmt: skip
DATATYPES = frozenset(XSD + name for name in (*_FORMS, *_RANGES, *_FREE))
_PATTERNS = {
    XSD + name: re.compile(form, re.ASCII) for name, form in {**_FORMS, **dict.fromkeys(_RANGES, _INTEGER)}.items()
}
_LIMITS = {XSD + name: limits for name, limits in _RANGES.items()}
_CALENDAR = re.compile(r"(-?\d+)-(\d\d)-(\d\d)")

# Languages with a tag of two letters (ISO 639-1); BCP 47 wants it where there is one.
_TWO_LETTERS = frozenset(
    re.findall(
        r"\w+",
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
        "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is "
        "it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms "
        "mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si "
        "sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh "
        "yi yo za zh zu",
    )
)
_MEANT = {
    "sp": "es", "spa": "es", "esp": "es", "spanish": "es", "espanol": "es", "castellano": "es",
    "eng": "en", "english": "en", "ingles": "en", "por": "pt", "port": "pt", "que": "qu", "quechua": "qu",
    "aym": "ay", "aymara": "ay", "fra": "fr", "french": "fr", "frances": "fr",
}  # fmt: skip


def is_well_typed(text: str, datatype: str) -> bool:
    """Whether a text is one of a datatype; of datatypes that are not known here, every text is."""
    if not (pattern := _PATTERNS.get(datatype)):
        return True
    if not pattern.fullmatch(text):
        return False
    if limits := _LIMITS.get(datatype):
        return _is_within(text, *limits)
    day = _CALENDAR.match(text) if datatype.endswith(("#date", "#dateTime", "#dateTimeStamp")) else None
    return not day or _is_day(*(int(part[-9:]) for part in day.groups()))


def language_meant(tag: str) -> str | None:
    """The tag that was meant by one that names no language, or names it by its longer code.

    None where the tag is fine, "" where it is not and what was meant cannot be told.
    """
    primary, hyphen, rest = tag.partition("-")
    folded = primary.lower()
    if folded in ("x", "i") and hyphen:
        return None
    if (len(folded) == 3 and folded not in _MEANT) or folded in _TWO_LETTERS:
        return None if rest.lower() != "uk" else f"{primary}-GB"
    meant = _MEANT.get(folded, "")
    return f"{meant}{hyphen}{rest.upper() if len(rest) == 2 else rest}" if meant else ""


def _is_within(text: str, least: int | None, most: int | None) -> bool:
    """Whether a whole number is in a range; of more figures than any range has, the sign decides."""
    figures = text.lstrip("+-").lstrip("0")
    value = int(figures[:30] or 0) * (-1 if text.startswith("-") else 1)
    return (least is None or least <= value) and (most is None or value <= most)


def _is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has a day; it has the same days every 400 years."""
    try:
        return bool(date(2000 + year % 400, month, day))
    except ValueError:
        return False
