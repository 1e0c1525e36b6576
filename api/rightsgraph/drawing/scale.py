# SPDX-License-Identifier: Apache-2.0
"""Values in, places along an axis out, from 0 to 1, and the round values to write beneath it. Pure.

Any values will do: without a length, beyond what a float can subtract, or none at all.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

_ROUND = (1, 2, 5, 10)
_MOST = 8  # ticks
_HUGE, _TINY = 1e150, 1e-150  # beyond, values are drawn at the end


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of values; `log` for ratios, whose halving is as far as their doubling."""

    low: float
    high: float
    log: bool = False

    def at(self, value: float) -> float:
        """Where a value stands; what is beyond an end stands at it."""
        if self.log and value <= 0:
            return 0.0
        low, high, middle = (self._measure(one) for one in (self.low, self.high, value))
        return min(max((middle - low) / (high - low), 0.0), 1.0)

    def _measure(self, value: float) -> float:
        return math.log10(value) if self.log else value

    def ticks(self) -> list[float]:
        """Round values on the axis, few enough to be read."""
        found = self._ratios() if self.log else self._steps()
        return found[:: max(1, math.ceil(len(found) / _MOST))]

    def _steps(self) -> list[float]:
        rough = (self.high - self.low) / 4
        unit = 10.0 ** math.floor(math.log10(rough))
        step = next((unit * one for one in _ROUND if unit * one >= rough), rough)
        first = math.ceil(self.low / step)
        found = (float(f"{(first + number) * step:.12g}") for number in range(6))
        return [value for value in found if self.low <= value <= self.high]

    def _ratios(self) -> list[float]:
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        steps = _ROUND[:3] if last - first <= 3 else _ROUND[:1]
        powers = (float(f"{one}e{power}") for power in range(first, last + 1) for one in steps)
        return [value for value in powers if self.low <= value <= self.high]


def fit(values: Iterable[float], log: bool = False) -> Axis:
    """An axis that holds values, with a little room; `log` only where all of them are above nothing."""
    known = [min(max(value, -_HUGE), _HUGE) for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(known), max(known)
    if log and low > 0:
        low, high = max(low, _TINY), max(high, _TINY)
        room = 1.15 if high / low > 1.01 else 1.5
        return Axis(low / room, high * room, log=True)
    size = max(abs(low), abs(high))
    if high - low <= max(size * 1e-9, _TINY):
        room = size * 0.1 if size > _TINY else 1.0
        return Axis(low - room, high + room)
    room = (high - low) / 20
    return Axis(low - room if low else low, high + room if high else high)
