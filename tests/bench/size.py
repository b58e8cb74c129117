"""Search, hints, start and memory of a large store over those of a small one, by computing.

``python -m tests.bench.size SMALL LARGE``: two homes made by ``simulate``, the larger with as many more days
as it has more visits, so that a day is a day in both (``--visits 1000000 --from`` ten years ago).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.house import House
from app.ports.records import LikeVisit
from app.services.visits.find_records import find_records
from app.services.visits.look_alike import look_alike
from db.training import PASSWORD
from tests.bench import window
from tests.bench.records import ASKED, QUERIES
from tests.bench.seats import p95

STARTS = 3


def measure(small: Path, large: Path, open_house: Callable[[Path], House], fonts: dict[str, Path]) -> Any:
    """What each store takes, in milliseconds of computing and MB, and the larger over the smaller."""
    taken = [_of_store(home, open_house) | _of_window(home, fonts) for home in (small, large)]
    few, many = taken
    return {
        "large_over_small": {name: round(many[name] / few[name], 2) for name in few},
        "small": few,
        "large": many,
    }


def _of_store(home: Path, open_house: Callable[[Path], House]) -> dict[str, float]:
    """p95 of searching and of the hints while typing; the first of each, with a cold cache, is left out."""
    house = open_house(home)
    try:
        desk = house.sign_in("clerk", PASSWORD)
        searches = [partial(find_records, desk, text) for text in QUERIES]
        hints = [partial(_hint, desk, text) for text in QUERIES]
        return {"search_p95": _p95(searches), "hint_p95": _p95(hints)}
    finally:
        house.close()


def _hint(desk: Desk, text: str) -> object:
    like = LikeVisit(names=("王小明（示例）",), phones=("13800123456",), place="340705",
                     category="城乡建设", words=f"要求尽快办理示例花园{text}")  # fmt: skip
    return look_alike(desk, like)


def _p95(questions: list[Callable[[], object]]) -> float:
    for question in questions:
        question()
    return round(p95([_cpu(question) for question in questions for _ in range(ASKED)]) * 1000, 2)


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _of_window(home: Path, fonts: dict[str, Path]) -> dict[str, float]:
    answer = window.measure(home, fonts, STARTS)
    memory = answer["memory_mb"]
    return {
        "start_ms": answer["start_cpu_s"]["ours"] * 1000,
        "memory_mb": memory["signed_in"],
        "memory_in_use_mb": memory["in_use"],
    }


if __name__ == "__main__":
    from home import Home
    from printing.fonts import font_files

    answer = measure(Path(sys.argv[1]), Path(sys.argv[2]), Home, font_files())
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
