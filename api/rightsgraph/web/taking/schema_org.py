# SPDX-License-Identifier: Apache-2.0
"""What a page says in, the same as schema.org JSON-LD for search engines out: nothing that the page does not say.

No person stands in it. https://schema.org/Dataset
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request
from markupsafe import Markup

from rightsgraph.formats import RDF_FORMATS, TEXT, named
from rightsgraph.manifest import ReleasedFile
from rightsgraph.web.hosting import origin
from rightsgraph.web.taking.citing import Citation

_CONTEXT = "https://schema.org"
# What would end the element that holds it, or begin another; JSON may write any letter as an escape.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
Node = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ToldDataset:
    """A dataset as a page tells it; `path` is its page, `years` the first and last, all as far as they are known."""

    iri: str
    path: str
    name: str
    description: str | None = None
    licence: str | None = None
    places: tuple[str, ...] = ()
    years: tuple[str, str] | None = None
    files: tuple[ReleasedFile, ...] = ()
    parts: tuple["ToldDataset", ...] = ()


def tell_catalogue(request: Request, told: ToldDataset, citation: Citation) -> Markup:
    """The release as a dataset, and this server as the catalogue that has it: for the start and the data page."""
    server = origin(request)
    dataset = _dataset(server, told)
    released = {
        "version": citation.version,
        "datePublished": citation.date,
        "publisher": {"@type": "Organization", "name": citation.publisher} if citation.publisher else None,
        "includedInDataCatalog": {"@id": f"{server}/#catalogue"},
    }
    catalogue = {
        "@type": "DataCatalog",
        "@id": f"{server}/#catalogue",
        "name": told.name,
        "url": f"{server}/",
        "dataset": {"@id": told.iri},
    }
    return write_nodes(dataset | _told(released), catalogue)


def tell_record(request: Request, iri: str, path: str, name: str, kind: str, citation: Citation) -> Markup:
    """A page about a record of the class `kind`: what it is part of, and the sources that it stands on, by title.

    The record is a Thing of our own class. schema.org's Project is an Organization, and few interventions are one.
    """
    page = {
        "@type": "WebPage",
        "url": origin(request) + path,
        "name": name,
        "about": {"@type": "Thing", "@id": iri, "additionalType": kind, "name": name},
        "isPartOf": {"@type": "Dataset", "name": citation.dataset, "version": citation.version},
        "license": citation.licence,
        "isBasedOn": [{"@type": "CreativeWork", "@id": one.iri, "name": one.title} for one in citation.sources],
    }
    return write_nodes(_told(page))


def tell_trail(request: Request, steps: Sequence[tuple[str, str]]) -> Markup:
    """The way to a page, from the start page on: each step's name and path."""
    server = origin(request)
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": server + path}
        for number, (name, path) in enumerate(steps, 1)
    ]
    return write_nodes({"@type": "BreadcrumbList", "itemListElement": items})


def write_nodes(*nodes: Node) -> Markup:
    """Nodes as one JSON-LD document that an HTML page can hold."""
    text = json.dumps({"@context": _CONTEXT, "@graph": nodes}, ensure_ascii=False)
    return Markup("".join(_ESCAPES.get(letter, letter) for letter in text))  # noqa: S704 - all marks are escaped


def _dataset(server: str, told: ToldDataset) -> dict[str, object]:
    return _told(
        {
            "@type": "Dataset",
            "@id": told.iri,
            "identifier": told.iri,
            "url": server + told.path,
            "name": told.name,
            "description": told.description,
            "license": told.licence,
            "isAccessibleForFree": True,
            "spatialCoverage": [{"@type": "Place", "name": name} for name in told.places],
            "temporalCoverage": "/".join(told.years) if told.years else None,
            "distribution": [_distribution(server, file) for file in told.files],
            "hasPart": [_dataset(server, part) for part in told.parts],
        }
    )


def _distribution(server: str, file: ReleasedFile) -> Node:
    format = named(file.format, (*RDF_FORMATS, TEXT))
    return {
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": f"{server}/dumps/{file.name}",
        "encodingFormat": "application/gzip" if file.compressed else format.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def _told(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields that are known."""
    return {name: value for name, value in fields.items() if value}
