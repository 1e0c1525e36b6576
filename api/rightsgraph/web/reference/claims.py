# SPDX-License-Identifier: Apache-2.0
"""A claim, a gap, a passage or a source in, who says what and where it stands out."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rightsgraph.describe import Description
from rightsgraph.rdf import text_of
from rightsgraph.record import AskedLinks, read_gap
from rightsgraph.vocab import OA, PROV, RDF, RG
from rightsgraph.web.gaps import show_gap
from rightsgraph.web.naming import name_term, name_terms, value_shower
from rightsgraph.web.reference.belonging import interventions_of_passages, interventions_of_source
from rightsgraph.web.reference.links import ask_for, first_of, objects_of, subjects_of
from rightsgraph.web.showing import Shown, href_of
from rightsgraph.web.site import Site
from rightsgraph.web.texts import texts

MOST_PASSAGES = 100
MOST_CLAIMS = 300  # on a page
MOST_INTERVENTIONS = 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim read as a sentence: about what, which property, which value; how it is said, and how strong that is."""

    href: str | None
    about: Shown | None
    property: Shown | None
    value: Shown | None
    mode: Shown | None
    strength: Shown | None


@dataclass(frozen=True, slots=True)
class Section:
    """A passage of a source: its page, section and sentence (None for the source as a whole), and its claims."""

    passage: Shown
    section: Shown | None
    sentence: str | None
    claims: tuple[Sentence, ...]


def read_sentence(site: Site, claim: str, language: str) -> Sentence:
    """One claim as a sentence; what it does not say is None."""

    def named(property: str) -> Shown | None:
        value = first_of(site, claim, property)
        return name_term(site, value, language) if value else None

    show = value_shower(site, language)
    value = next(iter(site.store.triples(claim, RDF + "object")), None)
    return Sentence(
        href=href_of(site, claim),
        about=named(RDF + "subject"),
        property=named(RDF + "predicate"),
        value=show(value.object) if value else None,
        mode=named(RG + "assertionMode"),
        strength=named(RG + "evidenceStrength"),
    )


def gather_claim(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """A claim as a sentence, with the passages and the sources that it rests on."""
    passages = objects_of(site, description.iri, RG + "fromPassage")
    sentence = read_sentence(site, description.iri, language)
    return {
        **_called(_say(sentence)),
        "sentence": sentence,
        "sections": _sections(site, passages, language, 0),
        "claim_sources": _sources_of(site, passages, language),
        "as_of": first_of(site, description.iri, RG + "asOf"),
        "retracted_on": first_of(site, description.iri, RG + "retractedOn"),
    }


def gather_gap(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """What is not known of what, and why."""
    iri = description.iri
    about, property = (first_of(site, iri, RG + name) for name in ("unknownFor", "unknownProperty"))
    return {
        "about": name_term(site, about, language) if about else None,
        "gap": show_gap(site, read_gap(AskedLinks(site.store), iri, about or "", property or ""), language),
    }


def gather_passage(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """Where a passage stands, the statements that rest on it, and the interventions that it speaks of."""
    iri = description.iri
    section, sources = _section(site, iri, language, MOST_CLAIMS), _sources_of(site, [iri], language)
    place = f"{texts(language)['sentence']} {section.sentence}" if section.sentence else ""
    named = [section.section.text if section.section else "", place, *(source.text for source in sources)]
    return {
        **_called(", ".join(part for part in named if part)),
        "section": section,
        "passage_sources": sources,
        "pinned": first_of(site, iri, OA + "hasState") is not None,
        "speaks_of": _name_counted(site, interventions_of_passages(site, [iri]), language),
        "most_claims": MOST_CLAIMS,
        "all_claims": ask_for(f"SELECT ?claim WHERE {{ ?claim <{RG}fromPassage> <{iri}> }} LIMIT 10000"),
    }


def gather_source(site: Site, description: Description, language: str) -> Mapping[str, Any]:
    """A source's address, how it was read, what it speaks of, and what is claimed from each of its passages."""
    iri = description.iri
    passages = subjects_of(site, OA + "hasSource", iri, MOST_PASSAGES + 1)
    captures = subjects_of(site, RG + "captureOf", iri, 10)
    sections = _sections(site, passages[:MOST_PASSAGES], language, MOST_CLAIMS)
    return {
        "captures": name_terms(site, captures, language),
        "sections": sections,
        "cut": sum(len(section.claims) for section in sections) >= MOST_CLAIMS,
        "more_passages": len(passages) > MOST_PASSAGES,
        "speaks_of": _name_counted(site, interventions_of_source(site, iri), language),
        "most_claims": MOST_CLAIMS,
        "all_claims": ask_for(
            f"SELECT ?passage ?claim WHERE {{ ?passage <{OA}hasSource> <{iri}> . "
            f"?claim <{RG}fromPassage> ?passage }} LIMIT 10000"
        ),
        "read_for": _name_gaps(site, iri),
    }


def _called(name: str) -> Mapping[str, Any]:
    """The name of a page whose resource has none of its own; what it is made of is said in the reader's language."""
    return {"name": name, "name_language": None, "named": True} if name else {}


def _say(sentence: Sentence) -> str:
    """A claim in one line."""
    parts = (sentence.about, sentence.property, sentence.value)
    about, property, value = (part.text if part else "…" for part in parts)
    return f"{about} – {property}: {value}"


def _name_gaps(site: Site, source: str) -> int:
    """How many things a source was read for in vain; at most 1000."""
    return len(subjects_of(site, PROV + "hadPrimarySource", source, 1000))


def _name_counted(site: Site, counts: Mapping[str, int], language: str) -> list[Shown]:
    most = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    return [name_term(site, iri, language) for iri, _ in most[:MOST_INTERVENTIONS]]


def _sources_of(site: Site, passages: Iterable[str], language: str) -> tuple[Shown, ...]:
    return name_terms(site, (s for one in passages for s in objects_of(site, one, OA + "hasSource")), language)


def _sections(site: Site, passages: Iterable[str], language: str, most: int) -> list[Section]:
    """Passages in the order in which a reader meets them, with at most so many claims in all."""
    found: list[Section] = []
    for passage in sorted(passages, key=lambda one: _place(site, one)):
        section = _section(site, passage, language, most)
        most -= len(section.claims)
        found.append(section)
    return found


def _place(site: Site, passage: str) -> tuple[int, str, int, str]:
    """Where a passage stands: by the position in its text where that is pinned, else by section and sentence."""
    selector = first_of(site, passage, OA + "hasSelector")
    start = first_of(site, selector, OA + "start") if selector else None
    sentence = first_of(site, passage, RG + "sentenceNumber") or "0"
    section = first_of(site, passage, RG + "section") or ""
    return int(start) if start and start.isdigit() else 0, section, int(sentence) if sentence.isdigit() else 0, passage


def _section(site: Site, passage: str, language: str, most: int) -> Section:
    section = first_of(site, passage, RG + "section")
    claims = itertools.islice(site.store.triples(predicate=RG + "fromPassage", value=passage), max(most, 0))
    sentences = [read_sentence(site, text_of(claim.subject), language) for claim in claims]
    sentences.sort(key=_by_words)
    return Section(
        passage=Shown("", href_of(site, passage), passage),
        section=name_term(site, section, language) if section else None,
        sentence=first_of(site, passage, RG + "sentenceNumber"),
        claims=tuple(sentences),
    )


def _by_words(sentence: Sentence) -> tuple[str, str, str]:
    about, property, value = sentence.about, sentence.property, sentence.value
    return about.text if about else "", property.text if property else "", value.text if value else ""
