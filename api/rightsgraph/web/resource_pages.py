# SPDX-License-Identifier: Apache-2.0
"""A description in, the resource's page out: what is said of it, on whose word, and what points at it."""

from urllib.parse import quote

from fastapi import Request

from rightsgraph.describe import Description, name_in
from rightsgraph.formats import GRAPH_FORMATS
from rightsgraph.rdf import NamedNode, text_of
from rightsgraph.web.asking import read_language
from rightsgraph.web.knowing import read_known
from rightsgraph.web.rendering import render
from rightsgraph.web.showing import define, linker, shorten
from rightsgraph.web.site import Site
from rightsgraph.web.telling import tell, tell_incoming


def render_resource(request: Request, description: Description) -> bytes:
    """The page of one resource, or of what was known of it by a date or on one source's word; raises BadParameter."""
    site: Site = request.app.state.site
    language = read_language(request)
    known = read_known(request)
    show = linker(site, language)
    terms = sorted({text_of(triple.subject) for triple in description.members})
    name = name_in(site.store, description.iri, language)
    return render(
        request,
        "resource.html",
        iri=description.iri,
        path=quote(site.iris.to_path(description.iri) or ""),
        name=name.text if name else shorten(site, description.iri),
        name_language=name.language if name else None,
        named=name is not None,
        account=tell(site, description, language, known),
        incoming=tell_incoming(site, description, language),
        more_incoming=description.more_incoming,
        terms=[(show(NamedNode(term)), term.rpartition("#")[2], define(site, term, language)) for term in terms],
        formats=GRAPH_FORMATS,
        known=known,
    )
