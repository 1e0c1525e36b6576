# SPDX-License-Identifier: Apache-2.0
"""How the data page says that a release is loaded into other programs, tried as it stands there."""
