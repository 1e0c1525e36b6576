# SPDX-License-Identifier: Apache-2.0
"""A request for the list of rules in, all shapes by family out."""

from fastapi import APIRouter, Request, Response

from rightsgraph.errors import UnknownResource
from rightsgraph.web.asking import read_language
from rightsgraph.web.reference.shapes import list_families
from rightsgraph.web.rendering import render, respond_page
from rightsgraph.web.resources import read_resource
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site

router = APIRouter()


@reads(router, "/shape/", "List the rules that the data keeps")
def read_shapes(request: Request) -> Response:
    """All shapes, by family; of files that are served as they are, the resource of that name if there is one."""
    site: Site = request.app.state.site
    if site.manifest is None:
        served: Response = read_resource(request, "shape/")
        return served
    families = list_families(site, read_language(request))
    if not families:
        raise UnknownResource(site.iris.to_iri("shape/"))
    return respond_page(request, render(request, "reference/shapes.html", families=families))
