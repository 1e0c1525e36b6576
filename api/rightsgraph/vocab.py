# SPDX-License-Identifier: Apache-2.0
"""The IRIs that the code itself knows; everything else about the vocabulary is content."""

RG = "https://w3id.org/rightsgraph/ns#"
RGC = "https://w3id.org/rightsgraph/concept/"
DEFAULT_BASE = "https://w3id.org/rightsgraph/"
RGC = DEFAULT_BASE + "concept/"

ADMS = "http://www.w3.org/ns/adms#"
BIBO = "http://purl.org/ontology/bibo/"
CSVW = "http://www.w3.org/ns/csvw#"
DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
DPV = "https://w3id.org/dpv#"
FABIO = "http://purl.org/spar/fabio/"
FORMATS_NS = "http://www.w3.org/ns/formats/"
FOAF = "http://xmlns.com/foaf/0.1/"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
QB = "http://purl.org/linked-data/cube#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "http://schema.org/"
SD = "http://www.w3.org/ns/sparql-service-description#"
SH = "http://www.w3.org/ns/shacl#"
SIOC = "http://rdfs.org/sioc/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SPDX = "http://spdx.org/rdf/terms#"
VANN = "http://purl.org/vocab/vann/"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"

TYPE = RDF + "type"
# Where a resource's name stands, in the order in which a reader would want it.
LABELS = (SKOS + "prefLabel", DCTERMS + "title", RDFS + "label")
# Why a record is withdrawn, by the word that the command takes; the class is all that is told.
TAKEDOWN_REASONS = {
    "subjectRequest": RGC + "tdSubjectRequest",
    "safety": RGC + "tdSafety",
    "copyright": RGC + "tdCopyright",
    "error": RGC + "tdError",
}
# The text of a source's own name and authors: printed by others, so our rules for free text do not bind it.
BIBLIOGRAPHIC = (
    DCTERMS + "title",
    DCTERMS + "alternative",
    DCTERMS + "bibliographicCitation",
    RG + "authorsAsPrinted",
)
