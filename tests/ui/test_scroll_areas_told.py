"""A scroll area tells of its parts; asked for one too many Qt's own answer ends the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASKING = """
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QHeaderView, QLabel, QScrollArea, QTableView
from ui.accessible import mend_accessibility
from ui.widgets.scroll import scrolling
from ui.widgets.scrolled import Scrolled

app = QApplication([])
mend_accessibility()
table = QTableView()
for area in (QScrollArea(), Scrolled("示例", "shili"), scrolling(QLabel()), table.horizontalHeader()):
    told = QAccessible.queryAccessibleInterface(area)
    parts = [told.child(place).object() for place in range(told.childCount())]
    assert area.viewport() in parts
    assert area.verticalScrollBar().parentWidget() in parts, "hidden or not: the count stays"
    assert told.child(told.childCount()) is None
    assert told.child(2**28) is None
    assert told.text(QAccessible.Text.Name) == area.accessibleName()
    print(type(area).__name__)
"""


def test_a_scroll_area_asked_for_a_part_too_many_has_none():
    done = subprocess.run(
        [sys.executable, "-c", ASKING], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["QScrollArea", "Scrolled", "QScrollArea", "QHeaderView"]
