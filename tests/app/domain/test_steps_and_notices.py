"""Steps by the rule of their mode, and the three notices (CLI.md step, notice; DOMAIN.md section 6.4)."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from app import words
from app.domain.calendar import from_rows
from app.domain.notice_entry import check_notice, parse_notice
from app.domain.numbers import matter_number, visit_number
from app.domain.reference import days_off
from app.domain.step_entry import STEP_MODES, check_step, parse_step
from app.domain.step_rules import FIVE, StepFacts
from tests.app.domain.units import UNITS

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=timezone(timedelta(hours=8)))
MATTER = matter_number("340700", "A", NOW.date(), 1)
VISIT = visit_number("340700", "A", NOW.date(), 1)
CALENDAR = from_rows(list(days_off()))
SETTLED = dict.fromkeys(FIVE, True)


def step(mode: str, facts: dict[str, Any] | None = None, **fields: Any) -> list[tuple[str, str]]:
    known = {"status": "办理中", "calendar": CALENDAR, "units": UNITS} | (facts or {})
    checked = check_step(parse_step({"matter": MATTER, "mode": mode} | fields), NOW, StepFacts(**known))
    assert all(words.field_sentence(error)["message"] for error in checked.errors)
    return [(error.field, error.code) for error in checked.errors]


def test_refusing_a_matter_needs_an_approver_and_a_reason():
    assert step("不予受理") == [("approver", "required"), ("reason", "required")]
    assert step("不予受理", approver="李局", reason="县级正在办理，条例第19条第3款") == []


@pytest.mark.parametrize(
    ("days", "errors"),
    [(30, []), (1, []), (31, [("days", "extension_days")]), (0, [("days", "extension_days")]),
     (None, [("days", "required")]), ("30", [("days", "wrong_type")])],
)  # fmt: skip
def test_an_extension_is_of_at_most_thirty_days(days, errors):
    facts = {"status": "已受理", "due": date(2026, 12, 1)}
    assert step("延期", facts, approver="李局", reason="鉴定未完", days=days) == errors


def test_an_extension_comes_before_the_date_once_with_approver_and_reason():
    def extend(due: str, **facts: Any) -> list[tuple[str, str]]:
        known = {"status": "已受理", "due": date.fromisoformat(due)} | facts
        return step("延期", known, approver="李局", reason="鉴定未完", days=10)

    assert extend("2026-11-23") == []
    assert extend("2026-11-22") == [("mode", "extension_after_due")]
    assert extend("2026-12-01", extended=True) == [("mode", "extended_already")]
    bare = step("延期", {"status": "已受理", "due": date(2026, 12, 1)}, days=10)
    assert bare == [("approver", "required"), ("reason", "required")]
    assert ("mode", "nothing_to_extend") in step(
        "延期", {"status": "已受理"}, approver="李局", reason="x", days=1
    )


@pytest.mark.parametrize(("at", "errors"), [("10-09", []), ("10-10", [("mode", "objection_too_late")])])
def test_an_objection_is_possible_until_the_fifth_working_day(at, errors):
    facts = {"routed_on": date(2026, 9, 24)}
    assert step("异议", facts, reason="不属本单位", at=f"2026-{at}T09:00:00+08:00") == errors


def test_refusing_for_good_needs_the_number_of_the_review():
    assert step("不再受理", {"status": "已办结"}) == [("review_number", "review_number_required")]
    assert step("不再受理", {"status": "已办结"}, review_number="铜府复核〔2026〕3号") == []


def test_guiding_names_the_body_even_one_outside_the_table():
    assert step("引导") == [("body", "body_required")]
    assert step("引导", body="市中级人民法院") == []
    assert step("引导", unit="市中级人民法院") == []


def test_filing_needs_a_reason():
    assert step("存") == [("reason", "required")]
    assert step("存", reason="重复件，正在办理") == []


def test_routing_needs_a_unit_of_the_table():
    assert step("转送") == [("unit", "required")]
    assert step("转送", unit="外星局") == [("unit", "unit_unknown")]
    known = StepFacts(calendar=CALENDAR, status="已登记", units=UNITS)
    checked = check_step(parse_step({"visit": VISIT, "mode": "交办", "unit": "zj"}), NOW, known)
    assert checked.or_refuse().unit == "市住建局"


def test_an_accusation_never_goes_to_the_accused():
    facts = {"purpose": "揭发控告", "touched": ("市住建局",)}
    assert step("转送", facts, unit="住建") == [("unit", "route_to_accused")]
    assert step("转送", facts, unit="市公安局") == []
    assert step("转送", {"touched": ("市住建局",)}, unit="住建") == []


def test_closing_asks_for_the_five_or_an_override():
    assert step("办结", checks=SETTLED) == []
    assert step("办结", checks=[True] * 5) == []
    unsettled = SETTLED | {FIVE[4]: False}
    assert step("办结", checks=unsettled) == [("checks", "five_not_settled")]
    assert step("办结") == [("checks", "five_not_settled")]
    assert step("办结", checks=unsettled, approver="李局", reason="群众拒绝评价") == []
    bare = step("办结", checks=unsettled, approver="李局")
    assert bare == [("checks", "five_not_settled"), ("reason", "required")]
    assert step("办结", checks=unsettled, reason="x") == [
        ("checks", "five_not_settled"),
        ("approver", "required"),
    ]
    entry = parse_step({"matter": MATTER, "mode": "办结", "checks": unsettled})
    assert entry.detail()["still_open"] == [FIVE[4]]


@pytest.mark.parametrize(
    ("checks", "error"),
    [({"天气": True}, ("checks.天气", "unknown_key")), ({FIVE[0]: "是"}, (f"checks.{FIVE[0]}", "wrong_type")),
     ("好", ("checks", "wrong_type"))],
)  # fmt: skip
def test_the_five_are_named_as_they_are(checks, error):
    assert error in step("办结", checks=checks)


def test_a_step_that_the_status_does_not_allow_is_refused():
    assert step("转送", {"status": "已办结"}, unit="住建") == [("mode", "step_not_now")]
    assert step("转送", {"status": "已办结", "came_again": True}, unit="住建") == []


def test_a_step_names_one_subject_and_one_mode():
    facts = StepFacts(calendar=CALENDAR, status="办理中")

    def errors(data: dict[str, Any]) -> list[tuple[str, str]]:
        return [(one.field, one.code) for one in check_step(parse_step(data), NOW, facts).errors]

    assert errors({"mode": "存", "reason": "x"}) == [("matter", "matter_or_visit")]
    both = {"matter": MATTER, "visit": VISIT, "mode": "存", "reason": "x"}
    assert errors(both) == [("matter", "matter_or_visit")]
    assert errors({"matter": "XF", "mode": "存", "reason": "x"}) == [("matter", "not_found")]
    assert errors({"matter": MATTER}) == [("mode", "required")]
    assert errors({"matter": MATTER, "mode": "拖"}) == [("mode", "not_a_choice")]
    assert "撤回" not in STEP_MODES


def test_a_step_goes_to_json_and_back():
    data = {"matter": MATTER, "mode": "办结", "checks": SETTLED, "at": "2026-11-23T09:00:00+08:00"}
    entry = parse_step(data)
    assert parse_step(json.loads(json.dumps(entry.as_json()))) == entry


NOTICE = {"matter": MATTER, "opinion": "转市住建局核查", "contact": "李局 0562-2800000", "told": "口头"}
ENGINE = date(2026, 12, 8)


def notice(engine: date | None = ENGINE, **fields: Any) -> list[tuple[str, str]]:
    checked = check_notice(parse_notice(NOTICE | fields), NOW, engine)
    assert all(words.field_sentence(error)["message"] for error in (*checked.errors, *checked.warnings))
    return [(error.field, error.code) for error in checked.errors]


def test_the_engines_date_stands():
    assert check_notice(parse_notice(NOTICE), NOW, ENGINE).due == ENGINE
    assert notice(due="2026-12-08") == []


def test_another_date_needs_a_reason():
    assert notice(due="2026-12-20") == [("due_reason", "due_reason_required")]
    assert notice(due="2026-12-20", due_reason="需鉴定") == []
    assert notice(due="2026-11-23", due_reason="当日答复") == []
    assert notice(due="2026-11-22") == [("due", "due_past")]
    assert notice(engine=None) == [("due", "due_required")]
    assert notice(engine=None, due="2026-12-20", due_reason="商定") == []


@pytest.mark.parametrize(
    ("fields", "error"),
    [({"opinion": None}, ("opinion", "opinion_required")), ({"contact": ""}, ("contact", "empty_text")),
     ({"told": None}, ("told", "required")), ({"told": "比划"}, ("told", "not_a_choice")),
     ({"matter": None}, ("matter", "matter_or_visit")), ({"visit": VISIT}, ("matter", "matter_or_visit")),
     ({"acknowledged": {"kind": "见证"}}, ("acknowledged.witness", "required")),
     ({"acknowledged": {}}, ("acknowledged.kind", "required")),
     ({"acknowledged": "签字"}, ("acknowledged", "wrong_type")), ({"x": 1}, ("x", "unknown_key"))],
)  # fmt: skip
def test_notices_are_refused_by_field(fields, error):
    assert notice(**fields) == [error]


@pytest.mark.parametrize(
    "taken",
    [
        {"kind": "签字"},
        {"kind": "拒签", "witness": "赵（示例）"},
        {"kind": "见证", "witness": "赵（示例）"},
        None,
    ],
)
def test_acknowledgements(taken):
    assert notice(acknowledged=taken) == []


def test_a_refused_signature_without_a_witness_is_said():
    entry = parse_notice(NOTICE | {"acknowledged": {"kind": "拒签"}})
    assert [one.code for one in check_notice(entry, NOW, ENGINE).warnings] == ["refusal_without_witness"]


def test_a_notice_goes_to_json_and_back():
    entry = parse_notice(NOTICE | {"due": "2026-12-20", "acknowledged": {"kind": "签字"}})
    assert parse_notice(json.loads(json.dumps(entry.as_json()))) == entry
