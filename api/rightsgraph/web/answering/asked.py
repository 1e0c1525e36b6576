# SPDX-License-Identifier: Apache-2.0
"""A request for a named query in, what it asks out: the template, its values, its language, its page, its format."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from fastapi import Request

from rightsgraph.errors import BadParameter, UnknownQuery, UnknownRelease
from rightsgraph.formats import BIBTEX, GRAPH_FORMATS, HTML, SOLUTION_FORMATS, SPARQL, Format, named
from rightsgraph.query.templates import Template, fill, read_whole, unknown_parameter
from rightsgraph.store import Form
from rightsgraph.web.answering.operations import RESERVED
from rightsgraph.web.answering.results import ROWS_VIEWS, View, choose_view
from rightsgraph.web.asking import choose_format, read_language
from rightsgraph.web.site import Site
from rightsgraph.web.texts import LANGUAGES

ROWS = 1000
MOST_ROWS = 10_000
_FARTHEST = 10**9
_OF_PAGES = ("view", "of")


@dataclass(frozen=True)
class Asking:
    """What a request asks of a named query.

    `language` is None where names may come as the query has them, `release` where any will do. `view` and `of` are
    of its page alone: how the answer is shown, and the column that a chart is of.
    """

    template: Template
    values: Mapping[str, str]
    language: str | None
    release: str | None
    limit: int
    offset: int
    format: Format
    view: View = View.TABLE
    of: str | None = None

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

    def page(self, offset: int | None = None, **more: str) -> str:
        """The address of this page, shown as it is, or of another page of rows."""
        shown = {"view": self.view.value} if self.view is not View.TABLE else {}
        return self.path(offset, **shown, **more)

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
        values={name: value for name, value in given.items() if name not in (*RESERVED, *_OF_PAGES)},
        language=read_language(request) if format is HTML else language,
        release=given.get("release"),
        limit=read_whole("limit", given["limit"], 1, MOST_ROWS) if "limit" in given else ROWS,
        offset=read_whole("offset", given["offset"], 0, _FARTHEST) if "offset" in given else 0,
        format=format,
        view=choose_view(given.get("view"), ROWS_VIEWS),
        of=given.get("of"),
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
    known = [*(parameter.name for parameter in template.parameters), *RESERVED, *_OF_PAGES]
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
