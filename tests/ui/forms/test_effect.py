"""Lines of an act's effect: dates with their year where it is another one, what binds before promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.case.names import PROMISE
from app.domain.case.obligations import Obligation
from app.services.case.open_case import readable_case
from tests.ui.house import add_visit
from ui.forms.effect import counted_words, due_words, open_first, owed_lines
from ui.forms.effect_view import PaperLabel
from ui.theme import Look, colours
from ui.theme.tokens import THEMES

TODAY = date(2026, 11, 23)


def due_on(owed: Obligation, day: date) -> Obligation:
    return replace(owed, counted=replace(owed.counted, due=day, unknown_years=()))


def test_a_date_of_another_year_says_it(desk):
    owed = readable_case(desk, add_visit(desk).matter).case.in_sight[0]
    assert due_words(due_on(owed, date(2026, 12, 8)), TODAY) == "12-08 周二"
    assert due_words(due_on(owed, date(2027, 1, 6)), TODAY) == "2027-01-06 周三"


def test_what_binds_stands_by_its_date_and_promises_behind_it(desk):
    in_sight = readable_case(desk, add_visit(desk).matter).case.in_sight
    promise = next(one for one in in_sight if one.kind == PROMISE)
    other = next(one for one in in_sight if one.kind != PROMISE)
    mixed = [
        promise,
        replace(due_on(other, date(2026, 12, 8)), id="b"),
        replace(due_on(other, date(2026, 12, 3)), id="a"),
    ]
    assert [one.id for one in open_first(mixed)] == ["a", "b", promise.id]
    assert [head.split("　")[1] for head, _ in owed_lines(mixed, TODAY)][:2] == ["12-03 周四", "12-08 周二"]


def page_of(wide: int, high: int) -> bytes:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.mark.parametrize("theme", THEMES)
def test_the_frame_goes_around_the_page_and_not_around_its_place(
    look: Look, qtbot: QtBot, theme: str
) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    label = PaperLabel("test.paper", 300)
    QVBoxLayout(place).addWidget(label)
    place.resize(600, 700)
    place.show()
    label.show_page(page_of(800, 1100))
    look.set_theme(theme)
    qtbot.wait(1)
    shown = label.pixmap().toImage()
    assert shown.width() == 300
    frame = QColor(colours().ctl)
    corners = (
        (0, 0),
        (shown.width() - 1, 0),
        (0, shown.height() - 1),
        (shown.width() - 1, shown.height() - 1),
    )
    assert {shown.pixelColor(*at).name() for at in corners} == {frame.name()}


def test_a_scroll_bar_that_comes_and_goes_does_not_size_the_page_for_ever(look: Look, qtbot: QtBot) -> None:
    label = PaperLabel("test.paper", 400)
    qtbot.addWidget(label)
    label.resize(340, 600)
    label.show()
    label.show_page(page_of(800, 1100))
    assert label.pixmap().width() == 340
    label.resize(330, 600)  # the bar has come
    assert label.pixmap().width() == 330
    label.resize(340, 600)  # and gone: with the page larger it would come again
    assert label.pixmap().width() == 330
    label.resize(390, 600)
    assert label.pixmap().width() == 390


def test_an_effect_in_one_line_counts_what_changes_and_leaves_out_what_stays() -> None:
    lines = (
        ("变的", "人数　3 → 5", ""),
        ("换发", "受理告知书 示信受〔2026〕3号", ""),
        ("不变", "期限都不变", ""),
        ("告诉", "市住建局：受理告知书换发", ""),
        ("告诉", "来访人：换发的文书、变了的日期", ""),
        ("批准", "要带班领导批准，批准以后才改", ""),
    )
    assert counted_words(lines, second=True) == "变的 1 项，换发 1 项，告诉 2 项，要批准"
    assert counted_words(lines[2:3], second=False) == ""
