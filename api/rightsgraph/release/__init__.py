# SPDX-License-Identifier: Apache-2.0
"""Content in, an immutable release folder out; a release in, its triples out."""

from rightsgraph.release.build import build_release, index_release, read_triples
from rightsgraph.release.staging import require_target
from rightsgraph.release.withdraw import Withdrawal, carry_out, plan_withdrawal, resume

__all__ = [
    "Withdrawal",
    "build_release",
    "carry_out",
    "index_release",
    "plan_withdrawal",
    "read_triples",
    "require_target",
    "resume",
]
