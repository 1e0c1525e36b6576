# SPDX-License-Identifier: Apache-2.0
"""A dataset's own statements in, the text of its norms out: so that they travel with a copy. Pure."""

import textwrap
from collections.abc import Collection, Iterable

from rightsgraph.rdf import Literal, Triple, text_of
from rightsgraph.vocab import DCTERMS, RG

_LANGUAGES = ("en", "es")
_WIDTH = 88
# Which statements, and what stands above them in each language.
_SECTIONS = (
    (RG + "usageNorms", ("Norms of use", "Normas de uso")),
    (RG + "correctionProcedure", ("Corrections and withdrawal", "Correcciones y retiro")),
)


def write_norms(dataset: str, triples: Collection[Triple]) -> bytes:
    """The norms and the way to ask for a correction, one language after the other; empty where none are stated."""
    own = [triple for triple in triples if text_of(triple.subject) == dataset]
    parts = [part for place, language in enumerate(_LANGUAGES) for part in _tell(own, place, language)]
    return "\n".join(parts).encode()


def _tell(own: Iterable[Triple], place: int, language: str) -> list[str]:
    texts = [(titles[place], _stated(own, predicate, language)) for predicate, titles in _SECTIONS]
    told = [_headed(title, text) for title, text in texts if text]
    titles = [_headed(text, "") for text in [_stated(own, DCTERMS + "title", language)] if told and text]
    return [*titles, *told]


def _stated(own: Iterable[Triple], predicate: str, language: str) -> str:
    found = (triple.object for triple in own if triple.predicate.value == predicate)
    return next((text.value for text in found if isinstance(text, Literal) and text.language == language), "")


def _headed(title: str, text: str) -> str:
    """A title with a line under it, and a text below; a long title is a text of its own."""
    if not text:
        return textwrap.fill(title, _WIDTH) + "\n"
    return f"{title}\n{'-' * len(title)}\n\n{textwrap.fill(text, _WIDTH)}\n"
