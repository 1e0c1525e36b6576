# SPDX-License-Identifier: Apache-2.0
"""What an error says of itself in, a sentence in the reader's language out.

Errors speak English, as programs and logs want it; a page says the same as a table of phrases has it.
"""

import functools
import re

from rightsgraph.web.showing import Shown
from rightsgraph.web.texts import LANGUAGES
from rightsgraph.web.texts.phrases import PHRASES

_HOLE = re.compile(r"\{\}")
_LONGEST = 1000  # letters; what is longer is no phrase


def say(words: str, language: str) -> Shown:
    """A sentence, and the language that it is in: English where the table has no phrase for it."""
    told = words if language == LANGUAGES[0] else _translate(words)
    return Shown(_as_sentence(told or words), language=language if told else LANGUAGES[0])


def _translate(words: str) -> str | None:
    if len(words) > _LONGEST:
        return None
    for pattern, phrase in _phrases():
        if found := pattern.fullmatch(words):
            # What stands in a phrase may be one itself; what is not is a name, a number, or text of the reader's own.
            return phrase.format(*(_translate(part) or part for part in found.groups()))
    return None


@functools.cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    patterns = (("(.+?)".join(map(re.escape, _HOLE.split(english))), spanish) for english, spanish in PHRASES)
    return tuple((re.compile(pattern, re.DOTALL), spanish) for pattern, spanish in patterns)


def _as_sentence(words: str) -> str:
    """With a capital letter, unless it begins with a name or an address, and with a full stop."""
    first = words.partition(" ")[0]
    start = words[:1].upper() if first.isalpha() and first.islower() else words[:1]
    return f"{start}{words[1:]}{'' if words.endswith(('.', '…')) else '.'}"
