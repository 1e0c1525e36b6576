# SPDX-License-Identifier: Apache-2.0
"""A named query and values for its parameters in, a SPARQL text out; pure.

A value never becomes text by itself: it is checked by its parameter's type, made an RDF term, and that term is put
at a place that the query's own tokens show. A variable that the outermost group binds is filtered at the group's end,
so that a row in which it stays unbound falls out; one that only a filter names is bound there; the data of
`VALUES ?name { … }` are replaced where the parameter has a default.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rightsgraph.errors import BadParameter, QueryRefused
from rightsgraph.query.places import Places, read_places
from rightsgraph.rdf import Literal, NamedNode, is_iri
from rightsgraph.sparql.outline import Span
from rightsgraph.store import Form
from rightsgraph.vocab import XSD

# Up to so many values are all told to who has named none of them; of more, the nearest.
_FEW, _NEAREST = 20, 5
_LONGEST_TEXT = 1000
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXT = re.compile(rf"(?s:.){{1,{_LONGEST_TEXT}}}")
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose: its IRI, its short name, its names by language, and the IRIs that it stands for.

    A concept stands for itself and for all that is below it.
    """

    iri: str
    key: str
    names: Mapping[str, str] = field(default_factory=dict)
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query may be given: an IRI where `datatype` is None, one of `choices` where these are not None.

    `names` are what readers call it, `kind` what the choices are, by language; `default` is the IRI that stands in the
    query itself.
    """

    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    datatype: str | None = None
    kind: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] | None = None
    default: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """What queries are about: a concept, its names and definitions by language, and its place among the others."""

    iri: str
    names: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    rank: int = 0


@dataclass(frozen=True)
class Template:
    """A named query: `slug` is the last part of its IRI, texts about it are by language, `text` is SPARQL.

    `columns` has what a variable is called, by language, for those that have a name.
    """

    iri: str
    slug: str
    form: Form
    text: str
    titles: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    topic: Topic | None = None

    @cached_property
    def places(self) -> Places:
        """Where its text can be given more."""
        return read_places(self.text)

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; raises BadParameter."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise unknown_parameter(name, [parameter.name for parameter in self.parameters])


@dataclass(frozen=True, slots=True)
class _Edit:
    """What stands at a place is replaced."""

    place: Span
    text: str


def unknown_parameter(name: str, known: Sequence[str]) -> BadParameter:
    """That a query has no parameter of a name, and which it has: the nearest first."""
    near = difflib.get_close_matches(name, known, n=_NEAREST, cutoff=0.5) or known
    return BadParameter(name, "the name of a parameter", name, near)


def fill(
    template: Template,
    values: Mapping[str, str],
    language: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> str:
    """A template's text with values in it, in a language, and only some of its rows; raises BadParameter.

    `language` changes places with the one in which the text asks for names first. With a limit or an offset the rows
    are ordered by every column in the end, so that no row is on two pages.
    """
    given = {name: value.strip() for name, value in values.items() if value.strip()}
    for parameter in template.parameters:
        if parameter.required and parameter.name not in given:
            raise BadParameter(parameter.name, expected(parameter), "", _offered(parameter, ""))
    edits = [_bind(template, template.parameter(name), value) for name, value in given.items()]
    edits += _translate(template, language)
    if limit is not None or offset:
        edits += _cut(template, limit, offset)
    return _edit(template.text, edits)


def unbindable(template: Template) -> list[str]:
    """The parameters for which the text has no place: variables that only a sub-select or a MINUS knows, or nobody."""
    return [parameter.name for parameter in template.parameters if _place(template, parameter) is None]


def _edit(text: str, edits: Sequence[_Edit]) -> str:
    parts, last = [], 0
    for edit in sorted(edits, key=lambda edit: edit.place.start):
        parts += [text[last : edit.place.start], edit.text]
        last = edit.place.end
    return "".join([*parts, text[last:]])


def _place(template: Template, parameter: Parameter) -> Span | None:
    places = template.places
    for name, span in places.values:
        if name == parameter.name and parameter.default:
            return span
    if places.end is None or parameter.name not in places.bound | places.filtered:
        return None
    return Span(places.end, places.end)


def _bind(template: Template, parameter: Parameter, value: str) -> _Edit:
    terms = _terms(template, parameter, value)
    place = _place(template, parameter)
    if place is None:
        raise QueryRefused(f"the query has no place for {parameter.name}", "Leave the parameter out.")
    variable = f"?{parameter.name}"
    data = f"VALUES {variable} {{ {' '.join(terms)} }}"
    if place.start < place.end:
        return _Edit(place, data)
    if parameter.name not in template.places.bound:
        return _Edit(place, f"  {data}\n")
    if len(terms) > 1:
        return _Edit(place, f"  FILTER({variable} IN ({', '.join(terms)}))\n")
    test = f"{variable} = {terms[0]}" if parameter.datatype else f"sameTerm({variable}, {terms[0]})"
    return _Edit(place, f"  FILTER({test})\n")


def _terms(template: Template, parameter: Parameter, value: str) -> list[str]:
    """The RDF terms that a value means, as SPARQL writes them; raises BadParameter."""
    if parameter.datatype:
        if not _DATATYPES[parameter.datatype].accepts(value):
            raise BadParameter(parameter.name, expected(parameter), value)
        return [str(Literal(value, datatype=NamedNode(parameter.datatype)))]
    iri = _expand(template, value)
    if parameter.choices is None:
        if not is_iri(iri):
            raise BadParameter(parameter.name, expected(parameter), value)
        return [str(NamedNode(iri))]
    choice = choose(parameter, iri) or choose(parameter, value)
    if choice is None:
        raise BadParameter(parameter.name, expected(parameter), value, _offered(parameter, value))
    return [str(NamedNode(covered)) for covered in choice.covers or (choice.iri,)]


def _expand(template: Template, value: str) -> str:
    """A name with a prefix that the query declares, in full; anything else as it is."""
    prefix, colon, local = value.partition(":")
    namespace = dict(template.places.prefixes).get(prefix) if colon else None
    return value if namespace is None else namespace + local


def choose(parameter: Parameter, value: str) -> Choice | None:
    """The choice that a value names by IRI, by short name or by name in any language, if it names just one."""
    choices = parameter.choices or ()
    exact = [choice for choice in choices if value in (choice.iri, choice.key)]
    wanted = value.casefold()
    alike = exact or [
        choice for choice in choices if wanted in {name.casefold() for name in (choice.key, *choice.names.values())}
    ]
    return alike[0] if len(alike) == 1 else None


def _offered(parameter: Parameter, value: str) -> list[str]:
    """Values that would do, those first whose names are nearest to what was said; the rest only where all are few."""
    choices = parameter.choices or ()
    keys = {name.casefold(): choice.key for choice in choices for name in (*choice.names.values(), choice.key)}
    near = [keys[name] for name in difflib.get_close_matches(value.casefold(), keys, n=2 * _NEAREST, cutoff=0.4)]
    rest = [choice.key for choice in choices] if len(choices) <= _FEW else []
    return list(dict.fromkeys([*near[:_NEAREST], *rest]))


@dataclass(frozen=True, slots=True)
class _Datatype:
    """What a literal parameter takes, in words, and whether a text is that."""

    expected: str
    pattern: re.Pattern[str]

    def accepts(self, text: str) -> bool:
        return bool(self.pattern.fullmatch(text)) and (self.pattern is not _DAY or _is_day(text))


_DATATYPES = {
    XSD + "date": _Datatype("a day as YYYY-MM-DD", _DAY),
    XSD + "integer": _Datatype("a whole number", _WHOLE),
    XSD + "language": _Datatype("a language tag as en or es-PE", _TAG),
    XSD + "string": _Datatype(f"a text of at most {_LONGEST_TEXT} characters", _TEXT),
}
LITERALS = tuple(_DATATYPES)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def expected(parameter: Parameter, language: str = "en") -> str:
    """What a parameter takes, in words."""
    if parameter.datatype:
        return _DATATYPES[parameter.datatype].expected
    if parameter.choices is None:
        return "an absolute IRI, or a name with a prefix of the query"
    return f"one of “{parameter.kind.get(language) or next(iter(parameter.kind.values()), parameter.name)}”"


def read_whole(name: str, value: str, least: int, most: int) -> int:
    """A whole number within bounds; raises BadParameter."""
    if not _WHOLE.fullmatch(value) or not least <= int(value) <= most:
        raise BadParameter(name, f"a whole number from {least} to {most}", value)
    return int(value)


def _translate(template: Template, language: str | None) -> Iterator[_Edit]:
    """Let a language and the first that the text asks for change places."""
    spans = template.places.languages
    first = spans[0].cut(template.text)[1:-1] if spans else language
    if language is None or language == first:
        return
    places = {first: language, language: first}
    for span in spans:
        written = span.cut(template.text)[1:-1]
        yield _Edit(span, f'"{places.get(written, written)}"')


def _cut(template: Template, limit: int | None, offset: int) -> Iterator[_Edit]:
    """Only some of the rows: within those that the text's own LIMIT and OFFSET leave."""
    own = template.places.modifiers
    own_limit, own_offset = (_number(template.text, span) for span in (own.limit, own.offset))
    if own_limit is not None:
        left = max(own_limit - offset, 0)
        limit = left if limit is None else min(limit, left)
    yield _Edit(Span(own.end, own.end), _modifiers(template, limit, (own_offset or 0) + offset))
    yield from (_Edit(span, "") for span in (own.limit, own.offset) if span)


def _number(text: str, span: Span | None) -> int | None:
    return int(span.cut(text).split()[-1]) if span else None


def _modifiers(template: Template, limit: int | None, offset: int) -> str:
    """What stands behind the text's own modifiers; the columns by which it does not order yet, order last."""
    order = template.places.modifiers.order
    named = {name[1:] for name in re.findall(r"[?$]\w+", order.cut(template.text))} if order else set()
    rest = "".join(f" ?{column}" for column in template.places.columns if column not in named)
    start = "" if order or not rest else "\nORDER BY"
    return start + rest + (f"\nLIMIT {limit}" if limit is not None else "") + (f"\nOFFSET {offset}" if offset else "")
