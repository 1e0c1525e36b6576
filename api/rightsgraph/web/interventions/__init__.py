# SPDX-License-Identifier: Apache-2.0
"""The page of an intervention: its records, its results chain, its figures, its laws."""
