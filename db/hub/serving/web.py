"""The hub over HTTP: what the desks speak, one route for each thing they may ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from app.errors import NotAllowed, Unavailable
from db.exchange import entering, frame, slim, wire
from db.exchange.content_wire import MOST_PIECE, ContentPiece, ContentsAsked, ContentWanted
from db.exchange.frame import BadWire, Message, Stale
from db.exchange.orders import Order
from db.exchange.wire import Refusal
from db.hub.hub import Hub
from db.hub.notices import Notices
from db.hub.serving.monitored import Monitored
from db.hub.serving.observed import CODE, DESK, Observed, Watch
from db.hub.serving.straight import Straight
from db.hub.tracking.page import routes as tracking_routes

WAIT_SECONDS = 25.0
OF_DESKS = "/sync/1/"
HEAVY_BYTES, HEAVY_AT_ONCE = 128 << 10, 2
"""From what size on a message counts as large, and how many of them are worked on at a time."""
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
OF_THE_DESK = frozenset(
    {"sync_desk_older", "sync_hub_older", "hub_unproved", "hub_empty", "hub_which_centre"}
    | {
        "hub_other_centre",
        "hub_other_letter",
        "hub_order_clock",
        "hub_no_desk",
        "content_unnamed",
        "content_unknown",
        "content_quota",
    }
)
"""What cannot go on because of what the desk says: no fault of the hub's (503)."""
_STATUS = {"hub_token": 401, "hub_revoked": 403, "hub_author": 403, "enrol_code": 403, "courier_foreign": 403}


def make_app(hub: Hub, notices: Notices, watch: Watch, metrics_token: str | None = None) -> ASGIApp:
    """The whole site: sync for desks, the page behind the slip for visitors, what a monitor asks."""
    desk = Desk(hub, notices)
    hub.on_change = notices.announce
    routes = [
        Route("/sync/1/enrol", _answering(desk.enrol), methods=["POST"]),
        Route("/sync/1/door", _answering(desk.door), methods=["POST"]),
        Route("/sync/1/hello", _answering(desk.hello), methods=["POST"]),
        Route("/sync/1/push", _answering(desk.push), methods=["POST"]),
        Route("/sync/1/carry", _answering(desk.carry), methods=["POST"]),
        Route("/sync/1/pull", _answering(desk.pull), methods=["POST"]),
        Route("/sync/1/round", _answering(desk.round), methods=["POST"]),
        Route("/sync/1/wait", _answering(desk.wait), methods=["GET"]),
        Route("/sync/1/wraps", _answering(desk.wraps), methods=["POST"]),
        Route("/sync/1/digest", _answering(desk.digest), methods=["GET"]),
        Route("/sync/1/head", _answering(desk.head), methods=["POST"]),
        Route("/sync/1/leave", _answering(desk.leave), methods=["POST"]),
        Route("/sync/1/order", _answering(desk.order), methods=["POST"]),
        Route("/sync/1/earlier", _answering(desk.earlier), methods=["POST"]),
        Route("/sync/1/contents", _answering(desk.contents), methods=["POST"]),
        Route("/sync/1/content", _answering(desk.content), methods=["POST"]),
        Route("/sync/1/piece", _answering(desk.piece), methods=["POST"]),
        *tracking_routes(hub),
        *Monitored(hub, notices, watch, metrics_token).routes(),
    ]
    site = Starlette(routes=routes, lifespan=_lifespan(notices))
    return Observed(
        Straight(site, routes, OF_DESKS), watch, {route.endpoint: _written(route.path) for route in routes}
    )


def _written(path: str) -> str:
    """A route as it is written down: without what the visitor's path holds."""
    return path.partition("/{")[0].lower()


def _lifespan(notices: Notices) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        notices.open()
        yield

    return life


class Desk:
    """One method for each route; blocking work runs off the loop."""

    def __init__(self, hub: Hub, notices: Notices) -> None:
        self._hub = hub
        self._notices = notices
        self._heavy = asyncio.Semaphore(HEAVY_AT_ONCE)

    async def enrol(self, request: Request) -> Response:
        entry = frame.unpack(await _body(request, frame.SMALL), entering.Entry)
        return _packed(await asyncio.to_thread(self._hub.enrol, entry))

    async def door(self, request: Request) -> Response:
        asked = frame.unpack(await _body(request, frame.SMALL), entering.DoorAsked)
        return _packed(await asyncio.to_thread(self._hub.door, asked))

    async def _known(self, request: Request) -> str:
        """The token, once the hub knows it: nothing of a body is read or unpacked for anybody else."""
        token = _token(request)
        caller = self._hub.known_caller(token)
        if caller is None:
            caller = await asyncio.to_thread(self._hub.caller, token)
        request.scope[DESK] = caller.letter
        return token

    async def hello(self, request: Request) -> Response:
        token = await self._known(request)
        return await asyncio.to_thread(self._hello, token, await _body(request, frame.SMALL))

    def _hello(self, token: str, body: bytes) -> Response:
        return _packed(self._hub.hello(token, frame.unpack(body, wire.Hello)))

    async def push(self, request: Request) -> Response:
        token = await self._known(request)
        body = await _body(request)
        async with self._weight(body):
            return await asyncio.to_thread(self._push, token, body)

    def _weight(self, body: bytes) -> AbstractAsyncContextManager[object]:
        """Few large messages are taken apart at a time, so that they do not add up in memory."""
        return self._heavy if len(body) > HEAVY_BYTES else nullcontext()

    def _push(self, token: str, body: bytes) -> Response:
        return _packed(self._hub.push(token, slim.unpack(body, wire.Push)))

    async def carry(self, request: Request) -> Response:
        token = await self._known(request)
        body = await _body(request)
        async with self._weight(body):
            return await asyncio.to_thread(self._carry, token, body)

    def _carry(self, token: str, body: bytes) -> Response:
        return _packed(self._hub.carry(token, frame.unpack(body, wire.Carried)))

    async def pull(self, request: Request) -> Response:
        token = await self._known(request)
        return await asyncio.to_thread(self._pull, token, await _body(request, frame.SMALL))

    def _pull(self, token: str, body: bytes) -> Response:
        asked = frame.unpack(body, wire.Pull)
        return _packed(self._hub.pull(token, asked.since, asked.mine, asked.schema), asked.small)

    async def round(self, request: Request) -> Response:
        token = await self._known(request)
        body = await _body(request)
        async with self._weight(body):
            return await asyncio.to_thread(self._round, token, body)

    def _round(self, token: str, body: bytes) -> Response:
        return _packed(self._hub.round(token, frame.unpack(body, wire.Round)))

    async def wait(self, request: Request) -> Response:
        token, since = _token(request), _number(request, "since")
        caller = await asyncio.to_thread(self._hub.caller, token)
        request.scope[DESK] = caller.letter

        def is_new() -> bool:
            return self._hub.top(token) > since

        await self._notices.until_new(caller.centre, is_new, WAIT_SECONDS)
        return Response(str(await asyncio.to_thread(self._hub.top, token)), headers=HEADERS)

    async def wraps(self, request: Request) -> Response:
        token = await self._known(request)
        wraps = frame.unpack(await _body(request), entering.Wraps)
        return _packed(await asyncio.to_thread(self._hub.wraps, token, wraps))

    async def digest(self, request: Request) -> Response:
        token = await self._known(request)
        table = request.query_params.get("table", "")
        return _packed(await asyncio.to_thread(self._hub.digest, token, table))

    async def head(self, request: Request) -> Response:
        token = await self._known(request)
        asked = frame.unpack(await _body(request, frame.SMALL), wire.HeadAsked)
        return _packed(await asyncio.to_thread(self._hub.head, token, asked))

    async def leave(self, request: Request) -> Response:
        token = await self._known(request)
        await asyncio.to_thread(self._hub.leave, token)
        return Response(headers=HEADERS)

    async def order(self, request: Request) -> Response:
        token = await self._known(request)
        order = frame.unpack(await _body(request, frame.SMALL), Order)
        return _packed(await asyncio.to_thread(self._hub.order, token, order))

    async def contents(self, request: Request) -> Response:
        token = await self._known(request)
        asked = frame.unpack(await _body(request, frame.SMALL), ContentsAsked)
        return _packed(await asyncio.to_thread(self._hub.contents_held, token, asked))

    async def content(self, request: Request) -> Response:
        """A piece comes in."""
        token = await self._known(request)
        body = await _body(request, MOST_PIECE)
        async with self._weight(body):
            piece = frame.unpack(body, ContentPiece, MOST_PIECE)
            return _packed(await asyncio.to_thread(self._hub.take_content, token, piece))

    async def piece(self, request: Request) -> Response:
        """A piece goes out."""
        token = await self._known(request)
        wanted = frame.unpack(await _body(request, frame.SMALL), ContentWanted)
        return _packed(await asyncio.to_thread(self._hub.give_content, token, wanted))

    async def earlier(self, request: Request) -> Response:
        token = await self._known(request)
        asked = frame.unpack(await _body(request, frame.SMALL), wire.Earlier)
        return await asyncio.to_thread(self._earlier, token, asked)

    def _earlier(self, token: str, asked: wire.Earlier) -> Response:
        return _packed(self._hub.earlier(token, asked), asked.small)


def _answering(
    answer: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Turn what went wrong into a status and a reason; a malformed message is 400, never 500."""

    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request)
        except BadWire as error:
            request.scope[CODE] = "bad_wire"
            return _refused(413 if error.reason == "too_big" else 400, "bad_wire", reason=error.reason)
        except Stale:
            return _refused(409, "sync_epoch")
        except NotAllowed as error:
            request.scope[CODE] = error.code
            return _refused(_STATUS.get(error.code, 403), error.code, **error.facts)
        except Unavailable as error:
            request.scope[CODE] = error.code
            return _refused(422 if error.code in OF_THE_DESK else 503, error.code, **error.facts)
        except ClientDisconnect:
            return Response(status_code=499)

    return endpoint


async def _body(request: Request, most: int = frame.MAX_PACKED) -> bytes:
    """The body, never more than a message of its kind may be."""
    declared = request.headers.get("content-length", "0")
    if not (declared.isascii() and declared.isdigit() and len(declared) < 12) or int(declared) > most:
        raise BadWire("too_big")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise BadWire("too_big")
        parts.append(part)
    return b"".join(parts)


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not 1 <= len(token) <= 200:
        raise NotAllowed("hub_token")
    return token


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise BadWire(name)
    return int(text)


def _packed(message: Message, small: int = frame.VERSION) -> Response:
    pack = slim.pack_when_many if small == slim.FORM else frame.pack
    return Response(pack(message), media_type=frame.MEDIA_TYPE, headers=HEADERS)


def _refused(status: int, code: str, **facts: object) -> Response:
    plain_facts = {name: value if isinstance(value, int) else str(value) for name, value in facts.items()}
    body = frame.pack(Refusal(code, plain_facts))
    return Response(body, status, media_type=frame.MEDIA_TYPE, headers=HEADERS)
