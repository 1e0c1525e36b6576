# SPDX-License-Identifier: Apache-2.0
"""A store and a reader's words and choices in; interventions, counts and other resources found out."""

from rightsgraph.search.comparing import ROWS, Cell, Column, Row, Value, compare
from rightsgraph.search.facets import FACETS, KEYS, NOT_STATED, Facet
from rightsgraph.search.index import KINDS, Found, Index, Question, Search
from rightsgraph.search.records import STATES, Intervention, Placed
from rightsgraph.search.stems import Word, mark, read_words
from rightsgraph.search.why import Reason, explain
from rightsgraph.search.writing import write_long

__all__ = [
    "FACETS",
    "KEYS",
    "KINDS",
    "NOT_STATED",
    "ROWS",
    "STATES",
    "Cell",
    "Column",
    "Facet",
    "Found",
    "Index",
    "Intervention",
    "Placed",
    "Question",
    "Reason",
    "Row",
    "Search",
    "Value",
    "Word",
    "compare",
    "explain",
    "mark",
    "read_words",
    "write_long",
]
