"""The status bar says what waits for the hub, since when it is away, and what is to be looked at."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.events import SyncStateChanged
from ui.theme import Look
from ui.widgets.light import SyncFacts, SyncLight, facts_of
from ui.widgets.status import StatusBar

TODAY = date(2026, 11, 23)
LAST = datetime(2026, 11, 23, 9, 31, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def bar(look: Look, qtbot: QtBot) -> StatusBar:
    made = StatusBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def light(bar: StatusBar) -> SyncLight:
    """Of a bar that lives as long: the fixture holds it."""
    return bar.sync


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (SyncFacts(), "单机，未加入中心"),
        (SyncFacts("未设置", 12), "单机，未加入中心"),
        (SyncFacts("已连接", 12), "待同步 12"),
        (SyncFacts("已连接", 0, 2, 1), "待同步 0，待核对 3"),
        (SyncFacts("未连接", 12), "未连接，待同步 12"),
        (SyncFacts("未连接", 12, last=LAST, today=TODAY), "未连接（09:31 起），待同步 12"),
        (
            SyncFacts("未连接", 1, last=LAST, today=date(2026, 11, 25)),
            "未连接（11-23 周一 09:31 起），待同步 1",
        ),
    ],
)
def test_what_the_light_says(light: SyncLight, facts: SyncFacts, said: str) -> None:
    light.show_facts(facts)
    assert light.text_shown() == said
    assert light.accessibleName() == f"同步：{said}"


def test_a_line_parts_what_waits_from_what_is_to_be_looked_at(light: SyncLight, bar: StatusBar) -> None:
    """As it does between all parts of the status line; none where there is nothing to part."""
    bar.resize(1200, 28)
    bar.show()
    light.show_facts(SyncFacts("未连接", 12, 2, 1))
    assert light._between.isVisible()
    before, line, after = (part.geometry() for part in (light._state, light._between, light._marked))
    assert line.left() - before.right() == after.left() - line.right() == 13
    light.show_facts(SyncFacts("未连接", 12))
    assert not light._between.isVisible()


def test_a_try_under_way_changes_the_counts_and_not_the_words(light: SyncLight) -> None:
    light.show_facts(SyncFacts("未连接", 1, last=LAST, today=TODAY))
    light.show_facts(SyncFacts("正在同步", 2))
    assert light.text_shown() == "未连接（09:31 起），待同步 2"
    light.show_facts(SyncFacts("已连接", 0))
    assert light.text_shown() == "待同步 0"


def test_there_is_less_of_it_in_a_narrow_window(light: SyncLight) -> None:
    light.show_facts(SyncFacts("未连接", 1, last=LAST, today=TODAY))
    light.make_small(True)
    assert light.text_shown() == "未连接，待同步 1"


def test_a_desk_that_is_still_filling_says_so(light: SyncLight) -> None:
    light.show_facts(SyncFacts("已连接", 0, history=63))
    assert light.text_shown() == "待同步 0，以前的记录已取回 63 %"
    light.make_small(True)
    assert light.text_shown() == "待同步 0，记录 63 %"
    light.show_facts(SyncFacts("已连接", 0))
    assert light.text_shown() == "待同步 0"


def test_the_event_brings_when_it_last_went_well() -> None:
    event = SyncStateChanged("未连接", 3, 1, 0, LAST.isoformat())
    assert facts_of(event, TODAY) == SyncFacts("未连接", 3, 1, 0, LAST, TODAY)


def test_a_click_asks_for_the_page_and_the_light_takes_no_focus(light: SyncLight, qtbot: QtBot) -> None:
    assert light.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.waitSignal(light.clicked):
        qtbot.mouseClick(light, Qt.MouseButton.LeftButton)
