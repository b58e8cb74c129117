"""No page goes through a whole table of records when it is opened: the plan of every statement is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2

from app.house import SimulationWanted
from db.cipher import Connection, connect
from db.training import PASSWORD, simulate
from home import Home
from tests.ui.house import settle
from tests.ui.test_roles import wide_route
from ui.bridge import Bridge
from ui.inside import build_window
from ui.keyboard import KeyWatch
from ui.tasks import Tasks
from ui.theme import Look
from ui.workplace import Workplace

VISITS = 150
GROWING = (
    "attachments", "attendances", "audit", "case_states", "counted_visits", "deadlines", "documents",
    "duties",
    "duty_replies", "matters", "notices", "obligations", "people", "printings", "ratings", "received_visits",
    "receptions", "reminders", "steps", "visits",
)  # fmt: skip
"""Tables that grow with the years."""
OF_SOME = ("matters_open", "case_states_to_read", "case_states_waiting")
"""Indexes that hold open cases alone."""
ALLOWED = ("LIMIT 1", "LIMIT 5000")
"""Statements that end so read the first rows of an order, not the table."""


def scans(connection: Connection, sql: str) -> list[str]:
    """Lines of the plan that go through a growing table."""
    lines = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    return [
        f"{line}: {sql}"
        for line in lines
        if (match := re.match(r"SCAN (\w+)", line)) is not None
        and not line.endswith(OF_SOME)
        and not sql.rstrip().endswith(ALLOWED)
        and any(re.search(rf'\b{table}\b"?( {match[1]}\b)?', sql) for table in GROWING)
        and (match[1] in GROWING or any(re.search(rf'\b{table}"? {match[1]}\b', sql) for table in GROWING))
    ]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, None]:
    """Every statement that any connection executes from now on."""
    statements: dict[str, None] = {}
    connect: Callable[..., Any] = dbapi2.connect

    def watched(*arguments: Any, **named: Any) -> Any:
        connection = connect(*arguments, **named)
        connection.set_trace_callback(lambda sql: statements.setdefault(sql))
        return connection

    monkeypatch.setattr(dbapi2, "connect", watched)
    return statements


def a_large_store(folder: Path) -> Home:
    """A store whose statistics are taken away: the planner then takes every table for a large one."""
    house = Home(folder)
    simulate(house, SimulationWanted(VISITS))
    house.sign_in("clerk", PASSWORD)
    connection = connect(folder / "store.db", house.keys.store)
    connection.execute("DELETE FROM sqlite_stat1")
    connection.close()
    house.close()
    return Home(folder)


@pytest.mark.parametrize("login", ["clerk", "admin"])
def test_no_page_reads_a_whole_table_when_it_is_opened(
    qtbot: QtBot, look: Look, tasks: Tasks, tmp_path: Path, asked: dict[str, None], login: str
) -> None:
    house = a_large_store(tmp_path / "home")
    desk = house.sign_in(login, PASSWORD)
    with desk.records.reading() as reads:
        (number,) = reads.connection.execute("SELECT number FROM matters WHERE status = '办理中'").fetchone()
    asked.clear()
    window, _start = build_window(Workplace(desk, tasks, Bridge(), house), look, KeyWatch())
    qtbot.addWidget(window)
    window.show()
    settle(qtbot, tasks)
    for name in list(window._pages):
        window.show_route(wide_route(name, number))
        settle(qtbot, tasks)
    read = [sql for sql in asked if re.match(r"\s*(SELECT|WITH)\b", sql)]
    assert len(read) > 20
    with desk.records.reading() as reads:
        through = [line for sql in read for line in scans(reads.connection, sql)]
    house.close()
    assert not through
