"""Fields that can be typed in: one line, and the narrative."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QMargins, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QLabel, QLineEdit, QTextEdit, QWidget

from ui.theme import colours, px, set_mark
from ui.theme.icons import draw
from ui.widgets.basics import name_widget
from ui.widgets.composing import keep_composed, note_composing

ASIDE = 12
"""Pixels at 100 % of border, padding and Qt's own margin at each side of a field."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _beginnings(hint: str) -> list[str]:
    """Shorter forms of a hint, the shortest first: 找人, 找人 / 扫码, up to each of its separators."""
    return [
        hint[: separator.start()] for separator in re.finditer(r" / |[，；。、（]", hint) if separator.start()
    ]


def follow(widget: QWidget, focused: bool) -> None:
    """Make the label of a field bold while the field has the keys."""
    label = widget.property("label_widget")
    if isinstance(label, QLabel):
        set_mark(label, "following", focused)


_WALKED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.MouseFocusReason)
"""Leaving on purpose: where the window takes the focus for a moment, typing goes on at its place."""


class TextField(QLineEdit):
    """One line of text with its Chinese label, an identifier, and a short remark at its right end."""

    edited = Signal()
    """A person changed it, by keys or through the accessibility interface (not the program)."""
    left = Signal()
    """The focus went elsewhere: the time to check it."""
    moved_on = Signal()
    """Enter: the person is done with this field."""

    def __init__(self, label: str, identifier: str, placeholder: str = "") -> None:
        super().__init__()
        self.label = label
        self.identifier = identifier
        self._remark = ""
        self._shape = ""
        self._token = "text3"
        self._brief = False
        self._hint = ""
        name_widget(self, label, identifier)
        self.setPlaceholderText(placeholder)
        self._by_program = False
        self.stays = False
        """Enter asks for something that takes a moment: the keys stay here."""
        self.textChanged.connect(self._typed)

    def value(self) -> Any:
        """What was typed, trimmed; None when empty. Pickers and date boxes answer with their own type."""
        return self.text().strip() or None

    def set_value(self, value: object) -> None:
        """Fill in by the program; ``edited`` is not sent."""
        shown = "" if value is None else str(value)
        if shown != self.text():
            self.put_text(shown)

    def put_text(self, text: str) -> None:
        """Change the text by the program; ``edited`` is not sent."""
        self._by_program = True
        self.setText(text)
        self._by_program = False
        if not self.hasFocus():
            self.setCursorPosition(0)

    def setPlaceholderText(self, hint: str) -> None:
        """The hint of an empty field; where it is too narrow, as many of its parts as have room."""
        self._hint = hint
        self._fit_hint()

    def _fit_hint(self) -> None:
        margins = self.textMargins()
        room = self.width() - px(2 * ASIDE) - margins.left() - margins.right()
        whole = self.fontMetrics().horizontalAdvance(self._hint) <= room
        fitting = [
            part for part in _beginnings(self._hint) if self.fontMetrics().horizontalAdvance(part) <= room
        ]
        shown = self._hint if whole or not fitting else fitting[-1]
        if shown != self.placeholderText():
            super().setPlaceholderText(shown)

    def set_remark(self, text: str, shape: str = "", token: str = "text3") -> None:
        """The words at the right end inside the field: 校验通过, 25 / 60 字, 自动, 由证件得出.

        Where the text needs their room, the icon alone remains, or nothing: what was typed is never covered.
        """
        self._remark, self._shape, self._token = text, shape, token
        self._make_room()
        self.setAccessibleDescription(text)
        self.update()

    def set_error(self, wrong: bool) -> None:
        """Red border; the sentence is the row's (FormGrid.show_error)."""
        set_mark(self, "state", "error" if wrong else "")

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # type: ignore[override]
        """QLineEdit calls a method welcome wherever one can type, whatever its attribute says."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return self.isEnabled() and self.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        return super().inputMethodQuery(query)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        letters = note_composing(self, event)
        super().inputMethodEvent(event)
        self.composed(letters)

    def composed(self, letters: str) -> None:
        """An input method shows these letters in the field and has not committed them; empty once it has."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        follow(self, True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        keep_composed(self, event.reason())
        super().focusOutEvent(event)
        follow(self, False)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            if event.reason() in _WALKED:
                self.setCursorPosition(0)  # what is longer than the field is read from its beginning
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved_on.emit()
            if self.hasFocus() and not self.stays:  # what heard it may have put the keys elsewhere
                self.focusNextChild()
        elif event.key() in ENTER and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        self._fit_hint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._remark and not self._shape:
            return
        painter = QPainter(self)
        self._paint_remark(painter)
        painter.end()

    def _paint_remark(self, painter: QPainter) -> None:
        font = self.font()
        font.setPixelSize(px(13))
        painter.setFont(font)
        token = self._token if self.isEnabled() else "dis"
        remark = "" if self._brief else self._remark
        wide = QFontMetrics(font).horizontalAdvance(remark)
        right = self.width() - px(10)
        where = QRect(right - wide, 0, wide + 2, self.height())
        painter.setPen(getattr(colours(), token))
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, remark)
        if self._shape:
            side = px(16)
            left = where.left() - (px(4) if remark else 0) - side
            draw(painter, QRectF(left, (self.height() - side) / 2, side, side), self._shape, token)

    def _make_room(self) -> None:
        font = self.font()
        font.setPixelSize(px(13))
        wide = QFontMetrics(font).horizontalAdvance(self._remark) + px(4) if self._remark else 0
        icon = px(20) if self._shape else 0
        needed = self.fontMetrics().horizontalAdvance(self.text()) + wide + icon + px(24)
        self._brief = bool(self.text()) and needed > self.width()
        self.setTextMargins(QMargins(0, 0, icon if self._brief else wide + icon, 0))
        self._fit_hint()

    @Slot()
    def _typed(self) -> None:
        if self._shape or self._remark:
            self._make_room()
        if not self._by_program:
            self.edited.emit()


class Narrative(QTextEdit):
    """The narrative: plain text in lines of a fixed height; Enter is a new line, Tab moves on."""

    edited = Signal()
    left = Signal()
    LINE = 26

    def __init__(self, label: str, identifier: str, placeholder: str = "") -> None:
        super().__init__()
        self.label = label
        self.identifier = identifier
        self._by_program = False
        name_widget(self, label, identifier)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.document().setDocumentMargin(4)
        self._lines()
        self.textChanged.connect(self._typed)

    def value(self) -> str | None:
        return self.toPlainText().strip() or None

    def set_value(self, value: object) -> None:
        shown = "" if value is None else str(value)
        if shown != self.toPlainText():
            self._by_program = True
            self.setPlainText(shown)
            self._by_program = False
            self._lines()

    def set_error(self, wrong: bool) -> None:
        set_mark(self, "state", "error" if wrong else "")

    def refresh_look(self) -> None:
        """After a change of scale the lines are laid again."""
        self._lines()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        note_composing(self, event)
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        follow(self, True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        keep_composed(self, event.reason())
        super().focusOutEvent(event)
        follow(self, False)
        self.left.emit()

    def _lines(self) -> None:
        fixed = QTextBlockFormat()
        fixed.setLineHeight(px(self.LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        was, self._by_program = self._by_program, True
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(fixed)
        self._by_program = was

    @Slot()
    def _typed(self) -> None:
        if not self._by_program:
            self.edited.emit()


def below(widget: QWidget, over: QWidget) -> QPoint:
    """The point under a widget's left edge, in the coordinates of ``over``."""
    return widget.mapTo(over, QPoint(0, widget.height()))
