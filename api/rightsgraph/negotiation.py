# SPDX-License-Identifier: Apache-2.0
"""An Accept header in, a Format out; likewise for encodings and languages. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rightsgraph.errors import NotAcceptable
from rightsgraph.formats import Format

# Elements and their parameters; what is in quotes is not taken apart.
_ELEMENT = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.?)*+(?:"|\Z))++', re.DOTALL)
_PARAMETER = re.compile(r'(?:[^";]|"(?:[^"\\]|\\.?)*+(?:"|\Z))++', re.DOTALL)
# More digits than RFC 9110 lets a sender write, and none before the point, as some senders write it.
_QUALITY = re.compile(r"\s*+q\s*+=\s*+(0?\.\d++|0\.?|1(?:\.0*+)?)\s*+", re.ASCII | re.IGNORECASE)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z/-]+")


@dataclass(frozen=True, slots=True)
class Preference:
    """One element of an Accept-like header."""

    value: str
    quality: float


def read_preferences(header: str) -> tuple[Preference, ...]:
    """The elements of an Accept-like header (RFC 9110, section 12.4); malformed ones are passed over."""
    found = []
    for element in _ELEMENT.findall(header):
        value, *parameters = _PARAMETER.findall(element) or [""]
        value = value.strip().lower()
        weights = [parameter for parameter in parameters if parameter.partition("=")[0].strip().lower() == "q"]
        qualities = [_QUALITY.fullmatch(weight) for weight in weights]
        if _TOKEN.fullmatch(value) and all(qualities):
            found.append(Preference(value, min((float(quality[1]) for quality in qualities if quality), default=1.0)))
    return tuple(found)


def negotiate(accept: str | None, offered: Sequence[Format]) -> Format:
    """The best of the offered formats; an absent header takes the first, as `*/*` does.

    The most specific element that matches a format decides its quality, `q=0` excludes it, and order
    in `offered` breaks ties. Raises NotAcceptable.
    """
    preferences = read_preferences(accept or "*/*") or (Preference("*/*", 1.0),)
    best = max(offered, key=lambda format: _quality(format, preferences))
    if _quality(best, preferences) == 0:
        raise NotAcceptable(accept or "", [format.media_type for format in offered])
    return best


def _quality(format: Format, preferences: Sequence[Preference]) -> float:
    matches = [(_specificity(format, preference.value), preference.quality) for preference in preferences]
    specificity, quality = max(matches)
    return quality if specificity else 0.0


def _specificity(format: Format, media_range: str) -> int:
    """4 for the format's own type, 3 for an alias, 2 for `type/*`, 1 for `*/*`, 0 for no match."""
    if media_range == format.media_type:
        return 4
    if media_range in format.aliases:
        return 3
    if media_range == format.media_type.partition("/")[0] + "/*":
        return 2
    return 1 if media_range in ("*/*", "*") else 0


def negotiate_encoding(accept_encoding: str | None, offered: Sequence[str]) -> str:
    """The content coding to use, `identity` where the header names none of the offered ones or likes it better."""
    weights = {preference.value: preference.quality for preference in read_preferences(accept_encoding or "")}
    best = max(offered, key=lambda coding: weights.get(coding, 0.0), default="identity")
    quality = weights.get(best, 0.0)
    return best if quality > 0 and quality >= weights.get("identity", 0.0) else "identity"


def negotiate_language(accept_language: str | None, offered: Sequence[str]) -> str:
    """The offered language that a reader likes best (`es-PE` takes `es`, `*` any); the first where none fits."""
    weights: dict[str, float] = {}
    for preference in read_preferences(accept_language or ""):
        language = preference.value.partition("-")[0]
        weights[language] = max(weights.get(language, 0.0), preference.quality)
    # Of equally liked ones the first stands, also where none is liked.
    return max(offered, key=lambda language: weights.get(language, weights.get("*", 0.0)))
