# SPDX-License-Identifier: Apache-2.0
"""A release and the address of its server in, how to load it into other programs out, and which of that was tried."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal
from urllib.parse import quote

from rightsgraph.formats import NTRIPLES
from rightsgraph.manifest import Manifest
from rightsgraph.query.templates import Template

TRIED = "loaded.json"  # beside this file; scripts/try-loading writes it
Runner = Literal["bash", "python", "r", "ini"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to load a release into a program: commands, and what runs them; `expects` is what they print at the end.

    What stands in braces is filled in by `fill`. `note` names a text that is told beside it.
    """

    slug: str
    program: str
    runner: Runner
    text: str
    expects: str = "{triples}"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A recipe as a page shows it; `version` is the one that it was tried with, None where it was not."""

    recipe: Recipe
    text: str
    expects: str
    version: str | None


_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_DOWNLOAD = "curl -fO {origin}/dumps/{nt}.gz\n"
RECIPES = (
    Recipe(
        "rdflib",
        "rdflib (Python)",
        "python",
        """\
import gzip
from urllib.request import urlopen
from rdflib import Graph

graph = Graph()
with gzip.open(urlopen("{origin}/dumps/{nt}.gz")) as file:
    graph.parse(file, format="nt")
print(len(graph))
""",
    ),
    Recipe(
        "pyoxigraph",
        "pyoxigraph (Python)",
        "python",
        """\
import gzip
from urllib.request import urlopen
from pyoxigraph import RdfFormat, Store

store = Store()  # Store("rightsgraph.db") keeps it on disk
with gzip.open(urlopen("{origin}/dumps/{nt}.gz")) as file:
    store.bulk_load(file, RdfFormat.N_TRIPLES)
print(len(store))
""",
    ),
    Recipe(
        "oxigraph",
        "Oxigraph",
        "bash",
        _DOWNLOAD
        + f"""\
oxigraph load --location rightsgraph.db --file {{nt}}.gz
oxigraph query --location rightsgraph.db --results-format csv \\
  --query '{_COUNT}'
""",
    ),
    Recipe(
        "comunica",
        "Comunica (JavaScript)",
        "bash",
        "curl -f {origin}/dumps/{nt}.gz | gunzip > {nt}\n" + f"comunica-sparql-file {{nt}} '{_COUNT}'\n",
    ),
    Recipe(
        "virtuoso",
        "Virtuoso",
        "bash",
        _DOWNLOAD  # noqa: S608 - shown to a reader
        + """\
isql 1111 dba dba exec="ld_dir('$PWD', '{nt}.gz', '{graph}'); rdf_loader_run(); checkpoint;"
isql 1111 dba dba exec="SPARQL SELECT COUNT(*) FROM <{graph}> WHERE { ?s ?p ?o };"
""",
        note="taking_virtuoso",
    ),
    Recipe(
        "fuseki",
        "Apache Jena Fuseki",
        "bash",
        _DOWNLOAD
        + """\
tdb2.tdbloader --loc rightsgraph.tdb {nt}.gz
fuseki-server --loc rightsgraph.tdb /rightsgraph
""",
        note="taking_fuseki",
    ),
    Recipe(
        "graphdb",
        "GraphDB",
        "bash",
        """\
curl -f {origin}/dumps/{nt}.gz | gunzip > {nt}
curl -f -H 'Content-Type: application/n-triples' --data-binary @{nt} \\
  http://localhost:7200/repositories/rightsgraph/statements
""",
        note="taking_graphdb",
    ),
    Recipe(
        "qlever",
        "QLever",
        "ini",
        """\
[data]
NAME = rightsgraph
GET_DATA_CMD = curl -fO {origin}/dumps/{nt}.gz
[index]
INPUT_FILES = {nt}.gz
CAT_INPUT_FILES = zcat ${INPUT_FILES}
[server]
PORT = 7001
[runtime]
SYSTEM = docker
IMAGE = docker.io/adfreiburg/qlever:latest
""",
        note="taking_qlever",
    ),
    Recipe(
        "r",
        "R",
        "r",
        """\
rows <- read.csv("{origin}{table}", encoding = "UTF-8")
str(rows)
nrow(rows)
""",
        expects="",
        note="taking_r",
    ),
    Recipe(
        "libreoffice",
        "LibreOffice",
        "bash",
        """\
curl -f "{origin}{table}" -o rightsgraph.csv
soffice --headless --convert-to ods --infilter=CSV:44,34,76 rightsgraph.csv
ls rightsgraph.ods
""",
        expects="rightsgraph.ods",
        note="taking_spreadsheet",
    ),
)


def fill(manifest: Manifest, queries: Mapping[str, Template], origin: str) -> list[Filled]:
    """Every recipe, with this server's own address and file names."""
    values = {
        "origin": origin,
        "nt": quote(manifest.whole.name + NTRIPLES.extension),
        "graph": quote(manifest.base, safe="/:"),
        "triples": str(manifest.whole.triples),
        "table": choose_table(queries),
    }
    tried = read_tried()
    return [
        Filled(recipe, _put(recipe.text, values), _put(recipe.expects, values), tried.get(recipe.slug))
        for recipe in RECIPES
    ]


def choose_table(queries: Mapping[str, Template]) -> str:
    """The address of a table as CSV: a named query's that needs nothing chosen, else one of the endpoint's."""
    for slug, query in sorted(queries.items()):
        if query.form.name == "SELECT" and not any(parameter.required for parameter in query.parameters):
            return f"/queries/{quote(slug)}.csv"
    return "/sparql?format=csv&query=" + quote("SELECT * WHERE { ?s ?p ?o } LIMIT 1000")


@functools.cache
def read_tried() -> Mapping[str, str]:
    """Which recipes were tried, each with the version of the program, as they were when they were last run."""
    found: dict[str, str] = json.loads((files("rightsgraph.web.taking") / TRIED).read_text("utf-8"))
    return found


def _put(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
