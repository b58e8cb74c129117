"""Words of the start page."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ui.start.model import greeting
from ui.start.rows import age

NOW = datetime(2026, 11, 23, 9, 31)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "刚刚"),
        (14, "14 分钟前"),
        (59, "59 分钟前"),
        (90, "今天 08:01"),
        (2 * 24 * 60, "周六 09:31"),
        (6 * 24 * 60, "周二 09:31"),
        (8 * 24 * 60, "11-15 09:31"),
    ],
)
def test_age(minutes: int, words: str) -> None:
    assert age(NOW - timedelta(minutes=minutes), NOW) == words


@pytest.mark.parametrize(("hour", "words"), [(8, "早上好"), (12, "中午好"), (15, "下午好"), (20, "晚上好")])
def test_greeting(hour: int, words: str) -> None:
    assert greeting(NOW.replace(hour=hour)) == words
