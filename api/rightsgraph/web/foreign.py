# SPDX-License-Identifier: Apache-2.0
"""A request for a page that only releases have in, what foreign files say at that very address out."""

from fastapi import Request, Response

from rightsgraph.web.resources import read_resource


def answer_foreign(request: Request) -> Response:
    """The resource of the address, as if the page were not there; raises UnknownResource."""
    answer: Response = read_resource(request, request.scope["path"].removeprefix("/"))
    return answer
