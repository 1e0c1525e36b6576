# SPDX-License-Identifier: Apache-2.0
"""What the pages say, in both languages; one table a part of the site, each text as (English, Spanish)."""

import functools
from collections.abc import Mapping

from rightsgraph.web.texts import everywhere, finding, intervening, reference, standards, starting

LANGUAGES = ("en", "es")
TABLES = (everywhere.TEXTS, finding.TEXTS, intervening.TEXTS, reference.TEXTS, standards.TEXTS, starting.TEXTS)


@functools.cache
def texts(language: str) -> Mapping[str, str]:
    """Every text in one of the languages."""
    place = LANGUAGES.index(language)
    return {name: both[place] for table in TABLES for name, both in table.items()}
