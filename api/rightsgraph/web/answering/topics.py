# SPDX-License-Identifier: Apache-2.0
"""Named queries in, the same by topic out, in the order of the topics and of their own titles. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from rightsgraph.query.templates import Template
from rightsgraph.web.answering.questions import told
from rightsgraph.web.texts import texts


@dataclass(frozen=True, slots=True)
class Group:
    """A topic as a page shows it, and its queries with their titles."""

    key: str
    name: str
    about: str
    queries: tuple[tuple[Template, str], ...]


def group_queries(queries: Mapping[str, Template], language: str) -> list[Group]:
    """Queries by topic; those without one come last."""
    by_topic: dict[str, list[Template]] = {}
    for query in queries.values():
        by_topic.setdefault(query.topic.iri if query.topic else "", []).append(query)
    ordered = sorted(by_topic.values(), key=lambda group: _place(group[0]))
    return [_group(group, number, language) for number, group in enumerate(ordered, 1)]


def _place(query: Template) -> tuple[bool, int, str]:
    return (True, 0, "") if query.topic is None else (False, query.topic.rank, query.topic.iri)


def _group(queries: list[Template], number: int, language: str) -> Group:
    topic = queries[0].topic
    named = sorted(((query, told(query.titles, language) or query.slug) for query in queries), key=lambda pair: pair[1])
    name = told(topic.names, language) if topic else texts(language)["asking_other_topics"]
    return Group(f"topic-{number}", name, told(topic.definitions, language) if topic else "", tuple(named))
