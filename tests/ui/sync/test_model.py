"""The sync page in words: the state, the measured figures, the rows, and what differs in long values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.domain.merge import BAD_MOVE, CONCURRENT
from app.ports.link import Aside, Clash, LinkState
from app.services.sync.sync_overview import AsidePage, ClashPage, Overview, aside_page
from ui.sync.model import apart, details, explained, figures, head, in_one_line, rows, title

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, 31, tzinfo=ZONE)
NUMBER = "LF340700-A-261123-001-Z"


def link(state: str = "已连接", **other: object) -> LinkState:
    facts = {
        "waiting": 0,
        "set_aside": 0,
        "conflicts": 0,
        "cursor": 7,
        "behind": 0,
        "last_at": NOW.isoformat(),
    }
    return LinkState(**{"state": state, "hub": "https://hub.example:8470", **facts, **other})  # type: ignore[arg-type]


def clash_page(**other: object) -> ClashPage:
    clash = Clash(
        "1", NUMBER, "people", "phone", "2", "1", "zhaoxy", "A", NOW.isoformat(), CONCURRENT, "p", "B", "2"
    )
    facts = {
        "clash": clash,
        "what": "来访人",
        "field": "电话",
        "now": "139****2222",
        "lost": "138****1111",
        "changed_since": False,
        "alike": False,
        "by": "赵小雨（示例）",
        "at": NOW,
        "readable": True,
    }
    return ClashPage(**{**facts, **other})  # type: ignore[arg-type]


def overview(state: LinkState, *shown: ClashPage | AsidePage, why: str = "") -> Overview:
    return Overview(
        link=state,
        why=why,
        clashes=tuple(one for one in shown if isinstance(one, ClashPage)),
        asides=tuple(one for one in shown if isinstance(one, AsidePage)),
        at=NOW,
    )


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (link("未设置", hub=None, last_at=None), "单机，未加入中心"),
        (link("已连接"), "已连接中心"),
        (link("正在同步"), "正在同步"),
        (link("未连接"), "未连接中心，09:31 起"),
        (
            link("未连接", last_at=datetime(2026, 11, 22, 8, 5, tzinfo=ZONE).isoformat()),
            "未连接中心，11-22 周日 08:05 起",
        ),
        (link("未连接", last_at=None), "未连接中心"),
    ],
)
def test_the_state_in_words(state: LinkState, said: str) -> None:
    assert head(overview(state))[2] == said


def test_one_desk_alone_has_no_figures_and_no_worries() -> None:
    alone = overview(link("未设置", hub=None, last_at=None))
    assert figures(alone) == []
    assert explained(alone).startswith("登记照常")
    assert head(alone)[1] == "text2"


def test_the_reason_is_told_only_while_the_hub_is_away() -> None:
    why = "中心没有连上。登记照常，连上后自动发出。"
    assert explained(overview(link("未连接"), why=why)) == why
    assert explained(overview(link("已连接"), why=why)) == ""


def test_a_clock_that_is_not_the_hubs_is_told_while_connected() -> None:
    wrong = replace(overview(link("已连接", clock=10_800)), clock="本机的时间比汇聚点快 3 小时。")
    assert explained(wrong) == "本机的时间比汇聚点快 3 小时。"


def test_what_is_measured() -> None:
    told = dict(figures(overview(link(waiting=3, behind=None, sent=12, fetched=30))))
    assert told["上次同步"] == "09:31"
    assert told["等着送出"] == "3 条"
    assert told["还没取回"] == "连上后才知道"
    assert told["打开以来"] == "送出 12 条，取回 30 条"


def test_a_new_desk_says_how_much_of_the_record_it_has() -> None:
    assert ("以前的记录", "已取回 40 %") in figures(overview(link(history=40)))
    assert "以前的记录" not in in_one_line(figures(overview(link())))


def test_a_clash_says_who_when_which_number_and_field_and_both_values() -> None:
    (row,) = rows(overview(link(), clash_page()))
    assert row.spoken == (
        f"{NUMBER}　电话，现在 139****2222，没有留下 138****1111，A 台，赵小雨（示例），09:31"
    )
    shown = details(row.data, NOW.date())
    assert shown is not None
    assert [(one.title, one.whose, one.value) for one in shown.sides] == [
        ("现在的值", "B 台", "139****2222"),
        ("没有留下的值", "A 台，赵小雨（示例），09:31", "138****1111"),
    ]
    assert "后改的" in shown.notes[0]


def test_a_status_that_could_not_follow_is_explained() -> None:
    one = clash_page()
    moved = clash_page(clash=Clash(**{**_fields(one.clash), "reason": BAD_MOVE}))
    shown = details(moved, NOW.date())
    assert shown is not None
    assert "不合办理步骤" in shown.notes[0]


def test_values_that_differ_where_they_are_masked_and_values_changed_since() -> None:
    shown = details(clash_page(alike=True, changed_since=True), NOW.date())
    assert shown is not None
    assert any("遮住" in one for one in shown.notes)
    assert shown.sides[0].whose == "后来又改过"


def test_what_is_confidential_shows_no_value() -> None:
    one = clash_page(readable=False, now="不显示", lost="不显示")
    (row,) = rows(overview(link(), one))
    assert row.second == "内容保密"
    shown = details(one, NOW.date())
    assert shown is not None
    assert shown.sides == ()


def test_what_the_hub_set_aside_is_told_in_its_sentence() -> None:
    page = aside_page(Aside("t", None, "people", "p", "sync_too_long", {"column": "phone", "limit": 100}))
    found = overview(link(), clash_page(), page)
    assert title(found) == "待核对 2"
    row = rows(found)[-1]
    assert row.second == "“电话”太长（最多 100 字），没有送出。请改短后保存，会自动再送。"
    shown = details(row.data, NOW.date())
    assert shown is not None
    assert row.second in shown.notes


def test_of_very_many_the_oldest_are_listed_and_the_rest_are_counted() -> None:
    assert title(overview(link(conflicts=3), clash_page())) == "待核对 1，另有 2 条随后列出"
    assert title(overview(link(conflicts=3))) == "待核对"  # those who may not see them


def test_of_long_texts_what_differs_is_shown() -> None:
    begin, end = "甲" * 300, "丁" * 300
    one, other = apart(f"{begin}乙{end}", f"{begin}丙{end}")
    assert one.startswith("（前 280 字相同）")
    assert "乙" in one
    assert "丙" in other
    assert len(one) < 200
    assert apart("短", "长") == ("短", "长")
    (row,) = rows(overview(link(), clash_page(now=one, lost=other)))
    assert row.second == "两段文字不一样，选中后看"


def _fields(clash: Clash) -> dict[str, object]:
    return {name: getattr(clash, name) for name in clash.__dataclass_fields__}
