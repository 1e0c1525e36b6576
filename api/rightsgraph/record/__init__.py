# SPDX-License-Identifier: Apache-2.0
"""An intervention's IRI in; all that belongs to it, what leads to what, and what is missing out."""

from rightsgraph.record.chain import Link, Record, Step, read_record
from rightsgraph.record.figures import PARTS, Figure, read_figure
from rightsgraph.record.gaps import Gap, gaps_of, read_gap
from rightsgraph.record.links import AskedLinks, HeldLinks, Links
from rightsgraph.record.parts import LEADS_ON, MEMBERS, RESULTS, Parts, read_parts

__all__ = [
    "LEADS_ON",
    "MEMBERS",
    "PARTS",
    "RESULTS",
    "AskedLinks",
    "Figure",
    "Gap",
    "HeldLinks",
    "Link",
    "Links",
    "Parts",
    "Record",
    "Step",
    "gaps_of",
    "read_figure",
    "read_gap",
    "read_parts",
    "read_record",
]
