# SPDX-License-Identifier: Apache-2.0
"""A request in, what it asks for out: its header lines, its format, its language."""

from collections.abc import Sequence

from fastapi import Request

from rightsgraph.formats import Format, named
from rightsgraph.negotiation import negotiate, negotiate_language
from rightsgraph.query import Limits
from rightsgraph.settings import Settings
from rightsgraph.web.texts import LANGUAGES


def read_header(request: Request, name: str) -> str | None:
    """A header's lines as the one list that they stand for (RFC 9110, section 5.3), None where there is none."""
    return ", ".join(request.headers.getlist(name)) or None


def choose_format(request: Request, offered: Sequence[Format], asked: str | None = None) -> Format:
    """`?format=` wins over Accept: spreadsheets and pandas send no useful Accept. Raises NotAcceptable, UnknownFormat.

    `asked` stands for a format that came by another way than the query string.
    """
    asked = request.query_params.get("format") if asked is None else asked
    if asked is None:
        return negotiate(read_header(request, "accept"), offered)
    # A plus that nobody encoded arrives as a space, and no media type has a space.
    return named(asked.strip().replace(" ", "+"), offered)


def read_language(request: Request) -> str:
    """The reader's language: `?lang=` where it names one, else what the browser prefers."""
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else negotiate_language(read_header(request, "accept-language"), LANGUAGES)


def client_of(request: Request) -> str:
    """Whom to be fair to: the address that the request comes from, kept in memory only while it waits."""
    return request.client.host if request.client else ""


def read_limits(settings: Settings) -> Limits:
    """What a query may be."""
    services = frozenset(settings.allowed_services.split())
    return Limits(settings.max_query_length, settings.max_query_depth, settings.max_query_operators, services)
