# SPDX-License-Identifier: Apache-2.0
"""Files and policies in, what the policies may be about out: statements, claims, and what there is to know of both.

Only what has to do with a policy's property is kept; the triples of large files are passed by.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from rightsgraph.content import SourceFile
from rightsgraph.generalisation.places import ABOVE, CODE, Subject, Term
from rightsgraph.generalisation.policies import Policy
from rightsgraph.rdf import BlankNode, NamedNode, Spool, Triple
from rightsgraph.vocab import RDF, RDFS, RG, SCHEMA, TYPE

SUBJECT, PREDICATE, OBJECT = RDF + "subject", RDF + "predicate", RDF + "object"
CELL, UNIT, POPULATION = RG + "cellSize", SCHEMA + "unitText", RG + "population"
AROUND = frozenset(RG + name for name in ("lowerBound", "upperBound", "confidenceLevel", "pValue"))
BESIDE = AROUND | {CELL}  # what may say more of a count than its band does
SPEAKS_FOR = (RG + "observedFor", RG + "ofIndicator")
BELOW = RDFS + "subClassOf"
# Said of a few resources alone, and needed whichever they are.
_OF_ANY = frozenset([ABOVE, CODE, BELOW, POPULATION])
_OF_SUBJECTS = frozenset([TYPE, UNIT, *SPEAKS_FOR])


def having(file: SourceFile, predicates: frozenset[str]) -> Iterable[Triple]:
    """The triples of a file with some predicates."""
    if isinstance(file.triples, Spool):
        return file.triples.having(predicates)
    return (triple for triple in file.triples if triple.predicate.value in predicates)


class Facts:
    """What is said of some resources."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._objects[triple.subject][triple.predicate.value].append(triple.object)

    def objects(self, subject: Term, predicate: str) -> Sequence[Term]:
        """The values of a resource's property."""
        return self._objects[subject].get(predicate, ()) if subject in self._objects else ()


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements with a policy's property, the claims about such statements, and what is known of them.

    `claims` leads from what is claimed, be it stated as well or not, to the claims.
    """

    stated: dict[Triple, None]
    claims: dict[Triple, list[Subject]]
    facts: Facts = field(default_factory=lambda: Facts(()))

    def __iter__(self) -> Iterator[Triple]:
        return iter({**self.stated, **dict.fromkeys(self.claims)})


def read_statements(files: Sequence[SourceFile], policies: Sequence[Policy]) -> Statements:
    """Look through all files for what the policies may be about."""
    properties = frozenset(policy.property for policy in policies) | BESIDE
    stated: dict[Triple, None] = {}
    about: set[Subject] = set()
    for triple in _each(files, properties | {PREDICATE}):
        if triple.predicate.value in properties:
            stated[triple] = None
        if triple.predicate.value == PREDICATE and _iri(triple.object) in properties:
            about.add(triple.subject)
    if all(triple.predicate.value in BESIDE for triple in stated) and not about:
        return Statements({}, {})
    claims = _read_claims(files, about, properties)
    near: set[Term] = {term for triple in (*stated, *claims) for term in (triple.subject, triple.object)} | about
    facts = _select(files, lambda triple: triple.subject in near or triple.predicate.value in _OF_ANY)
    return Statements(stated, claims, Facts(facts))


def _read_claims(
    files: Sequence[SourceFile], about: set[Subject], properties: frozenset[str]
) -> dict[Triple, list[Subject]]:
    parts = Facts(t for t in _each(files, frozenset([SUBJECT, PREDICATE, OBJECT])) if t.subject in about)
    found: dict[Triple, list[Subject]] = defaultdict(list)
    for claim in sorted(about, key=str):
        for subject, predicate, value in product(
            *(parts.objects(claim, part) for part in (SUBJECT, PREDICATE, OBJECT))
        ):
            if isinstance(subject, NamedNode | BlankNode) and _iri(predicate) in properties:
                found[Triple(subject, NamedNode(_iri(predicate)), value)].append(claim)
    return found


def _select(files: Sequence[SourceFile], wanted: Callable[[Triple], bool]) -> Iterator[Triple]:
    return filter(wanted, _each(files, _OF_ANY | _OF_SUBJECTS))


def _each(files: Iterable[SourceFile], predicates: frozenset[str]) -> Iterator[Triple]:
    for file in files:
        yield from having(file, predicates)


def _iri(term: Term) -> str:
    return str(term.value) if isinstance(term, NamedNode) else ""
