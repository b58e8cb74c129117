"""The same ledger brought in at two desks that do not know of each other is one set of visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.desk import Desk, StoppedClock
from app.domain.entries.step_entry import parse_step
from app.domain.ledger.mapping import LedgerMap
from app.domain.rows.clashes import Conflict
from app.domain.rows.matters import Matter, Step
from app.domain.rows.visits import Attendance, Person, Visit
from app.services.handling.advance_matter import advance_matter
from app.services.ledger.import_visits import import_visits
from app.services.ledger.undo_import import undo_import
from tests.db.sync.conftest import Place

MakePlace = Callable[[str], Place]
WHEN = datetime.fromisoformat("2026-11-27T09:00:00+08:00")
COMPUTED = {("matters", "status"), ("matters", "unit"), ("matters", "due")}
"""What follows from the steps of a matter: the steps themselves never clash."""
LEDGER = (
    "编号,来访日期,姓名,身份证号,住址,人数,诉求\n"
    "M-1,2026-11-20,赵六,340722190103200019,示例镇1号,2,两台都导的一件\n"
    "M-1,2026-11-20,周八,,示例镇2号,2,两台都导的一件\n"
    "M-2,2026-11-20,钱七,340602190307129137,示例镇1号,1,两台都导的二件\n"
)


def desks(places_of: MakePlace) -> list[tuple[Place, Desk]]:
    one = places_of("A")
    one.hire("host", "赵接谈（示例）", "接谈员")
    one.link.exchange()
    two = places_of("B")
    clock = StoppedClock(WHEN)
    return [(place, replace(place.become("host"), clock=clock)) for place in (one, two)]


def everything(place: Place) -> dict[str, Any]:
    with place.store.reading() as reads:
        return {kind.TABLE: reads.find(kind) for kind in (Visit, Person, Attendance, Matter, Step)}


def test_both_desks_make_the_same_rows_and_nothing_clashes(places_of: MakePlace, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text(LEDGER, encoding="utf-8")
    (one, at_one), (two, at_two) = desks(places_of)
    import_visits(at_one, file)
    import_visits(at_two, file)
    assert everything(one) == everything(two)
    number = everything(one)["visits"][0].number
    step = parse_step({"visit": number, "mode": "转送", "unit": "市住建局", "at": WHEN.isoformat()})
    advance_matter(at_one, step)
    for place in (one, two, one, two):
        assert place.link.exchange().set_aside == 0
    assert everything(one) == everything(two)
    assert "转送" in {row.mode for row in everything(two)["steps"]}
    assert number in {row.number for row in everything(two)["visits"]}
    assert [len(everything(two)[table]) for table in ("visits", "people", "matters", "steps")] == [2, 3, 2, 3]
    with two.store.reading() as reads:
        assert {(clash.tbl, clash.field) for clash in reads.find(Conflict)} <= COMPUTED
    import_again = import_visits(at_two, file)
    assert import_again.as_json(lambda _: {})["already"] == 3


def test_a_row_that_two_desks_put_right_differently_is_a_visit_of_each(
    places_of: MakePlace, tmp_path: Path
) -> None:
    """No record comes about that neither of them entered: two people at a headcount of one."""
    file = tmp_path / "old.csv"
    ledger = LEDGER.replace("钱七", "庚某、辛某").replace("示例镇1号,1,", "示例镇1号,,")
    file.write_text(ledger, encoding="utf-8")
    (one, at_one), (two, at_two) = desks(places_of)
    import_visits(at_one, file, LedgerMap(rows={"4": "拆开"}))
    import_visits(at_two, file, LedgerMap(rows={"4": "照导"}))
    for place in (one, two, one, two):
        assert place.link.exchange().set_aside == 0
    assert everything(one) == everything(two)
    visits = [row for row in everything(one)["visits"] if (row.ledger or {}).get("number") == "M-2"]
    came = [row.visit_id for row in everything(one)["attendances"]]
    assert sorted((row.headcount, came.count(row.id)) for row in visits) == [(1, 1), (2, 2)]
    with two.store.reading() as reads:
        assert {(clash.tbl, clash.field) for clash in reads.find(Conflict)} <= COMPUTED


def test_a_batch_taken_back_at_one_desk_is_taken_back_at_the_other(
    places_of: MakePlace, tmp_path: Path
) -> None:
    file = tmp_path / "old.csv"
    file.write_text(LEDGER, encoding="utf-8")
    (one, at_one), (two, _) = desks(places_of)
    import_visits(at_one, file)
    one.link.exchange()
    two.link.exchange()
    undo_import(at_one, "B1")
    one.link.exchange()
    two.link.exchange()
    assert {matter.status for matter in everything(two)["matters"]} == {"已撤回"}


def test_a_query_code_cannot_be_worked_out_from_the_ledger(places_of: MakePlace, tmp_path: Path) -> None:
    (_, at_one), _ = desks(places_of)
    file = tmp_path / "old.csv"
    file.write_text(LEDGER, encoding="utf-8")
    assert len(at_one.salt) == 32
    import_visits(at_one, file)
    with at_one.records.reading() as reads:
        codes = {visit.query_code for visit in reads.find(Visit)}
    assert len(codes) == 2
    assert at_one.salt.hex() not in repr(at_one)
