# SPDX-License-Identifier: Apache-2.0
"""Content and an IRI in, all that goes with its withdrawal out. Pure.

What goes is the record and what is said of it, what points at it, and
- what only speaks of it: claims, explicit unknowns, activities of an intervention, passages and captures of a source;
- the statement that a withdrawn claim was the receipt of;
- what was there only for it: records of its dataset that no record points at any more;
- what no claim speaks of any more: nothing would lead from it to a source;
- what would break a rule of the content's own shapes without it: `judge` tells that.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeAlias

from rightsgraph.content import Content
from rightsgraph.describe import read_tombstones
from rightsgraph.errors import NotARecord, UnknownResource, Withdrawn
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, text_of
from rightsgraph.vocab import LABELS, OA, RDF, RG, SCHEMA, TYPE

RECORDS = "id/"  # below the base; all else is vocabulary, description or graph, and is corrected or deprecated

# By these a record belongs to another: it has no meaning without it.
_BELONGING = frozenset(
    (
        RDF + "subject",
        RDF + "object",
        OA + "hasSource",
        *(
            RG + name
            for name in ("candidate", "captureOf", "hypothesisFor", "observedFor", "partOfIntervention", "unknownFor")
        ),
    )
)
# By these it also uses the other, which may have been there only for it; by the rest of those above it speaks of it.
_USING = frozenset((OA + "hasSource", RG + "captureOf"))
_UPWARDS = _BELONGING - _USING
_CLAIMED = (RDF + "subject", RDF + "object")
_SPOKEN_OF = (RDF + "object", RG + "candidate")
# By these a record belongs to another where no third one points at it.
_LOOSELY = frozenset((RG + "aggravates",))
_NAMES = frozenset((*LABELS, SCHEMA + "name"))
_SHORTEST_NAME = 4  # characters; shorter ones stand in many words

Judge: TypeAlias = Callable[[Content], Set[str]]
"""Content in, the resources that break its rules out."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What goes: records by IRI, triples by file; `named` are resources that stay and still tell a name that goes."""

    records: frozenset[str]
    triples: Mapping[PurePath, frozenset[Triple]]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stated:
    path: PurePath
    triple: Triple

    @property
    def subject(self) -> str:
        return node(self.triple.subject)

    @property
    def predicate(self) -> str:
        return str(self.triple.predicate.value)

    @property
    def object(self) -> str | None:
        return None if isinstance(self.triple.object, Literal) else node(self.triple.object)


def node(term: NamedNode | BlankNode | Triple) -> str:
    """What to call a node: its IRI, or its label behind `_:`, which no IRI begins with."""
    return str(term) if isinstance(term, BlankNode) else text_of(term)


def loss_of(content: Content, iri: str, judge: Judge) -> Loss:
    """All that goes when a record is withdrawn; raises UnknownResource, Withdrawn, NotARecord."""
    known = _Known(content)
    _require_record(content, known, iri)
    gone = known.grow({iri})
    broken = judge(content)
    while more := _newly_broken(content, known, gone, judge) - broken - gone:
        gone = known.grow(gone | more)
    lost: dict[PurePath, set[Triple]] = defaultdict(set)
    for stated in known.lost(gone):
        lost[stated.path].add(stated.triple)
    records = frozenset(record for record in gone if not record.startswith("_:"))
    return Loss(records, {path: frozenset(triples) for path, triples in lost.items()}, tuple(known.still_named(gone)))


def without(content: Content, triples: Mapping[PurePath, Collection[Triple]]) -> Content:
    """Content without some triples; its files stay, their text is not kept."""
    return content.with_triples(
        {file.path: tuple(t for t in file.triples if t not in triples.get(file.path, ())) for file in content.files}
    )


def _require_record(content: Content, known: "_Known", iri: str) -> None:
    for tombstone in read_tombstones(content.triples()):
        if tombstone.iri == iri:
            raise Withdrawn(iri, tombstone.time[:10], tombstone.reason)
    if not (known.about.get(iri) or known.towards.get(iri)):
        raise UnknownResource(iri)
    base = content.iris.to_iri(RECORDS)
    if not iri.startswith(base):
        why = "a term of the vocabulary is marked owl:deprecated instead, a description is corrected"
        raise NotARecord(iri, f"what is withdrawn begins with {base}; {why}")
    if any(s.predicate == TYPE and s.object == RG + "GeneralisationPolicy" for s in known.about.get(iri, ())):
        raise NotARecord(iri, "a policy keeps values coarse, and without it the next release would tell more")


def _newly_broken(content: Content, known: "_Known", gone: Set[str], judge: Judge) -> Set[str]:
    lost: dict[PurePath, set[Triple]] = defaultdict(set)
    for stated in known.lost(gone):
        lost[stated.path].add(stated.triple)
    return {record for record in judge(without(content, lost)) if known.is_record(record)}


class _Known:
    """Content by subject and by object."""

    def __init__(self, content: Content) -> None:
        self._base = content.iris.to_iri(RECORDS)
        self.about: dict[str, list[_Stated]] = defaultdict(list)
        self.towards: dict[str, list[_Stated]] = defaultdict(list)
        for file in content.files:
            for triple in file.triples:
                stated = _Stated(file.path, triple)
                self.about[stated.subject].append(stated)
                if stated.object is not None:
                    self.towards[stated.object].append(stated)

    def is_record(self, name: str | None) -> bool:
        """Whether something is told of a node, and it is one that may be withdrawn."""
        return name is not None and name.startswith((self._base, "_:")) and bool(self.about.get(name))

    def grow(self, start: Set[str]) -> frozenset[str]:
        """Some records, with those that have no meaning without them and those that were there only for them."""
        gone = set(start)
        while True:
            before = len(gone)
            self._add_belonging(gone)
            gone |= self._unevidenced(gone)
            gone |= self._orphans(gone)
            if len(gone) == before:
                return frozenset(gone)

    def lost(self, gone: Set[str]) -> Iterator[_Stated]:
        """What is said of records that go or points at them, and what the claims among them were the receipts of."""
        seen: set[_Stated] = set()
        claimed = [triple for record in gone for triple in self._receipts(record)]
        unclaimed = {triple for triple in claimed if not self._is_claimed(triple, gone)}
        for stated in (
            *(stated for record in gone for stated in (*self.about.get(record, ()), *self.towards.get(record, ()))),
            *(stated for triple in unclaimed for stated in self.about.get(triple[0], ()) if _terms(stated) == triple),
        ):
            if stated not in seen:
                seen.add(stated)
                yield stated

    def still_named(self, gone: Set[str]) -> list[str]:
        """Resources that stay and tell in a text a name or an IRI of what goes: a person has to reword them."""
        told = {
            text_of(stated.triple.object)
            for record in gone
            for stated in self.about.get(record, ())
            if stated.predicate in _NAMES
        }
        needles = {name.casefold() for name in told if len(name) >= _SHORTEST_NAME}
        needles |= {
            form.casefold() for iri in gone for form in (iri, iri.removeprefix(self._base).replace("/", ":", 1))
        }
        lost = set(self.lost(gone))
        found = set()
        for subject, statements in self.about.items():
            for stated in statements:
                if stated.path.parts[0] == "data" and isinstance(stated.triple.object, Literal) and stated not in lost:
                    text = text_of(stated.triple.object).casefold()
                    if any(needle in text for needle in needles):
                        found.add(subject)
        return sorted(found)

    def _add_belonging(self, gone: set[str]) -> None:
        queue = list(gone)
        for record in queue:
            for stated in self.towards.get(record, ()):
                owner = stated.subject
                if stated.predicate in _BELONGING and owner not in gone and self._owners(stated) <= gone:
                    gone.add(owner)
                    queue.append(owner)

    def _owners(self, stated: _Stated) -> set[str | None]:
        return {other.object for other in self.about[stated.subject] if other.predicate == stated.predicate}

    def _unevidenced(self, gone: Set[str]) -> set[str]:
        """Records of the same dataset that claims spoke of, all of which go."""
        claims = [record for record in gone if any(self._receipts(record))]
        touched = {s.object for claim in claims for s in self.about[claim] if s.predicate in _CLAIMED}
        folders = self._folders(gone)
        return {
            name
            for name in touched - gone
            if name is not None and self._is_in(name, folders) and all(claim in gone for claim in self._claims_of(name))
        }

    def _claims_of(self, name: str) -> list[str]:
        told = (s.subject for s in self.towards.get(name, ()) if s.predicate in _CLAIMED)
        return [claim for claim in told if any(self._receipts(claim))]

    def _orphans(self, gone: Set[str]) -> set[str]:
        """Records of the same dataset that were pointed at by what goes, and that nothing which stays leads to."""
        lost = set(self.lost(gone))
        doubtful, used = self._in_doubt(gone, lost)
        alive = [name for name in doubtful if self._is_led_to(name, doubtful, gone, lost)]
        for name in alive:
            doubtful.discard(name)
            led = [s.object for s in self.about[name] if s not in lost]
            # A source that stays keeps the passages that nobody used before, not those whose last claim goes.
            kept = [s.subject for s in self._dependents(name) if s.predicate not in _USING or s.subject not in used]
            for other in (*led, *kept):
                if other is not None and other in doubtful:
                    doubtful.discard(other)
                    alive.append(other)
        return doubtful

    def _in_doubt(self, gone: Set[str], lost: Set[_Stated]) -> tuple[set[str], set[str]]:
        """What may have been there only for what goes, and what of it was in use by something that is in doubt."""
        folders = self._folders(gone)
        doubtful: set[str] = set()
        used = {s.object for s in lost if s.predicate not in _UPWARDS and s.object is not None}
        queue = [*used, *(s.subject for s in lost if s.predicate in _LOOSELY)]
        for name in queue:
            if name in doubtful or name in gone or not self._is_in(name, folders):
                continue
            doubtful.add(name)
            parts = {s.object for s in self.about[name] if s.predicate not in _UPWARDS and s.object is not None}
            used |= parts
            queue.extend((*parts, *(s.subject for s in self._dependents(name))))
        return doubtful, used

    def _folders(self, gone: Set[str]) -> set[PurePath]:
        return {stated.path.parent for record in gone for stated in self.about.get(record, ())}

    def _is_in(self, name: str, folders: Set[PurePath]) -> bool:
        return self.is_record(name) and any(stated.path.parent in folders for stated in self.about[name])

    def _dependents(self, name: str) -> list[_Stated]:
        """The statements by which records belong to one."""
        belonging = (s for s in self.towards.get(name, ()) if s.predicate in _BELONGING | _LOOSELY)
        return [s for s in belonging if s.predicate not in _SPOKEN_OF and self.is_record(s.subject)]

    def _is_led_to(self, name: str, doubtful: Set[str], gone: Set[str], lost: Set[_Stated]) -> bool:
        """Whether a record that stays points at one in doubt, or one in doubt belongs loosely to one that stays."""
        others = [s.subject for s in self.towards.get(name, ()) if s not in lost]
        others += [s.object or "" for s in self.about[name] if s.predicate in _LOOSELY and s not in lost]
        return any(self.is_record(other) and other not in doubtful and other not in gone for other in others)

    def _receipts(self, record: str) -> Iterator[tuple[str, str, object]]:
        """The triple that a record is the receipt of, if it is an accepted claim."""
        statements = self.about.get(record, ())
        if not any(s.predicate == TYPE and s.object == RG + "Claim" for s in statements):
            return
        parts = {s.predicate: s.triple.object for s in statements}
        subject, predicate, value = (parts.get(RDF + name) for name in ("subject", "predicate", "object"))
        if subject is not None and predicate is not None and value is not None:
            yield text_of(subject), text_of(predicate), value

    def _is_claimed(self, triple: tuple[str, str, object], gone: Set[str]) -> bool:
        claims = (s.subject for s in self.towards.get(triple[0], ()) if s.predicate == RDF + "subject")
        return any(claim not in gone and triple in self._receipts(claim) for claim in claims)


def _terms(stated: _Stated) -> tuple[str, str, object]:
    return stated.subject, stated.predicate, stated.triple.object
