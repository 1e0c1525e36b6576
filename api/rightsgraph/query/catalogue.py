# SPDX-License-Identifier: Apache-2.0
"""A store in, the named queries that it holds out, each with the values that its parameters may have.

Queries and parameters are said as in SHACL Advanced Features (https://www.w3.org/TR/shacl-af/): a query has its text
in sh:select, sh:ask or sh:construct; a parameter its name in sh:path, and its type in sh:datatype, sh:class, or sh:node
with a shape that wants a value of one concept scheme. What columns are called is said as in CSV on the Web
(https://www.w3.org/TR/tabular-metadata/#columns): a csvw:Column is part of the query that it is of, or of none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from rightsgraph.query.templates import LITERALS, Choice, Parameter, Template, Topic
from rightsgraph.rdf import Literal, NamedNode, text_of
from rightsgraph.store import Form, Store
from rightsgraph.vocab import CSVW, DCTERMS, LABELS, RDFS, RG, SH, SKOS, TYPE, XSD

_FORMS = {Form.SELECT: "select", Form.ASK: "ask", Form.CONSTRUCT: "construct"}


def read_templates(store: Store) -> dict[str, Template]:
    """Every named query of a store by its slug, in the order of slugs."""
    columns = _read_columns(store)
    found = [
        _read_template(store, iri, form, text_of(triple.object), {**columns.get("", {}), **columns.get(iri, {})})
        for form, name in _FORMS.items()
        for iri in _subjects(store, TYPE, f"{SH}SPARQL{name.capitalize()}Executable")
        for triple in store.triples(iri, SH + name)
    ]
    return {template.slug: template for template in sorted(found, key=lambda template: template.slug)}


def _read_columns(store: Store) -> dict[str, dict[str, dict[str, str]]]:
    """What columns are called: by the query that they are part of (empty for any), by variable, by language."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for column in _subjects(store, TYPE, CSVW + "Column"):
        query = _object(store, column, DCTERMS + "isPartOf") or ""
        if name := _object(store, column, CSVW + "name"):
            found.setdefault(query, {})[name] = _texts(store, column, [CSVW + "title"])
    return found


def _read_topic(store: Store, query: str) -> Topic | None:
    iri = _object(store, query, DCTERMS + "subject")
    if iri is None:
        return None
    return Topic(
        iri=iri,
        names=_texts(store, iri, LABELS),
        definitions=_texts(store, iri, [SKOS + "definition"]),
        rank=_number(store, iri, RG + "rank"),
    )


def _read_template(store: Store, iri: str, form: Form, text: str, columns: Mapping[str, Mapping[str, str]]) -> Template:
    parameters = [
        (_number(store, node, SH + "order"), _read_parameter(store, node))
        for node in _objects(store, iri, SH + "parameter")
    ]
    return Template(
        iri=iri,
        slug=_key(iri),
        form=form,
        text=text,
        titles=_texts(store, iri, [DCTERMS + "title"]),
        descriptions=_texts(store, iri, [DCTERMS + "description"]),
        parameters=tuple(parameter for _, parameter in sorted(parameters, key=lambda pair: (pair[0], pair[1].name))),
        columns=columns,
        topic=_read_topic(store, iri),
    )


def _read_parameter(store: Store, iri: str) -> Parameter:
    datatype = _object(store, iri, SH + "datatype")
    default = _object(store, iri, SH + "defaultValue")
    source, things = _values(store, iri)
    return Parameter(
        name=_key(_object(store, iri, SH + "path") or iri),
        names=_texts(store, iri, [SH + "name"]),
        descriptions=_texts(store, iri, [SH + "description"]),
        datatype=datatype if datatype in LITERALS else XSD + "string" if datatype else None,
        kind=_texts(store, source, LABELS) if source else {},
        choices=tuple(_choices(store, things)) if source else None,
        default=default,
        required=default is None and _object(store, iri, SH + "optional") != "true",
    )


def _values(store: Store, parameter: str) -> tuple[str | None, set[str]]:
    """The class or concept scheme that a parameter takes its values from, and these."""
    if class_iri := _object(store, parameter, SH + "class"):
        classes = _below(store, class_iri, RDFS + "subClassOf")
        return class_iri, {thing for one in classes for thing in _subjects(store, TYPE, one)}
    for shape in _objects(store, parameter, SH + "node"):
        for property in _objects(store, shape, SH + "property"):
            if _object(store, property, SH + "path") == SKOS + "inScheme" and (
                scheme := _object(store, property, SH + "hasValue")
            ):
                return scheme, set(_subjects(store, SKOS + "inScheme", scheme))
    return None, set()


def _choices(store: Store, things: Iterable[str]) -> Iterator[Choice]:
    """The values in the order of their short names; one that is not unique gives way to the IRI."""
    things = sorted(things)
    keys = Counter(_key(thing) for thing in things)
    for key, thing in sorted((_key(thing), thing) for thing in things):
        covers = tuple(sorted(_below(store, thing, SKOS + "broader")))
        yield Choice(thing, key if keys[key] == 1 else thing, _texts(store, thing, LABELS), covers)


def _key(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rstrip("/").replace("#", "/").rpartition("/")[2]


def _below(store: Store, iri: str, property: str) -> set[str]:
    """An IRI and all from which a property leads to it, in one step or more."""
    found, new = {iri}, [iri]
    while new:
        new = [below for above in new for below in _subjects(store, property, above) if below not in found]
        found.update(new)
    return found


def _subjects(store: Store, predicate: str, value: str) -> Iterator[str]:
    for triple in store.triples(predicate=predicate, value=value):
        if isinstance(triple.subject, NamedNode):
            yield text_of(triple.subject)


def _objects(store: Store, subject: str, predicate: str) -> list[str]:
    return sorted(text_of(triple.object) for triple in store.triples(subject, predicate))


def _object(store: Store, subject: str, predicate: str) -> str | None:
    return next(iter(_objects(store, subject, predicate)), None)


def _number(store: Store, subject: str, predicate: str) -> int:
    text = _object(store, subject, predicate) or ""
    return int(text) if text.isdecimal() else 0


def _texts(store: Store, subject: str, predicates: Iterable[str]) -> dict[str, str]:
    """What properties say by language; of two in one language the first property's, then the first in order, stands."""
    found: dict[str, str] = {}
    for predicate in predicates:
        values = [t.object for t in store.triples(subject, predicate) if isinstance(t.object, Literal)]
        for value in sorted(values, key=text_of):
            found.setdefault(value.language or "", text_of(value))
    return found
