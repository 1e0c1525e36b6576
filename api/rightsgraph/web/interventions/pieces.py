# SPDX-License-Identifier: Apache-2.0
"""A record of an intervention in, what its page tells of it out: name, kind, state, words, statements and gaps."""

from collections.abc import Iterable
from dataclasses import dataclass

from rightsgraph.describe import Description, describe
from rightsgraph.rdf import Literal, NamedNode
from rightsgraph.vocab import DCTERMS, LABELS, RG, RGC, SKOS, TYPE
from rightsgraph.web.gaps import ShownGap, show_gaps
from rightsgraph.web.knowing import Known
from rightsgraph.web.rows import Row, make_rows
from rightsgraph.web.showing import Shown, show_iri
from rightsgraph.web.site import Site
from rightsgraph.web.telling import Account, Statement, tell

# What stands elsewhere on the page of an intervention, or is bookkeeping.
_ELSEWHERE = frozenset(
    (
        TYPE,
        *LABELS,
        RG + "curation",
        RG + "generalisedBy",
        RG + "partOfIntervention",
        RG + "observedFor",
        RG + "resultStatus",
        RG + "hasStatusEvent",
        RG + "hasLesson",
        RG + "hasNextStep",
        SKOS + "editorialNote",
        DCTERMS + "description",
    )
)
# What a reader asks first: who, to whom, where, when, what for.
_FIRST = tuple(
    RG + name
    for name in (
        "activityType", "conditionType", "outcomeType", "actorType", "implementedBy", "draftedBy", "fundedBy",
        "targetsActor", "population", "constituency", "takesPlaceIn", "startDate", "endDate", "addressesCondition",
        "concernsRight", "intendsResult", "hasOutput", "contributesTo", "aggravates",
    )
)  # fmt: skip
STATES = ("intended", "reported", "measured")


@dataclass(frozen=True, slots=True)
class State:
    """How a result stands: one of `STATES` for its looks (else empty), the concept's name, and who says so."""

    key: str
    name: Shown
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A record as the page of its intervention tells it."""

    iri: str
    anchor: str
    name: Shown
    kind: Shown | None
    state: State | None
    words: tuple[Shown, ...]
    notes: tuple[Shown, ...]
    rows: tuple[Row, ...]
    account: Account


def make_piece(site: Site, iri: str, language: str, known: Known) -> Piece:
    """What is said of one record, as known by a date or on one source's word where that is asked."""
    description = describe(site.store, iri, most_incoming=0)
    account = tell(site, description, language, known)
    # A gap was found by reading all sources, so it says nothing of what was known on the word of some.
    gaps = () if known.asks else show_gaps(site, iri, language)
    return Piece(
        iri=iri,
        anchor=anchor_of(iri),
        name=show_iri(site, iri, language),
        kind=_kind(site, description, language),
        state=_state(site, description, account, language),
        words=_texts(description, DCTERMS + "description", language),
        notes=_texts(description, SKOS + "editorialNote", language),
        rows=_rows(site, account, gaps, language),
        account=account,
    )


def anchor_of(iri: str) -> str:
    """Where on the page a record stands: the last two segments of its IRI."""
    return "-".join(iri.rstrip("/").rsplit("/", 2)[-2:])


def _kind(site: Site, description: Description, language: str) -> Shown | None:
    """The class of a record, by name; of several, the one of our own vocabulary that is most special."""
    types = sorted(
        t.object.value for t in description.statements if t.predicate.value == TYPE and isinstance(t.object, NamedNode)
    )
    own = [type for type in types if type.startswith(RG)]
    chosen = next(iter(own or types), None)
    return show_iri(site, chosen, language) if chosen else None


def _state(site: Site, description: Description, account: Account, language: str) -> State | None:
    for triple in description.statements:
        if triple.predicate.value == RG + "resultStatus" and isinstance(triple.object, NamedNode):
            iri = triple.object.value
            statement = account.statement(RG + "resultStatus", iri)
            if statement is None:  # not known as of the date that was asked for
                return None
            key = iri.removeprefix(RGC)
            return State(key if key in STATES else "", show_iri(site, iri, language), statement)
    return None


def _texts(description: Description, property: str, language: str) -> tuple[Shown, ...]:
    """Texts in the reader's language, else in any."""
    found = [
        t.object for t in description.statements if t.predicate.value == property and isinstance(t.object, Literal)
    ]
    fitting = [text for text in found if text.language == language] or found[:1]
    return tuple(Shown(text.value, language=text.language) for text in fitting)


def _rows(site: Site, account: Account, gaps: Iterable[ShownGap], language: str) -> tuple[Row, ...]:
    """Statements and gaps by property, in the order in which a reader asks."""
    groups = [group for group in account.groups if group.iri not in _ELSEWHERE]
    return tuple(sorted(make_rows(site, groups, gaps, language), key=lambda row: _place(row.iri)))


def _place(property: str) -> tuple[int, str]:
    return (_FIRST.index(property) if property in _FIRST else len(_FIRST), property)


def rows_of(piece: Piece, properties: Iterable[str]) -> tuple[Row, ...]:
    """Some of a record's rows, by the IRIs of their properties, in that order."""
    return tuple(row for property in properties for row in piece.rows if row.iri == property)
