# SPDX-License-Identifier: Apache-2.0
"""The page of each kind of resource: what a reader comes for stands there, in words, in both languages, and bounded."""

import gzip
import html
import itertools
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from tests.contracts.test_pages import BASE, LANGUAGES, Page, get

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Serving = Callable[..., AbstractContextManager[httpx.Client]]
SHACL = "http://www.w3.org/ns/shacl#"


def read(client: httpx.Client, path: str, language: str = "en") -> str:
    """The words of a page's main part."""
    text = get(client, path, **{"Accept-Language": language}).text
    main = text.partition('<main id="main"')[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def ask(client: httpx.Client, query: str) -> list[str]:
    answer = client.get("/sparql", params={"query": query, "format": "csv"})
    assert answer.status_code == 200, answer.text
    return answer.text.splitlines()[1:]


WORDS = {
    "/id/organisation/peru-consortium-academic": (
        (
            "Belongs to",
            "It has no name here",
            "name unknown Not stated in the source",
            "actor type Academic institution",
        ),
        ("Pertenece a", "Aquí no tiene nombre", "nombre desconocido No indicado en la fuente", "tipo de actor"),
    ),
    "/id/organisation/andhra-pradesh-advocacy-groups-programme-organisation": (
        ("name withheld Withheld for safety",),
        ("nombre reservado",),
    ),
    "/id/organisation/andhra-pradesh-advocacy-groups-research-organisation": (
        ("Name: Population Council (named because: Public body or institution",),
        ("Nombre: Population Council (se nombra porque:",),
    ),
    "/id/place/IN": (
        ("ISO 3166 code IN", "See it on the map", "Its parts on record Andhra Pradesh , Karnataka"),
        ("Código ISO 3166 IN", "Verlo en el mapa", "Intervenciones en partes de este lugar"),
    ),
    "/concept/femaleSexWorkers": (
        ("From the list Populations", "Not yet reviewed", "Where it stands Sex workers", "Interventions that use it"),
        ("De la lista Poblaciones", "Aún sin revisar", "Dónde se ubica", "Intervenciones que lo usan"),
    ),
    "/concept/scheme-population": (
        ("Concepts of this list", "Female sex workers", "Women who do sex work"),
        ("Conceptos de esta lista", "Trabajadoras sexuales", "Mujeres que ejercen el trabajo sexual"),
    ),
    "/id/source/aids-2010-peru-consortium": (
        ("The whole text was captured", "What this source says", "Issues, sentence 4", "published 2010"),
        ("Se capturó el texto completo", "Lo que dice esta fuente", "oración 4", "publicación 2010"),
    ),
    "/id/source/baja-california-police-training-knowledge-and-arrests": (
        ("Read without a captured text", "the source as a whole"),
        ("Se leyó sin capturar su texto", "la fuente en conjunto"),
    ),
    "/id/passage/aids-2010-peru-consortium-issues-4": (
        ("Issues, sentence 4, Human rights", "checked to the character", "What this source says here"),
        ("oración 4, Human rights", "comprobar hasta el carácter", "Lo que esta fuente dice aquí"),
    ),
    "/id/claim/peru-consortium-academic-actor-type-academic": (
        ("actor type: Academic institution", "How it is said Said explicitly", "It stands in Issues, sentence 4"),
        ("tipo de actor: Institución académica", "Cómo se dice Dicho explícitamente"),
    ),
    "/id/result/baja-california-police-training-law-knowledge": (
        ("How it stands: Measured", "94 %"),
        ("Cómo está: Medido", "94 %"),
    ),
    "/id/result/peru-consortium-less-violence": (("How it stands: Intended",), ("Cómo está:",)),
    "/id/proposal/peru-consortium-law": (
        ("Stages Drafted , no date on record", "Not yet reached, as the source says Presented"),
        ("Etapas", "sin fecha registrada", "Aún no alcanzada, según la fuente"),
    ),
    "/id/unknown/peru-consortium-academic-name": (
        (
            "What is not known Academic institution, without a name in the source – name",
            "unknown Not stated in the source",
        ),
        ("Qué no se sabe", "desconocido No indicado en la fuente"),
    ),
    "/query/what-is-withheld": (("Ask this question",), ("Hacer esta pregunta",)),
    "/dataset/peru-consortium": (("Its files", "peru-consortium.ttl.gz"), ("Sus archivos",)),
    "/shape/ClaimShape": (
        (
            "E1",
            "Why: E1. A claim says",
            "every record that is one of: Claim , Disputed claim , Retracted claim",
            "how many: exactly 1",
            "each value is of the kind: Passage",
        ),
        (
            "Por qué: E1.",
            "todo registro que sea: Afirmación , Afirmación en disputa",
            "cuántos: exactamente 1",
            "obligatoria",
        ),
    ),
    "/shape/ClaimedTripleShape": (("FILTER NOT EXISTS { ?subject ?predicate ?object }",), ("La consulta que halla",)),
    "/shape/ResultShape": (("All rules",), ("Todas las reglas",)),
    "/shape/": (("Evidence", "Claimed triple E2"), ("Evidencia", "Tripleta afirmada E2", "recomendada")),
    "/ns": (
        (
            "Overview",
            "Who takes part",
            "Is a kind of",
            "each statement needs a claim",
            "Lists of concepts",
            "for example",
        ),
        ("Vista general", "Quiénes participan", "cada enunciado requiere una afirmación", "Listas de conceptos"),
    ),
}


@pytest.mark.parametrize("path", WORDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_what_its_kind_of_reader_comes_for(client: httpx.Client, path: str, language: str) -> None:
    words = read(client, path, language)
    for wanted in WORDS[path][list(LANGUAGES).index(language)]:
        assert wanted in words, words


def test_a_resource_of_every_class_has_a_sound_page_in_both_languages(client: httpx.Client) -> None:
    found = ask(client, "SELECT (MIN(?s) AS ?one) { ?s a ?class FILTER(isIRI(?s)) } GROUP BY ?class")
    own = [iri.removeprefix(BASE) for iri in found if iri.startswith(BASE) and "ns#" not in iri]
    assert len(own) > 30
    for path in own:
        for language in LANGUAGES:
            page = get(client, f"/{path}", **{"Accept-Language": language})
            assert page.faults == [], path
            assert len(page.ids) == len(set(page.ids)), path
            assert f"{BASE}{path}" in page.text
            assert "style=" not in page.text


def test_what_is_unknown_is_told_once_and_not_as_a_link_that_leads_here(client: httpx.Client) -> None:
    words = read(client, "/id/organisation/peru-consortium-academic")
    assert words.count("Not stated in the source") == 1
    assert "unknown for" not in words


def test_what_was_known_is_asked_for_in_a_form_that_waits_until_it_is_wanted(client: httpx.Client) -> None:
    page = get(client, "/id/organisation/peru-consortium-academic?by=2009", **{"Accept-Language": "en"})
    assert "Left out: 1 statements" in page.text
    assert re.search(r"<details[^>]* open>\s*<summary>As known at another time", page.text)
    closed = get(client, "/id/organisation/peru-consortium-academic", **{"Accept-Language": "en"})
    assert re.search(r'<details class="aside noprint">\s*<summary>As known at another time', closed.text)


def test_the_drawing_is_of_links_that_lead_somewhere(client: httpx.Client) -> None:
    page = get(client, "/id/proposal/peru-consortium-law", **{"Accept-Language": "en"})
    links = re.findall(r'href="(/[^"]+)"', page.text[page.text.index('class="neighbours"') : page.text.index("</svg>")])
    assert 4 < len(links) <= 12
    assert all(client.get(html.unescape(link)).status_code == 200 for link in links)
    assert not any(link.startswith(("/id/claim/", "/id/curation/")) for link in links)


def test_the_rules_are_all_listed_and_each_has_its_page(client: httpx.Client) -> None:
    shapes = ask(client, f"SELECT ?s {{ ?s a <{SHACL}NodeShape> }}")
    links = get(client, "/shape/").links
    assert {f"/{shape.removeprefix(BASE)}" for shape in shapes} <= set(links)
    for shape in shapes:
        assert client.get(f"/{shape.removeprefix(BASE)}", headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_of_the_vocabulary_is_whole_and_light(client: httpx.Client, language: str) -> None:
    page = get(client, "/ns", **{"Accept-Language": language})
    assert len(gzip.compress(page.text.encode())) < 60_000
    inner = [link.partition("#")[2] for link in page.links if link.startswith(("#", "/ns#"))]
    assert len(inner) > 300
    assert set(inner) <= set(page.ids)


def test_a_class_leads_to_its_rules_and_to_a_record(client: httpx.Client) -> None:
    text = get(client, "/ns", **{"Accept-Language": "en"}).text
    claim = text[text.index('id="Claim"') : text.index('id="Curation"')]
    assert "/shape/ClaimShape" in claim
    assert re.search(r'href="/id/claim/|more than 1,000', claim)


SYLLABLES = ["".join(pair) for pair in itertools.product("bdfgklmnprst", "aeiou")]
MANY = 1200


@pytest.fixture(scope="module")
def hub(
    little_content: Callable[..., Path], run: Run, serving: Serving, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A server of content in which very much points at one concept, and one source has very many passages."""
    base = "https://example.org/little/"
    rg = "https://w3id.org/rightsgraph/ns#"
    terms = f"""
        <{base}id/hub> a skos:Concept ; skos:prefLabel "Hub"@en , "Centro"@es .
        <{base}id/source> a <{rg}SourceDocument> ; dcterms:title "Source"@en .
        <{rg}SourceDocument> a owl:Class . <{rg}Passage> a owl:Class . <{rg}population> a owl:ObjectProperty .
        <http://www.w3.org/ns/oa#hasSource> a owl:ObjectProperty .
        """
    names = ["".join(pair) for pair in itertools.product(SYLLABLES, SYLLABLES)][:MANY]
    things = "".join(
        f'<{base}id/thing-{n}> skos:prefLabel "T{n}"@en , "C{n}"@es ; <{rg}population> <{base}id/hub> .\n'
        f"<{base}id/passage-{n}> a <{rg}Passage> ; <http://www.w3.org/ns/oa#hasSource> <{base}id/source> .\n"
        for n in names
    )
    folder = tmp_path_factory.mktemp("hub")
    root = little_content(folder / "content", {"data/part/hub.ttl": terms + things})
    built = run("build", root, "--out", folder / "release")
    assert built.returncode == 0, built.stderr
    with serving(folder / "release") as client:
        yield client


def test_what_much_points_at_has_a_short_page_that_says_so(hub: httpx.Client) -> None:
    page = get(hub, "/id/hub", **{"Accept-Language": "en"})
    assert "more than 1,000" in page.text
    assert len(page.text) < 60_000
    rest = next(link for link in page.links if link.startswith("/sparql?"))
    assert "thing" in hub.get(html.unescape(rest), headers={"Accept": "text/html"}).text


def test_a_source_of_very_many_passages_has_a_short_page_that_says_so(hub: httpx.Client) -> None:
    page = get(hub, "/id/source", **{"Accept-Language": "es"})
    assert "Hay más pasajes registrados." in page.text
    assert len(page.text) < 120_000


def test_rules_of_other_content_are_told_too(hub: httpx.Client) -> None:
    assert "ThingShape" in read(hub, "/shape/")
    words = read(hub, "/shape/ThingShape")
    assert "every record that is one of: Thing" in words
    assert "each value is an IRI" in words


def test_foreign_files_have_no_list_of_rules(raw: httpx.Client) -> None:
    answer = raw.get("/shape/", headers={"Accept": "text/html", "Accept-Language": "es"})
    assert answer.status_code == 404
    assert Page(answer.text).all("html") == [{"lang": "es"}]


@pytest.mark.parametrize("path", ["/shape/nothing", "/ns/nothing", "/concept/nothing"])
def test_what_is_not_there_is_told_so_on_a_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html", "Accept-Language": "es"})
    assert answer.status_code == 404
    assert Page(answer.text).faults == []
