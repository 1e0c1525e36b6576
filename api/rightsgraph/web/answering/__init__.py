# SPDX-License-Identifier: Apache-2.0
"""Asking: the SPARQL endpoint and its page, the named queries, and what an answer is shown as."""
