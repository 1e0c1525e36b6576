# SPDX-License-Identifier: Apache-2.0
"""SPARQL texts read without an engine; pure."""

from rightsgraph.sparql.parsing import Unreadable, read_outline
from rightsgraph.sparql.terminals import Token, read_tokens

__all__ = ["Token", "Unreadable", "read_outline", "read_tokens"]
