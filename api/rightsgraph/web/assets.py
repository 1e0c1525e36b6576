# SPDX-License-Identifier: Apache-2.0
"""Style sheets, scripts and pictures out, packed once, and kept by browsers for as long as they stay the same."""

import functools
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import brotli  # type: ignore[import-untyped]  # ships no types
from fastapi import APIRouter, Request, Response

from rightsgraph.errors import UnknownResource
from rightsgraph.manifest import digest
from rightsgraph.web.responses import REVALIDATE, choose_coding, label_answer, not_modified, pack
from rightsgraph.web.routes import reads

PREFIX = "/static/"
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the package that pages load."""

    body: bytes
    content_type: str
    version: str


@functools.cache
def assets() -> dict[str, Asset]:
    """Every asset by its path below `/static/`."""
    return dict(_read(files("rightsgraph.web") / "static", ""))


def _read(folder: Traversable, path: str) -> list[tuple[str, Asset]]:
    found: list[tuple[str, Asset]] = []
    for entry in folder.iterdir():
        name = path + entry.name
        if entry.is_dir():
            found += _read(entry, name + "/")
        elif content_type := _TYPES.get(entry.name[entry.name.rfind(".") :]):
            body = entry.read_bytes()
            found.append((name, Asset(body, content_type, digest(body)[:12])))
    return found


def asset_path(name: str) -> str:
    """Where pages load an asset from: an address that changes whenever its bytes do."""
    return f"{PREFIX}{name}?v={assets()[name].version}"


@reads(router, PREFIX + "{name:path}", "What pages load")
def read_asset(request: Request, name: str) -> Response:
    """One asset; asked for by its version, it may be kept for ever."""
    asset = assets().get(name)
    if asset is None:
        raise UnknownResource(str(request.url.replace(query="")))
    vary: tuple[str, ...] = ()
    etag = f'"{asset.version}"'
    keeping = {"Cache-Control": _FOR_EVER if request.query_params.get("v") == asset.version else REVALIDATE}
    if unchanged := not_modified(request, etag, vary, keeping):
        return unchanged
    coding = choose_coding(request, len(asset.body))
    labels = label_answer(asset.content_type, etag, coding, vary)
    return Response(_packed(name, coding), headers={**labels, **keeping})


@functools.cache
def _packed(name: str, coding: str) -> bytes:
    """Packed once and sent often, so as small as it can be."""
    body = assets()[name].body
    return bytes(brotli.compress(body, quality=11)) if coding == "br" else pack(body, coding)
