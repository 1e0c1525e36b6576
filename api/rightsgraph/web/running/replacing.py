# SPDX-License-Identifier: Apache-2.0
"""The folder of a release that is being served in; whether another release has taken its place out."""

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from rightsgraph.errors import ReleaseCorrupt, ReleaseReplaced
from rightsgraph.manifest import MANIFEST, digest, verify_release

_log = logging.getLogger(__name__)
_Mark: TypeAlias = tuple[int, int, int, int] | None


@dataclass(slots=True)
class Place:
    """Where a release was opened; `identity` is the digest of its manifest, `largest` as in `verify_release`."""

    folder: Path
    identity: str
    largest: int
    _opened: _Mark = field(init=False)
    _seen: _Mark = field(init=False)

    def __post_init__(self) -> None:
        self._opened = self._seen = self._mark()

    def require_same(self) -> None:
        """Raise ReleaseReplaced where the files are those of another release by now."""
        if self._mark() != self._opened:
            raise ReleaseReplaced(self.folder)

    def is_replaced(self) -> bool:
        """Whether another release lies there, and is whole; what is not whole is told once and left alone."""
        mark = self._mark()
        if mark is None or mark == self._seen:
            return False
        self._seen = mark
        try:
            replaced = digest((self.folder / MANIFEST).read_bytes()) != self.identity
            if replaced:
                verify_release(self.folder, self.largest)
            else:
                self._opened = mark
        except (ReleaseCorrupt, OSError) as error:
            _log.warning("what lies in the place of the release that is served is not used: %s", error)
            return False
        return replaced

    def _mark(self) -> _Mark:
        """What tells one manifest from another without a look inside."""
        try:
            found = (self.folder / MANIFEST).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
