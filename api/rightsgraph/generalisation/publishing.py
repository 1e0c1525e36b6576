# SPDX-License-Identifier: Apache-2.0
"""Content in, the content that may be published out, with how much of it policies made coarser."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rightsgraph.content import Content, SourceFile
from rightsgraph.generalisation.coarsening import FROM, UNTIL, Coarsening, Coarser, Kept
from rightsgraph.generalisation.grains import Grain, number
from rightsgraph.generalisation.places import Subject, Term
from rightsgraph.generalisation.policies import POLICY_TERMS, Policy, read_policies
from rightsgraph.generalisation.statements import (
    AROUND,
    CELL,
    OBJECT,
    PREDICATE,
    SUBJECT,
    Statements,
    having,
    read_statements,
)
from rightsgraph.rdf import BlankNode, Literal, NamedNode, Spool, Triple, text_of
from rightsgraph.vocab import RG, TYPE

_MARK = NamedNode(RG + "generalisedBy")
_DISPUTED = NamedNode(RG + "DisputedClaim")
_DISAGREES = RG + "disagreesWith"
# By what a record says that it is about another alone: with that one it goes.
_ABOUT = frozenset([SUBJECT, RG + "unknownFor"])
_UPPER = "-band-until"  # the claim of a count becomes two, and the name of the second ends so


@dataclass(frozen=True, slots=True)
class Unmet:
    """A statement that a policy is for and that nobody can make coarser; `written` is it, or what claims it."""

    statement: Triple
    policy: Policy
    written: Triple


@dataclass(frozen=True, slots=True)
class Generalised:
    """What may be published; by policy, how many statements it made coarser; and those that it could not."""

    content: Content
    counts: Mapping[str, int] = field(default_factory=dict)
    unmet: tuple[Unmet, ...] = ()


@dataclass(slots=True)
class _Plan:
    """What becomes of triples wherever they stand: `instead` of some others do, what is `gone` is said no more.

    `copied` are the claims of counts, each with the upper end that a copy of it claims.
    """

    instead: dict[Triple, tuple[Triple, ...]] = field(default_factory=dict)
    gone: set[Term] = field(default_factory=set)
    copied: dict[Term, Literal] = field(default_factory=dict)
    touched: set[Term] = field(default_factory=set)

    def replace(self, triple: Triple, *others: Triple) -> None:
        """Let others stand for a triple."""
        self.instead[triple] = tuple(dict.fromkeys((*self.instead.get(triple, ()), *others)))
        self.touched.add(triple.subject)

    def is_changed(self, triple: Triple) -> bool:
        """Whether something else becomes of a triple than what it is."""
        if triple.object in self.gone or triple.subject in self.gone:
            return True
        return triple.subject in self.touched and (triple in self.instead or triple.subject in self.copied)

    def published(self, triple: Triple) -> Iterator[Triple]:
        """What becomes of a triple."""
        if triple.subject in self.gone:
            return
        for other in self.instead.get(triple, (triple,)) if triple.subject in self.touched else (triple,):
            if other.object not in self.gone:
                yield other
                if other.subject in self.copied and other.predicate.value != _DISAGREES:
                    yield self._copy(other)

    def _copy(self, triple: Triple) -> Triple:
        values: dict[str, Term] = {PREDICATE: UNTIL, OBJECT: self.copied[triple.subject]}
        return Triple(_upper(triple.subject), triple.predicate, values.get(triple.predicate.value, triple.object))


def _upper(claim: Term) -> NamedNode | BlankNode:
    kind = BlankNode if isinstance(claim, BlankNode) else NamedNode
    return kind(text_of(claim) + _UPPER)


def generalise(content: Content) -> Generalised:
    """Make coarser what the policies of some content are for; the very same content where they are for nothing."""
    policies = read_policies(triple for file in content.files for triple in having(file, POLICY_TERMS))
    if not policies:
        return Generalised(content)
    statements = read_statements(content.files, policies)
    coarsening = Coarsening(policies, statements.facts)
    made = {statement: found for statement in statements if (found := coarsening.of(statement))}
    coarser = {statement: found for statement, found in made.items() if isinstance(found, Coarser)}
    unmet = tuple(
        Unmet(statement, found[0], _written(statements, statement))
        for statement, found in made.items()
        if isinstance(found, tuple) and found[1] is Kept.UNMET
    )
    if not coarser:
        return Generalised(content, unmet=unmet)
    plan = _plan(statements, coarser)
    fine = (place for one, found in coarser.items() for place in coarsening.fine_places(found, one))
    plan.gone |= _left_out(content.files, plan, dict.fromkeys(fine))
    files = tuple(_published(file, plan) for file in content.files)
    counts = Counter(found.policy.iri for found in coarser.values())
    return Generalised(replace(content, files=files), dict(sorted(counts.items())), unmet)


def _written(statements: Statements, statement: Triple) -> Triple:
    if statement in statements.stated:
        return statement
    return Triple(statements.claims[statement][0], NamedNode(OBJECT), statement.object)


def _plan(statements: Statements, coarser: Mapping[Triple, Coarser]) -> _Plan:
    plan = _Plan()
    for statement, found in coarser.items():
        if statement in statements.stated:
            plan.replace(statement, *found.triples, _mark(statement.subject, found.policy))
    now = {triple for one in statements.stated for triple in (coarser[one].triples if one in coarser else (one,))}
    for statement, found in coarser.items():
        for claim in statements.claims.get(statement, ()):
            if _is_settled(statements, claim, statement, now.issuperset(found.triples)):
                plan.gone.add(claim)
            _plan_claim(plan, claim, statement, found)
    _drop_finer(plan, statements, [one for one, found in coarser.items() if found.policy.grain is Grain.BAND])
    return plan


def _is_settled(statements: Statements, claim: Term, statement: Triple, is_said: bool) -> bool:
    """Whether a claim disputes what, made coarser, is not in dispute: the statement that is accepted reads the same."""
    return is_said and statement not in statements.stated and _DISPUTED in statements.facts.objects(claim, TYPE)


def _plan_claim(plan: _Plan, claim: Subject, statement: Triple, found: Coarser) -> None:
    lower, upper = found.triples[0], found.triples[-1]
    mark = _mark(claim, found.policy)
    plan.replace(
        Triple(claim, NamedNode(OBJECT), statement.object), Triple(claim, NamedNode(OBJECT), lower.object), mark
    )
    if lower.predicate == FROM:
        predicate = NamedNode(PREDICATE)
        plan.replace(Triple(claim, predicate, statement.predicate), Triple(claim, predicate, FROM))
        assert isinstance(upper.object, Literal)
        plan.copied[claim] = upper.object


def _drop_finer(plan: _Plan, statements: Statements, counts: Iterable[Triple]) -> None:
    """Take out what says more of a count than its band, with the claims of it: an interval, and an equal cell."""
    numbers = {count.subject: number(count.object) for count in counts}
    for one in statements:
        if one.subject not in numbers:
            continue
        equal = one.predicate.value == CELL and number(one.object) == numbers[one.subject]
        if equal or one.predicate.value in AROUND:
            plan.replace(one)
            plan.gone.update(statements.claims.get(one, ()))


def _mark(subject: Subject, policy: Policy) -> Triple:
    return Triple(subject, _MARK, NamedNode(policy.iri))


def _left_out(files: Sequence[SourceFile], plan: _Plan, fine: Mapping[Term, None]) -> set[Term]:
    """The places of some that nothing points at any more, with the claims and unknowns about them."""
    if not fine:
        return set()
    pointing = [t for file in files for t in file.triples if t.object in fine and t.subject not in plan.gone]
    owners = {triple.subject: triple.object for triple in pointing if triple.predicate.value in _ABOUT}
    leads: dict[Term, list[Term]] = defaultdict(list)
    for triple in pointing:
        if triple.predicate.value not in _ABOUT and not _is_replaced(plan, triple):
            leads[owners.get(triple.subject, triple.subject)].append(triple.object)
    kept = {place for source in leads if source not in fine for place in leads[source]}
    queue = list(kept)
    for place in queue:
        queue += [other for other in leads.get(place, ()) if other not in kept]
        kept.update(queue)
    gone = set(fine) - kept
    return gone | {record for record, place in owners.items() if place in gone}


def _is_replaced(plan: _Plan, triple: Triple) -> bool:
    return triple in plan.instead and all(other.object != triple.object for other in plan.instead[triple])


def _published(file: SourceFile, plan: _Plan) -> SourceFile:
    """A file as it is published; the very same where the plan is for nothing in it."""
    changed = [triple for triple in file.triples if plan.is_changed(triple)]
    if not changed:
        return file
    origins = {other: triple for triple in reversed(changed) for other in plan.published(triple)}
    return file.publishing(_kept(file.triples, plan), origins)


def _kept(triples: Iterable[Triple] | Spool, plan: _Plan) -> tuple[Triple, ...] | Spool:
    published = (other for triple in triples for other in plan.published(triple))
    return Spool(published) if isinstance(triples, Spool) else tuple(dict.fromkeys(published))
