"""Where the window stands and how large it is: as it was left, else as large as the screen wants it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QRect, QSize

from app.domain.value import Value
from ui.theme.tokens import STEPS

FILE = "window.json"
LEAST = (640, 400)
"""The smallest window at 100 %: every page can be used in it, at every scale as much larger."""
LARGEST = (1920, 1200)
"""On screens up to this size the window fills the screen at its first start."""
ROOM = 0.8
"""On larger ones it takes this part of the height and width."""
LEAST_SEEN = 160
"""Pixels of the window that must lie on a screen to be reached by the mouse."""


class Placed(Value, frozen=True):
    """A window's place; ``filling``: maximised, the rectangle is what it goes back to."""

    left: int
    top: int
    width: int
    height: int
    filling: bool = False

    @property
    def rect(self) -> QRect:
        return QRect(self.left, self.top, self.width, self.height)


def first_place(screen: QRect) -> Placed:
    """For a screen's free area (without task bars)."""
    width, height = round(screen.width() * ROOM), round(screen.height() * ROOM)
    left = screen.left() + (screen.width() - width) // 2
    top = screen.top() + (screen.height() - height) // 2
    filling = screen.width() <= LARGEST[0] and screen.height() <= LARGEST[1]
    return Placed(left, top, width, height, filling)


def place_for(kept: Placed | None, screens: list[QRect]) -> Placed:
    """The kept place if enough of it lies on a screen, never larger than that screen; else the first one."""
    if kept is not None:
        for screen in screens:
            seen = screen.intersected(kept.rect)
            if seen.width() >= LEAST_SEEN and seen.height() >= LEAST_SEEN:
                return _within(kept, screen)
    return first_place(screens[0])


def largest_scale(screen: QRect) -> int:
    """The largest step (%) at which the smallest window lies on a screen's free area; 100 where none does."""
    fitting = [
        step
        for step in STEPS
        if _least_at(step).width() <= screen.width() and _least_at(step).height() <= screen.height()
    ]
    return max(fitting, default=STEPS[0])


def read_place(home: Path) -> Placed | None:
    """As it was left; None where nothing is kept, or nothing that can be read."""
    try:
        return Placed(**json.loads((home / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def keep_place(home: Path, placed: Placed) -> None:
    """Remember it; a folder that cannot be written to is no reason to stop closing."""
    try:
        (home / FILE).write_text(json.dumps(asdict(placed)), encoding="utf-8")
    except OSError:
        return


def _least_at(scale: int) -> QSize:
    return QSize(LEAST[0] * scale // 100, LEAST[1] * scale // 100)


def _within(kept: Placed, screen: QRect) -> Placed:
    width, height = min(kept.width, screen.width()), min(kept.height, screen.height())
    left = max(screen.left(), min(kept.left, screen.right() + 1 - width))
    top = max(screen.top(), min(kept.top, screen.bottom() + 1 - height))
    return Placed(left, top, width, height, kept.filling)
