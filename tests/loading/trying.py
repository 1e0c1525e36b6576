# SPDX-License-Identifier: Apache-2.0
"""A data page in, its recipes out; one of them in, what the program said at the end out, and with which version."""

import html
import importlib.metadata
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rightsgraph.web.taking.loading import RECIPES, Filled, Recipe

SECONDS = 180
_ISQL_PORT = 1111  # where Virtuoso listens unless told otherwise, and so what the recipe says


@dataclass(frozen=True, slots=True)
class Trial:
    """What has to be there for a recipe to be tried (`needs`: commands), and how its program tells its version."""

    needs: tuple[str, ...]
    version: Callable[[], str]


def _package(name: str) -> Callable[[], str]:
    return lambda: importlib.metadata.version(name)


def _command(*words: str, found: str = r"\d+(?:\.\d+)+") -> Callable[[], str]:
    def version() -> str:
        said = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, check=False)
        number = re.search(found, said.stdout + said.stderr)
        assert number, said
        return number[0]

    return version


TRIALS: Mapping[str, Trial] = {
    "rdflib": Trial((), _package("rdflib")),
    "pyoxigraph": Trial((), _package("pyoxigraph")),
    "oxigraph": Trial(("curl", "oxigraph"), _command("oxigraph", "--version")),
    "comunica": Trial(("curl", "comunica-sparql-file"), _command("comunica-sparql-file", "--version")),
    "virtuoso": Trial(("curl", "virtuoso-t", "isql-vt"), _command("virtuoso-t", "-?")),
    "r": Trial(("Rscript",), _command("Rscript", "--version")),
    "libreoffice": Trial(("curl", "soffice"), _command("soffice", "--version")),
}


def can_try(slug: str) -> bool:
    """Whether everything that a recipe needs is installed."""
    return slug in TRIALS and all(shutil.which(command) for command in TRIALS[slug].needs)


def read_recipes(page: str) -> list[Filled]:
    """The recipes as a data page shows them."""
    return [_read(recipe, page) for recipe in RECIPES]


def _read(recipe: Recipe, page: str) -> Filled:
    shown = page[page.index(f"<summary>{html.escape(recipe.program)} ") :].partition("</details>")[0]
    codes = [html.unescape(code) for code in re.findall(r"<code>(.*?)</code>", shown, re.DOTALL)]
    return Filled(recipe, codes[0], codes[1] if codes[1:] else "", None)


def run_recipe(filled: Filled, folder: Path) -> str:
    """Run a recipe as it stands, in an empty folder; what it printed last. Raises CalledProcessError."""
    if filled.recipe.slug == "virtuoso":
        with _virtuoso(folder):
            return _run(filled, folder)
    return _run(filled, folder)


def _run(filled: Filled, folder: Path) -> str:
    commands = {
        "python": [sys.executable, "-c", filled.text],
        "bash": ["bash", "-e", "-o", "pipefail", "-c", filled.text],
        "r": ["Rscript", "--vanilla", "-e", filled.text],
    }
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder)}
    command = commands[filled.recipe.runner]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS)
    if ran.returncode:
        raise subprocess.CalledProcessError(ran.returncode, command, ran.stdout, ran.stderr)
    return ran.stdout


@contextmanager
def _virtuoso(folder: Path) -> Iterator[None]:
    """A Virtuoso server with a database of its own, as its documentation has one; its client by its own name."""
    (folder / "isql").symlink_to(str(shutil.which("isql-vt")))
    (folder / "virtuoso.ini").write_text(
        f"[Database]\nDatabaseFile = virtuoso.db\nErrorLogFile = virtuoso.log\nLockFile = virtuoso.lck\n"
        f"TransactionFile = virtuoso.trx\nxa_persistent_file = virtuoso.pxa\n"
        f"[TempDatabase]\nDatabaseFile = temp.db\nTransactionFile = temp.trx\n"
        f"[Parameters]\nServerPort = 127.0.0.1:{_ISQL_PORT}\nDisableUnixSocket = 1\nDirsAllowed = {folder}\n",
        "utf-8",
    )
    command = ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(_ISQL_PORT)
            yield
        finally:
            server.kill()


def _wait_for(port: int) -> None:
    for _ in range(SECONDS):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(1)
    raise TimeoutError(port)
