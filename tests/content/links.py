# SPDX-License-Identifier: Apache-2.0
"""The content's files in, arrows between short names out: what a question asks, counted without SPARQL."""

from collections import defaultdict
from collections.abc import Iterable

from tests.content.asking import ROOT, shorten

from rightsgraph.rdf import BlankNode, Literal, NamedNode, Triple, read_document, text_of

RESULTS = "rg:hasOutput rg:intendsResult rg:contributesTo"
CONCERNS = f"rg:addressesCondition {RESULTS}"


class Links:
    """The accepted content as arrows between short names; a property with ^ before it is gone backwards."""

    def __init__(self) -> None:
        self.arrows: dict[tuple[str, str], set[str]] = defaultdict(set)
        for folder in ("ontology", "data"):
            for path in (ROOT / folder).rglob("*.ttl"):
                if path.stem != "disputed":
                    for quad in read_document(path).quads:
                        start, end = _short(quad.subject), _short(quad.object)
                        property = shorten(quad.predicate.value)
                        self.arrows[start, property].add(end)
                        self.arrows[end, f"^{property}"].add(start)

    def go(self, things: Iterable[str], properties: str) -> set[str]:
        """Where any of some properties leads to, in one step."""
        return {end for thing in things for property in properties.split() for end in self.arrows[thing, property]}

    def reach(self, things: Iterable[str], properties: str) -> set[str]:
        """Where they lead to in any number of steps, none too."""
        found, new = set(things), set(things)
        while new:
            new = self.go(new, properties) - found
            found |= new
        return found

    def all(self, type: str) -> set[str]:
        return self.go([type], "^rdf:type")

    def one(self, thing: str, property: str) -> str | None:
        found = self.go([thing], property)
        assert len(found) < 2, (thing, property)
        return next(iter(found), None)

    def claims(self, subject: str, predicate: str, value: str) -> set[str]:
        """The claims of one statement."""
        claims = self.go([subject], "^rdf:subject") & self.go([predicate], "^rdf:predicate")
        return claims & self.go([value], "^rdf:object") & self.all("rg:Claim")

    def sources(self, claims: Iterable[str]) -> set[str]:
        return self.go(self.go(claims, "rg:fromPassage"), "oa:hasSource")

    def is_said(self, claims: Iterable[str]) -> bool:
        """Whether a source says it, in whatever words."""
        return any(self.one(claim, "rg:assertionMode") != "rgc:curatorInference" for claim in claims)

    def rank(self, claim: str) -> int:
        """How strong a claim's evidence is."""
        return self.rank_of(self.one(claim, "rg:evidenceStrength") or "")

    def rank_of(self, concept: str) -> int:
        return int(self.one(concept, "rg:rank") or 0)

    # what belongs to an intervention

    def work(self, intervention: str) -> set[str]:
        """Itself and its activities."""
        return {intervention} | self.go([intervention], "^rg:partOfIntervention")

    def results(self, intervention: str) -> set[str]:
        return self.reach(self.go(self.work(intervention), RESULTS), RESULTS)

    def places(self, intervention: str) -> set[str]:
        starts = self.go(self.work(intervention), "rg:takesPlaceIn")
        return self.reach(starts, "prov:hadMember dcterms:isPartOf") & self.all("schema:AdministrativeArea")

    def populations(self, intervention: str) -> set[str]:
        return self.go(self.reach(self.work(intervention), CONCERNS), "rg:population")

    def bearers(self, intervention: str) -> set[str]:
        """Whatever may carry a right."""
        ways = f"{CONCERNS} ^rg:partOfIntervention ^rg:aggravates rg:hasLesson rg:hasNextStep"
        return self.reach([intervention], ways)

    def members(self, actors: Iterable[str]) -> set[str]:
        """Actors, and those of whom they are made up."""
        return self.reach(actors, "org:hasMember prov:hadMember")

    def broader(self, concepts: Iterable[str]) -> set[str]:
        return self.reach(concepts, "skos:broader")


def _short(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return shorten(text_of(term)) if isinstance(term, NamedNode) else text_of(term)
