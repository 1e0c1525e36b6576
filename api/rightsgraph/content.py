# SPDX-License-Identifier: Apache-2.0
"""Reads the folders under a root: files, the graphs they hold, and the datasets they make up.

A folder with a `dataset.ttl` is a dataset; the one under `data/` itself describes the whole: its title, licence,
version, date and the base of its IRIs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property, partial
from importlib import resources
from pathlib import Path, PurePath

from rightsgraph.errors import ContentNotFound, RdfSyntaxError, UnknownFormat
from rightsgraph.formats import NQUADS, NTRIPLES, TRIG, TURTLE, of_file
from rightsgraph.iris import Iris
from rightsgraph.rdf import (
    Context,
    Document,
    Literal,
    NamedNode,
    Place,
    Positions,
    Quad,
    Spool,
    Triple,
    read_context,
    read_document,
    read_positions,
    read_text,
    spool_document,
    text_of,
)
from rightsgraph.vocab import DCAT, DCTERMS, DEFAULT_BASE, TYPE, VOID

FOLDERS = ("ontology", "data", "shapes")
DESCRIPTION = "dataset.ttl"
DISPUTED = "disputed"
POLICIES = PurePath("data", "policies.ttl")  # where policies of the whole stand, as a rule
# A file of so many bytes is not kept in memory: Python's objects take ten times the room of its text.
LARGE_FILE = 8 << 20
PACKED = 16  # times that packing makes RDF smaller, or thereabouts
_WITH_LINES = (TURTLE, TRIG, NTRIPLES, NQUADS)
CONTEXT = PurePath("ontology", "context.jsonld")


class PathKind(Enum):
    """What a path given to a command is."""

    RELEASE = "a release"
    CONTENT = "content"
    RAW = "RDF files"


def path_kind(path: Path) -> PathKind:
    """A folder with a manifest is a release, one with a content folder is content, anything else is raw RDF.

    Raises ContentNotFound where the path is not there, is content in part, or is a folder without RDF.
    """
    if not path.exists():
        raise ContentNotFound(path, "there is no such file or folder")
    if path.is_file():
        return PathKind.RAW
    if (path / "manifest.json").is_file():
        return PathKind.RELEASE
    present = [name for name in FOLDERS if (path / name).is_dir()]
    if present:
        require_content(path)
        return PathKind.CONTENT
    if not any(raw_files(path)):
        raise ContentNotFound(path, "holds neither a release, nor content, nor RDF files")
    return PathKind.RAW


def require_content(root: Path) -> None:
    """Raise ContentNotFound unless all content folders are under a root."""
    missing = [name for name in FOLDERS if not (root / name).is_dir()]
    if len(missing) == len(FOLDERS):
        raise ContentNotFound(root, f"holds no content: a root has the folders {', '.join(FOLDERS)}")
    if missing:
        raise ContentNotFound(root, f"content without {' and '.join(name + '/' for name in missing)}")


def find_root(path: Path | None) -> Path:
    """The content's root: the path given, else the working folder if it holds content, else the installed copy."""
    if path is not None:
        return path
    working = Path.cwd()
    if any((working / name).is_dir() for name in FOLDERS):
        return working
    installed = Path(str(resources.files("rightsgraph") / "content"))
    return installed if installed.is_dir() else working


def raw_files(path: Path) -> Iterator[Path]:
    """The RDF files of a folder, itself included where it is a file, in name order."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if not _is_file(file, path):
            continue
        try:
            of_file(file.name)
        except UnknownFormat:
            if file == path:
                raise
            continue
        yield file


def _is_file(path: Path, root: Path) -> bool:
    """Whether a path below a root is a file that is shown; editors hide what they leave beside a file."""
    return path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)


@dataclass(frozen=True)
class SourceFile:
    """One content file; `path` is relative to the root, and its triples are one named graph.

    Those of a large file are kept in a file of their own, and its text is read when it is asked for. `written` is what
    the text says where that is something else, `origins` which triple of it another was made of.
    """

    path: PurePath
    graph: str
    triples: tuple[Triple, ...] | Spool
    prefixes: dict[str, str]
    read: Callable[[], str]
    base: str = ""
    written: tuple[Triple, ...] | Spool | None = None
    origins: Mapping[Triple, Triple] = field(default_factory=dict)

    def publishing(self, triples: tuple[Triple, ...] | Spool, origins: Mapping[Triple, Triple]) -> "SourceFile":
        """The file with other triples than its text says; those that were made of one stand where it stands."""
        return replace(self, triples=triples, written=self.triples, origins=origins)

    @cached_property
    def text(self) -> str:
        """The file as it stands; raises OSError."""
        return self.read()

    @property
    def disputed(self) -> bool:
        """Whether its claims are not accepted: they stay out of the default graph."""
        return self.path.stem == DISPUTED

    def speaks_of(self, subject: str) -> bool:
        """Whether one of its triples has that subject."""
        if isinstance(self.triples, Spool) and self._has_lines:
            return subject in self.positions
        return subject in self._subjects

    @cached_property
    def _subjects(self) -> frozenset[str]:
        triples = self.triples
        return frozenset(triples.subjects() if isinstance(triples, Spool) else (text_of(t.subject) for t in triples))

    @property
    def _has_lines(self) -> bool:
        return of_file(self.path.name) in _WITH_LINES

    @cached_property
    def positions(self) -> Positions:
        """Where its triples stand; nowhere in a format that has no lines of its own."""
        written = self.triples if self.written is None else self.written
        return read_positions(self.text if self._has_lines else "", written, self.base, self.origins)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A part of the content, or the whole: the resource that describes it and the folder that it covers."""

    iri: str
    name: str
    folder: PurePath


@dataclass(frozen=True)
class Content:
    """What was read under a root; `errors` are the files that could not be."""

    root: Path
    iris: Iris
    files: tuple[SourceFile, ...]
    errors: tuple[RdfSyntaxError, ...]
    context: Context

    @property
    def prefixes(self) -> dict[str, str]:
        """Every prefix that a file declares; the first declaration of a name stands."""
        found: dict[str, str] = {}
        for file in self.files:
            for name, iri in file.prefixes.items():
                found.setdefault(name, iri)
        return found

    def with_triples(self, triples: Mapping[PurePath, tuple[Triple, ...]]) -> "Content":
        """The same with other triples in its files, whose text nobody knows then: nothing in them has a place."""
        files = (replace(file, triples=triples[file.path], read=str) for file in self.files)
        return replace(self, files=tuple(files))

    def triples(self) -> Iterator[Triple]:
        """The triples that the default graph holds."""
        for file in self.files:
            if not file.disputed:
                yield from file.triples

    def quads(self) -> Iterator[Quad]:
        """Every triple in its file's graph, disputed ones too."""
        for file in self.files:
            graph = NamedNode(file.graph)
            for triple in file.triples:
                yield Quad(triple.subject, triple.predicate, triple.object, graph)

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """The parts, each with a `dataset.ttl` in its folder; the whole is not among them."""
        found = [
            Dataset(text_of(triple.subject), file.path.parent.name, file.path.parent)
            for file in self.files
            if file.path.name == DESCRIPTION and file.path.parent != PurePath("data")
            for triple in file.triples
            if _says(triple, TYPE, DCAT + "Dataset")
        ]
        return tuple(sorted(found, key=lambda dataset: dataset.name))

    @cached_property
    def whole(self) -> Dataset | None:
        """The dataset that `data/dataset.ttl` describes, None where the file or the description is missing."""
        iri = next((text_of(t.subject) for t in self._catalogue if _says(t, TYPE, DCAT + "Dataset")), None)
        return Dataset(iri, iri.rstrip("/").rpartition("/")[2], PurePath()) if iri else None

    @property
    def _catalogue(self) -> Iterable[Triple]:
        return next((file.triples for file in self.files if file.path == PurePath("data", DESCRIPTION)), ())

    def stated(self, subject: str, predicate: str) -> list[str]:
        """The values that `data/dataset.ttl` gives for a property of a resource."""
        return [
            text_of(triple.object)
            for triple in self._catalogue
            if text_of(triple.subject) == subject and triple.predicate.value == predicate
        ]

    @property
    def version(self) -> str | None:
        """The version that the content gives itself."""
        return next(iter(self.stated(self.whole.iri, DCAT + "version")), None) if self.whole else None

    @property
    def issued(self) -> str | None:
        """The date, as YYYY-MM-DD, that the content gives itself."""
        return next(iter(self.stated(self.whole.iri, DCTERMS + "issued")), None) if self.whole else None

    def find(
        self, subject: str, predicate: str | None = None, value: str | None = None
    ) -> tuple[SourceFile, Place] | None:
        """The file and place that fit best: of the triple, the property, the subject, else the file's first line."""
        found = [
            (*(file.positions.find(subject, predicate, value) or (-1, Place(1, 1))), file)
            for file in self.files
            if file.speaks_of(subject)
        ]
        if not found:
            return None
        _, place, file = min(found, key=lambda item: (-item[0], item[2].path.parts[0] != "data"))
        return file, place


def _says(triple: Triple, predicate: str, value: str) -> bool:
    return bool(triple.predicate.value == predicate and text_of(triple.object) == value)


def content_paths(root: Path) -> list[PurePath]:
    """The Turtle files of a root's folders, as its content names them. Raises ContentNotFound."""
    require_content(root)
    found = sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.ttl") if _is_file(path, root))
    if not found:
        raise ContentNotFound(root, "its folders hold no Turtle file")
    return [path.relative_to(root) for path in found]


def read_content(root: Path, only: Callable[[PurePath], bool] | None = None) -> Content:
    """Read every Turtle file of a root's folders; broken ones become `errors`. Raises ContentNotFound.

    With `only`, the files of some names alone are read; what describes the whole should be among them.
    """
    documents: list[tuple[PurePath, Document]] = []
    errors: list[RdfSyntaxError] = []
    for path in filter(only, content_paths(root)):
        try:
            documents.append((path, read_document(root / path)))
        except RdfSyntaxError as error:
            errors.append(RdfSyntaxError(Path(path), error.line, error.column, error.reason))
    iris = Iris(_read_base(documents))
    files = tuple(_source_file(path, document, iris) for path, document in documents)
    context = _read_context(root, errors)
    return Content(root, iris, files, tuple(errors), context)


def read_more(content: Content, path: PurePath) -> SourceFile:
    """One more file of a root that was read in part; raises RdfSyntaxError, OSError."""
    return _source_file(path, read_document(content.root / path), content.iris)


def _source_file(path: PurePath, document: Document, iris: Iris) -> SourceFile:
    return SourceFile(path, iris.of_graph(path), document.triples, document.prefixes, partial(str, document.text))


def read_files(path: Path, shapes: Iterable[Path]) -> tuple[Content, frozenset[PurePath]]:
    """Read anyone's RDF files and shapes, each a file or a folder; with what was read, which of the files are shapes.

    A file within both is a shape. Broken ones become `errors`. Raises ContentNotFound, UnknownFormat.
    """
    path_kind(path)
    root = path if path.is_dir() else path.parent
    apart = {file.resolve(): file for given in shapes for file in raw_files(given)}
    files: list[SourceFile] = []
    errors: list[RdfSyntaxError] = []
    for file in [*apart.values(), *(file for file in raw_files(path) if file.resolve() not in apart)]:
        name = _name_below(root, file)
        try:
            files.append(_read_file(file, name))
        except RdfSyntaxError as error:
            errors.append(RdfSyntaxError(Path(name), error.line, error.column, error.reason))
    content = Content(root, Iris(DEFAULT_BASE), tuple(files), tuple(errors), Context({}))
    return content, frozenset(_name_below(root, file) for file in apart.values())


def _read_file(path: Path, name: PurePath) -> SourceFile:
    base = path.absolute().as_uri()
    if path.stat().st_size > (LARGE_FILE // PACKED if path.suffix.lower() == ".gz" else LARGE_FILE):
        triples, prefixes = spool_document(path, base)
        return SourceFile(name, "", triples, prefixes, partial(read_text, path), base)
    document = read_document(path, base)
    return SourceFile(name, "", document.triples, document.prefixes, partial(str, document.text), base)


def _name_below(root: Path, file: Path) -> PurePath:
    return file.relative_to(root) if file.is_relative_to(root) else file.absolute()


def _read_context(root: Path, errors: list[RdfSyntaxError]) -> Context:
    if not (root / CONTEXT).is_file():
        return Context({})
    try:
        return read_context(root / CONTEXT)
    except RdfSyntaxError as error:
        errors.append(RdfSyntaxError(Path(CONTEXT), error.line, error.column, error.reason))
        return Context({})


def _read_base(documents: list[tuple[PurePath, Document]]) -> str:
    """The IRI space that `data/dataset.ttl` names, else the project's own."""
    for path, document in documents:
        if path == PurePath("data", DESCRIPTION):
            return uri_space(document.triples) or DEFAULT_BASE
    return DEFAULT_BASE


def uri_space(triples: Iterable[Triple]) -> str | None:
    """What the first void:uriSpace says."""
    spaces = (t.object for t in triples if t.predicate.value == VOID + "uriSpace" and isinstance(t.object, Literal))
    return next(map(text_of, spaces), None)
