"""Every published figure of two city briefings (铜陵 2021, 淮北 2019) from an invented store.

Each stands with its own scope and period: they clash otherwise (the window's 1089 persons cannot hold the
4327 of group visits). What no centre can count – other channels, other bodies – is entered with its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.domain.figures.indicators import COUNTED, GROUP, JOINT, LED, ON_THE_SPOT, RATES, VISITS
from app.domain.figures.rates import compared
from app.domain.lists.kinds import KINDS
from app.domain.rows.base import Row, new_id
from app.domain.rows.case import ListFact
from app.domain.rows.matters import Step
from app.domain.rows.receptions import ReceivedVisit, Reception
from app.services.figures.enter_figure import enter_figure
from app.services.figures.report_figures import report_figures
from app.services.figures.rows_behind import figure_rows
from tests.app.services.office import at
from tests.db.rows import came, sample

JAN_OCT = (date(2021, 1, 1), date(2021, 10, 31))
"""1–10月, the head of the briefing."""
THIS_YEAR = (date(2021, 1, 1), date(2021, 11, 22))
"""今年以来, up to the day of the briefing."""
STUDY = (date(2021, 3, 1), date(2021, 10, 31))
"""党史学习教育启动以来; the day it began is not printed."""
DRIVE = (date(2021, 6, 1), date(2021, 9, 30))
"""大督查、大走访、大调研活动期间; its days are not printed."""
Y2019 = (date(2019, 1, 1), date(2019, 12, 31))


@dataclass(frozen=True)
class Crowd:
    """So many visits with so many persons in all, handled all alike."""

    batches: int
    heads: int
    form: str = ""
    mode: str = ""
    least: int = 1


def visits_of(crowd: Crowd, start: date) -> Iterator[list[Row]]:
    """The rows of each visit; the last brings the persons that are left."""
    for n in range(crowd.batches):
        left = crowd.heads - n * crowd.least
        heads = left if n == crowd.batches - 1 else min(crowd.least, left)
        when = datetime.fromisoformat(f"{start}T09:00:00+08:00") + timedelta(minutes=n)
        made = came(at=when, serial=n % 999 + 1)
        visit = replace(made.visit, headcount=heads)
        rows: list[Row] = [made.matter, visit, made.person, made.attendance]
        if crowd.form:
            held = sample(Reception, form=crowd.form, status="已结束", leader="李局（示例）", at=when)
            rows += [held, ReceivedVisit(id=new_id(), reception_id=held.id, visit_id=visit.id)]
        for mode in crowd.mode.split():
            detail = {"way": 4} if mode == "引导" else {}
            rows.append(
                Step(
                    id=new_id(),
                    matter_id=made.matter.id,
                    visit_id=visit.id,
                    mode=mode,
                    unit="市住建局",
                    at=when + timedelta(days=1 if mode == "办结" else 0, minutes=5),
                    by="host",
                    detail=detail,
                )
            )
        yield rows


def fill(office: Any, crowd: Crowd, start: date) -> None:
    office.add(*(row for rows in visits_of(crowd, start) for row in rows))


def report(office: Any, days: tuple[date, date]) -> Any:
    return report_figures(office.desk("watch", "2021-11-23 09:00"), *days).as_json()


def amount(figure: dict[str, Any]) -> tuple[int, int]:
    return figure["批次"], figure["人次"]


COUNTED_FIGURES = {
    "铜陵，来市集体访，市，1–10月": (GROUP, JAN_OCT, Crowd(251, 4327, least=17)),
    "铜陵，联合接访，市来信来访接待中心，今年以来": (JOINT, THIS_YEAR, Crowd(173, 2564, JOINT, least=14)),
    "铜陵，接待窗口，党史学习教育以来": (VISITS, STUDY, Crowd(322, 1089, least=3)),
    "铜陵，窗口现场办结，党史学习教育以来": (ON_THE_SPOT, STUDY, Crowd(135, 315, mode="现场办结", least=2)),
    "铜陵，窗口转办办结，党史学习教育以来": ("转办办结", STUDY, Crowd(61, 129, mode="转办 办结", least=2)),
    "铜陵，市级党政领导公开接待，活动期间": (LED, DRIVE, Crowd(23, 35, "带班接访")),
    "淮北，市级党政领导面对面接待，2019年": (LED, Y2019, Crowd(81, 218, "约访", least=2)),
    "淮北，依法分类处理，2019年": ("依法分类", Y2019, Crowd(852, 852, mode="引导")),
}
"""Scope and period in words, the figure that counts it, its days, and the visits that make it."""


@pytest.mark.parametrize("scope", COUNTED_FIGURES)
def test_a_figure_of_the_centres_own_visits(office, scope):
    name, days, crowd = COUNTED_FIGURES[scope]
    fill(office, crowd, days[0] + timedelta(days=30))
    told = report(office, days)
    figure = (told["figures"] | told["further"])[name]
    assert amount(figure) == (crowd.batches, crowd.heads)
    rows = figure_rows(office.desk("watch", "2021-11-23 09:00"), name, *days, most=1)
    assert rows.agrees
    assert (rows.total.rows, rows.total.heads) == (crowd.batches, crowd.heads)


def test_group_visits_against_last_year(office):
    fill(office, Crowd(251, 4327, least=17), date(2021, 2, 1))
    fill(office, Crowd(151, 2374, least=15), date(2020, 2, 1))
    told = report(office, JAN_OCT)
    assert told["figures"][GROUP] == {
        "批次": 251,
        "人次": 4327,
        "批次同比": "上升66.23%",
        "人次同比": "上升82.27%",
    }
    assert "集体访251批4327人次，同比分别上升66.23%、82.27%" in told["text"]


def test_group_visits_fell_where_only_the_falls_are_printed(office):
    """淮北，来市集体访，2019年: 批次人次分别下降30%、27%; the counts behind them are invented."""
    fill(office, Crowd(70, 730, least=10), date(2019, 2, 1))
    fill(office, Crowd(100, 1000, least=10), date(2018, 2, 1))
    told = report(office, Y2019)["figures"][GROUP]
    assert (told["批次同比"], told["人次同比"]) == ("下降30%", "下降27%")


def test_the_window_is_settled_as_the_briefing_has_it(office):
    """322批 = 135 on the spot, 61 passed on and done, 126 left; the shares of DOMAIN.md 6.2."""
    for crowd in (
        Crowd(135, 315, mode="现场办结", least=2),
        Crowd(61, 129, mode="转办 办结", least=2),
        Crowd(126, 645, least=5),
    ):
        fill(office, crowd, date(2021, 5, 1))
    told = report(office, STUDY)["figures"]
    assert amount(told[VISITS]) == (322, 1089)
    assert amount(told[ON_THE_SPOT]) == (135, 315)
    assert amount(told["转办办结"]) == (61, 129)


ENTERED = {
    "铜陵，全市所有渠道，1–10月": ("信访总量", JAN_OCT, (7222, None), (5136, None), ("上升40.62%", None)),
    "铜陵，赴省集体访，1–10月": ("赴省集体访", JAN_OCT, (5, 31), (8, 139), ("下降37.5%", "下降77.7%")),
    "铜陵，进京访，1–10月": ("进京访", JAN_OCT, (81, 91), (239, 258), ("下降66.11%", "下降64.73%")),
    "铜陵，信访接待下基层，1–10月": ("信访接待下基层", JAN_OCT, (1551, None), None, None),
    "铜陵，现场办公下基层，1–10月": ("现场办公下基层", JAN_OCT, (1390, None), None, None),
    "铜陵，调查研究下基层，1–10月": ("调查研究下基层", JAN_OCT, (1248, None), None, None),
    "铜陵，宣传方针政策下基层，1–10月": ("宣传方针政策下基层", JAN_OCT, (1492, None), None, None),
    "铜陵，四下基层推动解决，1–10月": ("四下基层推动解决", JAN_OCT, (851, None), None, None),
    "铜陵，信访接待下基层，活动期间": ("信访接待下基层", DRIVE, (498, None), None, None),
    "铜陵，现场办公下基层，活动期间": ("现场办公下基层", DRIVE, (463, None), None, None),
    "铜陵，调查研究下基层，活动期间": ("调查研究下基层", DRIVE, (389, None), None, None),
    "铜陵，宣传方针政策下基层，活动期间": ("宣传方针政策下基层", DRIVE, (473, None), None, None),
    "铜陵，四下基层推动解决，活动期间": ("四下基层推动解决", DRIVE, (293, None), None, None),
    "铜陵，局领导走访，活动期间": ("领导走访", DRIVE, (173, 343), None, None),
    "铜陵，代理代办，去年以来": (
        "代理代办",
        (date(2020, 1, 1), date(2021, 11, 22)),
        (1567, None),
        None,
        None,
    ),
    "铜陵，代理代办，全市系统，今年以来": ("代理代办", THIS_YEAR, (867, None), None, None),
    "铜陵，联席会议，以来": ("联席会议", THIS_YEAR, (400, None), None, None),
    "铜陵，联席会议就地处理，以来": ("联席会议就地处理", THIS_YEAR, (280, None), None, None),
    "铜陵，义安区调解纠纷": ("调解纠纷", THIS_YEAR, (722, None), None, None),
    "铜陵，国家信访局再次督办的积案，截至10月": ("积案再次督办", JAN_OCT, (28, None), None, None),
    "铜陵，纪委＋信访，典型案例": ("纪委移交典型案例", THIS_YEAR, (10, None), None, None),
    "铜陵，纪委＋信访，一般事项": ("纪委移交一般事项", THIS_YEAR, (4, None), None, None),
    "铜陵，学区房引发的群访，今年以来（500余人次）": ("学区房群访", THIS_YEAR, (3, 500), None, None),
    "铜陵，市级党政领导公开接待解决，活动期间": ("公开接待解决", DRIVE, (23, None), None, None),
    "铜陵，局领导班子下沉走访，活动期间": ("局领导下沉走访", DRIVE, (None, 55), None, None),
    "铜陵，局领导下沉走访解决，活动期间": ("局领导下沉走访解决", DRIVE, (67, None), None, None),
    "淮北，群众进京访，2019年": ("进京访", Y2019, (245, 242), (500, 500), ("下降51%", "下降51.6%")),
    "淮北，赴省集体访，2019年": ("赴省集体访", Y2019, (471, 202), (1000, 1000), ("下降52.9%", "下降79.8%")),
    "淮北，网上信访，2019年": ("网上信访", Y2019, (2000, None), None, None),
    "淮北，难办证项目涉及，2019年（51470套约18万人）": ("难办证涉及", Y2019, (51470, 180000), None, None),
    "淮北，接待群众的市级党政领导，2019年": ("接待群众的市级领导", Y2019, (None, 15), None, None),
}
"""Scope, name, days, what was printed, the prior that gives the printed change, the change."""


@pytest.mark.parametrize("scope", ENTERED)
def test_a_figure_that_others_count_is_entered_with_its_source(office, scope):
    name, days, now, before, changes = ENTERED[scope]
    desk = office.desk("watch", "2021-11-23 09:00")
    enter_figure(desk, name, *days, batches=now[0], heads=now[1], source=scope)
    if before:
        last = (days[0].replace(year=days[0].year - 1), days[1].replace(year=days[1].year - 1))
        enter_figure(desk, name, *last, batches=before[0], heads=before[1], source=scope)
    told = report(office, days)["entered"][name]
    assert amount(told) == now
    assert told["source"] == scope
    if changes:
        assert (told["批次同比"], told["人次同比"]) == changes


@pytest.mark.parametrize(
    ("part", "whole", "numbers", "printed"),
    [
        ("批阅来信", "初次来信", (397, 1000), "39.7%"),
        ("批办专报", "信访专报", (21, 21), "100%"),
        ("联席会议就地处理", "联席会议", (280, 400), "70%"),
    ],
)
def test_a_part_that_is_entered_with_its_whole_has_its_share(office, part, whole, numbers, printed):
    """铜陵，1–10月: 批阅的群众来信占初次来信的近40%，批办访情专报信息达100%; the counts are invented."""
    desk = office.desk("watch", "2021-11-23 09:00")
    enter_figure(desk, part, *JAN_OCT, batches=numbers[0], source="示例市委办")
    assert "占" not in report(office, JAN_OCT)["entered"][part]
    enter_figure(desk, whole, *JAN_OCT, batches=numbers[1], source="示例市委办")
    told = report(office, JAN_OCT)["entered"]
    share = told[part]["占"]
    assert share == {
        "numerator": numbers[0], "denominator": numbers[1], "formula": f"{part} ÷ {whole}", "text": printed
    }  # fmt: skip
    assert compared(told[part]) == f"占{printed}"
    assert "占" not in told[whole]


def test_a_part_larger_than_its_whole_has_no_share(office):
    desk = office.desk("watch", "2021-11-23 09:00")
    for name, count in (("批阅来信", 11), ("初次来信", 10)):
        enter_figure(desk, name, *JAN_OCT, batches=count, source="示例市委办")
    assert "占" not in report(office, JAN_OCT)["entered"]["批阅来信"]


def test_scopes_of_one_name_stay_apart(office):
    """1567, 867 and 326 of 代理代办 are three scopes and are never added (DOMAIN.md 6.3)."""
    desk = office.desk("watch", "2021-11-23 09:00")
    for scope in ("铜陵，代理代办，去年以来", "铜陵，代理代办，全市系统，今年以来"):
        name, days, now, _, _ = ENTERED[scope]
        enter_figure(desk, name, *days, batches=now[0], source=scope)
    assert report(office, THIS_YEAR)["entered"]["代理代办"]["批次"] == 867
    assert "代理代办" not in report(office, JAN_OCT)["entered"]


def listed(kind: str, count: int, done: int, result: str, day: str) -> Iterator[Row]:
    for n in range(count):
        made = came(at=at(f"{day} 09:00"), serial=n % 999 + 1)
        entry = ListFact(
            id=new_id(),
            kind=kind,
            matter_id=made.matter.id,
            act="列入",
            at=at(f"{day} 10:00"),
            by="host",
            data={"reason": "示例", "case_type": "典型" if n < 10 else "一般"},
        )
        yield from (made.matter, made.visit, made.person, made.attendance, entry)
        if n < done:
            yield ListFact(id=new_id(), kind=kind, matter_id=made.matter.id, entry_id=entry.id, act="销账",
                           at=at(f"{day} 16:00"), by="host", data={"result": result})  # fmt: skip


LISTED = {
    "铜陵，国家局交办的积案，截至目前": ("积案", THIS_YEAR, 181, 177, "已化解", "97.79%"),
    "铜陵，纪委＋信访，三批": ("纪委", THIS_YEAR, 14, 7, "对账销号", "50%"),
    "铜陵，基层代办，工作开展以来": ("代理", THIS_YEAR, 326, 234, "已解决", "71.78%"),
    "淮北，信访历史积案，2019年": ("积案", Y2019, 151, 68, "已化解", "45.03%"),
    "淮北，国家和省交办的64件，2019年": ("积案", Y2019, 64, 64, "已化解", "100%"),
    "淮北，房地产难办证项目，2019年": ("专项", Y2019, 169, 61, "已解决", "36.09%"),
}


@pytest.mark.parametrize("scope", LISTED)
def test_a_figure_of_a_list(office, scope):
    kind, days, count, done, result, printed = LISTED[scope]
    result = result if result in KINDS[kind].results else KINDS[kind].succeeded[0]
    office.add(*listed(kind, count, done, result, f"{days[0].year}-05-06"))
    told = report(office, days)["lists"][kind]
    assert (told["列入"], told["在账"], told["销账"]) == (count, count - done, done)
    assert told[KINDS[kind].rate]["text"] == printed


def test_mediation_succeeds_by_what_has_ended(office):
    """铜陵，义安区: 722起 settled, 调解成功率98.6%以上; how many failed is not printed."""
    for count, result in ((722, "调解成功"), (10, "调解不成")):
        office.add(*listed("六调", count, count, result, "2021-05-06"))
    rate = report(office, THIS_YEAR)["lists"]["六调"]["调解成功率"]
    assert (rate["numerator"], rate["denominator"], rate["text"]) == (722, 732, "98.63%")


def test_alerts_are_counted_one_by_one(office):
    """一单三推: 235 alerts of this year."""
    office.add(*listed("预警", 235, 0, "", "2021-05-06"))
    assert report(office, THIS_YEAR)["lists"]["预警"]["列入"] == 235


MECHANISMS = {
    "1+X 联合接访": "figures.联合接访",
    "带班接访": "further.带班接访",
    "接访、约访、下访": "further.下访",
    "领导接访": "further.领导接访",
    "来访必登（窗口）": "figures.来访",
    "集体访": "figures.集体访",
    "初信初访": "figures.初次",
    "治理重复信访": "figures.重复信访率",
    "越级": "further.越级",
    "现场办结": "figures.现场办结",
    "转办办结": "figures.转办办结",
    "依法分类处理": "further.依法分类",
    "人民建议征集": "further.建议采纳",
    "三率：及时受理率": "figures.信访部门及时受理率",
    "三率：按期办结率": "figures.按期办结率",
    "三率：群众满意率，满意窗口": "figures.群众满意率",
    "100、210、110 和 115 督办": "obligations_by_kind",
    "转送交办督办": "steps",
    "代理（代办）": "further.代理代办",
    "首办化解 1+N": "lists.首办",
    "领导包案、五包": "lists.包案",
    "积案化解": "lists.积案",
    "纪委＋信访": "lists.纪委",
    "一单三推": "lists.预警",
    "六调联动": "lists.六调",
    "专项（房地产难办证）": "lists.专项",
    "四下基层、进京、赴省、其他渠道": "entered",
}
"""Each mechanism of the two briefings and where the report has its figure."""


def test_every_mechanism_of_the_briefings_has_its_figure(office):
    told = report(office, JAN_OCT)
    for mechanism, path in MECHANISMS.items():
        found: Any = told
        for part in path.split("."):
            assert part in found, mechanism
            found = found[part]
    assert {*told["figures"], *told["further"]} == {*COUNTED, *RATES}
