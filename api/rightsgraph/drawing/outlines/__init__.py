# SPDX-License-Identifier: Apache-2.0
"""A country's code in, the outlines of its regions out; read from the package's file when first asked for.

Where the outlines come from, how coarse they are and which codes have none is told in SOURCE.md beside this file.
"""

import functools
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Outline:
    """A region's outline as an SVG path in its map's own steps, and a place well inside it, for its name."""

    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Outlines:
    """A country's map: its size in steps, its regions by their ISO 3166-2 code, and what of it has no such code.

    Where regions are parts of a larger region, that one is among the `wholes`.
    """

    width: int
    height: int
    regions: Mapping[str, Outline]
    wholes: Mapping[str, Outline]
    rest: str

    def find(self, code: str) -> Outline | None:
        """A region's outline, None where there is none."""
        return self.regions.get(code) or self.wholes.get(code)


@dataclass(frozen=True, slots=True)
class World:
    """The map of the world: its size in steps, and each country's outline by its ISO 3166-1 code."""

    width: int
    height: int
    countries: Mapping[str, Outline]


def read_world() -> World:
    """The world's countries, but for Antarctica."""
    world = _read()["world"]
    width, height = world["size"]
    return World(width, height, _outlines(world["countries"]))


def read_country(code: str) -> Outlines | None:
    """A country's regions, None for one without an outline."""
    found = _read()["countries"].get(code)
    if found is None:
        return None
    regions = _outlines(found["regions"])
    rest = regions.pop("", None)
    width, height = found["size"]
    return Outlines(width, height, regions, _outlines(found["wholes"]), rest.path if rest else "")


def _outlines(packed: Mapping[str, list[Any]]) -> dict[str, Outline]:
    return {code: Outline(*parts) for code, parts in packed.items()}


@functools.cache
def _read() -> Any:
    packed = (files("rightsgraph.drawing.outlines") / "outlines.json.gz").read_bytes()
    return json.loads(gzip.decompress(packed))
