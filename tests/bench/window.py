"""Start and memory: our window to its first usable card, over a bare PySide6 window with the same font.

Runs itself in fresh processes: ``python -m tests.bench.window bare|ours HOME SANS BOLD``.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import fresh

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.tasks import Tasks

RUNS = 5
BARE, OURS = "bare", "ours"
ASKED_FOR = "办证"
"""A word that many visits have."""


def measure(home: Path, fonts: dict[str, Path], runs: int = RUNS) -> dict[str, Any]:
    """Medians of fresh processes, taken in turns so that both see the same machine.

    ``memory`` is the signed-in window on its first page. Told apart are the card at the door, what it is once
    papers are loaded ahead (ui.papers_ahead), and what a search, the ledger and the figures leave, which is
    where the size of the store shows. One start of each is not counted: it compiles the modules.
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
            "papers_loaded": round(ours[4], 1),
            "in_use": round(ours[5], 1),
        },
    }


def _once(which: str, home: Path, fonts: dict[str, Path], compiled: Path) -> list[float]:
    """Seconds and CPU seconds to the first card, memory there; of ours also once signed in and later."""
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
    from ui import routes
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
    desk = house.sign_in("clerk", password)
    program.door.signed_in.emit(desk)
    program.papers.stop()  # below: else it depends on how long the first page takes
    _until_idle(app, program.tasks)
    program.shell.grab()
    signed_in = _now()[2]
    program.papers.follow(desk)
    program.papers.prepare()
    _until_idle(app, program.tasks)
    papers_loaded = _now()[2]
    assert program.window is not None
    for route in (routes.Find(ASKED_FOR), routes.Ledger(), routes.Figures()):
        program.window.show_route(route)
        _until_idle(app, program.tasks)
    in_use = _now()[2]
    program.close()
    return [*at_the_door, signed_in, papers_loaded, in_use]


def _until_idle(app: QApplication, tasks: Tasks) -> None:
    deadline = time.monotonic() + 30
    while tasks.under_way and time.monotonic() < deadline:
        app.processEvents()


def _now() -> list[float]:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return [time.time(), time.process_time(), int(line.split()[1]) / 1024]
    raise LookupError("VmRSS")


if __name__ == "__main__":
    which, home, sans, bold = sys.argv[1], *map(Path, sys.argv[2:5])
    figures = _bare(sans) if which == BARE else _ours(home, sans, bold, sys.argv[5])
    sys.stdout.write(" ".join(map(str, figures)) + "\n")
