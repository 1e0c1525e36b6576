# SPDX-License-Identifier: Apache-2.0
"""A term in, what a page calls it out: by its own name, else by the name that a standard's term has here."""

from collections.abc import Iterable
from dataclasses import replace

from rightsgraph.rdf import Literal, NamedNode
from rightsgraph.vocab import XSD
from rightsgraph.web.locales import write_date, write_number
from rightsgraph.web.showing import Show, Shown, href_of, linker, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts
from rightsgraph.web.texts.standards import KEY

_DATES = frozenset(XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth"))
_NUMBERS = frozenset(XSD + name for name in ("decimal", "double", "integer", "nonNegativeInteger", "positiveInteger"))
_BOOLEAN = XSD + "boolean"


def name_term(site: Site, iri: str, language: str) -> Shown:
    """A resource by its name; a standard's term that has none in the data by the name that it has here."""
    told = standard_name(site, iri, language)
    return Shown(told, href_of(site, iri), iri) if told else show_iri(site, iri, language)


def standard_name(site: Site, iri: str, language: str) -> str | None:
    """The name that a standard's term has here; None where the data have one, or are not ours to name things in."""
    if site.manifest is None or site.names.find(iri, language) is not None:
        return None
    return texts(language).get(KEY + iri)


def name_terms(site: Site, iris: Iterable[str], language: str) -> tuple[Shown, ...]:
    """Resources by name, in the order of their names."""
    named = (name_term(site, iri, language) for iri in set(iris))
    return tuple(sorted(named, key=lambda shown: (shown.text.casefold(), shown.title)))


def value_shower(site: Site, language: str) -> Show:
    """Makes terms into what a page shows: by name, dates and numbers as they are written in the language."""
    plain = linker(site, language)

    def show(term: object) -> Shown:
        if isinstance(term, NamedNode):
            return name_term(site, term.value, language)
        return write_out(site, plain(term), language) if isinstance(term, Literal) else plain(term)

    return show


def write_out(site: Site, value: Shown, language: str) -> Shown:
    """A value with its date or number as readers of the language write it; of foreign files, as it is."""
    if site.manifest is None:
        return value
    if value.title in _DATES:
        return replace(value, text=write_date(value.text, language))
    if value.title in _NUMBERS:
        return replace(value, text=write_number(value.text, language))
    if value.title == _BOOLEAN:
        return replace(value, text=texts(language)["yes" if value.text in ("true", "1") else "no"])
    return value
