"""A field that offers a list: type Chinese, pinyin initials or a number, choose with the arrows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from ui.theme import fix, px
from ui.theme.icons import draw
from ui.widgets.choices import Choice, exact, fitting, sounds
from ui.widgets.droplist import ROW, Choices, Drop
from ui.widgets.fields import ENTER, TextField, below

AROUND = 12
"""Border and padding of a field at each side, in pixels at 100 %."""


class Picker(TextField):
    """A combo box by typing. ``value()`` is the chosen entry's value, or None."""

    chosen = Signal(object)
    """The value a person chose (also None when it was cleared)."""
    SHOWN = 8

    def __init__(
        self,
        label: str,
        identifier: str,
        choices: Sequence[Choice] = (),
        *,
        placeholder: str = "",
        free: bool = False,
    ) -> None:
        """``free``: a text that is not in the list is a value too."""
        super().__init__(label, identifier, placeholder)
        self._all: list[Choice] = list(choices)
        self._find: Callable[[str], list[Choice]] | None = None
        self._free = free
        self._value: Any = None
        self._drop: Drop | None = None
        self._model = Choices(self)
        self._make_room()
        self.textEdited.connect(self._search)
        self.textChanged.connect(self._set_from_outside)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        self._all = list(choices)

    def set_finder(self, find: Callable[[str], list[Choice]]) -> None:
        """For long tables: called with what is typed, answers at once (≤ 10 ms) from memory."""
        self._find = find

    def value(self) -> Any:
        if self._free and self._value is None:
            return super().value()
        return self._value

    def typed(self) -> str:
        """The text as it stands, also when nothing in the list fits."""
        return self.text().strip()

    def unknown(self) -> bool:
        """Something is typed that the list does not have."""
        return bool(self.typed()) and self._value is None and not self._free

    def set_value(self, value: object) -> None:
        choice = (
            next((choice for choice in self._all if choice.value == value), None)
            if value is not None
            else None
        )
        self._value = value if choice is not None or value is not None else None
        shown = choice.text if choice is not None else ("" if value is None else str(value))
        if shown != self.text():
            self.put_text(shown)
            self._value = value
        if not self.hasFocus():  # while one types, the caret stays behind what was typed
            self.setCursorPosition(0)

    def whole_width(self) -> int:
        """As wide as its longest entry needs, with the arrow behind it; 0 without entries."""
        self.ensurePolished()
        margins = self.textMargins()
        around = margins.left() + margins.right() + 2 * px(AROUND)
        texts = [self.fontMetrics().horizontalAdvance(choice.text) for choice in self._all]
        return max(texts) + around if texts else 0

    def is_open(self) -> bool:
        return self._drop is not None and self._drop.isVisible()

    def open_list(self, typed: str = "") -> None:
        """Show what fits under the field (above it where there is no room)."""
        choices = self._choices_for(typed)
        self._model.show(choices)
        if not choices:
            self.close_list()
            return
        drop = self._dropped()
        self._place(drop, len(choices))
        row = (
            next((i for i, choice in enumerate(choices) if choice.value == self._value), 0)
            if not typed
            else 0
        )
        drop.setCurrentIndex(self._model.index(row))
        drop.show()
        drop.raise_()
        for holder in self._holders():
            holder.installEventFilter(self)

    def _holders(self) -> Iterator[QWidget]:
        """The field and what it lies in, below the window."""
        holder: QWidget | None = self
        while holder is not None and not holder.isWindow():
            yield holder
            holder = holder.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list goes with its field, also where what the field lies in moves."""
        if event.type() == QEvent.Type.Move and self.is_open():
            self._place(self._dropped(), len(self._model.entries))
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list goes with its field where a scroll bar came beside it."""
        super().resizeEvent(event)
        if self.is_open():
            self._place(self._dropped(), len(self._model.entries))

    def close_list(self) -> None:
        if self._drop is not None:
            self._drop.hide()
            for holder in self._holders():
                holder.removeEventFilter(self)

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape and self.is_open():  # type: ignore[attr-defined]
            event.accept()  # Esc shuts the list and leaves the page as it is
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and (
            plain or event.modifiers() == Qt.KeyboardModifier.AltModifier
        ):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and self.is_open():
            self.close_list()
        elif key in ENTER and plain and self._has_current():
            self._take()
            super().keyPressEvent(event)
        elif key in ENTER and plain and self._shows_all():
            event.accept()
        else:
            super().keyPressEvent(event)

    def _shows_all(self) -> bool:
        """Enter behind words that are no entry: the keys stay, and everything there is to choose is shown.

        No entry is marked: a second Enter would take one that nobody meant.
        """
        self._settle()
        if not self.unknown():
            return False
        self.open_list()
        self._dropped().setCurrentIndex(QModelIndex())
        return self.is_open()

    def _has_current(self) -> bool:
        return self.is_open() and self._dropped().currentIndex().isValid()

    def composed(self, letters: str) -> None:
        """What an input method shows is pinyin: it finds entries before anything is committed."""
        if letters:
            self.open_list(letters)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.hasSelectedText():
            self.selectAll()

    def selectAll(self) -> None:
        """From the end to the beginning: what is longer than the field shows its beginning."""
        self.end(False)
        self.home(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._settle()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.isEnabled() and not self.isReadOnly():
            if self.is_open():
                self.close_list()
            else:
                self.selectAll()
                self.open_list()

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_list()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(16)
        where = QRectF(self.width() - px(10) - side, (self.height() - side) / 2, side, side)
        draw(painter, where, "down", "text2" if self.isEnabled() else "dis")
        painter.end()

    def _make_room(self) -> None:
        super()._make_room()
        margins = self.textMargins()
        margins.setRight(margins.right() + px(22))
        self.setTextMargins(margins)

    def _dropped(self) -> Drop:
        if self._drop is None or self._drop.parentWidget() is not self.window():
            before, self._drop = self._drop, Drop(self.window())
            self._drop.setModel(self._model)
            self._model.setParent(self._drop)  # the list that shows it may outlive the field by a moment
            if before is not None:
                before.deleteLater()
            self._drop.clicked.connect(self._clicked)
            self.destroyed.connect(self._drop.deleteLater)
            fix(self._drop, min_width=120)
        return self._drop

    def _place(self, drop: Drop, count: int) -> None:
        window = self.window()
        high = min(count, self.SHOWN) * px(ROW) + 2
        at = below(self, window) + QPoint(0, px(2))
        if at.y() + high > window.height():
            at.setY(max(0, at.y() - self.height() - high - px(4)))
        wide = min(max(self.width(), px(160), drop.wide_enough(self._model.entries)), window.width())
        at.setX(max(0, min(at.x(), window.width() - wide)))
        drop.setGeometry(QRect(at, QSize(wide, high)))

    def _step(self, by: int) -> None:
        if not self.is_open():
            self.open_list("")
            return
        assert self._drop is not None
        count = len(self._model.entries)
        current = self._drop.currentIndex().row() if self._has_current() else (-1 if by > 0 else count)
        row = (current + by) % max(1, count)
        self._drop.setCurrentIndex(self._model.index(row))

    def _take(self) -> None:
        if self._drop is not None and self._drop.currentIndex().isValid():
            self._pick(self._model.entries[self._drop.currentIndex().row()])
        self.close_list()

    def _pick(self, choice: Choice) -> None:
        self.put_text(choice.text)
        self._value = choice.value
        self.edited.emit()
        self.chosen.emit(choice.value)

    def _settle(self) -> None:
        """Leaving: what stands there exactly, or the only entry that fits, is the choice."""
        self.close_list()
        typed = self.typed()
        if self._value is None and typed and not self.isReadOnly():
            choices = self._choices_for(typed)
            letters = typed.isascii() and typed.isalpha()  # no value even where any text is one
            only = choices[0] if len(choices) == 1 and (letters or not self._free) else None
            choice = exact(choices, typed) or only
            if choice is not None:
                self._pick(choice)

    def _choices_for(self, typed: str) -> list[Choice]:
        """What fits; where the words do not, what sounds like them: a method chose other characters."""
        find = self._find or partial(fitting, self._all)
        choices = find(typed)
        for sound in () if choices else sounds(typed):
            choices = choices or find(sound)
        return choices

    @Slot(str)
    def _search(self, typed: str) -> None:
        self._value = None
        if typed.strip():
            self.open_list(typed)
        else:
            self.close_list()
            self.chosen.emit(None)

    @Slot(str)
    def _set_from_outside(self, text: str) -> None:
        """A screen reader or a test sets the text: an exact entry is the choice at once."""
        self._value = None
        choice = exact(self._find(text) if self._find else self._all, text)
        if choice is not None and choice.text == text:
            self._value = choice.value

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._pick(self._model.entries[index.row()])
        self.close_list()
