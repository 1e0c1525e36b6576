# SPDX-License-Identifier: Apache-2.0
"""A resource in, what its page shows of it out, by its kind; every list is bounded, and says so where it ends."""
