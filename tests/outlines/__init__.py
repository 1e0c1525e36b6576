# SPDX-License-Identifier: Apache-2.0
"""Makes the outlines that maps are drawn from."""
