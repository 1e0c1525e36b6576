# SPDX-License-Identifier: Apache-2.0
"""A release's files out, byte for byte, with ranges and validators; and the description of it all."""

import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from starlette.types import Receive, Scope, Send

from rightsgraph.errors import UnknownResource
from rightsgraph.formats import GRAPH_FORMATS, RDF_FORMATS, TEXT, Format, named
from rightsgraph.manifest import CHECKSUMS, MANIFEST, digest
from rightsgraph.web.asking import choose_format
from rightsgraph.web.rendering import respond_page
from rightsgraph.web.responses import HELP, REVALIDATE, make_etag, not_modified, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site
from rightsgraph.web.taking.release_page import render_release

_RANGE = re.compile(r"\s*(?:([0-9]+)-([0-9]*)|-[0-9]+)\s*")

router = APIRouter()


@reads(router, "/dumps", "The files of the release")
def find_dumps(request: Request) -> Response:
    """The list has a place of its own."""
    query = request.url.query
    return RedirectResponse("/dumps/" + (f"?{query}" if query else ""), status_code=308)


@reads(router, "/dumps/", "The files of the release")
def list_dumps(request: Request) -> Response:
    """The files of the release, with their sizes and checksums."""
    site: Site = request.app.state.site
    if site.manifest is None:
        raise UnknownResource(site.iris.to_iri("dumps/"))
    return respond_page(request, render_release(request, site.manifest), headers={"Link": HELP})


@reads(router, "/dumps/{name}", "One file of the release")
def read_dump(request: Request, name: str) -> Response:
    """One released file; ranges are honoured, so that a broken download can go on."""
    site: Site = request.app.state.site
    media_type, sha256 = _identify(site, name)
    if unchanged := not_modified(request, f'"{sha256}"', (), {"Link": HELP}):
        return unchanged
    headers = {"ETag": f'"{sha256}"', "Cache-Control": REVALIDATE, "Vary": "Accept-Encoding", "Link": HELP}
    assert site.folder is not None  # _identify has found a release
    return _Ranged(site.folder / name, media_type=media_type, headers=headers)


class _Ranged(FileResponse):
    """A file, or ranges of it: a Range that cannot be read, or that GET does not send, is passed over.

    https://www.rfc-editor.org/rfc/rfc9110#section-14.2
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [
            (name, value)
            for name, value in scope["headers"]
            if name != b"range" or (scope["method"] == "GET" and _is_ranges(value.decode("latin-1")))
        ]
        await super().__call__({**scope, "headers": headers}, receive, send)


def _is_ranges(header: str) -> bool:
    """Whether a Range header names ranges of bytes, each with its first byte before its last."""
    unit, _, ranges = header.partition("=")
    found = [_RANGE.fullmatch(text) for text in ranges.split(",")]
    return unit.strip().lower() == "bytes" and all(r and (not r[2] or int(r[1]) <= int(r[2])) for r in found)


def _identify(site: Site, name: str) -> tuple[str, str]:
    """The media type and digest of a released file; raises UnknownResource, ReleaseCorrupt, ReleaseReplaced."""
    if site.manifest and site.folder and site.place:
        site.place.require_same()
        if file := site.manifest.file(name):
            site.verify(file)
            return _media_type(named(file.format, (*RDF_FORMATS, TEXT)), file.compressed), file.sha256
        if name == CHECKSUMS:
            return "text/plain; charset=utf-8", digest((site.folder / name).read_bytes())
        if name == MANIFEST:
            return "application/json", digest((site.folder / name).read_bytes())
    raise UnknownResource(site.iris.to_iri(f"dumps/{name}"))


def _media_type(format: Format, compressed: bool) -> str:
    return "application/gzip" if compressed else format.content_type


@reads(router, "/.well-known/void", "What this dataset is (VoID, DCAT 3)")
def describe_dataset(request: Request) -> Response:
    """The description of the dataset and its parts, as released."""
    site: Site = request.app.state.site
    format = choose_format(request, GRAPH_FORMATS)
    body = site.descriptions[format]
    etag = make_etag(site.identity, body.decode())
    return respond(request, body, format.content_type, etag=etag, headers={"Link": HELP})
