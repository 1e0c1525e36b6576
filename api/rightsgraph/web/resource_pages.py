# SPDX-License-Identifier: Apache-2.0
"""A description in, the resource's page out: what is said of it, on whose word, and what points at it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import Request

from rightsgraph.describe import Description
from rightsgraph.formats import GRAPH_FORMATS
from rightsgraph.rdf import text_of
from rightsgraph.vocab import TYPE
from rightsgraph.web.asking import read_language
from rightsgraph.web.gaps import show_gaps
from rightsgraph.web.knowing import Known, read_known
from rightsgraph.web.naming import name_term, name_terms
from rightsgraph.web.reference.belonging import interventions_of
from rightsgraph.web.reference.kinds import GENERAL, Kind, kind_of
from rightsgraph.web.reference.links import pointing
from rightsgraph.web.reference.neighbours import draw
from rightsgraph.web.reference.ordering import order
from rightsgraph.web.rendering import render
from rightsgraph.web.showing import shorten
from rightsgraph.web.site import Site
from rightsgraph.web.taking.cited import cite_resource
from rightsgraph.web.taking.schema_org import tell_record
from rightsgraph.web.telling import tell

MOST_INTERVENTIONS = 6  # that a record is said to belong to, at its head


def render_resource(request: Request, description: Description) -> bytes:
    """The page of one resource, or of what was known of it by a date or on one source's word; raises BadParameter."""
    site: Site = request.app.state.site
    language = read_language(request)
    known = read_known(request)
    # What a kind of page adds is told of all that is known, so it is left out where less is asked for.
    kind = GENERAL if known.asks else kind_of(site, description)
    values = _values(site, description, kind, known, language) if kind.told else {}
    found = kind.gather(site, description, language)
    return render(request, kind.template, **{**head_of(request, description), **values, **found})


def head_of(request: Request, description: Description) -> Mapping[str, Any]:
    """What the page of any resource has: its name, what kind of thing it is, address, formats and citation."""
    site: Site = request.app.state.site
    language = read_language(request)
    name = site.names.find(description.iri, language)
    shown = name.text if name else shorten(site, description.iri)
    path = quote(site.iris.to_path(description.iri) or "")
    classes = sorted(text_of(t.object) for t in description.statements if t.predicate.value == TYPE)
    citation = cite_resource(request, description.iri, shown) if site.manifest else None
    kind = next(iter(classes), "")
    return {
        "iri": description.iri,
        "path": path,
        "name": shown,
        "name_language": name.language if name else None,
        "named": name is not None,
        "kinds": name_terms(site, classes, language),
        "formats": GRAPH_FORMATS,
        "citation": citation,
        "data_block": tell_record(request, description.iri, path, shown, kind, citation) if citation else None,
    }


def _values(site: Site, description: Description, kind: Kind, known: Known, language: str) -> Mapping[str, Any]:
    """What is said of the resource; unless less is asked for, also what is not known of it and what is around it."""
    account = tell(site, description, language, known)
    gaps = () if known.asks else show_gaps(site, description.iri, language)
    interventions = interventions_of(site, description.iri)[:MOST_INTERVENTIONS] if kind.belongs else []
    return {
        "account": account,
        "ordered": order(site, account.groups, gaps, language),
        "incoming": () if known.asks else pointing(site, description, language, kind.without),
        "interventions": [name_term(site, iri, language) for iri in interventions if iri != description.iri],
        "neighbours": None if known.asks else draw(site, description, language),
        "known": known,
    }
