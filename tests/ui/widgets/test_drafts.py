"""The draft saver: within 300 ms of the last key, and it says so only after the commit."""

from __future__ import annotations

import threading
import time
from datetime import datetime

from pytestqt.qtbot import QtBot

from app.errors import Unavailable
from ui.page import Saving
from ui.tasks import Tasks
from ui.widgets import DraftSaver

AT = datetime(2026, 11, 23, 9, 31, 7)


class Form:
    def __init__(self) -> None:
        self.text = ""
        self.kept: list[tuple[str, float]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.full = False

    def collect(self) -> str:
        return self.text

    def keep(self, text: str) -> datetime:
        self.gate.wait(5)
        if self.full:
            raise Unavailable("disk_full")
        self.kept.append((text, time.monotonic()))
        return AT


def test_every_key_is_on_disk_within_300_ms(qtbot: QtBot, tasks: Tasks) -> None:
    form = Form()
    saver = DraftSaver(tasks, form.collect, form.keep)
    typed = []
    for number in range(20):
        form.text += str(number % 10)
        typed.append((form.text, time.monotonic()))
        saver.touch()
        qtbot.wait(25)
    qtbot.waitUntil(lambda: not saver.waiting)
    for text, when in typed:
        on_disk = min(at for kept, at in form.kept if kept.startswith(text))
        assert on_disk - when < 0.3


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
    assert [text for text, _ in form.kept] == ["一", "一二三"]


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
    qtbot.waitUntil(lambda: bool(form.kept), timeout=4000)


def test_nothing_is_written_after_the_form_became_a_record(qtbot: QtBot, tasks: Tasks) -> None:
    form = Form()
    saver = DraftSaver(tasks, form.collect, form.keep)
    saver.touch()
    saver.stop()
    qtbot.wait(350)
    assert form.kept == []
