"""The first page of the 督办台账, ``due`` and 谁欠什么 on a million visits, over bare SQL of the same rows.

``python -m tests.bench.cases HOME [VISITS]``: over a copy of a home made by ``simulate``, grown.

The copies of a case lie in years before and are closed, as an old store's cases are. Of each hundred cases
one is still open there, with all its facts, and its state is read from these facts as the program does. Of a
closed copy there are the rows that lists pass over: matter, visits, state, obligations, and the step that
closed it. The cases of the simulated year itself are all open, more than a centre has.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.case import names, tiles
from app.domain.paging import Order, PageAsked
from app.house import House
from app.services.case.open_case import readable_case
from app.services.supervision.due_matters import DAYS_AHEAD, MOST, due_matters
from app.services.supervision.list_ledger import ledger_counts, list_ledger
from db.cases import catch_up
from db.cipher import Connection, connect
from db.training import PASSWORD
from tests.bench.growing import copy_rows, earlier, prepare
from ui.matter.owed import owed_rows

RUNS = 5
PAGE = PageAsked(Order("due"))
"""What the ledger asks for when it is opened."""
LISTED = 100
"""Obligations of a list's first block."""
OPEN_EACH = 100
"""Of so many copied cases one is open."""
PASSED_OVER = ("matters", "visits", "case_states", "obligations")
FACTS = ("steps", "deadlines", "duties", "notices")
_IDS = ("id", "matter_id", "visit_id", "step_id", "ended_by", "supersedes")
_DAYS = ("registered_at", "arrived_at", "opened_at", "at", "due", "start", "met_at", "on15", "on10", "on5")
_CLOSED: dict[str, dict[str, str]] = {
    "matters": {"status": f"'{names.DONE}'", "due": "NULL"},
    "case_states": {"status": f"'{names.DONE}'", "due": "NULL", "pending": "0", "contradicted": "0"},
    "obligations": {"running": "0"},
}
"""What a closed copy says instead of what its original says."""
_PAGE = (
    "SELECT m.number, m.claim, m.status, m.due, o.what, o.who, o.due FROM (SELECT * FROM matters "
    "WHERE due <= ? ORDER BY due, id LIMIT ?) m JOIN obligations o ON o.matter_id = m.id AND o.running = 1"
)
_DUE = (
    "SELECT o.what, o.who, o.due, m.number, m.status FROM (SELECT * FROM obligations WHERE running = 1 "
    f"AND due <= ? AND kind IN ('{names.STATUTORY}', '{names.SET_TERM}') ORDER BY due, id LIMIT ?) o "
    "JOIN matters m ON m.id = o.matter_id"
)
_OWED = (
    "SELECT o.what, o.who, o.due, o.met_at FROM matters m JOIN obligations o ON o.matter_id = m.id "
    "WHERE m.number = ?"
)


def measure(home: Path, open_house: Callable[[Path], House], folder: Path, visits: int) -> dict[str, Any]:
    """Medians over a copy of the home's store, grown to so many visits."""
    copy = folder / "cases"
    shutil.copytree(home, copy)
    house = open_house(copy)
    try:
        desk = house.sign_in("clerk", PASSWORD)
        connection = connect(copy / "store.db", house.keys.store)
        try:
            grow(connection, visits)
            return _measured(desk, connection)
        finally:
            connection.close()
    finally:
        house.close()
        shutil.rmtree(copy)


def _measured(desk: Desk, connection: Connection) -> dict[str, Any]:
    today = desk.clock.now().date()
    (number,) = connection.execute(  # a simulated case: copies have no number that is looked up
        "SELECT m.number FROM obligations o JOIN matters m ON m.id = o.matter_id "
        "WHERE o.running = 1 ORDER BY m.rowid LIMIT 1"
    ).fetchone()
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "ledger_page": (
            lambda: list_ledger(desk, tiles.FIFTEEN, PAGE),
            _bare(connection, _PAGE, _until(today, 15), PAGE.most),
        ),
        "due": (lambda: due_matters(desk), _bare(connection, _DUE, _until(today, DAYS_AHEAD), MOST)),
        "owed_list": (
            lambda: due_matters(desk, most=LISTED),
            _bare(connection, _DUE, _until(today, DAYS_AHEAD), LISTED),
        ),
        "owed_of_a_matter": (lambda: _owed(desk, number, today), _bare(connection, _OWED, number)),
    }
    answer: dict[str, Any] = {}
    taken: dict[str, Any] = rows_of(connection)
    for name, (ours, bare) in pairs.items():
        ours_s, bare_s = in_turns(ours, bare)
        answer[f"{name}_over_bare_sql"] = round(ours_s / bare_s, 1)
        taken[name] = {"ours": round(ours_s * 1000, 1), "bare": round(bare_s * 1000, 2)}
    taken["due"]["rows"] = len(due_matters(desk).items)
    taken["ledger_counts"] = round(in_turns(lambda: ledger_counts(desk), lambda: None)[0] * 1000, 1)
    return answer | {"cases_ms": taken}


def rows_of(connection: Connection) -> dict[str, int]:
    """How many visits, matters, open matters and obligations there are."""
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])
        for name, rows in (
            ("visits", "visits"),
            ("matters", "matters"),
            ("open_matters", f"matters WHERE status <> '{names.DONE}'"),
            ("obligations", "obligations"),
        )
    }


def _owed(desk: Desk, number: str, today: date) -> list[Any]:
    return list(owed_rows(readable_case(desk, number).case, today))


def _until(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()


def _bare(connection: Connection, sql: str, *bound: object) -> Callable[[], object]:
    return lambda: connection.execute(sql, bound).fetchall()


def in_turns(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """Medians in seconds, taken in turns, so that both see the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for times, work in zip(taken, (ours, bare), strict=True):
            begun = time.perf_counter()
            work()
            times.append(time.perf_counter() - begun)
    return statistics.median(taken[0]), statistics.median(taken[1])


def grow(connection: Connection, wanted: int) -> None:
    """Copy the cases into the years before, until there are so many visits."""
    (have,) = connection.execute("SELECT count(*) FROM visits").fetchone()
    copies = max(0, -(-wanted // have) - 1)
    if not copies:
        return
    prepare(connection)
    connection.execute("CREATE TEMP TABLE kept_open (id TEXT PRIMARY KEY)")
    connection.execute(f"INSERT INTO kept_open SELECT id FROM matters WHERE rowid % {OPEN_EACH} = 0")
    (last,) = connection.execute("SELECT max(rowid) FROM matters").fetchone()
    for table in PASSED_OVER:
        copy_rows(connection, table, copies, partial(_copied, table))
    for table in FACTS:
        where = "matter_id IN (SELECT id FROM kept_open)"
        copy_rows(connection, table, copies, _moved, where)
    connection.execute("BEGIN")
    _close(connection, last)
    connection.execute(
        "INSERT OR IGNORE INTO case_stale SELECT id FROM matters WHERE rowid > ? AND status <> ?",
        (last, names.DONE),
    )
    catch_up(connection)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")


def _close(connection: Connection, last: int) -> None:
    """The step that closed each closed copy after its last visit, as old ledgers have it."""
    connection.execute(
        "INSERT INTO steps (id, matter_id, mode, unit, at, by, detail) "
        "SELECT m.id, m.id, ?, m.unit, date(v.last, '+40 days') || substr(v.last, 11), 'clerk', ? "
        "FROM matters m JOIN (SELECT matter_id, max(registered_at) last FROM visits GROUP BY matter_id) v "
        "ON v.matter_id = m.id WHERE m.rowid > ? AND m.status = ?",
        (names.OLD_LEDGER, json.dumps({"status": names.DONE}), last, names.DONE),
    )


def _copied(table: str, column: str) -> str:
    """A column of a copy: moved, and closed unless its case is kept open."""
    closed = _CLOSED.get(table, {}).get(column)
    if closed is None:
        return _moved(column)
    matter = "matter_id" if table == "obligations" else "id"
    return f"CASE WHEN {matter} IN (SELECT id FROM kept_open) THEN {_moved(column)} ELSE {closed} END"


def _moved(column: str) -> str:
    if column in _IDS:  # the number of the copy in the twelve bits behind a UUIDv7's version
        return f"substr({column}, 1, 15) || printf('%03x', :copy) || substr({column}, 19)"
    if column in ("number", "query_code"):
        return f"{column} || :suffix"
    return earlier(column) if column in _DAYS else f'"{column}"'


if __name__ == "__main__":
    from home import Home

    with tempfile.TemporaryDirectory(prefix="jiefangtai-bench-") as place:
        count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
        print(json.dumps(measure(Path(sys.argv[1]), Home, Path(place), count), ensure_ascii=False, indent=1))  # noqa: T201
