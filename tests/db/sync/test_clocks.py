"""A desk whose clock is not the hub's says so until it is set right; both clocks are the test's."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from app.cli.program import run
from app.services.sync.sync_now import sync_now, sync_status
from app.services.sync.sync_overview import sync_overview
from db.hub.serving.serve import Running
from home import Home
from main import Programs
from tests.db.sync.conftest import LOGIN, PASSWORD, Place

NOON = 1_795_406_400_000
HOURS = 3_600_000
LONG_AGO = 1_000_000_000_000
FIGURES = {"pushed", "pulled", "set_aside", "conflicts", "audit", "cursor"}


def test_a_wrong_clock_is_told_until_it_is_set_right(
    running: Running, places_of: Callable[[str], Place]
) -> None:
    place = places_of("A")
    running.hub.clock = lambda: NOON
    place.link.wall = lambda: NOON + 3 * HOURS
    assert set(sync_now(place.desk, place.link)) == FIGURES
    told = sync_status(place.desk, place.link)["clock"]
    assert told.startswith("本机的时间比汇聚点快 3 小时。")
    assert sync_overview(place.desk, lambda: place.link).clock == told
    place.link.wall = lambda: NOON - 26 * HOURS
    place.link.exchange()
    assert sync_status(place.desk, place.link)["clock"].startswith("本机的时间比汇聚点慢 1 天 2 小时。")
    place.link.wall = lambda: NOON + 60_000
    place.link.exchange()
    assert sync_status(place.desk, place.link)["clock"] is None
    assert sync_overview(place.desk, lambda: place.link).clock == ""


def test_sync_says_it_on_stderr_beside_its_figures(
    running: Running,
    places_of: Callable[[str], Place],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = places_of("A")
    home = place.house.home
    place.house.close()
    running.hub.clock = lambda: LONG_AGO
    monkeypatch.setenv("JIEFANGTAI_PASSWORD", PASSWORD)
    capsys.readouterr()
    assert run(["--home", str(home), "--as", LOGIN, "sync"], Home, Programs()) == 0
    said = capsys.readouterr()
    assert set(json.loads(said.out)) == FIGURES
    assert said.err.startswith("本机的时间比汇聚点快 ")
