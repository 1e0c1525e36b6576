# SPDX-License-Identifier: Apache-2.0
"""Shapes in, which triples each verdict can depend on out: the ways of an automaton that start at a focus node; pure.

From a triple that changed, the same ways lead back to every focus node whose verdict it may change. A footprint may
be larger than need be, and is never smaller. What looks at triples that no such way leads to has none, and is named
in `unbounded`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, text_of
from rightsgraph.sparql import Unreadable, read_outline
from rightsgraph.sparql.outline import Query, certain_in, mentioned_in
from rightsgraph.validation.automaton import OBJECT, SUBJECT, Automaton, State, node_in
from rightsgraph.validation.patterns import Known, Patterns, Unbounded
from rightsgraph.validation.results import Term
from rightsgraph.validation.shapes_graph import ShapesGraph
from rightsgraph.vocab import OWL, RDFS, SH, TYPE

CLASSES = frozenset([NamedNode(OWL + "Class"), NamedNode(RDFS + "Class")])
TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_PAIRS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_TO_SHAPE = ("property", "node", "not", "qualifiedValueShape")
_TO_SHAPES = ("and", "or", "xone")
_REPEATED = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
# Terms of a shape that lead to no triple beyond those that the others lead to.
_PLAIN = frozenset(
    ["path", "datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive", "maxExclusive",
     "maxInclusive", "minLength", "maxLength", "pattern", "flags", "languageIn", "uniqueLang", "hasValue", "in",
     "ignoredProperties", "qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint", "deactivated",
     "severity", "message", "name", "description", "order", "group", "defaultValue", *TARGETS]
)  # fmt: skip
_KNOWN = _PLAIN | {"class", "closed", "sparql", *_PAIRS, *_TO_SHAPE, *_TO_SHAPES}
_VALUE = "value"


@dataclass(frozen=True, slots=True)
class Target:
    """What makes a node a focus node of a shape; class membership follows rdfs:subClassOf."""

    nodes: frozenset[Term]
    classes: frozenset[Term]
    subjects_of: frozenset[Term]
    objects_of: frozenset[Term]

    def looks_at(self, triple: Triple) -> Iterator[Term]:
        """The nodes that a triple may make focus nodes."""
        if triple.predicate in self.subjects_of or (self.classes and triple.predicate.value == TYPE):
            yield node_in(triple, SUBJECT)
        if triple.predicate in self.objects_of:
            yield node_in(triple, OBJECT)


@dataclass(frozen=True, slots=True)
class Apart:
    """A SPARQL constraint that looks at each ?value by itself, and at its focus node not at all."""

    shape: NamedNode | BlankNode
    constraint: Term


@dataclass(slots=True)
class Footprint:
    """The ways of all shapes; `targets` are those of the shapes that have any.

    `unbounded` names what has no footprint: the constraint, or the shape where that has no name.
    """

    automaton: Automaton = field(default_factory=Automaton)
    targets: dict[NamedNode | BlankNode, Target] = field(default_factory=dict)
    starts: dict[NamedNode | BlankNode, State] = field(default_factory=dict)
    apart: dict[Apart, State] = field(default_factory=dict)
    unbounded: list[str] = field(default_factory=list)


def footprint_of(shapes: Iterable[Triple]) -> Footprint:
    """The footprint of a shapes graph."""
    reader = _Reader([triple for triple in shapes if not isinstance(triple.object, Triple)])
    reader.read()
    return reader.found


class _Reader:
    """Reads shapes, each once: its state is where its focus nodes stand, whichever shape they come from."""

    def __init__(self, triples: list[Triple]) -> None:
        self.found = Footprint()
        self._automaton = self.found.automaton
        self._shapes = ShapesGraph(triples)
        self._states: dict[Term, State] = {}
        self._said: dict[Term, set[str]] = defaultdict(set)
        self._parents: dict[Term, list[Term]] = defaultdict(list)
        self._nested: set[object] = set()
        for triple in triples:
            subject, name, value = node_in(triple, SUBJECT), triple.predicate.value, node_in(triple, OBJECT)
            self._said[subject].add(name.removeprefix(SH) if name.startswith(SH) else name)
            if name != SH + "sparql":
                self._nested.add(value)
            if name == SH + "property":
                self._parents[value].append(subject)
        self._kinds = {(t.subject, t.object) for t in triples if t.predicate.value == TYPE}
        self._components = {
            text_of(path): component
            for component in self._said
            for parameter in self._shapes.values(component, "parameter")
            for path in self._shapes.values(parameter, "path")
        }

    def read(self) -> None:
        for shape, said in list(self._said.items()):
            classes = {shape} if self._is_class(shape) else set()
            if not isinstance(shape, Literal) and (classes or not said.isdisjoint((*TARGETS, "target"))):
                nodes, others, subjects, objects = (frozenset(self._shapes.values(shape, name)) for name in TARGETS)
                self.found.targets[shape] = Target(nodes, others | classes, subjects, objects)
                self.found.starts[shape] = self._shape(shape)

    def _is_class(self, shape: Term) -> bool:
        """Whether a shape is its own target (https://www.w3.org/TR/shacl/#implicit-targetClass)."""
        is_shape = any((shape, NamedNode(SH + kind)) in self._kinds for kind in ("NodeShape", "PropertyShape"))
        return is_shape and any((shape, kind) in self._kinds for kind in CLASSES)

    def _shape(self, shape: Term) -> State:
        if shape in self._states:
            return self._states[shape]
        focus = self._states[shape] = self._automaton.state()
        values = focus
        if (path := self._shapes.value(shape, "path")) is not None:
            values = self._automaton.state()
            self._path(focus, path, values)
        for name in self._said[shape]:
            self._constraint(shape, name, focus, values)
        return focus

    def _constraint(self, shape: Term, name: str, focus: State, values: State) -> None:
        given = self._shapes.values(shape, name)
        if name in _TO_SHAPE:
            inner = [*given, *(self._siblings(shape) if name == "qualifiedValueShape" else ())]
        else:
            inner = [item for node in given for item in self._shapes.items(node)] if name in _TO_SHAPES else []
        for other in inner:
            self._automaton.link(values, self._shape(other))
        if name == "class":
            self._class(values)
        elif name == "closed":
            self._automaton.along(values, None, None)
        elif name in _PAIRS:
            for predicate in given:
                self._automaton.along(focus, NamedNode(text_of(predicate)), None)
        elif name == "sparql":
            for constraint in given:
                self._sparql(shape, constraint, focus)
        elif name in self._components or SH + name in self._components:
            self._component(shape, self._components.get(name) or self._components[SH + name], focus, values)
        elif name not in _KNOWN and not name.startswith(("http:", "https:", "urn:")):
            self._give_up(shape, shape)

    def _siblings(self, shape: Term) -> list[Term]:
        """The shapes that the values of a shape may not conform to (sh:qualifiedValueShapesDisjoint)."""
        others = (other for parent in self._parents[shape] for other in self._shapes.values(parent, "property"))
        return [found for other in others for found in self._shapes.values(other, "qualifiedValueShape")]

    def _class(self, start: State) -> None:
        kinds = self._automaton.state()
        self._automaton.along(start, NamedNode(TYPE), kinds)
        self._automaton.along(kinds, NamedNode(RDFS + "subClassOf"), kinds)

    def _path(self, start: State, node: Term, end: State, backwards: bool = False) -> None:
        """https://www.w3.org/TR/shacl/#property-paths."""
        if isinstance(node, NamedNode):
            self._automaton.along(start, node, end, backwards)
        for inner in self._shapes.values(node, "inversePath"):
            self._path(start, inner, end, not backwards)
        for choices in self._shapes.values(node, "alternativePath"):
            for choice in self._shapes.items(choices):
                self._path(start, choice, end, backwards)
        for name, times in _REPEATED.items():
            for inner in self._shapes.values(node, name):
                first, last = self._automaton.repeated(start, end, times)
                self._path(first, inner, last, backwards)
        if items := self._shapes.items(node):
            between = [start, *(self._automaton.state() for _ in items[1:]), end]
            for at, item in enumerate(items[::-1] if backwards else items):
                self._path(between[at], item, between[at + 1], backwards)

    # What asks in SPARQL

    def _sparql(self, shape: Term, constraint: Term, focus: State) -> None:
        for text in self._shapes.values(constraint, "select"):
            patterns, query = self._query(shape, constraint, text)
            if query is None:
                self._give_up(shape, constraint)
            elif self._is_alone(shape) and _is_apart(query) and not isinstance(shape, Literal):
                self._apart(patterns, query, Apart(shape, constraint))
            else:
                self._lay(patterns, query, {"this": focus}, shape, constraint)
        if self._said[constraint].isdisjoint(["select"]):
            self._give_up(shape, constraint)

    def _is_alone(self, shape: Term) -> bool:
        """Whether a shape has one SPARQL constraint, for nodes that it names and for no other shape."""
        said = self._said[shape]
        targets = said.intersection((*TARGETS, "target"))
        alone = len(self._shapes.values(shape, "sparql")) == 1 and shape not in self._nested
        return alone and targets == {"targetNode"} and not self._is_class(shape)

    def _component(self, shape: Term, component: Term, focus: State, values: State) -> None:
        """https://www.w3.org/TR/shacl/#constraint-components-validators; parameters may have any value."""
        names = ("validator", "propertyValidator" if self._shapes.value(shape, "path") else "nodeValidator")
        for validator in (found for name in names for found in self._shapes.values(component, name)):
            for kind, known in (("ask", {"this": focus, _VALUE: values}), ("select", {"this": focus})):
                for text in self._shapes.values(validator, kind):
                    patterns, query = self._query(shape, validator, text)
                    if query is None:
                        self._give_up(shape, validator)
                    else:
                        self._lay(patterns, query, known, shape, validator)
            if self._said[validator].isdisjoint(["ask", "select"]):
                self._give_up(shape, validator)

    def _query(self, shape: Term, constraint: Term, text: Term) -> tuple[Patterns, Query | None]:
        prefixes = self._prefixes(constraint)
        whole = prefixes + text_of(text)
        path = self._shapes.value(shape, "path")

        def own(start: State, end: State, backwards: bool) -> None:
            if path is not None:
                self._path(start, path, end, backwards)

        patterns = Patterns(self._automaton, whole, prefixes, None if path is None else own)
        try:
            return patterns, read_outline(whole)
        except Unreadable:
            return patterns, None

    def _lay(self, patterns: Patterns, query: Query, known: Known, shape: Term, constraint: Term) -> None:
        try:
            patterns.lay(query, known)
        except Unbounded:
            self._give_up(shape, constraint)

    def _apart(self, patterns: Patterns, query: Query, apart: Apart) -> None:
        """A query that does not look at $this finds what each ?value gives, whatever the others are."""
        start = self.found.apart[apart] = self._automaton.state()
        try:
            patterns.lay_joined(query, {_VALUE: start})
        except Unbounded:
            del self.found.apart[apart]
            self._give_up(apart.shape, apart.constraint)

    def _prefixes(self, constraint: Term) -> str:
        return "".join(
            f"PREFIX {text_of(name)}: <{text_of(space)}>\n"
            for declarer in self._shapes.values(constraint, "prefixes")
            for declaration in self._shapes.values(declarer, "declare")
            for name in self._shapes.values(declaration, "prefix")
            for space in self._shapes.values(declaration, "namespace")
        )

    def _give_up(self, shape: Term, constraint: Term) -> None:
        named = constraint if isinstance(constraint, NamedNode) else shape
        self.found.unbounded.append(text_of(named))


def _is_apart(query: Query) -> bool:
    """Whether a query finds for any focus node the same values, each for itself."""
    columns = {column.variable for column in query.columns or ()}
    plain = query.form == "SELECT" and not (query.aggregates or query.limited or query.having or query.values)
    return plain and _VALUE in columns & certain_in(query.where) and "this" not in mentioned_in(query.where)
