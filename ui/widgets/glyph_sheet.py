"""Asks for the picture and pinyin of a character that no font has: pasted, or a file."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.widgets.basics import Button
from ui.widgets.fields import TextField
from ui.widgets.sheet import FormSheet

PASTED = "剪贴板里的图片"


class PictureField(TextField):
    """A path, or the picture that Ctrl+V brought; Alt+↓ chooses a file."""

    file_asked = Signal()

    def __init__(self) -> None:
        super().__init__("字形图片", "glyph.picture", "Ctrl+V 粘贴截图，或写图片文件的位置")
        self.pasted = b""
        self.edited.connect(self._typed_over)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste_picture():
            return
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.file_asked.emit()
            return
        super().keyPressEvent(event)

    def _paste_picture(self) -> bool:
        clipboard = QGuiApplication.clipboard()
        image = clipboard.image() if clipboard.mimeData().hasImage() else QImage()
        if image.isNull():
            return False
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes, it takes text
        self.pasted = bytes(buffer.data().data())
        self.put_text(f"{PASTED} {image.width()}×{image.height()}")
        self.set_error(False)
        return True

    @Slot()
    def _typed_over(self) -> None:
        self.pasted = b""


class GlyphSheet(FormSheet):
    """For one character; ``asked`` when picture and pinyin are to be kept."""

    def __init__(self, of: QWidget, character: str) -> None:
        self.character = character
        self.picture = PictureField()
        self.pinyin = TextField("读音", "glyph.pinyin", "例如 yǎn 或 yan3")
        title = f"字库没有这个字：{character}（U+{ord(character):04X}）"
        fields = (("字形图片", self.picture), ("读音", self.pinyin))
        super().__init__(of, title, "存下并出纸", fields, "glyph")
        self.choose = Button("选文件", "glyph.choose", key="Alt+↓")
        self.choose.clicked.connect(self._choose)
        self.picture.file_asked.connect(self._choose)
        self.foot.insertWidget(1, self.choose)
        self._place()

    @Slot()
    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "字形图片", "", "图片 (*.png *.jpg *.jpeg)")
        if path:
            self.picture.pasted = b""
            self.picture.put_text(path)
            self.pinyin.setFocus()
