"""A joint reception as typed: its example, its refusals, its paths (CLI.md reception)."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import words
from app.domain.dates.calendar import from_rows
from app.domain.entries.reception_check import CheckedReception, check_reception
from app.domain.entries.reception_entry import parse_reception
from app.domain.entries.understood import ReceptionRules
from app.domain.numbers import visit_number
from app.domain.reference import days_off
from tests.app.domain.units import UNITS

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 23, 9, 40, tzinfo=ZONE)
NUMBER = visit_number("340700", "A", date(2026, 11, 23), 1)
RULES = ReceptionRules(
    calendar=from_rows(list(days_off())),
    units=UNITS,
    arrivals={NUMBER: NOW - timedelta(minutes=9)},
)
RECEPTION: dict[str, Any] = json.loads("""
{"at": "2026-11-23T09:40:00+08:00", "form": "联合接访", "room": "联合接访室", "lead": "市信访局",
 "leader": "李局", "recorder": "赵", "roster_reason": null, "visits": [],
 "units": [{"unit": "市住建局", "person": "王科", "title": "科长", "arrived": "09:42"},
           {"unit": "义安区", "absent": true}],
 "lines": [{"at": "09:43", "text": "代表：要求11月底前答复办证时间"},
           {"at": "09:51", "text": "@市住建局 核查218户产权登记 10日 回@李局"},
           {"at": "09:55", "text": "@义安区 逐户登记联系方式 5工作日"},
           {"at": "10:02", "text": "!现场答复：水电不停"}],
 "result": "交办", "notices": {"opinion": "分头核查", "contact": "李局 0562-2800000"}}
""") | {"visits": [NUMBER]}


def check(data: dict[str, Any], rules: ReceptionRules = RULES) -> CheckedReception:
    checked = check_reception(parse_reception(data), NOW, rules)
    for error in (*checked.errors, *checked.warnings):
        assert words.field_sentence(error)["message"]
    return checked


def with_(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(RECEPTION) | changes


def found(data: dict[str, Any], rules: ReceptionRules = RULES) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in check(data, rules).errors]


def line(text: str, at: str | None = "09:51") -> dict[str, Any]:
    return {"at": at, "text": text}


def test_the_example_gives_its_duties_answers_and_date():
    checked = check(RECEPTION)
    assert (checked.errors, checked.warnings) == ((), ())
    duties = [
        (one.unit, one.line.duty, one.counted.due.isoformat(), one.line.contact) for one in checked.duties
    ]
    assert duties == [
        ("市住建局", "核查218户产权登记", "2026-12-03", "李局"),
        ("义安区", "逐户登记联系方式", "2026-11-30", None),
    ]
    assert checked.duties[0].counted.derivation == "11-23 交办，次日起算，第 10 日 = 2026-12-03 周四"
    assert checked.answers == ("水电不停",)


def test_an_entry_goes_to_json_and_back():
    for data in (RECEPTION, {}):
        entry = parse_reception(data)
        assert parse_reception(json.loads(json.dumps(entry.as_json()))) == entry


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"lead": None}, ("lead", "required")),
        ({"lead": "外星局"}, ("lead", "unit_unknown")),
        ({"leader": None}, ("leader", "required")),
        ({"visits": []}, ("visits", "visit_required")),
        ({"visits": None}, ("visits", "visit_required")),
        ({"visits": [NUMBER, NUMBER.lower()]}, ("visits[1]", "visit_repeated")),
        ({"visits": [visit_number("340700", "A", date(2026, 11, 23), 2)]}, ("visits[0]", "not_found")),
        ({"visits": ["LF"]}, ("visits[0]", "not_found")),
        ({"units": []}, ("units", "other_unit_required")),
        ({"units": [{"unit": "信访局"}]}, ("units", "other_unit_required")),
        ({"units": [{"unit": "住建"}, {"unit": "市住建局"}]}, ("units[1].unit", "unit_repeated")),
        ({"units": [{"person": "王科"}]}, ("units[0].unit", "required")),
        ({"units": [{"unit": "住建", "arrived": "9点"}]}, ("units[0].arrived", "bad_clock")),
        (
            {"units": [{"unit": "住建", "arrived": "09:00", "absent": True}]},
            ("units[0].absent", "absent_but_arrived"),
        ),
        ({"at": "2026-11-23T09:30:00+08:00"}, ("at", "reception_before_arrival")),
        ({"result": "算了"}, ("result", "not_a_choice")),
        ({"result": None}, ("result", "required")),
        ({"form": "茶话会"}, ("form", "not_a_choice")),
        ({"lines": [line("@住建 核查 回@李局")]}, ("lines[0].text", "duty_without_date")),
        ({"lines": [line("好"), line("@外星局 核查 5日")]}, ("lines[1].text", "unit_unknown")),
        ({"lines": [line("@ 5日")]}, ("lines[0].text", "unit_unknown")),
        ({"lines": [line("@")]}, ("lines[0].text", "unit_missing")),
        ({"lines": [line("@市住建局、义安区 核查 5日")]}, ("lines[0].text", "unit_several")),
        ({"lines": [line("@住建 5日")]}, ("lines[0].text", "duty_empty")),
        ({"lines": [line("!")]}, ("lines[0].text", "answer_empty")),
        ({"lines": [line("好", None)]}, ("lines[0].at", "required")),
        ({"lines": [line("好", "25:00")]}, ("lines[0].at", "bad_clock")),
        ({"lines": [{"at": "09:00"}]}, ("lines[0].text", "required")),
        ({"lines": ["@住建"]}, ("lines[0]", "wrong_type")),
        ({"notices": None}, ("notices.opinion", "opinion_required")),
        ({"notices": {"opinion": "核查"}}, ("notices.contact", "contact_required")),
        ({"weather": "晴"}, ("weather", "unknown_key")),
    ],
)  # fmt: skip
def test_each_refusal_names_its_field(changes, error):
    assert error in found(with_(**changes))


def test_going_on_another_day_needs_no_notices():
    assert found(with_(result="继续协调", notices=None)) == []
    assert found(with_(result="引导", notices=None)) == [
        ("notices.opinion", "opinion_required"),
        ("notices.contact", "contact_required"),
    ]


def test_an_absent_unit_still_gets_its_duty_and_nobody_coming_is_said():
    checked = check(with_(units=[{"unit": "义安区", "absent": True}]))
    assert (checked.errors, [one.code for one in checked.warnings]) == ((), ["nobody_came"])
    assert [one.unit for one in checked.duties] == ["市住建局", "义安区"]


def test_a_leader_off_the_roster_needs_a_reason_where_there_is_a_roster():
    rules = ReceptionRules(calendar=RULES.calendar, units=RULES.units, roster=("张局",))
    assert found(RECEPTION, rules) == [("roster_reason", "confirm_other_leader")]
    assert found(with_(roster_reason="张局外出"), rules) == []
    assert found(with_(leader="张局"), rules) == []


def test_a_result_that_the_minutes_do_not_show_is_said():
    answer, duty = line("!水电不停"), line("@住建 核查 5日")
    assert [one.code for one in check(with_(lines=[answer])).warnings] == ["result_without_duty"]
    assert [one.code for one in check(with_(lines=[duty], result="现场办结")).warnings] == [
        "result_without_answer"
    ]


def test_a_claim_has_an_answer_or_a_duty_or_goes_on_another_day():
    spoken = [line("代表：要求办证")]
    assert found(with_(lines=spoken)) == [("visits[0]", "claim_unanswered")]
    assert found(with_(lines=spoken, result="继续协调")) == []


OTHER = visit_number("340700", "A", date(2026, 11, 23), 2)
TWO = replace(RULES, arrivals={NUMBER: NOW, OTHER: NOW})


def test_a_line_names_its_visits_by_for_or_by_place():
    lines = [
        line("@住建 核查 5日") | {"for": [NUMBER]},
        line("#2 @住建 核查 6日"),
        line("!水电不停"),
    ]
    checked = check(with_(visits=[NUMBER, OTHER], lines=lines), TWO)
    assert checked.errors == ()
    assert checked.named == {0: (NUMBER,), 1: (OTHER,)}
    assert checked.places_of((NUMBER,)) == (0, 2)
    assert checked.places_of((OTHER,)) == (1, 2)


def test_what_is_named_must_be_heard():
    lines = [line("#3 @住建 核查 5日"), line("!好") | {"for": [OTHER]}]
    data = with_(lines=lines, results={OTHER: "交办", NUMBER: "交办"})
    assert set(found(data)) == {
        (f"results.{OTHER}", "visit_not_heard"),
        ("lines[1].for[0]", "visit_not_heard"),
        ("lines[0].text", "line_case_unknown"),
    }


def test_results_and_notices_by_visit():
    told = {"opinion": "甲", "contact": "乙"}
    data = with_(
        visits=[NUMBER, OTHER],
        lines=[line("#1 @住建 核查 5日"), line("#2 !水电不停")],
        result=None,
        results={NUMBER: "交办", OTHER: "现场办结"},
        notices={NUMBER: told, OTHER: {"opinion": "丙"}},
    )
    assert found(data, TWO) == [(f"notices.{OTHER}.contact", "contact_required")]
    checked = check(data, TWO)
    assert (checked.result_of((NUMBER,)), checked.result_of((OTHER,))) == ("交办", "现场办结")
    assert checked.notices_of((NUMBER,)).opinion == "甲"
    assert ("result", "required") in found(data | {"results": {NUMBER: "交办"}}, TWO)


@pytest.mark.parametrize("form", ["带班接访", "约访", "下访", "接谈"])
def test_forms_that_need_no_other_unit(form):
    lines = [line("!水电不停")]
    plain = with_(form=form, units=[], lines=lines, lead=None)
    rules = replace(RULES, bureau="市信访局")
    assert found(plain, rules) == []
    assert check(plain, rules).entry.lead == "市信访局"
    expected = [] if form == "接谈" else [("leader", "required")]
    assert found(plain | {"leader": None}, rules) == expected


def test_who_leads_is_a_login_a_name_or_has_a_reason():
    rules = replace(RULES, leaders={"li": "李局", "sun": "孙局"})
    assert check(with_(leader="sun"), rules).entry.leader == "孙局"
    assert found(with_(leader="李局"), rules) == []
    assert found(with_(leader="钱局"), rules) == [("roster_reason", "leader_reason_required")]
    assert found(with_(leader="钱局", roster_reason="李局出差，钱局代班"), rules) == []
    on_duty = replace(rules, roster=("孙局",))
    assert found(with_(leader="li"), on_duty) == [("roster_reason", "confirm_other_leader")]
    assert found(with_(leader="sun"), on_duty) == []


def test_a_reception_may_begin_at_the_minute_of_arrival():
    assert found(with_(at="2026-11-23T09:31:00+08:00")) == []


def test_full_width_times_are_taken():
    entry = parse_reception(with_(lines=[line("好", "９：４３")]))
    assert entry.lines[0].at == "09:43"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["at", "text", "unit"]), inner)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*RECEPTION, "continues"]), values))
def test_no_input_breaks_the_check(data):
    check(data)
