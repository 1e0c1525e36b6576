# SPDX-License-Identifier: Apache-2.0
"""Quads in, answers out: the only door to query engines."""

from rightsgraph.store.engines import EngineChoice, Engines, Prepared, prepare_files, prepare_index
from rightsgraph.store.fast import fast_version
from rightsgraph.store.index import INDEX, Index, build_index, open_index
from rightsgraph.store.oxigraph import Store
from rightsgraph.store.routing import EngineName, Route, route
from rightsgraph.store.solutions import DatasetChoice, Engine, Form, Solutions, Term, read_solutions

__all__ = [
    "INDEX",
    "DatasetChoice",
    "Engine",
    "EngineChoice",
    "EngineName",
    "Engines",
    "Form",
    "Index",
    "Prepared",
    "Route",
    "Solutions",
    "Store",
    "Term",
    "build_index",
    "fast_version",
    "open_index",
    "prepare_files",
    "prepare_index",
    "read_solutions",
    "route",
]
