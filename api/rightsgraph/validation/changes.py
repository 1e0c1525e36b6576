# SPDX-License-Identifier: Apache-2.0
"""A content root and a git ref in, the files that differ and how they were out; git itself is asked.

Whatever git leaves out, a file counts as unchanged only where git knows it and it is a plain file: what is ignored,
untracked, a link or within another repository counts as new.
"""

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from rightsgraph.content import FOLDERS
from rightsgraph.errors import NoHistory

_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
# What git sets for its hooks, which would make it look at another place than the root.
_PLACES = frozenset(
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"]
)
_PLAIN = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs under a root between a point of its history and the files as they are.

    `after` are the files that are there and differ, `before` the texts of those that were there and differ, and
    `same` all others with the names that git has for their texts.
    """

    after: tuple[PurePath, ...]
    before: dict[PurePath, bytes]
    same: dict[PurePath, str]

    @property
    def paths(self) -> frozenset[PurePath]:
        """The files that differ, those that are gone too."""
        return frozenset((*self.after, *self.before))


def read_changes(root: Path, ref: str) -> Changes:
    """Compare the content folders of a root with a git ref; raises NoHistory, OSError."""
    commit = _commit(root, ref)
    tree = dict(_tree(root, commit))
    found = _git(root, "diff", "--name-only", "-z", "--relative", "--no-ext-diff", "--no-renames", commit, "--", ".")
    differing = {PurePath(name) for name in _names(found)}
    there = frozenset(_files(root))
    same = {path: blob for path, blob in tree.items() if path in there and path not in differing}
    gone = [path for path in tree if path not in same]
    texts = _texts(root, [tree[path] for path in gone])
    return Changes(tuple(sorted(there - same.keys())), dict(zip(gone, texts, strict=True)), same)


def _commit(root: Path, ref: str) -> str:
    """The name of the commit that a ref means."""
    try:
        _git(root, "rev-parse", "--is-inside-work-tree")
    except FileNotFoundError as error:
        # A folder that is not there is told before: it holds no content.
        raise NoHistory(root, "git is not installed") from error
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
    except NoHistory as error:
        raise NoHistory(root, f"its history has no commit {ref!r}; where it is not whole, fetch that first") from error


def _tree(root: Path, commit: str) -> Iterable[tuple[PurePath, str]]:
    """The plain files of a commit under the content folders, and the names of their texts."""
    for entry in _names(_git(root, "ls-tree", "-r", "-z", commit, "--", *FOLDERS)):
        head, _, name = entry.partition("\t")
        mode, _, blob = head.split(" ")
        if mode in _PLAIN and _is_shown(PurePath(name)):
            yield PurePath(name), blob


def _files(root: Path) -> Iterable[PurePath]:
    for folder in FOLDERS:
        for place, _, names in os.walk(root / folder):
            yield from (path for name in names if _is_shown(path := (Path(place) / name).relative_to(root)))


def _is_shown(path: PurePath) -> bool:
    """Whether no part of a path is hidden, as content has it."""
    return not any(part.startswith(".") for part in path.parts)


def _texts(root: Path, blobs: Sequence[str]) -> list[bytes]:
    found = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode()) if blobs else b""
    texts, start = [], 0
    for _ in blobs:
        end = found.index(b"\n", start)
        size = found[start:end].rpartition(b" ")[2]
        if not size.isdigit():
            raise NoHistory(root, "its history is not whole here; fetch it with git fetch --unshallow or --refetch")
        texts.append(found[end + 1 : end + 1 + int(size)])
        start = end + 1 + int(size) + 1
    return texts


def _names(found: bytes) -> list[str]:
    return [os.fsdecode(name) for name in found.split(b"\0") if name]


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What git says; raises NoHistory with its words where it fails, FileNotFoundError where there is none."""
    command = ["git", "-C", str(root.absolute()), *words]
    environment = {name: value for name, value in os.environ.items() if name not in _PLACES} | _ENVIRONMENT
    done = subprocess.run(  # noqa: S603 - our own words, and a ref that is taken for nothing else
        command, input=given, capture_output=True, check=False, env=environment
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoHistory(root, said[0].removeprefix("fatal: ") if said else "git gives no reason")
    return done.stdout
