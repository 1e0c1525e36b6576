# SPDX-License-Identifier: Apache-2.0
"""This repository's content in, whole or with one dataset alone; a release of it served by a process of its own out."""

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

# A run in the background ignores Ctrl+C, and so would every process that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
ROOT = Path(__file__).parents[1]
ONE_DATASET_WORLD = ("ontology", "shapes", "data/dataset.ttl", "data/places", "data/queries", "data/peru-consortium")
RIGHTSGRAPH = (sys.executable, "-m", "rightsgraph")
SECONDS_TO_START = 30
SECONDS_TO_STOP = 30


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers: its address, which ends in a slash, and the release behind it."""

    url: str
    release: Path


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A release of the whole content, served."""
    with serve_content(ROOT, tmp_path_factory.mktemp("served")) as served:
        yield served


@pytest.fixture(scope="session")
def one_dataset_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content root with the Peruvian record alone: what is held exactly there stays so when other records come."""
    root = tmp_path_factory.mktemp("one-dataset-world")
    for name in ONE_DATASET_WORLD:
        (root / name).parent.mkdir(exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, root / name)
    return root


@pytest.fixture(scope="session")
def served_one_dataset_world(one_dataset_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A release of the one-dataset world, served."""
    with serve_content(one_dataset_world, tmp_path_factory.mktemp("served-one-dataset-world")) as served:
        yield served


@contextmanager
def serve_content(root: Path, folder: Path) -> Iterator[Served]:
    """Build a release of a content root, and serve it for as long as the block lasts."""
    release, log = folder / "release", folder / "server.log"
    subprocess.run([*RIGHTSGRAPH, "build", str(root), "--out", str(release)], check=True)
    with log.open("wb") as out:
        command = [*RIGHTSGRAPH, "serve", str(release), "--port", "0"]
        server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield Served(wait_until_ready(server, log), release)
        server.send_signal(signal.SIGTERM)
        assert server.wait(SECONDS_TO_STOP) == 0, log.read_text("utf-8")
    finally:
        server.kill()
        server.wait()


def wait_until_ready(server: "subprocess.Popen[bytes]", log: Path) -> str:
    """The address that a server announces, once it answers ASK {} there with 200."""
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        said = re.search(r"http://\S+/(?= )", log.read_text("utf-8"))
        if said and answers(said.group()):
            return said.group()
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text('utf-8')}")


def answers(url: str) -> bool:
    try:
        with urlopen(f"{url}sparql?query={quote('ASK {}')}", timeout=SECONDS_TO_START) as response:
            return bool(response.status == 200)
    except URLError:
        return False
