"""Work off the window's thread: answers come home, stale ones do not, nothing is left running."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.errors import NotAllowed
from app.events import DraftKept, Event
from ui.bridge import Bridge
from ui.tasks import Tasks


def test_work_runs_elsewhere_and_the_answer_comes_home(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[object] = []

    def done(where: int) -> None:
        seen.extend((where, QThread.currentThread() is QApplication.instance().thread()))

    tasks.run(threading.get_ident, done)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [seen[0], True]
    assert seen[0] != threading.get_ident()


def test_only_the_newest_of_a_name_comes_home(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[int] = []
    for number in range(8):
        tasks.run(partial(_slowly, number), seen.append, latest="find")
    with qtbot.waitSignal(tasks.idle):
        pass
    assert seen == [7]


def test_what_a_person_may_read_goes_to_failed_or_to_the_notice(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[NotAllowed] = []
    tasks.run(_refuse, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].code == "role_missing"
    with qtbot.waitSignal(tasks.went_wrong) as wrong:
        tasks.run(_refuse)
    assert wrong.args[0].code == "role_missing"


def test_our_own_fault_is_raised_at_home(qtbot: QtBot, tasks: Tasks) -> None:
    with qtbot.captureExceptions() as raised:
        tasks.run(_break)
        with qtbot.waitSignal(tasks.idle):
            pass
    assert [one[0] for one in raised] == [ZeroDivisionError]


def test_closing_waits_and_leaves_no_thread(qapp: QApplication) -> None:
    tasks = Tasks()
    ended: list[int] = []
    tasks.run(partial(_note, ended))
    tasks.close()
    assert ended == [1]
    assert not [one for one in threading.enumerate() if one.name.startswith("jiefangtai")]
    tasks.run(partial(_note, ended))
    assert ended == [1]


@pytest.mark.parametrize("thread", [True, False])
def test_events_arrive_on_the_windows_thread(qtbot: QtBot, bridge: Bridge, thread: bool) -> None:
    seen: list[tuple[Event, bool]] = []

    def on_event(event: Event) -> None:
        seen.append((event, QThread.currentThread() is QApplication.instance().thread()))

    bridge.happened.connect(on_event)
    event = DraftKept("x")
    if thread:
        other = threading.Thread(target=bridge.announce, args=(event,))
        other.start()
        other.join()
    else:
        bridge.announce(event)
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(event, True)]


def _slowly(number: int) -> int:
    time.sleep(0.002 * (8 - number))
    return number


def _refuse() -> None:
    raise NotAllowed("role_missing", login="x")


def _break() -> float:
    return 1 / 0


def _note(ended: list[int]) -> None:
    time.sleep(0.05)
    ended.append(1)


def test_an_answer_for_a_screen_that_was_taken_away_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    class Screen(QObject):
        heard = 0

        def answer(self, _: int) -> None:
            Screen.heard += 1
            self.setObjectName("heard")

    kept, gone = Screen(), Screen()
    tasks.run(int, kept.answer)
    tasks.run(int, partial(gone.answer))
    delete(gone)
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    assert Screen.heard == 1
