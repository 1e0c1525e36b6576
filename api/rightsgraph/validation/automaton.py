# SPDX-License-Identifier: Apache-2.0
"""Steps from triple to triple in, what they lead to in a graph out, forwards and backwards.

A state is a place that a constraint can stand at while it looks at a graph, such as "a value of this path"; a step
leads from the node in one place of a triple to the node in another.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from rightsgraph.errors import QueryFailed, QueryRefused, QuerySyntaxError
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple
from rightsgraph.store import Store
from rightsgraph.validation.results import Term

State: TypeAlias = int
Having: TypeAlias = Callable[[int, Term], Iterable[Triple]]
"""A graph: its triples that have a node in a place."""

SUBJECT, PREDICATE, OBJECT = range(3)


@dataclass(frozen=True, slots=True)
class PredicateTest:
    """Filters of a query that look at the predicate of a pattern alone, asked of one predicate at a time."""

    prefixes: str
    variable: str
    filters: tuple[str, ...]
    known: dict[NamedNode, bool] = field(default_factory=dict, compare=False)

    def passes(self, predicate: NamedNode) -> bool:
        """Whether a triple with a predicate can be part of a solution; yes where that cannot be told."""
        if predicate not in self.known:
            filters = " ".join(f"FILTER({text})" for text in self.filters)
            self.known[predicate] = self._holds(f"VALUES ?{self.variable} {{ {predicate} }} {filters}")
        return self.known[predicate]

    def _holds(self, body: str) -> bool:
        try:
            return Store(()).select(f"{self.prefixes}ASK {{ {body} }}", None).boolean is not False
        except (QueryFailed, QueryRefused, QuerySyntaxError):
            return True


@dataclass(frozen=True, slots=True)
class Step:
    """Triples that are looked at from a state: those with the node that stands there in the place `source`.

    `fixed` are the terms that such a triple has in each place, None for any. The node in the place `goal` stands at
    the state `end`; without one, nothing is looked at beyond.
    """

    start: State
    source: int
    fixed: tuple[Term | None, Term | None, Term | None] = (None, None, None)
    end: State | None = None
    goal: int = OBJECT
    test: PredicateTest | None = None

    def fits(self, triple: Triple) -> bool:
        """Whether it looks at a triple, if the right node stands at its start."""
        return all(wanted is None or wanted == found for wanted, found in zip(self.fixed, triple, strict=True)) and (
            self.test is None or self.test.passes(triple.predicate)
        )


class Automaton:
    """States, the steps between them, and links: what stands at one state stands at the other as well."""

    def __init__(self) -> None:
        self._count = 0
        self._from: dict[State, list[Step]] = defaultdict(list)
        self._into: dict[State, list[Step]] = defaultdict(list)
        self._links_from: dict[State, set[State]] = defaultdict(set)
        self._links_into: dict[State, set[State]] = defaultdict(set)
        self._by_predicate: dict[Term | None, list[Step]] = defaultdict(list)

    def state(self) -> State:
        """A new state."""
        self._count += 1
        return self._count

    def add(self, step: Step) -> None:
        """Add a step."""
        self._from[step.start].append(step)
        self._by_predicate[step.fixed[PREDICATE]].append(step)
        if step.end is not None:
            self._into[step.end].append(step)

    def link(self, start: State, end: State) -> None:
        """Let all that stands at one state stand at another."""
        self._links_from[start].add(end)
        self._links_into[end].add(start)

    def along(self, start: State, predicate: NamedNode | None, end: State | None, backwards: bool = False) -> None:
        """Add a step along a property, or any; from object to subject where it goes backwards."""
        source, goal = (OBJECT, SUBJECT) if backwards else (SUBJECT, OBJECT)
        self.add(Step(start, source, (None, predicate, None), end, goal))

    def repeated(self, start: State, end: State, times: str) -> tuple[State, State]:
        """Where to lay what is gone `*`, `+` or `?` times between two states: from which state to which."""
        first, last = self.state(), self.state()
        self.link(start, first)
        self.link(last, end)
        if times != "?":
            self.link(last, first)
        if times != "+":
            self.link(first, last)
        return first, last

    def on(self, triple: Triple) -> Iterator[tuple[State, Term]]:
        """Where something looks at a triple from: the states, and the node at each."""
        for predicate in (triple.predicate, None):
            for step in self._by_predicate.get(predicate, ()):
                if step.fits(triple):
                    yield step.start, node_in(triple, step.source)

    def back(self, found: Iterable[tuple[State, Term]], having: Having) -> Iterator[tuple[State, Term]]:
        """Every state and node in a graph from which a way leads to one of those found, themselves included."""
        queue = list(dict.fromkeys(found))
        seen = set(queue)
        for state, node in queue:
            yield state, node
            before = [(start, node) for start in self._links_into.get(state, ())]
            for step in self._into.get(state, ()):
                before += [(step.start, node_in(t, step.source)) for t in having(step.goal, node) if step.fits(t)]
            new = [one for one in dict.fromkeys(before) if one not in seen]
            seen.update(new)
            queue += new

    def reach(self, found: Iterable[tuple[State, Term]], having: Having) -> Iterator[Triple]:
        """Every triple of a graph that is looked at on the ways from some states and nodes; some come twice."""
        queue = list(dict.fromkeys(found))
        seen = set(queue)
        for state, node in queue:
            after = [(end, node) for end in self._links_from.get(state, ())]
            for step in self._from.get(state, ()):
                triples = [triple for triple in having(step.source, node) if step.fits(triple)]
                yield from triples
                if step.end is not None:
                    after += [(step.end, node_in(triple, step.goal)) for triple in triples]
            new = [one for one in dict.fromkeys(after) if one not in seen]
            seen.update(new)
            queue += new


def node_in(triple: Triple, place: int) -> Term:
    """The term in a place of a triple."""
    term = triple[place]
    assert isinstance(term, NamedNode | BlankNode | Literal)  # triple terms are no part of the graphs that shapes see
    return term
