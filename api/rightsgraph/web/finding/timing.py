# SPDX-License-Identifier: Apache-2.0
"""The time line: when interventions took place, as far as their sources say, and when the sources were published."""

from calendar import isleap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from fastapi import APIRouter, Request, Response

from rightsgraph.drawing import Span, draw_timeline, write
from rightsgraph.formats import CSV, HTML
from rightsgraph.rdf import text_of
from rightsgraph.search import Intervention
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, OA, RDF, RG
from rightsgraph.web.asking import choose_format, read_language
from rightsgraph.web.finding.choosing import Asking, index_of, read_asking
from rightsgraph.web.finding.occurring import MOST, respond_table
from rightsgraph.web.finding.searching import describe_filters
from rightsgraph.web.gaps import ShownGap, show_gaps
from rightsgraph.web.locales import read_date, write_date
from rightsgraph.web.rendering import render, respond_page
from rightsgraph.web.routes import reads
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

_COLUMNS = ("intervention", "name", "start", "end", "published")
_CLAIMS = 500  # of an intervention, that its sources are looked for in

router = APIRouter()

Keep = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """An intervention in time: its dates as they are told, else why there are none, and its sources with theirs."""

    shown: Shown
    start: str
    end: str
    no_start: tuple[ShownGap, ...]
    no_end: tuple[ShownGap, ...]
    published: tuple[tuple[Shown, str], ...]


@reads(router, "/timeline", "When interventions took place", told={"parameters": describe_filters()})
def read_timeline(request: Request) -> Response:
    """What a search finds by when it began, what has no year apart; raises BadParameter, UnknownResource."""
    format = choose_format(request, (HTML, CSV))
    asking = read_asking(request)
    interventions = index_of(request).find(asking.question, read_language(request)).interventions
    found = sorted(interventions, key=lambda one: (one.start or one.end or "", one.iri))
    if format is CSV:
        return respond_table(request, _COLUMNS, _rows(request, found))
    body = _render(request, asking, found)
    return respond_page(request, body, vary=("Accept", "Accept-Language"))


def _rows(request: Request, found: Sequence[Intervention]) -> Iterator[Sequence[str]]:
    site: Site = request.app.state.site
    language = read_language(request)
    for one in found:
        dates = sorted({issued for _, issued in _sources(site.store, one.iri) if issued})
        yield one.iri, show_iri(site, one.iri, language).text, one.start or "", one.end or "", " ".join(dates)


def _render(request: Request, asking: Asking, found: Sequence[Intervention]) -> bytes:
    site: Site = request.app.state.site
    language = read_language(request)
    dated = [one for one in found if _is_dated(one)]
    undated = [one for one in found if not _is_dated(one)]
    rows = [_row(site, one, language) for one in dated[:MOST]]
    return render(
        request,
        "timeline.html",
        asking=asking,
        narrowed=bool(asking.question.text or asking.question.filters),
        rows=rows,
        undated=[_row(site, one, language) for one in undated[:MOST]],
        of_dated=len(dated),
        of_undated=len(undated),
        draw=lambda keep: _draw(rows, language, keep),
    )


def _row(site: Site, one: Intervention, language: str) -> Row:
    return Row(
        shown=show_iri(site, one.iri, language),
        start=one.start or "",
        end=one.end or "",
        no_start=tuple(show_gaps(site, one.iri, language, RG + "startDate")),
        no_end=tuple(show_gaps(site, one.iri, language, RG + "endDate")),
        published=tuple((show_iri(site, source, language), issued) for source, issued in _sources(site.store, one.iri)),
    )


def _draw(rows: Sequence[Row], language: str, keep: Keep) -> str:
    spans = [
        Span(
            row.shown.text,
            year_of(row.start),
            year_of(row.end, over=True),
            _told(row, language),
            keep(row.shown.href) if row.shown.href else None,
            tuple(sorted({year for _, issued in row.published if (year := year_of(issued)) is not None})),
        )
        for row in rows
    ]
    return write(draw_timeline(spans, texts(language)["timeline"]))


def _told(row: Row, language: str) -> str:
    """A row's dates in words; of what is not known, why."""
    silent = texts(language)["timeline_silent"]
    ends = ((row.start, row.no_start), (row.end, row.no_end))
    reasons = [(told, gaps[0].reason.text if gaps else silent) for told, gaps in ends]
    return " – ".join(write_date(told, language) if told else reason for told, reason in reasons)


def year_of(told: str, over: bool = False) -> float | None:
    """A date as a number of years, with `over` when the year, month or day is over; None where it is no date."""
    found = read_date(told)
    if found is None:
        return None
    first, parts = found
    if parts == 3:
        return first.year + (first.timetuple().tm_yday - 1 + over) / (366 if isleap(first.year) else 365)
    return first.year + (first.month - 1 + over) / 12 if parts == 2 else float(first.year + over)


def _is_dated(one: Intervention) -> bool:
    return any(year_of(told or "") is not None for told in (one.start, one.end))


def _sources(store: Store, iri: str) -> list[tuple[str, str]]:
    """The sources on whose word an intervention's statements stand, each with its date of publication, or none."""
    claims = islice(store.triples(predicate=RDF + "subject", value=iri), _CLAIMS)
    passages = {
        text_of(t.object) for claim in claims for t in store.triples(text_of(claim.subject), RG + "fromPassage")
    }
    sources = {text_of(t.object) for passage in passages for t in store.triples(passage, OA + "hasSource")}
    return sorted((source, _issued(store, source)) for source in sources)


def _issued(store: Store, source: str) -> str:
    return next((text_of(t.object) for t in store.triples(source, DCTERMS + "issued")), "")
