# SPDX-License-Identifier: Apache-2.0
"""Statements and gaps in, the rows of a page out: what is not known of a property stands where its value would."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rightsgraph.vocab import SCHEMA
from rightsgraph.web.gaps import ShownGap
from rightsgraph.web.measuring import name_unit
from rightsgraph.web.naming import name_term, write_out
from rightsgraph.web.showing import Shown
from rightsgraph.web.site import Site
from rightsgraph.web.telling import Group, Statement


@dataclass(frozen=True, slots=True)
class Row:
    """A property, its values with their evidence, and why it has none or not all."""

    property: Shown
    iri: str
    statements: tuple[Statement, ...]
    gaps: tuple[ShownGap, ...] = ()


def make_rows(site: Site, groups: Iterable[Group], gaps: Iterable[ShownGap], language: str) -> list[Row]:
    """A row for each property that has values, then one for each that only has gaps."""
    missing: dict[str, list[ShownGap]] = defaultdict(list)
    for gap in gaps:
        missing[gap.property.title].append(gap)
    rows = [_row(site, group, missing.pop(group.iri, ()), language) for group in groups]
    return rows + [Row(found[0].property, iri, (), tuple(found)) for iri, found in missing.items()]


def _row(site: Site, group: Group, gaps: Iterable[ShownGap], language: str) -> Row:
    statements = tuple(replace(one, value=_value(site, group.iri, one.value, language)) for one in group.statements)
    return Row(name_term(site, group.iri, language), group.iri, statements, tuple(gaps))


def _value(site: Site, property: str, value: Shown, language: str) -> Shown:
    if value.href:
        return name_term(site, value.title, language)
    if property == SCHEMA + "unitText":
        return replace(value, text=name_unit(value.text, language))
    return write_out(site, value, language)
