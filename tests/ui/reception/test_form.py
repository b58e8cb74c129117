"""The leader's form without Qt: drafts come back whole, counts are right, the JSON is what CLI.md asks."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates.calendar import Calendar
from app.domain.entries.reception_entry import parse_reception
from app.domain.entries.understood import ReceptionRules, UnderstoodLine, understand_line
from ui.reception.form import (
    LineTyped,
    NoticesTyped,
    ReceptionForm,
    SeatTyped,
    latest_due,
    likely_result,
    results,
    will_make,
)
from ui.reception.model import understood_rows
from ui.reception.stopwatch import Stopwatch

DAY = date(2026, 11, 23)
RULES = ReceptionRules(calendar=Calendar(frozenset(), frozenset(), frozenset({2026})))
CHINA = timezone(timedelta(hours=8))


def read(*texts: str) -> list[UnderstoodLine]:
    return [understand_line(text, DAY, RULES) for text in texts]


def filled() -> ReceptionForm:
    return ReceptionForm(
        started_at="2026-11-23T09:40:00+08:00",
        lead="市信访局",
        leader="李大为（示例）",
        recorder="赵小雨（示例）",
        visits=["LF340700-A-261123-001-K"],
        seats=[SeatTyped("市住建局", "王科（示例）", "科长", "09:42"), SeatTyped("义安区")],
        lines=[LineTyped("09:43", "代表：要求答复办证时间"), LineTyped("", "")],
        opinion="交市住建局核查",
        contact="李局 0562-0000000",
    )


def test_a_draft_comes_back_whole() -> None:
    form = filled()
    assert ReceptionForm.from_draft(form.as_draft()) == form


def test_a_draft_of_a_later_version_still_opens() -> None:
    kept = filled().as_draft() | {"something_new": 1}
    assert ReceptionForm.from_draft(kept) == filled()


def test_the_json_is_the_contracts() -> None:
    facts = filled().as_json()
    entry = parse_reception(facts)
    assert not entry.problems
    assert facts["units"][1] == {"unit": "义安区", "absent": True}
    assert facts["lines"] == [{"at": "09:43", "text": "代表：要求答复办证时间"}]
    assert "result" not in facts


def test_the_lead_and_a_seated_unit_are_not_seated_again() -> None:
    form = filled()
    assert not form.add_seat("市信访局", "09:50")
    assert not form.add_seat("市住建局", "09:50")
    assert form.add_seat("市公安局", "09:50")
    form.toggle_seat("义安区", "09:52")
    assert [seat.arrived for seat in form.seats] == ["09:42", "09:52", "09:50"]


def test_what_f9_will_make_is_counted() -> None:
    lines = read(
        "代表：要求答复办证时间",
        "代表：水电过户另收费",
        "@市住建局 核查产权登记 10日 回@李局",
        "@市住建局 书面答复 3工作日",
        "!水电不停",
        "代表：要求固定联系人",
        "@义安区 登记联系方式",
    )
    made = will_make(lines)
    assert (made.duty_sheets, made.duties, made.answers) == (1, 2, 1)
    assert made.open_demands == (3,)
    assert made.unclear == (6,)
    assert likely_result(made) == "交办"
    assert latest_due(lines) == "2026-12-03"


def test_the_result_follows_the_lines() -> None:
    assert likely_result(will_make(read("代表：要求答复", "!今日答复"))) == "现场办结"
    assert likely_result(will_make(read("代表：要求答复"))) is None


@pytest.mark.parametrize(
    ("lines", "open_demands", "result"),
    [
        (["代表：要求答复", "代表：要求退费", "!今日答复"], (2,), None),
        (["代表：要求答复", "代表：要求退费", "!今日答复", "!今日退费"], (), "现场办结"),
        (["代表：一", "代表：二", "代表：三", "!答复一"], (2, 3), None),
        (["代表：一", "代表：二", "@市住建局 核查 3日"], (2,), "交办"),
        (["!水电不停", "代表：要求答复"], (1,), None),
        (["!水电不停"], (), "现场办结"),
    ],
)
def test_each_answer_or_duty_settles_the_oldest_open_demand(
    lines: list[str], open_demands: tuple[int, ...], result: str | None
) -> None:
    """现场办结 is proposed where something was answered and no demand is open (条例第31条)."""
    made = will_make(read(*lines))
    assert (made.open_demands, likely_result(made)) == (open_demands, result)


def test_a_line_about_all_counts_for_each_visit() -> None:
    """And one that names a visit for that one alone."""
    form = ReceptionForm(visits=["一", "二"])
    assert results(form, read("!水电不停")) == {"一": "现场办结", "二": "现场办结"}
    assert results(form, read("#2 !水电不停")) == {"一": None, "二": "现场办结"}


def test_who_has_come_by_mistake_is_taken_back() -> None:
    form = filled()
    form.toggle_seat("市住建局", "09:55")
    form.toggle_seat("义安区", "09:52")
    form.toggle_seat("义安区", "09:53")
    assert [seat.arrived for seat in form.seats] == [None, None]


def test_a_visit_that_was_taken_out_makes_no_difference() -> None:
    form = filled()
    form.visits.append("LF340700-A-261123-002-Q")
    form.say_own("LF340700-A-261123-002-Q", NoticesTyped(result="转办"))
    assert form.differs()
    form.visits.remove("LF340700-A-261123-002-Q")
    assert not form.differs()
    assert "results" not in form.as_json()


def test_each_line_shows_what_it_became() -> None:
    rows = understood_rows(
        read("代表：要求答复", "@市住建局 核查 10日 回@李局", "!今日答复", "@市住建局 核查", "休息十分钟")
    )
    assert [row.strong for row in rows] == ["诉求 1", "市住建局", "现场答复", "", ""]
    assert rows[1].second == "12-03 周四，次日起第 10 日；回复李局"
    assert rows[3].warning.endswith("。")


@given(st.lists(st.text(max_size=30), max_size=12))
def test_whatever_is_typed_is_counted_without_a_fall(texts: list[str]) -> None:
    lines = read(*texts)
    made = will_make(lines)
    assert len(understood_rows(lines)) == len(texts)
    assert made.duties >= made.duty_sheets
    assert len(made.unclear) + made.duties + made.answers + len(made.open_demands) <= len(texts)


def test_the_stopwatch_leaves_pauses_out() -> None:
    began = datetime(2026, 11, 23, 9, 40, tzinfo=CHINA)
    watch = Stopwatch(began)
    watch.toggle(began + timedelta(minutes=10))
    watch.toggle(began + timedelta(minutes=30))
    assert watch.text(began + timedelta(minutes=42, seconds=18)) == "00:22:18"


def test_one_of_several_visits_has_its_own_result_and_words():
    form = ReceptionForm(visits=["a", "b"], opinion="核查", contact="李局", result="交办")
    assert form.as_json()["notices"] == {"opinion": "核查", "contact": "李局"}
    form.say_own("b", NoticesTyped("现场办结", "已答复"))
    told = form.as_json()
    assert told["results"] == {"b": "现场办结"}
    assert told["notices"] == {
        "a": {"opinion": "核查", "contact": "李局"}, "b": {"opinion": "已答复", "contact": "李局"},
    }  # fmt: skip
    assert ReceptionForm.from_draft(form.as_draft()) == form
    form.say_own("b", NoticesTyped())
    assert "results" not in form.as_json()
    form.say_own("b", NoticesTyped("交办"))
    form.put_off()
    assert (form.result, form.notices_of("b").result) == ("继续协调", "继续协调")
    form.remove_visit("b")
    assert not form.own


@pytest.mark.parametrize(
    ("form", "keys"),
    [("联合接访", {"lead", "leader"}), ("接谈", set()), ("带班接访", {"leader"}), ("下访", {"leader"})],
)
def test_a_form_asks_for_what_it_needs(form, keys):
    told = ReceptionForm(form=form, lead="市信访局", leader="李局").as_json()
    assert {key for key in ("lead", "leader") if key in told} == keys


def test_each_visit_comes_to_what_its_lines_say():
    form = ReceptionForm(visits=["a", "b"])
    rows = read("#1 @市住建局 核查 10日", "#2 !本周内答复", "## 都来了")
    assert results(form, rows) == {"a": "交办", "b": "现场办结"}
    assert [row.strong for row in understood_rows(rows)][:2] == ["#1 市住建局", "#2 现场答复"]
    form.say_own("b", NoticesTyped("继续协调"))
    assert results(form, rows)["b"] == "继续协调"
    assert results(form, read("#1 !本周内答复")) == {"a": "现场办结", "b": "继续协调"}
    form.own.clear()
    assert results(form, read("#1 !本周内答复"))["b"] is None
