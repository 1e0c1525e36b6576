# SPDX-License-Identifier: Apache-2.0
"""A record and its pieces in, the drawing of its results chain out."""

from collections.abc import Iterable, Mapping

from rightsgraph.drawing import ChainEdge, ChainNode, draw_chain, write
from rightsgraph.record import Link, Record, Step
from rightsgraph.vocab import RG, RGC
from rightsgraph.web.interventions.pieces import Piece
from rightsgraph.web.showing import show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

_KINDS = {RG + "intendsResult": "intends", RG + "addressesCondition": "addresses"}
_INFERRED = RGC + "curatorInference"


def chain_drawing(site: Site, record: Record, pieces: Mapping[str, Piece], language: str) -> str:
    """The chain as SVG, each box leading to what the page says of it; empty where nothing leads to anything."""
    told = texts(language)
    edges = [edge for link in record.links if (edge := _edge(site, link, pieces, language))]
    linked = {key for edge in edges for key in (edge.source, edge.target)}
    nodes = [
        _node(pieces[iri], place, told)
        for place, step in enumerate(Step)
        for iri in record.steps[step]
        if iri in pieces and (iri != record.iri or iri in linked)
    ]
    if not nodes:
        return ""
    columns = [told[f"chain_{step.value}"] for step in Step]
    return write(draw_chain(columns, nodes, edges, told["chain_label"].format(name=pieces[record.iri].name.text)))


def _node(piece: Piece, column: int, told: Mapping[str, str]) -> ChainNode:
    state = piece.state
    return ChainNode(
        key=piece.iri,
        column=column,
        text=piece.name.text,
        href=f"#{piece.anchor}",
        state=state.key if state else "",
        state_text=(told[f"state_{state.key}"] if state.key else state.name.text) if state else "",
        language=piece.name.language,
    )


def _edge(site: Site, link: Link, pieces: Mapping[str, Piece], language: str) -> ChainEdge | None:
    """What the data says as an arrow from cause to effect; None where it is not known as of the date asked for."""
    start, end = pieces.get(link.source), pieces.get(link.target)
    if start is None or end is None:
        return None
    statement = start.account.statement(link.property, link.target)
    if statement is None:
        return None
    modes = [told.mode.title if told.mode else "" for told in statement.evidence]
    inferred = bool(modes) and all(mode == _INFERRED for mode in modes)
    kind = " ".join((_KINDS.get(link.property, "leads"), *(("inferred",) if inferred else ())))
    words = [start.name.text, show_iri(site, link.property, language).text, end.name.text]
    title = " – ".join(words) + (f" ({texts(language)['chain_inferred']})" if inferred else "")
    backwards = link.property == RG + "addressesCondition"  # a condition stands before what is done about it
    source, target = (link.target, link.source) if backwards else (link.source, link.target)
    return ChainEdge(source, target, kind, title)


def has_state(pieces: Iterable[Piece], state: str) -> bool:
    """Whether any of some records stands so."""
    return any(piece.state and piece.state.key == state for piece in pieces)
