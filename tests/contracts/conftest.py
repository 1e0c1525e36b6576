# SPDX-License-Identifier: Apache-2.0
"""Real commands, real servers and real content for the contract tests."""

import gzip
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from io import FileIO, TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import httpx
import pytest
from pyoxigraph import Literal, NamedNode

from rightsgraph.cli import main

ROOT = Path(__file__).parents[2]
CONTENT = ("ontology", "data", "shapes")
RIGHTSGRAPH = (sys.executable, "-m", "rightsgraph")
SECONDS = 60
# What this machine sets must not decide what a test sees.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("LC_", "RIGHTSGRAPH_")) and name not in ("LANG", "LANGUAGE")
}

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[str]"]
Serving = Callable[..., AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="session")
def start() -> Start:
    """Starts a command, its output captured as text."""

    def start(*words: object, env: Mapping[str, str] | None = None, **options: Any) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*RIGHTSGRAPH, *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={**ENVIRONMENT, **(env or {})},
            **options,
        )

    return start


@pytest.fixture(scope="session")
def run(start: Start) -> Run:
    """Runs a command to its end."""

    def run(*words: object, **options: Any) -> "subprocess.CompletedProcess[str]":
        process = start(*words, **options)
        try:
            out, err = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    return run


@pytest.fixture(scope="session")
def run_forked() -> Run:
    """Runs a command in a process forked from this one: all the same, but what is imported already is not again."""

    def run(*words: object, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                _become([*map(str, words)], env or {})
            _, status = os.waitpid(child, 0)
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode())
        return subprocess.CompletedProcess([*map(str, words)], os.waitstatus_to_exitcode(status), *texts)

    return run


def _become(words: list[str], env: Mapping[str, str]) -> NoReturn:
    """Be the command, as the interpreter would, and end."""
    code = 1
    try:
        for name in os.environ.keys() - ENVIRONMENT.keys():
            del os.environ[name]
        os.environ.update(env)
        tempfile.tempdir = None
        sys.argv = ["rightsgraph", *words]
        sys.stdout, sys.stderr = (TextIOWrapper(FileIO(number, "w"), "utf-8", line_buffering=True) for number in (1, 2))
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


@pytest.fixture(scope="session")
def serving(start: Start) -> Serving:
    """Serves a path for as long as a block lasts, gives a client of it, and wants it to end cleanly and silently."""

    @contextmanager
    def serving(path: Path, *words: str, **options: Any) -> Iterator[httpx.Client]:
        server = start("serve", path, "--port", "0", *words, **options)
        try:
            assert server.stdout
            said = re.search(r"http://\S+/(?= )", server.stdout.readline())
            assert said, server.communicate(timeout=SECONDS)[1]
            with httpx.Client(base_url=said.group(), timeout=SECONDS, trust_env=False) as client:
                yield client
            server.send_signal(signal.SIGTERM)
            assert server.wait(SECONDS) == 0
            assert server.communicate()[1] == ""
        finally:
            server.kill()
            server.communicate()

    return serving


@pytest.fixture(scope="session")
def release(served: Any) -> Path:
    """The release of this repository's content that is being served."""
    return Path(served.release)


@pytest.fixture(scope="session")
def client(served: Any) -> Iterator[httpx.Client]:
    """A client of the server of that release."""
    with httpx.Client(base_url=served.url, timeout=SECONDS, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def one_dataset_client(served_one_dataset_world: Any) -> Iterator[httpx.Client]:
    """A client of a server of the one-dataset world, for answers that are known to the last row."""
    with httpx.Client(base_url=served_one_dataset_world.url, timeout=SECONDS, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def content_copy() -> Callable[[Path], Path]:
    """Copies this repository's content into a folder."""

    def copy(folder: Path) -> Path:
        for name in CONTENT:
            shutil.copytree(ROOT / name, folder / name)
        return folder

    return copy


LITTLE = {
    "data/dataset.ttl": """\
        <https://example.org/little/dataset/little> a dcat:Dataset ;
          dcterms:title "Little"@en ;
          dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
          dcterms:issued "2001-02-03"^^xsd:date ;
          dcat:version "7.8.9" ;
          void:uriSpace "https://example.org/little/" .
        """,
    "data/part/dataset.ttl": """\
        <https://example.org/little/dataset/part> a dcat:Dataset ;
          dcterms:title "Part"@en .
        """,
    "data/part/things.ttl": """\
        <https://example.org/little/id/thing> skos:prefLabel "Thing"@en , "Cosa"@es .
        """,
    "ontology/terms.ttl": """\
        <https://example.org/little/ns#Thing> a owl:Class ;
          rdfs:label "Thing"@en .
        """,
    "shapes/shapes.ttl": """\
        <https://example.org/little/shape/ThingShape> a sh:NodeShape ;
          sh:targetClass <https://example.org/little/ns#Thing> ;
          sh:nodeKind sh:IRI .
        """,
}
PREFIXES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture(scope="session")
def little_content() -> Callable[..., Path]:
    """Writes content that is whole and small; `files` adds or replaces some, and takes those away that are None."""

    def write(folder: Path, files: Mapping[str, str | None] | None = None) -> Path:
        for name, text in {**LITTLE, **(files or {})}.items():
            if text is not None:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(PREFIXES + text if path.suffix == ".ttl" else text, "utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def little_release(little_content: Callable[..., Path], run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the little content."""
    folder = tmp_path_factory.mktemp("little")
    built = run("build", little_content(folder / "content"), "--out", folder / "release")
    assert built.returncode == 0, built.stderr
    return folder / "release"


BASE = "https://w3id.org/rightsgraph/"
XSD = "http://www.w3.org/2001/XMLSchema#"
MARKS = """\
@prefix claim: <https://w3id.org/rightsgraph/id/claim/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix rgc: <https://w3id.org/rightsgraph/concept/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FORMS = {
    ("01", XSD + "integer"),
    ("+7", XSD + "integer"),
    ("12500.50", XSD + "decimal"),
    ("1.0", XSD + "decimal"),
    ("1E3", XSD + "double"),
    ("1.10e+01", XSD + "double"),
    ("1", XSD + "boolean"),
    ("2001-02-03T04:05:06.000Z", XSD + "dateTime"),
    ("P1Y0M", XSD + "duration"),
    (" two  spaces ", XSD + "string"),
    ('a "quote", a \\ and a\ttab', XSD + "string"),
    ('ends in "', XSD + "string"),
    ('two\nlines, """ and \r too', XSD + "string"),
    ("\u00e9 and e\u0301 and \U0001f30e", XSD + "string"),
    ("<b> & 'x' ]]>", XSD + "string"),
}
MARKED = {
    "data/marked/dataset.ttl": f"""
        <{BASE}dataset/marked> a dcat:Dataset ;
          dcterms:title "Marked"@en , "Marcado"@es ;
          dcterms:description "Made up."@en , "Inventado."@es ;
          dcterms:issued "2001-02-03"^^xsd:date ;
          dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
        """,
    "data/marked/forms.ttl": "".join(
        f"<http://example.org/forms> <http://example.org/form/f{number}> {Literal(text, datatype=NamedNode(form))} .\n"
        for number, (text, form) in enumerate(sorted(FORMS))
    ),
    "data/marked/withdrawn.ttl": f"""
        <{BASE}id/intervention/withdrawn> a rg:Tombstone ;
          prov:invalidatedAtTime "2002-03-04T05:06:07Z"^^xsd:dateTime ;
          rg:takedownReason rgc:tdSafety .
        """,
    "data/marked/hostile.ttl": f"""
        <{BASE}id/hostile/x> skos:prefLabel "<script>alert(1)</script>"@en , "\\"><img src=x onerror='alert(1)'>"@es ;
          rdfs:seeAlso <javascript:alert(1)> , <data:text/html,x> , <{BASE}/evil.example/> , <http://e.example/&%27> ;
          rdfs:comment "</textarea></pre><script>alert(1)</script>"@en , "&lt;b&gt;"@es .
        """,
    "data/marked/disputed.ttl": f"""
        claim:disputed a rg:DisputedClaim ;
          rdf:subject <{BASE}id/intervention/peru-consortium> ;
          rdf:predicate rg:population ;
          rdf:object rgc:pwid ;
          rg:assertionMode rgc:curatorInference ;
          rg:curation <{BASE}id/curation/peru-consortium-first-reading> ;
          rg:disputeReason "Nobody said so."@en , "Nadie lo dijo."@es ;
          rg:evidenceStrength rgc:selfReport ;
          rg:fromPassage <{BASE}id/passage/aids-2010-peru-consortium-issues-4> .
        """,
}


@pytest.fixture(scope="session")
def forms() -> set[tuple[str, ...]]:
    """The literals, as plain tuples, that a marked release holds in the very form in which they were written."""
    return {("literal", text, datatype, "") for text, datatype in FORMS}


@pytest.fixture(scope="session")
def _other_releases(
    content_copy: Callable[[Path], Path], start: Start, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """A release of the same content from elsewhere, with other hashes; and one of content with marks in it."""
    folder = tmp_path_factory.mktemp("other")
    roots = {"same": content_copy(folder / "a copy elsewhere"), "marked": content_copy(folder / "with marks")}
    for name, text in MARKED.items():
        (roots["marked"] / name).parent.mkdir(exist_ok=True)
        (roots["marked"] / name).write_text(MARKS + text, "utf-8")
    env = {"PYTHONHASHSEED": "1", "TZ": "America/Lima", "LANG": "es_PE.UTF-8"}
    builds = [start("build", root, "--out", folder / name, env=env) for name, root in roots.items()]
    for build in builds:
        err = build.communicate(timeout=2 * SECONDS)[1]
        assert build.returncode == 0, err
    return {name: folder / name for name in roots}


@pytest.fixture(scope="session")
def same_release(_other_releases: dict[str, Path]) -> Path:
    """A release of this repository's content, built elsewhere in other circumstances."""
    return _other_releases["same"]


@pytest.fixture(scope="session")
def marked_release(_other_releases: dict[str, Path]) -> Path:
    """A release of this repository's content with what is withdrawn, disputed, oddly written and hostile beside it."""
    return _other_releases["marked"]


@pytest.fixture(scope="session")
def marked(serving: Serving, marked_release: Path) -> Iterator[httpx.Client]:
    """A client of a server of that release."""
    with serving(marked_release) as client:
        yield client


FOREIGN: dict[str, str | bytes] = {
    "a.ttl": """\
        @prefix ex: <http://example.org/> .
        @prefix odd: <http://example.org/odd/> .
        ex:file ex:said "ttl" .
        <doc> ex:p <doc#it> , <http://example.org/elsewhere> . <doc#it> ex:p "what the fragment says" .
        <dir/> ex:p 1 . <ñandú> ex:p 1 . <a%20b%25> ex:p 1 . <q?x=1> ex:p 1 . <deep/er/still> ex:p 1 . <x.ttl> ex:p 1 .
        <hostile> ex:p "<script>alert(1)</script>"@en , <javascript:alert(1)> , <data:text/html,alert(1)> ;
          <http://www.w3.org/2000/01/rdf-schema#label> "\\"><script>alert(1)</script>" .
        [] ex:blank [] .
        odd:huge ex:p "{long}" .
        odd:return ex:p "one\\r\\ntwo\\rthree\\n" .
        odd:astral ex:p "\\uD7FF\\uE000\\U0010FFFF" .
        odd:number ex:p 01 , +1.50 , -0.0E-0 .
        odd:illtyped ex:p "x"^^<http://www.w3.org/2001/XMLSchema#integer> , "x"^^<a:b> .
        odd:empty ex:p "" , ""@es .
        """.replace("{long}", "long " * 200_000),
    "b.nt": """\
        <http://example.org/file> <http://example.org/said> "nt" .
        <http://example.org/odd/reifies> <http://example.org/p> <<( <a:s> <a:p> <<( <a:s> <a:p> "x"@en )>> )>> .
        <http://example.org/odd/directed> <http://example.org/p> "abc"@ar--rtl .
        <http://example.org/odd/controls> <http://example.org/p> "a\\u0001b\\u000Bc\\u007F" .
        <http://example.org/odd/p> <http://example.org/p/> "x" .
        <http://example.org/odd/one> <http://example.org/1> "x" .
        _:b <http://example.org/blank> _:c .
        """,
    "c.nq": """\
        <http://example.org/file> <http://example.org/said> "nq" .
        <http://example.org/q> <http://example.org/p> "in the default graph" .
        <http://example.org/q> <http://example.org/p> "in a named graph" <http://example.org/g> .
        """,
    "d.trig": """\
        { <http://example.org/file> <http://example.org/said> "trig" }
        <http://example.org/g2> { <http://example.org/t> <http://example.org/p> "in another" }
        """,
    "e.rdf": """\
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="http://example.org/">
          <rdf:Description rdf:about="http://example.org/file"><ex:said>rdf</ex:said></rdf:Description>
        </rdf:RDF>
        """.lstrip(),
    "f.jsonld": '{"@id": "http://example.org/file", "http://example.org/said": "jsonld"}',
    "g.ttl.gz": gzip.compress(b'<http://example.org/file> <http://example.org/said> "gz" .'),
    "h.nq.gz": gzip.compress(b'<http://example.org/file> <http://example.org/said> "nq.gz" .\n'),
    "deeper/i.nt": '<http://example.org/file> <http://example.org/said> "nested" .\n',
    "README.md": "no RDF",
    ".hidden.ttl": "no RDF, and not to be read",
    ".git/j.ttl": "no RDF, and not to be read",
}


@pytest.fixture(scope="session")
def raw(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server of foreign files of every kind."""
    folder = tmp_path_factory.mktemp("foreign")
    for name, data in FOREIGN.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    with serving(folder) as client:
        yield client


@pytest.fixture(scope="session")
def rapper() -> Callable[[Path, str], bytes]:
    """Reads a file with a parser of another house and gives its N-Quads."""
    if not shutil.which("rapper"):
        needs_program("rapper", "raptor2-utils")

    def read(path: Path, syntax: str) -> bytes:
        command = ["rapper", "--quiet", "--input", syntax, "--output", "nquads", str(path), "http://base.invalid/"]
        done = subprocess.run(command, capture_output=True, timeout=SECONDS)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr[:500]
        return done.stdout

    return read


def needs_program(program: str, package: str) -> None:
    """Skip for want of a program; where programs are required, as in CI, fail."""
    reason = f"needs the Debian package {package}"
    if os.environ.get("RIGHTSGRAPH_REQUIRE_PROGRAMS"):
        pytest.fail(f"{program}: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def say() -> Callable[[httpx.Client, str], tuple[int, bytes, bytes]]:
    """Says a request target or a whole request to a client's server, byte for byte; gives status, head and body."""

    def say(client: httpx.Client, request: str) -> tuple[int, bytes, bytes]:
        if " HTTP/1.1\r\n" not in request:
            request = f"GET {request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        with socket.create_connection((client.base_url.host, client.base_url.port or 0), timeout=SECONDS) as connection:
            connection.sendall(request.encode())
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        found = re.match(rb"HTTP/1\.1 (\d{3}) ", head)
        assert found, answer[:200]
        return int(found[1]), head, body

    return say


@pytest.fixture
def visitors() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what has been said to it; whoever is to leave the network alone never comes."""
    said: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def take() -> None:
            while True:
                try:
                    visitor, _ = listener.accept()
                except OSError:
                    return
                with visitor:
                    said.append(visitor.recv(200))

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", said
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(SECONDS)
