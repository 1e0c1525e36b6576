# SPDX-License-Identifier: Apache-2.0
"""Named queries over HTTP: a slug and typed parameters in; a table, its SPARQL or its citation out."""

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from rightsgraph import __version__
from rightsgraph.describe import label
from rightsgraph.errors import BadParameter, UnknownQuery, UnknownRelease, UnknownResource
from rightsgraph.formats import (
    BIBTEX,
    GRAPH_FORMATS,
    HTML,
    JSON,
    LISTING,
    SOLUTION_FORMATS,
    SPARQL,
    TURTLE,
    Format,
    named,
)
from rightsgraph.manifest import digest
from rightsgraph.query import Answers, Query, read_query
from rightsgraph.query.tables import Table, add_labels, read_table, write_table
from rightsgraph.query.templates import Template, fill, read_whole, unknown_parameter
from rightsgraph.rdf import Literal, text_of
from rightsgraph.settings import Settings
from rightsgraph.store import Form
from rightsgraph.vocab import DCTERMS
from rightsgraph.web.asking import choose_format, client_of, read_language, read_limits
from rightsgraph.web.citing import Citation
from rightsgraph.web.operations import RESERVED, describe_operation
from rightsgraph.web.questions import show_parameters, show_table, told
from rightsgraph.web.rendering import render
from rightsgraph.web.responses import make_etag, not_modified, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site
from rightsgraph.web.streaming import unless_gone
from rightsgraph.web.texts import LANGUAGES

ROWS = 1000
MOST_ROWS = 10_000
_LONG_ADDRESS = 400  # characters; repeated for every format, more would not pass every proxy's headers
_FARTHEST = 10**9


@dataclass(frozen=True)
class Asking:
    """What a request asks of a named query.

    `language` is None where names may come as the query has them, `release` where any will do.
    """

    template: Template
    values: Mapping[str, str]
    language: str | None
    release: str | None
    limit: int
    offset: int
    format: Format

    @cached_property
    def text(self) -> str:
        """The SPARQL text that answers it."""
        return self._fill(self.limit)

    @cached_property
    def probe(self) -> str:
        """The same with one row more, which tells whether there is a next page."""
        return self._fill(self.limit + 1)

    def _fill(self, limit: int) -> str:
        if self.template.form is Form.SELECT:
            return fill(self.template, self.values, self.language, limit, self.offset)
        return fill(self.template, self.values, self.language)

    def path(self, offset: int | None = None, **more: str) -> str:
        """The address of this answer under the server's root, or of another page or format of it."""
        offset = self.offset if offset is None else offset
        parts = {
            **self.values,
            **({"lang": self.language} if self.language else {}),
            **({"limit": str(self.limit)} if self.limit != ROWS else {}),
            **({"offset": str(offset)} if offset else {}),
            **({"release": self.release} if self.release else {}),
            **more,
        }
        return f"/queries/{self.template.slug}" + (f"?{urlencode(parts)}" if parts else "")


def make_router(templates: Mapping[str, Template]) -> APIRouter:
    """The routes of named queries; OpenAPI has one for each, with its parameters."""
    router = APIRouter()
    reads(router, "/queries", "The named queries")(find_queries)
    reads(router, "/queries/", "The named queries")(list_queries)
    # One route answers all of them; those that OpenAPI shows are never reached.
    router.add_api_route("/queries/{slug}", answer_query, methods=["GET", "HEAD"], include_in_schema=False)
    for template in templates.values():
        operation = describe_operation(template, offered(template), ROWS, MOST_ROWS)
        router.add_api_route(f"/queries/{template.slug}", answer_query, methods=["GET"], **operation)
    return router


def find_queries(request: Request) -> Response:
    """The list has a place of its own."""
    query = request.url.query
    return RedirectResponse("/queries/" + (f"?{query}" if query else ""), status_code=308)


def list_queries(request: Request) -> Response:
    """The named queries: what they ask, and what they may be given."""
    site: Site = request.app.state.site
    if not site.queries:
        raise UnknownResource(site.iris.to_iri("queries/"))
    format = choose_format(request, (LISTING, HTML))
    if format is HTML:
        language = read_language(request)
        questions = [(query, told(query.titles, language)) for query in site.queries.values()]
        body = render(request, "queries.html", questions=sorted(questions, key=lambda pair: pair[1]), told=told)
    else:
        body = _as_json({"queries": [_list_query(query) for query in site.queries.values()]})
    etag = make_etag(site.identity, __version__, body.decode())
    return respond(request, body, format.content_type, etag=etag, vary=("Accept", "Accept-Language"))


def _list_query(template: Template) -> dict[str, Any]:
    parameters = [
        {"name": parameter.name, "title": parameter.names, "description": parameter.descriptions}
        for parameter in template.parameters
    ]
    return {
        "slug": template.slug,
        "path": f"/queries/{template.slug}",
        "iri": template.iri,
        "title": template.titles,
        "description": template.descriptions,
        "parameters": parameters,
    }


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


async def answer_query(request: Request) -> Response:
    """The answer to a named query, in the format asked for."""
    site: Site = request.app.state.site
    asking = read_asking(request, site)
    query = _read(request, site, asking.probe)
    vary = ("Accept", "Accept-Language") if asking.format is HTML else ("Accept",)
    etag = None if query.inspection.volatile else _etag(request, site, asking)
    if etag and (unchanged := not_modified(request, etag, vary)):
        return unchanged
    citation = cite(site, asking)
    body, more = await _write(request, query, asking, citation)
    headers = {"Link": _links(asking, citation, more)}
    media_type = asking.format.content_type
    return await run_in_threadpool(respond, request, body, media_type, etag=etag, headers=headers, vary=vary)


def _etag(request: Request, site: Site, asking: Asking) -> str:
    """A tag that is known before the query runs; a page depends on the address that its links repeat, too."""
    page = f"{read_language(request)} {request.url.query}" if asking.format is HTML else ""
    return make_etag(site.identity, __version__, asking.text, asking.path(), asking.format.name, page)


def offered(template: Template) -> tuple[Format, ...]:
    """What the answer to a query can be had in, best first."""
    answers = GRAPH_FORMATS if template.form.gives_graph else SOLUTION_FORMATS
    return (*answers, HTML, SPARQL, BIBTEX)


def read_asking(request: Request, site: Site) -> Asking:
    """Read a request; raises UnknownQuery, UnknownRelease, BadParameter, NotAcceptable, UnknownFormat."""
    template, extension = _find(site, request.path_params.get("slug", ""))
    given = _read_parameters(request, template)
    _require_release(site, given.get("release"))
    format = extension or choose_format(request, offered(template), given.get("format"))
    language = given.get("lang")
    if language is not None and language not in LANGUAGES:
        raise BadParameter("lang", "a language that names are given in", language, LANGUAGES)
    if template.form is not Form.SELECT and (cut := next((n for n in ("limit", "offset") if n in given), None)):
        raise BadParameter(cut, "no such parameter of a query that gives no rows", given[cut])
    return Asking(
        template=template,
        values={name: value for name, value in given.items() if name not in RESERVED},
        language=read_language(request) if format is HTML else language,
        release=given.get("release"),
        limit=read_whole("limit", given["limit"], 1, MOST_ROWS) if "limit" in given else ROWS,
        offset=read_whole("offset", given["offset"], 0, _FARTHEST) if "offset" in given else 0,
        format=format,
    )


def _find(site: Site, path: str) -> tuple[Template, Format | None]:
    """The query of a path, and the format that its extension asks for."""
    stem, dot, extension = path.rpartition(".")
    if dot and (template := site.queries.get(stem)):
        return template, named(extension, offered(template))
    if template := site.queries.get(path):
        return template, None
    raise UnknownQuery(path, difflib.get_close_matches(path, site.queries, cutoff=0.4))


def _read_parameters(request: Request, template: Template) -> dict[str, str]:
    """The parameters in the query's own order; an empty one, as a form sends it, is none."""
    given: dict[str, str] = {}
    known = [*(parameter.name for parameter in template.parameters), *RESERVED]
    for name, value in request.query_params.multi_items():
        if name not in known:
            raise unknown_parameter(name, known)
        if name in given:
            raise BadParameter(name, "one value", f"{given[name]}, {value}")
        if value.strip():
            given[name] = value.strip()
    return {name: given[name] for name in known if name in given}


def _require_release(site: Site, version: str | None) -> None:
    held = [site.manifest.version] if site.manifest else []
    if version is not None and version not in held:
        raise UnknownRelease(version, held)


def _read(request: Request, site: Site, text: str) -> Query:
    return read_query(text, site.iris.base, None, read_limits(request.app.state.settings))


async def warm_up(site: Site, settings: Settings, answers: Answers, template: Template) -> None:
    """Answer a named query as it is asked without parameters, so that the answer is at hand; raises as `collect`."""
    asking = Asking(template, {}, None, None, ROWS, 0, JSON)
    format = TURTLE if template.form.gives_graph else JSON
    await answers.collect(read_query(asking.probe, site.iris.base, None, read_limits(settings)), format)


async def _solve(request: Request, query: Query, format: Format) -> bytes:
    answers: Answers = request.app.state.answers
    return await unless_gone(request, answers.collect(query, format, client=client_of(request)))


async def _write(request: Request, query: Query, asking: Asking, citation: Citation) -> tuple[bytes, bool]:
    """The answer's bytes, and whether rows follow on a next page."""
    if asking.format is SPARQL:
        return asking.text.encode(), False
    if asking.format is BIBTEX:
        return citation.to_bibtex().encode(), False
    if asking.template.form is not Form.SELECT:
        return await _write_whole(request, query, asking, citation), False
    rows = read_table(await _solve(request, query, JSON))
    return await run_in_threadpool(_write_rows, request, asking, citation, rows)


async def _write_whole(request: Request, query: Query, asking: Asking, citation: Citation) -> bytes:
    """The answer of a query that gives no rows: a graph, or yes or no."""
    if asking.format is not HTML:
        return await _solve(request, query, asking.format)
    body = await _solve(request, query, TURTLE if asking.template.form.gives_graph else JSON)
    if asking.template.form.gives_graph:
        return await run_in_threadpool(_render, request, asking, citation, graph=body.decode())
    return await run_in_threadpool(_render, request, asking, citation, boolean=json.loads(body)["boolean"])


def _write_rows(request: Request, asking: Asking, citation: Citation, rows: Table) -> tuple[bytes, bool]:
    site: Site = request.app.state.site
    table, more = rows.first(asking.limit), len(rows.rows) > asking.limit
    if language := asking.language:
        table = add_labels(table, lambda iri: label(site.store, iri, language))
    if asking.format is HTML:
        return _render(request, asking, citation, table=table, more=more), more
    return write_table(Table(table.columns, table.rows, (citation.url,)), asking.format), more


def _render(
    request: Request,
    asking: Asking,
    citation: Citation,
    table: Table | None = None,
    graph: str | None = None,
    boolean: bool | None = None,
    more: bool = False,
) -> bytes:
    site: Site = request.app.state.site
    language = asking.language or read_language(request)
    before = max(asking.offset - asking.limit, 0)
    return render(
        request,
        "query.html",
        title=told(asking.template.titles, language),
        description=told(asking.template.descriptions, language),
        iri=asking.template.iri,
        action=f"/queries/{asking.template.slug}",
        parameters=show_parameters(asking.template, asking.values, language),
        formats=[
            (format, asking.path(format=format.name)) for format in offered(asking.template) if format is not HTML
        ],
        table=show_table(site, table) if table else None,
        graph=graph,
        boolean=boolean,
        start=asking.offset,
        previous=asking.path(offset=before) if asking.offset else None,
        next=asking.path(offset=asking.offset + asking.limit) if more else None,
        text=asking.text,
        citation=citation,
        bibtex=citation.to_bibtex(),
    )


def cite(site: Site, asking: Asking) -> Citation:
    """The citation of an answer: of this query and these values, in this release."""
    if site.manifest is None:
        raise UnknownResource(site.iris.to_iri(f"queries/{asking.template.slug}"))
    language = asking.language or LANGUAGES[0]
    publishers = [triple.object for triple in site.store.triples(site.dataset, DCTERMS + "publisher")]
    return Citation(
        name=asking.template.slug,
        title=told(asking.template.titles, language),
        dataset=label(site.store, site.dataset, language) or site.dataset,
        publisher=" and ".join(sorted(_name(site, publisher, language) for publisher in publishers)) or None,
        version=site.manifest.version,
        date=site.manifest.issued,
        url=site.iris.to_iri(asking.path(release=site.manifest.version)),
        release_digest=site.manifest.canonical_sha256,
        query_digest=digest(asking.text.encode()),
    )


def _name(site: Site, publisher: Any, language: str) -> str:
    if isinstance(publisher, Literal):
        return text_of(publisher)
    return label(site.store, text_of(publisher), language) or text_of(publisher)


def _links(asking: Asking, citation: Citation, more: bool) -> str:
    """Where to cite the answer (RFC 8574), in what else it can be had, what it answers, and its other pages."""
    links = [
        (citation.url, "cite-as", None),
        (asking.path(format=BIBTEX.name), "describedby", BIBTEX.media_type),
        *_alternates(asking),
    ]
    if asking.offset:
        links.append(
            (asking.path(offset=max(asking.offset - asking.limit, 0), format=asking.format.name), "prev", None)
        )
    if more:
        links.append((asking.path(offset=asking.offset + asking.limit, format=asking.format.name), "next", None))
    return ", ".join(
        f'<{href}>; rel="{rel}"' + (f'; type="{media_type}"' if media_type else "") for href, rel, media_type in links
    )


def _alternates(asking: Asking) -> Iterable[tuple[str, str, str]]:
    for other in offered(asking.template):
        if other not in (asking.format, BIBTEX) and len(asking.path()) < _LONG_ADDRESS:
            yield asking.path(format=other.name), "alternate", other.media_type
