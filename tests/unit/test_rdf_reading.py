# SPDX-License-Identifier: Apache-2.0
"""Files in, quads out: lexical forms as written, faults with their place."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from rightsgraph.errors import RdfSyntaxError, UnknownFormat
from rightsgraph.rdf import Literal, NamedNode, Quad, is_iri, load_file, read_document, read_quads
from rightsgraph.vocab import XSD

TURTLE = "@prefix e: <http://e.example/> .\r\ne:s e:p 01 , 'é' , <rel> ; e:q [ e:r 1.50 ] .\r\n"
READERS = [
    lambda path, base=None: list(read_document(path, base).quads),
    lambda path, base=None: list(read_quads(path, base)),
]
BOTH = pytest.mark.parametrize("read", READERS, ids=["whole", "as a stream"])
Read = Callable[..., list[Quad]]


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@BOTH
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "byte order mark"])
def test_lexical_forms_stay_as_written(tmp_path: Path, read: Read, pack: Callable[[bytes], bytes], mark: str) -> None:
    path = write(tmp_path, "a.ttl" if pack is bytes else "a.ttl.gz", pack((mark + TURTLE).encode()))
    integer, decimal = NamedNode(XSD + "integer"), NamedNode(XSD + "decimal")
    objects = [quad.object for quad in read(path, "http://b.example/x")]
    assert objects[:3] == [Literal("01", datatype=integer), Literal("é"), NamedNode("http://b.example/rel")]
    assert Literal("1.50", datatype=decimal) in objects


@BOTH
@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        pytest.param("a.ttl", "<x:s> <x:p> 1 .\n<x:s> <x:p> @ .\n", 2, id="a stray sign"),
        pytest.param("a.ttl", "<x:s> <x:p> 'a\n' .", 1, id="a text broken over lines"),
        pytest.param("a.ttl", "<x:s> <rel> 1 .", 1, id="a relative IRI without a base"),
        pytest.param("a.ttl", "<x:s> e:p 1 .", 1, id="a prefix that is declared nowhere"),
        pytest.param("a.nt", "<x:s> <x:p> <x:o> .\n<x:s> <x:p> 1 .\n", 2, id="a number in N-Triples"),
        pytest.param("a.rdf", "<rdf:RDF xmlns:rdf='x:'>\n", 2, id="XML that does not end"),
        pytest.param("a.rdf", "", 1, id="no XML at all"),
        pytest.param("a.jsonld", '{"@id": ', 1, id="JSON that does not end"),
        pytest.param("a.jsonld", '{"@context": "http://127.0.0.1:9/c", "@id": "x:s"}', 1, id="a context to be fetched"),
        pytest.param("a.ttl.gz", b"no gzip", 1, id="no gzip"),
        pytest.param("a.ttl.gz", gzip.compress(b"<x:s> <x:p> 1 .")[:-9], 1, id="gzip cut short"),
        pytest.param("a.ttl.gz", gzip.compress(b"<x:s> <x:p> 1 .")[:12] + b"\xff\xff\xff\xff", 1, id="gzip gone bad"),
    ],
)
def test_a_fault_is_told_with_file_and_line(
    tmp_path: Path, read: Read, name: str, data: str | bytes, line: int
) -> None:
    path = write(tmp_path, name, data)
    with pytest.raises(RdfSyntaxError) as caught:
        read(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert caught.value.column >= 1
    assert "Parser error" not in caught.value.reason


def test_text_that_is_no_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.ttl", b"# one\n# two \xe9\n")
    with pytest.raises(RdfSyntaxError, match="UTF-8") as caught:
        read_document(path)
    assert caught.value.line == 2


@BOTH
def test_a_name_that_promises_no_rdf_is_an_error(tmp_path: Path, read: Read) -> None:
    with pytest.raises(UnknownFormat):
        read(write(tmp_path, "a.txt", ""))


@BOTH
def test_a_missing_file_is_the_system_s_error(tmp_path: Path, read: Read) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "a.ttl")


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    nodes = [next(iter(read_quads(write(tmp_path, name, "_:a <x:p> 1 ."))), None) for name in ("a.ttl", "b.ttl")]
    assert nodes[0] is not None
    assert nodes[1] is not None
    assert nodes[0].subject != nodes[1].subject


def test_a_document_knows_its_text_and_prefixes(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, "a.ttl", "\ufeff" + TURTLE), "http://b.example/")
    assert (document.text, document.prefixes) == (TURTLE, {"e": "http://e.example/"})


def test_a_loader_s_fault_is_told_as_a_reader_s(tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SyntaxError("Parser error at line 3 between columns 1 and 2: no good")

    with pytest.raises(RdfSyntaxError, match="no good"):
        load_file(write(tmp_path, "a.ttl", ""), None, fail)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://e.example/", True),
        ("urn:x:y", True),
        ("https://e.example/é", True),
        ("", False),
        ("rel", False),
        ("/rel", False),
        ("http://e.example/a b", False),
        ("http://e.example/<", False),
        ("http://e.example/%zz", False),
        ("//e.example/", False),
    ],
)
def test_an_iri_is_absolute_and_well_formed(text: str, expected: bool) -> None:
    assert is_iri(text) is expected
