"""The status line at the foot of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import fix, set_mark, space
from ui.widgets.basics import IconText, Text, name_widget, rule
from ui.widgets.light import SyncLight


@dataclass(frozen=True, slots=True)
class Device:
    """A printer or reader as the status line shows it."""

    name: str
    state: str
    """就绪, 缺纸, 没有接上 …"""
    ready: bool


class StatusBar(QFrame):
    """工位 · 经办人 │ 待同步 n │ printers │ 待确认出纸 n │ 草稿 n │ clock."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "bar", "bottom")
        fix(self, height=28)
        self._row = QHBoxLayout(self)
        space(self._row, (16, 0, 16, 0), 12)
        self._desk = Text("", "caption")
        self._clerk = IconText("user", "", "text2", "caption")
        self.sync = SyncLight()
        self._paper = Text("待确认出纸 0", "caption")
        self._drafts = Text("草稿 0", "caption")
        self._clock = Text("", "caption-strong")
        self._devices = QWidget()
        self._device_row = QHBoxLayout(self._devices)
        space(self._device_row, (0, 0, 0, 0), 12)
        self._known: tuple[Device, ...] = ()
        self._small = False
        self._lay_out()
        self.show_devices(())
        name_widget(self, "状态栏", "status")

    def show_who(self, letter: str, clerk: str) -> None:
        self._desk.setText(f"工位 {letter}")
        self._clerk.set("user", clerk, "text2", "caption")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def show_devices(self, devices: Sequence[Device]) -> None:
        """Each with its state; in a narrow window only what is not ready, or one word for all."""
        self._known = tuple(devices)
        self._show(_fewest(devices) if self._small else self._known)

    def _show(self, devices: Sequence[Device]) -> None:
        while (item := self._device_row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()  # else a queued show would make it a window of its own
                old.setParent(None)
                old.deleteLater()
        for device in devices:
            shape, token = ("done", "ok") if device.ready else ("warning", "warn")
            self._device_row.addWidget(IconText(shape, f"{device.name} {device.state}", token, "caption"))
            self._device_row.addWidget(self._bar())
        self._devices.setVisible(bool(devices))

    def show_counts(self, drafts: int, unconfirmed: int) -> None:
        self._drafts.setText(f"草稿 {drafts}")
        self._paper.setText(f"待确认出纸 {unconfirmed}")

    def show_time(self, text: str) -> None:
        self._clock.setText(text)

    def make_small(self, small: bool) -> None:
        self._paper.setVisible(not small)
        self._paper_rule.setVisible(not small)
        self.sync.make_small(small)
        if small != self._small:
            self._small = small
            self.show_devices(self._known)

    def _bar(self) -> QFrame:
        made = rule(down=True)
        fix(made, height=16)
        return made

    def _lay_out(self) -> None:
        self._row.addWidget(self._desk)
        self._row.addWidget(self._bar())
        self._row.addWidget(self._clerk)
        self._row.addStretch(1)
        self._row.addWidget(self.sync)
        self._row.addWidget(self._bar())
        self._row.addWidget(self._devices)
        self._paper_rule = self._bar()
        counts: tuple[QWidget, ...] = (self._paper, self._paper_rule, self._drafts, self._bar())
        for count in counts:
            self._row.addWidget(count)
        self._row.addWidget(self._clock)


def _fewest(devices: Sequence[Device]) -> tuple[Device, ...]:
    bad = tuple(device for device in devices if not device.ready)
    if bad or len(devices) < 2:
        return bad[:1] or tuple(devices)
    return (Device("打印机", "就绪", True),)
