# SPDX-License-Identifier: Apache-2.0
"""Shapes in; findings out where they are themselves wrong, so that an engine would stop or look away.

SHACL leaves what an engine does with ill-formed shapes open: https://www.w3.org/TR/shacl/#shapes-graph.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rightsgraph.content import SourceFile
from rightsgraph.errors import ValidationFailed
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Place, Triple, text_of
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.messages import told
from rightsgraph.validation.nearest import Iris, split
from rightsgraph.validation.report import Finding, Severity, shown
from rightsgraph.validation.shacl import run_shapes
from rightsgraph.validation.terms import Terms, short
from rightsgraph.vocab import OWL, RDF, RDFS, SH, TYPE, XSD

_SHAPE_TYPES = (SH + "NodeShape", SH + "PropertyShape")
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")
_TO_SHAPE = ("property", "node", "not", "qualifiedValueShape")
_TO_SHAPES = ("and", "or", "xone")
_LISTS = (*_TO_SHAPES, "in", "languageIn", "ignoredProperties")
_COUNTS = (
    "minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount",
)  # fmt: skip
_BOOLEANS = ("uniqueLang", "closed", "deactivated", "qualifiedValueShapesDisjoint")
_SINGLE = (*_COUNTS, "path", "datatype", "nodeKind", "pattern", "flags", "in", "languageIn", "uniqueLang", "closed")
_IRIS = ("datatype", "class", "targetClass", "targetSubjectsOf", "targetObjectsOf", "nodeKind", "severity")
_LIMITS = (("minCount", "maxCount"), ("minLength", "maxLength"), ("qualifiedMinCount", "qualifiedMaxCount"))
# What engines stop at most, and the rule under which it is told.
_CULPRITS = {SH + "pattern": "bad-pattern", SH + "select": "bad-select", SH + "ask": "bad-select"}
_PROJECTION = re.compile(r"\bselect\b(.*?)(?:\bwhere\b|\{)", re.IGNORECASE | re.DOTALL)
_THIS = re.compile(r"[?$]this\b|\*")


@dataclass(frozen=True, slots=True)
class _Said:
    """A triple of the shapes as it was meant, and as it stands in its file."""

    file: SourceFile
    triple: Triple
    written: Triple


def check_soundness(files: Sequence[SourceFile], terms: Terms, graph: Graph) -> Iterator[Finding]:
    """What is wrong with the shapes of some files; `graph` is all that classes may be declared or used in."""
    shapes = _Shapes(files, terms)
    if not shapes.any:
        name = str(files[0].path) if files else "shapes"
        yield Finding(name, 1, 1, Severity.VIOLATION, "no-shapes", told("no-shapes"))
    yield from _check_targets(shapes)
    yield from _check_classes(shapes, graph)
    yield from _check_recursion(shapes)
    for said in shapes.all:
        yield from _check_triple(shapes, said)
    yield from _check_subjects(shapes)


def locate_failure(files: Sequence[SourceFile], terms: Terms) -> Iterator[Finding]:
    """The shapes that the engine cannot run, with its words: the smallest that it stops at, at what it stops at."""
    shapes = _Shapes(files, terms)
    blamed: set[object] = set()
    for subject, part in sorted(((s, shapes.part(s)) for s in shapes.subjects), key=lambda item: len(item[1])):
        if not isinstance(subject, NamedNode) or not blamed.isdisjoint(said.triple.subject for said in part):
            continue
        if reason := _failure(part):
            blamed.add(subject)
            likely = [said for said in part if said.triple.predicate.value in _CULPRITS]
            rest = (said for said in reversed(part) if said not in likely)
            suspects = (said for said in (*likely, *rest) if _failure([s for s in part if s != said]) != reason)
            culprit = next(suspects, part[0])
            rule = _CULPRITS.get(culprit.triple.predicate.value, "shape-cannot-run")
            yield shapes.finding(culprit, rule, reason=reason[:300])


def _failure(part: Iterable[_Said]) -> str | None:
    try:
        run_shapes((), (said.triple for said in part))
    except ValidationFailed as error:
        return str(error)
    return None


class _Shapes:
    """Shapes by subject and predicate, with the place of each triple."""

    def __init__(self, files: Sequence[SourceFile], terms: Terms) -> None:
        self.all = [
            _Said(file, triple, written)
            for file in files
            for triple, written in zip(terms.mend(file.triples), file.triples, strict=True)
        ]
        self._by_subject: dict[object, list[_Said]] = defaultdict(list)
        self._by_object: dict[object, _Said] = {}
        for said in self.all:
            self._by_subject[said.triple.subject].append(said)
            if isinstance(said.triple.object, BlankNode):
                self._by_object.setdefault(said.triple.object, said)
        self.any = any(self.is_shape(subject) for subject in self._by_subject)

    def is_shape(self, node: object) -> bool:
        """Whether a node is a shape by its type, its targets or its properties."""
        types = {text_of(said.triple.object) for said in self.of_all(node) if said.triple.predicate.value == TYPE}
        return not types.isdisjoint(_SHAPE_TYPES) or bool(self.of(node, *_TARGETS, "property"))

    @property
    def subjects(self) -> Iterable[object]:
        return self._by_subject

    def of_all(self, node: object) -> list[_Said]:
        """All that is said of a node."""
        return self._by_subject.get(node, [])

    def of(self, node: object, *names: str) -> list[_Said]:
        """What is said of a node by terms of SHACL."""
        wanted = {SH + name for name in names}
        return [said for said in self._by_subject.get(node, ()) if said.triple.predicate.value in wanted]

    def items(self, node: object) -> list[object] | None:
        """The items of a list; None where it is none, or has no end."""
        found: list[object] = []
        seen: set[object] = set()
        while node != NamedNode(RDF + "nil"):
            firsts = [
                s.triple.object for s in self._by_subject.get(node, ()) if s.triple.predicate.value == RDF + "first"
            ]
            rests = [
                s.triple.object for s in self._by_subject.get(node, ()) if s.triple.predicate.value == RDF + "rest"
            ]
            if len(firsts) != 1 or len(rests) != 1 or node in seen:
                return None
            seen.add(node)
            found, node = [*found, *firsts], rests[0]
        return found

    def referred(self, node: object) -> Iterator[tuple[_Said, object]]:
        """The shapes that a shape refers to."""
        for said in self.of(node, *_TO_SHAPE):
            yield said, said.triple.object
        for said in self.of(node, *_TO_SHAPES):
            for item in self.items(said.triple.object) or ():
                yield said, item

    def part(self, subject: object) -> list[_Said]:
        """All that a node leads to."""
        found: list[_Said] = []
        reached, queue = {subject}, [subject]
        for node in queue:
            found += self.of_all(node)
            following = [said.triple.object for said in self.of_all(node) if said.triple.object not in reached]
            reached.update(following)
            queue += following
        return found

    def finding(
        self, said: _Said, rule: str, severity: Severity = Severity.VIOLATION, near: str | None = None, **values: object
    ) -> Finding:
        """A finding at a triple; what is within a nameless node without a place of its own, at what leads there."""
        outer: _Said | None = said
        place = None
        while outer and place is None:
            written = outer.written
            found = outer.file.positions.find(
                text_of(written.subject), written.predicate.value, text_of(written.object)
            )
            place, outer = found[1] if found else None, self._by_object.get(outer.triple.subject)
        place = place or Place(1, 1)
        name = short(said.triple.predicate.value, said.file.prefixes)
        messages = told(rule, near=near, name=name, **values)
        subject, predicate, value = (
            shown(said.triple.subject),
            said.triple.predicate.value,
            shown(said.triple.object),
        )
        return Finding(
            str(said.file.path), place.line, place.column, severity, rule, messages, subject, predicate, value
        )


def _check_targets(shapes: _Shapes) -> Iterator[Finding]:
    """Shapes that no data node can ever reach."""
    reached = {node for subject in shapes.subjects for _, node in shapes.referred(subject)}
    for subject in shapes.subjects:
        said = shapes.of_all(subject)
        if subject in reached or not shapes.is_shape(subject) or shapes.of(subject, *_TARGETS):
            continue
        types = {text_of(one.triple.object) for one in said if one.triple.predicate.value == TYPE}
        if not types & {OWL + "Class", RDFS + "Class"}:
            yield shapes.finding(said[0], "shape-without-target", Severity.WARNING)


def _check_classes(shapes: _Shapes, graph: Graph) -> Iterator[Finding]:
    """Classes that nothing declares or uses, where another of that vocabulary is declared or a near one is known."""
    declared = graph.instances(OWL + "Class") | graph.instances(RDFS + "Class")
    used = {value for _, value in graph.pairs(TYPE)}
    known = declared | used | {value for pair in graph.pairs(RDFS + "subClassOf") for value in pair}
    spaces = {split(iri)[0] for iri in declared}
    others = frozenset(subject for subject, _ in graph.pairs(TYPE)) - known
    names = Iris(known)
    for said in shapes.all:
        value = text_of(said.triple.object)
        if said.triple.predicate.value not in (SH + "targetClass", SH + "class") or not isinstance(
            said.triple.object, NamedNode
        ):
            continue
        if value in known or value.startswith(SH):
            continue
        near = names.nearest(value)
        if near and split(near)[0] != split(value)[0]:
            near = None  # another namespace: a shape may refuse the wrong one
        if value in others or near or split(value)[0] in spaces:
            shown = short(near, said.file.prefixes) if near else None
            severity = Severity.VIOLATION if value in others or near else Severity.WARNING
            yield shapes.finding(said, "no-class", severity, shown, value=short(value, said.file.prefixes))


def _check_recursion(shapes: _Shapes) -> Iterator[Finding]:
    """Shapes that come back to themselves, each circle at the reference that closes it."""
    done: set[object] = set()
    for start in shapes.subjects:
        path = {start: shapes.referred(start)} if start not in done else {}
        while path:
            node, references = next(reversed(path.items()))
            for said, other in references:
                if other in path:
                    yield shapes.finding(said, "recursive-shape", Severity.WARNING)
                elif other not in done:
                    path[other] = shapes.referred(other)
                    break
            else:
                del path[node]
                done.add(node)


def _check_triple(shapes: _Shapes, said: _Said) -> Iterator[Finding]:
    """A term of SHACL with a value that it cannot have."""
    name, value = said.triple.predicate.value.removeprefix(SH), said.triple.object
    if name == said.triple.predicate.value:
        return
    if name in _IRIS and not isinstance(value, NamedNode):
        yield shapes.finding(said, "not-an-iri")
    if name == "property" and not shapes.of(value, "path"):
        yield shapes.finding(said, "property-without-path")
    if name in _LISTS and shapes.items(value) is None:
        yield shapes.finding(said, "not-a-list")
    if name in _COUNTS and _count(value) is None:
        yield shapes.finding(said, "not-a-count")
    if name in _BOOLEANS and not (isinstance(value, Literal) and value.datatype.value == XSD + "boolean"):
        yield shapes.finding(said, "not-a-boolean")
    if name == "select" and isinstance(value, Literal):
        projection = _PROJECTION.search(value.value)
        if projection and not _THIS.search(projection[1]):
            yield shapes.finding(said, "select-without-this")


def _check_subjects(shapes: _Shapes) -> Iterator[Finding]:
    """Terms that are said twice of one shape, or against each other."""
    for subject in shapes.subjects:
        for name in _SINGLE:
            if len(said := shapes.of(subject, name)) > 1:
                yield shapes.finding(said[1], "said-twice")
        languages: Counter[str] = Counter()
        for said_message in shapes.of(subject, "message"):
            message = said_message.triple.object
            language = (message.language or "" if isinstance(message, Literal) else "").lower()
            languages[language] += 1
            if languages[language] == 2:
                shown = f"@{language}" if language else "-"
                yield shapes.finding(said_message, "two-messages", Severity.WARNING, language=shown)
        for least, most in _LIMITS:
            yield from _check_limits(shapes, shapes.of(subject, least), shapes.of(subject, most))


def _check_limits(shapes: _Shapes, least: list[_Said], most: list[_Said]) -> Iterator[Finding]:
    for low in least:
        for high in most:
            fewest, largest = _count(low.triple.object), _count(high.triple.object)
            if fewest is not None and largest is not None and fewest > largest:
                other = short(high.triple.predicate.value, high.file.prefixes)
                yield shapes.finding(low, "limits-crossed", Severity.WARNING, least=fewest, most=largest, other=other)


def _count(value: object) -> int | None:
    """A whole number that is none below zero; None where a value is none."""
    if isinstance(value, Literal) and value.datatype.value == XSD + "integer" and value.value.lstrip("+").isdecimal():
        return int(value.value[:30])
    return None
