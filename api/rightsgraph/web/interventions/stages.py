# SPDX-License-Identifier: Apache-2.0
"""A law proposal in, its stages as a time line out: reached, with their dates; said to be not yet reached; not told."""

from dataclasses import dataclass

from rightsgraph.rdf import NamedNode, text_of
from rightsgraph.vocab import RG
from rightsgraph.web.interventions.pieces import Piece, make_piece
from rightsgraph.web.knowing import Known
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.telling import Statement


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that a source speaks of: reached or said not to be; `dates` are statements of when it was."""

    name: Shown
    reached: bool
    dates: tuple[Statement, ...]
    statement: Statement | None
    notes: tuple[Shown, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A law proposal's stages, from the first to the last."""

    stages: tuple[Stage, ...]


def read_proposal(site: Site, proposal: Piece, language: str, known: Known) -> Proposal:
    """The stages that sources speak of, in the order that the vocabulary gives them."""
    events = sorted(text_of(t.object) for t in site.store.triples(proposal.iri, RG + "hasStatusEvent"))
    stages = [stage for event in events if (stage := _reached(site, event, language, known))]
    stages += _not_reached(site, proposal, language)
    return Proposal(tuple(sorted(stages, key=lambda stage: (stage.rank, not stage.reached))))


def _reached(site: Site, event: str, language: str, known: Known) -> Stage | None:
    piece = make_piece(site, event, language, known)
    stages = [t.object for t in site.store.triples(event, RG + "legalStage")]
    stage = next((term.value for term in stages if isinstance(term, NamedNode)), None)
    statement = piece.account.statement(RG + "legalStage", stage) if stage else None
    if stage is None or statement is None:
        return None
    dates = [row for row in piece.rows if row.property.title in (RG + "startDate", RG + "endDate")]
    return Stage(
        name=show_iri(site, stage, language),
        reached=True,
        dates=tuple(date for row in dates for date in row.statements),
        statement=statement,
        notes=piece.notes,
        rank=_rank(site, stage),
    )


def _not_reached(site: Site, proposal: Piece, language: str) -> list[Stage]:
    found = []
    for triple in site.store.triples(proposal.iri, RG + "stageNotYetReached"):
        stage = text_of(triple.object)
        if statement := proposal.account.statement(RG + "stageNotYetReached", stage):
            name = show_iri(site, stage, language)
            found.append(Stage(name, False, (), statement, (), _rank(site, stage)))
    return found


def _rank(site: Site, stage: str) -> int:
    """Where the vocabulary puts a stage; one that it does not rank comes last."""
    ranks = [text_of(t.object) for t in site.store.triples(stage, RG + "rank")]
    return next((int(rank) for rank in ranks if rank.isdigit()), 1 << 16)
