# SPDX-License-Identifier: Apache-2.0
"""SPARQL constraints in, the focus nodes that break them out: one query for all nodes, where SHACL asks one for each.

SHACL binds $this before a query runs (https://www.w3.org/TR/shacl/#pre-binding). Where the query's solutions bind it
by themselves, and nothing in it looks at it before they do, the query as it stands finds the same nodes. What a
broken constraint reports is the SHACL engine's to say: it looks again, at those nodes alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeAlias

from rightsgraph.errors import QueryFailed, QueryRefused, QuerySyntaxError
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, text_of
from rightsgraph.sparql import Unreadable, read_outline
from rightsgraph.sparql.outline import (
    Bind,
    Element,
    Expression,
    Filter,
    Group,
    Kind,
    Names,
    Nested,
    Optional,
    Query,
    Triples,
    certain_after,
    certain_in,
    mentioned_in,
    names_in,
    parts_of,
)
from rightsgraph.store import Store
from rightsgraph.validation.footprint import footprint_of
from rightsgraph.validation.results import Term
from rightsgraph.vocab import OWL, RDFS, SH, TYPE

Node: TypeAlias = NamedNode | BlankNode | Literal | Triple

_THIS = "this"
_GIVEN = frozenset(["PATH", "shapesGraph", "currentShape"])  # what SHACL binds beside $this
_VOLATILE = frozenset(["NOW", "RAND", "UUID", "STRUUID", "BNODE"])
_FEW = 4
_MANY = 10_000  # nodes from which on it is faster to look at all of the data
_OF_A_SHAPE = frozenset([TYPE, SH + "severity", SH + "message"])
_TARGETS = {
    SH + "targetClass": f"?this <{TYPE}>/<{RDFS}subClassOf>* <{{0}}>",
    SH + "targetNode": "VALUES ?this {{ <{0}> }}",
    SH + "targetSubjectsOf": "?this <{0}> []",
    SH + "targetObjectsOf": "[] <{0}> ?this",
}


@dataclass(frozen=True, slots=True)
class SetConstraint:
    """A shape's SPARQL constraint that one query can ask of all its focus nodes, and the query that finds those."""

    shape: NamedNode
    constraint: NamedNode | BlankNode
    query: str
    targets: str


def set_constraints(shapes: Iterable[Triple]) -> list[SetConstraint]:
    """The constraints of a shapes graph for which one query is provably enough."""
    return list(_Shapes(shapes).constraints())


@dataclass(frozen=True, slots=True)
class Broken:
    """The focus nodes that break a constraint, and all terms of the solutions that show it."""

    nodes: tuple[NamedNode, ...]
    terms: frozenset[object]


def broken(store: Store, constraint: SetConstraint) -> Broken | None:
    """Which focus nodes break a constraint; None where they cannot be told, and all have to be asked.

    That is so where a query fails, and where a nameless node breaks it: a target cannot name that.
    """
    try:
        shown = store.select(constraint.query, None)
        place = shown.variables.index(_THIS)
        rows = list(shown.rows())
        nodes = {row[place] for row in rows}
        if nodes:
            nodes &= {row[0] for row in store.select(constraint.targets, None).rows()}
    except (QueryFailed, QueryRefused, QuerySyntaxError):
        return None
    named = tuple(node for node in nodes if isinstance(node, NamedNode))
    terms = frozenset(term for row in rows if row[place] in nodes for term in row if term is not None)
    return Broken(named, terms) if len(named) == len(nodes) else None


def looked_at(
    store: Store, shapes: Iterable[Triple], found: Iterable[Broken | None]
) -> set[tuple[NamedNode, NamedNode]] | None:
    """What shapes can look at from the nodes that break them: subjects and predicates, some with each term shown.

    An engine tells no term that is not in its data; and as the store has them, numbers are not in their own types any
    more. None where only all of the data will do: where some nodes are not known or nameless, where they are many, and
    where what a shape looks at has no bounds.
    """
    answers = list(found)
    footprint = footprint_of(shapes)
    if None in answers or footprint.unbounded or footprint.apart:
        return None
    if sum(len(answer.nodes) for answer in answers if answer) > _MANY:
        return None

    def having(place: int, term: Term) -> Iterator[Triple]:
        for triple in store.with_term(term, place) if not isinstance(term, BlankNode) else ():
            if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
                raise _Nameless
            yield triple

    starts = [(footprint.starts[shape], node) for shape, target in footprint.targets.items() for node in target.nodes]
    terms = frozenset[object]().union(*(answer.terms for answer in answers if answer))
    try:
        triples = [*footprint.automaton.reach(starts, having)]
        for term in terms:
            if isinstance(term, NamedNode | Literal):
                triples += islice(chain.from_iterable(having(place, term) for place in range(3)), 1)
    except _Nameless:
        return None
    return {(triple.subject, triple.predicate) for triple in triples if isinstance(triple.subject, NamedNode)}


class _Nameless(Exception):
    """A node without an IRI was met."""


def aimed(shapes: Iterable[Triple], nodes: Mapping[SetConstraint, Iterable[NamedNode] | None]) -> list[Triple]:
    """A shapes graph that holds some constraints alone, each aimed at nodes of its own; at its targets without."""
    said: dict[object, list[Triple]] = defaultdict(list)
    for triple in shapes:
        said[triple.subject].append(triple)
    # All that a constraint leads to: its prefixes and their declarations.
    parts: dict[object, None] = dict.fromkeys(constraint.constraint for constraint in nodes)
    queue = list(parts)
    for node in queue:
        new = [triple.object for triple in said.get(node, ()) if triple.object in said and triple.object not in parts]
        parts.update(dict.fromkeys(new))
        queue += new
    kept = [triple for part in parts for triple in said[part]]
    for constraint, targets in nodes.items():
        shape = constraint.shape
        kept += [triple for triple in said[shape] if triple.predicate.value in _OF_A_SHAPE]
        kept.append(Triple(shape, NamedNode(SH + "sparql"), constraint.constraint))
        if targets is None:
            kept += [triple for triple in said[shape] if triple.predicate.value in _TARGETS]
        else:
            kept += [Triple(shape, NamedNode(SH + "targetNode"), target) for target in targets]
    return list(dict.fromkeys(kept))


class _Shapes:
    """Shapes by subject, and what is referred to."""

    def __init__(self, shapes: Iterable[Triple]) -> None:
        self._said: dict[object, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        self._referred: set[object] = set()
        for triple in shapes:
            self._said[triple.subject][triple.predicate.value].append(triple.object)
            if triple.predicate.value != SH + "sparql":
                self._referred.add(triple.object)

    def constraints(self) -> Iterator[SetConstraint]:
        """Those of shapes that are nothing but targets and what is asked of them."""
        for shape, said in list(self._said.items()):
            if not isinstance(shape, NamedNode) or shape in self._referred or not self._is_plain(shape):
                continue
            for constraint in said.get(SH + "sparql", ()):
                if isinstance(constraint, NamedNode | BlankNode) and (query := self._query(said, constraint)):
                    yield SetConstraint(shape, constraint, query, f"SELECT DISTINCT ?{_THIS} {{ {_target(said)} }}")

    def _is_plain(self, shape: object) -> bool:
        """Whether a shape's focus nodes are those of its targets, and its constraints look at them alone."""
        said = self._said[shape]
        if said.keys() & {SH + "path", SH + "deactivated", SH + "target"} or not said.keys() & _TARGETS.keys():
            return False
        if {text_of(kind) for kind in said.get(TYPE, ())} & {OWL + "Class", RDFS + "Class"}:
            return False
        return all(isinstance(target, NamedNode) for name in _TARGETS for target in said.get(name, ()))

    def _query(self, shape: dict[str, list[Node]], constraint: object) -> str | None:
        said = self._said.get(constraint, {})
        texts = said.get(SH + "select", [])
        if len(texts) != 1 or not isinstance(texts[0], Literal) or SH + "deactivated" in said:
            return None
        prefixes = self._prefixes(said.get(SH + "prefixes", ()))
        text = texts[0].value
        try:
            query = read_outline(prefixes + text)
        except Unreadable:
            return None
        if not _is_set_wise(query):
            return None
        # A query of its own for what is inside, so that its shape and its columns stay as they are.
        inside = text if query.aggregates else _aimed(prefixes + text, query, shape)[len(prefixes) :]
        return f"{prefixes}SELECT DISTINCT * {{ {{ {inside}\n}} }}"

    def _prefixes(self, declarers: Iterable[Node]) -> str:
        return "".join(
            f"PREFIX {text_of(name)}: <{text_of(space)}>\n"
            for declarer in declarers
            for declaration in self._said.get(declarer, {}).get(SH + "declare", ())
            for name in self._said[declaration].get(SH + "prefix", ())
            for space in self._said[declaration].get(SH + "namespace", ())
        )


def _aimed(text: str, query: Query, shape: dict[str, list[Node]]) -> str:
    """A query with the shape's targets first in its group, so that an engine need not look at all else."""
    if sum(len(shape.get(name, ())) for name in _TARGETS) > _FEW:
        return text  # a query for so many kinds of nodes says itself which it looks for
    start = query.where.span.start + 1
    return f"{text[:start]} {_target(shape)} . {text[start:]}"


def _target(shape: dict[str, list[Node]]) -> str:
    """The group pattern that gives a shape's focus nodes."""
    targets = [form.format(text_of(iri)) for name, form in _TARGETS.items() for iri in shape.get(name, ())]
    return targets[0] if len(targets) == 1 else " UNION ".join(f"{{ {target} }}" for target in targets)


def _is_set_wise(query: Query) -> bool:
    """Whether one run of a query finds each node that it would find with $this bound to that node before."""
    plain = query.form == "SELECT" and not query.dataset and not query.limited and query.values is None
    columns = {_variable(column.expression) for column in query.columns or ()}
    if not plain or _THIS not in columns or _THIS not in certain_in(query.where) or mentioned_in(query) & _GIVEN:
        return False
    if query.aggregates and all(_variable(column.expression) != _THIS for column in query.groups):
        return False
    outside = [*(column.expression for column in query.columns or ()), *query.having, *query.order]
    return _is_sound(query.where, frozenset()) and all(_is_sound_expression(one, {_THIS}) for one in outside)


def _variable(expression: Expression) -> str | None:
    """The name of the variable that an expression is, None where it is something else."""
    return expression.term.text if expression.term and expression.term.kind is Kind.VARIABLE else None


def _is_sound(group: Group, outer: Names) -> bool:
    """Whether all that looks at $this within a group does so where it is bound; `outer` is what is bound around it."""
    certain = certain_in(group) | outer
    for index, element in enumerate(group.elements):
        before = certain_after(group.elements[:index]) | outer
        if not _is_sound_element(element, before, certain):
            return False
    return True


def _is_sound_element(element: Element, before: Names, certain: Names) -> bool:
    match element:
        case Triples():
            return True
        case Filter(expression):
            return (_THIS in certain or _THIS not in names_in(expression)) and _is_sound_expression(expression, certain)
        case Bind(expression, variable):
            known = _THIS in before or _THIS not in names_in(expression)
            return variable != _THIS and known and _is_sound_expression(expression, before)
        case Nested(branches):
            # What a branch binds is joined only afterwards: it knows nothing of what stands around it.
            return all(_is_sound(branch, frozenset()) for branch in branches)
        case Optional(group):
            if _THIS not in mentioned_in(group):
                return _is_sound(group, frozenset())
            # A filter of the optional part sees what stands before it.
            return _THIS in before and _is_sound(group, before & frozenset([_THIS]))
        case _:
            return False  # MINUS, VALUES, GRAPH, SERVICE and sub-selects are not looked into


def _is_sound_expression(expression: Expression, known: Iterable[str]) -> bool:
    """Nothing that differs from run to run; groups within EXISTS know what is bound around them."""
    bound = frozenset(known) & frozenset([_THIS])
    return all(
        part.operator not in _VOLATILE and (part.group is None or _is_sound(part.group, bound))
        for part in parts_of(expression)
    )
