"""The next question to the hub on its way while the answer before is worked on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from db.sync.ends import HubEnd

T = TypeVar("T")


def ahead(end: HubEnd, items: Iterator[T]) -> Iterator[T]:
    """The items; each is asked for when the one before is handed out (``HubEnd.later``)."""
    coming = end.later(lambda: next(items, None))
    while (item := coming()) is not None:
        coming = end.later(lambda: next(items, None))
        yield item
