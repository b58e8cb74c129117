"""Every screen and state as a picture: python -m tests.ui.shots FOLDER [theme|all] [scale] [WIDTHxHEIGHT]."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from printing.fonts import font_files
from tests.manual.scenes import ManualHome, prepare
from tests.ui.tour import Tour
from ui.theme.tokens import LIGHT, THEMES

ALL = "all"


def main(folder: Path, theme: str, scale: int, size: tuple[int, int]) -> None:
    folder = folder.absolute()
    fonts = font_files()
    with tempfile.TemporaryDirectory(prefix="jiefangtai-shots-") as place, chdir(place):
        home = ManualHome(Path("接访台"))
        prepare(home)
        tour = Tour(folder, home, fonts, tuple(THEMES) if theme == ALL else (theme,))
        tour.scale, tour.size = scale, size
        try:
            tour.walk()
        finally:
            tour.program.shell.close()


if __name__ == "__main__":
    given = sys.argv[1:]
    wide, high = (int(one) for one in (given[3] if len(given) > 3 else "1440x900").split("x"))
    main(
        Path(given[0] if given else "shots"),
        given[1] if len(given) > 1 else LIGHT,
        int(given[2]) if len(given) > 2 else 100,
        (wide, high),
    )
