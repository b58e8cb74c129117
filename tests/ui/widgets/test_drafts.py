"""The draft saver: within 300 ms of the last key, and it says so only after the commit."""

from __future__ import annotations

import heapq
import random
import threading
from collections.abc import Callable
from datetime import datetime
from itertools import count, pairwise
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.errors import Unavailable
from ui.page import Saving
from ui.tasks import Tasks
from ui.widgets import DraftSaver, drafts
from ui.widgets.drafts import COMMIT, OLDEST, PAUSE

AT = datetime(2026, 11, 23, 9, 31, 7)


class Form:
    def __init__(self) -> None:
        self.text = ""
        self.kept: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self.full = False

    def collect(self) -> str:
        return self.text

    def keep(self, text: str) -> datetime:
        self.gate.wait(5)
        if self.full:
            raise Unavailable("disk_full")
        self.kept.append(text)
        return AT


def test_it_is_written_while_typing_goes_on(qtbot: QtBot, tasks: Tasks) -> None:
    """The pause is counted from the first key that is not on disk: a fast typist is not put off.

    How long it takes is the bench's figure (draft_ms); here the pause leaves the commit its share of 300 ms.
    """
    form = Form()
    saver = DraftSaver(tasks, form.collect, form.keep)
    typed = []
    while len(form.kept) < 3:
        assert len(typed) < 2_000
        form.text += str(len(typed) % 10)
        typed.append(form.text)
        saver.touch()
        qtbot.wait(PAUSE // 8)
    qtbot.waitUntil(lambda: not saver.waiting)
    assert form.kept[-1] == typed[-1]
    assert len(set(form.kept)) == len(form.kept)
    assert PAUSE < 300


def test_it_says_saved_only_after_the_commit(qtbot: QtBot, tasks: Tasks) -> None:
    form = Form()
    form.gate.clear()
    saver = DraftSaver(tasks, form.collect, form.keep)
    said: list[Saving] = []
    saver.saving.connect(said.append)
    saver.touch()
    qtbot.waitUntil(lambda: any(one.kind == "saving" for one in said))
    assert [one.text for one in said] == ["正在存…"]
    form.gate.set()
    qtbot.waitUntil(lambda: not saver.waiting)
    assert said[-1] == Saving("saved", "草稿已存 09:31:07")


def test_two_writes_never_cross(qtbot: QtBot, tasks: Tasks) -> None:
    form = Form()
    form.gate.clear()
    saver = DraftSaver(tasks, form.collect, form.keep)
    form.text = "一"
    saver.flush()
    form.text = "一二"
    saver.flush()
    form.text = "一二三"
    saver.flush()
    form.gate.set()
    qtbot.waitUntil(lambda: not saver.waiting)
    assert form.kept == ["一", "一二三"]


def test_a_full_disk_is_said_and_tried_again(qtbot: QtBot, tasks: Tasks) -> None:
    form = Form()
    form.full = True
    saver = DraftSaver(tasks, form.collect, form.keep)
    said: list[Saving] = []
    saver.saving.connect(said.append)
    with qtbot.waitSignal(tasks.went_wrong) as wrong:
        saver.flush()
    assert wrong.args[0].code == "disk_full"
    assert said[-1].kind == "error"
    form.full = False
    assert saver.waiting
    qtbot.waitUntil(lambda: bool(form.kept))


def test_nothing_is_written_after_the_form_became_a_record(qtbot: QtBot, tasks: Tasks) -> None:
    form = Form()
    saver = DraftSaver(tasks, form.collect, form.keep)
    saver.touch()
    saver.stop()
    qtbot.wait(350)
    assert form.kept == []


class Timeline:
    """A clock that a test sets forward: what is to come happens at its millisecond."""

    def __init__(self) -> None:
        self.now = 0
        self._to_come: list[tuple[int, int, Callable[[], None]]] = []
        self._order = count()

    def after(self, milliseconds: int, happen: Callable[[], None]) -> None:
        heapq.heappush(self._to_come, (self.now + milliseconds, next(self._order), happen))

    def go_to(self, moment: int) -> None:
        while self._to_come and self._to_come[0][0] <= moment:
            self.now, _, happen = heapq.heappop(self._to_come)
            happen()
        self.now = moment


class TimelineTimer:
    """What the saver uses of a QTimer, by that clock."""

    clock: Timeline

    def __init__(self, _parent: object) -> None:
        self.timeout = self
        self._started, self._milliseconds = 0, 0
        self._running = False
        self._ring: Callable[[], None] = lambda: None

    def setSingleShot(self, _single: bool) -> None:  # noqa: N802 - Qt's names
        pass

    def setInterval(self, milliseconds: int) -> None:  # noqa: N802
        self._milliseconds = milliseconds

    def isActive(self) -> bool:  # noqa: N802
        return self._running

    def connect(self, ring: Callable[[], None]) -> None:
        self._ring = ring

    def start(self) -> None:
        self._started += 1
        self._running = True
        self.clock.after(self._milliseconds, lambda start=self._started: self._over(start))  # type: ignore[misc]

    def stop(self) -> None:
        self._running = False

    def _over(self, start: int) -> None:
        if self._running and start == self._started:
            self._running = False
            self._ring()


class TimelineTasks:
    """A thread whose work takes ``commit`` milliseconds of that clock."""

    def __init__(self, clock: Timeline, commit: int) -> None:
        self._clock, self._commit = clock, commit

    def run(self, work: Callable[[], Any], done: Callable[[Any], None], _failed: object) -> None:
        self._clock.after(self._commit, lambda: done(work()))


@pytest.mark.parametrize("commit", [1, COMMIT // 2, COMMIT])
def test_no_key_older_than_300_ms_is_lost_whenever_the_end_comes(
    commit: int, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """A thousand keys, fast and slow, by a clock of the test; at each millisecond the end may come."""
    pace = random.Random(commit)
    clock, form = Timeline(), Form()
    monkeypatch.setattr(TimelineTimer, "clock", clock, raising=False)
    monkeypatch.setattr(drafts, "QTimer", TimelineTimer)
    saver = DraftSaver(TimelineTasks(clock, commit), form.collect, form.keep)  # type: ignore[arg-type]
    waiting: list[int] = []
    """When each key was pressed that is not on disk."""
    for _ in range(1_000):
        for moment in range(clock.now + 1, clock.now + 1 + pace.choice((0, 8, 30, 150, 199, 200, 201, 700))):
            clock.go_to(moment)
            on_disk = len(form.kept[-1]) if form.kept else 0
            waiting = waiting[on_disk - (len(form.text) - len(waiting)) :]
            assert not waiting or moment - waiting[0] <= OLDEST
        form.text += "字"
        waiting.append(clock.now)
        saver.touch()
    assert len(form.kept) > 100
    assert all(later.startswith(earlier) for earlier, later in pairwise(form.kept))
    assert PAUSE + COMMIT == OLDEST == 300
