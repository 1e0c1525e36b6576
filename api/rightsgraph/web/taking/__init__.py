# SPDX-License-Identifier: Apache-2.0
"""Taking the data: files, how to load and to cite them, and what crawlers and followers are told."""
