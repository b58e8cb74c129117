"""``python -m tests.manual``: docs/images and key tables again; ``… tests.manual keys``: the tables alone."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

from printing.fonts import font_files
from tests.manual.keys import write_tables
from tests.manual.scenes import ManualDay, ManualHome, prepare

DOCS = Path(__file__).parents[2] / "docs"


def main(arguments: list[str]) -> int:
    """Run the day in a temporary home and leave its pictures and tables in docs/."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    fonts = font_files()
    # beside the home, so that the pictures show its name and no folder of this machine
    with tempfile.TemporaryDirectory(prefix="jiefangtai-manual-") as folder, chdir(folder):
        home = ManualHome(Path("接访台"))
        prepare(home)
        day = ManualDay(DOCS / "images", home, fonts)
        try:
            if arguments != ["keys"]:
                day.whole()
            else:
                day.sign_in()
            write_tables(DOCS / "用户手册.md", day.window)
        finally:
            day.program.shell.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
