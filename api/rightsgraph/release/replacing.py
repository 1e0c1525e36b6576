# SPDX-License-Identifier: Apache-2.0
"""New texts for the files of a folder in; either all of them stand there, or none does.

They are written into a hidden folder first and moved from there. Whoever is interrupted puts back what was there; what
was killed before it could is finished the next time.
"""

import errno
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePath

from rightsgraph.release.staging import is_running

JOURNAL = ".withdrawal"
_PLAN = "plan.json"
_OWNER = "owner"  # the number of the process


def replace_files(root: Path, texts: Mapping[PurePath, str], before: Mapping[PurePath, str]) -> None:
    """Give some files a new text; one whose text is empty goes. `before` are the texts that they are thought to have.

    Raises OSError, and then nothing has changed.
    """
    journal = root / JOURNAL
    journal.mkdir()
    held = {path: _read(root / path) for path in texts}
    try:
        _write(journal / _OWNER, str(os.getpid()).encode())
        for path, data in held.items():
            if (data or b"").decode("utf-8-sig") != before.get(path, ""):
                raise OSError(errno.EBUSY, "it was changed meanwhile", str(root / path))
        _write_journal(root, journal, texts)
        _move(root, journal)
    except BaseException:
        for path, data in held.items():
            _put_back(root / path, data)
        raise
    finally:
        shutil.rmtree(journal, ignore_errors=True)


def finish_files(root: Path) -> bool:
    """Finish what was killed on its way; whether there was anything that had begun. Raises OSError."""
    journal = root / JOURNAL
    if not journal.is_dir():
        return False
    owner = (_read(journal / _OWNER) or b"").decode()
    if is_running(owner):
        raise OSError(errno.EBUSY, f"process {owner} is at it", str(root))
    begun = (journal / _PLAN).is_file()
    if begun:
        _move(root, journal)
    shutil.rmtree(journal)
    return begun


def _write_journal(root: Path, journal: Path, texts: Mapping[PurePath, str]) -> None:
    """The new files by number, then the plan: once that is there, all of it is."""
    for number, (path, text) in enumerate(texts.items()):
        if text:
            _write(journal / str(number), text.encode())
            if (root / path).exists():
                shutil.copymode(root / path, journal / str(number))
    plan = [[path.as_posix(), bool(text)] for path, text in texts.items()]
    _write(journal / "plan", json.dumps(plan).encode())
    (journal / "plan").rename(journal / _PLAN)


def _move(root: Path, journal: Path) -> None:
    """Do what a journal plans, but for what was done already."""
    for number, (path, stays) in enumerate(json.loads((journal / _PLAN).read_text("utf-8"))):
        if not stays:
            (root / path).unlink(missing_ok=True)
        elif (journal / str(number)).exists():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(journal / str(number), root / path)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _put_back(path: Path, data: bytes | None) -> None:
    if _read(path) == data:
        return
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
