# SPDX-License-Identifier: Apache-2.0
"""An observation in, its figure as it is written out: value or band, interval, unit, and when it was taken."""

from dataclasses import dataclass

from rightsgraph.record.links import Links
from rightsgraph.vocab import RG, SCHEMA


@dataclass(frozen=True, slots=True)
class Figure:
    """A published value, each part as it is written; `level` is the interval's, in percent. A band stands for a value.

    `time` and `arm` are concepts, `indicator` is what was measured.
    """

    iri: str
    value: str | None = None
    lower: str | None = None
    upper: str | None = None
    level: str | None = None
    band_from: str | None = None
    band_until: str | None = None
    unit: str | None = None
    time: str | None = None
    arm: str | None = None
    start: str | None = None
    end: str | None = None
    indicator: str | None = None


# The property that tells each part.
PARTS = {
    "value": SCHEMA + "value",
    "lower": RG + "lowerBound",
    "upper": RG + "upperBound",
    "level": RG + "confidenceLevel",
    "band_from": RG + "bandFrom",
    "band_until": RG + "bandUntil",
    "unit": SCHEMA + "unitText",
    "time": RG + "timePoint",
    "arm": RG + "studyArm",
    "start": RG + "startDate",
    "end": RG + "endDate",
    "indicator": RG + "ofIndicator",
}


def read_figure(links: Links, iri: str) -> Figure:
    """The figure of an observation; of a part with several values, the first."""
    return Figure(iri, **{part: links.first(iri, property) for part, property in PARTS.items()})
