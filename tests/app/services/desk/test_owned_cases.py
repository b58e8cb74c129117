"""The owner of a case (首接负责) sees it among the work that waits for him until somebody goes on with it."""

from __future__ import annotations

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.case import OWNER, Appointment
from app.services.case.appoint import hand_over
from app.services.desk.owned_cases import owned_cases
from app.services.desk.read_today import read_today
from tests.app.services.office import at

NEXT = "2026-11-24 09:00"


def owned(office, login, on=NEXT):
    desk = office.desk(login, on)
    with desk.records.reading() as reads:
        return owned_cases(desk, reads)


def test_who_took_cases_first_sees_how_many_nobody_has_routed_and_the_first(office):
    visits = [office.register(f"2026-11-23 {hour:02}:00") for hour in (9, 10, 11)]
    mine = owned(office, "clerk")
    assert (mine.unrouted, mine.earliest.number) == (3, visits[0].matter)
    office.step(visits[0].matter, "转送", "2026-11-23 14:00", unit="市住建局")
    mine = owned(office, "clerk")
    assert (mine.unrouted, mine.earliest.number, mine.earliest.by) == (2, visits[1].matter, "")
    assert owned(office, "host").unrouted == 0, "he took none of them"
    assert read_today(office.desk("clerk", NEXT)).owned == mine


def test_who_was_handed_a_case_sees_it_until_something_is_done_in_it(office):
    visits = [office.register(f"2026-11-23 {hour:02}:00") for hour in (9, 10)]
    hand_over(office.desk("host", "2026-11-23 11:00"), visits[0].matter, "watch")
    (case,) = owned(office, "watch").handed
    assert (case.number, case.by, case.at) == (visits[0].matter, "赵接谈（示例）", at("2026-11-23 11:00"))
    assert owned(office, "watch").unrouted == 0, "it stands once"
    assert (owned(office, "clerk").unrouted, owned(office, "clerk").handed) == (1, ())
    office.step(visits[0].matter, "转送", "2026-11-23 14:00", unit="市住建局")
    assert owned(office, "watch").handed == ()


def test_a_routed_case_that_is_handed_over_waits_for_its_new_owner(office):
    visit = office.register()
    office.step(visit.matter, "转送", "2026-11-23 10:00", unit="市住建局")
    hand_over(office.desk("host", "2026-11-23 11:00"), visit.matter, "watch")
    hand_over(office.desk("host", "2026-11-23 12:00"), visit.matter, "second")
    assert owned(office, "watch").handed == (), "it was handed on"
    assert [case.number for case in owned(office, "second").handed] == [visit.matter]


def test_a_case_that_was_handed_over_still_waits_when_the_visitor_comes_again(office):
    visit = office.register("2026-11-23 09:00")
    hand_over(office.desk("host", "2026-11-23 11:00"), visit.matter, "watch")
    office.register("2026-11-23 15:00", matter=visit.matter)
    assert [case.number for case in owned(office, "watch").handed] == [visit.matter]


def test_cases_that_somebody_went_on_with_push_no_older_one_out(office, monkeypatch):
    monkeypatch.setattr("app.services.desk.owned_cases.MOST", 1)
    first, second = (office.register(f"2026-11-23 {hour:02}:00") for hour in (9, 10))
    hand_over(office.desk("host", "2026-11-23 11:00"), first.matter, "watch")
    hand_over(office.desk("host", "2026-11-23 12:00"), second.matter, "watch")
    assert [case.number for case in owned(office, "watch").handed] == [second.matter]
    office.step(second.matter, "转送", "2026-11-23 14:00", unit="市住建局")
    assert [case.number for case in owned(office, "watch").handed] == [first.matter]


def test_of_two_desks_that_hand_over_the_later_hour_stands_not_the_later_row(office):
    visit = office.register("2026-11-23 09:00")
    matter = office.case(visit.matter).matter.id
    for hour in ("15:00", "11:00"):  # the earlier one was typed in afterwards
        office.add(
            Appointment(
                id=new_id(), matter_id=matter, part=OWNER, login="watch", at=at(f"2026-11-23 {hour}"),
                by="host",
            )
        )  # fmt: skip
    office.step(visit.matter, "转送", "2026-11-23 14:00", unit="市住建局")
    (case,) = owned(office, "watch").handed
    assert case.at == at("2026-11-23 15:00")


@pytest.mark.parametrize("login", ["watch", "leader"])
def test_of_a_guarded_case_its_number_alone_is_told_to_who_may_not_read_it(office, login):
    visit = office.register(confidential=True)
    row = Appointment(
        id=new_id(), matter_id=office.case(visit.matter).matter.id, part=OWNER, login=login,
        at=at("2026-11-23 11:00"), by="host",
    )  # fmt: skip
    office.add(row)
    (shown,) = owned(office, login).handed
    assert (shown.number, shown.claim is not None) == (visit.matter, login == "leader")
