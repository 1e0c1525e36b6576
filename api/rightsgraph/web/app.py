# SPDX-License-Identifier: Apache-2.0
"""A site in, the whole server out, composed in one place."""

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rightsgraph import __version__
from rightsgraph.settings import Settings
from rightsgraph.web import dumps, pages, resources, sparql
from rightsgraph.web.problems import add_problem_handlers
from rightsgraph.web.responses import HEADERS
from rightsgraph.web.site import Site


def create_app(site: Site, settings: Settings) -> FastAPI:
    """Compose the server. The pages of the API's own documentation are off: they load scripts from elsewhere."""
    app = FastAPI(title="rightsgraph", version=__version__, docs_url=None, redoc_url=None)
    app.state.site = site
    app.state.settings = settings
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"], max_age=86400
    )
    app.add_middleware(_Headers)
    add_problem_handlers(app)
    app.mount("/static", StaticFiles(packages=[("rightsgraph.web", "static")]))
    app.include_router(pages.router)
    app.include_router(sparql.router)
    app.include_router(dumps.router)
    app.include_router(resources.router)
    return app


class _Headers:
    """Gives every answer the fixed headers, errors too, without touching its body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)
