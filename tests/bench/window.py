"""Start and memory: our window to its first usable card, over a bare PySide6 window with the same font.

Runs itself in fresh processes: ``python -m tests.bench.window bare|ours HOME FONT``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

RUNS = 5


def measure(home: Path, fonts: dict[str, Path]) -> dict[str, Any]:
    """Medians of five fresh processes each, taken in turns so that both see the same machine."""
    taken: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": []}
    for _ in range(RUNS):
        for which in taken:
            taken[which].append(_once(which, home, fonts))
    seconds = {which: statistics.median(one[0] for one in runs) for which, runs in taken.items()}
    memory = {which: statistics.median(one[1] for one in runs) for which, runs in taken.items()}
    return {
        "start_over_bare_window": round(seconds["ours"] / seconds["bare"], 2),
        "memory_over_bare_window": round(memory["ours"] / memory["bare"], 2),
        "start_s": {which: round(value, 3) for which, value in seconds.items()},
        "memory_mb": {which: round(value, 1) for which, value in memory.items()},
    }


def _once(which: str, home: Path, fonts: dict[str, Path]) -> tuple[float, float]:
    begun = time.time()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.bench.window",
            which,
            str(home),
            str(fonts["sans"]),
            str(fonts["sans-bold"]),
        ],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    ready, memory = done.stdout.split()[-2:]
    return float(ready) - begun, float(memory)


def _bare(font: Path) -> None:
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


def _ours(home: Path, sans: Path, bold: Path) -> None:
    from PySide6.QtWidgets import QApplication  # as above

    from main import Home
    from ui.app import Program
    from ui.theme import Look

    app = QApplication([])
    program = Program(Home(home), Look(app, {"sans": sans, "sans-bold": bold}), "clerk")
    program.open()
    program.shell.resize(1440, 900)
    program.shell.grab()
    app.processEvents()
    program.close()


def _memory() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise LookupError("VmRSS")


if __name__ == "__main__":
    which, home, sans, bold = sys.argv[1], *map(Path, sys.argv[2:5])
    if which == "bare":
        _bare(sans)
    else:
        _ours(home, sans, bold)
    sys.stdout.write(f"{time.time()} {_memory()}\n")
