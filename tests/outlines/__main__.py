# SPDX-License-Identifier: Apache-2.0
"""Natural Earth's first-level regions in, the package's file of outlines out: `python -m tests.outlines FILE`.

What is done, step by step, and why, is told beside the file: `api/rightsgraph/drawing/outlines/SOURCE.md`. The
simplification is mapshaper's, which keeps shared borders shared; `--mapshaper` says where that command is.
"""

import argparse
import functools
import gzip
import json
import math
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pycountry

_HERE = Path(__file__).parent
_MADE = _HERE.parents[1] / "api/rightsgraph/drawing/outlines/outlines.json.gz"
_WIDE = 600  # steps of the grid across a country, in which the points of its regions are written
_WORLD = 2000  # the same across the world
_TINY, _FAR = 0.003, 1.0  # a share of a country, and how many times its own size away: left out of its map
_BESIDE = 0.06  # of a country's size: as near as this to what is kept, an island is kept too
# Natural Earth has their codes under another country, or under none.
_ELSEWHERE = {
    "FR-GF": "GF", "FR-GP": "GP", "FR-MQ": "MQ", "FR-RE": "RE", "FR-YT": "YT", "NO-21": "SJ", "NO-22": "SJ",
    "US-PR": "PR", "FI-01": "AX",
    "NL-BQ1": "BQ", "NL-BQ2": "BQ", "NL-BQ3": "BQ", "-99-X14~": "CX", "-99-X15~": "CC", "NO-X01~": "BV",
}  # fmt: skip
_NOBODYS = {"-99-X02~", "-99-X06~", "-99-X08~", "CN-X01~", "-99-X03~"}  # rocks, reefs and ice that are disputed

Ring = list[tuple[float, float]]
Polygons = list[list[Ring]]


class Frame(NamedTuple):
    """How degrees become steps of a grid."""

    west: float
    north: float
    turn: float  # where the world is cut, in degrees east
    wide: float  # how much narrower a degree of longitude is than one of latitude
    scale: float

    def place(self, point: tuple[float, float]) -> tuple[int, int]:
        x, y = (turned(point[0], self.turn) - self.west) * self.wide * self.scale, (self.north - point[1]) * self.scale
        return round(x), round(y)


def turned(longitude: float, turn: float) -> float:
    return longitude + 360 if longitude < turn else longitude


def read_regions(source: Path) -> list[dict[str, Any]]:
    """Natural Earth's regions with the codes of ISO 3166 as they are today, without one where they are no more."""
    mended = json.loads((_HERE / "mended.json").read_text("utf-8"))
    known = {region.code for region in pycountry.subdivisions}
    countries = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    found = []
    for feature in json.loads(source.read_text("utf-8"))["features"]:
        told = feature["properties"]
        code = told["iso_3166_2"]
        region = mended.get(told["adm1_code"], code if code in known else None)
        country = _ELSEWHERE.get(code) or (region[:2] if region else told["iso_a2"])
        if code not in _NOBODYS and country in countries and feature["geometry"]:
            own = region if region and region[:2] == country else ""
            found.append({**feature, "properties": {"country": country, "region": own or ""}})
    return found


def simplify(features: list[dict[str, Any]], command: str) -> dict[str, list[dict[str, Any]]]:
    """The world's countries, and each country's outline, regions and regions of regions, as few points as will do."""
    sizes = measure(features)
    for feature in features:
        told = feature["properties"]
        told["interval"] = sizes[told["country"]] / 450 * 111_000  # metres; about a point of a map 450 points wide
        told["whole"] = parent_of(told["region"])
    with tempfile.TemporaryDirectory() as folder:
        collection = {"type": "FeatureCollection", "features": features}
        (Path(folder) / "in.json").write_text(json.dumps(collection), "utf-8")
        steps = [
            "-i in.json snap name=regions",
            "-dissolve country,region copy-fields=interval,whole",
            "-simplify weighted variable interval=interval keep-shapes",
            '-filter whole!="" + name=part target=regions',
            "-dissolve country,whole + name=wholes target=part",
            "-o regions.json target=regions format=geojson precision=0.00001",
            "-o wholes.json target=wholes format=geojson precision=0.00001",
        ]
        run(command, folder, steps)
        steps = [
            "-i in.json snap",
            '-filter country!="AQ"',
            "-dissolve country",
            "-proj robin",
            "-simplify weighted interval=26000 keep-shapes",
            "-o world.json format=geojson precision=1",
        ]
        run(command, folder, steps)
        names = ("world", "regions", "wholes")
        return {name: json.loads((Path(folder) / f"{name}.json").read_text("utf-8"))["features"] for name in names}


def run(command: str, folder: str, steps: list[str]) -> None:
    subprocess.run([command, *" ".join(steps).replace('""', "''").split()], cwd=folder, check=True)


@functools.cache
def parent_of(region: str) -> str:
    """The region that a region is a part of, where all of its parts are regions of their own."""
    return next((found.parent_code or "" for found in pycountry.subdivisions if found.code == region), "")


def measure(features: list[dict[str, Any]]) -> dict[str, float]:
    """How many degrees a country is wide or high, whichever is more."""
    places: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for feature in features:
        for polygon in polygons_of(feature):
            places[feature["properties"]["country"]] += polygon[0]
    return {country: extent(points) for country, points in places.items()}


def extent(points: Iterable[tuple[float, float]]) -> float:
    frame = frame_of(list(points))
    return _WIDE / frame.scale


def frame_of(points: list[tuple[float, float]], size: float = _WIDE) -> Frame:
    """A frame about points: the world is cut at the widest gap between them, so that none falls in two."""
    longitudes = sorted({round(x, 1) for x, _ in points})
    gaps = [(after - before, after) for before, after in pairwise(longitudes)]
    around = longitudes[0] + 360 - longitudes[-1]
    widest, after = max(gaps, default=(0.0, -180.0))
    turn = after - 0.05 if widest > around else -181.0
    xs, ys = [turned(x, turn) for x, _ in points], [y for _, y in points]
    wide = max(math.cos(math.radians((max(ys) + min(ys)) / 2)), 0.2)
    scale = size / max((max(xs) - min(xs)) * wide, max(ys) - min(ys), 1e-6)
    return Frame(min(xs), max(ys), turn, wide, scale)


def polygons_of(feature: dict[str, Any]) -> Polygons:
    shape = feature["geometry"]
    if shape is None:
        return []
    found = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [[[(x, y) for x, y, *_ in ring] for ring in polygon] for polygon in found]


def area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def keep_near(parts: dict[str, Polygons]) -> dict[str, Polygons]:
    """A country's regions without the small islands that are so far away that the rest would shrink."""
    largest = max((polygon for polygons in parts.values() for polygon in polygons), key=lambda one: area(one[0]))
    whole = sum(area(polygon[0]) for polygons in parts.values() for polygon in polygons)
    far = [largest[0]]
    for code, polygons in parts.items():
        own = max(polygons, key=lambda one: area(one[0]), default=None)
        far += [
            one[0]
            for one in polygons
            if (one is own and code) or area(one[0]) > _TINY * whole or is_near(one[0], largest[0], _FAR)
        ]
    kept = [point for ring in far for point in ring]
    return {code: keep_inside(polygons, kept) for code, polygons in parts.items()}


def keep_inside(polygons: Polygons, points: Ring) -> Polygons:
    """Those that are where some points are, or just beside."""
    return [polygon for polygon in polygons if all(is_near([point], points, _BESIDE) for point in polygon[0])]


def is_near(ring: Ring, other: Ring, room: float) -> bool:
    (x, y), (low_x, high_x), (low_y, high_y) = ring[0], bounds(other, 0), bounds(other, 1)
    room_x, room_y = room * max(high_x - low_x, 0.5), room * max(high_y - low_y, 0.5)
    return low_x - room_x <= x <= high_x + room_x and low_y - room_y <= y <= high_y + room_y


def bounds(ring: Ring, which: int) -> tuple[float, float]:
    values = [point[which] for point in ring]
    return min(values), max(values)


def path_of(polygons: Polygons, frame: Frame, least: float = 4.0) -> str:
    """Polygons as an SVG path in whole steps of a grid; what is smaller than a few steps goes, but for the largest."""
    rings = [thin([frame.place(point) for point in ring]) for polygon in polygons for ring in polygon]
    rings = [ring for ring in rings if len(ring) > 2]
    rings.sort(key=area, reverse=True)
    return "".join(write_ring(ring) for number, ring in enumerate(rings) if number == 0 or area(ring) >= least)


def thin(ring: Ring) -> Ring:
    found: Ring = []
    for point in ring:
        if not found or found[-1] != point:
            found.append(point)
    return found[:-1] if len(found) > 1 and found[0] == found[-1] else found


def write_ring(ring: Ring) -> str:
    steps = [(int(b[0] - a[0]), int(b[1] - a[1])) for a, b in pairwise(ring)]
    text = "".join(
        f"{'' if x < 0 or not number else ' '}{x}{'' if y < 0 else ' '}{y}" for number, (x, y) in enumerate(steps)
    )
    return f"M{int(ring[0][0])} {int(ring[0][1])}l{text}z"


def inner(polygons: Polygons, frame: Frame) -> tuple[int, int]:
    """A place well inside the largest part of a region, for its name: the middle of its widest chord."""
    ring = [frame.place(point) for point in max((polygon[0] for polygon in polygons), key=area)]
    best = (0.0, ring[0])
    low, high = bounds([(float(x), float(y)) for x, y in ring], 1)
    for part in range(1, 12):
        y = low + (high - low) * part / 12
        pairs = zip(ring, ring[1:] + ring[:1], strict=True)
        cuts = sorted(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in pairs if (a[1] <= y) != (b[1] <= y))
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            room = min(right - left, 4 * min(y - low, high - y))
            best = max(best, (room, (round((left + right) / 2), round(y))))
    return best[1]


def pack(found: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Everything as it is written: the world's countries, and each country's own map."""
    world = {feature["properties"]["country"]: polygons_of(feature) for feature in found["world"]}
    points = [point for polygons in world.values() for polygon in polygons for point in polygon[0]]
    west, north = min(x for x, _ in points), max(y for _, y in points)
    flat = Frame(west, north, -math.inf, 1.0, _WORLD / (max(x for x, _ in points) - west))
    tall = flat.place((0, min(y for _, y in points)))[1]
    parts: dict[str, dict[str, Polygons]] = defaultdict(dict)
    for feature in found["regions"]:
        told = feature["properties"]
        parts[told["country"]][told["region"]] = polygons_of(feature)
    wholes: dict[str, dict[str, Polygons]] = defaultdict(dict)
    for feature in found["wholes"]:
        told = feature["properties"]
        if is_whole(told["whole"], set(parts[told["country"]])):
            wholes[told["country"]][told["whole"]] = polygons_of(feature)
    return {
        "world": {
            "size": [_WORLD, tall],
            "countries": {code: outline(polygons, flat, 6.0) for code, polygons in sorted(world.items())},
        },
        "countries": {code: pack_country(parts[code], wholes[code]) for code in sorted(parts)},
    }


def is_whole(region: str, drawn: set[str]) -> bool:
    """Whether all the parts of a region are drawn, so that they together are the region."""
    return all(part.code in drawn for part in pycountry.subdivisions if part.parent_code == region)


def pack_country(parts: dict[str, Polygons], wholes: dict[str, Polygons]) -> dict[str, Any]:
    kept = keep_near({code: polygons for code, polygons in parts.items() if polygons})
    points = [point for polygons in kept.values() for polygon in polygons for point in polygon[0]]
    frame = frame_of(points)
    xs, ys = zip(*(frame.place(point) for point in points), strict=True)
    made = {code: keep_inside(polygons, points) for code, polygons in wholes.items()}
    return {"size": [max(xs), max(ys)], "regions": outlines(kept, frame), "wholes": outlines(made, frame)}


def outlines(parts: dict[str, Polygons], frame: Frame) -> dict[str, list[Any]]:
    found = {code: outline(polygons, frame) for code, polygons in sorted(parts.items()) if polygons}
    return {code: one for code, one in found.items() if one[0]}


def outline(polygons: Polygons, frame: Frame, least: float = 4.0) -> list[Any]:
    return [path_of(polygons, frame, least), *inner(polygons, frame)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--mapshaper", default="mapshaper")
    asked = parser.parse_args()
    packed = pack(simplify(read_regions(asked.source), asked.mapshaper))
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    _MADE.parent.mkdir(exist_ok=True)
    _MADE.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
