# SPDX-License-Identifier: Apache-2.0
"""What a reader wants to know of an intervention: one table of aspects, each with the properties that tell it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from rightsgraph.record import MEMBERS, RESULTS
from rightsgraph.vocab import DCTERMS, RG, SCHEMA


class Among(Enum):
    """Which records of an intervention an aspect looks at."""

    ITSELF = "itself"
    WORK = "itself and its activities"
    ACTORS = "who took part"
    EVERYTHING = "all that belongs to it"
    FIGURES = "its observations"
    SOURCES = "its sources"


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something to know: known by a value of one of some properties, or of those values that `status` names."""

    key: str
    names: Mapping[str, str]
    among: Among
    properties: tuple[str, ...]
    status: str | None = None
    unknown: tuple[str, ...] = field(default=())

    @property
    def asked(self) -> frozenset[str]:
        """The properties that an explicit unknown about this aspect may name."""
        return frozenset((*self.properties, *self.unknown))


def _aspect(
    key: str, en: str, es: str, among: Among, *properties: str, status: str | None = None, unknown: tuple[str, ...] = ()
) -> Aspect:
    return Aspect(key, {"en": en, "es": es}, among, properties, status, unknown)


ASPECTS = (
    _aspect("implementer", "who did it", "quién la hizo", Among.WORK, RG + "implementedBy"),
    _aspect("names", "names of who took part", "nombres de quienes participaron", Among.ACTORS, SCHEMA + "name"),
    _aspect("members", "members of groups", "integrantes de grupos", Among.ACTORS, *MEMBERS),
    _aspect("funder", "who paid", "quién la financió", Among.WORK, RG + "fundedBy"),
    _aspect("place", "where", "dónde", Among.WORK, RG + "takesPlaceIn"),
    _aspect("start", "start", "inicio", Among.WORK, RG + "startDate"),
    _aspect("end", "end", "fin", Among.WORK, RG + "endDate"),
    _aspect("population", "population concerned", "población concernida", Among.EVERYTHING, RG + "population"),
    _aspect("condition", "conditions addressed", "condiciones abordadas", Among.WORK, RG + "addressesCondition"),
    _aspect("right", "rights concerned", "derechos concernidos", Among.EVERYTHING, RG + "concernsRight"),
    _aspect("activity", "kinds of activity", "tipos de actividad", Among.WORK, RG + "activityType"),
    _aspect("audience", "whom it was directed at", "a quién se dirigió", Among.WORK, RG + "targetsActor"),
    _aspect("police-level", "level of police", "nivel policial", Among.ACTORS, RG + "policeLevel"),
    _aspect("intended", "intended results", "resultados pretendidos", Among.EVERYTHING, RG + "resultStatus",
            status="intended", unknown=(RG + "intendsResult",)),
    _aspect("reported", "reported results", "resultados reportados", Among.EVERYTHING, RG + "resultStatus",
            status="reported", unknown=RESULTS),
    _aspect("measured", "measured results", "resultados medidos", Among.EVERYTHING, RG + "resultStatus",
            status="measured", unknown=RESULTS),
    _aspect("figures", "figures", "cifras", Among.FIGURES, SCHEMA + "value", RG + "bandFrom"),
    _aspect("interval", "intervals of figures", "intervalos de las cifras", Among.FIGURES, RG + "lowerBound",
            unknown=(RG + "confidenceLevel",)),
    _aspect("people", "people behind figures", "personas tras las cifras", Among.FIGURES, RG + "cellSize"),
    _aspect("law", "laws and policies", "leyes y normas", Among.EVERYTHING, RG + "hasStatusEvent", RG + "legalAim",
            unknown=(RG + "legalStage", RG + "draftedBy")),
    _aspect("lesson", "lessons", "lecciones", Among.ITSELF, RG + "hasLesson"),
    _aspect("next-step", "next steps", "próximos pasos", Among.ITSELF, RG + "hasNextStep"),
    _aspect("said", "when the sources said it", "cuándo lo dijeron las fuentes", Among.SOURCES, DCTERMS + "issued"),
)  # fmt: skip
