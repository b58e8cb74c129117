"""Changing the look of the running window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Look, colours, fix, pixmap, px, space
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
