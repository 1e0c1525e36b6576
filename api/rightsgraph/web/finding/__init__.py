# SPDX-License-Identifier: Apache-2.0
"""Finding interventions: by words and filters, on a map, over time, side by side."""
