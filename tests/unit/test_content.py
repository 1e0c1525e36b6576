# SPDX-License-Identifier: Apache-2.0
"""Folders in, files and graphs out; what is broken is told with its place, and the rest is read."""

import gzip
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from rightsgraph.content import Content, PathKind, find_root, path_kind, raw_files, read_content
from rightsgraph.errors import ContentNotFound, RdfSyntaxError, UnknownFormat
from rightsgraph.rdf import NamedNode, Place

MakeRoot: TypeAlias = Callable[[Mapping[str, str | bytes | None]], Path]
MakeContent: TypeAlias = Callable[[Mapping[str, str | bytes | None]], Content]

ONE = "<x:s> <x:p> 'a' .\n"


def paths(content: Content) -> list[str]:
    return [file.path.as_posix() for file in content.files]


def test_every_turtle_file_of_the_three_folders_is_a_graph(make_content: MakeContent) -> None:
    content = make_content({"data/deep/down/a.ttl": ONE, "data/b.nt": ONE, "notes/c.ttl": ONE, "shapes/d.ttl": ""})
    assert [(file.path.as_posix(), file.graph) for file in content.files] == [
        ("data/dataset.ttl", "https://example.org/graph/data/dataset"),
        ("data/deep/down/a.ttl", "https://example.org/graph/data/deep/down/a"),
        ("ontology/tiny.ttl", "https://example.org/graph/ontology/tiny"),
        ("shapes/d.ttl", "https://example.org/graph/shapes/d"),
        ("shapes/tiny.ttl", "https://example.org/graph/shapes/tiny"),
    ]


def test_broken_files_are_told_with_their_place_and_the_others_are_read(make_content: MakeContent) -> None:
    content = make_content(
        {
            "data/a.ttl": "<x:s> <x:p> 'a' .\n<x:s> <x:p> oops .\n",
            "data/b.ttl": ONE,
            "data/c.ttl": b"# caf\xe9\n<x:s> <x:p> 1 .\n",
            "shapes/d.ttl": "<x:s> <x:p> 'never closed .",
            "ontology/context.jsonld": '{"@context": {"a": }}',
        }
    )
    assert [(str(error.path), error.line) for error in content.errors] == [
        ("data/a.ttl", 2),
        ("data/c.ttl", 1),
        ("shapes/d.ttl", 1),
        ("ontology/context.jsonld", 1),
    ]
    assert content.errors[0].column > 12
    assert "UTF-8" in content.errors[1].reason
    assert content.context.source == {}
    assert paths(content) == ["data/b.ttl", "data/dataset.ttl", "ontology/tiny.ttl", "shapes/tiny.ttl"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("\ufeff<x:s> <x:p> 'a' .", Place(1, 13), id="a byte order mark"),
        pytest.param("# é\r\n<x:s>\r\n  <x:p> 'a' .\r\n", Place(3, 9), id="lines of Windows"),
        pytest.param("<x:s> <x:p> 'é😀' , 'a' .", Place(1, 20), id="letters of several bytes"),
    ],
)
def test_places_count_characters_whatever_the_file_s_habits(make_content: MakeContent, text: str, place: Place) -> None:
    content = make_content({"data/a.ttl": text})
    found = content.find("x:s", "x:p", "a")
    assert found is not None
    assert (found[0].path.as_posix(), found[1]) == ("data/a.ttl", place)


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        (["data/dataset.ttl"], "without data/"),
        (["ontology/tiny.ttl"], "without ontology/"),
        (["ontology/tiny.ttl", "shapes/tiny.ttl"], "without ontology/ and shapes/"),
    ],
)
def test_a_missing_folder_is_an_error_that_names_it(make_root: MakeRoot, missing: list[str], reason: str) -> None:
    root = make_root(dict.fromkeys(missing))
    for name in missing:
        (root / name).parent.rmdir()
    for ask in (read_content, path_kind):
        with pytest.raises(ContentNotFound, match=reason):
            ask(root)


def test_folders_without_any_turtle_are_an_error(tmp_path: Path) -> None:
    for name in ("data", "ontology", "shapes"):
        (tmp_path / name).mkdir()
    with pytest.raises(ContentNotFound, match="no Turtle"):
        read_content(tmp_path)


def test_the_kind_of_a_path_is_told_by_what_lies_there(make_root: MakeRoot, tmp_path: Path) -> None:
    root = make_root({})
    assert path_kind(root) is PathKind.CONTENT
    (root / "manifest.json").write_text("{}")
    assert path_kind(root) is PathKind.RELEASE
    assert path_kind(root / "data") is PathKind.RAW
    assert path_kind(root / "data" / "dataset.ttl") is PathKind.RAW


@pytest.mark.parametrize("name", ["nowhere", "empty", "notes"])
def test_a_path_that_holds_nothing_to_serve_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("no RDF")
    with pytest.raises(ContentNotFound) as caught:
        path_kind(tmp_path / name)
    assert caught.value.path == tmp_path / name


def test_the_root_is_the_path_given_else_the_working_folder(
    make_root: MakeRoot, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, elsewhere = make_root({}), tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(root)
    assert find_root(None) == root
    assert find_root(elsewhere) == elsewhere


def test_raw_files_come_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.nt", "a.ttl", "c/d.rdf", ".hidden.ttl", ".git/x.ttl", "c/.e.ttl", "f.txt", "g.ttl.gz", "h.jsonld"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in raw_files(tmp_path)]
    assert found == ["a.ttl", "b.nt", "c/d.rdf", "g.ttl.gz", "h.jsonld"]


def test_a_raw_file_of_no_known_format_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(UnknownFormat):
        list(raw_files(tmp_path / "a.txt"))


def test_links_to_files_are_followed_and_loops_are_not(
    make_root: MakeRoot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root, elsewhere = make_root({}), tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "kept.ttl").write_text(ONE)
    (root / "data" / "linked.ttl").symlink_to(elsewhere / "kept.ttl")
    (root / "data" / "loop").symlink_to(root / "data", target_is_directory=True)
    (root / "data" / "gone.ttl").symlink_to(elsewhere / "gone.ttl")
    assert paths(read_content(root)) == ["data/dataset.ttl", "data/linked.ttl", "ontology/tiny.ttl", "shapes/tiny.ttl"]


def test_disputed_claims_stay_out_of_the_default_graph_and_in_their_own(make_content: MakeContent) -> None:
    content = make_content({"data/x/disputed.ttl": ONE, "data/x/accepted.ttl": "<x:t> <x:p> 'b' ."})
    said = NamedNode("x:s")
    assert said not in [triple.subject for triple in content.triples()]
    assert NamedNode("x:t") in [triple.subject for triple in content.triples()]
    assert [quad.graph_name for quad in content.quads() if quad.subject == said] == [
        NamedNode("https://example.org/graph/data/x/disputed")
    ]


def test_a_graph_is_named_even_where_a_file_s_name_is_no_iri(make_content: MakeContent) -> None:
    content = make_content({"data/my notes #1.ttl": ONE})
    name = NamedNode("https://example.org/graph/data/my%20notes%20%231")
    assert name in {quad.graph_name for quad in content.quads()}


def test_the_whole_says_its_version_date_and_base(make_content: MakeContent) -> None:
    content = make_content({})
    assert content.whole is not None
    assert (content.whole.iri, content.whole.name) == ("https://example.org/dataset/tiny", "tiny")
    assert (content.version, content.issued, content.iris.base) == ("1.0.0", "2026-11-23", "https://example.org/")


def test_without_a_description_there_is_no_whole_and_the_base_is_the_project_s(make_content: MakeContent) -> None:
    content = make_content({"data/dataset.ttl": None, "data/a.ttl": ONE})
    assert (content.whole, content.version, content.issued) == (None, None, None)
    assert content.iris.base == "https://w3id.org/rightsgraph/"


def test_a_description_in_a_folder_makes_a_part(make_content: MakeContent) -> None:
    part = "@prefix dcat: <http://www.w3.org/ns/dcat#> . <https://example.org/dataset/{0}> a dcat:Dataset ."
    content = make_content({f"data/{name}/dataset.ttl": part.format(name) for name in ("z", "a")})
    assert [(dataset.name, dataset.folder.as_posix()) for dataset in content.datasets] == [
        ("a", "data/a"),
        ("z", "data/z"),
    ]


def test_data_wins_over_ontology_and_the_triple_over_its_subject(make_content: MakeContent) -> None:
    content = make_content(
        {
            "data/a.ttl": "<x:s> <x:p> 'b' .",
            "data/b.ttl": "<x:s> <x:p> 'a' .",
            "ontology/a.ttl": "<x:s> <x:p> 'a' .",
        }
    )
    found = [
        content.find("x:s", "x:p", "a"),
        content.find("x:s", "x:p", "z"),
        content.find("x:s", "x:q"),
        content.find("x:t"),
    ]
    assert [place and (place[0].path.as_posix(), place[1].column) for place in found] == [
        ("data/b.ttl", 13),
        ("data/a.ttl", 7),
        ("data/a.ttl", 1),
        None,
    ]


def test_the_first_file_s_prefix_stands(make_content: MakeContent) -> None:
    content = make_content({"data/a.ttl": "@prefix e: <x:1> .", "data/b.ttl": "@prefix e: <x:2> . PREFIX f: <x:3>"})
    assert (content.prefixes["e"], content.prefixes["f"]) == ("x:1", "x:3")


def test_a_packed_file_is_not_read_as_content(make_content: MakeContent) -> None:
    assert "data/a.ttl.gz" not in paths(make_content({"data/a.ttl.gz": gzip.compress(ONE.encode())}))


def test_an_error_names_the_file_as_the_reader_of_a_report_would(make_content: MakeContent) -> None:
    (error,) = make_content({"data/a.ttl": "<x:s> <x:p> ."}).errors
    assert isinstance(error, RdfSyntaxError)
    assert str(error).startswith("data/a.ttl:1:")
