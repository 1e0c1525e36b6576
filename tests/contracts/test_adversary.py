# SPDX-License-Identifier: Apache-2.0
"""The adversary: leaks planted beside the shipped content are found by their way; what only looks like one is let be."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from rightsgraph.content import Content, read_content
from rightsgraph.validation import Report, Severity, validate
from rightsgraph.validation.adversary import ATTACKS, HOPS, World, attack
from rightsgraph.validation.adversary.telling import told_path
from rightsgraph.validation.messages import MESSAGES

from .conftest import Run

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/rightsgraph/"
PREFIXES = {
    **{
        name: f"{BASE}id/{name}/"
        for name in (
            "activity", "claim", "consortium", "curation", "event", "group", "hypothesis", "intervention", "observation",
            "organisation", "passage", "place", "policy", "result", "source", "thing", "unknown",
        )
    },
    "bibo": "http://purl.org/ontology/bibo/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "ex": "https://example.org/",
    "fhir": "http://hl7.org/fhir/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rg": f"{BASE}ns#",
    "rgc": f"{BASE}concept/",
    "schema": "http://schema.org/",
    "schemas": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
NAMES = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))
# Two regions, a source with authors and one that an organisation published itself, as content to come will have them.
SCENE = """
place:XX a schema:AdministrativeArea ; skos:prefLabel "Exland"@en ; skos:notation "XX" .
place:XX-ONE a schema:AdministrativeArea ; skos:prefLabel "Nortania"@en ; skos:notation "XX-ONE" ; dcterms:isPartOf place:XX .
place:XX-TWO a schema:AdministrativeArea ; skos:prefLabel "Sudania"@en ; skos:notation "XX-TWO" ; dcterms:isPartOf place:XX .
source:paper a rg:SourceDocument ; dcterms:title "A paper"@en ; rg:authorsAsPrinted "J. Quispe Mamani, R. Zorrilla" .
source:own-site a rg:SourceDocument ; dcterms:title "About us"@en ; dcterms:publisher organisation:exland-named .
passage:paper-results-1 a rg:Passage ; oa:hasSource source:paper .
passage:own-site-about-1 a rg:SourceOnly ; oa:hasSource source:own-site .
organisation:exland-named a org:Organization ; schema:name "Luz y Camino" ; rg:constituency rgc:sexWorkers ;
  rg:actorType rgc:sexWorkerOrg ; rg:namingBasis rgc:publishesItself .
organisation:exland-unnamed a org:Organization ; rg:constituency rgc:sexWorkers ; rg:actorType rgc:sexWorkerOrg ;
  skos:prefLabel "Organisation of sex workers in Exland, without a name in the source"@en .
organisation:exland-ministry a org:Organization ; schema:name "Ministry of Health" ; rg:actorType rgc:government .
consortium:exland a rg:Consortium ; org:hasMember organisation:exland-unnamed , organisation:exland-ministry .
intervention:exland a rg:Intervention ; skos:prefLabel "Work with the police in Exland"@en ;
  rg:implementedBy consortium:exland ; rg:population rgc:sexWorkers ; rg:takesPlaceIn place:XX .
activity:exland-workshop a rg:InterventionActivity ; skos:prefLabel "Workshop"@en ;
  rg:partOfIntervention intervention:exland ; rg:population rgc:sexWorkers .
"""


@dataclass(frozen=True, slots=True)
class Planted:
    """A leak in Turtle, the attack that finds it, and where its way starts and ends."""

    attack: str
    turtle: str
    starts: str
    ends: str


PLANTED = {
    "a person of FOAF and a population": Planted(
        "person", "ex:p a foaf:Person ; dcterms:subject rgc:sexWorkers .", "ex:p -dcterms:subject->", "rgc:sexWorkers"),
    "a population that points at a person": Planted(
        "person", "rgc:transPeople skos:example ex:p . ex:p a schemas:Person .", "ex:p <-skos:example- rgc:transPeople", "rgc:transPeople"),
    "a person without a class, by a property that only people have, over four triples": Planted(
        "person", 'ex:p vcard:hasGivenName "Ana" ; ex:saw event:e . event:e ex:partOfDay ex:d . ex:d ex:about activity:exland-workshop .',
        "ex:p -ex:saw-> event:e", "rgc:sexWorkers"),
    "a person who is called an organisation": Planted(
        "person", 'ex:p a org:Organization ; foaf:familyName "Rojas" ; ex:about rgc:plhiv .', "ex:p -ex:about-> ", "rgc:plhiv"),
    "an occupation as a text": Planted(
        "person", 'ex:p a schema:Person ; schema:hasOccupation "trabajadora sexual"@es .', "ex:p", "“trabajadora sexual”"),
    "a patient of FHIR with a condition": Planted(
        "person", "ex:c fhir:Condition.subject ex:p ; fhir:Condition.code rgc:plhiv . ex:p a fhir:Patient .",
        "ex:p <-fhir:Condition.subject-", "rgc:plhiv"),
    "a person of Wikidata": Planted(
        "person", "ex:p wdt:P106 ex:work . ex:work skos:related rgc:x ; ex:of rgc:femaleSexWorkers .", "ex:p", "rgc:femaleSexWorkers"),
    "a quoted triple": Planted(
        "person", "ex:r rdf:reifies <<( ex:p ex:livesWith rgc:plhiv )>> . ex:p a foaf:Person .", "ex:p", "rgc:plhiv"),
    "an org:Membership without a name": Planted(
        "membership", "[] a org:Membership ; org:member ex:p ; org:organization organisation:exland-unnamed . ex:p a foaf:Person .",
        "ex:p <-org:member- a node without a name -org:organization-> organisation:exland-unnamed", "rgc:sexWorkers"),
    "whoever is said to be a member, of no class": Planted(
        "membership", "ex:somebody org:memberOf organisation:exland-unnamed .",
        "ex:somebody -org:memberOf-> organisation:exland-unnamed", "rgc:sexWorkers"),
    "a member of the consortium of an organisation": Planted(
        "membership", 'ex:p schemas:worksFor consortium:exland ; foaf:name "Ana Rojas" .',
        "ex:p -schemas:worksFor-> consortium:exland", "rgc:sexWorkers"),
    "an employee of an organisation whose label alone speaks of a population": Planted(
        "membership", 'ex:o a schema:NGO ; rdfs:label "Association of transgender people"@en ; schema:employee ex:p .',
        "ex:p <-schema:employee- ex:o", "“Association of transgender people”"),
    "a name as a text": Planted(
        "named-person", 'activity:exland-workshop schema:performer "Ana Rojas" .', "“Ana Rojas” <-schema:performer- activity:exland-workshop",
        "rgc:sexWorkers"),
    "a creator by name of what is no source": Planted(
        "named-person", 'activity:exland-workshop dc:creator "Rojas, Ana María" .', "“Rojas, Ana María” <-dc:creator- activity", "rgc:sexWorkers"),
    "a curator by name": Planted(
        "named-person", """curation:c a rg:Curation ; skos:prefLabel "First reading by Ana Rojas"@en .
        activity:exland-workshop rg:curation curation:c .""", "“First reading by Ana Rojas” <-skos:prefLabel- curation:c", "rgc:sexWorkers"),
    "an author line, a claim and a named organisation": Planted(
        "authorship", """claim:c a rg:Claim ; rdf:subject organisation:exland-named ; rdf:predicate rg:actorType ;
        rdf:object rgc:sexWorkerOrg ; rg:fromPassage passage:paper-results-1 .""",
        "“J. Quispe Mamani, R. Zorrilla” <-rg:authorsAsPrinted- source:paper", "-schema:name-> “Luz y Camino”"),
    "an author line, a claim and a consortium of a named organisation": Planted(
        "authorship", """consortium:exland org:hasMember organisation:exland-named . claim:c a rg:DisputedClaim ;
        rdf:subject consortium:exland ; rg:fromPassage passage:paper-results-1 .""",
        "“J. Quispe Mamani, R. Zorrilla” <-rg:authorsAsPrinted- source:paper", "“Luz y Camino”"),
    "a creator and the publisher": Planted(
        "authorship", 'source:own-site dcterms:creator "Ana Rojas" .', "“Ana Rojas” <-dcterms:creator- source:own-site", "“Luz y Camino”"),
    "an author line and an organisation that its label names": Planted(
        "authorship", """ex:o a org:Organization ; rg:constituency rgc:transPeople ; skos:prefLabel "Organisation Luz Violeta"@en .
        source:paper schema:sourceOrganization ex:o .""", "“J. Quispe", "“Organisation Luz Violeta”"),
    "an author line and an organisation in a note of the source": Planted(
        "authorship", 'source:paper skos:note "With thanks to Luz y Camino."@en .', "“J. Quispe", "“Luz y Camino”"),
    "a person and an activity in one region": Planted(
        "shared-place", "ex:p a foaf:Person ; schema:homeLocation place:XX-ONE . activity:exland-workshop rg:takesPlaceIn place:XX-ONE .",
        "ex:p -schema:homeLocation-> place:XX-ONE <-rg:takesPlaceIn-", "rgc:sexWorkers"),
    "a person and an activity on one day": Planted(
        "shared-place", """ex:talk schema:performer "Ana Rojas" ; schema:startDate "2008-10-15"^^xsd:date .
        activity:exland-workshop rg:startDate "2008-10-15"^^xsd:date .""", "“Ana Rojas” <-schema:performer- ex:talk", "rgc:sexWorkers"),
    "seven people counted in another vocabulary": Planted(
        "few-people", "ex:n schemas:value 7 ; rg:population rgc:transPeople .", "“7” <-schemas:value- ex:n", "rgc:transPeople"),
    "a share whose complement is few people": Planted(
        "few-people", """observation:o a rg:Observation ; schema:value 96 ; schema:unitText "percent" ; rg:cellSize 120 ;
        rg:observedIn place:XX-ONE ; rg:population rgc:sexWorkers .""", "“96” <-schema:value- observation:o", "rgc:sexWorkers"),
    "a count of which few of all are left": Planted(
        "few-people", """observation:o a rg:Observation ; schema:value 45 ; schema:unitText "persons" ; rg:cellSize 50 ;
        rg:observedFor result:r . result:r rg:population rgc:sexWorkers ; rg:takesPlaceIn place:XX-ONE .""",
        "“45” <-schema:value- observation:o", "rgc:sexWorkers"),
    "a total of a country and one of its regions": Planted(
        "few-left", """observation:all schema:value 64 ; rg:observedIn place:XX ; rg:population rgc:sexWorkers ; rg:asOf "2009"^^xsd:gYear .
        observation:one schema:value 60 ; rg:observedIn place:XX-ONE ; rg:population rgc:sexWorkers ; rg:asOf "2009"^^xsd:gYear .""",
        "observation:all -schema:value-> “64”", "rgc:sexWorkers"),
    "a total of a population and those within it": Planted(
        "few-left", """observation:all schema:value 100 ; rg:observedIn place:XX ; rg:population rgc:sexWorkers .
        observation:f schema:value 70 ; rg:observedIn place:XX ; rg:population rgc:femaleSexWorkers .
        observation:m schema:value 25 ; rg:observedIn place:XX ; rg:population rgc:maleSexWorkers .""",
        "observation:all", "rgc:sexWorkers"),
    "running numbers": Planted(
        "identifier", "".join(f'organisation:exland-{n} a org:Organization ; skos:prefLabel "one"@en .' for n in (1, 2, 3)),
        "organisation:exland-1", "org:Organization"),
    "a day in an IRI": Planted(
        "identifier", 'event:workshop-2008-10-15 skos:prefLabel "Workshop"@en .', "event:workshop-2008-10-15", "“Workshop”"),
    "a moment in an IRI": Planted("identifier", 'thing:n1287654321 skos:prefLabel "x"@en .', "thing:n1287654321", "“x”"),
    "an address in an IRI": Planted(
        "identifier", '<https://w3id.org/rightsgraph/id/thing/a%40example.org> skos:prefLabel "x"@en .', "thing:a%40", "“x”"),
    "an author's family name in an IRI": Planted(
        "named-identifier", 'thing:zorrilla-workshop skos:prefLabel "x"@en .', "thing:zorrilla-workshop", "R. Zorrilla”"),
    "the day of a workshop in a region": Planted(
        "exact-day", 'activity:exland-workshop rg:takesPlaceIn place:XX-ONE ; rg:startDate "2008-10-15"^^xsd:date .',
        "“2008-10-15” <-rg:startDate- activity:exland-workshop", "rgc:sexWorkers"),
    "the day of a workshop of what took place in one region": Planted(
        "exact-day", """intervention:one rg:takesPlaceIn place:XX-ONE . event:e schemas:superEvent intervention:one ;
        schemas:startDate "2008-10-15T09:00:00Z" ; rg:population rgc:msm .""", "“2008-10-15T09:00:00Z” <-schemas:startDate- event:e", "rgc:msm"),
    "a birthday": Planted("birth-date", 'ex:p schemas:birthDate "1980-01-02"^^xsd:date .', "ex:p", "“1980-01-02”"),
    "a note that is finer than a policy": Planted(
        "finer-date", """policy:p a rg:GeneralisationPolicy ; rg:generalises rg:startDate ; rg:toGrain rgc:yearGrain .
        intervention:exland rg:startDate "2008"^^xsd:gYear ; skos:editorialNote "It began in October 2008."@en .""",
        "policy:p -rg:generalises-> rg:startDate; “2008” <-rg:startDate- intervention:exland", "“It began in October 2008.”"),
    "another property that is finer than a policy": Planted(
        "finer-date", """policy:p a rg:GeneralisationPolicy ; rg:generalises rg:startDate ; rg:toGrain rgc:monthGrain .
        intervention:exland rg:startDate "2008-10"^^xsd:gYearMonth ; prov:startedAtTime "2008-10-15T00:00:00Z"^^xsd:dateTime .""",
        "policy:p", "“2008-10-15T00:00:00Z”"),
    "a claim that is finer than a policy": Planted(
        "finer-date", """policy:p a rg:GeneralisationPolicy ; rg:generalises rg:startDate ; rg:toGrain rgc:yearGrain .
        intervention:exland rg:startDate "2008"^^xsd:gYear . claim:c rdf:subject intervention:exland ;
        rdf:predicate rg:startDate ; rdf:object "2008-10-15"^^xsd:date .""", "policy:p", "“2008-10-15”"),
    "a withheld name under another property": Planted(
        "withheld-value", 'organisation:exland-unnamed foaf:name "Estrella" .', "schema:name <-rg:unknownProperty- unknown:name -rg:unknownFor-> organisation:exland-unnamed -foaf:name->", "“Estrella”"),
    "a withheld name as a label": Planted(
        "withheld-value", 'organisation:exland-unnamed skos:altLabel "REDSEX"@es .', "schema:name <-rg:unknownProperty- unknown:name", "“REDSEX”"),
    "a withheld place by an inverse property": Planted(
        "withheld-value", """ex:hosts owl:inverseOf rg:takesPlaceIn . activity:exland-workshop dcterms:spatial place:XX-ONE .""",
        "rg:takesPlaceIn <-rg:unknownProperty- unknown:place", "place:XX-ONE"),
    "a withheld place by coordinates": Planted(
        "withheld-value", 'activity:exland-workshop wgs:lat "-8.3" .', "rg:takesPlaceIn <-rg:unknownProperty- unknown:place", "“-8.3”"),
    "a withheld name in a disputed claim": Planted(
        "withheld-claim", """claim:d a rg:DisputedClaim ; rdf:subject organisation:exland-unnamed ; rdf:predicate schema:name ;
        rdf:object "Estrella" .""", "schema:name <-rg:unknownProperty- unknown:name", "-rdf:object-> “Estrella”"),
    "a withheld place in a note": Planted(
        "withheld-text", 'activity:exland-workshop skos:note "It was held in Nortania."@en .', "rg:takesPlaceIn <-rg:unknownProperty- unknown:place", "“It was held in Nortania.”"),
    "a withheld place in the label of what speaks of it": Planted(
        "withheld-text", 'ex:note dcterms:subject activity:exland-workshop ; rdfs:label "The Nortania workshop"@en .', "rg:takesPlaceIn <-rg:unknownProperty- unknown:place",
        "“The Nortania workshop”"),
    "a withheld name in a note": Planted(
        "withheld-text", 'organisation:exland-unnamed skos:note "The group called Estrella."@en .', "schema:name <-rg:unknownProperty- unknown:name", "Estrella.”"),
    "a withheld place in an IRI": Planted(
        "withheld-text", """activity:nortania-training rg:population rgc:sexWorkers . unknown:w a rg:Withheld ;
        rg:unknownFor activity:nortania-training ; rg:unknownProperty rg:takesPlaceIn .""", "rg:takesPlaceIn <-rg:unknownProperty- unknown:w", "activity:nortania-training"),
    "withheld regions that the activities name": Planted(
        "withheld-inferred", """group:regions a rg:UnnamedGroup ; rg:memberKind schema:AdministrativeArea .
        unknown:w a rg:Withheld ; rg:unknownFor group:regions ; rg:unknownProperty prov:hadMember .
        intervention:i rg:takesPlaceIn group:regions . activity:a rg:partOfIntervention intervention:i ; rg:takesPlaceIn place:XX-TWO .""",
        "prov:hadMember <-rg:unknownProperty- unknown:w -rg:unknownFor-> group:regions <-rg:takesPlaceIn- intervention:i", "place:XX-TWO"),
    "a withheld place that an observation names": Planted(
        "withheld-inferred", "observation:o rg:observedFor activity:exland-workshop ; rg:observedIn place:XX-TWO .", "rg:takesPlaceIn <-rg:unknownProperty- unknown:place",
        "place:XX-TWO"),
    "a withheld name that a hypothesis leads to": Planted(
        "withheld-inferred", """hypothesis:h rg:hypothesisFor organisation:exland-unnamed ; rg:candidate ex:o . ex:o schema:name "Estrella" .""",
        "schema:name <-rg:unknownProperty- unknown:name", "“Estrella”"),
    "somebody with a title in a note": Planted(
        "person-in-text", 'intervention:exland skos:note "Thanks to Dra. Elena Rojas for her help."@en .', "intervention:exland", "help.”"),
    "somebody named as one of a population": Planted(
        "person-in-text", 'intervention:exland skos:note "Ana Rojas, a transgender sex worker, spoke first."@en .', "intervention:exland",
        "first.”"),
    "somebody named as one of a population, in Spanish": Planted(
        "person-in-text", 'ex:x rdfs:comment "Habló la trabajadora sexual Ana Rojas en el taller."@es .', "ex:x", "taller.”"),
    "the name of an organisation that is not safe to name": Planted(
        "unsafe-name", """ex:o rg:namingBasis rgc:unsafeToName ; schema:alternateName "Estrella Roja" .
        intervention:exland skos:note "Run with Estrella Roja."@en .""", "ex:o -rg:namingBasis-> rgc:unsafeToName", "Roja.”"),
    "twelve women in a town": Planted(
        "few-in-town", 'intervention:exland skos:note "A workshop with 12 women in Villachica."@en .', "intervention:exland", "Villachica.”"),
    "three people of a population in a region": Planted(
        "few-in-town", 'intervention:exland skos:note "Participaron tres personas trans en Nortania."@es .', "intervention:exland", "Nortania.”"),
    "a page about an unnamed organisation": Planted(
        "identity-link", "organisation:exland-unnamed schema:url <https://example.org/us> .", "rgc:sexWorkers <-rg:constituency-",
        "ex:us"),
    "a Wikidata node that claims to be an unnamed group": Planted(
        "identity-link", "group:g a rg:UnnamedGroup . wd:Q1 owl:sameAs group:g .", "wd:Q1 -owl:sameAs->", "group:g"),
    "a chain of hypotheses from an unnamed organisation to a named one": Planted(
        "hypothesis", """hypothesis:a rg:hypothesisFor organisation:exland-unnamed ; rg:candidate ex:o .
        hypothesis:b rg:hypothesisFor ex:o ; rg:candidate organisation:exland-named .""",
        "organisation:exland-unnamed <-rg:hypothesisFor- hypothesis:a -rg:candidate-> ex:o", "“Luz y Camino”"),
    "a hypothesis between programmes, of which one names its organisation": Planted(
        "hypothesis", """intervention:other rg:implementedBy organisation:exland-named .
        hypothesis:a rg:hypothesisFor intervention:exland ; rg:candidate intervention:other .""",
        "organisation:exland-unnamed <-org:hasMember- consortium:exland <-rg:implementedBy- intervention:exland", "“Luz y Camino”"),
}  # fmt: skip

# What every planted leak about something withheld stands beside.
WITHHELD = """
unknown:name a rg:Withheld ; rg:unknownFor organisation:exland-unnamed ; rg:unknownProperty schema:name ;
  rg:unknownReason rgc:withheldForSafety ; rg:withheldKind rgc:withheldName .
unknown:place a rg:ExplicitUnknown ; rg:unknownFor activity:exland-workshop ; rg:unknownProperty rg:takesPlaceIn ;
  rg:unknownReason rgc:withheldForSafety ; skos:prefLabel "Withheld: where (Workshop)"@en .
"""

# What looks like a leak to whoever does not think, by the attack that might.
HARMLESS = {
    "person: an organisation that created a dataset about a population": (
        "ex:dataset dcterms:creator organisation:exland-ministry ; dcterms:subject rgc:sexWorkers ."),
    "person: somebody in a country where something was done with a population": (
        "ex:p a foaf:Person ; schema:homeLocation place:XX ."),
    "person: somebody further away than anybody would walk": (
        "ex:p a foaf:Person ; ex:a ex:1 . " + " ".join(f"ex:{n} ex:a ex:{n + 1} ." for n in range(1, 8))
        + " ex:8 ex:a activity:exland-workshop ."),
    "person: somebody and a term that is no population": "ex:p a foaf:Person ; dcterms:subject rgc:lawReform .",
    "membership: an organisation in a consortium": "organisation:exland-ministry org:memberOf consortium:exland .",
    "named-person: a body by its name": 'activity:exland-workshop dcterms:contributor "Ministry of Health" .',
    "named-person: a curation by its role": """
        curation:c a rg:Curation ; skos:prefLabel "First reading of the paper by its curator"@en .
        activity:exland-workshop rg:curation curation:c .""",
    "authorship: an author line and an unnamed organisation": """
        claim:c a rg:Claim ; rdf:subject organisation:exland-unnamed ; rdf:predicate rg:actorType ;
          rdf:object rgc:sexWorkerOrg ; rg:fromPassage passage:paper-results-1 .""",
    "authorship: an organisation named by what it published itself": """
        claim:c a rg:Claim ; rdf:subject organisation:exland-named ; rdf:predicate schema:name ;
          rdf:object "Luz y Camino" ; rg:fromPassage passage:own-site-about-1 .""",
    "authorship: a public funder named with its publications": """
        source:paper dcterms:publisher organisation:exland-ministry .
        intervention:exland rg:fundedBy organisation:exland-ministry .""",
    "shared-place: an author of a source about a region": """
        source:paper dcterms:spatial place:XX-ONE . activity:exland-workshop rg:takesPlaceIn place:XX-ONE .""",
    "few-people: five police officers in a region": """
        observation:o a rg:Observation ; schema:value 5 ; schema:unitText "officers" ; rg:observedIn place:XX-ONE ;
          rg:observedFor result:r . result:r rg:outcomeType rgc:policeKnowledge .""",
    "few-people: a group of four organisations": """
        group:g a rg:UnnamedGroup ; rg:statedCardinality 4 ; rg:memberKind org:Organization ; rg:population rgc:msm .""",
    "few-people: a ratio, and a share of many": """
        observation:o schema:value 2.5 ; schema:unitText "odds ratio" ; rg:cellSize 400 ; rg:population rgc:sexWorkers .
        observation:p schema:value 40 ; schema:unitText "percent" ; rg:cellSize 400 ; rg:observedIn place:XX-ONE ;
          rg:population rgc:sexWorkers .""",
    "few-left: two years that differ by little": """
        observation:a schema:value 64 ; rg:observedIn place:XX ; rg:population rgc:sexWorkers ; rg:asOf "2009"^^xsd:gYear .
        observation:b schema:value 60 ; rg:observedIn place:XX-ONE ; rg:population rgc:sexWorkers ; rg:asOf "2008"^^xsd:gYear .""",
    "identifier: sentences, codes, years and one number": """
        passage:paper-lessons-1 a rg:Passage ; rg:sentenceNumber 1 . passage:paper-lessons-2 a rg:Passage ; rg:sentenceNumber 2 .
        passage:paper-lessons-3 a rg:Passage ; rg:sentenceNumber 3 . thing:norm-1 rdfs:label "norm"@en .
        thing:aids-2008 rdfs:label "a"@en . thing:aids-2009 rdfs:label "a"@en . thing:aids-2010 rdfs:label "a"@en .
        thing:article-7 skos:notation "art. 7" . thing:article-8 skos:notation "art. 8" . thing:article-9 skos:notation "art. 9" .""",
    "named-identifier: a word that is an author's name and an ordinary one": """
        source:other a rg:SourceDocument ; rg:authorsAsPrinted "A. Taller" . thing:taller rdfs:label "un taller"@es .""",
    "exact-day: a law, a source and a country": """
        ex:law a rg:LegalStatusEvent ; rg:legalStage rgc:inForce ; rg:startDate "2008-10-15"^^xsd:date ;
          rg:takesPlaceIn place:XX-ONE ; rg:population rgc:sexWorkers .
        activity:exland-workshop rg:takesPlaceIn place:XX ; rg:startDate "2008-10-15"^^xsd:date .
        activity:exland-course rg:takesPlaceIn place:XX-ONE ; rg:population rgc:msm ; rg:startDate "2008-10"^^xsd:gYearMonth .""",
    "birth-date: the day a record was issued": 'thing:t dcterms:issued "2008-10-15"^^xsd:date .',
    "finer-date: a date as coarse as its policy, and the day of a review": """
        policy:p a rg:GeneralisationPolicy ; rg:generalises rg:startDate ; rg:toGrain rgc:yearGrain .
        intervention:exland rg:startDate "2008"^^xsd:gYear ; dcterms:modified "2008-10-15"^^xsd:date ;
          skos:editorialNote "It began in 2008."@en .""",
    "withheld: a country, a group and a label in ordinary words": WITHHELD + """
        activity:exland-workshop rg:observedIn place:XX .
        organisation:exland-unnamed skos:altLabel "The organisation of sex workers"@en , "Exlandish organisation"@en .""",
    "withheld: a claim about something else": WITHHELD + """
        claim:c a rg:Claim ; rdf:subject activity:exland-workshop ; rdf:predicate rg:activityType ; rdf:object rgc:paralegal .""",
    "withheld: a group of places that is only not stated": """
        group:regions a rg:UnnamedGroup ; rg:memberKind schema:AdministrativeArea .
        unknown:u a rg:ExplicitUnknown ; rg:unknownFor group:regions ; rg:unknownProperty prov:hadMember ;
          rg:unknownReason rgc:notStated .
        intervention:i rg:takesPlaceIn group:regions .
        activity:a rg:partOfIntervention intervention:i ; rg:takesPlaceIn place:XX-TWO .""",
    "person-in-text: titles of papers, places and bodies": """
        source:paper dcterms:bibliographicCitation "J. Quispe Mamani, with Dr. Ana Rojas. A paper. 2010."@en .
        intervention:exland skos:note "Sex workers of Exland, Nortania and Sudania met the Ministry of Health."@en .""",
    "unsafe-name: the name of an organisation that may be named": 'thing:t skos:note "Luz y Camino says so."@en .',
    "few-in-town: many people, a country, a year": """
        intervention:exland skos:note "Surveys asked 400 sex workers in Villachica."@en , "12 women in Exland."@en ,
          "Of the 12 women in all, none left."@en .""",
    "identity-link: the site of an organisation that names itself": """
        organisation:exland-named schema:url <https://example.org/us> .
        source:paper rdfs:seeAlso <https://example.org/paper> .""",
    "hypothesis: two groups of regions": """
        hypothesis:h a rg:IdentityHypothesis ; rg:hypothesisFor group:one ; rg:candidate group:two .
        group:one a rg:UnnamedGroup ; rg:memberKind schema:AdministrativeArea . group:two prov:hadMember place:XX-ONE .""",
}  # fmt: skip


@cache
def shipped() -> Content:
    return read_content(ROOT)


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse((HEADER + turtle).encode(), format=RdfFormat.TURTLE)]


def world(turtle: str, before: str | None = None) -> World:
    """The shipped content with something beside it, and, where given, something that stood beside it before."""
    content = [triple for file in shipped().files for triple in file.triples]
    return World([*content, *triples(turtle)], BASE, None if before is None else [*content, *triples(before)])


def ways(found: World, name: str | None = None) -> list[str]:
    """How the attacks, or one of them, tell their ways."""
    return [
        told_path(leak, NAMES, "en")
        for one, leaks, _ in attack(found)
        for leak in leaks
        if name in (None, one.name)
    ]


def test_the_shipped_content_gives_nothing_away() -> None:
    assert ways(world("")) == []


def test_the_scene_that_leaks_are_planted_in_gives_nothing_away() -> None:
    assert ways(world(SCENE)) == []
    assert ways(world(SCENE + WITHHELD)) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_leak_is_found_by_its_attack_with_its_way(name: str) -> None:
    case = PLANTED[name]
    told = ways(world(SCENE + (WITHHELD if "withheld" in name else "") + case.turtle), case.attack)
    assert any(way.startswith(case.starts) and way.endswith(case.ends) for way in told), told


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_like_a_leak_is_let_be(name: str) -> None:
    assert ways(world(SCENE + HARMLESS[name])) == []


def test_every_attack_is_planted_and_has_something_harmless_beside_it() -> None:
    names = {one.name for one in ATTACKS}
    assert {case.attack for case in PLANTED.values()} == {name for name in names if not name.startswith("release-")}
    near = {name.partition(":")[0] for name in HARMLESS}
    assert {name for name in names if name not in near and not name.startswith(("release-", "withheld-"))} == set()
    assert "withheld" in near
