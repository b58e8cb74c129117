"""The one way off the window's thread: work goes to threads, answers come home to one object."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from app.errors import JiefangtaiError, NotAllowed

T = TypeVar("T")
WORKERS = 4


@dataclass(slots=True)
class _Asked:
    done: Callable[[Any], None] | None
    failed: Callable[[JiefangtaiError], None] | None
    latest: str | None
    turn: int


class Tasks(QObject):
    """Runs services on threads; ``done`` and ``failed`` are called on the window's thread."""

    went_wrong = Signal(object)
    """A JiefangtaiError nobody gave a ``failed`` for: the window's notice bar shows it."""
    idle = Signal()
    """Nothing is under way any more; tests and the demo wait for it."""
    _home = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="jiefangtai")
        self._turns: dict[str, int] = {}
        self._under_way = 0
        self._closed = False
        self.on_refusal: Callable[[NotAllowed], None] | None = None
        """Told on the worker's thread what the signed-in person was refused, for the audit."""
        self._home.connect(self._came_home, Qt.ConnectionType.QueuedConnection)

    @property
    def under_way(self) -> int:
        return self._under_way

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[JiefangtaiError], None] | None = None,
        *,
        latest: str | None = None,
    ) -> None:
        """Run ``work`` on a thread. With ``latest``, only the newest answer of that name comes home.

        A JiefangtaiError goes to ``failed`` (else to ``went_wrong``); anything else is ours and is
        raised on the window's thread, where the fault dialog takes it.
        """
        if self._closed:
            return
        turn = 0
        if latest is not None:
            turn = self._turns[latest] = self._turns.get(latest, 0) + 1
        asked = _Asked(done, failed, latest, turn)
        self._under_way += 1
        future = self._pool.submit(self._watched, work)
        future.add_done_callback(_Sender(self, asked))

    def _watched(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except NotAllowed as refusal:
            if self.on_refusal is not None:
                self.on_refusal(refusal)
            raise

    def close(self) -> None:
        """Wait for what is under way and take nothing new; answers not yet delivered are dropped."""
        self._closed = True
        self._pool.shutdown(wait=True)

    @Slot(object, object)
    def _came_home(self, asked: _Asked, future: Future[Any]) -> None:
        self._under_way -= 1
        try:
            self._deliver(asked, future)
        finally:
            if self._under_way == 0:
                self.idle.emit()

    def _deliver(self, asked: _Asked, future: Future[Any]) -> None:
        if asked.latest is not None and self._turns.get(asked.latest) != asked.turn:
            return
        error = future.exception()
        if error is None:
            if asked.done is not None and not _is_gone(asked.done):
                asked.done(future.result())
        elif isinstance(error, JiefangtaiError):
            if asked.failed is not None:
                if not _is_gone(asked.failed):
                    asked.failed(error)
            else:
                self.went_wrong.emit(error)
        else:
            raise error


def _is_gone(receiver: Callable[..., None]) -> bool:
    """Whether the screen that asked was taken away meanwhile (another person signed in)."""
    inner: Any = receiver
    while isinstance(inner, partial):
        inner = inner.func
    owner = getattr(inner, "__self__", None)
    if not isinstance(owner, QObject):
        return False
    view = getattr(owner, "view", owner) if isValid(owner) else owner
    return not (isValid(owner) and (not isinstance(view, QObject) or isValid(view)))


class _Sender:
    """Carries a finished future to the window's thread."""

    def __init__(self, tasks: Tasks, asked: _Asked) -> None:
        self._tasks = tasks
        self._asked = asked

    def __call__(self, future: Future[Any]) -> None:
        if not self._tasks._closed:
            self._tasks._home.emit(self._asked, future)
