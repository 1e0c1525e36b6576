# SPDX-License-Identifier: Apache-2.0
"""A named query in, its operation in OpenAPI out: typed parameters, examples, and the formats of its answer."""

from collections.abc import Sequence
from typing import Any

from fastapi import Response

from rightsgraph.formats import PROBLEM, Format
from rightsgraph.query.templates import Parameter, Template, expected
from rightsgraph.store import Form
from rightsgraph.vocab import XSD
from rightsgraph.web.texts import LANGUAGES

# Names that every query understands; no parameter of its own may have them.
RESERVED = ("format", "lang", "limit", "offset", "release")
# Longer lists would make the description of the API longer than the API.
_LONGEST_LIST = 100
_EXAMPLES = {XSD + "date": "2010-07-18", XSD + "integer": 1, XSD + "language": "es"}
_SCHEMAS: dict[str, dict[str, Any]] = {
    XSD + "date": {"type": "string", "format": "date"},
    XSD + "integer": {"type": "integer"},
}


def describe_operation(template: Template, formats: Sequence[Format], rows: int, most_rows: int) -> dict[str, Any]:
    """What FastAPI is to say of a query's route."""
    parameters = [_describe_parameter(parameter) for parameter in template.parameters]
    problem = {PROBLEM.media_type: {"schema": {"type": "object"}}}
    return {
        "summary": _told(template.titles) or template.slug,
        "description": _told(template.descriptions),
        "operation_id": f"query-{template.slug}",
        "tags": ["queries"],
        "response_class": Response,
        "responses": {
            200: {"description": "The answer", "content": {format.media_type: {} for format in formats}},
            400: {"description": "A parameter cannot have this value", "content": problem},
            404: {"description": "This release is not held here", "content": problem},
            406: {"description": "No such format", "content": problem},
        },
        "openapi_extra": {"parameters": [*parameters, *_describe_reserved(template, formats, rows, most_rows)]},
    }


def _told(texts: Any) -> str:
    return str(texts.get("en") or next(iter(texts.values()), ""))


def _describe_parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(_SCHEMAS.get(parameter.datatype or "", {"type": "string"}))
    choices = parameter.choices or ()
    if parameter.datatype is None and parameter.choices is None:
        schema["format"] = "iri"
    if parameter.default:
        schema["default"] = next((c.key for c in choices if c.iri == parameter.default), parameter.default)
    described = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{_told(parameter.descriptions)} Takes {expected(parameter)}, by short name, name or IRI."
        if choices
        else f"{_told(parameter.descriptions)} Takes {expected(parameter)}.",
        "schema": schema,
    }
    if 0 < len(choices) <= _LONGEST_LIST:
        described["examples"] = {
            choice.key: {"value": choice.key, "summary": _told(choice.names) or choice.key} for choice in choices
        }
    elif example := _EXAMPLES.get(parameter.datatype or "") or parameter.default:
        described["example"] = example
    return described


def _describe_reserved(
    template: Template, formats: Sequence[Format], rows: int, most_rows: int
) -> list[dict[str, Any]]:
    """The parameters that every query understands."""
    names: dict[str, Any] = {"type": "string", "enum": [format.name for format in formats]}
    found: dict[str, tuple[dict[str, Any], str, str | int | None]] = {
        "format": (names, "The format of the answer; wins over Accept.", formats[0].name),
        "lang": (
            {"type": "string", "enum": list(LANGUAGES)},
            "The language of names; every column of IRIs gets a column of names beside it.",
            "es",
        ),
        "release": ({"type": "string"}, "The answer as of this release, by its version.", None),
    }
    if template.form is Form.SELECT:
        whole = {"type": "integer", "minimum": 1, "maximum": most_rows, "default": rows}
        found["limit"] = (whole, "How many rows at most; where more follow, a Link leads to them.", 100)
        found["offset"] = ({"type": "integer", "minimum": 0, "default": 0}, "How many rows to pass over.", 0)
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": description,
            "schema": schema,
            **({} if example is None else {"example": example}),
        }
        for name, (schema, description, example) in sorted(found.items())
    ]
