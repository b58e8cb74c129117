"""Pushes that wait for the disk at the same time share one transaction and one flush.

A durable commit takes the disk some milliseconds whoever asks for it; meanwhile others wait. Whoever has the
turn takes along all that waits, each in a part of the transaction that can be undone alone, and nobody is
answered before the commit of all of them has succeeded.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Final, TypeVar, cast

from app.errors import JiefangtaiError, Unavailable
from db.exchange.frame import BadWire, Stale
from db.hub.storage import Work

T = TypeVar("T")
MOST: Final = 500
"""Operations in one transaction beside those of its first message: a small one waits for few large ones."""
REFUSALS: Final = (JiefangtaiError, BadWire, Stale)
"""What a piece of work may refuse with while the database is well."""


class _Asked:
    """One piece of work, and what became of it."""

    def __init__(self, do: Callable[[Work], Any], size: int) -> None:
        self.do, self.size = do, size
        self.is_done = False
        self.result: object = None
        self.error: Exception | None = None

    def end(self, result: object, error: Exception | None) -> None:
        self.result, self.error, self.is_done = result, error, True

    def answer(self) -> object:
        if self.error is not None:
            raise self.error
        return self.result


class _Queue:
    """The work on one centre."""

    def __init__(self) -> None:
        self.waiting: deque[_Asked] = deque()
        self.turn = threading.Lock()

    def next_group(self) -> list[_Asked]:
        group, size = [self.waiting.popleft()], 0
        while self.waiting and (size := size + self.waiting[0].size) <= MOST:
            group.append(self.waiting.popleft())
        return group


class Together:
    """Writes of all threads, centre by centre: in one transaction there is never more than one sequencer.

    It is held before anything is looked at: a desk that was cut off while its message waited is refused.
    """

    def __init__(self, writing: Callable[[], AbstractContextManager[Work]]) -> None:
        self._writing = writing
        self._queues: defaultdict[int, _Queue] = defaultdict(_Queue)

    def write(self, centre: int, do: Callable[[Work], T], size: int = 1) -> T:
        """What ``do`` returns, once it is durable. It may be asked twice, but only one of them stands."""
        queue, asked = self._queues[centre], _Asked(do, size)
        queue.waiting.append(asked)
        with queue.turn:
            while not asked.is_done:
                self._carry_out(centre, queue.next_group())
        return cast(T, asked.answer())

    def _carry_out(self, centre: int, group: list[_Asked]) -> None:
        try:
            if len(group) == 1:
                self._alone(centre, group[0])
            else:
                self._all_at_once(centre, group)
        finally:
            for asked in group:
                if not asked.is_done:
                    asked.end(None, Interrupted())

    def _all_at_once(self, centre: int, group: list[_Asked]) -> None:
        """Where the transaction fails nothing of it stands: each is tried alone and hears its own fault."""
        results: list[tuple[object, Exception | None]] = []
        try:
            with self._writing() as work:
                work.lock(centre)
                results += [_part(work, asked) for asked in group]
        except Exception:  # noqa: BLE001 - whatever it was, it comes again where it belongs
            self._one_by_one(centre, group)
            return
        for asked, (result, error) in zip(group, results, strict=True):
            asked.end(result, error)

    def _one_by_one(self, centre: int, group: list[_Asked]) -> None:
        """A database that is away is waited for once: all behind would wait in this one's turn."""
        away: Unavailable | None = None
        for asked in group:
            if away is None:
                self._alone(centre, asked)
                away = _away(asked.error)
            else:
                asked.end(None, Unavailable(away.code, **away.facts))

    def _alone(self, centre: int, asked: _Asked) -> None:
        try:
            with self._writing() as work:
                work.lock(centre)
                result = asked.do(work)
        except Exception as error:  # noqa: BLE001 - raised where it was asked for
            asked.end(None, error)
        else:
            asked.end(result, None)


def _away(error: Exception | None) -> Unavailable | None:
    return error if isinstance(error, Unavailable) and error.code == "hub_database" else None


class Interrupted(Exception):
    """The thread that had the turn was broken off."""


def _part(work: Work, asked: _Asked) -> tuple[object, Exception | None]:
    try:
        with work.part():
            return asked.do(work), None
    except REFUSALS as error:
        return None, error
