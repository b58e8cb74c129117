"""``python -m tests.manual``: docs/images and key tables again; ``… tests.manual keys``: the tables alone."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

from printing.fonts import font_files
from tests.manual.keys import write_tables
from tests.manual.scenes import ManualDay, ManualHome, prepare

DOCS = Path(__file__).parents[2] / "docs"


def main(arguments: list[str]) -> int:
    """Leave the pictures of a day in docs/, and the key tables of a home of their own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments != ["keys"]:
        _in_a_home(lambda day: day.whole())
    _in_a_home(_write_keys)  # pages that nobody has used yet: their keys are those of every desk
    return 0


def _write_keys(day: ManualDay) -> None:
    day.sign_in()
    write_tables(DOCS / "用户手册.md", day.window)


def _in_a_home(work: Callable[[ManualDay], None]) -> None:
    fonts = font_files()
    # beside the home, so that the pictures show its name and no folder of this machine
    with tempfile.TemporaryDirectory(prefix="jiefangtai-manual-") as folder, chdir(folder):
        home = ManualHome(Path("接访台"))
        prepare(home)
        day = ManualDay(DOCS / "images", home, fonts)
        try:
            work(day)
        finally:
            day.program.shell.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
