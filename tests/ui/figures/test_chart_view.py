"""The chart on the screen: its numbers can be read in every theme."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.domain.figures.chart import Pair
from ui.figures.chart_view import ChartView
from ui.theme import Look, colours, px
from ui.theme.tokens import THEMES

COUNTS = (10, 9, 8, 5, 4)
"""The lines stand at 10 and 5: the numbers of 9 and 4 stand on them."""


@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("scale", [100, 150])
def test_no_line_goes_through_a_number(look: Look, qtbot: QtBot, theme: str, scale: int) -> None:
    look.set_theme(theme)
    look.set_scale(scale)
    chart = ChartView("来访", "figures.chart")
    qtbot.addWidget(chart)
    chart.resize(px(640), px(168))
    chart.show_pairs([Pair(f"{count} 月", count, count, f"{count}", f"{count}") for count in COUNTS])
    chart.show()
    image, unit, crossed = chart.grab().toImage(), px(100) / 100, 0
    for line in chart.drawing().lines:
        y = round(line.y * unit)
        for word in chart.drawing().words:
            place = chart.place_of(word, unit)
            if line.base or not place.top() < y < place.bottom() or word.x < line.x:
                continue
            crossed += 1
            for x in (int(place.left()) - 1, int(place.right()) + 2):
                assert image.pixelColor(x, y) != QColor(colours().line), (word.text, x)
    assert crossed
