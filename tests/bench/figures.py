"""The month's report and the page's first figures, over one bare pass of the same table and engine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.period import Period
from app.ports.link import LinkState
from app.services.figures.figures_page import read_figures
from app.services.figures.keep_reports import YEAR, asked_for
from app.services.figures.report_figures import report_figures
from db.cipher import connect

RUNS = 5
ALONE = LinkState("未设置", None, 0, 0, 0, 0, None, None)
_BARE = (
    "SELECT count(*), sum(heads), sum(joint), sum(spot), sum(first), sum(heads >= 5) FROM counted_visits "
    "WHERE registered_at >= ? AND registered_at < ?"
)


class _NoLink:
    def state(self) -> LinkState:
        return ALONE


def measure(desk: Desk, file: Path, key: bytes) -> dict[str, Any]:
    """Medians: a month's report, the page of a year, one bare pass over the month; DuckDB where it is there.

    DuckDB is no locked dependency: its ratio is printed only where the machine has it.
    """
    day = _last_day(desk)
    month = Period(day.replace(day=1), day)
    connection = connect(file, key)
    bound = (month.start.isoformat(), month.after.isoformat())
    try:
        bare = _median(lambda: connection.execute(_BARE, bound).fetchone())
        rows = connection.execute("SELECT count(*) FROM counted_visits").fetchone()[0]
        found: dict[str, Any] = {}
        if find_spec("duckdb") is not None:
            found = _against_duckdb(connection, bound)
    finally:
        connection.close()
    report = _median(partial(report_figures, desk, month.start, month.end))
    page = _median(lambda: read_figures(desk, asked_for(YEAR, day), _NoLink))  # type: ignore[arg-type]
    if "duckdb" in found:
        found["month_report_over_duckdb"] = round(report / found.pop("duckdb"), 1)
    return found | {
        "month_report_over_bare_pass": round(report / bare, 1),
        "figures_ms": {
            "counted": rows,
            "month_report": round(report * 1000, 1),
            "page_of_a_year": round(page * 1000, 1),
            "bare_pass": round(bare * 1000, 1),
        },
    }


def _last_day(desk: Desk) -> date:
    with desk.records.reading() as reads:
        newest = reads.newest_by_desk(desk.clock.now().replace(year=1970))
    return max(newest.values()).date()


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _against_duckdb(connection: Any, bound: tuple[str, str]) -> dict[str, Any]:
    """The same sums by DuckDB over a copy of the table in memory."""
    import duckdb  # type: ignore[import-not-found]

    rows = connection.execute(
        "SELECT registered_at, heads, joint, spot, first FROM counted_visits"
    ).fetchall()
    other = duckdb.connect()
    other.execute(
        "CREATE TABLE counted_visits (registered_at TEXT, heads INT, joint INT, spot INT, first INT)"
    )
    other.executemany("INSERT INTO counted_visits VALUES (?, ?, ?, ?, ?)", rows)
    sql = _BARE.replace("sum(heads >= 5)", "count(*) FILTER (heads >= 5)")
    return {"duckdb": _median(lambda: other.execute(sql, bound).fetchone())}
