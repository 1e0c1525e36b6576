# SPDX-License-Identifier: Apache-2.0
"""A request in, what it looks for among the interventions out; every page that shows a choice of them reads it here."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from rightsgraph.errors import BadParameter, UnknownResource
from rightsgraph.search import KEYS, NOT_STATED, Index, Intervention, Question, Search
from rightsgraph.web.site import Site

LONGEST_TEXT = 300
MOST_CHOSEN = 6
_MOST_VALUES = 100  # of all filters together


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as an address asks it, and the interventions that were chosen to be compared."""

    question: Question
    chosen: tuple[Intervention, ...] = ()

    def address(self, path: str, **more: str) -> str:
        """The question at a path: its words, its filters, what was chosen, and more."""
        pairs = [*self._pairs(self.question.filters), *self._with(self.chosen), *more.items()]
        return _join(path, pairs)

    def without(self, facet: str, value: str | None = None) -> str:
        """The address of the search without a filter, or without one of its values."""
        filters = {
            key: [one for one in values if key != facet or (value is not None and one != value)]
            for key, values in self.question.filters.items()
        }
        return _join("/search", [*self._pairs(filters), *self._with(self.chosen)])

    def worded(self, text: str) -> str:
        """The address of the same search for other words."""
        return Asking(Question(text, self.question.filters), self.chosen).address("/search")

    def spared(self, intervention: Intervention) -> str:
        """The address of the same search with an intervention no longer chosen."""
        return _join("/search", [*self._pairs(self.question.filters), *self._with(self.chosen, but=intervention)])

    def _pairs(self, filters: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
        if self.question.text:
            yield "q", self.question.text
        yield from ((key, value) for key, values in filters.items() for value in values)

    def _with(self, chosen: Iterable[Intervention], but: Intervention | None = None) -> list[tuple[str, str]]:
        return [("with", one.key) for one in chosen if one is not but]


def _join(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    query = urlencode(list(pairs))
    return f"{path}?{query}" if query else path


def index_of(request: Request) -> Index:
    """What is searched. Raises UnknownResource where foreign files are served: they have no interventions."""
    site: Site = request.app.state.site
    search: Search = request.app.state.search
    if site.manifest is None:
        raise UnknownResource(site.iris.to_iri(request.url.path))
    return search.index()


def read_asking(request: Request) -> Asking:
    """What a request looks for, and what was chosen before; raises BadParameter, UnknownResource."""
    return Asking(read_words_and_filters(request), read_chosen(request))


def read_words_and_filters(request: Request) -> Question:
    """The words and filters of a request; raises BadParameter, UnknownResource."""
    index = index_of(request)
    text = " ".join(request.query_params.get("q", "").split())
    if len(text) > LONGEST_TEXT:
        raise BadParameter("q", f"at most {LONGEST_TEXT} letters", text)
    asked = {key: list(dict.fromkeys(filter(None, request.query_params.getlist(key)))) for key in KEYS}
    if sum(map(len, asked.values())) > _MOST_VALUES:
        raise BadParameter("filters", f"at most {_MOST_VALUES} values", str(sum(map(len, asked.values()))))
    for key, values in asked.items():
        for value in values:
            _check(index, key, value)
    filters = {key: tuple(values) for key, values in asked.items() if values}
    # What the last letter is followed by tells whether the word is finished, so a space at the end is kept.
    finished = request.query_params.get("q", "")[-1:].isspace() and bool(text)
    return Question(text + " " * finished, filters)


def read_chosen(request: Request) -> tuple[Intervention, ...]:
    """The interventions that are named by `with`, each once; raises BadParameter."""
    index = index_of(request)
    keys = list(dict.fromkeys(filter(None, request.query_params.getlist("with"))))
    if len(keys) > _MOST_VALUES:
        raise BadParameter("with", f"at most {MOST_CHOSEN} interventions", str(len(keys)))
    found = []
    for key in keys:
        intervention = index.intervention(key)
        if intervention is None:
            raise BadParameter("with", "the short name of an intervention", key, _near(key, index.keys()))
        found.append(intervention)
    return tuple(found)


def _check(index: Index, key: str, value: str) -> None:
    """Refuse a value that stands for nothing; one that no intervention has is no mistake."""
    known = index.shelf.values(key)
    year = key == "year" and len(value) == 4 and value.isascii() and value.isdecimal()
    if value not in known and value != NOT_STATED and not year and index.named(key, value) is None:
        raise BadParameter(key, "one of its values", value, _near(value, known) or known[:10])


def _near(word: str, known: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(word[:80], list(known), n=5, cutoff=0.4)
