# SPDX-License-Identifier: Apache-2.0
"""An intervention's description in, its page out: what led to it, what was done, what came of it, and who says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import Request

from rightsgraph.describe import Description
from rightsgraph.rdf import text_of
from rightsgraph.record import Record, Step, read_record
from rightsgraph.store import Store
from rightsgraph.vocab import RG, TYPE
from rightsgraph.web.asking import read_language
from rightsgraph.web.gaps import ShownGap, show_gap
from rightsgraph.web.interventions.chains import chain_drawing, has_state
from rightsgraph.web.interventions.figures import show_figures
from rightsgraph.web.interventions.pieces import STATES, Piece, make_piece, rows_of
from rightsgraph.web.interventions.stages import read_proposal
from rightsgraph.web.knowing import Known, read_known
from rightsgraph.web.rendering import render
from rightsgraph.web.resource_pages import head_of
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site

_FACTS = tuple(
    RG + name for name in ("implementedBy", "takesPlaceIn", "startDate", "endDate", "population", "fundedBy")
)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What is missing of one record, as the page's list of gaps tells it."""

    about: Shown
    anchor: str | None
    missing: tuple[ShownGap, ...]


def is_intervention(description: Description) -> bool:
    """Whether a resource is one."""
    return any(t.predicate.value == TYPE and text_of(t.object) == RG + "Intervention" for t in description.statements)


def render_intervention(request: Request, description: Description) -> bytes:
    """The page of one intervention, or of what was known of it by a date or on one source's word."""
    site: Site = request.app.state.site
    language, known = read_language(request), read_known(request)
    record = read_record(site.store, description.iri)
    pieces = _make_pieces(site, record, language, known)
    itself = pieces[record.iri]
    return render(
        request,
        "intervention.html",
        **head_of(request, description),
        itself=itself,
        facts=rows_of(itself, _FACTS),
        others=tuple(row for row in itself.rows if row.iri not in _FACTS),
        steps=[(step.value, _others(record, record.steps[step], pieces)) for step in Step],
        drawing=chain_drawing(site, record, pieces, language),
        states=[state for state in STATES if has_state(pieces.values(), state)],
        proposals={iri: read_proposal(site, pieces[iri], language, known) for iri in record.laws if iri in pieces},
        figures={
            iri: show_figures(site, found, language, known) for iri, found in record.figures.items() if iri in pieces
        },
        concerned=_others(record, record.concerned, pieces),
        actors=_others(record, record.actors, pieces),
        lessons=_others(record, record.lessons, pieces),
        next_steps=_others(record, record.next_steps, pieces),
        unsaid=_unsaid(site, record, pieces, language, known),
        hypotheses=[show_iri(site, iri, language) for iri in record.hypotheses if not known.asks],
        sources=[show_iri(site, iri, language) for iri in record.sources if not known.asks],
        nothing=known.asks and not any(map(_is_known, pieces.values())),
        more=record.more,
        known=known,
    )


def _others(record: Record, iris: Iterable[str], pieces: Mapping[str, Piece]) -> list[Piece]:
    """The pieces of some records but of the intervention itself, which heads the page."""
    return [pieces[iri] for iri in iris if iri != record.iri and iri in pieces]


def _make_pieces(site: Site, record: Record, language: str, known: Known) -> dict[str, Piece]:
    steps = (iri for found in record.steps.values() for iri in found)
    told = dict.fromkeys((record.iri, *steps, *record.concerned, *record.actors, *record.lessons, *record.next_steps))
    pieces = {iri: make_piece(site, iri, language, known) for iri in told if _is_told(site.store, iri)}
    return {iri: piece for iri, piece in pieces.items() if iri == record.iri or not known.asks or _is_known(piece)}


def _is_known(piece: Piece) -> bool:
    """Whether anything that is asked for was said of a record: its name alone would tell what was found out later."""
    return any(statement.evidence for group in piece.account.groups for statement in group.statements)


def _is_told(store: Store, iri: str) -> bool:
    """Whether anything is said of a record that others point at."""
    return next(store.triples(subject=iri), None) is not None


def _unsaid(site: Site, record: Record, pieces: dict[str, Piece], language: str, known: Known) -> list[Unsaid]:
    """What is missing, record by record, in the order of the page."""
    by_record: dict[str, list[ShownGap]] = {}
    for gap in () if known.asks else record.gaps:
        by_record.setdefault(gap.about, []).append(show_gap(site, gap, language))
    return [
        Unsaid(show_iri(site, about, language), pieces[about].anchor if about in pieces else None, tuple(missing))
        for about, missing in by_record.items()
    ]
