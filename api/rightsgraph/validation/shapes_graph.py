# SPDX-License-Identifier: Apache-2.0
"""The triples of shapes in, what each shape asks for out, term by term."""

from collections import defaultdict
from collections.abc import Iterable

from rightsgraph.rdf import NamedNode, Triple
from rightsgraph.validation.results import Term
from rightsgraph.vocab import RDF, SH

_REPEATED = {SH + "zeroOrMorePath": "*", SH + "oneOrMorePath": "+", SH + "zeroOrOnePath": "?"}


class ShapesGraph:
    """Terms of SHACL by shape; names are those of the SHACL namespace."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[tuple[object, str], list[Term]] = defaultdict(list)
        for triple in triples:
            if not isinstance(triple.object, Triple):
                self._objects[triple.subject, triple.predicate.value].append(triple.object)

    def values(self, shape: object, name: str) -> list[Term]:
        """What a shape says by a term of SHACL."""
        return self._objects.get((shape, SH + name), [])

    def value(self, shape: object, name: str) -> Term | None:
        """The first of these, None where there is none."""
        return next(iter(self.values(shape, name)), None)

    def items(self, node: object) -> list[Term]:
        """The items of a list; a list that comes back to itself ends there."""
        found: list[Term] = []
        seen: set[object] = set()
        while node not in seen and (first := self._objects.get((node, RDF + "first"))):
            seen.add(node)
            found.append(first[0])
            node = next(iter(self._objects.get((node, RDF + "rest"), [])), None)
        return found

    def path(self, shape: object) -> str | None:
        """A property shape's path as results have it: an IRI, or the syntax of SPARQL with every bracket."""
        node = self.value(shape, "path")
        if node is None:
            return None
        return node.value if isinstance(node, NamedNode) else self._path(node)

    def _path(self, node: Term) -> str:
        """https://www.w3.org/TR/shacl/#property-paths."""
        if (inverted := self.value(node, "inversePath")) is not None:
            return f"^{self._path(inverted)}"
        if (choices := self.value(node, "alternativePath")) is not None:
            return f"({'|'.join(map(self._path, self.items(choices)))})"
        for predicate, mark in _REPEATED.items():
            if found := self._objects.get((node, predicate)):
                return f"({self._path(found[0])}){mark}"
        if items := self.items(node):
            return f"({'/'.join(map(self._path, items))})"
        return str(node)
