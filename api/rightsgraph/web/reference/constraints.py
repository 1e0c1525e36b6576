# SPDX-License-Identifier: Apache-2.0
"""A shape in, what it asks for in words out, term by term, each leading to its own page.

The words for SHACL's constraints are those of the findings (rightsgraph.validation), so that a page and a finding say
the same.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from rightsgraph.rdf import Literal, NamedNode, Triple, text_of
from rightsgraph.validation import ASKED, NODE_KINDS, ShapesGraph
from rightsgraph.vocab import RDF, SH, SKOS, TYPE
from rightsgraph.web.naming import name_term, value_shower
from rightsgraph.web.showing import Shown, text_in
from rightsgraph.web.site import Site
from rightsgraph.web.texts import LANGUAGES, texts

Words = tuple[Shown, ...]
MOST_NODES = 300  # that a shape is made of
MOST_CHOICES = 40  # values that are told one by one
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
_DEEP = 3  # shapes within one another that are told
_LISTS = ("and", "or", "xone")
_SHAPES = ("node", "not", "qualifiedValueShape")
_TOLD_WITH_OTHERS = ("minCount", "maxCount", "sparql")


@dataclass(frozen=True, slots=True)
class Rules:
    """A shape in words: its page, the property it looks at, what it asks for, what is said to who breaks it.

    `inner` are the shapes of its properties and those that it refers to, `query` is what a SPARQL constraint asks.
    """

    shape: Shown
    property: Words
    asks: tuple[Words, ...]
    severity: str
    message: Shown | None
    why: Shown | None
    query: str | None
    inner: tuple["Rules", ...]


def read_shapes(site: Site, iri: str) -> ShapesGraph:
    """A shape with all that it is made of."""
    return ShapesGraph(itertools.chain.from_iterable(_closure(site, iri)))


def tell_rules(site: Site, shapes: ShapesGraph, iri: str, language: str, depth: int = 0) -> Rules:
    """A shape in words."""
    return _Teller(site, shapes, language).rules(iri, depth)


def tell_targets(site: Site, shapes: ShapesGraph, iri: str, language: str) -> list[Words]:
    """What a shape looks at, in words; nothing where it is looked at only by way of others."""
    teller, shape = _Teller(site, shapes, language), NamedNode(iri)
    found = {name: sorted(shapes.values(shape, name), key=text_of) for name in _TARGETS}
    return [
        _fill(texts(language)[f"reference_{name}"], value=teller.named(targets))
        for name, targets in found.items()
        if targets
    ]


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts the shapes of one graph into words of one language."""

    site: Site
    shapes: ShapesGraph
    language: str

    def rules(self, iri: str, depth: int) -> Rules:
        shape, told = NamedNode(iri), text_in
        severity = self.shapes.value(shape, "severity")
        query = self.shapes.value(shape, "select")
        return Rules(
            shape=name_term(self.site, iri, self.language),
            property=self._path(shape),
            asks=tuple(self._asks(shape)),
            severity=severity.value.removeprefix(SH) if severity else "Violation",
            message=told(self.site, iri, SH + "message", self.language),
            why=told(self.site, iri, SKOS + "definition", self.language),
            query=str(query.value) if query else None,
            inner=tuple(self.rules(one, depth + 1) for one in self._inner(shape)) if depth < _DEEP else (),
        )

    def _inner(self, shape: NamedNode) -> list[str]:
        listed = [
            item for name in _LISTS for node in self.shapes.values(shape, name) for item in self.shapes.items(node)
        ]
        referred = [value for name in ("property", "sparql", *_SHAPES) for value in self.shapes.values(shape, name)]
        return sorted({one.value for one in (*referred, *listed) if isinstance(one, NamedNode)})

    def _path(self, shape: NamedNode) -> Words:
        path = self.shapes.value(shape, "path")
        if isinstance(path, NamedNode):
            return (name_term(self.site, path.value, self.language),)
        written = self.shapes.path(shape)
        return (Shown(written),) if written else ()

    def _asks(self, shape: NamedNode) -> Iterator[Words]:
        counted = self._count(shape)
        if counted:
            yield counted
        for name in ASKED:
            values = self.shapes.values(shape, name)
            if values and name not in _TOLD_WITH_OTHERS and values[0].value != "false":
                yield self._ask(shape, name)

    def _count(self, shape: NamedNode) -> Words | None:
        """How many values there may be, in one: "exactly one" rather than "at least one and at most one"."""
        least, most = (self.shapes.value(shape, name) for name in ("minCount", "maxCount"))
        if not (least or most):
            return None
        low, high = (str(count.value) if count else None for count in (least, most))
        form = "exactly" if low == high else "most" if not low else "least" if not high else "between"
        form = "none" if high == "0" else form
        words = texts(self.language)[f"reference_{form}"]
        return _fill(words, low=(Shown(low or ""),), high=(Shown(high or ""),))

    def _ask(self, shape: NamedNode, name: str) -> Words:
        form = texts(self.language).get(f"reference_ask_{name}") or ASKED[name][LANGUAGES.index(self.language)]
        counted = self.named(self.shapes.values(shape, "qualifiedValueShape")) if name.startswith("qualified") else ()
        return _fill(form, value=self._wanted(shape, name), path=self._path(shape), shape=counted)

    def _wanted(self, shape: NamedNode, name: str) -> Words:
        values = self.shapes.values(shape, name)
        if name == "nodeKind":
            place = LANGUAGES.index(self.language)
            return tuple(Shown(NODE_KINDS.get(v.value.removeprefix(SH), (v.value, v.value))[place]) for v in values)
        if name in ("in", "languageIn", *_LISTS):
            return self.named([item for value in values for item in self.shapes.items(value)])
        if name == "closed":
            allowed = (self.shapes.value(one, "path") for one in self.shapes.values(shape, "property"))
            return self.named([*(one for one in allowed if one), *self._ignored(shape)])
        return self.named(values)

    def _ignored(self, shape: NamedNode) -> Sequence[object]:
        return [item for value in self.shapes.values(shape, "ignoredProperties") for item in self.shapes.items(value)]

    def named(self, terms: Sequence[object]) -> Words:
        """Terms by name, one after the other; of very many, the first."""
        show = value_shower(self.site, self.language)
        named = [show(term) for term in terms[:MOST_CHOICES]]
        joined = [piece for one in named for piece in (one, Shown(", "))][:-1]
        return (*joined, Shown(", …")) if len(terms) > MOST_CHOICES else tuple(joined)


def _fill(form: str, **values: Words) -> Words:
    """A form of words with terms in its blanks."""
    pieces: list[Shown] = []
    for words, blank, _, _ in Formatter().parse(form):
        pieces += [Shown(words)] if words else []
        pieces += values.get(blank, ()) if blank else ()
    return tuple(pieces)


def _closure(site: Site, iri: str) -> Iterator[Iterable[Triple]]:
    """What is said of a shape and of all that it refers to by terms of SHACL, and of lists in it."""
    seen, waiting = {iri}, [iri]
    while waiting and len(seen) <= MOST_NODES:
        triples = [t for t in site.store.triples(waiting.pop()) if _is_shacl(t)]
        yield triples
        for value in (text_of(t.object) for t in triples if _leads_on(t)):
            if value not in seen:
                seen.add(value)
                waiting.append(value)


def _is_shacl(triple: Triple) -> bool:
    return str(triple.predicate.value).startswith((SH, RDF)) and triple.predicate.value != TYPE


def _leads_on(triple: Triple) -> bool:
    """Whether a triple leads to a part of a shape, rather than to a class or a property that it looks at."""
    named = isinstance(triple.object, NamedNode) and not isinstance(triple.object, Literal)
    return named and triple.predicate.value not in (SH + "class", SH + "datatype", SH + "path", SH + "prefixes")
