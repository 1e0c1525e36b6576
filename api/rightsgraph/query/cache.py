# SPDX-License-Identifier: Apache-2.0
"""Answers that were given, kept under a bound of memory; who was asked for last stays longest."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
_OVERHEAD = 500  # bytes that an entry takes beside its own


@dataclass(slots=True)
class Cache(Generic[T]):
    """Values by key; `limit` is the sum of their sizes in bytes, and no entry takes more than a fourth of it."""

    limit: int
    size: int = 0
    hits: int = 0
    misses: int = 0
    _entries: OrderedDict[Hashable, tuple[T, int]] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._entries

    def get(self, key: Hashable) -> T | None:
        """The value of a key, None where there is none; counted as a hit or a miss."""
        entry = self._entries.get(key)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return entry[0]

    def takes(self, size: int) -> bool:
        """Whether a value of so many bytes would be kept."""
        return size + _OVERHEAD <= self.limit // 4

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value, and let go of the oldest for it; one that is too large is not kept."""
        if not self.takes(size):
            return
        if old := self._entries.pop(key, None):
            self.size -= old[1]
        self._entries[key] = (value, size + _OVERHEAD)
        self.size += size + _OVERHEAD
        while self.size > self.limit:
            _, (_, freed) = self._entries.popitem(last=False)
            self.size -= freed
