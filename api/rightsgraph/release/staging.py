# SPDX-License-Identifier: Apache-2.0
"""A folder's name in, a folder to write in out, which takes that name in one step, or goes."""

import ctypes
import errno
import glob
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rightsgraph.errors import TargetUnwritable

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def require_target(out: Path) -> None:
    """Raise TargetUnwritable where a release would replace something, or no folder can be made."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TargetUnwritable(out, "it exists already, and a release is never changed")
    there = next(folder for folder in out.absolute().parents if folder.exists())
    try:
        tempfile.TemporaryDirectory(dir=there).cleanup()
    except OSError as error:
        raise TargetUnwritable(out, f"no folder can be made in {there}: {error.strerror or error}") from error


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A folder beside `out` that becomes `out` when the block ends well, and goes when it does not."""
    out = out.absolute()
    require_target(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    # Named before it is made, so that whatever interrupts us from here on leaves none behind.
    stage = out.parent / f".{out.name}.{secrets.token_hex(4)}"
    try:
        stage.mkdir()
        yield stage
        if out.exists():
            out.rmdir()
        stage.rename(out)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise


@contextmanager
def swapped(folder: Path) -> Iterator[Path]:
    """A folder that takes the place of one that is there when the block ends well; what was there is then deleted."""
    folder = folder.resolve()
    stage = folder.with_name(f"{_mark(folder)}{os.getpid()}")
    try:
        stage.mkdir()
        shutil.copymode(folder, stage)
        yield stage
        _exchange(stage, folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def clear_stages(folder: Path) -> None:
    """Delete what was left beside a folder by one that was killed while it swapped it. Raises OSError."""
    folder = folder.resolve()
    for left in folder.parent.glob(f"{glob.escape(_mark(folder))}*"):
        if not is_running(left.name.removeprefix(_mark(folder))):
            shutil.rmtree(left)


def _mark(folder: Path) -> str:
    return f".{folder.name}.withdrawal-"


def is_running(number: str) -> bool:
    """Whether a process of that number runs; where the system does not tell without harm, none does."""
    if sys.platform == "win32" or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _exchange(new: Path, old: Path) -> None:
    """Let two folders change names: in one step where the system can, else in three that are undone if one fails."""
    if sys.platform == "linux" and _exchanged(new, old):
        return
    aside = old.with_name(f"{new.name}.old")
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    aside.rename(new)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system has let two paths change names at once; raises OSError where it knows how and may not."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number), str(other))
