"""同比 and rates: the eight golden rows of DOMAIN.md section 6.1 and their borders."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.figures.rates import Change, Rate, percent, period_on_period, year_on_year


@pytest.mark.parametrize(
    ("current", "prior", "said"),
    [
        (7222, 5136, "上升40.62%"),
        (251, 151, "上升66.23%"),
        (4327, 2374, "上升82.27%"),
        (5, 8, "下降37.5%"),
        (31, 139, "下降77.7%"),
        (81, 239, "下降66.11%"),
        (91, 258, "下降64.73%"),
        (7222, 5135, "上升40.64%"),
        (31, 138, "下降77.54%"),
        (6, 6, "持平"),
        (0, 0, "持平"),
        (4, 0, "上年同期为0，不计同比"),
        (0, 4, "下降100%"),
        (8, 4, "上升100%"),
        (20001, 20000, "上升0.01%"),
        (1_000_001, 1_000_000, "上升不足0.01%"),
    ],
)
def test_year_on_year(current, prior, said):
    assert year_on_year(current, prior) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (177, 181, "97.79%"),
        (8, 10, "80%"),
        (10, 15, "66.67%"),
        (8, 12, "66.67%"),
        (196, 322, "60.87%"),
        (444, 1089, "40.77%"),
        (234, 326, "71.78%"),
        (64, 64, "100%"),
        (0, 5, "0%"),
        (1, 800, "0.13%"),
        (1, 8, "12.5%"),
        (0, 0, "—"),
    ],
)
def test_rates(part, whole, said):
    rate = Rate(part, whole, "部分 ÷ 全部")
    assert rate.text == said
    assert rate.value == (part / whole if whole else None)
    assert rate.as_json() == {"numerator": part, "denominator": whole, "formula": "部分 ÷ 全部", "text": said}


def test_changes_are_numbers_until_they_are_shown():
    assert Change(5, 8).value == -0.375
    assert (Change(0, 0).value, Change(4, 0).value) == (0.0, None)
    assert period_on_period(4, 0) == "上期为0，不计环比"
    assert period_on_period(5, 8) == "下降37.5%"


SUMS = [
    ("纪委、信访三批14件", 10 + 4, 7 + 7),
    ("下基层", 1551 + 1390 + 1248 + 1492, 5681),
    ("活动期间", 498 + 463 + 389 + 473, 1823),
    ("淮北单位", 34 + 268, 302),
]
BOUNDS = [
    (91, 81),
    (4327, 251 * 5),
    (31, 5 * 5),
    (5681, 1823),
    (851, 293),
    (322, 135 + 61),
    (1089, 315 + 129),
]


@pytest.mark.parametrize(("of", "one", "other"), SUMS)
def test_sums_of_the_briefings(of, one, other):
    assert one == other, of


@pytest.mark.parametrize(("whole", "part"), BOUNDS)
def test_bounds_of_the_briefings(whole, part):
    assert whole >= part


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(61, 169, "36.09%"), (68, 151, "45.03%"), (722, 732, "98.63%"), (64, 64, "100%")],
)
def test_rates_of_huaibei_and_yian(part, whole, said):
    assert Rate(part, whole, "").text == said


def test_an_empty_whole_has_no_percentage():
    with pytest.raises(ZeroDivisionError):
        percent(1, 0)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_percentage_is_the_nearest_hundredth_without_idle_zeros(part, whole):
    text = percent(part, whole)
    value = Decimal(text.removesuffix("%"))
    assert abs(value * whole - part * 100) * 2 <= Decimal("0.01") * whole
    assert "." not in text or not text.removesuffix("%").endswith("0")
