# SPDX-License-Identifier: Apache-2.0
"""How to cite the release, a dataset or a resource: a page, BibTeX, RIS, CFF or text."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from rightsgraph import __version__
from rightsgraph.formats import BIBTEX, CFF, HTML, RIS, TEXT, Format
from rightsgraph.web.asking import choose_format
from rightsgraph.web.foreign import answer_foreign
from rightsgraph.web.rendering import render
from rightsgraph.web.responses import HELP, make_etag, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site
from rightsgraph.web.taking.cited import PLACE, cite_path, cite_release, manifest_of
from rightsgraph.web.taking.citing import Citation

CITED = (HTML, BIBTEX, RIS, CFF, TEXT)

router = APIRouter()


@reads(router, PLACE, "How to cite the release")
def find_citation(request: Request) -> Response:
    """The citation has a place of its own."""
    query = request.url.query
    return RedirectResponse(f"{PLACE}/" + (f"?{query}" if query else ""), status_code=308)


@reads(router, PLACE + "/{path:path}", "How to cite the release, a dataset or a resource")
def read_citation(request: Request, path: str) -> Response:
    """A citation as a page, BibTeX, RIS, CFF or text; an empty path means the whole release."""
    site: Site = request.app.state.site
    if site.manifest is None:  # foreign files may say something at this very address
        return answer_foreign(request)
    citation = cite_path(request, path) if path else cite_release(request)
    return _respond(request, citation, choose_format(request, CITED))


@reads(router, "/CITATION.cff", "How to cite the release, as CFF")
def read_cff(request: Request) -> Response:
    """The citation where tools look for it."""
    return _respond_release(request, CFF)


@reads(router, "/CITATION.bib", "How to cite the release, as BibTeX")
def read_bibtex(request: Request) -> Response:
    """The same as BibTeX."""
    return _respond_release(request, BIBTEX)


@reads(router, "/CITATION.ris", "How to cite the release, as RIS")
def read_ris(request: Request) -> Response:
    """The same as RIS."""
    return _respond_release(request, RIS)


def _respond_release(request: Request, format: Format) -> Response:
    site: Site = request.app.state.site
    if site.manifest is None:
        return answer_foreign(request)
    return _respond(request, cite_release(request), format)


def _respond(request: Request, citation: Citation, format: Format) -> Response:
    site: Site = request.app.state.site
    body = _write(request, citation, format)
    etag = make_etag(site.identity, __version__, format.name, body.decode())
    vary = ("Accept", "Accept-Language")
    return respond(request, body, format.content_type, etag=etag, headers=_links(citation, format), vary=vary)


def _write(request: Request, citation: Citation, format: Format) -> bytes:
    if format is HTML:
        return render(request, "citation.html", citation=citation)
    if format is CFF:
        return citation.to_cff(manifest_of(request.app.state.site, citation.url).whole.name).encode()
    told = {BIBTEX: citation.to_bibtex, RIS: citation.to_ris, TEXT: citation.to_text}[format]()
    return (told if told.endswith("\n") else told + "\n").encode()


def _links(citation: Citation, format: Format) -> dict[str, str]:
    """Where else the citation is: in the other forms, and of what it is (RFC 8288)."""
    others = (other for other in CITED if other is not format)
    links = [f'<{citation.place}?format={o.name}>; rel="alternate"; type="{o.media_type}"' for o in others]
    return {"Link": ", ".join([*links, HELP])}
