# SPDX-License-Identifier: Apache-2.0
"""Leaks in, findings out: at the first triple of the path that is in the data, with the path as one reads it."""

from collections.abc import Iterator, Sequence

from rightsgraph.content import Content
from rightsgraph.validation.adversary.attacks import Attack
from rightsgraph.validation.adversary.leaks import Edge, Leak
from rightsgraph.validation.messages import told
from rightsgraph.validation.report import Finding
from rightsgraph.vocab import RDF

_LONGEST = 80  # characters of a literal that are shown
_BEFORE = {"en": " (in the release before)", "es": " (en la publicación anterior)"}
_CLAIMED = {"en": " (as {} says)", "es": " (como dice {})"}
_NAMELESS = {"en": "a node without a name", "es": "un nodo sin nombre"}


def tell_leaks(content: Content, attack: Attack, leaks: Sequence[Leak]) -> Iterator[Finding]:
    """One finding a leak."""
    prefixes = sorted(content.prefixes.items(), key=lambda pair: -len(pair[1]))
    for leak in leaks:
        first = next((edge for edge in leak.path if not edge.before), leak.path[0])
        file, line, column = _place(content, leak.path)
        messages = {
            language: told(
                f"adversary-{attack.name}",
                path=told_path(leak, prefixes, language),
                breaks=attack.rule,
                **leak.values,
            )[language]
            for language in ("en", "es")
        }
        subject = None if first.subject.startswith("_:") else first.subject
        yield Finding(
            file,
            line,
            column,
            leak.severity,
            f"adversary-{attack.name}",
            messages,
            subject,
            first.predicate,
            first.object,
        )


def _place(content: Content, path: Sequence[Edge]) -> tuple[str, int, int]:
    """Where the first triple of a path stands that is in the data, else the first that stands anywhere."""
    found = [
        content.find(edge.claim or edge.subject.removeprefix("_:"), predicate, edge.object.removeprefix("_:"))
        for edge in path
        for predicate in [RDF + "object" if edge.claim else edge.predicate]
        if not edge.before
    ]
    places = [place for place in found if place]
    place = next((one for one in places if one[0].path.parts[0] == "data"), places[0] if places else None)
    return (str(place[0].path), place[1].line, place[1].column) if place else ("data", 1, 1)


def told_path(leak: Leak, prefixes: Sequence[tuple[str, str]], language: str) -> str:
    """A path as it is walked: `A -p-> B <-q- C`; where it leaps, a semicolon."""
    parts: list[str] = []
    here = leak.start
    for number, edge in enumerate(leak.path):
        if not parts or here not in (edge.subject, edge.object):
            following = leak.path[number + 1] if number + 1 < len(leak.path) else None
            turned = following is not None and edge.subject in following[:3:2] and edge.object not in following[:3:2]
            turned = edge.object == leak.start if not parts and leak.start else turned
            here = edge.object if turned else edge.subject
            parts += ["; " if parts else "", _told(here, turned and edge.literal, prefixes, language)]
        name = _shortened(edge.predicate, prefixes)
        forth = here == edge.subject
        after = edge.object if forth else edge.subject
        parts += [f" -{name}-> " if forth else f" <-{name}- ", _told(after, forth and edge.literal, prefixes, language)]
        parts += [_BEFORE[language]] if edge.before else []
        parts += [_CLAIMED[language].format(_shortened(edge.claim, prefixes))] if edge.claim else []
        here = after
    return "".join(parts)


def _told(node: str, literal: bool, prefixes: Sequence[tuple[str, str]], language: str) -> str:
    if literal:
        return f"“{node}”" if len(node) <= _LONGEST else f"“{node[:_LONGEST]}…”"
    return _NAMELESS[language] if node.startswith("_:") else _shortened(node, prefixes)


def _shortened(iri: str, prefixes: Sequence[tuple[str, str]]) -> str:
    found = next(((name, space) for name, space in prefixes if iri.startswith(space) and len(iri) > len(space)), None)
    return f"{found[0]}:{iri[len(found[1]) :]}" if found else f"<{iri}>"
