# SPDX-License-Identifier: Apache-2.0
"""The servers that are measured: how each is loaded, started and asked."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.client import Address, Connection
from tests.bench.process import Process, free_port
from tests.bench.release import Made

from rightsgraph import __version__

HOST = "127.0.0.1"
ASK = "ASK {}"
SECONDS_TO_START = 600
# rdflib is measured up to here: beyond, most queries would take minutes.
_RDFLIB_TRIPLES = 200_000


class NotMeasured(Exception):
    """A peer cannot be measured here; the message says why."""


class Peer(ABC):
    """One kind of server. `prepare` is done once for a data set, `command` starts what it left."""

    name: str

    @abstractmethod
    def version(self) -> str:
        """What is measured, as its own authors call it."""

    @abstractmethod
    def prepare(self, made: Made, work: Path, timeout: int) -> None:
        """Load the data, unless it is loaded; raises NotMeasured."""

    @abstractmethod
    def command(self, made: Made, work: Path, port: int, timeout: int) -> list[str]:
        """What serves it at a port; a query may take that many seconds, if the server can be told so."""

    def address(self, port: int) -> Address:
        """Where it answers."""
        return Address(HOST, port, "/sparql")

    @property
    def environment(self) -> Mapping[str, str]:
        """What it is told by the environment."""
        return {}

    def require(self) -> None:
        """Raise NotMeasured where it is not installed."""
        self.version()

    def folder(self, made: Made, work: Path) -> Path:
        """Where it keeps what it loaded; it goes with the release it was loaded from."""
        return made.release.parent / self.name


@dataclass(frozen=True)
class Ours(Peer):
    """This package, serving the release; `settings` are RIGHTSGRAPH_ variables."""

    name: str = "ours"
    settings: Mapping[str, str] = field(default_factory=dict)

    def version(self) -> str:
        engines = (f"{name} {_installed(name)}" for name in ("pyoxigraph", "sparq-rdf"))
        return f"rightsgraph {__version__} ({', '.join(engines)})"

    def prepare(self, made: Made, work: Path, timeout: int) -> None:
        """The release is made already."""

    def command(self, made: Made, work: Path, port: int, timeout: int) -> list[str]:
        return [sys.executable, "-m", "rightsgraph", "serve", str(made.release), "--host", HOST, "--port", str(port)]

    @property
    def environment(self) -> Mapping[str, str]:
        return self.settings


@dataclass(frozen=True)
class Oxigraph(Peer):
    """The oxigraph server, on its own store on disk."""

    name: str = "oxigraph"

    def version(self) -> str:
        return _output([_program("oxigraph"), "--version"]).strip()

    def prepare(self, made: Made, work: Path, timeout: int) -> None:
        def load(folder: Path) -> None:
            _run([_program("oxigraph"), "load", "--location", str(folder), "--file", str(made.ntriples)])

        _prepare(self.folder(made, work), load)

    def command(self, made: Made, work: Path, port: int, timeout: int) -> list[str]:
        location = str(self.folder(made, work))
        # Not told of the time-out: each query then leaves a sleeping thread, and a fast client has it die of them.
        return [_program("oxigraph"), "serve-read-only", "--location", location, "--bind", f"{HOST}:{port}"]

    def address(self, port: int) -> Address:
        return Address(HOST, port, "/query")


@dataclass(frozen=True)
class RdflibEndpoint(Peer):
    """rdflib's own SPARQL over HTTP, all in memory; it reads the dump at each start."""

    name: str = "rdflib-endpoint"

    def version(self) -> str:
        _program(self.name)
        return f"rdflib-endpoint {_installed(self.name)}, rdflib {_installed('rdflib')}"

    def prepare(self, made: Made, work: Path, timeout: int) -> None:
        if made.triples > _RDFLIB_TRIPLES:
            raise NotMeasured(f"too slow beyond {_RDFLIB_TRIPLES:,} triples")

    def command(self, made: Made, work: Path, port: int, timeout: int) -> list[str]:
        return [_program(self.name), "serve", "--host", HOST, "--port", str(port), str(made.ntriples)]

    def address(self, port: int) -> Address:
        return Address(HOST, port, "/")


@dataclass(frozen=True)
class Virtuoso(Peer):
    """Virtuoso with an ini file and a database of its own; the data is a graph that stands for the default one."""

    name: str = "virtuoso"
    graph: str = "urn:bench:data"

    def version(self) -> str:
        found = re.search(r"Version (\S+)", _output([_program("virtuoso-t"), "-?"]))
        return f"Virtuoso {found[1]}" if found else "Virtuoso"

    def require(self) -> None:
        super().require()
        _program("isql-vt")

    def prepare(self, made: Made, work: Path, timeout: int) -> None:
        _prepare(self.folder(made, work), lambda folder: self._load(folder, made, timeout))

    def command(self, made: Made, work: Path, port: int, timeout: int) -> list[str]:
        folder = self.folder(made, work)
        (folder / "virtuoso.ini").write_text(_ini(folder, made, port, free_port(), timeout), "utf-8")
        return [_program("virtuoso-t"), "+configfile", str(folder / "virtuoso.ini"), "+foreground"]

    def address(self, port: int) -> Address:
        return Address(HOST, port, "/sparql", f"default-graph-uri={self.graph.replace(':', '%3A')}&")

    def _load(self, folder: Path, made: Made, timeout: int) -> None:
        folder.mkdir()
        port, sql = free_port(), free_port()
        ini = folder / "virtuoso.ini"
        ini.write_text(_ini(folder, made, port, sql, timeout), "utf-8")
        command = [_program("virtuoso-t"), "+configfile", str(ini), "+foreground"]
        process = Process(command, folder / "load.log", {}, float("inf"))
        try:
            _wait_until_ready(process, self.address(port))
            directory, file = made.ntriples.parent, made.ntriples.name
            statements = f"ld_dir('{directory}', '{file}', '{self.graph}'); rdf_loader_run(); checkpoint;"
            _run([_program("isql-vt"), f"{HOST}:{sql}", "dba", "dba", f"exec={statements}"])
        finally:
            process.stop()


def make_peer(word: str, settings: Mapping[str, str]) -> Peer:
    """A peer by its name; `ours:sparq` is ours with that engine. Raises NotMeasured."""
    name, _, engine = word.partition(":")
    if name == "ours":
        return Ours(word, {**settings, **({"RIGHTSGRAPH_ENGINE": engine} if engine else {})})
    for kind in (Oxigraph, RdflibEndpoint, Virtuoso):
        if kind.name == word:
            return kind()
    raise NotMeasured("there is no peer of that name")


class Server:
    """A peer that runs; `overran` counts how often it was stopped for the memory it took."""

    def __init__(self, peer: Peer, made: Made, work: Path, timeout: int, most_memory: float) -> None:
        self.peer = peer
        self.seconds_to_ready = 0.0
        self.overran = 0
        self._made = made
        self._work = work
        self._timeout = timeout
        self._most_memory = most_memory
        self._start()

    def _start(self) -> None:
        port = free_port()
        command = self.peer.command(self._made, self._work, port, self._timeout)
        self.address = self.peer.address(port)
        log = self._work / f"{self.peer.name.replace(':', '-')}.log"
        self.process = Process(command, log, self.peer.environment, self._most_memory)
        try:
            self.seconds_to_ready = _wait_until_ready(self.process, self.address)
        except NotMeasured as error:
            self.process.stop()
            raise NotMeasured(f"{error}: {_last_line(log)}") from error

    def connect(self, timeout: float | None = None) -> Connection:
        """A new connection to it."""
        return Connection(self.address, timeout or self._timeout + 5)

    def restart(self) -> None:
        """Stop it and start it anew; raises NotMeasured."""
        self.stop()
        self._start()

    def stop(self) -> None:
        """End it with everything it started."""
        self.process.stop()
        self.overran += self.process.overran


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """A server that is stopped at the end of the block."""
    try:
        yield server
    finally:
        server.stop()


def _wait_until_ready(process: Process, address: Address) -> float:
    """Seconds from the process's begin until ASK {} is answered 200; raises NotMeasured."""
    connection = Connection(address, 10)
    while process.is_alive and time.monotonic() - process.begun < SECONDS_TO_START:
        if connection.ask(ASK).status == 200:
            connection.close()
            return time.monotonic() - process.begun
        time.sleep(0.005)
    raise NotMeasured("it did not start")


def _prepare(folder: Path, load: Callable[[Path], None]) -> None:
    """Load into a folder once; one that failed leaves none."""
    done = folder.with_name(f"{folder.name}.loaded")
    if done.exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    begun = time.monotonic()
    load(folder)
    done.write_text(f"{time.monotonic() - begun:.2f}", "utf-8")


def seconds_to_load(peer: Peer, made: Made, work: Path) -> float | None:
    """How long loading took, None for a peer that loads when it starts."""
    done = peer.folder(made, work).with_name(f"{peer.name}.loaded")
    return float(done.read_text("utf-8")) if done.exists() else None


def _program(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise NotMeasured("it is not installed")
    return found


def _installed(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed here"


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotMeasured(f"loading failed: {(done.stderr or done.stdout).strip()[-200:]}")


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout or done.stderr


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1][-200:] if lines else "it said nothing"


def _ini(folder: Path, made: Made, port: int, sql: int, timeout: int) -> str:
    """Buffers of 8 KiB for all of the data: about 30 for a thousand triples, and never fewer than 340 MB."""
    buffers = max(42_500, made.triples * 30 // 1000 * 2)
    return f"""
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = {HOST}:{sql}
DisableUnixSocket = 1
MaxClientConnections = 100
ServerThreads = 100
CheckpointInterval = 60
CaseMode = 2
DirsAllowed = {made.ntriples.parent}
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 4
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {buffers * 3 // 4}
MaxQueryMem = 2G

[HTTPServer]
ServerPort = {HOST}:{port}
ServerRoot = {folder}
ServerThreads = 80
MaxClientConnections = 80
MaxKeepAlives = 80
KeepAliveTimeout = 60

[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryExecutionTime = {timeout}
"""
