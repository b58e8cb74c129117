"""Lays out the start page: greeting, one ranked list and the hall left, devices and keys right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.routes import Admin, AuditList, NewVisit, Settings
from ui.start.hall_view import HallPanel
from ui.start.home import Home
from ui.start.model import Device, StartFacts, greeting, roster_lines
from ui.start.rows import KINDS, MOST, Waits
from ui.theme import fix, margin, narrow, pad, space
from ui.widgets.basics import Button, Icon, KeyCap, Panel, Text, rule
from ui.widgets.cards import clear
from ui.widgets.dates import weekday
from ui.widgets.duty_words import duty_words
from ui.widgets.rowlist import RowList
from ui.widgets.scrolled import Scrolled

KEYS = (
    ("F2", "新来访"),
    ("F3", "找人找号"),
    ("F4", "同一事再访"),
    ("F9", "保存并出单"),
    ("F12", "叫下一位"),
    ("Ctrl+L", "锁屏"),
)

OTHER_KEYS = (
    ("Ctrl+K", "全部命令"),
    ("F1", "按键"),
    ("Ctrl+,", "设置"),
    ("Ctrl+H", "同步"),
    ("Ctrl+L", "锁屏"),
)
"""Of who looks after the centre: F2 is what the day begins with."""
DECIDING_KEYS = (
    ("F3", "找人找号"),
    ("B", "办理选中的"),
    ("Ctrl+3", "督办台账"),
    ("Ctrl+K", "全部命令"),
    ("Ctrl+L", "锁屏"),
)
"""Of who decides and supervises."""


ALL = 400
"""Rows of the list at most, once all of them are asked for: the page scrolls, not the list."""


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

    def __init__(self, home: Home, *, roster: bool) -> None:
        """``roster``: whether the account may see the roster; else its key is not promised."""
        super().__init__("起始页", "start")
        self._home = home
        self._roster_key = Text("带班表 Alt+B" if roster else "", "caption")
        self.greeting = Text("", "greeting")
        self.today = Text("", "second")
        self.begin = Button(home.word, "start.begin", key=home.key, kind="primary")
        fix(self.begin, min_width=120, height=40)
        self.waits = ListPanel(
            "等你办的",
            "↑↓ 选择，Enter 打开，只看一种 1 到 6",
            RowList("等你办的", "start.list", height=52, most=ALL, middle=0.7),
        )
        self.list = self.waits.rows
        self.more = Text("", "caption")
        pad(self.more, 16, 4, 16, 8)
        self.empty = QWidget()
        self._empty_lines = QVBoxLayout(self.empty)
        space(self._empty_lines, (16, 12, 16, 14), 6)
        self.waits.body.addWidget(self.more)
        self.waits.body.addWidget(self.empty)
        self.hall = HallPanel()
        self.roster = Panel((1, 0, 1, 8), 0)
        self._roster_lines = QVBoxLayout()
        space(self._roster_lines, (15, 8, 15, 0), 4)
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
        words = (f"{now:%Y-%m-%d} {weekday(now.date())}，{letter} 号窗口", duty_words(facts.today.tables))
        self.today.setText("。".join(filter(None, words)))
        self.hall.show_hall(facts.today.hall, now.hour)
        self.hall.setVisible(bool(facts.today.hall.batches or facts.today.hall.usual))
        self._show_roster(roster_lines(facts.today))
        self._checked.setText(f"{now:%H:%M} 已检查")
        self._show_devices(facts.devices)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_right()

    def show_waits(
        self, waits: Sequence[Waits], only: str, empty: Sequence[str], *, whole: bool = False
    ) -> None:
        """The ranked list, or the rows of one kind of it; its first rows, or ``whole``."""
        kept = [waiting for waiting in waits if not only or waiting.kind == only]
        shown = kept if whole else kept[:MOST]
        word = dict(KINDS).get(only, "")
        self.waits.title.setText(
            f"{word} {len(kept)} 件" if word else f"等你办的 {len(waits)} 件" if waits else "今天"
        )
        self.waits.beside.setText(f"一共 {len(waits)} 件，0 看全部" if only else "急的在上" if waits else "")
        self.waits.caption.setVisible(bool(waits))
        self.list.setVisible(bool(shown))
        self.list.show_rows([waiting.row for waiting in shown])
        left = len(kept) - len(shown)
        self.more.setText(f"还有 {left} 件，全部列出 M" if left else "")
        self.more.setVisible(left > 0)
        clear(self._empty_lines)
        for line in () if shown else (empty if not waits else (f"{word}没有。0 看全部",)):
            self._empty_lines.addWidget(Text(line, "second", wrap=True))
        self.empty.setVisible(not shown)

    def _show_roster(self, lines: Sequence[tuple[str, str, bool]]) -> None:
        clear(self._roster_lines)
        for part, words, lacks in lines:
            self._roster_lines.addWidget(_duty(part, words, lacks))
        self.roster.setVisible(bool(lines))
        self.roster.setAccessibleDescription("；".join(f"{part} {words}" for part, words, _ in lines))

    def _show_devices(self, devices: Sequence[Device]) -> None:
        clear(self._device_lines)
        for index, device in enumerate(devices):
            if index:
                self._device_lines.addWidget(rule())
            self._device_lines.addWidget(_device(device))

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
        for panel in (self.waits, self.hall):
            lists.addWidget(panel)
        lists.addStretch(1)
        self._grid.addWidget(head, 0, 0)
        self._grid.addWidget(left, 1, 0)
        self._lay_right()

    def _lay_right(self) -> None:
        _head(self.roster, "今日带班", self._roster_key)
        self.roster.body.addLayout(self._roster_lines)
        _head(self.devices, "设备和数据", self._checked)
        self.devices.body.addLayout(self._device_lines)
        column = QVBoxLayout(self._right)
        space(column, (0, 0, 0, 0), 16)
        column.addWidget(self.roster)
        column.addWidget(self.devices)
        column.addWidget(_keys(self._home))
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


def _head(panel: Panel, title: str, beside: QWidget | None = None) -> None:
    """The title line of a panel with the line under it."""
    head = QWidget()
    line = QHBoxLayout(head)
    space(line, (15, 0, 15, 0), 8)
    fix(head, height=47)
    line.addWidget(Text(title, "row"))
    line.addStretch(1)
    if beside is not None:
        line.addWidget(beside)
    panel.body.addWidget(head)
    panel.body.addWidget(rule())


def _duty(part: str, words: str, lacks: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    space(row, (0, 0, 0, 0), 8)
    label = Text(part, "second")
    fix(label, min_width=56)
    row.addWidget(label)
    if lacks:
        row.addWidget(Icon("warning", "warn"))
    row.addWidget(Text(words, "second" if lacks else "strong", wrap=True), 1)
    return made


def _device(device: Device) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    space(row, (15, 10, 15, 10), 8)
    shape, token = ("done", "ok") if device.good else ("warning", "warn")
    row.addWidget(Icon(shape, token))
    name = Text(device.name, "strong")
    fix(name, min_width=88)
    row.addWidget(name)
    row.addWidget(Text(device.state, "second", wrap=True), 1)
    return made


def _keys(home: Home) -> Panel:
    rest = OTHER_KEYS if isinstance(home.route, Admin | AuditList | Settings) else DECIDING_KEYS
    keys = KEYS if isinstance(home.route, NewVisit) else ((home.key, home.word), *rest)
    made = Panel((1, 0, 1, 12), 0)
    _head(made, "常用按键")
    grid = QGridLayout()
    grid.setProperty("px_across", 12)
    grid.setProperty("px_down", 10)
    space(grid, (15, 12, 15, 0))
    for index, (key, word) in enumerate(keys):
        grid.addWidget(KeyCap(key), index // 2, index % 2 * 2, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Text(word, "body"), index // 2, index % 2 * 2 + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    made.body.addLayout(grid)
    return made
