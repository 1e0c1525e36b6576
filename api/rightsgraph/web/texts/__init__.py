# SPDX-License-Identifier: Apache-2.0
"""What the pages say, in both languages; one table a part of the site, each text as (English, Spanish)."""

import functools
from collections.abc import Mapping

from rightsgraph.web.texts import (
    asking,
    everywhere,
    finding,
    intervening,
    mapping,
    problems,
    reference,
    standards,
    starting,
    taking,
)

LANGUAGES = ("en", "es")
_PARTS = (asking, everywhere, finding, intervening, mapping, problems, reference, standards, starting, taking)
TABLES = tuple(part.TEXTS for part in _PARTS)


@functools.cache
def texts(language: str) -> Mapping[str, str]:
    """Every text in one of the languages."""
    place = LANGUAGES.index(language)
    return {name: both[place] for table in TABLES for name, both in table.items()}
