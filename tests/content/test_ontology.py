# SPDX-License-Identifier: Apache-2.0
"""The files of ontology/ in, findings on their wording, structure and completeness out."""

import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, QB, RDF, RDFS, SKOS
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
FILES = sorted(ONTOLOGY.rglob("*.ttl"))

RG = "https://w3id.org/rightsgraph/ns#"
RGC = "https://w3id.org/rightsgraph/concept/"
XSD = "http://www.w3.org/2001/XMLSchema#"
ONTOLOGY_IRI = URIRef(RG.removesuffix("#"))
LANGUAGES = ["en", "es"]
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def name_of_file(path: Path) -> str:
    return path.relative_to(ONTOLOGY).as_posix()


def read_graph(path: Path) -> Graph:
    return Graph(bind_namespaces="none").parse(path, format="turtle")


def read_ontology() -> Graph:
    whole = Graph(bind_namespaces="none")
    for path in FILES:
        whole += read_graph(path)
    return whole


def read_context() -> dict[str, Any]:
    document: dict[str, dict[str, Any]] = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))
    return document["@context"]


GRAPH = read_ontology()
CONTEXT = read_context()
PREFIXES = {
    term: value
    for term, value in CONTEXT.items()
    if isinstance(value, str) and value.startswith("http") and value.endswith(("/", "#"))
}


def is_own(node: Node) -> bool:
    return isinstance(node, URIRef) and str(node).startswith((RG, RGC))


def own_subjects(namespace: str) -> list[URIRef]:
    return sorted({s for s in GRAPH.subjects() if isinstance(s, URIRef) and s.startswith(namespace)})


def instances(*types: URIRef) -> list[URIRef]:
    return sorted({s for t in types for s in GRAPH.subjects(RDF.type, t) if isinstance(s, URIRef)})


def words_in(subject: Node, predicate: URIRef, language: str) -> list[str]:
    return [str(o) for o in GRAPH.objects(subject, predicate) if isinstance(o, Literal) and o.language == language]


def local(iri: URIRef) -> str:
    return iri.removeprefix(RG).removeprefix(RGC)


TERMS = own_subjects(RG)
PROPERTIES = [p for p in instances(*PROPERTY_TYPES) if is_own(p)]
SCHEMES = [s for s in instances(SKOS.ConceptScheme) if is_own(s)]
CONCEPTS = [c for c in own_subjects(RGC) if c not in SCHEMES]
CONTEXT_TERMS = sorted(set(CONTEXT) - set(PREFIXES) - {"@version"})


# files


def test_there_is_something_of_every_kind_to_check() -> None:
    found = [FILES, TERMS, PROPERTIES, SCHEMES, CONCEPTS, CONTEXT_TERMS, instances(OWL.Class)]
    assert [] not in found


@pytest.mark.parametrize("path", FILES, ids=name_of_file)
def test_a_file_opens_with_its_licence_and_what_it_holds(path: Path) -> None:
    licence, purpose, *_ = path.read_text("utf-8").splitlines()
    assert licence == "# SPDX-License-Identifier: CC-BY-4.0"
    assert re.fullmatch(r"# [A-Z].*\.", purpose)


@pytest.mark.parametrize("path", FILES, ids=name_of_file)
def test_a_file_has_no_blank_nodes(path: Path) -> None:
    assert [t for t in read_graph(path) if any(isinstance(node, BNode) for node in t)] == []


@pytest.mark.parametrize("path", FILES, ids=name_of_file)
def test_a_file_declares_only_the_prefixes_it_uses_and_sorts_them(path: Path) -> None:
    text = path.read_text("utf-8")
    declared = re.findall(r"^@prefix ([\w-]+):", text, re.MULTILINE)
    body = re.sub(r'"[^"]*"|<[^>]*>|^@prefix.*$', "", text, flags=re.MULTILINE)
    used = set(re.findall(r"(?<![\w-])([a-z][\w-]*):\w", body))
    assert declared == sorted(used)


@pytest.mark.parametrize("path", FILES, ids=name_of_file)
def test_a_file_holds_one_block_for_each_resource_sorted_by_iri(path: Path) -> None:
    graph = read_graph(path)
    blocks = re.findall(r"^(?!@|#)(\S+) ", path.read_text("utf-8"), re.MULTILINE)
    written = [b[1:-1] if b.startswith("<") else str(graph.namespace_manager.expand_curie(b)) for b in blocks]
    assert written == sorted(str(subject) for subject in set(graph.subjects()))


def test_no_resource_is_described_in_two_files() -> None:
    homes: dict[Node, list[str]] = {}
    for path in FILES:
        for subject in set(read_graph(path).subjects()):
            homes.setdefault(subject, []).append(name_of_file(path))
    assert {s: files for s, files in homes.items() if len(files) > 1} == {}


# the ontology itself


def test_the_ontology_states_version_date_licence_and_preferred_prefix() -> None:
    stated = {
        predicate.n3(): value.n3()
        for name in (
            "http://purl.org/dc/terms/issued",
            "http://purl.org/dc/terms/license",
            "http://purl.org/vocab/vann/preferredNamespacePrefix",
            "http://purl.org/vocab/vann/preferredNamespaceUri",
        )
        for predicate in [URIRef(name)]
        for value in GRAPH.objects(ONTOLOGY_IRI, predicate)
    }
    assert stated == {
        "<http://purl.org/dc/terms/issued>": f'"2026-11-23"^^<{XSD}date>',
        "<http://purl.org/dc/terms/license>": "<https://creativecommons.org/licenses/by/4.0/>",
        "<http://purl.org/vocab/vann/preferredNamespacePrefix>": '"rg"',
        "<http://purl.org/vocab/vann/preferredNamespaceUri>": f'"{RG}"',
    }
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(GRAPH.value(ONTOLOGY_IRI, OWL.versionInfo)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["title", "description"])
def test_the_ontology_is_titled_and_described_in_both_languages(name: str, language: str) -> None:
    assert len(words_in(ONTOLOGY_IRI, URIRef(f"http://purl.org/dc/terms/{name}"), language)) == 1


# terms


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("term", TERMS, ids=local)
def test_a_term_has_one_label_and_one_definition_in_each_language(term: URIRef, language: str) -> None:
    assert len(words_in(term, RDFS.label, language)) == 1
    assert len(words_in(term, SKOS.definition, language)) == 1


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_a_term_is_typed_and_names_the_ontology_that_defines_it(term: URIRef) -> None:
    assert list(GRAPH.objects(term, RDF.type))
    assert list(GRAPH.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY_IRI]


@pytest.mark.parametrize("term", instances(OWL.Class), ids=local)
def test_a_class_has_a_parent(term: URIRef) -> None:
    assert len(list(GRAPH.objects(term, RDFS.subClassOf))) == 1


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_a_property_is_of_one_kind(term: URIRef) -> None:
    assert len(set(GRAPH.objects(term, RDF.type)) & set(PROPERTY_TYPES)) == 1


@pytest.mark.parametrize(
    ("constraint", "excuse"),
    [(RDFS.domain, "noDomainBecause"), (RDFS.range, "noRangeBecause")],
    ids=["domain", "range"],
)
@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_a_property_is_constrained_or_says_in_both_languages_why_not(
    term: URIRef, constraint: URIRef, excuse: str
) -> None:
    constrained = len(list(GRAPH.objects(term, constraint)))
    reasons = [len(words_in(term, URIRef(RG + excuse), language)) for language in LANGUAGES]
    assert (constrained, reasons) in [(1, [0, 0]), (0, [1, 1])]


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_a_property_has_the_kind_that_its_range_asks_for(term: URIRef) -> None:
    value = GRAPH.value(term, RDFS.range)
    kinds = set(GRAPH.objects(term, RDF.type)) & {OWL.ObjectProperty, OWL.DatatypeProperty}
    literal = value == RDF.langString or str(value).startswith(XSD)
    if value is None:
        assert len(kinds) <= 1
    else:
        assert kinds in ([{OWL.DatatypeProperty}, set()] if literal else [{OWL.ObjectProperty}])


def test_evidence_is_asked_for_of_properties_alone() -> None:
    needs = URIRef(RG + "needsEvidence")
    foreign = {
        URIRef("http://schema.org/name"),
        URIRef("http://schema.org/value"),
        URIRef("http://www.w3.org/ns/org#hasMember"),
        URIRef("http://www.w3.org/ns/prov#hadMember"),
    }
    marked = set(GRAPH.subjects(needs, Literal(True)))
    assert marked == set(GRAPH.subjects(needs))
    assert marked - set(PROPERTIES) == foreign


@pytest.mark.parametrize("term", ["fromPassage", "evidenceStrength", "unknownFor", "curation", "rank"])
def test_evidence_is_not_asked_for_of_the_evidence_itself(term: str) -> None:
    assert GRAPH.value(URIRef(RG + term), URIRef(RG + "needsEvidence")) is None


@pytest.mark.parametrize("path", [*FILES, ONTOLOGY / "context.jsonld"], ids=name_of_file)
def test_every_own_iri_that_is_used_is_declared(path: Path) -> None:
    declared = {local(t) for t in TERMS}, {local(c) for c in [*CONCEPTS, *SCHEMES]}
    text = path.read_text("utf-8")
    used = (
        set(re.findall(r"(?<![\w-])rg:([\w-]+)", text)),
        set(re.findall(r"(?<![\w-])rgc:([\w-]+)", text)),
    )
    assert (used[0] - declared[0], used[1] - declared[1]) == (set(), set())


def test_every_own_node_of_the_graph_is_described() -> None:
    nodes = {node for triple in GRAPH for node in triple if is_own(node)}
    nodes |= {o.datatype for o in GRAPH.objects() if isinstance(o, Literal) and o.datatype and is_own(o.datatype)}
    assert nodes - set(GRAPH.subjects(RDF.type)) == set()


# concepts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("concept", [*SCHEMES, *CONCEPTS], ids=local)
def test_a_concept_or_scheme_has_one_label_and_one_definition_in_each_language(concept: URIRef, language: str) -> None:
    assert len(words_in(concept, SKOS.prefLabel, language)) == 1
    assert len(words_in(concept, SKOS.definition, language)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES, ids=local)
def test_no_two_concepts_of_a_scheme_share_a_label(scheme: URIRef, language: str) -> None:
    labels = [w for c in GRAPH.subjects(SKOS.inScheme, scheme) for w in words_in(c, SKOS.prefLabel, language)]
    assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize("concept", CONCEPTS, ids=local)
def test_a_concept_is_in_one_scheme_as_top_or_below_another(concept: URIRef) -> None:
    schemes = list(GRAPH.objects(concept, SKOS.inScheme))
    tops = list(GRAPH.objects(concept, SKOS.topConceptOf))
    broader = list(GRAPH.objects(concept, SKOS.broader))
    assert (concept, RDF.type, SKOS.Concept) in GRAPH
    assert len(schemes) == 1
    assert tops == ([] if broader else schemes)
    assert {s for b in broader for s in GRAPH.objects(b, SKOS.inScheme)} <= set(schemes)
    assert concept not in set(GRAPH.transitive_objects(concept, SKOS.broader)) - {concept}


@pytest.mark.parametrize("scheme", SCHEMES, ids=local)
def test_a_scheme_lists_the_concepts_that_call_themselves_its_tops(scheme: URIRef) -> None:
    listed = set(GRAPH.objects(scheme, SKOS.hasTopConcept))
    assert listed
    assert listed == set(GRAPH.subjects(SKOS.topConceptOf, scheme))
    assert (scheme, RDF.type, URIRef(RG + "ConceptScheme")) in GRAPH


def test_populations_and_only_they_are_typed_as_populations() -> None:
    scheme = URIRef(RGC + "scheme-population")
    assert set(GRAPH.subjects(RDF.type, URIRef(RG + "Population"))) == set(GRAPH.subjects(SKOS.inScheme, scheme))


@pytest.mark.parametrize(
    ("scheme", "unranked"),
    [("scheme-legalStage", {"stageUnknown"}), ("scheme-evidence", set())],
    ids=["legal stages", "evidence strength"],
)
def test_an_ordered_scheme_ranks_its_concepts_from_nought_without_gaps(scheme: str, unranked: set[str]) -> None:
    members = [c for c in GRAPH.subjects(SKOS.inScheme, URIRef(RGC + scheme)) if isinstance(c, URIRef)]
    ranks = {local(c): GRAPH.value(c, URIRef(RG + "rank")) for c in members}
    assert {name for name, rank in ranks.items() if rank is None} == unranked
    assert sorted(int(str(rank)) for rank in ranks.values() if rank is not None) == list(
        range(len(ranks) - len(unranked))
    )


def test_a_code_of_another_list_says_which_list_it_is_from() -> None:
    datatypes = {o.datatype for o in GRAPH.objects(None, SKOS.notation) if isinstance(o, Literal)}
    assert datatypes == {URIRef(RG + name) for name in ("iatiOrganisationType", "iatiSector", "unM49")}


def test_no_two_concepts_share_a_code() -> None:
    codes = [(s, o) for s, o in GRAPH.subject_objects(SKOS.notation)]
    assert len({o for _, o in codes}) == len(codes)


# observations


def test_the_structure_of_observations_orders_named_components() -> None:
    structure = URIRef(RG + "observationStructure")
    by_order = {
        int(str(GRAPH.value(part, QB.order))): (
            local(URIRef(str(kind))).removeprefix(str(QB)),
            local(URIRef(str(value))),
        )
        for part in GRAPH.objects(structure, QB.component)
        for kind in (QB.dimension, QB.measure, QB.attribute)
        for value in GRAPH.objects(part, kind)
    }
    assert by_order == {
        1: ("dimension", "ofIndicator"),
        2: ("dimension", "observedFor"),
        3: ("dimension", "population"),
        4: ("measure", "http://schema.org/value"),
        5: ("attribute", "http://schema.org/unitText"),
        6: ("attribute", "cellSize"),
        7: ("dimension", "timePoint"),
        8: ("dimension", "studyArm"),
        9: ("dimension", "observedIn"),
        10: ("dimension", "startDate"),
        11: ("dimension", "endDate"),
        12: ("attribute", "lowerBound"),
        13: ("attribute", "upperBound"),
        14: ("attribute", "confidenceLevel"),
        15: ("attribute", "pValue"),
        16: ("attribute", "bandFrom"),
        17: ("attribute", "bandUntil"),
    }


@pytest.mark.parametrize(
    ("component", "kind"),
    [
        (QB.dimension, QB.DimensionProperty),
        (QB.measure, QB.MeasureProperty),
        (QB.attribute, QB.AttributeProperty),
    ],
    ids=["dimension", "measure", "attribute"],
)
def test_a_component_property_has_the_type_of_its_component(component: URIRef, kind: URIRef) -> None:
    assert set(GRAPH.objects(None, component)) == set(GRAPH.subjects(RDF.type, kind))


# the JSON-LD context


def coercion(term: URIRef) -> dict[str, str]:
    """What the context must say of a property: plain for strings, which JSON has natively."""
    value = GRAPH.value(term, RDFS.range)
    compact = {"@id": "rg:" + local(term)}
    if (term, RDF.type, OWL.ObjectProperty) in GRAPH:
        return {**compact, "@type": "@id"}
    if value == RDF.langString:
        return {**compact, "@container": "@language"}
    if value in (None, URIRef(XSD + "string")):
        return compact
    return {**compact, "@type": "xsd:" + str(value).removeprefix(XSD)}


def definition(term: str) -> dict[str, str]:
    entry: str | dict[str, str] = CONTEXT[term]
    return {"@id": entry} if isinstance(entry, str) else entry


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_a_property_has_a_context_term_that_reads_values_by_its_range(term: URIRef) -> None:
    assert definition(local(term)) == coercion(term)


@pytest.mark.parametrize("term", [c for c in instances(OWL.Class) if is_own(c)], ids=local)
def test_a_class_has_a_plain_context_term(term: URIRef) -> None:
    assert CONTEXT[local(term)] == "rg:" + local(term)


@pytest.mark.parametrize("term", CONTEXT_TERMS)
def test_a_context_term_uses_declared_prefixes_and_nothing_clever(term: str) -> None:
    entry = definition(term)
    assert re.fullmatch(r"[A-Za-z]+", term)
    assert set(entry) <= {"@id", "@type", "@container"}
    assert entry["@id"].partition(":")[0] in PREFIXES
    assert entry.get("@container") in (None, "@language")
    assert entry.get("@type", "@id") == "@id" or entry["@type"].partition(":")[0] == "xsd"


def test_no_two_context_terms_mean_the_same() -> None:
    meanings = [definition(term)["@id"] for term in CONTEXT_TERMS]
    assert sorted(meanings) == sorted(set(meanings))


def test_the_context_is_json_ld_1_1_without_vocabulary_base_or_import() -> None:
    assert {key: value for key, value in CONTEXT.items() if key.startswith("@")} == {"@version": 1.1}


def test_the_context_agrees_with_the_prefixes_of_the_files() -> None:
    declared = {
        prefix: namespace
        for path in FILES
        if path.name != "dataset.ttl"  # its prefix shortens an address, not a vocabulary
        for prefix, namespace in re.findall(r"^@prefix ([\w-]+): <([^>]*)>", path.read_text("utf-8"), re.MULTILINE)
    }
    assert declared.items() <= PREFIXES.items()


def test_json_written_with_the_context_reads_as_the_triples_meant() -> None:
    document = {
        "@context": CONTEXT,
        "@id": "https://example.org/claim",
        "@type": "Claim",
        "subject": "https://example.org/proposal",
        "predicate": "rg:draftedBy",
        "object": "https://example.org/group",
        "evidenceStrength": "rgc:selfReport",
        "prefLabel": {"en": "A claim", "es": "Una afirmación"},
        "rank": 3,
    }
    read = pyoxigraph.parse(json.dumps(document), format=pyoxigraph.RdfFormat.JSON_LD)
    assert {str(quad.triple) for quad in read} == {
        f"<https://example.org/claim> {rest}"
        for rest in (
            f"<{RDF.type}> <{RG}Claim>",
            f"<{RDF.subject}> <https://example.org/proposal>",
            f"<{RDF.predicate}> <{RG}draftedBy>",
            f"<{RDF.object}> <https://example.org/group>",
            f"<{RG}evidenceStrength> <{RGC}selfReport>",
            f'<{SKOS.prefLabel}> "A claim"@en',
            f'<{SKOS.prefLabel}> "Una afirmación"@es',
            f'<{RG}rank> "3"^^<{XSD}integer>',
        )
    }


# wording


@pytest.mark.parametrize("path", FILES, ids=name_of_file)
def test_a_file_avoids_words_that_communities_have_put_aside(path: Path) -> None:
    refused = r"prostitu|transexual|transsexual|\bvictim|\bvíctima|HIV/AIDS|VIH/SIDA|high-risk|alto riesgo"
    assert re.findall(refused, path.read_text("utf-8"), re.IGNORECASE) == []


# review


@pytest.mark.parametrize("scheme", SCHEMES, ids=local)
def test_a_scheme_says_how_far_its_words_have_been_reviewed(scheme: URIRef) -> None:
    curations = list(GRAPH.objects(scheme, URIRef(RG + "curation")))
    statuses = {status for one in curations for status in GRAPH.objects(one, URIRef(RG + "reviewStatus"))}
    assert len(curations) == 1
    assert statuses == {URIRef(RGC + "notYetReviewed")}
