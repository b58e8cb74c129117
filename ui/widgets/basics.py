"""Small parts every screen uses: texts, panels, buttons, key caps, tags, icons beside words."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fix, icon, px, role, set_mark, space
from ui.theme.icons import draw
from ui.widgets.flow import kept, plain

SIDE, LINE = 16, 20
"""Pixels at 100 %: an icon, and a line of body text that it stands beside."""


def name_widget(widget: QWidget, label: str, identifier: str) -> None:
    """Accessible name (the Chinese label) and identifier; Qt before 6.9 has the object name alone."""
    widget.setAccessibleName(label)
    widget.setObjectName(identifier)
    if hasattr(widget, "setAccessibleIdentifier"):
        widget.setAccessibleIdentifier(identifier)


class Text(QLabel):
    """A text in one of the type roles; wraps if asked, never shows “…”."""

    def __init__(self, text: str = "", kind: str = "body", wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        role(self, kind)

    def setText(self, text: str) -> None:
        """A text that wraps keeps numbers and keys whole; one that can be copied stays as it is."""
        copied = self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        super().setText(kept(text) if self.wordWrap() and not copied else text)

    def text(self) -> str:
        """As it was said, without what holds its words together."""
        return plain(super().text())

    def set_kind(self, kind: str) -> None:
        role(self, kind)


class Icon(QWidget):
    """An icon of the program in a colour token; always beside a word, so silent to readers."""

    def __init__(self, shape: str, token: str = "text", size: int = SIDE, *, line: int = 0) -> None:
        """``line``: height of the line of text that it stands beside, at the top of several."""
        super().__init__()
        self._shape = shape
        self._token = token
        fix(self, width=size, height=line or size)

    def set(self, shape: str, token: str) -> None:
        self._shape = shape
        self._token = token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self.width()
        place = QRectF(0, (self.height() - side) / 2, side, side)
        draw(painter, place, self._shape, self._token)
        painter.end()


class Button(QPushButton):
    """A verb with its key in its own text: 保存并出单 F9."""

    def __init__(
        self,
        text: str,
        identifier: str,
        *,
        key: str = "",
        kind: str = "",
        shape: str | None = None,
        token: str = "",
    ) -> None:
        """``token``: the icon's colour where it is not the text's."""
        shown = f"{text} {key}" if key else text
        super().__init__(f" {shown}" if shape else shown)
        self._shape = shape
        self._kind = kind
        self._token = token or ("accon" if kind in ("primary", "tall-primary") else "text")
        name_widget(self, text, identifier)
        self.setAutoDefault(False)
        if kind:
            set_mark(self, "kind", kind)
        self._redraw()

    def set_words(self, text: str, key: str = "") -> None:
        """Another verb on the same button."""
        shown = f"{text} {key}" if key else text
        self.setText(f" {shown}" if self._shape else shown)
        self.setAccessibleName(text)

    def set_shape(self, shape: str | None) -> None:
        self._shape = shape
        self._redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._redraw()
        super().changeEvent(event)

    def _redraw(self) -> None:
        if self._shape is not None:
            self.setIcon(icon(self._shape, self._token))
            self.setIconSize(QSize(px(16), px(16)))


class KeyCap(QLabel):
    """The little frame around a key's name: F3."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        role(self, "keycap")
        set_mark(self, "tag", True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        fix(self, height=20)

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.text()) + px(12)
        return QSize(max(wide, px(20)), px(20))


class Tag(QFrame):
    """A small framed word with an icon: 暂定, 重访, 逾期 5 日. kind: plain, warning, error, good."""

    _LOOKS: ClassVar[dict[str, tuple[str, str, str]]] = {
        "plain": ("", "text2", "caption"),
        "warning": ("warning", "warn", "warning"),
        "error": ("error", "err", "error"),
        "good": ("check", "ok", "good"),
    }

    def __init__(self, text: str = "", kind: str = "plain", shape: str | None = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        space(row, (7, 0, 7, 0), 4)
        self._icon = Icon("info")
        self._text = Text()
        row.addWidget(self._icon)
        row.addWidget(self._text)
        fix(self, height=24)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, kind, shape)

    def set(self, text: str, kind: str = "plain", shape: str | None = None) -> None:
        """Change what it says; an empty text hides it."""
        own, token, textual = self._LOOKS[kind]
        drawn = shape or own
        self._icon.setVisible(bool(drawn))
        if drawn:
            self._icon.set(drawn, token)
        self._text.setText(text)
        self._text.set_kind(textual)
        set_mark(self, "chip", kind)
        if self.parentWidget() is not None or not text:  # shown without a parent it would be a window
            self.setVisible(bool(text))

    def text(self) -> str:
        return self._text.text()


class IconText(QWidget):
    """An icon and a word in one line, such as ✓ 草稿已存 09:31:07."""

    def __init__(self, shape: str, text: str, token: str = "text", kind: str = "body") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        space(row, (0, 0, 0, 0), 6)
        self._icon = Icon(shape, token)
        self._text = Text(text, kind)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set(self, shape: str, text: str, token: str = "text", kind: str = "body") -> None:
        self._icon.set(shape, token)
        self._text.setText(text)
        self._text.set_kind(kind)
        self._text.ensurePolished()  # its font may have changed while it was hidden
        self._text.updateGeometry()

    def text(self) -> str:
        return self._text.text()


class Panel(QFrame):
    """A white panel with a line around; ``body`` is its vertical layout."""

    def __init__(self, margins: tuple[int, int, int, int] = (16, 10, 16, 12), spacing: int = 8) -> None:
        super().__init__()
        set_mark(self, "panel", "true")
        self.body = QVBoxLayout(self)
        space(self.body, margins, spacing)


class Heading(QWidget):
    """Title of a panel with its tags on the left and small buttons or a caption on the right."""

    def __init__(self, title: str, caption: str = "") -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        space(self._row, (0, 0, 0, 0), 8)
        self.title = Text(title, "heading")
        self.caption = Text(caption, "caption")
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self._row.addWidget(self.caption)
        self.caption.setVisible(bool(caption))
        fix(self, min_height=28)

    def add_left(self, widget: QWidget) -> None:
        self._row.insertWidget(self._row.count() - 2, widget)

    def add_right(self, widget: QWidget) -> None:
        self._row.addWidget(widget)

    def set_caption(self, text: str) -> None:
        self.caption.setText(text)
        self.caption.setVisible(bool(text))


def rule(down: bool = False) -> QFrame:
    """A dividing line of one pixel."""
    made = QFrame()
    set_mark(made, "rule", "down" if down else "across")
    return made
