"""A character no font has, in the window: the preview and the slip stop, a picture of it lets them go on."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from app.services.papers.keep_glyph import list_glyphs
from tests.ui.house import add_visit
from ui.register.paper.preview_view import fallback_words

RARE = "\ue000"
Key = Qt.Key


def picture() -> bytes:
    image = Image.new("RGB", (90, 90), "white")
    ImageDraw.Draw(image).line((10, 45, 80, 45), fill="black", width=8)
    ImageDraw.Draw(image).line((45, 10, 45, 80), fill="black", width=8)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def stopped(clerk):
    """A stored visit whose slip a character of the heading stops."""
    clerk.desk.settings.take("接待地址", f"示例路{RARE}号")
    number = add_visit(clerk.desk).visit_number
    clerk.page.stack.setCurrentWidget(clerk.page.saved_view)
    clerk.page.slip.issue(number)
    clerk.rest()
    return clerk


def test_the_panel_names_the_character_and_the_way_out(stopped):
    view = stopped.page.saved_view
    assert view._title.text() == "回执没有出"
    assert "U+E000" in view._detail.text()
    assert "按 G" in view._detail.text()
    assert [one.isHidden() for one, name in view._buttons.items() if name == "glyph"] == [False]


def test_a_pasted_picture_and_its_pinyin_let_the_slip_go_on(stopped):
    stopped.page.slip.give_glyph()
    sheet = stopped.page.slip.glyphs.sheet
    assert sheet is not None
    QGuiApplication.clipboard().setImage(QImage.fromData(picture(), "PNG"))
    QTest.keyClick(sheet.picture, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert sheet.picture.text() == "剪贴板里的图片 90×90"
    sheet.pinyin.set_value("yǎn")
    sheet.asked.emit()
    stopped.rest()
    assert stopped.page.slip.glyphs.sheet is None
    assert list_glyphs(stopped.desk) == [{"character": RARE, "code": "U+E000", "pinyin": "yǎn"}]
    assert stopped.page.saved_view._title.text() == "回执已存成文件"


def test_a_wrong_file_and_no_pinyin_are_said_in_the_sheet(stopped, tmp_path):
    stopped.page.slip.give_glyph()
    sheet = stopped.page.slip.glyphs.sheet
    sheet.picture.set_value(str(tmp_path / "没有.png"))
    sheet.asked.emit()
    stopped.rest()
    assert sheet.picture.property("state") == "error"
    text = tmp_path / "不是图片.png"
    text.write_text("不是图片")
    sheet.picture.set_value(str(text))
    sheet.asked.emit()
    stopped.rest()
    assert sheet.pinyin.property("state") == "error"
    assert list_glyphs(stopped.desk) == []
    (tmp_path / "字.png").write_bytes(picture())
    sheet.picture.set_value(str(tmp_path / "字.png"))
    sheet.pinyin.set_value("yan3")
    sheet.asked.emit()
    stopped.rest()
    assert stopped.page.saved_view._title.text() == "回执已存成文件"


def test_the_preview_says_which_characters_are_of_another_face():
    assert fallback_words("") == ""
    assert fallback_words("䶮㛃").startswith("“䶮”“㛃”用备用字体")
