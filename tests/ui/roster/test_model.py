"""The month in words: days, holidays, halves, what is missing, what a paste would do."""

from __future__ import annotations

from datetime import date

from app.errors import FieldError
from app.services.reference.keep_roster import DutyVerdict, RosterImport
from app.services.reference.read_roster import DutyDay, MonthOfDuty
from ui.roster.model import cells, days_words, error_lines, missing_words, next_month, paste_words, title

TODAY = date(2026, 12, 2)


def month() -> MonthOfDuty:
    return MonthOfDuty(
        date(2026, 12, 1),
        (
            DutyDay(date(2026, 12, 1), works=True),
            DutyDay(date(2026, 12, 2), works=True, duty=(("全天", "李局"), ("全天", "孙局"))),
            DutyDay(date(2026, 12, 3), works=True, duty=(("上午", "李局"),)),
            DutyDay(date(2026, 12, 5), works=False, holiday="示例节"),
        ),
        ("李局",),
    )


def test_a_day_says_who_leads_and_what_is_missing():
    past, today, half, rest = cells(month(), TODAY)
    assert (past.lines, past.missing) == ((), False)  # what is over is not asked for any more
    assert (today.lines, today.today, today.missing) == (("李局、孙局",), True, False)
    assert (half.lines, half.missing) == (("上 李局", "下 缺"), True)
    assert (rest.head, rest.rest, rest.spoken) == ("5 示例节", True, "12 月 5 日 周六，休息")
    assert title(month()) == "排班，2026 年 12 月"
    assert missing_words(month(), TODAY).startswith("12-03 下午 没有排。")


def test_what_a_paste_would_do_and_what_is_wrong_with_it():
    day = date(2026, 12, 3)
    planned = RosterImport(
        True,
        (
            DutyVerdict(1, day, "全天", "新增", ("钱书记",), ()),
            DutyVerdict(0, day, "上午", "取消", (), ("李局",)),
        ),
        (FieldError("rows[1].leader", "roster_leader_unknown", {"leader": "钱书记"}),),
    )
    assert paste_words(planned) == "新增 1 处，取消 1 处。没有带班领导角色、照样排上的：钱书记。"
    assert days_words(planned) == "贴入 12-03 至 12-03 的带班表？"
    assert paste_words(RosterImport(True, ())) == "和现在的一样，没有要改的。"
    errors = [FieldError(f"rows[{n}].day", "bad_day_cell", {"given": "下周"}) for n in range(8)]
    assert error_lines(errors)[0].startswith("第 0 行：“下周”")
    assert error_lines(errors)[-1] == "还有 2 处"


def test_months_follow_each_other():
    assert next_month(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert next_month(date(2027, 1, 1), -1) == date(2026, 12, 1)
