# SPDX-License-Identifier: Apache-2.0
"""`python -m rightsgraph`."""

from rightsgraph.cli import main

main()
