"""The draft saver: within 300 ms of the last key, and it says so only after the commit."""

from __future__ import annotations

import threading
from datetime import datetime

from pytestqt.qtbot import QtBot

from app.errors import Unavailable
from ui.page import Saving
from ui.tasks import Tasks
from ui.widgets import DraftSaver
from ui.widgets.drafts import PAUSE

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
