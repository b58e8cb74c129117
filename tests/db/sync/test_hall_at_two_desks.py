"""The hall, the roster and incidents at two desks: both read the same, and the hub asks for the roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.desk import Desk, StoppedClock
from app.domain.entries.incident_entry import parse_incident
from app.domain.hall import CALLED, HELD, TALKING
from app.domain.rows.base import new_id
from app.domain.rows.centre import Roster
from app.domain.rows.hall import HallAct
from app.services.case.show_record import show_record
from app.services.incidents.note_incident import note_incident
from app.services.reference.keep_roster import paste_roster
from app.services.reference.read_roster import read_roster
from app.services.visits.list_hall import list_hall
from app.services.visits.note_hall import note_hall
from app.services.visits.take_in import take_in
from tests.db.sync.conftest import LOGIN, Place
from tests.ui.house import add_visit

MakePlace = Callable[[str], Place]
WHEN = datetime.fromisoformat("2026-11-27T09:00:00+08:00")


def at(place: Place, login: str, minutes: int = 0) -> Desk:
    return replace(place.become(login), clock=StoppedClock(WHEN + timedelta(minutes=minutes)))


def states(desk: Desk) -> list[tuple[str, bool, int, str]]:
    return [
        (one.state.where, one.state.held, one.state.calls, one.by_name)
        for one in list_hall(desk, WHEN.date())
    ]


def test_two_desks_that_did_not_hear_of_each_other_come_to_the_same_hall(places_of: MakePlace) -> None:
    one = places_of("A")
    one.hire("host", "赵接谈（示例）", "接谈员")
    one.hire("clerk", "陈登记（示例）", "登记员")
    clerk = at(one, "clerk")
    visits = [add_visit(clerk, name).visit_number for name in ("王一（示例）", "李二（示例）")]
    paste_roster(at(one, LOGIN), "1日\t李局（示例）", date(2026, 12, 1))
    at(one, "clerk")
    one.link.exchange()
    two = places_of("B")
    note_hall(at(one, "clerk", 5), visits[0], HELD, reason="等同伴")
    note_hall(at(one, "clerk", 6), visits[1], CALLED)
    host = at(two, "host", 4)
    note_hall(host, visits[0], CALLED)
    take_in(at(two, "host", 7), visits[1])
    note_incident(
        at(two, "host", 8),
        parse_incident({"visit": visits[1], "kind": "扬言", "what": "示例", "measures": "示例"}),
    )
    for place in (one, two, one, two):
        assert place.link.exchange().set_aside == 0
    told = [("候", True, 1, "陈登记（示例）"), ("谈", False, 1, "赵接谈（示例）")]
    assert states(at(one, "clerk", 9)) == states(at(two, "host", 9)) == told
    assert take_in(at(one, "clerk", 9), visits[1]) == "赵接谈（示例）"
    assert show_record(at(one, "host", 9), visits[1]).incidents[0].kinds == ("扬言",)
    assert read_roster(at(two, "host"), date(2026, 12, 1)).days[0].duty == (("全天", "李局（示例）"),)


def test_the_hub_takes_no_hall_act_and_no_roster_from_who_may_not(places_of: MakePlace) -> None:
    one = places_of("A")
    one.hire("looker", "审二（示例）", "审计员")
    one.hire("clerk", "陈登记（示例）", "登记员")
    one.link.exchange()
    at(one, "looker")
    act = HallAct(id=new_id(), visit_id=new_id(), act=TALKING, at=WHEN, by="looker")
    one.store.write(lambda w: (w.audit("looker", "进谈"), w.add(act)))
    one.link.exchange()
    at(one, "clerk")
    row = Roster(id=new_id(), day=WHEN.date(), leader="陈登记（示例）")
    one.store.write(lambda w: (w.audit("clerk", "排班"), w.add(row)))
    one.link.exchange()
    assert [aside.code for aside in one.link.asides()] == ["sync_role", "sync_role"]
