"""``main.py bench``: makes a store, measures, prints ratios."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.house import House, SimulationWanted
from db.training import PASSWORD, simulate
from printing.fonts import font_files
from tests.bench import acts, cases, figures, ledger, paper, records, sync, window

ROWS = 5_000
"""Rows of the old ledger; ``python -m tests.bench.ledger 50000`` measures one of 50,000."""
MILLION = 1_000_000
SERIOUS = 10_000
"""Visits from which on the figures are worth repeating; a smaller store only tries the bench itself."""


def measure(visits: int, open_house: Callable[[Path], House]) -> dict[str, Any]:
    """All measurements over one store of so many synthetic visits."""
    fonts = font_files()
    with tempfile.TemporaryDirectory(prefix="jiefangtai-bench-") as folder:
        home, scratch = Path(folder) / "home", Path(folder)
        home.mkdir()
        house = open_house(home)
        _say(f"simulating {visits} visits")
        made = simulate(house, SimulationWanted(visits))
        desk = house.sign_in("clerk", PASSWORD)
        file, key = home / "store.db", house.keys.store
        answer: dict[str, Any] = {"visits": visits, "python": platform.python_version()}
        answer["simulate"] = {name: made[name] for name in ("rows", "seconds")}
        for name, work in (
            ("save", lambda: records.save(desk, key, scratch)),
            ("search", lambda: records.search(desk, file, key)),
            ("ledger", lambda: ledger.measure(ROWS if visits >= SERIOUS else 200)),
            ("paper", lambda: paper.measure(desk, fonts, scratch, serious=visits >= SERIOUS)),
        ):
            _say(name)
            answer |= work()
        house.close()
        _say("figures")
        grown = MILLION if visits >= SERIOUS else 2 * visits
        answer |= figures.measure(home, open_house, scratch, grown)
        _say("cases")
        answer |= cases.measure(home, open_house, scratch, grown)
        _say("window")
        answer |= window.measure(home, fonts, window.RUNS if visits >= SERIOUS else 1)
        _say("acts")
        answer |= acts.measure(scratch)
    _say("sync")
    return answer | {"sync": sync.measure(min(visits, SERIOUS))}


def _say(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(text + " …\n")
