# SPDX-License-Identifier: Apache-2.0
"""SPARQL in, bytes out, within limits.

Queries run in processes of their own (`pool`, `workers`, `zygote`, `worker`), never in the server's.
"""

from rightsgraph.query.answer import Query, Shortening, read_query
from rightsgraph.query.cache import Cache
from rightsgraph.query.guard import Inspection, Limits, inspect
from rightsgraph.query.pool import BUCKETS, Pool, PoolLimits, Statistics
from rightsgraph.query.service import Answer, Answers, Counts, explain
from rightsgraph.query.worker import Setup

__all__ = [
    "BUCKETS",
    "Answer",
    "Answers",
    "Cache",
    "Counts",
    "Inspection",
    "Limits",
    "Pool",
    "PoolLimits",
    "Query",
    "Setup",
    "Shortening",
    "Statistics",
    "explain",
    "inspect",
    "read_query",
]
