"""Percentages and 同比 as the briefings print them: two decimals, half up, trailing zeros dropped."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

UP, DOWN, LEVEL = "上升", "下降", "持平"
NO_BASE = "上年同期为0，不计同比"
NO_WHOLE = "—"
_HUNDREDTH = Decimal("0.01")


def percent(part: int, whole: int) -> str:
    """part of whole in percent, 37.5%; ZeroDivisionError for an empty whole."""
    if whole == 0:
        raise ZeroDivisionError("an empty whole has no percentage")
    with localcontext() as exact:
        exact.prec = 60
        value = (Decimal(part) * 100 / Decimal(whole)).quantize(_HUNDREDTH, ROUND_HALF_UP)
    text = f"{value:f}"
    return f"{text.rstrip('0').rstrip('.')}%"


def rate(part: int, whole: int) -> str:
    """A rate of the report; — where there is nothing to divide by (DOMAIN.md section 4.2)."""
    return percent(part, whole) if whole else NO_WHOLE


def year_on_year(current: int, prior: int) -> str:
    """同比 (本期−上年同期)/上年同期: 上升40.62%, 下降37.5%, 持平; no figure on a base of 0.

    0 against 0 is 持平; a change too small for two decimals says 不足0.01%.
    """
    if current == prior:
        return LEVEL
    if prior == 0:
        return NO_BASE
    change = percent(abs(current - prior), prior)
    return f"{UP if current > prior else DOWN}{'不足0.01%' if change == '0%' else change}"
