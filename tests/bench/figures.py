"""The month's report on a million visits, over DuckDB on the same table; the page's first figures.

``python -m tests.bench.figures HOME [VISITS]``: over a copy of a home made by ``simulate``, grown.
"""

from __future__ import annotations

import csv
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.dates.period import Period
from app.domain.figures.indicators import GROUPINGS, VISITS
from app.house import House
from app.ports.link import LinkState
from app.services.figures.figures_page import read_first, read_rest
from app.services.figures.keep_reports import YEAR, asked_for
from app.services.figures.report_figures import report_figures
from db.cipher import Connection, connect
from db.counting.figure_sql import bounds, in_period
from db.counting.figures import CONDITIONS, SUMS, cells_of
from db.training import PASSWORD
from tests.bench.growing import copy_rows, earlier, prepare

RUNS = 5
BASIS = "登记日期"
GROWN = ("counted_visits", "obligations", "steps", "ratings")
"""The tables that a report counts; the copies of a visit lie in the years before it."""
_IDS = ("id", "matter_id", "visit_id", "source")
_DAYS = ("registered_at", "arrived_at", "at", "due", "start", "met_at", "handled_on", "answered_on")
_BARE = (
    "SELECT count(*), sum(heads), sum(joint), sum(spot), sum(first), sum(heads >= 5) FROM counted_visits "
    "WHERE registered_at >= ? AND registered_at < ?"
)


class _NoLink:
    def state(self) -> LinkState:
        return LinkState("未设置", None, 0, 0, 0, 0, None, None)


def measure(home: Path, open_house: Callable[[Path], House], folder: Path, visits: int) -> dict[str, Any]:
    """Medians over a copy of the home's store, grown to so many visits.

    A month's report and its sums alone, against DuckDB on the same table where it is there (it is in the
    developers' lock); tiles and chart of a year, and all of its page.
    """
    copy = folder / "grown"
    shutil.copytree(home, copy)
    house = open_house(copy)
    try:
        desk = house.sign_in("clerk", PASSWORD)
        connection = connect(copy / "store.db", house.keys.store)
        try:
            rows = grow(connection, visits)
            return _measured(desk, connection, folder, rows)
        finally:
            connection.close()
    finally:
        house.close()
        shutil.rmtree(copy)


def _measured(desk: Desk, connection: Connection, folder: Path, rows: int) -> dict[str, Any]:
    day = _last_day(connection)
    month = Period(day.replace(day=1), day)
    year = asked_for(YEAR, day)
    bare = _median(lambda: connection.execute(_BARE, tuple(bounds(month).values())).fetchone())
    report = _median(partial(report_figures, desk, month.start, month.end))
    sums = _median(partial(_sums, connection, month))
    first = _median(partial(read_first, desk, year))
    page = _median(lambda: read_rest(desk, read_first(desk, year), _NoLink))  # type: ignore[arg-type]
    answer: dict[str, Any] = {
        "month_report_over_bare_pass": round(report / bare, 1),
        "figures_ms": {
            "counted": rows,
            "month_report": round(report * 1000, 1),
            "month_sums": round(sums * 1000, 1),
            "first_figures_of_a_year": round(first * 1000, 1),
            "page_of_a_year": round(page * 1000, 1),
            "bare_pass": round(bare * 1000, 1),
        },
    }
    if find_spec("duckdb") is None:
        return answer
    other, agrees = _in_duckdb(connection, month, folder)
    answer["figures_ms"] |= {"duckdb_month_sums": round(other * 1000, 1), "duckdb_agrees": agrees}
    return answer | {
        "month_sums_over_duckdb": round(sums / other, 3),
        "month_report_over_duckdb": round(report / other, 3),
    }


def grow(connection: Connection, wanted: int) -> int:
    """Copy what a report counts into the years before, until there are so many visits; how many there are."""
    (have,) = connection.execute("SELECT count(*) FROM counted_visits").fetchone()
    copies = max(0, -(-wanted // have) - 1)
    if not copies:
        return int(have)
    prepare(connection)
    for table in GROWN:
        copy_rows(connection, table, copies, _copied)
    connection.execute("ANALYZE")
    return int(connection.execute("SELECT count(*) FROM counted_visits").fetchone()[0])


def _copied(column: str) -> str:
    if column in _IDS:
        return f"{column} || :suffix"
    if column in _DAYS:
        return earlier(column)
    return f'"{column}"'


def _last_day(connection: Connection) -> date:
    (last,) = connection.execute("SELECT max(registered_at) FROM counted_visits").fetchone()
    return date.fromisoformat(last[:10])


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _statements() -> tuple[str, str]:
    """Both sums of each figure, and of each cell of the four tables: the report's own statements."""
    visits = f"FROM ({in_period(BASIS)}) v WHERE {CONDITIONS[VISITS]}"
    return f"SELECT {SUMS} FROM ({in_period(BASIS)})", cells_of(GROUPINGS, visits)


def _sums(connection: Connection, month: Period) -> list[list[Any]]:
    """As the report counts: this month, the same of last year, the one before; then the cells."""
    counts, cells = _statements()
    periods = (month, month.year_before(), month.before())
    found = [connection.execute(counts, bounds(period)).fetchall() for period in periods]
    return [*found, sorted(connection.execute(cells, bounds(month)).fetchall())]


def _in_duckdb(connection: Connection, month: Period, folder: Path) -> tuple[float, bool]:
    """How long the same statements take there, and whether they say the same."""
    import duckdb

    other = duckdb.connect()
    for table in ("counted_visits", "divisions"):
        names, file = [], folder / f"{table}.csv"
        kinds = {"INTEGER": "BIGINT"}
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        names = [f'"{row[1]}" {kinds.get(row[2], "VARCHAR")}' for row in columns]
        other.execute(f"CREATE TABLE {table} ({', '.join(names)})")
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(connection.execute(f"SELECT * FROM {table}"))
        other.execute(f"COPY {table} FROM '{file}' (HEADER false, NULLSTR '')")
        file.unlink()
    for name, sql in zip(
        ("counts", "cells"), _statements(), strict=True
    ):  # planned once, as SQLite keeps them
        other.execute(f"PREPARE {name} AS {sql.replace(':start', '$start').replace(':after', '$after')}")

    def run(name: str, period: Period) -> list[Any]:
        start, after = bounds(period).values()
        return list(other.execute(f"EXECUTE {name}(start := '{start}', after := '{after}')").fetchall())

    def sums() -> list[list[Any]]:
        periods = (month, month.year_before(), month.before())
        return [*(run("counts", period) for period in periods), sorted(run("cells", month))]

    agrees = sums() == _sums(connection, month)
    return _median(sums), agrees


if __name__ == "__main__":
    from home import Home

    with tempfile.TemporaryDirectory(prefix="jiefangtai-bench-") as place:
        count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
        print(json.dumps(measure(Path(sys.argv[1]), Home, Path(place), count), ensure_ascii=False, indent=1))  # noqa: T201
