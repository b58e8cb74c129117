"""Start and memory: our window to its first usable card, over a bare PySide6 window with the same font.

Runs itself in fresh processes: ``python -m tests.bench.window bare|ours HOME SANS BOLD``.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench import fresh

RUNS = 5
BARE, OURS = "bare", "ours"


def measure(home: Path, fonts: dict[str, Path], runs: int = RUNS) -> dict[str, Any]:
    """Medians of fresh processes, taken in turns so that both see the same machine.

    ``memory`` is the signed-in window on its first page; the card at the door is told apart. One start of
    each is not counted: it compiles the modules.
    """
    taken: dict[str, list[list[float]]] = {BARE: [], OURS: []}
    with tempfile.TemporaryDirectory(prefix="jiefangtai-bench-") as folder:
        for which in taken:
            _once(which, home, fonts, Path(folder))
        for _ in range(runs):
            for which in taken:
                taken[which].append(_once(which, home, fonts, Path(folder)))
    bare = [statistics.median(column) for column in zip(*taken[BARE], strict=True)]
    ours = [statistics.median(column) for column in zip(*taken[OURS], strict=True)]
    return {
        "start_over_bare_window": round(ours[0] / bare[0], 2),
        "start_cpu_over_bare_window": round(ours[1] / bare[1], 2),
        "door_memory_over_bare_window": round(ours[2] / bare[2], 2),
        "memory_over_bare_window": round(ours[3] / bare[2], 2),
        "start_s": {BARE: round(bare[0], 3), OURS: round(ours[0], 3)},
        "start_cpu_s": {BARE: round(bare[1], 3), OURS: round(ours[1], 3)},
        "memory_mb": {
            BARE: round(bare[2], 1),
            "door": round(ours[2], 1),
            "signed_in": round(ours[3], 1),
        },
    }


def _once(which: str, home: Path, fonts: dict[str, Path], compiled: Path) -> list[float]:
    """Seconds and CPU seconds to the first card, memory there, and (ours) memory once signed in."""
    from db.training import PASSWORD  # not in the fresh process, whose memory is measured

    parts = (which, str(home), str(fonts["sans"]), str(fonts["sans-bold"]), PASSWORD)
    begun = time.time()
    ready, *rest = fresh.run("tests.bench.window", *parts, compiled=compiled)
    return [ready - begun, *rest]


def _bare(font: Path) -> list[float]:
    from PySide6.QtGui import QFont, QFontDatabase  # in the fresh process alone: the start is what is timed
    from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

    app = QApplication([])
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font)))
    app.setFont(QFont(families[0]))
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(QLabel("账号"))
    column.addWidget(QLineEdit())
    window.resize(1440, 900)
    window.show()
    window.grab()
    app.processEvents()
    return _now()


def _ours(home: Path, sans: Path, bold: Path, password: str) -> list[float]:
    from ui.qt_ready import require_qt  # as above

    require_qt()  # before the program's own modules, or PySide6 reads the source of each; main has them first
    from PySide6.QtWidgets import QApplication

    from home import Home
    from ui.app import Program
    from ui.placing import Placed
    from ui.theme import Look

    app = QApplication([])
    house = Home(home)
    program = Program(house, Look(app, {"sans": sans, "sans-bold": bold}), "clerk")
    program.open(Placed(0, 0, 1440, 900))
    program.shell.resize(1440, 900)
    program.shell.grab()
    app.processEvents()
    at_the_door = _now()
    program.door.signed_in.emit(house.sign_in("clerk", password))
    deadline = time.monotonic() + 30
    while program.tasks.under_way and time.monotonic() < deadline:
        app.processEvents()
    program.shell.grab()
    memory = _now()[2]
    program.close()
    return [*at_the_door, memory]


def _now() -> list[float]:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return [time.time(), time.process_time(), int(line.split()[1]) / 1024]
    raise LookupError("VmRSS")


if __name__ == "__main__":
    which, home, sans, bold = sys.argv[1], *map(Path, sys.argv[2:5])
    figures = _bare(sans) if which == BARE else _ours(home, sans, bold, sys.argv[5])
    sys.stdout.write(" ".join(map(str, figures)) + "\n")
