"""信访情况通报: the text of the briefing and its figures as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.domain.dates.period import Period
from app.domain.figures.chart import Pair
from app.domain.figures.indicators import COUNTED, RATES
from app.domain.figures.rates import compared
from app.domain.papers.blocks import Block, chart, document, heading, table, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.say import full_date

KIND, ANNUAL_TITLE = "信访情况通报", "信访情况年度报告"
CHART = "来访批次：实心为本期，空心为上年同期"
_MOST = 12


def briefing_sheet(
    head: Letterhead,
    at: datetime,
    period: Period,
    figures: Mapping[str, Any],
    by: Mapping[str, Mapping[str, Any]],
    words: str,
    chart_of: Sequence[Pair] = (),
    notes: Sequence[str] = (),
    entered: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    *,
    title: str = KIND,
) -> dict[str, Any]:
    """The content of a briefing; no issued document: its period stands where a number would.

    ``chart_of``: the parts of the period beside last year's; ``notes``: what a reader must know of them.
    """
    drawn = [text(CHART, indent=False), chart(chart_of)] if chart_of else []
    return document(
        KIND,
        head,
        Dossier(at=at, number=f"{full_date(period.start)}至{full_date(period.end)}"),
        [
            *[text(paragraph) for paragraph in words.split("\n")],
            *drawn,
            heading("一、批次、人次"),
            table(["指标", "批次", "同比", "人次", "同比"], _counted(figures), [20, 13, 27, 13, 27]),
            heading("二、各项比率"),
            table(["指标", "数值", "分子", "分母"], _rates(figures), [46, 18, 18, 18]),
            heading("三、分类"),
            *[
                table([name, "批次", "人次"], _group(tallies), [60, 20, 20])
                for name, tallies in by.items()
                if tallies
            ],
            *_entered(entered),
        ],
        notes=notes,
        title=title,
    )


def _entered(entered: Mapping[str, Mapping[str, Any]]) -> list[Block]:
    """Figures that others count, each with its source."""
    if not entered:
        return []
    rows: list[list[str | None]] = [
        [name, _number(figure["批次"]), _number(figure["人次"]), compared(figure), figure["source"]]
        for name, figure in entered.items()
    ]
    return [
        heading("四、录入的数字"),
        table(["名称", "批次", "人次", "同比", "从哪里来"], rows, [28, 13, 13, 18, 28]),
    ]


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _rates(figures: Mapping[str, Any]) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    for name in RATES:
        figure = figures[name]
        named = (
            {name: figure}
            if "text" in figure
            else {f"{name}（{whom}）": rate for whom, rate in figure.items()}
        )
        for label, rate in named.items():
            rows.append([label, rate["text"], str(rate["numerator"]), str(rate["denominator"])])
    return rows


def _counted(figures: Mapping[str, Any]) -> list[list[str | None]]:
    return [
        [name, str(tally["批次"]), tally["批次同比"], str(tally["人次"]), tally["人次同比"]]
        for name, tally in ((name, figures[name]) for name in COUNTED)
    ]


def _group(tallies: Mapping[str, Any]) -> list[list[str | None]]:
    rows: list[list[str | None]] = [
        [name, str(tally["批次"]), str(tally["人次"])] for name, tally in tallies.items()
    ]
    left = rows[_MOST:]
    if not left:
        return rows
    others = list(tallies.values())[_MOST:]
    batches, heads = (sum(tally[unit] for tally in others) for unit in ("批次", "人次"))
    return [*rows[:_MOST], [f"其余 {len(left)} 项", str(batches), str(heads)]]
