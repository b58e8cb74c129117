"""Percentages and 同比 as the briefings print them: two decimals, half up, trailing zeros dropped."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from app.domain.value import Value

UP, DOWN, LEVEL = "上升", "下降", "持平"
NO_BASE = "上年同期为0，不计同比"
NO_BASE_BEFORE = "上期为0，不计环比"
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


class Rate(Value, frozen=True):
    """A rate before it is shown: what is counted, of how many, and by which formula."""

    numerator: int
    denominator: int
    formula: str

    @property
    def value(self) -> float | None:
        """The share as a number; None where there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def text(self) -> str:
        """As the briefings print it; — where there is nothing to divide by (DOMAIN.md section 4.2)."""
        return percent(self.numerator, self.denominator) if self.denominator else NO_WHOLE

    def as_json(self) -> dict[str, Any]:
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "formula": self.formula,
            "text": self.text,
        }


def compared(entered: Mapping[str, Any]) -> str:
    """How an entered figure stands: against last year, else its share of a whole that is entered too."""
    share = entered.get("占")
    return entered["批次同比"] or (f"占{share['text']}" if share else "")


class Change(Value, frozen=True):
    """A figure against the same figure of another period: 同比 (last year's) or 环比 (the one before)."""

    current: int
    prior: int

    @property
    def value(self) -> float | None:
        """(本期−上期)/上期; None on a base of 0 that did not stay."""
        if self.current == self.prior:
            return 0.0
        return (self.current - self.prior) / self.prior if self.prior else None


def year_on_year(current: int, prior: int) -> str:
    """同比 (本期−上年同期)/上年同期: 上升40.62%, 下降37.5%, 持平; no figure on a base of 0.

    0 against 0 is 持平; a change too small for two decimals says 不足0.01%.
    """
    return _changed(current, prior, NO_BASE)


def period_on_period(current: int, prior: int) -> str:
    """环比 (本期−上期)/上期, in the words of 同比."""
    return _changed(current, prior, NO_BASE_BEFORE)


def _changed(current: int, prior: int, no_base: str) -> str:
    if current == prior:
        return LEVEL
    if prior == 0:
        return no_base
    change = percent(abs(current - prior), prior)
    return f"{UP if current > prior else DOWN}{'不足0.01%' if change == '0%' else change}"
