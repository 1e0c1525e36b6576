# SPDX-License-Identifier: Apache-2.0
"""Content and a git ref in, Report out: what differs, and every node whose verdict that can change; nothing else.

Whatever a full run finds that it would not have found at the ref is found, but for what an adversary works out from
all the data together: full runs and builds tell that, and a note says so. Where only a full run can promise the rest,
there is one, and a note says why.
"""

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from rightsgraph.content import (
    CONTEXT,
    DESCRIPTION,
    POLICIES,
    Content,
    SourceFile,
    content_paths,
    read_content,
    read_more,
    uri_space,
)
from rightsgraph.errors import RdfSyntaxError
from rightsgraph.generalisation import POLICY_TERMS, Policy, generalise, read_policies
from rightsgraph.rdf import BlankNode, NamedNode, Spool, Triple, read_document, text_of
from rightsgraph.validation.automaton import OBJECT, PREDICATE, SUBJECT, node_in
from rightsgraph.validation.changes import Changes, read_changes
from rightsgraph.validation.checks import SHAPES, Progress, locate, silent, validate
from rightsgraph.validation.exposed import Exposed
from rightsgraph.validation.footprint import CLASSES, TARGETS, Apart, Footprint, Target, footprint_of
from rightsgraph.validation.freetext import TextLint, check_texts
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.mentions import Mentions, Space, Unindexed, with_mentions
from rightsgraph.validation.messages import told
from rightsgraph.validation.report import Finding, Report, make_report
from rightsgraph.validation.results import Result, ShaclEngine, Term
from rightsgraph.validation.shacl import run_shapes
from rightsgraph.validation.structure import check_structure
from rightsgraph.validation.syntax import explain
from rightsgraph.validation.telling import tell
from rightsgraph.validation.terms import Terms, check_terms
from rightsgraph.vocab import RDF, RDFS, RG, SH, TYPE

_AUTHORS = RG + "authorsAsPrinted"
_DISPUTED = NamedNode(RG + "DisputedClaim")
_SPARQL = SH + "SPARQLConstraintComponent"
_SUBCLASS = RDFS + "subClassOf"
_TARGETS = frozenset(SH + name for name in TARGETS)
_FEW = 64  # files that are read whatever part of all they are


class _Everything(Exception):
    """Only a full run can tell what the change does; `why` says so in each language."""

    def __init__(self, rule: str, **values: object) -> None:
        super().__init__(rule)
        self.why = told(rule, **values)


def validate_changed(
    root: Path, ref: str, engine: ShaclEngine = ShaclEngine.native, progress: Progress = silent
) -> Report:
    """Check what differs from a point of a root's git history, and all that it can affect.

    Raises ContentNotFound, NoHistory, OSError, and ValidationFailed as `validate`.
    """
    paths = frozenset(content_paths(root))
    progress(told("progress-looking"))
    changes = read_changes(root, ref)
    changed = frozenset(path for path in changes.paths if path in paths or path in changes.before or path == CONTEXT)
    if not changed:
        return make_report(root, (), [told("changed-nothing", ref=ref)], (), 0)
    try:
        if any(path.is_relative_to(SHAPES) for path in changed):
            raise _Everything("changed-shapes")
        content = read_content(root, lambda path: path in changed or not _is_plain_data(path))
        same = {path: text for path, text in changes.same.items() if path in paths}
        policies = read_policies(triple for file in content.files for triple in file.triples)
        space = Space(content.iris.to_iri("id/"), _AUTHORS, policies)
        return with_mentions(
            root,
            space,
            lambda mentions: _Run(content, changes, changed, same, mentions, policies).report(ref, engine, progress),
        )
    except _Everything as everything:
        report = validate(read_content(root), None, engine, progress)
        return replace(report, notes=(everything.why, *report.notes))


def _is_plain_data(path: PurePath) -> bool:
    """Whether a file describes neither terms, shapes, policies nor a dataset: those are read, changed or not."""
    return path.parts[0] == "data" and path.name != DESCRIPTION and path != POLICIES


class _Indexed:
    """The triples of one file by the node in a place."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(triple for triple in triples if not isinstance(triple.object, Triple))
        self._by_place: dict[int, dict[Term, list[Triple]]] = {}

    def having(self, place: int, term: Term) -> list[Triple]:
        """Those with a node in a place."""
        if place not in self._by_place:
            found = self._by_place[place] = defaultdict(list)
            for triple in self.triples:
                found[node_in(triple, place)].append(triple)
        return self._by_place[place].get(term, [])


@dataclass(frozen=True, slots=True)
class _Coarser:
    """What to know before and after a change to make any file coarser, and the unchanged files in which that tells."""

    before: SourceFile
    now: SourceFile
    paths: tuple[PurePath, ...]

    def published(self, content: Content, file: SourceFile) -> SourceFile:
        """A file as it is published."""
        return self._published(content, file, self.now)

    def published_before(self, content: Content, path: PurePath, said: Sequence[Triple]) -> Sequence[Triple]:
        """What a file said, as it was published."""
        file = self._published(content, _file(path, said), self.before)
        return tuple(file.triples)

    def _published(self, content: Content, file: SourceFile, known: SourceFile) -> SourceFile:
        done = generalise(replace(content, files=(known, file)))
        if done.unmet:
            raise _Everything("changed-generalised", name=done.unmet[0].policy.iri)
        return done.content.files[1]


def _known(policies: Iterable[Policy], classes: Mapping[str, Iterable[str]]) -> SourceFile:
    """Policies for dates and the classes of their subjects, as a file would say them."""
    said = [triple for policy in policies if policy.grain.is_of_dates for triple in policy.triples()]
    said += [
        Triple(NamedNode(subject), NamedNode(TYPE), NamedNode(kind))
        for subject, kinds in classes.items()
        for kind in sorted(kinds)
    ]
    return _file(POLICIES, said)


def _file(path: PurePath, triples: Iterable[Triple]) -> SourceFile:
    return SourceFile(path, "", tuple(triples), {}, str)


class _Unread:
    """The files that did not change, each read once it is asked for."""

    def __init__(
        self, content: Content, paths: Collection[PurePath], mentions: Mentions, coarser: "_Coarser | None" = None
    ) -> None:
        self._content = content
        self._mentions = mentions
        self._coarser = coarser
        self._files = {file.path: file for file in content.files if file.path in paths}
        self._most = len(self._files) + max(_FEW, len(paths) // 2)
        self._indexed: dict[PurePath, _Indexed] = {}

    def having(self, place: int, term: Term) -> Iterator[Triple]:
        """The triples of the data with a node in a place; a nameless node is known in the files that were read."""
        for path in self._paths(place, term):
            if not path.is_relative_to(SHAPES):
                if path not in self._indexed:
                    self._indexed[path] = _Indexed(self.file(path).triples)
                yield from self._indexed[path].having(place, term)

    def _paths(self, place: int, term: Term) -> Iterable[PurePath]:
        if isinstance(term, BlankNode):
            return [*self._indexed]
        # The index knows what is written, and of what is published the subjects alone.
        coarser = self._coarser.paths if self._coarser and place != SUBJECT else ()
        return dict.fromkeys((*self._mentions.files(place, term), *coarser))

    def about(self, term: Term) -> list[SourceFile]:
        """The files that say something about a node."""
        return [self.file(path) for path in self._mentions.files(SUBJECT, term)]

    def file(self, path: PurePath) -> SourceFile:
        """One of the files."""
        if path not in self._files:
            if len(self._files) >= self._most:
                raise _Everything("changed-much")
            try:
                file = read_more(self._content, path)
                self._files[path] = self._coarser.published(self._content, file) if self._coarser else file
            except (RdfSyntaxError, OSError) as error:  # it changed since git looked
                raise _Everything("changed-unread", name=path.as_posix()) from error
        return self._files[path]

    def blank_triples(self) -> Iterator[Triple]:
        """What was read that has a nameless node in it."""
        return (triple for file in self._indexed.values() for triple in file.triples if _is_blank(triple))

    # What the check of terms asks of them.

    def links(self) -> Iterable[str]:
        return self._mentions.links()

    def datatypes(self) -> Iterable[str]:
        return self._mentions.datatypes()

    def subjects(self) -> Iterable[str]:
        return self._mentions.subjects()

    def is_subject(self, iri: str) -> bool:
        return bool(self._mentions.files(SUBJECT, NamedNode(iri)))

    def declares(self, iri: str) -> bool:
        files = self.about(NamedNode(iri))
        return any(text_of(t.subject) == iri and t.predicate.value == TYPE for file in files for t in file.triples)


@dataclass(frozen=True, slots=True)
class _Graph:
    """The data at one point: the files that differ as they are there, and those that do not."""

    files: tuple[_Indexed, ...]
    unread: _Unread

    def having(self, place: int, term: Term) -> Iterator[Triple]:
        """Its triples with a node in a place."""
        for file in self.files:
            yield from file.having(place, term)
        yield from self.unread.having(place, term)

    @property
    def changed(self) -> Iterator[Sequence[Triple]]:
        """What the files that differ say, one after the other."""
        return (file.triples for file in self.files)

    def is_changed(self, subject: Term) -> bool:
        """Whether one of them says something of a node."""
        return any(file.having(SUBJECT, subject) for file in self.files)

    def objects(self, subject: Term, predicate: str) -> Iterator[Term]:
        """The values of a property."""
        return (node_in(t, OBJECT) for t in self.having(SUBJECT, subject) if t.predicate.value == predicate)


@dataclass(frozen=True, slots=True)
class _Affected:
    """The focus nodes that have to be looked at by shape, and the values that some constraints look at apart."""

    nodes: Mapping[NamedNode | BlankNode, frozenset[Term]]
    values: Mapping[Apart, frozenset[Term]]

    def concerns(self, result: Result) -> bool:
        """Whether a result is on something that is affected."""
        apart = {one.shape: values for one, values in self.values.items()}
        values = apart.get(result.shape) if result.shape and result.component == _SPARQL else None
        return values is None or result.value in values


class _Run:
    """One check of what differs; raises _Everything where it does not suffice."""

    def __init__(
        self,
        content: Content,
        changes: Changes,
        changed: frozenset[PurePath],
        same: Mapping[PurePath, str],
        mentions: Mentions,
        policies: Sequence[Policy],
    ) -> None:
        try:
            mentions.hold(same)
        except Unindexed as error:
            raise _Everything("changed-unread", name=error.path.as_posix()) from error
        self._content = content
        self._changed = changed
        self._same = same
        self._mentions = mentions
        self._unread = _Unread(content, same.keys(), mentions)
        self._terms: Terms = check_terms(content, elsewhere=self._unread)
        if self._terms.elsewhere:
            raise _Everything("changed-unknown", name=self._terms.elsewhere)
        before = _read_before(changes.before)
        if uri_space(before.get(PurePath("data", DESCRIPTION), ())) not in (None, content.iris.base):
            raise _Everything("changed-base")
        self._shapes = [file for file in content.files if file.path.is_relative_to(SHAPES)]
        self._compare(before)
        if coarser := self._coarser(policies):
            files = tuple(coarser.published(content, file) for file in content.files)
            self._content = replace(content, files=files)
            self._unread = _Unread(self._content, same.keys(), mentions, coarser)
            self._compare({path: coarser.published_before(content, path, said) for path, said in before.items()})

    def _compare(self, before: Mapping[PurePath, Sequence[Triple]]) -> None:
        """Hold the files that differ as they are against those as they were."""
        now = (file for file in self._content.files if file.path in self._changed)
        after = {file.path: tuple(self._terms.mend(file.triples)) for file in now}
        self._before = _Graph(tuple(_Indexed(triples) for triples in before.values()), self._unread)
        self._now = _Graph(tuple(_Indexed(triples) for triples in after.values()), self._unread)
        pairs = [_differing(before.get(path, ()), after.get(path, ())) for path in self._changed]
        self._gone = frozenset(triple for gone, _ in pairs for triple in gone)
        self._new = frozenset(triple for _, new in pairs for triple in new)

    # What is published coarser than it is written

    def _coarser(self, policies: Sequence[Policy]) -> "_Coarser | None":
        """What makes files coarser where a file and the classes of its subjects tell all of it; None where nothing is.

        Else raises _Everything: a change of what lies in a region, of what points at a place, or of a population, may
        change what is published of files that did not change.
        """
        read = {file.path for file in self._content.files}
        elsewhere = {path for term in POLICY_TERMS for path in self._mentions.files(PREDICATE, NamedNode(term))}
        if elsewhere - read or any(triple.predicate.value in POLICY_TERMS for triple in self._touched):
            raise _Everything("changed-policies")
        exposed = Exposed(policies, self._mentions, (self._before, self._now))
        found = list(exposed.found()) if policies else []
        subjects: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        for one, policy, _ in found:
            if one.subject is None or not policy.grain.is_of_dates or self._is_disputed(one.subject):
                raise _Everything("changed-generalised", name=policy.iri)
            before, now = (exposed.kinds(one.subject, at) for at in (self._before, self._now))
            subjects[one.subject] = before, now
            if before != now and self._is_mentioned(one.subject):
                raise _Everything("changed-generalised", name=policy.iri)
        if not found:
            return None
        known = [_known(policies, {one: kinds[at] for one, kinds in subjects.items()}) for at in range(2)]
        return _Coarser(known[0], known[1], tuple(dict.fromkeys(path for *_, path in found if path)))

    def _is_disputed(self, subject: str) -> bool:
        """Whether a claim about it is not accepted: whether that is left out depends on what other files say."""
        return any(
            _DISPUTED in at.objects(triple.subject, TYPE)
            for at in (self._before, self._now)
            for triple in at.having(OBJECT, NamedNode(subject))
            if triple.predicate.value == RDF + "subject" and isinstance(triple.subject, NamedNode)
        )

    def _is_mentioned(self, subject: str) -> bool:
        """Whether a file that did not change speaks of it."""
        return any(self._mentions.files(place, NamedNode(subject)) for place in (SUBJECT, OBJECT))

    @property
    def _touched(self) -> frozenset[Triple]:
        return self._gone | self._new

    def report(self, ref: str, engine: ShaclEngine, progress: Progress) -> Report:
        """What is wrong with what differs, or because of it."""
        shapes = [triple for file in self._shapes for triple in file.triples]
        footprint = footprint_of(shapes)
        self._require_bounds(footprint, shapes)
        affected = self._affected(footprint)
        nodes = frozenset[Term]().union(*affected.nodes.values())
        progress(told("progress-shapes", count=len(self._touched)))
        findings = [*self._run(footprint, affected, shapes, engine), *self._others()]
        note = told("changed", ref=ref, triples=len(self._touched), files=len(self._changed), nodes=len(nodes))
        # An adversary reads everything: what a change gives away may be at the other end of the data.
        notes, prefixes = [note, told("adversary-whole")], self._content.prefixes
        return make_report(self._content.root, findings, notes, self._changed, len(self._touched), prefixes)

    def _require_bounds(self, footprint: Footprint, shapes: Iterable[Triple]) -> None:
        """Raise _Everything where the change can reach what nothing leads back from."""
        if footprint.unbounded:
            raise _Everything("changed-unbounded", name=footprint.unbounded[0])
        used = {text_of(t.object) for t in shapes if t.predicate.value in (SH + "class", SH + "targetClass")}
        for triple in self._touched:
            if triple.predicate.value == _SUBCLASS or (triple.predicate.value == TYPE and triple.object in CLASSES):
                raise _Everything("changed-classes", name=text_of(triple.subject))
        for triple in self._gone:
            name = text_of(triple.object)
            if triple.predicate.value == TYPE and name in used and not self._is_used(NamedNode(name)):
                raise _Everything("changed-class-unused", name=name)

    def _is_used(self, kind: NamedNode) -> bool:
        return any(triple.predicate.value == TYPE for triple in self._now.having(OBJECT, kind))

    # What the shapes find

    def _affected(self, footprint: Footprint) -> _Affected:
        automaton = footprint.automaton
        found = {
            pair
            for graph, touched in ((self._before, self._gone), (self._now, self._new))
            for pair in automaton.back((seen for triple in touched for seen in automaton.on(triple)), graph.having)
        }
        by_state: dict[int, set[Term]] = defaultdict(set)
        for state, node in found:
            by_state[state].add(node)
        values = {apart: frozenset(by_state[state]) for apart, state in footprint.apart.items() if by_state[state]}
        nodes: dict[NamedNode | BlankNode, frozenset[Term]] = {}
        for shape, target in footprint.targets.items():
            near = by_state[footprint.starts[shape]].union(*(target.looks_at(triple) for triple in self._touched))
            apart = (target.nodes for apart in values if apart.shape == shape)
            if focus := frozenset(node for node in near if self._is_in(node, target)).union(*apart):
                nodes[shape] = focus
        if any(isinstance(node, BlankNode) for focus in nodes.values() for node in focus):
            raise _Everything("changed-nameless")
        return _Affected(nodes, values)

    def _is_in(self, node: Term, target: Target) -> bool:
        """Whether a node is a focus node now (https://www.w3.org/TR/shacl/#targets)."""
        if node in target.nodes:
            return True
        if target.classes and not target.classes.isdisjoint(self._classes(node)):
            return True
        out = {triple.predicate for triple in self._now.having(SUBJECT, node)} if target.subjects_of else set()
        into = {triple.predicate for triple in self._now.having(OBJECT, node)} if target.objects_of else set()
        return not (target.subjects_of.isdisjoint(out) and target.objects_of.isdisjoint(into))

    def _classes(self, node: Term) -> set[Term]:
        """The classes of a node, and those that they are below."""
        queue = list(dict.fromkeys(self._now.objects(node, TYPE)))
        seen = set(queue)
        for kind in queue:
            above = [other for other in self._now.objects(kind, _SUBCLASS) if other not in seen]
            seen.update(above)
            queue += above
        return seen

    def _run(
        self, footprint: Footprint, affected: _Affected, shapes: list[Triple], engine: ShaclEngine
    ) -> list[Finding]:
        """Run the shapes on what they can look at from the affected nodes."""
        starts = [(footprint.starts[shape], node) for shape, nodes in affected.nodes.items() for node in nodes]
        starts += [(footprint.apart[apart], node) for apart, nodes in affected.values.items() for node in nodes]
        looked_at = dict.fromkeys(footprint.automaton.reach(starts, self._now.having))
        looked_at |= dict.fromkeys(triple for file in self._now.files for triple in file.triples if _is_blank(triple))
        looked_at |= dict.fromkeys(self._unread.blank_triples())
        # The native engine tells no path by a property that nowhere stands in the data.
        terms_of = (file for file in self._content.files if file.path.is_relative_to("ontology"))
        declared = (triple for file in terms_of for triple in self._terms.mend(file.triples))
        looked_at |= dict.fromkeys(triple for triple in declared if triple.predicate.value == TYPE)
        data = Spool(looked_at)
        found = run_shapes(data, _aimed(shapes, footprint, affected), engine=engine)
        results = [result for result in found if affected.concerns(result)]
        terms = dict.fromkeys(term for result in results for term in (result.focus, result.value) if term is not None)
        content = self._with([file for term in terms for file in self._unread.about(term)])
        return tell([locate(content, result) for result in results], data, shapes, content.prefixes, engine)

    def _with(self, more: Iterable[SourceFile]) -> Content:
        """The content with more of its files, in their order."""
        files = {file.path: file for file in (*self._content.files, *more)}
        return replace(self._content, files=tuple(files[path] for path in sorted(files)))

    # What no shape can see

    def _others(self) -> Iterator[Finding]:
        subjects = dict.fromkeys(triple.subject for triple in self._touched if isinstance(triple.subject, NamedNode))
        near = {file.path: file for subject in subjects for file in self._unread.about(subject)}
        lines = [text_of(triple.object) for triple in self._new if triple.predicate.value == _AUTHORS]
        named = {path: self._unread.file(path) for path in self._naming(TextLint(lines, None))} if lines else {}
        looked_at = [file for file in self._content.files if file.path in self._changed]
        looked_at += (near | named).values()
        content = self._with(looked_at)
        graph = Graph([*(t for file in content.files for t in file.triples), *self._types(looked_at)])
        yield from (explain(content.root, error, content.prefixes) for error in content.errors)
        yield from self._terms.findings
        yield from check_structure(content, looked_at, graph, Graph(t for file in self._shapes for t in file.triples))
        authors = [*self._mentions.said(), *(line for _, line in graph.pairs(_AUTHORS))]
        yield from check_texts(looked_at, TextLint(authors, None), graph)

    def _types(self, files: Iterable[SourceFile]) -> Iterator[Triple]:
        """What kinds of things some files speak of, wherever that is said."""
        for subject in {node_in(triple, SUBJECT) for file in files for triple in file.triples}:
            yield from (t for t in self._now.having(SUBJECT, subject) if t.predicate.value == TYPE)

    def _naming(self, lint: TextLint) -> Iterator[PurePath]:
        """The unchanged files in which an author may be named who was not known before."""
        for path in self._same:
            text = (self._content.root / path).read_text("utf-8", "replace")
            if "\\" in text or lint.names_author(text):
                yield path


def _aimed(shapes: Iterable[Triple], footprint: Footprint, affected: _Affected) -> Iterator[Triple]:
    """The shapes with no focus nodes but those that are affected."""
    for triple in shapes:
        is_class = triple.subject in footprint.targets and triple.object in CLASSES
        if triple.predicate.value not in _TARGETS and not (is_class and triple.predicate.value == TYPE):
            yield triple
    for shape, nodes in affected.nodes.items():
        yield from (Triple(shape, NamedNode(SH + "targetNode"), node) for node in nodes)


def _read_before(texts: Mapping[PurePath, bytes]) -> dict[PurePath, tuple[Triple, ...]]:
    """The triples of files as they were; one that did not parse said nothing."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="rightsgraph-") as folder:
        file = Path(folder) / "before.ttl"
        for path, text in texts.items():
            if path.suffix == ".ttl":
                file.write_bytes(text)
                with suppress(RdfSyntaxError):
                    found[path] = read_document(file).triples
    return found


def _differing(before: Iterable[Triple], after: Iterable[Triple]) -> tuple[set[Triple], set[Triple]]:
    """The triples of a file that are gone, and those that are new; nameless nodes are the same all of them or none."""
    before, after = list(before), list(after)
    gone, new = set(before), set(after)
    if _numbered(before) == _numbered(after):
        gone, new = ({triple for triple in triples if not _is_blank(triple)} for triples in (gone, new))
    return gone - new, new - gone


def _numbered(triples: Iterable[Triple]) -> list[list[Term | Triple | int]]:
    """The triples with nameless nodes in their order, those nodes numbered as they come."""
    numbers: dict[Term | Triple, int] = {}
    blank = (triple for triple in triples if _is_blank(triple))
    return [
        [numbers.setdefault(term, len(numbers)) if isinstance(term, BlankNode) else term for term in triple]
        for triple in blank
    ]


def _is_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
