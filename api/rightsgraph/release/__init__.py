# SPDX-License-Identifier: Apache-2.0
"""Content in, an immutable release folder out; a release in, its triples out."""

from rightsgraph.release.build import build_release, index_release, read_triples, require_target

__all__ = ["build_release", "index_release", "read_triples", "require_target"]
