# SPDX-License-Identifier: Apache-2.0
"""Is it alive, and can it answer: two questions of whoever runs the server, told as health+json.

https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06
"""

import json
from typing import Any

from fastapi import APIRouter, Request, Response

from rightsgraph import __version__
from rightsgraph.query import Pool
from rightsgraph.web.responses import respond
from rightsgraph.web.routes import reads
from rightsgraph.web.site import Site

_SECONDS_TO_START = 1  # a worker starts in a tenth of it

router = APIRouter()


# None of these waits for a thread: they answer as long as the event loop runs.


@reads(router, "/health", "How it is, and what it serves")
async def read_health(request: Request) -> Response:
    """Alive, what is served, and by what; `warn` while queries cannot be answered."""
    site: Site = request.app.state.site
    pool: Pool = request.app.state.answers.pool
    status = "pass" if pool.ready else "warn"
    return _tell(request, 200, {"status": status, **_release(site), "checks": _checks(site, pool, status)})


@reads(router, "/health/live", "Is it alive")
async def read_liveness(request: Request) -> Response:
    """200 as long as there is somebody to say so: else start it again."""
    return _tell(request, 200, {"status": "pass"})


@reads(router, "/health/ready", "Can it answer queries")
async def read_readiness(request: Request) -> Response:
    """503 until a worker can take a query: send it nothing before that."""
    pool: Pool = request.app.state.answers.pool
    if pool.ready:
        return _tell(request, 200, {"status": "pass"})
    told = {"status": "fail", "output": "no worker is ready to take a query"}
    return _tell(request, 503, told, {"Retry-After": str(_SECONDS_TO_START)})


def _release(site: Site) -> dict[str, str]:
    """The software's version, and the release that it serves."""
    release = site.manifest.version if site.manifest else site.identity[:12]
    return {"version": __version__, "releaseId": release, "serviceId": site.dataset}


def _checks(site: Site, pool: Pool, status: str) -> dict[str, list[dict[str, Any]]]:
    workers = {"componentType": "component", "observedValue": pool.workers, "observedUnit": "workers"}
    return {
        "release:digest": [{"componentType": "datastore", "observedValue": site.identity, "status": "pass"}],
        "queries:engines": [
            {"componentType": "component", "observedValue": list(site.prepared.engines), "status": status}
        ],
        "queries:workers": [{**workers, "status": status}],
    }


def _tell(request: Request, status: int, told: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    body = json.dumps(told, ensure_ascii=False).encode()
    return respond(request, body, "application/health+json", status=status, headers=headers, vary=())
