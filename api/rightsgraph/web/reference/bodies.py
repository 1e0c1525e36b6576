# SPDX-License-Identifier: Apache-2.0
"""An organisation, group, police body or place in, what a reader asks of it first out."""

import re
from collections.abc import Mapping
from typing import Any

from rightsgraph.describe import Description
from rightsgraph.vocab import DCTERMS, RG, SCHEMA, SKOS, TYPE
from rightsgraph.web.naming import name_term
from rightsgraph.web.reference.belonging import interventions_of
from rightsgraph.web.reference.links import first_of, objects_of, subjects_of
from rightsgraph.web.showing import Shown
from rightsgraph.web.site import Site

_COUNTRY = re.compile(r"([A-Z]{2})(-[A-Z0-9]{1,3})?")
MOST_PLACES = 100
MOST_HERE = 60
_ROLES = ("implementedBy", "fundedBy", "targetsActor", "draftedBy")


def gather_body(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """The name that a body goes by and on what basis, and what it took part in, by the part it had."""
    iri = description.iri
    basis = first_of(site, iri, RG + "namingBasis")
    return {
        "own_names": objects_of(site, iri, SCHEMA + "name"),
        "basis": name_term(site, basis, language) if basis else None,
        "roles": [
            (name_term(site, RG + role, language), [name_term(site, one, language) for one in found])
            for role in _ROLES
            if (found := subjects_of(site, RG + role, iri, MOST_HERE))
        ],
    }


def gather_place(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """A place's code, what it is part of and made of, the interventions there, and its country's code for the map."""
    iri = description.iri
    code = first_of(site, iri, SKOS + "notation") or ""
    found = _COUNTRY.fullmatch(code)
    parts = [one for one in subjects_of(site, DCTERMS + "isPartOf", iri, MOST_PLACES) if _is_place(site, one)]
    return {
        "code": code,
        "country": found[1] if found else None,
        "within": [name_term(site, one, language) for one in objects_of(site, iri, DCTERMS + "isPartOf")],
        "parts_here": sorted(
            (name_term(site, one, language) for one in parts), key=lambda shown: shown.text.casefold()
        ),
        "here_told": _interventions_in(site, [iri], language),
        "in_parts": _interventions_in(site, _made_of(site, iri), language),
        "most_here": MOST_HERE,
    }


def _is_place(site: Site, iri: str) -> bool:
    return SCHEMA + "AdministrativeArea" in objects_of(site, iri, TYPE)


def _made_of(site: Site, iri: str) -> list[str]:
    """The places and unnamed groups of places that are part of a place."""
    return subjects_of(site, DCTERMS + "isPartOf", iri, MOST_PLACES)


def _interventions_in(site: Site, places: list[str], language: str) -> list[Shown]:
    there = [one for place in places for one in subjects_of(site, RG + "takesPlaceIn", place, MOST_HERE)][:MOST_HERE]
    found = dict.fromkeys(intervention for one in there for intervention in interventions_of(site, one))
    return sorted((name_term(site, one, language) for one in found), key=lambda shown: shown.text.casefold())
