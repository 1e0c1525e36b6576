# SPDX-License-Identifier: Apache-2.0
"""Content in; findings out where shapes and data would fail silently: what no release could carry or would hide."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from rightsgraph.content import DESCRIPTION, DISPUTED, Content, SourceFile
from rightsgraph.errors import UnknownFormat
from rightsgraph.formats import TURTLE, of_file
from rightsgraph.rdf import BlankNode, Triple, is_iri, text_of
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.messages import told
from rightsgraph.validation.regions import check_regions
from rightsgraph.validation.report import Finding, Severity
from rightsgraph.validation.terms import at
from rightsgraph.vocab import RG, SH, TYPE

# Names of files that every release has; no dataset may take them.
RESERVED = ("void", "context", "manifest")
# What the element of a property is called in RDF/XML, and characters that no XML document has.
_XML_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def check_structure(content: Content, files: Iterable[SourceFile], graph: Graph, shapes: Graph) -> Iterator[Finding]:
    """Everything that holds of the content as a whole, and of the triples of some of its files."""
    yield from _check_description(content)
    yield from _check_unread(content)
    for file in files:
        yield from _check_roots(file)
        for triple in file.triples:
            yield from _check_triple(file, triple)
    yield from _check_evidence_targets(content, graph, shapes)
    yield from check_regions(content, graph)


def _check_description(content: Content) -> Iterator[Finding]:
    file = f"data/{DESCRIPTION}"
    if not (content.whole and content.version and _is_date(content.issued)):
        yield Finding(file, 1, 1, Severity.VIOLATION, "description", told("description"))
    if not (is_iri(content.iris.base) and content.iris.base.endswith("/")):
        yield Finding(file, 1, 1, Severity.VIOLATION, "uri-space", told("uri-space", base=content.iris.base))
    names = Counter([*(dataset.name for dataset in content.datasets), *RESERVED])
    names[content.whole.name if content.whole else ""] += 1
    for dataset in content.datasets:
        if names[dataset.name] > 1:
            file = (dataset.folder / DESCRIPTION).as_posix()
            yield Finding(file, 1, 1, Severity.VIOLATION, "dataset-name", told("dataset-name", name=dataset.name))


def _is_date(text: str | None) -> bool:
    try:
        return len(text or "") == 10 and bool(date.fromisoformat(text or ""))
    except ValueError:
        return False


def _check_unread(content: Content) -> Iterator[Finding]:
    for path in sorted(path for path in (content.root / "data").rglob("*") if path.is_file()):
        if _is_other_rdf(path.name):
            file = path.relative_to(content.root).as_posix()
            yield Finding(file, 1, 1, Severity.WARNING, "unread-file", told("unread-file"))


def _is_other_rdf(name: str) -> bool:
    try:
        return of_file(name) is not TURTLE or not name.endswith(TURTLE.extension)
    except UnknownFormat:
        return False


def _check_roots(file: SourceFile) -> Iterator[Finding]:
    """Blank nodes that nothing in the file points at; the others are found where they are pointed at."""
    reached = {triple.object for triple in file.triples}
    roots = {t.subject: t for t in file.triples if isinstance(t.subject, BlankNode) and t.subject not in reached}
    if file.path.parts[0] != "shapes":
        yield from (at(file, triple, "blank-node") for triple in roots.values())


def _check_triple(file: SourceFile, triple: Triple) -> Iterator[Finding]:
    """Blank nodes, what a format cannot carry, disputed claims outside their file."""
    if file.path.parts[0] != "shapes" and isinstance(triple.object, BlankNode):
        yield at(file, triple, "blank-node")
    yield from (at(file, triple, rule) for rule in _unwritable(triple))
    if triple.predicate.value == TYPE and text_of(triple.object) == RG + "DisputedClaim" and not file.disputed:
        yield at(file, triple, "disputed-claim", name=f"{DISPUTED}.ttl")


def _unwritable(triple: Triple) -> Iterator[str]:
    """The rules against what some format of a release has no form for."""
    if not _XML_NAME.search(triple.predicate.value):
        yield "property-name"
    if _NO_XML.search(text_of(triple.object)):
        yield "control-character"
    if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
        yield "triple-term"


def _check_evidence_targets(content: Content, graph: Graph, shapes: Graph) -> Iterator[Finding]:
    targeted = {value for _, value in shapes.pairs(SH + "targetSubjectsOf")}
    for property, value in graph.pairs(RG + "needsEvidence"):
        if value == "true" and property not in targeted:
            yield _of_subject(content, property, RG + "needsEvidence", "evidence-target")


def _of_subject(content: Content, subject: str, predicate: str, rule: str) -> Finding:
    found = content.find(subject, predicate)
    file, line, column = (str(found[0].path), found[1].line, found[1].column) if found else ("shapes", 1, 1)
    return Finding(file, line, column, Severity.VIOLATION, rule, told(rule), subject, predicate)
