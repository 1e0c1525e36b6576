# SPDX-License-Identifier: Apache-2.0
"""A store in, what is known, unknown and withheld of each intervention out: the gaps are a product too."""

from rightsgraph.coverage.aspects import ASPECTS, Aspect
from rightsgraph.coverage.counting import Coverage, Covered, State, cover
from rightsgraph.coverage.writing import STATE_NAMES, CoverageFormat, name_of, tally, write_coverage

__all__ = [
    "ASPECTS",
    "STATE_NAMES",
    "Aspect",
    "Coverage",
    "CoverageFormat",
    "Covered",
    "State",
    "cover",
    "name_of",
    "tally",
    "write_coverage",
]
