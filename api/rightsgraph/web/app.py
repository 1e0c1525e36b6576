# SPDX-License-Identifier: Apache-2.0
"""A site in, the whole server out, composed in one place."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rightsgraph import __version__
from rightsgraph.errors import RightsgraphError
from rightsgraph.query import Answers, Pool, PoolLimits, Setup, Shortening
from rightsgraph.search import Search
from rightsgraph.settings import Settings
from rightsgraph.web import assets, corrections, covering, resources, starting, withdrawals
from rightsgraph.web.answering import explaining, queries, sparql, vocabulary
from rightsgraph.web.finding import comparing, mapping, searching, timing
from rightsgraph.web.problems import add_problem_handlers
from rightsgraph.web.reference import routes as reference
from rightsgraph.web.responses import HEADERS
from rightsgraph.web.running import health, metrics
from rightsgraph.web.running.hot import Keep, make_protocol
from rightsgraph.web.running.limiting import Forwarded, Limit
from rightsgraph.web.running.metrics import make_registry
from rightsgraph.web.running.watching import Tally, Watch
from rightsgraph.web.site import Site
from rightsgraph.web.taking import citations, crawling, dumps, following

_MEGABYTE = 1 << 20


def create_app(site: Site, settings: Settings) -> FastAPI:
    """Compose the server. The pages of the API's own documentation are off: they load scripts from elsewhere."""
    answers = _make_answers(site, settings)
    search = Search(site.store)
    app = FastAPI(
        title="rightsgraph",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=lambda app: _run(site, settings, answers, search),
    )
    app.state.site = site
    app.state.settings = settings
    app.state.answers = answers
    app.state.search = search
    release = site.manifest.version if site.manifest else site.identity[:12]
    tally = Tally()
    app.state.protocol = make_protocol(answers.cache, tally, not (settings.rate_limit or settings.log_requests))
    app.state.registry = make_registry(tally, {"release": release, "version": __version__}, answers.counts)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"], max_age=86400
    )
    app.add_middleware(_Headers)
    app.add_middleware(Keep, cache=answers.cache)
    if settings.rate_limit:
        app.add_middleware(Limit, rate=settings.rate_limit, burst=settings.rate_burst)
    app.add_middleware(Watch, tally=tally, release=release, settings=settings)
    if settings.trusted_proxies:
        app.add_middleware(Forwarded, trusted=settings.trusted_proxies)
    add_problem_handlers(app)
    app.include_router(sparql.router)  # asked most, so found first
    app.include_router(explaining.router)
    app.include_router(vocabulary.router)
    app.include_router(assets.router)
    app.include_router(health.router)
    if settings.metrics != "off":
        app.include_router(metrics.router)
    app.include_router(starting.router)
    app.include_router(covering.router)
    app.include_router(mapping.router)
    app.include_router(timing.router)
    app.include_router(searching.router)
    app.include_router(comparing.router)
    app.include_router(dumps.router)
    app.include_router(citations.router)
    app.include_router(crawling.router)
    app.include_router(following.router)
    app.include_router(corrections.router)
    app.include_router(withdrawals.router)
    app.include_router(queries.make_router(site.queries))
    app.include_router(reference.router)
    app.include_router(resources.router)
    return app


def _make_answers(site: Site, settings: Settings) -> Answers:
    """Start what answers queries, while this process has but one thread."""
    shortening = Shortening(site.prefixes, site.context)
    setup = Setup(site.prepared, shortening, settings.query_memory, settings.answer_size)
    quick = settings.workers or max(2, os.cpu_count() or 1)
    limits = PoolLimits(quick, settings.slow_workers or quick, settings.max_waiting, settings.query_timeout)
    sizes = (settings.cache_size * _MEGABYTE, settings.spool_size * _MEGABYTE)
    return Answers(Pool(setup, limits), *sizes, memory=settings.query_memory)


@contextlib.asynccontextmanager
async def _run(site: Site, settings: Settings, answers: Answers, search: Search) -> AsyncIterator[None]:
    await answers.pool.start()
    warming = [asyncio.create_task(one) for one in (_warm_up(site, settings, answers), _prepare(site, search))]
    yield
    for task in warming:
        task.cancel()
    await answers.pool.close()


async def _prepare(site: Site, search: Search) -> None:
    """Have what is searched at hand; foreign files are not searched."""
    if site.manifest is not None:
        await asyncio.to_thread(search.index)


async def _warm_up(site: Site, settings: Settings, answers: Answers) -> None:
    """Have the answers to the named queries at hand, one after the other; what fails now is told to who asks."""
    for template in site.queries.values():
        with contextlib.suppress(RightsgraphError):
            await queries.warm_up(site, settings, answers, template)


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
