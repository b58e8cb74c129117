"""Every request in the journal and in the metrics, by its route: a path may hold a visitor's code."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db.hub.serving.journal import Journal
from db.hub.serving.metrics import Metrics

DESK, CODE = "jiefangtai.desk", "jiefangtai.code"
"""Where in a request's scope the answering code leaves the desk's letter and the code of a refusal."""
QUIET = ("/health", "/metrics")
"""Asked all day by a monitor: counted, not written down."""


@dataclass(frozen=True, slots=True)
class Watch:
    """The journal and the metrics of one process."""

    journal: Journal
    metrics: Metrics

    def event(self, name: str, **facts: str | float | bool | None) -> None:
        """Something that happened beside a request."""
        self.metrics.event(name)
        self.journal.note(name, **facts)


class Observed:
    """ASGI middleware. ``routes``: the path as it is written down, by the endpoint that answered."""

    def __init__(self, app: ASGIApp, watch: Watch, routes: Mapping[object, str]) -> None:
        self._app = app
        self._watch = watch
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status, taken, sent = time.perf_counter(), 500, 0, 0

        async def counted_receive() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return message

        async def counted_send(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, counted_receive, counted_send)
        finally:
            route = self._routes.get(scope.get("endpoint"), "other")
            seconds = time.perf_counter() - begun
            self._watch.metrics.request(route, status, seconds, taken, sent)
            if route not in QUIET:
                self._watch.journal.note(
                    "request",
                    method=scope["method"] if scope["method"] in ("GET", "POST", "HEAD") else "other",
                    route=route,
                    status=status,
                    ms=round(seconds * 1000, 1),
                    taken=taken,
                    given=sent,
                    desk=scope.get(DESK),
                    code=scope.get(CODE),
                )
