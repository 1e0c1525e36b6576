# SPDX-License-Identifier: Apache-2.0
"""IRI ↔ path ↔ file. Pure."""

from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from rightsgraph.formats import GRAPH_FORMATS, HTML, Format


@dataclass(frozen=True, slots=True)
class Iris:
    """Knows which IRI a path of the server stands for, and the reverse; `base` ends in a slash."""

    base: str

    def to_iri(self, path: str) -> str:
        """The IRI behind a path of the server; a leading slash is the base."""
        return self.base + path.removeprefix("/")

    def to_path(self, iri: str) -> str | None:
        """The server's path for an IRI (its fragment kept), None where the IRI is not ours."""
        if not iri.startswith(self.base):
            return None
        return "/" + iri[len(self.base) :]

    def of_graph(self, file: PurePath) -> str:
        """The name of the graph that a content file holds; `file` is relative to the content's root."""
        return self.base + "graph/" + quote(file.with_suffix("").as_posix())


def split_extension(path: str) -> tuple[str, Format | None]:
    """A path without the extension of a format, and that format: `/id/x.ttl` asks for `/id/x` in Turtle."""
    for format in (*GRAPH_FORMATS, HTML):
        stem = path.removesuffix(format.extension)
        if stem != path:
            return stem, format
    return path, None
