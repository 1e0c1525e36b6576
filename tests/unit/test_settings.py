# SPDX-License-Identifier: Apache-2.0
"""Settings come from the environment, options win, and nonsense is refused by name."""

import pytest
from pydantic import ValidationError

from rightsgraph.errors import BadSetting
from rightsgraph.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"RIGHTSGRAPH_{name.upper()}", raising=False)


def test_nothing_given_serves_this_machine_alone() -> None:
    settings = read_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_an_option_wins_over_the_environment_and_none_leaves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIGHTSGRAPH_HOST", "::1")
    monkeypatch.setenv("RIGHTSGRAPH_PORT", "9")
    settings = read_settings(host=None, port=10)
    assert (settings.host, settings.port) == ("::1", 10)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RIGHTSGRAPH_PORT", "-1"),
        ("RIGHTSGRAPH_PORT", "65536"),
        ("RIGHTSGRAPH_PORT", "http"),
        ("RIGHTSGRAPH_PORT", ""),
        ("RIGHTSGRAPH_MAX_QUERY_LENGTH", "0"),
        ("RIGHTSGRAPH_MAX_QUERY_DEPTH", "1000000"),
        ("RIGHTSGRAPH_MAX_QUERY_OPERATORS", "1e3"),
        ("RIGHTSGRAPH_CONTACT", "who@example.org"),
        ("RIGHTSGRAPH_CONTACT", "http://example.org/"),
        ("RIGHTSGRAPH_CONTACT", "javascript:alert(1)"),
        ("RIGHTSGRAPH_CONTACT", "mailto:@"),
        ("RIGHTSGRAPH_CONTACT", "https:///path"),
        ("RIGHTSGRAPH_CONTACT", "https://[/"),
        ("RIGHTSGRAPH_CONTACT", "https://example.org/a\nb"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=name) as caught:
        read_settings()
    assert caught.value.name == name


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        read_settings().port = 1


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize("contact", ["", "https://example.org/ask", "mailto:who@example.org?subject=Retiro"])
def test_whom_to_ask_is_a_page_or_a_mailbox_or_nobody(contact: str) -> None:
    assert read_settings(contact=contact).contact == contact
