"""A sheet: a form about one matter in the work area, with a column to read beside it (LOOK2 A2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import JiefangtaiError
from app.events import Changes
from app.services.case.open_case import NamedCase
from app.words import sentence_of
from ui.forms.effect import owed_lines
from ui.forms.inputs import FormField
from ui.forms.part import Part
from ui.forms.path import path_of
from ui.forms.path_column import PathColumn
from ui.forms.screen import FormScreen
from ui.theme import fix, margin, narrow, pad, px, set_mark, space
from ui.widgets.basics import Button, Text, name_widget, rule
from ui.widgets.cards import clear
from ui.widgets.scroll import scrolling

READING = 296
"""Width of the reading column."""
CHANGED_MEANWHILE = "这件事刚有变化，单子已按新的重新算过，您填的都在，请再看一遍。"


def both_changed(keys: Iterable[str], fields: Iterable[FormField], now: Mapping[str, str]) -> str:
    """Fields that were changed here and meanwhile elsewhere: what stands on record now; the typed stays."""
    labels = {field.key: field.label for field in fields}
    changed = "、".join(f"{labels.get(key, '另一处')}（现在是“{now[key] or '空'}”）" for key in keys)
    return f"别处也改了{changed}。您填的还在，照您的改就按 F9，照现在的就改回来。"


class SheetView(QWidget):
    """Title bar of 48 px, the reading column at the left, the form's parts beside it.

    No scrim and no shadow: a frame in the colour of controls. Where it is narrow the column becomes one line
    and the parts stand one under another.
    """

    back = Signal()
    side_from = 1240
    """Logical pixels of the window from which the reading column has room beside the parts."""

    def __init__(self, verb: str, identifier: str) -> None:
        super().__init__()
        self._identifier = identifier
        self._parts: list[Part] = []
        set_mark(self, "ground", "win")
        outer = self._outer = QVBoxLayout(self)
        space(outer, (16, 12, 16, 12), 0)
        frame = QFrame()
        set_mark(frame, "panel", "sheet")
        outer.addWidget(frame, 1)
        column = QVBoxLayout(frame)
        space(column, (1, 1, 1, 1), 0)
        column.addWidget(self._title(verb, identifier))
        column.addWidget(rule())
        self.brief = Text("", "second", wrap=True)
        pad(self.brief, 16, 8, 16, 8)
        column.addWidget(self.brief)
        row = QHBoxLayout()
        space(row, spacing=0)
        self.reading = QVBoxLayout()
        space(self.reading, (16, 12, 16, 12), 8)
        held = QWidget()
        held.setLayout(self.reading)
        self._side = scrolling(held)
        fix(self._side, width=READING)
        row.addWidget(self._side)
        self._divide = rule(down=True)
        row.addWidget(self._divide)
        beside = QWidget()
        self.work = QBoxLayout(QBoxLayout.Direction.LeftToRight, beside)
        space(self.work, (16, 12, 16, 12), 16)
        self._beside = scrolling(beside)
        row.addWidget(self._beside, 1)
        column.addLayout(row, 1)
        column.addWidget(self._foot(identifier))

    def _foot(self, identifier: str) -> QWidget:
        """One line of the effect above the action bar, while its panel lies under the fields."""
        self.strip = Text("", "strong", wrap=True)
        name_widget(self.strip, "", f"{identifier}.strip")
        foot = self._strip_held = QWidget()
        inside = QVBoxLayout(foot)
        space(inside)
        inside.addWidget(rule())
        pad(self.strip, 16, 8, 16, 8)
        inside.addWidget(self.strip)
        foot.hide()
        return foot

    def _title(self, verb: str, identifier: str) -> QWidget:
        head = QWidget()
        fix(head, min_height=48)
        line = QHBoxLayout(head)
        space(line, (16, 0, 16, 0), 12)
        self.verb = Text(verb, "date")
        self.about = Text("", "body", wrap=True)
        line.addWidget(self.verb)
        line.addWidget(self.about, 1)
        leave = Button("回到事项", f"{identifier}.back", key="Esc", kind="small")
        leave.clicked.connect(self.back)
        line.addWidget(leave)
        return head

    def show_about(self, number: str, claim: str, brief: str) -> None:
        """Which matter, and the one line that stands for the column where it is narrow."""
        self.about.setText(f"{number}　{claim}" if claim else number)
        self.brief.setText(brief)
        self._fold()

    def show_strip(self, words: str) -> None:
        """What the act comes to in one line; where the panel with it is in sight beside, nobody reads it."""
        self.strip.setText(words)
        self.strip.setAccessibleName(words)
        self._fold()

    def show_case(self, opened: NamedCase, today: date) -> None:
        """Which matter, how far it is and what is still owed."""
        case = opened.case
        owed = owed_lines(case.in_sight, today)
        brief = f"{case.status}　{owed[0][0]} {owed[0][1]}" if owed else case.status
        self.show_about(case.matter.number, case.matter.claim or "", brief)
        clear(self.reading)
        path = PathColumn(f"{self._identifier}.path")
        path.show_path(path_of(opened, today))
        self.reading.addWidget(Text(f"现在：{case.status}", "strong", wrap=True))
        self.reading.addWidget(path)
        self.reading.addWidget(rule())
        self.reading.addWidget(Text(f"还欠着的 {len(owed)} 项" if owed else "没有欠着的", "strong"))
        for head, what in owed:
            self.reading.addWidget(_two_lines(head, what))
        self.reading.addStretch(1)

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget of the form can be seen."""
        for part in self._parts:
            if part.isAncestorOf(widget):
                part.reveal(widget)
        self._beside.ensureWidgetVisible(widget)

    def add_panel(self, share: int = 1) -> Part:
        """A part of the form beside the ones that are there."""
        part = Part()
        self._parts.append(part)
        self.work.addWidget(part, share)
        return part

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        small = narrow(self)
        folded = self.window().width() < px(self.side_from)
        self._side.setVisible(not folded)
        self._divide.setVisible(not folded)
        self.brief.setVisible(folded and bool(self.brief.text()))
        self._strip_held.setVisible(small and bool(self.strip.text()))
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.work.setDirection(down if small else beside)
        for part in self._parts:
            part.set_whole(small)
        edge = margin(self)
        space(self._outer, (edge, 12, edge, 12), 0)


def _two_lines(head: str, what: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    space(column)
    column.addWidget(Text(head, "body", wrap=True))
    column.addWidget(Text(what, "caption", wrap=True))
    return made


class Sheet(FormScreen):
    """A page over a matter; the action bar is its own, Esc goes back and keeps what was typed.

    A subclass says which case it is about (``opened``), how that is read and how its form is let go.
    """

    verb: str = ""
    view: SheetView

    def make_view(self) -> SheetView:
        """The frame of the sheet; a subclass fills ``reading`` and ``work``."""
        made = SheetView(self.verb, self.name)
        made.back.connect(self._back)
        return made

    @property
    def opened(self) -> NamedCase | None:
        """The case that the sheet is about, as it was read last."""
        raise NotImplementedError

    def read(self) -> None:
        """Read the case of the form anew; what was typed stays."""
        raise NotImplementedError

    def forget(self) -> None:
        """What was typed is stored, or nothing can be done with the case: the form is of none."""
        raise NotImplementedError

    def concerns(self, changes: Changes) -> bool:
        opened = self.opened if self.is_worth_returning() and not self.busy else None
        return opened is not None and changes.may_concern(opened.case.matter.id)

    def follow(self) -> None:
        self.read()

    def not_read(self, error: JiefangtaiError) -> None:
        """The case may not be read, or is not there: the sheet says so and is left."""
        self.forget()
        self.leave_saying(sentence_of(error))

    @Slot()
    def _back(self) -> None:
        self.leave_me.emit()

    def leave(self) -> None:
        self.draft.flush()
