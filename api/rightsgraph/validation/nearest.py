# SPDX-License-Identifier: Apache-2.0
"""A name that does not exist in, the one that was meant out; none where that would be a guess.

Nearness is the optimal string alignment distance (Damerau 1964: letters left out, put in, replaced or swapped), once
case, separators and a plural's ending are set aside. The initials of all words and all figures must agree, since
`male` is no slip for `female`, nor `issues-4` for `issues-5`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

# So many names are held against each other before a table gives up: content with a thousand typos stays quick.
_PATIENCE = 20_000
_WORDS = re.compile(r"[^\W\d_]?[^\W\d_A-Z]+|[^\W\d_]+?(?=[A-Z][a-z]|[\W\d_]|\Z)")
_NAMESPACE = re.compile(r"(.*[/#:])([^/#:]*)\Z", re.DOTALL)


class Names:
    """Names to choose from, such as the values of a list or the prefixes of a file."""

    def __init__(self, names: Iterable[str]) -> None:
        self._patience = _PATIENCE
        self._names = frozenset(names)
        self._folded: dict[str, list[str]] = defaultdict(list)
        self._alike: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for name in sorted(self._names):
            folded = _fold(name)
            self._folded[folded].append(name)
            self._alike[_key(folded)].append((folded, name))

    def nearest(self, name: str) -> str | None:
        """The name that was meant; None where the name itself exists, where none is near, or two equally are."""
        if name in self._names:
            return None
        folded = _fold(name)
        ranked: list[tuple[int, int, str]] = []
        if same := self._folded.get(folded, ()):
            ranked = [(0, _distance(name, other, len(name)), other) for other in same]
        elif limit := _slips(folded):
            for near, other in self._alike.get(_key(folded), ()):
                if abs(len(near) - len(folded)) > limit or not self._patience:
                    continue
                self._patience -= 1
                distance = _distance(folded, near, limit)
                if distance <= limit and _same_initials(name, other, distance):
                    ranked.append((distance, _distance(name, other, len(name)), other))
        ranked.sort()
        if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
            return None
        return ranked[0][2]


class Iris:
    """IRIs to choose from, by their namespaces; those that differ in http and https, or in # and /, are near."""

    def __init__(self, iris: Iterable[str]) -> None:
        by_namespace: dict[str, set[str]] = defaultdict(set)
        for iri in iris:
            namespace, name = split(iri)
            by_namespace[namespace].add(name)
        self._names = {namespace: Names(names) for namespace, names in by_namespace.items()}
        self._all = by_namespace
        self._parts: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for namespace in sorted(by_namespace):
            self._parts[_parts(namespace)].append(namespace)

    def nearest(self, iri: str) -> str | None:
        """The IRI that was meant; None where the IRI itself exists, or none is near."""
        namespace, name = split(iri)
        if namespace in self._names:
            near = self._names[namespace].nearest(name)
            return None if near is None else namespace + near
        for other in self._near(namespace):
            near = name if name in self._all[other] else self._names[other].nearest(name)
            if near:
                return other + near
        return None

    def _near(self, namespace: str) -> list[str]:
        """The namespaces that may be meant by one that is none."""
        parts = _parts(namespace)
        if parts in self._parts:
            return self._parts[parts]
        return [
            other
            for known, others in self._parts.items()
            if len(known) == len(parts) and sum(one != two for one, two in zip(known, parts, strict=True)) == 1
            if all(one == two or Names([two]).nearest(one) for one, two in zip(parts, known, strict=True))
            for other in others
        ]


def split(iri: str) -> tuple[str, str]:
    """The namespace of an IRI and the name within it."""
    match = _NAMESPACE.match(iri)
    return (match[1], match[2]) if match else ("", iri)


def _parts(namespace: str) -> tuple[str, ...]:
    bare = re.sub(r"\Ahttps?://(?:www\.)?", "", namespace.lower())
    return tuple(part for part in re.split(r"[/#:]", bare) if part)


def _fold(name: str) -> str:
    """A name without what is a matter of habit: case, separators, the ending of a plural."""
    folded = re.sub(r"[\W_]+", "", name).lower()
    return re.sub(r"(?<=\w{3})(?:(?<=[^s])s|(?<=[lrndz])es)\Z", "", folded)


def _slips(folded: str) -> int:
    """How many slips a name may have: in a short one, a single slip makes another word."""
    return 0 if len(folded) < 3 else 1 if len(folded) < 8 else 2


def _key(folded: str) -> tuple[str, str]:
    """What no slip changes: the first letter, and the figures."""
    return folded[:1], re.sub(r"\D", "", folded)


def _same_initials(name: str, other: str, distance: int) -> bool:
    """Whether the initials of words are the same; words that run together have none."""
    initials, others = ([word[0].lower() for word in _WORDS.findall(text)] for text in (name, other))
    return initials == others or (len(initials) != len(others) and distance == 1)


def _distance(one: str, two: str, limit: int) -> int:
    """The optimal string alignment distance, `limit` + 1 for whatever is above the limit."""
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, left in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == two[j - 2] and one[i - 2] == right:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and (not before or min(before) > limit):
            return limit + 1
    return min(row[-1], limit + 1)
