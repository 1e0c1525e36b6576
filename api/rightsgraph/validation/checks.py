# SPDX-License-Identifier: Apache-2.0
"""Content in, Report out: the shapes, and the checks that shapes cannot make."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypeAlias

from rightsgraph.content import Content, SourceFile, read_files
from rightsgraph.errors import ValidationFailed
from rightsgraph.generalisation import Generalised, Grain, Unmet, generalise
from rightsgraph.rdf import Spool, Triple, text_of
from rightsgraph.validation.adversary import MOST_LEAKS, World, attack, tell_leaks
from rightsgraph.validation.captures import Captures, check_passages, read_captures
from rightsgraph.validation.freetext import TextLint, check_texts
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.messages import told
from rightsgraph.validation.report import Finding, Report, Severity, make_report
from rightsgraph.validation.results import Result, ShaclEngine
from rightsgraph.validation.shacl import run_shapes
from rightsgraph.validation.soundness import check_soundness, locate_failure
from rightsgraph.validation.structure import check_structure
from rightsgraph.validation.syntax import explain
from rightsgraph.validation.telling import tell
from rightsgraph.validation.terms import Terms, check_terms
from rightsgraph.vocab import OA, RDFS, RG, TYPE

Progress: TypeAlias = Callable[[Mapping[str, str]], None]
"""Told what is being done, in each language, before it is."""

SHAPES = PurePath("shapes")
MOST = 10_000  # results of shapes that are told: nobody mends more before they check again
_UNMET = {
    Grain.YEAR: "not-generalised-date",
    Grain.MONTH: "not-generalised-date",
    Grain.COUNTRY: "not-generalised-country",
    Grain.REGION: "not-generalised-region",
    Grain.BAND: "not-generalised-count",
}
_OF_CLASSES = (TYPE, RDFS + "subClassOf")


def silent(phase: Mapping[str, str]) -> None:
    """Say nothing of what is being done."""


def validate(
    content: Content,
    captures_folder: Path | None = None,
    engine: ShaclEngine = ShaclEngine.native,
    progress: Progress = silent,
    previous: Iterable[Triple] | None = None,
) -> Report:
    """Check everything that can be: syntax, shapes, structure, free text, and passages where captures are given.

    What is looked at is what would be published: the content as its policies make it coarser.
    An adversary tries to work out what must not be known, from the content and from its difference to what the
    release before held: `previous`, its triples.

    A file that does not parse is a finding, and the others are checked without it. Raises ValidationFailed where
    the shapes cannot be run, with a report of all else and of the cause where it can be located; OSError where the
    captures cannot be read.
    """
    progress(told("progress-looking"))
    published = generalise(content)
    content = published.content
    graph = Graph(triple for file in content.files for triple in file.triples)
    captures = read_captures(captures_folder, graph) if captures_folder else None
    shapes = frozenset(file.path for file in content.files if file.path.is_relative_to(SHAPES))
    files = _Files(content, shapes, check_terms(content))
    found = [*_findings(files, graph, captures), *(_unmet(content, one) for one in published.unmet)]
    progress(told("progress-adversary"))
    leaks, more = _attacked(content, previous)
    notes = [*_notes(graph, captures), *_made_coarser(published), *more]
    return files.report([*found, *leaks], notes, engine, progress)


def validate_files(
    path: Path, shapes: Sequence[Path], engine: ShaclEngine = ShaclEngine.native, progress: Progress = silent
) -> Report:
    """Check anyone's RDF files against anyone's shapes: syntax, terms of the standards, the shapes and what they ask.

    Raises ContentNotFound, UnknownFormat, and ValidationFailed as `validate`.
    """
    progress(told("progress-reading"))
    content, names = read_files(path, shapes)
    progress(told("progress-looking"))
    files = _Files(content, names, check_terms(content, own=False))
    # Not kept: the engines take all the memory there is.
    soundness = [*files.soundness(Graph(triple for file in content.files for triple in _about_classes(file)))]
    return files.report([*files.syntax(), *files.terms.findings, *soundness], (), engine, progress)


def _findings(files: "_Files", graph: Graph, captures: Captures | None) -> Iterator[Finding]:
    """What is found without running the shapes."""
    content = files.content
    yield from files.syntax()
    yield from files.terms.findings
    yield from check_structure(
        content, content.files, graph, Graph(triple for file in files.shapes for triple in file.triples)
    )
    yield from files.soundness(graph)
    lint = TextLint([line for _, line in graph.pairs(RG + "authorsAsPrinted")], captures)
    yield from check_texts(content.files, lint, graph)
    if captures is not None:
        yield from check_passages(content, graph, captures)


def _attacked(content: Content, previous: Iterable[Triple] | None) -> tuple[list[Finding], list[Mapping[str, str]]]:
    """What an adversary works out from all that a release would hold, and where that is more than is told.

    What the world of the adversary takes in memory is free again before the shapes run.
    """
    world = World((triple for file in content.files for triple in file.triples), content.iris.base, previous)
    found: list[Finding] = []
    notes: list[Mapping[str, str]] = []
    for one, leaks, is_more in attack(world):
        found += tell_leaks(content, one, leaks)
        notes += [told("adversary-more", name=one.name, most=MOST_LEAKS)] if is_more else []
    return found, notes


@dataclass(frozen=True, slots=True)
class _Files:
    """What was read, which of it are shapes, and what was meant."""

    content: Content
    names: frozenset[PurePath]
    terms: Terms

    @property
    def shapes(self) -> list[SourceFile]:
        return [file for file in self.content.files if file.path in self.names]

    def syntax(self) -> Iterator[Finding]:
        yield from (explain(self.content.root, error, self.content.prefixes) for error in self.content.errors)

    def soundness(self, graph: Graph) -> Iterator[Finding]:
        """What is wrong with the shapes, unless what is missing may be in a file that does not parse."""
        if all(error.path.parts[0] == "data" for error in self.content.errors):
            yield from check_soundness(self.shapes, self.terms, graph)

    def report(
        self, found: Sequence[Finding], notes: Iterable[Mapping[str, str]], engine: ShaclEngine, progress: Progress
    ) -> Report:
        """What was found, and what the shapes find."""
        content = self.content
        names = [*(file.path for file in content.files), *(PurePath(error.path) for error in content.errors)]
        count = sum(len(file.triples) for file in content.files)
        progress(told("progress-shapes", count=count))
        try:
            return make_report(content.root, [*found, *self._run(engine)], notes, names, count, content.prefixes)
        except ValidationFailed as error:
            causes = list(locate_failure(self.shapes, self.terms))
            if not causes:
                raise
            places = ", ".join(f"{cause.file}:{cause.line}:{cause.column}" for cause in causes)
            report = make_report(content.root, [*found, *causes], notes, names, count, content.prefixes)
            raise ValidationFailed(f"{places}: {error}", report) from error

    def _run(self, engine: ShaclEngine) -> list[Finding]:
        """What the shapes find in what was meant."""
        files = self.content.files
        shapes = [triple for file in self.shapes for triple in self.terms.mend(file.triples)]
        data = Spool.plain(self.terms.mend(file.triples) for file in files if file.path not in self.names)
        results = run_shapes(data, shapes, engine=engine, most=MOST + 1)
        located = [locate(self.content, result) for result in results[:MOST]]
        found = tell(located, data, shapes, self.content.prefixes, engine)
        return found if len(results) <= MOST else [*found, self._cut_short()]

    def _cut_short(self) -> Finding:
        """A violation, whatever was found: what was not looked for may be one."""
        path = next((file.path for file in self.content.files if file.path not in self.names), SHAPES)
        return Finding(str(path), 1, 1, Severity.VIOLATION, "cut-short", told("cut-short", most=MOST))


def _about_classes(file: SourceFile) -> Iterator[Triple]:
    """What a file says of classes and of what is in them."""
    if isinstance(file.triples, Spool):
        return file.triples.having(_OF_CLASSES)
    return (triple for triple in file.triples if triple.predicate.value in _OF_CLASSES)


def locate(content: Content, result: Result) -> Finding:
    """Where a result belongs: at its triple or its focus; at its value, where that alone is in the data."""
    focus, shape = text_of(result.focus), text_of(result.shape) if result.shape else ""
    value = text_of(result.value) if result.value is not None else None
    places = [content.find(focus, result.path, value), content.find(value or "")]
    found = next((place for place in places if place and place[0].path.parts[0] == "data"), places[0])
    found = found or content.find(shape)
    file, line, column = (str(found[0].path), found[1].line, found[1].column) if found else ("data", 1, 1)
    rule = shape.rpartition("/")[2].rpartition("#")[2]
    return Finding(
        file, line, column, result.severity, rule, result.messages, focus, result.path, value, results=(result,)
    )


def _unmet(content: Content, unmet: Unmet) -> Finding:
    """A violation: a value that a policy is for would go out as it is."""
    written = unmet.written
    focus, path, value = text_of(written.subject), written.predicate.value, text_of(written.object)
    found = content.find(focus, path, value)
    file, line, column = (str(found[0].path), found[1].line, found[1].column) if found else ("data", 1, 1)
    messages = told(_UNMET[unmet.policy.grain], policy=_name(unmet.policy.iri))
    return Finding(file, line, column, Severity.VIOLATION, "not-generalised", messages, focus, path, value)


def _made_coarser(published: Generalised) -> Iterator[dict[str, str]]:
    if published.counts:
        policies = ", ".join(f"{_name(iri)} ({count})" for iri, count in published.counts.items())
        yield told("generalised", count=sum(published.counts.values()), policies=policies)


def _name(iri: str) -> str:
    return iri.rpartition("/")[2].rpartition("#")[2] or iri


def _notes(graph: Graph, captures: Captures | None) -> list[dict[str, str]]:
    if captures is not None:
        return []
    passages = sum(1 for _ in graph.pairs(OA + "hasState"))
    return [told("captures-not-given", count=passages)]
