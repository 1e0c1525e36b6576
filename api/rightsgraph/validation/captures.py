# SPDX-License-Identifier: Apache-2.0
"""Passages and a folder of private captures in; findings out where offsets or digests do not match.

A capture is the text of a source as it was read. It stays with whoever read it: only its digest is published, and
anyone with a lawful copy can hold the passages against it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rightsgraph.content import Content
from rightsgraph.manifest import digest
from rightsgraph.validation.graph import Graph
from rightsgraph.validation.messages import told
from rightsgraph.validation.report import Finding, Severity
from rightsgraph.vocab import OA, RG


@dataclass(frozen=True, slots=True)
class Captures:
    """Normalised texts by digest."""

    texts: dict[str, str]


def normalise(text: str) -> str:
    """norm-1: Unicode NFC, every run of white space one space, trimmed."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def passage_digest(text: str) -> str:
    """The digest of a normalised text as the data states it."""
    return "sha256:" + digest(text.encode())


def read_captures(folder: Path, graph: Graph) -> Captures:
    """The captures that the data names, found in a folder by their digests. Raises OSError.

    Other files there are none of ours, whatever they hold.
    """
    stated = {value for _, value in graph.pairs(RG + "captureDigest")}
    texts = {}
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            text = normalise(path.read_text("utf-8"))
        except UnicodeDecodeError:
            continue
        if passage_digest(text) in stated:
            texts[passage_digest(text)] = text
    return Captures(texts)


def check_passages(content: Content, graph: Graph, captures: Captures) -> Iterator[Finding]:
    """Hold every exact passage against its capture; a capture that is not there leaves its passages unproven."""
    for capture, stated in graph.pairs(RG + "captureDigest"):
        text = captures.texts.get(stated)
        if text is None:
            yield _finding(content, (capture, RG + "captureDigest", stated), "capture-missing")
            continue
        for passage in graph.subjects(OA + "hasState", capture):
            yield from _check_passage(content, graph, passage, text)


def _check_passage(content: Content, graph: Graph, passage: str, text: str) -> Iterator[Finding]:
    stated = graph.value(passage, RG + "passageDigest")
    selector = graph.value(passage, OA + "hasSelector")
    start, end = (_offset(graph.value(selector or "", OA + name)) for name in ("start", "end"))
    if stated is None or start is None or end is None:
        return  # what is missing is for PassageShape to say
    if end > len(text):
        place = (selector or passage, OA + "end", graph.value(selector or "", OA + "end") or "")
        yield _finding(content, place, "passage-end", end=end, length=len(text))
    elif (found := passage_digest(text[start:end])) != stated:
        place = (passage, RG + "passageDigest", stated)
        yield _finding(content, place, "passage-digest", start=start, end=end, found=found)


def _offset(stated: str | None) -> int | None:
    """A count of characters; of more figures than any text has, the first are enough."""
    return int(stated.lstrip("0")[:18] or 0) if stated and stated.isdecimal() else None


def _finding(content: Content, triple: tuple[str, str, str], rule: str, **values: object) -> Finding:
    found = content.find(*triple)
    file, line, column = (str(found[0].path), found[1].line, found[1].column) if found else ("data", 1, 1)
    return Finding(file, line, column, Severity.VIOLATION, rule, told(rule, **values), *triple)
