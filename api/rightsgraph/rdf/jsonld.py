# SPDX-License-Identifier: Apache-2.0
"""Triples and a context in, JSON-LD out: one object a subject, `@type` real, lexical forms kept.

Written for this project because the library's writer gives no `@type` and a frame over a whole dump is
quadratic. A value takes a context's short form only where reading it back gives the same term; anything
else stays expanded. https://www.w3.org/TR/json-ld11/
"""

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from rightsgraph.errors import RdfSyntaxError, Unwritable
from rightsgraph.rdf.terms import text_of
from rightsgraph.vocab import TYPE, XSD


@dataclass(frozen=True, slots=True)
class Term:
    """What a context says of one term."""

    name: str
    iri: str
    coercion: str | None = None
    by_language: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A JSON-LD context of plain prefixes and terms; `source` is the object as it is published."""

    source: Mapping[str, Any]
    prefixes: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, Term] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The context as a file."""
        return (json.dumps({"@context": self.source}, ensure_ascii=False, indent=2) + "\n").encode()


EMPTY = Context({})
# Neither keyword nor IRI, whichever version of JSON-LD reads it.
_NAME = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)


def read_context(path: Path) -> Context:
    """Read a context file; raises RdfSyntaxError where it is no JSON or says more than we understand."""
    try:
        source = json.loads(path.read_text("utf-8"))["@context"]
        definitions = {name: value for name, value in source.items() if name != "@version"}
    except json.JSONDecodeError as error:
        raise RdfSyntaxError(path, error.lineno, error.colno, error.msg) from error
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, RecursionError) as error:
        raise RdfSyntaxError(path, 1, 1, "a context file is a JSON object with an object under @context") from error
    if odd := [name for name, value in definitions.items() if not (_NAME.fullmatch(name) and _is_plain(value))]:
        raise RdfSyntaxError(path, 1, 1, f"only prefixes and plain terms are understood here, not {', '.join(odd)}")
    prefixes = {name: value for name, value in definitions.items() if isinstance(value, str) and value[-1:] in "#/:"}
    terms = [_read_term(name, value, prefixes) for name, value in definitions.items() if name not in prefixes]
    iris = {**prefixes, **{term.name: term.iri for term in terms}}
    if unread := [name for name, iri in iris.items() if ":" not in iri or _scheme(iri) in definitions]:
        raise RdfSyntaxError(path, 1, 1, f"these names of the context stand for no IRI: {', '.join(unread)}")
    return Context(
        source,
        prefixes,
        {term.iri: term for term in terms},
        {term.iri: term.name for term in terms if isinstance(source[term.name], str)},
    )


def _is_plain(definition: object) -> bool:
    """Whether a term is an IRI, or an IRI with a type or with one text a language."""
    if not isinstance(definition, dict):
        return isinstance(definition, str) and bool(definition)
    coercion, container = (definition.get(key) for key in ("@type", "@container"))
    return (
        definition.keys() <= {"@id", "@type", "@container"}
        and all(isinstance(value, str) for value in definition.values())
        and (coercion is None or coercion == "@id" or not coercion.startswith("@"))
        and (container is None or (container == "@language" and coercion is None))
    )


def _scheme(iri: str) -> str:
    """What a reader of JSON-LD may take for a prefix; nothing, where `//` follows."""
    scheme, _, rest = iri.partition(":")
    return "" if rest.startswith("//") else scheme


def _read_term(name: str, value: Any, prefixes: Mapping[str, str]) -> Term:
    definition = {"@id": value} if isinstance(value, str) else value
    coercion = definition.get("@type")
    return Term(
        name,
        _expand(definition.get("@id", ""), prefixes),
        coercion if coercion in (None, "@id") else _expand(coercion, prefixes),
        definition.get("@container") == "@language",
    )


def _expand(name: str, prefixes: Mapping[str, str]) -> str:
    prefix = _scheme(name)
    return prefixes[prefix] + name[len(prefix) + 1 :] if prefix in prefixes else name


def write_jsonld(triples: Sequence[Triple], context: Context) -> bytes:
    """A document with one node object a subject; `triples` are sorted by subject."""
    context = _without(context, {_scheme(iri) for triple in triples for iri in _iris(triple)})
    nodes = [
        json.dumps(_node(list(group), context), ensure_ascii=False, indent=1).replace("\n", "\n  ")
        for _, group in itertools.groupby(triples, key=lambda triple: str(triple.subject))
    ]
    used = _used_definitions(triples, context)
    head = '  "@context": ' + json.dumps(used, ensure_ascii=False) + ",\n" if used else ""
    body = ",\n  ".join(nodes)
    return f'{{\n{head}  "@graph": [\n  {body}\n  ]\n}}\n'.encode()


def _iris(triple: Triple) -> Iterator[str]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal):
            yield term.datatype.value


def _without(context: Context, names: Set[str]) -> Context:
    """A context without the names that would turn an IRI into another: `urn:x` is no short form of a term `urn`."""
    if names.isdisjoint(context.source):
        return context
    source = {
        name: definition
        for name, definition in context.source.items()
        if name not in names and names.isdisjoint(_prefixes_in(definition))
    }
    return Context(
        source,
        {name: iri for name, iri in context.prefixes.items() if name in source},
        {iri: term for iri, term in context.properties.items() if term.name in source},
        {iri: name for iri, name in context.classes.items() if name in source},
    )


def _prefixes_in(definition: str | Mapping[str, str]) -> set[str]:
    texts = (definition,) if isinstance(definition, str) else definition.values()
    return {_scheme(text) for text in texts}


def _used_definitions(triples: Sequence[Triple], context: Context) -> dict[str, Any]:
    """The part of a context that some triples can use: a page about one resource should not carry it all."""
    predicates = {triple.predicate.value for triple in triples}
    types = {text_of(triple.object) for triple in triples if triple.predicate.value == TYPE}
    names = {context.properties[iri].name for iri in predicates if iri in context.properties}
    names |= {context.classes[iri] for iri in types if iri in context.classes}
    terms = {name: context.source[name] for name in sorted(names)}
    prefixes = {prefix for term in terms.values() for prefix in _prefixes_in(term)} & set(context.prefixes)
    return {**{name: context.source[name] for name in sorted(prefixes)}, **terms}


def _node(triples: list[Triple], context: Context) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _reference(triples[0].subject)}
    for predicate, group in itertools.groupby(triples, key=lambda triple: triple.predicate.value):
        objects = [triple.object for triple in group]
        if predicate == TYPE and all(isinstance(value, NamedNode) for value in objects):
            node["@type"] = _single([context.classes.get(text_of(o), text_of(o)) for o in objects])
        else:
            key, value = _entry(predicate, objects, context)
            node[key] = value
    return node


def _entry(predicate: str, objects: list[Any], context: Context) -> tuple[str, Any]:
    """The key and value of one property: the context's short form if it says all, else the expanded one."""
    term = context.properties.get(predicate)
    if term and term.by_language and _one_text_a_language(objects):
        return term.name, {literal.language: literal.value for literal in objects}
    if term and term.coercion == "@id" and not any(isinstance(value, Literal) for value in objects):
        return term.name, _single([_reference(value) for value in objects])
    if term and term.coercion and all(_has_datatype(value, term.coercion) for value in objects):
        return term.name, _single([value.value for value in objects])
    if term and not term.coercion and not term.by_language:
        return term.name, _single([_value(value) for value in objects])
    return predicate, _single([_value(value) for value in objects])


def _one_text_a_language(objects: list[Any]) -> bool:
    languages = [value.language for value in objects if isinstance(value, Literal) and not value.direction]
    return all(languages) and len(languages) == len(objects) == len(set(languages))


def _has_datatype(value: object, datatype: str) -> bool:
    return isinstance(value, Literal) and not value.language and value.datatype.value == datatype


def _value(term: Any) -> Any:
    if not isinstance(term, Literal):
        return {"@id": _reference(term)}
    if term.language:
        direction = {"@direction": str(term.direction)} if term.direction else {}
        return {"@language": term.language, **direction, "@value": term.value}
    if term.datatype.value == XSD + "string":
        return term.value
    return {"@type": term.datatype.value, "@value": term.value}


def _reference(term: Any) -> str:
    if isinstance(term, Triple):
        raise Unwritable("JSON-LD", "it has no form for the triple terms of RDF 1.2; take Turtle or N-Triples")
    return str(term.value) if isinstance(term, NamedNode) else f"_:{term.value}"


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
