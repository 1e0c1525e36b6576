# SPDX-License-Identifier: Apache-2.0
"""A term in, what a page shows of it out: its name, where it leads, and the language that it is in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from rightsgraph.rdf import BlankNode, Literal, Triple
from rightsgraph.web.site import Site

Show = Callable[[Any], "Shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it: its text, where it leads (None for nowhere), its language and datatype."""

    text: str
    href: str | None = None
    title: str = ""
    language: str | None = None


def linker(site: Site, language: str | None = None) -> Show:
    """Makes terms into what a page shows: own IRIs become links, by name where a language is given."""

    def show(term: Any) -> Shown:
        if isinstance(term, Literal):
            return Shown(term.value, title=term.datatype.value, language=term.language)
        if isinstance(term, BlankNode):
            return Shown(f"_:{term.value}")
        if isinstance(term, Triple):
            return Shown(str(term))
        return show_iri(site, term.value, language)

    return show


def show_iri(site: Site, iri: str, language: str | None = None) -> Shown:
    """A resource as a page shows it; one without a name in any language is called by its shortened IRI."""
    name = site.names.find(iri, language) if language else None
    href = href_of(site, iri)
    return Shown(name.text, href, iri, name.language) if name else Shown(shorten(site, iri), href, iri)


def href_of(site: Site, iri: str) -> str | None:
    """Where a page links to for an IRI: a path of this server for an own one; None where no link is safe."""
    path = site.iris.to_path(iri)
    if path is not None:
        # A browser takes what stands behind two slashes for a host. Fragments of foreign files have pages of their own.
        safe = "/:~" if site.manifest is None else "/#:~"
        return None if path.startswith("//") else quote(path, safe=safe)
    return iri if iri.startswith(("http://", "https://")) else None


def shorten(site: Site, iri: str) -> str:
    """An IRI by its prefix, where the data has one for it."""
    for prefix, namespace in site.prefixes.items():
        if prefix and iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def text_in(site: Site, iri: str, property: str, language: str) -> Shown | None:
    """A text about a resource in a language, else in any, None where there is none."""
    texts = [t.object for t in site.store.triples(iri, property) if isinstance(t.object, Literal)]
    texts.sort(key=lambda text: (text.language != language, text.value))
    return Shown(texts[0].value, title=texts[0].datatype.value, language=texts[0].language) if texts else None
