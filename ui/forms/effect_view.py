"""Draws what an act would come to: what changes, what stays, and the paper as it goes out (LOOK2 A3, A9)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.forms.effect import Line
from ui.theme import colours, fix, px, space
from ui.widgets.basics import Heading, Panel, Text, name_widget
from ui.widgets.cards import clear
from ui.widgets.paper_over import PaperOver

WORD = 52
BAR = 12
"""A little more than a scroll bar takes at 100 %."""
LEAST = 160
"""Pixels at 100 % below which a page is not drawn smaller."""


class PaperLabel(QLabel):
    """A page of paper, sharp on its screen, as wide as asked for and never wider than its place."""

    def __init__(self, identifier: str, width: int) -> None:
        """``width``: pixels at 100 %."""
        super().__init__()
        self._width, self._page, self._shown = width, QPixmap(), 0
        name_widget(self, "会出的纸", identifier)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)  # the head is never cut

    def show_page(self, picture: bytes | None) -> None:
        """A page as PNG; None takes it away."""
        self._page, self._shown = QPixmap(), 0
        self.clear()
        if picture is not None:
            self._page.loadFromData(picture, "PNG")
            self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(LEAST), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = min(px(self._width), self.width())
        if self._page.isNull() or wide < px(LEAST) or self._shown <= wide <= self._shown + px(BAR):
            return  # a little more room is a scroll bar that went, and that would come again
        self._shown = wide
        self._draw()

    def _draw(self) -> None:
        """The page with its frame: where its place is wider, the frame is still the page's."""
        ratio = self.devicePixelRatioF()
        shown = self._page.scaledToWidth(
            round(self._shown * ratio), Qt.TransformationMode.SmoothTransformation
        )
        painter = QPainter(shown)
        painter.setPen(QPen(QColor(colours().ctl), round(ratio)))
        painter.drawRect(shown.rect().adjusted(0, 0, -1, -1))
        painter.end()
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(shown)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._shown and not self._page.isNull():
            self._draw()
        super().changeEvent(event)


class EffectView(QObject):
    """Fills a panel: a heading, lines with a word before each, the paper."""

    seen = Signal()
    """The paper was looked at enlarged."""

    def __init__(self, panel: Panel, identifier: str, width: int) -> None:
        super().__init__(panel)
        self.panel = panel
        self._looked_at: set[bytes] = set()
        self.says_what = True
        """Whether a line over the paper says what it is; else the heading does."""
        self.pictures: tuple[bytes, ...] = ()
        self.head = Heading("", "")
        panel.body.addWidget(self.head)
        self._lines = QVBoxLayout()
        space(self._lines, spacing=4)
        panel.body.addLayout(self._lines)
        self.paper_title = Text("会出的纸　放大 F8", "label")
        self.paper_title.hide()
        self.paper = PaperLabel(f"{identifier}.paper", width)
        self.paper.hide()
        panel.body.addWidget(self.paper_title)
        panel.body.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignTop)

    def show_lines(self, title: str, lines: Sequence[Line]) -> None:
        self.head.title.setText(title)
        clear(self._lines)
        for word, what, why in lines:
            self._lines.addWidget(_line(word, what, why))
        self.panel.setAccessibleDescription("；".join(f"{word} {what}".strip() for word, what, _ in lines))

    @property
    def picture(self) -> bytes | None:
        """The page that stands in the panel."""
        return self.pictures[0] if self.pictures else None

    def show_paper(self, picture: bytes | None) -> None:
        """The first page; nothing while it is being drawn or something is missing."""
        self.show_papers(() if picture is None else (picture,))

    def show_papers(self, pictures: Sequence[bytes]) -> None:
        """The first page of each paper that goes out: one stands in the panel, F8 shows them all."""
        self.pictures = tuple(pictures)
        self._looked_at &= set(pictures)
        self.paper_title.setVisible(self.says_what and bool(pictures))
        self.paper.setVisible(bool(pictures))
        self.paper.show_page(self.picture)

    def enlarge(self) -> None:
        """F8: the page over the window; with several F8 goes from one to the next."""
        if self.pictures:
            PaperOver(self.panel, "会出的纸", self.pictures, self._look_at)

    def _look_at(self, picture: bytes) -> None:
        self._looked_at.add(picture)
        self.seen.emit()

    @property
    def shows_paper(self) -> bool:
        return not self.paper.pixmap().isNull()

    @property
    def is_seen(self) -> bool:
        """Whether each paper stands on the screen as far as its middle, or was looked at enlarged."""
        shown = self.picture
        on_screen = self.paper.visibleRegion().contains(self.paper.rect().center())
        if shown is not None and self.shows_paper and on_screen:
            self._looked_at.add(shown)
        return bool(self.pictures) and self._looked_at.issuperset(self.pictures)


def _line(word: str, what: str, why: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    space(row, (0, 0, 0, 0), 8)
    if word:
        label = Text(word, "second")
        fix(label, width=WORD)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    space(column)
    column.addWidget(Text(what, "body", wrap=True))
    if why:
        column.addWidget(Text(why, "caption", wrap=True))
    row.addLayout(column, 1)
    return made
