"""The work of an account is counted before it is stopped, for who may stop it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.centre import Roster
from app.errors import NotAllowed
from app.services.staff.staff_holdings import holdings_of
from tests.app.services.lists.test_lists import keep

REFUSAL = {"ground": "not_remit", "body": "示例市自然资源局"}


def security(office):
    admin = office.desk("admin")
    return replace(admin, staff=replace(admin.staff, roles=("系统管理员", "安全管理员")))


def test_a_leader_has_requests_days_and_cases_in_charge(office):
    visit = office.register("2026-11-23 09:31")
    office.step(visit.visit_number, "不予受理", "2026-11-23 10:00", send_to="leader", **REFUSAL)
    office.add(
        *(
            Roster(id=new_id(), day=date(2026, month, day), leader=name)
            for month, day, name in (
                (11, 20, "李局（示例）"),
                (11, 24, "李局（示例）"),
                (12, 1, "李局（示例）"),
                (12, 2, "孙局（示例）"),
            )
        )
    )
    held = holdings_of(security(office), "leader")
    assert (held.to_sign, held.asked) == (1, 0)
    assert held.duty_days == (date(2026, 11, 24), date(2026, 12, 1)), "days past stay his"
    assert held.other_leaders == 1
    assert holdings_of(security(office), "host").asked == 1


def test_a_charge_is_counted_until_it_ends(office):
    visit = office.register()
    keep(office, "包案", "add", visit.matter, leader="李局（示例）")
    assert holdings_of(security(office), "leader").charges == 1
    assert holdings_of(security(office), "second").charges == 0


def test_a_clerk_answers_for_what_nobody_has_routed(office):
    first = office.register("2026-11-23 09:31")
    office.register("2026-11-23 09:40", claim="另一件：路灯不亮（示例）")
    assert holdings_of(security(office), "clerk").first_hand == 2
    office.step(first.visit_number, "转送", "2026-11-23 10:00", unit="市住建局")
    assert holdings_of(security(office), "clerk").first_hand == 1


def test_a_clerk_answers_for_what_the_office_handles_itself(office):
    visit = office.register("2026-11-23 09:31")
    office.step(visit.visit_number, "转送", "2026-11-23 10:00", unit="市信访局")
    assert office.case(visit.matter).owner == "clerk"
    assert holdings_of(security(office), "clerk").first_hand == 1


def test_nothing_hangs_on_who_did_nothing(office):
    assert holdings_of(security(office), "watch").is_empty
    assert holdings_of(security(office), "nobody") is None


def test_the_security_administrator_alone(office):
    for login in ("admin", "clerk", "leader", "watch"):
        with pytest.raises(NotAllowed):
            holdings_of(office.desk(login), "clerk")
