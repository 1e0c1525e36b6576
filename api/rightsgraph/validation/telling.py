# SPDX-License-Identifier: Apache-2.0
"""Findings of shapes as they were located in, the same in words that a person can mend them by out."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from rightsgraph.rdf import BlankNode, NamedNode, Spool, Triple, text_of
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.messages import suggested
from rightsgraph.validation.origins import Origins
from rightsgraph.validation.reasons import explain
from rightsgraph.validation.report import Finding
from rightsgraph.validation.results import Result, ShaclEngine, Term
from rightsgraph.validation.shacl import run_shapes
from rightsgraph.validation.shapes_graph import ShapesGraph
from rightsgraph.validation.terms import nearest_choice
from rightsgraph.validation.wording import Speaker, Wording
from rightsgraph.vocab import SH

_IN = SH + "InConstraintComponent"


def tell(
    located: Iterable[Finding], data: Spool, shapes: Sequence[Triple], prefixes: Mapping[str, str], engine: ShaclEngine
) -> list[Finding]:
    """Findings of one result each, sorted, with messages, names for what has none, and reasons.

    Raises OSError where there is no room for what the engine is asked to explain them.
    """
    wording = Wording(ShapesGraph(shapes), Origins(data), prefixes)
    choices = Graph(shapes)
    found = sorted(
        (_with_near(_worded(finding, wording), choices, prefixes) for finding in located),
        key=lambda finding: finding.order,
    )
    # Why is no verdict: one engine is enough, and all of it goes through that.
    one = ShaclEngine.native if engine is ShaclEngine.both else engine
    run = partial(run_shapes, engine=one, large=sys.maxsize)
    reasons = explain([finding.results[0] for finding in found], data, shapes, wording, run)
    return [replace(finding, reasons=why) for finding, why in zip(found, reasons, strict=True)]


def _worded(finding: Finding, wording: Wording) -> Finding:
    """A finding with messages, and without the labels of blank nodes."""
    (result,) = finding.results
    component = result.component.removeprefix(SH).removesuffix("ConstraintComponent")
    rule = finding.rule if isinstance(result.shape, NamedNode) else component
    finding = replace(finding, rule=rule, messages=wording.messages(result))
    if not isinstance(result.focus, BlankNode) and not isinstance(result.value, BlankNode):
        return finding
    nameless = {language: _names(result, speaker) for language, speaker in wording.speakers.items()}
    focus, value = nameless["en"]
    return replace(finding, focus=focus, value=value, nameless=nameless)


def _names(result: Result, speaker: Speaker) -> tuple[str, str | None]:
    def name(term: Term) -> str:
        return speaker.term(term) if isinstance(term, BlankNode) else text_of(term)

    return name(result.focus), None if result.value is None else name(result.value)


def _with_near(finding: Finding, choices: Graph, prefixes: Mapping[str, str]) -> Finding:
    """A value that is none of sh:in, with the one that was meant."""
    (result,) = finding.results
    if result.component != _IN or result.shape is None or result.value is None:
        return finding
    near = nearest_choice(choices, text_of(result.shape), text_of(result.value), prefixes)
    return replace(finding, messages=suggested(finding.messages, near)) if near else finding
