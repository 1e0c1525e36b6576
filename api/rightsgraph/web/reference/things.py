# SPDX-License-Identifier: Apache-2.0
"""A result, figure, proposal, question or dataset in, what a reader asks of it first out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rightsgraph.describe import Description
from rightsgraph.record import AskedLinks, read_figure
from rightsgraph.vocab import DCTERMS, RG, RGC
from rightsgraph.web.measuring import tell_figure
from rightsgraph.web.naming import name_term
from rightsgraph.web.reference.links import first_of, objects_of, subjects_of
from rightsgraph.web.showing import Shown
from rightsgraph.web.site import Site

_STATES = ("intended", "reported", "measured")
MOST_FIGURES = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: the record of it, its value in words, what it counts, when and among whom it was taken."""

    shown: Shown
    told: str
    indicator: Shown | None
    when: Shown | None
    arm: Shown | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a law: its own record, the stage that it reached, and when, None where nobody says."""

    shown: Shown
    stage: Shown | None
    date: str | None


def gather_nothing(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """Nothing beyond what every page shows."""
    return {}


def gather_result(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """How a result stands, by the name of its status too, and the figures there are of it."""
    status = first_of(site, description.iri, RG + "resultStatus")
    figures = subjects_of(site, RG + "observedFor", description.iri, MOST_FIGURES)
    return {
        "status": name_term(site, status, language) if status else None,
        "state": state_of(status),
        "figures": sorted(
            (_figure(site, one, language) for one in figures), key=lambda figure: figure.shown.text.casefold()
        ),
    }


def state_of(status: str | None) -> str:
    """The word for a status that style sheets know; what they do not know is shown as unknown."""
    return next((state for state in _STATES if status == RGC + state), "unknown")


def gather_figure(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """A figure as one line."""
    return {"figure": _figure(site, description.iri, language)}


def gather_proposal(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """The stages that a proposal went through, dated ones in order, and those that it is said not to have reached."""
    events = objects_of(site, description.iri, RG + "hasStatusEvent")
    stages = [_stage(site, one, language) for one in events]
    return {
        **gather_result(site, description, language),
        "stages": sorted(stages, key=lambda stage: (stage.date is None, stage.date or "", stage.shown.text)),
        "not_reached": [
            name_term(site, s, language) for s in objects_of(site, description.iri, RG + "stageNotYetReached")
        ],
    }


def gather_query(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """Where the form of a tested question is."""
    slug = description.iri.rpartition("/")[2]
    return {"form": f"/queries/{slug}" if slug in site.queries else None}


def gather_dataset(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """The files of a dataset, by their common name."""
    name = description.iri.rpartition("/")[2]
    files = site.manifest.files if site.manifest else ()
    return {"files": sorted(file.name for file in files if file.name.split(".")[0] == name)}


def _figure(site: Site, iri: str, language: str) -> Figure:
    def named(concept: str | None) -> Shown | None:
        return name_term(site, concept, language) if concept else None

    read = read_figure(AskedLinks(site.store), iri)
    return Figure(
        shown=name_term(site, iri, language),
        told=tell_figure(read, language),
        indicator=named(read.indicator),
        when=named(read.time),
        arm=named(read.arm),
    )


def _stage(site: Site, event: str, language: str) -> Stage:
    stage = first_of(site, event, RG + "legalStage")
    dates = (first_of(site, event, property) for property in (DCTERMS + "date", RG + "startDate", RG + "endDate"))
    return Stage(
        name_term(site, event, language),
        name_term(site, stage, language) if stage else None,
        next((date for date in dates if date), None),
    )
