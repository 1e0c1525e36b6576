# SPDX-License-Identifier: Apache-2.0
"""A release as whoever copies it finds it: the same from anywhere, whole, and as it says of itself."""

import functools
import gzip
import hashlib
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

if TYPE_CHECKING:
    from tests.conftest import Served

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/rightsgraph/"
WHOLE = BASE + "dataset/rightsgraph"
DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SPDX = "http://spdx.org/rdf/terms#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"
# By extension: the parsers' names of the format, and the media type that the description is to give.
FORMATS: dict[str, tuple[RdfFormat, str, str | None, str]] = {
    "ttl": (RdfFormat.TURTLE, "turtle", "turtle", "text/turtle"),
    "nt": (RdfFormat.N_TRIPLES, "nt", "ntriples", "application/n-triples"),
    "rdf": (RdfFormat.RDF_XML, "xml", "rdfxml", "application/rdf+xml"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld", None, "application/ld+json"),
    "nq": (RdfFormat.N_QUADS, "nquads", "nquads", "application/n-quads"),
}
# By name: the folder that a dataset covers; the whole stands first.
FOLDERS = {"rightsgraph": ROOT} | {
    path.parent.name: path.parent
    for folder in ("ontology", "data", "shapes")
    for path in sorted((ROOT / folder).rglob("dataset.ttl"))
    if path.parent != ROOT / "data"
}
DATASETS = tuple(FOLDERS)

# The RDF library warns of its own habits.
pytestmark = pytest.mark.filterwarnings("ignore:.*use Dataset:DeprecationWarning")

Term = tuple[str, ...]
Graph = set[tuple[Term, ...]]


def term(value: Any) -> Term:
    """A term as a plain tuple, the same whichever library it comes from; lexical forms stay."""
    match value:
        case NamedNode():
            return "iri", value.value
        case rdflib.URIRef():
            return "iri", str(value)
        case Literal():
            return "literal", value.value, value.datatype.value, (value.language or "").lower()
        case rdflib.Literal():
            default = RDF + "langString" if value.language else XSD + "string"
            return "literal", str(value), str(value.datatype or default), (value.language or "").lower()
        case DefaultGraph():
            return ("default",)
    raise AssertionError(f"{value!r} has no place in a release")


def read_pyoxigraph(data: bytes, format: RdfFormat) -> Graph:
    quads = pyoxigraph.parse(data, format=format)
    graph = [(term(q.subject), term(q.predicate), term(q.object), term(q.graph_name)) for q in quads]
    assert len(set(graph)) == len(graph), "a statement stands twice"
    return set(graph)


def read_rdflib(data: bytes, format: str) -> Graph:
    if format == "nquads":
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=format)
        return {(term(s), term(p), term(o), term(g)) for s, p, o, g in dataset.quads()}
    graph = rdflib.Graph()
    graph.parse(data=data, format=format)
    return {(term(s), term(p), term(o), ("default",)) for s, p, o in graph}


@functools.cache
def default_graph(release: Path, name: str) -> Graph:
    return read_pyoxigraph((release / f"{name}.nt").read_bytes(), RdfFormat.N_TRIPLES)


def accepted(graph: Graph) -> Graph:
    """What of named graphs is in the default graph: all but what files called disputed say."""
    return {(*statement[:3], ("default",)) for statement in graph if not statement[3][-1].endswith("/disputed")}


@pytest.fixture(scope="module", autouse=True)
def _lexical_forms_stay() -> Iterator[None]:
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    yield
    rdflib.NORMALIZE_LITERALS = before


@pytest.fixture(scope="module")
def manifest(release: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((release / "manifest.json").read_text("utf-8"))
    return found


def test_two_builds_give_the_same_bytes(release: Path, same_release: Path) -> None:
    assert sorted(path.name for path in release.iterdir()) == sorted(path.name for path in same_release.iterdir())
    for path in release.iterdir():
        assert path.read_bytes() == (same_release / path.name).read_bytes(), path.name
        assert path.stat().st_mtime == (same_release / path.name).stat().st_mtime, path.name


def test_nothing_of_a_release_knows_the_clock(release: Path, manifest: dict[str, Any]) -> None:
    issued = date.fromisoformat(manifest["issued"])
    assert f'dcterms:issued "{issued}"^^xsd:date' in (ROOT / "data" / "dataset.ttl").read_text("utf-8")
    for path in release.iterdir():
        assert datetime.fromtimestamp(path.stat().st_mtime, UTC) == datetime(
            issued.year, issued.month, issued.day, tzinfo=UTC
        )
        if path.suffix == ".gz":
            assert path.read_bytes()[4:8] == b"\0\0\0\0", "a time in the gzip header"
            assert not path.read_bytes()[3] & 0b11110, "nor a name"


def test_the_checksums_are_true_and_complete(release: Path) -> None:
    lines = (release / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    assert all(re.fullmatch(rb"[0-9a-f]{64}  \S+\n", line) for line in lines)
    said = {line[66:-1]: line[:64] for line in lines}
    found = {
        path.name.encode(): hashlib.sha256(path.read_bytes()).hexdigest().encode()
        for path in release.iterdir()
        if path.name != "SHA256SUMS"
    }
    assert said == found
    assert subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=release).returncode == 0


def test_the_manifest_names_every_file_with_its_size_and_checksum(release: Path, manifest: dict[str, Any]) -> None:
    said = {file["name"]: (file["size"], file["sha256"]) for file in manifest["files"]}
    found = {
        path.name: (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in release.iterdir()
        if path.name not in ("SHA256SUMS", "manifest.json")
    }
    assert said == found


def test_every_dump_is_there_plain_and_packed_and_both_are_the_same(release: Path) -> None:
    dumps = {f"{name}.{extension}" for name in DATASETS for extension in FORMATS}
    assert {path.name for path in release.glob("*.gz")} == {f"{name}.gz" for name in dumps}
    for name in dumps:
        assert gzip.decompress((release / f"{name}.gz").read_bytes()) == (release / name).read_bytes(), name


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        (name, extension)
        for name in (*DATASETS, "void")
        for extension in FORMATS
        if extension != "nt" and (name, extension) != ("void", "nq")
    ],
)
def test_every_dump_says_the_same_to_every_parser(
    release: Path, rapper: Callable[[Path, str], bytes], name: str, extension: str
) -> None:
    oxigraph_name, rdflib_name, rapper_name, _ = FORMATS[extension]
    path = release / f"{name}.{extension}"
    wanted = default_graph(release, name)
    found = read_pyoxigraph(path.read_bytes(), oxigraph_name)
    assert accepted(found) == wanted
    assert read_rdflib(path.read_bytes(), rdflib_name) == found
    if rapper_name:
        assert read_pyoxigraph(rapper(path, rapper_name), RdfFormat.N_QUADS) == found


@pytest.mark.parametrize("name", [*DATASETS, "void"])
def test_the_plainest_dump_says_the_same_to_every_parser(
    release: Path, rapper: Callable[[Path, str], bytes], name: str
) -> None:
    path = release / f"{name}.nt"
    wanted = default_graph(release, name)
    assert read_rdflib(path.read_bytes(), "nt") == wanted
    assert read_pyoxigraph(rapper(path, "ntriples"), RdfFormat.N_QUADS) == wanted


@pytest.fixture(scope="module")
def source_quads(one_dataset_world: Path) -> list[Quad]:
    """A content that no policy makes coarser, as its files say it, each file a graph of its own."""
    quads = []
    for folder in ("ontology", "data", "shapes"):
        for path in (one_dataset_world / folder).rglob("*.ttl"):
            graph = NamedNode(f"{BASE}graph/{path.relative_to(one_dataset_world).with_suffix('')}")
            for quad in pyoxigraph.parse(path.read_bytes(), format=RdfFormat.TURTLE):
                quads.append(Quad(quad.subject, quad.predicate, quad.object, graph))
    return quads


def test_the_release_holds_its_content_and_nothing_else(
    served_one_dataset_world: "Served", source_quads: list[Quad]
) -> None:
    release = served_one_dataset_world.release
    wanted: Graph = {(term(q.subject), term(q.predicate), term(q.object), term(q.graph_name)) for q in source_quads}
    assert read_pyoxigraph((release / "rightsgraph.nq").read_bytes(), RdfFormat.N_QUADS) == wanted
    assert default_graph(release, "rightsgraph") == accepted(wanted)


def test_the_manifests_digest_is_that_of_the_canonical_dataset(
    served_one_dataset_world: "Served", source_quads: list[Quad]
) -> None:
    manifest = json.loads((served_one_dataset_world.release / "manifest.json").read_text("utf-8"))
    dataset = pyoxigraph.Dataset(source_quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in dataset)
    assert manifest["canonical_sha256"] == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_nothing_released_has_a_blank_node(release: Path) -> None:
    for path in release.glob("*.n[tq]"):
        format = RdfFormat.N_QUADS if path.suffix == ".nq" else RdfFormat.N_TRIPLES
        for quad in pyoxigraph.parse(path.read_bytes(), format=format):
            assert not isinstance(quad.subject, BlankNode), path.name
            assert not isinstance(quad.object, BlankNode | Triple), path.name


def test_the_whole_is_its_parts_and_what_belongs_to_none(release: Path) -> None:
    def quads(name: str) -> Graph:
        return read_pyoxigraph((release / f"{name}.nq").read_bytes(), RdfFormat.N_QUADS)

    parts = {name: quads(name) for name in DATASETS if name != "rightsgraph"}
    whole, rest = quads("rightsgraph"), quads("rightsgraph").difference(*parts.values())
    assert parts
    for name, part in parts.items():
        assert part <= whole
        assert {graph[1] for *_, graph in part} == {
            f"{BASE}graph/{path.relative_to(ROOT).with_suffix('')}" for path in FOLDERS[name].rglob("*.ttl")
        }
    assert {graph[1].removeprefix(BASE + "graph/").split("/")[0] for *_, graph in rest} <= {
        "ontology",
        "data",
        "shapes",
    }
    assert not {graph for *_, graph in rest} & {graph for part in parts.values() for *_, graph in part}


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("name", ["rightsgraph", "marked"])
def test_lexical_forms_survive_into_every_dump(
    marked_release: Path, forms: set[Term], name: str, extension: str
) -> None:
    found = read_pyoxigraph((marked_release / f"{name}.{extension}").read_bytes(), FORMATS[extension][0])
    assert {value for subject, _, value, _ in found if subject == ("iri", "http://example.org/forms")} == forms


@pytest.mark.parametrize("extension", ["ttl", "nt", "rdf", "nq"])
def test_lexical_forms_survive_in_other_parsers(
    marked_release: Path, forms: set[Term], rapper: Callable[[Path, str], bytes], extension: str
) -> None:
    _, rdflib_name, rapper_name, _ = FORMATS[extension]
    path = marked_release / f"marked.{extension}"
    assert rapper_name
    for found in (
        read_rdflib(path.read_bytes(), rdflib_name),
        read_pyoxigraph(rapper(path, rapper_name), RdfFormat.N_QUADS),
    ):
        assert {value for subject, _, value, _ in found if subject == ("iri", "http://example.org/forms")} == forms


def test_what_is_disputed_stays_out_of_the_default_graph(marked_release: Path) -> None:
    claim = ("iri", BASE + "id/claim/disputed")
    graph = BASE + "graph/data/marked/disputed"
    for name in ("rightsgraph", "marked"):
        for extension, (format, *_) in FORMATS.items():
            found = read_pyoxigraph((marked_release / f"{name}.{extension}").read_bytes(), format)
            said = {statement[3] for statement in found if claim in statement}
            assert said == ({("iri", graph)} if extension == "nq" else set()), (name, extension)
    said_of_itself = json.loads((marked_release / "manifest.json").read_text("utf-8"))
    others = {f"{BASE}graph/{path.relative_to(ROOT).with_suffix('')}" for path in ROOT.glob("data/**/disputed.ttl")}
    assert said_of_itself["disputed_graphs"] == sorted({graph, *others})


def blocks(turtle: str) -> Iterator[str]:
    """The parts of a Turtle text between lines left blank, long strings kept whole."""
    hidden = re.sub(r'"""(?:[^"\\]|\\.|"(?!""))*"""', lambda match: match.group().replace("\n", "\0"), turtle)
    return (block.replace("\0", "\n") for block in hidden.rstrip("\n").split("\n\n"))


@pytest.mark.parametrize("name", [*DATASETS, "void"])
def test_the_turtle_dump_is_made_to_be_read(release: Path, name: str) -> None:
    head, *rest = blocks((release / f"{name}.ttl").read_text("utf-8"))
    assert all(re.fullmatch(r"@prefix \S*: <\S+> \.", line) for line in head.splitlines())
    prefixes = {name[:-1]: iri[1:-1] for _, name, iri, _ in map(str.split, head.splitlines())}
    assert list(prefixes) == sorted(prefixes), "prefixes in order"
    body = "\n".join(rest)
    assert not re.search(r"^@prefix", body, re.MULTILINE), "all of them at the top"
    assert all(
        re.search(rf"(?<!\S){re.escape(name)}:", body) or f"^^{name}:" in body for name in prefixes if name != "rdf"
    )

    def expand(text: str) -> str:
        prefix, _, local = text.partition(":")
        return text if text.startswith("<") else f"<{prefixes[prefix]}{local}>"

    subjects = [expand(block.split(None, 1)[0]) for block in rest]
    assert subjects == sorted(set(subjects)), "one block a subject, in order"
    for block in rest:
        for line in re.sub(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\]|\\.)*"', '""', block).splitlines():
            assert len(line) <= 200, line


def test_the_json_ld_dump_speaks_the_projects_words(release: Path) -> None:
    document = json.loads((release / "rightsgraph.jsonld").read_text("utf-8"))
    context = json.loads((release / "context.jsonld").read_text("utf-8"))["@context"]
    assert document["@context"].items() <= context.items()
    assert context == json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    nodes = {node["@id"]: node for node in document["@graph"]}
    assert len(nodes) == len(document["@graph"]), "one object a subject"
    intervention = nodes[BASE + "id/intervention/peru-consortium"]
    assert intervention["@type"] == "Intervention"
    assert set(intervention["prefLabel"]) == {"en", "es"}
    keys = {key for node in document["@graph"] for key in node}
    assert {"population", "fromPassage", "inScheme", "isDefinedBy"} <= keys
    assert not [key for key in keys if key.startswith(BASE + "ns#") or key == RDF + "type"]
    for node in document["@graph"]:
        types = node.get("@type", [])
        for name in [types] if isinstance(types, str) else types:
            assert not name.startswith(BASE), name


@pytest.fixture(scope="module")
def description(release: Path) -> dict[str, dict[str, list[str]]]:
    """The VoID and DCAT description: values by subject and predicate."""
    found: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value, _ in default_graph(release, "void"):
        found.setdefault(subject[1], {}).setdefault(predicate[1], []).append(value[1])
    return found


@pytest.mark.parametrize("name", DATASETS)
def test_the_description_counts_what_there_is(
    release: Path, description: dict[str, dict[str, list[str]]], manifest: dict[str, Any], name: str
) -> None:
    graph = default_graph(release, name)
    said = description[f"{BASE}dataset/{name}"]
    counted = {
        "triples": len(graph),
        "distinctSubjects": len({statement[0] for statement in graph}),
        "properties": len({statement[1] for statement in graph}),
        "distinctObjects": len({statement[2] for statement in graph}),
        "classes": len({statement[2] for statement in graph if statement[1] == ("iri", RDF + "type")}),
    }
    assert {key: said[VOID + key] for key in counted} == {key: [str(number)] for key, number in counted.items()}
    datasets = {dataset["name"]: dataset["triples"] for dataset in (manifest["whole"], *manifest["parts"])}
    assert datasets[name] == len(graph)
    assert set(datasets) == set(DATASETS)


@pytest.mark.parametrize("name", DATASETS)
def test_the_description_names_every_dump_as_it_is(
    release: Path, description: dict[str, dict[str, list[str]]], name: str
) -> None:
    said = description[f"{BASE}dataset/{name}"]
    files = [f"{name}.{extension}{packed}" for extension in FORMATS for packed in ("", ".gz")]
    assert sorted(said[VOID + "dataDump"]) == sorted(f"{BASE}dumps/{file}" for file in files)
    distributions = {description[iri][DCAT + "downloadURL"][0]: description[iri] for iri in said[DCAT + "distribution"]}
    assert sorted(distributions) == sorted(said[VOID + "dataDump"])
    for file in files:
        distribution = distributions[f"{BASE}dumps/{file}"]
        data = (release / file).read_bytes()
        media_type = FORMATS[file.split(".")[1]][3]
        assert distribution[RDF + "type"] == [DCAT + "Distribution"]
        assert distribution[DCAT + "byteSize"] == [str(len(data))]
        assert distribution[DCAT + "mediaType"] == [f"https://www.iana.org/assignments/media-types/{media_type}"]
        assert (DCAT + "compressFormat" in distribution) is file.endswith(".gz")
        assert distribution[DCTERMS + "license"] == ["https://creativecommons.org/licenses/by/4.0/"]
        checksum = description[distribution[SPDX + "checksum"][0]]
        assert checksum[SPDX + "checksumValue"] == [hashlib.sha256(data).hexdigest()]
        assert checksum[SPDX + "algorithm"] == [SPDX + "checksumAlgorithm_sha256"]


def test_the_description_says_what_the_whole_is(
    description: dict[str, dict[str, list[str]]], manifest: dict[str, Any]
) -> None:
    said = description[WHOLE]
    assert {DCAT + "Dataset", VOID + "Dataset"} <= set(said[RDF + "type"])
    assert len(said[DCTERMS + "title"]) == 2
    assert said[DCTERMS + "license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert said[DCAT + "version"] == [manifest["version"]]
    assert said[DCTERMS + "issued"] == [manifest["issued"]]
    assert said[VOID + "uriSpace"] == [manifest["base"]] == [BASE]
    assert said[VOID + "sparqlEndpoint"] == [BASE + "sparql"]
    parts = sorted(f"{BASE}dataset/{name}" for name in DATASETS if name != "rightsgraph")
    assert sorted(said[VOID + "subset"]) == sorted(said[DCTERMS + "hasPart"]) == parts
    for part in parts:
        assert description[part][DCTERMS + "isPartOf"] == [WHOLE]
        assert description[part][DCTERMS + "license"], part
        assert description[part][DCTERMS + "title"], part
