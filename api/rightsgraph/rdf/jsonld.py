# SPDX-License-Identifier: Apache-2.0
"""Triples and a context in, JSON-LD out: one object a subject, `@type` real, lexical forms kept.

Written for this project because the library's writer gives no `@type` and a frame over a whole dump is
quadratic. A value takes a context's short form only where reading it back gives the same term; anything
else stays expanded. https://www.w3.org/TR/json-ld11/
"""

import itertools
import json
from collections.abc import Mapping, Sequence
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


def read_context(path: Path) -> Context:
    """Read a context file; raises RdfSyntaxError where it is no JSON or says more than we understand."""
    try:
        source = json.loads(path.read_text("utf-8"))["@context"]
    except json.JSONDecodeError as error:
        raise RdfSyntaxError(path, error.lineno, error.colno, error.msg) from error
    except (KeyError, TypeError, UnicodeDecodeError) as error:
        raise RdfSyntaxError(path, 1, 1, "a context file is a JSON object with the key @context") from error
    definitions = {name: value for name, value in source.items() if name != "@version"}
    odd = [name for name, value in definitions.items() if name.startswith("@") or not isinstance(value, str | dict)]
    if odd:
        raise RdfSyntaxError(path, 1, 1, f"only prefixes and terms are understood here, not {', '.join(odd)}")
    prefixes = {
        name: value for name, value in definitions.items() if isinstance(value, str) and value[-1:] in "#/:" and value
    }
    terms = [_read_term(name, value, prefixes) for name, value in definitions.items() if name not in prefixes]
    unread = [term.name for term in terms if ":" not in term.iri]
    if unread:
        raise RdfSyntaxError(path, 1, 1, f"these terms of the context name no IRI: {', '.join(unread)}")
    return Context(
        source,
        prefixes,
        {term.iri: term for term in terms},
        {term.iri: term.name for term in terms if isinstance(source[term.name], str)},
    )


def _read_term(name: str, value: Any, prefixes: Mapping[str, str]) -> Term:
    definition = {"@id": value} if isinstance(value, str) else value
    coercion = definition.get("@type")
    return Term(
        name,
        _expand(str(definition.get("@id", "")), prefixes),
        coercion if coercion in (None, "@id") else _expand(coercion, prefixes),
        definition.get("@container") == "@language",
    )


def _expand(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name


def write_jsonld(triples: Sequence[Triple], context: Context) -> bytes:
    """A document with one node object a subject; `triples` are sorted by subject."""
    nodes = [
        json.dumps(_node(list(group), context), ensure_ascii=False, indent=1).replace("\n", "\n  ")
        for _, group in itertools.groupby(triples, key=lambda triple: str(triple.subject))
    ]
    used = _used_definitions(triples, context)
    head = '  "@context": ' + json.dumps(used, ensure_ascii=False) + ",\n" if used else ""
    body = ",\n  ".join(nodes)
    return f'{{\n{head}  "@graph": [\n  {body}\n  ]\n}}\n'.encode()


def _used_definitions(triples: Sequence[Triple], context: Context) -> dict[str, Any]:
    """The part of a context that some triples can use: a page about one resource should not carry it all."""
    predicates = {triple.predicate.value for triple in triples}
    types = {text_of(triple.object) for triple in triples if triple.predicate.value == TYPE}
    names = {context.properties[iri].name for iri in predicates if iri in context.properties}
    names |= {context.classes[iri] for iri in types if iri in context.classes}
    terms = {name: context.source[name] for name in sorted(names)}
    texts = [text for term in terms.values() for text in (term.values() if isinstance(term, dict) else (term,))]
    prefixes = {text.partition(":")[0] for text in texts if isinstance(text, str)} & set(context.prefixes)
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
