# SPDX-License-Identifier: Apache-2.0
"""This server measured beside others, on the same generated data, in one run: `python -m tests.bench`."""
