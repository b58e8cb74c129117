"""Changing the look of the running window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.theme.test_tokens import ratio
from ui.theme import Look, colours, fix, pixmap, px, set_mark, space
from ui.theme.icons import SHAPES
from ui.theme.tokens import THEMES
from ui.widgets import Button


@pytest.mark.parametrize("name", list(THEMES))
def test_palette_and_colours_follow_the_theme(look: Look, qapp: QApplication, name: str) -> None:
    look.set_theme(name)
    assert colours() is THEMES[name]
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(THEMES[name].panel)
    inactive = qapp.palette().color(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight)
    assert inactive == QColor(THEMES[name].sel)


def test_an_unknown_theme_is_refused(look: Look) -> None:
    with pytest.raises(KeyError):
        look.set_theme("粉色")


def test_sizes_and_spaces_follow_the_scale(look: Look, qtbot: QtBot) -> None:
    made = QWidget()
    layout = QVBoxLayout(made)
    space(layout, (16, 8, 16, 8), 8)
    inner = QWidget()
    fix(inner, width=100, height=36)
    layout.addWidget(inner)
    qtbot.addWidget(made)
    made.show()
    look.set_scale(200)
    assert px(16) == 32
    assert (inner.width(), inner.minimumHeight(), layout.spacing()) == (200, 72, 16)
    assert layout.contentsMargins().left() == 32


def test_the_scale_goes_in_steps_and_stays_between_100_and_200(look: Look) -> None:
    for _ in range(9):
        look.larger()
    assert look.scale == 200
    for _ in range(9):
        look.smaller()
    assert look.scale == 100
    look.set_scale(999)
    assert look.scale == 200


def test_a_small_screen_holds_the_scale_down_and_keeps_what_was_asked_for(look: Look) -> None:
    look.set_scale(200)
    look.set_most(150)
    assert (look.scale, look.scale_wanted, px(16)) == (150, 200, 24)
    look.larger()
    assert look.scale_wanted == 200, "a key that cannot do anything asks for nothing"
    look.set_most(200)
    assert look.scale == 200, "back on the large screen"
    look.set_most(150)
    look.smaller()
    assert (look.scale, look.scale_wanted) == (125, 125)
    look.set_most(200)


def test_every_icon_draws_something(look: Look) -> None:
    for name in SHAPES:
        drawn = pixmap(name, "text", 16).toImage()
        assert any(
            drawn.pixelColor(x, y).alpha() > 100 for x in range(drawn.width()) for y in range(drawn.height())
        )


def test_only_the_theme_folder_names_colours_or_style_sheets() -> None:
    for file in Path("ui").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if file.parts[1] != "theme":
            assert "setStyleSheet" not in text, file
            assert not re.search(r"#[0-9A-Fa-f]{6}\b", text), file


@pytest.mark.parametrize("kind", ["primary", "tall-primary", "small", ""])
def test_a_button_with_the_keys_is_seen_at_once(look: Look, qtbot: QtBot, kind: str) -> None:
    """LOOK.md 5: a ring of two pixels on buttons too, and nothing of the style's own over it."""
    ground = QWidget()
    layout = QVBoxLayout(ground)
    one, two = Button("保存", "one", key="F9", kind=kind), Button("保存", "two", key="F9", kind=kind)
    layout.addWidget(one)
    layout.addWidget(two)
    qtbot.addWidget(ground)
    ground.show()
    two.setFocus()
    qtbot.waitUntil(two.hasFocus)
    here, there = one.grab().toImage(), two.grab().toImage()
    edge = QColor(colours().text if "primary" in kind else colours().acc)
    assert there.pixelColor(1, there.height() // 2) == edge
    assert here.pixelColor(1, here.height() // 2) != edge
    inside = QColor(colours().acc if "primary" in kind else colours().acctint)
    assert there.pixelColor(8, there.height() // 2) == inside


@pytest.mark.parametrize("name", list(THEMES))
def test_the_keys_are_seen_on_what_is_chosen_too(look: Look, qtbot: QtBot, name: str) -> None:
    """A tab, a tile and a segment that are chosen look different once they have the keys, in every theme."""
    look.set_theme(name)
    ground = QWidget()
    layout = QVBoxLayout(ground)
    for mark, value in (("tab", True), ("tile", True), ("tile", "tall"), ("segment", True)):
        buttons = [Button("登记", f"{mark}.{place}") for place in (1, 2)]
        for one in buttons:
            one.setCheckable(True)
            one.setChecked(True)
            set_mark(one, mark, value)
            layout.addWidget(one)
    qtbot.addWidget(ground)
    ground.show()
    for one in ground.findChildren(Button):
        one.setFocus()
        qtbot.waitUntil(one.hasFocus)
        with_keys, size = one.grab().toImage(), one.size()
        one.clearFocus()
        assert one.size() == size, "nothing moves"
        assert one.grab().toImage() != with_keys, one.objectName()


@pytest.mark.parametrize("name", list(THEMES))
def test_what_is_disabled_has_another_edge(look: Look, qtbot: QtBot, name: str) -> None:
    """Where lines and borders have one colour the edge is broken, or the words alone would say it."""
    look.set_theme(name)
    ground = QWidget()
    layout = QVBoxLayout(ground)
    made = [Button("保存", "save", key="F9"), QLineEdit("示例"), QComboBox(), QTextEdit()]
    for one in made:
        layout.addWidget(one)
    qtbot.addWidget(ground)
    ground.show()
    ground.setFocus()
    for one in made:
        edges = []
        for enabled in (True, False):
            one.setEnabled(enabled)
            picture = one.grab().toImage()
            edges.append([picture.pixel(x, 0) for x in range(8, picture.width() - 8)])
        assert edges[0] != edges[1], one


def test_a_hint_never_looks_like_what_was_typed() -> None:
    for name, table in THEMES.items():
        assert ratio(table.hint, table.text) >= 1.5, name
        assert ratio(table.hint, table.acctint) >= 4.5, name
