# SPDX-License-Identifier: Apache-2.0
"""A release folder in, the content that it was built from out, each graph a file again."""

from collections import defaultdict
from pathlib import Path, PurePath
from urllib.parse import unquote

from rightsgraph.content import Content, SourceFile
from rightsgraph.iris import Iris
from rightsgraph.manifest import Manifest
from rightsgraph.rdf import Triple, read_context, read_quads, text_of

_SUFFIX = ".ttl"


def reopen_release(folder: Path, manifest: Manifest) -> Content:
    """The content of a verified release; what its files looked like is not known."""
    iris = Iris(manifest.base)
    graphs: dict[str, list[Triple]] = defaultdict(list, {graph: [] for graph in manifest.disputed_graphs})
    for quad in read_quads(folder / manifest.store_files[1]):
        graphs[text_of(quad.graph_name)].append(quad.triple)
    files = (
        SourceFile(_path(iris, graph), graph, tuple(triples), manifest.prefixes, str)
        for graph, triples in sorted(graphs.items())
    )
    return Content(folder, iris, tuple(files), (), read_context(folder / "context.jsonld"))


def _path(iris: Iris, graph: str) -> PurePath:
    return PurePath(unquote(graph.removeprefix(iris.to_iri("graph/"))) + _SUFFIX)
