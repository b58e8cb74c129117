"""The page behind the slip's code: asks for the last four characters, tells a guesser nothing.

An unknown code, a wrong answer and a code of wrong form get the same page after the same time. Nothing is
logged but how often it was asked; the codes in memory are hashed.
"""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import time
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from app.domain.numbers import tidy_query_code
from app.errors import Unavailable
from db.hub.hub import Hub
from db.hub.tracking import html
from db.hub.tracking.shared_limit import limit_of
from db.hub.tracking.style import STYLE_HASH
from db.hub.tracking.view import Matter, find_case, matter_page, opens

ZONE = timezone(timedelta(hours=8))
ANSWER_SECONDS = 0.35
"""Every answer to a question takes this long, whatever was found."""
MOST_BODY = 2_048
ADDRESS_TRIES, CODE_TRIES, MINUTES = 30, 5, 10
CODE_DAY_TRIES = 20
WRONG = "没有查到。请对照回执再看一遍查询码和后四位；还是不行，请打回执上的电话。"
NO_CODE = "-----------"
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; img-src data:; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def routes(hub: Hub) -> list[Route]:
    """The pages for visitors: /q, /q/CODE, and /Q/CODE/SIGNATURE as the slip has it."""
    page = Tracking(hub)
    paths = [f"/{letter}{rest}" for letter in ("q", "Q") for rest in ("", "/{code}", "/{code}/{signed}")]
    return [
        *(Route(path, page.ask, methods=["GET"]) for path in paths),
        *(Route(path, page.answer, methods=["POST"]) for path in paths),
        Route("/", page.home, methods=["GET"]),
    ]


class Tracking:
    """The two pages and their limits; over PostgreSQL all processes count together."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._by_address = limit_of(hub.storage, "address", ADDRESS_TRIES, MINUTES * 60)
        self._by_code = limit_of(hub.storage, "code", CODE_TRIES, MINUTES * 60)
        self._by_code_day = limit_of(hub.storage, "code a day", CODE_DAY_TRIES, 24 * 3_600)
        self._counting = asyncio.Lock()

    async def home(self, _request: Request) -> Response:
        return RedirectResponse("/q", 303, headers=HEADERS)

    async def ask(self, request: Request) -> Response:
        code = str(request.path_params.get("code", ""))
        return _page(html.ask_page("/q", tidy_query_code(code) or code[:40]))

    async def answer(self, request: Request) -> Response:
        until = time.monotonic() + ANSWER_SECONDS
        try:
            typed = await _form(request)
        except ClientDisconnect:
            return Response(status_code=499)
        typed_code = typed.get("code") or str(request.path_params.get("code", ""))
        response = await self._answered(request, typed_code[:40], typed.get("last", "")[:8])
        await asyncio.sleep(max(0.0, until - time.monotonic()))
        return response

    async def _answered(self, request: Request, typed_code: str, last: str) -> Response:
        address = network_of(request.client.host if request.client else "?")
        code = tidy_query_code(typed_code) or NO_CODE
        key = hashlib.sha256((code if code != NO_CODE else typed_code).encode()).hexdigest()
        try:
            async with self._counting:  # many at once count one after another
                over = await asyncio.to_thread(self._is_over, address, key)
            if over:
                return _page(html.busy_page(), 429)
            matter = await asyncio.to_thread(self._look, code, last)
            if matter is not None:
                await asyncio.to_thread(self._take_back, key)
        except Unavailable:
            return _page(html.closed_page(), 503)
        if matter is None:
            return _page(html.ask_page("/q", typed_code, WRONG))
        now = _now()
        return _page(html.matter_html(matter, f"{now.month}月{now.day}日 {now:%H:%M}"))

    def _is_over(self, address: str, key: str) -> bool:
        """Whether the address or the code has been asked too often; a question that may be asked counts."""
        limits = ((self._by_address, address), (self._by_code, key), (self._by_code_day, key))
        if any(limit.is_over(asked) for limit, asked in limits):
            return True
        for limit, asked in limits:
            limit.note(asked)
        return False

    def _take_back(self, key: str) -> None:
        """The right answer uses nothing of the code up."""
        for limit in (self._by_code, self._by_code_day):
            limit.take_back(key)

    def _look(self, code: str, last: str) -> Matter | None:
        with self._hub.storage.reading() as work:
            case = find_case(work, code)
        if case is None or not opens(case, last):
            opens(None, last)
            return None
        return matter_page(case, _now().date())


def network_of(address: str) -> str:
    """The address that a limit counts: of IPv6 the /64, which is one household's or one company's."""
    try:
        network = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(network, ipaddress.IPv4Address):
        return str(network)
    if network.ipv4_mapped is not None:
        return str(network.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(network) >> 64 << 64, 64)))


def _page(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, headers=HEADERS)


def _now() -> datetime:
    return datetime.now(ZONE)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a small form; a larger body counts as an empty one."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=8) if body else {}
    return {name: values[0] for name, values in fields.items()}
