# SPDX-License-Identifier: Apache-2.0
"""Publishes what rights-based HIV interventions did and what came of it, as linked data."""

__version__ = "0.1.0"
