"""The short way to an endpoint, past the layers of the whole site."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send


class Straight:
    """ASGI: what desks ask all day goes to its endpoint at once, the rest through the whole site."""

    def __init__(self, site: ASGIApp, routes: Iterable[Route], prefix: str) -> None:
        self._site = site
        self._endpoints = {
            (method, route.path): route.endpoint
            for route in routes
            if route.path.startswith(prefix)
            for method in route.methods or ()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = str(scope.get("method")), str(scope.get("path"))
        endpoint = self._endpoints.get(asked) if scope["type"] == "http" else None
        if endpoint is None:
            await self._site(scope, receive, send)
            return
        scope["endpoint"] = endpoint
        answer: Response = await endpoint(Request(scope, receive))
        await answer(scope, receive, send)
