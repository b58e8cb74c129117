"""Asks for a figure that others count, for the days on the screen: one small sheet, kept with its source."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.dates.period import Period
from app.domain.text.pinyin import readings
from app.errors import JiefangtaiError
from app.services.figures.enter_figure import USUAL, enter_figure
from ui.figures.entered import NOT_A_NUMBER, number_of
from ui.tasks import Tasks
from ui.widgets import Choice, Picker
from ui.widgets.asking import AskingBySheet
from ui.widgets.fields import TextField

NAME, BATCHES, HEADS, SOURCE = "FIGURE", "--batches", "--heads", "--source"
"""The fields as the service's errors name them."""
LABELS = ("名称", "批次或件次", "人次", "从哪里来")


class EnteringSheet(AskingBySheet):
    """A later number of the same name and days stands for the earlier one."""

    kept = Signal(str)
    announced = Signal(str, str)

    def __init__(self, desk: Desk, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self._tasks = desk, tasks
        self._period: Period | None = None

    def ask(self, period: Period, name: str = "", value: dict[str, Any] | None = None) -> None:
        """Of these days; with a name and its numbers so far, to be put right."""
        self._period = period
        before = value or {}
        name_field = Picker(
            LABELS[0],
            "figures.enter.name",
            [_choice(usual) for usual in USUAL],
            placeholder="↓ 看全部",
            free=True,
        )
        name_field.set_value(name or None)
        batches = TextField(LABELS[1], "figures.enter.batches", "没有就空着")
        heads = TextField(LABELS[2], "figures.enter.heads", "没有就空着")
        source = TextField(LABELS[3], "figures.enter.source", "国家信访信息系统 2026-11-27 导出")
        for field, key in ((batches, "批次"), (heads, "人次"), (source, "source")):
            field.set_value(None if before.get(key) is None else str(before[key]))
        self.fields = {NAME: name_field, BATCHES: batches, HEADS: heads, SOURCE: source}
        days = f"{period.start.isoformat()} 至 {period.end.isoformat()}"
        sheet = self._open(f"录入别处数的数字，{days}", "录入", LABELS, "figures.enter", 80)
        sheet.asked.connect(self._done)

    @Slot()
    def _done(self) -> None:
        if self.sheet is None or self._period is None:
            return
        numbers: dict[str, int | None] = {}
        for key in (HEADS, BATCHES):
            read = number_of(str(self.fields[key].value() or ""))
            if read is False:
                self._wrong(key, NOT_A_NUMBER)
                return
            numbers[key] = read
        name, source = (str(self.fields[key].value() or "") for key in (NAME, SOURCE))
        work = partial(
            enter_figure,
            self._desk,
            name,
            self._period.start,
            self._period.end,
            batches=numbers[BATCHES],
            heads=numbers[HEADS],
            source=source,
        )
        self._tasks.run(work, self._kept, self._refused)

    def _kept(self, answer: dict[str, Any]) -> None:
        self.shut()
        self.kept.emit(f"已录入：{answer['figure']}。写在旁边，不加进来访。")

    def _refused(self, error: JiefangtaiError) -> None:
        left = self._beside(error)
        if left is not None:
            self.announced.emit("error", left)


def _choice(name: str) -> Choice:
    pinyin = readings(name)
    return Choice(name, name, pinyin.initials[0] if pinyin.initials else "", tuple(pinyin.full))
