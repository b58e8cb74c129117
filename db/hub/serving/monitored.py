"""A monitor reads /health, and /metrics from this machine or with a token; neither holds record data."""

from __future__ import annotations

import asyncio
import hmac

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from app.errors import Unavailable
from db.exchange.this_machine import is_loopback
from db.hub.hub import Hub
from db.hub.notices import Notices
from db.hub.serving.observed import Watch

HEALTH_SECONDS = 3.0
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Monitored:
    """The two routes of one process."""

    def __init__(self, hub: Hub, notices: Notices, watch: Watch, token: str | None) -> None:
        self._hub = hub
        self._notices = notices
        self._watch = watch
        self._token = token

    def routes(self) -> list[Route]:
        return [
            Route("/health", self.health, methods=["GET"]),
            Route("/metrics", self.metrics, methods=["GET"]),
        ]

    async def health(self, _request: Request) -> Response:
        """200 where the database answers, else 503 with the reason."""
        try:
            await asyncio.wait_for(asyncio.to_thread(self._look), HEALTH_SECONDS)
        except Unavailable as error:
            return JSONResponse({"ok": False, "reason": error.code}, 503, headers=_HEADERS)
        except TimeoutError:
            return JSONResponse({"ok": False, "reason": "hub_database"}, 503, headers=_HEADERS)
        return JSONResponse({"ok": True}, headers=_HEADERS)

    async def metrics(self, request: Request) -> Response:
        if not self._may_read(request):
            return Response(status_code=403, headers=_HEADERS)
        text = self._watch.metrics.text(self._notices.waiting())
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4", headers=_HEADERS)

    def _look(self) -> None:
        with self._hub.storage.reading() as work:
            work.first_row("SELECT count(*) FROM centres")

    def _may_read(self, request: Request) -> bool:
        """With the token; without one only from this machine itself, not through a proxy on it."""
        if self._token is not None:
            authorization = request.headers.get("authorization", "")
            return hmac.compare_digest(authorization.encode(), f"Bearer {self._token}".encode())
        if request.client is None or any(name in request.headers for name in _FORWARDED):
            return False
        return is_loopback(request.client.host)
