# SPDX-License-Identifier: Apache-2.0
"""A release's files out, byte for byte, with ranges and validators; and the description of it all."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from rightsgraph.errors import UnknownResource
from rightsgraph.formats import GRAPH_FORMATS, RDF_FORMATS, Format, named
from rightsgraph.manifest import CHECKSUMS, MANIFEST, digest
from rightsgraph.negotiation import negotiate
from rightsgraph.web.pages import read_language, render
from rightsgraph.web.responses import REVALIDATE, make_etag, not_modified, respond
from rightsgraph.web.site import Site

router = APIRouter()


@router.api_route("/dumps/", methods=["GET", "HEAD"], summary="The files of the release")
def list_dumps(request: Request) -> Response:
    """The files of the release, with their sizes and checksums."""
    site: Site = request.app.state.site
    if site.manifest is None:
        raise UnknownResource(site.iris.to_iri("dumps/"))
    body = render("dumps.html", read_language(request), manifest=site.manifest)
    return respond(request, body, "text/html; charset=utf-8", etag=make_etag(site.identity, body.decode()))


@router.api_route("/dumps/{name}", methods=["GET", "HEAD"], summary="One file of the release")
def read_dump(request: Request, name: str) -> Response:
    """One released file; ranges are honoured, so that a broken download can go on."""
    site: Site = request.app.state.site
    media_type, sha256 = _identify(site, name)
    if unchanged := not_modified(request, f'"{sha256}"'):
        return unchanged
    headers = {"ETag": f'"{sha256}"', "Cache-Control": REVALIDATE, "Vary": "Accept-Encoding"}
    assert site.folder is not None  # _identify has found a release
    return FileResponse(site.folder / name, media_type=media_type, headers=headers)


def _identify(site: Site, name: str) -> tuple[str, str]:
    """The media type and digest of a released file; raises UnknownResource."""
    if site.manifest and site.folder:
        if file := site.manifest.file(name):
            return _media_type(named(file.format, RDF_FORMATS), file.compressed), file.sha256
        if name == CHECKSUMS:
            return "text/plain; charset=utf-8", digest((site.folder / name).read_bytes())
        if name == MANIFEST:
            return "application/json", digest((site.folder / name).read_bytes())
    raise UnknownResource(site.iris.to_iri(f"dumps/{name}"))


def _media_type(format: Format, compressed: bool) -> str:
    return "application/gzip" if compressed else format.content_type


@router.api_route("/.well-known/void", methods=["GET", "HEAD"], summary="What this dataset is (VoID, DCAT 3)")
def describe_dataset(request: Request) -> Response:
    """The description of the dataset and its parts, as released."""
    site: Site = request.app.state.site
    wanted = request.query_params.get("format")
    format = (
        named(wanted, GRAPH_FORMATS) if wanted is not None else negotiate(request.headers.get("accept"), GRAPH_FORMATS)
    )
    body = site.descriptions[format]
    return respond(request, body, format.content_type, etag=make_etag(site.identity, body.decode()))
