# SPDX-License-Identifier: Apache-2.0
"""How the server runs: connections, what it keeps, counts, limits and says of itself."""
