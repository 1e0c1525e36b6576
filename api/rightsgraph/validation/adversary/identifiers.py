# SPDX-License-Identifier: Apache-2.0
"""The world in; IRIs that tell how many, when or who out."""

import re
from collections import defaultdict
from collections.abc import Iterator

from rightsgraph.validation.adversary.language import fold
from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.adversary.words import WRITES, word_of, words
from rightsgraph.validation.adversary.world import World
from rightsgraph.validation.freetext import printed_names

_RUN = 3  # numbers in a row that are no coincidence
_NUMBERED = re.compile(r"(.*?[^\d])(\d{1,9})\Z")
_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_MOMENT = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?:t?\d{4,6})?|1[0-9]{9}|1[0-9]{12})(?!\d)",
    re.I,
)
_ADDRESS = re.compile(r"@|%40|(?<![a-z])at-[a-z]+-(?:com|org|net)\b", re.IGNORECASE)
# What numbers a thing by its place in something printed or in a code, and so hides no count of ours.
_EXPLAINS = words("""sentencenumber notation position order version identifier number legislationidentifier startoffset
    pagestart start page volumenumber issuenumber""")
_LOCATES = frozenset({"selector", "source", "fromselector"})
_LOCATORS = words("passage textpositionselector textquoteselector selector sourceonly")
# What was withdrawn keeps its IRI, and nothing is left that could explain a number in it.
_WITHDRAWN = words("tombstone")


def telling_identifier(world: World) -> Iterator[Leak]:
    """Running numbers, moments and addresses in our own IRIs."""
    ours = [node for node in world.subjects if _is_record(world, node)]
    for node in ours:
        path = node[len(world.base) :]
        if found := (_ADDRESS.search(path) or _MOMENT.search(path)):
            yield Leak((_about(world, node),), {"part": found.group()})
    yield from _running(world, ours)


def named_identifier(world: World) -> Iterator[Leak]:
    """The family name of somebody who is printed as an author, in an IRI of ours."""
    names = _family_names(world)
    if not names:
        return
    for node in world.subjects:
        if _is_record(world, node):
            parts = set(re.split(r"[^a-z]+", fold(node[len(world.base) :])))
            if found := sorted(parts & names.keys()):
                yield Leak((_about(world, node), names[found[0]]), {"part": found[0]})


def _is_record(world: World, node: str) -> bool:
    """Whether a node is one of our records; terms, shapes and graphs are named after what they are."""
    return node.startswith(world.base + "id/") or (
        node.startswith(world.base) and "/" in node[len(world.base) :] and not world.is_vocabulary(node)
        and not node[len(world.base) :].startswith(("concept/", "shape/", "graph/", "query/", "dataset/", "ns"))
    )  # fmt: skip


def _about(world: World, node: str) -> Edge:
    return next(iter(world.out(node)))


def _running(world: World, nodes: list[str]) -> Iterator[Leak]:
    """Numbers in a row at the end of the IRIs of one kind."""
    by_stem: dict[str, dict[int, str]] = defaultdict(dict)
    for node in nodes:
        match = _NUMBERED.match(node)
        if match and not _YEAR.match(match[2]) and not _is_explained(world, node, match[2]):
            by_stem[match[1]][int(match[2])] = node
    for numbers in by_stem.values():
        row = _longest_row(sorted(numbers))
        if len(row) >= _RUN:
            path = tuple(_about(world, numbers[number]) for number in row[:3])
            yield Leak(path, {"part": f"{row[0]} ... {row[-1]}"})


def _longest_row(numbers: list[int]) -> list[int]:
    best: list[int] = []
    row: list[int] = []
    for number in numbers:
        row = [*row, number] if row and number == row[-1] + 1 else [number]
        best = row if len(row) > len(best) else best
    return best


def _is_explained(world: World, node: str, number: str) -> bool:
    """Whether the number is one that is printed: of a sentence, an article, a code."""
    if world.is_any(node, _LOCATORS | _WITHDRAWN):
        return True
    around = [node, *(e.subject for e in world.into(node) if word_of(e.predicate) in _LOCATES)]
    told = (edge.object for one in around for edge in world.told(one, _EXPLAINS) if edge.literal)
    return any(re.search(rf"(?<!\d)0*{int(number)}(?!\d)", text) for text in told)


def _family_names(world: World) -> dict[str, Edge]:
    """The last words of the names of printed authors, folded; those that are ordinary words say nothing."""
    found: dict[str, Edge] = {}
    for edge in world.having(WRITES):
        if edge.literal:
            for name in printed_names(edge.object):
                last = fold(name.split()[-1])
                if len(last) > 3 and last.isalpha():
                    found.setdefault(last, edge)
    return {name: edge for name, edge in found.items() if name not in world.ordinary}
