# SPDX-License-Identifier: Apache-2.0
"""Runs the cases of the W3C SHACL test suite (https://w3c.github.io/data-shapes/data-shapes-test-suite/) against ours.

The suite is not part of this repository; FOLDER holds its `core` or `sparql` cases. A case passes where conforms and
the multiset of focus, path, value, component and severity are those that it expects. Exit code 1 where one does not.
"""

import argparse
import logging
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import rdflib
from rdflib import RDF, SH, Namespace
from rdflib.term import Node

from rightsgraph.errors import RightsgraphError, ValidationFailed
from rightsgraph.rdf import Triple, read_quads
from rightsgraph.validation import ShaclEngine, run_shapes
from rightsgraph.validation.reference import read_results, to_graph
from rightsgraph.validation.results import Result

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
Key = tuple[str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its name, the graphs it is about, and what is expected; None where a failure is."""

    name: str
    data: list[Triple]
    shapes: list[Triple]
    expected: Counter[Key] | None


def main() -> int:
    """Run every case and tell which fail."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds manifest.ttl")
    parser.add_argument("--engine", type=ShaclEngine, choices=list(ShaclEngine), default=ShaclEngine.native)
    words = parser.parse_args()
    logging.disable()  # the suite has ill-typed literals on purpose
    warnings.simplefilter("ignore")
    passed, failed = 0, []
    for case in read_cases((words.folder / "manifest.ttl").absolute()):
        try:
            found: Counter[Key] | None = Counter(
                _key(result) for result in run_shapes(case.data, case.shapes, engine=words.engine)
            )
        except ValidationFailed:
            found = None
        if found == case.expected:
            passed += 1
        else:
            failed.append(case.name)
    sys.stdout.write(f"{words.folder}: {passed} of {passed + len(failed)} with {words.engine.value}\n")
    sys.stdout.writelines(f"  failed: {name}\n" for name in failed)
    return 1 if failed else 0


def read_cases(manifest: Path) -> Iterator[Case]:
    """The cases of a manifest and of those that it includes; raises RightsgraphError, OSError."""
    triples = read_graph(manifest)
    graph = to_graph(triples)
    for included in sorted(graph.objects(predicate=MF.include), key=str):
        yield from read_cases(_path_of(included))
    for entry in sorted(graph.subjects(RDF.type, SHT.Validate), key=str):
        action, expected = graph.value(entry, MF.action), graph.value(entry, MF.result)
        yield Case(
            str(manifest.name),
            read_graph(_path_of(graph.value(action, SHT.dataGraph)), manifest, triples),
            read_graph(_path_of(graph.value(action, SHT.shapesGraph)), manifest, triples),
            None if expected == SHT.Failure else _expected(graph, expected),
        )


def read_graph(path: Path, known_path: Path | None = None, known: list[Triple] | None = None) -> list[Triple]:
    """A file's triples; one already read keeps its blank nodes."""
    if known is not None and path == known_path:
        return known
    return [quad.triple for quad in read_quads(path, path.as_uri())]


def _path_of(term: Node | None) -> Path:
    return Path(unquote(urlsplit(str(term)).path))


def _expected(graph: rdflib.Graph, report: Node | None) -> Counter[Key]:
    return Counter(_key(result) for result in read_results(graph, list(graph.objects(report, SH.result)), graph))


def _key(result: Result) -> Key:
    focus, path, value, component, _, severity = result.key
    return focus, path, value, component, severity


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RightsgraphError, OSError) as error:
        sys.exit(f"shacl suite: {error}")
