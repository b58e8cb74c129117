"""The figures that others count, as rows of the second table: name, numbers, source; no Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Literal

from app.domain.figures.rates import compared
from app.services.figures.figures_page import FiguresShown
from ui.tables.columns import Cell, Column

ENTERED = "录入的数字"
NOT_A_NUMBER = "要写整数，如 1230；没有就空着。"


def number_of(text: str) -> int | Literal[False] | None:
    """A typed whole number, with full-width digits and separators of thousands; None: empty; False: none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace(",", "")
    if not plain:
        return None
    return int(plain) if plain.isascii() and plain.isdigit() else False


def entered_rows(shown: FiguresShown) -> list[tuple[str, Mapping[str, Any]]]:
    """Figures of these days that others count: name, and numbers with their source."""
    return list(shown.report.entered.items())


def _entered_number(unit: str) -> Callable[[tuple[str, Mapping[str, Any]]], Cell]:
    def cell(row: tuple[str, Mapping[str, Any]]) -> Cell:
        value = row[1][unit]
        return Cell("—" if value is None else f"{value:,}", strong=unit == "批次")

    return cell


ENTERED_COLUMNS = (
    Column(name="name", title="名称", cell=lambda row: Cell(row[0]), wide=104, share=2, rank=0),
    Column(name="batches", title="批次", cell=_entered_number("批次"), wide=64, right=True, rank=0),
    Column(name="heads", title="人次", cell=_entered_number("人次"), wide=72, right=True, rank=1),
    Column(
        name="change",
        title="批次同比",
        cell=lambda row: Cell(compared(row[1]), token="text2"),
        wide=112,
        share=1,
        right=True,
        rank=2,
    ),
    Column(
        name="source", title="从哪里来", cell=lambda row: Cell(row[1]["source"]), wide=96, share=2, rank=3
    ),
)
NOTHING_ENTERED = (
    "这几天没有录入的数字。进京、赴省、来信来电、四下基层和全国的初次重复，按 I 录入，写明来源。"
)
