"""Speaks to a hub object in this process, through the same packed messages as over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from db.exchange import entering, slim, wire
from db.exchange.content_wire import (
    MOST_PIECE,
    ContentPiece,
    ContentsAsked,
    ContentsTold,
    ContentTaken,
    ContentWanted,
)
from db.exchange.frame import Message
from db.exchange.orders import Obeyed, Order
from db.hub.hub import Hub

M = TypeVar("M", bound=Message)
T = TypeVar("T")


def carried(message: M, most: int | None = None) -> M:
    """The message after a journey: packed and unpacked."""
    return slim.unpack(slim.pack(message), type(message), most)


class DirectHub:
    """db.sync.ends.HubEnd without a network."""

    def __init__(self, hub: Hub, token: str = "") -> None:
        self.hub = hub
        self.token = token

    def enrol(self, entry: entering.Entry) -> entering.Admitted:
        return carried(self.hub.enrol(carried(entry)))

    def door(self, asked: entering.DoorAsked) -> entering.DoorTold:
        return carried(self.hub.door(carried(asked)))

    def hello(self, hello: wire.Hello) -> wire.Welcome:
        return carried(self.hub.hello(self.token, carried(hello)))

    def push(self, push: wire.Push) -> wire.Pushed:
        return carried(self.hub.push(self.token, carried(push)))

    def carry(self, given: wire.Carried) -> wire.Pushed:
        return carried(self.hub.carry(self.token, carried(given)))

    def pull(self, since: int, mine: list[tuple[str, int]], schema: int) -> wire.Page:
        return carried(self.hub.pull(self.token, since, mine, schema))

    def takes_rounds(self) -> bool:
        return True

    def round(self, asked: wire.Round) -> wire.Rounded:
        return carried(self.hub.round(self.token, carried(asked)))

    def wait(self, since: int) -> int:  # noqa: ARG002 - in process there is nothing to wait for
        return self.hub.top(self.token)

    def wraps(self, wraps: entering.Wraps) -> entering.Wraps:
        return carried(self.hub.wraps(self.token, carried(wraps)))

    def order(self, order: Order) -> Obeyed:
        return carried(self.hub.order(self.token, carried(order)))

    def earlier(self, asked: wire.Earlier) -> wire.Page:
        return carried(self.hub.earlier(self.token, carried(asked)))

    def contents_held(self, asked: ContentsAsked) -> ContentsTold:
        return carried(self.hub.contents_held(self.token, carried(asked)))

    def put_content(self, piece: ContentPiece) -> ContentTaken:
        return carried(self.hub.take_content(self.token, carried(piece, MOST_PIECE)))

    def get_content(self, wanted: ContentWanted) -> ContentPiece:
        return carried(self.hub.give_content(self.token, carried(wanted)), MOST_PIECE)

    def leave(self) -> None:
        self.hub.leave(self.token)

    def later(self, work: Callable[[], T]) -> Callable[[], T]:
        answer = work()
        return lambda: answer

    def head(self, asked: wire.HeadAsked) -> wire.HeadTold:
        return carried(self.hub.head(self.token, carried(asked)))

    def digest(self, table: str) -> wire.Buckets:
        return carried(self.hub.digest(self.token, table))

    def close(self) -> None:
        """Nothing is open."""
