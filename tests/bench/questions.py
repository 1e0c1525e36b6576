# SPDX-License-Identifier: Apache-2.0
"""What a researcher would ask of the data, one question for each class of query; each works at every size."""

import re
from dataclasses import dataclass

from tests.bench.client import ACCEPT, ACCEPT_GRAPH
from tests.bench.generator import ID, ORG, key_of

from rightsgraph.vocab import DCTERMS, DEFAULT_BASE, OA, PROV, RDF, RG, SCHEMA, SKOS, XSD

_PREFIXES = {
    "dcterms": DCTERMS,
    "oa": OA,
    "org": ORG,
    "prov": PROV,
    "rdf": RDF,
    "rg": RG,
    "rgc": DEFAULT_BASE + "concept/",
    "place": ID + "place/",
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}
_FIRST = f"<{ID}intervention/{key_of(0)}>"
# A large answer is cut here; which rows are left is each server's own choice.
MOST_ROWS = 100_000
_VARIABLE = re.compile(r"[?$](\w+)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words and in SPARQL; `ordered` where the order of its rows is part of the answer."""

    kind: str
    asks: str
    pattern: str
    ordered: bool = False
    empty: bool = False

    @property
    def query(self) -> str:
        """The query with the prefixes that it uses."""
        used = (name for name in _PREFIXES if re.search(rf"\b{name}:", self.pattern))
        return "".join(f"PREFIX {name}: <{_PREFIXES[name]}>\n" for name in used) + self.pattern

    @property
    def accept(self) -> str:
        """The media type that it is asked for in."""
        return ACCEPT_GRAPH if self.pattern.startswith("CONSTRUCT") else ACCEPT


def vary(query: str, mark: str) -> str:
    """The same question in words that no cache has seen: each variable by another name."""
    return _VARIABLE.sub(rf"?\1_{mark}", query)


# A lookup that gives one row, and a list of about 28 KB.
TINY = Question("one row", "What is it called?", f"SELECT ?label {{ {_FIRST} skos:prefLabel ?label }} LIMIT 1").query
LIST = Question("a list", "Which claims speak of what?", "SELECT ?c ?s { ?c rdf:subject ?s } LIMIT 172").query

QUESTIONS = (
    Question(
        "point lookup", "What is said of one intervention?", f"SELECT ?property ?value {{ {_FIRST} ?property ?value }}"
    ),
    Question(
        "star join",
        "Which measured outcomes concern sex workers, of what type, under what name?",
        """SELECT ?outcome ?type ?label {
  ?outcome a rg:Outcome ; rg:resultStatus rgc:measured ; rg:population rgc:sexWorkers ;
    rg:outcomeType ?type ; skos:prefLabel ?label .
}""",
    ),
    Question(
        "chain join",
        "Which activities took place in the regions of one country?",
        """SELECT ?activity ?region {
  ?activity rg:partOfIntervention ?intervention .
  ?intervention rg:takesPlaceIn ?region .
  ?region dcterms:isPartOf ?country .
  ?country skos:notation "QO" .
}""",
    ),
    Question(
        "snowflake",
        "Which figures on violence stand in which source, told where, and how strong is the evidence?",
        """SELECT ?observation ?value ?section ?title ?strength {
  ?result rg:outcomeType rgc:violenceReduced .
  ?observation rg:observedFor ?result ; schema:value ?value ; rg:ofIndicator ?indicator .
  ?indicator rg:indicatorKind ?kind .
  ?claim rdf:subject ?observation ; rdf:predicate rg:observedFor ;
    rg:fromPassage ?passage ; rg:evidenceStrength ?strength .
  ?passage rg:section ?section ; oa:hasSource ?source .
  ?source dcterms:title ?title .
}""",
    ),
    Question(
        "optional",
        "When did the interventions for people who use drugs begin and end, and who paid, as far as is known?",
        """SELECT ?intervention ?start ?end ?funder {
  ?intervention a rg:Intervention ; rg:population rgc:pwid .
  OPTIONAL { ?intervention rg:startDate ?start }
  OPTIONAL { ?intervention rg:endDate ?end }
  OPTIONAL { ?intervention rg:fundedBy ?funder }
}""",
    ),
    Question(
        "union",
        "Which organisations have a part in the interventions of one country, alone, in a consortium or as funder?",
        """SELECT DISTINCT ?organisation {
  ?intervention rg:takesPlaceIn place:QM .
  { ?intervention rg:implementedBy ?organisation . ?organisation a org:Organization }
  UNION { ?intervention rg:implementedBy ?consortium . ?consortium org:hasMember ?organisation }
  UNION { ?intervention rg:fundedBy ?organisation }
}""",
    ),
    Question(
        "filter on numbers",
        "Which shares above 75 percent rest on fewer than 2,000 people?",
        """SELECT ?observation ?value ?people {
  ?observation schema:value ?value ; schema:unitText "percent"@en ; rg:cellSize ?people .
  FILTER(?value > 75 && ?people < 2000)
}""",
    ),
    Question(
        "filter on dates",
        "Which interventions began in 2015 or later?",
        """SELECT ?intervention ?start {
  ?intervention rg:startDate ?start .
  FILTER(?start >= "2015-01-01"^^xsd:date)
}""",
    ),
    Question(
        "text",
        "Which lessons speak of trust or consent?",
        """SELECT ?lesson ?text {
  ?lesson a rg:Lesson ; dcterms:description ?text .
  FILTER(REGEX(STR(?text), "trust|consent", "i"))
}""",
    ),
    Question(
        "language",
        "What are the next steps called in Spanish?",
        """SELECT ?step ?label {
  ?step a rg:NextStep ; skos:prefLabel ?label .
  FILTER(LANG(?label) = "es")
}""",
    ),
    Question(
        "count by group",
        "How many activities are there of each type and population?",
        """SELECT ?type ?population (COUNT(?activity) AS ?activities) {
  ?activity rg:activityType ?type ; rg:population ?population .
} GROUP BY ?type ?population""",
    ),
    Question(
        "sum and average",
        "How many people stand behind the figures of each unit, and what is the average figure?",
        """SELECT ?unit (SUM(?people) AS ?all) (AVG(?value) AS ?average) (MAX(?value) AS ?highest) {
  ?observation schema:unitText ?unit ; rg:cellSize ?people ; schema:value ?value .
} GROUP BY ?unit""",
    ),
    Question(
        "having",
        "Which organisations are members of three consortia or more?",
        """SELECT ?organisation (COUNT(?consortium) AS ?consortia) {
  ?consortium org:hasMember ?organisation .
} GROUP BY ?organisation HAVING(COUNT(?consortium) >= 3)""",
    ),
    Question(
        "distinct",
        "On which sections of their sources do claims of which strength rest?",
        """SELECT DISTINCT ?section ?strength {
  ?claim rg:fromPassage ?passage ; rg:evidenceStrength ?strength .
  ?passage rg:section ?section .
}""",
    ),
    Question(
        "order and limit",
        "Which twenty interventions began last?",
        """SELECT ?intervention ?start {
  ?intervention a rg:Intervention ; rg:startDate ?start .
} ORDER BY DESC(?start) ?intervention LIMIT 20""",
        ordered=True,
    ),
    Question(
        "order of much",
        "Where do the passages end, in order?",
        "SELECT ?selector ?end { ?selector oa:end ?end } ORDER BY DESC(?end) ?selector",
        ordered=True,
    ),
    Question(
        "path +",
        "What do the conditions that one country's interventions address add to in the end?",
        """SELECT DISTINCT ?condition ?type {
  ?intervention rg:takesPlaceIn place:QM ; rg:addressesCondition ?first .
  ?first rg:aggravates+ ?condition .
  ?condition rg:conditionType ?type .
}""",
    ),
    Question(
        "path in sequence with *",
        "Which outcomes are about the legal framework or anything narrower?",
        """SELECT DISTINCT ?outcome {
  ?outcome rg:outcomeType/skos:broader* rgc:legalFramework .
}""",
    ),
    Question(
        "path of alternatives",
        "Which impacts do the trainings of police lead to or aim at?",
        """SELECT DISTINCT ?activity ?impact {
  ?activity rg:activityType rgc:policeSensitisation ; (rg:intendsResult|rg:contributesTo)/rg:contributesTo ?impact .
  ?impact a rg:Impact .
}""",
    ),
    Question(
        "exists",
        "Which interventions worked with a police body of the national level?",
        """SELECT ?intervention {
  ?intervention a rg:Intervention .
  FILTER EXISTS {
    ?activity rg:partOfIntervention ?intervention ; rg:targetsActor ?body .
    ?body rg:policeLevel rgc:nationalLevel .
  }
}""",
    ),
    Question(
        "not exists",
        "Which reported outcomes are neither measured nor told to be without a value?",
        """SELECT ?result {
  ?result rg:resultStatus rgc:reported ; a rg:Outcome .
  FILTER NOT EXISTS { ?unknown rg:unknownFor ?result ; rg:unknownProperty schema:value }
  FILTER NOT EXISTS { ?observation rg:observedFor ?result }
}""",
    ),
    Question(
        "minus",
        "Which organisations are made up of no population and are no funder?",
        """SELECT ?organisation {
  ?organisation a org:Organization .
  MINUS { ?organisation rg:constituency ?population }
  MINUS { ?organisation rg:actorType rgc:funder }
}""",
    ),
    Question(
        "in a list",
        "How many claims rest on a study with a comparison, by the property that they are about?",
        """SELECT ?property (COUNT(?claim) AS ?claims) {
  ?claim rdf:predicate ?property ; rg:evidenceStrength ?strength .
  FILTER(?strength IN (rgc:controlled, rgc:prePost, rgc:crossSectional))
} GROUP BY ?property""",
    ),
    Question(
        "values",
        "Which conditions of three types concern which rights?",
        """SELECT ?condition ?type ?right {
  VALUES ?type { rgc:arbitraryArrest rgc:extortion rgc:policeViolence }
  ?condition rg:conditionType ?type ; rg:concernsRight ?right .
}""",
    ),
    Question(
        "plain text equals",
        "Which lesson has this name, in whatever language?",
        """SELECT ?lesson {
  ?lesson skos:prefLabel ?label .
  FILTER(STR(?label) = "Meetings at night reached more people")
}""",
    ),
    Question(
        "subquery",
        "Where do the ten funders with the most interventions pay for work?",
        """SELECT ?funder ?place (COUNT(?intervention) AS ?here) {
  {
    SELECT ?funder (COUNT(?paid) AS ?all) { ?paid rg:fundedBy ?funder }
    GROUP BY ?funder ORDER BY DESC(?all) ?funder LIMIT 10
  }
  ?intervention rg:fundedBy ?funder ; rg:takesPlaceIn ?place .
} GROUP BY ?funder ?place""",
    ),
    Question(
        "construct",
        "What did the trainings of police contribute to, as a graph of its own?",
        """CONSTRUCT { ?activity rg:contributesTo ?result . ?result skos:prefLabel ?label } WHERE {
  ?activity rg:activityType rgc:policeSensitisation ; rg:contributesTo ?result .
  ?result skos:prefLabel ?label .
}""",
    ),
    Question(
        "ask",
        "Is any outcome called measured without a figure?",
        "ASK { ?result rg:resultStatus rgc:measured . FILTER NOT EXISTS { ?observation rg:observedFor ?result } }",
        empty=True,
    ),
    Question(
        "large result",
        "Which claim speaks of what, by which property?",
        "SELECT ?claim ?subject ?property { ?claim rdf:subject ?subject ; rdf:predicate ?property } "
        f"LIMIT {MOST_ROWS}",
    ),
    Question("count of all", "How many triples are there?", "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"),
    Question(
        "cyclic join",
        "Which activities address a condition that their own intervention addresses, for the same population?",
        """SELECT ?activity ?condition ?population {
  ?activity rg:partOfIntervention ?intervention ; rg:addressesCondition ?condition .
  ?intervention rg:addressesCondition ?condition ; rg:population ?population .
  ?condition rg:population ?population .
}""",
    ),
)
