"""Two desks bring the same year in, each without the other: what they count anew is the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.desk import Desk, StoppedClock
from app.domain.dates.calendar import from_rows
from app.domain.entries.reception_entry import parse_reception
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.centre import Holiday
from app.domain.rows.clashes import Conflict
from app.domain.rows.matters import Deadline, Matter
from app.domain.rows.receptions import Duty
from app.services.case.case_door import case_of
from app.services.case.matter_dates import in_force
from app.services.receptions.hold_reception import hold_reception
from app.services.reference.import_tables import import_table
from app.services.visits.register_visit import register_visit
from tests.db.sync.conftest import LOGIN, Place
from tests.years import YEAR_2027

MakePlace = Callable[[str], Place]
YEAR = YEAR_2027
WRONG = "day,kind\n2027-01-01,班\n"
WHEN = datetime.fromisoformat("2026-12-30T09:40:00+08:00")


@pytest.fixture
def held(places_of: MakePlace) -> list[Place]:
    """Two desks that both have a matter with a duty of five working days, before the year is known."""
    one = places_of("A")
    one.hire("host", "赵接谈（示例）", "接谈员")
    desk = at(one.become("host"))
    visit = register_visit(desk, parse_visit(VISIT))
    hold_reception(desk, parse_reception(RECEPTION | {"visits": [visit.visit_number]}))
    one.link.exchange()
    one.become(LOGIN)
    return [one, places_of("B")]


def at(desk: Desk) -> Desk:
    return replace(desk, clock=StoppedClock(WHEN))


def bring(place: Place, folder: Path, text: str = YEAR) -> list[dict[str, Any]]:
    file = folder / "2027.csv"
    file.write_text(text, encoding="utf-8")
    dates: list[dict[str, Any]] = import_table(at(place.desk), "calendar", file).as_json()["dates"]
    return dates


def everything(place: Place) -> tuple[Any, ...]:
    with place.store.reading() as reads:
        (matter,) = reads.find(Matter)
        return (
            matter,
            in_force(reads.find(Deadline)),
            case_of(reads, matter).open_duties,
            from_rows(reads.find(Holiday)),
            reads.find(Conflict),
        )


def test_equal_dates_are_no_conflict_and_stand_once(held: list[Place], tmp_path: Path) -> None:
    here, there = held
    listed = [bring(place, tmp_path) for place in held]
    assert listed[0] == listed[1]
    assert {one["new"] for one in listed[0]} >= {"2027-01-07"}
    for place in (here, there, here):
        place.link.exchange()
    assert everything(here) == everything(there)
    matter, dates, (duty,), _, conflicts = everything(here)
    assert conflicts == []
    assert (matter.due, duty.due, duty.provisional) == (date(2027, 1, 7), date(2027, 1, 7), False)
    assert sorted(one.what for one in dates) == ["交办", "承诺受理"]
    assert [bring(place, tmp_path) for place in held] == [[], []]
    with here.store.reading() as reads:
        assert reads.find(Duty)[0].provisional
        superseded = [one.supersedes for one in reads.find(Deadline) if one.supersedes]
        assert len(superseded) == len(set(superseded))


def test_a_correction_reaches_a_day_that_came_in_twice(held: list[Place], tmp_path: Path) -> None:
    here, there = held
    bring(here, tmp_path)
    bring(there, tmp_path, WRONG)
    for place in (here, there, here):
        place.link.exchange()
    for text, kind in ((WRONG, "班"), (YEAR, "休")):
        bring(here, tmp_path, text)
        with here.store.reading() as reads:
            assert [one.kind for one in reads.find(Holiday, day=date(2027, 1, 1))] == [kind, kind]
    here.link.exchange()
    there.link.exchange()
    assert everything(here) == everything(there)
    assert everything(here)[2][0].due == date(2027, 1, 7)


VISIT: dict[str, Any] = {
    "arrived_at": WHEN.isoformat(),
    "people": [{"name": "王小明", "id_type": "居民身份证", "id_number": "340722190103200019",
                "phone": "13800001234", "address": "安徽省铜陵市枞阳县示例路1号"}],
    "headcount": 1,
    "purpose": "求决",
    "category": "城乡建设",
    "place": "340706",
    "claim": "丽景园小区办证",
    "facts": "示例：218户未办证。",
}  # fmt: skip
RECEPTION: dict[str, Any] = {
    "at": WHEN.isoformat(),
    "form": "联合接访",
    "lead": "市信访局",
    "leader": "李局",
    "recorder": "赵",
    "units": [{"unit": "市住建局", "person": "王科"}],
    "lines": [{"at": "09:51", "text": "@市住建局 核查218户产权登记 5工作日"}],
    "result": "交办",
    "notices": {"opinion": "由市住建局牵头核查", "contact": "李局 0562-2800000"},
}
