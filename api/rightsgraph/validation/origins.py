# SPDX-License-Identifier: Apache-2.0
"""Data in, how each nameless node is reached out: a person cannot know it by the label that a parser gave it."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from rightsgraph.rdf import BlankNode, NamedNode, Spool
from rightsgraph.vocab import RDF, TYPE

_KIND = re.compile(rb"^_:(\S+) <%s> <([^>]*)> \.$" % re.escape(TYPE.encode()), re.MULTILINE)
_FIRST, _REST = RDF + "first", RDF + "rest"


@dataclass(frozen=True, slots=True)
class Origin:
    """A node, and the property by which another is reached from it; by way of a list where `listed`."""

    subject: NamedNode | BlankNode
    predicate: str
    listed: bool = False


class Origins:
    """What leads to the blank nodes of some data, which is looked through only when it is asked for one of them."""

    def __init__(self, data: Spool) -> None:
        self._data = data

    def of(self, node: BlankNode) -> Origin | None:
        """The first triple that leads to a node, None where none does or it is in a list without one."""
        origin, listed, seen = self._origin(node), False, {node}
        while origin and origin.predicate in (_FIRST, _REST):
            before = origin.subject
            if not isinstance(before, BlankNode) or before in seen:
                return None
            seen.add(before)
            origin, listed = self._origin(before), True
        return replace(origin, listed=listed) if origin else None

    def _origin(self, node: BlankNode) -> Origin | None:
        if (link := self._links.get(node.value.encode())) is None:
            return None
        iri, label, predicate = (part.decode() for part in link)
        return Origin(BlankNode(label) if label else NamedNode(iri), predicate)

    def kind(self, node: BlankNode) -> str | None:
        """The first class that a node is said to be in."""
        return self._kinds.get(node.value)

    def __contains__(self, label: str) -> bool:
        return label.encode() in self._links or label in self._kinds

    @cached_property
    def _links(self) -> dict[bytes, tuple[bytes, bytes, bytes]]:
        """By label: the IRI or the label of what leads there, and the property; as bytes, since there may be many."""
        found: dict[bytes, tuple[bytes, bytes, bytes]] = {}
        for iri, label, predicate, value in self._data.links():
            found.setdefault(value, (iri, label, predicate))
        return found

    @cached_property
    def _kinds(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for block in self._data.blocks():
            for label, kind in _KIND.findall(block):
                found.setdefault(label.decode(), kind.decode())
        return found
