# SPDX-License-Identifier: Apache-2.0
"""A SPARQL constraint in, the steps from its focus node to all that it looks at out.

Each triple pattern must be joined to a variable that stands at a known state, through variables that every solution
binds: a link through OPTIONAL or one arm of a UNION holds for some solutions only. Where one is not, the query looks
at triples that no way leads to, and Unbounded is raised.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

from rightsgraph.rdf import NamedNode
from rightsgraph.sparql.outline import (
    Bind,
    Element,
    Expression,
    Filter,
    Group,
    Kind,
    Nested,
    Optional,
    Path,
    Pattern,
    Query,
    Term,
    Triples,
    Values,
    certain_after,
    names_in,
    parts_of,
)
from rightsgraph.validation.automaton import OBJECT, PREDICATE, SUBJECT, Automaton, PredicateTest, State, Step

_VOLATILE = frozenset(["NOW", "RAND", "UUID", "STRUUID", "BNODE", "CALL"])
Known: TypeAlias = Mapping[str, State]
Lay: TypeAlias = Callable[[State, State, bool], None]
"""Lays the steps of a path from a state to another, backwards where the third argument says so."""


class Unbounded(Exception):
    """A constraint looks at triples that no way from its focus node leads to."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Lays the steps of one query; `text` is all of it, its `prefixes` included.

    `own_path` lays those that $PATH stands for, the path of the shape that asks.
    """

    automaton: Automaton
    text: str
    prefixes: str
    own_path: Lay | None = None

    def lay(self, query: Query, given: Known) -> None:
        """Lay the steps for a query that is run with some variables bound; raises Unbounded."""
        outside = chain((column.expression for column in query.columns or ()), query.having, query.order)
        if query.dataset or any(part.group for expression in outside for part in parts_of(expression)):
            raise Unbounded
        self._group(query.where, {}, given, {})

    def lay_joined(self, query: Query, joined: Known) -> None:
        """Lay the steps to those solutions that have a node in a variable that all of them bind; raises Unbounded."""
        self._group(query.where, joined, {}, {})

    def _group(self, group: Group, joined: Known, given: Known, left: Known) -> dict[str, State]:
        """The states of variables that every solution of a group binds.

        `given` are bound before the group is solved, and `joined` by what its solutions are joined with afterwards:
        its patterns may start from both, what is solved within it only from the former. `left` are bound beside an
        optional group, whose filters see them.
        """
        known = {**joined, **given}
        bound = dict(given)
        tests = self._tests(group)
        waiting: list[Pattern | Nested] = []
        for element in group.elements:
            match element:
                case Triples(patterns):
                    waiting += patterns
                case Nested():
                    waiting.append(element)
        while waiting:
            self._take(waiting, known, bound, given, tests)
        for index, element in enumerate(group.elements):
            before = certain_after(group.elements[:index])
            self._element(element, {name: known[name] for name in before if name in known}, given, {**left, **bound})
        return bound

    def _take(
        self,
        waiting: list["Pattern | Nested"],
        known: dict[str, State],
        bound: dict[str, State],
        given: Known,
        tests: Mapping[str, PredicateTest],
    ) -> None:
        """Take what is best reached of all that waits: patterns from their subject first, for that leads to few."""
        first = (one for one in waiting if isinstance(one, Pattern) and _name(one.subject) in known)
        for one in chain(first, waiting):
            found = self._arms(one, known, given) if isinstance(one, Nested) else self._pattern(one, known, tests)
            if found is not None:
                waiting.remove(one)
                bound.update(found)
                known.update((name, state) for name, state in found.items() if name not in known)
                return
        raise Unbounded

    def _arms(self, nested: Nested, joined: Known, given: Known) -> dict[str, State] | None:
        """What all arms of a UNION bind, or a group alone; None where an arm is not reached yet."""
        try:
            arms = [self._group(branch, joined, given, {}) for branch in nested.branches]
        except Unbounded:
            return None  # the steps of what was reached stay: they are more than need be
        found: dict[str, State] = {}
        for name in set(arms[0]).intersection(*arms[1:]) - given.keys():
            found[name] = self.automaton.state()
            for arm in arms:
                self.automaton.link(arm[name], found[name])
        return found

    def _element(self, element: Element, before: Known, given: Known, seen: Known) -> None:
        """What is solved within a group once its own patterns are."""
        match element:
            case Triples() | Nested() | Values():
                pass
            case Optional(group):
                self._group(group, {**before, **given}, given, {**before, **given})
            case Filter(expression):
                self._exists(expression, seen)
            case Bind(expression):
                self._exists(expression, {**before, **given})
            case _:
                raise Unbounded  # MINUS, GRAPH, SERVICE and sub-selects have scopes of their own

    def _exists(self, expression: Expression, seen: Known) -> None:
        """Groups within EXISTS are solved with all that is bound around them."""
        for part in parts_of(expression):
            if part.group:
                self._group(part.group, {}, seen, {})

    def _tests(self, group: Group) -> dict[str, PredicateTest]:
        """The filters of a group that look at one variable alone, by that variable."""
        found: dict[str, PredicateTest] = {}
        for element in group.elements:
            if isinstance(element, Filter) and len(names := names_in(element.expression)) == 1:
                parts = list(parts_of(element.expression))
                if any(part.group or part.operator in _VOLATILE for part in parts):
                    continue
                (name,) = names
                test = found.get(name, PredicateTest(self.prefixes, name, ()))
                found[name] = replace(test, filters=(*test.filters, element.expression.span.cut(self.text)), known={})
        return found

    def _pattern(self, pattern: Pattern, known: Known, tests: Mapping[str, PredicateTest]) -> dict[str, State] | None:
        """The variables of a pattern with their states; None where none of them stands at one yet."""
        names = [_name(term) for term in (pattern.subject, pattern.verb, pattern.object)]
        source = next((at for at in (SUBJECT, OBJECT, PREDICATE) if names[at] in known), None)
        if source is None:
            return None
        found = {name: known.get(name) or self.automaton.state() for name in names if name}
        start, backwards = known[names[source] or ""], source != SUBJECT
        if isinstance(pattern.verb, Path) or (self.own_path and names[PREDICATE] == "PATH"):
            name = names[SUBJECT if backwards else OBJECT]
            end = self.automaton.state() if name is None or name in known else found[name]
            if isinstance(pattern.verb, Path):
                self._path(start, pattern.verb, end, backwards)
            elif self.own_path:
                self.own_path(start, end, backwards)
            return found
        fixed = (_fixed(pattern.subject), _fixed(pattern.verb), _fixed(pattern.object))
        test = tests.get(names[PREDICATE] or "")
        new = [at for at in (SUBJECT, PREDICATE, OBJECT) if names[at] and names[at] not in known]
        for goal in new:
            self.automaton.add(Step(start, source, fixed, found[names[goal] or ""], goal, test))
        if not new:
            self.automaton.add(Step(start, source, fixed, test=test))
        return found

    def _path(self, start: State, path: Path | Term, end: State, backwards: bool) -> None:
        """Steps along a property path (https://www.w3.org/TR/sparql11-query/#propertypaths)."""
        if isinstance(path, Term):
            self.automaton.along(start, NamedNode(path.text), end, backwards)
            return
        match path.operator:
            case "^":
                self._path(start, path.parts[0], end, not backwards)
            case "|":
                for part in path.parts:
                    self._path(start, part, end, backwards)
            case "/":
                parts = path.parts[::-1] if backwards else path.parts
                for part in parts[:-1]:
                    between = self.automaton.state()
                    self._path(start, part, between, backwards)
                    start = between
                self._path(start, parts[-1], end, backwards)
            case "!":
                for way in (False, True):
                    self.automaton.along(start, None, end, way)
            case repeated:
                first, last = self.automaton.repeated(start, end, repeated)
                self._path(first, path.parts[0], last, backwards)


def _name(term: Path | Term) -> str | None:
    """What a term is known by among the variables, to which nameless nodes count; None for one that is none."""
    return term.text if isinstance(term, Term) and term.kind in (Kind.VARIABLE, Kind.BLANK) else None


def _fixed(term: Path | Term) -> NamedNode | None:
    """The IRI that a term is; a literal may be written in several ways and is taken for any."""
    return NamedNode(term.text) if isinstance(term, Term) and term.kind is Kind.IRI else None
