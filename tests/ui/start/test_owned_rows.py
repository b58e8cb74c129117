"""Cases of the signed-in person on the start page: each that was handed over, of the others the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.services.desk.owned_cases import OwnedCase, OwnedCases
from app.services.desk.read_today import read_today
from tests.ui.house import NOW
from ui.start.owned_rows import handed_rows, unrouted_row

CASE = OwnedCase(number="XF340700-A-261120-001-X", claim="房产证（示例）", at=NOW - timedelta(days=3))


def titles(desk, owned):
    today = replace(read_today(desk), owned=owned)
    return [(waits.row.title, waits.row.second) for waits in (*handed_rows(today), *unrouted_row(today))]


def test_each_that_was_handed_over_says_by_whom(desk):
    handed = replace(CASE, by="赵接谈（示例）")
    assert titles(desk, OwnedCases(handed=(handed, replace(handed, claim=None)))) == [
        ("移交给你　房产证（示例）", f"{CASE.number}，赵接谈（示例）移交"),
        ("移交给你　保密事项", f"{CASE.number}，赵接谈（示例）移交"),
    ]


def test_the_first_of_those_that_nobody_routed_stands_for_all_from_the_next_day_on(desk):
    assert titles(desk, OwnedCases(unrouted=4, earliest=CASE)) == [
        ("首接、还没有分流 4 件", f"最早 {CASE.number}，房产证（示例）")
    ]
    assert titles(desk, OwnedCases(unrouted=1, earliest=replace(CASE, at=NOW))) == []
