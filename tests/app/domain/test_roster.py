"""The roster as sheets and clipboards have it: days and names in the ways people write them."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.roster import on_duty, read_day_of_duty, read_pasted, read_roster_rows
from app.domain.rows.centre import AFTERNOON, MORNING, WHOLE_DAY, Roster

DECEMBER = date(2026, 12, 1)


def said(read):
    return [(cell.day.day, cell.part, "、".join(cell.leaders)) for cell in read.cells]


def codes(read):
    return [(error.field, error.code) for error in read.errors]


@pytest.mark.parametrize(
    "text",
    [
        *("2026-12-03", "2026/12/3", "2026.12.3", "2026年12月3日", "20261203", "12月3日", "12-3", "3日", "3"),
        *("12月3日（周四）", "12月3日 星期四", "2026-12-03 00:00:00"),
    ],
)  # fmt: skip
def test_a_day_in_every_way_it_is_written(text):
    assert read_day_of_duty(text, DECEMBER) == date(2026, 12, 3)


@pytest.mark.parametrize("text", ["", "三日", "12月32日", "2026-13-01", "0"])
def test_what_is_no_day(text):
    assert read_day_of_duty(text, DECEMBER) is None


def test_a_day_without_its_month_needs_the_month():
    assert read_day_of_duty("12月3日", None) is None
    assert read_day_of_duty("2026-12-03", None) == date(2026, 12, 3)


def test_pasted_with_and_without_headings():
    plain = "12月1日（周二）\t李局\n12月2日（周三）\t王局、孙局\n"
    assert said(read_pasted(plain, DECEMBER)) == [(1, WHOLE_DAY, "李局"), (2, WHOLE_DAY, "王局、孙局")]
    halves = "日期\t上午\t下午\n1日\t李局\t王局\n2日\t\t孙局\n"
    assert said(read_pasted(halves, DECEMBER)) == [
        (1, MORNING, "李局"), (1, AFTERNOON, "王局"), (2, AFTERNOON, "孙局"),
    ]  # fmt: skip
    assert said(read_pasted("1\t李局\t王局", DECEMBER)) == [(1, MORNING, "李局"), (1, AFTERNOON, "王局")]
    assert said(read_pasted("1日 上午 李局\n1日 下午 王局", DECEMBER)) == [
        (1, MORNING, "李局"), (1, AFTERNOON, "王局"),
    ]  # fmt: skip


def test_a_spreadsheet_with_a_half_day_column():
    rows = [(2, {"日期": "2026-12-01", "时段": "上午", "带班领导": "李局"}), (3, {"日期": "2026-12-02"})]
    assert said(read_roster_rows(("日期", "时段", "带班领导"), rows)) == [
        (1, MORNING, "李局"),
        (2, WHOLE_DAY, ""),
    ]


def test_everything_wrong_is_said_at_once():
    rows = [
        (2, {"day": "2026-12-01", "leader": "李局"}),
        (3, {"day": "2026-12-01", "leader": "王局"}),
        (4, {"leader": "王局"}),
        (5, {"day": "下周", "part": "晚上", "leader": "长" * 61}),
    ]
    assert codes(read_roster_rows(("day", "part", "leader"), rows)) == [
        ("rows[3].day", "row_doubled"),
        ("rows[4].day", "cell_empty"),
        ("rows[5].day", "bad_day_cell"),
        ("rows[5].part", "not_one_of"),
        ("rows[5].leader", "too_long"),
    ]
    assert codes(read_roster_rows(("名字", "part"), [])) == [
        ("file", "column_unknown"), ("file", "column_missing"), ("file", "column_missing"),
    ]  # fmt: skip
    assert codes(read_pasted(" \n", DECEMBER)) == [("file", "roster_nothing_pasted")]


def test_on_duty_by_half_day_without_who_was_taken_off():
    rows = [
        Roster(id=str(n), day=DECEMBER, part=part, leader=leader)
        for n, (part, leader) in enumerate(
            [(WHOLE_DAY, "李局"), (MORNING, "王局"), (AFTERNOON, "孙局"), (MORNING, ""), (MORNING, "李局")]
        )
    ]
    assert on_duty(rows) == ("李局", "王局", "孙局")
    assert on_duty(rows, MORNING) == ("李局", "王局")
    assert on_duty(rows, AFTERNOON) == ("李局", "孙局")
