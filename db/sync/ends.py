"""The hub as a desk sees it: one protocol, spoken to the hub object itself or over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from db.exchange.content_wire import ContentPiece, ContentsAsked, ContentsTold, ContentTaken, ContentWanted
from db.exchange.entering import Admitted, DoorAsked, DoorTold, Entry, Wraps
from db.exchange.orders import Obeyed, Order
from db.exchange.wire import (
    Buckets,
    Carried,
    Earlier,
    HeadAsked,
    HeadTold,
    Hello,
    Page,
    Push,
    Pushed,
    Round,
    Rounded,
    Welcome,
)

T = TypeVar("T")


class HubEnd(Protocol):
    """Every call may raise Unavailable('hub_unreachable' …), NotAllowed('hub_token' | 'hub_revoked')."""

    def enrol(self, entry: Entry) -> Admitted: ...

    def door(self, asked: DoorAsked) -> DoorTold:
        """How an account's password becomes the key that lets a desk in. NotAllowed('enrol_code')."""
        ...

    def hello(self, hello: Hello) -> Welcome: ...

    def push(self, push: Push) -> Pushed:
        """Stale when the hub's epoch is another one."""
        ...

    def carry(self, carried: Carried) -> Pushed:
        """Hand on another desk's signed push. NotAllowed: courier_foreign, hub_revoked; Stale."""
        ...

    def pull(self, since: int, mine: list[tuple[str, int]], schema: int) -> Page: ...

    def takes_rounds(self) -> bool:
        """Whether the hub has said that it takes them."""
        ...

    def round(self, asked: Round) -> Rounded | None:
        """A hello, a push and the question for a page in one message; refused as a hello is.

        None where it takes none after all: another process answers, of an earlier build.
        """
        ...

    def wait(self, since: int) -> int:
        """The hub's newest revision, as soon as it is above ``since`` or after about 25 s."""
        ...

    def wraps(self, wraps: Wraps) -> Wraps: ...

    def earlier(self, asked: Earlier) -> Page: ...

    def contents_held(self, asked: ContentsAsked) -> ContentsTold: ...

    def put_content(self, piece: ContentPiece) -> ContentTaken:
        """Unavailable: content_unnamed, content_quota."""
        ...

    def get_content(self, wanted: ContentWanted) -> ContentPiece:
        """Unavailable('content_unknown')."""
        ...

    def head(self, asked: HeadAsked) -> HeadTold:
        """The last entry that the hub has of a desk's audit."""
        ...

    def leave(self) -> None:
        """Have this desk cut off."""
        ...

    def order(self, order: Order) -> Obeyed:
        """Have the hub do what an administrator signed. NotAllowed('hub_order'); Unavailable …"""
        ...

    def later(self, work: Callable[[], T]) -> Callable[[], T]:
        """Begin work that asks this hub, on another thread where there is a network to wait for.

        What is returned waits for the answer or raises what went wrong. One at a time.
        """
        ...

    def digest(self, table: str) -> Buckets: ...

    def close(self) -> None: ...
