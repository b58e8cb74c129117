"""The paper beside the settings that make it: what is typed is seen at once, before it is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from app.desk import Desk
from app.errors import JiefangtaiError
from app.services.papers.preview_paper import SLIP_SAMPLE, Sample, preview_paper, sample_for
from app.services.papers.preview_slip import SlipPreview
from app.words import sentence_of
from ui.tasks import Tasks
from ui.theme import fix, px, set_mark, space
from ui.widgets.basics import Text, name_widget
from ui.widgets.fields import TextField

PAUSE = 200
"""Milliseconds after the last key."""
WIDTH = 320
TWO_LINES = 44
"""Room for the sentence, kept also while there is none: nothing moves when it comes."""


class PreviewPane(QWidget):
    """The picture of a sample paper, and a sentence where there is none."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "ground", "none")
        column = QVBoxLayout(self)
        space(column, (12, 0, 0, 0), 6)
        self.title = Text("", "label")
        column.addWidget(self.title)
        self.paper = QLabel()
        self.show_title(SLIP_SAMPLE)
        column.addWidget(self.paper)
        self.said = Text("", "error", wrap=True)
        fix(self.said, width=WIDTH, min_height=TWO_LINES)
        column.addWidget(self.said, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)

    def show_title(self, sample: Sample) -> None:
        self.title.setText(sample.title)
        name_widget(self.paper, sample.title, "settings.preview")

    def show_paper(self, sample: Sample, preview: SlipPreview) -> None:
        self.show_title(sample)
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
    """Lays a sample out again after the last key, the paper that the setting with the keys stands on.

    The newest answer alone is shown.
    """

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        pane: PreviewPane,
        fields: Mapping[TextField, str],
        typed: Callable[[], Mapping[str, Any]],
    ) -> None:
        """``fields``: those whose words are printed, each with the key of its setting."""
        super().__init__(pane)
        self._desk = desk
        self._tasks = tasks
        self._pane = pane
        self._fields = fields
        self._typed = typed
        self._sample = SLIP_SAMPLE
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self.now)

    @Slot()
    def soon(self) -> None:
        self._rest.start()

    @Slot()
    def now(self) -> None:
        sample = self._sample
        work = partial(preview_paper, self._desk, dict(self._typed()), sample)
        shown = partial(self._pane.show_paper, sample)
        self._tasks.run(work, shown, self._not_shown, latest="settings.preview")

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        key = self._fields.get(new) if isinstance(new, TextField) else None
        if key is not None and sample_for(key) != self._sample:
            self._sample = sample_for(key)
            self.now()

    def _not_shown(self, error: JiefangtaiError) -> None:
        self._pane.say(sentence_of(error))
