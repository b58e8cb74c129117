"""The sync light in the status line: connected or since when not, what waits, what is to be looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy

from app.events import SyncStateChanged
from ui.theme import fix, set_mark, space
from ui.widgets.basics import Icon, Text, name_widget, rule
from ui.widgets.dates import day_words

ALONE, ONLINE, OFFLINE, BUSY = "未设置", "已连接", "未连接", "正在同步"


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """What the light says; ``state`` is one of the four words of app.events.SyncStateChanged."""

    state: str = ALONE
    waiting: int = 0
    conflicts: int = 0
    set_aside: int = 0
    last: datetime | None = None
    """The last exchange that ended well."""
    today: date | None = None
    history: int = 100
    """Percent of the centre's record that is here."""


def facts_of(event: SyncStateChanged, today: date) -> SyncFacts:
    """As the event tells it."""
    last = datetime.fromisoformat(event.last_at) if event.last_at else None
    counts = (event.waiting, event.conflicts, event.set_aside)
    return SyncFacts(event.state, *counts, last, today, event.history)


def since(last: datetime, today: date | None) -> str:
    """09:31 起, with the day where it is not today."""
    day = "" if today is None or last.date() == today else f"{day_words(last.date(), today)} "
    return f"{day}{last:%H:%M} 起"


class SyncLight(QPushButton):
    """A button that looks like the texts beside it; Ctrl+H does the same."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "kind", "small")  # no higher than the line
        fix(self, height=28)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_widget(self, "同步", "status.sync")
        self.setToolTip("看同步 Ctrl+H")
        row = QHBoxLayout(self)
        space(row, (0, 0, 0, 0), 12)
        self._icon = Icon("warning", "warn")
        self._state = Text("", "caption")
        self._between = rule(down=True)
        fix(self._between, height=16)
        self._marked = Icon("info", "warn")
        self._look = Text("", "caption-strong")
        for part in (self._icon, self._state, self._between, self._marked, self._look):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addLayout(_beside(self._icon, self._state))
        row.addWidget(self._between)
        row.addLayout(_beside(self._marked, self._look))
        self._facts = SyncFacts()
        self._small = False
        self.show_facts(self._facts)

    def show_facts(self, facts: SyncFacts) -> None:
        """A try that is under way changes the counts alone: the words stand until it has ended."""
        if facts.state == BUSY and self._facts.state in (ONLINE, OFFLINE):
            before = self._facts
            facts = replace(facts, state=before.state, last=before.last, today=before.today)
        self._facts = facts
        self._redraw()

    @property
    def joined(self) -> bool:
        """Whether there is a hub."""
        return self._facts.state != ALONE

    def make_small(self, small: bool) -> None:
        if small != self._small:
            self._small = small
            self._redraw()

    def text_shown(self) -> str:
        """All of it as one sentence."""
        return "，".join(text.text() for text in (self._state, self._look) if text.text())

    def sizeHint(self) -> QSize:
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its parts draw themselves; no frame."""

    def _redraw(self) -> None:
        facts = self._facts
        self._icon.setVisible(facts.state == OFFLINE)
        self._state.setText(self._words(facts))
        look = facts.conflicts + facts.set_aside
        for part in (self._between, self._marked, self._look):
            part.setVisible(look > 0)
        self._look.setText(f"待核对 {look}" if look else "")
        self.setAccessibleName(f"同步：{self.text_shown()}")
        for part in (self._state, self._look):
            part.ensurePolished()
        self.updateGeometry()

    def _words(self, facts: SyncFacts) -> str:
        if facts.state == ALONE:
            return "单机，未加入中心"  # one desk alone needs no hub: nothing waits for anybody
        waiting = f"待同步 {facts.waiting}"
        if facts.history < 100:  # what is not found may only not be here yet
            waiting += f"，{'记录' if self._small else '以前的记录已取回'} {facts.history} %"
        if facts.state != OFFLINE:
            return waiting
        if facts.last is None or self._small:
            return f"未连接，{waiting}"
        return f"未连接（{since(facts.last, facts.today)}），{waiting}"


def _beside(icon: Icon, words: Text) -> QHBoxLayout:
    """An icon and its words, closer than two parts of the status line."""
    made = QHBoxLayout()
    space(made, (0, 0, 0, 0), 6)
    made.addWidget(icon)
    made.addWidget(words)
    return made
