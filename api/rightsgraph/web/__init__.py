# SPDX-License-Identifier: Apache-2.0
"""A release, or foreign RDF files, out over HTTP.

Nothing is imported here: `site` opens data without the web framework, which takes half a second to load, so that
both can go on at once (`rightsgraph.cli`).
"""
