# SPDX-License-Identifier: Apache-2.0
"""Content in, Report out: the only door to SHACL engines and to the checks that shapes cannot make."""

from rightsgraph.validation.changed import validate_changed
from rightsgraph.validation.checks import Progress, validate, validate_files
from rightsgraph.validation.messages import told
from rightsgraph.validation.report import Finding, Report, Severity
from rightsgraph.validation.results import ShaclEngine
from rightsgraph.validation.shacl import run_shapes
from rightsgraph.validation.shapes_graph import ShapesGraph
from rightsgraph.validation.wording import ASKED, NODE_KINDS
from rightsgraph.validation.writers import ReportFormat, write_report

__all__ = [
    "ASKED",
    "NODE_KINDS",
    "Finding",
    "Progress",
    "Report",
    "ReportFormat",
    "Severity",
    "ShaclEngine",
    "ShapesGraph",
    "run_shapes",
    "told",
    "validate",
    "validate_changed",
    "validate_files",
    "write_report",
]
