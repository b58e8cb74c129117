"""Shows the briefing so that no line ends between a number and its unit; a copy has nothing between them."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData

from ui.widgets.fields import Narrative

_JOINER = "\u2060"
"""WORD JOINER: seen by nobody, and no line is broken at it (Unicode Standard Annex 14)."""
_BEFORE_UNIT = re.compile(r"(?<=[0-9])(?=[\u4e00-\u9fff%％])")


class BriefingText(Narrative):
    """A narrative whose numbers stay with what they count."""

    def setPlainText(self, text: str) -> None:
        super().setPlainText(_BEFORE_UNIT.sub(_JOINER, text))

    def toPlainText(self) -> str:
        """The text without what only the screen needs."""
        return super().toPlainText().replace(_JOINER, "")

    def createMimeDataFromSelection(self) -> QMimeData:
        copied = QMimeData()
        copied.setText(self.textCursor().selection().toPlainText().replace(_JOINER, ""))
        return copied
