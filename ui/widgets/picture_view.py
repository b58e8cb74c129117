"""Shows a picture or the pages of a file over the window; keys turn pages, save, and go back."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import colours, px, space
from ui.widgets.basics import Button, Heading, Text
from ui.widgets.over import Over

ABOVE, BELOW, ASIDE = 56, 36, 24
"""Room that is left around: the header and the status bar stay readable."""
FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_PageUp)


class _Sheet(QWidget):
    """The page, whole and in the middle, black on white in every theme."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(px(120), px(120))

    def show_picture(self, pixmap: QPixmap) -> None:
        self._pixmap, self._words = pixmap, ""
        self.update()

    def show_words(self, words: str) -> None:
        self._pixmap, self._words = QPixmap(), words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().win))
        if self._pixmap.isNull():
            painter.setPen(QColor(colours().text2))
            painter.drawText(
                self.rect().adjusted(px(24), 0, -px(24), 0),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self._words,
            )
        else:
            ratio = self.devicePixelRatioF()
            room = QSize(round(self.width() * ratio), round(self.height() * ratio))
            drawn = self._pixmap
            if drawn.width() > room.width() or drawn.height() > room.height():
                drawn = drawn.scaled(
                    room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            drawn.setDevicePixelRatio(ratio)
            size = drawn.deviceIndependentSize().toSize()
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(self.rect().center())
            painter.drawPixmap(place.topLeft(), drawn)
            painter.setPen(QPen(QColor(colours().ctl), 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()


class PictureView(Over):
    """One file; whoever opened it draws the pages it asks for."""

    page_asked = Signal(int)
    save_asked = Signal()
    off_asked = Signal()

    def __init__(self, of: QWidget, title: str, about: str, pages: int, *, may_take_off: bool) -> None:
        super().__init__(of, title, "picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page, self.pages = 0, pages
        self._may_take_off = may_take_off
        self._is_here = False
        """Whether the content has come: only then are there pages to turn and a file to save."""
        column = QVBoxLayout(self)
        space(column, (16, 10, 16, 14), 8)
        self.head = Heading(title, "Esc 退回")
        column.addWidget(self.head)
        self.about = Text(about, "second", wrap=True)
        column.addWidget(self.about)
        self.sheet = _Sheet()
        column.addWidget(self.sheet, 1)
        column.addLayout(self._foot())
        self.off.setVisible(may_take_off)  # in the sheet by now: alone it would be a window of its own
        self._show_where()
        self.setAccessibleDescription(about)
        self._place()
        self.lift(self)
        self.show_words("正在取内容…")

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        space(line, (0, 2, 0, 0), 8)
        self.save = Button("另存", "picture.save", key="S")
        self.off = Button("撤下", "picture.off", key="X")
        self.before = Button("上一页", "picture.before", key="←")
        self.after = Button("下一页", "picture.after", key="→")
        self.where = Text("", "second")
        self.save.clicked.connect(self.save_asked)
        self.off.clicked.connect(self.off_asked)
        self.before.clicked.connect(self._to_before)
        self.after.clicked.connect(self._to_after)
        line.addWidget(self.save)
        line.addWidget(self.off)
        line.addStretch(1)
        line.addWidget(self.where)
        line.addWidget(self.before)
        line.addWidget(self.after)
        return line

    @Slot()
    def _to_before(self) -> None:
        self.turn(-1)

    @Slot()
    def _to_after(self) -> None:
        self.turn(1)

    def room(self) -> int:
        """Dots of the longer side that a page may have here: twice what fits, for the eye that leans in."""
        return round(max(self.sheet.width(), self.sheet.height()) * self.devicePixelRatioF() * 1.5)

    def came(self) -> None:
        """The content is here."""
        self._is_here = True
        self._show_where()

    def show_page(self, page: int, png: bytes) -> None:
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        self.page = page
        self.sheet.show_picture(pixmap)
        self._show_where()

    def show_words(self, words: str) -> None:
        """What stands in the page's place: that it comes, or why it does not."""
        self.sheet.show_words(words)
        self.setAccessibleDescription(f"{self.about.text()}。{words}")

    def turn(self, by: int) -> None:
        wanted = self.page + by
        if self._is_here and 0 <= wanted < self.pages:
            self.page_asked.emit(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in FORWARD or key in BACK:
            self.turn(1 if key in FORWARD else -1)
        elif key == Qt.Key.Key_S:
            self.save.click()
        elif key == Qt.Key.Key_X and self._may_take_off:
            self.off_asked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sheet.update()

    def shut(self) -> None:
        if self.is_up:
            super().shut()
            self.deleteLater()

    def _show_where(self) -> None:
        several = self.pages > 1
        self.save.setEnabled(self._is_here)
        self.where.setText(f"第 {self.page + 1} 页，共 {self.pages} 页" if several else "")
        for button, able in ((self.before, self.page > 0), (self.after, self.page + 1 < self.pages)):
            button.setVisible(several)
            button.setEnabled(able and self._is_here)
        if several:
            self.setAccessibleDescription(f"{self.about.text()}。{self.where.text()}")

    def _place(self) -> None:
        self.resize(self.over.width() - px(2 * ASIDE), self.over.height() - px(ABOVE + BELOW))
        self.move(px(ASIDE), px(ABOVE))
        inside = self.layout()
        assert inside is not None
        inside.activate()
