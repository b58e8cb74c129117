"""The slip beside the settings that make it: what is typed is seen at once, before it is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.desk import Desk
from app.errors import JiefangtaiError, Refused
from app.services.preview_paper import preview_paper
from app.services.preview_slip import SlipPreview
from app.words import sentence
from ui.tasks import Tasks
from ui.theme import fix, px, set_mark, space
from ui.widgets.basics import Text, name_widget

PAUSE = 200
"""Milliseconds after the last key."""
WIDTH = 320
TWO_LINES = 44
"""Room for the sentence, kept also while there is none: nothing moves when it comes."""


class PreviewPane(QWidget):
    """The picture of a sample slip, and a sentence where there is none."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "ground", "none")
        column = QVBoxLayout(self)
        space(column, (12, 0, 0, 0), 6)
        column.addWidget(Text("回执预览（示例）", "label"))
        self.paper = QLabel()
        name_widget(self.paper, "回执预览", "settings.preview")
        column.addWidget(self.paper)
        self.said = Text("", "error", wrap=True)
        fix(self.said, width=WIDTH, min_height=TWO_LINES)
        column.addWidget(self.said, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)

    def show_paper(self, preview: SlipPreview) -> None:
        image = QPixmap()
        image.loadFromData(preview.png, "PNG")
        ratio = self.devicePixelRatioF()
        shown = image.scaledToWidth(round(px(WIDTH) * ratio), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.paper.setPixmap(shown)
        self.say("")

    def say(self, words: str) -> None:
        """What stands in the way; the last good picture stays."""
        self.said.setText(words)


class LivePreview(QObject):
    """Lays the sample slip out again after the last key; the newest answer alone is shown."""

    def __init__(
        self, desk: Desk, tasks: Tasks, pane: PreviewPane, typed: Callable[[], Mapping[str, Any]]
    ) -> None:
        super().__init__(pane)
        self._desk = desk
        self._tasks = tasks
        self._pane = pane
        self._typed = typed
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self.now)

    @Slot()
    def soon(self) -> None:
        self._rest.start()

    @Slot()
    def now(self) -> None:
        work = partial(preview_paper, self._desk, dict(self._typed()))
        self._tasks.run(work, self._pane.show_paper, self._not_shown, latest="settings.preview")

    def _not_shown(self, error: JiefangtaiError) -> None:
        first = error.errors[0] if isinstance(error, Refused) else error
        self._pane.say(sentence(first.code, first.facts))
