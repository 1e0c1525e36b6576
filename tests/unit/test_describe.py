# SPDX-License-Identifier: Apache-2.0
"""An IRI in, what is said about it out."""

import pytest

from rightsgraph.describe import MAX_INCOMING, Evidence, Mark, describe, evidence, label, marks
from rightsgraph.errors import UnknownResource, Withdrawn
from rightsgraph.rdf import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from rightsgraph.store import Store
from rightsgraph.vocab import PROV, RDF, RDFS, RG, SCHEMA, SKOS, TYPE, XSD

E = "http://e.example/"


def iri(name: str) -> NamedNode:
    return NamedNode(name if ":" in name else E + name)


def say(subject: str, predicate: str, value: NamedNode | Literal | str) -> Triple:
    return Triple(iri(subject), iri(predicate), iri(value) if isinstance(value, str) else value)


def store_of(*triples: Triple) -> Store:
    return Store(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)


CLAIM = (
    say("claim", TYPE, RG + "Claim"),
    say("claim", RDF + "subject", "s"),
    say("claim", RDF + "predicate", "p"),
    say("claim", RDF + "object", "o"),
    say("claim", RG + "fromPassage", "passage2"),
    say("claim", RG + "fromPassage", "passage1"),
    say("claim", RG + "assertionMode", "said"),
)


def test_a_resource_is_described_by_what_it_says_who_points_at_it_and_its_claims() -> None:
    description = describe(store_of(say("s", "p", "o"), say("t", "q", "s"), say("t", "q", "u"), *CLAIM), E + "s")
    assert description.statements == (say("s", "p", "o"),)
    assert description.incoming == (say("t", "q", "s"),)
    assert set(description.claims) == set(CLAIM)
    assert description.members == ()
    assert not description.more_incoming
    assert set(description.triples) == {say("s", "p", "o"), say("t", "q", "s"), *CLAIM}


def test_what_is_only_pointed_at_is_described_too() -> None:
    assert describe(store_of(say("t", "q", "s")), E + "s").incoming == (say("t", "q", "s"),)


@pytest.mark.parametrize("name", [E + "nobody", "", "no IRI", "http://e.example/<>", "rel", "http://e.example/ "])
def test_nothing_said_is_an_error(name: str) -> None:
    with pytest.raises(UnknownResource) as caught:
        describe(store_of(say("s", "p", "o")), name)
    assert caught.value.iri == name


def test_a_namespace_is_described_with_its_terms() -> None:
    term = say("ns#T", RDFS + "isDefinedBy", "ns")
    other, blank = (
        say("elsewhere#T", RDFS + "isDefinedBy", "ns"),
        Triple(BlankNode("b"), iri(RDFS + "isDefinedBy"), iri("ns")),
    )
    description = describe(store_of(say("ns", "p", "o"), term, say("ns#T", "p", "x"), other, blank), E + "ns")
    assert set(description.members) == {term, say("ns#T", "p", "x")}


def test_a_hub_is_described_in_part_and_says_so() -> None:
    description = describe(store_of(*(say(f"s{n}", "p", "hub") for n in range(MAX_INCOMING + 1))), E + "hub")
    assert (len(description.incoming), description.more_incoming) == (MAX_INCOMING, True)


def test_just_as_many_as_fit_are_all() -> None:
    description = describe(store_of(*(say(f"s{n}", "p", "hub") for n in range(MAX_INCOMING))), E + "hub")
    assert (len(description.incoming), description.more_incoming) == (MAX_INCOMING, False)


def test_what_was_withdrawn_is_an_error_with_date_and_reason() -> None:
    date = Literal("2026-11-23T10:00:00Z", datatype=NamedNode(XSD + "dateTime"))
    tombstone = [
        say("s", TYPE, RG + "Tombstone"),
        say("s", PROV + "invalidatedAtTime", date),
        say("s", RG + "takedownReason", "r"),
    ]
    with pytest.raises(Withdrawn) as caught:
        describe(store_of(*tombstone, say("t", "q", "s")), E + "s")
    assert (caught.value.iri, caught.value.date, caught.value.reason) == (E + "s", "2026-11-23", E + "r")


def test_a_statement_leads_to_its_claims_with_their_passages_in_order() -> None:
    found = evidence(describe(store_of(say("s", "p", "o"), *CLAIM), E + "s"))
    assert dict(found) == {
        (E + "p", E + "o"): [Evidence(E + "claim", (E + "passage1", E + "passage2"), E + "said", None)],
    }


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [
        pytest.param([("uno", "es"), ("one", "en")], "en", "one", id="the language asked for"),
        pytest.param([("uno", "es"), ("un", "fr")], "en", "un", id="else any, always the same"),
        pytest.param([("x", None)], "en", "x", id="a name of no language"),
        pytest.param([], "en", None, id="no name"),
    ],
)
def test_a_name_is_told_in_the_reader_s_language(
    names: list[tuple[str, str | None]], language: str, expected: str | None
) -> None:
    triples = [
        say("s", SKOS + "prefLabel", Literal(text, language=tag) if tag else Literal(text)) for text, tag in names
    ]
    assert label(store_of(*triples), E + "s", language) == expected


def policy(name: str, property: str, grain: str) -> list[Triple]:
    return [say(name, RG + "generalises", property), say(name, RG + "toGrain", grain)]


def test_a_value_is_marked_with_the_policy_that_made_it_coarser() -> None:
    record = [say("s", "start", Literal("2008")), say("s", "end", Literal("2009")), say("s", RG + "generalisedBy", "a")]
    store = store_of(*record, *policy("a", "start", "year"), *policy("b", "end", "year"))
    assert marks(store, describe(store, E + "s")) == {(E + "start", "2008"): [Mark(E + "a", E + "year")]}


def test_a_band_is_marked_with_the_policy_for_values() -> None:
    record = [say("s", RG + "bandFrom", Literal("10")), say("s", RG + "generalisedBy", "a")]
    store = store_of(*record, *policy("a", SCHEMA + "value", "band"))
    assert marks(store, describe(store, E + "s")) == {(RG + "bandFrom", "10"): [Mark(E + "a", E + "band")]}


def test_of_two_values_the_claims_say_which_was_made_coarser() -> None:
    record = [say("s", "p", "o"), say("s", "p", "as-written"), say("s", RG + "generalisedBy", "a")]
    other = [say("other", RDF + name, value) for name, value in (("subject", "s"), ("predicate", "p"))]
    marked = [say("claim", RG + "generalisedBy", "a"), say("other", RDF + "object", "as-written")]
    store = store_of(*record, *CLAIM, *other, *marked, *policy("a", "p", "region"))
    assert marks(store, describe(store, E + "s")) == {(E + "p", E + "o"): [Mark(E + "a", E + "region")]}


def test_on_a_claim_its_object_is_marked() -> None:
    store = store_of(*CLAIM, say("claim", RG + "generalisedBy", "a"), *policy("a", "p", "region"))
    assert marks(store, describe(store, E + "claim")) == {(RDF + "object", E + "o"): [Mark(E + "a", E + "region")]}
