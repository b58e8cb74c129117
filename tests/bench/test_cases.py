"""The grown cases are what a store would have: the open ones by their facts, the others closed."""

from __future__ import annotations

from pathlib import Path

from app.domain.case import names
from app.house import SimulationWanted
from app.services.case.case_reader import CaseReader
from db.cases import differing
from db.cipher import connect
from db.reads import StoreReads
from db.training import PASSWORD, simulate
from home import Home
from tests.bench import cases


def test_a_grown_store_says_what_its_facts_say(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    simulate(home, SimulationWanted(120))
    home.sign_in("clerk", PASSWORD)
    connection = connect(tmp_path / "home" / "store.db", home.keys.store)
    before = cases.rows_of(connection)
    cases.grow(connection, 480)
    grown = cases.rows_of(connection)
    assert grown["visits"] == 480
    assert grown["matters"] == 4 * before["matters"]
    assert before["open_matters"] < grown["open_matters"] < grown["matters"] // 2
    rows = connection.execute("SELECT id, number, status FROM matters").fetchall()
    wrong = set(differing(connection))
    assert not [number for _, number, status in rows if status != names.DONE and number in wrong]
    closed = [id for id, _, status in rows if status == names.DONE]
    read = CaseReader(StoreReads(connection)).cases(closed)
    assert {case.status for case in read.values()} == {names.DONE}
    connection.close()
    home.close()
