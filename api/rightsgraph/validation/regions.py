# SPDX-License-Identifier: Apache-2.0
"""Places in; findings out for codes that look like those of ISO 3166 and are none, with what may be meant.

A slip in a code puts people where they were not, and has the form of a code all the same: no shape can see it.
"""

import gettext
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from rightsgraph.content import Content
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.messages import told
from rightsgraph.validation.report import Finding, Severity
from rightsgraph.vocab import SCHEMA, SKOS

_NOTATION = SKOS + "notation"
_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
# ISO 3166-1 leaves these to its users, https://www.iso.org/glossary-for-iso-3166.html; so what they divide is theirs.
_OF_USERS = re.compile(r"(?:AA|Q[M-Z]|X[A-Z]|ZZ)(?:-|\Z)")
_NEAREST = 3


def check_regions(content: Content, graph: Graph) -> Iterator[Finding]:
    """A violation for each country or region whose code is not in ISO 3166-1 or 3166-2."""
    areas = graph.instances(SCHEMA + "AdministrativeArea")
    coded = [(area, code) for area, code in graph.pairs(_NOTATION) if area in areas and _is_looked_up(code)]
    known = _read_names() if coded else {}
    for area, code in coded:
        if code not in known:
            labels = [label for subject, label in graph.pairs(SKOS + "prefLabel") if subject == area]
            yield _finding(content, area, code, _nearest(code, labels, known))


def _is_looked_up(code: str) -> bool:
    return bool(_CODE.fullmatch(code)) and not _OF_USERS.match(code)


def _finding(content: Content, area: str, code: str, nearest: Mapping[str, str]) -> Finding:
    spanish = _spanish()
    english = ", ".join(f"{near} ({name})" for near, name in nearest.items())
    messages = {
        "en": told("unknown-region", code=code, nearest=english)["en"],
        "es": told(
            "unknown-region",
            code=code,
            nearest=", ".join(f"{near} ({spanish.gettext(name)})" for near, name in nearest.items()),
        )["es"],
    }
    found = content.find(area, _NOTATION, code)
    file, line, column = (str(found[0].path), found[1].line, found[1].column) if found else ("data", 1, 1)
    return Finding(file, line, column, Severity.VIOLATION, "unknown-region", messages, area, _NOTATION, code)


def _nearest(code: str, labels: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """The codes of the same country whose names are near to those of the place, then those that look like its code."""
    country = code[:2]
    among = (
        [other for other in known if other.startswith(country + "-")] if country in known and code != country else []
    )
    if not among:
        code, among = country, [country] if country in known else [other for other in known if "-" not in other]
    by_name = {_fold(known[other]): other for other in among}
    named = [
        by_name[name] for label in labels for name in get_close_matches(_fold(label), by_name, _NEAREST, cutoff=0.8)
    ]
    alike = get_close_matches(code, among, _NEAREST, cutoff=0)
    return {other: known[other] for other in [*named, *alike][: 2 * _NEAREST]}


def _fold(name: str) -> str:
    """A name without accents and case."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)).casefold()


def _read_names() -> dict[str, str]:
    """The name of every country and region by its code, as ISO 3166 has it."""
    # Not at the door of the module: its tables take a twentieth of a second, and most commands have no use for them.
    from pycountry import countries, subdivisions

    names = {country.alpha_2: country.name for country in countries}
    return names | {region.code: region.name for region in subdivisions}


def _spanish() -> gettext.NullTranslations:
    """The names of countries in Spanish; those of regions are their own."""
    from pycountry import LOCALES_DIR

    return gettext.translation("iso3166-1", LOCALES_DIR, ["es"], fallback=True)
