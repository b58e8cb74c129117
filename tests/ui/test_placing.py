"""The window's place: it fits every screen, and comes back as it was left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from ui.placing import LEAST, Placed, first_place, keep_place, largest_scale, place_for, read_place
from ui.theme.tokens import STEPS

SCREENS = [(1280, 720), (1366, 768), (1440, 900), (1920, 1080), (2560, 1440), (3840, 2160)]


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_first_place_lies_on_the_screen_and_fills_the_usual_ones(width: int, height: int) -> None:
    screen = QRect(0, 28, width, height - 28)
    placed = first_place(screen)
    assert screen.contains(placed.rect)
    assert placed.filling == (width <= 1920)


def test_it_comes_back_as_it_was_left(tmp_path: Path) -> None:
    assert read_place(tmp_path) is None
    placed = Placed(100, 50, 1200, 800)
    keep_place(tmp_path, placed)
    assert read_place(tmp_path) == placed
    assert place_for(placed, [QRect(0, 0, 1920, 1080)]) == placed


def test_a_screen_that_is_gone_or_smaller_now(tmp_path: Path) -> None:
    small = QRect(0, 0, 1280, 720)
    assert place_for(Placed(2000, 50, 1200, 800), [small]) == first_place(small)
    assert small.contains(place_for(Placed(100, 50, 1600, 1000), [small]).rect)


def test_a_file_that_is_no_place_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text("{not json", encoding="utf-8")
    assert read_place(tmp_path) is None


@pytest.mark.parametrize(
    ("width", "height", "most"),
    [
        (1280, 720, 175),
        (1280, 672, 150),
        (1366, 768, 175),
        (1440, 900, 200),
        (800, 480, 110),
        (600, 300, 100),
    ],
)
def test_the_largest_scale_leaves_the_whole_window_on_the_screen(width: int, height: int, most: int) -> None:
    assert largest_scale(QRect(0, 40, width, height)) == most
    for step in STEPS[1:]:
        fits = LEAST[0] * step <= width * 100 and LEAST[1] * step <= height * 100
        assert fits == (step <= most)
