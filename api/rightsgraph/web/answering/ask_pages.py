# SPDX-License-Identifier: Apache-2.0
"""What the SPARQL endpoint was asked and how that ended in, its page out: editor, answer or problem, examples, code."""

import contextlib
import difflib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from rightsgraph.errors import BadParameter, BadRequest, RightsgraphError, UnknownQuery
from rightsgraph.formats import NTRIPLES, TURTLE, Format
from rightsgraph.query import Answers, Query
from rightsgraph.query.templates import Template, fill
from rightsgraph.rdf import is_iri, read_triples
from rightsgraph.store import Term, read_solutions
from rightsgraph.web.answering.protocol import Operation
from rightsgraph.web.answering.results import (
    GRAPH_VIEWS,
    ROWS_VIEWS,
    Result,
    View,
    choose_view,
    show_drawing,
    show_solutions,
    show_statements,
    show_text,
)
from rightsgraph.web.answering.snippets import LONGEST_ADDRESS, Source, write_snippets
from rightsgraph.web.answering.tabulating import show_rows, show_triples
from rightsgraph.web.answering.topics import group_queries
from rightsgraph.web.answering.vocabulary import vocabulary_address
from rightsgraph.web.asking import client_of, read_language
from rightsgraph.web.problems import problem_of
from rightsgraph.web.rendering import render
from rightsgraph.web.showing import linker
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

_ROWS = 1000
_OFFERED_PREFIXES = ("dcterms", "prov", "rdf", "rdfs", "rg", "rgc", "skos")
_DRAWN_TRIPLES = 2000
_INTERVENTIONS = """
SELECT ?intervention ?name WHERE {{
  ?intervention a rg:Intervention ; skos:prefLabel ?name .
  FILTER(LANG(?name) = "{language}")
}}
ORDER BY ?name
LIMIT 100
"""


async def answer_page(request: Request, query: Query, operation: Operation) -> bytes:
    """The page of an answer; raises what the query ends in."""
    answers: Answers = request.app.state.answers
    if query.inspection.form.gives_graph:
        result = await _read_graph(request, answers, query, operation.view)
    else:
        encoded = await answers.preview(query, _ROWS + 1, client=client_of(request))
        result = await run_in_threadpool(_show_solutions, request, encoded, operation)
    return await run_in_threadpool(_render, request, operation, result=result, formats=query.formats)


def start_page(request: Request) -> bytes:
    """The page without a query: an example in the editor where one is asked for; raises UnknownQuery."""
    site: Site = request.app.state.site
    slug = request.query_params.get("example")
    if slug is not None and slug not in site.queries:
        raise UnknownQuery(slug[:100], difflib.get_close_matches(slug[:100], site.queries, cutoff=0.4))
    text = _example(site.queries[slug], read_language(request)) if slug else _first_query(site, read_language(request))
    return _render(request, Operation(text, None, None), graphs=site.store.graphs())


def problem_page(request: Request, operation: Operation, error: RightsgraphError) -> tuple[int, bytes]:
    """The status and the page of a query that was not answered: what is wrong stands beside the query."""
    problem = problem_of(error)
    title = problem.title(read_language(request))
    return problem.status, _render(request, operation, problem=error, problem_title=title)


def _show_solutions(request: Request, encoded: bytes, operation: Operation) -> Result:
    boolean, variables, rows = _read_rows(encoded)
    if boolean is not None:
        return Result(boolean=boolean)
    site, language = request.app.state.site, read_language(request)
    view = choose_view(operation.view, ROWS_VIEWS)
    table = show_rows(site, variables, rows[:_ROWS], language)
    return show_solutions(site, table, view, operation.of, language, more=len(rows) > _ROWS)


def _read_rows(encoded: bytes) -> tuple[bool | None, list[str], list[tuple[Term | None, ...]]]:
    """What solutions hold; the engine's own object must end in the thread that made it, so no error may carry it."""
    solutions = read_solutions(encoded)
    return solutions.boolean, solutions.variables, list(solutions.rows())


async def _read_graph(request: Request, answers: Answers, query: Query, asked: str | None) -> Result:
    view = choose_view(asked, GRAPH_VIEWS)
    format = TURTLE if view is View.TEXT else NTRIPLES
    encoded = await answers.collect(query, format, client=client_of(request))
    if view is View.TEXT:
        return show_text(encoded.decode())
    return await run_in_threadpool(_show_graph, request, encoded, view, asked)


def _show_graph(request: Request, encoded: bytes, view: View, asked: str | None) -> Result:
    site, language = request.app.state.site, read_language(request)
    said = texts(language)
    # Lines are cut before they are read: a page shows no more of them, however many there are.
    triples = list(read_triples(b"".join(encoded.splitlines(keepends=True)[:_DRAWN_TRIPLES]), NTRIPLES))
    if view is View.GRAPH:
        drawn = show_drawing(linker(site, language), triples, said["answer"])
        if drawn or asked:
            return drawn or Result(GRAPH_VIEWS, View.GRAPH)
    headings = (said["asking_subject"], said["property"], said["value"])
    return show_statements(show_triples(site, triples[:_ROWS], headings, language), len(triples) > _ROWS)


def _render(
    request: Request,
    operation: Operation,
    *,
    result: Result | None = None,
    formats: Sequence[Format] = (),
    **values: Any,
) -> bytes:
    site: Site = request.app.state.site
    query, language = operation.query or "", read_language(request)
    shared = request.method != "POST" and bool(_address(operation, language))
    source = Source(f"{host_of(request)}/sparql", query, is_table="csv" in [format.name for format in formats])
    return render(
        request,
        "sparql.html",
        query=query,
        graph_choice=_choice(operation),
        shared=shared,
        result=result,
        views=[
            (view, _address(operation, language, view=view.value) if shared else "")
            for view in (result.views if result else ())
        ],
        numbers=_numbers(operation, language, result),
        formats=[(format, _address(operation, language, format=format.name) if shared else "") for format in formats],
        snippets=write_snippets(source) if result and result.boolean is None else [],
        spreadsheet=source.spreadsheet,
        topics=group_queries(site.queries, language),
        vocabulary_address=vocabulary_address(site, language),
        **{"graphs": [], "problem": None, "problem_title": "", **values},
    )


def host_of(request: Request) -> str:
    """Where this server is asked, as an absolute address without a path; raises BadRequest."""
    address = str(request.url.replace(path="", query="", fragment=""))
    if not is_iri(address):
        raise BadRequest("the Host header names no host")
    return address


def _choice(operation: Operation) -> list[tuple[str, str]]:
    """The graphs that a query is asked of, as the form sends them again."""
    if operation.choice is None:
        return []
    default = [("default-graph-uri", iri) for iri in operation.choice.default]
    return default + [("named-graph-uri", iri) for iri in operation.choice.named]


def _address(operation: Operation, language: str, **more: str) -> str:
    """Where this query is answered in another way; a query that is too long for an address is sent by the form."""
    parts = [("query", operation.query or ""), *_choice(operation), ("lang", language), *more.items()]
    address = "/sparql?" + urlencode(parts)
    return address if len(address) <= LONGEST_ADDRESS else ""


def _numbers(operation: Operation, language: str, result: Result | None) -> list[tuple[str, str, bool]]:
    """The columns of numbers that a chart may be of: heading, address, whether it is the one that is drawn."""
    if result is None or len(result.numbers) < 2:
        return []
    drawn = result.of if result.of in [column.name for column in result.numbers] else result.numbers[0].name
    return [
        (c.heading, _address(operation, language, view=result.view.value, of=c.name), c.name == drawn)
        for c in result.numbers
    ]


def _example(template: Template, language: str) -> str:
    """A named query as a text to start from, with its defaults, asking for names in the reader's language first."""
    with contextlib.suppress(BadParameter):
        return fill(template, {}, language)
    return template.text


def _first_query(site: Site, language: str) -> str:
    """What the editor starts with: of our own content the interventions by name, of other files anything."""
    prefixes = [f"PREFIX {name}: <{site.prefixes[name]}>\n" for name in _OFFERED_PREFIXES if name in site.prefixes]
    if site.manifest is None:
        return "".join(prefixes) + "\nSELECT * WHERE { ?s ?p ?o } LIMIT 100\n"
    return "".join(prefixes) + _INTERVENTIONS.format(language=language)
