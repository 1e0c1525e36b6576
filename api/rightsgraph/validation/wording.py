# SPDX-License-Identifier: Apache-2.0
"""A SHACL result in, what was expected and what stands there out, in words and in both languages.

Every component of SHACL core (https://www.w3.org/TR/shacl/#core-components) has its words here. No blank node's
label is among them: a shape without a name is told by what it asks for, a node without one by how it is reached.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rightsgraph.rdf import BlankNode, Literal, NamedNode
from rightsgraph.validation.origins import Origins
from rightsgraph.validation.results import Result, Term
from rightsgraph.validation.shapes_graph import ShapesGraph
from rightsgraph.validation.terms import short
from rightsgraph.vocab import SH, XSD

Pair = tuple[str, str]

# What a constraint asks for, by the parameter that makes it: in English and in Spanish.
ASKED: dict[str, Pair] = {
    "class": ("a member of {value}", "un miembro de {value}"),
    "datatype": ("a value of type {value}", "un valor de tipo {value}"),
    "nodeKind": ("{value}", "{value}"),
    "minCount": ("at least {value} {path}", "al menos {value} {path}"),
    "maxCount": ("at most {value} {path}", "a lo más {value} {path}"),
    "minExclusive": ("a value greater than {value}", "un valor mayor que {value}"),
    "minInclusive": ("a value of {value} or more", "un valor de {value} o más"),
    "maxExclusive": ("a value less than {value}", "un valor menor que {value}"),
    "maxInclusive": ("a value of {value} or less", "un valor de {value} o menos"),
    "minLength": ("a text of {value} or more characters", "un texto de {value} o más caracteres"),
    "maxLength": ("a text of at most {value} characters", "un texto de a lo más {value} caracteres"),
    "pattern": ("a text that fits the pattern {value}", "un texto que calce con el patrón {value}"),
    "languageIn": ("a text in one of the languages {value}", "un texto en uno de los idiomas {value}"),
    "uniqueLang": ("no two {path} in one language", "no más de un {path} por idioma"),
    "equals": ("the same values as those of {value}", "los mismos valores que los de {value}"),
    "disjoint": ("no value that {value} has too", "ningún valor que también tenga {value}"),
    "lessThan": ("a value less than each of {value}", "un valor menor que cada uno de {value}"),
    "lessThanOrEquals": ("a value no greater than any of {value}", "un valor no mayor que ninguno de {value}"),
    "not": ("not this: {value}", "que no sea esto: {value}"),
    "and": ("{value}", "{value}"),
    "or": ("{value}", "{value}"),
    "xone": ("exactly one of these: {value}", "exactamente una de estas opciones: {value}"),
    "node": ("{value}", "{value}"),
    "qualifiedMinCount": ("at least {value} {path} with this: {shape}", "al menos {value} {path} con esto: {shape}"),
    "qualifiedMaxCount": ("at most {value} {path} with this: {shape}", "a lo más {value} {path} con esto: {shape}"),
    "closed": ("no property but {value}", "ninguna propiedad fuera de {value}"),
    "hasValue": ("the value {value}", "el valor {value}"),
    "in": ("one of {value}", "uno de estos: {value}"),
    "sparql": ("what its query asks for", "lo que pide su consulta"),
}
_FEWER, _MORE = ("there are fewer", "hay menos"), ("there are more", "hay más")
_UNFIT = ("{value} does not conform", "{value} no cumple")
# What stands there instead, where that is not simply the value.
_FOUND: dict[str, Pair] = {
    "minCount": _FEWER,
    "maxCount": _MORE,
    "uniqueLang": ("there are two", "hay más de uno"),
    "equals": ("{value} is on one side alone", "{value} está en un solo lado"),
    "disjoint": ("both have {value}", "ambos tienen {value}"),
    "not": ("{value} is so", "{value} lo es"),
    "and": _UNFIT,
    "or": _UNFIT,
    "xone": ("{value} conforms to none or to several", "{value} cumple ninguna o varias"),
    "node": _UNFIT,
    "qualifiedMinCount": _FEWER,
    "qualifiedMaxCount": _MORE,
    "closed": ("{path} stands here", "aquí está {path}"),
    "hasValue": ("it is missing", "falta"),
    "sparql": _UNFIT,
}
_STANDS = ("{value} stands here", "aquí está {value}")
_NONE = ("there is none", "no hay ninguno")
_EXPECTED = ("expected: {asked}", "se espera: {asked}")
NODE_KINDS: dict[str, Pair] = {
    "IRI": ("an IRI", "un IRI"),
    "Literal": ("a text, number or date", "un texto, número o fecha"),
    "BlankNode": ("a nameless node", "un nodo sin nombre"),
    "BlankNodeOrIRI": ("a node, with a name or without", "un nodo, con nombre o sin él"),
    "BlankNodeOrLiteral": ("a nameless node, a text, number or date", "un nodo sin nombre, un texto, número o fecha"),
    "IRIOrLiteral": ("an IRI, a text, number or date", "un IRI, un texto, número o fecha"),
}
_AND, _OR = (" and ", " y "), (" or ", " o ")
_VALUE_OF = ("the value of {predicate} of {subject}", "el valor de {predicate} de {subject}")
_ITEM_OF = ("an item of {predicate} of {subject}", "un elemento de {predicate} de {subject}")
_NAMELESS_MEMBER = ("a nameless {kind}", "un {kind} sin nombre")
_NAMELESS_NODE = ("a nameless node", "un nodo sin nombre")
_NAMELESS_SHAPE = ("a nameless shape", "una forma sin nombre")

_LANGUAGES = ("en", "es")
WITH_PATH = frozenset(name for name, forms in ASKED.items() if "{path}" in forms[0])
_SHAPES = {"and": _AND, "or": _OR, "xone": (", ", ", ")}
_PLAIN = frozenset(XSD + name for name in ("integer", "decimal", "boolean"))
_MOST = 8  # choices, or parts of a shape, that are told one by one
_DEEP = 3  # shapes within one another that are told
_FAR = 4  # nameless nodes between one and a name
_LONG = 80  # characters of a text
_LABEL = re.compile(r"_:([A-Za-z0-9]+)")
_IRI = re.compile(r"<([^>]*)>")


def parameter(component: str) -> str:
    """The parameter of SHACL core that makes a component: minCount for sh:MinCountConstraintComponent."""
    name = component.removeprefix(SH).removesuffix("ConstraintComponent")
    return "sparql" if name == "SPARQL" else name[:1].lower() + name[1:]


class Wording:
    """Words for the results of one run."""

    def __init__(self, shapes: ShapesGraph, origins: Origins, prefixes: Mapping[str, str]) -> None:
        self.speakers = {
            language: Speaker(place, shapes, origins, prefixes) for place, language in enumerate(_LANGUAGES)
        }

    def over(self, shapes: ShapesGraph) -> "Wording":
        """The same for the results of other shapes."""
        speaker = self.speakers["en"]
        return Wording(shapes, speaker.origins, speaker.prefixes)

    def say(self, form: Callable[["Speaker"], str]) -> dict[str, str]:
        """One form of words in each language."""
        return {language: form(speaker) for language, speaker in self.speakers.items()}

    def messages(self, result: Result) -> dict[str, str]:
        """What the shapes say of a result, else what they ask for and what stands there."""
        if not result.messages:
            return self.say(lambda speaker: speaker.told(result))
        others = self.speakers["en"]
        return {
            language: self.speakers.get(language, others).without_labels(message)
            for language, message in result.messages.items()
        }


@dataclass(frozen=True, slots=True)
class Speaker:
    """Puts terms, shapes and results into words of one language."""

    language: int
    shapes: ShapesGraph
    origins: Origins
    prefixes: Mapping[str, str]

    def told(self, result: Result) -> str:
        """What a result's shape asks for, and what stands there."""
        name = parameter(result.component)
        asked = self._asked(result.shape, name, result.path)
        expected = _EXPECTED[self.language].format(asked=asked)
        found = self._found(result, name)
        return f"{expected}; {found}" if found else expected

    def term(self, term: Term, depth: int = 0) -> str:
        """A term as a person would know it."""
        if isinstance(term, BlankNode):
            return self._nameless(term, depth)
        if isinstance(term, NamedNode):
            return short(term.value, self.prefixes)
        if term.datatype.value in _PLAIN:
            return str(term.value)
        text = f"“{term.value[:_LONG]}…”" if len(term.value) > _LONG else f"“{term.value}”"
        if term.language:
            return f"{text}@{term.language}"
        datatype = term.datatype.value
        return text if datatype == XSD + "string" else f"{text} ({short(datatype, self.prefixes)})"

    def path(self, path: str) -> str:
        """A property path with the names that the files have for its properties."""
        if path.startswith(("(", "^")):
            return _IRI.sub(lambda match: short(match[1], self.prefixes), path)
        return short(path, self.prefixes)

    def shape(self, shape: Term, depth: int = 0, within: bool = False) -> str:
        """A shape's name, else what it asks for; in brackets where it is told `within` others."""
        if not isinstance(shape, BlankNode):
            return self.term(shape)
        parts = self._parts(shape, depth) if depth < _DEEP else []
        if len(parts) > _MOST:
            parts = [*parts[:_MOST], "…"]
        words = _AND[self.language].join(parts) or _NAMELESS_SHAPE[self.language]
        return f"({words})" if len(parts) > 1 and within else words

    def without_labels(self, message: str) -> str:
        """A message that a query filled in, without the labels of blank nodes."""

        def named(match: re.Match[str]) -> str:
            return self.term(BlankNode(match[1])) if match[1] in self.origins else match[0]

        return _LABEL.sub(named, message) if "_:" in message else message

    def _parts(self, shape: Term, depth: int) -> list[str]:
        """What a nameless shape asks for, one by one; that of its values under the name of their path."""
        path = self.shapes.path(shape)
        given = [name for name in ASKED if self._is_asked(shape, name)]
        counts = [self._asked(shape, name, path, depth) for name in given if name in WITH_PATH]
        values = [self._asked(shape, name, path, depth) for name in given if name not in WITH_PATH]
        values += [self.shape(inner, depth + 1) for inner in self.shapes.values(shape, "property")]
        if path and values:
            return [*counts, f"{self.path(path)}: {_AND[self.language].join(values)}"]
        return [*counts, *values]

    def _is_asked(self, shape: Term, name: str) -> bool:
        value = self.shapes.value(shape, name)
        return value is not None and not (isinstance(value, Literal) and value.value == "false")

    def _asked(self, shape: Term | None, name: str, path: str | None, depth: int = 0) -> str:
        if name not in ASKED:
            return short(f"{SH}{name}", self.prefixes)
        counted = self.shapes.value(shape, "qualifiedValueShape") if name.startswith("qualified") else None
        return ASKED[name][self.language].format(
            value=self._wanted(shape, name, depth),
            path=self.path(path) if path else "",
            shape="" if counted is None else self.shape(counted, depth + 1),
        )

    def _wanted(self, shape: Term | None, name: str, depth: int) -> str:
        """The values of a constraint's parameter."""
        values = self.shapes.values(shape, name)
        if name in _SHAPES:
            joint = _SHAPES[name][self.language]
            lists = (self.shapes.items(value) for value in values)
            return "; ".join(
                joint.join(self.shape(item, depth + 1, within=len(items) > 1) for item in items) for items in lists
            )
        if name in ("node", "not"):
            return _AND[self.language].join(self.shape(value, depth + 1) for value in values)
        if name == "nodeKind" and values:
            kind = values[0].value.removeprefix(SH)
            return NODE_KINDS[kind][self.language] if kind in NODE_KINDS else self.term(values[0])
        if name == "pattern":
            return ", ".join(f"“{value.value}”" for value in values)
        if name == "languageIn":
            return self._choices([f"@{item.value}" for value in values for item in self.shapes.items(value)])
        if name == "in":
            return self._choices([self.term(item) for value in values for item in self.shapes.items(value)])
        if name == "closed":
            return self._choices([self.term(allowed) for allowed in self._allowed(shape)])
        return ", ".join(self.term(value) for value in values)

    def _allowed(self, shape: Term | None) -> list[Term]:
        """The properties that a closed shape knows."""
        paths = [self.shapes.value(inner, "path") for inner in self.shapes.values(shape, "property")]
        ignored = [item for node in self.shapes.values(shape, "ignoredProperties") for item in self.shapes.items(node)]
        return [*(path for path in paths if isinstance(path, NamedNode)), *ignored]

    def _choices(self, words: list[str]) -> str:
        return ", ".join([*words[:_MOST], "…"] if len(words) > _MOST else words)

    def _found(self, result: Result, name: str) -> str:
        forms = _FOUND.get(name, _STANDS)
        least = self.shapes.value(result.shape, name)
        if forms is _FEWER and least is not None and least.value == "1":
            forms = _NONE
        value = result.focus if name == "sparql" and result.value is None else result.value
        if value is None and "{value}" in forms[0]:
            return ""
        path = self.path(result.path) if result.path else ""
        return forms[self.language].format(value="" if value is None else self.term(value), path=path)

    def _nameless(self, node: BlankNode, depth: int) -> str:
        """How a nameless node is reached, else what it is."""
        origin = self.origins.of(node) if depth < _FAR else None
        if origin:
            form = _ITEM_OF if origin.listed else _VALUE_OF
            predicate, subject = short(origin.predicate, self.prefixes), self.term(origin.subject, depth + 1)
            return form[self.language].format(predicate=predicate, subject=subject).replace(" de el ", " del ")
        kind = self.origins.kind(node)
        if kind:
            return _NAMELESS_MEMBER[self.language].format(kind=short(kind, self.prefixes))
        return _NAMELESS_NODE[self.language]
