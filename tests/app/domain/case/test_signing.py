"""Who signs what waits for a 带班领导: two people, and the one who is asked (CASE.md 3)."""

from __future__ import annotations

import pytest

from app.domain.case.signing import check_send_to, leader_logins, may_sign
from app.domain.entries.entry import Problems
from app.domain.rows.case import Request
from app.domain.rows.centre import Staff
from tests.app.domain.case.cases import at

LEADERS = tuple(
    Staff(id=login, login=login, name=login, roles=roles, at=at("2026-01-01"))
    for login, roles in {
        "leader": ("带班领导",),
        "second": ("带班领导", "接谈员"),
        "host": ("接谈员",),
    }.items()
)


@pytest.mark.parametrize(
    ("login", "roles", "send_to", "may"),
    [
        ("leader", ("带班领导",), None, True),
        ("leader", ("带班领导",), "leader", True),
        ("leader", ("带班领导",), "second", False),
        ("leader", ("带班领导",), "gone", True),
        ("host", ("接谈员",), "gone", False),
        ("second", ("带班领导", "接谈员"), "gone", False),
        ("second", ("带班领导", "接谈员"), None, False),
        ("watch", ("督办",), None, False),
    ],
)
def test_a_leader_who_is_not_the_author_signs_and_where_one_is_asked_that_one(login, roles, send_to, may):
    row = Request(
        id="r", matter_id="m", act="办理", mode="不予受理", send_to=send_to, at=at("2026-03-02"), by="second"
    )
    gone = Staff(
        id="gone", login="gone", name="gone", roles=("带班领导",), disabled=True, at=at("2026-01-01")
    )
    assert may_sign(row, login, roles, leader_logins([*LEADERS, gone])) == may


@pytest.mark.parametrize(
    ("send_to", "code"),
    [
        ("leader", None),
        ("second", "approver_is_self"),
        ("host", "approver_not_leader"),
        ("nobody", "approver_unknown"),
    ],
)
def test_who_is_asked_is_a_leader_and_another(send_to, code):
    problems = Problems()
    check_send_to(send_to, LEADERS, "second", problems)
    assert [error.code for error in problems.all()] == ([code] if code else [])
