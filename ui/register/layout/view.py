"""The registration screen laid out: three groups at the left, hints and dates at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.register.entry.fields import (
    GROUP_TITLES,
    MATTER,
    MORE,
    MORE_ORDER,
    NOTICES,
    PERSON,
    group_of,
    person_key,
)
from ui.register.entry.tables import Tables
from ui.register.entry.walk import Walk
from ui.register.hints.cards import Card
from ui.register.hints.hints_view import HintColumn
from ui.register.hints.strip_view import HintStrip
from ui.register.layout.binder import Binder
from ui.register.layout.folds import Group
from ui.register.layout.group_view import GroupView
from ui.register.layout.matter_view import MatterView
from ui.register.layout.more_view import MORE_KEYS, MoreView
from ui.register.layout.notices_view import NoticesView
from ui.register.layout.people_view import PersonHead, PersonView
from ui.register.layout.row_errors import MATTER_KEYS, PERSON_PARTS, show_grid_errors
from ui.theme import px, set_mark, space
from ui.widgets import DateLine, IconText, name_widget
from ui.widgets.scroll import scrolling

GROUP_KEYS = {PERSON: "Alt+1", MATTER: "Alt+2", NOTICES: "Alt+3", MORE: "Alt+4"}
NARROW, LOW, TINY, COMPACT, TIGHT, DENSE = 1100, 700, 940, 880, 800, 750
ROOMY = 1240
"""Logical pixels of the window from which a batch grid or 更多项 has room beside the hints."""
LINE = 90
"""What the line of 更多项 with its error takes."""
"""Logical pixels of the window: below NARROW or LOW groups fold, below TINY the hints become a strip;
lower than COMPACT the hints say less, so that three of them fit over the dates; lower than TIGHT the panels
stand closer, lower than DENSE the rows too, so that an error's sentence has its room."""


class RegisterView(QWidget):
    """Draws; what is typed goes out by signals, what is to be seen comes in by calls."""

    entered = Signal(str)
    """The keys went into a field."""
    left = Signal(str)
    """The keys went out of a field, to another one."""
    acted = Signal(str)
    """A hint's button."""
    resized = Signal()
    fold_asked = Signal(str)
    """A folded group was clicked."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        self.binder = Binder(self)
        self.walk = Walk()
        self._last: str | None = None
        self.head = PersonHead()
        self.person = PersonView(self.binder)
        self.reps = GroupView(self.binder)
        self.matter = MatterView(self.binder)
        self.more = MoreView(self.binder)
        self._more_said = self._more_open = False
        self.notices = NoticesView(self.binder)
        self.hints = HintColumn()
        self.strip = HintStrip()
        self.groups = {name: Group(title, GROUP_KEYS[name], name) for name, title in GROUP_TITLES.items()}
        self._see = QTimer(self)
        self._see.setSingleShot(True)
        self._see.timeout.connect(self._settle)
        self._lay_out()
        self.binder.moved_on.connect(self._enter_pressed)
        self.hints.acted.connect(self.acted)
        self.strip.acted.connect(self.acted)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    # layout -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        fill: dict[str, tuple[QWidget, ...]] = {
            PERSON: (self.head, self.person, self.reps),
            MATTER: (self.matter,),
            MORE: (self.more,),
            NOTICES: (self.notices,),
        }
        column = QVBoxLayout()
        space(column, spacing=12)
        for name, group in self.groups.items():
            for widget in fill[name]:
                group.panel.body.addWidget(widget, 1 if widget is self.matter else 0)
            column.addWidget(group, 1 if name == MATTER else 0)
            group.line.opened.connect(self.fold_asked)
        column.addStretch(0)
        self.reps.hide()
        inner = QWidget()
        inner.setLayout(column)
        self._scroll = scrolling(inner)
        left = QVBoxLayout()
        space(left, spacing=8)
        self.resumed = IconText("pencil", "", "text2", "second")
        name_widget(self.resumed, "接着填的草稿", "register.resumed")
        self.resumed.hide()
        left.addWidget(self.resumed)
        left.addWidget(self._scroll, 1)
        left.addWidget(self.strip)
        self._column = column
        row = self._row = QHBoxLayout(self)
        row.addLayout(left, 1)
        row.addWidget(self.hints)

    def offer(self, tables: Tables) -> None:
        """Fill the pickers from the reference tables."""
        self.person.offer(tables)
        self.matter.offer(tables)
        self.more.offer(tables)

    def show_people(self, group: bool, rows: int) -> None:
        """One visitor's form, or the batch grid with so many rows."""
        self.head.show_group(group)
        if not group:  # before the grid goes: hiding moves the keys, and then these fields are asked
            self.reps.show_rows(0)
            for part, field in self.person.fields.items():
                self.binder.fields[person_key(0, part)] = field
        self.person.setVisible(not group)
        changed = self.reps.isHidden() == group
        self.reps.setVisible(group)
        if changed:
            self.arrange()
        if group:
            self.reps.show_rows(rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Wide, narrow (272 px of hints, folded groups) or tiny (hints as a strip)."""
        width = self.window().width()
        self._show_hints()
        self.person.shorten(narrow=width < px(NARROW), brief=width < px(ROOMY))
        self.hints.set_size(width < px(NARROW), self.compact)
        small = self.small
        tight = small or self.window().height() < px(TIGHT)
        dense = not small and self.window().height() < px(DENSE)
        for grid in (self.person.grid, self.matter.grid, self.more.grid):
            grid.set_dense(dense)
        space_of = 8 if tight else 12
        margin = 12 if small else 16
        space(self._row, (margin, space_of, margin, space_of), margin)
        space(self._column, spacing=space_of)
        for group in self.groups.values():
            space(group.panel.body, (16, 6, 16, 8) if tight else (16, 10, 16, 12), 4 if small or dense else 8)
        self._fold()
        self._see.start()

    def _show_hints(self) -> None:
        """In their column, or as one line under the form."""
        self.hints.setVisible(not self.tiny)
        self.strip.setVisible(self.tiny)

    @Slot()
    def _settle(self) -> None:
        """After the layout: hints and dates as the room allows, the field with the keys in sight."""
        self.hints.settle()
        self.resized.emit()
        field = self.binder.fields.get(self.focused_key() or "")
        if field is not None:
            self._scroll.ensureWidgetVisible(field, 0, px(16))

    @property
    def tiny(self) -> bool:
        """Whether the hints are one line: very narrow, or not roomy with a batch grid or 更多项 in it."""
        width, wide_form = self.window().width(), self._more_open or not self.reps.isHidden()
        return width < px(TINY) or (width < px(ROOMY) and wide_form)

    @property
    def compact(self) -> bool:
        """Whether the hints have to be brief."""
        window = self.window()
        return window.width() < px(NARROW) or window.height() < px(COMPACT)

    @property
    def small(self) -> bool:
        """Whether finished groups fold to one line."""
        window = self.window()
        return window.width() < px(NARROW) or window.height() < px(LOW + LINE * self._more_said)

    def _fold(self) -> None:
        self._open(group_of(self.focused_key() or self._last or "people[0].id_type"))

    def _open(self, name: str) -> None:
        """The group with the keys stands whole; the others fold where the window is small, and for 更多项.

        更多项 is there while the keys are in it; later it is a line if something was filled in.
        """
        self.walk.shut = frozenset() if name == MORE else frozenset(MORE_ORDER)
        if self._more_open != (name == MORE):
            self._more_open = name == MORE
            self._show_hints()
        for other, group in self.groups.items():
            if other == MORE:
                group.setVisible(name == MORE or self._more_said)
                group.fold(name != MORE)
            else:
                group.fold((self.small or name == MORE) and other != name)

    # keys -------------------------------------------------------------------------------

    def focused_key(self) -> str | None:
        """The key of the field that has the keys now."""
        return self.binder.key_of(QApplication.focusWidget())

    @property
    def last_key(self) -> str | None:
        """The field that has or last had the keys."""
        return self.focused_key() or self._last

    def focus_key(self, key: str) -> None:
        """Give the keys to a field, unfolding its group."""
        field = self.binder.fields.get(key)
        if field is None:
            return
        self._last = key
        self._open(group_of(key))
        field.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(field, 0, px(40))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Enter go in the order of talk."""
        at = self.focused_key()
        if (
            at is None or at not in self.walk.order or not self.isVisible()
        ):  # hiding a page moves the focus too
            return super().focusNextPrevChild(forward)
        key = self.walk.next(at, forward, self.binder.fields)
        if key is None:
            return super().focusNextPrevChild(forward)
        self.focus_key(key)
        return True

    @Slot(str)
    def _enter_pressed(self, key: str) -> None:
        self.walk.by_enter = True

    @Slot(QWidget, QWidget)
    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if not self.isVisible():
            return
        before, after = self.binder.key_of(old), self.binder.key_of(new)
        if before is not None and new is not None:
            self.left.emit(before)
        if after is not None:
            self._last = after
            self._fold()
            self.entered.emit(after)

    # what is seen -------------------------------------------------------------------------

    def fill(self, key: str, value: Any) -> None:
        """Show a value of the form."""
        self.binder.fill(key, value)

    def show_errors(self, group: bool, sentences: dict[str, str]) -> None:
        """Red borders, and under each panel the sentence of the field with the keys or of the first."""
        if group:
            self.reps.show_errors(sentences)
        else:
            keys = [person_key(0, part) for part in PERSON_PARTS]
            show_grid_errors(self.person.grid, self.binder, keys, sentences)
        show_grid_errors(self.matter.grid, self.binder, MATTER_KEYS, sentences)
        show_grid_errors(self.more.grid, self.binder, MORE_KEYS, sentences)

    def show_resumed(self, words: str) -> None:
        """That the form is one that was begun earlier; empty for a new one."""
        self.resumed.set("pencil", words, "text2", "second")
        self.resumed.setAccessibleDescription(words)
        self.resumed.setVisible(bool(words))

    def show_cards(self, cards: Sequence[Card]) -> None:
        """At most three hints, in the column or the strip."""
        self.hints.show_cards(cards)
        self.strip.show_cards(cards)

    def show_dates(self, lines: Sequence[DateLine], today: date) -> None:
        """The dates that registering today starts."""
        self.hints.show_dates(lines, today)
        self.strip.show_dates(lines)

    def show_folded(self, name: str, words: str, error: str) -> None:
        """The one line of a group, for when it is folded."""
        self.groups[name].line.show_words(words, error)
        has_words = bool(words or error)
        if name == MORE and has_words != self._more_said:
            self._more_said = has_words
            self.arrange()
