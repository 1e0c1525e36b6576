# SPDX-License-Identifier: Apache-2.0
"""One resource, one IRI, all formats: by Accept, by extension, or by `?format=`."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from rightsgraph import __version__
from rightsgraph.describe import Description, describe
from rightsgraph.errors import UnknownResource
from rightsgraph.formats import BIBTEX, GRAPH_FORMATS, HTML, Format
from rightsgraph.iris import split_extension
from rightsgraph.rdf import write_graph
from rightsgraph.web.asking import choose_format
from rightsgraph.web.interventions.page import is_intervention, render_intervention
from rightsgraph.web.resource_pages import render_resource
from rightsgraph.web.responses import HELP, make_etag, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site

OFFERED = (*GRAPH_FORMATS, HTML)

router = APIRouter()


@reads(router, "/{path:path}", "Read one resource")
def read_resource(request: Request, path: str) -> Response:
    """What is said about the resource whose IRI ends in this path."""
    site: Site = request.app.state.site
    description, extension = _find(site, path)
    format = extension or choose_format(request, OFFERED)
    body = (
        _render(request, description)
        if format is HTML
        else write_graph(description.triples, format, site.prefixes, site.context)
    )
    return respond(
        request,
        body,
        format.content_type,
        etag=make_etag(site.identity, __version__, format.name, body.decode()),
        headers=_links(site, description.iri, format),
        vary=("Accept", "Accept-Language") if format is HTML else ("Accept",),
    )


def _render(request: Request, description: Description) -> bytes:
    if is_intervention(description):
        return render_intervention(request, description)
    return render_resource(request, description)


def _find(site: Site, path: str) -> tuple[Description, Format | None]:
    """The resource of a path; an extension names a format, unless the IRI itself ends so."""
    stem, extension = split_extension(path)
    if extension is None:
        return describe(site.store, site.iris.to_iri(path)), None
    try:
        return describe(site.store, site.iris.to_iri(path)), None
    except UnknownResource:
        return describe(site.store, site.iris.to_iri(stem)), extension


def _links(site: Site, iri: str, format: Format) -> dict[str, str]:
    path = quote(site.iris.to_path(iri) or "")
    alternates = [
        f'<{path}{other.extension}>; rel="alternate"; type="{other.media_type}"'
        for other in OFFERED
        if other is not format
    ]
    described = ['</.well-known/void>; rel="describedby"']
    if site.manifest is not None:
        described.append(f'</cite{path}?format={BIBTEX.name}>; rel="describedby"; type="{BIBTEX.media_type}"')
    return {"Link": ", ".join((*alternates, *described, HELP)), "Content-Location": path + format.extension}
