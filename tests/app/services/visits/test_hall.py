"""The hall: held, recalled, left, handed on; an interview ends the wait, and every desk agrees."""

from __future__ import annotations

import pytest

from app.domain.hall import BACK, CALLED, GONE, HANDED, HELD, LEFT, TALKING, TALKS, WAITS
from app.domain.rows.hall import HallAct
from app.errors import NotAllowed, Refused
from app.events import HallChanged
from app.services.desk.read_today import read_today
from app.services.visits.list_hall import list_hall
from app.services.visits.note_hall import note_hall
from app.services.visits.take_in import give_back, take_in

ON = "2026-11-23 10:00"


def note(office, visit, act, login="clerk", on=ON, **more):
    return note_hall(office.desk(login, on), visit.visit_number, act, **more)


def where(office, login="host", on=ON):
    return [(one.state.where, one.state.held, one.to_name) for one in list_hall(office.desk(login, on))]


def waiting(desk):
    return [row for row in list_hall(desk) if row.waits]


def code(call, *arguments, **more):
    with pytest.raises(Refused) as caught:
        call(*arguments, **more)
    return [(error.field, error.code) for error in caught.value.errors]


def test_held_brought_back_handed_on_left(office):
    visit = office.register()
    note(office, visit, HELD, reason="等同伴")
    (row,) = waiting(office.desk("host", ON))
    assert (row.state.held, row.state.reason, row.by_name) == (True, "等同伴", "陈登记（示例）")
    assert code(note, office, visit, HELD) == [("number", "hall_not_now")]
    note(office, visit, BACK, on="2026-11-23 10:01")
    note(office, visit, HANDED, to="赵接谈（示例）", on="2026-11-23 10:02")
    assert office.all(HallAct)[-1].to_whom == "host"
    assert where(office) == [(WAITS, False, "赵接谈（示例）")]
    note(office, visit, HANDED, to="法律咨询室", on="2026-11-23 10:03")
    assert where(office) == [(WAITS, False, "法律咨询室")]
    note(office, visit, LEFT, on="2026-11-23 10:04")
    assert where(office) == [(GONE, False, "法律咨询室")]
    assert waiting(office.desk("host", ON)) == []
    assert code(note, office, visit, CALLED) == [("number", "hall_not_now")]
    note(office, visit, BACK, on="2026-11-23 10:05")
    assert where(office) == [(WAITS, False, "")]
    assert office.events[-1] == HallChanged(office.all(HallAct)[0].visit_id)


def test_what_is_wrong_is_said(office):
    visit = office.register()
    assert code(note, office, visit, HANDED) == [("to", "hall_to_whom")]
    assert code(note, office, visit, "叫醒") == [("act", "not_a_choice")]
    assert code(note, office, visit, CALLED, on="2026-11-24 10:00") == [("number", "hall_not_today")]
    assert code(note_hall, office.desk("clerk", ON), "LF340700-A-261123-009-9", CALLED) == [
        ("number", "not_found")
    ]
    assert not office.all(HallAct)


def test_an_interview_ends_the_wait_and_another_desk_hears_who_has_the_visitor(office):
    visit = office.register()
    host, second = office.desk("host", ON), office.desk("second", ON)
    assert take_in(host, visit.visit_number) is None
    assert waiting(second) == []
    assert take_in(second, visit.visit_number) == "赵接谈（示例）"
    assert take_in(host, visit.visit_number) is None
    assert len(office.all(HallAct)) == 1
    give_back(second, [visit.visit_number])  # it is not his to give
    assert where(office) == [(TALKS, False, "")]
    give_back(host, [visit.visit_number])
    assert where(office) == [(WAITS, False, "")]


def test_a_reception_and_a_step_take_a_visit_up(office):
    heard, routed = office.register(), office.register("2026-11-23 09:33", claim="另一件示例")
    take_in(office.desk("host", ON), heard.visit_number)
    office.receive(heard.visit_number, on="2026-11-23 10:10")
    office.step(routed.visit_number, "转送", "2026-11-23 10:20", unit="市住建局")
    assert [one.state.taken_up for one in list_hall(office.desk("host", "2026-11-23 11:00"))] == [True, True]
    assert code(note, office, heard, BACK, on="2026-11-23 11:00") == [("number", "hall_not_now")]
    give_back(office.desk("host", "2026-11-23 11:00"), [heard.visit_number])


def test_who_came_is_who_waits_talks_and_has_gone(office):
    visits = [office.register(f"2026-11-23 09:{minute}", claim=f"示例 {minute}") for minute in range(31, 36)]
    note(office, visits[0], TALKING, "host")
    note(office, visits[1], LEFT)
    note(office, visits[2], HELD)
    office.step(visits[3].visit_number, "转送", ON, unit="市住建局")
    hall = read_today(office.desk("host", "2026-11-23 10:30")).hall
    assert (hall.batches, hall.waiting, hall.talking, hall.gone) == (5, 2, 1, 2)
    assert hall.batches == hall.waiting + hall.talking + hall.gone


def test_a_guarded_visit_is_called_by_who_may_read_it_or_registered_it(office):
    visit = office.register(purpose="揭发控告", units=["市教育局"])
    for login in ("host", "watch"):
        with pytest.raises(NotAllowed, match="withheld"):
            note(office, visit, CALLED, login)
        assert take_in(office.desk(login, ON), visit.visit_number) is None
        (row,) = list_hall(office.desk(login, ON))
        assert (row.name, row.claim, row.may_act) == ("保密事项", None, False)
    assert not office.all(HallAct)
    note(office, visit, CALLED)
    note(office, visit, HELD, reason="王示例的案子")
    (row,) = list_hall(office.desk("host", ON))
    assert row.state.reason is None


def test_the_hall_is_for_the_window(office):
    visit = office.register()
    with pytest.raises(NotAllowed, match="role_missing"):
        note_hall(office.desk("admin"), visit.visit_number, CALLED)
