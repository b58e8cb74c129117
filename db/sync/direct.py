"""Speaks to a hub object in this process, through the same packed messages as over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from app.errors import Unavailable
from db.sync import wire
from db.sync.wire import Message

if TYPE_CHECKING:
    from db.hub.hub import Hub

M = TypeVar("M", bound=Message)
PIECE = 1 << 16


def carried(message: M) -> M:
    """The message after a journey: packed and unpacked."""
    return wire.unpack(wire.pack(message), type(message))


class DirectHub:
    """db.sync.ends.HubEnd without a network."""

    def __init__(self, hub: Hub, token: str = "") -> None:
        self.hub = hub
        self.token = token

    def enrol(self, entry: wire.Entry) -> wire.Admitted:
        return carried(self.hub.enrol(carried(entry)))

    def hello(self, hello: wire.Hello) -> wire.Welcome:
        return carried(self.hub.hello(self.token, carried(hello)))

    def push(self, push: wire.Push) -> wire.Pushed:
        return carried(self.hub.push(self.token, carried(push)))

    def carry(self, given: wire.Carried) -> wire.Pushed:
        return carried(self.hub.carry(self.token, carried(given)))

    def pull(self, since: int, mine: list[tuple[str, int]], schema: int) -> wire.Page:
        return carried(self.hub.pull(self.token, since, mine, schema))

    def wait(self, since: int) -> int:  # noqa: ARG002 - in process there is nothing to wait for
        return self.hub.top(self.token)

    def wraps(self, wraps: wire.Wraps) -> wire.Wraps:
        return carried(self.hub.wraps(self.token, carried(wraps)))

    def snapshot(self) -> wire.Snapshot:
        return carried(self.hub.snapshot(self.token))

    def fetch(self, name: str, start: int) -> Iterator[bytes]:
        path = self.hub.snapshot_path(self.token, name)
        if path is None:
            raise Unavailable("snapshot_gone")
        with path.open("rb") as file:
            file.seek(start)
            while piece := file.read(PIECE):
                yield piece

    def digest(self, table: str) -> wire.Buckets:
        return carried(self.hub.digest(self.token, table))

    def close(self) -> None:
        """Nothing is open."""
