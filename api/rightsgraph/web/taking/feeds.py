# SPDX-License-Identifier: Apache-2.0
"""Entries in, an Atom feed out (RFC 4287). Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from rightsgraph.formats import ATOM

_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets).
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_AGO = "0001-01-01T00:00:00Z"  # what has no time that can be read still has to have one
_TIME = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?))?)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed tells: `updated` is a date or a time, as exact as it is known; `categories` are terms by scheme."""

    iri: str
    title: str
    updated: str
    href: str
    summary: str | None = None
    categories: Mapping[str, str] = field(default_factory=dict)


def write_feed(base: str, path: str, page: str, title: str, author: str, since: str, entries: Sequence[Entry]) -> bytes:
    """A feed that is found at `path` and tells what `page` tells, the latest entry first; `base` ends in a slash.

    It was updated when its first entry was, one without entries at the time `since`.
    """
    feed = ElementTree.Element("feed", {"xmlns": _ATOM})
    _add(feed, "id", base + path.removeprefix("/"))
    _add(feed, "title", title)
    _add(feed, "updated", _instant(entries[0].updated if entries else since))
    _add(ElementTree.SubElement(feed, "author"), "name", author)
    ElementTree.SubElement(feed, "link", {"rel": "self", "type": ATOM.media_type, "href": path})
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for entry in entries:
        _add_entry(feed, entry)
    ElementTree.indent(feed)
    text: bytes = ElementTree.tostring(feed, "utf-8", xml_declaration=True)
    return text + b"\n"


def _add_entry(feed: ElementTree.Element, told: Entry) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    _add(entry, "id", told.iri)
    _add(entry, "title", told.title)
    _add(entry, "updated", _instant(told.updated))
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": told.href})
    if told.summary:
        _add(entry, "summary", told.summary)
    for scheme, term in told.categories.items():
        ElementTree.SubElement(entry, "category", {"term": term, "scheme": scheme})


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _UNWRITABLE.sub("\ufffd", text)


def write_instant(told: str) -> str | None:
    """An xsd date, month, year or dateTime as RFC 3339 wants it: whole, and with a time zone, UTC where none is named.

    None where it is none of them.
    """
    found = _TIME.fullmatch(told)
    if not found:
        return None
    year, month, day, time, zone = found.groups()
    return f"{year}-{month or '01'}-{day or '01'}T{time or '00:00:00'}{zone or 'Z'}"


def _instant(told: str) -> str:
    return write_instant(told) or _LONG_AGO
