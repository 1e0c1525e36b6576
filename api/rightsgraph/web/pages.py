# SPDX-License-Identifier: Apache-2.0
"""A template and values in, an HTML page out; plain HTML that needs no script."""

import functools
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from rightsgraph import __version__
from rightsgraph.describe import (
    Description,
    Evidence,
    Mark,
    Retraction,
    Saying,
    evidence,
    label,
    marks,
    retractions,
    sayings,
)
from rightsgraph.formats import GRAPH_FORMATS
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, is_iri, sort_triples, text_of
from rightsgraph.vocab import DCTERMS, OA, RDF, RG, RGC, SKOS, TYPE
from rightsgraph.web.asking import read_language
from rightsgraph.web.knowing import read_known
from rightsgraph.web.responses import make_etag, respond
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

router = APIRouter()


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rightsgraph.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["query_string"] = lambda values: urlencode(values)
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
        foreign=site.manifest is None,
        vocabulary=_has_vocabulary(site),
        has_queries=bool(site.queries),
        **values,
    ).encode()


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


def _has_vocabulary(site: Site) -> bool:
    return next(site.store.triples(subject=site.iris.to_iri("ns")), None) is not None


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it: its text, where it leads (None for nowhere), its language and datatype."""

    text: str
    href: str | None = None
    title: str = ""
    language: str | None = None


def linker(site: Site, language: str | None = None) -> Callable[[Any], Shown]:
    """Makes terms into what a page shows: own IRIs become links, by name where a language is given."""

    def show(term: Any) -> Shown:
        if isinstance(term, Literal):
            return Shown(term.value, title=term.datatype.value, language=term.language)
        if isinstance(term, BlankNode):
            return Shown(f"_:{term.value}")
        if isinstance(term, Triple):
            return Shown(str(term))
        name = label(site.store, term.value, language) if language else None
        return Shown(name or _shorten(site, term.value), _href(site, term.value), term.value)

    return show


def _href(site: Site, iri: str) -> str | None:
    path = site.iris.to_path(iri)
    if path is not None:
        # A browser takes what stands behind two slashes for a host. Fragments of foreign files have pages of their own.
        safe = "/:~" if site.manifest is None else "/#:~"
        return None if path.startswith("//") else quote(path, safe=safe)
    return iri if iri.startswith(("http://", "https://")) else None


def _shorten(site: Site, iri: str) -> str:
    for prefix, namespace in site.prefixes.items():
        if prefix and iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as a reader sees it: where it stands, how it is said, and which others it disagrees with."""

    claim: Shown
    passages: tuple[Shown, ...]
    how: str
    disagrees: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of a property, the claims behind it, and the policies that made it coarser."""

    value: Shown
    evidence: tuple[Told, ...] = ()
    marks: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A property and its values."""

    property: Shown
    statements: tuple[Statement, ...]


def render_resource(request: Request, description: Description) -> bytes:
    """The page of one resource, or of what was known of it by a date or on one source's word; raises BadParameter."""
    site: Site = request.app.state.site
    language = read_language(request)
    show = linker(site, language)
    claims, coarser = evidence(description), marks(site.store, description)
    known = read_known(request)
    said = {one.claim: sayings(site.store, one) for found in claims.values() for one in found}
    admitted = {claim for claim, found in said.items() if not known.asks or known.admits(found)}
    statements = [t for t in description.statements if _is_known(t, claims, admitted)]

    def statement(triple: Triple) -> Statement:
        key = triple.predicate.value, text_of(triple.object)
        behind = (found for found in claims.get(key, ()) if found.claim in admitted)
        told = tuple(_tell(site, found, admitted, language) for found in behind)
        return Statement(show(triple.object), told, tuple(_mark(site, one, language) for one in coarser.get(key, ())))

    terms = sorted({text_of(triple.subject) for triple in description.members})
    return render(
        request,
        "resource.html",
        iri=description.iri,
        path=quote(site.iris.to_path(description.iri) or ""),
        name=label(site.store, description.iri, language) or _shorten(site, description.iri),
        groups=_group(statements, language, show, statement),
        incoming=_group(description.incoming, language, show, lambda triple: Statement(show(triple.subject))),
        more_incoming=description.more_incoming,
        terms=[(show(NamedNode(term)), term.rpartition("#")[2], _definition(site, term, language)) for term in terms],
        formats=GRAPH_FORMATS,
        known=known,
        left_out=len(description.statements) - len(statements),
        sources=sorted(
            ((one.source, _source_name(site, one, language)) for found in said.values() for one in found),
            key=lambda named: named[1],
        ),
        retracted=[_tell_retraction(found, show, language) for found in retractions(description)],
    )


def _is_known(triple: Triple, claims: dict[tuple[str, str], list[Evidence]], admitted: Container[str]) -> bool:
    """Whether a statement is among what was asked for; what no claim carries, such as a name, always is."""
    behind = claims.get((triple.predicate.value, text_of(triple.object)), [])
    return not behind or any(found.claim in admitted for found in behind)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A claim that was retracted, as a reader sees it."""

    claim: Shown
    property: Shown
    value: str
    day: str
    reason: Shown
    note: str


def _tell_retraction(found: Retraction, show: Callable[[Any], Shown], language: str) -> TakenBack:
    return TakenBack(
        claim=show(NamedNode(found.claim)),
        property=show(NamedNode(found.property)),
        value=show(NamedNode(found.value)).text if is_iri(found.value) else found.value,
        day=found.day,
        reason=show(NamedNode(found.reason)),
        note=found.notes.get(language) or next(iter(found.notes.values()), ""),
    )


def _group(
    triples: Sequence[Triple], language: str, show: Callable[[Any], Shown], statement: Callable[[Triple], Statement]
) -> list[Group]:
    """Statements by property, in the order of our Turtle; what is in the reader's language stands first."""
    grouped: dict[str, list[Triple]] = {}
    for triple in sort_triples(triples):
        grouped.setdefault(triple.predicate.value, []).append(triple)
    for group in grouped.values():
        group.sort(key=lambda triple: getattr(triple.object, "language", language) != language)
    return [
        Group(show(NamedNode(predicate)), tuple(statement(triple) for triple in group))
        for predicate, group in grouped.items()
    ]


def _tell(site: Site, found: Evidence, known: Container[str], language: str) -> Told:
    """A claim as a reader sees it: its passages by source, section and sentence, and how the source says it.

    Of the claims that it disagrees with, those that are `known` are told.
    """
    passages = tuple(
        Shown(_passage_name(site, passage, language), _href(site, passage), passage) for passage in found.passages
    )
    said = [label(site.store, iri, language) or iri for iri in (found.mode, found.strength) if iri]
    if found.as_of:
        said.append(texts(language)["as_of"].format(date=found.as_of))
    disagrees = tuple(
        Shown(_object_name(site, claim, language), _href(site, claim), claim)
        for claim in found.disagrees
        if claim in known
    )
    return Told(
        Shown(texts(language)["evidence"], _href(site, found.claim) or found.claim),
        passages,
        " · ".join(said),
        disagrees,
    )


def _object_name(site: Site, claim: str, language: str) -> str:
    """What a claim says, by the name of its object."""
    value = next((t.object for t in site.store.triples(claim, RDF + "object")), None)
    return linker(site, language)(value).text if value is not None else claim


def _source_name(site: Site, said: Saying, language: str) -> str:
    name = label(site.store, said.source, language) or said.source
    return f"{name} ({said.issued or texts(language)['no_date']})"


def _mark(site: Site, mark: Mark, language: str) -> Shown:
    """How coarse a policy made a value, leading to the policy, which says why."""
    told = texts(language)
    text = told.get("generalised_" + mark.grain.removeprefix(RGC), told["generalised"])
    return Shown(text, _href(site, mark.policy), label(site.store, mark.policy, language) or mark.policy)


def _passage_name(site: Site, passage: str, language: str) -> str:
    """Section and sentence; of a source that was read without a capture, its title and date."""
    values = {triple.predicate.value: triple.object for triple in site.store.triples(subject=passage)}
    section, sentence = values.get(RG + "section"), values.get(RG + "sentenceNumber")
    name = label(site.store, text_of(section), language) if isinstance(section, NamedNode) else None
    told = f"{texts(language)['sentence']} {text_of(sentence)}" if sentence else ""
    source = values.get(OA + "hasSource")
    if not sentence and isinstance(source, NamedNode):
        issued = next((text_of(t.object) for t in site.store.triples(source.value, DCTERMS + "issued")), None)
        told = _source_name(site, Saying(source.value, issued), language)
    return ", ".join(part for part in (name, told) if part) or passage


def _definition(site: Site, term: str, language: str) -> str:
    found = [t.object for t in site.store.triples(term, SKOS + "definition")]
    found.sort(key=lambda text: getattr(text, "language", None) != language)
    return text_of(found[0]) if found else ""


@reads(router, "/", "Start page")
def read_start(request: Request) -> Response:
    """What this is, what to ask it, and how to take the data."""
    site: Site = request.app.state.site
    language = read_language(request)
    body = render(
        request,
        "start.html",
        manifest=site.manifest,
        triples=site.triples,
        interventions=_named(site, RG + "Intervention", language),
        queries=_queries(site, language),
    )
    etag = make_etag(site.identity, __version__, body.decode())
    return respond(request, body, "text/html; charset=utf-8", etag=etag, vary=("Accept-Language",))


def _named(site: Site, class_iri: str, language: str) -> list[Shown]:
    show = linker(site, language)
    found = [show(t.subject) for t in site.store.triples(predicate=TYPE, value=class_iri)]
    return sorted(found, key=lambda shown: shown.text)


def _queries(site: Site, language: str) -> list[tuple[str, str]]:
    """The named queries by title, each with its path."""
    return sorted(
        (label(site.store, query.iri, language) or slug, f"/queries/{slug}") for slug, query in site.queries.items()
    )
