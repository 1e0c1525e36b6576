# SPDX-License-Identifier: Apache-2.0
"""A store in, what leads from record to record out: asked for one page, or held in memory for all records."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rightsgraph.rdf import NamedNode, is_iri, text_of
from rightsgraph.store import Store
from rightsgraph.vocab import OA, RDF, RG, TYPE

_MOST_ASKED = 1_000  # for one record and one property: a page tells fewer


class Links(ABC):
    """Values and what points at them, as text and sorted, so that whatever is made of them is always the same."""

    @abstractmethod
    def objects(self, record: str, predicate: str) -> Sequence[str]:
        """The values of a property of a record: IRIs and what literals say."""

    @abstractmethod
    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """The IRIs that point at a resource by a property."""

    def values(self, records: Iterable[str], *predicates: str) -> list[str]:
        """What records have as values of some properties, each once, in order."""
        found = (self.objects(record, predicate) for record in records for predicate in predicates)
        return list(dict.fromkeys(value for values in found for value in values))

    def pointing(self, records: Iterable[str], *predicates: str) -> list[str]:
        """What points at some records by some properties, each once, in order."""
        found = (self.subjects(predicate, record) for record in records for predicate in predicates)
        return list(dict.fromkeys(subject for subjects in found for subject in subjects))

    def first(self, record: str, predicate: str) -> str | None:
        """One value of a property of a record, None where there is none."""
        return next(iter(self.objects(record, predicate)), None)

    def is_a(self, record: str, name: str) -> bool:
        """Whether a record is of a class, by IRI."""
        return name in self.objects(record, TYPE)

    def reach(
        self, starts: Iterable[str], predicates: Sequence[str], back: Sequence[str] = (), most: int | None = None
    ) -> list[str]:
        """What is reached from some records over properties, or against others, themselves first; at most so many."""
        queue = list(dict.fromkeys(starts))[:most]
        seen = set(queue)
        for record in queue:
            onward = [*self.values([record], *predicates), *self.pointing([record], *back)]
            new = [value for value in dict.fromkeys(onward) if value not in seen]
            queue += new if most is None else new[: most - len(queue)]
            seen.update(new)
        return queue

    def ranked(self, concepts: Iterable[str]) -> list[str]:
        """Concepts of an ordered scheme, the lowest first; what has no rank comes before all."""
        return sorted(concepts, key=lambda concept: (self._rank(concept), concept))

    def _rank(self, concept: str) -> int:
        ranks = (int(rank) for rank in self.objects(concept, RG + "rank") if rank.lstrip("-").isdecimal())
        return next(ranks, -1)

    def sources_of(self, records: Iterable[str]) -> list[str]:
        """The sources on whose word anything is claimed of some records."""
        passages = self.values(self.pointing(records, RDF + "subject"), RG + "fromPassage")
        return sorted(self.values(passages, OA + "hasSource"))


class AskedLinks(Links):
    """The store is asked for each record: right for one page. Of very many values, or subjects, some are told."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def objects(self, record: str, predicate: str) -> Sequence[str]:
        """See `Links`; what is no IRI, such as a literal where a record is expected, has no values."""
        found = self._store.triples(record, predicate) if is_iri(record) else ()
        return sorted(text_of(t.object) for t in islice(found, _MOST_ASKED))

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """See `Links`."""
        found = self._store.triples(predicate=predicate, value=value) if is_iri(value) else ()
        return sorted(text_of(t.subject) for t in islice(found, _MOST_ASKED) if isinstance(t.subject, NamedNode))


class HeldLinks(Links):
    """A property is read whole when it is first asked for, and kept: right for every intervention of a large store.

    Records of `without` are neither subjects nor values.
    """

    def __init__(self, store: Store, without: Container[str] = ()) -> None:
        self._store = store
        self._without = without
        self._objects: dict[str, Mapping[str, Sequence[str]]] = {}
        self._subjects: dict[str, Mapping[str, Sequence[str]]] = {}

    def objects(self, record: str, predicate: str) -> Sequence[str]:
        """See `Links`."""
        if predicate not in self._objects:
            self._objects[predicate] = _group(self._read(predicate))
        return self._objects[predicate].get(record, ())

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """See `Links`."""
        if predicate not in self._subjects:
            found = self._read(predicate, resources=True)
            self._subjects[predicate] = _group((value, subject) for subject, value in found)
        return self._subjects[predicate].get(value, ())

    def _read(self, predicate: str, resources: bool = False) -> Iterator[tuple[str, str]]:
        """Subjects and values of a property; with `resources`, of values only IRIs."""
        for triple in self._store.triples(predicate=predicate):
            if isinstance(triple.subject, NamedNode) and (not resources or isinstance(triple.object, NamedNode)):
                subject, value = triple.subject.value, text_of(triple.object)
                if subject not in self._without and value not in self._without:
                    yield subject, value


def _group(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    """The second of pairs by the first, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    for values in found.values():
        values.sort()
    return dict(found)
