"""Dates that bind, with their derivations: DOMAIN.md sections 1.4 and 5.4."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import deadlines
from app.domain.dates.calendar import Calendar, from_rows
from app.domain.dates.derivation import Span, Way, count
from app.domain.dates.limits import Limits
from app.domain.reference import days_off
from app.settings import Settings

LOADED = from_rows(list(days_off()))
DAY = date(2026, 11, 23)
LIMITS = Limits()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "due", "rolled"),
    [
        ("2026-09-18", 15, "2026-10-03", "2026-10-08"),
        ("2026-02-02", 15, "2026-02-17", "2026-02-24"),
        ("2026-04-20", 15, "2026-05-05", "2026-05-06"),
        ("2026-03-05", 60, "2026-05-04", "2026-05-06"),
        ("2026-05-04", 30, "2026-06-03", "2026-06-03"),
        ("2026-08-03", 60, "2026-10-02", "2026-10-08"),
        ("2026-01-20", 30, "2026-02-19", "2026-02-24"),
        ("2026-11-23", 15, "2026-12-08", "2026-12-08"),
        ("2026-11-23", 10, "2026-12-03", "2026-12-03"),
    ],
)
def test_calendar_days_with_and_without_roll(start, n, due, rolled):
    assert count(day(start), Span(n, "日"), LOADED).due == day(due)
    assert count(day(start), Span(n, "日"), LOADED, roll=True).due == day(rolled)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [("2026-09-24", 5, "2026-10-09"), ("2026-09-17", 10, "2026-10-08"), ("2026-11-23", 5, "2026-11-30")],
)
def test_working_days(start, n, due):
    assert count(day(start), Span(n, "工作日"), LOADED).due == day(due)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-11-23", 1, "2026-12-23"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2024-01-31", 1, "2024-02-29"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start, n, due):
    assert count(day(start), Span(n, "月"), LOADED).due == day(due)


def test_another_unit_is_a_fault():
    with pytest.raises(ValueError):
        count(DAY, Span(1, "年"), LOADED)


def test_the_derivation_says_start_count_and_rule():
    [forward, *_] = deadlines.for_registration(DAY, "求决", "普通", LOADED, LIMITS)
    assert forward.derivation == "11-23 登记，次日起算，第 15 日 = 2026-12-08 周二（信访工作条例第22条）"
    assert forward.as_json() == {
        "what": "转送",
        "due": "2026-12-08",
        "rule": "信访工作条例第22条",
        "kind": "法定",
        "provisional": False,
        "derivation": forward.derivation,
    }


def test_a_year_that_is_not_loaded_makes_the_date_provisional():
    [finish, _] = deadlines.if_accepted(DAY, "求决", "普通", LOADED, LIMITS)
    assert (finish.due, finish.provisional) == (date(2027, 1, 22), True)
    assert finish.derivation.endswith("= 2027-01-22 周五（信访工作条例第34条）；2027年放假安排未公布，暂定")
    known = Calendar(LOADED.off, LOADED.work, LOADED.years | {2027})
    assert not deadlines.if_accepted(DAY, "求决", "普通", known, LIMITS)[0].provisional


def test_a_rest_day_at_the_end_is_said_with_the_other_date():
    plain = count(day("2026-09-18"), Span(15, "日"), LOADED)
    rolled = count(day("2026-09-18"), Span(15, "日"), LOADED, roll=True)
    assert "第 15 日 = 2026-10-03 周六" in plain.derivation
    assert "不顺延（如顺延为 2026-10-08 周四）" in plain.derivation
    assert "顺延到 2026-10-08 周四（民法典第203条）" in rolled.derivation


FROM_REGISTERING = Limits(finish_promise_from="登记")


def test_promises_by_procedure_and_purpose():
    def promised(purpose: str, procedure: str, limits: Limits = LIMITS) -> list[tuple[str, date, str]]:
        dates = deadlines.for_registration(DAY, purpose, procedure, LOADED, limits)
        assert (dates[0].what, dates[0].kind, dates[0].due) == ("转送", "法定", day("2026-12-08"))
        own = [one for one in dates[1:] if one.kind != "限期"]
        assert all(one.kind == "承诺" for one in own)
        return [(one.what, one.due, one.rule) for one in own]

    assert promised("求决", "普通") == [("承诺受理", day("2026-11-25"), "210 工作法")]
    assert promised("求决", "普通", FROM_REGISTERING)[1:] == [("承诺办理", day("2026-12-03"), "210 工作法")]
    assert promised("申诉", "简易")[0] == ("承诺受理", day("2026-11-24"), "110 工作法")
    assert promised("意见建议", "普通") == [("承诺回复", DAY, "100 工作法")]
    assert promised("揭发控告", "普通") == []


def test_the_sixty_days_run_for_appeals_alone():
    assert deadlines.if_accepted(DAY, "意见建议", "普通", LOADED, LIMITS) == []
    assert deadlines.if_accepted(DAY, "揭发控告", "普通", LOADED, LIMITS) == []


@pytest.mark.parametrize(("procedure", "rule"), [("普通", "210 工作法"), ("简易", "110 工作法")])
def test_the_promise_to_finish_counts_from_the_acceptance_unless_the_centre_says_the_registration(
    procedure: str, rule: str
):
    """CASE.md 2: 承诺办理 belongs to who accepted, and 10 days run from then."""
    _, promise = deadlines.if_accepted(DAY, "求决", procedure, LOADED, LIMITS)
    assert (promise.what, promise.due, promise.rule) == ("承诺办理", day("2026-12-03"), rule)
    assert promise.counted.began == "受理"
    only = deadlines.if_accepted(DAY, "求决", procedure, LOADED, FROM_REGISTERING)
    assert [one.what for one in only] == ["办结"]


def test_routing_starts_the_units_notice_and_its_objection():
    notice, objection = deadlines.if_routed("转送", day("2026-09-24"), LOADED, LIMITS)
    assert (notice.what, notice.due) == ("书面告知", day("2026-10-09"))
    assert (objection.what, objection.due) == ("提出异议", day("2026-10-09"))


def test_the_limits_are_those_of_the_settings():
    assert Limits.of(Settings()) == LIMITS
    changed = Settings(
        {
            "转送期限": 10,
            "末日遇休息日顺延": True,
            "承诺按工作日": True,
            "承诺办理_普通": 5,
            "承诺办理起点": "登记",
        }
    )
    dates = deadlines.for_registration(day("2026-09-23"), "求决", "普通", LOADED, Limits.of(changed))
    assert [one.due for one in dates] == [day("2026-10-08"), day("2026-09-28"), day("2026-10-08")]


@given(
    st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    st.integers(0, 90),
    st.sampled_from(["日", "工作日", "月"]),
    st.booleans(),
)
def test_no_date_lies_before_its_start_and_longer_spans_end_no_earlier(start, n, unit, roll):
    here, next_one = (count(start, Span(k, unit), LOADED, roll) for k in (n, n + 1))
    assert start <= here.due <= next_one.due
    assert f"{here.due.isoformat()} 周" in here.derivation
    assert here.provisional == ("暂定" in here.derivation)


@given(
    st.sampled_from(["登记", "收到转送", "原期限届满", "起算日"]),
    st.integers(0, 999),
    st.sampled_from(["日", "工作日", "月"]),
    st.booleans(),
)
def test_how_a_date_was_counted_is_read_back_and_counts_the_same(began, n, unit, roll):
    counted = count(DAY, Span(n, unit), LOADED, roll, began=began, rule=deadlines.RULE_34)
    way = Way.of(counted.way)
    assert way == Way(began, Span(n, unit), roll)
    assert way.count(DAY, LOADED, deadlines.RULE_34) == counted


def test_the_way_is_said_as_people_say_it():
    forward, accept = deadlines.for_registration(DAY, "求决", "普通", LOADED, Limits(roll=True))
    assert (forward.counted.way, accept.counted.way) == ("登记起15日顺延", "登记起2日")
    assert Way.of("照新办法") is None
