# SPDX-License-Identifier: Apache-2.0
"""The whole content in a store, the queries in it, and the names that it gives."""

import pytest
from tests.content.asking import content_quads, shorten

from rightsgraph.query.catalogue import read_templates
from rightsgraph.query.templates import Template
from rightsgraph.rdf import Literal, text_of
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, RDFS, SKOS


@pytest.fixture(scope="session")
def labels() -> dict[str, str]:
    """The English name of everything to which the content gives one."""
    named: dict[str, str] = {}
    for predicate in (DCTERMS + "title", RDFS + "label", SKOS + "prefLabel"):
        for quad in content_quads():
            name = quad.object
            if quad.predicate.value == predicate and isinstance(name, Literal) and name.language == "en":
                named[shorten(text_of(quad.subject))] = name.value
    return named


@pytest.fixture(scope="session")
def content_store() -> Store:
    return Store(content_quads())


@pytest.fixture(scope="session")
def templates(content_store: Store) -> dict[str, Template]:
    return read_templates(content_store)
