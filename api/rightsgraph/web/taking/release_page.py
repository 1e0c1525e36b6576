# SPDX-License-Identifier: Apache-2.0
"""A release in, its page out: what it holds, how to take, verify, load and cite it, and what changed."""

from dataclasses import replace

from fastapi import Request
from markupsafe import Markup

from rightsgraph.errors import BadParameter
from rightsgraph.formats import NQUADS
from rightsgraph.manifest import Manifest
from rightsgraph.web.asking import read_language
from rightsgraph.web.hosting import origin
from rightsgraph.web.rendering import render
from rightsgraph.web.site import Site
from rightsgraph.web.taking.cited import cite_release
from rightsgraph.web.taking.holdings import PAGE_SIZE, changes, hold, hold_rest, places, recommend, years
from rightsgraph.web.taking.loading import choose_table, fill
from rightsgraph.web.taking.schema_org import tell_catalogue, tell_trail
from rightsgraph.web.texts import texts

_LONGEST_NUMBER = 6  # digits


def render_release(request: Request, manifest: Manifest) -> bytes:
    """The page of a release; `?page=` has the next of very many datasets. Raises BadParameter."""
    site: Site = request.app.state.site
    language, server = read_language(request), origin(request)
    last = max(-(-len(manifest.parts) // PAGE_SIZE), 1)
    page = read_page(request, last)
    parts = hold(site, manifest, manifest.parts[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], language)
    (whole,) = hold(site, manifest, [manifest.whole], language)
    about, known = places(site, language), years(site)
    told = replace(
        whole.told(),
        places=tuple(about),
        years=known,
        files=tuple(held.file for held in whole.files),
        parts=tuple(part.told() for part in parts),
    )
    citation = cite_release(request)
    return render(
        request,
        "dumps.html",
        manifest=manifest,
        server=server,
        whole=whole,
        recommended=recommend(manifest),
        nquads=manifest.whole.name + NQUADS.extension,
        rest=hold_rest(manifest),
        parts_held=parts,
        page=page,
        last=last,
        places=about,
        years=known,
        recipes=fill(manifest, site.queries, server),
        table_address=server + choose_table(site.queries),
        changes=changes(site, language),
        citation=citation,
        data_blocks=(tell_catalogue(request, told, citation), _trail(request)),
    )


def tell_release(request: Request, manifest: Manifest) -> Markup:
    """The release for search engines without its files, for a page that tells its name, version, date and licence."""
    site: Site = request.app.state.site
    (whole,) = hold(site, manifest, [manifest.whole], read_language(request))
    return tell_catalogue(request, replace(whole.told(), description=None), cite_release(request))


def _trail(request: Request) -> Markup:
    return tell_trail(request, [("rightsgraph", "/"), (texts(read_language(request))["dumps"], "/dumps/")])


def read_page(request: Request, last: int) -> int:
    """The number of a page, from 1 to the last; raises BadParameter."""
    asked = request.query_params.get("page", "1").strip()
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= _LONGEST_NUMBER else 0
    if not 1 <= page <= last:
        raise BadParameter("page", f"a number from 1 to {last}", asked, sorted({"1", str(last)}))
    return page
