# SPDX-License-Identifier: Apache-2.0
"""A code that looks like one of ISO 3166 and is none is told at its line, with what may be meant."""

from collections.abc import Callable

import pytest

from rightsgraph.validation import Finding, Report, Severity

PLACE = """@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://example.org/id/place> a {type} ;
  skos:prefLabel "{name}"@en ;
  skos:notation "{code}" .
"""
Check = Callable[..., Report]


def regions(check: Check, code: str, name: str = "Somewhere", type: str = "schema:AdministrativeArea") -> list[Finding]:
    report = check({"data/place.ttl": PLACE.format(code=code, name=name, type=type)})
    return [finding for finding in report.findings if finding.rule == "unknown-region"]


@pytest.mark.parametrize("code", ["PE", "PE-UCA", "MX-BCN", "GB-ENG", "AT-9", "DO-01"])
def test_a_code_of_iso_3166_is_known(check: Check, code: str) -> None:
    assert regions(check, code) == []


@pytest.mark.parametrize("code", ["AA", "QM", "QZ", "XA", "XK", "XZ", "ZZ", "QM-01", "XZ-ABC"])
def test_a_code_that_iso_leaves_to_its_users_is_theirs_with_all_that_it_is_divided_into(
    check: Check, code: str
) -> None:
    assert regions(check, code) == []


@pytest.mark.parametrize("code", ["UK", "QL", "YU", "AB", "PE-XYZ", "PE-1", "PR-01", "UK-ENG"])
def test_any_other_code_of_that_form_is_refused(check: Check, code: str) -> None:
    assert [finding.severity for finding in regions(check, code)] == [Severity.VIOLATION]


@pytest.mark.parametrize("code", ["250101", "PE-UCA-0101", "pe", "Peru"])
def test_what_has_not_the_form_of_a_code_is_left_to_the_shapes(check: Check, code: str) -> None:
    assert regions(check, code) == []


def test_only_a_country_or_a_region_has_such_a_code(check: Check) -> None:
    assert regions(check, "PE-XYZ", type="skos:Concept") == []


def test_it_is_told_at_the_code(check: Check) -> None:
    (finding,) = regions(check, "PE-XYZ")
    assert (finding.file, finding.line, finding.value) == ("data/place.ttl", 6, "PE-XYZ")


@pytest.mark.parametrize(
    ("code", "name", "nearest"),
    [
        pytest.param("PE-LAN", "The north", "PE-LAM (Lambayeque)", id="by its code"),
        pytest.param("PE-01", "Junin", "PE-JUN (Junín)", id="by its name, accents aside"),
        pytest.param("PR-01", "San Juan", "PR (Puerto Rico)", id="a country that ISO does not divide"),
        pytest.param("UK-ENG", "United Kingdom", "GB (United Kingdom)", id="a country that there is not"),
    ],
)
def test_what_may_be_meant_is_told(check: Check, code: str, name: str, nearest: str) -> None:
    (finding,) = regions(check, code, name)
    assert nearest in finding.messages["en"]
    assert code in finding.messages["es"]


def test_countries_are_told_by_their_names_in_each_language(check: Check) -> None:
    (finding,) = regions(check, "DP", "Dominican Republic")
    assert "DO (Dominican Republic)" in finding.messages["en"]
    assert "DO (República Dominicana)" in finding.messages["es"]
