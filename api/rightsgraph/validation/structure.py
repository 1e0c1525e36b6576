# SPDX-License-Identifier: Apache-2.0
"""Content in; findings out where shapes and data would fail silently: misspelt terms, shapes that never run."""

from collections.abc import Iterator

from rightsgraph.content import DESCRIPTION, DISPUTED, Content, SourceFile
from rightsgraph.errors import UnknownFormat
from rightsgraph.formats import TURTLE, of_file
from rightsgraph.rdf import BlankNode, NamedNode, Place
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.report import Finding, Severity, both
from rightsgraph.validation.shacl import is_shacl_term
from rightsgraph.vocab import OWL, RDFS, RG, SH, TYPE

_TARGETS = tuple(SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target"))
_REFERENCES = tuple(SH + name for name in ("property", "node", "not", "qualifiedValueShape", "and", "or", "xone"))
_LIST_MEMBER = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"


def check_structure(content: Content, graph: Graph, shapes: Graph) -> Iterator[Finding]:
    """Everything that holds of the content as a whole."""
    yield from _check_description(content)
    yield from _check_files(content)
    yield from _check_terms(content, graph)
    yield from _check_shacl_terms(content)
    yield from _check_targets(content, shapes)
    yield from _check_evidence_targets(content, graph, shapes)


def _check_description(content: Content) -> Iterator[Finding]:
    if not (content.whole and content.version and content.issued):
        yield Finding(
            f"data/{DESCRIPTION}", 1, 1, Severity.VIOLATION, "description",
            both(
                "this file says what the whole is: a dcat:Dataset with dcat:version and dcterms:issued",
                "este archivo dice qué es el conjunto: un dcat:Dataset con dcat:version y dcterms:issued",
            ),
        )  # fmt: skip


def _check_files(content: Content) -> Iterator[Finding]:
    for path in sorted(path for path in (content.root / "data").rglob("*") if path.is_file()):
        if _is_other_rdf(path.name):
            yield Finding(
                path.relative_to(content.root).as_posix(), 1, 1, Severity.WARNING, "unread-file",
                both(
                    "content is Turtle: this file is not read. Convert it to .ttl",
                    "el contenido va en Turtle: este archivo no se lee. Conviértalo a .ttl",
                ),
            )  # fmt: skip
    for file in content.files:
        if file.path.parts[0] == "shapes":
            continue
        for triple in file.triples:
            if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
                yield _at_triple(
                    file, triple.subject.value, triple.predicate.value, "", "blank-node",
                    both(
                        "a blank node: it would be doubled at every import. Give it an IRI",
                        "un nodo en blanco: se duplicaría en cada importación. Póngale un IRI",
                    ),
                )  # fmt: skip
                break


def _is_other_rdf(name: str) -> bool:
    try:
        return of_file(name) is not TURTLE or name.endswith(".gz")
    except UnknownFormat:
        return False


def _check_terms(content: Content, graph: Graph) -> Iterator[Finding]:
    """Own terms and concepts that are used and declared nowhere; disputed claims outside their file."""
    declared = {subject for subject, _ in graph.pairs(TYPE)}
    own = (RG, content.iris.to_iri("concept/"))
    for file in content.files:
        for triple in file.triples:
            for term in (triple.predicate, triple.object):
                if isinstance(term, NamedNode) and term.value.startswith(own) and term.value not in declared:
                    yield _at_triple(
                        file, triple.subject.value, triple.predicate.value, triple.object.value, "unknown-term",
                        both(
                            f"{term.value} is declared nowhere; see ontology/ for the terms there are",
                            f"{term.value} no está declarado; vea en ontology/ los términos que existen",
                        ),
                    )  # fmt: skip
            if triple.object.value == RG + "DisputedClaim" and triple.predicate.value == TYPE and not file.disputed:
                yield _at_triple(
                    file, triple.subject.value, TYPE, triple.object.value, "disputed-claim",
                    both(
                        f"a disputed claim stands in a file named {DISPUTED}.ttl, apart from what is accepted",
                        f"una afirmación en disputa va en un archivo {DISPUTED}.ttl, aparte de lo aceptado",
                    ),
                )  # fmt: skip


def _check_shacl_terms(content: Content) -> Iterator[Finding]:
    for file in content.files:
        for triple in file.triples:
            for term in (triple.predicate, triple.object):
                if isinstance(term, NamedNode) and term.value.startswith(SH) and not is_shacl_term(term.value):
                    yield _at_triple(
                        file, triple.subject.value, triple.predicate.value, triple.object.value, "unknown-shacl-term",
                        both(
                            f"sh:{term.value[len(SH):]} is no term of SHACL: it would be passed over in silence",
                            f"sh:{term.value[len(SH):]} no es un término de SHACL: se pasaría por alto",
                        ),
                    )  # fmt: skip


def _check_targets(content: Content, shapes: Graph) -> Iterator[Finding]:
    """Shapes that no data node can ever reach."""
    reached = {value for reference in (*_REFERENCES, _LIST_MEMBER) for _, value in shapes.pairs(reference)}
    reached |= {subject for target in _TARGETS for subject, _ in shapes.pairs(target)}
    reached |= shapes.instances(OWL + "Class") | shapes.instances(RDFS + "Class")
    for shape in sorted(shapes.instances(SH + "NodeShape") | shapes.instances(SH + "PropertyShape")):
        if shape not in reached:
            yield _at(
                content, shape, TYPE, "shape-without-target",
                both(
                    "this shape has no target and no shape refers to it: it would never run",
                    "esta forma no tiene destino y ninguna otra la usa: nunca se aplicaría",
                ),
            )  # fmt: skip


def _check_evidence_targets(content: Content, graph: Graph, shapes: Graph) -> Iterator[Finding]:
    targeted = {value for _, value in shapes.pairs(SH + "targetSubjectsOf")}
    for property, value in graph.pairs(RG + "needsEvidence"):
        if value == "true" and property not in targeted:
            yield _at(
                content, property, RG + "needsEvidence", "evidence-target",
                both(
                    "this property needs evidence, but no shape looks at it: add it to EvidenceShape's targets",
                    "esta propiedad necesita evidencia, pero ninguna forma la mira: agréguela a EvidenceShape",
                ),
            )  # fmt: skip


def _at(content: Content, subject: str, predicate: str, rule: str, messages: dict[str, str]) -> Finding:
    found = content.find(subject, predicate)
    if not found:
        return Finding("shapes", 1, 1, Severity.VIOLATION, rule, messages, subject, predicate)
    return _at_triple(found[0], subject, predicate, "", rule, messages)


def _at_triple(
    file: SourceFile, subject: str, predicate: str, value: str, rule: str, messages: dict[str, str]
) -> Finding:
    found = file.positions.find(subject, predicate, value)
    place = found[1] if found else Place(1, 1)
    return Finding(
        str(file.path), place.line, place.column, Severity.VIOLATION, rule, messages, subject, predicate, value or None
    )

