# SPDX-License-Identifier: Apache-2.0
"""Words and choices in, what is found out: in small graphs, in the shipped content, and for any words at all."""

import random
import string
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rightsgraph.content import read_content
from rightsgraph.rdf import Literal, Quad, read_document, text_of
from rightsgraph.search import (
    KEYS,
    NOT_STATED,
    ROWS,
    Index,
    Placed,
    Question,
    Search,
    compare,
    explain,
    mark,
    read_words,
    write_long,
)
from rightsgraph.search.facets import members, union
from rightsgraph.search.fulltext import Document, FullText
from rightsgraph.search.spelling import Spelling, distance
from rightsgraph.search.stems import fold, split, words
from rightsgraph.store import Store
from rightsgraph.vocab import DCTERMS, LABELS, RDFS, RG, SCHEMA, SKOS

ROOT = Path(__file__).parents[2]
PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix e: <http://e.example/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rg: <https://w3id.org/rightsgraph/ns#> .
@prefix rgc: <https://w3id.org/rightsgraph/concept/> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
Make = Callable[[str], Store]
ANY_TEXT = st.text(max_size=60)
ODD = st.lists(st.sampled_from(['"', "'", "*", "(", ")", "^", ":", "-", "NEAR", "AND", "OR", "NOT", "{name}", "a", "ñ",
                                "police", "\x00", "½", "ﬁ", "…"]), max_size=12).map(" ".join)  # fmt: skip


@pytest.fixture
def make_store(tmp_path: Path) -> Make:
    """A store of some Turtle."""

    def make(turtle: str) -> Store:
        path = tmp_path / "graph.ttl"
        path.write_text(PREFIXES + turtle, "utf-8")
        return Store(read_document(path).quads)

    return make


@pytest.fixture(scope="module")
def content() -> Store:
    """The shipped content."""
    return Store(Quad(t.subject, t.predicate, t.object) for t in read_content(ROOT).triples())


@pytest.fixture(scope="module")
def index(content: Store) -> Index:
    return Search(content).index()


def find(index: Index, text: str = "", filters: Mapping[str, list[str]] | None = None) -> list[str]:
    """The keys of the interventions that are found."""
    return [one.key for one in index.find(Question(text, filters or {}), "en").interventions]


ONE = 'e:i a rg:Intervention ; skos:prefLabel "Capacitación de policías"@es , "Training of police"@en .\n'


@pytest.mark.parametrize(
    "text",
    ["capacitacion", "CAPACITACIÓN", "capacitaciones", "policia", "police", "trained", "train", "capac", "training po"],
)
def test_accents_endings_and_unfinished_words_are_forgiven(make_store: Make, text: str) -> None:
    assert find(Search(make_store(ONE)).index(), text) == ["i"]


@pytest.mark.parametrize("text", ["zebra", "capac ", "x", "trainings zebra2"])
def test_what_is_nowhere_is_not_found(make_store: Make, text: str) -> None:
    found = Search(make_store(ONE)).index().find(Question(text), "en")
    assert not found.interventions or found.loosened


def test_words_of_all_that_belongs_to_an_intervention_find_it(make_store: Make) -> None:
    store = make_store(
        ONE
        + """
        e:a rg:partOfIntervention e:i ; a rg:InterventionActivity ; skos:prefLabel "Workshop"@en ;
          skos:editorialNote "Held outdoors."@en ; rg:activityType rgc:dance ; rg:hasOutput e:o .
        rgc:dance a skos:Concept ; skos:prefLabel "Dancing"@en , "Baile"@es ; skos:altLabel "Ballet"@en .
        e:o a rg:Output ; skos:prefLabel "A leaflet"@en .
        e:c rdf:subject e:a ; a rg:Claim ; rg:fromPassage e:p . e:p oa:hasSource e:s .
        e:s a rg:SourceDocument ; dcterms:title "Gazette"@en ; dcterms:alternative "Gaceta"@es .
        """
    )
    index = Search(store).index()
    for text in (
        "workshop",
        "outdoors",
        "dancing",
        "baile",
        "ballet",
        "leaflet",
        "gazette",
        "gaceta",
        "police leaflet",
    ):
        assert find(index, text) == ["i"], text


def test_where_it_was_found_is_told_with_the_words_marked(make_store: Make) -> None:
    store = make_store(
        ONE
        + 'e:a a rg:InterventionActivity ; rg:partOfIntervention e:i ; skos:prefLabel "Talleres"@es , "Workshops"@en .'
    )
    index = Search(store).index()
    asked = read_words("workshop police")
    (reason,) = explain(store, index.interventions[0], asked, "en")
    assert reason.record == "http://e.example/a"
    assert reason.pieces == (("Workshops", True),)


def test_all_words_are_wanted_before_any_is(make_store: Make) -> None:
    index = Search(make_store(ONE + 'e:j a rg:Intervention ; skos:prefLabel "Training of nurses"@en .')).index()
    both = index.find(Question("training nurses"), "en")
    assert ([one.key for one in both.interventions], both.loosened) == (["j"], False)
    any_of_them = index.find(Question("police nurses"), "en")
    assert ({one.key for one in any_of_them.interventions}, any_of_them.loosened) == ({"i", "j"}, True)


def test_a_slip_gets_a_suggestion_that_finds_something(make_store: Make) -> None:
    index = Search(make_store(ONE)).index()
    assert index.find(Question("trianing of plice"), "en").meant == "training of police"
    assert index.find(Question("training"), "en").meant is None


def test_how_we_know_and_who_is_who_are_never_found(make_store: Make) -> None:
    store = make_store(
        ONE
        + """
        e:i rg:implementedBy e:person , e:org .
        e:person a foaf:Person ; skos:prefLabel "Secretname"@en .
        e:org a rg:Consortium ; skos:prefLabel "Group"@en ; prov:hadMember e:other .
        e:other a prov:Person ; schema:name "Othername" .
        e:claim a rg:Claim ; rdf:subject e:i ; skos:prefLabel "Claimword"@en ; rg:fromPassage e:passage .
        e:passage a rg:Passage ; skos:prefLabel "Passageword"@en ; oa:hasSource e:source .
        e:source a rg:SourceDocument ; dcterms:title "Title"@en ; rg:authorsAsPrinted "Printedname" ;
          dcterms:bibliographicCitation "Citedname. Title."@en ; dcterms:creator "Creatorname" .
        e:withheld a rg:Withheld ; rg:unknownFor e:i ; skos:prefLabel "Withheldword"@en .
        e:capture a rg:SourceCapture ; skos:prefLabel "Captureword"@en .
        """
    )
    index = Search(store).index()
    assert find(index, "title group") == ["i"]
    for word in ("Secretname", "Othername", "Claimword", "Passageword", "Printedname", "Citedname", "Creatorname",
                 "Withheldword", "Captureword"):  # fmt: skip
        found = index.find(Question(word), "en")
        assert (found.interventions, found.others, found.meant) == ((), {}, None), word


def test_no_printed_name_of_the_shipped_content_finds_anything(content: Store, index: Index) -> None:
    readable = (*LABELS, SKOS + "altLabel", SKOS + "editorialNote", SKOS + "definition", SKOS + "scopeNote",
                SKOS + "notation", DCTERMS + "alternative", DCTERMS + "description", SCHEMA + "name",
                RDFS + "comment")  # fmt: skip
    texts = (text_of(t.object) for p in readable for t in content.triples(predicate=p) if isinstance(t.object, Literal))
    public = {fold(word) for text in texts for word in words(text)}
    printed = {
        fold(word) for t in content.triples(predicate=RG + "authorsAsPrinted") for word in words(text_of(t.object))
    }
    names = {name for name in printed if len(name) > 3 and not any(word.startswith(name) for word in public)}
    assert len(names) > 3
    for name in sorted(names):
        found = index.find(Question(name + " "), "en")
        assert not found.interventions, name
        assert not found.others, name


CHAIN = """
    e:i rg:takesPlaceIn e:g ; rg:startDate "2004"^^xsd:gYear ; rg:endDate "2006-05"^^xsd:gYearMonth ;
      rg:intendsResult e:aim ; rg:contributesTo e:got .
    e:g a rg:UnnamedGroup ; dcterms:isPartOf e:region ; rg:statedCardinality "3"^^xsd:nonNegativeInteger .
    e:region skos:notation "XA-01" ; dcterms:isPartOf e:country . e:country skos:notation "XA" ;
      rg:worldRegion rgc:south . rgc:south a skos:Concept ; skos:broader rgc:world . rgc:world a skos:Concept .
    e:aim a rg:Outcome ; rg:resultStatus rgc:intended . e:got a rg:Outcome ; rg:resultStatus rgc:reported ;
      rg:outcomeType rgc:narrow ; rg:population rgc:few .
    rgc:narrow a skos:Concept ; skos:broader rgc:wide . rgc:wide a skos:Concept .
    e:claim a rg:Claim ; rdf:subject e:got ; rdf:predicate rg:resultStatus ; rg:evidenceStrength rgc:some .
    rgc:some rg:rank 3 .
"""


def test_an_intervention_is_chosen_by_what_hangs_on_it(make_store: Make) -> None:
    (one,) = Search(make_store(ONE + CHAIN)).index().interventions
    assert one.values == {
        "country": ("XA",),
        "worldRegion": ("south", "world"),
        "population": ("few",),
        "conditionType": (),
        "activityType": (),
        "outcomeType": ("narrow", "wide"),
        "result": ("reported",),
        "right": (),
        "actorType": (),
        "strength": ("some",),
        "year": ("2004", "2005", "2006"),
    }
    assert one.places == (Placed("XA-01", "http://e.example/g", unnamed=True, number=3),)
    assert (one.start, one.end) == ("2004", "2006-05")


def test_what_is_not_stated_is_a_value_of_its_own(make_store: Make) -> None:
    index = Search(make_store(ONE)).index()
    for key in KEYS:
        assert index.shelf.count(key, index.shelf.every) == {NOT_STATED: 1}
        assert find(index, filters={key: [NOT_STATED]}) == ["i"]


def test_an_end_that_nobody_states_makes_no_years(make_store: Make) -> None:
    (one,) = Search(make_store(ONE + 'e:i rg:startDate "1999"^^xsd:gYear .')).index().interventions
    assert one.values["year"] == ("1999",)


def test_two_interventions_that_end_alike_keep_keys_apart(make_store: Make) -> None:
    store = make_store("e:x\\/i a rg:Intervention . e:y\\/i a rg:Intervention . e:j a rg:Intervention .")
    assert sorted(Search(store).index().keys()) == ["http://e.example/x/i", "http://e.example/y/i", "j"]


def test_a_store_without_interventions_finds_none(make_store: Make) -> None:
    found = Search(make_store("e:x e:y e:z .")).index().find(Question("anything", {"year": ["2000"]}), "es")
    assert (found.interventions, found.others) == ((), {})


@given(seed=st.integers(0, 10_000))
def test_counts_are_what_a_click_gives(index: Index, seed: int) -> None:
    chance = random.Random(seed)
    filters = {
        key: chance.sample(index.shelf.values(key), min(2, len(index.shelf.values(key))))
        for key in chance.sample(KEYS, chance.randint(0, 3))
    }
    text = chance.choice(("", "police", "law"))
    found = index.find(Question(text, filters), "en")
    for key in chance.sample(KEYS, 3):
        for value, number in found.counts[key].items():
            clicked = find(index, text, {**filters, key: [value]})
            assert len(clicked) == number, (filters, key, value)
    for key, number in found.without.items():
        assert len(find(index, text, {k: v for k, v in filters.items() if k != key})) == number


@given(seed=st.integers(0, 10_000))
def test_filters_choose_exactly_what_has_their_values(index: Index, seed: int) -> None:
    chance = random.Random(seed)
    filters = {
        key: chance.sample(index.shelf.values(key), 1 + chance.randrange(2)) for key in chance.sample(KEYS, 2)
        if len(index.shelf.values(key)) > 1
    }  # fmt: skip
    fits = {
        one.key
        for one in index.interventions
        if all(set(one.values[key] or (NOT_STATED,)) & set(values) for key, values in filters.items())
    }
    assert set(find(index, filters=filters)) == fits


def test_every_word_of_a_name_finds_its_intervention(index: Index) -> None:
    for one in index.interventions:
        for name in one.names.values():
            assert one.key in find(index, name)
            for word in words(name):
                assert one.key in find(index, word), word


@given(text=ANY_TEXT | ODD, language=st.sampled_from(["en", "es"]))
def test_no_words_end_in_an_error(index: Index, text: str, language: str) -> None:
    found = index.find(Question(text), language)
    assert len(found.interventions) <= len(index.interventions)
    assert found.meant is None or found.meant.strip()


@given(text=ANY_TEXT | ODD, asked=ANY_TEXT)
def test_a_marked_text_is_the_text(text: str, asked: str) -> None:
    assert "".join(piece for piece, _ in split(text)) == text
    assert "".join(piece for piece, _ in mark(text, read_words(asked))) == text


@given(text=st.text(st.characters(categories=["L", "N", "P", "S", "Z"]), min_size=1, max_size=30))
def test_a_text_is_found_by_each_of_its_words(text: str) -> None:
    index = FullText([Document(0, [text]), Document(1, ["something else"])])
    for word in read_words(text):
        assert index.counted[word.text]
        if word.text.isascii():
            assert 0 in index.find([word])


@given(word=st.text(string.ascii_lowercase, min_size=5, max_size=12), place=st.integers(0, 11), data=st.data())
def test_one_slip_is_near(word: str, place: int, data: st.DataObject) -> None:
    cut = min(place, len(word) - 2)
    slips = [word[:cut] + word[cut + 1 :], word[:cut] + "z" + word[cut:], word[:cut] + word[cut + 1] + word[cut]
             + word[cut + 2 :]]  # fmt: skip
    assert distance(data.draw(st.sampled_from(slips)), word, 2) <= 1


def test_spelling_prefers_the_nearest_then_the_commonest() -> None:
    spelling = Spelling(Counter({"police": 3, "policy": 5, "polite": 9}))
    assert spelling.nearest("polixe") == "polite"
    assert spelling.nearest("policee") == "police"
    assert spelling.nearest("polic") == "policy"
    assert spelling.nearest("police") is None
    assert spelling.nearest("zzzzzz") is None


@given(places=st.sets(st.integers(0, 300)))
def test_sets_keep_their_members(places: set[int]) -> None:
    assert list(members(union(1 << place for place in places))) == sorted(places)


def test_comparing_leaves_no_cell_without_a_word(content: Store, index: Index) -> None:
    columns = compare(content, index.interventions)
    assert [column.intervention for column in columns] == list(index.interventions)
    for column in columns:
        assert set(column.cells) == {row.key for row in ROWS}
    rows = write_long(columns, lambda iri: iri, "en").splitlines()
    assert {row.split(",")[0] for row in rows[1:]} == {one.iri for one in index.interventions}


def test_a_gap_a_withheld_value_and_silence_are_told_apart(make_store: Make) -> None:
    store = make_store(
        ONE
        + """
        e:u a rg:ExplicitUnknown ; rg:unknownFor e:i ; rg:unknownProperty rg:fundedBy ; rg:unknownReason rgc:notStated .
        e:w a rg:Withheld ; rg:unknownFor e:i ; rg:unknownProperty rg:implementedBy .
        e:v a rg:ExplicitUnknown ; rg:unknownFor e:i ; rg:unknownProperty schema:name .
        """
    )
    (column,) = compare(store, Search(store).index().interventions)
    told = {key: [(gap.iri[-1], gap.withheld) for gap in cell.gaps] for key, cell in column.cells.items() if cell.gaps}
    assert told == {"funder": [("u", False)], "implementer": [("w", True)], "otherGaps": [("v", False)]}
    states = [line.split(",")[4] for line in write_long([column], lambda iri: iri, "en").splitlines()[1:]]
    assert states.count("silent") == len(ROWS) - 3
    assert (states.count("unknown"), states.count("withheld")) == (2, 1)


def test_a_figure_comes_with_its_interval_and_unit(make_store: Make) -> None:
    store = make_store(
        ONE
        + """
        e:i rg:contributesTo e:r . e:r a rg:Outcome ; rg:resultStatus rgc:measured .
        e:o a rg:Observation ; rg:observedFor e:r ; schema:value 0.59 ; rg:lowerBound 0.41 ; rg:upperBound 0.86 ;
          schema:unitText "adjusted odds ratio" .
        """
    )
    (column,) = compare(store, Search(store).index().interventions)
    (value,) = column.cells["outcome"].values
    (figure,) = value.figures
    assert (figure.value, figure.lower, figure.upper, figure.unit) == (
        "0.59",
        "0.41",
        "0.86",
        "adjusted odds ratio",
    )
    assert ",0.59,0.41,0.86,adjusted odds ratio," in write_long([column], lambda iri: iri, "en")
