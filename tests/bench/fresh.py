"""Fresh processes for measurements of a start, with compiled modules as users have them.

A developer's shell may say PYTHONDONTWRITEBYTECODE: each start then compiles 900 modules, and no user's does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(module: str, *arguments: str, compiled: Path) -> list[float]:
    """The figures that ``python -m module arguments`` prints; its modules are compiled into ``compiled``."""
    keeping = {"PYTHONPYCACHEPREFIX": str(compiled), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | keeping | {"QT_QPA_PLATFORM": "offscreen"},
    )
    return [float(figure) for figure in done.stdout.split()]
