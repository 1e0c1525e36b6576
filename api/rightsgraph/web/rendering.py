# SPDX-License-Identifier: Apache-2.0
"""A template and values in, an HTML page in the reader's language out; plain HTML that needs no script."""

import functools
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from rightsgraph import __version__
from rightsgraph.formats import HTML
from rightsgraph.web.asking import read_language
from rightsgraph.web.assets import asset_path
from rightsgraph.web.locales import write_date, write_number, write_size
from rightsgraph.web.phrasing import say
from rightsgraph.web.responses import make_etag, respond
from rightsgraph.web.site import Site
from rightsgraph.web.texts import LANGUAGES, texts


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rightsgraph.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["query_string"] = lambda values: urlencode(values, doseq=True)
    environment.globals["asset"] = asset_path
    return environment


def render(request: Request, template: str, **values: Any) -> bytes:
    """A page in the reader's language, as UTF-8."""
    site: Site = request.app.state.site
    language = read_language(request)
    page = _environment().get_template(template)
    return page.render(
        language=language,
        t=texts(language),
        to=functools.partial(_keep_language, request),
        switch=_switch_language(request),
        chosen_language="lang" in request.query_params,
        here=request.url.path,
        tongues=_tongues(request),
        address=site.iris.to_iri(request.url.path),
        number=functools.partial(write_number, language=language),
        size=functools.partial(write_size, language=language),
        day=functools.partial(write_date, language=language),
        say=functools.partial(say, language=language),
        foreign=site.manifest is None,
        vocabulary=_has_vocabulary(site),
        has_queries=bool(site.queries),
        **values,
    ).encode()


def respond_page(
    request: Request,
    body: bytes,
    *,
    headers: Mapping[str, str] | None = None,
    vary: tuple[str, ...] = ("Accept-Language",),
) -> Response:
    """A page as an answer: the same bytes for as long as the data and the program are the same."""
    site: Site = request.app.state.site
    etag = make_etag(site.identity, __version__, body.decode())
    return respond(request, body, HTML.content_type, etag=etag, headers=headers, vary=vary)


def _keep_language(request: Request, href: str) -> str:
    """A link that keeps the language that a reader has chosen by hand; one to elsewhere stays as it is."""
    if "lang" not in request.query_params or not href.startswith("/"):
        return href
    path, mark, fragment = href.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lang={read_language(request)}{mark}{fragment}"


def _switch_language(request: Request) -> str:
    """The address of this page in the other language."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return "?" + urlencode([*kept, ("lang", texts(read_language(request))["other"])])


def _tongues(request: Request) -> dict[str, str]:
    """Where this page is, whatever was chosen on it: as the reader has it ("canonical"), and in each language.

    Relative addresses: the page is of the host that serves it. A browser takes what follows two slashes for another.
    """
    path = quote(request.scope["path"], safe="/:~")
    if path.startswith("//"):
        return {}
    chosen = f"?lang={read_language(request)}" if "lang" in request.query_params else ""
    return {"canonical": path + chosen, **{language: f"{path}?lang={language}" for language in LANGUAGES}}


def _has_vocabulary(site: Site) -> bool:
    return next(site.store.triples(subject=site.iris.to_iri("ns")), None) is not None
