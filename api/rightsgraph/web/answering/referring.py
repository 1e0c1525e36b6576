# SPDX-License-Identifier: Apache-2.0
"""An answer to a named query in, how to cite it and where it leads out: its citation, its Link header."""

from collections.abc import Iterable
from typing import Any

from rightsgraph.describe import label
from rightsgraph.errors import UnknownResource
from rightsgraph.formats import BIBTEX
from rightsgraph.manifest import digest
from rightsgraph.rdf import Literal, text_of
from rightsgraph.vocab import DCTERMS
from rightsgraph.web.answering.asked import Asking, offered
from rightsgraph.web.answering.questions import told
from rightsgraph.web.site import Site
from rightsgraph.web.taking.citing import Citation
from rightsgraph.web.texts import LANGUAGES

_LONG_ADDRESS = 400  # characters; repeated for every format, more would not pass every proxy's headers


def cite(site: Site, asking: Asking) -> Citation:
    """The citation of an answer: of this query and these values, in this release."""
    if site.manifest is None:
        raise UnknownResource(site.iris.to_iri(f"queries/{asking.template.slug}"))
    language = asking.language or LANGUAGES[0]
    publishers = [triple.object for triple in site.store.triples(site.dataset, DCTERMS + "publisher")]
    return Citation(
        name=asking.template.slug,
        title=told(asking.template.titles, language),
        dataset=label(site.store, site.dataset, language) or site.dataset,
        publisher=" and ".join(sorted(_name(site, publisher, language) for publisher in publishers)) or None,
        version=site.manifest.version,
        date=site.manifest.issued,
        url=site.iris.to_iri(asking.path(release=site.manifest.version)),
        release_digest=site.manifest.canonical_sha256,
        query_digest=digest(asking.text.encode()),
    )


def _name(site: Site, publisher: Any, language: str) -> str:
    if isinstance(publisher, Literal):
        return text_of(publisher)
    return label(site.store, text_of(publisher), language) or text_of(publisher)


def link_header(asking: Asking, citation: Citation, more: bool) -> str:
    """Where to cite the answer (RFC 8574), in what else it can be had, what it answers, and its other pages."""
    links = [
        (citation.url, "cite-as", None),
        (asking.path(format=BIBTEX.name), "describedby", BIBTEX.media_type),
        *_alternates(asking),
    ]
    if asking.offset:
        links.append(
            (asking.path(offset=max(asking.offset - asking.limit, 0), format=asking.format.name), "prev", None)
        )
    if more:
        links.append((asking.path(offset=asking.offset + asking.limit, format=asking.format.name), "next", None))
    return ", ".join(
        f'<{href}>; rel="{rel}"' + (f'; type="{media_type}"' if media_type else "") for href, rel, media_type in links
    )


def _alternates(asking: Asking) -> Iterable[tuple[str, str, str]]:
    for other in offered(asking.template):
        if other not in (asking.format, BIBTEX) and len(asking.path()) < _LONG_ADDRESS:
            yield asking.path(format=other.name), "alternate", other.media_type
