"""By how much two clocks differ, in words, and from when it is said."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.domain.dates.clocks import TOLERATED, against_hub, against_record, span


@pytest.mark.parametrize("ahead", [0, 59, -60, TOLERATED, -TOLERATED])
def test_a_few_minutes_are_not_told(ahead: int) -> None:
    assert against_hub(ahead) is None


def test_it_is_told_which_clock_is_ahead() -> None:
    assert against_hub(3 * 3600) == ("clock_ahead", {"span": "3 小时"})
    assert against_hub(-TOLERATED - 1) == ("clock_behind", {"span": "5 分钟"})


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "不到 1 分钟"),
        (720, "12 分钟"),
        (11_100, "3 小时 5 分钟"),
        (86_400, "1 天"),
        (183_700, "2 天 3 小时"),
    ],
)
def test_a_span_has_its_two_greatest_parts(seconds: int, said: str) -> None:
    assert span(seconds) == said


def test_a_clock_before_what_was_recorded_is_told() -> None:
    now = datetime(2026, 11, 23, 9)
    assert against_record(now, now - timedelta(days=9)) is None
    assert against_record(now, now + timedelta(seconds=TOLERATED)) is None
    assert against_record(now, now + timedelta(days=1)) == (
        "clock_before_record",
        {"span": "1 天", "now": "2026-11-23 09:00", "last": "2026-11-24 09:00"},
    )
