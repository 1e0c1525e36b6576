# SPDX-License-Identifier: Apache-2.0
"""The words of all texts in, for a word that is in none the nearest one out: what was meant by a slip of the fingers.

Nearness is the optimal string alignment distance: letters left out, put in, replaced or swapped.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

_MOST_WORDS = 50_000  # the commonest are kept
_SHORTEST = 4  # letters; shorter words are near to too many


class Spelling:
    """Knows how words are written, and how often."""

    def __init__(self, counted: Counter[str]) -> None:
        self._counted = dict(counted.most_common(_MOST_WORDS))
        self._alike: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for word in self._counted:
            if len(word) >= _SHORTEST and word.isalpha():
                self._alike[len(word)].append((word, _letters(word)))

    def nearest(self, word: str) -> str | None:
        """The nearest word, of equally near ones the commonest; None where none is near."""
        if len(word) < _SHORTEST or word in self._counted:
            return None
        slips = 1 if len(word) < 7 else 2
        near = [(distance(word, other, slips), -self._counted[other], other) for other in self._candidates(word, slips)]
        best = min(near, default=None)
        return best[2] if best and best[0] <= slips else None

    def _candidates(self, word: str, slips: int) -> Iterable[str]:
        """Words of about that length and of about those letters: each slip changes two letters of the set at most."""
        letters = _letters(word)
        for length in range(len(word) - slips, len(word) + slips + 1):
            for other, others in self._alike.get(length, ()):
                if (letters ^ others).bit_count() <= 2 * slips:
                    yield other


def distance(left: str, right: str, limit: int) -> int:
    """How many slips lie between two words; any number above the limit stands for more."""
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        line = [row]
        for column, other in enumerate(right, 1):
            least = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                least = min(least, before[column - 2] + 1)
            line.append(least)
        if min(line) > limit:
            return limit + 1
        before, last = last, line
    return last[-1]


def _letters(word: str) -> int:
    """The set of letters of a word, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits
