# SPDX-License-Identifier: Apache-2.0
"""How to load a release: what was tried is known by trial, and the table is one that needs nothing chosen."""

from tests.loading.trying import TRIALS

from rightsgraph.query.templates import Parameter, Template
from rightsgraph.store import Form
from rightsgraph.web.taking.loading import RECIPES, choose_table, read_tried
from rightsgraph.web.texts import LANGUAGES, texts


def query(slug: str, form: Form = Form.SELECT, required: bool = False) -> Template:
    parameters = (Parameter("x", required=required),)
    return Template(f"https://example.org/query/{slug}", slug, form, "", parameters=parameters)


def test_only_what_can_be_tried_is_said_to_be() -> None:
    slugs = [recipe.slug for recipe in RECIPES]
    assert len(slugs) == len(set(slugs))
    assert set(read_tried()) <= set(TRIALS) <= set(slugs)
    assert {"rdflib", "pyoxigraph"} <= set(read_tried())


def test_every_note_is_told_in_both_languages() -> None:
    for language in LANGUAGES:
        assert all(texts(language)[recipe.note] for recipe in RECIPES if recipe.note)


def test_the_table_is_the_first_that_needs_nothing_chosen() -> None:
    found = {"a": query("a", required=True), "b": query("b", Form.CONSTRUCT), "d": query("d"), "c": query("c")}
    assert choose_table(found) == "/queries/c.csv"
    assert choose_table({}).startswith("/sparql?format=csv&query=SELECT%20")
