"""A clock that stands before the desk's own audit is told until the desk has gone on for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.rows.audit import AuditEntry
from app.services.desk import watch_clock
from app.services.desk.read_today import read_today
from app.services.desk.watch_clock import clock_trouble
from tests.ui.house import CLERK, NOW, PASSWORD, make_home
from ui.start.model import read_start


@pytest.fixture
def home(tmp_path):
    made = make_home(tmp_path / "home")
    yield made
    made.close()


def last_entry(desk):
    with desk.records.reading() as reads:
        return max(row.at for row in reads.find(AuditEntry))


def test_a_clock_that_went_back_is_told(home, monkeypatch):
    desk = home.sign_in(CLERK, PASSWORD, NOW)
    last = last_entry(desk)
    assert clock_trouble(desk, last + timedelta(days=400)) is None
    assert clock_trouble(desk, last - timedelta(minutes=4)) is None
    told = clock_trouble(desk, last - timedelta(days=2, hours=3))
    assert told is not None
    assert "还早 2 天 3 小时" in told
    assert clock_trouble(desk, last.replace(year=1970)) is not None
    assert read_today(desk).clock == ""
    monkeypatch.setattr(watch_clock.MachineClock, "now", lambda _: last - timedelta(days=1))
    [device, *_] = read_start(desk).others
    assert (device.name, device.good) == ("本机时间", False)


def test_what_a_clock_did_long_ago_is_not_told_for_ever(home, monkeypatch):
    desk = home.sign_in(CLERK, PASSWORD, NOW)
    before = last_entry(desk) - timedelta(days=1)
    assert clock_trouble(desk, before) is not None
    monkeypatch.setattr(watch_clock, "NEWEST", 0)
    assert clock_trouble(desk, before) is None
