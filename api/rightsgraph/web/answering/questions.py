# SPDX-License-Identifier: Apache-2.0
"""A named query and its values in, the form of its page out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rightsgraph.query.templates import Choice, Parameter, Template, choose
from rightsgraph.vocab import XSD

# Longer lists are typed, with the names proposed; of still longer ones nothing is proposed, to keep a page small.
_LONG_LIST, _LONGEST_LIST = 60, 1000
_INPUTS = {XSD + "date": "date", XSD + "integer": "number"}


def told(texts: Mapping[str, str], language: str) -> str:
    """A text in a language, else in any, else nothing."""
    return texts.get(language) or next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter in a form: an input of a type, or a list of options, each a value and its name.

    One that is required, or has a default, is not to be left empty. A list that is `long` is typed with help.
    """

    name: str
    label: str
    description: str
    value: str
    input: str
    required: bool
    options: tuple[tuple[str, str], ...] = ()
    long: bool = False

    @property
    def proposals(self) -> list[tuple[str, str]]:
        """What is typed for each option of a long list, and what it is called where that differs."""
        counts = Counter(name for _, name in self.options)
        return [(name, "") if counts[name] == 1 else (value, name) for value, name in self.options]


def show_parameters(template: Template, values: Mapping[str, str], language: str) -> list[Field]:
    """The form of a query."""
    return [_show_parameter(parameter, values.get(parameter.name, ""), language) for parameter in template.parameters]


def _show_parameter(parameter: Parameter, value: str, language: str) -> Field:
    value = value or parameter.default or ""
    choices = parameter.choices or ()
    options: tuple[tuple[str, str], ...] = ()
    if 0 < len(choices) <= _LONGEST_LIST:
        named = [(choice.key, told(choice.names, language) or choice.key) for choice in choices]
        options = tuple(sorted(named, key=lambda option: option[1].casefold()))
    chosen = choose(parameter, value)
    return Field(
        name=parameter.name,
        label=told(parameter.names, language) or parameter.name,
        description=told(parameter.descriptions, language),
        value=_typed(chosen, options) if chosen and len(options) > _LONG_LIST else chosen.key if chosen else value,
        input=_INPUTS.get(parameter.datatype or "", "text"),
        required=parameter.required or parameter.default is not None,
        options=options,
        long=len(options) > _LONG_LIST,
    )


def _typed(chosen: Choice, options: tuple[tuple[str, str], ...]) -> str:
    """What stands in the field for a value: its name, where nothing else has that name."""
    name = dict(options).get(chosen.key, chosen.key)
    return name if [named for _, named in options].count(name) == 1 else chosen.key
