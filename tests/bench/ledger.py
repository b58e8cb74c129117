"""An old ledger: rows looked at and imported each second over python-calamine's bare reading; memory.

``python -m tests.bench.ledger 50000 [scattered]``: one file of so many rows, prints JSON. A ledger was kept
day by day; ``scattered`` measures one whose days stand in no order, where each insert meets another page.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from app.desk import Desk
from app.services.ledger.import_visits import import_visits
from app.services.ledger.look_at_ledger import look_at_ledger
from tests.bench.seats import memory

HEADS = ("来访日期", "姓名", "联系电话", "人数", "诉求", "情况", "类别", "责任单位", "状态")


ROOT = Path(__file__).parents[2]
FIRST, DAYS = date(2019, 1, 1), 365


def write_ledger(file: Path, rows: int, *, scattered: bool = False) -> None:
    """A ledger of so many visits of invented people through one year."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("1-12月")
    for column, heading in enumerate(HEADS):
        sheet.write_string(0, column, heading)
    for row in range(1, rows + 1):
        day = FIRST + timedelta(days=row * 149 % DAYS if scattered else (row - 1) * DAYS // rows)
        cells = (day.isoformat(), f"测速{row}（示例）", f"138{row % 10**8:08}",
                 str(row % 7 + 1), f"要求办理第{row}户不动产权证", "合同约定的时间已过，希望明确时间。",
                 "城乡建设", "市住建局", "已办结" if row % 3 else "在办")  # fmt: skip
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    book.close()


def measure(rows: int) -> dict[str, Any]:
    """Measured in a process of its own: the most memory a process ever had is not that of an import."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(rows)], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _measure(desk: Desk, folder: Path, rows: int, *, scattered: bool) -> dict[str, Any]:
    """Rows a second of looking and of importing, and of the bare reading of the same file."""
    file = folder / "ledger.xlsx"
    write_ledger(file, rows, scattered=scattered)
    before = _begin_memory()
    look = _timed(lambda: look_at_ledger(desk, file))
    store = _timed(lambda: import_visits(desk, file))
    grown = memory("VmHWM") - before
    bare = _timed(lambda: _bare(file))
    return {
        "ledger_look_over_calamine": round(look / bare, 1),
        "ledger_import_over_calamine": round(store / bare, 1),
        "ledger_rows_s": {
            "rows": rows,
            "calamine": round(rows / bare),
            "look": round(rows / look),
            "import": round(rows / store),
            "memory_mb": round(grown, 1),
        },
    }


def _bare(file: Path) -> int:
    book = python_calamine.CalamineWorkbook.from_path(str(file))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def _timed(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _begin_memory() -> float:
    """Memory now, in MB; the most that the process has is counted from here (proc(5), clear_refs)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return memory("VmRSS")


def main(rows: int, *, scattered: bool = False) -> None:
    from app.house import SimulationWanted
    from db.training import PASSWORD, simulate
    from home import Home

    with tempfile.TemporaryDirectory(prefix="jiefangtai-ledger-") as folder:
        house = Home(Path(folder) / "home")
        simulate(house, SimulationWanted(100))
        answer = _measure(house.sign_in("clerk", PASSWORD), Path(folder), rows, scattered=scattered)
        house.close()
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000, scattered="scattered" in sys.argv)
