# SPDX-License-Identifier: Apache-2.0
"""A release, or foreign RDF files, out over HTTP."""

from rightsgraph.web.app import create_app
from rightsgraph.web.logs import configure_logs
from rightsgraph.web.server import listen, serve, url_of
from rightsgraph.web.site import Site, open_raw, open_release

__all__ = ["Site", "configure_logs", "create_app", "listen", "open_raw", "open_release", "serve", "url_of"]
