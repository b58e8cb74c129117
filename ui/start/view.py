"""Lays out the start page: greeting, lists left, devices and keys right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.start.home import Home
from ui.start.model import Device, StartFacts, age, by_unit, greeting
from ui.theme import fix, margin, narrow, space
from ui.widgets.basics import Button, Icon, KeyCap, Panel, Text, rule
from ui.widgets.cards import clear
from ui.widgets.dates import weekday
from ui.widgets.rowlist import RowItem, RowList
from ui.widgets.scrolled import Scrolled

KEYS = (
    ("F2", "新来访"),
    ("F3", "找人找号"),
    ("F4", "同一事再访"),
    ("F9", "保存并出单"),
    ("F12", "叫下一位"),
    ("Ctrl+L", "锁屏"),
)


class ListPanel(Panel):
    """A panel with a title line and a list under it."""

    def __init__(self, title: str, caption: str, rows: RowList) -> None:
        super().__init__((1, 0, 1, 1), 0)
        head = QWidget()
        line = QHBoxLayout(head)
        space(line, (15, 0, 15, 0), 8)
        fix(head, height=47)
        self.title = Text(title, "row")
        self.beside = Text("", "second")
        self.caption = Text(caption, "caption")
        line.addWidget(self.title)
        line.addWidget(self.beside)
        line.addStretch(1)
        line.addWidget(self.caption)
        self.rows = rows
        self.body.addWidget(head)
        self.body.addWidget(rule())
        self.body.addWidget(rows)


class StartView(Scrolled):
    """The whole page scrolls where the window is low."""

    def __init__(self, home: Home) -> None:
        super().__init__("起始页", "start")
        self.greeting = Text("", "greeting")
        self.today = Text("", "second")
        self.begin = Button(home.word, "start.begin", key=home.key, kind="primary")
        self._hint = home.hint
        fix(self.begin, min_width=120, height=40)
        self.drafts = ListPanel(
            "没有未完成的草稿", "↑↓ 选择，Enter 继续，Delete 丢弃", RowList("未完成的草稿", "start.drafts")
        )
        self.slips = ListPanel("", "R 补打，Enter 已出纸", RowList("未确认出纸的回执", "start.slips", most=4))
        self.due = ListPanel("今日要办", "", RowList("今日要办", "start.due"))
        self.devices = Panel((1, 0, 1, 1), 0)
        self._device_lines = QVBoxLayout()
        space(self._device_lines)
        self._checked = Text("", "caption")
        self._right = QWidget()
        self._grid = QGridLayout(self.inner)
        self._grid.setProperty("px_across", 16)
        self._grid.setProperty("px_down", 16)
        space(self._grid, (16, 16, 16, 16), 16)
        self._lay_out()

    def show_facts(self, facts: StartFacts, name: str, letter: str) -> None:
        now = facts.now
        self.greeting.setText(f"{name}，{greeting(now)}")
        leader = f"。今日带班：{facts.leader}" if facts.leader else ""
        hint = f"。{self._hint}" if self._hint else ""
        self.today.setText(f"{now:%Y-%m-%d} {weekday(now.date())}，{letter} 号窗口{leader}{hint}")
        self._show_drafts(facts)
        self._show_slips(facts)
        self._show_due(facts)
        self._checked.setText(f"{now:%H:%M} 已检查")
        self._show_devices(facts.devices)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_right()

    def _show_drafts(self, facts: StartFacts) -> None:
        rows = [
            RowItem(
                title=one.title or "未填姓名",
                second=one.words or "还没有写诉求",
                middle=f"停在“{one.stopped_at}”" if one.stopped_at else "",
                right=age(one.changed_at, facts.now),
                shape="users" if one.screen != "登记" else "pencil",
                data=one,
                key=one.id,
            )
            for one in facts.drafts
        ]
        self.drafts.title.setText(f"{len(rows)} 份未完成" if rows else "没有未完成的草稿")
        self.drafts.beside.setText("停电和退出都不会丢，保留 7 天" if rows else "")
        self.drafts.caption.setVisible(bool(rows))
        self.drafts.rows.setVisible(bool(rows))
        self.drafts.rows.show_rows(rows)

    def _show_slips(self, facts: StartFacts) -> None:
        rows = [
            RowItem(
                title=one.number,
                second=f"{one.kind}，{age(one.job.queued_at, facts.now)}发往{one.job.printer}，没有确认",
                middle=one.job.printer,
                right=age(one.job.queued_at, facts.now),
                shape="printer",
                data=one,
                key=one.job.id,
            )
            for one in facts.slips
        ]
        rows += [
            RowItem(
                title=one.number,
                second=f"{one.masked_name}，{age(one.at, facts.now)}登记，回执还没有出",
                middle="没有排成",
                right=age(one.at, facts.now),
                shape="warning",
                token="warn",
                data=one,
                key=one.number,
            )
            for one in facts.owed
        ]
        self.slips.setVisible(bool(rows))
        words = [f"{len(facts.slips)} 张未确认出纸"] if facts.slips else []
        words += [f"{len(facts.owed)} 张回执还没有出"] if facts.owed else []
        self.slips.title.setText("，".join(words))
        self.slips.rows.show_rows(rows)

    def _show_due(self, facts: StartFacts) -> None:
        rows = []
        for items, word, shape, token in (
            (facts.overdue, "件逾期", "error", "err"),
            (facts.today, "件今日到期", "clock", "warn"),
        ):
            if items:
                first = items[0].matter.number
                rows.append(
                    RowItem(
                        title=f"{len(items)} {word}",
                        second=by_unit(items),
                        middle="Enter 打开最早的一件",
                        shape=shape,
                        token=token,
                        data=first,
                    )
                )
        self.due.setVisible(bool(rows))
        self.due.rows.show_rows(rows)

    def _show_devices(self, devices: Sequence[Device]) -> None:
        clear(self._device_lines)
        for index, one in enumerate(devices):
            if index:
                self._device_lines.addWidget(rule())
            self._device_lines.addWidget(_device(one))

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        space(row, (0, 0, 0, 0), 16)
        words = QVBoxLayout()
        space(words)
        words.addWidget(self.greeting)
        words.addWidget(self.today)
        row.addLayout(words, 1)
        row.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignBottom)
        left = QWidget()
        lists = QVBoxLayout(left)
        space(lists, (0, 0, 0, 0), 16)
        for panel in (self.drafts, self.slips, self.due):
            lists.addWidget(panel)
        lists.addStretch(1)
        self._grid.addWidget(head, 0, 0)
        self._grid.addWidget(left, 1, 0)
        self._lay_right()

    def _lay_right(self) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        space(line, (15, 0, 15, 0), 8)
        fix(head, height=47)
        line.addWidget(Text("设备和数据", "row"))
        line.addStretch(1)
        line.addWidget(self._checked)
        self.devices.body.addWidget(head)
        self.devices.body.addWidget(rule())
        self.devices.body.addLayout(self._device_lines)
        column = QVBoxLayout(self._right)
        space(column, (0, 0, 0, 0), 16)
        column.addWidget(self.devices)
        column.addWidget(_keys())
        column.addStretch(1)
        self._place_right()

    def _place_right(self) -> None:
        small = narrow(self)
        space(self._grid, (margin(self), 16, margin(self), 16), 16)
        self._grid.removeWidget(self._right)
        self._grid.addWidget(self._right, 2 if small else 1, 0 if small else 1)
        self._grid.setColumnStretch(0, 68)
        self._grid.setColumnStretch(1, 0 if small else 32)
        self._grid.setRowStretch(1, 0 if small else 1)
        self._grid.setRowStretch(2, 1 if small else 0)


def _device(one: Device) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    space(row, (15, 10, 15, 10), 8)
    shape, token = ("done", "ok") if one.good else ("warning", "warn")
    row.addWidget(Icon(shape, token))
    name = Text(one.name, "strong")
    fix(name, min_width=88)
    row.addWidget(name)
    row.addWidget(Text(one.state, "second", wrap=True), 1)
    return made


def _keys() -> Panel:
    made = Panel((1, 0, 1, 12), 0)
    head = QWidget()
    line = QHBoxLayout(head)
    space(line, (15, 0, 15, 0), 8)
    fix(head, height=47)
    line.addWidget(Text("常用按键", "row"))
    made.body.addWidget(head)
    made.body.addWidget(rule())
    grid = QGridLayout()
    grid.setProperty("px_across", 12)
    grid.setProperty("px_down", 10)
    space(grid, (15, 12, 15, 0))
    for index, (key, word) in enumerate(KEYS):
        grid.addWidget(KeyCap(key), index // 2, index % 2 * 2, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Text(word, "body"), index // 2, index % 2 * 2 + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    made.body.addLayout(grid)
    return made
