# SPDX-License-Identifier: Apache-2.0
"""Content in; findings out for each term that does not exist, and the terms that were meant.

As a compiler goes on after a slip, the shapes are run on what was meant: a misspelt word is told once, where it
stands, and not again by each rule that looks for the right one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from keyword import kwlist
from typing import Any, Protocol

from rightsgraph.content import Content, SourceFile
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Place, Spool, Triple, is_iri, text_of
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.literals import DATATYPES, is_well_typed, language_meant
from rightsgraph.validation.messages import told
from rightsgraph.validation.nearest import Iris, Names, split
from rightsgraph.validation.report import Finding, Severity, shown
from rightsgraph.vocab import RDF, RG, SH, TYPE, XSD

_STRING = XSD + "string"
_LANG_STRING = RDF + "langString"
_MEMBER = re.compile(re.escape(RDF) + r"_[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Terms:
    """What is wrong with the terms of some content; `meant` leads from an IRI that does not exist to one that does.

    `elsewhere` is a term that does not exist in what was not read, where there is one.
    """

    findings: tuple[Finding, ...]
    meant: Mapping[str, str]
    elsewhere: str | None = None

    def mend(self, triples: Iterable[Triple]) -> Iterable[Triple]:
        """Triples with the terms that were meant."""
        return (self._mended(triple) for triple in triples) if self.meant else triples

    def _mended(self, triple: Triple) -> Triple:
        predicate = self.meant.get(triple.predicate.value)
        value: NamedNode | BlankNode | Literal | Triple | None = None
        if isinstance(triple.object, NamedNode) and triple.object.value in self.meant:
            value = NamedNode(self.meant[triple.object.value])
        elif isinstance(triple.object, Literal) and triple.object.datatype.value in self.meant:
            value = Literal(triple.object.value, datatype=NamedNode(self.meant[triple.object.datatype.value]))
        if predicate is None and value is None:
            return triple
        return Triple(triple.subject, NamedNode(predicate) if predicate else triple.predicate, value or triple.object)


class Elsewhere(Protocol):
    """What is said in files of the content that were not read; their own terms and datatypes are looked at too."""

    def links(self) -> Iterable[str]:
        """Every IRI that they refer to."""

    def datatypes(self) -> Iterable[str]:
        """Every datatype that they use."""

    def subjects(self) -> Iterable[str]:
        """Every IRI that they say something about."""

    def is_subject(self, iri: str) -> bool:
        """Whether they say something about an IRI."""

    def declares(self, iri: str) -> bool:
        """Whether they say what kind of thing an IRI is."""


def check_terms(content: Content, own: bool = True, elsewhere: Elsewhere | None = None) -> Terms:
    """Hold every property, object and datatype against the terms there are: ours, and those of the standards used.

    Without `own`, the content need not declare the terms of ours that it uses.
    """
    return _Speller(content, own, elsewhere).check()


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is said of a term: the rule that it breaks, and the term that was meant."""

    rule: str
    near: str | None


class _Speller:
    """Knows every term; asks about each once, however often it stands there."""

    def __init__(self, content: Content, own: bool, elsewhere: Elsewhere | None) -> None:
        self._content = content
        self._elsewhere = elsewhere
        triples = [triple for file in content.files for triple in file.triples] if own else []
        self._subjects = {t.subject.value for t in triples if isinstance(t.subject, NamedNode)}
        self._declared = {text_of(t.subject) for t in triples if t.predicate.value == TYPE}
        self._own = (RG, content.iris.to_iri("concept/")) if own else ()
        self._space = (content.iris.to_iri("id/"),) if own else ()
        self._closed, self._listed = _standard_terms()
        vocabulary = {iri for iri in self._declared if iri.startswith(self._own)}
        self._vocabulary = Iris(vocabulary.union(*self._closed.values(), *self._listed.values()))
        self._datatypes = Iris(DATATYPES)
        self._resources: Iris | None = None
        self._verdicts: dict[str, _Verdict | None] = {}
        # What a file that cannot be read speaks of may be declared in it.
        unread = (content.root / error.path for error in content.errors)
        self._unread = "".join(path.read_bytes().decode("utf-8", "replace") for path in unread)

    def check(self) -> Terms:
        findings = [finding for file in self._content.files if self._is_suspect(file) for finding in self._check(file)]
        meant = {iri: verdict.near for iri, verdict in self._verdicts.items() if verdict and verdict.near}
        return Terms(tuple(findings), meant, next(self._unknown_elsewhere(), None))

    def _unknown_elsewhere(self) -> Iterator[str]:
        if self._elsewhere:
            yield from (iri for iri in self._elsewhere.datatypes() if self._verdict(iri, datatypes=True))
            yield from (iri for iri in self._elsewhere.links() if self._verdict(iri))

    def _is_suspect(self, file: SourceFile) -> bool:
        """Whether a file is worth looking through; of a large one, some triples show every term."""
        triples = file.triples
        return not isinstance(triples, Spool) or any(self._check(replace(file, triples=tuple(triples.samples()))))

    def _check(self, file: SourceFile) -> Iterator[Finding]:
        prefixes: set[str] = set()
        for triple in file.triples:
            value = triple.object
            if verdict := self._verdict(triple.predicate.value):
                yield from self._tell(file, triple, triple.predicate.value, verdict, prefixes)
            if isinstance(value, NamedNode):
                if verdict := self._verdict(value.value):
                    yield from self._tell(file, triple, value.value, verdict, prefixes)
            elif isinstance(value, Literal):
                yield from self._check_literal(file, triple, value, prefixes)

    def _check_literal(self, file: SourceFile, triple: Triple, literal: Literal, seen: set[str]) -> Iterator[Finding]:
        datatype = literal.datatype.value
        if datatype == _STRING:
            return
        if datatype == _LANG_STRING:
            meant = language_meant(literal.language or "")
            if meant is not None:
                yield at(file, triple, "language-tag", near=meant or None, tag=literal.language)
        elif verdict := self._verdict(datatype, datatypes=True):
            yield from self._tell(file, triple, datatype, verdict, seen)
        elif not is_well_typed(literal.value, datatype):
            yield at(file, triple, "ill-typed", text=literal.value[:80], type=short(datatype, file.prefixes))

    def _verdict(self, iri: str, datatypes: bool = False) -> _Verdict | None:
        if iri not in self._verdicts:
            self._verdicts[iri] = self._judge(iri, datatypes)
        return self._verdicts[iri]

    def _judge(self, iri: str, datatypes: bool) -> _Verdict | None:
        namespace, name = split(iri)
        if name and name in self._unread:
            return None
        if iri.startswith(self._own):
            return None if self._is_declared(iri) else _Verdict("unknown-term", self._vocabulary.nearest(iri))
        if iri.startswith(self._space):
            return None if self._is_subject(iri) else _Verdict("unknown-resource", self._nearest_resource(iri))
        if datatypes and namespace == XSD:
            return None if iri in DATATYPES else _Verdict("unknown-standard-term", self._datatypes.nearest(iri))
        if namespace in self._closed:
            if not name or iri in self._closed[namespace] or _MEMBER.fullmatch(iri):
                return None
            rule = "unknown-shacl-term" if namespace == SH else "unknown-standard-term"
            return _Verdict(rule, self._vocabulary.nearest(iri))
        near = self._vocabulary.nearest(iri)
        if near is None:
            return None
        return _Verdict("unknown-standard-term" if namespace in self._listed else "misspelt-namespace", near)

    def _is_declared(self, iri: str) -> bool:
        return iri in self._declared or bool(self._elsewhere and self._elsewhere.declares(iri))

    def _is_subject(self, iri: str) -> bool:
        return iri in self._subjects or bool(self._elsewhere and self._elsewhere.is_subject(iri))

    def _nearest_resource(self, iri: str) -> str | None:
        if self._resources is None:
            subjects = self._subjects.union(self._elsewhere.subjects() if self._elsewhere else ())
            self._resources = Iris(subject for subject in subjects if subject.startswith(self._space))
        return self._resources.nearest(iri)

    def _tell(self, file: SourceFile, triple: Triple, iri: str, verdict: _Verdict, seen: set[str]) -> Iterator[Finding]:
        """A finding at the triple; a namespace is told once, at the line that declares it."""
        namespace = split(iri)[0]
        if verdict.rule == "misspelt-namespace" and verdict.near:
            place = declaration(file, namespace)
            if place and namespace in seen:
                return
            seen.add(namespace)
            messages = told(verdict.rule, near=f"<{split(verdict.near)[0]}>", namespace=namespace)
            if place:
                yield Finding(
                    str(file.path),
                    place.line,
                    place.column,
                    Severity.VIOLATION,
                    verdict.rule,
                    messages,
                    value=namespace,
                )
                return
            yield at(file, triple, verdict.rule, near=f"<{split(verdict.near)[0]}>", term=iri, namespace=namespace)
            return
        near = short(verdict.near, file.prefixes) if verdict.near else None
        yield at(file, triple, verdict.rule, near=near, term=iri, name=short(iri, file.prefixes))


def _standard_terms() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The terms of standards by namespace: of those that nothing is added to, and of those whose lists may be old."""
    from rdflib import (
        DCTERMS,
        FOAF,
        ORG,
        OWL,
        PROV,
        RDF,
        RDFS,
        SH,
        SKOS,
        VOID,
        XSD,
    )  # as late as the engines themselves

    def terms(namespace: Any) -> Iterator[str]:
        yield from map(str, dir(namespace))
        # Words of Python, such as sh:class, are terms that `dir` leaves out.
        yield from (iri for word in kwlist if (iri := f"{namespace}{word}") in namespace)

    def listed(*namespaces: Any) -> dict[str, frozenset[str]]:
        return {str(namespace): frozenset(terms(namespace)) for namespace in namespaces}

    return listed(OWL, RDF, RDFS, SH, SKOS, XSD), listed(DCTERMS, FOAF, ORG, PROV, VOID)


def nearest_choice(shapes: Graph, shape: str, value: str, prefixes: Mapping[str, str]) -> str | None:
    """Which value of a shape's sh:in was meant."""
    node, choices = shapes.value(shape, SH + "in"), []
    while node and (first := shapes.value(node, RDF + "first")) is not None:
        choices.append(first)
        node = shapes.value(node, RDF + "rest")
    if near := Names(choices).nearest(value):
        return near if not is_iri(near) else short(near, prefixes)
    return short(found, prefixes) if is_iri(value) and (found := Iris(choices).nearest(value)) else None


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI as the file would write it: by a prefix that it declares, else in angle brackets."""
    fitting = [(len(space), name, space) for name, space in prefixes.items() if space and iri.startswith(space)]
    if fitting:
        _, name, space = max(fitting)
        if re.fullmatch(r"[\w-]*", iri[len(space) :]):
            return f"{name}:{iri[len(space) :]}"
    return f"<{iri}>"


def declaration(file: SourceFile, namespace: str) -> Place | None:
    """Where a file declares the prefix of a namespace."""
    form = rf"^[ \t]*@?prefix\s+[^\s:<]*:\s*(<{re.escape(namespace)}>)"
    match = re.search(form, file.text, re.IGNORECASE | re.MULTILINE)
    if not match:
        return None
    start = match.start(1)
    return Place(file.text.count("\n", 0, start) + 1, start - (file.text.rfind("\n", 0, start) + 1) + 1)


def at(file: SourceFile, triple: Triple, rule: str, near: str | None = None, **values: object) -> Finding:
    """A violation at a triple, at its property where that is what is wrong."""
    subject, predicate, value = text_of(triple.subject), triple.predicate.value, text_of(triple.object)
    wrong = values.get("term") == predicate
    found = file.positions.find(subject, predicate) if wrong else file.positions.find(subject, predicate, value)
    place = found[1] if found else Place(1, 1)
    messages = told(rule, near=near, **values)
    return Finding(
        str(file.path),
        place.line,
        place.column,
        Severity.VIOLATION,
        rule,
        messages,
        shown(triple.subject),
        predicate,
        None if wrong else shown(triple.object),
    )
