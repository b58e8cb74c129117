"""The slip as it will come out, shown over the form; Esc puts it away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from app.services.papers.preview_slip import SlipPreview
from ui.theme import px, set_mark, space
from ui.widgets import Heading, Panel, Text, name_widget
from ui.widgets.scroll import centred


class PreviewView(QWidget):
    """White paper on the grey desk, as wide as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        column = QVBoxLayout(self)
        space(column, (16, 12, 16, 12), 12)
        panel = Panel()
        panel.body.addWidget(Heading("回执预览", "没有保存，也没有用掉号码。Esc 回到登记，F9 保存并出单"))
        self._paper = QLabel()
        name_widget(self._paper, "回执预览", "register.preview.paper")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_mark(self._paper, "paper", True)
        self._scroll.setWidget(centred(self._paper))
        name_widget(self._scroll, "回执预览，可上下翻", "register.preview.scroll")
        self.fallback = Text("", "caption", wrap=True)
        self.fallback.hide()
        panel.body.addWidget(self.fallback)
        panel.body.addWidget(self._scroll, 1)
        column.addWidget(panel, 1)
        self._image = QPixmap()

    def show_slip(self, preview: SlipPreview) -> None:
        """The slip, and which of its characters come out of another face."""
        self._image = QPixmap()
        self._image.loadFromData(preview.png, "PNG")
        self.fallback.setText(fallback_words(preview.fallback))
        self.fallback.setVisible(bool(preview.fallback))
        self._fit()
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        wide = min(self._image.width(), round((self._scroll.viewport().width() - px(16)) * ratio), px(900))
        shown = self._image.scaledToWidth(max(wide, 1), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self._paper.setPixmap(shown)


def fallback_words(characters: str) -> str:
    """“䶮”用备用字体; empty where all is in the paper's own."""
    quoted = "".join(f"“{char}”" for char in characters)
    return f"{quoted}用备用字体，纸上字形稍有不同，请看一眼。" if quoted else ""
