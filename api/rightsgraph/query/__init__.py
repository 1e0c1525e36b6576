# SPDX-License-Identifier: Apache-2.0
"""SPARQL in, bytes out, within limits.

Queries run in the calling thread; whoever calls keeps them off the event loop.
"""

from rightsgraph.query.answer import Query, answer, read_query, solve
from rightsgraph.query.guard import Inspection, Limits, inspect

__all__ = ["Inspection", "Limits", "Query", "answer", "inspect", "read_query", "solve"]
