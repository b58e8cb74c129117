"""Figures: the golden rows of the seeds, the denominators of DOMAIN.md section 4, the text."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.dates.period import Period
from app.domain.figures.briefing import briefing
from app.domain.figures.indicators import (
    COUNTED,
    RATES,
    Completions,
    Counts,
    Measured,
    Opinions,
    Share,
    Tally,
    figures,
    grouped,
)

NOTHING = Counts()


def test_group_visits_of_the_seed():
    """来市集体访 251批4327人次，同比分别上升66.23%、82.27% (铜陵 2021)."""
    now, before = Counts({"集体访": Tally(251, 4327)}), Counts({"集体访": Tally(151, 2374)})
    assert figures(now, before, Measured())["集体访"] == {
        "批次": 251,
        "人次": 4327,
        "批次同比": "上升66.23%",
        "人次同比": "上升82.27%",
        "批次环比": "上期为0，不计环比",
        "人次环比": "上期为0，不计环比",
    }


def test_zero_bases_and_empty_denominators():
    told = figures(Counts({"来访": Tally(3, 4)}), NOTHING, Measured())
    assert told["来访"]["批次同比"] == "上年同期为0，不计同比"
    assert told["个体访"]["批次同比"] == "持平"
    assert told["按期办结率"]["text"] == "—"
    assert figures(NOTHING, NOTHING, Measured())["重复信访率"]["text"] == "—"
    assert list(told) == [*COUNTED, *RATES]


def test_ratings_of_the_scenario():
    """满意 6, 基本 2, 不满意 2, 超期未评 5: 满意率 80 %, 参评率 66.67 % (DOMAIN.md section 6.4)."""
    told = figures(NOTHING, NOTHING, Measured(opinions={"责任单位": Opinions(6, 2, 2, 5)}))
    assert tuple(told[name]["责任单位"]["text"] for name in ("群众满意率", "参评率")) == ("80%", "66.67%")


def test_completions_of_the_scenario():
    """按期 8, 超期答 1, 未到期 2, 超期未答 1: 66.67 % with all in the denominator."""
    assert (
        figures(NOTHING, NOTHING, Measured(completions=Completions(8, 1, 2, 1)))["按期办结率"]["text"]
        == "66.67%"
    )


def test_repeats_are_a_share_of_batches():
    now = Counts({"来访": Tally(506, 900), "重复": Tally(99, 300)})
    assert figures(now, NOTHING, Measured(bureau_in_time=Share(1, 3)))["重复信访率"]["text"] == "19.57%"


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        (date(2026, 1, 1), date(2026, 10, 31), (date(2025, 1, 1), date(2025, 10, 31))),
        (date(2028, 2, 1), date(2028, 2, 29), (date(2027, 2, 1), date(2027, 2, 28))),
        (date(2029, 2, 28), date(2029, 2, 28), (date(2028, 2, 28), date(2028, 2, 28))),
    ],
)
def test_same_dates_a_year_before(start, end, before):
    assert Period(start, end).year_before() == Period(*before)


def test_groups_come_with_the_most_first():
    assert list(grouped({"a": Tally(1, 9), "b": Tally(3, 3), "c": Tally(1, 10)})) == ["b", "c", "a"]


def test_the_text_reads_as_the_briefings_do():
    now = Counts({"来访": Tally(322, 1089), "集体访": Tally(251, 4327), "联合接访": Tally(173, 2564)})
    before = Counts({"来访": Tally(322, 1000), "集体访": Tally(151, 2374), "联合接访": Tally(200, 2700)})
    told = figures(now, before, Measured())
    by = {"类别": {"城乡建设": {"批次": 100, "人次": 300}}, "属地": {}}
    text = briefing(Period(date(2026, 1, 1), date(2026, 10, 31)), "按登记日期统计", told, by)
    assert "2026年1月1日至10月31日" in text
    assert "集体访251批4327人次，同比分别上升66.23%、82.27%" in text
    assert "共登记群众来访322批1089人次，批次同比持平、人次同比上升8.9%" in text
    assert "联合接访173批2564人次，同比分别下降13.5%、5.04%" in text
    assert "反映较多的是城乡建设（100批300人次）" in text
    assert "—" not in text
