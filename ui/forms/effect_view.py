"""Draws what an act would come to: what changes, what stays, and the paper as it goes out (LOOK2 A3, A9)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.forms.effect import Line
from ui.theme import fix, px, set_mark, space
from ui.widgets.basics import Heading, Panel, Text, name_widget
from ui.widgets.cards import clear
from ui.widgets.paper_over import PaperOver

WORD = 52


def paper_picture(label: QLabel, picture: bytes, width: int) -> QPixmap:
    """A page of paper at a width of logical pixels, sharp on the label's screen."""
    image = QPixmap()
    image.loadFromData(picture, "PNG")
    ratio = label.devicePixelRatioF()
    shown = image.scaledToWidth(round(px(width) * ratio), Qt.TransformationMode.SmoothTransformation)
    shown.setDevicePixelRatio(ratio)
    return shown


class EffectView(QObject):
    """Fills a panel: a heading, lines with a word before each, the paper."""

    seen = Signal()
    """The paper was looked at enlarged."""

    def __init__(self, panel: Panel, identifier: str, width: int) -> None:
        super().__init__(panel)
        self.panel = panel
        self._seen = False
        self._width = width
        self.picture: bytes | None = None
        self.head = Heading("", "")
        panel.body.addWidget(self.head)
        self._lines = QVBoxLayout()
        space(self._lines, spacing=4)
        panel.body.addLayout(self._lines)
        self.paper_title = Text("会出的纸　放大 F8", "label")
        self.paper_title.hide()
        self.paper = QLabel()
        name_widget(self.paper, "会出的纸", f"{identifier}.paper")
        set_mark(self.paper, "paper", True)
        self.paper.hide()
        panel.body.addWidget(self.paper_title)
        panel.body.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignTop)

    def show_lines(self, title: str, lines: Sequence[Line]) -> None:
        self.head.title.setText(title)
        clear(self._lines)
        for word, what, why in lines:
            self._lines.addWidget(_line(word, what, why))
        self.panel.setAccessibleDescription("；".join(f"{word} {what}".strip() for word, what, _ in lines))

    def show_paper(self, picture: bytes | None) -> None:
        """The first page; nothing while it is being drawn or something is missing."""
        self._seen = self._seen and picture == self.picture
        self.picture = picture
        self.paper_title.setVisible(picture is not None)
        self.paper.setVisible(picture is not None)
        if picture is None:
            self.paper.clear()
        else:
            self.paper.setPixmap(paper_picture(self.paper, picture, self._width))

    def enlarge(self) -> None:
        """F8: the page over the window."""
        if self.picture is not None:
            PaperOver(self.panel.window(), "会出的纸", self.picture)
            self._seen = True
            self.seen.emit()

    @property
    def shows_paper(self) -> bool:
        return not self.paper.pixmap().isNull()

    @property
    def is_seen(self) -> bool:
        """Whether the paper stands on the screen as far as its middle, or was looked at enlarged."""
        if self.shows_paper and not self._seen:
            self._seen = self.paper.visibleRegion().contains(self.paper.rect().center())
        return self._seen


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
