# SPDX-License-Identifier: Apache-2.0
"""A description in, a drawing of the records around it out; claims and bookkeeping are no neighbours of interest."""

from collections.abc import Callable, Iterator

from rightsgraph.describe import Description
from rightsgraph.drawing import Neighbour, draw_neighbours, write
from rightsgraph.rdf import NamedNode, Triple, text_of
from rightsgraph.vocab import DCTERMS, DPV, OA, RDF, RDFS, RG, SH, SKOS, TYPE, VOID
from rightsgraph.web.naming import name_term
from rightsgraph.web.showing import href_of
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

MOST_NEIGHBOURS = 6  # on each side
_BOOKKEEPING = frozenset(
    (
        TYPE, SH + "defaultValue", VOID + "exampleResource",
        RDFS + "isDefinedBy", SKOS + "inScheme", SKOS + "topConceptOf", DCTERMS + "license", DCTERMS + "language",
        OA + "hasSelector", OA + "hasState", DPV + "hasConsentStatus",
        *(RDF + name for name in ("subject", "predicate", "object")),
        *(RG + name for name in (
            "curation", "unknownFor", "unknownProperty", "unknownReason", "fromPassage", "assertionMode",
            "evidenceStrength", "generalisedBy", "needsEvidence", "resultStatus", "memberKind",
        )),
    )
)  # fmt: skip


def draw(site: Site, description: Description, language: str) -> str | None:
    """The drawing as SVG; None where a resource has no neighbours that this server has a page for."""
    outgoing = [
        t for t in description.statements if isinstance(t.object, NamedNode) and _is_told(site, t, t.object.value)
    ]
    incoming = [
        t for t in description.incoming if isinstance(t.subject, NamedNode) and _is_told(site, t, t.subject.value)
    ]
    if not (outgoing or incoming):
        return None
    told = texts(language)
    drawing = draw_neighbours(
        name_term(site, description.iri, language).text,
        list(_neighbours(site, incoming, lambda t: text_of(t.subject), language)),
        list(_neighbours(site, outgoing, lambda t: text_of(t.object), language)),
        tuple(_left(told["reference_more_drawn"], len(side)) for side in (incoming, outgoing)),
        told["reference_neighbours_label"],
    )
    return write(drawing)


def _left(form: str, count: int) -> str:
    return form.format(number=count - MOST_NEIGHBOURS) if count > MOST_NEIGHBOURS else ""


def _is_told(site: Site, triple: Triple, other: str) -> bool:
    predicate = triple.predicate.value
    return predicate not in _BOOKKEEPING and site.iris.to_path(other) is not None and href_of(site, other) is not None


def _neighbours(site: Site, triples: list[Triple], end: Callable[[Triple], str], language: str) -> Iterator[Neighbour]:
    for triple in sorted(triples, key=lambda t: (t.predicate.value, end(t)))[:MOST_NEIGHBOURS]:
        shown = name_term(site, end(triple), language)
        yield Neighbour(shown.text, shown.href, name_term(site, triple.predicate.value, language).text)
