# SPDX-License-Identifier: Apache-2.0
"""What OpenAPI says of the server, tried with random requests that keep to it and with some that do not."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

EXAMPLES = 12
PROBLEM, HTML = "application/problem+json", "text/html"


@pytest.fixture(scope="module")
def operations(client: httpx.Client) -> dict[str, Any]:
    """Each operation that OpenAPI tells of, by method and path."""
    schema = schemathesis.openapi.from_url(f"{client.base_url}openapi.json")
    return {found.ok().label: found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)}


def answers_of(operation: Any, mode: GenerationMode, client: httpx.Client) -> Iterator[tuple[Case[Any], Any]]:
    """Random requests to an operation, and how they were answered."""
    cases: list[Case[Any]] = []

    @seed(1)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode))
    def collect(case: Case[Any]) -> None:
        cases.append(case)

    with suppress(Unsatisfiable):  # an operation without parameters takes nothing wrong
        collect()
    for case in cases:
        yield case, case.call(base_url=str(client.base_url), timeout=30)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
def test_no_request_ends_in_a_fault_of_the_server(
    operations: dict[str, Any], client: httpx.Client, mode: GenerationMode
) -> None:
    assert len(operations) > 20
    for label, operation in operations.items():
        for case, response in answers_of(operation, mode, client):
            case.validate_response(response, checks=[not_a_server_error])
            if response.status_code >= 400:
                media_type = response.headers["content-type"][0].partition(";")[0]
                assert media_type in (PROBLEM, HTML), (label, media_type)


def test_named_queries_answer_with_the_statuses_and_formats_that_are_documented(
    operations: dict[str, Any], client: httpx.Client
) -> None:
    named = {label: one for label, one in operations.items() if label.startswith("GET /queries/") and label[13:]}
    assert len(named) > 20
    for operation in named.values():
        for case, response in answers_of(operation, GenerationMode.POSITIVE, client):
            case.validate_response(response, checks=[status_code_conformance, content_type_conformance])
