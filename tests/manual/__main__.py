"""``python -m tests.manual``: docs/images and key tables again; ``… keys``: the tables alone; ``… play DIR``.

``play`` makes both in another folder and leaves docs/ alone: CI plays the script, lest it stand still unseen.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import chdir
from functools import partial
from pathlib import Path

from printing.fonts import font_files
from tests.manual.keys import write_tables
from tests.manual.scenes import ManualDay, ManualHome, prepare

DOCS = Path(__file__).parents[2] / "docs"


def main(arguments: list[str]) -> int:
    """Leave the pictures of a day in docs/, and the key tables of a home of their own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    docs = Path(arguments[1]).absolute() if arguments[:1] == ["play"] else DOCS
    (docs / "images").mkdir(exist_ok=True)
    if arguments != ["keys"]:
        _in_a_home(docs, lambda day: day.whole())
    _in_a_home(docs, partial(_write_keys, docs))  # pages that nobody has used: their keys are every desk's
    return 0


def _write_keys(docs: Path, day: ManualDay) -> None:
    day.sign_in()
    write_tables(docs / "用户手册.md", day.window)


def _in_a_home(docs: Path, work: Callable[[ManualDay], None]) -> None:
    fonts = font_files()
    # beside the home, so that the pictures show its name and no folder of this machine
    with tempfile.TemporaryDirectory(prefix="jiefangtai-manual-") as folder, chdir(folder):
        home = ManualHome(Path("接访台"))
        prepare(home)
        day = ManualDay(docs / "images", home, fonts)
        try:
            work(day)
        finally:
            day.program.shell.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
